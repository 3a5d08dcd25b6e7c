"""Turn the lines below the column titles into rows: carry topics, join labels, set lines aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from repertory.layout.titles import CONTINUED, ROLES, Columns, title_language
from repertory.model import Cell, IndexRow, Place, Problem, Repair, SetAside

FOOTNOTE: Final = re.compile(
    r"(?:\*+|†+|‡+|[¹²³⁰⁴-⁹]+|\d{1,2}[.)]?\s|[a-z][/)]\s|_{3,}|-{3,}|—{3,})"
)
"""The beginning of a footnote, or the rule above footnotes."""

FURNITURE: Final = re.compile(
    r"(?:\d+(?:\s*/\s*\d+)?|page\s+\d+|V\.\d\d-\d+.*|[A-Z]+(?:/[A-Za-z0-9.]+)+(?:\s+\d+(?:/\d+)?)?)"
)
"""What a page prints around its text: page numbers, job numbers, the symbol of the document."""

FOOTNOTE_MARK: Final = re.compile(r"\s*(?:\*+|[†‡]+|[¹²³⁰⁴-⁹]+)$")
"""A reference to a footnote at the end of a heading."""

HIDDEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphens and zero-width marks, which print nothing."""

OPEN_WORDS: Final = frozenset(
    "and or of the for in on to with from by including et ou de du des la le les pour dans à avec "
    "y e o del los las el en con para por и или с о по для в на от в том числе".split()
)
"""Words that do not end a heading."""


@dataclass(slots=True)
class Body:
    """What is gathered while the lines below the titles are read."""

    rows: list[IndexRow] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    page_starts: set[int] = field(default_factory=set)
    """The orders of the rows that are the first after repeated titles."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a heading that stands in one place."""

    text: str
    place: Place


def clean_heading(text: str) -> str:
    """Return the text of a heading without hidden characters and runs of spaces.

    >>> clean_heading("Border\u00a0 con\u00adtrol")
    'Border control'
    """
    return " ".join(text.translate(HIDDEN).split())


def read_body(lines: tuple[tuple[Cell, ...], ...], columns: Columns) -> Body:
    """Read the lines below the first titles of a table.

    A line of one cell is a footnote, part of the page, or a part of a heading; every line that is
    no row is set aside with what it was taken for.
    """
    body = Body()
    last_row = _last_row(lines)
    pending: list[_Part] = []
    for number, line in enumerate(lines):
        if title_language(line):
            body.page_starts.add(len(body.rows) + 1)
            _set_aside(body, "repeated-header", line)
        elif number > last_row:
            _set_aside(body, "after-table", line)
        elif len(line) == 1:
            _read_text(line[0], body, pending)
        else:
            if body.rows and line[0].place.page != body.rows[-1].place.page:
                body.page_starts.add(len(body.rows) + 1)
            _read_row(line, columns, body, pending)
    _carry_headings(body)
    return body


def _last_row(lines: tuple[tuple[Cell, ...], ...]) -> int:
    numbers = (n for n, line in enumerate(lines) if len(line) > 1 and not title_language(line))
    return max(numbers, default=-1)


def _set_aside(body: Body, kind: str, line: tuple[Cell, ...]) -> None:
    texts = [cell for cell in line if cell.text]
    shown = " | ".join(cell.text for cell in texts)
    body.set_aside.append(SetAside(kind, shown, replace(texts[0].place, column=None)))


def _read_text(cell: Cell, body: Body, pending: list[_Part]) -> None:
    if FOOTNOTE.match(cell.text):
        _set_aside(body, "footnote", (cell,))
    elif FURNITURE.fullmatch(cell.text) or _is_continued(cell.text):
        _set_aside(body, "page-furniture", (cell,))
    else:
        pending.append(_Part(clean_heading(cell.text), cell.place))


def _is_continued(text: str) -> bool:
    return text.strip("()（） ").casefold() in CONTINUED


def _read_row(line: tuple[Cell, ...], columns: Columns, body: Body, pending: list[_Part]) -> None:
    known = {*columns.others, *(position for _, position in columns.positions)}
    for position, cell in enumerate(line):
        if position not in known and cell.text:
            body.problems.append(_unknown_cell(cell, columns))
    cells = {role: _cell(line, columns.position(role)) for role in ROLES}
    body.problems += [_doubtful_cell(cell) for cell in cells.values() if cell.doubt]
    heading = cells["topic"]
    if not any(cells[role].text for role in ROLES[1:]):
        if heading.text:
            pending.append(_Part(clean_heading(heading.text), heading.place))
        return
    parts = [*pending, _Part(clean_heading(heading.text), heading.place)]
    pending.clear()
    printed = "\n".join(part.text for part in parts if part.text)
    body.rows.append(
        IndexRow(
            order=len(body.rows) + 1,
            heading="",
            printed_heading=printed,
            document=cells["document"],
            paragraphs=cells["paragraphs"],
            references=cells["reference"],
            place=replace(next(cell for cell in line if cell.text).place, column=None),
        )
    )


