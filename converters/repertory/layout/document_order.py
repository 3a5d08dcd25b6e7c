"""Learn from a table the order of the documents within its topics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from repertory.model import IndexRow
from repertory.notation import PART, natural_key

AGREEMENT: Final = 0.9
"""The share of neighbouring rows that must agree for symbols to be in order."""

MAJORITY: Final = 0.7
"""The share of topics in which one of two documents must precede the other."""

MINIMUM_PAIRS: Final = 3
"""The fewest neighbours that show an order."""

WINDOW: Final = 8
"""How many rows below it a row is compared with, so that the time stays linear."""


def document_key(row: IndexRow) -> str:
    """Return the symbol of a row, and its decision, without spaces and marks of reissue."""
    decision = next((f"#{cell.text}" for role, cell in row.extras if role == PART), "")
    return re.sub(r"[\s*]+", "", row.document.text + decision)


class DocumentOrder:
    """The order of documents within topics, learned from a table."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """Count which document precedes which in the topics of the table."""
        self._before: Counter[tuple[str, str]] = Counter(
            (first, second)
            for group in groups
            for position, first in enumerate(group)
            for second in group[position + 1 : position + 1 + WINDOW]
            if first != second
        )
        neighbours = Counter(
            natural_key(first) < natural_key(second)
            for group in groups
            for first, second in pairwise(group)
            if first != second
        )
        # In a small table, one displaced row is more than a tenth of the neighbours.
        exceptions = max(1, round((1 - AGREEMENT) * neighbours.total()))
        self._rises = neighbours[True] >= MINIMUM_PAIRS and neighbours[False] <= exceptions
        self._falls = neighbours[False] >= MINIMUM_PAIRS and neighbours[True] <= exceptions

    def reverses(self, first: str, second: str) -> bool:
        """Return whether *second* after *first* breaks the order of the table."""
        forward, backward = self._before[first, second], self._before[second, first]
        total = forward + backward
        if total > 1 and max(forward, backward) >= MAJORITY * total:
            return backward > forward
        if self._rises:
            return natural_key(second) < natural_key(first)
        return self._falls and natural_key(first) < natural_key(second)

    def runs(self, documents: Sequence[str]) -> bool:
        """Return whether documents are in order, without repetition."""
        return len(set(documents)) == len(documents) and not any(
            self.reverses(first, second) for first, second in pairwise(documents)
        )
