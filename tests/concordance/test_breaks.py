"""Where the numbering of a report changes: a change needs more votes than it costs."""

from __future__ import annotations

import pytest

from repertory.concordance.breaks import MOST_CHOICES, PRICE, find_runs

LEAST = 3


def test_the_price_of_a_change_is_that_of_four_misprints() -> None:
    assert PRICE == 4


@pytest.mark.parametrize(
    ("votes", "runs"),
    [
        pytest.param("AAAAAAAAAABBB", [(0, 13)], id="three at the end"),
        pytest.param("AAAAAAAAAABBBB", [(0, 14)], id="four at the end: the cost of a change"),
        pytest.param("AAAAAAAAAABBBBB", [(0, 10), (10, 15)], id="five at the end"),
        pytest.param("BBBBAAAAAAAAAA", [(0, 14)], id="four at the beginning"),
        pytest.param("BBBBBAAAAAAAAAA", [(0, 5), (5, 15)], id="five at the beginning"),
        pytest.param("AAAAAAAAAABBBBBBBBAAAAAAAAAA", [(0, 28)], id="eight: two changes"),
        pytest.param("AAAAAAAAAABBBBBBBBBAAAAAAAAAA", [(0, 10), (10, 19), (19, 29)], id="nine"),
        pytest.param("AAAAABBBB", [(0, 9)], id="the more frequent vote rules at the end"),
        pytest.param("BBBBAAAAA", [(0, 9)], id="at either end"),
        pytest.param("AAAAABBBBB", [(0, 5), (5, 10)], id="both five times"),
        pytest.param("AAAABBBB", [(0, 8)], id="both four times: no change"),
        pytest.param("AAAAABBBBCCCCCCCCCC", [(0, 5), (5, 19)], id="as early as possible"),
        pytest.param("", [(0, 0)], id="no votes"),
    ],
)
def test_a_change_must_save_more_votes_than_its_price(
    votes: str, runs: list[tuple[int, int]]
) -> None:
    assert find_runs(votes, LEAST) == runs


@pytest.mark.parametrize(("least", "runs"), [(5, [(0, 10), (10, 15)]), (6, [(0, 15)])])
def test_a_vote_rules_only_with_the_least_count(least: int, runs: list[tuple[int, int]]) -> None:
    assert find_runs("A" * 10 + "B" * 5, least) == runs


@pytest.mark.parametrize(("different", "found"), [(15, 15), (16, 16), (17, 16)])
def test_the_sixteen_most_frequent_votes_are_considered(different: int, found: int) -> None:
    votes = [vote for vote in range(different) for _ in range(9)]

    assert MOST_CHOICES == 16
    assert find_runs(votes, LEAST) == [
        *((9 * n, 9 * n + 9) for n in range(found - 1)),
        (9 * (found - 1), len(votes)),
    ]
