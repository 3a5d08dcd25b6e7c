"""Look over RDF/XML before it is read: the RDF/XML parser takes half a file for a whole one.

The XML parser of the standard library knows lines and columns, sees a file to its end, and refuses
entities that grow without bounds.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from repertory.rdf.read_errors import ReadError


def check_xml(source: bytes | Path) -> None:
    """Look whether a file, or its content, is well-formed XML to its end.

    >>> check_xml(b"<a><b/></a>")

    Raises:
        OSError: when the file cannot be opened.
        ReadError: when it is not, with the line and the column.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        if isinstance(source, bytes):
            parser.Parse(source, True)
            return
        with source.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        reason = f"{expat.ErrorString(error.code)} in XML"
        raise ReadError(reason, error.lineno, error.offset + 1) from error
