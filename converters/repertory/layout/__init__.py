"""Find the rows of an index in the lines of a source, and undo the effects of the page layout.

Every line becomes a row or is set aside with its kind; every repair is recorded on its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from repertory.layout.body import aside, read_body
from repertory.layout.broken import join_broken
from repertory.layout.carrying import carry_headings
from repertory.layout.displaced import LabelGroup, Placement, put_back
from repertory.layout.lines import sort_lines
from repertory.layout.table_search import Found, find_table
from repertory.layout.titles import GENERAL
from repertory.model import IndexRow, Layout, Place, Problem, SetAside, Table

__all__ = ["GENERAL", "arrange"]


def arrange(table: Table, columns: Mapping[str, int] | None = None) -> Layout:
    r"""Return the rows of *table* under their headings.

    *columns* maps roles to columns, counted from 0, if the titles are not recognised.

    >>> from repertory.readers import read_bytes
    >>> lines = "Topic\tDocument\tParagraphs\tReference\nWhales\tA/1\t4\tI.2\n\tA/2\t7\tII.5\n"
    >>> [(row.heading, row.document.text) for row in arrange(read_bytes(lines.encode(), "x")).rows]
    [('Whales', 'A/1'), ('Whales', 'A/2')]

    Problems of a row (a surplus cell, no topic) are in `Layout.problems`, so that its other cells
    can be checked too.

    Raises:
        SourceError: if there is no table, or a column is missing.
    """
    found = find_table(table, columns)
    continued = frozenset(number - found.first for number in table.continued)
    lines, repairs = join_broken(table.lines[found.first : found.end], found.columns, continued)
    above = table.lines[: found.first - len(found.block)]
    body = read_body(sort_lines(lines, found.columns, above), found.columns)
    rows, groups = carry_headings(body)
    if not rows and not body.problems:
        place = (found.block or table.lines)[-1][0].place
        expected = "rows below the column titles"
        body.problems.append(Problem(place, "a table without rows", expected))
    repaired = [
        replace(row, repairs=(*repairs.get(row.document.place, ()), *row.repairs)) for row in rows
    ]
    placement = _place(repaired, groups)
    return Layout(
        rows=placement.rows,
        language=found.columns.language,
        reference_title=found.columns.reference_title,
        set_aside=(
            *table.set_aside,
            *(aside("before-table", line) for line in above),
            *(aside("header", line) for line in found.block),
            *_ignored(found),
            *body.set_aside,
            *(aside("heading-without-rows", cells) for cells in placement.bare),
            *(aside("after-table", line) for line in table.lines[found.end :]),
        ),
        doubts=placement.doubts,
        unclear=tuple(_unclear(placement.rows, table)),
        problems=tuple(body.problems),
    )


def _unclear(rows: Sequence[IndexRow], table: Table) -> Iterator[tuple[int, str]]:
    """Yield the rows whose topic the printed page does not settle: at or next below each place."""
    reasons = {_position(place): why for place, why in table.unclear}
    places = sorted(reasons)
    for row in rows:
        while places and places[0] <= _position(row.document.place):
            yield row.order, reasons[places.pop(0)]


def _position(place: Place) -> tuple[int, int]:
    return place.page or 0, place.line or 0


def _ignored(found: Found) -> Iterator[SetAside]:
    """Yield the titles of the columns that are not read."""
    for line in found.block:
        for column in found.columns.others:
            if column < len(line) and line[column].text:
                yield aside("ignored-column", (line[column],))


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
