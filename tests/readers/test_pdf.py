"""PDF: the real index as LibreOffice prints it, and files that are no index."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from repertory.errors import SourceError
from repertory.publication import Publication, read_text
from repertory.readers import read_bytes

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]
WIDTHS = {"wide": (4.5, 4.2, 3.5, 4.3), "narrow": (3.0, 3.2, 2.6, 3.0)}
KINDS = [
    f"{lines}-{topics}-{width}"
    for lines in ("ruled", "unruled")
    for topics in ("merged", "blank")
    for width in WIDTHS
]
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"), reason="needs LibreOffice"
)


def word_document(
    kind: str, front: Sequence[str], titles: Sequence[Sequence[str]], rows: Rows
) -> docx.document.Document:
    """Make a document of one table whose titles repeat on each page, with numbered pages."""
    lines, topics, width = kind.split("-")
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = Pt(10 if width == "wide" else 11)
    style.paragraph_format.space_after = Pt(0)
    document.sections[0].footer.paragraphs[0].text = "V.19-06719"
    for line in front:
        document.add_paragraph(line)
    table = document.add_table(rows=len(titles) + len(rows), cols=4)
    table.autofit = False
    if lines == "ruled":
        table.style = "Table Grid"
    cells = table._cells
    for number, texts in enumerate([*titles, *rows]):
        for column, text in enumerate(texts):
            cells[4 * number + column].text = text
            cells[4 * number + column].width = Cm(WIDTHS[width][column])
    for row in list(table.rows)[: len(titles)]:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeat)
    if topics == "merged":
        for column in (0, 3):
            table.cell(0, column).merge(table.cell(1, column))
        table.cell(0, 1).merge(table.cell(0, 2))
        starts = [n + 2 for n, row in enumerate(rows) if row[0]] + [len(rows) + 2]
        for start, end in pairwise(starts):
            cells[4 * start].merge(cells[4 * (end - 1)])
    return document


@pytest.fixture(scope="session")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
    front: Sequence[str],
    titles: Sequence[Sequence[str]],
    rows: Rows,
) -> Mapping[str, Path]:
    """The real index as PDF, ruled and not, with merged and blank topics, wide and narrow."""
    folder = tmp_path_factory.mktemp("pdf")
    for kind in KINDS:
        word_document(kind, front, titles, rows).save(str(folder / f"{kind}.docx"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "pdf", "--outdir", str(folder)]
    command += [str(folder / f"{kind}.docx") for kind in KINDS]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {kind: folder / f"{kind}.pdf" for kind in KINDS}


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_the_real_index_states_what_its_text_form_states(
    kind: str,
    printed: Mapping[str, Path],
    facts: Callable[[Publication], Facts],
    expected: Facts,
) -> None:
    publication = read_text(printed[kind].read_bytes(), "index.pdf")
    stated = facts(publication)
    assert sorted(map(str, expected - stated)) == []
    assert sorted(map(str, stated - expected)) == []
    assert len(publication.dataset.indexes[0].rows) == 180


@needs_office
def test_a_place_names_page_and_line(printed: Mapping[str, Path]) -> None:
    index = read_text(printed["ruled-blank-wide"].read_bytes(), "index.pdf").dataset.indexes[0]
    places = [row.written.place for row in index.rows]
    assert re.fullmatch(r"page 1, line [12][0-9]", places[0].within())
    assert [place.page for place in places] == sorted(place.page or 0 for place in places)
    found = {place.page for place in places}
    assert found == set(range(1, len(found) + 1))
    assert len(found) > 5


def pdf(*objects: bytes) -> bytes:
    """Put objects into a file, the first of them its catalogue."""
    content = b"%PDF-1.4\n"
    offsets = []
    for number, each in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(content))
    )


PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE, stream(b"0 0 9 9 re f")),
            "found a PDF without text, pages of images only",
        ),
        (b"%PDF-1.4\nnothing", "found a damaged "),
        (
            pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
            "a.pdf: found ",
        ),
        (
            pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE, stream(b"q " * 60_000_000)),
            "found a file that takes more than",
        ),
    ],
    ids=["no-text", "damaged", "circle", "bomb"],
)
def test_what_is_no_index_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_bytes(content, "a.pdf")
