"""List the forms that a topic may have in another vocabulary, each with a confidence.

A heading is read together with the headings above it: `Children, protection` means child
protection. The part after the last comma is a form of its own, with a lower confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from repertory.linking.proposing.words import (
    LIGHT,
    PARENTHESES,
    Phrase,
    abbreviations,
    content_words,
    halves,
    is_name,
    phrase,
)
from repertory.linking.vocabularies.concepts import Concept, Label
from repertory.topics.wording import COMMA

EXACT, CLOSE, BROAD = "exactMatch", "closeMatch", "broadMatch"
NARROW, RELATED, UNDETERMINED = "narrowMatch", "relatedMatch", "mappingRelation"

KINDS: Final = {
    "heading": (EXACT, 0.95, "the heading"),
    "alternative": (CLOSE, 0.85, "an alternative label of the topic"),
    "name": (EXACT, 0.9, "the name at the end of the heading"),
    "compound": (EXACT, 0.88, "the heading read as a compound"),
    "shortened compound": (CLOSE, 0.75, "the end of the heading with a word of the heading above"),
    "end": (CLOSE, 0.8, "the end of the heading"),
    "beginning": (CLOSE, 0.75, "the heading without what it includes"),
    "abbreviation": (CLOSE, 0.65, "the abbreviation that the heading introduces"),
    "without a light noun": (CLOSE, 0.66, "the heading without a noun that adds little"),
    "half": (NARROW, 0.7, "one half of the heading"),
    "borrowed": (CLOSE, 0.66, "a label of the same concept in another vocabulary"),
}
"""Kind of a form -> the relation of a concept with an equal label, its confidence, its name."""

_INCLUDING: Final = re.compile(r",?\s+including\b.*$", re.IGNORECASE)


class Form(Struct, frozen=True):
    """One form of a topic; *kind* is a key of `KINDS`."""

    text: str
    kind: str
    language: str
    phrase: Phrase


def forms(topic: Concept, above: Sequence[Concept] = ()) -> tuple[Form, ...]:
    """Return the forms of a topic, most reliable first, each normalised form once.

    >>> children = Concept("a:1", (Label("Children", "en", "preferred"),))
    >>> topic = Concept("a:2", (Label("Children, protection", "en", "preferred"),))
    >>> for form in forms(topic, [children]):
    ...     print(f"{form.kind} - {form.text}")
    heading - Children, protection
    end - protection

    The first is also the compound: both have the normalised form `childprotection`.
    """
    found = [form for label in topic.labels for form in _of_label(label, above)]
    order = list(KINDS)
    best: dict[tuple[str, str], Form] = {}
    for form in sorted(found, key=lambda form: order.index(form.kind)):
        best.setdefault((form.language, form.phrase.key), form)
    return tuple(form for form in best.values() if form.phrase.words)


def borrowed(concept: Concept) -> Iterator[Form]:
    """Yield the preferred labels of a matching concept as forms of its topic.

    >>> welfare = Concept("a:1", (Label("child welfare", "en", "preferred"),))
    >>> [(form.kind, form.text) for form in borrowed(welfare)]
    [('borrowed', 'child welfare')]
    """
    for label in concept.labels:
        if label.kind == "preferred":
            yield _form(label.text, "borrowed", label)


def _of_label(label: Label, above: Sequence[Concept]) -> list[Form]:
    kind = "heading" if label.kind == "preferred" else "alternative"
    found = [_form(label.text, kind, label)]
    if (stem := _INCLUDING.sub("", label.text)) != label.text:
        found.append(_form(stem, "beginning", label))
    found += [_form(text, "abbreviation", label) for text in abbreviations(label.text)]
    parent, end = split_heading(label, above)
    found += _without_light_noun(end if parent else label.text, label)
    if not parent:
        return found + [_form(half, "half", label) for half in halves(_plain(stem))]
    name = is_name(end)
    found.append(_form(end, "name" if name else "end", label))
    found += [_form(text, "half", label) for text in halves(_plain(end))]
    return found if name else found + _compounds(parent, end, label)


def split_heading(label: Label, above: Sequence[Concept]) -> tuple[str, str]:
    """Split a label into the label above and its own part; the first is empty if none fits.

    >>> unodc = Concept("a:1", (Label("UNODC", "en", "alternative"),))
    >>> split_heading(Label("UNODC, global report", "en", "preferred"), [unodc])
    ('UNODC', 'global report')
    """
    texts = [each.text for concept in above for each in concept.labels]
    for text in sorted(texts, key=len, reverse=True):
        rest = label.text[len(text) :]
        if label.text.casefold().startswith(text.casefold()) and (comma := COMMA.match(rest)):
            return text, rest[comma.end() :]
    return "", label.text


def _compounds(parent: str, end: str, label: Label) -> list[Form]:
    """Return the end qualified by the label above, whole or shortened to its first words."""
    words = content_words(parent, label.language)
    if abbreviations(parent) or parent.isupper() or len(words) > 4:
        return []
    found = [_form(f"{' '.join(words)} {end}", "compound", label)]
    for length in range(len(words) - 1, 0, -1):
        text = f"{' '.join(words[:length])} {end}"
        found.append(_form(text, "shortened compound", label))
    return found


def _without_light_noun(text: str, label: Label) -> list[Form]:
    words = _plain(text).split()
    if len(words) < 2 or not set(content_words(words[-1], label.language)) & LIGHT:
        return []
    return [_form(" ".join(words[:-1]), "without a light noun", label)]


def _plain(text: str) -> str:
    return PARENTHESES.sub("", text)


def _form(text: str, kind: str, label: Label) -> Form:
    return Form(text, kind, label.language, phrase(text, label.language))
