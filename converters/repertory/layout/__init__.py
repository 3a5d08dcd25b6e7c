"""Find the rows of an index in the lines of a source, and undo the effects of the page layout.

Every line becomes a row or is set aside with its kind; every repair is recorded on its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from repertory.layout.body import aside, read_body
from repertory.layout.broken import join_broken
from repertory.layout.carrying import carry_headings
from repertory.layout.combined_cells import combine_cells
from repertory.layout.displaced import LabelGroup, Placement, put_back
from repertory.layout.lines import sort_lines
from repertory.layout.lines_apart import mark_doubtful, set_totals_aside
from repertory.layout.table_search import Found, Given, Line, find_tables
from repertory.layout.titles import GENERAL
from repertory.model import IndexRow, Layout, Place, Problem, ReadColumn, SetAside, Table

__all__ = ["GENERAL", "arrange"]


class _Section(Struct, frozen=True):
    """The rows of one table of a source, with what was found in its lines."""

    rows: tuple[IndexRow, ...]
    set_aside: tuple[SetAside, ...]
    doubts: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]


def arrange(table: Table, columns: Given = ()) -> Layout:
    r"""Return the rows of *table* under their headings.

    *columns* are roles and columns, counted from 0, if the titles are not recognised.

    >>> from repertory.readers import read_bytes
    >>> lines = "Topic\tDocument\tParagraphs\tReference\nWhales\tA/1\t4\tI.2\n\tA/2\t7\tII.5\n"
    >>> [(row.heading, row.document.text) for row in arrange(read_bytes(lines.encode(), "x")).rows]
    [('Whales', 'A/1'), ('Whales', 'A/2')]

    Problems of a row (a surplus cell, no topic) are in `Layout.problems`, so that its other cells
    can be checked too.

    Raises:
        SourceError: if there is no table, or a column is missing.
    """
    tables = find_tables(table, columns)
    above = table.lines[: tables[0].start]
    sections: list[_Section] = []
    for found in tables:
        sections.append(_arrange_table(table, found, above, sum(len(s.rows) for s in sections)))
    rows = tuple(row for section in sections for row in section.rows)
    problems = tuple(problem for section in sections for problem in section.problems)
    if not rows and not problems:
        place = (tables[0].block or table.lines)[-1][0].place
        problems = (Problem(place, "a table without rows", "rows below the column titles"),)
    set_aside = (
        *table.set_aside,
        *(aside("before-table", line) for line in above),
        *(each for section in sections for each in section.set_aside),
        *_between(table, tables),
    )
    return Layout(
        rows=rows,
        language=tables[0].columns.language,
        reference_title=tables[0].columns.reference_title,
        set_aside=tuple(mark_doubtful(set_aside, len(tables[0].columns.positions))),
        doubts=tuple(doubt for section in sections for doubt in section.doubts),
        unclear=tuple(_unclear(rows, table)),
        problems=problems,
        columns=tuple(dict.fromkeys(tuple(_read_columns(found)) for found in tables)),
    )


def _arrange_table(table: Table, found: Found, above: Sequence[Line], before: int) -> _Section:
    """Return the rows of one table of a source, of which *before* rows come before it."""
    begin = found.first - len(found.caption)
    continued = frozenset(number - begin for number in table.continued)
    printed = (*found.caption, *table.lines[found.first : found.end])
    combined = tuple(combine_cells(printed, found.columns))
    joined, repairs = join_broken(combined, found.columns, continued)
    lines, totals = set_totals_aside(joined, found.columns)
    body = read_body(sort_lines(lines, found.columns, above), found.columns)
    rows, groups = carry_headings(body)
    repaired = [
        replace(row, repairs=(*repairs.get(row.document.place, ()), *row.repairs)) for row in rows
    ]
    placement = _place(repaired, groups)
    return _Section(
        rows=tuple(replace(row, order=row.order + before) for row in placement.rows),
        set_aside=(
            *(aside("header", line) for line in found.block),
            *_kept(found, table),
            *body.set_aside,
            *totals,
            *(aside("heading-without-rows", cells) for cells in placement.bare),
        ),
        doubts=tuple((order + before, why) for order, why in placement.doubts),
        problems=tuple(body.problems),
    )


def _between(table: Table, tables: Sequence[Found]) -> Iterator[SetAside]:
    """Yield the lines between the tables and below the last; those with cells are of others."""
    ends = [*(found.start for found in tables[1:]), len(table.lines)]
    for found, end in zip(tables, ends, strict=True):
        for line in table.lines[found.end : end]:
            yield aside("after-table" if len(line) == 1 else "unread-table", line)


def _read_columns(found: Found) -> Iterator[ReadColumn]:
    """Yield the columns of a table with their roles and titles, as a user assigns them."""
    for role, position in found.columns.positions:
        title = found.columns.title(position)
        if role == "document" and position == found.columns.position("session"):
            continue
        yield ReadColumn(role, position, title.text if title else "")


def _unclear(rows: Sequence[IndexRow], table: Table) -> Iterator[tuple[int, str]]:
    """Yield the rows whose topic the printed page does not settle: at or next below each place."""
    reasons = {_position(place): why for place, why in table.unclear}
    places = sorted(reasons)
    for row in rows:
        while places and places[0] <= _position(row.document.place):
            yield row.order, reasons[places.pop(0)]


def _position(place: Place) -> tuple[int, int]:
    return place.page or 0, place.line or 0


def _kept(found: Found, table: Table) -> Iterator[SetAside]:
    """Yield the names of the columns without a role, whose cells are only kept as printed."""
    columns = found.columns
    unread = sorted((*columns.others, *columns.positions_of("reference")[1:]))
    for position in () if found.continues else unread:
        title = columns.title(position) or table.lines[found.first][0]
        place = replace(title.place, column=None)
        yield SetAside("kept-column", columns.name(position), place)


def _place(rows: Sequence[IndexRow], groups: Sequence[LabelGroup]) -> Placement:
    """Move displaced rows to their topics, except in a table that cannot have any."""
    if _is_flat(rows):
        bare = tuple(group.cells for group in groups if group.start == group.end)
        return Placement(tuple(rows), (), bare)
    return put_back(rows, groups)


def _is_flat(rows: Sequence[IndexRow]) -> bool:
    """Return whether each line of a table has its topic and one number.

    In such a table no label can be printed too low, and a document has many lines in a topic.
    """
    return all(
        row.printed_heading and len(re.findall(r"\d+", row.paragraphs.text)) < 2 for row in rows
    )
