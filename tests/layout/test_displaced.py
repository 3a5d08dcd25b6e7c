"""Rows printed before the label of their topic are moved to it; no other row is moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.layout.document_order import DocumentOrder
from repertory.model import Layout

Arranged = Callable[[str], Layout]
PAGE = "\nTopic>Meeting report>>Reference in LIGHT/WG.2/2031/9\n>Document>Paragraphs>\n"
SHOWN = "".join(
    f"{name}>A/1>{n}>I.{n}\n>A/2>{n}>II.{n}\n>A/3>{n}>III.{n}\n"
    for n, name in enumerate(("Bells", "Boats", "Buoys"), 4)
)
"""Topics that show the order of the documents: A/1, A/2, A/3."""


def _moved(layout: Layout) -> list[tuple[str, str]]:
    return [
        (row.heading, row.document.text)
        for row in layout.rows
        if any(repair.kind == "row-moved" for repair in row.repairs)
    ]


@pytest.mark.parametrize(
    ("lines", "moved"),
    [
        # a restart
        ("Fog>A/2>4>II.1\n>A/3>5>III.2\n>A/1>6>I.6\n{page}Oil>A/2>7>II.7\n", [("Oil", "A/1")]),
        # without a page break as well
        ("Fog>A/2>4>II.1\n>A/1>6>I.6\nOil>A/3>7>III.7\n", [("Oil", "A/1")]),
        # a second row of the same document
        ("Fog>A/1>4>I.1\n>A/1>6>I.6\n{page}Oil>A/3>7>III.7\n", [("Oil", "A/1")]),
        # two rows
        (
            "Fog>A/3>4>III.1\n>A/1>6>I.6\n>A/2>6>II.6\n{page}Oil>A/3>7>III.7\n",
            [("Oil", "A/1"), ("Oil", "A/2")],
        ),
        # an identical set elsewhere
        (
            "Fog>A/1>4>I.1\n>A/2>6>II.6\n{page}Oil>A/3>7>III.7\nTides>A/2>6>II.6\n>A/3>7>III.7\n",
            [("Oil", "A/2")],
        ),
    ],
)
def test_a_displaced_row_is_moved(
    arranged: Arranged, lines: str, moved: list[tuple[str, str]]
) -> None:
    layout = arranged(SHOWN + lines.replace("{page}", PAGE))
    assert _moved(layout) == moved
    assert layout.doubts == ()


@pytest.mark.parametrize(
    ("lines", "doubts"),
    [
        # documents in order
        ("Fog>A/1>4>I.1\n>A/2>5>II.2\n{page}Oil>A/3>7>III.7\n", 0),
        # a restart that does not fit before the next topic either
        ("Fog>A/2>4>II.1\n>A/3>6>III.6\n>A/2>7>II.7\n{page}Oil>A/1>7>I.7\n", 1),
        # a second row that continues the first one
        ("Fog>A/1>4>I.1\n>A/1>6>I.6\n", 0),
        # a second row that does not
        ("Fog>A/1>6>I.6\n>A/1>4>I.1\n", 1),
        # ranges of paragraphs that overlap
        ("Fog>A/1>4–8>I.1\n>A/1>6–9>I.6\n", 1),
        ("Fog>A/1>4–8>I.1\n>A/1>8–9>I.6\n", 0),
        # an identical set, but the topic has a second row of a document
        (
            "Horns>A/1>1>I.7\n>A/1>2>I.8\nFog>A/1>4>I.1\n>A/1>6>I.6\n>A/2>6>II.6\n{page}"
            "Oil>A/3>7>III.7\nTides>A/2>6>II.6\n>A/3>7>III.7\n",
            0,
        ),
        # an identical set of one row is not evidence
        ("Fog>A/1>4>I.1\n>A/2>6>II.6\n{page}Oil>A/3>7>III.7\nTides>A/3>7>III.7\n", 0),
        # the topic as printed is identical to another
        (
            "Fog>A/1>4>I.1\n>A/2>6>II.6\n{page}Oil>A/3>7>III.7\n"
            "Mist>A/1>4>I.1\n>A/2>6>II.6\nTides>A/2>6>II.6\n>A/3>7>III.7\n",
            0,
        ),
        # an identical set, but no page break between
        (
            "Fog>A/1>4>I.1\n>A/2>6>II.6\nOil>A/3>7>III.7\nTides>A/2>6>II.6\n>A/3>7>III.7\n",
            0,
        ),
    ],
)
def test_no_other_row_is_moved(arranged: Arranged, lines: str, doubts: int) -> None:
    layout = arranged(SHOWN + lines.replace("{page}", PAGE))
    assert _moved(layout) == []
    assert len(layout.doubts) == doubts


def test_a_table_in_falling_order_has_its_own_order(arranged: Arranged) -> None:
    falling = "".join(
        f"{name}>A/3>{n}>III.{n}\n>A/2>{n}>II.{n}\n>A/1>{n}>I.{n}\n"
        for n, name in enumerate(("Bells", "Boats", "Buoys"), 4)
    )
    layout = arranged(f"{falling}Fog>A/2>4>II.1\n>A/3>6>III.6\n{PAGE}Oil>A/1>7>I.7\n")
    assert _moved(layout) == [("Oil", "A/3")]


def test_a_table_without_an_order_is_left_as_it_is(arranged: Arranged) -> None:
    lines = (
        "Bells>A/1>4>I.1\n>A/2>4>II.1\nBoats>A/2>4>II.1\n>A/1>4>I.1\n"
        "Fog>A/3>4>III.1\n>A/1>5>I.2\nOil>A/2>7>II.7\n"
    )
    layout = arranged(lines)
    assert (_moved(layout), layout.doubts) == ([], ())


def test_the_order_is_what_the_table_shows() -> None:
    order = DocumentOrder([["A/9", "A/10"], ["A/9", "A/10"], ["A/9", "A/11"]])
    assert [order.reverses("A/10", "A/9"), order.reverses("A/9", "A/10")] == [True, False]
    assert order.reverses("A/12", "A/2")
    assert order.runs(["A/9", "A/10", "A/11"])
    assert not order.runs(["A/9", "A/9"])


def test_a_moved_row_tells_the_label_as_it_is_printed(arranged: Arranged) -> None:
    """The label may have no row of its own, and its mark stands nowhere else."""
    layout = arranged(SHOWN + f"Fog>A/2>4>II.1\n>A/1>6>I.6\n{PAGE}Oil² (continued)>>>\n")
    (moved,) = [row for row in layout.rows if row.heading == "Oil"]
    assert [repair.detail for repair in moved.repairs if repair.kind == "row-moved"] == [
        "printed under 'Fog', belongs to 'Oil² (continued)' below: A/1 does not follow A/2"
    ]
