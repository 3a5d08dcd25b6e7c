"""Word documents: the real index, and the features of Word tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise

import docx
import pytest
from docx.oxml import parse_xml

from repertory.errors import SourceError
from repertory.outputs.publication import Publication, read_text
from repertory.readers import docx as reader
from repertory.readers import read_bytes

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def one_table(
    front: Sequence[str], titles: Sequence[Sequence[str]], rows: Rows, is_merged: bool
) -> bytes:
    """Make a document of one table with two title rows, its topics merged or blank below."""
    document = docx.Document()
    for line in front:
        document.add_paragraph(line)
    table = document.add_table(rows=len(titles) + len(rows), cols=4)
    cells = table._cells
    for number, texts in enumerate([*titles, *rows]):
        for column, text in enumerate(texts):
            cells[4 * number + column].text = text
    if is_merged:
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(0, 0).merge(table.cell(1, 0))
        starts = [n + 2 for n, row in enumerate(rows) if row[0]] + [len(rows) + 2]
        for start, end in pairwise(starts):
            cells[4 * start].merge(cells[4 * (end - 1)])
    return saved(document)


@pytest.mark.parametrize("is_merged", [True, False])
def test_the_real_index_has_the_statements_of_its_text_form(
    is_merged: bool,
    front: Sequence[str],
    titles: Sequence[Sequence[str]],
    rows: Rows,
    facts: Callable[[Publication], Facts],
    expected: Facts,
) -> None:
    content = one_table(front, titles, rows, is_merged)
    assert facts(read_text(content, "index.docx")) == expected


def test_one_table_per_page_with_notes_between_gives_the_same_statements(
    pages: Sequence[Sequence[str]], facts: Callable[[Publication], Facts], expected: Facts
) -> None:
    document = docx.Document()
    table = None
    for line in pages:
        if len(line) == 1:
            document.add_paragraph(line[0])
            table = None
            continue
        table = table or document.add_table(rows=0, cols=4)
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    assert facts(read_text(saved(document), "index.docx")) == expected


def with_body(body: str) -> bytes:
    document = docx.Document()
    for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{content}</w:p></w:tc>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("CTOC/") + run("COP"), "CTOC/COP"),
        (run("8") + "<w:r><w:noBreakHyphen/></w:r>" + run("9"), "8-9"),
        (run("inves") + "<w:r><w:softHyphen/></w:r>" + run("tigations"), "investigations"),
        (run("8\u00a0(e)"), "8\u00a0(e)"),
        (run("8") + "<w:r><w:br/></w:r>" + run("and 9"), "8 and 9"),
        (run("8") + f'<w:ins w:id="1" w:author="a">{run(" and 9")}</w:ins>', "8 and 9"),
        (run("8") + '<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del>', "8"),
        (run("8") + f'<w:moveFrom w:id="1">{run("9")}</w:moveFrom>', "8"),
        (run("8") + run("9", "<w:vanish/>"), "8"),
        (run("Whales") + run("1", '<w:vertAlign w:val="superscript"/>'), "Whales¹"),
        (run("A/1") + run("a", '<w:vertAlign w:val="superscript"/>'), "A/1ᵃ"),
        (run("8") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "8"),
        (f"<w:hyperlink>{run('A/1')}</w:hyperlink>", "A/1"),
        (f"<w:sdt><w:sdtContent>{run('A/1')}</w:sdtContent></w:sdt>", "A/1"),
        (f"<w:r><w:pict><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></w:pict></w:r>", ""),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3"), "3"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "\ufffd"),
    ],
)
def test_a_cell_has_its_visible_text(content: str, text: str) -> None:
    table = f"<w:tbl><w:tr>{cell(content)}{cell(run('x'))}</w:tr></w:tbl>"
    lines = reader.read(with_body(table), "a.docx").lines
    assert [each.text for each in lines[0]] == [text, "x"]


@pytest.mark.parametrize("between", ["<w:r><w:br/></w:r>", "</w:p><w:p>"])
def test_the_line_ends_of_a_cell_are_kept(between: str) -> None:
    content = cell(run("Fog") + between + run("Ice"))
    table = f"<w:tbl><w:tr>{content}{cell(run('x'))}</w:tr></w:tbl>"
    ((first, _),) = reader.read(with_body(table), "a.docx").lines
    assert (first.text, first.breaks) == ("Fog Ice", (3,))


def test_cells_span_and_deleted_rows_are_ignored() -> None:
    grid = "<w:tblGrid>" + "<w:gridCol/>" * 3 + "</w:tblGrid>"
    restart, continued = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide, whole = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
    table = (
        f"<w:tbl>{grid}"
        f"<w:tr>{cell(run('a'), restart)}{cell(run('b'), wide)}</w:tr>"
        f"<w:tr>{cell(run('old'), continued)}{cell(run('c'))}{cell(run('d'))}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell(run("e"))}{cell(run("f"))}</w:tr>'
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(run('gone'))}{cell(run('x'))}{cell(run('y'))}</w:tr>"
        f"<w:tr>{cell(run('* Note'), whole)}</w:tr></w:tbl>"
    )
    lines = reader.read(with_body(table), "a.docx").lines
    assert [[each.text for each in line] for line in lines] == [
        ["a", "b", ""],
        ["", "c", "d"],
        ["", "e", "f"],
        ["* Note"],
    ]
    assert str(lines[1][1].place) == "a.docx, table 1, row 2, cell 2"


def test_a_table_within_a_table_is_an_error_with_its_place() -> None:
    inner = f"<w:tbl><w:tr>{cell(run('x'))}</w:tr></w:tbl>"
    table = f"<w:tbl><w:tr>{cell(run('a'))}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    with pytest.raises(SourceError, match="table 1, row 1, cell 2: found a table within a table"):
        read_bytes(with_body(table), "a.docx")


def test_the_title_is_read_from_the_properties() -> None:
    document = docx.Document()
    document.core_properties.title = "Index of 2019"
    document.add_paragraph("x")
    details = reader.read(saved(document), "a.docx").details
    assert [(detail.name, detail.text) for detail in details] == [("title", "Index of 2019")]


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


ENTITY = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: ENTITY + data.split(b"?>", 1)[-1], "found a document type declaration"),
        (lambda data: data + b" " * 60_000_000, "found a part of "),
        (lambda data: data[: len(data) // 2], "found a damaged file"),
    ],
)
def test_a_malicious_document_is_an_error(change: Callable[[bytes], bytes], message: str) -> None:
    content = changed(with_body(f"<w:p>{run('x')}</w:p>"), "word/document.xml", change)
    with pytest.raises(SourceError, match=message):
        read_bytes(content, "a.docx")


def test_a_document_whose_cell_spans_rows_belongs_to_each_of_them() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for texts in (
        ("Topic", "Document", "Paragraphs", "Reference"),
        ("Fog", "A/1", "4", "I.1"),
        ("", "", "7", "I.4"),
        ("Ice", "A/2", "8", "II.5"),
    ):
        for cell_, text in zip(table.add_row().cells, texts, strict=True):
            cell_.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    index = read_text(saved(document), "index.docx").dataset.indexes[0]

    assert [(row.heading, row.document) for row in index.rows] == [
        ("Fog", "A/1"),
        ("Fog", "A/1"),
        ("Ice", "A/2"),
    ]
    assert index.rows[1].written.repairs[0].kind == "document-carried-over"


def test_a_row_that_begins_further_right_keeps_its_text() -> None:
    """https://learn.microsoft.com/dotnet/api/documentformat.openxml.wordprocessing.gridbefore"""
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Topic", "Document", "Paragraphs"), strict=True):
        cell.text = text
    row = table.rows[1]._tr
    for cell in list(row.tc_lst)[:1]:
        row.remove(cell)
    row.tc_lst[0].grid_span = 2
    row.remove(row.tc_lst[1])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {W} w:val="1"/>'))
    table.rows[1].cells[-1].text = "* Note"
    lines = reader.read(saved(document), "index.docx").lines
    assert [[cell.text for cell in line] for line in lines] == [
        ["Topic", "Document", "Paragraphs"],
        ["* Note"],
    ]
