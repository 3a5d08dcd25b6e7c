"""The confidence of a label that shares words with a topic: words, head noun, length."""

from __future__ import annotations

import pytest

from repertory.linking.proposing.forms import Form
from repertory.linking.proposing.judgements import Judgement
from repertory.linking.proposing.overlap import overlap
from repertory.linking.proposing.words import phrase
from repertory.linking.vocabularies.concepts import Concept, Label

CONCEPT = Concept("http://v.example/1", ())


def shared(
    heading: str, label: str, *, form: str = "heading", kind: str = "preferred"
) -> Judgement | None:
    read = Form(heading, form, "en", phrase(heading))
    return overlap(CONCEPT, read, Label(label, "en", kind))


@pytest.mark.parametrize(
    ("heading", "label", "pattern", "relation", "confidence", "similarity"),
    [
        ("Lamp oil price", "Price lamp oil", "order", "closeMatch", 0.58, 1),
        ("Quiet light keepers", "Light keepers", "kind", "broadMatch", 0.68, 2 / 3),
        ("Light keepers", "Keepers", "kind", "broadMatch", 0.45, 1 / 2),
        ("Light keepers", "Quiet light keepers", "kinds", "narrowMatch", 0.5, 2 / 3),
        ("Lamp oil price", "Lamp oil", "qualifier", "relatedMatch", 0.5, 2 / 3),
        ("Lamp oil", "Lamps", "qualifier", "relatedMatch", 0.4, 1 / 2),
        ("Light keepers", "Door keepers", "head", "relatedMatch", 0.42, 1 / 3),
        ("Light keepers", "Light oil", "words", "relatedMatch", 0.36, 1 / 3),
    ],
)
def test_the_common_words_determine_relation_and_confidence(
    heading: str, label: str, pattern: str, relation: str, confidence: float, similarity: float
) -> None:
    found = shared(heading, label)

    assert found is not None
    assert (found.pattern, found.relation) == (pattern, relation)
    assert found.similarity == pytest.approx(similarity)
    assert found.confidence == pytest.approx(confidence * (0.8 + 0.2 * similarity))
    assert found.reasons[0].supports is (pattern in ("order", "kind", "kinds"))


def test_an_alternative_label_counts_less() -> None:
    found, preferred = shared("Lamp oil", "Lamps", kind="alternative"), shared("Lamp oil", "Lamps")

    assert found is not None and preferred is not None
    assert found.confidence == pytest.approx(0.8 * preferred.confidence)


@pytest.mark.parametrize(("words", "factor"), [(7, 1), (8, 1), (9, 0.5), (10, 0.5)])
def test_a_label_of_nine_words_is_a_sentence(words: int, factor: float) -> None:
    label = " ".join(
        ["light", *(f"{letter}{letter}{letter}" for letter in "bcdfghjkm"[: words - 1])]
    )
    found = shared("Light keepers", label)

    assert found is not None
    assert found.similarity == pytest.approx(1 / (words + 1))
    assert found.confidence == pytest.approx(factor * 0.36 * (0.8 + 0.2 / (words + 1)))


@pytest.mark.parametrize(("further", "found"), [(6, True), (7, True), (8, False)])
def test_a_sentence_with_words_of_the_same_root_shares_nothing(further: int, found: bool) -> None:
    label = " ".join(
        ["terrorism", *(f"{letter}{letter}{letter}" for letter in "bcdfghjkm"[:further])]
    )
    judged = shared("Terrorist keepers", label)

    assert (judged is not None) is found
    if judged is not None:
        similarity = 1 / (further + 2) / 2
        assert (judged.pattern, judged.relation) == ("root", "relatedMatch")
        assert judged.similarity == pytest.approx(similarity)
        assert judged.confidence == pytest.approx(0.3 + 0.1 * similarity)


@pytest.mark.parametrize("form", ["abbreviation", "half", "borrowed"])
def test_some_forms_count_only_if_a_label_is_equal(form: str) -> None:
    assert shared("Light keepers", "Light oil", form=form) is None
    assert shared("Light keepers", "Light oil", form="end") is not None


def test_labels_without_a_common_word_or_root_share_nothing() -> None:
    assert shared("Light keepers", "Lamp oil") is None
