"""Spreadsheets: the real index, and lists of paragraphs that a spreadsheet has converted."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise

import openpyxl
import pytest

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.notation import parse_rows
from repertory.outputs.publication import Publication, read_text
from repertory.readers import read_bytes, xlsx

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]
HEAD = ("Topic", "Document", "Paragraphs", "Reference")


def workbook(*lines: Sequence[object], merge: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    for cells in merge:
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("is_merged", [True, False])
def test_the_real_index_has_the_statements_of_its_text_form(
    is_merged: bool,
    front: Sequence[str],
    titles: Sequence[Sequence[str]],
    rows: Rows,
    facts: Callable[[Publication], Facts],
    expected: Facts,
) -> None:
    first = len(front) + 3
    starts = [first + number for number, row in enumerate(rows) if row[0]] + [first + len(rows)]
    merge = [f"A{start}:A{end - 1}" for start, end in pairwise(starts)]
    lines = [*((line,) for line in front), *titles, *rows]
    content = workbook(*lines, merge=merge if is_merged else ())
    assert facts(read_text(content, "index.xlsx")) == expected


def test_the_line_ends_of_a_cell_are_kept() -> None:
    line = xlsx.read(workbook(HEAD, ("Fog\nIce", "A/1", "4", "I.2")), "a.xlsx").lines[1]
    assert [(cell.text, cell.breaks) for cell in line[:2]] == [("Fog Ice", (3,)), ("A/1", ())]


def test_the_place_of_a_cell_has_its_sheet_and_address() -> None:
    lines = xlsx.read(workbook(HEAD, ("Whales", "A/1", 4, "I.2")), "a.xlsx").lines
    assert [str(cell.place) for cell in lines[1]] == [
        "a.xlsx, Sheet!A2",
        "a.xlsx, Sheet!B2",
        "a.xlsx, Sheet!C2",
        "a.xlsx, Sheet!D2",
    ]
    assert [cell.text for cell in lines[1]] == ["Whales", "A/1", "4", "I.2"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (datetime.datetime(2019, 7, 5), "a date or time (2019-07-05)"),
        (datetime.time(8, 30), "a date or time (08:30:00)"),
        (23.25, "a number with a fraction (23.25)"),
        (True, "a logical value (TRUE)"),
        ("#NAME?", "an error of a formula (#NAME?)"),
    ],
)
def test_a_value_that_is_not_text_among_the_paragraphs_is_a_problem(
    value: object, found: str
) -> None:
    rows = ("Whales", "A/1", value, "I.2"), ("Nets", "A/1", 5, "I.3")
    read = parse_rows(arrange(read_bytes(workbook(HEAD, *rows), "a.xlsx")).rows)
    assert [str(problem) for problem in read.problems] == [
        f"a.xlsx, Sheet!C2: found {found}, expected the text as printed. "
        "Format the column as text and type the list again, as 5-7."
    ]


def test_a_date_above_the_table_is_not_a_problem() -> None:
    content = workbook((datetime.date(2019, 7, 16),), HEAD, ("Whales", "A/1", 4, "I.2"))
    assert len(arrange(read_bytes(content, "a.xlsx")).rows) == 1


def test_a_formula_is_text() -> None:
    lines = xlsx.read(workbook(HEAD, ("Whales", "A/1", "=4+5", "I.2")), "a.xlsx").lines
    assert lines[1][2].text == "=4+5"


def test_a_hidden_sheet_is_ignored_and_reported() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEAD, ("Whales", "A/1", 4, "I.2"))))
    hidden = book.create_sheet("Old")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    reading = xlsx.read(stream.getvalue(), "a.xlsx")
    assert len(reading.lines) == 2
    assert [(aside.kind, aside.text) for aside in reading.set_aside] == [
        ("hidden-sheet", "the hidden sheet 'Old'")
    ]


def test_a_cell_far_to_the_right_is_an_error() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(SourceError, match=r"Sheet!XFD1: found a row of 16,384 columns"):
        read_bytes(stream.getvalue(), "a.xlsx")


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.infolist():
            data = old.read(each)
            new.writestr(each.filename, change(data) if each.filename == part else data)
    return stream.getvalue()


LAUGHS = b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: LAUGHS + data.split(b"?>", 1)[-1], "found a document type declaration"),
        (lambda data: data + b" " * 60_000_000, "found a part of "),
        (lambda data: data[:200], "found a damaged file"),
        (lambda data: b'<?xml version="1.0" encoding="utf-7"?>+ADw-', "found the encoding 'utf-7'"),
    ],
)
def test_a_malicious_part_is_an_error(change: Callable[[bytes], bytes], message: str) -> None:
    whole = workbook(HEAD, ("Whales", "A/1", 4, "I.2"))
    content = changed(whole, "xl/worksheets/sheet1.xml", change)
    with pytest.raises(SourceError, match=message):
        read_bytes(content, "a.xlsx")


def test_a_truncated_file_is_an_error() -> None:
    content = workbook(HEAD, ("Whales", "A/1", 4, "I.2"))
    with pytest.raises(SourceError, match="found a damaged file"):
        read_bytes(content[: len(content) - 300], "a.xlsx")
