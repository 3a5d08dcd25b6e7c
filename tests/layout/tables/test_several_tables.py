"""Each table of a document is read with its own titles, or named as not read."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.model import Layout
from repertory.readers import read_bytes
from repertory.settings.columns import format_columns, parse_columns

FIRST = "Topic|Document|Paragraphs", "Bells|LIGHT/1|4", "Fog|LIGHT/1|5"


def page(*tables: tuple[str, ...], between: str = "") -> bytes:
    """Return a page of tables whose cells are separated by `|`."""
    shown = (
        "".join(f"<tr><td>{'<td>'.join(line.split('|'))}" for line in lines) for lines in tables
    )
    return between.join(f"<table>{lines}</table>" for lines in shown).encode()


def arranged(*tables: tuple[str, ...], columns: str = "", between: str = "") -> Layout:
    given = parse_columns(columns) if columns else ()
    return arrange(read_bytes(page(*tables, between=between), "lights.html"), given)


def shown(layout: Layout) -> list[str]:
    cells = ((row.heading, row.document.text, row.paragraphs.text) for row in layout.rows)
    return [f"{row.order} {'|'.join(texts)}" for row, texts in zip(layout.rows, cells, strict=True)]


def unread(layout: Layout) -> list[tuple[str, str, bool]]:
    kinds = ("unread-table", "after-table")
    return [(e.kind, e.text, e.doubtful) for e in layout.set_aside if e.kind in kinds]


ROWS = ["1 Bells|LIGHT/1|4", "2 Fog|LIGHT/1|5"]


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        pytest.param(("Nets|LIGHT/2|6",), ["3 Nets|LIGHT/2|6"], id="as wide"),
        pytest.param(("Nets|LIGHT/2",), ["3 Nets|LIGHT/2|"], id="narrower"),
        pytest.param(
            ("Paragraphs|Subject|Symbol", "6|Nets|LIGHT/2"), ["3 Nets|LIGHT/2|6"], id="other order"
        ),
        pytest.param(
            ("Subject|Symbol|Paragraphs|Remarks", "Nets|LIGHT/2|6|new"),
            ["3 Nets|LIGHT/2|6"],
            id="wider, with unknown titles",
        ),
        pytest.param(
            ("Tema|Documento|Párrafos|Referencia", "Redes|LIGHT/2|6|I.1"),
            ["3 Redes|LIGHT/2|6"],
            id="another language",
        ),
        pytest.param(
            ("Annex|||", "Topic|Decision|Session|Paragraphs", "Nets|Decision 1|Third|6"),
            ["3 Nets|Decision 1|6"],
            id="a caption above other titles",
        ),
    ],
)
def test_a_further_table_is_read(second: tuple[str, ...], rows: list[str]) -> None:
    assert shown(arranged(FIRST, second)) == ROWS + rows


def test_a_table_that_does_not_fit_is_named_and_the_next_one_read() -> None:
    layout = arranged(FIRST, ("Legend|4|x|y|z",), ("Nets|LIGHT/2|6",))

    assert shown(layout) == [*ROWS, "3 Nets|LIGHT/2|6"]
    assert unread(layout) == [("unread-table", "Legend | 4 | x | y | z", True)]


def test_text_between_tables_is_set_aside() -> None:
    other = ("Subject|Symbol|Paragraphs|Remarks", "Nets|LIGHT/2|6|new")
    layout = arranged(FIRST, other, between="<p>Annex II</p>")

    assert shown(layout) == [*ROWS, "3 Nets|LIGHT/2|6"]
    assert [text for _, text, _ in unread(layout)] == ["Annex II"]


def test_each_table_has_its_columns_and_names_those_left_out() -> None:
    layout = arranged(FIRST, ("Subject|Symbol|Paragraphs|Remarks", "Nets|LIGHT/2|6|new"))

    columns = [format_columns([(c.role, c.position) for c in table]) for table in layout.columns]
    assert columns == ["topic=1,document=2,paragraphs=3"] * 2
    assert [e.text for e in layout.set_aside if e.kind == "kept-column"] == ["Remarks"]
    assert [dict(row.extras).keys() for row in layout.rows] == [set(), set(), {"Remarks"}]


def test_titles_below_the_table_without_rows_do_not_spoil_it() -> None:
    layout = arranged(FIRST, ("Subject|Symbol|Paragraphs|Remarks",))

    assert (shown(layout), layout.problems) == (ROWS, ())


def test_given_columns_are_those_of_the_first_table() -> None:
    layout = arranged(
        ("Sache|Akte|Absatz", "Bells|LIGHT/1|4", "Fog|LIGHT/1|5"),
        ("Paragraphs|Subject|Symbol", "6|Nets|LIGHT/2"),
        columns="topic=1,document=2,paragraphs=3",
    )

    assert shown(layout) == [*ROWS, "3 Nets|LIGHT/2|6"]


def test_doubts_are_of_the_rows_of_their_table() -> None:
    topics = [f"{a if n == 1 else ''}|LIGHT/{n}|{n}, 9" for a in "QRST" for n in (1, 2)]
    below = [f"{n}, 9|{a if n == 1 else ''}|LIGHT/{n}" for a in "UVWX" for n in (1, 2)]
    wrong = ("4, 9|Nets|LIGHT/2", "5, 9||LIGHT/1")
    layout = arranged((FIRST[0], *topics), ("Paragraphs|Subject|Symbol", *below, *wrong))

    assert [order for order, _ in layout.doubts] == [len(topics) + len(below) + len(wrong)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("Bells\nDocument,Paragraphs\nLIGHT/1,4\nFog\nLIGHT/1,5\n", id="above"),
        pytest.param("Document,Paragraphs\nBells\nLIGHT/1,4\nFog\nLIGHT/1,5\n", id="below"),
        pytest.param(
            "Bells\nDocument,Paragraphs\nLIGHT/1,4\nFog\nDocument,Paragraphs\nLIGHT/1,5\n",
            id="above each table",
        ),
    ],
)
def test_a_table_without_topics_has_those_of_the_lines_of_text(lines: str) -> None:
    assert shown(arrange(read_bytes(lines.encode(), "lights.csv"))) == ROWS
