"""Read text with columns laid out with spaces, as `pdftotext -layout` writes it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from msgspec.structs import replace

from repertory.model import Place, SetAside
from repertory.readers import tabbed_text as text
from repertory.readers.printed.printed_lines import (
    SYMBOL_START,
    TITLE_PARTS,
    Page,
    PrintedLine,
    Word,
)
from repertory.readers.printed.row_assembly import read_pages
from repertory.readers.printed.text_widths import width
from repertory.readers.reading import Reading

SYMBOL_IN_COLUMN: Final = re.compile(rb"(?:^|  )[A-Z][A-Z0-9.\-]*/")
"""The beginning of a symbol at the start of a column."""

NEXT_COLUMN: Final = re.compile(rb"[\w/]  +\S")
"""The end of a column and the beginning of another."""

SIZE: Final = 2.0
"""The font size if a letter has the width 1, so that a gap of two separates columns."""

HEIGHT: Final = 1.2 * SIZE

SYMBOL_PIECE: Final = re.compile(r"/?(?:[A-Z][A-Z0-9.\-]*|[0-9.]+)/[\w.]*")
"""A line of a wrapped symbol."""

DRIFT: Final = 4
"""The greatest distance of a text from the beginning of its column, in characters."""

INDENT: Final = 3
"""The least indentation that is kept, in characters."""

COLUMN: Final = 1_000
"""The width of each aligned column."""


def recognises(content: bytes, name: str) -> bool:
    r"""Return whether *content* is text without tabs, with symbols in columns laid out with spaces.

    >>> recognises(b"Whales   A/1   4   I.2\n         A/2   7   II.5\n", "index.txt")
    True
    >>> recognises(b"Whales\tA/1\t4\tI.2\n", "index.txt")
    False
    """
    if b"\t" in content or not text.recognises(content, name):
        return False
    lines = content[:1_000_000].split(b"\n")
    return len(list(islice(chain.from_iterable(map(_symbols_before_columns, lines)), 2))) == 2


def _symbols_before_columns(line: bytes) -> Iterator[int]:
    """Yield the ends of the symbols at the start of a column with another column after it.

    The search stops at the first symbol without a column after it, so that it is linear.
    """
    end = 0
    while (symbol := SYMBOL_IN_COLUMN.search(line, end)) is not None:
        column = NEXT_COLUMN.search(line, symbol.end())
        if column is None:
            return
        end = column.end()
        yield symbol.end()


def read(content: bytes, name: str) -> Reading:
    """Read the table of a text laid out with spaces; form feeds separate its pages.

    Raises:
        SourceError: for bytes that are not UTF-8 and for lines over `tabbed_text.MAXIMUM_LINE`.
    """
    pages: list[list[PrintedLine]] = [[]]
    top = 0
    for number, line in enumerate(text.split_lines(content, name), 1):
        for count, part in enumerate(line.split("\f")):
            if count:
                pages.append([])
                top = number
            pages[-1] += _line(part, len(pages), number, top)
    aligned = _align([line for page in pages for line in page])
    by_page: dict[int, list[PrintedLine]] = {number: [] for number in range(1, len(pages) + 1)}
    for printed in aligned:
        by_page[printed.page].append(printed)
    made = [Page(number, tuple(lines)) for number, lines in by_page.items()]
    assumed = "the columns from the spaces between them; if there is a PDF, it is more reliable"
    note = SetAside("assumed", assumed, Place(name))
    reading = read_pages(made, name, paged=False)
    return replace(reading, set_aside=(note, *reading.set_aside))


def _line(part: str, page: int, number: int, top: int) -> Iterator[PrintedLine]:
    words = tuple(
        Word(match.start(), match.end(), match.group(), spaced=False, run=run)
        for run, text in enumerate(re.finditer(r"[^ ]+(?: [^ ]+)*", part), 1)
        for match in re.compile(r"[^ ]+").finditer(part, *text.span())
    )
    if words:
        yield PrintedLine(page, number, (number - top) * HEIGHT, SIZE, words)


def _align(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Move the columns of each line to the same positions, since they drift from row to row.

    The columns of a line are those of the nearest full row at or above it, or, at the top of a
    page, below it. A line that extends over several columns is one text.
    """
    rows = [line for line in lines if _has_symbol(line)]
    counts = Counter(len(line.parts()) for line in rows if not _starts_with_symbol(line))
    if not counts:
        return list(lines)
    width = counts.most_common(1)[0][0]
    full = {
        number: lefts
        for number, line in enumerate(lines)
        if _has_symbol(line) and (lefts := _lefts(line, width)) is not None
    }
    known = sorted(full)
    aligned = []
    for number, line in enumerate(lines):
        position = max(bisect_right(known, number) - 1, 0)
        if position + 1 < len(known) and lines[known[position]].page != line.page:
            position += 1
        aligned.append(_moved(line, full[known[position]]) if known else line)
    return aligned


