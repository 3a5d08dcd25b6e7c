"""Find the rows of an index in the lines of a source, and mend what the page layout broke.

Every line becomes a row or is set aside with what it was taken for; every repair is recorded on its
row.
"""

from __future__ import annotations

from dataclasses import replace

from repertory.errors import Problem, SourceError
from repertory.layout.body import read_body
from repertory.layout.displaced import put_back
from repertory.layout.titles import GENERAL, ROLES, Columns, read_columns, title_language
from repertory.model import Cell, Layout, Place, SetAside, Table

__all__ = ["GENERAL", "arrange"]


def arrange(table: Table) -> Layout:
    r"""Return the rows of *table* under their headings.

    >>> from repertory.readers import read_bytes
    >>> lines = "Topic\tDocument\tParagraphs\tReference\nWhales\tA/1\t4\tI.2\n\tA/2\t7\tII.5\n"
    >>> [(row.heading, row.document.text) for row in arrange(read_bytes(lines.encode(), "x")).rows]
    [('Whales', 'A/1'), ('Whales', 'A/2')]

    Raises:
        SourceError: when there is no table, a column is missing or unknown, or a row has no topic.
    """
    first, block, language = _find_titles(table)
    columns = read_columns(block, language)
    _require_columns(columns, block[0][0].place)
    body = read_body(table.lines[first + len(block) :], columns)
    if not body.rows and not body.problems:
        expected = "rows below the column titles"
        body.problems.append(Problem(block[-1][0].place, "a table without rows", expected))
    if body.problems:
        raise SourceError(body.problems)
    rows, doubts = put_back(body.rows, body.page_starts)
    before = [_aside("before-table", line) for line in table.lines[:first]]
    titles = [_aside("header", line) for line in block]
    return Layout(
        rows=tuple(rows),
        language=language,
        reference_title=columns.reference_title,
        set_aside=(*before, *titles, *body.set_aside),
        doubts=tuple(doubts),
    )


def _find_titles(table: Table) -> tuple[int, list[tuple[Cell, ...]], str]:
    """Return the position of the first title line, the title lines together and their language."""
    for first, line in enumerate(table.lines):
        language = title_language(line)
        if language:
            block = [line]
            for below in table.lines[first + 1 :]:
                if title_language(below) != language:
                    break
                block.append(below)
            return first, block, language
    widest = max(table.lines, key=len, default=())
    found = f"no line of column titles in {len(table.lines)} lines"
    if len(widest) < 2:
        found = "no table: no line has two cells"
    raise SourceError(
        [
            Problem(
                Place(widest[0].place.file if widest else table.source.name),
                found,
                f"the titles of the columns {', '.join(ROLES)} above the rows",
                "Tabs part the cells of a row; titles are known in the six UN languages.",
            )
        ]
    )


def _require_columns(columns: Columns, place: Place) -> None:
    known = dict(columns.positions)
    missing = [role for role in ROLES[:3] if role not in known]
    if missing:
        found = f"titles of the columns {', '.join(known)} only"
        raise SourceError([Problem(place, found, f"a column for {' and '.join(missing)} too")])


def _aside(kind: str, line: tuple[Cell, ...]) -> SetAside:
    texts = [cell for cell in line if cell.text]
    shown = " | ".join(cell.text for cell in texts)
    return SetAside(kind, shown, replace(texts[0].place, column=None))
