"""The findings of an index are in the order of its rows; those about the whole index are last."""

from __future__ import annotations

from collections.abc import Callable

from repertory.concordance import Concordance

Check = Callable[..., Concordance]


def test_findings_are_in_the_order_of_rows_and_citations(check: Check) -> None:
    found = check(
        "Anchors|1|14–23|I.11–20",
        "Fog|1|8, 7 and 9|I.6, I.4 and I.9",
        "Oil|1|10 and 11|I.7 and I.9",
        "|1|10|I.7",
    )

    assert [(each.row, each.ordinal, each.kind) for each in found.findings] == [
        (2, None, "order-in-cell"),
        (2, 1, "rule-break"),
        (2, 3, "rule-break"),
        (3, 2, "rule-break"),
        (4, None, "row-order"),
        (4, 1, "duplicate-citation"),
        (None, None, "never-indexed"),
    ]
