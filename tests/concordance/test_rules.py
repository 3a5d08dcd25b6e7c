"""Rules are learned only from enough pairs that agree."""

from __future__ import annotations

import pytest

from repertory.concordance.rules import MINIMUM_SUPPORT, learn_rule
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


def test_misprints_just_below_half_do_not_change_the_rule() -> None:
    right = [pair(n, n - 3) for n in range(4, 24)]
    wrong = [pair(n, n - 3 + shift) for n, shift in zip(range(30, 49), range(2, 21), strict=True)]
    rule = learn_rule(REPORT, right + wrong)
    assert rule is not None
    assert (rule.offset, rule.support, rule.exceptions) == (3, 20, 19)


@pytest.mark.parametrize(
    ("kept", "dropped", "keeps"), [(1, 2, False), (2, 2, True), (2, 1, True), (0, 0, None)]
)
def test_sub_paragraphs_are_kept_unless_more_pairs_drop_them(
    kept: int, dropped: int, keeps: bool | None
) -> None:
    whole = [pair(n, n - 3) for n in range(20, 29)]
    parts = [pair(n, n - 3, items="a") for n in range(4, 4 + kept)]
    parts += [pair(n, n - 3, items="a", kept=False) for n in range(10, 10 + dropped)]
    rule = learn_rule(REPORT, whole + parts)
    assert rule is not None
    assert rule.keeps_items is keeps


def test_pairs_that_vote_for_another_rule_do_not_decide_whether_items_are_kept() -> None:
    rule = learn_rule(REPORT, [*(pair(n, n - 3) for n in range(4, 9)), pair(9, 1, items="a")])
    assert rule is not None
    assert rule.keeps_items is None
