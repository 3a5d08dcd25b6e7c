"""Compare items in two alphabets: a list in Russian may print `3 а)` with the Latin `I.1.a`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from repertory.model import Reference
from repertory.notation.items import LETTERS

_ALIKE: Final = dict(zip("асеорхуікмт", "aceopxyikmt", strict=True))
"""Cyrillic letters -> the Latin letters that look like them."""


@lru_cache(maxsize=4096)
def same_item(one: str, other: str) -> bool:
    """Return whether two items agree: equal, alike, or at one place in their alphabets.

    >>> same_item("а", "a"), same_item("с", "c"), same_item("в", "c"), same_item("b", "c")
    (True, True, True, False)
    """
    if one == other or _look(one) == _look(other):
        return True
    places = [
        letters.index(item) if item in letters else None
        for item in (one, other)
        for letters in LETTERS
    ]
    count = len(LETTERS)
    alphabets = range(count)
    return any(
        places[first] is not None and places[first] == places[count + second]
        for first in alphabets
        for second in alphabets
        if first != second
    )


def _look(item: str) -> str:
    return "".join(_ALIKE.get(letter, letter) for letter in item)


def same_items(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the items of two designations agree, level by level."""
    return len(one) == len(other) and all(map(same_item, one, other))


def agrees(expected: Reference | None, printed: Reference | None) -> bool:
    """Return whether a printed reference is the expected one, in whatever alphabet."""
    if expected is None or printed is None or expected == printed:
        return expected == printed
    one, other = expected.paragraph, printed.paragraph
    return (
        expected.section == printed.section
        and replace(one, items=()) == replace(other, items=())
        and same_items(one.items, other.items)
    )
