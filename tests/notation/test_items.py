"""The sequences of items: their ends, and the one that items belong to."""

from __future__ import annotations

import pytest

from repertory.notation.items import (
    ARABIC,
    CYRILLIC,
    LATIN,
    ROMAN,
    between,
    goes_up,
    sequence_of,
)


@pytest.mark.parametrize(
    ("sequence", "length", "first", "last"),
    [
        (LATIN, 52, "a", "zz"),
        (CYRILLIC, 56, "а", "яя"),
        (ARABIC, 56, "أ", "غغ"),
        (ROMAN, 39, "i", "xxxix"),
    ],
)
def test_a_sequence_runs_from_its_first_item_to_its_last(
    sequence: tuple[str, ...], length: int, first: str, last: str
) -> None:
    assert (len(sequence), sequence[0], sequence[-1]) == (length, first, last)
    assert len(set(sequence)) == length


@pytest.mark.parametrize(
    ("items", "level", "sequence"),
    [
        (("i",), 0, LATIN),
        (("i", "v", "x"), 0, LATIN),
        (("ii",), 0, ROMAN),
        (("i", "ii"), 0, ROMAN),
        (("a", "ii"), 0, LATIN),
        (("ii", "aa"), 0, LATIN),
        (("b",), 1, None),
        (("i",), 1, ROMAN),
        (("xl",), 1, None),
        (("i",), 2, LATIN),
        (("ii",), 2, None),
        (("aa",), 2, LATIN),
        (("a", "б"), 0, None),
    ],
)
def test_the_level_and_the_length_distinguish_numerals_from_letters(
    items: tuple[str, ...], level: int, sequence: tuple[str, ...] | None
) -> None:
    assert sequence_of(items, level) == sequence


def test_an_item_does_not_come_after_itself() -> None:
    assert not goes_up("a", "a", 0)
    assert goes_up("a", "b", 0)
    assert between("b", "b", 0) == ("b",)
    assert between("b", "a", 0) == ()
