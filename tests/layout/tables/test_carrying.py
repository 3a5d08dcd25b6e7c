"""The parts of a heading are joined, except above rows out of order."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

TITLES = "Topic|Document|Paragraphs|Reference"
ORDERLY = tuple(
    f"{label}|LIGHT/{report}|{report + 3}|I.1"
    for name in ("Anchors", "Bells", "Charts", "Docks")
    for label, report in ((name, 1), ("", 2), ("", 3))
)
"""Four topics with reports 1, 2 and 3 in that order."""

FULL, REST = "Protocol against Collisions", "Involving Ships"
"""Two lines of a heading, the first of which is full."""


def arranged(*lines: str) -> Layout:
    """Arrange lines whose cells are separated by `|`."""
    text = "\n".join([TITLES, *ORDERLY, *lines]).replace("|", "\t")
    return arrange(read_bytes(text.encode(), "lights.txt"))


def headings(layout: Layout) -> list[str]:
    return [row.heading for row in layout.rows[len(ORDERLY) :]]


def rows(label: str, *reports: int) -> list[str]:
    return [f"{'' if n else label}|LIGHT/{report}|9|I.9" for n, report in enumerate(reports)]


@pytest.mark.parametrize(
    ("reports", "ends_page", "found"),
    [
        pytest.param((1, 2), True, ["Fog", "Fog", f"{FULL} {REST}"], id="in order"),
        pytest.param((1, 2, 1), True, ["Fog", "Fog", FULL, REST], id="a restart"),
        pytest.param((2, 1), True, ["Fog", FULL, REST], id="a reversal in the second row"),
        pytest.param((3,), True, ["Fog", f"{FULL} {REST}"], id="one row is in order"),
        pytest.param((1, 2, 1), False, ["Fog", "Fog", *[f"{FULL} {REST}"] * 2], id="inside a page"),
    ],
)
def test_a_full_line_at_the_top_of_a_page_is_a_heading_if_rows_above_need_one(
    reports: tuple[int, ...], ends_page: bool, found: list[str]
) -> None:
    page = [TITLES] if ends_page else []
    wide = "Conventions on sound signals|LIGHT/3|9|I.9"
    layout = arranged(*rows("Fog", *reports), *page, FULL, f"{REST}|LIGHT/2|5|I.2", wide)

    assert headings(layout)[:-1] == found


def test_a_part_is_joined_to_the_heading_next_above_it() -> None:
    layout = arranged("Signals|||", "Bells and|||", "whistles|LIGHT/1|4|I.1")

    assert headings(layout) == ["Signals › Bells and whistles"]


@pytest.mark.parametrize(
    ("above", "beside", "found"),
    [
        pytest.param((1,), 2, "Bells and whistles", id="in order"),
        pytest.param((1, 2), 3, "Bells and whistles", id="in order after two rows"),
        pytest.param((1, 3), 2, "whistles", id="before the last row"),
        pytest.param((2,), 1, "whistles", id="before the only row"),
        pytest.param((1, 2), 1, "whistles", id="the report stands above already"),
    ],
)
def test_a_heading_is_a_rest_only_if_its_row_continues_the_order(
    above: tuple[int, ...], beside: int, found: str
) -> None:
    layout = arranged(*rows("Bells and", *above), f"whistles|LIGHT/{beside}|5|I.2")

    assert headings(layout)[-1] == found


def test_only_the_heading_next_above_decides_whether_a_part_is_a_rest() -> None:
    assert headings(arranged("Signals|||", "Bells and|||", "Whistles|LIGHT/1|4|I.1")) == [
        "Signals › Bells and Whistles"
    ]
    assert headings(arranged("Signals and|||", "Bells|||", "Flags|LIGHT/1|4|I.1")) == [
        "Signals and Bells › Flags"
    ]


@pytest.mark.parametrize(
    ("widest", "found"),
    [
        pytest.param("Lamps of stone towers", "Signal lamps at sea Flags", id="the line is full"),
        pytest.param("Oil", "Signal lamps at sea › Flags", id="no other line is as wide"),
        pytest.param(
            "Lamps of lighthouses and of ships",
            "Signal lamps at sea › Flags",
            id="another line is wider",
        ),
    ],
)
def test_a_line_is_full_if_others_are_as_wide_and_none_is_wider(widest: str, found: str) -> None:
    """Even then it may be a section, which is a doubt."""
    layout = arranged(f"{widest}|LIGHT/1|4|I.1", "Signal lamps at sea|||", "Flags|LIGHT/2|4|I.1")

    assert headings(layout) == [widest, found]
    assert [order for order, _ in layout.unclear] == [len(ORDERLY) + 2]
