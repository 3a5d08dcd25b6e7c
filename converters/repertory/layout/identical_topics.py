"""Find rows at the foot of a page with which the next topic is identical to another.

An index cites the same paragraphs under topics with the same meaning. Sets also agree by chance.
Therefore the search is repeated inside the pages, where no row is displaced; if it finds anything
there, its results at the foot of pages are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

from repertory.layout.document_order import DocumentOrder
from repertory.model import IndexRow

LONGEST_TAIL: Final = 3
"""The most rows at the foot of a page that are moved to complete an identical set."""

LARGEST_SET: Final = 50
"""The most rows of a topic that are compared as a set."""

Contents = frozenset[tuple[str, str]]


class IdenticalTopicSearch:
    """Compares the sets of paragraphs of the groups of a table."""

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

    def moves(self, feet: Iterable[int], settled: Set[int]) -> list[tuple[int, int, str]]:
        """Return groups, the first row to move from each, and the heading of the identical topic.

        *feet* are the groups before a page break; *settled* are groups to leave unchanged.
        """
        at_foot = set(feet)
        if not at_foot:
            return []
        found = [
            (number, start, heading)
            for number in range(len(self.bounds) - 1)
            if not settled & {number, number + 1}
            for start, heading in self._move(number)
        ]
        return found if all(number in at_foot for number, _, _ in found) else []

    def _move(self, number: int) -> Iterator[tuple[int, str]]:
        """Yield the first row that makes the next group identical to another, and its heading.

        A group that is already identical to another is left unchanged.
        """
        (start, end), (_, last) = self.bounds[number], self.bounds[number + 1]
        if last - end > LARGEST_SET or last == end:
            return
        if any(len(self.groups_of[self.sets[n]]) > 1 for n in (number, number + 1)):
            return
        for tail in range(end - 1, max(start, end - 1 - LONGEST_TAIL), -1):
            identical = self.groups_of.get(self._contents(tail, last), [])
            if len(identical) == 1 and self.order.runs(self.keys[tail:last]):
                yield tail, self.rows[self.bounds[identical[0]][0]].heading
                return

    def _contents(self, start: int, end: int) -> Contents:
        return frozenset(
            (
                self.keys[position],
                re.sub(r"\s+", "", self.rows[position].paragraphs.text),
            )
            for position in range(start, end)
        )
