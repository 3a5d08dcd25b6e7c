"""The parts of a designation: their bounds, and the levels of items without a number."""

from __future__ import annotations

import pytest

from repertory.errors import NotationError
from repertory.notation import format_paragraph, parse_paragraphs


def read(text: str) -> list[str]:
    return [format_paragraph(each.value) for each in parse_paragraphs(text).elements()]


def fails(text: str) -> tuple[str, str]:
    """Return the span of the error and what was expected."""
    with pytest.raises(NotationError) as caught:
        parse_paragraphs(text)
    return text[caught.value.start : caught.value.end], caught.value.expected


def test_a_number_has_at_most_five_digits() -> None:
    assert read("9999 and 99999") == ["9999", "99999"]
    assert fails("100000") == ("100000", "a number of at most 5 digits")


def test_there_are_at_most_three_levels_of_items() -> None:
    assert read("8 (a) (i) (b)") == ["8 (a) (i) (b)"]
    assert fails("8 (a) (i) (b) (ii)") == ("ii", "at most 3 levels of items")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("8 (a) and (b)", "8 (b)"),
        ("8 (a) (i) and (ii)", "8 (a) (ii)"),
        ("8 (a) (ii) and (b)", "8 (b)"),
        ("8 (a) (i) (a) and (b)", "8 (a) (i) (b)"),
        ("8 (a) (i) (a) and (ii)", "8 (a) (ii)"),
        ("8 (a) (i) (a) and (ii) (b)", "8 (a) (ii) (b)"),
        ("8 (a) and (b) (i) (c)", "8 (b) (i) (c)"),
    ],
)
def test_items_without_a_number_take_the_deepest_level_that_they_fit(text: str, last: str) -> None:
    assert read(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("8 (a) and (abc)", "abc", "a letter such as (a)"),
        ("8 (a) (ii) and (abc)", "abc", "a roman numeral such as (iv)"),
        ("8 (a) (ii) (c) and (abc)", "abc", "a letter such as (a)"),
        ("8 and (a) (ii)", "a) (ii", "a paragraph number such as 8 or 8 (e)"),
        (
            "8 (a) (v) and (i)",
            "i",
            "the whole designation, with its paragraph number",
        ),
    ],
)
def test_items_that_fit_no_level_or_two_are_an_error(text: str, found: str, expected: str) -> None:
    assert fails(text) == (found, expected)
