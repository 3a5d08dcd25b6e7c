"""Read the table of a mapping file as spreadsheets save it, and report what would be lost."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from repertory.model import Place, Problem

OF_A_ROW: Final = (
    "a line with one cell for each named column",
    "Keep the lines that begin with # above the table, and give each column its own name.",
)
"""What is expected of a row, and how to correct it."""


def is_comment(line: str) -> bool:
    """Return whether a line belongs to the block above the table."""
    return line.lstrip('"').startswith("#")


def delimiter_of(header: str) -> str:
    """Return the delimiter of a table: the most frequent of tab, comma and semicolon.

    >>> delimiter_of("subject_id;predicate_id;object_id")
    ';'
    """
    return max("\t,;", key=header.count)


def uncommented(
    lines: Iterable[str], delimiter: str, name: str, problems: list[Problem]
) -> list[str]:
    """Remove the `#`, and the quotation marks and empty cells that a spreadsheet adds.

    >>> uncommented(['"#title: Lamps, old and new",,,'], ",", "lamps.csv", [])
    ['title: Lamps, old and new']
    """
    block = []
    for number, line in enumerate(lines, 1):
        kept = line
        if line.startswith('"'):
            for _, cells in rows_of([line], number, delimiter, name, problems):
                kept = cells[0]
                if beside := "".join(cells[1:]).strip():
                    problems.append(Problem(Place(name, line=number), repr(beside), *OF_A_ROW))
        block.append(kept.rstrip(f"{delimiter} \t").removeprefix("#"))
    return block


def rows_of(
    lines: list[str], first: int, delimiter: str, name: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with their lines; *first* is the line of the column titles."""
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    line = first
    try:
        for row in rows:
            yield line, row
            line = first + rows.line_num
    except csv.Error as error:
        advice = (
            "Double each quotation mark inside a cell, and enclose the cell in quotation marks."
        )
        problems.append(Problem(Place(name, line=line), str(error), "a table", advice))


def lost_cell(header: list[str], row: list[str]) -> str:
    """Return a description of a cell that would be lost, without a column or in a duplicate one.

    >>> lost_cell(["subject_id", ""], ["a:1", "a note beside the table"])
    "'a note beside the table' in no named column"
    """
    if row[0].startswith("#"):
        return f"{row[0]!r} inside the table"
    names = [*header, *[""] * (len(row) - len(header))]
    for name, cell in zip(names, row, strict=False):
        if cell.strip() and (not name or names.count(name) > 1):
            return f"{cell!r} in {f'one of two columns {name!r}' if name else 'no named column'}"
    return ""
