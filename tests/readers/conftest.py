"""The real index, for documents in other formats, and the facts that all formats must share."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from tests import programs
from tests.readers.fonts import name_fonts

from repertory.layout import arrange
from repertory.outputs.publication import Publication, read_text
from repertory.rdf.terms import Literal
from repertory.rdf.vocabulary import REP
from repertory.readers import read_bytes

SOURCE = Path(__file__).parents[2] / "sources" / "index-of-recommendations-2019.txt"
TITLES = (
    (
        "Topic",
        "Meeting report",
        "",
        "Reference in CTOC/COP/WG.7/2019/5 (designated by section/paragraph/subparagraph)",
    ),
    ("", "Document", "Paragraphs", ""),
)
PLACES = frozenset((REP.place, REP.line, REP.page, REP.hasRepair))

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]


@pytest.fixture(scope="session")
def front() -> tuple[str, ...]:
    """The lines above the table."""
    lines = read_bytes(SOURCE.read_bytes(), "index.txt").lines
    return tuple(line[0].text for line in lines[: [len(line) for line in lines].index(4)])


@pytest.fixture(scope="session")
def rows() -> Rows:
    """The 180 rows as printed, with blank topics where the topic continues."""
    layout = arrange(read_bytes(SOURCE.read_bytes(), "index.txt"))
    return tuple(
        (row.printed_heading, row.document.text, row.paragraphs.text, row.references.text)
        for row in layout.rows
    )


@pytest.fixture(scope="session")
def headed_rows() -> Rows:
    """The 180 rows under the headings that they belong to."""
    layout = arrange(read_bytes(SOURCE.read_bytes(), "index.txt"))
    return tuple(
        (row.heading, row.document.text, row.paragraphs.text, row.references.text)
        for row in layout.rows
    )


@pytest.fixture(scope="session")
def pages() -> tuple[tuple[str, ...], ...]:
    """All lines of the text form: titles on each page, notes between its parts."""
    table = read_bytes(SOURCE.read_bytes(), "index.txt")
    return tuple(tuple(cell.text for cell in line) for line in table.lines)


@pytest.fixture(scope="session")
def titles() -> tuple[tuple[str, ...], ...]:
    return TITLES


@pytest.fixture(scope="session")
def facts() -> Callable[[Publication], Facts]:
    """Return the statements of a dataset without those about places, source files and repairs."""

    def state(publication: Publication) -> Facts:
        return frozenset(
            tuple(_without_place(term) for term in triple)
            for triple in publication.triples()
            if triple[1] not in PLACES
            and not re.search("/source/|#repair_", " ".join(map(_text, triple)))
        )

    return state


def _text(term: str | Literal) -> str:
    return term.text if isinstance(term, Literal) else term


def _without_place(term: str | Literal) -> str | Literal:
    if not isinstance(term, Literal):
        return term
    return term._replace(
        text=re.sub(r" \((?:[^()]*\b(?:line|row|page) |[^()]*!)[^()]*\)$", "", term.text)
    )


@pytest.fixture(scope="session")
def expected(facts: Callable[[Publication], Facts]) -> Facts:
    """The statements of the text form."""
    stated = facts(read_text(SOURCE.read_bytes(), "index.txt"))
    assert len(stated) > 5000
    return stated


@pytest.fixture(scope="session")
def html_page() -> Callable[[Sequence[str], Rows], bytes]:
    """Make a page whose topics span the rows below them."""

    def make(front: Sequence[str], rows: Rows) -> bytes:
        parts = ["<!DOCTYPE html><html lang='en'><meta charset='utf-8'><body>"]
        parts += [f"<p>{_escape(line)}</p>" for line in front]
        parts.append(
            "<table><tr><th rowspan=2>Topic<th colspan=2>Meeting report<th rowspan=2>"
            f"{TITLES[0][3]}</tr><tr><th>Document<th>Paragraphs</tr>"
        )
        starts = [number for number, row in enumerate(rows) if row[0]] + [len(rows)]
        spans = {start: end - start for start, end in pairwise(starts)}
        for number, row in enumerate(rows):
            cells = [f"<td>{_escape(text)}" for text in row[1:]]
            topic = f"<td rowspan={spans[number]}>{_escape(row[0])}" if row[0] else ""
            parts.append(f"<tr>{topic}{''.join(cells)}</tr>")
        return "\n".join([*parts, "</table></body></html>"]).encode()

    return make


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("–", "&ndash;")


# ── Printed by an office program ─────────────────────────────────────────────────────────────────

WIDTHS = {"wide": (4.5, 4.2, 3.5, 4.3), "narrow": (3.0, 3.2, 2.6, 3.0)}
KINDS = [
    f"{lines}-{topics}-{width}"
    for lines in ("ruled", "unruled")
    for topics in ("merged", "centred", "blank", "repeated")
    for width in WIDTHS
    if (topics, width) != ("repeated", "wide")
]


def word_document(
    kind: str, front: Sequence[str], titles: Sequence[Sequence[str]], rows: Rows
) -> docx.document.Document:
    """Make a document of one table whose titles repeat on each page, with numbered pages."""
    lines, topics, width = kind.split("-")
    document = docx.Document()
    name_fonts(document)
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
            cell = cells[4 * number + column]
            cell.text = text
            cell.width = Cm(WIDTHS[width][column])
            if topics == "centred" and column == 0:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for row in list(table.rows)[: len(titles)]:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeat)
    if topics in ("merged", "centred"):
        for column in (0, 3):
            table.cell(0, column).merge(table.cell(1, column))
        table.cell(0, 1).merge(table.cell(0, 2))
        starts = [n + 2 for n, row in enumerate(rows) if row[0]] + [len(rows) + 2]
        for start, end in pairwise(starts):
            cells[4 * start].merge(cells[4 * (end - 1)])
    return document


Print = Callable[[Path, Sequence[Path]], None]


@pytest.fixture(scope="session")
def print_documents() -> Print:
    """Print documents to PDF with LibreOffice."""
    programs.office("writer")
    return lambda folder, paths: programs.convert("writer", folder, paths, "--convert-to", "pdf")


@pytest.fixture(scope="session")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
    print_documents: Print,
    front: Sequence[str],
    titles: Sequence[Sequence[str]],
    rows: Rows,
    headed_rows: Rows,
) -> Mapping[str, Path]:
    """The real index as PDF: ruled and not, topics merged, centred, blank, repeated, two widths."""
    folder = tmp_path_factory.mktemp("pdf")
    for kind in KINDS:
        shown = headed_rows if "repeated" in kind else rows
        word_document(kind, front, titles, shown).save(str(folder / f"{kind}.docx"))
    print_documents(folder, [folder / f"{kind}.docx" for kind in KINDS])
    return {kind: folder / f"{kind}.pdf" for kind in KINDS}


@pytest.fixture(scope="session")
def laid_out(printed: Mapping[str, Path]) -> Mapping[str, bytes]:
    """The text of each PDF of the real index, laid out with spaces."""
    command = [programs.program("pdftotext"), "-layout"]
    return {
        kind: subprocess.run([*command, str(path), "-"], check=True, stdout=subprocess.PIPE).stdout
        for kind, path in printed.items()
    }
