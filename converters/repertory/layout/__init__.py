"""Find the rows of an index in the lines of a source, and undo the effects of the page layout.

Every line becomes a row or is set aside with its kind; every repair is recorded on its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from repertory.layout.body import Body, aside, read_body
from repertory.layout.broken import join_broken
from repertory.layout.carrying import carry_headings
from repertory.layout.displaced import LabelGroup, Placement, owners_of, put_back
from repertory.layout.lines import sort_lines
from repertory.layout.sections import Sections, find_sections
from repertory.layout.table_search import Found, find_table
from repertory.layout.themes import remove_titles, separate_themes
from repertory.layout.titles import GENERAL
from repertory.model import (
    PATH,
    CrossReference,
    IndexRow,
    Layout,
    Place,
    Problem,
    SetAside,
    Table,
)
from repertory.topics.wording import are_capitalised, refers, split_reference

__all__ = ["GENERAL", "arrange"]

LINE_TYPES: Final = frozenset({"text/plain", "application/pdf"})
"""The media types of texts in lines, in which a heading may wrap; others have cells."""


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
    remove_titles(body, found.columns.language)
    in_lines = table.source.media_type in LINE_TYPES
    rows, groups = carry_headings(body, in_lines)
    if not rows and not body.problems:
        place = (found.block or table.lines)[-1][0].place
        expected = "rows below the column titles"
        body.problems.append(Problem(place, "a table without rows", expected))
    repaired = [
        replace(row, repairs=(*repairs.get(row.document.place, ()), *row.repairs)) for row in rows
    ]
    lines_around = (
        *table.set_aside,
        *(aside("before-table", line) for line in above),
        *(aside("header", line) for line in found.block),
        *_ignored(found),
    )
    below = tuple(aside("after-table", line) for line in table.lines[found.end :])
    made = _headed(body, _place(repaired, groups), groups, in_lines)
    return replace(
        made,
        language=found.columns.language,
        reference_title=found.columns.reference_title,
        set_aside=(*lines_around, *made.set_aside, *below),
        unclear=tuple(sorted([*_unclear(made.rows, table), *made.unclear])),
        notes=(*table.notes, *made.notes),
    )


def _headed(
    body: Body, placement: Placement, groups: Sequence[LabelGroup], in_lines: bool
) -> Layout:
    """Return the rows of a table under their headings, below sections, one for each topic."""
    sections = find_sections(groups, frozenset(placement.groups), in_lines)
    headed = [
        _below(row, sections.paths.get(group, ""))
        for row, group in zip(placement.rows, placement.groups, strict=True)
    ]
    themes = separate_themes(headed, _are_capitalised(groups))
    others = sections.sections.union(placement.groups)
    bare = [group for n, group in enumerate(groups) if n not in others and group.cells]
    doubts = _doubts(placement, groups, sections)
    return Layout(
        rows=tuple(themes.rows),
        language="",
        reference_title=None,
        set_aside=(
            *body.set_aside,
            *(aside("heading-without-rows", group.cells) for group in bare),
            *themes.set_aside,
        ),
        doubts=tuple(themes.renumbered(placement.doubts)),
        unclear=(*themes.renumbered(doubts), *themes.unclear),
        problems=tuple(body.problems),
        references=(*_references(body, headed), *_bare_references(bare)),
        notes=(*body.notes, *themes.notes),
    )


def _are_capitalised(groups: Sequence[LabelGroup]) -> bool:
    return are_capitalised([group.heading for group in groups if group.heading])


def _below(row: IndexRow, path: str) -> IndexRow:
    return replace(row, heading=f"{path}{PATH}{row.heading}") if path else row


def _doubts(
    placement: Placement, groups: Sequence[LabelGroup], sections: Sections
) -> Iterator[tuple[int, str]]:
    """Yield the first row of each group whose heading or section is not certain, and why."""
    doubts = dict(sections.doubts)
    seen: set[int] = set()
    for row, group in zip(placement.rows, placement.groups, strict=True):
        why = groups[group].doubt or doubts.get(group, "")
        if why and group not in seen:
            seen.add(group)
            yield row.order, why


def _references(body: Body, rows: Sequence[IndexRow]) -> Iterator[CrossReference]:
    """Yield the references on lines of their own, each with the heading of the row above it."""
    for number, reference in body.references:
        above = rows[number - 1].heading if number else ""
        yield replace(reference, heading=reference.heading or above)


def _bare_references(groups: Sequence[LabelGroup]) -> Iterator[CrossReference]:
    """Yield the headings without rows that refer to others."""
    for group in groups:
        if refers(group.heading):
            heading, targets = split_reference(group.heading)
            yield CrossReference(heading, targets, group.cells[0].place)


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
        return Placement(tuple(rows), tuple(owners_of(groups)))
    return put_back(rows, groups)


def _is_flat(rows: Sequence[IndexRow]) -> bool:
    """Return whether each line of a table has its topic and one number.

    In such a table no label can be printed too low, and a document has many lines in a topic.
    """
    return all(
        row.printed_heading and len(re.findall(r"\d+", row.paragraphs.text)) < 2 for row in rows
    )
