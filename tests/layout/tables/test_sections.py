"""A heading on a line of its own above rows with headings is a section of them."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

TITLES = "Topic|Document|Paragraphs"


def arranged(*lines: str, name: str = "lights.csv") -> Layout:
    """Arrange lines whose cells are separated by `|`."""
    text = "\n".join([TITLES, *lines]).replace("|", "\t")
    return arrange(read_bytes(text.encode(), name))


def headings(*lines: str, name: str = "lights.csv") -> list[str]:
    """Return the headings of rows; a line of one text without a bar is a section."""
    rows = [f"{line}|LIGHT/1|{n}" if line[-1] == "." else line for n, line in enumerate(lines, 3)]
    return [row.heading.replace(".", "") for row in arranged(*rows, name=name).rows]


@pytest.mark.parametrize("name", ["lights.csv", "lights.txt"])
@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            ("PORTS", "Quays.", "Moles.", "SHIPS", "Lamps."),
            ["PORTS › Quays", "PORTS › Moles", "SHIPS › Lamps"],
            id="capitals",
        ),
        pytest.param(
            ("A) Ports", "Quays.", "B) Ships", "Lamps."),
            ["A) Ports › Quays", "B) Ships › Lamps"],
            id="letters",
        ),
        pytest.param(
            ("I) Ports", "1) Quays", "Lamps.", "2) Moles", "Bells.", "II) Ships", "Oars."),
            ["I) Ports › 1) Quays › Lamps", "I) Ports › 2) Moles › Bells", "II) Ships › Oars"],
            id="two kinds of enumerators",
        ),
        pytest.param(
            ("PORTS", "Quays", "Lamps.", "Moles", "Bells.", "SHIPS", "Oars."),
            ["PORTS › Quays › Lamps", "PORTS › Moles › Bells", "SHIPS › Oars"],
            id="small letters below capitals",
        ),
        pytest.param(
            ("Ports", "Quays", "Lamps.", "Moles", "Bells.", "Ships", "Masts", "Oars."),
            ["Ports › Quays › Lamps", "Ports › Moles › Bells", "Ships › Masts › Oars"],
            id="lines that follow each other",
        ),
        pytest.param(
            ("1) Ports.", "1.1 Quays.", "1.2 Moles.", "2) Ships.", "2.1 Masts."),
            [
                *("1) Ports", "1) Ports › 11 Quays", "1) Ports › 12 Moles"),
                *("2) Ships", "2) Ships › 21 Masts"),
            ],
            id="numbers of rows",
        ),
        pytest.param(
            ("J) Conrad fund.", "Ports.", "16 days."),
            ["J) Conrad fund", "Ports", "16 days"],
            id="no enumerator begins its kind",
        ),
    ],
)
def test_sections_have_levels(name: str, lines: tuple[str, ...], found: list[str]) -> None:
    assert headings(*lines, name=name) == found


def test_a_line_of_its_own_in_a_text_is_a_doubt_but_not_in_cells() -> None:
    lines = ("Environment", "Water|LIGHT/1|3", "Rivers|LIGHT/1|5")
    for name, doubts in (("lights.csv", 0), ("lights.txt", 1)):
        layout = arranged(*lines, name=name)

        assert [row.heading for row in layout.rows] == [
            "Environment › Water",
            "Environment › Rivers",
        ]
        assert len(layout.unclear) == doubts


def test_a_section_on_an_uncertain_level_is_a_doubt() -> None:
    layout = arranged("Ports", "Quays", "Lamps|LIGHT/1|3", "Ships", "Oars|LIGHT/1|4")

    assert [order for order, _ in layout.unclear] == [2]


def test_a_line_below_a_row_that_continues_its_heading_is_not_a_section() -> None:
    lines = (
        "Dues and|LIGHT/1|3",
        "other levies||",
        "Oars|LIGHT/1|4",
        "Tar|LIGHT/1|5",
        "Yaw|LIGHT/1|6",
    )

    assert [row.heading for row in arranged(*lines).rows][:2] == ["Dues and other levies", "Oars"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Boats, theft of", "Cables", ["Boats, theft of", "Cables"]),
        ("Boats, theft of", "engines", ["Boats, theft of engines"] * 2),
        ("Boats, nets and", "Cables", ["Boats, nets and Cables"] * 2),
        ("Campaign against", "Fog", ["Campaign against Fog"] * 2),
    ],
)
def test_an_inverted_heading_may_end_in_a_preposition(
    first: str, second: str, found: list[str]
) -> None:
    rows = (f"{first}|LIGHT/1|3", f"{second}|LIGHT/2|4", "Oars|LIGHT/1|4", "Tar|LIGHT/1|5")

    assert [row.heading for row in arranged(*rows, name="lights.txt").rows][:2] == found


def test_a_section_without_rows_is_set_aside() -> None:
    layout = arranged("A) Ports", "B) Ships", "Oars|LIGHT/1|3")

    assert layout.rows[0].heading == "B) Ships › Oars"
    assert [each.text for each in layout.set_aside if each.kind == "heading-without-rows"] == [
        "A) Ports"
    ]


def test_spaced_text_has_sections() -> None:
    lines = ["Topic       Document      Paragraphs", "A. Ports"]
    lines += ["Quays       LIGHT/1/3     3", "Moles       LIGHT/1/3     4", "B. Ships"]
    lines += ["Lamps       LIGHT/1/3     5", "Oars        LIGHT/1/3     6"]
    rows = arrange(read_bytes("\n".join(lines).encode(), "lights.txt")).rows

    assert [row.heading for row in rows] == [
        *("A. Ports › Quays", "A. Ports › Moles", "B. Ships › Lamps", "B. Ships › Oars")
    ]


def test_many_lines_of_their_own_are_not_all_sections() -> None:
    layout = arranged(*(f"Line {n}" for n in range(50)), "Oars|LIGHT/1|3")

    assert layout.rows[0].heading.count(" › ") == 6
    assert len([each for each in layout.set_aside if each.kind == "heading-without-rows"]) == 44


def test_a_section_that_a_page_repeats_goes_on() -> None:
    lines = ("Ports", "Quays|LIGHT/1|3", "Ships", "Masts|LIGHT/1|4", "Ships (continued)")
    layout = arranged(*lines, "Oars|LIGHT/1|5")

    assert [row.heading for row in layout.rows][1:] == ["Ships › Masts", "Ships › Oars"]
    assert [each.text for each in layout.set_aside if each.kind == "section"] == [
        *("Ports", "Ships", "Ships (continued)")
    ]
