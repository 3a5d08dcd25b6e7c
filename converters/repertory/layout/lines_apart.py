"""Set aside the lines that are no rows, and mark those that may hold data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from repertory.layout.body import SEPARATOR, aside
from repertory.layout.column_choice import is_document
from repertory.layout.titles import ColumnRoles
from repertory.model import Cell, SetAside

Line = tuple[Cell, ...]

TOTALS: Final = (
    "total|totals|grand total|subtotal|sub-total|totaux|total général|sous-total|totales|"
    "total general|итого|всего|المجموع|المجموع الكلي|المجموع الفرعي|الإجمالي|"
    "总计|合计|小计|共计|总数"
).split("|")
"""The words before sums, in lower case."""

KNOWN_TEXT: Final = frozenset(
    "header repeated-header page-furniture section kept-column hidden-sheet assumed".split()
)
"""The kinds of what is not a row for certain, or is named by itself."""

OF_A_TABLE: Final = frozenset(("total", "unread-table"))
"""The kinds of lines of tables that are not read."""


def set_totals_aside(
    lines: Iterable[Line], columns: ColumnRoles
) -> tuple[tuple[Line, ...], tuple[SetAside, ...]]:
    """Return the lines without sums, and the sums."""
    kept: list[Line] = []
    totals: list[SetAside] = []
    for line in lines:
        if _is_total(line, columns):
            totals.append(aside("total", line))
        else:
            kept.append(line)
    return tuple(kept), tuple(totals)


def _is_total(line: Line, columns: ColumnRoles) -> bool:
    """Return whether a line begins with a word for a sum and has no document that can be read.

    Further words may follow (`Total number of entries`) if all other cells are numbers.
    """
    filled = [cell.text for cell in line if cell.text]
    first, others = filled[0].strip(" .:").casefold(), filled[1:]
    if not first.startswith(tuple(TOTALS)):
        return False
    if first not in TOTALS:
        return bool(others) and all(re.fullmatch(r"[\d\s.,]+", text) for text in others)
    position = columns.position("document")
    document = line[position].text if position is not None and position < len(line) else ""
    return not is_document(document, columns.language)


def mark_doubtful(lines: Iterable[SetAside], width: int) -> Iterator[SetAside]:
    """Yield lines that are set aside, marked if they may hold data of a table of *width* columns.

    They may if they have a number, as each document has, or as many cells as the table. The text of
    a front page has numbers too: above a table, a line of text is not marked.
    """
    for line in lines:
        cells = line.text.count(SEPARATOR) + 1
        is_text = line.kind == "before-table" and cells == 1
        has_number = any(character.isdigit() for character in line.text)
        may_hold_data = cells >= width or (has_number and not is_text)
        doubtful = line.kind in OF_A_TABLE or (line.kind not in KNOWN_TEXT and may_hold_data)
        yield replace(line, doubtful=doubtful)
