"""PDF: the real index as LibreOffice prints it, and invalid files."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests import pdf_files

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.outputs.publication import Publication, read_text
from repertory.readers import read_bytes

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]
KINDS = [
    f"{lines}-{topics}-{width}"
    for lines in ("ruled", "unruled")
    for topics in ("merged", "centred", "blank")
    for width in ("wide", "narrow")
    if (lines, topics) != ("unruled", "centred")
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_the_real_index_has_the_statements_of_its_text_form(
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


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.slow
def test_centred_labels_are_assigned_to_their_rows_without_ruled_lines(
    width: str, printed: Mapping[str, Path], headed_rows: Rows
) -> None:
    content = printed[f"unruled-centred-{width}"].read_bytes()
    written = [row.written for row in read_text(content, "index.pdf").dataset.indexes[0].rows]
    assert headed_rows == tuple(
        (row.heading, row.document.text, row.paragraphs.text, row.references.text)
        for row in written
    )


@pytest.mark.slow
def test_a_place_names_page_and_line(printed: Mapping[str, Path]) -> None:
    index = read_text(printed["ruled-blank-wide"].read_bytes(), "index.pdf").dataset.indexes[0]
    places = [row.written.place for row in index.rows]
    assert re.fullmatch(r"page 1, line [12][0-9]", places[0].within())
    assert [place.page for place in places] == sorted(place.page or 0 for place in places)
    found = {place.page for place in places}
    assert found == set(range(1, len(found) + 1))
    assert len(found) > 5


def pdf(*objects: bytes) -> bytes:
    """Make a file of objects, of which the first is its catalogue."""
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
        pytest.param(
            pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE, stream(b"q " * 60_000_000)),
            "found a file that takes more than",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["no-text", "damaged", "circle", "bomb"],
)
def test_an_invalid_file_is_an_error(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_bytes(content, "a.pdf")


def page(*lines: tuple[str, ...]) -> bytes:
    """Print lines in four columns; a line of one text may extend over them."""
    shown = [
        b"BT /F 10 Tf %d %d Td (%b) Tj ET" % (50 + 130 * column, 780 - 15 * number, text.encode())
        for number, line in enumerate(lines)
        for column, text in enumerate(line)
        if text
    ]
    return pdf_files.pdf(
        (
            *(pdf_files.CATALOGUE, pdf_files.PAGES, pdf_files.PAGE),
            *(pdf_files.stream(b"\n".join(shown)), pdf_files.FONT),
        )
    )


TITLES = ("Topic", "Document", "Paragraphs", "Reference")
PRINTED = [
    (("Fog", "LIGHT/1/3", "3", "I.1"), ("Ice", "LIGHT/1/3", "4", "I.2")),
    (("Masts", "LIGHT/1/3", "5", "I.3"), ("Oars", "LIGHT/1/3", "6", "I.4")),
]


@pytest.mark.parametrize(("first", "second"), [("A. Ports", "B. Ships"), ("PORTS", "SHIPS")])
def test_lines_between_rows_are_sections_by_their_letters_or_capitals(
    first: str, second: str
) -> None:
    content = page(TITLES, (first,), *PRINTED[0], (second,), *PRINTED[1])
    rows = arrange(read_bytes(content, "a.pdf")).rows
    assert [row.heading for row in rows] == [
        *(f"{first} › Fog", f"{first} › Ice", f"{second} › Masts", f"{second} › Oars")
    ]


def test_a_footnote_below_the_table_is_no_rest_of_the_last_label() -> None:
    layout = arrange(read_bytes(page(TITLES, *PRINTED[0], ("** LIGHT/7/1.",)), "a.pdf"))
    assert [row.heading for row in layout.rows] == ["Fog", "Ice"]
    assert [each.text for each in layout.set_aside if each.kind != "header"] == ["** LIGHT/7/1."]
