"""A line that refers from one heading to another is not a topic and has no rows."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes
from repertory.topics.wording import is_cross_reference, refers

TITLES = "Topic|Document|Paragraphs|Reference"
ABOVE, BELOW = "Bells|LIGHT/1|4|I.1", "Fog|LIGHT/1|5|I.2"


def arranged(*lines: str) -> Layout:
    """Arrange lines whose cells are separated by `|`."""
    return arrange(read_bytes("\n".join(lines).replace("|", "\t").encode(), "lights.txt"))


def headings(layout: Layout) -> list[str]:
    return [row.heading for row in layout.rows]


def set_aside(layout: Layout) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in layout.set_aside if each.kind != "header"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Buoys, see Floating lights and marks|||", id="a heading of its own"),
        pytest.param("Buoys. See also Floating lights and marks|||", id="after a full stop"),
        pytest.param("Bouées (voir aussi Feux flottants)|||", id="French, in parentheses"),
        pytest.param("Боёвые огни, см. Плавучие огни|||", id="Russian"),
    ],
)
def test_a_heading_that_refers_to_another_is_not_joined_to_the_next(line: str) -> None:
    layout = arranged(TITLES, ABOVE, line, BELOW)

    assert headings(layout) == ["Bells", "Fog"]
    assert set_aside(layout) == [("heading-without-rows", line.rstrip("|"))]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("see also Floating lights|||", "see also Floating lights"),
        ("(Véase también Luces)|||", "(Véase también Luces)"),
        ("另见浮灯|||", "另见浮灯"),
        ("Buoys|see Floating lights||", "Buoys | see Floating lights"),
        ("|||See Floating lights", "See Floating lights"),
    ],
)
def test_a_reference_alone_does_not_begin_a_topic(line: str, text: str) -> None:
    layout = arranged(TITLES, ABOVE, line, "|LIGHT/2|6|II.1", BELOW)

    assert headings(layout) == ["Bells", "Bells", "Fog"]
    assert set_aside(layout) == [("cross-reference", text)]


def test_a_reference_over_two_lines_is_one_heading() -> None:
    layout = arranged(TITLES, ABOVE, "Buoys, see Floating lights and|||", "marks|||", BELOW)

    assert headings(layout) == ["Bells", "Fog"]
    assert set_aside(layout) == [("heading-without-rows", "Buoys, see Floating lights and | marks")]


def test_a_line_of_a_footnote_is_not_a_reference() -> None:
    layout = arranged(TITLES, ABOVE, "* Reissued.", "See LIGHT/9.", "on 2 May", TITLES, BELOW)

    assert headings(layout) == ["Bells", "Fog"]
    assert set_aside(layout) == [
        ("footnote", "* Reissued."),
        ("footnote", "See LIGHT/9."),
        ("footnote", "on 2 May"),
        ("repeated-header", "Topic | Document | Paragraphs | Reference"),
    ]


@pytest.mark.parametrize(
    "heading", ["Seeds", "Overseeing, seed banks", "Right to see a lawyer", "Voirie", "见义勇为"]
)
def test_words_that_only_begin_like_a_reference_are_not_one(heading: str) -> None:
    assert not is_cross_reference(heading)
    assert not refers(heading)


def test_a_heading_with_rows_that_refers_to_another_is_a_topic_without_the_reference() -> None:
    layout = arranged(TITLES, ABOVE, "Buoys (see also Fog)|LIGHT/1|6|I.3", BELOW)

    assert headings(layout) == ["Bells", "Buoys", "Fog"]
    assert layout.rows[1].printed_heading == "Buoys (see also Fog)"
    assert [(each.heading, each.targets) for each in layout.references] == [("Buoys", "Fog")]
