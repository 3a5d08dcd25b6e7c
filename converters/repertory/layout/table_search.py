"""Find the table of an index in a source: its column titles and its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError, SourceError, refuse
from repertory.layout.titles import (
    ROLES,
    TITLES,
    ColumnRoles,
    plain_line,
    read_columns,
    role_of,
    title_block,
    title_language,
)
from repertory.model import Cell, Place, Table
from repertory.notation import parse_references

REQUIRED: Final = ROLES[:3]
"""The columns that a table must have."""

MOST_TITLE_LINES: Final = 6
"""The most lines that the titles of a table take."""

SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9.\-()]*/.*\d")
"""The approximate form of a document symbol."""

Line = tuple[Cell, ...]


class Found(Struct, frozen=True):
    """A table in a source: its title lines, its columns, its first line and the end."""

    block: tuple[Line, ...]
    columns: ColumnRoles
    first: int
    """The position of the first line below the titles."""
    end: int
    """The position after its last line."""


def find_table(table: Table, given: Mapping[str, int] | None = None) -> Found:
    """Return the table of an index: the first one whose titles name all columns.

    *given* maps roles to columns, counted from 0, if the titles are not recognised.

    Raises:
        SourceError: if there is no such table.
    """
    if given:
        return _given(table, given)
    incomplete: tuple[Found, list[str]] | None = None
    for found in _candidates(table):
        known = dict(found.columns.positions)
        missing = [role for role in REQUIRED if role not in known]
        if not missing:
            _check_others(table, found)
            return found
        incomplete = incomplete or (found, missing)
    if incomplete is None:
        raise _no_table(table)
    found, missing = incomplete
    known_titles = ", ".join(role for role, _ in found.columns.positions)
    raise refuse(
        found.block[0][0].place,
        f"titles of the columns {known_titles} only",
        f"a column for {' and '.join(missing)} too",
        ADVICE,
    )


def _check_others(table: Table, found: Found) -> None:
    """Check that no column with an unknown title looks like the missing column of references.

    Raises:
        SourceError: with the unknown title.
    """
    if found.columns.position("reference") is not None:
        return
    for column in found.columns.others:
        cells = [
            line[column] for line in table.lines[found.first : found.end] if column < len(line)
        ]
        filled = [cell for cell in cells if cell.text]
        if filled and sum(map(_is_reference, filled)) * 2 > len(filled):
            title = next(line[column] for line in found.block if line[column].text)
            raise refuse(
                title.place,
                f"the unknown column title {title.text!r} above cells that look like references",
                "a title such as Reference or Recommendation",
                f"If it is the column of references, add --columns {_as_option(found, column)}",
            )


def _is_reference(cell: Cell) -> bool:
    """Return whether a cell holds references with sections."""
    try:
        return bool(parse_references(cell.text).entries)
    except NotationError:
        return False


def _as_option(found: Found, reference: int) -> str:
    known = (*found.columns.positions, ("reference", reference))
    return ",".join(f"{role}={position + 1}" for role, position in known)


ADVICE: Final = "If the titles differ, name the columns: --columns topic=1,document=2,paragraphs=3"


def _candidates(table: Table) -> Iterator[Found]:
    """Yield the tables whose titles are all known, then those with unknown titles as well."""
    number = 0
    while number < len(table.lines):
        titles = title_block(table.lines[number : number + MOST_TITLE_LINES])
        start = number
        number += titles[0] if titles else 1
        if titles is None:
            continue
        block = table.lines[start:number]
        columns = read_columns(list(block), titles[1])
        yield Found(block, columns, number, _end(table, number))
    for number, line in enumerate(table.lines):
        language = _partial_language(line)
        if language is not None and title_language(line) is None:
            columns = read_columns([line], language)
            known = {position for _, position in columns.positions}
            others = tuple(n for n, cell in enumerate(line) if n not in known and cell.text)
            columns = replace(columns, others=others, printed=(plain_line(line),))
            yield Found((line,), columns, number + 1, _end(table, number + 1))


def _partial_language(line: Line) -> str | None:
    """Return the language in which a line has titles for all required columns, or None."""
    for language in TITLES:
        roles = {role_of(cell.text, language) for cell in line if cell.text}
        if roles.issuperset(REQUIRED):
            return language
    return None


def _end(table: Table, first: int) -> int:
    """Return the position after the last line of a table and of the tables that continue it.

    A table continues the one above if it has the same width or its own titles.
    """
    width = max(map(len, table.lines[first - 1 : first + 1]))
    for start in table.starts:
        if start < first or start >= len(table.lines):
            continue
        line = table.lines[start]
        if len(line) != width and title_language(line) is None:
            return start
    return len(table.lines)


def _given(table: Table, given: Mapping[str, int]) -> Found:
    """Return the table with *given* columns; it begins with the first symbol in its column."""
    position = given["document"]
    first = next(
        (
            number
            for number, line in enumerate(table.lines)
            if len(line) > position and SYMBOL.match(line[position].text)
        ),
        None,
    )
    if first is None:
        found = f"no document symbol in column {position + 1}"
        expected = "the symbols of the meeting reports there, as --columns says"
        raise refuse(Place(table.source.name), found, expected)
    above = table.lines[first - 1] if first and len(table.lines[first - 1]) > 1 else ()
    language = title_language(above) or "en"
    reference = given.get("reference")
    title = above[reference] if reference is not None and reference < len(above) else None
    others = tuple(n for n in range(len(table.lines[first])) if n not in given.values())
    block = (above,) if any(cell.text for cell in above) else ()
    printed = tuple(plain_line(line) for line in block if sum(cell.text != "" for cell in line) > 1)
    columns = ColumnRoles(tuple(given.items()), language, title, others, printed)
    return Found(block, columns, first, _end(table, first) if first else len(table.lines))


def _no_table(table: Table) -> SourceError:
    found = f"no line of column titles in {len(table.lines)} lines"
    if all(len(line) < 2 for line in table.lines):
        found = "no table: no line has two cells"
    return refuse(
        Place(table.source.name),
        found,
        f"the titles of the columns {', '.join(ROLES)} above the rows",
        f"Titles are known in the six UN languages. {ADVICE}",
    )
