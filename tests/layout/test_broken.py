"""Rows that a page break has split are joined, in any format."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.model import Table
from repertory.readers import read_bytes

HEAD = "Topic\tDocument\tParagraphs\tReference\n"


def table(*lines: str) -> Table:
    return read_bytes((HEAD + "\n".join(lines)).encode(), "index.txt")


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (("Whales\tA/1\t4, 5\tI.2,", HEAD + "\t\tand 7\tI.3"), ("A/1", "4, 5 and 7", "I.2, I.3")),
        (("Whales\tA/1\t21–\tI.2", "\t\t27\t"), ("A/1", "21–27", "I.2")),
        (("Whales\tA/\t4\tI.2", "\t1\t\t"), ("A/1", "4", "I.2")),
    ],
)
def test_a_row_continues_below(lines: tuple[str, ...], row: tuple[str, str, str]) -> None:
    (found,) = arrange(table(*lines)).rows
    assert (found.document.text, found.paragraphs.text, found.references.text) == row
    assert [repair.kind for repair in found.repairs] == ["row-joined"]


def test_a_reader_may_mark_a_line_that_continues_a_row() -> None:
    read = table("Whales and\tA/1\t4\tI.2", "Dolphins\t\t5\tI.3", "\tA/2\t6\tI.4")
    marked = Table(read.source, read.lines, continued=(2,))
    rows = arrange(marked).rows
    assert [(row.heading, row.printed_heading, row.paragraphs.text) for row in rows] == [
        ("Whales and Dolphins", "Whales and Dolphins", "4 5"),
        ("Whales and Dolphins", "", "6"),
    ]


@pytest.mark.parametrize("rest", ["\t\tand 7\tI.3", "\t\t\tI.3"])
def test_a_row_continues_in_cells_that_its_line_lacks(rest: str) -> None:
    (found,) = arrange(table("Whales\tA/1\t4, 5", rest.replace("I.3", ", I.3"))).rows
    assert (found.document.text, found.references.text) == ("A/1", ", I.3")
    assert found.references.place.line == 3


def test_a_cell_that_is_too_long_is_not_continued() -> None:
    rows = arrange(table("Whales\tA/1\t4\tI.2", *["\t\t, 5\t, I.3"] * 5_000)).rows
    assert 10_000 < max(len(row.references.text) for row in rows) < 10_010


def test_the_doubt_of_the_rest_of_a_cell_is_kept() -> None:
    read = table("Whales\tA/1\t4 and\tI.2", "\t\t5-Jul\t")
    topic, document, cell, reference = read.lines[2]
    doubtful = replace(
        read, lines=(*read.lines[:2], (topic, document, replace(cell, doubt="a date"), reference))
    )
    (row,) = arrange(doubtful).rows
    assert (row.paragraphs.text, row.paragraphs.doubt) == ("4 and 5-Jul", "a date")


def test_all_joined_cells_are_recorded() -> None:
    lines = ("Whales and\tA/1\t4,\tI.2,", "dolphins\t\t5,\tI.3,", "\t\t6\tI.4", "Nets\tA/2\t7\tI.5")
    first, _ = arrange(table(*lines)).rows
    assert [(each.kind, each.place.line, each.detail) for each in first.repairs] == [
        (
            "row-joined",
            3,
            "'Whales and dolphins' continues after a page break with 'dolphins'; "
            "'4, 5,' continues after a page break with '5,'; "
            "'I.2, I.3,' continues after a page break with 'I.3,'",
        ),
        (
            "row-joined",
            4,
            "'4, 5, 6' continues after a page break with '6'; "
            "'I.2, I.3, I.4' continues after a page break with 'I.4'",
        ),
    ]


@pytest.mark.parametrize("continued", [(), (2,)])
@pytest.mark.parametrize(("paragraphs", "document"), [("4", "A/HRC/2"), ("4,", "A/75/6")])
def test_a_complete_row_is_not_joined_to_an_incomplete_symbol(
    continued: tuple[int, ...], paragraphs: str, document: str
) -> None:
    """The incomplete symbol is a problem; the complete row is kept as printed."""
    read = table(f"Whales\tA/HRC/\t{paragraphs}\tI.2", f"\t{document}\t5\tI.3")
    rows = arrange(replace(read, continued=continued)).rows
    assert [(row.document.text, row.paragraphs.text) for row in rows] == [
        ("A/HRC/", paragraphs),
        (document, "5"),
    ]
    assert [row.repairs for row in rows] == [(), ()]


@pytest.mark.parametrize("cells", [("4", ""), ("4 and", "5")])
def test_the_rest_of_a_symbol_may_look_like_a_symbol(cells: tuple[str, str]) -> None:
    (row,) = arrange(table(f"Whales\tA/HRC/\t{cells[0]}\tI.2", f"\tWG.6/2\t{cells[1]}\t")).rows
    assert (row.document.text, row.paragraphs.text) == ("A/HRC/WG.6/2", " ".join(cells).strip())


def test_a_row_without_a_document_is_not_joined_without_evidence() -> None:
    rows = arrange(table("Whales\tA/1\t4\tI.2", "\t\t5\tI.3")).rows
    assert [(row.document.text, row.paragraphs.text) for row in rows] == [
        ("A/1", "4"),
        ("A/1", "5"),
    ]
    assert [repair.kind for repair in rows[1].repairs] == ["document-carried-over"]


def test_a_table_with_one_citation_per_line_is_not_changed() -> None:
    lines = ("Whales\tA/1\t4\tI.2", "Whales\tA/1\t5\tI.3", "Whales\tA/2\t1\tII.1")
    layout = arrange(table(*lines, "Nets\tA/1\t4\tI.2"))
    assert [row.repairs for row in layout.rows] == [(), (), (), ()]
    assert layout.doubts == ()


def test_an_error_names_the_missing_columns() -> None:
    with pytest.raises(SourceError, match="titles of the columns topic, paragraphs only"):
        arrange(read_bytes(b"Topic\tParagraphs\nWhales\t4\n", "index.txt"))
