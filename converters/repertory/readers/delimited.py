"""Read an index from CSV or TSV; the delimiter and the encoding are detected and reported."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from msgspec.structs import replace

from repertory.errors import refuse
from repertory.model import Cell, Place, SetAside
from repertory.readers import tabbed_text as text
from repertory.readers.encodings import MARKS, Decoded, decode
from repertory.readers.reading import MAXIMUM_COLUMNS, Reading, bounded, cell_of, decode_entities

DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""The delimiters of cells, with their names."""

SAMPLE: Final = 200
"""The number of lines from which the delimiter is detected."""

BEGINNING: Final = 4_096
"""The first bytes, an even number, from which text is distinguished from other files."""

NAMES: Final = (".csv", ".tsv")

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE: Final = re.compile(
    rf"\d{{1,2}}[-. /]{_MONTH}(?:[-. /]\d{{2,4}})?|{_MONTH}[-. /]\d{{2,4}}"
    r"|\d{4}-\d{2}-\d{2}(?: 00:00(?::00)?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.IGNORECASE,
)
"""A date as a spreadsheet writes it if it has interpreted `5-7` as one."""


def recognises(content: bytes, name: str) -> bool:
    r"""Return whether *content* is a table of delimited cells, by its name or its lines.

    >>> recognises(b"Topic;Document;Paragraphs\nWhales;A/1;4\n", "index.txt")
    True
    >>> recognises(b"Whales, and more, or less, of them.\nNets.\nRopes, knots.\n", "index.txt")
    False
    """
    named = name.lower().endswith(NAMES)
    if any(content.startswith(mark) for mark, _, _ in MARKS[1:]):
        return True
    if not text.recognises(content, name):
        return named and decode(content[:BEGINNING]) is not None  # UTF-16 without a mark
    if named:
        return True
    lines = content[:100_000].decode("utf-8", "replace").split("\n")[:SAMPLE]
    filled = [line for line in lines if line.strip()]
    if not filled or any("\t" in line for line in filled):
        return False
    return any(min(line.count(delimiter) for line in filled) >= 2 for delimiter in (",", ";", "|"))


def read(content: bytes, name: str) -> Reading:
    """Read the lines of a delimited text.

    Raises:
        SourceError: if its encoding is unknown, a quote is not closed, or it is too large.
    """
    decoded = decode(content)
    if decoded is None:
        raise refuse(Place(name), "an unknown encoding", "CSV in UTF-8")
    delimiter = _find_delimiter(decoded.text)
    lines = tuple(_read_lines(decoded.text, delimiter, name))
    return Reading(lines, set_aside=(_assumption(decoded, delimiter, name),))


def _assumption(decoded: Decoded, delimiter: str, name: str) -> SetAside:
    doubt = ", which is assumed because it is not UTF-8" if decoded.assumed else ""
    text = f"{DELIMITERS[delimiter]} separate the cells; the encoding is {decoded.encoding}{doubt}"
    return SetAside("assumed", text, Place(name))


def _find_delimiter(content: str) -> str:
    """Return the delimiter that gives most lines the same number of cells, three or more.

    If it gives fewer than half of them, a table of two columns is likelier.
    """
    widths = {delimiter: _widths(content, delimiter) for delimiter in DELIMITERS}
    best = ""
    for least in (3, 2):
        scores = {
            delimiter: max((n for width, n in found.items() if width >= least), default=0)
            for delimiter, found in widths.items()
        }
        best = max(scores, key=scores.__getitem__)
        if 2 * scores[best] >= widths[best].total():
            break
    return best


def _widths(content: str, delimiter: str) -> Counter[int]:
    """Count the lines of a sample by their numbers of cells."""
    lines = islice(csv.reader(StringIO(content, newline=""), delimiter=delimiter), SAMPLE)
    try:
        return Counter(len(line) for line in lines if any(line))
    except csv.Error:
        return Counter()


def _read_lines(content: str, delimiter: str, name: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(StringIO(content, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in bounded(reader, name):
            if len(row) > MAXIMUM_COLUMNS:
                found = f"a line of {len(row):,} cells"
                raise refuse(Place(name, line=line), found, f"at most {MAXIMUM_COLUMNS:,}")
            place = Place(name, line=line)
            empty = Cell("", place)
            cells = tuple(_cell(text, place) if text else empty for text in row)
            if any(cell.text for cell in cells):
                yield cells if any(cell.text for cell in cells[1:]) else cells[:1]
            line = reader.line_num + 1
    except csv.Error as error:
        advice = "Put quotes around whole cells only, and double quotes inside a cell."
        raise refuse(Place(name, line=line), str(error), "valid CSV", advice) from error


def _cell(printed: str, place: Place) -> Cell:
    cell = cell_of(decode_entities(printed), place)
    return replace(cell, doubt="a date") if DATE.fullmatch(cell.text) else cell
