"""The titles and formats of the files of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from repertory.outputs.tables.csv_columns import FILES
from repertory.rdf_formats import ENDINGS, RDF_FORMATS, FileFormat


class Title(NamedTuple):
    """The title and the description of a file."""

    title: str
    description: str


CSV: Final = "https://www.rfc-editor.org/info/rfc4180"
FORMATS: Final[Mapping[str, FileFormat]] = MappingProxyType(
    {
        ".csv": FileFormat("CSV", "text/csv", (".csv",), "CSV", CSV),
        ".json": FileFormat("JSON", "application/json", (".json",), "JSON"),
        ".md": FileFormat("Markdown", "text/markdown", (".md",)),
        **{ending: RDF_FORMATS[name] for ending, name in ENDINGS.items()},
    }
)
"""Ending of a file name -> its format."""

_WHOLE = "All statements of the dataset"

TITLES: Final[Mapping[str, Title]] = MappingProxyType(
    {
        "dataset.ttl": Title("Dataset in Turtle", f"{_WHOLE} as one graph."),
        "dataset.jsonld": Title("Dataset in JSON-LD", f"{_WHOLE} as one graph, for programs."),
        "dataset.nt": Title("Dataset in N-Triples", f"{_WHOLE} as one graph, one per line."),
        "dataset.rdf": Title("Dataset in RDF/XML", f"{_WHOLE} as one graph, for older software."),
        "dataset.trig": Title("Dataset in TriG", f"{_WHOLE} in named graphs, for a SPARQL store."),
        "topics.ttl": Title("Topics in Turtle", "Only the topics, as a SKOS concept scheme."),
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
        "mappings.ttl": Title(
            "Links in Turtle", "The reviewed links of the topics to other vocabularies."
        ),
        "queries.ttl": Title(
            "Queries in Turtle", "Ready-made SPARQL queries on the data, with descriptions."
        ),
        **{file.name: Title(file.title, file.description) for file in FILES},
    }
)
"""Name of a file -> its title and description, both in `TITLE_LANGUAGE`."""

TITLE_LANGUAGE: Final = "en"


def format_of(name: str) -> FileFormat:
    """Return the format of a file by the ending of its name.

    >>> format_of("dataset.ttl").media_type
    'text/turtle'
    """
    return FORMATS[name[name.rindex(".") :]]


def title_of(name: str) -> Title:
    """Return the title and description of a file, or its name if it has none.

    >>> title_of("dataset.ttl").title, title_of("other.ttl")
    ('Dataset in Turtle', Title(title='other.ttl', description='other.ttl'))
    """
    return TITLES.get(name, Title(name, name))
