"""Judge a label that shares words with a topic without being equal to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from repertory.linking.proposing.forms import BROAD, CLOSE, NARROW, RELATED, Form
from repertory.linking.proposing.judgements import Judgement, Reason
from repertory.linking.proposing.words import Phrase, phrase, root
from repertory.linking.vocabularies.concepts import Concept, Label

LONG: Final = 9
"""Minimum words of a label that counts as a sentence."""

APART: Final = frozenset(["abbreviation", "half", "borrowed"])
"""Kinds of forms that count only if a label is equal."""


def overlap(concept: Concept, form: Form, label: Label) -> Judgement | None:
    """Judge *label* by the words it shares with *form*; return None if it shares none."""
    if form.kind in APART:
        return None
    read = phrase(label.text, label.language)
    ours, theirs = set(form.phrase.words), set(read.words)
    common = ours & theirs
    if not common:
        return _of_one_root(concept, form, read)
    similarity = len(common) / len(ours | theirs)
    pattern, relation, confidence, reason = _compared(form, read, label)
    if len(theirs) >= LONG:
        confidence *= 0.5
    if label.kind != "preferred":
        confidence *= 0.8
    confidence *= 0.8 + 0.2 * similarity
    return Judgement(
        concept, relation, confidence, (reason,), form.text, similarity, form.language, pattern
    )


def _compared(form: Form, read: Phrase, label: Label) -> tuple[str, str, float, Reason]:
    """Compare two labels by their head nouns and by which contains the words of the other."""
    ours, theirs = form.phrase.words, read.words
    shown = f"{form.text!r} and {label.text!r}"
    same_head = bool(read.head) and form.phrase.head == read.head
    if set(ours) == set(theirs):
        return "order", CLOSE, 0.58, Reason(f"{shown} have the same words in another order")
    if same_head and _runs_through(theirs, ours):
        confidence = 0.68 if len(theirs) > 1 else 0.45
        text = f"{shown} have one head noun, the topic is narrower"
        return "kind", BROAD, confidence, Reason(text)
    if same_head and _runs_through(ours, theirs):
        text = f"{shown} have one head noun, the topic is broader"
        return "kinds", NARROW, 0.5, Reason(text)
    if set(theirs) < set(ours):
        confidence = 0.5 if len(theirs) > 1 else 0.4
        text = f"{label.text!r} only qualifies {form.text!r}"
        return "qualifier", RELATED, confidence, Reason(text, False)
    if same_head:
        text = f"{shown} share the head noun, not what qualifies it"
        return "head", RELATED, 0.42, Reason(text, False)
    heads = f" ({form.phrase.head}, {read.head})" if read.head and form.phrase.head else ""
    text = f"{shown} share words, their head nouns differ{heads}"
    return "words", RELATED, 0.36, Reason(text, False)


def _runs_through(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Return whether *longer* contains all *words* in the same order."""
    rest = iter(longer)
    return all(word in rest for word in words)


def _of_one_root(concept: Concept, form: Form, read: Phrase) -> Judgement | None:
    """Judge a label that only has words of the same root: a candidate, never a proposal."""
    ours = {root(word): word for word in form.phrase.words}
    theirs = {root(word): word for word in read.words}
    common = sorted(ours.keys() & theirs.keys())
    if not common or len(theirs) >= LONG:
        return None
    pairs = ", ".join(f"{ours[each]!r} and {theirs[each]!r}" for each in common)
    similarity = len(common) / len(ours.keys() | theirs.keys()) / 2
    return Judgement(
        concept,
        RELATED,
        0.3 + 0.1 * similarity,
        (Reason(f"{pairs} have one root", False),),
        form.text,
        similarity,
        form.language,
        "root",
    )
