"""Rows that a page break parted are joined, in whatever format they come."""

from __future__ import annotations

import pytest

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
def test_a_row_goes_on_below(lines: tuple[str, ...], row: tuple[str, str, str]) -> None:
    (found,) = arrange(table(*lines)).rows
    assert (found.document.text, found.paragraphs.text, found.references.text) == row
    assert [repair.kind for repair in found.repairs] == ["row-joined"]


def test_a_reader_may_tell_that_a_line_goes_on() -> None:
    read = table("Whales and\tA/1\t4\tI.2", "Dolphins\t\t5\tI.3", "\tA/2\t6\tI.4")
    marked = Table(read.source, read.lines, continued=(2,))
    rows = arrange(marked).rows
    assert [(row.heading, row.printed_heading, row.paragraphs.text) for row in rows] == [
        ("Whales and Dolphins", "Whales and Dolphins", "4 5"),
        ("Whales and Dolphins", "", "6"),
    ]


def test_a_row_without_a_document_is_not_joined_by_guess() -> None:
    rows = arrange(table("Whales\tA/1\t4\tI.2", "\t\t5\tI.3")).rows
    assert [row.document.text for row in rows] == ["A/1", ""]


def test_a_table_of_one_line_a_citation_is_left_as_it_is() -> None:
    lines = ("Whales\tA/1\t4\tI.2", "Whales\tA/1\t5\tI.3", "Whales\tA/2\t1\tII.1")
    layout = arrange(table(*lines, "Nets\tA/1\t4\tI.2"))
    assert [row.repairs for row in layout.rows] == [(), (), (), ()]
    assert layout.doubts == ()


def test_columns_that_are_missing_are_named() -> None:
    with pytest.raises(SourceError, match="titles of the columns topic, document only"):
        arrange(read_bytes(b"Topic\tDocument\nWhales\tA/1\n", "index.txt"))
