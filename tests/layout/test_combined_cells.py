"""Topics in several columns are one path, the broader first."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import IndexRow
from repertory.readers import read_bytes

TITLES = "Topic|Subtopic|Document|Paragraphs"


def rows(*lines: str, given: tuple[tuple[str, int], ...] = ()) -> tuple[IndexRow, ...]:
    text = "\n".join(lines).replace("|", "\t")
    return arrange(read_bytes(text.encode(), "lights.txt"), given).rows


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        pytest.param(
            ("Bells|Brass|LIGHT/1|4", "|Iron|LIGHT/1|5", "Fog||LIGHT/1|6"),
            ["Bells › Brass", "Bells › Iron", "Fog"],
            id="a blank broader topic repeats the one above",
        ),
        pytest.param(
            ("Bells|Brass|LIGHT/1|4", "||LIGHT/2|5", "Bells|Iron|LIGHT/1|6"),
            ["Bells › Brass", "Bells › Brass", "Bells › Iron"],
            id="a row without topic",
        ),
        pytest.param(
            ("Bells|Brass|LIGHT/1|4", TITLES, "|Iron|LIGHT/1|5"),
            ["Bells › Brass", "Bells › Iron"],
            id="over repeated titles",
        ),
        pytest.param(
            ("Bells|Brass|LIGHT/1|4", "Fog|Brass|LIGHT/1|5"),
            ["Bells › Brass", "Fog › Brass"],
            id="one label below two topics",
        ),
        pytest.param(
            ("Bells|Brass|LIGHT/1|4", "″|Iron|LIGHT/1|5", "Fog|ditto|LIGHT/1|6"),
            ["Bells › Brass", "Bells › Iron", "Fog › Iron"],
            id="a ditto mark repeats the cell above",
        ),
        pytest.param(
            ("Bells|N/A|LIGHT/1|4", "NaN|Iron|LIGHT/1|5", "|Brass|LIGHT/1|6"),
            ["Bells", "Iron", "Brass"],
            id="a cell without a topic is left out of the path",
        ),
    ],
)
def test_topics_in_two_columns_are_a_path(lines: tuple[str, ...], headings: list[str]) -> None:
    assert [row.heading for row in rows(TITLES, *lines)] == headings


def test_three_given_columns_of_topics_are_in_the_given_order() -> None:
    given = (("topic", 2), ("topic", 0), ("topic", 1), ("document", 3))
    lines = ("Brass|Large|Bells|LIGHT/1|4", "Iron|||LIGHT/1|5", "|Small||LIGHT/1|6")

    assert [row.heading for row in rows(*lines, given=given)] == [
        "Bells › Brass › Large",
        "Bells › Iron",
        "Bells › Iron › Small",
    ]


def test_the_place_of_a_path_is_its_first_printed_cell() -> None:
    first, second = rows(TITLES, "Bells|Brass|LIGHT/1|4", "|Iron|LIGHT/1|5")

    assert [str(row.place) for row in (first, second)] == [
        "lights.txt, line 2",
        "lights.txt, line 3",
    ]
    assert [row.document.place.line for row in (first, second)] == [2, 3]


def test_ditto_marks_are_repairs_and_cells_without_a_topic_are_noted() -> None:
    lines = "\n".join((TITLES, "Bells|Brass|LIGHT/1|4", "″|Iron|LIGHT/1|5", "Fog|NULL|LIGHT/1|6"))
    layout = arrange(read_bytes(lines.replace("|", "\t").encode(), "lights.txt"))

    assert [(repair.kind, repair.detail) for row in layout.rows for repair in row.repairs] == [
        ("topic-carried-over", "'″' stands for the topic above")
    ]
    assert [(note.kind, note.printed, str(note.place)) for note in layout.notes] == [
        ("missing-topic", "NULL", "lights.txt, line 4, column 5")
    ]


def test_the_lines_of_a_cell_in_a_path_are_topics() -> None:
    text = b'Topic,Subtopic,Document,Paragraphs\nBells,"Brass\nIron",LIGHT/1,4\n'
    layout = arrange(read_bytes(text, "lights.csv"))

    assert [row.heading for row in layout.rows] == ["Bells › Brass", "Bells › Iron"]


def test_a_ditto_mark_alone_on_a_line_is_no_row() -> None:
    text = "Topic|Document|Paragraphs\nBells|LIGHT/1|4\n″||\nditto\nFog|LIGHT/1|6".replace(
        "|", "\t"
    )
    layout = arrange(read_bytes(text.encode(), "lights.txt"))

    assert [row.heading for row in layout.rows] == ["Bells", "Fog"]
    assert [each.text for each in layout.set_aside if each.kind == "ditto-mark"] == ["″", "ditto"]
