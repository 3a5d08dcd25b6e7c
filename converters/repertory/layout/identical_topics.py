"""Find rows at the foot of a page that the next topic needs to equal another topic.

An index cites the same paragraphs under topics that mean the same. Sets also agree by chance: so
the same search is made inside the pages, where no row is displaced, and if it finds anything there,
what it finds at the foot of pages says nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

from repertory.layout.document_order import DocumentOrder
from repertory.model import IndexRow

LONGEST_TAIL: Final = 3
"""Rows at the foot of a page that an identical set may claim for the next topic."""

LARGEST_SET: Final = 50
"""Rows of a topic that are compared as a set."""

Contents = frozenset[tuple[str, str]]


class TwinSearch:
    """Compares the sets of the groups of a table."""

    def __init__(
        self,
        rows: Sequence[IndexRow],
        keys: Sequence[str],
        bounds: Sequence[tuple[int, int]],
        order: DocumentOrder,
    ) -> None:
        """Take the rows, the keys of their documents, and where each group begins and ends."""
        self.rows = rows
        self.keys = keys
        self.bounds = bounds
        self.order = order
        self.sets = [self._contents(start, end) for start, end in bounds]
        self.groups_of: dict[Contents, list[int]] = {}
        for number, contents in enumerate(self.sets):
            self.groups_of.setdefault(contents, []).append(number)

    def claims(self, feet: Iterable[int], settled: Set[int]) -> list[tuple[int, int, str]]:
        """Return the groups at whose end a page ends, where their tails begin, and the twins.

        *feet* are the groups before a page break; *settled* are those of which nothing is asked.
        """
        at_foot = set(feet)
        if not at_foot:
            return []
        found = [
            (number, start, twin)
            for number in range(len(self.bounds) - 1)
            if not settled & {number, number + 1}
            for start, twin in self._claim(number)
        ]
        return found if all(number in at_foot for number, _, _ in found) else []

    def _claim(self, number: int) -> Iterator[tuple[int, str]]:
        """Yield where the rows begin that make the next group a twin of another, and its heading.

        Nothing is claimed where one of the two groups is a twin already.
        """
        (start, end), (_, last) = self.bounds[number], self.bounds[number + 1]
        if last - end > LARGEST_SET or last == end:
            return
        if any(len(self.groups_of[self.sets[n]]) > 1 for n in (number, number + 1)):
            return
        for tail in range(end - 1, max(start, end - 1 - LONGEST_TAIL), -1):
            joined = self._contents(tail, last)
            twins = self.groups_of.get(joined, [])
            if len(twins) == 1 and self._runs(tail, last):
                yield tail, self.rows[self.bounds[twins[0]][0]].heading
                return

    def _runs(self, start: int, end: int) -> bool:
        return self.order.runs(self.keys[start:end])

    def _contents(self, start: int, end: int) -> Contents:
        return frozenset(
            (
                self.keys[position],
                re.sub(r"\s+", "", self.rows[position].paragraphs.text),
            )
            for position in range(start, end)
        )
