"""Pair the paragraphs of each row with its references: the citations as printed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from repertory.model import Citation, Element, Numbering, ParagraphNumber, Reference, Row, Symbol

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
        assert element is not None  # a pairing has one of both at least
        column, start = cell.place.column, element.start
        yield Citation(
            row=row.order,
            ordinal=ordinal,
            heading=row.heading,
            document=row.document,
            paragraph=number,
            reference=printed,
            printed_paragraph=number,
            printed_reference=printed,
            place=replace(cell.place, column=column + start if column is not None else None),
        )


def pair(row: Row, numbering: Numbering | None) -> list[Pairing]:
    """Pair the paragraphs of a row with its references.

    As many of both are paired in order. Where the numbers differ, the rule tells which element has
    no partner; without a rule nothing is paired, since nothing tells how.
    """
    paragraphs, references = row.paragraphs, row.references
    if len(paragraphs) == len(references) and (numbering is None or not _shifted(row, numbering)):
        return list(zip(paragraphs, references, strict=True))
    if numbering is None:
        return [*((each, None) for each in paragraphs), *((None, each) for each in references)]
    return _align(row, numbering)


def _expected(row: Row, numbering: Numbering) -> list[Reference | None]:
    return [numbering.reference_of(paragraph.value) for paragraph in row.paragraphs]


def _shifted(row: Row, numbering: Numbering) -> bool:
    """Say whether pairs in order are wrong because one element is missing and another too many.

    So it is when an alignment leaves fewer elements without a partner than pairs in order break the
    rule, and the cells do not hold the same elements in another order.
    """
    expected = _expected(row, numbering)
    printed = [reference.value for reference in row.references]
    broken = sum(one != other for one, other in zip(expected, printed, strict=True))
    if not broken or Counter(expected) == Counter(printed):
        return False
    return sum(None in pairing for pairing in _align(row, numbering)) < broken


def _align(row: Row, numbering: Numbering) -> list[Pairing]:
    """Align paragraphs and references by the rule.

    Between two aligned pairs, as many paragraphs as references are paired in order; of unequal
    numbers nothing tells which belong together, and each stands alone.
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
    """Return the positions of the pairs that follow the rule, as many as run in one order.

    What stands more than once is matched in turn. The longest rising run is found by patience
    sorting, so that the time is near linear.
    """
    places: dict[Reference | None, deque[int]] = defaultdict(deque)
    for position, reference in enumerate(row.references):
        places[reference.value].append(position)
    matches = [
        (position, places[expected].popleft())
        for position, expected in enumerate(_expected(row, numbering))
        if places.get(expected)
    ]
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
