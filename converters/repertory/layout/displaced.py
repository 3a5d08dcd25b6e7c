"""Put rows back that are printed before the label of their topic.

Within a topic the documents run in one order, which the whole table shows. Where a topic's last
rows break it, and go in front of the next topic's rows without breaking it there, they belong to
the next topic: its label was printed too low, as happens at the foot of a page. Where the order
tells nothing, rows at the foot of a page are moved only if the next topic then has exactly the
paragraphs of another topic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from repertory.layout.body import group_rows
from repertory.model import IndexRow, Repair

AGREEMENT: Final = 0.9
"""The share of pairs of rows that must agree before symbols are taken to run in their own order."""

MINIMUM_PAIRS: Final = 3
"""The pairs of rows that must show an order before it counts."""

LONGEST_TAIL: Final = 3
"""Rows at the foot of a page that an identical set may claim for the next topic."""


def _key(row: IndexRow) -> str:
    return re.sub(r"[\s*]+", "", row.document.text)


def natural_key(symbol: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts numbers in a symbol by value.

    >>> natural_key("A/9") < natural_key("A/10")
    True
    """
    parts = re.findall(r"\d{1,18}|\D+", symbol)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


class DocumentOrder:
    """The order of documents within topics, learned from a table."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """Count which document stands before which in the topics of the table."""
        self._before: Counter[tuple[str, str]] = Counter(
            (first, second)
            for group in groups
            for position, first in enumerate(group)
            for second in group[position + 1 :]
            if first != second
        )
        rising = sum(
            count
            for (first, second), count in self._before.items()
            if natural_key(first) < natural_key(second)
        )
        total = self._before.total()
        self._rises = total >= MINIMUM_PAIRS and rising >= AGREEMENT * total
        self._falls = total >= MINIMUM_PAIRS and total - rising >= AGREEMENT * total

    def reverses(self, first: str, second: str) -> bool:
        """Say whether *second* after *first* breaks the order of the table."""
        there, back = self._before[first, second], self._before[second, first]
        if abs(back - there) > 1:
            return back > there
        if self._rises:
            return natural_key(second) < natural_key(first)
        return self._falls and natural_key(first) < natural_key(second)

    def runs(self, documents: Sequence[str]) -> bool:
        """Say whether documents stand in order, none twice."""
        return len(set(documents)) == len(documents) and not any(
            self.reverses(first, second) for first, second in pairwise(documents)
        )

    def restart(self, documents: Sequence[str]) -> int | None:
        """Return the first position whose document was there before or belongs before the last."""
        for position in range(1, len(documents)):
            if documents[position] in documents[:position]:
                return position
            if self.reverses(documents[position - 1], documents[position]):
                return position
        return None


def put_back(
    rows: list[IndexRow], page_starts: set[int]
) -> tuple[list[IndexRow], list[tuple[int, str]]]:
    """Return the rows under the headings they belong to, and the doubts that remain.

    A doubt is the order of a row that breaks the order of its topic for no reason found, and what
    it breaks.
    """
    groups = list(group_rows(rows))
    order = DocumentOrder([[_key(row) for row in rows[start:end]] for start, end in groups])
    moved = list(rows)
    doubts: list[tuple[int, str]] = []
    for (start, end), following in zip(groups, [*groups[1:], None], strict=True):
        documents = [_key(row) for row in rows[start:end]]
        restart = order.restart(documents)
        after = [_key(row) for row in rows[slice(*following)]] if following else []
        if restart is not None:
            position = start + restart
            if after and order.runs(documents[restart:] + after):
                why = f"{rows[position].document.text} does not follow {documents[restart - 1]}"
                _move(moved, position, end, why)
            else:
                doubts.append((rows[position].order, _doubt(documents, restart)))
        elif following and rows[end].order in page_starts:
            claimed = _claimed_by_set(rows, groups, (start, end), following, order)
            if claimed is not None:
                position, twin = claimed
                _move(moved, position, end, f"the topic then has the paragraphs of {twin!r}")
    return moved, doubts


def _move(rows: list[IndexRow], start: int, end: int, why: str) -> None:
    heading = rows[end].heading
    for position in range(start, end):
        row = rows[position]
        detail = f"printed under {row.heading!r}, belongs to {heading!r} below: {why}"
        repair = Repair("row-moved", detail, row.place)
        rows[position] = replace(row, heading=heading, repairs=(*row.repairs, repair))


def _doubt(documents: Sequence[str], restart: int) -> str:
    here = documents[restart]
    if here in documents[:restart]:
        return f"{here} has a second row in this topic"
    return f"{here} stands after {documents[restart - 1]}, elsewhere before it"


Contents = frozenset[tuple[str, str]]


def _contents(rows: Sequence[IndexRow]) -> Contents:
    return frozenset((_key(row), re.sub(r"\s+", "", row.paragraphs.text)) for row in rows)


def _claimed_by_set(
    rows: list[IndexRow],
    groups: list[tuple[int, int]],
    group: tuple[int, int],
    following: tuple[int, int],
    order: DocumentOrder,
) -> tuple[int, str] | None:
    """Return where the rows begin that make the next topic a twin of another, and its heading."""
    twins = {
        _contents(rows[start:end]): rows[start].heading
        for start, end in groups
        if (start, end) not in (group, following) and end - start > 1
    }
    own = _contents(rows[slice(*group)])
    after = rows[slice(*following)]
    if own in twins or _contents(after) in twins:
        return None
    for start in _tails(group):
        joined = [*rows[start : group[1]], *after]
        if order.runs([_key(row) for row in joined]) and _contents(joined) in twins:
            return start, twins[_contents(joined)]
    return None


def _tails(group: tuple[int, int]) -> Iterator[int]:
    start, end = group
    yield from range(end - 1, max(start, end - 1 - LONGEST_TAIL), -1)
