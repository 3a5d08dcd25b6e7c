"""Read a document in a separate process: the libraries for it are not made for hostile files."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.apart import Apart, Stopped
from repertory.errors import SourceError, refuse
from repertory.model import Place
from repertory.readers.reading import Reading, bounded

MAXIMUM_SECONDS: Final = 10
"""The most seconds that one document takes; an index takes one or two."""

MAXIMUM_MEMORY: Final = 1_000_000_000
"""The most bytes of memory that one document takes, if the system can limit it."""


class DocumentBytes(Struct, frozen=True):
    """The document: the name of its reader, its bytes, and its name in error messages."""

    reader: str
    content: bytes
    name: str


def read_guarded(reader: str, content: bytes, name: str) -> Reading:
    """Read *content* as the reader called *reader* does, within bounds.

    Raises:
        SourceError: with its problems, or if it takes too long or too much memory.
    """
    try:
        with Apart(read_document, MAXIMUM_MEMORY) as read:
            return read(DocumentBytes(reader, content, name), MAXIMUM_SECONDS)
    except Stopped as stopped:
        raise _refusal(stopped, reader, name) from None


def read_document(document: DocumentBytes) -> Reading:
    """Read a document in this process."""
    from repertory.readers import READERS

    reader = next(reader for reader in READERS if reader.name == document.reader)
    reading = reader.read(document.content, document.name)
    return replace(reading, lines=tuple(bounded(reading.lines, document.name)))


def _refusal(stopped: Stopped, reader: str, name: str) -> SourceError:
    """Return the error of a document; an exception of a library means that it is damaged."""
    place, valid = Place(name), f"a valid {reader} file"
    match stopped.reason:
        case "time":
            found = f"a file that takes more than {MAXIMUM_SECONDS} seconds to read"
            return refuse(place, found, "an index of recommendations, which takes one or two")
        case "memory":
            size = f"{MAXIMUM_MEMORY // 1_000_000:,} MB"
            return refuse(place, f"a file that takes more than {size} of memory", valid)
        case "depth":
            return refuse(place, f"a {reader} file whose parts are nested too deeply", valid)
        case "import":
            extra = reader.lower()
            found = f"a {reader} file, but no library that reads it ({stopped.detail})"
            advice = f"Install it: pip install 'repertory[{extra}]'"
            return refuse(place, found, f"the extra {extra!r} of repertory", advice)
        case "end":
            return refuse(place, f"a file that stopped its reader ({stopped.detail})", valid)
    advice = "Save it again with the program it comes from."
    return refuse(place, f"a damaged file ({stopped.detail})", valid, advice)
