"""Sums are no rows; lines that are set aside and may hold data are marked."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes

TITLES = "Topic|Document|Paragraphs"
ROWS = ("Bells|LIGHT/1|4", "Fog|LIGHT/2|5")


def arranged(*lines: str, name: str = "lights.txt") -> Layout:
    return arrange(read_bytes("\n".join(lines).replace("|", "\t").encode(), name))


@pytest.mark.parametrize(
    "line",
    [
        "Total|2 entries|2",
        "TOTAL:||9",
        "Grand total|2|9",
        "Total number of entries||2",
        "Totaux||9",
        "Итого||9",
        "总计||9",
        "المجموع||9",
        "|Total|9",
    ],
)
def test_a_sum_is_set_aside_with_a_warning(line: str) -> None:
    layout = arranged(TITLES, *ROWS, line)

    assert [row.heading for row in layout.rows] == ["Bells", "Fog"]
    (total,) = [each for each in layout.set_aside if each.kind == "total"]
    assert (total.text, total.doubtful) == (" | ".join(filter(None, line.split("|"))), True)


@pytest.mark.parametrize(
    "line", ["Total|LIGHT/3|4", "Totals|Decision 4/1|4", "Total catch|LIGHT/3|4", "Totem|LIGHT/3|4"]
)
def test_a_topic_that_begins_like_a_sum_is_a_row(line: str) -> None:
    layout = arranged(TITLES, *ROWS, line)

    assert [row.heading for row in layout.rows] == ["Bells", "Fog", line.partition("|")[0]]


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        pytest.param(("Lights", "12 May 2031", TITLES, *ROWS), [], id="a front page"),
        pytest.param(("A|B|C", TITLES, *ROWS), ["A | B | C"], id="a table's width above"),
        pytest.param((TITLES, *ROWS, "Source: LIGHT/9."), ["Source: LIGHT/9."], id="below"),
        pytest.param((TITLES, *ROWS, "The end."), [], id="no number"),
        pytest.param((TITLES, *ROWS, "* LIGHT/9."), ["* LIGHT/9."], id="a footnote"),
        pytest.param((TITLES, *ROWS, "* Reissued."), [], id="a footnote without number"),
        pytest.param((TITLES, *ROWS, "Page 2 of 7"), [], id="a page number"),
        pytest.param((TITLES, ROWS[0], TITLES, ROWS[1]), [], id="repeated titles"),
        pytest.param((f"{TITLES}|Mark 2", *(f"{row}|x" for row in ROWS)), [], id="a column"),
    ],
)
def test_lines_apart_that_may_hold_data_are_marked(
    lines: tuple[str, ...], marked: list[str]
) -> None:
    assert [each.text for each in arranged(*lines).set_aside if each.doubtful] == marked
