"""Find topics with identical citations, and topics all of whose citations another topic has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from repertory.finding_terms import FindingKind
from repertory.model import Citation, Finding, ParagraphNumber, Reference, Symbol, Topic

MINIMUM_CONTAINED: Final = 2
"""The fewest citations of a topic that another one must contain for a finding."""

ONCE_CORRECTED: Final = ", once the accepted corrections are applied"

Stated = tuple[Symbol, ParagraphNumber | None, Reference | None]
Contents = Mapping[str, frozenset[Stated]]


def find_same_sets(citations: Sequence[Citation], topics: Sequence[Topic]) -> Iterator[Finding]:
    """Yield the topics whose citations are identical, or all those of another topic as well.

    The asserted values are compared; the message says so if the printed ones differ. A topic that
    its broader topic contains is as expected, and ignored, as is one with fewer citations than
    `MINIMUM_CONTAINED`.
    """
    label_of = {heading: topic.name for topic in topics for heading in topic.headings}
    asserted = _contents(
        (label_of[c.heading], (c.document, c.paragraph, c.reference))
        for c in citations
        if c.heading
    )
    printed = _contents(
        (label_of[c.heading], (c.document, c.printed_paragraph, c.printed_reference))
        for c in citations
        if c.heading
    )
    heading_of = {topic.name: topic.headings[0] for topic in topics if topic.headings}
    for labels in _identical(asserted):
        count = len(asserted[labels[0]])
        same = len({printed[label] for label in labels}) == 1
        message = f"{len(labels)} topics have the same {count} citation{'s' if count > 1 else ''}"
        yield _finding("identical-topics", message, same, [heading_of[label] for label in labels])
    for label, other in _contained(asserted, {topic.name: topic.broader for topic in topics}):
        same = printed[label] <= printed[other]
        message = f"the second topic has all {len(asserted[label])} citations of the first"
        yield _finding("contained-topics", message, same, [heading_of[label], heading_of[other]])


def _finding(kind: FindingKind, message: str, as_printed: bool, headings: Sequence[str]) -> Finding:
    message += "" if as_printed else ONCE_CORRECTED
    return Finding(kind=kind, severity="info", message=message, topics=tuple(headings))


def _contents(pairs: Iterable[tuple[str, Stated]]) -> Contents:
    contents: dict[str, set[Stated]] = {}
    for label, stated in pairs:
        contents.setdefault(label, set()).add(stated)
    return {label: frozenset(content) for label, content in contents.items()}


def _identical(contents: Contents) -> Iterator[list[str]]:
    """Yield the labels of each set of topics with the same contents."""
    labels: dict[frozenset[Stated], list[str]] = defaultdict(list)
    for label, content in contents.items():
        labels[content].append(label)
    return (same for same in labels.values() if len(same) > 1)


def _contained(contents: Contents, broader: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield the label of a topic, and that of another with all its citations and more.

    Only the topics with the rarest citation are candidates.
    """
    holding: dict[Stated, list[str]] = defaultdict(list)
    for label, content in contents.items():
        for stated in content:
            holding[stated].append(label)
    for label, content in contents.items():
        if len(content) < MINIMUM_CONTAINED:
            continue
        candidates = min((holding[stated] for stated in content), key=len)
        if len(candidates) > 1:
            ancestors = _ancestors(label, broader)
            for other in candidates:
                if other not in ancestors and content < contents[other]:
                    yield label, other


def _ancestors(label: str, broader: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    above = broader.get(label)
    while above is not None:
        found.add(above)
        above = broader.get(above)
    return found
