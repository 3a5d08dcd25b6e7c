"""A list ascends if the values that can be compared do."""

from __future__ import annotations

import pytest

from repertory.concordance.hypotheses import ascends
from repertory.notation import parse_references


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("I.4 and I.5", True),
        ("I.5 and I.4", False),
        ("II.5 and I.4", True),
        ("V.2.a, V.2.c and V.3", True),
        ("V.2.c and V.2.a", False),
        ("V.2.iv and V.2.v", True),
        ("V.2 and V.2.a", True),
    ],
)
def test_references_are_compared_within_their_section(printed: str, expected: bool) -> None:
    assert ascends([each.value for each in parse_references(printed).elements()]) is expected
