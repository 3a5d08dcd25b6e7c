"""What an index of recommendations is made of: frozen records that know no RDF and no files.

Read it from the top: a place in a source, the table as a reader finds it, a row as written, a row
as understood, and what follows from all rows together.
"""

from __future__ import annotations

from typing import Generic, NewType, TypeVar

from msgspec import Struct

Symbol = NewType("Symbol", str)
"""A UN document symbol in its normal form, such as `CTOC/COP/WG.7/2018/3`."""

T = TypeVar("T")


class Place(Struct, frozen=True):
    """Where something stands in a source; lines, columns and pages count from 1.

    >>> print(Place("index.txt", line=17, column=3))
    index.txt, line 17, column 3
    >>> print(Place("index.xlsx", cell="Sheet1!C17"))
    index.xlsx, Sheet1!C17
    """

    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Say the place in words, the widest part first."""
        return ", ".join((self.file, *self.parts()))

    def within(self) -> str:
        """Say the place inside its file: `line 17`."""
        return ", ".join(self.parts()[:-1] if self.column else self.parts())

    def parts(self) -> tuple[str, ...]:
        """Return the parts of the place inside its file, in words."""
        numbered = (("page", self.page), ("line", self.line), ("column", self.column))
        named = [f"{name} {value}" for name, value in numbered if value is not None]
        return tuple(named if self.cell is None else [self.cell, *named])


class Source(Struct, frozen=True):
    """A file that was read: its name, its format and the SHA-256 of its bytes."""

    name: str
    media_type: str
    sha256: str


class Problem(Struct, frozen=True):
    """One thing that is wrong in an input: where, what stands there, what was expected, advice.

    >>> from repertory.model import Place
    >>> print(Problem(Place("index.txt", line=17), "'5–3'", "a range that goes up"))
    index.txt, line 17: found '5–3', expected a range that goes up
    """

    place: Place
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        text = f"{self.place}: found {self.found}, expected {self.expected}"
        return f"{text}. {self.advice}" if self.advice else text


# ── The table as a reader finds it ───────────────────────────────────────────────────────────────


class Cell(Struct, frozen=True):
    """The text of one cell as printed, without markup, and where it begins.

    *doubt* says what else than the text a format took it for: a date, a number with a fraction.
    """

    text: str
    place: Place
    doubt: str = ""


class SetAside(Struct, frozen=True):
    """A line of the source that holds no row, and what it was taken for."""

    kind: str
    text: str
    place: Place


class Detail(Struct, frozen=True):
    """What a document says of itself: *name* is `title`, `symbol`, `date` or `language`."""

    name: str
    text: str
    place: Place


class Table(Struct, frozen=True):
    """A source line by line: a line of several cells is a table row, one of one cell is text.

    *details* are what the document says of itself, the format first; *set_aside* is what the reader
    took for no line, or assumed. *continued* and *starts* are positions in *lines*: of lines that
    go on with the row above, and of the first line of each table. *unclear* are the places of rows
    whose topic the print leaves open, and why.
    """

    source: Source
    lines: tuple[tuple[Cell, ...], ...]
    details: tuple[Detail, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    continued: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    unclear: tuple[tuple[Place, str], ...] = ()


class Repair(Struct, frozen=True):
    """What was mended in the layout of a row; *kind* is one of `vocabulary.REPAIR_KINDS`."""

    kind: str
    detail: str
    place: Place


class IndexRow(Struct, frozen=True):
    """A row as written: its heading after repair, its three other cells as printed."""

    order: int
    heading: str
    printed_heading: str
    document: Cell
    paragraphs: Cell
    references: Cell
    place: Place
    repairs: tuple[Repair, ...] = ()


class Layout(Struct, frozen=True):
    """All rows of a table in printed order, and what the lines around them told.

    *language* is the language of the column titles; *reference_title* is the title of the reference
    column, which names the compilation; *doubts* are rows out of order that nothing explains,
    *unclear* rows that may stand under another topic, and *problems* what keeps the table from
    being used.
    """

    rows: tuple[IndexRow, ...]
    language: str
    reference_title: Cell | None
    set_aside: tuple[SetAside, ...]
    doubts: tuple[tuple[int, str], ...] = ()
    unclear: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()


# ── Notation ─────────────────────────────────────────────────────────────────────────────────────


class ParagraphNumber(Struct, frozen=True):
    """The designation of a paragraph or of a part of one: `8`, `8 (e)`, `8 (a) (i)`, `12 bis`."""

    number: int
    suffix: str = ""
    items: tuple[str, ...] = ()


class Reference(Struct, frozen=True):
    """The designation of a recommendation in a compilation: section V, paragraph 2 (e): `V.2.e`.

    In a compilation without sections *section* is empty: `2.e`.
    """

    section: str
    paragraph: ParagraphNumber


class Element(Struct, Generic[T], frozen=True):
    """One element of a list in a cell, after ranges were expanded.

    *printed* is the text it comes from (for an element of a range, the whole range) and *start* and
    *end* are the offsets of that text in the cell.
    """

    value: T
    printed: str
    start: int
    end: int


class Irregularity(Struct, frozen=True):
    """Something in a cell that can be read but breaks the usual typography."""

    detail: str
    start: int
    end: int


class Row(Struct, frozen=True):
    """A row as understood: its cells parsed."""

    order: int
    heading: str
    document: Symbol
    paragraphs: tuple[Element[ParagraphNumber], ...]
    references: tuple[Element[Reference], ...]
    written: IndexRow
    irregularities: tuple[tuple[Cell, Irregularity], ...] = ()


# ── What follows from the rows together ──────────────────────────────────────────────────────────


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
    keeps_items: bool | None
    support: int
    pairs: int
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
    """Something wrong or doubtful in the source; *kind* is one of `vocabulary.FINDING_KINDS`.

    *topics* are headings as printed; *row* and *ordinal* name the citation it is about, where it is
    about one. *status* is `open`
    until a reviewed correction accepts or rejects it.
    """

    kind: str
    severity: str
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
    status: str = "open"
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
    status: str
    reason: str
    place: Place
    line: int | None = None


# ── An index and a dataset ───────────────────────────────────────────────────────────────────────


class IndexDescription(Struct, frozen=True):
    """What the manifest says of one index document; nothing here is invented.

    *identifier* names the edition and *scheme* the topic scheme in IRIs; *title* is in *language*.
    """

    identifier: str
    scheme: str
    title: str = ""
    body: str = ""
    symbol: Symbol | None = None
    date: str = ""
    language: str = ""
    compilation: Symbol | None = None


class Contact(Struct, frozen=True):
    """Whom to ask about a dataset."""

    name: str
    email: str = ""
    url: str = ""


class Theme(Struct, frozen=True):
    """A concept of another vocabulary that a dataset belongs under; *labels* by language."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    scheme: str = ""
    scheme_titles: tuple[tuple[str, str], ...] = ()


