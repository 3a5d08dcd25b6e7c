"""References are sorted in the order of their compilation."""

from __future__ import annotations

import pytest

from repertory.model import ParagraphNumber, Reference
from repertory.notation import format_reference, parse_references
from repertory.notation.recommendation_order import order_references, roman_value


@pytest.mark.parametrize(
    ("printed", "ordered"),
    [
        ("C.1, X.1, I.1 and V.1", ["I.1", "V.1", "X.1", "C.1"]),
        ("V.1, B.1, I.1, C.1 and A.2", ["A.2", "B.1", "C.1", "I.1", "V.1"]),
        ("10.1, 9.1 and 9.2", ["9.1", "9.2", "10.1"]),
    ],
)
def test_sections_are_roman_numerals_only_if_all_can_be(printed: str, ordered: list[str]) -> None:
    found = parse_references(printed).elements()
    assert [format_reference(each) for each in order_references(e.value for e in found)] == ordered


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        *(("I", 1), ("V", 5), ("X", 10), ("L", 50), ("C", 100), ("D", 500), ("M", 1000)),
        *(("II", 2), ("IV", 4), ("VI", 6), ("IX", 9), ("XX", 20), ("XL", 40), ("XC", 90)),
        *(("CD", 400), ("CM", 900), ("MDCLXVI", 1666), ("MMXXVI", 2026)),
    ],
)
def test_a_smaller_numeral_before_a_larger_one_is_subtracted(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("printed", "ordered"),
    [
        ("MM.1, MDCLXVI.1 and V.1", ["V.1", "MDCLXVI.1", "MM.1"]),
        ("V.2.x, V.2.ix and V.2.ii", ["V.2.ii", "V.2.ix", "V.2.x"]),
        ("V.2.x, V.2.b and V.2.c", ["V.2.b", "V.2.c", "V.2.x"]),
        ("V.2.e.x, V.2.e.ix and V.2.e.v", ["V.2.e.v", "V.2.e.ix", "V.2.e.x"]),
        ("V.2.e.i.aa, V.2.e.i.z and V.2.e.i.b", ["V.2.e.i.b", "V.2.e.i.z", "V.2.e.i.aa"]),
        ("V.12 ter, V.12, V.12 bis and V.3", ["V.3", "V.12", "V.12 bis", "V.12 ter"]),
    ],
)
def test_sections_and_items_are_in_the_order_of_their_sequence(
    printed: str, ordered: list[str]
) -> None:
    found = parse_references(printed).elements()
    assert [format_reference(each) for each in order_references(e.value for e in found)] == ordered


ORDERS = [
    (["II.1", "I.2", "I.10", "I.2"], ["I.2", "I.10", "II.1"]),
    (["X.1", "L.1", "IX.1", "V.1", "C.1"], ["V.1", "IX.1", "X.1", "L.1", "C.1"]),
    (["D.1", "A.1", "C.1", "B.1"], ["A.1", "B.1", "C.1", "D.1"]),
    (["10.1", "9.1"], ["9.1", "10.1"]),
    (["I.2.b", "I.2", "I.2.a", "I.2.aa", "I.2.z"], ["I.2", "I.2.a", "I.2.b", "I.2.z", "I.2.aa"]),
    (["I.2.v", "I.2.iv", "I.2.ix"], ["I.2.iv", "I.2.v", "I.2.ix"]),
    (["I.2.h", "I.2.v", "I.2.i"], ["I.2.h", "I.2.i", "I.2.v"]),
    (["I.2.a.x", "I.2.a.v", "I.2.a.ix", "I.2.b"], ["I.2.a.v", "I.2.a.ix", "I.2.a.x", "I.2.b"]),
    (["I.2.a.i.ii", "I.2.a.i.v"], ["I.2.a.i.v", "I.2.a.i.ii"]),
    (["I.2.б", "I.2.a", "I.2.bb"], ["I.2.a", "I.2.б", "I.2.bb"]),
]


@pytest.mark.parametrize(("printed", "ordered"), ORDERS)
def test_references_are_in_the_order_of_the_compilation(
    printed: list[str], ordered: list[str]
) -> None:
    assert order_references(map(_read, printed)) == tuple(map(_read, ordered))


def test_inserted_paragraphs_follow_the_one_with_their_number() -> None:
    suffixes = ["quater", "", "ter", "bis"]
    unordered = [Reference("I", ParagraphNumber(12, suffix)) for suffix in suffixes]
    ordered = [each.paragraph.suffix for each in order_references(unordered)]
    assert ordered == ["", "bis", "ter", "quater"]


def _read(text: str) -> Reference:
    section, number, *items = text.split(".")
    return Reference(section, ParagraphNumber(int(number), items=tuple(items)))
