"""CSV and TSV: delimiters, quotes, encodings, and lists that a spreadsheet has converted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from repertory.cli import repertory
from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.model import Index
from repertory.notation import parse_rows
from repertory.outputs.publication import Publication, read_text
from repertory.readers import delimited, read_bytes

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]
HEAD = "Topic,Document,Paragraphs,Reference\n"


def written(lines: Sequence[Sequence[str]], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_real_index_has_the_statements_of_its_text_form(
    delimiter: str,
    encoding: str,
    pages: Sequence[Sequence[str]],
    facts: Callable[[Publication], Facts],
    expected: Facts,
) -> None:
    content = written(pages, delimiter).encode(encoding)
    assert facts(read_text(content, "index.csv")) == expected


def test_windows_1252_is_assumed_and_reported() -> None:
    reading = delimited.read("Thème;Cote;Par.\n".encode("cp1252"), "a.csv")
    assumed = (
        "semicolons separate the cells; "
        "the encoding is Windows-1252, which is assumed because it is not UTF-8"
    )
    assert [cell.text for cell in reading.lines[0]] == ["Thème", "Cote", "Par."]
    assert [(aside.kind, aside.text) for aside in reading.set_aside] == [("assumed", assumed)]


def test_a_cell_may_hold_delimiters_quotes_and_line_ends() -> None:
    content = b'Topic,Document,Paragraphs\r\n"Whales, ""blue""",A/1,"4,\r\n5"\r\nNets,A/2,7\r\n'
    lines = delimited.read(content, "a.csv").lines
    assert [[cell.text for cell in line] for line in lines[1:]] == [
        ['Whales, "blue"', "A/1", "4, 5"],
        ["Nets", "A/2", "7"],
    ]
    assert [line[0].place.line for line in lines] == [1, 2, 4]


@pytest.mark.parametrize("text", ["5-Jul", "05/07/2019", "Jul-05", "2019-07-05", "7 May 2019"])
def test_a_date_among_the_paragraphs_is_a_problem(text: str) -> None:
    content = f"{HEAD}Whales,A/1,{text},I.2\nNets,A/1,5,I.3\n"
    read = parse_rows(arrange(read_bytes(content.encode(), "a.csv")).rows)
    assert [str(problem) for problem in read.problems] == [
        f"a.csv, line 2: found a date ({text}), expected the text as printed. "
        "Format the column as text and type the list again, as 5-7."
    ]


def test_columns_may_be_in_any_order_and_others_are_kept() -> None:
    content = "Reference,Remarks,Paragraphs,Document,Topic\nI.2,new,4,A/1,Whales\n"
    layout = arrange(read_bytes(content.encode(), "a.csv"))
    row = layout.rows[0]
    cells = (row.heading, row.document.text, row.paragraphs.text, row.references.text)
    assert cells == ("Whales", "A/1", "4", "I.2")
    kept = [each.text for each in layout.set_aside if each.kind == "kept-column"]
    assert kept == ["Remarks"]


def test_an_unknown_column_is_named_in_the_output_of_the_commands(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Topic,Document,Paragraphs,Reference,Remarks\nWhales,A/1,4,I.2,new\n")
    built = CliRunner().invoke(repertory, ["build", str(path), "--out", str(tmp_path / "out")])
    checked = CliRunner().invoke(repertory, ["check", str(path)])
    note = "ept as printed: the column 'Remarks', line 1"
    assert (built.exit_code, note in built.output, note in checked.output) == (0, True, True)


def test_a_column_that_looks_like_references_needs_a_title() -> None:
    rows = "Whales,A/1,4,I.2\nNets,A/1,5,see above\n,A/2,5,II.1\n"
    content = f"Topic,Document,Paragraphs,A/75/6\n{rows}".encode()
    with pytest.raises(SourceError) as caught:
        arrange(read_bytes(content, "a.csv"))
    assert str(caught.value) == (
        "a.csv, line 1: found the unknown column title 'A/75/6' above cells that look like "
        "references, expected a title such as Reference or Recommendation. If it is the column "
        "of references, add --columns topic=1,document=2,paragraphs=3,reference=4"
    )


def test_columns_may_be_named_if_their_titles_are_unknown() -> None:
    content = b"Absatz,Dokument,Thema\n4,A/1,Whales\n7,A/2,\n"
    publication = read_text(content, "a.csv", "topic=3,document=2,paragraphs=1")
    rows = publication.dataset.indexes[0].rows
    assert [(row.heading, row.document) for row in rows] == [("Whales", "A/1"), ("Whales", "A/2")]


def test_our_own_concordance_is_read_without_moving_a_row(
    pages: Sequence[Sequence[str]],
) -> None:
    printed = read_text(written(pages, ",").encode(), "index.csv")
    content = printed.content("concordance.csv")
    text = content if isinstance(content, str) else "".join(map(str, content))
    again = read_text(text.encode(), "concordance.csv").dataset.indexes[0]

    def cited(index: Index) -> list[tuple[object, ...]]:
        labels = {heading: topic.label for topic in index.topics for heading in topic.headings}
        return [
            (labels[each.heading], each.document, each.paragraph, each.reference)
            for each in index.citations
        ]

    assert cited(again) == cited(printed.dataset.indexes[0])
    assert [row.written.repairs for row in again.rows if row.written.repairs] == []
    assert [finding for finding in again.findings if finding.kind == "row-order"] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f'{HEAD}"Whales,A/1,4,I.2\n', "a.csv, line 2: found unexpected end of data"),
        (HEAD + "," * 2_000 + "x\n", "a.csv, line 2: found a line of 2,001 cells"),
        (f'{HEAD}"{"x" * 200_000}",A/1,4,I.2\n', "a.csv, line 2: found field larger than"),
    ],
)
def test_invalid_csv_is_an_error(content: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(content.encode(), "a.csv")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("printed", "text", "breaks"),
    [
        ("Law&nbsp;&amp; order", "Law\u00a0& order", ()),
        ("AT&T; Fog &none; &#65;", "AT&T; Fog &none; A", ()),
        ('"Fog\r\nIce"', "Fog Ice", (3,)),
    ],
)
def test_entities_are_decoded_and_line_ends_kept(
    printed: str, text: str, breaks: tuple[int, ...]
) -> None:
    cell = delimited.read(f"{HEAD}{printed},A/1,4,I.2\n".encode(), "a.csv").lines[1][0]
    assert (cell.text, cell.breaks) == (text, breaks)


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("Subject\tDecision\nForests\tVI/22, IX/5, X/36\nIslands\tV/1\n", ["Subject", "Decision"]),
        ("Subject;Decision\nForests;VI/22, IX/5\nIslands, small;V/1\n", ["Subject", "Decision"]),
        ("A,B,C\n1,2;3,4\n1,2;3,4\n", ["A", "B", "C"]),  # three columns are likelier than two
        ("A,B,C\n1\t2\n1\t2\n1\t2\n", ["A,B,C"]),  # but not if most lines have two
    ],
)
def test_a_table_of_two_columns_has_its_delimiter(content: str, cells: list[str]) -> None:
    assert [cell.text for cell in delimited.read(content.encode(), "list.csv").lines[0]] == cells
