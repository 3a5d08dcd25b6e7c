"""The RDF formats: their names, media types and file endings, in one table.

The command line lists the names, so this module imports nothing that is slow to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, NamedTuple


class FileFormat(NamedTuple):
    """A format: its full name, media type and file endings, the usual one first.

    *file_type* is its name in the register of the Publications Office of the European Union
    (http://publications.europa.eu/resource/authority/file-type), *standard* its specification.
    """

    name: str
    media_type: str
    endings: tuple[str, ...]
    file_type: str = ""
    standard: str = ""


RDF_FORMATS: Final[Mapping[str, FileFormat]] = MappingProxyType(
    {
        "ntriples": FileFormat(
            "N-Triples",
            "application/n-triples",
            (".nt",),
            "RDF_N_TRIPLES",
            "https://www.w3.org/TR/n-triples/",
        ),
        "turtle": FileFormat(
            "Turtle", "text/turtle", (".ttl",), "RDF_TURTLE", "https://www.w3.org/TR/turtle/"
        ),
        "trig": FileFormat(
            "TriG", "application/trig", (".trig",), "RDF_TRIG", "https://www.w3.org/TR/trig/"
        ),
        "nquads": FileFormat(
            "N-Quads",
            "application/n-quads",
            (".nq",),
            "RDF_N_QUADS",
            "https://www.w3.org/TR/n-quads/",
        ),
        "jsonld": FileFormat(
            "JSON-LD",
            "application/ld+json",
            (".jsonld",),
            "JSON_LD",
            "https://www.w3.org/TR/json-ld11/",
        ),
        "rdfxml": FileFormat(
            "RDF/XML",
            "application/rdf+xml",
            (".rdf", ".owl", ".xml"),
            "RDF_XML",
            "https://www.w3.org/TR/rdf-syntax-grammar/",
        ),
    }
)
"""Our name of a format -> its description; N-Triples, the first, is read fastest."""

ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {ending: name for name, each in RDF_FORMATS.items() for ending in each.endings}
)
"""File ending -> our name of the format; a file that ends in `.xml` need not be RDF."""

GZIP: Final = ".gz"
"""The ending of a compressed file, after that of its format."""

READABLE: Final = f"{', '.join(ENDINGS)}, also with {GZIP} after it"
"""The endings of RDF files, for a message."""


def is_compressed(name: str) -> bool:
    """Return whether the name of a file is that of a compressed one."""
    return PurePath(name).suffix.lower() == GZIP


def inflated_name(name: str) -> str:
    """Return the name of a file without the ending of compression.

    >>> inflated_name("dataset.trig.gz"), inflated_name("dataset.trig")
    ('dataset.trig', 'dataset.trig')
    """
    return name[: -len(GZIP)] if is_compressed(name) else name


def ending_of(name: str) -> str:
    """Return the ending of the format of a file, in lower case, whether it is compressed or not.

    >>> ending_of("dataset.TRIG.gz"), ending_of("dataset.trig"), ending_of("dataset.gz")
    ('.trig', '.trig', '')
    """
    return PurePath(inflated_name(name)).suffix.lower()
