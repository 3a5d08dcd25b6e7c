"""References are sorted as their compilation numbers them."""

from __future__ import annotations

import pytest

from repertory.notation import format_reference, parse_references
from repertory.notation.order import order_references


@pytest.mark.parametrize(
    ("printed", "ordered"),
    [
        ("C.1, X.1, I.1 and V.1", ["I.1", "V.1", "X.1", "C.1"]),
        ("V.1, B.1, I.1, C.1 and A.2", ["A.2", "B.1", "C.1", "I.1", "V.1"]),
        ("10.1, 9.1 and 9.2", ["9.1", "9.2", "10.1"]),
    ],
)
def test_sections_are_roman_numerals_only_where_all_can_be(
    printed: str, ordered: list[str]
) -> None:
    found = parse_references(printed).elements()
    assert [format_reference(each) for each in order_references(e.value for e in found)] == ordered
