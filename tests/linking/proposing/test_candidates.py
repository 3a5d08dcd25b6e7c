"""The limits of a search for candidates, and the order of its results."""

from __future__ import annotations

import pytest

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.vocabularies.concepts import ConceptStore, Fact


def index(*labels: str) -> CandidateIndex:
    facts = [Fact(f"a:{n:03}", "preferred", label, "en") for n, label in enumerate(labels)]
    return CandidateIndex(ConceptStore(facts))


@pytest.mark.parametrize(("labels", "found"), [(39, 39), (40, 40), (41, 40)])
def test_a_search_returns_at_most_forty_labels(labels: int, found: int) -> None:
    assert len(index(*["Lamp"] * labels).search(["lamp"])) == found


def test_the_best_hit_comes_first_and_of_equal_ones_the_first_label() -> None:
    hits = index("Lamp oil price", "Lamp", "Lamp oil", "Oil lamp").search(["lamp", "oil"])

    assert hits == ("a:002", "a:003", "a:000", "a:001")
    assert index("Lamp", "Oil").search([]) == ()


def test_a_family_is_that_of_the_root() -> None:
    words = index("Terrorism", "Terrorist", "Terror", "Terrace", "Terrorising")

    assert words.family("terrorist") == ("terrorism",)
    assert words.family("lamp") == ()


@pytest.mark.parametrize(("further", "found"), [(198, 200), (199, 200), (200, 199)])
def test_two_hundred_words_with_the_same_beginning_are_compared(further: int, found: int) -> None:
    """`terrorism`, the last in the alphabet, is not found if there are more."""
    others = [f"terrora{chr(97 + n // 26)}{chr(97 + n % 26)}ist" for n in range(further)]
    labels = index(*others, "terrorism")

    assert ("terrorism" in labels.family("terrorist")) is (found == 200)
