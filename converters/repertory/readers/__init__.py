"""Read a source file into a `Table` of cells with their places: one module a format.

`READERS` names the formats; the content decides, not the file name alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from repertory.errors import Problem, SourceError
from repertory.model import Cell, Place, Source, Table
from repertory.readers import text

MAXIMUM_SIZE: Final = 50_000_000
"""Bytes of a source file that are read; an index of recommendations has some hundred thousand."""

FOREIGN_SIGNATURES: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP container such as DOCX or XLSX"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
)
"""First bytes of formats that are recognised in order to name them in an error."""

Lines = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, its media type, how its content is known and how it is read."""

    name: str
    media_type: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Lines]


READERS: Final = (Reader("text", "text/plain", text.recognises, text.read),)
"""All formats, in the order in which they are tried."""


def read_file(path: Path) -> Table:
    """Read the source file at *path*.

    Raises:
        SourceError: when it is missing, no file, too large, or in no format of `READERS`.
    """
    place = Place(str(path))
    expected = f"a file of at most {MAXIMUM_SIZE:,} bytes that can be read"
    try:
        with path.open("rb") as stream:
            content = stream.read(MAXIMUM_SIZE + 1)
    except FileNotFoundError:
        raise SourceError([Problem(place, "no such file", expected)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError([Problem(place, reason.lower(), expected)]) from error
    return read_bytes(content, path.name, shown=str(path))


def read_bytes(content: bytes, name: str, shown: str | None = None) -> Table:
    r"""Read the content of a source called *name*; *shown* is what error messages call it.

    >>> table = read_bytes(b"Topic\tDocument\nWhales\tA/1\n", "index.txt")
    >>> [cell.text for cell in table.lines[1]], str(table.lines[1][1].place)
    (['Whales', 'A/1'], 'index.txt, line 2, column 8')

    Raises:
        SourceError: when it is empty, too large, or in no format of `READERS`.
    """
    place = Place(shown or name)
    if len(content) > MAXIMUM_SIZE:
        found = f"more than {MAXIMUM_SIZE:,} bytes"
        raise SourceError([Problem(place, found, "an index document, which is smaller")])
    if not content.strip():
        advice = "Is it the right file, and was it saved?"
        raise SourceError([Problem(place, "an empty file", "an index of recommendations", advice)])
    for signature, foreign in FOREIGN_SIGNATURES:
        if content.startswith(signature):
            raise SourceError([_unreadable(place, foreign)])
    for reader in READERS:
        if reader.recognises(content, name):
            source = Source(name, reader.media_type, hashlib.sha256(content).hexdigest())
            return Table(source, reader.read(content, shown or name))
    raise SourceError([_unreadable(place, "binary content")])


def _unreadable(place: Place, found: str) -> Problem:
    formats = ", ".join(reader.name for reader in READERS)
    advice = "Save the table as tab-separated text in UTF-8."
    return Problem(place, found, f"one of these formats: {formats}", advice)
