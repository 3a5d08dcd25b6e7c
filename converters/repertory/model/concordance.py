"""Topics, citations, rules and findings, which follow from all rows together, and their review."""

from __future__ import annotations

from msgspec import Struct

from repertory.finding_terms import FindingKind, Severity, Status
from repertory.model.rows import ParagraphNumber, Reference, Symbol
from repertory.model.table import Place


class Topic(Struct, frozen=True):
    """A heading of the index as a concept.

    *headings* are the printed headings of its rows, with the sections above them: none if it only
    groups other topics. *path* is the path of labels, if other topics have the same label;
    *broader* and *related* are names of other topics. *notation* is the enumerator of its heading.
    """

    label: str
    slug: str
    order: int
    headings: tuple[str, ...] = ()
    alternative_labels: tuple[str, ...] = ()
    broader: str | None = None
    related: tuple[str, ...] = ()
    notation: str = ""
    path: str = ""

    @property
    def name(self) -> str:
        """The label if no other topic of the index has it, or else the path."""
        return self.path or self.label


class RetiredTopic(Struct, frozen=True):
    """A published topic that is no longer used, with the slugs of its successors.

    The dataset may still contain it in an older edition.
    """

    scheme: str
    slug: str
    label: str
    language: str
    successors: tuple[str, ...] = ()


class Rule(Struct, frozen=True):
    """How the compilation numbers the paragraphs of one meeting report.

    Paragraph `n` is recommendation `section.(n - offset)`. *keeps_items* is whether `8 (e)` becomes
    `.2.e` (None if no pair shows it). Of *pairs* printed pairs, *support* follow the rule. It
    applies to paragraphs *first* to *last* (None: from the beginning, to the end).
    """

    document: Symbol
    section: str
    offset: int
    keeps_items: bool | None = None
    support: int = 0
    pairs: int = 0
    first: int | None = None
    last: int | None = None
    compilation: Symbol | None = None
    """The compilation of a further column of references."""

    def __str__(self) -> str:
        """Return the rule as an arrow: `n → V.(n-6)`, `n → V.(n-7) from para. 20`."""
        sign = "-" if self.offset >= 0 else "+"
        number = f"(n{sign}{abs(self.offset)})" if self.offset else "n"
        since = "" if self.first is None else f" from para. {self.first}"
        until = "" if self.last is None else f" to para. {self.last}"
        section = f"{self.section}." if self.section else ""
        return f"n → {section}{number}{since}{until}"

    def covers(self, paragraph: ParagraphNumber) -> bool:
        """Return whether the rule applies to a paragraph of its report."""
        first, last = self.first, self.last
        return (first is None or first <= paragraph.number) and (
            last is None or paragraph.number <= last
        )

    @property
    def exceptions(self) -> int:
        """The number of printed pairs that do not follow the rule."""
        return self.pairs - self.support

    def reference_of(self, paragraph: ParagraphNumber) -> Reference | None:
        """Return the reference of a paragraph by the rule, or None if its number is below 1.

        Only numbered paragraphs of the main text have one: not `26.110`, nor a place in an annex.
        """
        number = paragraph.number - self.offset
        if number < 1 or not paragraph.number or paragraph.dotted or paragraph.within:
            return None
        items = () if self.keeps_items is False else paragraph.items
        return Reference(self.section, ParagraphNumber(number, paragraph.suffix, items))

    def paragraph_of(self, reference: Reference) -> ParagraphNumber | None:
        """Return the paragraph of a reference by the rule, or None for another section.

        If the rule drops sub-paragraphs, this is the whole paragraph.
        """
        number = reference.paragraph.number + self.offset
        if reference.section != self.section or number < 1:
            return None
        return ParagraphNumber(number, reference.paragraph.suffix, reference.paragraph.items)


class Numbering(Struct, frozen=True):
    """The rules of one meeting report, in the order of its paragraphs.

    Most reports have one rule. Each paragraph is covered by one rule.
    """

    rules: tuple[Rule, ...]

    def __str__(self) -> str:
        """Return all rules as arrows."""
        return "; ".join(map(str, self.rules))

    def rule_of(self, paragraph: ParagraphNumber) -> Rule:
        """Return the rule that covers a paragraph."""
        return next(rule for rule in self.rules if rule.covers(paragraph))

    def reference_of(self, paragraph: ParagraphNumber) -> Reference | None:
        """Return the reference of a paragraph by its rule."""
        return self.rule_of(paragraph).reference_of(paragraph)

    def paragraph_of(self, reference: Reference) -> ParagraphNumber | None:
        """Return the paragraph of a reference by the first rule that has one."""
        for rule in self.rules:
            paragraph = rule.paragraph_of(reference)
            if paragraph is not None and rule.covers(paragraph):
                return paragraph
        return None


class Citation(Struct, frozen=True):
    """One topic, one paragraph, one recommendation.

    *heading* is the heading of the topic as printed (one of `Topic.headings`). *paragraph* and
    *reference* are published; *printed_paragraph* and *printed_reference* are as printed and differ
    only by an accepted correction. One of a pair is None if the document does not give it.
    """

    row: int
    ordinal: int
    heading: str
    document: Symbol
    paragraph: ParagraphNumber | None
    reference: Reference | None
    printed_paragraph: ParagraphNumber | None
    printed_reference: Reference | None
    place: Place
    compilation: Symbol | None = None
    """The compilation of the reference if it is of a further column of references."""


class Evidence(Struct, frozen=True):
    """A fact for or against a hypothesis, with its weight and the places that show it."""

    text: str
    supports: bool
    weight: int
    places: tuple[Place, ...] = ()


class Hypothesis(Struct, frozen=True):
    """A possible correction of a finding: *wrong* names the part, *proposed* is its new value."""

    wrong: str
    proposed: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def weight(self) -> int:
        """The weight of the evidence for it minus that of the evidence against it."""
        return sum(fact.weight if fact.supports else -fact.weight for fact in self.evidence)


class Finding(Struct, frozen=True):
    """A misprint or a doubtful place in the source.

    *topics* are headings as printed; *row* and *ordinal* identify its citation, if it has one.
    *status* is `open` until a reviewed correction accepts or rejects it.
    """

    kind: FindingKind
    severity: Severity
    message: str
    topics: tuple[str, ...] = ()
    document: Symbol | None = None
    place: Place | None = None
    row: int | None = None
    ordinal: int | None = None
    paragraph: str = ""
    printed: str = ""
    proposed: str = ""
    hypotheses: tuple[Hypothesis, ...] = ()
    status: Status = "open"
    reason: str = ""


class Correction(Struct, frozen=True):
    """A reviewed entry of a corrigendum; *field* is `reference` or `paragraph`.

    *paragraph* identifies the citation as printed. *printed* is empty if the value is missing in
    print, *corrected* if it is surplus. *place* is the place of the entry in its file.
    """

    topic: str
    document: Symbol
    paragraph: str
    field: str
    printed: str
    corrected: str
    status: Status
    reason: str
    place: Place
    line: int | None = None
