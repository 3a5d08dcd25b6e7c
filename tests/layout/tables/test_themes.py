"""A cell may have several topics, a ditto mark, or no topic."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

TITLES = "Theme,Document,Paragraphs"


def arranged(*lines: str) -> Layout:
    return arrange(read_bytes("\n".join([TITLES, *lines]).encode(), "lights.csv"))


def shown(layout: Layout) -> list[str]:
    return [f"{row.heading}: {row.document.text} {row.paragraphs.text}" for row in layout.rows]


@pytest.mark.parametrize(
    "cell", ['"Lamps; Oars"', '"Lamps\nOars"', '"- Lamps\n- Oars"', '"• Lamps • Oars"']
)
def test_marks_separate_the_topics_of_a_cell(cell: str) -> None:
    layout = arranged(f"{cell},LIGHT/1,3", "Lamps,LIGHT/1,4")

    assert shown(layout) == ["Lamps: LIGHT/1 3", "Oars: LIGHT/1 3", "Lamps: LIGHT/1 4"]
    assert [row.order for row in layout.rows] == [1, 2, 3]


def test_a_line_in_a_cell_that_continues_the_one_above_is_no_topic() -> None:
    others = [f"{name},LIGHT/1,4" for name in ("Oars", "Tar", "Yaw")]
    layout = arranged('"Lamps and\nbells\nFog",LIGHT/1,3', *others)

    assert shown(layout)[:2] == ["Lamps and bells: LIGHT/1 3", "Fog: LIGHT/1 3"]


@pytest.mark.parametrize(
    ("other", "topics"),
    [
        pytest.param('"Lamps; Tar",LIGHT/1,5', ["Lamps", "Oars"], id="another cell has several"),
        pytest.param("Tar,LIGHT/1,5", ["Lamps, Oars"], id="no other cell has several"),
    ],
)
def test_commas_separate_topics_if_the_list_shows_it(other: str, topics: list[str]) -> None:
    layout = arranged('"Lamps, Oars",LIGHT/1,3', "Lamps,LIGHT/1,4", "Oars,LIGHT/1,4", other)

    assert [row.heading for row in layout.rows if row.paragraphs.text == "3"] == topics
    assumed = [each for each in layout.set_aside if "commas separate topics" in each.text]
    assert len(assumed) == len(topics) - 1


@pytest.mark.parametrize("missing", ["NaN", "nan", "None", "N/A", "NULL", "#N/A"])
def test_a_missing_topic_is_no_topic_and_not_filled(missing: str) -> None:
    layout = arranged("Lamps,LIGHT/1,3", f"{missing},LIGHT/2,4", ",LIGHT/3,5", "Oars,LIGHT/1,6")

    assert shown(layout) == ["Lamps: LIGHT/1 3", "Oars: LIGHT/1 6"]
    assert [(note.kind, note.printed) for note in layout.notes] == [("missing-topic", missing)] * 2
    aside = [each.text for each in layout.set_aside if each.kind == "missing-topic"]
    assert aside == [f"{missing} | LIGHT/2 | 4", f"{missing} | LIGHT/3 | 5"]


@pytest.mark.parametrize("mark", ["ibid.", "Ibid", "ditto", "″", "idem"])
def test_a_mark_stands_for_the_cell_above(mark: str) -> None:
    layout = arranged("Lamps,LIGHT/1,3", f"{mark},LIGHT/2,4", f"Oars,{mark},5")

    assert shown(layout) == ["Lamps: LIGHT/1 3", "Lamps: LIGHT/2 4", "Oars: LIGHT/2 5"]
    kinds = [repair.kind for row in layout.rows for repair in row.repairs]
    assert kinds == ["topic-carried-over", "document-carried-over"]


def test_the_title_of_the_column_before_a_colon_is_removed_if_most_cells_have_it() -> None:
    layout = arranged("Theme: Lamps,LIGHT/1,3", "Theme: Oars,LIGHT/1,4", "Tar: black,LIGHT/1,5")

    assert [row.heading for row in layout.rows] == ["Lamps", "Oars", "Tar: black"]
    kinds = [repair.kind for row in layout.rows for repair in row.repairs]
    assert kinds == ["title-removed"] * 2
    once = arranged("Theme: Lamps,LIGHT/1,3", "Oars,LIGHT/1,4", "Tar,LIGHT/1,5")
    assert once.rows[0].heading == "Theme: Lamps"


def test_references_between_headings_are_kept() -> None:
    layout = arranged("Lamps,LIGHT/1,3", "see also Oars,,", "Tar – see Pitch,,")

    assert [(each.heading, each.targets) for each in layout.references] == [
        ("Lamps", "Oars"),
        ("Tar", "Pitch"),
    ]


def test_entities_and_control_characters_of_word_are_read() -> None:
    layout = arranged("Law&nbsp;&amp; order,LIGHT/1,3", "Cross\x1eborder,LIGHT/1,4")

    assert [row.heading for row in layout.rows] == ["Law & order", "Cross-border"]
    assert [(note.kind, note.place.line) for note in layout.notes] == [("irregular-typography", 3)]


@pytest.mark.parametrize(
    ("document", "paragraphs", "found"),
    [
        ("LIGHT/1; LIGHT/2", "3", ["LIGHT/1 3", "LIGHT/2 3"]),
        ('"LIGHT/1\nLIGHT/2"', '"3\n4"', ["LIGHT/1 3", "LIGHT/2 4"]),
        ("LIGHT/1", '"3\n4"', ["LIGHT/1 3 4"]),
    ],
)
def test_a_row_of_several_documents_is_a_row_for_each(
    document: str, paragraphs: str, found: list[str]
) -> None:
    layout = arranged(f"Lamps; Oars,{document},{paragraphs}", "Tar,LIGHT/3,5")
    expected = [f"{topic}: {each}" for each in found for topic in ("Lamps", "Oars")]

    assert shown(layout) == [*expected, "Tar: LIGHT/3 5"]
    assert [row.order for row in layout.rows] == list(range(1, len(layout.rows) + 1))


def test_a_separator_replaces_semicolons_and_commas() -> None:
    lines = (
        "Theme\tDocument\tParagraphs\nQuays / Moles; old\tA/1\t4\nQuays\tA/1\t5\nMoles\tA/1\t6\n"
    )
    table = read_bytes(lines.encode(), "list.tsv")
    assert [row.heading for row in arrange(table, separator="/").rows] == [
        "Quays",
        "Moles; old",
        "Quays",
        "Moles",
    ]
