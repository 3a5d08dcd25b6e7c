"""Find the pairs that break the rule of their report, and rows with values missing or too many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from repertory.concordance.citation_findings import finding_about
from repertory.concordance.hypotheses import Case, StatedPairs, better_supported
from repertory.concordance.letters import agrees
from repertory.finding_terms import FindingKind
from repertory.model import Citation, Evidence, Finding, Hypothesis, Numbering, Row, Symbol
from repertory.notation import format_paragraph, format_reference, is_plain


def find_misprints(
    rows: Sequence[Row],
    citations: Sequence[Citation],
    rules: Mapping[Symbol, Numbering],
    table: StatedPairs,
) -> Iterator[Finding]:
    """Yield the findings about pairs, row by row."""
    of_row: dict[int, list[Citation]] = defaultdict(list)
    for citation in citations:
        of_row[citation.row].append(citation)
    sections = _sections(rows, rules)
    for row in rows:
        numbering = rules.get(row.document)
        found = of_row[row.order]
        if numbering is None:
            yield from _unpaired(row, found)
            continue
        if all(_follows(citation, numbering) for citation in found):
            continue
        swapped = _is_permuted(row, numbering)
        other = _other_document(row, found, rules)
        for citation in found:
            if _is_repeated(citation, row):
                yield _printed_twice(citation)
            elif citation.paragraph is None or citation.reference is None:
                yield _incomplete(citation, numbering)
            elif not _follows(citation, numbering):
                kind: FindingKind = "swapped-pair" if swapped else "rule-break"
                if citation.reference.section not in sections:
                    kind = "unknown-section"
                yield _rule_break(Case(citation, numbering, table), kind, other)


def _follows(citation: Citation, numbering: Numbering) -> bool:
    paragraph, reference = citation.paragraph, citation.reference
    if paragraph is None or reference is None:
        return False
    return not is_plain(paragraph) or agrees(numbering.reference_of(paragraph), reference)


def _is_repeated(citation: Citation, row: Row) -> bool:
    """Return whether a citation is a paragraph or a reference alone that its cell prints twice."""
    paragraph, reference = citation.paragraph, citation.reference
    if paragraph and reference:
        return False
    paragraphs, references = (
        sum(each.value == alone for each in elements)
        for elements, alone in ((row.paragraphs, paragraph), (row.references, reference))
    )
    return paragraphs > 1 or references > 1


def _printed_twice(citation: Citation) -> Finding:
    """Return the finding of a paragraph or a reference that its cell repeats."""
    paragraph = format_paragraph(citation.paragraph) if citation.paragraph else ""
    printed = format_reference(citation.reference) if citation.reference else ""
    message = f"{printed or f'para. {paragraph}'} is printed twice in this cell"
    return finding_about(citation, "duplicate-citation", "warning", message)


def _sections(rows: Sequence[Row], rules: Mapping[Symbol, Numbering]) -> set[str]:
    """Return the sections of the rules, and of the references of reports without a rule."""
    referred = (
        reference.value.section
        for row in rows
        if row.document not in rules
        for reference in row.references
    )
    ruled = {rule.section for numbering in rules.values() for rule in numbering.rules}
    return ruled.union(referred)


def _is_permuted(row: Row, numbering: Numbering) -> bool:
    expected = Counter(numbering.reference_of(paragraph.value) for paragraph in row.paragraphs)
    return expected == Counter(reference.value for reference in row.references)


def _other_document(
    row: Row, citations: Sequence[Citation], rules: Mapping[Symbol, Numbering]
) -> Hypothesis | None:
    """Return the hypothesis that the row names the wrong report, or None.

    All pairs of the row, two or more, must break the rule of the printed report and follow the rule
    of another.
    """
    pairs = [(c.paragraph, c.reference) for c in citations if c.paragraph and c.reference]
    if len(pairs) < 2:
        return None
    own = rules[row.document]
    if any(own.reference_of(paragraph) == reference for paragraph, reference in pairs):
        return None
    for document, numbering in rules.items():
        if all(numbering.reference_of(paragraph) == reference for paragraph, reference in pairs):
            text = f"all {len(pairs)} pairs of the row follow the rule of {document}: {numbering}"
            return Hypothesis("document", document, (Evidence(text, True, 2 + len(pairs)),))
    return None


def _rule_break(case: Case, kind: FindingKind, other: Hypothesis | None) -> Finding:
    """Return the finding of a pair that breaks the rule."""
    citation = case.citation
    assert citation.paragraph is not None and citation.reference is not None
    paragraph, printed = format_paragraph(citation.paragraph), format_reference(citation.reference)
    rule = case.numbering.rule_of(citation.paragraph)
    hypotheses = case.hypotheses() if other is None else (*case.hypotheses(), other)
    meant = next((h for h in hypotheses if h.wrong == "reference"), None)
    keeps_reference = meant is None or (
        kind != "swapped-pair" and better_supported(hypotheses) is not meant
    )
    expected = f"the rule {rule} gives {meant.proposed}" if meant else f"the rule is {rule}"
    message = f"para. {paragraph} is printed with {printed}; {expected}"
    proposed = printed if keeps_reference or meant is None else meant.proposed
    return finding_about(citation, kind, "warning", message, proposed, hypotheses)


def _incomplete(citation: Citation, numbering: Numbering) -> Finding:
    """Return the finding of a paragraph without a reference, or a reference without a paragraph."""
    if citation.paragraph is not None:
        paragraph = format_paragraph(citation.paragraph)
        meant = numbering.reference_of(citation.paragraph)
        proposed = format_reference(meant) if meant else ""
        rule = numbering.rule_of(citation.paragraph)
        message = f"para. {paragraph} has no reference; the rule {rule} gives {proposed or 'none'}"
        return finding_about(citation, "missing-reference", "violation", message, proposed)
    assert citation.reference is not None
    printed = format_reference(citation.reference)
    origin = numbering.paragraph_of(citation.reference)
    shown = f"para. {format_paragraph(origin)}" if origin else "no paragraph of this report"
    message = f"{printed} has no paragraph; the rule {numbering} gives {shown}"
    return finding_about(citation, "surplus-reference", "violation", message)


def _unpaired(row: Row, citations: Sequence[Citation]) -> Iterator[Finding]:
    """Yield the finding of a row with unequal counts, which no rule can pair.

    If the counts differ only because the row repeats an element, that is the finding.
    """
    alone = [c for c in citations if not (c.paragraph and c.reference)]
    if not row.references or not alone:
        return
    if all(_is_repeated(citation, row) for citation in alone):
        yield from map(_printed_twice, alone)
        return
    message = (
        f"{len(row.paragraphs)} paragraphs and {len(row.references)} references; "
        f"{row.document} has no rule to pair them"
    )
    yield Finding(
        kind="count-mismatch",
        severity="violation",
        message=message,
        topics=(row.heading,),
        document=row.document,
        place=row.written.place,
        row=row.order,
        paragraph=row.written.paragraphs.text,
        printed=row.written.references.text,
    )
