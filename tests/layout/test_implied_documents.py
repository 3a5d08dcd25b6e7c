"""A list without a column of documents: its caption, headings or the manifest name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.layout import arrange
from repertory.layout.implied_documents import with_documents
from repertory.model import Table
from repertory.notation import cite
from repertory.outputs.publication import open_documents, read_text
from repertory.readers import read_bytes

TITLES = "Theme\tParagraph\tRecommendation"


def table(*lines: str) -> Table:
    return read_bytes("\n".join(lines).encode(), "list.tsv")


def rows(found: Table | None) -> list[tuple[str, str, str]]:
    assert found is not None
    return [(r.heading, r.document.text, r.paragraphs.text) for r in arrange(found).rows]


def test_the_caption_names_the_document() -> None:
    found = with_documents(table("Review of Vikland (TIDE/REV/2020/3)", TITLES, "Safety\t26.1\tX."))
    assert rows(found) == [("Safety", "TIDE/REV/2020/3", "26.1")]
    assert found is not None
    assert [each.text for each in found.set_aside if "document" in each.text] == [
        "TIDE/REV/2020/3 is the document of the rows below"
    ]


def test_headings_between_rows_name_their_documents() -> None:
    lines = (
        *(TITLES, "TIDE/REV/2020/3\t\t", "Safety\t26.1\tX.", "Rights\t26.2\tY."),
        *("Decision VII/12\t\t", "Safety\t4\tZ."),
    )
    assert rows(with_documents(table(*lines))) == [
        ("Safety", "TIDE/REV/2020/3", "26.1"),
        ("Rights", "TIDE/REV/2020/3", "26.2"),
        ("Safety", "Decision VII/12", "4"),
    ]


def test_the_document_may_be_given() -> None:
    lines = (TITLES, "Safety\t26.1\tX.", "TIDE/REV/2021/4\t\t", "Rights\t26.2\tY.")
    assert rows(with_documents(table(*lines), "TIDE/REV/2020/3")) == [
        ("Safety", "TIDE/REV/2020/3", "26.1"),
        ("Rights", "TIDE/REV/2021/4", "26.2"),
    ]


def test_other_headings_are_sections_of_topics() -> None:
    lines = ("TIDE/REV/2020/3", TITLES, "PORTS\t\t", "Safety\t26.1\tX.")
    assert rows(with_documents(table(*lines))) == [("PORTS › Safety", "TIDE/REV/2020/3", "26.1")]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((TITLES, "Safety\t26.1\tX."), id="no document is named"),
        pytest.param((TITLES, "Safety\t26.1\tX.", "A/1\t\t", "Ports\t2\tY."), id="too late"),
        pytest.param(("A/1", f"{TITLES}\tDocument", "S\t1\tX.\tA/2"), id="a column of documents"),
        pytest.param(("A/1", "Theme\tParagraph\tReference", "S\t1\tA/2"), id="references"),
        pytest.param(("A/1", "Nothing\tto\tsee"), id="no titles"),
    ],
)
def test_a_list_is_left_as_it_is(lines: tuple[str, ...]) -> None:
    assert with_documents(table(*lines)) is None


MATRIX = """\
<p>Matrix of recommendations: Vikland (TIDE/HRC/47/10)</p>
<table><tr><th>Recommendation<th>Position<th>Full list of themes</tr>
<tr><td colspan=3>Theme: A12 Norms</tr>
<tr><td>106.1 Ratify the convention (Ostland);<td>Supported<td>A12</tr>
<tr><td>106.2 Ratify the protocol (Nyeland);<td>Noted<td>A12</tr>
<tr><td colspan=3>Theme: B31 Equality</tr>
<tr><td>106.3 Adopt a law (Ostland);<td>Supported<td>B31</tr></table>
"""


def test_a_matrix_with_themes_between_its_rows_is_read() -> None:
    (index,) = read_text(MATRIX.encode(), "matrix.html").dataset.indexes
    assert [
        (each.heading, cite(each.document, each.paragraph, "en"))
        for each in index.citations
        if each.paragraph
    ] == [
        ("A12 Norms", "TIDE/HRC/47/10, para. 106.1"),
        ("A12 Norms", "TIDE/HRC/47/10, para. 106.2"),
        ("B31 Equality", "TIDE/HRC/47/10, para. 106.3"),
    ]
    assert [row.particulars.text for row in index.rows] == [
        "Ratify the convention (Ostland);",
        "Ratify the protocol (Nyeland);",
        "Adopt a law (Ostland);",
    ]
    assert index.findings == ()


def test_documents_below_an_unknown_title_are_not_replaced() -> None:
    lines = ("LIGHT/WG.2/2031/9", f"Adopted in\t{TITLES}", "A/1\tS\t1\tX.", "A/2\tR\t2\tY.")
    assert with_documents(table(*lines)) is None


def test_the_manifest_gives_the_document_of_a_list_with_a_layout(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text(f"{TITLES}\nSafety\t26.1\tTrain.\n", encoding="utf-8")
    manifest = tmp_path / "repertory.toml"
    manifest.write_text(
        '[dataset]\nidentifier = "d"\n[[index]]\nsource = "list.tsv"\nidentifier = "l"\n'
        'scheme = "l"\ndocument = "TIDE/REV/2020/3"\nlayout = "upr-recommendations"\n',
        encoding="utf-8",
    )
    (index,) = open_documents(manifest=str(manifest)).dataset.indexes
    assert [row.document for row in index.rows] == ["TIDE/REV/2020/3"]


def test_a_caption_has_its_own_place() -> None:
    lines = ("Review (TIDE/REV/2020/3)", "All themes", TITLES, "Safety\t26.1\tX.")
    found = with_documents(table(*lines))
    assert found is not None
    assert [each.place.line for each in found.set_aside if "document" in each.text] == [1]
