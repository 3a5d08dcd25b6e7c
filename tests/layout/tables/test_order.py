"""The order of documents counts only if enough rows of a table show it."""

from __future__ import annotations

import pytest

from repertory.layout.document_order import DocumentOrder
from repertory.notation import natural_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A/9", "A/10"),
        ("A/9/2", "A/9/10"),
        ("A/1", "A/1/Add.1"),
        ("A/1/Add.2", "A/1/Add.10"),
        ("A/2", "B/1"),
        ("A/HRC/WG.7/2012/6", "A/HRC/WG.7/2013/5"),
    ],
)
def test_numbers_in_symbols_count_by_value(first: str, second: str) -> None:
    assert natural_key(first) < natural_key(second)


def rising(neighbours: int, exceptions: int = 0) -> list[list[str]]:
    """Return different pairs of documents in ascending order, except the first *exceptions*."""
    pairs = [[f"R/{number}/1", f"R/{number}/2"] for number in range(neighbours)]
    return [pair[::-1] if n < exceptions else pair for n, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("neighbours", "exceptions", "counts"),
    [(2, 0, False), (3, 0, True), (4, 1, True), (10, 2, False), (20, 2, True), (20, 3, False)],
)
def test_neighbours_show_the_order_with_few_exceptions(
    neighbours: int, exceptions: int, counts: bool
) -> None:
    groups = rising(neighbours, exceptions)
    upward = DocumentOrder(groups)
    downward = DocumentOrder([group[::-1] for group in groups])

    assert upward.reverses("A/2", "A/1") is counts
    assert downward.reverses("A/1", "A/2") is counts
    assert not upward.reverses("A/1", "A/2")
    assert not downward.reverses("A/2", "A/1")


def test_a_document_after_itself_is_not_counted() -> None:
    assert not DocumentOrder([["A/1", "A/1"]] * 9).reverses("A/2", "A/1")


def test_a_frequent_order_of_two_documents_outweighs_the_numbers() -> None:
    order = DocumentOrder([*rising(40), *[["B/2", "B/1"]] * 2])

    assert not order.reverses("B/2", "B/1")
    assert order.reverses("B/1", "B/2")
    once = DocumentOrder([*rising(40), ["B/2", "B/1"]])
    assert once.reverses("B/2", "B/1")


def test_documents_that_are_not_neighbours_show_their_order_too() -> None:
    order = DocumentOrder([["X/9", "Y/5", "X/1"]] * 2)

    assert order.reverses("X/1", "X/9")
    assert not order.reverses("X/9", "X/1")


def test_documents_are_in_order_without_repetition_or_reversal() -> None:
    order = DocumentOrder(rising(9))

    assert order.runs(["A/1", "A/2", "A/10"])
    assert not order.runs(["A/1", "A/10", "A/2"])
    assert not order.runs(["A/1", "A/2", "A/1"])
    assert order.runs([])


@pytest.mark.parametrize(
    ("forward", "backward", "counts"),
    [
        pytest.param(13, 7, False, id="65 of 100"),
        pytest.param(14, 6, True, id="70 of 100"),
        pytest.param(15, 5, True, id="75 of 100"),
        pytest.param(1, 0, False, id="once"),
        pytest.param(2, 0, True, id="twice"),
        pytest.param(2, 1, False, id="two of three"),
        pytest.param(3, 1, True, id="three of four"),
    ],
)
def test_seven_of_ten_topics_outweigh_the_numbers(
    forward: int, backward: int, counts: bool
) -> None:
    """The numbers ascend in the table; B/2 precedes B/1 in some of its topics."""
    reversed_pairs = [["B/2", "B/1"]] * forward + [["B/1", "B/2"]] * backward
    order = DocumentOrder([*rising(300), *reversed_pairs])

    assert order.reverses("B/1", "B/2") is counts
    assert order.reverses("B/2", "B/1") is not counts


@pytest.mark.parametrize(("distance", "counts"), [(1, True), (7, True), (8, True), (9, False)])
def test_a_row_is_compared_with_the_eight_rows_below_it(distance: int, counts: bool) -> None:
    """The numbers of the documents between the two ascend and descend in turn."""
    between = [f"{'ZC'[n % 2]}/{n}" for n in range(distance - 1)]
    order = DocumentOrder([["X/9", *between, "X/1"]] * 2)

    assert order.reverses("X/1", "X/9") is counts
    assert not order.reverses("X/9", "X/1")


@pytest.mark.parametrize("groups", [rising(9), [pair[::-1] for pair in rising(9)]])
def test_a_document_does_not_break_the_order_after_itself(groups: list[list[str]]) -> None:
    assert not DocumentOrder(groups).reverses("A/1", "A/1")
