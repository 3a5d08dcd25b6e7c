"""Find where the numbering of a report changes: where the paragraphs go on by another rule.

A compilation may leave a paragraph out, or print the end of a report in another section; from there
on all pairs vote for something else. A few misprints are no change: each change has its price.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

PRICE: Final = 4
"""Votes that a change must win over: as many misprints in one place are not taken for one."""

MOST_CHOICES: Final = 16
"""Different votes that are looked at, the most frequent first; the time grows with them."""

Vote = TypeVar("Vote", bound=Hashable)


def find_runs(votes: Sequence[Vote], least: int) -> list[tuple[int, int]]:
    """Cut *votes* into the fewest runs, start and end, that leave the fewest votes overruled.

    Only what at least *least* votes are for may rule a run. The cheapest cut is found by dynamic
    programming (Viterbi), where an overruled vote costs 1 and a change `PRICE`. Of cuts that
    cost the same, the one with fewer or earlier changes is taken; the more frequent vote ends it.

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
        came = {each: each if costs[each] <= costs[best] + PRICE else best for each in choices}
        changes.append(came)
        costs = {
            each: costs[before] + PRICE * (before != each) + (vote != each)
            for each, before in came.items()
        }
    return _trace(min(choices, key=costs.__getitem__), changes)


def _trace(ruling: Vote, changes: Sequence[dict[Vote, Vote]]) -> list[tuple[int, int]]:
    """Follow the changes back from the vote that rules at the end."""
    found, end = [], len(changes)
    for position in reversed(range(end)):
        before = changes[position][ruling]
        if before != ruling:
            found.append((position, end))
            ruling, end = before, position
    return [(0, end), *reversed(found)]
