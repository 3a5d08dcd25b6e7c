"""Find the rows of an index in the lines of a source, and undo the effects of the page layout.

Every line becomes a row or is set aside with its kind; every repair is recorded on its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.layout.assigned_columns import Given, TitledColumns
from repertory.layout.body import Body, aside, read_body
from repertory.layout.broken import join_broken
from repertory.layout.carrying import carry_headings
from repertory.layout.combined_cells import combine_cells
from repertory.layout.displaced import LabelGroup, Placement, owners_of, put_back
from repertory.layout.found_table import Found, Line
from repertory.layout.lines import sort_lines
from repertory.layout.lines_apart import mark_doubtful, set_totals_aside
from repertory.layout.numbers_apart import join_numbers
from repertory.layout.sections import Sections, find_sections
from repertory.layout.table_search import find_tables
from repertory.layout.themes import Themes, remove_titles, separate_themes
from repertory.layout.titles import GENERAL
from repertory.model import (
    PATH,
    CrossReference,
    IndexRow,
    Layout,
    Note,
    Place,
    Problem,
    ReadColumn,
    SetAside,
    Table,
)
from repertory.topics.wording import is_cross_reference, refers, split_reference

__all__ = ["GENERAL", "arrange"]

LINE_TYPES: Final = frozenset({"text/plain", "application/pdf"})
"""The media types of texts in lines, in which a heading may wrap; others have cells."""


class _ArrangedTable(Struct, frozen=True):
    """The rows of one table of a source, with what was found in its lines."""

    rows: tuple[IndexRow, ...]
    set_aside: tuple[SetAside, ...]
    doubts: tuple[tuple[int, str], ...]
    unclear: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]
    references: tuple[CrossReference, ...]
    notes: tuple[Note, ...]


def arrange(table: Table, columns: Given | TitledColumns = (), separator: str = "") -> Layout:
    r"""Return the rows of *table* under their headings.

    *columns* are roles and columns, counted from 0, if the titles are not recognised, or what a
    layout names, and *separator* is what separates topics instead of semicolons and commas.

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
    parts: list[_ArrangedTable] = []
    for found in tables:
        parts.append(_arrange_table(table, found, above, sum(len(part.rows) for part in parts)))
    problems = tuple(problem for part in parts for problem in part.problems)
    rows = [row for part in parts for row in part.rows]
    themes = separate_themes(rows, separator, _further_references(tables))
    if not themes.orders and not problems:
        place = (tables[0].block or table.lines)[-1][0].place
        problems = (Problem(place, "a table without rows", "rows below the column titles"),)
    set_aside = (
        *table.set_aside,
        *(aside("before-table", line) for line in above),
        *(each for part in parts for each in part.set_aside),
        *_between(table, tables),
        *themes.set_aside,
    )
    return Layout(
        rows=tuple(themes.rows),
        language=tables[0].columns.language,
        reference_title=tables[0].columns.reference_title,
        set_aside=tuple(mark_doubtful(set_aside, len(tables[0].columns.positions))),
        doubts=tuple(themes.renumbered(doubt for part in parts for doubt in part.doubts)),
        unclear=tuple(_doubtful_topics(table, parts, themes)),
        problems=problems,
        references=tuple(each for part in parts for each in part.references),
        notes=(*table.notes, *(note for part in parts for note in part.notes), *themes.notes),
        columns=tuple(dict.fromkeys(tuple(_read_columns(found)) for found in tables)),
    )


def _doubtful_topics(
    table: Table, parts: Sequence[_ArrangedTable], themes: Themes
) -> Sequence[tuple[int, str]]:
    """Return the rows that may belong to another topic, with the reasons."""
    return sorted(
        (
            *_unclear(themes.rows, table),
            *themes.renumbered(doubt for part in parts for doubt in part.unclear),
            *themes.unclear,
        )
    )


