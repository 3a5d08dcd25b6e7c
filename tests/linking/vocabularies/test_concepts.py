"""Concepts are assembled from facts in any order."""

from __future__ import annotations

import pytest

from repertory.linking.vocabularies.concepts import Concept, ConceptStore, Fact, Label


@pytest.mark.parametrize(("concepts", "found"), [(49, 49), (50, 50), (51, 50)])
def test_fifty_concepts_with_one_label_are_found_in_the_order_of_their_iris(
    concepts: int, found: int
) -> None:
    facts = [Fact(f"v:{n:02}", "preferred", "Lamp", "en") for n in reversed(range(concepts))]

    assert ConceptStore(facts).with_key("lamp") == tuple(f"v:{n:02}" for n in range(found))


def test_labels_are_sorted_by_kind_then_text() -> None:
    facts = [
        Fact("v:1", "hidden", "aft", "en"),
        Fact("v:1", "alternative", "c", "en"),
        Fact("v:1", "alternative", "b", "en"),
        Fact("v:1", "preferred", "d", "en"),
    ]

    for given in (facts, facts[::-1]):
        labels = ConceptStore(given).concept("v:1").labels
        assert [label.text for label in labels] == ["d", "b", "c", "aft"]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "water"), ("fr", "eau"), ("es", "eau"), ("ru", "eau")]
)
def test_a_label_is_the_preferred_one_of_a_language_or_the_first_preferred(
    language: str, label: str
) -> None:
    labels = (
        Label("agua", "es", "alternative"),
        Label("eau", "fr", "preferred"),
        Label("water", "en", "preferred"),
    )

    assert Concept("v:1", labels).label(language) == label
    assert Concept("v:1", ()).label(language) == "v:1"


def test_a_word_heads_the_labels_of_several_words_that_end_with_it() -> None:
    labels = ("Price", "Lamp price", "Oil price", "Price of wicks", "Price lamp")
    store = ConceptStore(Fact(f"v:{n}", "preferred", each, "en") for n, each in enumerate(labels))

    assert store.headed_by("price") == 3
