"""Layouts of lists: files that name the titles of columns for each role, and a separator.

The titles of most lists are recognised without one. A layout is for lists whose titles mean
something else, or whose topics are separated by another character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory.checking.checked_file import FILLED, Section
from repertory.checking.toml_checks import read_toml
from repertory.settings.columns import ROLES, missing_from

MAXIMUM_SEPARATOR: Final = 8
"""Characters of a separator."""

TITLES: Final = "the title of a column, its number from 1, or an array of these"


class ListLayout(Struct, frozen=True):
    """The columns of a list by role, each by a title or by its number counted from 0.

    A title that ends in `…` stands for all that begin so. If the layout *is_strict*, the list has
    all columns; otherwise those with other titles are left out. *separator* is what stands between
    the topics in a cell, if it is not a semicolon, a line break or a bullet.
    """

    name: str
    title: str
    columns: tuple[tuple[str, int | str], ...]
    separator: str = ""
    is_strict: bool = False


def layout_files() -> Mapping[str, Path]:
    """Return the files of the layouts that come along, by their names."""
    folder = Path(__file__).with_name("layouts")
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


@cache
def own_layouts() -> tuple[ListLayout, ...]:
    """Return the layouts that come along, in the order of their names.

    >>> [layout.name for layout in own_layouts()][:2]
    ['decisions-by-subject', 'index-of-recommendations']
    """
    return tuple(map(read_layout, layout_files().values()))


def read_layout(path: Path) -> ListLayout:
    """Read a layout file.

    Raises:
        SourceError: with all problems of the file.
    """
    file = read_toml(path)
    title = file.root.text("title", FILLED, required=True)
    table = file.root.section("columns", required=True)
    layout = ListLayout(path.stem, title, ())
    if table is not None:
        columns, separator = read_columns(table)
        layout = ListLayout(path.stem, title, columns, separator)
    file.root.refuse_others()
    file.report()
    return layout


def read_columns(table: Section) -> tuple[tuple[tuple[str, int | str], ...], str]:
    """Read a table of roles with their columns, and the separator in it."""
    columns = tuple(_columns(table))
    separator = table.text("separator", FILLED) if "separator" in table.values else ""
    if len(separator) > MAXIMUM_SEPARATOR:
        table.add("separator", separator, f"at most {MAXIMUM_SEPARATOR} characters")
    table.refuse_others()
    if missing := missing_from([role for role in ROLES if role in table.values]):
        table.file.add(table.keys, f"{table} without them", f"columns for {' and '.join(missing)}")
    return columns, separator


def _columns(table: Section) -> Iterator[tuple[str, int | str]]:
    for role in ROLES:
        for value in table.one_or_several(role, TITLES, _is_column):
            yield role, value - 1 if isinstance(value, int) else str(value)


def _is_column(value: object) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool) and 0 < value < 10_000
    return isinstance(value, str) and bool(value.strip("… ")) and value.isprintable()
