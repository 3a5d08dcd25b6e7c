"""Lines become rows under their headings, or are set aside with their kinds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

Arranged = Callable[[str], Layout]
Headings = Callable[[Layout], list[tuple[str, str]]]
PAGE = "\nTopic>Meeting report>>Reference in LIGHT/WG.2/2031/9\n>Document>Paragraphs>\n"
ITALIC = (
    "\n«i»Topic«/i»>«i»Meeting report«/i»>>«i»Reference in LIGHT/WG.2/2031/9«/i»\n"
    ">«i»Document«/i»>«i»Paragraphs«/i»>\n"
)


def _repairs(layout: Layout) -> list[tuple[int, str]]:
    return [(row.order, repair.kind) for row in layout.rows for repair in row.repairs]


@pytest.mark.parametrize("page", [PAGE, ITALIC])
def test_a_topic_is_carried_over_a_page_break(
    arranged: Arranged, headings: Headings, page: str
) -> None:
    layout = arranged(f"Fog>A/1>4>I.1\n>A/2>5>II.1\n{page}>A/3>6>III.1\nOil>A/1>7>I.4\n")
    assert headings(layout) == [("Fog", "A/1"), ("Fog", "A/2"), ("Fog", "A/3"), ("Oil", "A/1")]
    assert _repairs(layout) == [(3, "topic-carried-over")]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        # the label above cannot be the end of one
        (
            "Office (OL),>A/1>4>I.1\nincluding keepers>A/2>5>II.1\n",
            "Office (OL), including keepers",
        ),
        ("Lamps and>A/1>4>I.1\nMirrors>A/2>5>II.1\n", "Lamps and Mirrors"),
        ("Lamps (oil>A/1>4>I.1\nand gas)>A/2>5>II.1\n", "Lamps (oil and gas)"),
        ("Capacity->A/1>4>I.1\nbuilding>A/2>5>II.1\n", "Capacity-building"),
        # a small letter where all headings begin with capitals
        ("Keepers of lights>A/1>4>I.1\nabroad>A/2>5>II.1\n", "Keepers of lights abroad"),
        # three parts
        ("Lamps,>A/1>4>I.1\noil and>A/2>5>II.1\nBells>A/3>5>III.1\n", "Lamps, oil and Bells"),
        # parts on lines of their own
        ("Lamps and\nmirrors>A/1>4>I.1\n", "Lamps and mirrors"),
        ("Lamps and>>>\nmirrors>A/1>4>I.1\n", "Lamps and mirrors"),
        ("Lamps\n>A/1>4>I.1\n", "Lamps"),
        # over a page break, with a footnote between
        (f"Lamps,>A/1>4>I.1\n* A footnote.\n{PAGE}oil>A/2>5>II.1\n", "Lamps, oil"),
    ],
)
def test_the_parts_of_a_label_are_joined(arranged: Arranged, lines: str, heading: str) -> None:
    others = "".join(f"{name}>A/1>9>I.6\n" for name in ("Fog", "Oil", "Rocks", "Tides"))
    layout = arranged(others + lines)
    rows = layout.rows[4:]
    assert {row.heading for row in rows} == {heading}
    assert len(rows) == lines.count("A/")


@pytest.mark.parametrize(
    "names",
    [
        ("lamps", "mirrors", "oil", "fog"),
        ("Lamps, oil", "Lamps, gas", "Mirrors", "Fog"),
        ("Light on land", "Light at sea", "In the fog", "Over all"),
    ],
)
def test_complete_labels_are_not_joined(arranged: Arranged, names: tuple[str, ...]) -> None:
    layout = arranged("".join(f"{name}>A/1>4>I.1\n" for name in names))
    assert [row.heading for row in layout.rows] == list(names)
    assert _repairs(layout) == []


def test_a_repeated_label_with_continued_is_the_same_topic(
    arranged: Arranged, headings: Headings
) -> None:
    layout = arranged(f"Fog>A/1>4>I.1\n{PAGE}Fog (continued)>A/2>5>II.1\n")
    assert headings(layout) == [("Fog", "A/1"), ("Fog", "A/2")]


def test_the_mark_of_a_footnote_is_not_part_of_a_label(arranged: Arranged) -> None:
    layout = arranged("Fog*>A/1>4>I.1\nOil²>A/1>5>I.2\n")
    assert [row.heading for row in layout.rows] == ["Fog", "Oil"]
    assert _repairs(layout) == [(1, "footnote-mark-removed"), (2, "footnote-mark-removed")]


def test_lines_that_are_not_rows_are_set_aside(arranged: Arranged) -> None:
    layout = arranged(
        "Fog>A/1>4>I.1\n* Reissued.\n__________\n² Second.\nLIGHT/WG.2/2031/8\n2/10\n"
        f"V.31-01234 (E)\n{PAGE}Oil>A/1>5>I.2\nThe end.\n"
    )
    assert [(each.kind, each.text) for each in layout.set_aside if each.kind != "header"] == [
        ("footnote", "* Reissued."),
        ("footnote", "__________"),
        ("footnote", "² Second."),
        ("page-furniture", "LIGHT/WG.2/2031/8"),
        ("page-furniture", "2/10"),
        ("page-furniture", "V.31-01234 (E)"),
        ("repeated-header", "Topic | Meeting report | Reference in LIGHT/WG.2/2031/9"),
        ("repeated-header", "Document | Paragraphs"),
        ("after-table", "The end."),
    ]


def test_all_problems_are_reported_together(arranged: Arranged) -> None:
    layout = arranged(">A/1>4>I.1\nFog>A/1>5>I.2>more\n")
    assert [str(problem) for problem in layout.problems] == [
        "lighthouses.txt, line 4, column 15: found 'more', expected only the columns "
        "topic, document, paragraphs, reference. Is there a tab too many in this line?",
        "lighthouses.txt, line 3: found a row without a topic, expected a topic in the first row "
        "of a table",
    ]


def test_only_a_blank_document_is_taken_from_the_row_above() -> None:
    read = read_bytes(b"Topic\tDocument\tParagraphs\nFog\tA/1\t4\n\tA/2\t5\n\t\t6\n", "x.txt")
    spanned = tuple(
        tuple(replace(cell, spanned=number > 1) for cell in line)
        for number, line in enumerate(read.lines)
    )
    rows = arrange(replace(read, lines=spanned)).rows
    assert [(row.document.text, len(row.repairs)) for row in rows] == [
        ("A/1", 0),
        ("A/2", 0),
        ("A/2", 1),
    ]


def test_lines_are_joined_only_up_to_the_length_of_a_heading(arranged: Arranged) -> None:
    lines = "\n".join(["Lighthouse keepers and"] * 1_000)
    layout = arranged(f"{lines}\nLanterns>A/1>4>I.2\n")
    assert {problem.found for problem in layout.problems} == {"a topic of 1,011 characters"}
    assert max(len(row.heading) for row in layout.rows) < 1_100
