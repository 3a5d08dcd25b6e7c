"""Apply the reviewed corrections: accepted values to the citations, statuses to the findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError, SourceError
from repertory.finding_terms import FindingKind
from repertory.model import (
    Citation,
    Correction,
    Finding,
    ParagraphNumber,
    Problem,
    Reference,
    Symbol,
)
from repertory.notation import (
    format_paragraph,
    format_reference,
    parse_document,
    parse_paragraph,
    parse_reference,
)
from repertory.topics.headings import key

REVIEWED_KINDS: Final[frozenset[FindingKind]] = frozenset(
    (
        *("rule-break", "unknown-section", "swapped-pair", "doubtful-document"),
        *("missing-reference", "surplus-reference"),
    )
)
"""The kinds of findings whose status a correction decides."""

MOST_SHOWN: Final = 8
"""The most citations in the message about a correction that matches none."""

_Located = tuple[int | None, int | None]
"""Row and ordinal of the citation of a finding, if any."""


class Review(Struct, frozen=True):
    """The asserted citations, the findings with their status, and the citation of each correction.

    *corrected* has the row and the ordinal of these citations.
    """

    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    corrected: tuple[tuple[int, int], ...]


class _Entry(Struct, frozen=True):
    """A correction with its values parsed: the citation as printed, and the new value."""

    correction: Correction
    document: Symbol
    paragraph: ParagraphNumber | None
    printed_reference: Reference | None
    corrected: ParagraphNumber | Reference | None

    def names(self, citation: Citation) -> bool:
        """Return whether the entry is about *citation*."""
        return (
            key(self.correction.topic) == key(citation.heading)
            and self.document == citation.document
            and self.paragraph == citation.printed_paragraph
            and (
                self.correction.field == "paragraph"
                or self.printed_reference == citation.printed_reference
            )
            and self.is_on(citation.place.line)
        )

    def is_on(self, line: int | None) -> bool:
        """Return whether the line of the entry is *line*, if both have one."""
        named = self.correction.line
        return named is None or line is None or named == line

    def apply(self, citation: Citation) -> Citation:
        """Return the citation with the new value."""
        if self.correction.field == "reference":
            assert not isinstance(self.corrected, ParagraphNumber)
            return replace(citation, reference=self.corrected)
        assert not isinstance(self.corrected, Reference)
        return replace(citation, paragraph=self.corrected)


def apply_corrections(
    citations: Sequence[Citation],
    findings: Sequence[Finding],
    corrections: Sequence[Correction],
) -> Review:
    """Apply the corrections to the citations and findings.

    Raises:
        SourceError: if entries cannot be parsed or match no citation of the index.
    """
    asserted = list(citations)
    decided: dict[_Located, Correction] = {}
    corrected: list[tuple[int, int]] = []
    problems: list[Problem] = []
    citing = _by_paragraph(citations) if corrections else {}
    for correction in corrections:
        try:
            entry = _parse(correction)
        except NotationError as error:
            found = f"a correction with {error.text!r}"
            problems.append(Problem(correction.place, found, error.expected, error.advice))
            continue
        matching = [
            number
            for number in citing.get((entry.document, entry.paragraph), ())
            if entry.names(citations[number])
        ]
        if not matching:
            problems.append(_unmatched(correction, citations))
        for number in matching[:1]:
            located = citations[number].row, citations[number].ordinal
            corrected.append(located)
            decided[located] = correction
            if correction.status == "accepted":
                asserted[number] = entry.apply(asserted[number])
    if problems:
        raise SourceError(problems)
    reviewed = tuple(_decide(finding, decided) for finding in findings)
    return Review(tuple(asserted), reviewed, tuple(corrected))


def _by_paragraph(
    citations: Sequence[Citation],
) -> dict[tuple[Symbol, ParagraphNumber | None], list[int]]:
    """Return the positions of the citations of each paragraph as printed."""
    citing: dict[tuple[Symbol, ParagraphNumber | None], list[int]] = defaultdict(list)
    for number, citation in enumerate(citations):
        citing[citation.document, citation.printed_paragraph].append(number)
    return citing


def _parse(correction: Correction) -> _Entry:
    document, _ = parse_document(correction.document)
    printed = correction.printed if correction.field == "reference" else ""
    parse = parse_reference if correction.field == "reference" else parse_paragraph
    return _Entry(
        correction,
        document,
        parse_paragraph(correction.paragraph) if correction.paragraph else None,
        parse_reference(printed) if printed else None,
        parse(correction.corrected) if correction.corrected else None,
    )


def _decide(finding: Finding, decided: Mapping[_Located, Correction]) -> Finding:
    correction = decided.get((finding.row, finding.ordinal))
    if correction is None or finding.kind not in REVIEWED_KINDS:
        return finding
    return replace(finding, status=correction.status, reason=correction.reason)


def _unmatched(correction: Correction, citations: Sequence[Citation]) -> Problem:
    """Return the problem of a correction that matches no citation, with the nearest citations."""
    wanted = f"{correction.topic!r}, {correction.document}, para. {correction.paragraph}"
    if correction.line is not None:
        wanted += f", line {correction.line}"
    found = f"a correction of {wanted}, printed {correction.printed!r}"
    expected = "a citation that the index prints"
    near = [c for c in citations if key(c.heading) == key(correction.topic)]
    if not near:
        headings = list(dict.fromkeys(c.heading for c in citations))
        import difflib  # only an error needs it

        close = difflib.get_close_matches(correction.topic, headings)
        advice = f"No such topic; is it {close[0]!r}?" if close else "There is no such topic."
        return Problem(correction.place, found, expected, advice)
    same = [c for c in near if c.document == correction.document] or near
    printed = "; ".join(_shown(citation) for citation in same[:MOST_SHOWN])
    advice = f"Under this topic it prints {printed}. Correct the entry or remove it."
    return Problem(correction.place, found, expected, advice)


def _shown(citation: Citation) -> str:
    paragraph = citation.printed_paragraph
    reference = citation.printed_reference
    return (
        f"{citation.document}, para. {format_paragraph(paragraph) if paragraph else '–'} = "
        f"{format_reference(reference) if reference else '–'} ({citation.place.within()})"
    )
