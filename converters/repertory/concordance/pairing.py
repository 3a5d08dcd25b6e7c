"""Pair the paragraphs of each row with its references, into citations as printed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from repertory.concordance.letters import agrees
from repertory.model import Citation, Element, Numbering, ParagraphNumber, Reference, Row, Symbol

T = TypeVar("T")
Pairing = tuple[Element[ParagraphNumber] | None, Element[Reference] | None]


def cite_rows(rows: Sequence[Row], rules: Mapping[Symbol, Numbering]) -> tuple[Citation, ...]:
    """Return the citations of all rows, in printed order."""
    return tuple(citation for row in rows for citation in _cite(row, rules.get(row.document)))


def _cite(row: Row, numbering: Numbering | None) -> Iterator[Citation]:
    for ordinal, (paragraph, reference) in enumerate(pair(row, numbering), 1):
        number = paragraph.value if paragraph else None
        printed = reference.value if reference else None
        cell = row.written.paragraphs if paragraph else row.written.references
        element = paragraph or reference
        assert element is not None  # a pairing has at least one
        yield Citation(
            row=row.order,
            ordinal=ordinal,
            heading=row.heading,
            document=row.document,
            paragraph=number,
            reference=printed,
            printed_paragraph=number,
            printed_reference=printed,
            place=cell.place.moved(element.start),
        )


def pair(row: Row, numbering: Numbering | None) -> list[Pairing]:
    """Pair the paragraphs of a row with its references.

    Equal numbers of both are paired in order. Otherwise the rule shows which element has no
    partner; without a rule, only an element that is printed twice has none, or nothing is paired.
    """
    paragraphs, references = row.paragraphs, row.references
    if len(paragraphs) == len(references) and (numbering is None or not _shifted(row, numbering)):
        return list(zip(paragraphs, references, strict=True))
    if numbering is None:
        once, others = _once(paragraphs), _once(references)
        if len(once) == len(others):
            pairs = list[Pairing](zip(once, others, strict=True))
            pairs += [(each, None) for each in paragraphs if each not in once]
            return pairs + [(None, each) for each in references if each not in others]
        return [*((each, None) for each in paragraphs), *((None, each) for each in references)]
    return _align(row, numbering)


def _once(elements: Iterable[Element[T]]) -> list[Element[T]]:
    """Return the elements of a cell without those that repeat an earlier one."""
    first: dict[T, Element[T]] = {}
    for element in elements:
        first.setdefault(element.value, element)
    return list(first.values())


def _expected(row: Row, numbering: Numbering) -> list[Reference | None]:
    return [numbering.reference_of(paragraph.value) for paragraph in row.paragraphs]


def _shifted(row: Row, numbering: Numbering) -> bool:
    """Return whether pairs in order are wrong because an element is missing and another surplus.

    They are if an alignment leaves fewer elements without a partner than pairs in order break the
    rule, and the references are not just in another order.
    """
    expected = _expected(row, numbering)
    printed = [reference.value for reference in row.references]
    broken = sum(not agrees(one, other) for one, other in zip(expected, printed, strict=True))
    if not broken or Counter(expected) == Counter(printed):
        return False
    return sum(None in pairing for pairing in _align(row, numbering)) < broken


def _align(row: Row, numbering: Numbering) -> list[Pairing]:
    """Align paragraphs and references by the rule.

    Between two aligned pairs, equal numbers of paragraphs and references are paired in order, and
    unequal numbers are not paired.
    """
    aligned: list[Pairing] = []
    above = beside = 0
    ends = (len(row.paragraphs), len(row.references))
    for position, other in [*_anchors(row, numbering), ends]:
        some, others = row.paragraphs[above:position], row.references[beside:other]
        if len(some) == len(others):
            aligned += zip(some, others, strict=True)
        else:
            aligned += [(each, None) for each in some]
            aligned += [(None, each) for each in others]
        aligned += zip(row.paragraphs[position:][:1], row.references[other:][:1], strict=True)
        above, beside = position + 1, other + 1
    return aligned


def _anchors(row: Row, numbering: Numbering) -> list[tuple[int, int]]:
    """Return the positions of the most pairs that follow the rule in ascending order.

    Repeated references are matched in turn. Patience sorting finds the longest ascending
    subsequence, in near linear time.
    """
    places: dict[Reference, deque[int]] = defaultdict(deque)
    for position, reference in enumerate(row.references):
        places[reference.value].append(position)
    kin: dict[Reference, list[Reference]] = defaultdict(list)
    for printed in places:
        kin[_bare(printed)].append(printed)
    matches = []
    for position, expected in enumerate(_expected(row, numbering)):
        same = kin.get(_bare(expected), ()) if expected else ()
        found = next((each for each in same if places[each] and agrees(expected, each)), None)
        if found is not None:
            matches.append((position, places[found].popleft()))
    piles: list[int] = []
    longest: list[tuple[int, int]] = []
    ranks: list[int] = []
    for _, other in matches:
        rank = bisect_left(piles, other)
        piles[rank : rank + 1] = [other]
        ranks.append(rank)
    rank = len(piles) - 1
    for match, own in zip(reversed(matches), reversed(ranks), strict=True):
        if own == rank:
            longest.append(match)
            rank -= 1
    return longest[::-1]


def _bare(reference: Reference) -> Reference:
    return replace(reference, paragraph=replace(reference.paragraph, items=()))
