"""Lines of printed pages: words with their positions, and the columns that they belong to.

This is for formats without tables, with positions only: PDF, and text laid out with spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from msgspec import Struct

from repertory.topics.wording import ends_openly

COLUMN_SHARE: Final = 0.25
"""The least share of the lines with several parts in which a part begins at a column."""

TITLE_PARTS: Final = 3
"""The fewest parts of a line of titles of which one extends over several columns."""

EDGE_SHARE: Final = 0.5
"""The least share of pages that repeat a line of page furniture."""

EDGE_LINES: Final = 5
"""The number of lines at the top and at the bottom of a page that may be page furniture."""

EDGE_GAP: Final = 1.6
"""The least distance between page furniture and the text, in font sizes."""

SYMBOL_START: Final = re.compile(r"[A-Z][A-Z0-9.\-]*(?:\([A-Z]+\))?/")
"""The beginning of a document symbol."""


class Word(Struct, frozen=True):
    """A word, its left and right edges, and whether a space follows it.

    *run* is a number that the words of one piece of text share, if the format has pieces.
    """

    left: float
    right: float
    text: str
    spaced: bool
    run: int = 0


class PrintedLine(Struct, frozen=True):
    """The words of one line of a page; *bottom* grows downwards, *size* is the font size."""

    page: int
    number: int
    bottom: float
    size: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word.text for word in self.words)

    def parts(self) -> list[tuple[Word, ...]]:
        """Split the line at each gap that is wider than a space."""
        parts: list[list[Word]] = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.left - before.right > self.gap:
                parts.append([])
            parts[-1].append(word)
        return [tuple(part) for part in parts]

    @property
    def gap(self) -> float:
        """The widest space inside a text."""
        return 0.75 * self.size


class Page(Struct, frozen=True):
    """One page: its lines from top to bottom, and its ruled lines.

    *horizontals* are (height, left end, right end); *verticals* are distances from the left.
    """

    number: int
    lines: tuple[PrintedLine, ...]
    horizontals: tuple[tuple[float, float, float], ...] = ()
    verticals: tuple[float, ...] = ()


def place_words(line: PrintedLine, lefts: Sequence[float]) -> tuple[tuple[Word, ...], ...] | None:
    """Return the words of a line by column, or None if a text extends over several columns.

    *lefts* are the left edges of the columns.
    """
    tolerance = line.size / 4
    cells: list[list[Word]] = [[] for _ in lefts]
    before: tuple[int, float] | None = None
    for word in line.words:
        column = max(bisect_right(lefts, word.left + tolerance) - 1, 0)
        if column + 1 < len(lefts) and word.right > lefts[column + 1] + tolerance:
            return None
        if before is not None and column != before[0]:
            is_at_edge = abs(word.left - lefts[column]) <= tolerance
            begins = is_at_edge and SYMBOL_START.match(word.text)
            if word.left - before[1] < 0.7 * line.gap and not begins:
                return None
        cells[column].append(word)
        before = column, word.right
    return tuple(tuple(cell) for cell in cells)


def page_furniture(pages: Sequence[Page]) -> frozenset[tuple[int, int]]:
    """Return the page and number of each line of page furniture.

    These are lines at the same distance from the top or the bottom of at least half of the pages,
    and of two, with the same text (except the page number), and apart from the other text. The rest
    of a text that the page before leaves incomplete (`CTOC/COP/`) is not page furniture.
    """
    edges = [edge for page in pages for edge in (_edge(page.lines, "top"), _edge(page.lines, ""))]
    found = Counter(key for edge in edges for keys, _ in edge for key in keys)
    least = max(2, EDGE_SHARE * len(pages))
    rests = {id(rest) for above, below in pairwise(pages) for rest in _rests(above, below)}
    furniture: set[tuple[int, int]] = set()
    for edge in edges:
        outer = takewhile(lambda each: id(each[1]) not in rests, edge)
        repeated = sum(1 for _ in takewhile(lambda each: _repeats(each, found, least), outer))
        while repeated and not _is_apart(edge, repeated):
            repeated -= 1
        furniture.update((line.page, line.number) for _, line in edge[:repeated])
    return frozenset(furniture)


_Key = tuple[str, int, str]
_Edge = list[tuple[frozenset[_Key], PrintedLine]]


def _repeats(each: tuple[frozenset[_Key], PrintedLine], found: Counter[_Key], least: float) -> bool:
    """Return whether a line at an edge repeats and has too few parts for a line of a table."""
    return any(found[key] >= least for key in each[0]) and len(each[1].parts()) < 3


def _rests(above: Page, below: Page) -> Iterator[PrintedLine]:
    """Yield the lines at the top of a page that continue the last text of their column above.

    Lines at the left edge are not rests, since running titles are there too.
    """
    edge = min((line.words[0].left for line in below.lines), default=0.0)
    for line in below.lines[:EDGE_LINES]:
        left, near = line.words[0].left, line.size / 4
        if left > edge + near:
            parts = (part for each in reversed(above.lines) for part in each.parts())
            last = next((part for part in parts if abs(part[0].left - left) <= near), None)
            if last is not None and ends_openly(last[-1].text):
                yield line


def _is_apart(edge: _Edge, count: int) -> bool:
    """Return whether there is a gap after the first *count* lines of an edge."""
    last = edge[count - 1][1]
    following = edge[count][1] if count < len(edge) else None
    return following is None or abs(following.bottom - last.bottom) > EDGE_GAP * last.size


def _edge(lines: Sequence[PrintedLine], edge: str) -> _Edge:
    """Return the lines at the top or the bottom of a page with the keys under which they repeat."""
    ordered = lines[:EDGE_LINES] if edge == "top" else lines[: -EDGE_LINES - 1 : -1]
    return [
        (frozenset((edge, number, text) for text in _forms(line)), line)
        for number, line in enumerate(ordered)
    ]


def _forms(line: PrintedLine) -> Iterator[str]:
    """Yield the text of a line, and with each number replaced by its distance from the page's."""
    yield line.text
    for match in re.finditer(r"\d{1,4}", line.text):
        offset = int(match.group()) - line.page
        yield f"{line.text[: match.start()]}\0{offset}{line.text[match.end() :]}"