class Series(Struct, frozen=True):
    """Datasets that follow each other; *previous* is the IRI of the one before ours."""

    identifier: str
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    previous: str = ""


class Publishing(Struct, frozen=True):
    """Where and when a dataset is published, as far as the manifest says it.

    *download* is the address that the names of the files are appended to; *endpoint* answers
    SPARQL; *homepage* is that of the catalogue.
    """

    issued: str = ""
    modified: str = ""
    homepage: str = ""
    landing_page: str = ""
    download: str = ""
    endpoint: str = ""
    spatial: str = ""
    publisher_type: str = ""
    availability: str = ""
    contact: Contact | None = None
    series: Series | None = None
    themes: tuple[Theme, ...] = ()


class DatasetDescription(Struct, frozen=True):
    """What the manifest says of the dataset: names, publisher, licence, rights, base of the IRIs.

    *titles* and *descriptions* are pairs of language and text.
    """

    identifier: str
    base: str
    titles: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    publisher_iri: str = ""
    license: str = ""
    rights: str = ""
    version: str = ""
    publishing: Publishing = Publishing()


class VocabularyDescription(Struct, frozen=True):
    """What the manifest says of a vocabulary that topics are linked to.

    *kind* tells what stands at *location*, a path or an address; *uri_space* is what the IRIs of
    its concepts begin with.
    """

    name: str
    uri_space: str
    kind: str = ""
    location: str = ""
    title: str = ""
    iri: str = ""
    license: str = ""
    attribution: str = ""


class Index(Struct, frozen=True):
    """One edition of an index of recommendations, read and checked.

    *corrected* names, for each correction, the row and the ordinal of the citation it is about;
    *reviewed* are the files read beside the source.
    """

    description: IndexDescription
    source: Source
    compilation: Symbol | None
    topics: tuple[Topic, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...] = ()
    corrected: tuple[tuple[int, int], ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    reviewed: tuple[Source, ...] = ()
    details: tuple[Detail, ...] = ()


class Dataset(Struct, frozen=True):
    """What is published together: its description, its indexes, and topics that they had once."""

    description: DatasetDescription
    indexes: tuple[Index, ...]
    retired: tuple[RetiredTopic, ...] = ()
