"""Turn the headings of an index into topics, with the hierarchy that their commas state.

A comma is hierarchy only where the text before it is a heading itself (or an abbreviation that a
heading introduces, as `(UNODC)`), or begins two or more headings of which none begins another. A
name may contain commas (`… by Land, Sea and Air`). `X, general` holds the rows of `X` itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from repertory.model import Topic

COMMA: Final = re.compile(r"\s*[,،，]\s*")
"""The commas of the six UN languages."""

ABBREVIATION: Final = re.compile(r"\(([^()\s]{2,12})\)")
"""An abbreviation that a heading introduces: capitals in parentheses."""


def key(label: str) -> str:
    """Return what two labels share that differ only in case and spaces."""
    return " ".join(label.casefold().split())


def prefixes(heading: str) -> Iterator[str]:
    """Yield the texts before the commas of a heading, the longest first.

    >>> list(prefixes("Responders, private sector, carriers"))
    ['Responders, private sector', 'Responders']
    """
    for match in reversed(list(COMMA.finditer(heading))):
        if match.start():
            yield heading[: match.start()]


@dataclass(slots=True)
class _Headings:
    """All headings of an index by their keys, and what their commas may stand for."""

    topics: dict[str, str]
    """Key of a topic -> its label, for topics with rows: `X` for `X, general`."""
    abbreviations: dict[str, str]
    """Key of an abbreviation -> label of the topic that introduces it."""
    shared: frozenset[str]
    """Keys of texts that begin two or more headings of which none begins another."""
    groups: dict[str, str]
    """Key of a text of `shared` -> the label of the topic that it became, filled while placing."""

    def parent(self, label: str) -> str | None:
        """Return the label of the topic above, by the longest text before a comma."""
        for prefix in prefixes(label):
            above = key(prefix)
            if above in self.topics:
                return self.topics[above]
            if above in self.abbreviations and self.abbreviations[above] != label:
                return self.abbreviations[above]
            if above in self.shared:
                return self.groups.setdefault(above, prefix)
        return None


def read_topics(
    headings: Sequence[str],
    general_words: Sequence[str],
    assign_slugs: Callable[[Sequence[str]], Mapping[str, str]],
) -> tuple[Topic, ...]:
    """Return the topics of an index in its order, those that only group others before these.

    *general_words* are the words that stand for the rows of a heading itself; *assign_slugs* gives
    each label its path segment.

    >>> topics = read_topics(
    ...     ["Whales, general", "Whales, counting", "Nets, size", "Nets, colour"],
    ...     ["general"], lambda labels: {label: label.lower() for label in labels})
    >>> [(topic.label, topic.broader) for topic in topics]  # doctest: +NORMALIZE_WHITESPACE
    [('Whales', None), ('Whales, counting', 'Whales'),
     ('Nets', None), ('Nets, size', 'Nets'), ('Nets, colour', 'Nets')]
    """
    printed: dict[str, list[str]] = {}
    for heading in dict.fromkeys(headings):
        printed.setdefault(_own_label(heading, general_words), []).append(heading)
    known = _survey(list(printed))
    broader: dict[str, str | None] = {}
    for label in printed:
        _place(label, known, broader)
    slugs = assign_slugs(list(broader))
    introduced = {label: text for text, label in _introduced(printed).items()}
    return tuple(
        Topic(
            label=label,
            slug=slugs[label],
            order=order,
            headings=tuple(printed.get(label, ())),
            alternative_labels=_alternatives(label, printed.get(label, ()), introduced),
            broader=above,
        )
        for order, (label, above) in enumerate(broader.items(), 1)
    )


def _own_label(heading: str, general_words: Sequence[str]) -> str:
    for prefix in prefixes(heading):
        rest = COMMA.sub("", heading[len(prefix) :], count=1)
        return prefix if key(rest) in general_words else heading
    return heading


def _survey(labels: Sequence[str]) -> _Headings:
    topics = {key(label): label for label in labels}
    sharing: dict[str, list[str]] = {}
    for label in labels:
        for prefix in prefixes(label):
            sharing.setdefault(key(prefix), []).append(key(label))
    shared = frozenset(prefix for prefix, keys in sharing.items() if len(_shortest(keys)) > 1)
    abbreviations = {key(text): label for text, label in _introduced(labels).items()}
    return _Headings(topics, abbreviations, shared, groups={})


def _shortest(keys: Sequence[str]) -> list[str]:
    """Return the keys that no other of them begins; sorting puts a beginning before the rest."""
    kept: list[str] = []
    for candidate in sorted(keys):
        if not (kept and candidate.startswith(kept[-1])):
            kept.append(candidate)
    return kept


def _introduced(labels: Sequence[str] | Mapping[str, object]) -> dict[str, str]:
    """Return the abbreviations that exactly one label introduces, and that label."""
    found = [
        (text, label)
        for label in labels
        for text in ABBREVIATION.findall(label)
        if sum(letter.isupper() for letter in text) > 1
    ]
    count = Counter(text for text, _ in found)
    return {text: label for text, label in found if count[text] == 1}


def _place(label: str, known: _Headings, broader: dict[str, str | None]) -> None:
    """Enter a label below its parent; a parent without rows is entered first."""
    if label in broader:
        return
    above = known.parent(label)
    if above is not None and key(above) in known.groups:
        _place(above, known, broader)
    broader[label] = above


def _alternatives(
    label: str, headings: Sequence[str], introduced: Mapping[str, str]
) -> tuple[str, ...]:
    others = [heading for heading in headings if heading != label]
    return tuple([*others, introduced[label]] if label in introduced else others)