def find_columns(pages: Sequence[Page]) -> dict[int, tuple[float, ...]] | None:
    """Return the left edges of the columns of each page, or None if there is no table.

    A column begins where parts of many lines begin. A page with too few lines has the columns of
    the whole document, or of the page before.
    """
    whole = _columns([line for page in pages for line in page.lines], COLUMN_SHARE)
    own = {page.number: _columns(page.lines, COLUMN_SHARE / 4) for page in pages}
    counts = Counter(len(lefts) for lefts in own.values() if len(lefts) > 1)
    count = counts.most_common(1)[0][0] if counts else len(whole)
    if count < 2:
        return None
    columns: dict[int, tuple[float, ...]] = {}
    last = whole if len(whole) == count else next(x for x in own.values() if len(x) == count)
    for page in pages:
        for lefts in (page.verticals[:-1], own[page.number], whole, last):
            if len(lefts) == count:
                columns[page.number] = last = lefts
                break
    return columns


def _columns(lines: Iterable[PrintedLine], share: float) -> tuple[float, ...]:
    """Return the positions at which a part begins in at least a *share* of the rows."""
    rows = [line for line in lines if _is_row(line)]
    if not rows:
        return ()
    starts = sorted(part[0].left for line in rows for part in line.parts())
    least = max(share * len(rows), 2)
    clusters = _clusters(starts, rows[0].size)
    return tuple(cluster[0] for cluster in clusters if len(cluster) >= least)


def _is_row(line: PrintedLine) -> bool:
    """Return whether a line looks like the first of a row: two or more parts, one a symbol."""
    parts = line.parts()
    return len(parts) > 1 and any(SYMBOL_START.match(part[0].text) for part in parts)


def _clusters(values: Sequence[float], width: float) -> Iterator[list[float]]:
    cluster: list[float] = []
    for value in values:
        if cluster and value - cluster[0] > width:
            yield cluster
            cluster = []
        cluster.append(value)
    if cluster:
        yield cluster
