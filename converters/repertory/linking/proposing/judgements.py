"""What is said of a topic and a concept: reasons that a person can follow, and a relation.

Each reason multiplies a confidence between 0 and 1. Below `THRESHOLD` nothing is claimed: the
concept stays a candidate whose relation is open. A wrong link is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.linking.proposing.forms import UNDETERMINED, Form
from repertory.linking.proposing.words import phrase
from repertory.linking.vocabularies.concepts import Concept

THRESHOLD: Final = 0.6
"""The confidence from which on a relation is proposed."""

OPEN: Final = 0.55
"""The confidence up to which a candidate rises by reasons that only make it worth a look."""


class Reason(Struct, frozen=True):
    """One fact for or against a link, in words."""

    text: str
    supports: bool = True

    def __str__(self) -> str:
        """Say first what it speaks for; a sign would begin a formula in a spreadsheet."""
        return f"{'for' if self.supports else 'against'}: {self.text}"


class Judgement(Struct, frozen=True):
    """What the evidence says of one topic and one concept.

    *pattern* names what the two share, empty where a form and a label are equal; *language* is that
    of the label that was matched.
    """

    concept: Concept
    relation: str
    confidence: float
    reasons: tuple[Reason, ...]
    matched: str = ""
    similarity: float = 0.0
    language: str = ""
    pattern: str = ""

    @property
    def proposed(self) -> str:
        """The relation that is proposed; undetermined where the evidence is too weak."""
        return self.relation if self.confidence >= THRESHOLD else UNDETERMINED

    def weighed(self, factor: float, reason: Reason, relation: str = "") -> Judgement:
        """Return the judgement with one more reason, which may change the relation."""
        return replace(
            self,
            confidence=min(0.99, self.confidence * factor),
            reasons=(*self.reasons, reason),
            relation=relation or self.relation,
        )

    def lifted(self, factor: float, text: str) -> Judgement:
        """Return the judgement with a reason to look at it that is none to claim anything."""
        confidence = max(self.confidence, min(OPEN, self.confidence * factor))
        return replace(self, confidence=confidence, reasons=(*self.reasons, Reason(text)))


class TopicContext(Struct, frozen=True):
    """A topic with what stands around it, as the evidence needs it.

    *linked* are concepts of any vocabulary that the topic is linked to already; *context* counts
    the topics that have a word.
    """

    concept: Concept
    forms: tuple[Form, ...]
    around: tuple[Concept, ...] = ()
    linked: frozenset[str] = frozenset()
    context: Mapping[str, int] = {}


def strength(judged: Judgement) -> tuple[bool, bool, float, float]:
    """Return what judgements are compared by: a claim, then an equal label, then the numbers."""
    claimed = judged.proposed != UNDETERMINED
    return claimed, not judged.pattern, judged.confidence, judged.similarity


def rank(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return judgements, the strongest first.

    Of those that claim nothing, each pattern has its turn, so that the first few differ. Of equal
    ones the shorter label is first, since it adds less.
    """
    ordered = sorted(
        judgements,
        key=lambda judged: (*(-part for part in strength(judged)), _length(judged.concept)),
    )
    seen: Counter[str] = Counter()
    turns = []
    for judged in ordered:
        if judged.pattern and judged.proposed == UNDETERMINED:
            seen[judged.pattern] += 1
            turns.append((seen[judged.pattern], judged))
        else:
            turns.append((0, judged))
    return [judged for _, judged in sorted(turns, key=lambda turn: turn[0])]


def _length(concept: Concept) -> int:
    return len(phrase(concept.label()).key)
