"""Find the tables of a list in a source: their column titles, their columns and their ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from msgspec.structs import replace

from repertory.errors import SourceError, refuse
from repertory.layout.assigned_columns import (
    Given,
    TitledColumns,
    given_table,
    titled_table,
    with_others,
)
from repertory.layout.column_choice import (
    choose_columns,
    is_document,
    is_reference_to_section,
)
from repertory.layout.found_table import Found, Line
from repertory.layout.titles import (
    LONGEST_TITLE,
    TITLES,
    ColumnRoles,
    begins_as_title,
    read_columns,
    repeats_titles,
    role_of,
    title_block,
    title_language,
)
from repertory.model import Place, Table
from repertory.settings.columns import CITED, format_columns, missing_from

MOST_TITLE_LINES: Final = 6
"""The most lines that the titles of a table take."""

NUMBER: Final = re.compile(r"\d")
"""A number, which each row has, in its document or its paragraphs."""

ADVICE: Final = "If the titles differ, name the columns: --columns topic=1,document=2,paragraphs=3"


def find_tables(table: Table, given: Given | TitledColumns = ()) -> tuple[Found, ...]:
    """Return the tables of a list: the first whose titles name what is required, and those below.

    A table below is read with its own titles, or, if it has none, with those of the table above if
    it is as wide or its documents are in the same column. *given* are the columns of the first
    table if its titles are not recognised, or if others are meant.

    Raises:
        SourceError: if there is no such table, or two titles of a role fit equally well.
    """
    found = [_assigned(table, given) if given else _first(table)]
    number = found[0].end
    while number < len(table.lines):
        further = _further(table, number, found[-1])
        found += [further] if further else []
        number = further.end if further else number + 1
    return tuple(found)


def _assigned(table: Table, given: Given | TitledColumns) -> Found:
    if isinstance(given, TitledColumns):
        found = titled_table(table, given)
    else:
        found = given_table(table, given)
    end = _end(table, found.first, found)
    columns = with_others(found.columns, table.lines[found.first : end])
    return replace(found, columns=columns, end=end)


def _first(table: Table) -> Found:
    """Return the first table whose titles name what is required."""
    incomplete: Found | None = None
    number = 0
    while number < len(table.lines):
        found = titled_at(table, number)
        if found is not None and (_may_be_complete(found) or _has_topics_between(table, found)):
            found = _chosen(table, found)
            if _is_complete(found) or _has_topics_between(table, found):
                _check_others(table, found)
                return found
        incomplete = incomplete or found
        number = found.first if found else number + 1
    if incomplete is None:
        raise _no_table(table)
    roles = [role for role, _ in incomplete.columns.positions]
    raise refuse(
        incomplete.block[0][0].place,
        f"titles of the columns {', '.join(dict.fromkeys(roles))} only",
        f"a column for {' and '.join(missing_from(roles))} too",
        ADVICE,
    )


def _further(table: Table, number: int, above: Found) -> Found | None:
    """Return the table that begins at a line below another one, or None."""
    found = titled_at(table, number)
    if found is not None and _is_complete(found):
        return _chosen(table, found)
    if number in table.starts and _goes_on(table, number, above):
        end = _end(table, number, above)
        return Found((), above.columns, number, end, continues=True)
    return None


def titled_at(table: Table, number: int, given: Collection[str] = ()) -> Found | None:
    """Return the table whose titles begin at a line, with all columns that they may name.

    *given* are roles that need no column.
    """
    lines = table.lines[number : number + MOST_TITLE_LINES]
    titles = title_block(lines) or _block_with_unknown(lines, given)
    if titles is None:
        return None
    block, first = lines[: titles[0]], number + titles[0]
    columns = read_columns(block, titles[1])
    return Found(block, columns, first, len(table.lines))


def _block_with_unknown(lines: Sequence[Line], given: Collection[str]) -> tuple[int, str] | None:
    """Return how many lines of titles *lines* begin with, some of them unknown, and the language.

    A further line of titles has two known ones, which are at least half of its texts.
    """
    language = _partial_language(lines[0], given)
    if language is None:
        return None
    for length, below in enumerate(lines[1:], 1):
        filled = [cell.text for cell in below if cell.text]
        known = sum(role_of(text, language) is not None for text in filled)
        above = read_columns(lines[:length], language)
        if not repeats_titles(below, above) and (known < 2 or known * 2 < len(filled)):
            return length, language
    return len(lines), language


def _partial_language(line: Line, given: Collection[str] = ()) -> str | None:
    """Return the language in which a line has titles for all that is required, or None."""
    texts = [cell.text for cell in line if cell.text]
    if sum(len(text) <= LONGEST_TITLE and begins_as_title(text) for text in texts) < 2:
        return None
    for language in TITLES:
        roles = [role for text in texts if (role := role_of(text, language))]
        if any(not missing_from([*roles, *given, role]) for role in ("", *_possible(roles))):
            return language
    return None


def _is_complete(found: Found) -> bool:
    return not missing_from([role for role, _ in found.columns.positions])


def _may_be_complete(found: Found) -> bool:
    """Return whether a table is complete if its references are documents or texts."""
    roles = [role for role, _ in found.columns.positions]
    return _is_complete(found) or any(not missing_from([*roles, role]) for role in _possible(roles))


def _possible(roles: Sequence[str]) -> tuple[str, ...]:
    """Return what a column of references may be instead."""
    return ("document", "text") if "reference" in roles else ()


def _has_topics_between(table: Table, found: Found) -> bool:
    """Return whether the topics of a table are lines of text, because no column has them.

    Then all columns are known, among them paragraphs, and the first topic is above or below the
    titles.
    """
    roles = [role for role, _ in found.columns.positions]
    lines = table.lines[max(found.start - 1, 0) : found.first + 1]
    return (
        missing_from([*roles, "topic"]) == []
        and "paragraphs" in roles
        and not found.columns.others
        and 1 in (len(lines[0]), len(lines[-1]))
    )


def _caption(table: Table, found: Found) -> tuple[Line, ...]:
    """Return the line of text above the titles of a table that has no topic elsewhere."""
    has_topic = found.columns.position("topic") is not None or _is_complete(found)
    below = table.lines[found.first : found.first + 1]
    if has_topic or not found.start or (below and len(below[0]) == 1):
        return ()
    return tuple(line for line in table.lines[found.start - 1 : found.start] if len(line) == 1)


def _chosen(table: Table, found: Found) -> Found:
    """Return a table with the columns that its cells confirm, and its end."""
    end = _end(table, found.first, found)
    lines = [
        line
        for line in table.lines[found.first : end]
        if len(line) > 1 and not repeats_titles(line, found.columns)
    ]
    columns = choose_columns(found.columns, lines)
    return replace(found, columns=columns, end=end, caption=_caption(table, found))


def _end(table: Table, first: int, above: Found) -> int:
    """Return the position after the last line of a table and of the tables that continue it.

    It ends where the titles of other columns begin, or a table without titles that does not fit
    below the titles *above*.
    """
    starts = frozenset(table.starts)
    own = above.first if above.block else None
    for number in range(first, len(table.lines)):
        line = table.lines[number]
        at_start = not starts.isdisjoint((number, number - 1)) or _is_text(table, number - 1)
        may_be_titles = at_start or not any(NUMBER.search(cell.text) for cell in line)
        if title_language(line) is None and not (may_be_titles and _partial_language(line)):
            is_other = number in starts and (number > first or number == own)
            if is_other and not _goes_on(table, number, above):
                return number
        elif not above.columns.are_printed_in(line):
            if _has_other_columns(table, number, above.columns):
                return number
    return len(table.lines)


def _is_text(table: Table, number: int) -> bool:
    return len(table.lines[number]) == 1


def _has_other_columns(table: Table, number: int, columns: ColumnRoles) -> bool:
    """Return whether the titles that begin at a line are those of a table with other columns."""
    found = titled_at(table, number)
    if found is None or not _is_complete(found):
        return False
    titled = {position for position, _ in columns.titles}
    return not all(
        (role, position) in columns.positions or position not in titled
        for role, position in found.columns.positions
    ) or any(n not in titled for n, _ in found.columns.titles)


def _goes_on(table: Table, number: int, above: Found) -> bool:
    """Return whether a table without titles that begins at a line continues the one above.

    It does if it is as wide, or if its first row has a document in the same column and no cell
    right of the others. Lines of one cell show nothing.
    """
    following = [start for start in table.starts if start > number]
    lines = table.lines[number : min(following, default=len(table.lines))]
    row = next((line for line in lines if len(line) > 1), None)
    if row is None:
        return True
    width = max(map(len, table.lines[max(above.first - 1, 0) : above.first + 1]))
    if len(row) == width or title_language(row) is not None:
        return True
    document = above.columns.position("document")
    last = max(position for _, position in above.columns.positions)
    return (
        document is not None
        and document < len(row)
        and is_document(row[document].text, above.columns.language)
        and not any(cell.text for cell in row[last + 1 :])
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
        filled = [cell.text for cell in cells if cell.text]
        if filled and sum(map(is_reference_to_section, filled)) * 2 > len(filled):
            title = found.columns.title(column) or cells[0]
            known = (*found.columns.positions, ("reference", column))
            raise refuse(
                title.place,
                f"{_unknown(found.columns, column)} above cells that look like references",
                "a title such as Reference or Recommendation",
                f"If it is the column of references, add --columns {format_columns(known)}",
            )


def _unknown(columns: ColumnRoles, column: int) -> str:
    title = columns.title(column)
    return (
        f"the unknown column title {title.text!r}" if title else f"no title of column {column + 1}"
    )


def _no_table(table: Table) -> SourceError:
    found = f"no line of column titles in {len(table.lines)} lines"
    if all(len(line) < 2 for line in table.lines):
        found = "no table: no line has two cells"
    return refuse(
        Place(table.source.name),
        found,
        f"the titles of the columns {', '.join(CITED)} above the rows",
        f"Titles are known in the six UN languages. {ADVICE}",
    )
