"""Web pages: the real index, and the features of HTML tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.model import Place
from repertory.outputs.publication import Publication, read_text
from repertory.readers import html, read_bytes

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]
HEAD = "<tr><th>Topic<th>Document<th>Paragraphs<th>Reference</tr>"


def texts(page: str) -> list[list[str]]:
    return [[cell.text for cell in line] for line in html.read(page.encode(), "a.html").lines]


def test_the_real_index_has_the_statements_of_its_text_form(
    html_page: Callable[[Sequence[str], Rows], bytes],
    front: Sequence[str],
    rows: Rows,
    facts: Callable[[Publication], Facts],
    expected: Facts,
) -> None:
    publication = read_text(html_page(front, rows), "index.html")
    assert facts(publication) == expected


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>One<br>two<p>Three", [["One two"], ["Three"]]),
        ("<table><tr><td>a<td>b</table>", [["a", "b"]]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["", "c"]]),
        ("<table><tr><td>a<td rowspan=9>b<tr><td>c</table>", [["a", "b"], ["c", ""]]),
        ("<table><tr><td colspan=2>a<td>b</table>", [["a", "", "b"]]),
        ("<table><tr><td>a<td>b<tr><td colspan=2>* Note</table>", [["a", "b"], ["* Note"]]),
        ("<table><tr><td rowspan=2><td>b<tr><td colspan=2>* Note</table>", [["", "b"], ["* Note"]]),
        ("<table><tr><td>&shy;<td>b<tr><td>&#8203;</table>", [["", "b"]]),
        ("<table><tr><td>8&nbsp;(e)&amp;<i>9</i>&#8211;<b>1</b>0<td>x</table>",
         [["8\u00a0(e)&9–10", "x"]]),
        ("<table><tr><td>Whales<sup>1</sup><td>x</table>", [["Whales¹", "x"]]),
        ("<table><tr><td>4<del>, 5</del> and 6<td><script>7</script></table>", [["4 and 6", ""]]),
        ("<table><tr><td>Menu<td><table><tr><td>a<td>b</table></table>", [["a", "b"], ["Menu"]]),
        ("<table><tr><td colspan=x rowspan=-1>a<td>b</table>", [["a", "b"]]),
        ("<td>a<p>b", [["a"], ["b"]]),
    ],
)  # fmt: skip
def test_a_page_has_its_visible_lines(page: str, lines: list[list[str]]) -> None:
    assert texts(page) == lines


def test_the_line_ends_of_a_cell_are_those_of_the_page_not_of_its_source() -> None:
    page = b"<table><tr><td>Fog\nand mist<br>Ice<td><p>4<p>5</table>"
    ((first, second),) = html.read(page, "a.html").lines
    assert (first.text, first.breaks) == ("Fog and mist Ice", (12,))
    assert (second.text, second.breaks) == ("4 5", (1,))


def test_the_place_of_a_cell_has_its_table_row_and_line() -> None:
    line = html.read(b"<table>\n<tr><td>a<td>b\n<tr><td>c<td>d</table>", "a.html").lines[1]
    assert str(line[1].place) == "a.html, table 1, row 2, line 3"


def test_the_tables_with_titles_are_read_and_others_are_set_aside() -> None:
    page = (
        "<table><tr><td>Home<td>Search</table><table><tr><th>Document<th>Topic"
        f"<tr><td>A/9<td>Nets</table><table>{HEAD}<tr><td>Whales<td>A/1<td>4<td>I.2</table>"
        "<table><tr><td>Imprint<td>Contact</table>"
    )
    layout = arrange(read_bytes(page.encode(), "a.html"))
    assert [(row.heading, row.document.text) for row in layout.rows] == [
        ("Nets", "A/9"),
        ("Whales", "A/1"),
    ]
    assert {each.text for each in layout.set_aside} >= {"Home | Search", "Imprint | Contact"}


def test_title_and_language_are_read_with_their_places() -> None:
    reading = html.read(b"<html lang=fr><title>Index\n1</title>", "a.html")
    found = [(detail.name, detail.text, detail.place.within()) for detail in reading.details]
    assert found == [("language", "fr", "line 1"), ("title", "Index 1", "title")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<meta charset=windows-1252><p>Th\u00e8me".encode("cp1252"), "Thème"),
        ("<meta charset=utf-8><p>Th\u00e8me".encode("cp1252"), "Thème"),
        ("<p>Тема".encode("utf-16"), "Тема"),
    ],
)
def test_the_encoding_is_detected(content: bytes, found: str) -> None:
    assert html.read(content, "a.html").lines[0][0].text == found


def test_a_hundred_thousand_nested_tags_are_read() -> None:
    page = b"<html>" + b"<div>" * 100_000 + b"<table>" * 1000 + b"<tr><td>a<td>b"
    table = read_bytes(page, "a.html")
    assert [[cell.text for cell in line] for line in table.lines] == [["a", "b"]]


def test_a_million_columns_are_an_error() -> None:
    page = b"<html><table><tr>" + b"<td>" * 1_000_000
    with pytest.raises(SourceError) as caught:
        read_bytes(page, "a.html")
    problem = caught.value.problems[0]
    assert problem.place == Place("a.html", line=1, cell="table 1, row 1")
    assert problem.found == "a row of more than 1,000 columns"


def test_a_document_whose_cell_spans_rows_belongs_to_each_of_them() -> None:
    """Also under the next topic; a cell that is only blank stays blank."""
    rows = (
        "<tr><td rowspan=2>Fog<td rowspan=3>A/1<td>4<td>I.1<tr><td>7<td>I.4"
        "<tr><td>Ice<td>8<td>I.5<tr><td><td><td>9<td>I.6"
    )
    layout = arrange(read_bytes(f"<table>{HEAD}{rows}</table>".encode(), "a.html"))

    assert [(row.heading, row.document.text, row.paragraphs.text) for row in layout.rows] == [
        ("Fog", "A/1", "4"),
        ("Fog", "A/1", "7"),
        ("Ice", "A/1", "8"),
        ("Ice", "A/1", "9"),
    ]
    assert [[repair.kind for repair in row.repairs] for row in layout.rows] == [
        [],
        ["document-carried-over"],
        ["document-carried-over"],
        ["document-carried-over"],
    ]