def _has_symbol(line: PrintedLine) -> bool:
    parts = line.parts()
    return len(parts) > 1 and any(SYMBOL_START.match(part[0].text) for part in parts[:-1])


def _starts_with_symbol(line: PrintedLine) -> bool:
    return SYMBOL_START.match(line.words[0].text) is not None


def _lefts(line: PrintedLine, width: int) -> tuple[float, ...] | None:
    """Return the beginnings of the columns of a full row, or None; its topic may be blank."""
    lefts = tuple(part[0].left for part in line.parts())
    if len(lefts) == width - 1 and _starts_with_symbol(line):
        return (0.0, *lefts)
    return lefts if len(lefts) == width and not _starts_with_symbol(line) else None


def _moved(line: PrintedLine, lefts: tuple[float, ...]) -> PrintedLine:
    """Return a line with its words in columns of one width, or as one word over all columns."""
    cells = _place(line, lefts)
    if cells is None:
        whole = replace(line.words[0], left=0, right=COLUMN * len(lefts), text=line.text)
        return replace(line, words=(whole,))
    words = [
        word for column, cell in enumerate(cells) for word in _printed(cell, column, lefts[column])
    ]
    return replace(line, words=tuple(words))


def _printed(cell: Sequence[Word], column: int, start: float) -> Iterator[Word]:
    """Yield the words of a cell at their estimated printed positions.

    *start* is the approximate beginning of the column in this part of the text.
    """
    indent = max(cell[0].left - start, 0) if cell else 0.0
    left = COLUMN * column + (indent if indent >= INDENT else 0.0)
    before = None
    for word in cell:
        if before is not None:
            left += width(" ") * (word.left - before.right)
        yield replace(word, left=left, right=left + width(word.text))
        left += width(word.text)
        before = word


def _column(left: float, lefts: Sequence[float]) -> int:
    """Return the column of a text: one that begins near it, since columns drift, or to its left."""
    nearest = min(range(len(lefts)), key=lambda column: abs(lefts[column] - left))
    if abs(lefts[nearest] - left) <= DRIFT:
        return nearest
    return max(sum(each <= left for each in lefts) - 1, 0)


def _place(line: PrintedLine, lefts: tuple[float, ...]) -> list[list[Word]] | None:
    """Return the words of a line by column, or None if a text extends over several columns.

    Only one space separates a text that fills its column from the next one. Then a word begins a
    column if it is at its position, or if it looks like part of a symbol and is not at the left
    edge of the page.
    """
    symbols = 1
    cells: list[list[Word]] = [[] for _ in lefts]
    for part in line.parts():
        column = _column(part[0].left, lefts)
        for word in part:
            if word is not part[0] and word.left in lefts:
                column = lefts.index(word.left)
            elif column < symbols and word.left > DRIFT and SYMBOL_PIECE.match(word.text):
                column = symbols
            is_over = column + 1 < len(lefts) and word.right > lefts[column + 1]
            if is_over and len(line.parts()) < TITLE_PARTS:
                return None
            cells[column].append(word)
    return cells
