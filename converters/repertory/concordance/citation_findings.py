"""The finding about one citation."""

from __future__ import annotations

from repertory.finding_terms import FindingKind, Severity
from repertory.model import Citation, Finding, Hypothesis
from repertory.notation import format_paragraph, format_reference


def finding_about(
    citation: Citation,
    kind: FindingKind,
    severity: Severity,
    message: str,
    proposed: str = "",
    hypotheses: tuple[Hypothesis, ...] = (),
) -> Finding:
    """Return a finding about a citation, with its place and its values."""
    return Finding(
        kind=kind,
        severity=severity,
        message=message,
        topics=(citation.heading,),
        document=citation.document,
        place=citation.place,
        row=citation.row,
        ordinal=citation.ordinal,
        paragraph=format_paragraph(citation.paragraph) if citation.paragraph else "",
        printed=format_reference(citation.reference) if citation.reference else "",
        proposed=proposed,
        hypotheses=hypotheses,
    )
