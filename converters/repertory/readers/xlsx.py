"""Read an index from a spreadsheet (`.xlsx`): the values of its cells as text, nothing computed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from repertory.model import Cell, Detail, Place, SetAside
from repertory.readers.reading import LineCollector, Reading, refuse, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

MAXIMUM_COLUMNS: Final = 1_000
"""Columns of a sheet up to the last that holds something."""

ERRORS: Final = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


def recognises(content: bytes, name: str) -> bool:
    """Say whether *content* is a spreadsheet (`.xlsx`)."""
    return content.startswith(b"PK\x03\x04") and b"xl/workbook" in content


def read(content: bytes, name: str) -> Reading:
    """Read the visible sheets of a workbook; formulas are taken as their text.

    Raises:
        SourceError: when it is damaged or would harm, or a sheet is too wide.
    """
    from repertory.readers.containers import check_container

    check_container(content, name, "XLSX")
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
    gathering = LineCollector()
    aside: list[SetAside] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            place = Place(name, cell=sheet.title)
            aside.append(SetAside("hidden-sheet", f"the hidden sheet {sheet.title!r}", place))
            continue
        gathering.begin_table()
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            gathering.add(_line(row, sheet.title, number, name))
    reading = gathering.reading(_properties(book.properties, name))
    return Reading(reading.lines, reading.details, tuple(aside), starts=reading.starts)


def _line(row: Iterable[Any], sheet: str, number: int, name: str) -> list[Cell]:
    """Return the cells of a row up to the last that holds something.

    A row whose first cell alone holds something is text, such as a note below the table.
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
    """Return the text of a cell, and what is doubtful about it."""
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
    text = tidy(str(value))
    return Cell(text, place, "an error of a formula" if text in ERRORS else "")


def _number(value: float, shown: str, place: Place) -> Cell:
    """Return a number as text; one with a fraction or thousands may have been a list."""
    if value != int(value):
        return Cell(f"{value!r}", place, "a number with a fraction")
    doubt = "a number with thousands" if "#,#" in shown and abs(value) > 999 else ""
    return Cell(str(int(value)), place, doubt)


def _properties(properties: Any, name: str) -> Iterator[Detail]:
    place = Place(name, cell="workbook properties")
    for key in ("title", "language"):
        text = tidy(getattr(properties, key) or "")
        if text:
            yield Detail(key, text, place)
