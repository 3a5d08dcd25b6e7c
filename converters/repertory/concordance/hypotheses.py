"""Weigh the two ways to mend a pair that breaks its rule: the reference or the paragraph is wrong.

Each fact is stated with the places that show it and a weight. The weights only rank: 3 for a fact
that hardly anything but the misprint explains, 2 for one that seldom has another cause, 1 for a
hint. They were set by misprinting digits of a real index and counting which facts told the wrong
part from the right one.
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
from repertory.notation import format_paragraph, format_reference
from repertory.notation.items import goes_up, sequence_of

MOST_PLACES: Final = 5
"""Places that a fact names at most."""

MOST_TOPICS: Final = 100
"""Topics that are compared with the one in question at most."""

STRONG, PLAIN, HINT = 3, 2, 1

MARGIN: Final = 2
"""The weight by which a wrong paragraph must be better supported than a wrong reference, since a
reference, which is copied into the index from another document, is misprinted more often."""

Located = tuple[Symbol, ParagraphNumber]
Pair = tuple[ParagraphNumber, Reference]


class StatedPairs:
    """What all citations of an index state, ready to be asked."""

    def __init__(self, citations: Iterable[Citation], topics: Sequence[Topic]) -> None:
        """Gather who states which pair, paragraph and reference, and the set of each heading."""
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
        self.twins: dict[frozenset[Located], list[str]] = defaultdict(list)
        for heading, content in self.contents.items():
            self.twins[content].append(heading)
        self.related = _related_headings(topics)
        numbers: dict[Symbol, set[int]] = defaultdict(set)
        for document, paragraph in self.paragraphs:
            numbers[document].add(paragraph.number)
        self._numbers = {document: frozenset(found) for document, found in numbers.items()}
        self._parts: dict[tuple[Symbol, int], set[tuple[str, ...]]] = defaultdict(set)
        for document, paragraph in self.paragraphs:
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
        """Return whether the index cites all other paragraphs of a report around *paragraph*.

        Of a paragraph that is cited by its parts, the other parts are meant. The index cites the
        report.
        """
        numbers = self._numbers[document]
        first, last = self._bounds[document]
        left_out = last - first + 1 - len(numbers)
        if not first <= paragraph.number <= last or left_out != (paragraph.number not in numbers):
            return False
        parts = self._parts.get((document, paragraph.number), set()) - {paragraph.items[:1]}
        items = [item for part in parts for item in part]
        sequence = sequence_of(items, 0) if items and paragraph.items else None
        if sequence is None:
            return not parts
        end = max(map(sequence.index, items))
        return set(sequence[:end]) - {*items} == {paragraph.items[0]}

    def most_akin(self, citation: Citation, paragraph: ParagraphNumber) -> tuple[int, str]:
        """Return the most that a topic citing *paragraph* shares with that of *citation*."""
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
    """Return the headings of the topics above and below the topic of each heading."""
    headings = {topic.label: topic.headings for topic in topics}
    related: dict[str, set[str]] = defaultdict(set)
    for topic in topics:
        for above in headings.get(topic.broader or "", ()):
            for heading in topic.headings:
                related[heading].add(above)
                related[above].add(heading)
    return {heading: frozenset(others) for heading, others in related.items()}


class Case(Struct, frozen=True):
    """A citation that breaks the rule of its report, seen in its table."""

    citation: Citation
    numbering: Numbering
    table: StatedPairs

    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Return the ways to mend it, the reference first."""
        paragraph, reference = self.citation.paragraph, self.citation.reference
        if paragraph is None or reference is None:
            return ()
        found = []
        meant = self.numbering.reference_of(paragraph)
        if meant is not None:
            found.append(self._reference_wrong(paragraph, reference, meant))
        other = self.numbering.paragraph_of(reference)
        if other is not None:
            found.append(self._paragraph_wrong(paragraph, reference, other))
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
            *self._akin(paragraph, other),
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
            *self._akin(meant, printed),
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
        """Weigh that what is printed would stand nowhere in the index if it is wrong here.

        That speaks for a misprint, unless it is the one part of its report that would be left out.
        """
        if others:
            return
        if paragraph is not None and self.table.covers(self.citation.document, paragraph):
            text = f"{printed} would stand nowhere, though the index leaves out nothing around it"
            yield Evidence(text, False, STRONG)
        else:
            yield Evidence(f"{printed} stands nowhere else in the index", True, STRONG)

    def _akin(
        self, paragraph: ParagraphNumber, other: ParagraphNumber | None
    ) -> Iterable[Evidence]:
        """Find a topic that cites *paragraph* and shares more with this one than for *other*."""
        shared, heading = self.table.most_akin(self.citation, paragraph)
        against = self.table.most_akin(self.citation, other)[0] if other else 0
        if shared > against:
            times = "citation" if shared == 1 else "citations"
            text = f"{heading!r} cites it and shares {shared} {times} with this topic"
            yield Evidence(text, True, HINT)

    def _same_set(self, paragraph: ParagraphNumber) -> Iterable[Evidence]:
        """Find another topic that cites just what this one cites once *paragraph* is right."""
        citation = self.citation
        others = self.table.contents[citation.heading] - {(citation.document, citation.paragraph)}
        content = others | {(citation.document, paragraph)}
        twins = [h for h in self.table.twins.get(content, ()) if h != citation.heading]
        if len(content) > 1 and twins:
            yield Evidence(
                f"the topic then cites the same paragraphs as {twins[0]!r}", True, STRONG
            )

    def _near(self, paragraph: ParagraphNumber) -> Iterable[Evidence]:
        """Find a topic above or below this one that cites *paragraph* too."""
        related = self.table.related.get(self.citation.heading, frozenset())
        citing = [
            c
            for c in self._others(self.table.paragraphs[self.citation.document, paragraph])
            if c.heading in related
        ]
        if citing:
            text = f"{citing[0].heading!r}, above or below this topic, cites it too"
            yield Evidence(text, True, PLAIN, _places(citing))


