"""The same table gives the same topics and citations as text, CSV, HTML, DOCX and XLSX."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import READERS
from repertory.readers import read_bytes as read_guarded_bytes

TITLES = ("Topic", "Document", "Paragraphs")
OTHER_TITLES = ("Document", "Subject", "Para.", "Remarks")

Line = tuple[str, ...]
Table = list[Line]

LABELS = (
    *("Bells", "Fog", "Lamps of ships", "Harbour dues and", "Sea, ice", "Sea, rocks", "Oil; Tar"),
)
SECTIONS = ("PORTS", "SEAS", "COASTS")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw rows below sections, with wrapped labels and titles that a page repeats."""
    lines: Table = [TITLES]
    number = 1
    for section in draw(st.lists(st.sampled_from(SECTIONS), max_size=3, unique=True)) or [""]:
        if section:
            lines.append((section,))
        for label in draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True)):
            lines.append((label, f"LIGHT/{number}", f"{number} and {number + 2}"))
            if label.endswith(" and"):
                lines.append(("other levies", "", ""))
            for _ in range(draw(st.integers(0, 2))):
                number += 1
                if draw(st.booleans()):
                    lines.append(TITLES)
                lines.append(("", f"LIGHT/{number}", f"{number}"))
            number += 1
    return lines


@st.composite
def documents(draw: st.DrawFn) -> list[Table]:
    """Draw a table, and perhaps a second one with other titles."""
    found = [draw(tables())]
    if draw(st.booleans()):
        found.append([OTHER_TITLES, ("LIGHT/90", "Ropes", "5", "new"), ("LIGHT/91", "", "6", "")])
    return found


def as_text(found: Sequence[Table]) -> bytes:
    return "".join("\t".join(line) + "\n" for table in found for line in table).encode()


def as_csv(found: Sequence[Table]) -> bytes:
    stream = io.StringIO(newline="")
    width = max(len(line) for table in found for line in table)
    csv.writer(stream).writerows(
        [*line, *[""] * (width - len(line))] for table in found for line in table
    )
    return stream.getvalue().encode()


def as_html(found: Sequence[Table]) -> bytes:
    parts = []
    for table in found:
        width = len(table[0])
        rows = (
            f"<tr><td colspan={width}>{line[0]}</tr>"
            if len(line) == 1
            else "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>"
            for line in table
        )
        parts.append(f"<table>{''.join(rows)}</table>")
    return f"<!DOCTYPE html><body>{''.join(parts)}".encode()


def as_docx(found: Sequence[Table]) -> bytes:
    document = docx.Document()
    for table in found:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for number, line in enumerate(table):
            cells = made.rows[number].cells
            if len(line) == 1:
                cells[0].merge(cells[-1]).text = line[0]
            else:
                for cell, text in zip(cells, line, strict=True):
                    cell.text = text
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(found: Sequence[Table]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for number, table in enumerate(found):
        sheet = book.create_sheet(f"Sheet {number}")
        for line in table:
            sheet.append(list(line))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def facts(layout: Layout) -> list[tuple[str, str, str]]:
    return [(row.heading, row.document.text, row.paragraphs.text) for row in layout.rows]


def arranged(content: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> Layout:
    from repertory.readers import guard

    readers = {reader.name: reader.read for reader in READERS}
    monkeypatch.setattr(guard, "read_guarded", lambda name, *file: readers[name](*file))
    return arrange(read_guarded_bytes(content, name))


def printed_documents(found: Sequence[Table]) -> set[str]:
    cells = {cell for table in found for line in table for cell in line}
    return {cell for cell in cells if cell.startswith("LIGHT/")}


@given(documents())
def test_the_same_table_gives_the_same_topics_and_citations_in_all_formats(
    found: list[Table],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        expected = facts(arranged(as_csv(found), "lights.csv", patch))
        assert {document for _, document, _ in expected} == printed_documents(found)
        for write, name in (
            (as_text, "lights.tsv"),
            (as_html, "lights.html"),
            (as_docx, "lights.docx"),
            (as_xlsx, "lights.xlsx"),
        ):
            assert facts(arranged(write(found), name, patch)) == expected, name
