"""Classify each line below the column titles: a row, a heading, or part of the page.

A row has text outside the topic column. Between two rows there may be footnotes, page numbers,
running titles and repeated column titles at a page break, and parts of headings on separate lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from repertory.layout.labels import MARK, clean_heading, is_continued
from repertory.layout.titles import ColumnRoles, repeats_titles
from repertory.model import Cell
from repertory.topics.wording import is_cross_reference, is_ditto, refers

FOOTNOTE: Final = re.compile(rf"{MARK}|_{{3,}}|-{{3,}}|—{{3,}}")
"""The beginning of a footnote, or the rule above footnotes."""

NUMBERED_FOOTNOTE: Final = re.compile(r"(?:\d{1,2}[.)]?|[a-z][/)])\s|[a-z]\s+(?=[A-Z])")
"""The beginning of a footnote at the foot of a page; elsewhere it may begin a heading."""

PAGE_WORD: Final = r"(?:page|página|pág\.|стр\.|страница|صفحة|الصفحة|第)"

FURNITURE: Final = re.compile(
    rf"""
      {PAGE_WORD}?\s*[-–—]?\s*\d{{1,4}}\s*[-–—]?\s*(?:(?:/|of|de|sur|из|من)\s*\d{{1,4}}|[页頁])?
    | (?:[A-Z]{{1,4}}\.)?\d\d-\d{{4,6}}(?:\s*\([A-Z]\))?              # the number of a job
    | (?-i:(?=\D*\d)[A-Z]+(?:/[A-Z0-9][A-Za-z0-9.]*)+)(?:\s+\d+(?:/\d+)?)?  # the symbol, and a page
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Text around that of a page: page numbers, job numbers, the symbol of the document."""

PAGE_OF_PAGES: Final = re.compile(r"\d{1,4}\s*/\s*\d{1,4}")

ROW, HEADING, TITLES = "row", "heading", "repeated-header"
NOTE, PAGE_FURNITURE, AFTER = "footnote", "page-furniture", "after-table"
REFERENCE, DITTO = "cross-reference", "ditto-mark"
PAGE: Final = frozenset((TITLES, NOTE, PAGE_FURNITURE))
"""The kinds of lines that show the end of a page."""


class Line(Struct, frozen=True):
    """A line of the source with its kind; *breaks* is whether a page ends before it."""

    kind: str
    cells: tuple[Cell, ...]
    breaks: bool = False

    @property
    def first(self) -> Cell:
        """The first cell that is not empty."""
        return next(cell for cell in self.cells if cell.text)


def sort_lines(
    lines: Sequence[tuple[Cell, ...]],
    columns: ColumnRoles,
    before: Iterable[tuple[Cell, ...]],
) -> Iterator[Line]:
    """Yield the lines below the first titles with their kinds.

    *before* are the lines above the titles, which a page may repeat.
    """
    marked = [(_mark(line, columns), line) for line in lines]
    rows = [number for number, (kind, _) in enumerate(marked) if kind == ROW]
    gaps = [
        marked[start + 1 : end] for start, end in zip([-1, *rows], [*rows, len(lines)], strict=True)
    ]
    above = map(_running, () if _stand_alone(gaps, [lines[n] for n in rows], columns) else before)
    running = _Running(frozenset(above), _running_titles(gaps))
    page = _page(lines[rows[0]], None) if rows else None
    for gap, row in zip(gaps, [*rows, None], strict=True):
        yield from _sort_gap(gap, running, at_end=row is None)
        if row is not None:
            broken = any(kind in PAGE for kind, _ in gap) or page != _page(lines[row], page)
            page = _page(lines[row], page)
            yield Line(ROW, lines[row], breaks=broken)


def _mark(line: tuple[Cell, ...], columns: ColumnRoles) -> str:
    """Return the kind of a line by itself."""
    if repeats_titles(line, columns):
        return TITLES
    filled = [(position, cell.text) for position, cell in enumerate(line) if cell.text]
    if _only_refers(filled, columns):
        return REFERENCE
    if len(filled) == 1 and (len(line) == 1 or filled[0][0] == columns.position("topic")):
        text = filled[0][1]
        if FOOTNOTE.match(text):
            return NOTE
        if is_ditto(text):
            return DITTO
        return PAGE_FURNITURE if _is_furniture(text) else HEADING
    texts = [text for _, text in filled]
    pages = any(PAGE_OF_PAGES.fullmatch(text) for text in texts)
    return PAGE_FURNITURE if pages and all(map(_is_furniture, texts)) else ROW


def _only_refers(filled: Sequence[tuple[int, str]], columns: ColumnRoles) -> bool:
    """Return whether a line only refers to another heading, alone or next to a topic."""
    beside = [text for position, text in filled if position != columns.position("topic")]
    texts = beside or [text for _, text in filled]
    return len(texts) == 1 and is_cross_reference(texts[0])


def _is_furniture(text: str) -> bool:
    return FURNITURE.fullmatch(text) is not None or is_continued(text)


def _page(line: tuple[Cell, ...], before: int | None) -> int | None:
    return line[0].place.page or before


Gap = Sequence[tuple[str, tuple[Cell, ...]]]


class _Running(Struct, frozen=True):
    """The running titles of a document: those of its front page, and those at page breaks."""

    anywhere: frozenset[str]
    at_foot: frozenset[str]


def _stand_alone(
    gaps: Iterable[Gap], rows: Iterable[tuple[Cell, ...]], columns: ColumnRoles
) -> bool:
    """Return whether the headings of a table are on lines of their own, not in its rows."""
    alone = sum(kind == HEADING and len(line) == 1 for gap in gaps for kind, line in gap)
    position = columns.position("topic") or 0
    return alone > sum(position < len(row) and row[position].text != "" for row in rows)


def _running_titles(gaps: Iterable[Gap]) -> frozenset[str]:
    """Return the texts above repeated titles at two or more page breaks."""
    counted = Counter(
        text
        for gap in gaps
        for text in {_running(line) for kind, line in gap[: _foot(gap)] if kind == HEADING}
    )
    return frozenset(text for text, count in counted.items() if count > 1)


def _running(line: tuple[Cell, ...]) -> str:
    """Return the text of a running title, with 0 for the page number."""
    text = " ".join(cell.text for cell in line if cell.text)
    return re.sub(r"\d+", "0", clean_heading(text).casefold())


def _foot(gap: Gap) -> int:
    """Return how many lines are above the last repeated titles, 0 without any."""
    return max((number for number, (kind, _) in enumerate(gap) if kind == TITLES), default=0)


def _sort_gap(gap: Gap, running: _Running, at_end: bool) -> Iterator[Line]:
    """Yield the lines between two rows, or after the last, with their kinds there."""
    foot = len(gap) if at_end else _foot(gap)
    breaks = noting = ended = False
    for number, (kind, line) in enumerate(gap):
        if kind == HEADING:
            kind = _text_kind(line, running, number < foot, noting)
        if kind == REFERENCE and noting and number < foot:
            kind = NOTE
        if kind == HEADING and at_end and (ended or (len(line) == 1 and not _refers(line))):
            kind = AFTER
        noting = kind == NOTE
        ended = ended or (at_end and kind in (NOTE, AFTER))
        breaks = breaks or kind in PAGE
        yield Line(kind, line, breaks)


def _refers(line: tuple[Cell, ...]) -> bool:
    """Return whether a line of one cell is a heading that refers to another, not a sentence."""
    return refers(line[0].text) and not line[0].text.endswith(".")


def _text_kind(line: tuple[Cell, ...], running: _Running, at_foot: bool, noting: bool) -> str:
    """Return the kind of a text; *noting* is whether it follows a footnote."""
    title = _running(line)
    if title in running.anywhere or (at_foot and title in running.at_foot):
        return PAGE_FURNITURE
    text = next(cell.text for cell in line if cell.text)
    return NOTE if at_foot and (noting or NUMBERED_FOOTNOTE.match(text)) else HEADING
