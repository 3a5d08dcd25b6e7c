"""Read the rows of a table from its lines, and the parts of headings before and in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.layout.labels import clean_part, with_line_ends, without_marks
from repertory.layout.lines import HEADING, REFERENCE, ROW, Line
from repertory.layout.titles import CITED, ColumnRoles
from repertory.model import Cell, CrossReference, IndexRow, Problem, Repair, SetAside
from repertory.notation.row_cells import doubtful_cell
from repertory.topics.wording import (
    NO_TOPIC,
    is_cross_reference,
    is_ditto,
    is_missing,
    split_reference,
)

MAXIMUM_HEADING: Final = 1_000
"""The most characters of a heading; a longer one is running text."""

RAISED_MARK: Final = re.compile(r"(?:[⁰¹²³⁴-⁹†‡§]+|[ᵃ-ᵛˢˣʷʰʲʳˡʸⁱⁿ])$")
"""The mark of a footnote at the end of a cell, which is not part of its value."""

SEPARATOR: Final = " | "
"""Between the cells of a line that is set aside."""


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
    a page ends before it. *references* have the number of rows above them. *topicless* is whether
    the rows of a table may have no topic, because it has texts and no column of topics.
    """

    rows: list[IndexRow] = field(default_factory=list)
    parts: list[list[Part]] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    references: list[tuple[int, CrossReference]] = field(default_factory=list)
    topicless: bool = False


def aside(kind: str, line: tuple[Cell, ...]) -> SetAside:
    """Return the record of a line that is not a row."""
    filled = [cell for cell in line if cell.text]
    shown = SEPARATOR.join(cell.text for cell in filled)
    return SetAside(kind, shown, replace(filled[0].place, column=None))


def read_body(lines: Iterable[Line], columns: ColumnRoles) -> Body:
    """Read the sorted lines below the first titles of a table; the rows have no headings yet.

    A row with a text and an identifier is a record: a blank cell of topics is not that of the row
    above.
    """
    body = Body()
    of_records = bool(columns.positions_of("text") and columns.positions_of("identifier"))
    body.topicless = bool(columns.positions_of("text")) and not columns.positions_of("topic")
    pending: list[Part] = []
    for line in lines:
        if line.kind == HEADING:
            pending.append(_part(line.first, line.breaks, body, alone=True))
        elif line.kind == ROW:
            heading = _cell(line.cells, columns.position("topic"))
            if not heading.text and of_records and not heading.spanned:
                heading = replace(heading, text=NO_TOPIC)
            if heading.text:
                pending.append(_part(heading, line.breaks, body, alone=False))
            row = _row(line.cells, columns, body)
            body.rows.append(_with_document(row, body.rows, heading.text != ""))
            body.parts.append(pending)
            body.breaks.append(line.breaks)
            pending = []
        else:
            body.set_aside.append(aside(line.kind, line.cells))
            if line.kind == REFERENCE:
                body.references.append((len(body.rows), _reference(line, columns)))
    body.parts.append(pending)
    return body


def _reference(line: Line, columns: ColumnRoles) -> CrossReference:
    """Return the reference of a line that only refers to other headings."""
    topic = _cell(line.cells, columns.position("topic")).text
    found = next(cell.text for cell in line.cells if is_cross_reference(cell.text))
    heading = "" if topic == found else topic
    return CrossReference(
        heading, split_reference(found)[1], replace(line.first.place, column=None)
    )


def _part(cell: Cell, breaks: bool, body: Body, alone: bool) -> Part:
    text = with_line_ends(cell)
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
    for position, cell in enumerate(line):
        if position not in columns.known and cell.text:
            body.problems.append(_unknown_cell(cell, columns))
    read = [_cell(line, columns.position(role)) for role in CITED]
    if read[0].doubt and not is_missing(read[0].text):
        body.problems.append(doubtful_cell(read[0]))  # the notation reports the other cells
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
        extras=tuple(
            (name, line[position])
            for name, position in columns.kept
            if position < len(line) and line[position].text
        ),
    )


def _with_document(row: IndexRow, above: Sequence[IndexRow], has_topic: bool) -> IndexRow:
    """Return a row with the document of the row above if its cell repeats that or is blank.

    A blank cell repeats it if the cell above spans it, or if the row has paragraphs or a topic.
    """
    printed = row.document.text
    is_blank = not printed and (row.document.spanned or has_topic or row.paragraphs.text)
    if not above or not (is_blank or is_ditto(printed)):
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
    if cell.text.isascii():  # as most cells are
        return cell, []
    text = RAISED_MARK.sub("", cell.text).rstrip()
    if not text or text == cell.text:
        return cell, []
    detail = f"{cell.text[len(text) :].strip()!r} after {text!r}"
    repair = Repair("footnote-mark-removed", detail, replace(cell.place, column=None))
    return replace(cell, text=text), [repair]


def _unknown_cell(cell: Cell, columns: ColumnRoles) -> Problem:
    expected = f"only the columns {', '.join(role for role, _ in columns.positions)}"
    return Problem(cell.place, repr(cell.text), expected, "Is there a tab too many in this line?")
