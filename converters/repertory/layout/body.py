"""Read the rows of a table from its lines, and the parts of headings before and in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.layout.labels import clean_part, without_marks
from repertory.layout.lines import HEADING, REFERENCE, ROW, Line
from repertory.layout.titles import ROLES, ColumnRoles
from repertory.model import (
    PATH,
    Cell,
    CrossReference,
    IndexRow,
    Note,
    Problem,
    Repair,
    SetAside,
)
from repertory.topics.wording import is_cross_reference, is_missing, split_reference

MAXIMUM_HEADING: Final = 1_000
"""The most characters of a heading; a longer one is running text."""

RAISED_MARK: Final = re.compile(r"(?:[⁰¹²³⁴-⁹†‡§]+|[ᵃ-ᵛˢˣʷʰʲʳˡʸⁱⁿ])$")
"""The mark of a footnote at the end of a cell, which is not part of its value."""

DITTO: Final = re.compile(
    r"(?:ibid|ibidem|ibíd|idem|ditto|do|там же|то же|同上|المرجع نفسه|نفسه)\.?|id\."
    r"|[\"″〃“”„]+|''|-\"-",
    re.IGNORECASE,
)
"""A cell that stands for the one above."""


class Part(Struct, frozen=True):
    """The part of a heading on one line: as printed, without its mark, and the mark.

    *breaks* is whether a page ends between the row before and this line, *alone* whether it is a
    line of its own. Lines of one cell are separated by line ends in *text*. *title* is a title of
    the column that was removed from its beginning.
    """

    printed: str
    text: str
    mark: str
    breaks: bool
    cell: Cell
    alone: bool
    title: str = ""


class Body(Struct):
    """The lines below the titles.

    *parts* are those of each row, and last those below all rows; *breaks* is, for each row, whether
    a page ends before it. *references* have the number of rows above them.
    """

    rows: list[IndexRow] = field(default_factory=list)
    parts: list[list[Part]] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    references: list[tuple[int, CrossReference]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def aside(kind: str, line: tuple[Cell, ...]) -> SetAside:
    """Return the record of a line that is not a row."""
    filled = [cell for cell in line if cell.text]
    shown = " | ".join(cell.text for cell in filled)
    return SetAside(kind, shown, replace(filled[0].place, column=None))


def read_body(lines: Iterable[Line], columns: ColumnRoles) -> Body:
    """Read the sorted lines below the first titles of a table; the rows have no headings yet."""
    body = Body()
    pending: list[Part] = []
    path = _TopicColumns(columns, body.notes)
    for line in lines:
        if line.kind == HEADING:
            path.clear()
            cell = line.first
            pending.append(_part(cell, with_line_ends(cell), line.breaks, body, alone=True))
        elif line.kind == ROW:
            row = _row(line.cells, columns, body)
            cell, text, repairs = path.heading(line.cells)
            if text:
                pending.append(_part(cell, text, line.breaks, body, alone=False))
            row = replace(row, repairs=(*repairs, *row.repairs))
            body.rows.append(_with_document(row, body.rows, text != ""))
            body.parts.append(pending)
            body.breaks.append(line.breaks)
            pending = []
        else:
            body.set_aside.append(aside(line.kind, line.cells))
            if line.kind == REFERENCE:
                topic = _cell(line.cells, columns.position("topic")).text
                found = next(c.text for c in line.cells if is_cross_reference(c.text))
                heading = "" if topic == found else topic
                place = body.set_aside[-1].place
                reference = CrossReference(heading, split_reference(found)[1], place)
                body.references.append((len(body.rows), reference))
    body.parts.append(pending)
    return body


class _TopicColumns:
    """The columns of topics, broader to narrower; a blank cell repeats the one above."""

    def __init__(self, columns: ColumnRoles, notes: list[Note]) -> None:
        self.positions = [position for role, position in columns.positions if role == "topic"]
        self.path: list[str] = []
        self.notes = notes

    def clear(self) -> None:
        """Forget the topics above a section."""
        self.path = []

    def heading(self, line: tuple[Cell, ...]) -> tuple[Cell, str, list[Repair]]:
        """Return the topic of a row, its text with its path, and the repairs of it.

        The text is blank if the topic is that of the row above.
        """
        cells = [_cell(line, position) for position in self.positions]
        texts = [with_line_ends(cell) for cell in cells]
        repairs = []
        for level, cell in enumerate(cells):
            if DITTO.fullmatch(cell.text):
                texts[level] = ""
                repeated = self.path[level] if level < len(self.path) else ""
                detail = f"{cell.text!r} stands for {repeated!r} above"
                place = replace(cell.place, column=None)
                repairs += [Repair("topic-carried-over", detail, place)] if repeated else []
        known = [level for level, text in enumerate(texts) if text and not is_missing(text)]
        filled = known or [level for level, text in enumerate(texts) if text]
        for cell in cells:
            if known and is_missing(cell.text):  # else the whole row has no topic
                message = f"found {cell.text!r}, expected a topic; the row has that of another cell"
                self.notes.append(Note("missing-topic", message, cell.place, cell.text))
        if not filled:
            return _cell(line, None), "", repairs
        above = [*self.path, *[""] * len(cells)][: filled[0]]
        self.path = [
            *above,
            *(texts[n] if n in filled else "" for n in range(filled[0], len(texts))),
        ]
        return cells[filled[-1]], PATH.join(text for text in self.path if text), repairs


def with_line_ends(cell: Cell) -> str:
    """Return the text of a cell with line ends where the cell has them."""
    return "".join("\n" if n in cell.breaks else letter for n, letter in enumerate(cell.text))


def _part(cell: Cell, text: str, breaks: bool, body: Body, alone: bool) -> Part:
    if len(text) > MAXIMUM_HEADING:
        body.problems.append(long_heading(cell, len(text)))
    lines = [clean_part(line) for line in text[:MAXIMUM_HEADING].split("\n")]
    text, mark = without_marks("\n".join(line for line in lines if line))
    return Part(" ".join(line for line in lines if line), text, mark, breaks, cell, alone)


def long_heading(cell: Cell, length: int) -> Problem:
    """Return the problem of a heading that is too long and begins in a cell."""
    found, expected = f"a topic of {length:,} characters", f"at most {MAXIMUM_HEADING:,}"
    return Problem(cell.place, found, expected, "Is it a row of the table?")


def _row(line: tuple[Cell, ...], columns: ColumnRoles, body: Body) -> IndexRow:
    """Read a row, without its heading."""
    known = {*columns.others, *(position for _, position in columns.positions)}
    for position, cell in enumerate(line):
        if position not in known and cell.text:
            body.problems.append(_unknown_cell(cell, columns))
    read = [_cell(line, columns.position(role)) for role in ROLES]
    body.problems += [
        _doubtful_cell(cell)
        for cell in read
        if cell.doubt and not (cell is read[0] and is_missing(cell.text))
    ]
    document, paragraphs, references = map(_without_mark, read[1:])
    return IndexRow(
        order=len(body.rows) + 1,
        heading="",
        printed_heading="",
        document=document[0],
        paragraphs=paragraphs[0],
        references=references[0],
        place=replace(next(cell for cell in line if cell.text).place, column=None),
        repairs=(*document[1], *paragraphs[1], *references[1]),
    )


def _with_document(row: IndexRow, above: Sequence[IndexRow], has_topic: bool) -> IndexRow:
    """Return a row with the document of the row above if its cell repeats that or is blank.

    A blank cell repeats it if the cell above spans it, or if the row has paragraphs or a topic.
    """
    printed = row.document.text
    is_blank = not printed and (row.document.spanned or has_topic or row.paragraphs.text)
    if not above or not (is_blank or DITTO.fullmatch(printed)):
        return row
    document = above[-1].document.text
    if row.document.spanned:
        detail = f"the cell of {document!r} spans this row"
    elif printed:
        detail = f"{printed!r} stands for {document!r} above"
    else:
        detail = f"the blank cell is below {document!r}"
    repair = Repair("document-carried-over", detail, row.place)
    return replace(
        row,
        document=replace(row.document, text=document, doubt=""),
        repairs=(repair, *row.repairs) if document else row.repairs,
    )


def _cell(line: tuple[Cell, ...], position: int | None) -> Cell:
    if position is not None and position < len(line):
        return line[position]
    return Cell("", replace(line[-1].place, column=None))


def _without_mark(cell: Cell) -> tuple[Cell, list[Repair]]:
    """Remove a raised footnote mark from the end of a cell; the notation allows asterisks."""
    text = RAISED_MARK.sub("", cell.text).rstrip()
    if not text or text == cell.text:
        return cell, []
    detail = f"{cell.text[len(text) :].strip()!r} after {text!r}"
    repair = Repair("footnote-mark-removed", detail, replace(cell.place, column=None))
    return replace(cell, text=text), [repair]


def _doubtful_cell(cell: Cell) -> Problem:
    """Return the problem of a cell that a program has converted from text to another type."""
    advice = "Format the column as text and type the list again, as 5-7."
    return Problem(cell.place, f"{cell.doubt} ({cell.text})", "the text as printed", advice)


def _unknown_cell(cell: Cell, columns: ColumnRoles) -> Problem:
    expected = f"only the columns {', '.join(role for role, _ in columns.positions)}"
    return Problem(cell.place, repr(cell.text), expected, "Is there a tab too many in this line?")
