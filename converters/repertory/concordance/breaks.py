"""Find where the numbering of a report changes: where its paragraphs begin to follow another rule.

A compilation may omit a paragraph, or print the end of a report in another section; from there on
all pairs vote for another rule. A change has a price, so that a few misprints do not look like one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

PRICE: Final = 4
"""The cost of a change in overruled votes: so many misprints in one place are not a change."""

MOST_CHOICES: Final = 16
"""The most different votes considered, the most frequent first; the time grows with them."""

Vote = TypeVar("Vote", bound=Hashable)


def find_runs(votes: Sequence[Vote], least: int) -> list[tuple[int, int]]:
    """Divide *votes* into runs (start, end) at the least cost.

    An overruled vote costs 1 and a change `PRICE`; only a vote with a count of at least *least* may
    rule a run. The division is found by dynamic programming (Viterbi). Of divisions that cost the
    same, the one with fewer or earlier changes is taken, and the more frequent vote ends it.

    >>> find_runs([4, 4, 4, 9, 4, 4], least=3)
    [(0, 6)]
    >>> find_runs([4, 4, 4, 4, 4, 4, 5, 5, 9, 5, 5, 5, 5], least=3)
    [(0, 6), (6, 13)]
    """
    counted = Counter(votes).most_common(MOST_CHOICES)
    choices = [vote for vote, count in counted if count >= least]
    if len(choices) < 2:
        return [(0, len(votes))]
    costs = dict.fromkeys(choices, 0)
    changes: list[dict[Vote, Vote]] = []
    for vote in votes:
        best = min(choices, key=costs.__getitem__)
        previous = {each: each if costs[each] <= costs[best] + PRICE else best for each in choices}
        changes.append(previous)
        costs = {
            each: costs[before] + PRICE * (before != each) + (vote != each)
            for each, before in previous.items()
        }
    return _trace(min(choices, key=costs.__getitem__), changes)


def _trace(ruling: Vote, changes: Sequence[dict[Vote, Vote]]) -> list[tuple[int, int]]:
    """Return the runs, by following the changes back from the vote that rules at the end."""
    found, end = [], len(changes)
    for position in reversed(range(end)):
        before = changes[position][ruling]
        if before != ruling:
            found.append((position, end))
            ruling, end = before, position
    return [(0, end), *reversed(found)]
