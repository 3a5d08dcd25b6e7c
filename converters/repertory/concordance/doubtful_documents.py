"""Find documents that may be misprints of another: rare, alike, and with pairs of its rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from repertory.concordance.citation_findings import finding_about
from repertory.concordance.hypotheses import HINT, MOST_PLACES, PLAIN, STRONG
from repertory.model import Citation, Evidence, Finding, Hypothesis, Numbering, Symbol
from repertory.notation import is_plain

RATIO: Final = 10
"""How many times as many pairs the other document must have."""


def find_doubtful_documents(
    citations: Sequence[Citation], rules: Mapping[Symbol, Numbering]
) -> Iterator[Finding]:
    """Yield the citations of documents that may be misprinted.

    Such a document differs in one character from another that has ten times as many pairs, and all
    its own pairs follow the rule of the other, which has a section of the compilation for itself.
    """
    pairs: dict[Symbol, list[Citation]] = defaultdict(list)
    documents: dict[str, dict[Symbol, None]] = defaultdict(dict)
    for citation in citations:
        if citation.reference is not None:
            documents[citation.reference.section][citation.document] = None
        if citation.reference and citation.paragraph and is_plain(citation.paragraph):
            pairs[citation.document].append(citation)
    for document, found in pairs.items():
        for other, numbering in rules.items():
            if not differs_in_one(document, other) or len(pairs.get(other, ())) < RATIO * len(
                found
            ):
                continue
            sections = {c.reference.section for c in found if c.reference}
            if any(set(documents[section]) != {document, other} for section in sections):
                continue
            if all(_follows(citation, numbering) for citation in found):
                yield from (_doubt(c, other, numbering, found, pairs[other]) for c in found)


def differs_in_one(first: str, second: str) -> bool:
    """Return whether two texts differ in one character: another, an additional or a missing one.

    >>> differs_in_one("A/2013/6", "A/2013/5"), differs_in_one("A/13", "A/3")
    (True, True)
    >>> differs_in_one("A/1", "A/1"), differs_in_one("A/2012/6", "A/2013/5")
    (False, False)
    """
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    short, long = sorted((first, second), key=len)
    start = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    rest = start + (len(short) == len(long))
    return short[rest:] == long[start + 1 :]


def _follows(citation: Citation, numbering: Numbering) -> bool:
    assert citation.paragraph is not None  # it is of a pair
    return numbering.reference_of(citation.paragraph) == citation.reference


def _doubt(
    citation: Citation,
    other: Symbol,
    numbering: Numbering,
    own: Sequence[Citation],
    others: Sequence[Citation],
) -> Finding:
    assert citation.reference is not None  # it is a pair
    places = tuple(each.place for each in others[:MOST_PLACES])
    section = citation.reference.section or "the compilation"
    evidence = (
        Evidence(
            f"all {len(own)} pairs of {citation.document} follow the rule of {other}: {numbering}",
            True,
            STRONG,
            tuple(each.place for each in own[:MOST_PLACES]),
        ),
        Evidence(f"{len(others)} pairs of {section} are of {other}", True, PLAIN, places),
        Evidence(f"{citation.document} and {other} differ in one character", True, HINT),
    )
    message = f"{citation.document} may be a misprint of {other}"
    hypothesis = Hypothesis("document", other, evidence)
    return finding_about(
        citation, "doubtful-document", "warning", message, hypotheses=(hypothesis,)
    )
