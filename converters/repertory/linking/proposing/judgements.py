"""Judgements of a topic and a concept: a relation, a confidence, and reasons in words.

Each reason multiplies a confidence between 0 and 1. Below `THRESHOLD` no relation is proposed and
the concept stays a candidate, because a wrong link is worse than a missing one.
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
"""Minimum confidence for proposing a relation."""

OPEN: Final = 0.55
"""Maximum confidence that `lifted` gives, below `THRESHOLD`."""


class Reason(Struct, frozen=True):
    """One fact for or against a link, in words."""

    text: str
    supports: bool = True

    def __str__(self) -> str:
        """Return the reason after a word; a sign would begin a formula in a spreadsheet."""
        return f"{'for' if self.supports else 'against'}: {self.text}"


class Judgement(Struct, frozen=True):
    """The evidence on one topic and one concept.

    *pattern* names the similarity and is empty if a form equals a label; *language* is that of the
    matched label.
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
        """The proposed relation; undetermined if the evidence is too weak."""
        return self.relation if self.confidence >= THRESHOLD else UNDETERMINED

    def weighed(self, factor: float, reason: Reason, relation: str = "") -> Judgement:
        """Return the judgement with a further reason, which may change the relation."""
        return replace(
            self,
            confidence=min(0.99, self.confidence * factor),
            reasons=(*self.reasons, reason),
            relation=relation or self.relation,
        )

    def lifted(self, factor: float, text: str) -> Judgement:
        """Return the judgement with a reason that raises its rank, but not to a proposal."""
        confidence = max(self.confidence, min(OPEN, self.confidence * factor))
        return replace(self, confidence=confidence, reasons=(*self.reasons, Reason(text)))


class TopicContext(Struct, frozen=True):
    """A topic with its context in the hierarchy.

    *linked* are the concepts of any vocabulary to which the topic is linked; *context* maps a word
    to the number of topics that have it.
    """

    concept: Concept
    forms: tuple[Form, ...]
    around: tuple[Concept, ...] = ()
    linked: frozenset[str] = frozenset()
    context: Mapping[str, int] = {}


def strength(judged: Judgement) -> tuple[bool, bool, float, float]:
    """Return the sort key of judgements: proposed first, then equal labels, then the numbers."""
    claimed = judged.proposed != UNDETERMINED
    return claimed, not judged.pattern, judged.confidence, judged.similarity


def rank(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return judgements, strongest first.

    Those without a proposed relation alternate between patterns, so that the first few differ. If
    equal, the shorter label is first, since it adds less.
    """
    ordered = sorted(
        judgements,
        key=lambda judged: (
            *(-part for part in strength(judged)),
            len(phrase(judged.concept.label()).key),
        ),
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
