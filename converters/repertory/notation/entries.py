"""A parsed list: entries, each one element or a range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from repertory.model import Element, Irregularity, ParagraphNumber, Reference
from repertory.notation.items import between
from repertory.notation.locators import names_between
from repertory.notation.places import numbers_of

MAXIMUM_RANGE: Final = 500
"""The most elements of one range; a longer one is a misprint."""

MAXIMUM_ELEMENTS: Final = 2_000
"""The most elements of one cell, with its ranges expanded."""

Designation = TypeVar("Designation", ParagraphNumber, Reference)
"""The type of the elements of a list."""


class ListEntry(Struct, Generic[Designation], frozen=True, eq=False):
    """One element of a list, or a range up to *last*; `==` ignores where it is printed."""

    first: Designation
    last: Designation | None = None
    printed: str = ""
    start: int = 0
    end: int = 0

    def __eq__(self, other: object) -> bool:
        """Compare the designations."""
        return isinstance(other, ListEntry) and (self.first, self.last) == (other.first, other.last)

    def __ne__(self, other: object) -> bool:
        """Compare the designations; the default of a `Struct` would compare identities."""
        return not self == other

    def __hash__(self) -> int:
        """Hash the designations."""
        return hash((self.first, self.last))

    def count(self) -> int:
        """Count the elements of the entry without expanding it.

        >>> ListEntry(ParagraphNumber(1), ParagraphNumber(99_999)).count()
        99999
        """
        if self.last is None:
            return 1
        first, last = paragraph_of(self.first), paragraph_of(self.last)
        if first.items:
            return len(between(first.items[-1], last.items[-1], len(first.items) - 1))
        if not first.number:
            return len(names_between(first.within[-1].name, last.within[-1].name))
        return numbers_of(last)[-1] - numbers_of(first)[-1] + 1

    def values(self) -> Iterator[Designation]:
        """Yield the elements of the entry in order.

        >>> entry = ListEntry(ParagraphNumber(24), ParagraphNumber(26))
        >>> [paragraph.number for paragraph in entry.values()]
        [24, 25, 26]
        """
        first = self.first
        if self.last is None:
            yield first
        elif isinstance(first, Reference) and isinstance(self.last, Reference):
            for paragraph in paragraphs_between(first.paragraph, self.last.paragraph):
                yield replace(first, paragraph=paragraph)
        elif isinstance(first, ParagraphNumber) and isinstance(self.last, ParagraphNumber):
            yield from paragraphs_between(first, self.last)


class Parsed(Struct, Generic[Designation], frozen=True, eq=False):
    """A parsed list: its entries, and irregularities of its typography (not part of `==`)."""

    entries: tuple[ListEntry[Designation], ...]
    irregularities: tuple[Irregularity, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Compare the entries."""
        return isinstance(other, Parsed) and self.entries == other.entries

    def __ne__(self, other: object) -> bool:
        """Compare the entries; the default of a `Struct` would compare identities."""
        return not self == other

    def __hash__(self) -> int:
        """Hash the entries."""
        return hash(self.entries)

    def count(self) -> int:
        """Count the elements of the list without expanding its ranges."""
        return sum(entry.count() for entry in self.entries)

    def elements(self) -> tuple[Element[Designation], ...]:
        """Expand the ranges; each element has the text and the offsets of its entry.

        >>> entry = ListEntry(ParagraphNumber(8), printed="8", start=0, end=1)
        >>> [element.printed for element in Parsed((entry,)).elements()]
        ['8']
        """
        return tuple(
            Element(value, entry.printed, entry.start, entry.end)
            for entry in self.entries
            for value in entry.values()
        )


def paragraph_of(designation: ParagraphNumber | Reference) -> ParagraphNumber:
    """Return the paragraph number in a designation."""
    return designation.paragraph if isinstance(designation, Reference) else designation


def paragraphs_between(first: ParagraphNumber, last: ParagraphNumber) -> Iterator[ParagraphNumber]:
    """Yield the places of a range, ends included: of numbers, of items, or of whole parts.

    >>> ends = ParagraphNumber(8, items=("a",)), ParagraphNumber(8, items=("c",))
    >>> [paragraph.items for paragraph in paragraphs_between(*ends)]
    [('a',), ('b',), ('c',)]
    """
    if first.items:
        *parents, item = first.items
        for sibling in between(item, last.items[-1], len(parents)):
            yield replace(first, items=(*parents, sibling))
    elif not first.number:
        *outer, part = first.within
        for name in names_between(part.name, last.within[-1].name):
            yield replace(first, within=(*outer, replace(part, name=name)))
    else:
        *above, start = numbers_of(first)
        for number in range(start, numbers_of(last)[-1] + 1):
            whole, *dotted = (*above, number)
            yield replace(first, number=whole, dotted=tuple(dotted))
