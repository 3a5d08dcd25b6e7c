"""Check the XML of RDF/XML before it is parsed: the RDF/XML parser accepts a truncated file.

The XML parser of the standard library reads to the end of a file, limits the growth of entities,
and reports lines and columns.
"""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

from repertory.rdf.read_errors import ReadError


def check_xml(source: bytes | IO[bytes]) -> None:
    """Check that an open file, or its content, is well-formed XML.

    >>> check_xml(b"<a><b/></a>")

    Raises:
        ReadError: when it is not, with the line and the column.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        if isinstance(source, bytes):
            parser.Parse(source, True)
        else:
            parser.ParseFile(source)
    except expat.ExpatError as error:
        reason = f"{expat.ErrorString(error.code)} in XML"
        raise ReadError(reason, error.lineno, error.offset + 1) from error
