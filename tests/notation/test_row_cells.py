"""Rows: three cells are parsed into a row, and all problems are raised together."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from repertory.errors import SourceError
from repertory.model import (
    Cell,
    Element,
    IndexRow,
    Irregularity,
    ParagraphNumber,
    Place,
    Problem,
    Reference,
    Row,
    Symbol,
)
from repertory.notation import parse_rows
from repertory.notation.row_cells import MAXIMUM_EXPANDED

SYMBOL = "A/HRC/38/12"


def index_row(line: int, document: str, paragraphs: str, references: str) -> IndexRow:
    columns = (10, 30, 50)
    document_cell, paragraph_cell, reference_cell = (
        Cell(text, Place("index.txt", line=line, column=column))
        for text, column in zip((document, paragraphs, references), columns, strict=True)
    )
    return IndexRow(
        order=line,
        heading="Academia",
        printed_heading="Academia",
        document=document_cell,
        paragraphs=paragraph_cell,
        references=reference_cell,
        place=Place("index.txt", line=line),
    )


def test_the_cells_of_a_row_are_parsed_and_irregularities_kept_with_their_cells() -> None:
    written = index_row(3, "A/HRC/ 38/12", "8, 9", "I.1-2")
    assert parse_rows([written]) == (
        Row(
            order=3,
            heading="Academia",
            document=Symbol(SYMBOL),
            paragraphs=(
                Element(ParagraphNumber(8), "8", 0, 1),
                Element(ParagraphNumber(9), "9", 3, 4),
            ),
            references=(
                Element(Reference("I", ParagraphNumber(1)), "I.1-2", 0, 5),
                Element(Reference("I", ParagraphNumber(2)), "I.1-2", 0, 5),
            ),
            written=written,
            irregularities=(
                (written.document, Irregularity("a space inside a symbol", 6, 7)),
                (written.paragraphs, Irregularity("no conjunction before the last element", 1, 3)),
                (written.references, Irregularity("a hyphen for the en dash of a range", 3, 4)),
            ),
        ),
    )


def test_a_row_without_references_has_none() -> None:
    rows = parse_rows([index_row(3, SYMBOL, "8", " "), index_row(4, SYMBOL, "9", "I.2")])
    assert [0, 1] == [len(row.references) for row in rows]


def test_the_problems_of_all_cells_of_all_rows_are_raised_together() -> None:
    rows = [
        index_row(3, "a/hrc/1", "5–3", "I.1, ?"),
        index_row(4, SYMBOL, "8", "I.1"),
        index_row(5, "", " ", ""),
        index_row(6, SYMBOL, "8 and", "?"),
    ]
    with pytest.raises(SourceError) as refused:
        parse_rows(rows)
    expected = [
        "index.txt, line 3, column 10: found 'a/hrc/1', expected a document symbol such as "
        "CTOC/COP/WG.7/2018/3",
        "index.txt, line 3, column 30: found '5–3', expected a range that goes up",
        "index.txt, line 3, column 55: found '?', expected a reference such as III.6 or V.2.d",
        "index.txt, line 5, column 10: found an empty cell, expected a document symbol. "
        "Fill in the cell, or remove the row.",
        "index.txt, line 5, column 30: found an empty cell, expected a list of paragraphs. "
        "Fill in the cell, or remove the row.",
        "index.txt, line 6, column 32: found 'and', expected a paragraph number such as 8 or "
        "8 (e) after it",
        "index.txt, line 6, column 50: found '?', expected a reference such as III.6 or V.2.d",
    ]
    assert expected == [str(problem) for problem in refused.value.problems]


def test_a_problem_at_a_place_without_columns_names_the_cell() -> None:
    place = Place("index.xlsx", cell="Sheet1!C17")
    row = IndexRow(1, "X", "X", Cell(SYMBOL, place), Cell("7, 0", place), Cell("", place), place)
    with pytest.raises(SourceError) as refused:
        parse_rows([row])
    expected = Problem(place, "'0'", "a number above 0")
    assert (expected,) == refused.value.problems


def test_without_rows_there_are_none() -> None:
    assert () == parse_rows([])


LONG = ", ".join(f"{start}–{start + 499}" for start in range(1, 2_001, 500))
"""A cell of 2,000 paragraphs, the most that a cell may have."""


@pytest.mark.slow
def test_the_elements_of_all_ranges_of_a_document_are_bounded() -> None:
    rows = [index_row(line, SYMBOL, LONG, "") for line in range(1, MAXIMUM_EXPANDED // 2_000 + 1)]
    assert sum(len(row.paragraphs) for row in parse_rows(rows)) == MAXIMUM_EXPANDED
    further = [index_row(999, SYMBOL, "1", "I.1"), index_row(1_000, SYMBOL, "?", "")]
    with pytest.raises(SourceError) as caught:
        parse_rows([*rows, *further])
    assert str(caught.value) == (
        "index.txt, line 999, column 30: found more than 500,000 paragraphs and references up to "
        "'1', expected at most as many in a document. Are its ranges right? Divide a larger list "
        "into several documents."
    )
    references = "I." + LONG.replace(", ", ", I.")
    with pytest.raises(SourceError, match=r"line 999, column 50: found more than .* 'I\.1–500"):
        parse_rows([*rows, index_row(999, SYMBOL, "1", references)])


def test_a_doubtful_cell_is_not_a_problem_of_notation() -> None:
    """The layout reports it, so that one cell has one problem."""
    row = index_row(3, SYMBOL, "5-Jul", "I.1")
    doubtful = replace(row, paragraphs=replace(row.paragraphs, doubt="a date"))
    assert parse_rows([doubtful]) == ()
    with pytest.raises(SourceError, match="found 'Jul'"):
        parse_rows([row])
