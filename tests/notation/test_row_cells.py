"""Rows: three cells are parsed into a row, and all problems are raised together."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from repertory.errors import SourceError
from repertory.model import (
    WHOLE,
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
from repertory.notation import ReadRows, cite, parse_rows
from repertory.notation.row_cells import MAXIMUM_EXPANDED, PART, each_document

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
    assert parse_rows([written]).rows == (
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
    rows = parse_rows([index_row(3, SYMBOL, "8", " "), index_row(4, SYMBOL, "9", "I.2")]).rows
    assert [0, 1] == [len(row.references) for row in rows]


def test_a_row_that_cannot_be_read_is_a_finding_and_hides_no_other() -> None:
    rows = [
        index_row(3, "a/hrc/1", "5–3", "I.1, ?"),
        index_row(4, SYMBOL, "8", "I.1"),
        index_row(5, "", " ", ""),
        index_row(6, SYMBOL, "8 and", "?"),
    ]
    read = parse_rows(rows)
    expected = [
        "index.txt, line 3, column 10: found 'a/hrc/1', expected a document symbol such as "
        "CTOC/COP/WG.7/2018/3",
        "index.txt, line 3, column 30: found '5–3', expected a range that goes up",
        "index.txt, line 3, column 55: found '?', expected a reference such as III.6 or V.2.d",
        "index.txt, line 5, column 10: found an empty cell, expected a document. "
        "Fill in the cell, or remove the row.",
        "index.txt, line 5, column 30: found an empty cell, expected a list of paragraphs. "
        "Fill in the cell, or remove the row.",
        "index.txt, line 6, column 32: found 'and', expected a paragraph number such as 8 or "
        "8 (e) after it",
        "index.txt, line 6, column 50: found '?', expected a reference such as III.6 or V.2.d",
    ]
    assert [4] == [row.order for row in read.rows]
    assert expected == [f"{finding.place}: {finding.message}" for finding in read.findings]
    assert {("unreadable-cell", "violation", ("Academia",))} == {
        (finding.kind, finding.severity, finding.topics) for finding in read.findings
    }
    assert ["a/hrc/1", "5–3", "I.1, ?", "", " "] == [each.printed for each in read.findings][:5]
    assert [
        ("unreadable-row", "Academia | a/hrc/1 | 5–3 | I.1, ?", 3),
        ("unreadable-row", "Academia", 5),
        ("unreadable-row", "Academia | A/HRC/38/12 | 8 and | ?", 6),
    ] == [(aside.kind, aside.text, aside.place.line) for aside in read.set_aside]


def test_a_finding_names_no_topic_that_has_no_other_row() -> None:
    other = replace(index_row(4, SYMBOL, "?", ""), heading="Boats")
    (finding,) = parse_rows([index_row(3, SYMBOL, "8", ""), other]).findings
    assert () == finding.topics


def test_if_no_row_can_be_read_all_problems_are_raised() -> None:
    with pytest.raises(SourceError, match=r"line 3.*\n.*line 4"):
        parse_rows([index_row(3, SYMBOL, "?", "I.1"), index_row(4, SYMBOL, "8", "?")])


def places(row: Row) -> list[str]:
    return [cite(row.document, element.value, "en") for element in row.paragraphs]


@pytest.mark.parametrize(
    ("document", "paragraphs", "cited"),
    [
        ("Decision VII/12", "3", ["Decision VII/12, para. 3"]),
        ("ZZ/1/4, annex", "3 and 4", ["ZZ/1/4, annex, para. 3", "ZZ/1/4, annex, para. 4"]),
        ("ZZ/1/4, chap. II", "5", ["ZZ/1/4, chap. II, para. 5"]),
        ("ZZ/1/4, annex I", "section A, para. 5", ["ZZ/1/4, annex I, sect. A, para. 5"]),
        ("ZZ/1/4, annex I", "", ["ZZ/1/4, annex I"]),
        ("ZZ/1/4, para. 5 and 6", "", ["ZZ/1/4, para. 5", "ZZ/1/4, para. 6"]),
        ("ZZ/1/4", "whole document", ["ZZ/1/4"]),
        ("ZZ/1/4 (fifth session)", "7", ["ZZ/1/4, para. 7"]),
        ("No. 85 (XLIX)", "(k) and (l)", ["No. 85 (XLIX), (k)", "No. 85 (XLIX), (l)"]),
    ],
)
def test_a_document_may_be_followed_by_the_part_that_contains_the_places(
    document: str, paragraphs: str, cited: list[str]
) -> None:
    rows = parse_rows(
        [index_row(3, document, paragraphs, ""), index_row(4, "ZZ/2/1", "9", "")]
    ).rows
    assert cited == places(rows[0])


@pytest.mark.parametrize(
    ("document", "paragraphs", "problem"),
    [
        ("ZZ/1/4", "", "found an empty cell, expected a list of paragraphs"),
        ("ZZ/1/4", "–", "found '–', expected a paragraph number"),
        ("ZZ/1/4, para. 5", "6", "expected the paragraphs in their own cell only"),
        ("ZZ/1/4, annex I", "annex II, para. 3", "expected a part inside that of the other cell"),
        ("ZZ/1/4; ZZ/1/5", "6", "expected one document. One cell holds one document."),
        ("2/1", "6", "expected a whole symbol, as in the other rows"),
        ("5/3", "6", "expected a whole symbol, as in the other rows"),
        ("ZZ", "6", "expected a whole symbol, as in the other rows"),
        ("CT0C/COP", "6", "found 'CT0C/COP', expected a document symbol"),
        ("A/HRC/", "6", "found 'A/HRC/', expected a document symbol"),
    ],
)
def test_what_cannot_be_the_document_or_the_place_of_a_row_is_a_finding(
    document: str, paragraphs: str, problem: str
) -> None:
    read = parse_rows([index_row(3, document, paragraphs, ""), index_row(4, "ZZ/2/1", "9", "")])
    assert [4] == [row.order for row in read.rows]
    (finding,) = read.findings
    assert problem in finding.message


def test_numbers_alone_name_documents_where_no_row_has_a_symbol() -> None:
    rows = parse_rows([index_row(3, "5/3", "6", ""), index_row(4, "1325 (2000)", "9", "")]).rows
    assert ["5/3, para. 6", "1325 (2000), para. 9"] == [places(row)[0] for row in rows]


def test_rows_cite_whole_documents_if_none_has_paragraphs_or_the_caller_allows_it() -> None:
    bare = [index_row(3, "Measure 4 (2016)", "", ""), index_row(4, "ZZ/1/4", " ", "")]
    assert [["Measure 4 (2016)"], ["ZZ/1/4"]] == [places(row) for row in parse_rows(bare).rows]
    assert [WHOLE, WHOLE] == [row.paragraphs[0].value for row in parse_rows(bare).rows]
    some = [*bare, index_row(5, "ZZ/1/5", "8", "")]
    assert [5] == [row.order for row in parse_rows(some).rows]
    assert [3, 4, 5] == [row.order for row in parse_rows(some, optional=True).rows]


PARTS = ("1/TD.3", "Decision 2/TD.3", "annex I", "sections A–C", "annex I, para. 8")


def test_a_cell_may_name_the_decision_of_which_the_paragraphs_are() -> None:
    rows = [
        replace(
            index_row(line, "TIDE/COP/2020/9", "2", ""),
            extras=((PART, Cell(part, Place("index.txt"))),),
        )
        for line, part in enumerate(PARTS, 3)
    ]
    assert [
        ["TIDE/COP/2020/9, decision 1/TD.3, para. 2"],
        ["TIDE/COP/2020/9, decision 2/TD.3, para. 2"],
        ["TIDE/COP/2020/9, annex I, para. 2"],
        ["TIDE/COP/2020/9, decision sections A–C, para. 2"],  # as printed: it is not one part
        ["TIDE/COP/2020/9, decision annex I, para. 8, para. 2"],
    ] == [places(row) for row in parse_rows(rows).rows]


@pytest.mark.parametrize(
    ("document", "paragraphs", "rows"),
    [
        ("A/1; A/2", "5", [("A/1", "5", 10), ("A/2", "5", 15)]),
        ("A/1; A/2", "5; 6", [("A/1", "5", 10), ("A/2", "6", 15)]),
        ("A/1\nA/2", "5 and 7\n6", [("A/1", "5 and 7", 10), ("A/2", "6", 14)]),
        (
            "Decisions VII/12 and VII/15",
            "5",
            [("Decision VII/12", "5", 10), ("Decision VII/15", "5", 31)],
        ),
        ("A/1, annex", "5", [("A/1, annex", "5", 10)]),
        ("?", "5", [("?", "5", 10)]),
    ],
)
def test_a_row_of_several_documents_is_a_row_for_each(
    document: str, paragraphs: str, rows: list[tuple[str, str, int]]
) -> None:
    found = each_document(index_row(3, document, paragraphs, ""))
    assert rows == [
        (row.document.text, row.paragraphs.text, row.document.place.column) for row in found
    ]


def test_a_problem_at_a_place_without_columns_names_the_cell() -> None:
    place = Place("index.xlsx", cell="Sheet1!C17")
    row = IndexRow(1, "X", "X", Cell(SYMBOL, place), Cell("7, 0", place), Cell("", place), place)
    with pytest.raises(SourceError) as refused:
        parse_rows([row])
    expected = Problem(place, "'0'", "a number above 0")
    assert (expected,) == refused.value.problems


def test_without_rows_there_are_none() -> None:
    assert ReadRows(()) == parse_rows([])


LONG = ", ".join(f"{start}–{start + 499}" for start in range(1, 2_001, 500))
"""A cell of 2,000 paragraphs, the most that a cell may have."""


@pytest.mark.slow
def test_the_elements_of_all_ranges_of_a_document_are_bounded() -> None:
    rows = [index_row(line, SYMBOL, LONG, "") for line in range(1, MAXIMUM_EXPANDED // 2_000 + 1)]
    assert sum(len(row.paragraphs) for row in parse_rows(rows).rows) == MAXIMUM_EXPANDED
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


def test_a_doubtful_cell_is_a_finding_on_its_row() -> None:
    row = index_row(3, SYMBOL, "5-Jul", "I.1")
    doubtful = replace(row, paragraphs=replace(row.paragraphs, doubt="a date"))
    read = parse_rows([doubtful, index_row(4, SYMBOL, "8", "I.1")])
    assert [4] == [row.order for row in read.rows]
    assert [
        "found a date (5-Jul), expected the text as printed. Format the column as text and type "
        "the list again, as 5-7."
    ] == [finding.message for finding in read.findings]
