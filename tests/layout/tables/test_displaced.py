"""Rows printed before the label of their topic are moved if the order shows it."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

TITLES = "Topic\tDocument\tParagraphs\tReference"
BREAK = "--- page ---"

ORDERLY = (
    *("Anchors: 1/4 2/5 3/6", "Bells: 1/7 2/8 3/9", "Charts: 2/4 3/5", "Docks: 1/6 3/7"),
    BREAK,
)


def arranged(*topics: str) -> Layout:
    """Arrange topics such as `Bells: 1/4 2/5`: report 1, paragraph 4, and so on."""
    lines = [TITLES]
    for topic in topics:
        if topic == BREAK:
            lines.append(TITLES)
            continue
        label, _, cells = topic.partition(": ")
        for number, cell in enumerate(cells.split()):
            report, _, paragraphs = cell.partition("/")
            own = "" if number or label == "…" else label
            lines.append(f"{own}\tLIGHT/{report}\t{paragraphs}\tI.1")
        if not cells:
            lines.append(f"{label}\t\t\t")
    return arrange(read_bytes("\n".join(lines).encode(), "lights.txt"))


def shown(layout: Layout, after: int = 0) -> list[str]:
    """Return topics in the form that `arranged` takes, without the first *after*."""
    topics: dict[str, list[str]] = {}
    for row in layout.rows:
        report = row.document.text.removeprefix("LIGHT/")
        topics.setdefault(row.heading, []).append(f"{report}/{row.paragraphs.text}")
    return [f"{heading}: {' '.join(cells)}" for heading, cells in topics.items()][after:]


def moves(layout: Layout) -> list[str]:
    return [each.detail for row in layout.rows for each in row.repairs if each.kind == "row-moved"]


@pytest.mark.parametrize(
    ("printed", "moved"),
    [
        pytest.param(
            ("Fog: 1/4 2/5 3/6 1/9", BREAK, "Nets: 2/4 3/5"),
            ["Fog: 1/4 2/5 3/6", "Nets: 1/9 2/4 3/5"],
            id="a restart",
        ),
        pytest.param(
            ("Fog: 1/4 2/5 3/6 1/9 2/4", BREAK, "Nets: 3/5"),
            ["Fog: 1/4 2/5 3/6", "Nets: 1/9 2/4 3/5"],
            id="several rows",
        ),
        pytest.param(
            ("Fog: 3/6 1/9", BREAK, "Nets: 2/4", "Oars: 1/4"),
            ["Fog: 3/6", "Nets: 1/9 2/4", "Oars: 1/4"],
            id="a reversal",
        ),
        pytest.param(
            ("Fog: 1/4 2/5 2/2", BREAK, "Nets: 3/4", "Oars: 1/4"),
            ["Fog: 1/4 2/5", "Nets: 2/2 3/4", "Oars: 1/4"],
            id="a second row of the same report",
        ),
        pytest.param(
            ("Fog: 1/4 2/5 1/9", BREAK, "Nets: 2/4 3/5 1/2", BREAK, "Oars: 2/7"),
            ["Fog: 1/4 2/5", "Nets: 1/9 2/4 3/5", "Oars: 1/2 2/7"],
            id="at the foot of two pages",
        ),
        pytest.param(
            ("Fog: 1/4 2/5 1/9 2/4", BREAK, "Nets"),
            ["Fog: 1/4 2/5", "Nets: 1/9 2/4"],
            id="all rows of the last topic",
        ),
        pytest.param(
            ("Fog: 1/4 2/5 1/9 2/4", BREAK, "Nets", "Oars: 1/4"),
            ["Fog: 1/4 2/5", "Nets: 1/9 2/4", "Oars: 1/4"],
            id="all rows of a topic",
        ),
        pytest.param(
            ("Fog: 2/4 3/5 1/9", BREAK, "…: 2/7", "Nets: 2/4"),
            ["Fog: 2/4 3/5 1/9 2/7", "Nets: 2/4"],
            id="not if the topic continues on the next page",
        ),
    ],
)
def test_rows_that_break_the_order_are_moved_to_the_next_label(
    printed: tuple[str, ...], moved: list[str]
) -> None:
    assert shown(arranged(*ORDERLY, *printed), after=4) == moved


def test_the_repair_of_a_moved_row_has_both_labels_and_the_reason() -> None:
    layout = arranged(*ORDERLY, "Fog: 1/4 3/6 1/9", BREAK, "Nets: 2/4")

    assert moves(layout) == [
        "printed under 'Fog', belongs to 'Nets' below: LIGHT/1 does not follow LIGHT/3"
    ]
    assert layout.doubts == ()


@pytest.mark.parametrize(
    "orderly",
    [
        pytest.param(
            ("Anchors: 3/4 2/5 1/6", "Bells: 3/7 2/8 1/9", "Charts: 3/4 2/5", BREAK), id="falling"
        ),
        pytest.param(
            (*(f"{name}: 3/4 1/5 2/6" for name in ("Anchors", "Bells", "Charts", "Docks")), BREAK),
            id="an order of its own",
        ),
    ],
)
def test_the_order_is_learned_from_the_table(orderly: tuple[str, ...]) -> None:
    first, *_, last = (cell.split("/")[0] for cell in orderly[0].split(": ")[1].split())
    layout = arranged(*orderly, f"Fog: {last}/4 {first}/5", BREAK, f"Nets: {last}/6")

    assert shown(layout)[-2:] == [f"Fog: {last}/4", f"Nets: {first}/5 {last}/6"]


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        pytest.param(("Fog: 1/4 2/5 2/9 3/6", "Nets: 3/4"), [], id="a second row that continues"),
        pytest.param(
            ("Fog: 1/4 1/9", "Nets: 1/4 1/8", BREAK, "Oars: 2/4"), [], id="second rows are usual"
        ),
        pytest.param(("Fog: 1/4 3/5", BREAK, "Nets: 2/4"), [], id="nothing is out of order"),
        pytest.param(
            ("Fog: 1/4 2/5 2/2", "Nets: 3/4"),
            ["LIGHT/2 has a second row in this topic"],
            id="a second row inside a page",
        ),
        pytest.param(
            ("Fog: 1/4 3/5 2/9", "Signals, see Nets", "Nets: 3/4"),
            ["LIGHT/2 does not follow LIGHT/3"],
            id="a label without rows",
        ),
        pytest.param(
            ("Fog: 1/4 3/5 2/9", BREAK, "Nets: 2/4"),
            ["LIGHT/2 does not follow LIGHT/3"],
            id="the next topic has the report itself",
        ),
        pytest.param(
            ("Fog: 1/4 3/5 2/9", BREAK, "Nets: 1/4"),
            ["LIGHT/2 does not follow LIGHT/3"],
            id="it would break the order of the next topic",
        ),
        pytest.param(
            ("Fog: 1/4 3/5 1/9",), ["LIGHT/1 does not follow LIGHT/3"], id="nothing follows"
        ),
        pytest.param(
            ("Fog: 1/4 2/9 2/5", "Nets: 3/4"),
            ["LIGHT/2 has a second row in this topic"],
            id="a second row that does not continue",
        ),
    ],
)
def test_rows_are_not_moved_without_evidence(printed: tuple[str, ...], doubts: list[str]) -> None:
    layout = arranged(*ORDERLY, *printed)

    assert shown(layout, after=4) == [topic for topic in printed if ":" in topic]
    assert moves(layout) == []
    assert [why for _, why in layout.doubts] == doubts


def test_a_doubt_names_the_row() -> None:
    layout = arranged(*ORDERLY, "Fog: 1/4 3/5 2/9", "Nets: 2/4")

    assert layout.doubts == ((13, "LIGHT/2 does not follow LIGHT/3"),)


@pytest.mark.parametrize("orderly", [ORDERLY, ORDERLY[:-1]], ids=["pages", "no pages"])
def test_inside_a_page_rows_are_moved_only_if_that_explains_all_rows(
    orderly: tuple[str, ...],
) -> None:
    displaced = ("Fog: 1/4 2/5 3/6 1/9", "Nets: 2/4 3/5")
    unexplained = ("Oars: 1/4 3/5 2/6", "Tar: 1/4")

    assert shown(arranged(*orderly, *displaced), after=4) == [
        "Fog: 1/4 2/5 3/6",
        "Nets: 1/9 2/4 3/5",
    ]
    layout = arranged(*orderly, *displaced, *unexplained)
    assert shown(layout, after=4) == [*displaced, *unexplained]
    assert [order for order, _ in layout.doubts] == [14, 19]
    layout = arranged(*orderly, *displaced[:1], BREAK, *displaced[1:], *unexplained)
    assert [order for order, _ in layout.doubts] == [19]


OTHERS = ("Fog: 1/4 2/5 3/6", "Signals: 1/14,15 2/25 3/36", "Tar: 1/4 2/15")


def test_rows_are_moved_if_they_make_the_next_topic_identical_to_another() -> None:
    layout = arranged(*ORDERLY, *OTHERS, "Zinc: 1/14,15", BREAK, "Zones: 2/25 3/36")

    assert shown(layout)[-1:] == ["Zones: 2/25 3/36"]  # Zinc would have no row left
    layout = arranged(*ORDERLY, *OTHERS, "Yards: 1/9 1/14,15", BREAK, "Zones: 2/25 3/36")
    assert shown(layout)[-2:] == ["Yards: 1/9", "Zones: 1/14,15 2/25 3/36"]


def test_identical_sets_are_ignored_if_they_occur_inside_pages_too() -> None:
    by_chance = ("Vans: 3/50 2/41,42", "Wells: 3/43", "Yarn: 2/41,42 3/43")
    layout = arranged(
        *("Anchors: 1/4", "Bells: 2/5", *by_chance),
        *("Signals: 2/14,15 3/25", "Xebecs: 3/51 2/14,15", BREAK, "Zones: 3/25"),
    )

    assert moves(layout) == []


@pytest.mark.parametrize("topics", [3, 300])
def test_rows_are_moved_in_small_and_large_tables(topics: int) -> None:
    orderly = [f"T{number}: 1/4 2/5 3/6" for number in range(topics)]
    layout = arranged(*orderly, "Fog: 1/4 2/5 1/9", BREAK, "Nets: 2/4 3/5")

    assert shown(layout, after=topics) == ["Fog: 1/4 2/5", "Nets: 1/9 2/4 3/5"]
    assert len(moves(layout)) == 1


def test_a_second_row_may_begin_with_the_last_paragraph_of_the_first() -> None:
    """Otherwise its order is a doubt."""

    def doubts(first: str, second: str) -> int:
        return len(arranged(*ORDERLY, f"Fog: 1/{first} 1/{second}", "Nets: 3/4").doubts)

    assert doubts("4–6", "7") == 0
    assert doubts("4–6", "6,9") == 0
    assert doubts("4–6", "5,9") == 1
    assert doubts("4,8", "6") == 1
    assert doubts("6", "4,9") == 1


def test_a_label_that_receives_rows_is_not_a_heading_without_rows() -> None:
    bare = [
        each.text
        for each in arranged(
            *ORDERLY,
            "Fog: 1/4 2/5 1/9 2/4",
            BREAK,
            "Nets",
            "Oars: 1/4",
            "Signals, see Tar",
            "Tar: 2/5",
        ).set_aside
        if each.kind == "heading-without-rows"
    ]

    assert bare == ["Signals, see Tar"]


def test_only_the_last_rows_that_break_the_order_are_moved_to_the_next_label() -> None:
    """Nets breaks the order twice: it receives a row of Fog, and only its last row is moved."""
    orderly = [f"Anchors {number}: 1/4 2/5 3/6" for number in range(9)]
    layout = arranged(
        *(*orderly, "Fog: 2/4 3/5 1/9", BREAK, "Nets: 2/4 3/5 1/2 2/3 1/7", BREAK, "Oars: 2/7")
    )

    assert shown(layout, after=9) == [
        "Fog: 2/4 3/5",
        "Nets: 1/9 2/4 3/5 1/2 2/3",
        "Oars: 1/7 2/7",
    ]
    assert [why for _, why in layout.doubts] == ["LIGHT/1 does not follow LIGHT/3"]


SAME = ("Xebecs: 3/5 4/7", "Yawls: 3/6 4/8", "Yards: 3/8 4/9", BREAK)


def test_no_row_is_moved_from_a_topic_that_received_rows() -> None:
    """Nets received a row of Fog, so none is moved to Oars, though Oars would equal Xebecs."""
    layout = arranged(
        *(*ORDERLY, *SAME, "Fog: 1/4 2/5 1/9", BREAK, "Nets: 2/9 3/5", BREAK, "Oars: 4/7"),
    )

    assert shown(layout, after=7) == ["Fog: 1/4 2/5", "Nets: 1/9 2/9 3/5", "Oars: 4/7"]


def test_no_row_is_moved_to_a_topic_from_which_rows_are_moved() -> None:
    """A row of Fog is moved to Nets, so Fog receives none of Elms, though it would equal Xebecs."""
    layout = arranged(
        *(*ORDERLY, *SAME, "Elms: 2/9 3/5", BREAK, "Fog: 4/7 1/9", BREAK, "Nets: 2/4 3/9"),
    )

    assert shown(layout, after=7) == ["Elms: 2/9 3/5", "Fog: 4/7", "Nets: 1/9 2/4 3/9"]


def test_a_row_is_moved_from_the_topic_below_one_that_received_rows() -> None:
    """Nets received a row of Fog; a row of Oars is moved to Pipes, which then equals Yawls."""
    layout = arranged(
        *(*ORDERLY, *SAME, "Fog: 1/4 2/5 1/9", BREAK, "Nets: 2/4 3/9", BREAK),
        *("Oars: 2/4 3/6", BREAK, "Pipes: 4/8"),
    )

    assert shown(layout, after=7) == [
        "Fog: 1/4 2/5",
        "Nets: 1/9 2/4 3/9",
        "Oars: 2/4",
        "Pipes: 3/6 4/8",
    ]
