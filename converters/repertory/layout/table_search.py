"""Find the table of an index in a source: its column titles, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError, SourceError
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
from repertory.model import Cell, Place, Problem, Table
from repertory.notation import parse_references

REQUIRED: Final = ROLES[:3]
"""The columns that a table must have."""

MOST_TITLE_LINES: Final = 6
"""Lines that the titles of a table take at most."""

SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9.\-()]*/.*\d")
"""What a document symbol looks like."""

Line = tuple[Cell, ...]


class Found(Struct, frozen=True):
    """Where a table is: its title lines and columns, its first row, the line after its last."""

    block: tuple[Line, ...]
    columns: ColumnRoles
    first: int
    """The position of the first line below the titles."""
    end: int


def find_table(table: Table, given: Mapping[str, int] | None = None) -> Found:
    """Return where the table of an index is.

    Of several tables that whose titles name all columns is meant. *given* says which column holds
    what, counted from 0, where the titles do not tell.

    Raises:
        SourceError: when there is no such table.
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
        raise SourceError([_no_table(table)])
    found, missing = incomplete
    known_titles = ", ".join(role for role, _ in found.columns.positions)
    problem = Problem(
        found.block[0][0].place,
        f"titles of the columns {known_titles} only",
        f"a column for {' and '.join(missing)} too",
        ADVICE,
    )
    raise SourceError([problem])


def _check_others(table: Table, found: Found) -> None:
    """Refuse to leave out a column that holds references, where no title tells of one.

    Raises:
        SourceError: with the title that is not known.
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
            problem = Problem(
                title.place,
                f"the unknown column title {title.text!r} above cells that look like references",
                "a title such as Reference or Recommendation",
                f"If it is that column, say it: --columns {_as_option(found, column)}",
            )
            raise SourceError([problem])


def _is_reference(cell: Cell) -> bool:
    """Say whether a cell holds references: a section and a number, not a number alone."""
    try:
        return bool(parse_references(cell.text).entries)
    except NotationError:
        return False


def _as_option(found: Found, reference: int) -> str:
    known = (*found.columns.positions, ("reference", reference))
    return ",".join(f"{role}={position + 1}" for role, position in known)


ADVICE: Final = "If the titles are other words, say it: --columns topic=1,document=2,paragraphs=3"


def _candidates(table: Table) -> Iterator[Found]:
    """Yield the tables with title lines, and after them those with titles among other ones."""
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
    """Return the language in which a line has titles for all columns that a table must have."""
    for language in TITLES:
        roles = {role_of(cell.text, language) for cell in line if cell.text}
        if roles.issuperset(REQUIRED):
            return language
    return None


def _end(table: Table, first: int) -> int:
    """Return the line after the last of a table and of those that go on with it.

    A table goes on with one before that is as wide, or has titles of its own.
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
    """Return the table whose columns are known: it begins with the first symbol in its place."""
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
        expected = f"document symbols in column {position + 1}, as --columns says"
        place = Place(table.source.name)
        raise SourceError([Problem(place, "no line that has one", expected)])
    above = table.lines[first - 1] if first and len(table.lines[first - 1]) > 1 else ()
    language = title_language(above) or "en"
    reference = given.get("reference")
    title = above[reference] if reference is not None and reference < len(above) else None
    others = tuple(n for n in range(len(table.lines[first])) if n not in given.values())
    block = (above,) if any(cell.text for cell in above) else ()
    printed = tuple(plain_line(line) for line in block if sum(cell.text != "" for cell in line) > 1)
    columns = ColumnRoles(tuple(given.items()), language, title, others, printed)
    return Found(block, columns, first, _end(table, first) if first else len(table.lines))


def _no_table(table: Table) -> Problem:
    found = f"no line of column titles in {len(table.lines)} lines"
    if all(len(line) < 2 for line in table.lines):
        found = "no table: no line has two cells"
    return Problem(
        Place(table.source.name),
        found,
        f"the titles of the columns {', '.join(ROLES)} above the rows",
        f"Titles are known in the six UN languages. {ADVICE}",
    )
