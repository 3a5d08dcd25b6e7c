"""Write an answer as an Excel workbook, with openpyxl."""

from __future__ import annotations

import io
import re
from typing import Final

from repertory.errors import QueryError
from repertory.escaping import guard_formulas, replace_unwritable
from repertory.querying.answers.reply import Reply, for_readers, heading, lines_before, plain
from repertory.rdf.terms import Literal, Node
from repertory.rdf.vocabulary import XSD

MAXIMUM_CELL: Final = 32_767
"""Characters of a cell."""


def write_xlsx(reply: Reply) -> bytes:
    """Return a workbook with one sheet for the rows and one for the lines before them.

    Text is stored as text, never as a formula, and marked so that it remains text when its cell is
    edited; whole numbers are numbers.

    Raises:
        QueryError: when openpyxl is not installed.
    """
    try:
        import openpyxl
        from openpyxl.styles import Font
    except ImportError as error:
        raise QueryError(
            'the format xlsx needs openpyxl. Install it: pip install "repertory[xlsx]"'
        ) from error
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Answer", 0)
    for row in _rows(reply):
        sheet.append([None] * len(row))
        for column, value in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = guard_formulas(value) != value
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    about = book.worksheets[1]
    about.title = "Query"
    for number, line in enumerate(lines_before(reply), 1):
        about.cell(number, 1, _text(line)).data_type = "s"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _rows(reply: Reply) -> list[list[str | int | None]]:
    if reply.matrix and reply.answer.rows:
        titles, cells = for_readers(reply)
        return [list(map(_text, titles)), *([_number(cell) for cell in row] for row in cells)]
    header: list[str | int | None] = [_text(heading(name)) for name in reply.answer.variables]
    return [header, *([_cell(node) for node in row] for row in reply.answer.rows)]


def _cell(node: Node | None) -> str | int | None:
    if node is None:
        return None
    if isinstance(node, Literal) and node.datatype == XSD.integer:
        return _number(node.text)
    return _text(plain(node))


def _number(text: str) -> str | int | None:
    """Return a whole number if a spreadsheet keeps it exactly, or else the text."""
    return int(text) if re.fullmatch("-?[0-9]{1,15}", text) else _text(text)


def _text(text: str) -> str:
    return replace_unwritable(text)[:MAXIMUM_CELL]
