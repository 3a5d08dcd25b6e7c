"""PDF: the real index as LibreOffice prints it, and invalid files."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from repertory.errors import SourceError
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
