"""The table whose columns a user or a layout assigns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import refuse
from repertory.layout.column_choice import DESIGNATION, with_documents
from repertory.layout.found_table import Found, Line
from repertory.layout.titles import (
    ColumnRoles,
    plain_line,
    printed_titles,
    read_columns,
    title_block,
    title_language,
)
from repertory.model import Place, Table

Given: TypeAlias = Sequence[tuple[str, int]]
"""Roles and their columns, counted from 0, as a user assigns them."""


class TitledColumns(Struct, frozen=True):
    """Roles and their columns, named by titles that begin at the line *start*, before *end*."""

    positions: tuple[tuple[str, int], ...]
    start: int
    end: int


def given_table(table: Table, given: Given) -> Found:
    """Return the table with *given* columns, to the end of the source.

    It begins with the first document in its column.

    Raises:
        SourceError: if there is no such document or column.
    """
    first = next((n for n, line in enumerate(table.lines) if _is_row(line, given)), None)
    width = max(map(len, table.lines), default=0)
    document = _document_column(given)
    if first is None and document < width:
        found = f"no document symbol in column {document + 1}"
        expected = "the symbols of the meeting reports there, as --columns says"
        raise refuse(Place(table.source.name), found, expected)
    for role, position in given:
        if position >= width:
            found = f"no column {position + 1} for {role}: the table has {width} columns"
            raise refuse(Place(table.source.name), found, f"a column from 1 to {width}")
    assert first is not None  # otherwise the column of documents is beyond the table
    block, first = _titles_above(table, first)
    above = block[0] if block else ()
    language = title_language(above) or "en"
    titles = tuple((n, cell) for n, cell in enumerate(above) if cell.text)
    printed = tuple(plain_line(line) for line in block if len(titles) > 1)
    columns = ColumnRoles(tuple(given), language, None, printed=printed, titles=titles)
    return Found(block, columns, first, len(table.lines))


def titled_table(table: Table, titled: TitledColumns) -> Found:
    """Return the table below titles that name the columns, to the end of the source."""
    block = table.lines[titled.start : titled.end]
    known = title_block(block)
    columns = read_columns(block, known[1] if known else "en")
    columns = replace(columns, positions=titled.positions, others=(), printed=printed_titles(block))
    return Found(block, columns, titled.end, len(table.lines))


def _document_column(given: Given) -> int:
    """Return the column of documents, or of what takes their place."""
    of = dict(reversed(given))
    return next(of[role] for role in ("document", "decision", "session") if role in of)


def _is_row(line: Line, given: Given) -> bool:
    """Return whether a line is a row: its document has a number, or its place."""
    document = _document_column(given)
    paragraphs = dict(given).get("paragraphs", len(line))
    if document >= len(line) or not line[document].text or title_language(line):
        return False
    text = line[document].text
    if DESIGNATION.match(text) or "document" not in dict(given):
        return any(character.isdigit() for character in text)
    has_letters = any(character.isalpha() for character in text)
    place = line[paragraphs].text if paragraphs < len(line) else ""
    return has_letters and any(character.isdigit() for character in place)


def _titles_above(table: Table, row: int) -> tuple[tuple[Line, ...], int]:
    """Return the titles above the first row, and the first line below them.

    Between them there may be headings. A line next above the row is one of titles; further above,
    it has two cells with text.
    """
    number = row - 1
    while number >= 0 and len(table.lines[number]) == 1:
        number -= 1
    above = table.lines[number] if number >= 0 else ()
    filled = sum(cell.text != "" for cell in above)
    if filled == 0 or (filled == 1 and number < row - 1):
        return (), row
    return (above,), number + 1


def with_others(columns: ColumnRoles, rows: Sequence[Line]) -> ColumnRoles:
    """Return given columns with the others: those with a title, or with a text in the first row."""
    known = {position for _, position in columns.positions}
    first = next((line for line in rows if len(line) > 1), ())
    filled = {n for n in range(len(first)) if any(line[n].text for line in rows if n < len(line))}
    others = filled.union(position for position, _ in columns.titles) - known
    references = columns.positions_of("reference")
    return with_documents(
        replace(
            columns,
            others=tuple(sorted(others)),
            reference_title=columns.title(references[0]) if references else None,
        )
    )
