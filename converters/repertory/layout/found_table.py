"""A table that was found in a source."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from repertory.layout.titles import ColumnRoles
from repertory.model import Cell

Line: TypeAlias = tuple[Cell, ...]


class Found(Struct, frozen=True):
    """A table in a source: its title lines, its columns, its first line and the end."""

    block: tuple[Line, ...]
    columns: ColumnRoles
    first: int
    """The position of the first line below the titles."""
    end: int
    """The position after its last line."""
    caption: tuple[Line, ...] = ()
    """The line of text above the titles if it is the first topic, because no column has topics."""
    continues: bool = False
    """Whether it has the columns of the table above, after lines that are not read."""

    @property
    def start(self) -> int:
        """The position of its first line with the titles."""
        return self.first - len(self.block) - len(self.caption)
