"""Name the files of a dataset and their formats, once for every description."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from repertory.outputs.tables.csv_columns import FILES
from repertory.rdf_formats import ENDINGS, RDF_FORMATS, FileFormat


class Title(NamedTuple):
    """What a file is called and what it holds."""

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
        "dataset.nt": Title("Dataset in N-Triples", f"{_WHOLE} as one graph, a line for each."),
        "dataset.rdf": Title("Dataset in RDF/XML", f"{_WHOLE} as one graph, for older software."),
        "dataset.trig": Title("Dataset in TriG", f"{_WHOLE} in named graphs, for a store."),
        "topics.ttl": Title("Topics in Turtle", "The topics alone, as a SKOS concept scheme."),
        "csv-metadata.json": Title(
            "Metadata of the tables", "What the columns of the CSV files mean (CSV on the Web)."
        ),
        "findings.md": Title(
            "Findings for readers", "What is wrong or doubtful in the documents, to be read."
        ),
        "findings.json": Title(
            "Findings for programs", "What is wrong or doubtful in the documents, as JSON."
        ),
        "mappings.ttl": Title(
            "Links in Turtle", "The reviewed links of the topics to other vocabularies."
        ),
        "queries.ttl": Title(
            "Questions in Turtle", "The questions that can be asked of the data, as SPARQL."
        ),
        **{file.name: Title(file.title, file.description) for file in FILES},
    }
)
"""Name of a file -> what it is called and holds; both in `TITLE_LANGUAGE`."""

TITLE_LANGUAGE: Final = "en"


def format_of(name: str) -> FileFormat:
    """Return the format of a file by the ending of its name.

    >>> format_of("dataset.ttl").media_type
    'text/turtle'
    """
    return FORMATS[name[name.rindex(".") :]]


def title_of(name: str) -> Title:
    """Return what a file is called; one that has no title is called by its name.

    >>> title_of("dataset.ttl").title, title_of("other.ttl")
    ('Dataset in Turtle', Title(title='other.ttl', description='other.ttl'))
    """
    return TITLES.get(name, Title(name, name))
