"""Items in two alphabets agree if they look alike or have one place in their alphabets."""

from __future__ import annotations

import pytest

from repertory.concordance.letters import agrees, same_item
from repertory.notation import parse_reference


@pytest.mark.parametrize(
    ("one", "other"), [("a", "a"), ("а", "a"), ("с", "c"), ("в", "c"), ("б", "b"), ("ب", "b")]
)
def test_letters_agree_by_their_looks_or_by_their_place(one: str, other: str) -> None:
    assert same_item(one, other)
    assert same_item(other, one)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("б", "a"), ("ii", "b"), ("с", "d")])
def test_other_letters_do_not(one: str, other: str) -> None:
    assert not same_item(one, other)


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("I.1.а", "I.1.a", True),
        ("I.1.а", "I.2.a", False),
        ("I.1.а", "II.1.a", False),
        ("I.1.а", "I.1", False),
        ("I.1.а", "I.1.a.i", False),
        ("I.1", "I.1", True),
    ],
)
def test_references_agree_if_their_numbers_are_equal_and_their_items_agree(
    expected: str, printed: str, same: bool
) -> None:
    assert same == agrees(parse_reference(expected), parse_reference(printed))
    assert not agrees(None, parse_reference(printed))
