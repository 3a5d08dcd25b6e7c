"""Symbols sort by the values of their numbers; their irregularities are in order."""

from __future__ import annotations

import pytest

from repertory.notation import natural_key, parse_symbol


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A/9", "A/10"),
        ("A/9/B", "A/10/A"),
        ("2/A", "A/2"),
        ("10/A", "A/2"),
        ("A/1", "A/B"),
        ("A/1", "A/1/Add.1"),
        ("A/2", "B/1"),
        ("A/0", "A/1"),
    ],
)
def test_numbers_sort_before_letters_and_by_their_values(first: str, second: str) -> None:
    assert natural_key(first) < natural_key(second)
    assert not natural_key(first) < natural_key(first)


def test_irregularities_of_a_symbol_are_in_order() -> None:
    _, notes = parse_symbol("A\u2044HRC/ 38\u200b/ 12(Part I)")

    assert [(note.start, note.detail.partition(" (")[0]) for note in notes] == [
        (1, "an unusual character"),
        (6, "a space inside a symbol"),
        (9, "a hidden character"),
        (11, "a space inside a symbol"),
        (14, "no space before the brackets"),
    ]


def test_what_begins_first_is_told_first_where_one_irregularity_holds_another() -> None:
    _, notes = parse_symbol("A/ \u200b 12")

    assert [(note.start, note.end) for note in notes] == [(2, 5), (3, 4)]
