"""Convert the headings of an index into topics, with the hierarchy that their commas express.

A comma separates levels only if the text before it is itself a heading (or an abbreviation that a
heading introduces, such as `(UNODC)`), or begins headings that differ after it. Other commas are
part of a name (`… by Land, Sea and Air`). `X, general` has the rows of `X` itself. A colon, or a
dash between spaces, counts as a comma.

The parts of a path (`Apples › Green`), of several columns of topics, are levels always.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from repertory.model import PATH, Topic
from repertory.topics.wording import COMMA

ABBREVIATION: Final = re.compile(r"\(([^()\s]{2,12})\)")
"""An abbreviation that a heading introduces: capitals in parentheses."""

ALIKE: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "‘": "'", "ʼ": "'"})
"""Hyphens and apostrophes that look alike."""


def key(label: str) -> str:
    """Return a key that ignores case, spaces and variants of hyphens and apostrophes.

    >>> key("Fact\u2011finding  missions") == key("fact-finding missions")
    True
    """
    return " ".join(label.translate(ALIKE).casefold().split())


def prefixes(heading: str) -> Iterator[str]:
    """Yield the texts before the commas of a heading, the longest first.

    >>> list(prefixes("Responders, private sector, carriers"))
    ['Responders, private sector', 'Responders']
    """
    for match in reversed(list(COMMA.finditer(heading))):
        if match.start():
            yield heading[: match.start()]


class _Headings(Struct, frozen=True):
    """The texts that may come before a comma between levels, by their keys."""

    topics: dict[str, str]
    """Key -> label of each topic with rows: `X` for `X, general`."""
    abbreviations: dict[str, str]
    """Key of an abbreviation -> label of the topic that introduces it."""
    shared: dict[str, str]
    """Key of a text after which headings differ -> the text."""

    def parent(self, label: str) -> str | None:
        """Return the broader topic: that of its path, or of the longest text before a comma."""
        if PATH in label:
            above = label.rpartition(PATH)[0]
            return self.topics.get(key(above), above)
        for prefix in prefixes(label):
            above = key(prefix)
            for known in (self.topics, self.abbreviations, self.shared):
                if above in known and known[above] != label:
                    return known[above]
        return None


def read_topics(
    headings: Sequence[str],
    general_words: Sequence[str],
    assign_slugs: Callable[[Sequence[str]], Mapping[str, str]],
) -> tuple[Topic, ...]:
    """Return the topics of an index in its order; a topic without rows precedes its narrower ones.

    *general_words* are the words for the rows of a heading itself; *assign_slugs* returns the path
    segment of each label.

    >>> topics = read_topics(
    ...     ["Whales, general", "Whales, counting", "Nets, size", "Nets, colour"],
    ...     ["general"], lambda labels: {label: label.lower() for label in labels})
    >>> [(topic.label, topic.broader) for topic in topics]  # doctest: +NORMALIZE_WHITESPACE
    [('Whales', None), ('Whales, counting', 'Whales'),
     ('Nets', None), ('Nets, size', 'Nets'), ('Nets, colour', 'Nets')]
    """
    printed: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for heading in dict.fromkeys(headings):
        own = _own_label(heading, general_words)
        printed.setdefault(labels.setdefault(key(own), own), []).append(heading)
    introduced = _introduced(printed)
    broader = _hierarchy(_survey(list(printed), introduced))
    names = _names(broader)
    slugs = assign_slugs(list(names.values()))
    abbreviation_of = {label: text for text, label in introduced.items()}
    return tuple(
        Topic(
            label=names[label],
            slug=slugs[names[label]],
            order=order,
            headings=tuple(printed.get(label, ())),
            alternative_labels=_alternatives(label, printed.get(label, ()), abbreviation_of),
            broader=None if above is None else names[above],
        )
        for order, (label, above) in enumerate(broader.items(), 1)
    )


def _names(labels: Iterable[str]) -> dict[str, str]:
    """Return the last part of the path of each label, or the path if another one ends so too."""
    lasts = {label: label.rpartition(PATH)[2] for label in labels}
    count = Counter(key(last) for last in lasts.values())
    return {label: last if count[key(last)] == 1 else label for label, last in lasts.items()}


def _own_label(heading: str, general_words: Sequence[str]) -> str:
    for prefix in prefixes(heading):
        rest = COMMA.sub("", heading[len(prefix) :], count=1)
        return prefix if key(rest) in general_words else heading
    return heading


def _survey(labels: Sequence[str], introduced: Mapping[str, str]) -> _Headings:
    """Collect the texts that may come before a comma between levels.

    `Rules by Land, Sea and Air, scope` and `…, definitions` differ after `Rules by Land, Sea and
    Air`, but not after `Rules by Land`, which is therefore not a topic.
    """
    topics = {key(label): label for label in labels}
    longer_texts: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    for label in labels:
        longer = key(label)
        for prefix in prefixes(label):
            above = key(prefix)
            longer_texts.setdefault(above, set()).add(longer)
            texts.setdefault(above, prefix)
            longer = above
    shared = {text: texts[text] for text, below in longer_texts.items() if len(below) > 1}
    abbreviations = {key(text): label for text, label in introduced.items()}
    return _Headings(topics, abbreviations, shared)


def _introduced(labels: Iterable[str]) -> dict[str, str]:
    """Return the abbreviations that exactly one label introduces, each with that label."""
    found = [
        (text, label)
        for label in labels
        for text in ABBREVIATION.findall(label)
        if sum(letter.isupper() for letter in text) > 1
    ]
    count = Counter(text for text, _ in found)
    return {text: label for text, label in found if count[text] == 1}


def _hierarchy(known: _Headings) -> dict[str, str | None]:
    """Return the broader label of each label; one without rows precedes its narrower ones.

    A cycle of abbreviations is cut.
    """
    rows = set(known.topics.values())
    broader: dict[str, str | None] = {}
    for label in known.topics.values():
        chain = [label]
        above = known.parent(label)
        while above is not None and above not in rows and above not in broader:
            chain.append(above)
            above = known.parent(above)
        for lower in reversed(chain):
            broader[lower] = None if _is_ancestor(lower, above, broader) else above
            above = lower
    return broader


def _is_ancestor(label: str, below: str | None, broader: Mapping[str, str | None]) -> bool:
    """Return whether *label* is *below* or broader than it."""
    while below is not None and below != label:
        below = broader.get(below)
    return below is not None


def _alternatives(
    label: str, headings: Sequence[str], introduced: Mapping[str, str]
) -> tuple[str, ...]:
    others = [heading for heading in headings if heading != label]
    return tuple([*others, introduced[label]] if label in introduced else others)
