"""The kinds of lines: rows, headings, and parts of the page."""

from __future__ import annotations

import pytest

from repertory.layout.lines import sort_lines
from repertory.layout.titles import ColumnRoles
from repertory.model import Cell, Place

FIRST = ColumnRoles((("topic", 0), ("document", 1), ("paragraphs", 2)), "en", None)
LAST = ColumnRoles((("paragraphs", 0), ("document", 1), ("topic", 2)), "en", None)
TITLES = "Topic|Document|Paragraphs"


def cells(line: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, Place("lights.txt")) for text in line.split("|"))


def kinds(*lines: str, columns: ColumnRoles = FIRST, before: tuple[str, ...] = ()) -> list[str]:
    """Return the kinds of lines below the titles, with `|` between cells."""
    found = sort_lines(list(map(cells, lines)), columns, list(map(cells, before)))
    return [line.kind for line in found]


@pytest.mark.parametrize(
    ("line", "columns", "kind"),
    [
        ("Bells", FIRST, "heading"),
        ("Bells", LAST, "heading"),
        ("Bells||", FIRST, "heading"),
        ("||Bells", LAST, "heading"),
        ("4||", LAST, "row"),
        ("||4", FIRST, "row"),
        ("Bells|", FIRST, "heading"),
        ("4|", LAST, "row"),
        ("Bells|LIGHT/1|", FIRST, "row"),
    ],
)
def test_a_single_text_is_a_heading_alone_or_in_the_topic_column(
    line: str, columns: ColumnRoles, kind: str
) -> None:
    assert kinds("Fog|LIGHT/1|Oil", line, "Fog|LIGHT/1|Oil", columns=columns)[1] == kind


@pytest.mark.parametrize(
    ("row", "columns", "kind"),
    [
        pytest.param("Nets|LIGHT/1|4", FIRST, "page-furniture", id="equally many in rows"),
        pytest.param("|LIGHT/1|4", FIRST, "heading", id="more on lines of their own"),
        pytest.param("4|LIGHT/1|Nets", LAST, "page-furniture", id="topics are last"),
        pytest.param("4|LIGHT/1|", LAST, "heading", id="topics are last, none in rows"),
        pytest.param("4|LIGHT/1", LAST, "heading", id="a row that ends before its topic"),
    ],
)
def test_headings_that_are_mostly_on_lines_of_their_own_are_not_running_titles(
    row: str, columns: ColumnRoles, kind: str
) -> None:
    """The front page has the line `Bells` too: a running title if topics are in the rows."""
    empty = "|LIGHT/1|4" if columns is FIRST else "4|LIGHT/1|"
    assert kinds("Bells", empty, row, columns=columns, before=("Bells",))[0] == kind


def test_a_page_number_is_not_a_heading_on_a_line_of_its_own() -> None:
    lines = ("Bells", "|LIGHT/1|4", "12", "Nets|LIGHT/1|4", "Oil||", "|LIGHT/1|5")

    assert kinds(*lines, before=("Bells",))[0] == "page-furniture"


def test_a_line_above_the_last_titles_of_a_page_break_may_be_a_footnote() -> None:
    row = "|LIGHT/1|4"
    found = kinds(row, TITLES, "1 See LIGHT/9.", TITLES, row)

    assert found == ["row", "repeated-header", "footnote", "repeated-header", "row"]
    assert kinds(row, TITLES, "16 days of fog", row)[2] == "heading"


@pytest.mark.parametrize(("breaks", "kind"), [(1, "heading"), (2, "page-furniture")])
def test_a_running_title_is_at_two_page_breaks(breaks: int, kind: str) -> None:
    pages = [("Lights", TITLES, f"|LIGHT/{n}|4") for n in range(breaks)]
    found = kinds("Fog|LIGHT/1|4", *(line for page in pages for line in page))

    assert found[1] == kind
