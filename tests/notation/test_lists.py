"""Bounds of a list, and the order of its irregularities."""

from __future__ import annotations

import pytest

from repertory.errors import NotationError
from repertory.model import ParagraphNumber
from repertory.notation import ListEntry, parse_paragraphs
from repertory.notation.entries import MAXIMUM_ELEMENTS, MAXIMUM_RANGE, Parsed


def test_a_range_has_at_most_five_hundred_elements() -> None:
    assert MAXIMUM_RANGE == 500
    assert len(parse_paragraphs("1–499").elements()) == 499
    assert len(parse_paragraphs("1–500").elements()) == 500
    with pytest.raises(NotationError, match="a range of at most 500 elements"):
        parse_paragraphs("1–501")


@pytest.mark.parametrize(
    ("entry", "each", "most"),
    [
        pytest.param("1", 1, 2000, id="single paragraphs"),
        pytest.param("1–500", 500, 4, id="ranges of paragraphs"),
        pytest.param("8 (a)–(zz)", 52, 38, id="ranges of items"),
        pytest.param("8 (a) (i)–(xxxix)", 39, 51, id="ranges of numerals"),
        pytest.param("8 (a) (i) (a)–(z)", 26, 76, id="ranges of the third level"),
    ],
)
def test_a_cell_has_at_most_two_thousand_elements(entry: str, each: int, most: int) -> None:
    assert MAXIMUM_ELEMENTS == 2000
    assert len(parse_paragraphs(", ".join([entry] * most)).elements()) == each * most
    with pytest.raises(NotationError, match="at most 2,000 elements in one cell"):
        parse_paragraphs(", ".join([entry] * (most + 1)))


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("8,  and 9", ["a comma before a conjunction", "more than one space"]),
        ("8,   ; 9", ["a doubled comma or conjunction", "no conjunction", "more than one space"]),
        ("24 ,25", ["a space before a comma", "no conjunction", "no space after a comma"]),
        ("1- 3 and 5\u200b", ["a space inside a range", "a hyphen for", "a hidden character"]),
    ],
)
def test_irregularities_are_in_the_order_of_the_text(text: str, details: list[str]) -> None:
    found = parse_paragraphs(text).irregularities
    spans = [(note.start, note.end) for note in found]

    assert spans == sorted(spans)
    assert sorted(each for each in details for note in found if note.detail.startswith(each)) == (
        sorted(details)
    )


def test_entries_and_lists_are_equal_only_to_their_own_type() -> None:
    entry = ListEntry(ParagraphNumber(8), printed="8", start=3, end=4)

    assert entry == ListEntry(ParagraphNumber(8))
    assert entry != ListEntry(ParagraphNumber(8), ParagraphNumber(9))
    assert entry != ParagraphNumber(8)
    assert Parsed((entry,)) == parse_paragraphs("8")
    assert Parsed((entry,)) != (entry,)
