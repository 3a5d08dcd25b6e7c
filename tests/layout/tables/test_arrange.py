"""Rows are read under their headings, however pages break the table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.model import Cell, Layout, Place, Source, Table
from repertory.readers import read_bytes

TITLES = "Topic|Document|Paragraphs|Reference"
TWO_TITLES = ("Topic|Meeting report||Reference in LIGHT/9", "|Document|Paragraphs|")


def arranged(*lines: str) -> Layout:
    """Arrange lines whose cells are separated by `|`."""
    return arrange(read_bytes("\n".join(lines).replace("|", "\t").encode(), "lights.txt"))


def shown(layout: Layout) -> list[str]:
    """Return each row as heading, document and paragraphs."""
    return [f"{row.heading}: {row.document.text} {row.paragraphs.text}" for row in layout.rows]


def repaired(layout: Layout) -> list[tuple[int | None, str]]:
    """Return the line and the kind of each repair."""
    return [(each.place.line, each.kind) for row in layout.rows for each in row.repairs]


def set_aside(layout: Layout) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in layout.set_aside if each.kind != "header"]


PLAIN = (
    "Bells|LIGHT/1|4|I.1",
    "|LIGHT/2|5|II.1",
    "Fog|LIGHT/1|6|I.3",
    "|LIGHT/3|7|III.1",
)
PLAIN_ROWS = ["Bells: LIGHT/1 4", "Bells: LIGHT/2 5", "Fog: LIGHT/1 6", "Fog: LIGHT/3 7"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((TITLES, *PLAIN), id="one title row"),
        pytest.param((*TWO_TITLES, *PLAIN), id="two title rows"),
        pytest.param((TWO_TITLES[0], "|Document|Paragraphs|(by section)", *PLAIN), id="remark"),
        pytest.param((TITLES, "|||(by section)", *PLAIN), id="remark on a line of its own"),
        pytest.param(("<i>Topic</i>|**Document**|<b>Paragraphs</b>|<i>Reference</i>", *PLAIN)),
        pytest.param((TITLES, *(line + "||" for line in PLAIN)), id="doubled trailing tabs"),
        pytest.param((TITLES, *(line.replace("||", "|") for line in PLAIN)), id="as they are"),
        pytest.param((TITLES, *PLAIN[:2], "", "12", "", TITLES, *PLAIN[2:]), id="page number"),
        pytest.param((TITLES, *PLAIN[:2], "Page 2 of 7", TITLES, *PLAIN[2:]), id="Page 2 of 7"),
        pytest.param((TITLES, *PLAIN[:2], "V.31-01234 (E)", *PLAIN[2:]), id="job number"),
        pytest.param((TITLES, *PLAIN[:2], "LIGHT/2031/9|2/13", *PLAIN[2:]), id="symbol and page"),
        pytest.param((TITLES, *PLAIN[:2], "* A note", "on two lines", TITLES, *PLAIN[2:])),
        pytest.param((TITLES, *PLAIN[:2], "1 See A/RES/55/25.", TITLES, *PLAIN[2:])),
        pytest.param(("Index of lights", TITLES, *PLAIN[:1], "Index of lights", *PLAIN[1:])),
        pytest.param((TITLES, *PLAIN[:1], "\f" + TITLES, *PLAIN[1:]), id="form feed"),
    ],
)
def test_the_page_does_not_change_the_rows(lines: tuple[str, ...]) -> None:
    assert shown(arranged(*lines)) == PLAIN_ROWS


def test_columns_may_be_in_any_order_and_references_may_be_missing() -> None:
    layout = arranged("Paragraphs|Report|Subject", "4|LIGHT/1|Bells", "5|LIGHT/2|")

    assert shown(layout) == ["Bells: LIGHT/1 4", "Bells: LIGHT/2 5"]
    assert [row.references.text for row in layout.rows] == ["", ""]
    assert layout.reference_title is None


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ("Subject|Report||Recommendation", "|Document|Paragraph|")),
        ("fr", ("Sujet|Rapport||Référence", "|Document|Paragraphes|")),
        ("fr", ("Thème|Document|Paragraphes|Renvoi",)),
        ("es", ("Tema|Informe||Referencia", "|Documento|Párrafos|")),
        ("ru", ("Тема|Доклад||Ссылка", "|Документ|Пункты|")),
        ("ar", ("الموضوع|تقرير الاجتماع||المرجع", "|الوثيقة|الفقرات|")),
        ("ar", ("\u200fالموضوع|الوثيقة\u200f|الفقرات|المرجع",)),
        ("zh", ("主题|会议报告||参考", "|文件|段次|")),
    ],
)
def test_titles_decide_the_language(language: str, titles: tuple[str, ...]) -> None:
    layout = arranged(*titles, *PLAIN[:2], *titles, *PLAIN[2:])

    assert (layout.language, shown(layout)) == (language, PLAIN_ROWS)
    assert [kind for kind, _ in set_aside(layout)] == ["repeated-header"] * len(titles)


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (("Bells and|LIGHT/1|4|I.1", "whistles|LIGHT/2|5|II.1"), "Bells and whistles"),
        (("Office (OX),|LIGHT/1|4|I.1", "its staff|LIGHT/2|5|II.1"), "Office (OX), its staff"),
        (("Office (of|LIGHT/1|4|I.1", "Bells)|LIGHT/2|5|II.1"), "Office (of Bells)"),
        (("Anti-|LIGHT/1|4|I.1", "collision|LIGHT/2|5|II.1"), "Anti-collision"),
        (("Sig\u00ad|LIGHT/1|4|I.1", "nals|LIGHT/2|5|II.1"), "Signals"),
        (("Bells|||", "and whistles|LIGHT/1|4|I.1", "|LIGHT/2|5|II.1"), "Bells and whistles"),
        (("Bells", "and whistles", "|LIGHT/1|4|I.1", "|LIGHT/2|5|II.1"), "Bells and whistles"),
        (
            ("Bells of the|LIGHT/1|4|I.1", "harbours and|LIGHT/2|5|II.1", "ports|LIGHT/3|6|III.1"),
            "Bells of the harbours and ports",
        ),
        (("灯塔和|LIGHT/1|4|I.1", "雾|LIGHT/2|5|II.1"), "灯塔和雾"),
        (("الأجراس و|LIGHT/1|4|I.1", "الصفارات|LIGHT/2|5|II.1"), "الأجراس و الصفارات"),
        (("Bells**|LIGHT/1|4|I.1",), "Bells"),
        (("Bells¹|LIGHT/1|4|I.1",), "Bells"),
        (("Bells<sup>1</sup>|LIGHT/1|4|I.1",), "Bells"),
        (("Bells\u200f|LIGHT/1|4|I.1",), "Bells"),
        (("Bells|LIGHT/1|4|I.1", TITLES, "Bells (continued)|LIGHT/2|5|II.1"), "Bells"),
        (("Bells|LIGHT/1|4|I.1", TITLES, "BELLS (CONT’D)|LIGHT/2|5|II.1"), "Bells"),
        (("Bells|LIGHT/1|4|I.1", "（续）", TITLES, "|LIGHT/2|5|II.1"), "Bells"),
        (("Bells|LIGHT/1|4|I.1", "Bells|LIGHT/2|5|II.1"), "Bells"),
    ],
)
def test_a_heading_is_the_same_however_printed(lines: tuple[str, ...], heading: str) -> None:
    rest = ("Fog|LIGHT/1|4|I.1", "Nets|LIGHT/1|4|I.1", "Oars|LIGHT/1|4|I.1", "Tar|LIGHT/1|4|I.1")
    layout = arranged(TITLES, *lines, *rest, *(f"{x}|LIGHT/1|4|I.1" for x in "UVWXYZQRST"))

    assert {row.heading for row in layout.rows[: len(layout.rows) - 14]} == {heading}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Bells", "Whistles"),
        ("Bells", "eBells"),
        ("Bells", "al-Safina"),
        ("Vitamin E", "Water"),
        ("Bells,", "Bells, brass"),
        ("Signal (flags)", "Signal (lamps)"),
    ],
)
def test_two_headings_are_not_joined(above: str, below: str) -> None:
    others = [f"{letter}ars|LIGHT/1|4|I.1" for letter in "FGHJKLMNOP"]
    layout = arranged(TITLES, f"{above}|LIGHT/1|4|I.1", f"{below}|LIGHT/2|4|II.1", *others)

    assert [row.heading for row in layout.rows][:2] == [above, below]
    assert repaired(layout) == []


def test_small_letters_join_nothing_if_all_headings_begin_with_them() -> None:
    names = ["bells", "fog", "nets", "oars", "tar"]
    layout = arranged(TITLES, *(f"{name}|LIGHT/1|4|I.1" for name in names))

    assert [row.heading for row in layout.rows] == names


def test_a_heading_is_not_a_rest_if_its_row_repeats_a_document() -> None:
    """The second row has the document of the first one, and so a topic of its own."""
    layout = arranged(TITLES, "Bells and|LIGHT/1|4|I.1", "Whistles|LIGHT/1|5|I.2")

    assert [row.heading for row in layout.rows] == ["Bells and", "Whistles"]


def test_a_heading_wraps_if_its_line_is_full() -> None:
    wide = "International cooperation on"
    layout = arranged(
        TITLES,
        "Protocol against Collisions|||",
        "Involving Ships|LIGHT/1|4|I.1",
        f"{wide}|LIGHT/1|5|I.2",
        "bells|LIGHT/2|6|II.1",
    )

    assert [row.heading for row in layout.rows] == [
        "Protocol against Collisions Involving Ships",
        f"{wide} bells",
        f"{wide} bells",
    ]


def test_a_heading_without_rows_is_a_section_and_not_joined() -> None:
    wide = "International cooperation in matters of lighthouses"
    layout = arranged(TITLES, "Signals|||", "Flags|LIGHT/1|4|I.1", f"{wide}|LIGHT/1|5|I.2")

    assert [row.heading for row in layout.rows] == ["Signals › Flags", f"Signals › {wide}"]
    assert set_aside(layout) == [("section", "Signals")]
    assert repaired(layout) == []
    assert [order for order, _ in layout.unclear] == [1]


def test_lines_that_are_not_rows_are_set_aside_with_their_kinds() -> None:
    layout = arranged(
        "Harbour Office",
        TITLES,
        "Bells|LIGHT/1|4|I.1",
        "* Reissued.",
        "on 2 May",
        "3",
        TITLES,
        "|LIGHT/2|5|II.1",
        "__________",
        "1 The end.",
    )

    assert set_aside(layout) == [
        ("before-table", "Harbour Office"),
        ("footnote", "* Reissued."),
        ("footnote", "on 2 May"),
        ("page-furniture", "3"),
        ("repeated-header", "Topic | Document | Paragraphs | Reference"),
        ("footnote", "__________"),
        ("footnote", "1 The end."),
    ]
    assert repaired(layout) == [(8, "topic-carried-over")]


def test_text_below_the_table_is_set_aside() -> None:
    layout = arranged(TITLES, "Bells|LIGHT/1|4|I.1", "Annex", "Bells||", "3")

    assert set_aside(layout) == [
        ("after-table", "Annex"),
        ("after-table", "Bells"),
        ("page-furniture", "3"),
    ]


def test_a_raised_mark_is_not_part_of_a_cell() -> None:
    layout = arranged(TITLES, "Bells*|LIGHT/1<sup>2</sup>|4|I.1")

    (row,) = layout.rows
    assert (row.heading, row.printed_heading, row.document.text) == ("Bells", "Bells*", "LIGHT/1")
    assert [(each.kind, each.detail) for each in row.repairs] == [
        ("footnote-mark-removed", "'*' after 'Bells'"),
        ("footnote-mark-removed", "'²' after 'LIGHT/1'"),
    ]


def test_a_heading_may_begin_with_a_number_on_a_line_of_its_own() -> None:
    layout = arranged(TITLES, "Bells|LIGHT/1|4|I.1", "16 days of fog", "|LIGHT/2|5|II.1")

    assert shown(layout) == ["Bells: LIGHT/1 4", "16 days of fog: LIGHT/2 5"]


def test_a_running_title_between_rows_of_one_topic_is_not_a_heading() -> None:
    pages = [("Lights, part two", TITLES, f"|LIGHT/{n}|{n}|I.{n}") for n in (2, 3)]
    layout = arranged(TITLES, "Bells|LIGHT/1|4|I.1", *pages[0], *pages[1])

    assert {row.heading for row in layout.rows} == {"Bells"}
    assert ("page-furniture", "Lights, part two") in set_aside(layout)


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (
            ("Harbour Office",),
            ["lights.txt: found no table: no line has two cells"],
        ),
        (
            ("Bells|LIGHT/1|4", "Fog|LIGHT/2|5"),
            ["lights.txt: found no line of column titles in 2 lines"],
        ),
        (
            (TITLES, "|LIGHT/1|4|I.1", "|LIGHT/2|4|I.1"),
            ["lights.txt, line 2: found a row without a topic"],
        ),
        (
            (TITLES, "Bells|LIGHT/1|4|I.1|extra", "Fog|LIGHT/1|4|I.1||more"),
            [
                "lights.txt, line 2, column 21: found 'extra'",
                "lights.txt, line 3, column 20: found 'more'",
            ],
        ),
        ((TITLES,), ["lights.txt, line 1, column 1: found a table without rows"]),
        (
            ("Topic|Paragraphs|Reference", "Bells|4|I.1"),
            ["lights.txt, line 1, column 1: found titles of the columns topic, paragraphs, ref"],
        ),
        (
            (TITLES, "B" * 1001 + "|LIGHT/1|4|I.1"),
            ["lights.txt, line 2, column 1: found a topic of 1,001 characters"],
        ),
    ],
)
def test_problems_of_a_table_have_their_places(lines: tuple[str, ...], problems: list[str]) -> None:
    try:
        reported = arranged(*lines).problems
    except SourceError as error:
        reported = error.problems

    found = [str(problem) for problem in reported]
    assert [text[: len(start)] for text, start in zip(found, problems, strict=True)] == problems


def test_a_sound_table_has_no_problems() -> None:
    layout = arranged(TITLES, *PLAIN)

    assert (layout.problems, layout.doubts, layout.unclear) == ((), (), ())


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        pytest.param(TWO_TITLES, "lights.txt, line 2, column 1", id="below the last titles"),
        pytest.param((TITLES, "12"), "lights.txt, line 1, column 1", id="a page number only"),
    ],
)
def test_the_place_of_a_table_without_rows_is_its_titles(
    lines: tuple[str, ...], place: str
) -> None:
    (problem,) = arranged(*lines).problems

    assert (problem.found, str(problem.place)) == ("a table without rows", place)


@pytest.mark.parametrize(("length", "problems"), [(999, 0), (1000, 0), (1001, 1)])
def test_a_heading_has_at_most_a_thousand_characters(length: int, problems: int) -> None:
    assert len(arranged(TITLES, f"{'B' * length}|LIGHT/1|4|I.1").problems) == problems


@pytest.mark.parametrize(
    ("last", "doubts"),
    [
        pytest.param("Nets|LIGHT/1|6|I.3", 0, id="one number a row"),
        pytest.param("Nets|LIGHT/1|6 and 7|I.3 and I.4", 1, id="two numbers in one row"),
        pytest.param("|LIGHT/2|6|I.3", 1, id="a row without its topic"),
        pytest.param("Nets|LIGHT/1||I.3", 0, id="a row without a number"),
    ],
)
def test_a_table_with_one_citation_per_line_has_no_order(last: str, doubts: int) -> None:
    layout = arranged(TITLES, "Bells|LIGHT/1|5|I.2", "Bells|LIGHT/1|4|I.1", last)

    assert len(layout.doubts) == doubts


def test_a_row_may_be_shorter_than_the_titles() -> None:
    layout = arranged(TITLES, "Bells|LIGHT/1|4|I.1", "|LIGHT/2|5")

    assert [row.references.text for row in layout.rows] == ["I.1", ""]
    assert layout.problems == ()


def paged(*rows: tuple[int | None, int, str], unclear: Sequence[tuple[int, int]] = ()) -> Layout:
    """Arrange rows of page, line and cells; `unclear` are the places of unclear topics."""
    cells = [(None, 1, TITLES), *rows]
    lines = tuple(
        tuple(Cell(text, Place("lights.pdf", line, page=page)) for text in row.split("|"))
        for page, line, row in cells
    )
    places = tuple(
        (Place("lights.pdf", line, page=page), f"open at {line}") for page, line in unclear
    )
    return arrange(Table(Source("lights.pdf", "application/pdf", ""), lines, unclear=places))


ROWS: tuple[tuple[int, int, str], ...] = (
    (1, 5, "Bells|LIGHT/1|4|I.1"),
    (1, 9, "|LIGHT/2|5|II.1"),
    (2, 3, "|LIGHT/3|6|III.1"),
)


@pytest.mark.parametrize(
    ("unclear", "rows"),
    [
        pytest.param([(1, 5)], [1], id="at a row"),
        pytest.param([(1, 6)], [2], id="above a row"),
        pytest.param([(1, 9)], [2], id="at the second"),
        pytest.param([(1, 10)], [3], id="below the last row of a page"),
        pytest.param([(2, 3)], [3], id="on the second page"),
        pytest.param([(2, 3), (1, 5)], [1, 3], id="in any order"),
        pytest.param([(2, 4)], [], id="below all rows"),
    ],
)
def test_a_row_is_unclear_at_or_next_below_the_place_of_an_unclear_topic(
    unclear: list[tuple[int, int]], rows: list[int]
) -> None:
    found = paged(*ROWS, unclear=unclear).unclear

    assert [order for order, _ in found] == rows
    assert [why for _, why in found] == [f"open at {line}" for _, line in sorted(unclear)][
        : len(rows)
    ]


def test_places_without_pages_are_compared_by_their_lines() -> None:
    rows = [(None, line, text) for line, (_, _, text) in zip((5, 9, 12), ROWS, strict=True)]
    table = Table(
        Source("lights.txt", "text/plain", ""),
        tuple(
            tuple(Cell(text, Place("lights.txt", line)) for text in row.split("|"))
            for _, line, row in [(None, 1, TITLES), *rows]
        ),
        unclear=((Place("lights.txt", 9), "open"), (Place("lights.txt"), "the whole file")),
    )

    assert arrange(table).unclear == ((1, "the whole file"), (2, "open"))


def test_a_page_ends_before_the_first_row_of_another_page() -> None:
    def carried(*pages: int | None) -> list[int]:
        rows = [(page, line, row) for page, (_, line, row) in zip(pages, ROWS, strict=True)]
        return [
            row.order
            for row in paged(*rows).rows
            for repair in row.repairs
            if repair.kind == "topic-carried-over"
        ]

    assert carried(1, 1, 1) == []
    assert carried(1, 1, 2) == [3]
    assert carried(1, 2, 2) == [2]
    assert carried(1, 2, 3) == [2, 3]
    assert carried(1, None, 1) == []
    assert carried(None, None, None) == []


def test_titles_of_columns_that_are_not_read_are_set_aside() -> None:
    layout = arranged("No.|Topic|Document|Paragraphs|Remarks", "1|Bells|LIGHT/1|4|seen")

    assert set_aside(layout) == [("kept-column", "No."), ("kept-column", "Remarks")]
    assert shown(layout) == ["Bells: LIGHT/1 4"]


def test_a_row_has_the_document_above_that_spans_it() -> None:
    page = (
        "<table><tr><th>Topic<th>Document<th>Paragraphs"
        "<tr><td>Bells<td>LIGHT/1<td>4<tr><td>Fog<td rowspan=3>LIGHT/2<td>5"
        "<tr><td>Nets<td>6<tr><td>Oars<td>7</table>"
    )
    layout = arrange(read_bytes(page.encode(), "lights.html"))

    assert shown(layout) == [
        "Bells: LIGHT/1 4",
        "Fog: LIGHT/2 5",
        "Nets: LIGHT/2 6",
        "Oars: LIGHT/2 7",
    ]
    assert [row.order for row in layout.rows if row.repairs] == [3, 4]


@pytest.mark.parametrize("titles", ["Topic|Document|Paragraphs", "Topic|Document|Paragraphs|"])
def test_a_column_without_a_title_is_named_by_its_number(titles: str) -> None:
    lines = "\n".join((titles, "Bells|LIGHT/1|4|seen")).replace("|", "\t")
    columns = (("topic", 0), ("document", 1), ("paragraphs", 2))
    layout = arrange(read_bytes(lines.encode(), "lights.txt"), columns)

    assert shown(layout) == ["Bells: LIGHT/1 4"]
    assert set_aside(layout) == [("kept-column", "column 4")]
    assert [[(n, c.text) for n, c in row.extras] for row in layout.rows] == [[("column 4", "seen")]]
