"""What follows from all rows together: topics, citations, rules, findings, and their review."""

from __future__ import annotations

from msgspec import Struct

from repertory.finding_terms import FindingKind, Severity, Status
from repertory.model.rows import ParagraphNumber, Reference, Symbol
from repertory.model.table import Place


class Topic(Struct, frozen=True):
    """A heading of the index as a concept.

    *headings* are the printed headings whose rows it holds: none for a heading that only groups
    others. *broader* is the label of the topic above.
    """

    label: str
    slug: str
    order: int
    headings: tuple[str, ...] = ()
    alternative_labels: tuple[str, ...] = ()
    broader: str | None = None


class RetiredTopic(Struct, frozen=True):
    """A topic that is no longer to be used, and the slugs of those that took its place.

    It stands in no edition of the dataset, or in an older one only; its IRI was published.
    """

    scheme: str
    slug: str
    label: str
    language: str
    successors: tuple[str, ...] = ()


class Rule(Struct, frozen=True):
    """How the compilation numbers the paragraphs of one report: `n` is `section.(n - offset)`.

    *keeps_items* says whether `8 (e)` stays `.2.e` (None: no pair tells). Of *pairs* printed pairs,
    *support* follow the rule. It is about the paragraphs from *first* to *last* (None: from the
    beginning, to the end).
    """

    document: Symbol
    section: str
    offset: int
    keeps_items: bool | None = None
    support: int = 0
    pairs: int = 0
    first: int | None = None
    last: int | None = None

    def __str__(self) -> str:
        """Write the rule as an arrow: `n → V.(n-6)`, `n → V.(n-7) from para. 20`."""
        sign = "-" if self.offset >= 0 else "+"
        number = f"(n{sign}{abs(self.offset)})" if self.offset else "n"
        since = "" if self.first is None else f" from para. {self.first}"
        until = "" if self.last is None else f" to para. {self.last}"
        section = f"{self.section}." if self.section else ""
        return f"n → {section}{number}{since}{until}"

    def covers(self, paragraph: ParagraphNumber) -> bool:
        """Say whether the rule is about a paragraph of its report."""
        first, last = self.first, self.last
        return (first is None or first <= paragraph.number) and (
            last is None or paragraph.number <= last
        )

    @property
    def exceptions(self) -> int:
        """The number of printed pairs that break the rule."""
        return self.pairs - self.support

    def reference_of(self, paragraph: ParagraphNumber) -> Reference | None:
        """Return the reference that the rule gives to a paragraph, None below the first one."""
        number = paragraph.number - self.offset
        if number < 1:
            return None
        items = () if self.keeps_items is False else paragraph.items
        return Reference(self.section, ParagraphNumber(number, paragraph.suffix, items))

    def paragraph_of(self, reference: Reference) -> ParagraphNumber | None:
        """Return the paragraph that the rule gives to a reference, None for another section.

        A rule that drops sub-paragraphs cannot be turned round where a paragraph has any; the whole
        paragraph is returned.
        """
        number = reference.paragraph.number + self.offset
        if reference.section != self.section or number < 1:
            return None
        return ParagraphNumber(number, reference.paragraph.suffix, reference.paragraph.items)


class Numbering(Struct, frozen=True):
    """How the compilation numbers one report: its rules, in the order of what they are about.

    Most reports have one rule. Every paragraph is covered by one of them.
    """

    rules: tuple[Rule, ...]

    def __str__(self) -> str:
        """Write all rules."""
        return "; ".join(map(str, self.rules))

    def rule_of(self, paragraph: ParagraphNumber) -> Rule:
        """Return the rule that covers a paragraph."""
        return next(rule for rule in self.rules if rule.covers(paragraph))

    def reference_of(self, paragraph: ParagraphNumber) -> Reference | None:
        """Return the reference that the rules give to a paragraph, as `Rule.reference_of`."""
        return self.rule_of(paragraph).reference_of(paragraph)

    def paragraph_of(self, reference: Reference) -> ParagraphNumber | None:
        """Return the paragraph that the rules give to a reference, as `Rule.paragraph_of`."""
        for rule in self.rules:
            paragraph = rule.paragraph_of(reference)
            if paragraph is not None and rule.covers(paragraph):
                return paragraph
        return None


class Citation(Struct, frozen=True):
    """One topic, one paragraph, one recommendation: the atom of an index.

    *heading* is the heading of the topic as the index prints it; `Topic.headings` leads from it to
    the topic. *paragraph* and *reference* are what we assert, *printed_paragraph* and
    *printed_reference* what the document prints; they differ only by an accepted correction. One
    of a pair is None where the document does not give it.
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


class Evidence(Struct, frozen=True):
    """One fact for or against a hypothesis, with the places that state it and its weight."""

    text: str
    supports: bool
    weight: int
    places: tuple[Place, ...] = ()


class Hypothesis(Struct, frozen=True):
    """One way to mend a finding: *wrong* names the part taken for wrong, *proposed* its value."""

    wrong: str
    proposed: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def weight(self) -> int:
        """The weight of the evidence for, less that of the evidence against."""
        return sum(fact.weight if fact.supports else -fact.weight for fact in self.evidence)


class Finding(Struct, frozen=True):
    """Something wrong or doubtful in the source.

    *topics* are headings as printed; *row* and *ordinal* name the citation it is about, where it is
    about one. *status* is `open`
    until a reviewed correction accepts or rejects it.
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
    """One reviewed entry of a corrigendum: *field* is `reference` or `paragraph`.

    *paragraph* names the citation as printed; an empty *printed* or *corrected* value stands for a
    missing or a surplus one. *place* is where the entry stands in its file.
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
