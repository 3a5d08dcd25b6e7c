"""Find the topics that say the same: with identical citations, or all of them under another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from repertory.finding_terms import FindingKind
from repertory.model import Citation, Finding, ParagraphNumber, Reference, Symbol, Topic

MINIMUM_CONTAINED: Final = 2
"""Citations of a topic that must all stand under another before that is worth a line."""

ONCE_CORRECTED: Final = ", once the accepted corrections are applied"

Stated = tuple[Symbol, ParagraphNumber | None, Reference | None]
Contents = Mapping[str, frozenset[Stated]]


def find_same_sets(citations: Sequence[Citation], topics: Sequence[Topic]) -> Iterator[Finding]:
    """Yield the topics whose citations are identical, or all stand under another topic as well.

    Compared is what is asserted; a message says where what is printed differs. A topic within the
    topic above it is as expected and left out, and so is one of fewer citations than
    `MINIMUM_CONTAINED`.
    """
    label_of = {heading: topic.label for topic in topics for heading in topic.headings}
    asserted = _gather(
        (label_of[c.heading], (c.document, c.paragraph, c.reference)) for c in citations
    )
    printed = _gather(
        (label_of[c.heading], (c.document, c.printed_paragraph, c.printed_reference))
        for c in citations
    )
    heading_of = {topic.label: topic.headings[0] for topic in topics if topic.headings}
    for labels in _twins(asserted):
        count = len(asserted[labels[0]])
        same = len({printed[label] for label in labels}) == 1
        told = f"the same {count} citation{'s' if count > 1 else ''} under {len(labels)} topics"
        yield _finding("identical-topics", told, same, [heading_of[label] for label in labels])
    for label, other in _contained(asserted, {topic.label: topic.broader for topic in topics}):
        same = printed[label] <= printed[other]
        told = f"all {len(asserted[label])} citations stand under the second topic as well"
        yield _finding("contained-topics", told, same, [heading_of[label], heading_of[other]])


def _finding(kind: FindingKind, message: str, as_printed: bool, headings: Sequence[str]) -> Finding:
    message += "" if as_printed else ONCE_CORRECTED
    return Finding(kind=kind, severity="info", message=message, topics=tuple(headings))


def _gather(pairs: Iterable[tuple[str, Stated]]) -> Contents:
    gathered: dict[str, set[Stated]] = {}
    for label, stated in pairs:
        gathered.setdefault(label, set()).add(stated)
    return {label: frozenset(content) for label, content in gathered.items()}


def _twins(contents: Contents) -> Iterator[list[str]]:
    """Yield the labels of two topics or more that hold the same."""
    labels: dict[frozenset[Stated], list[str]] = defaultdict(list)
    for label, content in contents.items():
        labels[content].append(label)
    return (twins for twins in labels.values() if len(twins) > 1)


def _contained(contents: Contents, broader: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield the labels of topics and of other topics that hold all their citations and more.

    Only the topics that hold the rarest citation can hold all.
    """
    holding: dict[Stated, list[str]] = defaultdict(list)
    for label, content in contents.items():
        for stated in content:
            holding[stated].append(label)
    for label, content in contents.items():
        if len(content) < MINIMUM_CONTAINED:
            continue
        around = min((holding[stated] for stated in content), key=len)
        if len(around) > 1:
            above = _ancestors(label, broader)
            for other in around:
                if other not in above and content < contents[other]:
                    yield label, other


def _ancestors(label: str, broader: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    above = broader.get(label)
    while above is not None:
        found.add(above)
        above = broader.get(above)
    return found
