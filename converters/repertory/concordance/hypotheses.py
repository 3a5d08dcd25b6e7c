"""Weigh the two corrections of a pair that breaks its rule: to the reference or to the paragraph.

Each fact has a weight and the places that show it. The weights only rank: 3 for a fact that only
the misprint is likely to explain, 2 for one that seldom has another cause, 1 for a hint. To choose
them, digits of a real index were changed, and the facts that showed the wrong part were counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from repertory.model import (
    Citation,
    Evidence,
    Hypothesis,
    Numbering,
    ParagraphNumber,
    Place,
    Reference,
    Symbol,
    Topic,
)
from repertory.notation import format_paragraph, format_reference, is_plain
from repertory.notation.items import goes_up, sequence_of
from repertory.notation.places import numbers_of

MOST_PLACES: Final = 5
"""The most places of one fact."""

MOST_TOPICS: Final = 100
"""The most topics compared with that of a citation."""

STRONG, PLAIN, HINT = 3, 2, 1

MARGIN: Final = 2
"""How much more weight a wrong paragraph needs than a wrong reference. References, which are copied
into the index from another document, are misprinted more often."""

Located = tuple[Symbol, ParagraphNumber]
Pair = tuple[ParagraphNumber, Reference]


class StatedPairs:
    """All citations of an index, by pair, paragraph, reference, row and heading."""

    def __init__(self, citations: Iterable[Citation], topics: Sequence[Topic]) -> None:
        """Index the citations, and the headings by the set of paragraphs that they cite."""
        self.pairs: dict[tuple[Symbol, Pair], list[Citation]] = defaultdict(list)
        self.paragraphs: dict[Located, list[Citation]] = defaultdict(list)
        self.references: dict[Reference, list[Citation]] = defaultdict(list)
        self.rows: dict[int, list[Citation]] = defaultdict(list)
        contents: dict[str, set[Located]] = defaultdict(set)
        for citation in citations:
            self._enter(citation)
            if citation.paragraph is not None:
                contents[citation.heading].add((citation.document, citation.paragraph))
        self.contents = {heading: frozenset(content) for heading, content in contents.items()}
        self.headings_of: dict[frozenset[Located], list[str]] = defaultdict(list)
        for heading, content in self.contents.items():
            self.headings_of[content].append(heading)
        self.related = _related_headings(topics)
        numbers: dict[Symbol, set[int]] = defaultdict(set)
        for document, paragraph in self.paragraphs:
            if is_plain(paragraph):
                numbers[document].add(paragraph.number)
        self._numbers = {document: frozenset(found) for document, found in numbers.items()}
        self._parts: dict[tuple[Symbol, int], set[tuple[str, ...]]] = defaultdict(set)
        for document, paragraph in filter(lambda each: is_plain(each[1]), self.paragraphs):
            self._parts[document, paragraph.number].add(paragraph.items[:1])
        self._bounds = {document: (min(found), max(found)) for document, found in numbers.items()}

    def _enter(self, citation: Citation) -> None:
        paragraph, reference = citation.paragraph, citation.reference
        self.rows[citation.row].append(citation)
        if paragraph is not None:
            self.paragraphs[citation.document, paragraph].append(citation)
        if reference is not None:
            self.references[reference].append(citation)
        if paragraph is not None and reference is not None:
            self.pairs[citation.document, (paragraph, reference)].append(citation)

    def covers(self, document: Symbol, paragraph: ParagraphNumber) -> bool:
        """Return whether the index cites all paragraphs of a report but perhaps *paragraph*.

        For an item of a paragraph, the other items of that paragraph count. The index must cite the
        report.
        """
        numbers = self._numbers[document]
        first, last = self._bounds[document]
        missing = last - first + 1 - len(numbers)
        if not first <= paragraph.number <= last or missing != (paragraph.number not in numbers):
            return False
        parts = self._parts.get((document, paragraph.number), set()) - {paragraph.items[:1]}
        items = [item for part in parts for item in part]
        sequence = sequence_of(items, 0) if items and paragraph.items else None
        if sequence is None:
            return not parts
        end = max(map(sequence.index, items))
        return set(sequence[:end]) - {*items} == {paragraph.items[0]}

    def most_shared(self, citation: Citation, paragraph: ParagraphNumber) -> tuple[int, str]:
        """Return the most citations that a topic citing *paragraph* shares, and its heading."""
        own = self.contents[citation.heading] - {
            (citation.document, citation.paragraph),
            (citation.document, paragraph),
        }
        citing = {c.heading for c in self.paragraphs.get((citation.document, paragraph), ())}
        shared = [
            (len(own & self.contents[heading]), heading)
            for heading in sorted(citing - {citation.heading})[:MOST_TOPICS]
        ]
        return max(shared, default=(0, ""))


def _related_headings(topics: Sequence[Topic]) -> Mapping[str, frozenset[str]]:
    """Return the headings of the broader and narrower topics of each heading."""
    headings = {topic.name: topic.headings for topic in topics}
    related: dict[str, set[str]] = defaultdict(set)
    for topic in topics:
        for above in headings.get(topic.broader or "", ()):
            for heading in topic.headings:
                related[heading].add(above)
                related[above].add(heading)
    return {heading: frozenset(others) for heading, others in related.items()}


class Case(Struct, frozen=True):
    """A citation that breaks the rule of its report, and all citations of its table."""

    citation: Citation
    numbering: Numbering
    table: StatedPairs

    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Return the possible corrections, that of the reference first."""
        paragraph, reference = self.citation.paragraph, self.citation.reference
        if paragraph is None or reference is None:
            return ()
        found = []
        expected = self.numbering.reference_of(paragraph)
        if expected is not None:
            found.append(self._reference_wrong(paragraph, reference, expected))
        origin = self.numbering.paragraph_of(reference)
        if origin is not None:
            found.append(self._paragraph_wrong(paragraph, reference, origin))
        return tuple(found)

    def _reference_wrong(
        self, paragraph: ParagraphNumber, printed: Reference, meant: Reference
    ) -> Hypothesis:
        row = [c.reference for c in self.table.rows[self.citation.row] if c.reference]
        other = self.numbering.paragraph_of(printed)
        lost = self._others(self.table.references[printed])
        facts = [
            *self._stated((paragraph, meant)),
            *self._lost(format_reference(printed), other, lost),
            *_order(row, printed, meant, format_reference(meant)),
            *self._same_set(paragraph),
            *self._near(paragraph),
            *self._shared(paragraph, other),
        ]
        return Hypothesis("reference", format_reference(meant), tuple(facts))

    def _paragraph_wrong(
        self, printed: ParagraphNumber, reference: Reference, meant: ParagraphNumber
    ) -> Hypothesis:
        row = [c.paragraph for c in self.table.rows[self.citation.row] if c.paragraph]
        lost = self._others(self.table.paragraphs[self.citation.document, printed])
        facts = [
            *self._stated((meant, reference)),
            *self._lost(f"para. {format_paragraph(printed)}", printed, lost),
            *_order(row, printed, meant, f"para. {format_paragraph(meant)}"),
            *self._same_set(meant),
            *self._near(meant),
            *self._shared(meant, printed),
        ]
        return Hypothesis("paragraph", format_paragraph(meant), tuple(facts))

    def _others(self, citations: Iterable[Citation]) -> list[Citation]:
        own = self.citation
        return [c for c in citations if (c.row, c.ordinal) != (own.row, own.ordinal)]

    def _stated(self, pair: Pair) -> Iterable[Evidence]:
        stating = self._others(self.table.pairs[self.citation.document, pair])
        if stating:
            text = f"{format_paragraph(pair[0])} = {format_reference(pair[1])}"
            rows = "1 other row states" if len(stating) == 1 else f"{len(stating)} other rows state"
            yield Evidence(f"{rows} {text}", True, HINT, _places(stating))

    def _lost(
        self, printed: str, paragraph: ParagraphNumber | None, others: Sequence[Citation]
    ) -> Iterable[Evidence]:
        """Weigh that the index would not have the printed value if it is wrong here.

        This supports a misprint, unless the index then omits nothing else of the report.
        """
        if others:
            return
        if paragraph is not None and self.table.covers(self.citation.document, paragraph):
            text = f"the index would omit {printed} only, and no paragraph around it"
            yield Evidence(text, False, STRONG)
        else:
            yield Evidence(f"{printed} occurs nowhere else in the index", True, STRONG)

    def _shared(
        self, paragraph: ParagraphNumber, other: ParagraphNumber | None
    ) -> Iterable[Evidence]:
        """Find a topic that cites *paragraph* and shares more than any that cites *other*."""
        shared, heading = self.table.most_shared(self.citation, paragraph)
        against = self.table.most_shared(self.citation, other)[0] if other else 0
        if shared > against:
            times = "citation" if shared == 1 else "citations"
            text = f"{heading!r} cites it and shares {shared} {times} with this topic"
            yield Evidence(text, True, HINT)

    def _same_set(self, paragraph: ParagraphNumber) -> Iterable[Evidence]:
        """Find another topic that cites exactly what this one cites with *paragraph*."""
        citation = self.citation
        others = self.table.contents[citation.heading] - {(citation.document, citation.paragraph)}
        content = others | {(citation.document, paragraph)}
        same = [h for h in self.table.headings_of.get(content, ()) if h != citation.heading]
        if len(content) > 1 and same:
            text = f"the topic then cites the same paragraphs as {same[0]!r}"
            yield Evidence(text, True, STRONG)

    def _near(self, paragraph: ParagraphNumber) -> Iterable[Evidence]:
        """Find a broader or narrower topic that cites *paragraph* too."""
        related = self.table.related.get(self.citation.heading, frozenset())
        citing = [
            c
            for c in self._others(self.table.paragraphs[self.citation.document, paragraph])
            if c.heading in related
        ]
        if citing:
            text = f"{citing[0].heading!r}, a broader or narrower topic, cites it too"
            yield Evidence(text, True, PLAIN, _places(citing))


