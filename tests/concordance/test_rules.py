"""Rules are learned from the table, and only where it states them plainly enough."""

from __future__ import annotations

import pytest

from repertory.concordance.rules import MINIMUM_SUPPORT, learn_rule, runs
from repertory.model import ParagraphNumber, Reference, Symbol

REPORT = Symbol("LIGHT/WG.2/2031/4")


def pair(
    paragraph: int, reference: int, section: str = "II", items: str = "", kept: bool = True
) -> tuple[ParagraphNumber, Reference]:
    parts = tuple(items)
    left = ParagraphNumber(paragraph, items=parts)
    return left, Reference(section, ParagraphNumber(reference, items=parts if kept else ()))


@pytest.mark.parametrize(
    ("pairs", "rule"),
    [
        ([pair(n, n - 3) for n in (4, 5, 9)], "n → II.(n-3), 3 of 3, None"),
        ([pair(n, n) for n in (4, 5, 9)], "n → II.n, 3 of 3, None"),
        ([pair(n, n + 20) for n in (4, 5, 9)], "n → II.(n+20), 3 of 3, None"),
        ([pair(n, n - 3, items="a") for n in (4, 5, 9)], "n → II.(n-3), 3 of 3, True"),
        ([pair(n, n - 3, items="a", kept=False) for n in (4, 5, 9)], "n → II.(n-3), 3 of 3, False"),
        (
            [*(pair(n, n - 3) for n in (4, 5, 9)), pair(6, 1), pair(7, 1)],
            "n → II.(n-3), 3 of 5, None",
        ),
        ([*(pair(n, n - 3) for n in (4, 5, 9)), *(pair(n, 1) for n in (6, 7, 8))], None),
        ([pair(n, n - 3) for n in (4, 5)], None),
        ([pair(4, 1)] * 9, None),
        ([pair(4, 9), pair(5, 1), pair(6, 4), pair(7, 5)], None),
        ([], None),
    ],
)
def test_a_rule_needs_more_than_half_of_the_pairs_and_three_different_ones(
    pairs: list[tuple[ParagraphNumber, Reference]], rule: str | None
) -> None:
    learned = learn_rule(REPORT, pairs)
    shown = learned and f"{learned}, {learned.support} of {learned.pairs}, {learned.keeps_items}"
    assert shown == rule
    assert MINIMUM_SUPPORT == 3


def test_misprints_just_below_half_leave_the_rule_as_it_is() -> None:
    right = [pair(n, n - 3) for n in range(4, 24)]
    wrong = [pair(n, n - 3 + shift) for n, shift in zip(range(30, 49), range(2, 21), strict=True)]
    rule = learn_rule(REPORT, right + wrong)
    assert rule is not None
    assert (rule.offset, rule.support, rule.exceptions) == (3, 20, 19)


def test_runs_of_consecutive_numbers() -> None:
    assert runs([7, 3, 1, 2, 2, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
