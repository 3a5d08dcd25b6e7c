"""Find the rows of an index in the lines of a source, and mend what the page layout broke.

Every line becomes a row or is set aside with what it was taken for; every repair is recorded on its
row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from repertory.layout.body import read_body
from repertory.layout.broken import join_broken
from repertory.layout.displaced import put_back
from repertory.layout.search import find_table
from repertory.layout.titles import GENERAL
from repertory.model import Cell, IndexRow, Layout, Place, Problem, Repair, SetAside, Table

__all__ = ["GENERAL", "arrange"]


def arrange(table: Table, columns: Mapping[str, int] | None = None) -> Layout:
    r"""Return the rows of *table* under their headings.

    *columns* says which column holds what, counted from 0, where the titles do not tell.

    >>> from repertory.readers import read_bytes
    >>> lines = "Topic\tDocument\tParagraphs\tReference\nWhales\tA/1\t4\tI.2\n\tA/2\t7\tII.5\n"
    >>> [(row.heading, row.document.text) for row in arrange(read_bytes(lines.encode(), "x")).rows]
    [('Whales', 'A/1'), ('Whales', 'A/2')]

    What is wrong in a row (a cell too many, no topic) is told by `Layout.problems`, so that the
    notation of the other cells can be read for its own problems.

    Raises:
        SourceError: when there is no table, or a column is missing.
    """
    found = find_table(table, columns)
    continued = frozenset(number - found.first for number in table.continued)
    lines, repairs = join_broken(table.lines[found.first : found.end], found.columns, continued)
    body = read_body(lines, found.columns)
    if not body.rows and not body.problems:
        place = (found.block or table.lines)[-1][0].place
        expected = "rows below the column titles"
        body.problems.append(Problem(place, "a table without rows", expected))
    read = [_with_repair(row, repairs) for row in body.rows]
    rows, doubts = (read, []) if _is_flat(read) else put_back(read, body.page_starts)
    titles = found.first - len(found.block)
    before = [_aside("before-table", line) for line in table.lines[:titles]]
    block = [_aside("header", line) for line in found.block]
    ignored = [
        _aside("ignored-column", (line[column],))
        for line in found.block
        for column in found.columns.others
        if column < len(line) and line[column].text
    ]
    after = [_aside("after-table", line) for line in table.lines[found.end :]]
    return Layout(
        rows=tuple(rows),
        language=found.columns.language,
        reference_title=found.columns.reference_title,
        set_aside=(*table.set_aside, *before, *block, *ignored, *body.set_aside, *after),
        doubts=tuple(doubts),
        problems=tuple(body.problems),
    )


def _with_repair(row: IndexRow, repairs: Mapping[Place, Repair]) -> IndexRow:
    repair = repairs.get(row.document.place)
    return row if repair is None else replace(row, repairs=(repair, *row.repairs))


def _is_flat(rows: Sequence[IndexRow]) -> bool:
    """Say whether a table has one line a citation: each with its topic and one number.

    No label can be printed too low there, and a document has many lines in a topic.
    """
    return all(
        row.printed_heading and len(re.findall(r"\d+", row.paragraphs.text)) < 2 for row in rows
    )


def _aside(kind: str, line: tuple[Cell, ...]) -> SetAside:
    texts = [cell for cell in line if cell.text]
    shown = " | ".join(cell.text for cell in texts)
    return SetAside(kind, shown, replace(texts[0].place, column=None))
