"""Find the columns that a layout of lists names by their titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from repertory.errors import SourceError
from repertory.layout.assigned_columns import Given, TitledColumns
from repertory.layout.table_search import MOST_TITLE_LINES
from repertory.layout.titles import TITLES, known_title, plain_title
from repertory.model import Cell, Place, Problem, Table
from repertory.settings.columns import SEVERAL, missing_from
from repertory.settings.layouts import ListLayout, own_layouts

LEAST: Final = 3
"""The least columns by which a layout is recognised."""

MOST_CANDIDATES: Final = 500
"""The lines in which titles are looked for, from the beginning of a source."""

BEGINS: Final = "…"
"""At the end of a title: it begins so."""


class Fit(Struct, frozen=True):
    """The columns of a table that a layout names, with the titles as printed, and the others."""

    layout: ListLayout
    columns: TitledColumns
    titles: tuple[str, ...]
    others: int

    @property
    def roles(self) -> frozenset[str]:
        """The roles that have a column."""
        return frozenset(role for role, _ in self.columns.positions)

    def reason(self) -> str:
        """Return why a table has the layout."""
        named = ", ".join(self.titles)
        return f"The titles {named} are those of the layout {self.layout.name}: {self.layout.title}"


def columns_of(table: Table, layout: ListLayout) -> Given | TitledColumns:
    """Return the columns of a table with a layout.

    Raises:
        SourceError: if titles are missing: any if the layout is strict, else those that each list
            needs.
    """
    if all(isinstance(column, int) for _, column in layout.columns):
        return [(role, column) for role, column in layout.columns if isinstance(column, int)]
    fits = [_fit(layout, titles) for titles in _candidates(table)]
    best = max(fits, key=lambda fit: len(fit.columns.positions), default=None)
    problems = _missing(layout, best, table)
    if problems or best is None:
        raise SourceError(problems)
    return best.columns


def recognise_layout(table: Table) -> Fit | None:
    """Return the layout that has the most titles of a table, or None.

    At least half of the titles of the table must be known to it. If a title that it does not know
    is of a role that it then lacks, such as the topic, the titles are better read without it.
    """
    fits = [
        fit
        for titles in _candidates(table)
        for layout in own_layouts()
        if len((fit := _fit(layout, titles)).titles) >= max(LEAST, fit.others)
        and not missing_from(fit.roles)
        and _unnamed_roles(fit, titles) <= fit.roles
    ]
    return max(fits, key=lambda fit: (len(fit.titles), -fit.others), default=None)


def _unnamed_roles(fit: Fit, titles: _Titles) -> set[str]:
    """Return the roles of the titles that a layout does not know, in any language."""
    named = {number for _, number in fit.columns.positions}
    others = [cell.text for number, cell in titles.cells.items() if number not in named]
    known = (known_title(text, language) for text in others for language in TITLES)
    return {each.role for each in known if each and each.is_exact}


class _Titles(Struct, frozen=True):
    """The lowest cells of the lines from *start* to before *end*, by column."""

    cells: dict[int, Cell]
    start: int
    end: int


def _candidates(table: Table) -> Iterator[_Titles]:
    """Yield the lines that may be the titles of columns, each alone and with those below."""
    for start in range(min(len(table.lines), MOST_CANDIDATES)):
        lowest: dict[int, Cell] = {}
        for end in range(start, min(start + MOST_TITLE_LINES, len(table.lines))):
            if len(table.lines[end]) < 2:
                break
            lowest = lowest | {n: cell for n, cell in enumerate(table.lines[end]) if cell.text}
            yield _Titles(lowest, start, end + 1)


def _fit(layout: ListLayout, titles: _Titles) -> Fit:
    """Return the columns with the titles of a layout; the first one of each role that has one."""
    plain = {number: plain_title(cell.text) for number, cell in titles.cells.items()}
    columns: list[tuple[str, int]] = []
    for role, column in layout.columns:
        if role not in SEVERAL and any(role == known for known, _ in columns):
            continue
        matching = [
            number
            for number, text in plain.items()
            if (number == column if isinstance(column, int) else _is_titled(text, column))
            and all(number != taken for _, taken in columns)
        ]
        columns += [(role, number) for number in matching[:1]]
    named = tuple(titles.cells[number].text for _, number in columns)
    found = TitledColumns(tuple(columns), titles.start, titles.end)
    return Fit(layout, found, named, len(titles.cells) - len(columns))


def _is_titled(text: str, title: str) -> bool:
    plain = plain_title(title)
    return text.startswith(plain.removesuffix(BEGINS)) if plain.endswith(BEGINS) else text == plain


def _missing(layout: ListLayout, fit: Fit | None, table: Table) -> list[Problem]:
    """Return a problem for each column that a table lacks."""
    titles = fit.titles if fit else ()
    place = table.lines[fit.columns.start][0].place if fit else Place(table.source.name)
    shown = f"the columns {', '.join(titles)} only" if titles else "no titles of columns"
    if layout.is_strict:
        plain = [plain_title(title) for title in titles]
        lacking = [
            f"a column {title!r} for {role}"
            for role, title in layout.columns
            if isinstance(title, str) and not any(_is_titled(text, title) for text in plain)
        ]
    else:
        lacking = [f"a column for {what}" for what in missing_from(fit.roles if fit else ())]
    advice = "Write the titles as in the document."
    return [Problem(place, shown, f"{what}, as the layout says", advice) for what in lacking]
