"""Read a list of records in JSON: an array of objects, one object a line, or an array in an object.

Exports of databases have this form. A record is a row, its keys are the titles of columns. Records
are decoded one at a time, since an export can have hundreds of megabytes.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, Final, cast

from repertory.errors import SourceError, refuse
from repertory.model import Cell, Place
from repertory.readers.reading import (
    MAXIMUM_COLUMNS,
    Line,
    Reading,
    bounded,
    cell_of,
    decode_entities,
    tidy,
)

NAMES: Final = (".json", ".jsonl", ".ndjson")

MAXIMUM_RECORD: Final = 5_000_000
"""The most bytes of a record."""

_RECORDS: Final = "records: an array of objects, or one object a line"

_START: Final = re.compile(r"\s*(?:\{[^\[\]{}]{0,1000})?\[\s*(?=[{\]])|\s*(?=\{)")
"""What comes before the first record: the array, and the object that contains it."""

_BETWEEN: Final = re.compile(r"\s*,?\s*")


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is JSON, by its first characters.

    >>> recognises(b'[{"Symbol": "A/1"}]', "export"), recognises(b"[1] Topic", "index.txt")
    (True, False)
    """
    start = content[:4_096].removeprefix(codecs.BOM_UTF8).lstrip()
    if name.lower().endswith(NAMES):
        return start[:1] in (b"[", b"{")
    return start[:1] == b"{" or start[:1] + start[1:].lstrip()[:1] == b"[{"


_decode: Final = json.JSONDecoder().raw_decode


def read(content: bytes, name: str) -> Reading:
    """Read the records; the first line of the result has their keys, in order of appearance.

    Raises:
        SourceError: if the JSON is invalid, has no records, or there are too many.
    """
    titles: dict[str, int] = {}
    lines = list(bounded(_lines(content, titles, name), name))
    if not lines:
        raise refuse(Place(name), "no record with a value", _RECORDS)
    place = Place(name, cell="the keys")
    return Reading((tuple(Cell(tidy(title), place) for title in titles), *lines), starts=(0,))


def _lines(content: bytes, titles: dict[str, int], name: str) -> Iterator[Line]:
    """Yield a line for each record; new keys are added to *titles*."""
    for number, record in enumerate(_records(content, name), 1):
        place = Place(name, cell=f"record {number}")
        for title in record:
            titles.setdefault(title, len(titles))
        if len(titles) > MAXIMUM_COLUMNS:
            raise refuse(place, f"more than {MAXIMUM_COLUMNS:,} keys", "a key for each column")
        cells = [Cell("", place)] * len(titles)
        for title, value in record.items():
            if text := _text(value):
                cells[titles[title]] = cell_of(text, place)
        if any(cell.text for cell in cells):
            yield tuple(cells)


def _records(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """Yield the records one after the other."""
    text = _Text(content, name)
    before = text.skip(_START)
    number = 0
    while text.next() == "{":
        number += 1
        yield _record(text, Place(name, cell=f"record {number}"))
        text.skip(_BETWEEN)
    if text.next() != ("]" if "[" in before else ""):
        found = repr(text.next()) if text.next() else "the end of the file"
        raise _invalid(f"{found} after {number:,} records", Place(name))


def _record(text: _Text, place: Place) -> dict[str, Any]:
    """Decode the next record; if it is not whole, more of the text is read first."""
    while True:
        try:
            record, end = _decode(text.shown, text.position)
        except RecursionError:
            raise _invalid("values nested too deeply", place) from None
        except ValueError as error:
            if not text.extend():
                found = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
                raise _invalid(found, place) from None
        else:
            text.position = end
            return cast(dict[str, Any], record)


class _Text:
    """The text of a file, of which a part is *shown* at a time."""

    def __init__(self, content: bytes, name: str) -> None:
        """Take the content of the file."""
        self.content = memoryview(content.removeprefix(codecs.BOM_UTF8))
        self.name = name
        self.read = 0
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.shown, self.position = "", 0

    def extend(self) -> bool:
        """Show the next part too, and forget what was read; return whether there was one."""
        if len(self.shown) - self.position > MAXIMUM_RECORD:
            return False
        part = self.content[self.read : self.read + MAXIMUM_RECORD]
        self.read += len(part)
        try:
            further = self.decoder.decode(part, final=not part)
        except UnicodeDecodeError as error:
            found = f"{error.object[error.start : error.start + 1]!r}, which is not UTF-8"
            raise refuse(Place(self.name), found, "JSON in UTF-8") from None
        self.shown, self.position = self.shown[self.position :] + further, 0
        return bool(part)

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Go behind what *pattern* matches, and return that."""
        while True:
            found = pattern.match(self.shown, self.position)
            if found is not None and found.end() < len(self.shown):
                break
            if not self.extend():
                break
        if found is not None:
            self.position = found.end()
        return found[0] if found else ""

    def next(self) -> str:
        """Return the next character; it is empty at the end."""
        return self.shown[self.position : self.position + 1]


def _text(value: Any) -> str:
    """Return a value as the text of a cell; parts of a list have a line and a bullet each."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(decode_entities(value))
    if isinstance(value, list):
        parts = list(filter(None, map(_text, value)))
        return "\n".join(f"- {part}" for part in parts) if len(parts) > 1 else "".join(parts)
    return tidy(json.dumps(value, ensure_ascii=False))


def _invalid(found: str, place: Place) -> SourceError:
    return refuse(place, f"invalid JSON ({found})", _RECORDS, "Was the file saved whole?")
