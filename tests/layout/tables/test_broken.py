"""The rest of a row is joined: a part of a topic to that topic, the other cells to the last row."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.layout.broken import join_text
from repertory.model import Layout, Table
from repertory.readers import read_bytes

TITLES = "Topic|Document|Paragraphs|Reference"


def arranged(*lines: str) -> Layout:
    """Arrange lines whose cells are separated by `|`."""
    return arrange(read_bytes("\n".join(lines).replace("|", "\t").encode(), "lights.txt"))


def shown(layout: Layout) -> list[str]:
    return [f"{row.heading}: {row.document.text} {row.paragraphs.text}" for row in layout.rows]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("8 and", "9", "8 and 9"),
        ("", "9", "9"),
        ("8", "", "8"),
        ("", "", ""),
        ("第8段", "9", "第8段9"),
        ("段8", "9", "段8 9"),
        ("8", "段9", "8段9"),
        ("8", "9段", "8 9段"),
        ("LIGHT/", "1", "LIGHT/1"),
    ],
)
def test_parts_that_are_not_chinese_are_joined_with_a_space(
    first: str, second: str, joined: str
) -> None:
    assert join_text(first, second) == joined


def test_the_cells_of_a_rest_are_joined_to_its_topic_and_to_the_last_row() -> None:
    layout = arranged(TITLES, "Bells of|LIGHT/1|4|I.1", "|LIGHT/2|5,|II.1,", "brass||6|II.2")

    assert shown(layout) == ["Bells of brass: LIGHT/1 4", "Bells of brass: LIGHT/2 5, 6"]


@pytest.mark.parametrize(
    ("rest", "rows"),
    [
        pytest.param("of brass||6|", ["Bells of brass: LIGHT/1 5, 6"], id="a small letter"),
        pytest.param("Brass||6|", ["Bells: LIGHT/1 5,", "Brass: LIGHT/1 6"], id="a capital"),
        pytest.param("oF||6|", ["Bells oF: LIGHT/1 5, 6"], id="the first letter counts"),
        pytest.param("||6|", ["Bells: LIGHT/1 5, 6"], id="no topic"),
    ],
)
def test_a_rest_does_not_begin_a_topic(rest: str, rows: list[str]) -> None:
    assert shown(arranged(TITLES, "Bells|LIGHT/1|5,|I.1", rest)) == rows


def test_a_row_of_two_cells_continues_below() -> None:
    layout = arranged("Document|Topic|Paragraphs", "LIGHT/|Bells|4", "1|")

    assert shown(layout) == ["Bells: LIGHT/1 4"]
    assert [repair.kind for row in layout.rows for repair in row.repairs] == ["row-joined"]


def test_a_line_of_one_cell_is_never_the_rest_of_a_row() -> None:
    """It is a heading or part of the page, even if a reader has marked it."""
    lines = (TITLES, "Bells|LIGHT/1|4|I.1", "Fog", "|LIGHT/2|5|II.1")
    read = read_bytes("\n".join(lines).replace("|", "\t").encode(), "lights.txt")

    assert shown(arrange(Table(read.source, read.lines, continued=(2,)))) == [
        "Bells: LIGHT/1 4",
        "Fog: LIGHT/2 5",
    ]