def _places(citations: Sequence[Citation]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(c.place for c in citations[:MOST_PLACES]))


def _order(
    row: Sequence[Reference | ParagraphNumber],
    printed: Reference | ParagraphNumber,
    meant: Reference | ParagraphNumber,
    shown: str,
) -> Iterable[Evidence]:
    """Weigh what the value that is meant does to the order of its cell."""
    if meant in row:
        yield Evidence(f"{shown} stands in the same cell already", False, PLAIN)
        return
    mended = [meant if value == printed else value for value in row]
    before, after = runs_up(row), runs_up(mended)
    if after and not before:
        yield Evidence(f"with {shown} the cell runs in order, as printed it does not", True, PLAIN)
    elif before and not after:
        yield Evidence(f"with {shown} the cell no longer runs in order", False, PLAIN)


def runs_up(values: Sequence[Reference | ParagraphNumber]) -> bool:
    """Say whether a list goes up, as far as that can be told: sections are compared only if equal.

    >>> runs_up([ParagraphNumber(8, items=("b",)), ParagraphNumber(8, items=("g",))])
    True
    >>> runs_up([ParagraphNumber(8), ParagraphNumber(7)])
    False
    """
    return all(in_order(first, second) for first, second in pairwise(values))


def in_order(first: Reference | ParagraphNumber, second: Reference | ParagraphNumber) -> bool:
    """Say whether *second* may stand after *first* in a list that goes up.

    >>> four, five = (ParagraphNumber(8, items=(item,)) for item in ("iv", "v"))
    >>> in_order(four, five), in_order(five, four)
    (True, False)
    """
    (section, above), (other_section, below) = _section_of(first), _section_of(second)
    if section != other_section:
        return True
    if above.number != below.number or above.suffix != below.suffix:
        return above.number <= below.number
    for level, (one, other) in enumerate(zip(above.items, below.items, strict=False)):
        if one != other:
            return sequence_of((one, other), level) is None or goes_up(one, other, level)
    return True


def _section_of(value: Reference | ParagraphNumber) -> tuple[str, ParagraphNumber]:
    """Return the section of a value, and its number there; a paragraph of a report has none."""
    return (value.section, value.paragraph) if isinstance(value, Reference) else ("", value)


def better_supported(hypotheses: Sequence[Hypothesis]) -> Hypothesis | None:
    """Return the hypothesis that the evidence supports best, None without any.

    Another than that of a wrong reference needs a weight of `MARGIN` more.
    """
    best = max(hypotheses, key=lambda each: each.weight, default=None)
    reference = next((each for each in hypotheses if each.wrong == "reference"), None)
    if best is None or reference is None:
        return best
    return best if best.weight - reference.weight >= MARGIN else reference