def _places(citations: Sequence[Citation]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(c.place for c in citations[:MOST_PLACES]))


def _order(
    row: Sequence[Reference | ParagraphNumber],
    printed: Reference | ParagraphNumber,
    meant: Reference | ParagraphNumber,
    shown: str,
) -> Iterable[Evidence]:
    """Weigh the effect of the proposed value on the order of its cell."""
    if meant in row:
        yield Evidence(f"{shown} is already in the same cell", False, PLAIN)
        return
    corrected = [meant if value == printed else value for value in row]
    before, after = ascends(row), ascends(corrected)
    if after and not before:
        yield Evidence(f"with {shown} the cell is in order, as printed it is not", True, PLAIN)
    elif before and not after:
        yield Evidence(f"with {shown} the cell is no longer in order", False, PLAIN)


def ascends(values: Sequence[Reference | ParagraphNumber]) -> bool:
    """Return whether a list ascends; values of different sections are in any order.

    >>> ascends([ParagraphNumber(8, items=("b",)), ParagraphNumber(8, items=("g",))])
    True
    >>> ascends([ParagraphNumber(8), ParagraphNumber(7)])
    False
    """
    return all(in_order(first, second) for first, second in pairwise(values))


def in_order(first: Reference | ParagraphNumber, second: Reference | ParagraphNumber) -> bool:
    """Return whether *second* may follow *first* in an ascending list.

    >>> four, five = (ParagraphNumber(8, items=(item,)) for item in ("iv", "v"))
    >>> in_order(four, five), in_order(five, four)
    (True, False)
    """
    (section, above), (other_section, below) = _section_of(first), _section_of(second)
    if section != other_section:
        return True
    if above.within != below.within:
        return True
    numbers, others = numbers_of(above), numbers_of(below)
    if numbers != others or above.suffix != below.suffix:
        return numbers <= others
    for level, (one, other) in enumerate(zip(above.items, below.items, strict=False)):
        if one != other:
            return sequence_of((one, other), level) is None or goes_up(one, other, level)
    return True


def _section_of(value: Reference | ParagraphNumber) -> tuple[str, ParagraphNumber]:
    """Return the section of a value (none for a paragraph of a report) and its number."""
    return (value.section, value.paragraph) if isinstance(value, Reference) else ("", value)


def better_supported(hypotheses: Sequence[Hypothesis]) -> Hypothesis | None:
    """Return the hypothesis with the best evidence, or None.

    Any other hypothesis needs `MARGIN` more weight than that of a wrong reference.
    """
    best = max(hypotheses, key=lambda each: each.weight, default=None)
    reference = next((each for each in hypotheses if each.wrong == "reference"), None)
    if best is None or reference is None:
        return best
    return best if best.weight - reference.weight >= MARGIN else reference
