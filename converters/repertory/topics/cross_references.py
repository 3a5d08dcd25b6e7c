"""Relate topics by the lines that refer from one heading to others: `Buoys, see Lights`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from repertory.model import CrossReference, Note, Topic
from repertory.topics.headings import key

BETWEEN: Final = re.compile(r"\s*[;,،؛；，、]\s*|\s+(?:and|et|y|и|و)\s+")
"""What separates the targets of a reference."""


def relate_topics(
    topics: Sequence[Topic], references: Sequence[CrossReference]
) -> tuple[tuple[Topic, ...], tuple[Note, ...]]:
    """Return the topics with their relations, and a note for each target that is not a topic.

    A heading that is not a topic itself becomes an alternative label of its targets. A topic and
    one that is broader are related already.

    >>> from repertory.model import Place
    >>> topics = [Topic("Lights", "lights", 1, ("Lights",)), Topic("Nets", "nets", 2, ("Nets",))]
    >>> references = [CrossReference("Lamps", "Lights; Oars", Place("index.txt", line=3))]
    >>> related, notes = relate_topics(topics, references)
    >>> related[0].alternative_labels, [note.printed for note in notes]
    (('Lamps',), ['Oars'])
    """
    known = _by_name(topics)
    made = {topic.name: topic for topic in topics}
    notes: list[Note] = []
    for reference in references:
        targets = _targets(reference.targets, known)
        for target in (text for text, names in targets.items() if not names):
            shown = f"{reference.heading!r} refers to {target!r}"
            message = f"{shown}, which is not a topic of this list"
            notes.append(Note("missing-target", message, reference.place, target))
        own = known.get(key(reference.heading), [])
        for name in dict.fromkeys(name for names in targets.values() for name in names):
            if own:
                for source in own:
                    if not (_is_below(made, source, name) or _is_below(made, name, source)):
                        _relate(made, source, name)
                        _relate(made, name, source)
            elif reference.heading not in ("", *made[name].alternative_labels):
                labels = (*made[name].alternative_labels, reference.heading)
                made[name] = replace(made[name], alternative_labels=labels)
    return tuple(made.values()), tuple(notes)


def _by_name(topics: Sequence[Topic]) -> dict[str, list[str]]:
    """Return the names of the topics by the keys of their labels, paths and headings."""
    known: dict[str, list[str]] = {}
    for topic in topics:
        for text in dict.fromkeys((topic.label, topic.name, *topic.headings)):
            known.setdefault(key(text), []).append(topic.name)
    for topic in topics:
        for text in topic.alternative_labels:
            known.setdefault(key(text), [topic.name])
    return known


def _targets(text: str, known: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the targets in a text, each with the names of its topics."""
    if key(text) in known:
        return {text: known[key(text)]}
    return {part: known.get(key(part), []) for part in _parts(text)}


def _parts(text: str) -> Iterator[str]:
    return (part for part in BETWEEN.split(text) if part)


def _relate(topics: dict[str, Topic], name: str, other: str) -> None:
    topic = topics[name]
    if other not in topic.related:
        topics[name] = replace(topic, related=(*topic.related, other))


def _is_below(topics: Mapping[str, Topic], name: str, other: str) -> bool:
    """Return whether a topic is another one or narrower than it."""
    above: str | None = name
    while above is not None and above != other:
        above = topics[above].broader
    return above is not None
