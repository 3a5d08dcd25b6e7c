"""Convert the headings of an index into topics, with the hierarchy of their paths and commas.

A comma separates levels only if the text before it is itself a heading (or an abbreviation that a
heading introduces, such as `(UNODC)`), or begins headings that differ after it. Other commas are
part of a name (`… by Land, Sea and Air`). `X, general` has the rows of `X` itself. A colon, or a
dash between spaces, counts as a comma.

The parts of a path (`Apples › Green`), of sections or several columns of topics, are levels always.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from repertory.model import PATH, Topic
from repertory.topics.enumerators import Enumeration, Enumerator
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
    alike = label if label.isascii() else label.translate(ALIKE)
    return " ".join(alike.casefold().split())


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
        """Return the label of the broader topic, by the longest text before a comma, or None."""
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

    *headings* are paths, with `PATH` between their parts. *general_words* are the words for the
    rows of a heading itself; *assign_slugs* returns the path segment of each name.

    >>> topics = read_topics(
    ...     ["Whales, general", "Whales, counting", "A. Nets › Size", "B. Ropes › Size"],
    ...     ["general"], lambda names: {name: name.lower() for name in names})
    >>> [(topic.name, topic.broader) for topic in topics]  # doctest: +NORMALIZE_WHITESPACE
    [('Whales', None), ('Whales, counting', 'Whales'),
     ('Nets', None), ('Nets › Size', 'Nets'), ('Ropes', None), ('Ropes › Size', 'Ropes')]
    """
    paths = {heading: heading.split(PATH) for heading in headings}
    enumeration = Enumeration(part for path in paths.values() for part in path)
    root = _Node("")
    for heading, path in paths.items():
        root.add(heading, [enumeration.split(part) for part in path], general_words)
    placed = list(_placed(root, ()))
    count = Counter(key(each.path[-1]) for each in placed)
    names = {
        each.path: each.path[-1] if count[key(each.path[-1])] == 1 else PATH.join(each.path)
        for each in placed
    }
    slugs = assign_slugs(list(names.values()))
    return tuple(
        Topic(
            label=each.path[-1],
            slug=slugs[names[each.path]],
            order=order,
            headings=tuple(each.headings),
            alternative_labels=each.alternatives,
            broader=names[each.broader] if each.broader else None,
            path="" if names[each.path] == each.path[-1] else names[each.path],
            notation=each.notation,
        )
        for order, each in enumerate(placed, 1)
    )


class _Node(Struct):
    """A heading at one place of the hierarchy, and those below it by their keys.

    *printed* are the texts of its heading with rows, without enumerators.
    """

    label: str
    notation: str = ""
    headings: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    below: dict[str, _Node] = field(default_factory=dict)

    def add(
        self,
        heading: str,
        path: Sequence[tuple[Enumerator | None, str]],
        general_words: Sequence[str],
    ) -> None:
        """Add the path of a heading with rows."""
        node = self
        for number, (enumerator, text) in enumerate(path, 1):
            label = _own_label(text, general_words) if number == len(path) else text
            node = node.below.setdefault(key(label), _Node(label))
            node.notation = node.notation or (
                enumerator.printed.rstrip(".、") if enumerator else ""
            )
        node.headings.append(heading)
        if path[-1][1] not in node.printed:
            node.printed.append(path[-1][1])


class _Placed(Struct, frozen=True):
    """A topic by the path of its label below sections, and the path of its broader topic."""

    path: tuple[str, ...]
    broader: tuple[str, ...]
    headings: Sequence[str] = ()
    alternatives: tuple[str, ...] = ()
    notation: str = ""


def _placed(parent: _Node, above: tuple[str, ...]) -> Iterator[_Placed]:
    """Yield the topics below a parent; commas are hierarchy only among those of one parent."""
    nodes = {node.label: node for node in parent.below.values()}
    introduced = _introduced(nodes)
    abbreviation_of = {label: text for text, label in introduced.items()}
    for label, prefix in _hierarchy(_survey(list(nodes), introduced)).items():
        broader = above if prefix is None else (*above, prefix)
        node = nodes.get(label, _Node(label))
        alternatives = _alternatives(label, node.printed, abbreviation_of)
        yield _Placed((*above, label), broader, node.headings, alternatives, node.notation)
        if node.below:
            yield from _placed(node, (*above, label))


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
