"""Tell where XML is no RDF/XML, of which its parser says no place: it is fed tag by tag."""

from __future__ import annotations

import io
import re
from collections import deque
from contextlib import suppress
from typing import IO, Final, cast

from repertory.rdf import ReadError, read

PIECE: Final = re.compile(rb"<[^>\n]*[>\n]?|[^<\n]*\n?")
"""A tag, or what stands between two tags on one line."""


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
