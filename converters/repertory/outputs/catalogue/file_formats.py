"""The titles and formats of the files of a dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from repertory.outputs.tables.csv_columns import FILES
from repertory.rdf_formats import ENDINGS, RDF_FORMATS, FileFormat, ending_of


class Title(NamedTuple):
    """The title and the description of a file."""

    title: str
    description: str


CSV: Final = "https://www.rfc-editor.org/info/rfc4180"
TSV: Final = "https://www.iana.org/assignments/media-types/text/tab-separated-values"
GZIP: Final = "application/gzip"
"""The media type of a compressed file, whatever its content."""

FORMATS: Final[Mapping[str, FileFormat]] = MappingProxyType(
    {
        ".csv": FileFormat("CSV", "text/csv", (".csv",), "CSV", CSV),
        ".json": FileFormat("JSON", "application/json", (".json",), "JSON"),
        ".md": FileFormat("Markdown", "text/markdown", (".md",)),
        ".tsv": FileFormat("TSV", "text/tab-separated-values", (".tsv",), "TSV", TSV),
        **{ending: RDF_FORMATS[name] for ending, name in ENDINGS.items()},
    }
)
"""Ending of a file name -> its format."""

_CORE = "The topics, documents and recommendations"

TITLES: Final[Mapping[str, Title]] = MappingProxyType(
    {
        "dataset.ttl": Title("Dataset in Turtle", f"{_CORE} as one graph."),
        "dataset.jsonld": Title(
            "Dataset in JSON-LD", f"{_CORE} as one JSON object with lists, for programs."
        ),
        "dataset.nt": Title("Dataset in N-Triples", f"{_CORE} as one graph, one statement a line."),
        "dataset.rdf": Title("Dataset in RDF/XML", f"{_CORE} as one graph, for older software."),
        "dataset.trig.gz": Title(
            "Dataset with its evidence in TriG",
            f"{_CORE}, with the rows as printed, the findings and the provenance, in named graphs, "
            "for a SPARQL store, compressed with gzip.",
        ),
        "topics.ttl": Title(
            "Topics in Turtle",
            "The topics as a SKOS concept scheme, with their links and what is listed under them.",
        ),
        "csv-metadata.json": Title(
            "Metadata of the tables",
            "The meaning of the columns of the CSV files (CSV on the Web).",
        ),
        "findings.md": Title(
            "Findings for readers",
            "The misprints and doubtful points of the documents, with the evidence.",
        ),
        "findings.json": Title(
            "Findings for programs", "The misprints and doubtful points of the documents, as JSON."
        ),
        "queries.ttl": Title(
            "Queries in Turtle", "Ready-made SPARQL queries on the data, with descriptions."
        ),
        **{file.name: Title(file.title, file.description) for file in FILES},
    }
)
"""Name of a file -> its title and description, both in `TITLE_LANGUAGE`."""

MAPPINGS: Final = re.compile(r"mappings/(.+)\.sssom\.tsv")
"""The name of a file of links, with that of the vocabulary."""

TITLE_LANGUAGE: Final = "en"


def format_of(name: str) -> FileFormat:
    """Return the format of a file, or of the content of a compressed one, by its name.

    >>> format_of("dataset.ttl").media_type, format_of("dataset.trig.gz").media_type
    ('text/turtle', 'application/trig')
    """
    return FORMATS[ending_of(name)]


def is_described(name: str) -> bool:
    """Return whether a file is one of the dataset, with a title.

    >>> is_described("dataset.ttl"), is_described("mappings/x.sssom.tsv"), is_described("x.ttl")
    (True, True, False)
    """
    return name in TITLES or MAPPINGS.fullmatch(name) is not None


def title_of(name: str) -> Title:
    """Return the title and description of a file, or its name if it has none.

    >>> title_of("dataset.ttl").title, title_of("other.ttl")
    ('Dataset in Turtle', Title(title='other.ttl', description='other.ttl'))
    >>> title_of("mappings/unbis.sssom.tsv").title
    'Links to unbis, in SSSOM'
    """
    if vocabulary := MAPPINGS.fullmatch(name):
        described = "The reviewed links of the topics to this vocabulary, with their reasons."
        return Title(f"Links to {vocabulary[1]}, in SSSOM", described)
    return TITLES.get(name, Title(name, name))
