"""Search a vocabulary: find concepts by words or IRI, and describe one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from repertory.linking.proposing.words import phrase
from repertory.linking.vocabularies.concepts import Concept, ConceptStore

READINGS: Final = ("en", "fr", "und")
"""The languages whose rules are tried on a text of unknown language: English, Romance, other."""

LANGUAGES: Final = 12
"""Maximum languages whose labels are shown; the others are counted."""

NAMES: Final = 6
"""Maximum related concepts that are named."""


class Side(Struct, frozen=True):
    """The concepts of one side of the links; their IRIs begin with *space*.

    *search* returns the concepts that have any of the given words, best first.
    """

    store: ConceptStore
    space: str = ""
    search: Callable[[Sequence[str]], Sequence[str]] = lambda words: ()

    def find(self, text: str, limit: int = 9) -> tuple[Concept, ...]:
        """Return the concepts for a text: an IRI, the end of one, or words in any language.

        >>> from repertory.linking.vocabularies.concepts import Fact
        >>> facts = [Fact("http://v.example/7", "preferred", "Lampes", "fr")]
        >>> side = Side(ConceptStore(facts), "http://v.example/")
        >>> [side.find(text)[0].label() for text in ("7", "http://v.example/7", "lampe")]
        ['Lampes', 'Lampes', 'Lampes']
        """
        for iri in (text, self.space + text):
            if iri.startswith(self.space) and self.store.has(iri):
                return (self.store.concept(iri),)
        read = [phrase(text, language) for language in READINGS]
        iris = [iri for each in read if each.key for iri in self.store.with_key(each.key)]
        words = dict.fromkeys(word for each in read for word in each.words)
        iris += self.search(tuple(words))
        inside = [iri for iri in dict.fromkeys(iris) if iri.startswith(self.space)]
        return tuple(self.store.concept(iri) for iri in inside[:limit])

    def describe(self, iri: str) -> list[str]:
        """Return lines with the labels by language, the hierarchy and the notes of a concept."""
        if not self.store.has(iri):
            return []
        concept = self.store.concept(iri)
        return [
            *_labels(concept),
            *self._names("under", concept.broader),
            *self._names("above", concept.narrower),
            *self._names("beside", concept.related),
            *(f"note: {note}" for note in concept.notes[:2]),
            *islice(self._shared(concept), NAMES),
        ]

    def _names(self, where: str, iris: Sequence[str]) -> Iterator[str]:
        names = [self.store.concept(iri).label() for iri in iris[:NAMES] if self.store.has(iri)]
        if names:
            yield f"{where}: {'; '.join(names)}{'; …' if len(iris) > NAMES else ''}"

    def _shared(self, concept: Concept) -> Iterator[str]:
        """Yield the labels that another concept has too."""
        for label in concept.labels:
            key = phrase(label.text, label.language).key
            others = [iri for iri in self.store.with_key(key) if iri != concept.iri] if key else []
            if others:
                names = ", ".join(f"{self.store.concept(i).label()} <{i}>" for i in others[:3])
                yield f"the label {label.text!r} also belongs to {names}"


def _labels(concept: Concept) -> Iterator[str]:
    """Yield a line for each language: the preferred label, and the others in parentheses."""
    languages = sorted({label.language for label in concept.labels})
    for language in languages[:LANGUAGES]:
        labels = [label for label in concept.labels if label.language == language]
        preferred = [label.text for label in labels if label.kind == "preferred"]
        also = [label.text for label in labels if label.kind != "preferred"]
        others = f" ({'; '.join(also)})" if also else ""
        yield f"{language or 'no language'}: {', '.join(preferred) or '-'}{others}"
    if len(languages) > LANGUAGES:
        yield f"and labels in {len(languages) - LANGUAGES} more languages"
