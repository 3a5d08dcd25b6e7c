"""Read a source file into a `Table` of cells with their places.

Each format has a module and an entry in `READERS`. It is recognised by content and file name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory import files
from repertory.errors import SourceError, refuse
from repertory.model import Cell, Detail, Place, Source, Table
from repertory.readers import delimited, docx, html, json_records, pdf, spaced, xlsx
from repertory.readers import tabbed_text as text
from repertory.readers.front import read_front
from repertory.readers.reading import HYPHENS, Reading, with_hyphens

MAXIMUM_SIZE: Final = 50_000_000
"""The most bytes of a document; an index of recommendations has some hundred thousand."""

MAXIMUM_EXPORT: Final = 500_000_000
"""The most bytes of a source file: of an export of a database in JSON."""

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
FOREIGN: Final = (
    (_OLE, "EncryptedPackage".encode("utf-16-le"), "a protected office file"),
    (_OLE, "WordDocument".encode("utf-16-le"), "an old Word file (.doc)"),
    (_OLE, "Workbook".encode("utf-16-le"), "an old Excel file (.xls)"),
    (_OLE, b"", "an old Microsoft Office file"),
    (_ZIP, b"application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    (_ZIP, b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (_ZIP, b"", "a ZIP container that is neither DOCX nor XLSX"),
    (b"{\\rtf", b"", "an RTF file"),
)
"""The first bytes of other formats, bytes inside them, and their names for the error."""


class DocumentReader(Struct, frozen=True):
    """One format: its name, its media type, and the functions that recognise and read it.

    A file has at most *maximum* bytes. If it is *guarded*, it is read in a separate process with
    bounds on time and memory.
    """

    name: str
    media_type: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Reading]
    guarded: bool = False
    maximum: int = MAXIMUM_SIZE


_OFFICE = "application/vnd.openxmlformats-officedocument"

READERS: Final = (
    DocumentReader("PDF", "application/pdf", pdf.recognises, pdf.read, guarded=True),
    DocumentReader(
        "DOCX",
        f"{_OFFICE}.wordprocessingml.document",
        docx.recognises,
        docx.read,
        guarded=True,
    ),
    DocumentReader(
        "XLSX", f"{_OFFICE}.spreadsheetml.sheet", xlsx.recognises, xlsx.read, guarded=True
    ),
    DocumentReader("HTML", "text/html", html.recognises, html.read, guarded=True),
    DocumentReader(
        "JSON",
        "application/json",
        json_records.recognises,
        json_records.read,
        maximum=MAXIMUM_EXPORT,
    ),
    DocumentReader("CSV", "text/csv", delimited.recognises, delimited.read),
    DocumentReader("spaced text", "text/plain", spaced.recognises, spaced.read, guarded=True),
    DocumentReader("text", "text/plain", text.recognises, lambda *file: Reading(text.read(*file))),
)
"""All formats, in the order in which they are tried."""


def read_file(path: Path) -> Table:
    """Read the source file at *path*.

    Raises:
        SourceError: if it is missing, not a file, too large, or in no format of `READERS`.
    """
    expected = f"a file of at most {MAXIMUM_EXPORT:,} bytes that can be read"
    content = files.read_file(path, MAXIMUM_EXPORT, expected)
    return read_bytes(content, files.file_name(path), shown=str(path))


def read_bytes(content: bytes, name: str, shown: str | None = None) -> Table:
    r"""Read the content of a source called *name*; *shown* is its name in error messages.

    >>> table = read_bytes(b"Topic\tDocument\nWhales\tA/1\n", "index.txt")
    >>> [cell.text for cell in table.lines[1]], str(table.lines[1][1].place)
    (['Whales', 'A/1'], 'index.txt, line 2, column 8')

    Raises:
        SourceError: if it is empty, too large, or in no format of `READERS`.
    """
    place = Place(shown or name)
    if not content.strip():
        advice = "Is it the right file, and was it saved?"
        raise refuse(place, "an empty file", "an index of recommendations", advice)
    if content.startswith(b"{\\rtf"):
        raise _unreadable(place, content)
    for reader in READERS:
        if reader.recognises(content, name):
            if len(content) > reader.maximum:
                found = f"more than {reader.maximum:,} bytes"
                raise refuse(place, found, "an index of recommendations, which is smaller")
            return _read(reader, content, name, shown or name)
    raise _unreadable(place, content)


def _read(reader: DocumentReader, content: bytes, name: str, shown: str) -> Table:
    if reader.guarded:
        from repertory.readers.guard import read_guarded

        reading = read_guarded(reader.name, content, shown)
    else:
        reading = reader.read(content, shown)
    has_hyphens = any(character.encode() in content for character in HYPHENS)
    lines, notes = with_hyphens(reading.lines) if has_hyphens else (reading.lines, ())
    return Table(
        source=Source(name, reader.media_type, hashlib.sha256(content).hexdigest()),
        lines=lines,
        details=tuple(_details(reading)),
        set_aside=reading.set_aside,
        continued=reading.continued,
        starts=reading.starts,
        unclear=reading.unclear,
        notes=notes,
    )


def _details(reading: Reading) -> Iterator[Detail]:
    """Yield the details of the front page, the symbol from the page edges, those of the format."""
    front = tuple(read_front(reading.lines))
    yield from front
    if all(detail.name != "symbol" for detail in front):
        edges = [(Cell(aside.text, aside.place),) for aside in reading.set_aside]
        yield from (detail for detail in read_front(edges) if detail.name == "symbol")
    yield from reading.details


def _unreadable(place: Place, content: bytes) -> SourceError:
    named = (
        found for start, inside, found in FOREIGN if content.startswith(start) and inside in content
    )
    formats = ", ".join(reader.name for reader in READERS)
    advice = "Open it in the program it comes from and save it as DOCX, or as text in UTF-8."
    found = next(named, "binary content")
    return refuse(place, found, f"one of these formats: {formats}", advice)
