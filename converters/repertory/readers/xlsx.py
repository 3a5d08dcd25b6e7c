"""Read an index from a spreadsheet (`.xlsx`): its cells as text, formulas not evaluated."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from msgspec.structs import replace

from repertory.errors import refuse
from repertory.model import Cell, Place, SetAside
from repertory.readers.containers import check_container, read_properties
from repertory.readers.reading import MAXIMUM_COLUMNS, LineCollector, Reading, cell_of

ERRORS: Final = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


def recognises(content: bytes, name: str) -> bool:
    """Return whether *content* is a spreadsheet (`.xlsx`)."""
    return content.startswith(b"PK\x03\x04") and b"xl/workbook" in content


def read(content: bytes, name: str) -> Reading:
    """Read the visible sheets of a workbook; the text of a formula is that of its cell.

    Raises:
        SourceError: if it is damaged or malicious, or a sheet is too wide.
    """
    check_container(content, name, "XLSX")
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
    collector = LineCollector()
    aside: list[SetAside] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            place = Place(name, cell=sheet.title)
            aside.append(SetAside("hidden-sheet", f"the hidden sheet {sheet.title!r}", place))
            continue
        collector.begin_table()
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            collector.add(_line(row, sheet.title, number, name))
    place = Place(name, cell="workbook properties")
    reading = collector.reading(read_properties(book.properties, place))
    return replace(reading, set_aside=tuple(aside))


def _line(row: Iterable[Any], sheet: str, number: int, name: str) -> list[Cell]:
    """Return the cells of a row up to the last with text.

    A row with text in its first cell only becomes a line of one cell, such as a note.
    """
    from openpyxl.utils import get_column_letter

    cells: list[Cell] = []
    last = 0
    for column, found in enumerate(row, 1):
        place = Place(name, cell=f"{sheet}!{get_column_letter(column)}{number}")
        cells.append(_cell(found, place))
        if cells[-1].text:
            last = column
    if last > MAXIMUM_COLUMNS:
        found = f"a row of {last:,} columns"
        raise refuse(cells[last - 1].place, found, f"at most {MAXIMUM_COLUMNS:,}")
    return cells[:last]


def _cell(found: Any, place: Place) -> Cell:
    """Return the text of a cell, and its doubt if the value is not text."""
    value = found.value
    if value is None:
        return Cell("", place)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        shown = value.isoformat() if not isinstance(value, datetime.timedelta) else str(value)
        return Cell(shown.removesuffix("T00:00:00"), place, "a date or time")
    if isinstance(value, bool):
        return Cell(str(value).upper(), place, "a logical value")
    if isinstance(value, int | float):
        return _number(value, str(found.number_format), place)
    text = str(value)
    return cell_of(text, place, "an error of a formula" if text in ERRORS else "")


def _number(value: float, shown: str, place: Place) -> Cell:
    """Return a number as text; with a fraction or thousands it may have been a list."""
    if value != int(value):
        return Cell(f"{value!r}", place, "a number with a fraction")
    doubt = "a number with thousands" if "#,#" in shown and abs(value) > 999 else ""
    return Cell(str(int(value)), place, doubt)
