"""Separate the lines of a table from the text above, below and between its parts on each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.model import Place
from repertory.readers.printed.clipped_titles import remove_title
from repertory.readers.printed.printed_lines import (
    SYMBOL_START,
    TITLE_PARTS,
    Page,
    PrintedLine,
    Word,
    place_words,
)
from repertory.topics.enumerators import Enumeration
from repertory.topics.wording import is_capitals

NEAR: Final = (3.5, 2.5)
"""The greatest distance from titles to the first row, and between other lines, in font sizes."""

NOTE: Final = re.compile(r"[*†‡§]+\s|_{3,}|—{3,}")
"""The beginning of a footnote below the table."""

Cells = tuple[tuple[Word, ...], ...]


class Placed(Struct):
    """A line of the table: its words by column, and its role."""

    line: PrintedLine
    cells: Cells
    top: bool = False
    """Whether it is the first line of the table on its page."""
    starts_row: bool = False
    starts_topic: bool = False
    above: int = 0
    """The number of blocks outside the table that are above it."""


class Block(Struct):
    """Lines that become one line of the result: a row, its continuation, titles, or a text."""

    place: Place
    columns: list[list[tuple[Word, ...]]]
    continued: bool = False


class PrintedDocument(Struct):
    """The state of the assembly of all pages."""

    name: str
    paged: bool
    columns: dict[int, tuple[float, ...]]
    """The left edges of the columns of each page."""
    symbols: int
    """The column of the document symbols."""
    pages: dict[int, Page] = {}
    phrases: frozenset[tuple[str, str]] = frozenset()
    """The pairs of consecutive words within a line."""
    titles: list[PrintedLine] = field(default_factory=list)
    """The lines of the column titles, as first printed."""
    blocks: list[Block] = field(default_factory=list)
    stream: list[Placed] = field(default_factory=list)
    """The lines of the table."""

    def column_at(self, page: Page, left: float) -> tuple[float, float]:
        """Return the left edge of a column and that of the next."""
        edges = (*self.columns[page.number], float("inf"))
        return next((a, b) for a, b in pairwise(edges) if left < b)

    def place(self, line: PrintedLine) -> Place:
        """Return the place of a line."""
        return Place(self.name, line=line.number, page=line.page if self.paged else None)


def symbol_column(pages: Sequence[Page], columns: dict[int, tuple[float, ...]]) -> int:
    """Return the column in which most symbols begin."""
    counts = [0] * len(next(iter(columns.values())))
    for page in pages:
        for line in page.lines:
            for column, words in enumerate(place_words(line, columns[page.number]) or ()):
                counts[column] += bool(words and SYMBOL_START.match(words[0].text))
    return counts.index(max(counts))


def text_block(document: PrintedDocument, line: PrintedLine) -> Block:
    """Return a line outside the table as a block of its own."""
    return Block(document.place(line), [[line.words]])


def sort_lines(page: Page, document: PrintedDocument) -> None:
    """Sort the lines of a page into titles, lines of the table, and text."""
    page = _without_clipped(page, document)
    placed = [(line, place_words(line, document.columns[page.number])) for line in page.lines]
    repeated = _repeated_titles(page.lines, document)
    first, last = _extent(placed, repeated, document)
    number, top = 0, True
    while number < len(placed):
        line, cells = placed[number]
        length = repeated.get(number, 0)
        if number == first and not document.titles:
            length = _take_titles(placed[number:], document)
            below = number + length
            again = _repeated_titles(page.lines[below:], document) if length else {}
            repeated = {below + start: lines for start, lines in again.items()}
        if length:
            document.blocks.append(_titles(placed[number : number + length], document))
            number += length
            first = min(first, number)
            continue
        if cells is None or not first <= number <= last:
            document.blocks.append(text_block(document, line))
        else:
            document.stream.append(Placed(line, cells, top, above=len(document.blocks)))
            top = False
        number += 1


def _extent(
    placed: Sequence[tuple[PrintedLine, Cells | None]],
    repeated: Mapping[int, int],
    document: PrintedDocument,
) -> tuple[int, int]:
    """Return the positions of the first and the last line of the table on a page."""
    rows = [number for number in range(len(placed)) if _is_start(placed, number, document)]
    if not rows and not repeated:
        return len(placed), -1
    last = max([*rows, *(number + length - 1 for number, length in repeated.items())])
    while (
        last + 1 < len(placed)
        and _follows(placed[last], placed[last + 1], NEAR[1])
        and NOTE.match(placed[last + 1][0].text) is None
    ):
        last += 1
    first = min([*rows, *repeated])
    near = NEAR[0]
    while first and _follows(placed[first - 1], placed[first], near):
        first -= 1
        near = NEAR[1]
    if not document.titles:
        while _is_caption(*placed[first]):
            first += 1
    return first, last


def _is_caption(line: PrintedLine, cells: Cells | None) -> bool:
    """Return whether a line above a table is a single text that begins at its left edge."""
    return len(line.parts()) == 1 and (cells is None or bool(cells[0]))


def _follows(
    above: tuple[PrintedLine, Cells | None], below: tuple[PrintedLine, Cells | None], near: float
) -> bool:
    """Return whether two lines are close to each other, both in columns or of titles."""
    if any(cells is None and len(line.parts()) < TITLE_PARTS for line, cells in (above, below)):
        return False
    return below[0].bottom - above[0].bottom <= near * below[0].size


def _is_start(
    placed: Sequence[tuple[PrintedLine, Cells | None]], number: int, document: PrintedDocument
) -> bool:
    """Return whether a line may be the first of a row: it has a symbol, and text to its right.

    If cells are centred, that text may be on the line above or below, which has no symbol.
    """
    line, cells = placed[number]
    column = document.symbols
    if cells is None or not cells[column] or not SYMBOL_START.match(cells[column][0].text):
        return False
    if any(cells[column + 1 :]):
        return True
    neighbours = placed[max(number - 1, 0) : number + 2]
    return any(
        other is not None
        and not other[column]
        and any(other[column + 1 :])
        and abs(near.bottom - line.bottom) < NEAR[1] * line.size / 2
        for near, other in neighbours
    )


def _take_titles(
    placed: Sequence[tuple[PrintedLine, Cells | None]], document: PrintedDocument
) -> int:
    """Take the lines of the table above the first row as titles; return their number."""
    rows = (number for number in range(len(placed)) if _is_start(placed, number, document))
    titles = list(placed[: next(rows)])
    below = len(titles)  # from here on, lines have text in the topic column only
    while below > 1 and _is_alone(*titles[below - 1]):
        below -= 1
    end = next((n for n in range(below, len(titles)) if _is_section(titles[n][0])), len(titles))
    del titles[end:]
    document.titles = [line for line, _ in titles]
    return len(titles)


def _is_alone(line: PrintedLine, cells: Cells | None) -> bool:
    """Return whether a line is one text in the topic column or across columns."""
    in_topic_column = cells is None or (bool(cells[0]) and not any(cells[1:]))
    return in_topic_column and len(line.parts()) == 1


def _is_section(line: PrintedLine) -> bool:
    """Return whether a line below titles is a section of the table, by an enumerator or capitals.

    Titles may be in capitals, but not one alone.
    """
    return Enumeration([line.text]).split(line.text)[0] is not None or is_capitals(line.text)


def _repeated_titles(lines: Sequence[PrintedLine], document: PrintedDocument) -> dict[int, int]:
    """Return the positions at which lines repeat the column titles, with the number of lines.

    Their parts may be on other lines than in the first titles, and need not be complete: centred or
    clipped titles differ from page to page.
    """
    found: dict[int, int] = {}
    number = 0
    while number < len(lines):
        length, _ = _title_lines(lines[number:], document)
        if length:
            found[number] = length
        number += length or 1
    return found


def _title_lines(
    lines: Sequence[PrintedLine], document: PrintedDocument
) -> tuple[int, Counter[tuple[int, str]]]:
    """Return how many lines from here on are titles, and the parts of titles missing in them."""
    missing = Counter(_part_key(part) for line in document.titles for part in line.parts())
    texts = Counter(text for _, text in missing.elements())
    count = parts = 0
    for line in lines:
        own = Counter(_part_key(part)[1] for part in line.parts()) if line.words else Counter()
        if not own or not own <= texts:
            break
        texts -= own
        count += 1
        parts += own.total()
    if parts < min(2, missing.total()) or not count:
        return 0, Counter()
    return count, Counter(key for key in missing.elements() if texts[key[1]])


def _without_clipped(page: Page, document: PrintedDocument) -> Page:
    """Remove the parts of clipped titles that are hidden under the first row of a page.

    They are in the file but not visible.
    """
    lines = list(page.lines)
    for start, length in _repeated_titles(lines, document).items():
        _, clipped = _title_lines(lines[start:], document)
        below = range(start + length, min(start + len(document.titles) + 1, len(lines)))
        if not document.paged and clipped:
            left, text = next(iter(clipped))
            remove_title(lines, start + length, text.split(), document.column_at(page, left))
        for number in below:
            words = lines[number].words
            runs = {word.run: tuple(w for w in words if w.run == word.run) for word in words}
            removed = {run for run, words in runs.items() if _part_key(words) in clipped}
            kept = tuple(word for word in words if word.run not in removed)
            lines[number] = replace(lines[number], words=kept)
    return replace(page, lines=tuple(line for line in lines if line.words))


def _part_key(words: Sequence[Word]) -> tuple[int, str]:
    return round(words[0].left), " ".join(word.text for word in words).casefold()


def _titles(placed: Sequence[tuple[PrintedLine, Cells | None]], document: PrintedDocument) -> Block:
    """Combine the lines of column titles; each title is in the column in which it begins."""
    lefts = document.columns[placed[0][0].page]
    columns: list[list[tuple[Word, ...]]] = [[] for _ in lefts]
    for line, cells in placed:
        if cells is not None:
            for column, words in enumerate(cells):
                columns[column].append(words)
            continue
        for part in line.parts():
            column = sum(left <= part[0].left + line.size / 4 for left in lefts[1:])
            columns[column].append(part)
    return Block(document.place(placed[0][0]), columns)
