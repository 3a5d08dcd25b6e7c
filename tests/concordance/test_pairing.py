"""As many pairs as possible follow the rule in order; ties keep the printed order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repertory.concordance.pairing import pair
from repertory.model import (
    Cell,
    Element,
    IndexRow,
    Numbering,
    ParagraphNumber,
    Place,
    Reference,
    Row,
    Rule,
    Symbol,
)

REPORT = Symbol("LIGHT/1")
RULE = Numbering((Rule(REPORT, "I", 0),))
"""Paragraph n is I.n."""


def row(paragraphs: Sequence[int], references: Sequence[int]) -> Row:
    cell = Cell("", Place("lights.txt", line=2))
    return Row(
        1,
        "Fog",
        REPORT,
        tuple(Element(ParagraphNumber(n), str(n), 0, 1) for n in paragraphs),
        tuple(Element(Reference("I", ParagraphNumber(n)), str(n), 0, 1) for n in references),
        IndexRow(1, "Fog", "Fog", cell, cell, cell, cell.place),
    )


def paired(paragraphs: Sequence[int], references: Sequence[int]) -> list[str]:
    return [
        f"{one.value.number if one else '-'}={other.value.paragraph.number if other else '-'}"
        for one, other in pair(row(paragraphs, references), RULE)
    ]


@pytest.mark.parametrize(
    ("paragraphs", "references", "pairs"),
    [
        pytest.param([1, 2], [2, 9], "1=2 2=9", id="two broken, two unpaired: as printed"),
        pytest.param([1, 2, 3], [2, 3, 9], "1=- 2=2 3=3 -=9", id="three broken, two unpaired"),
        pytest.param([1, 2, 3], [1, 9, 8], "1=1 2=9 3=8", id="two broken, none unpaired"),
        pytest.param(
            [1, 2, 3, 4], [2, 1, 9, 3], "1=2 2=1 3=9 4=3", id="four broken, four unpaired"
        ),
        pytest.param([1, 2, 3], [2, 3, 1], "1=2 2=3 3=1", id="the same in another order"),
        pytest.param([1, 2, 3, 4], [3, 1, 2], "-=3 1=1 2=2 3=- 4=-", id="the longest run"),
    ],
)
def test_an_alignment_is_used_only_if_it_leaves_fewer_elements_unpaired(
    paragraphs: list[int], references: list[int], pairs: str
) -> None:
    assert paired(paragraphs, references) == pairs.split()


def longest_run(paragraphs: Sequence[int], references: Sequence[int]) -> int:
    """Return the length of the longest run of pairs that follow the rule, by trying all."""
    for length in range(len(paragraphs), 0, -1):
        runs = set(combinations(paragraphs, length))
        if any(run in runs for run in combinations(references, length)):
            return length
    return 0


@given(
    st.permutations(range(1, 8)),
    st.lists(st.integers(1, 9), max_size=8, unique=True).filter(lambda found: len(found) != 7),
)
def test_the_longest_ascending_run_follows_the_rule(
    paragraphs: list[int], references: list[int]
) -> None:
    found = paired(paragraphs, references)

    kept = [one for one, _, other in (each.partition("=") for each in found) if one == other]
    assert len(kept) == longest_run(paragraphs, references)
    assert [one for one, _, _ in (each.partition("=") for each in found) if one != "-"] == [
        str(paragraph) for paragraph in paragraphs
    ]
    assert [other for _, _, other in (each.partition("=") for each in found) if other != "-"] == [
        str(reference) for reference in references
    ]
