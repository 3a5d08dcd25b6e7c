"""A list goes up where its values can be compared, and where nothing tells it is let pass."""

from __future__ import annotations

import pytest

from repertory.concordance.hypotheses import runs_up
from repertory.notation import parse_references


@pytest.mark.parametrize(
    ("printed", "goes_up"),
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
def test_references_are_compared_within_their_section(printed: str, goes_up: bool) -> None:
    assert runs_up([each.value for each in parse_references(printed).elements()]) is goes_up
