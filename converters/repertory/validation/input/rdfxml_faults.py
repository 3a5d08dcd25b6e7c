"""Find the tag at which XML is invalid RDF/XML, since the parser does not report the place."""

from __future__ import annotations

import io
import re
from collections import deque
from contextlib import suppress
from typing import IO, Final, cast

from repertory.rdf import ReadError, read

PIECE: Final = re.compile(rb"<[^>\n]*[>\n]?|[^<\n]*\n?")
"""A tag, or the text between two tags on one line."""


def find_place(content: bytes, base: str) -> tuple[int, int]:
    """Return the line and the column of the tag at which an RDF/XML file becomes invalid.

    >>> find_place(b"<a> </a>", "file:///a.rdf")
    (1, 1)
    """
    pieces = _Pieces(content)
    with suppress(ReadError):
        deque(read(cast("IO[bytes]", pieces), "rdfxml", base), maxlen=0)
    return pieces.place()


class _Pieces(io.RawIOBase):
    """A stream that returns a file in pieces, and knows where the last one begins."""

    def __init__(self, content: bytes) -> None:
        """Take the whole file."""
        self._content = content
        self._start = self._end = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next piece, of at most *size* bytes; it is empty at the end."""
        found = PIECE.match(self._content, self._end)
        end = found.end() if found else len(self._content)
        self._start, self._end = self._end, end if size < 0 else min(end, self._end + size)
        return self._content[self._start : self._end]

    def place(self) -> tuple[int, int]:
        """Return the line and the column of the last piece, counted from 1."""
        before = self._content[: self._start]
        line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
        return before.count(b"\n") + 1, len(line) + 1