def _arrange_table(
    table: Table, found: Found, above: Sequence[Line], before: int
) -> _ArrangedTable:
    """Return the rows of one table of a source, of which *before* rows come before it."""
    begin = found.first - len(found.caption)
    continued = frozenset(number - begin for number in table.continued)
    printed = (*found.caption, *table.lines[found.first : found.end])
    combined = combine_cells(join_numbers(printed, found.columns), found.columns)
    joined, repairs = join_broken(combined.lines, found.columns, continued)
    lines, totals = set_totals_aside(joined, found.columns)
    body = read_body(sort_lines(lines, found.columns, above), found.columns)
    remove_titles(body, found.columns.language)
    in_lines = table.source.media_type in LINE_TYPES
    rows, groups = carry_headings(body, in_lines)
    for key, further in repairs.items():
        combined.repairs.setdefault(key, []).extend(further)
    repaired = [
        replace(row, repairs=(*combined.repairs.get(row.document.place, ()), *row.repairs))
        for row in rows
    ]
    set_aside = (
        *(aside("header", line) for line in found.block),
        *_kept(found, table),
        *body.set_aside,
        *totals,
    )
    arranged = _below_sections(body, _place(repaired, groups), groups, in_lines, before)
    return replace(
        arranged, set_aside=(*set_aside, *arranged.set_aside), notes=tuple(combined.notes)
    )


def _below_sections(
    body: Body, placement: Placement, groups: Sequence[LabelGroup], in_lines: bool, before: int
) -> _ArrangedTable:
    """Return the rows of a table below its sections, numbered from *before* on."""
    sections = find_sections(groups, frozenset(placement.groups), in_lines)
    referring = {n: split_reference(groups[n].heading) for n in _referring(groups, placement)}
    rows = tuple(
        _below(row, sections.paths.get(group, ""), referring.get(group, ("", ""))[0], before)
        for row, group in zip(placement.rows, placement.groups, strict=True)
    )
    inside = (
        CrossReference(rows[placement.groups.index(n)].heading, targets, groups[n].cells[0].place)
        for n, (_, targets) in referring.items()
    )
    others = sections.sections.union(placement.groups)
    bare = [group for n, group in enumerate(groups) if n not in others and group.cells]
    above = [groups[number] for number in sorted(sections.sections)]
    unclear = _doubts(placement, groups, sections)
    return _ArrangedTable(
        rows=rows,
        set_aside=(
            *(aside("section", group.cells) for group in above),
            *(aside("heading-without-rows", group.cells) for group in bare),
        ),
        doubts=tuple((order + before, why) for order, why in placement.doubts),
        unclear=tuple((order + before, why) for order, why in unclear),
        problems=tuple(body.problems),
        references=(*_references(body, rows), *inside, *_bare_references(bare)),
        notes=(),
    )


def _referring(groups: Sequence[LabelGroup], placement: Placement) -> Iterator[int]:
    """Yield the groups with rows whose heading also refers to another: `Buoys (see also Lamps)`."""
    for number in dict.fromkeys(placement.groups):
        heading = groups[number].heading
        if refers(heading) and not is_cross_reference(heading):
            yield number


def _below(row: IndexRow, path: str, label: str, before: int) -> IndexRow:
    """Return a row below the sections of a *path*, with its *label* if that is not its heading."""
    if not (path or label or before):
        return row
    label = label or row.heading
    heading = f"{path}{PATH}{label}" if path else label
    return replace(row, heading=heading, order=row.order + before)


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
    for position in () if found.continues else sorted(columns.others):
        title = columns.title(position) or table.lines[found.first][0]
        place = replace(title.place, column=None)
        yield SetAside("kept-column", columns.name(position), place)


def _further_references(tables: Sequence[Found]) -> frozenset[str]:
    """Return the titles of the further columns of references, one for each compilation."""
    return frozenset(
        found.columns.name(position)
        for found in tables
        for position in found.columns.positions_of("reference")[1:]
    )


def _place(rows: Sequence[IndexRow], groups: Sequence[LabelGroup]) -> Placement:
    """Move displaced rows to their topics, except in a table that cannot have any."""
    if _is_flat(rows):
        return Placement(tuple(rows), tuple(owners_of(groups)))
    return put_back(rows, groups)


def _is_flat(rows: Sequence[IndexRow]) -> bool:
    """Return whether each line of a table has its topic and one number, or a text.

    In such a table no label can be printed too low, and a document has many lines in a topic.
    """
    if any(role == "text" for row in rows for role, _ in row.extras):
        return True
    return all(
        row.printed_heading and len(re.findall(r"\d+", row.paragraphs.text)) < 2 for row in rows
    )
