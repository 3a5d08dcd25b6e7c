"""Sort references in the order of the compilation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from repertory.model import Reference
from repertory.notation.items import sequence_of
from repertory.notation.languages import SUFFIXES

NUMERALS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def order_references(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Sort references by section, paragraph and item, without duplicates.

    Sections are roman numerals if all of them can be: `I, V, C` are 1, 5 and 100, but `A, B, C` are
    letters. Whether items are letters or numerals depends on their siblings.

    >>> from repertory.notation import parse_references, format_reference
    >>> cell = parse_references("V.2.b, IX.1, V.10, V.2.a and II.3")
    >>> [format_reference(each) for each in order_references(e.value for e in cell.elements())]
    ['II.3', 'V.2.a', 'V.2.b', 'V.10', 'IX.1']
    """
    found = dict.fromkeys(references)
    roman = all(set(reference.section) <= set(NUMERALS) for reference in found)
    siblings: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for reference in found:
        for parent, item in _steps(reference):
            siblings[parent].add(item)
    ranks = {parent: _ranks(items, len(parent) - 3) for parent, items in siblings.items()}

    def key(reference: Reference) -> tuple[object, ...]:
        section, paragraph = reference.section, reference.paragraph
        suffix = ("", *SUFFIXES).index(paragraph.suffix)
        items = tuple(ranks[parent][item] for parent, item in _steps(reference))
        first = roman_value(section) if roman else 0
        return first, len(section), section, paragraph.number, suffix, items

    return tuple(sorted(found, key=key))


def roman_value(numeral: str) -> int:
    """Return the value of a roman numeral in capitals.

    >>> roman_value("XIV")
    14
    """
    values = [NUMERALS[letter] for letter in numeral]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _steps(reference: Reference) -> Iterable[tuple[tuple[object, ...], str]]:
    """Yield each item of a reference with the designation above it."""
    paragraph = reference.paragraph
    parent: tuple[object, ...] = (reference.section, paragraph.number, paragraph.suffix)
    for item in paragraph.items:
        yield parent, item
        parent = (*parent, item)


def _ranks(items: set[str], level: int) -> dict[str, int]:
    """Number siblings in the order of their sequence, or of their text if they have none."""
    sequence = sequence_of(tuple(items), level)
    ordered = sorted(items, key=sequence.index if sequence else lambda item: (len(item), item))
    return {item: rank for rank, item in enumerate(ordered)}
