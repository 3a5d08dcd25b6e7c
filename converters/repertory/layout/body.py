"""Read the rows of a table from its lines, and the parts of headings before and in each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.layout.labels import clean_part, without_marks
from repertory.layout.lines import HEADING, ROW, Line
from repertory.layout.titles import CITED, ColumnRoles
from repertory.model import Cell, IndexRow, Problem, Repair, SetAside
from repertory.notation.row_cells import doubtful_cell

MAXIMUM_HEADING: Final = 1_000
"""The most characters of a heading; a longer one is running text."""

RAISED_MARK: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ†‡§"
"""The marks of footnotes at the end of a cell, which are not part of its value."""


SEPARATOR: Final = " | "
"""Between the cells of a line that is set aside."""


class Part(Struct, frozen=True):
    """The part of a heading on one line: as printed, without its mark, and the mark.

    *breaks* is whether a page ends between the row before and this line.
    """

    printed: str
    text: str
    mark: str
    breaks: bool
    cell: Cell


class Body(Struct):
    """The lines below the titles.

    *parts* are those of each row, and last those below all rows; *breaks* is, for each row, whether
    a page ends before it.
    """

    rows: list[IndexRow] = field(default_factory=list)
    parts: list[list[Part]] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def aside(kind: str, line: tuple[Cell, ...]) -> SetAside:
    """Return the record of a line that is not a row."""
    filled = [cell for cell in line if cell.text]
    shown = SEPARATOR.join(cell.text for cell in filled)
    return SetAside(kind, shown, replace(filled[0].place, column=None))


def read_body(lines: Iterable[Line], columns: ColumnRoles) -> Body:
    """Read the sorted lines below the first titles of a table; the rows have no headings yet."""
    body = Body()
    pending: list[Part] = []
    for line in lines:
        if line.kind == HEADING:
            pending.append(_part(line.first, line.breaks, body))
        elif line.kind == ROW:
            heading = _cell(line.cells, columns.position("topic"))
            if heading.text:
                pending.append(_part(heading, line.breaks, body))
            row = _row(line.cells, columns, body)
            body.rows.append(_with_document(row, body.rows))
            body.parts.append(pending)
            body.breaks.append(line.breaks)
            pending = []
        else:
            body.set_aside.append(aside(line.kind, line.cells))
    body.parts.append(pending)
    return body


def _part(cell: Cell, breaks: bool, body: Body) -> Part:
    if len(cell.text) > MAXIMUM_HEADING:
        body.problems.append(long_heading(cell, len(cell.text)))
    printed = clean_part(cell.text[:MAXIMUM_HEADING])
    return Part(printed, *without_marks(printed), breaks, cell)


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
    if read[0].doubt:  # the notation reports the other cells, and their rows alone are lost
        body.problems.append(doubtful_cell(read[0]))
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


def _with_document(row: IndexRow, above: Sequence[IndexRow]) -> IndexRow:
    """Return a row with the document of the row above if the cell of that one spans it.

    If the cell is only blank, a symbol may be missing.
    """
    if row.document.text or not (row.document.spanned and above):
        return row
    document = above[-1].document.text
    repair = Repair("document-carried-over", f"the cell of {document!r} spans this row", row.place)
    return replace(
        row,
        document=replace(row.document, text=document),
        repairs=(repair, *row.repairs),
    )


def _cell(line: tuple[Cell, ...], position: int | None) -> Cell:
    if position is not None and position < len(line):
        return line[position]
    return Cell("", replace(line[-1].place, column=None))


def _without_mark(cell: Cell) -> tuple[Cell, list[Repair]]:
    """Remove a raised footnote mark from the end of a cell; the notation allows asterisks."""
    text = cell.text.rstrip(RAISED_MARK)
    if not text or text == cell.text:
        return cell, []
    detail = f"{cell.text[len(text) :]!r} after {text.rstrip()!r}"
    repair = Repair("footnote-mark-removed", detail, replace(cell.place, column=None))
    return replace(cell, text=text.rstrip()), [repair]


def _unknown_cell(cell: Cell, columns: ColumnRoles) -> Problem:
    expected = f"only the columns {', '.join(role for role, _ in columns.positions)}"
    return Problem(cell.place, repr(cell.text), expected, "Is there a tab too many in this line?")