def _cell(line: tuple[Cell, ...], position: int | None) -> Cell:
    if position is not None and position < len(line):
        return line[position]
    return Cell("", replace(line[-1].place, column=None))


def _unknown_cell(cell: Cell, columns: Columns) -> Problem:
    expected = f"nothing beside the columns {', '.join(role for role, _ in columns.positions)}"
    return Problem(cell.place, repr(cell.text), expected, "Is there a tab too many in this line?")


def _doubtful_cell(cell: Cell) -> Problem:
    """Return the problem of a cell that its format took for something else than its text."""
    advice = "Format the column as text and type the list again, as 5-7."
    return Problem(cell.place, f"{cell.doubt} ({cell.text})", "text as it is printed", advice)


def _carry_headings(body: Body) -> None:
    """Give every row its heading: its own, the joined one, or the one carried from above."""
    carrier = _Carrier(_are_capitalised(body.rows), body.page_starts)
    for row in body.rows:
        carrier.add(row)
    if carrier.rows and not carrier.rows[0].heading:
        place = carrier.rows[0].place
        expected = "a topic in the first row of a table"
        body.problems.append(Problem(place, "a row without a topic", expected))
    body.rows = carrier.rows


@dataclass(slots=True)
class _Carrier:
    """Carries the heading from row to row, and joins what belongs to it."""

    capitalised: bool
    page_starts: set[int]
    rows: list[IndexRow] = field(default_factory=list)
    heading: str = ""
    start: int = 0
    """The position of the first row under the heading."""

    def add(self, row: IndexRow) -> None:
        """Add a row with the heading that it has, continues or takes from above."""
        parts = row.printed_heading.split("\n") if row.printed_heading else []
        own, repairs = _own_heading(parts, row.place)
        if own and self.heading and _continues(self.heading, own, self.capitalised):
            self._join(own)
            repairs.append(_joined(self.heading, row.place))
        elif own and own != self.heading:
            self.heading, self.start = own, len(self.rows)
        elif self.heading and row.order in self.page_starts:
            detail = f"{self.heading!r} is carried over a page break"
            repairs.append(Repair("topic-carried-over", detail, row.place))
        self.rows.append(
            replace(
                row,
                heading=self.heading,
                printed_heading=" ".join(parts),
                repairs=(*row.repairs, *repairs),
            )
        )

    def _join(self, rest: str) -> None:
        """Add the rest of the heading to it and to the rows that already have its first part."""
        self.heading = _join(self.heading, rest)
        first = self.rows[self.start]
        repairs = (*first.repairs, _joined(self.heading, first.place))
        self.rows[self.start] = replace(first, repairs=repairs)
        for number in range(self.start, len(self.rows)):
            self.rows[number] = replace(self.rows[number], heading=self.heading)


def _own_heading(parts: list[str], place: Place) -> tuple[str, list[Repair]]:
    """Return the heading that a row prints itself, in however many parts, and what was mended."""
    own = parts[0] if parts else ""
    for part in parts[1:]:
        own = _join(own, part)
    own, mark = _without_marks(own)
    repairs = []
    if mark:
        repairs.append(Repair("footnote-mark-removed", f"{mark!r} after {own!r}", place))
    if len(parts) > 1:
        repairs.append(_joined(own, place))
    return own, repairs


def _joined(heading: str, place: Place) -> Repair:
    return Repair("label-joined", f"the parts of {heading!r} stand on several lines", place)


def _without_marks(heading: str) -> tuple[str, str]:
    """Part a heading from `(continued)` and from marks of footnotes, which are returned."""
    words = heading.rsplit("(", 1)
    if len(words) == 2 and _is_continued(words[1]):
        heading = words[0].rstrip()
    match = FOOTNOTE_MARK.search(heading)
    if match and match.start():
        return heading[: match.start()], match.group().strip()
    return heading, ""


def _join(first: str, second: str) -> str:
    """Join two parts of a heading; a hyphen at the end of the first one stays."""
    return first + second if first.endswith(("-", "/")) else f"{first} {second}"


def _continues(above: str, below: str, capitalised: bool) -> bool:
    """Say whether *below* is the rest of the heading *above*.

    It is where *above* cannot be the end of a heading (a comma, an open parenthesis, a
    conjunction), or where *below* begins with a small letter though headings here do not.
    """
    if above[-1] in ",،，、;-/(" or above.count("(") > above.count(")"):
        return True
    if above.split()[-1].casefold() in OPEN_WORDS:
        return True
    return capitalised and below[0].islower()


def _are_capitalised(rows: list[IndexRow]) -> bool:
    """Say whether the headings of a table begin with capitals: at least four of five."""
    firsts = [row.printed_heading[0] for row in rows if row.printed_heading]
    cases = Counter(first.isupper() for first in firsts if first.lower() != first.upper())
    return cases[True] >= 4 * cases[False] and cases[True] >= 3


def group_rows(rows: list[IndexRow]) -> Iterator[tuple[int, int]]:
    """Yield the first position and the one after the last of each run of rows under one heading."""
    start = 0
    for position in range(1, len(rows) + 1):
        if position == len(rows) or rows[position].heading != rows[start].heading:
            yield start, position
            start = position
