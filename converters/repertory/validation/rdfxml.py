"""Tell where RDF/XML cannot be read: its parser says no place, and takes half a file for whole.

Files are therefore looked over by the XML parser of the standard library first, which knows lines
and columns and refuses entities that grow without bounds. What is XML and still no RDF/XML is found
by feeding the RDF/XML parser tag by tag.
"""

from __future__ import annotations

import io
import re
from collections import deque
from contextlib import suppress
from typing import IO, Final, cast
from xml.parsers import expat

from repertory.engine import ReadError, read

PIECE: Final = re.compile(rb"<[^>\n]*[>\n]?|[^<\n]*\n?")
"""A tag, or what stands between two tags on one line."""


def check_xml(content: bytes) -> None:
    """Look whether a file is well-formed XML, to its end.

    >>> check_xml(b"<a><b/></a>")

    Raises:
        ReadError: when it is not, with the line and the column.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)
    except expat.ExpatError as error:
        reason = f"{expat.ErrorString(error.code)} in XML"
        raise ReadError(reason, error.lineno, error.offset + 1) from error


def find_place(content: bytes, base: str) -> tuple[int, int]:
    """Return the line and the column of the tag at which a file in RDF/XML cannot be read on.

    >>> find_place(b"<a> </a>", "file:///a.rdf")
    (1, 1)
    """
    pieces = _Pieces(content)
    with suppress(ReadError):
        deque(read(cast("IO[bytes]", pieces), "rdfxml", base), maxlen=0)
    return pieces.place()


class _Pieces(io.RawIOBase):
    """Hands out a file piece by piece, and remembers where the last one begins."""

    def __init__(self, content: bytes) -> None:
        """Take the whole file."""
        self._content = content
        self._start = self._end = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next piece, of at most *size* bytes; nothing at the end."""
        found = PIECE.match(self._content, self._end)
        end = found.end() if found else len(self._content)
        self._start, self._end = self._end, end if size < 0 else min(end, self._end + size)
        return self._content[self._start : self._end]

    def place(self) -> tuple[int, int]:
        """Return the line and the column of the last piece, both from 1."""
        before = self._content[: self._start]
        line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
        return before.count(b"\n") + 1, len(line) + 1
