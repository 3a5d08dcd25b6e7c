"""Rows at the foot of a page are moved if the next topic is then identical to another."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from repertory.layout.document_order import DocumentOrder
from repertory.layout.identical_topics import IdenticalTopicSearch
from repertory.model import Cell, IndexRow, Place

Cells = Sequence[str]
"""Rows such as `1/4,5`: report 1, paragraphs 4 and 5."""


def moves(*topics: Cells, feet: Sequence[int], settled: Sequence[int] = ()) -> list[object]:
    """Search topics; `feet` are the positions of those at the end of a page."""
    rows: list[IndexRow] = []
    bounds: list[tuple[int, int]] = []
    for number, cells in enumerate(topics):
        start = len(rows)
        for cell in cells:
            report, _, paragraphs = cell.partition("/")
            empty = Cell("", Place("x"))
            texts = Cell(report, Place("x")), Cell(paragraphs, Place("x"))
            rows.append(IndexRow(len(rows) + 1, f"T{number}", "", *texts, empty, Place("x")))
        bounds.append((start, len(rows)))
    keys = [row.document.text for row in rows]
    order = DocumentOrder([keys[start:end] for start, end in bounds])
    search = IdenticalTopicSearch(rows, keys, bounds, order)
    return list(search.moves(feet, frozenset(settled)))


SAME = ("1/4,5", "2/6")
FOUR = ("1/1", "2/2", "3/3", "4/4")
FIVE = (*FOUR, "5/5")


@pytest.mark.parametrize(
    ("topics", "feet", "moved"),
    [
        pytest.param((SAME, ("0/1", "1/4,5"), ("2/6",)), [1], [(1, 3, "T0")], id="one row"),
        pytest.param(
            (("0/1", "1/4,5"), ("2/6",), SAME), [0], [(0, 1, "T2")], id="an identical topic below"
        ),
        pytest.param((FOUR, ("0/1", *FOUR[:3]), FOUR[3:]), [1], [(1, 5, "T0")], id="three rows"),
        pytest.param((FIVE, ("0/1", *FIVE[:4]), FIVE[4:]), [1], [], id="four rows are too many"),
        pytest.param((SAME, ("1/4,5",), ("2/6",)), [1], [], id="no row would be left"),
        pytest.param((SAME, ("0/1", "1/4,5"), ("2/6",)), [0], [], id="not at the foot of a page"),
        pytest.param((SAME, ("0/1", "1/4,5"), ("2/6",)), [], [], id="no page ends"),
        pytest.param((SAME, SAME, ("0/1", "1/4,5"), ("2/6",)), [2], [], id="two identical topics"),
        pytest.param(
            (SAME, ("0/1", "1/4,5"), ("2/6",), ("2/6",)), [1], [], id="the next has one already"
        ),
        pytest.param(
            (SAME, ("0/1", "1/4,5"), ("2/6",), ("0/1", "1/4,5")), [1], [], id="it has one already"
        ),
        pytest.param((SAME, ("0/1", "1/4,5"), ()), [1], [], id="a label without rows"),
        pytest.param(
            (
                *(SAME, ("0/1", "1/4,5"), ("2/6",)),
                *(("1/7,8", "2/9"), ("0/2", "1/7,8"), ("2/9",)),
            ),
            [1],
            [],
            id="the same inside a page",
        ),
        pytest.param(
            (
                *(SAME, ("0/1", "1/4,5"), ("2/6",)),
                *(("1/7,8", "2/9"), ("0/2", "1/7,8"), ("2/9",)),
            ),
            [1, 4],
            [(1, 3, "T0"), (4, 8, "T3")],
            id="at the foot of two pages",
        ),
    ],
)
def test_rows_that_make_topics_identical_are_moved(
    topics: tuple[Cells, ...], feet: list[int], moved: list[object]
) -> None:
    assert moves(*topics, feet=feet) == moved


def test_rows_are_moved_only_if_the_documents_are_then_in_order() -> None:
    rising = [("1/1", "2/2", "3/3")] * 3
    same = ("2/6", "1/4,5")

    assert moves(*rising, same, ("0/1", "2/6"), ("1/4,5",), feet=[4]) == []


@pytest.mark.parametrize("settled", [1, 2])
def test_settled_topics_are_not_changed(settled: int) -> None:
    assert moves(SAME, ("0/1", "1/4,5"), ("2/6",), feet=[1], settled=[settled]) == []


@pytest.mark.parametrize(("size", "found"), [(49, 1), (50, 1), (51, 0)])
def test_very_large_sets_are_not_compared(size: int, found: int) -> None:
    rest = [f"{number + 2}/1" for number in range(size)]

    assert len(moves(["1/4", *rest], ["0/1", "1/4"], rest, feet=[1])) == found
