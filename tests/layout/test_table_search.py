"""The titles, the columns and the end of a table."""

from __future__ import annotations

import pytest

from repertory.errors import SourceError
from repertory.layout.assigned_columns import Given
from repertory.layout.found_table import Found
from repertory.layout.table_search import find_tables
from repertory.model import Cell, Place, Source, Table

TITLES = "Topic|Document|Paragraphs|Reference"
ROW = "Bells|LIGHT/1|4|I.1"
SOURCE = Source("lights.txt", "text/plain", "")


def table(*lines: str, starts: tuple[int, ...] = ()) -> Table:
    """Return a table of lines whose cells are separated by `|`."""
    cells = (
        tuple(
            Cell(text, Place("lights.txt", number, n)) for n, text in enumerate(line.split("|"), 1)
        )
        for number, line in enumerate(lines, 1)
    )
    return Table(SOURCE, tuple(cells), starts=starts)


def find_first(lines: Table, given: Given = ()) -> Found:
    return find_tables(lines, given)[0]


def fails(*lines: str, given: Given = ()) -> str:
    with pytest.raises(SourceError) as caught:
        find_tables(table(*lines), given)
    (problem,) = caught.value.problems
    return str(problem)


def ends(found: Found) -> tuple[int, int, int]:
    return len(found.block), found.first, found.end


@pytest.mark.parametrize(("lines", "taken"), [(1, 1), (5, 5), (6, 6), (7, 6)])
def test_titles_take_at_most_six_lines(lines: int, taken: int) -> None:
    assert ends(find_first(table("Lights", *[TITLES] * lines, ROW))) == (
        taken,
        taken + 1,
        lines + 2,
    )


def test_the_place_of_a_missing_column_is_the_first_title() -> None:
    message = fails("Topic|Reference|", "|Paragraphs|", "Bells|LIGHT/1|4")

    assert message.startswith(
        "lights.txt, line 1, column 1: found titles of the columns topic, paragraphs only, "
        "expected a column for document too."
    )


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        pytest.param(("I.1",), True, id="one of one"),
        pytest.param(("I.1", "seen"), False, id="half"),
        pytest.param(("I.1", "II.4", "seen"), True, id="two of three"),
        pytest.param(("I.1", "seen", "late"), False, id="one of three"),
        pytest.param(("I.1", "", ""), True, id="empty cells do not count"),
        pytest.param(("", ""), False, id="none"),
        pytest.param(("I.1", None), True, id="a row that ends before it"),
        pytest.param(("1", "2"), False, id="numbers alone"),
    ],
)
def test_a_column_with_an_unknown_title_and_mostly_references_is_an_error(
    cells: tuple[str | None, ...], refused: bool
) -> None:
    rows = ["Bells|LIGHT/1|4" + ("" if cell is None else f"|{cell}") for cell in cells]
    lines = ("Lights", "Topic|Document|Paragraphs|Mark", *rows)
    if refused:
        message = fails(*lines)
        assert message.startswith(
            "lights.txt, line 2, column 4: found the unknown column title 'Mark'"
        )
        assert message.endswith("--columns topic=1,document=2,paragraphs=3,reference=4")
    else:
        found = find_first(table(*lines))
        assert ends(found) == (1, 2, len(lines))
        assert found.columns.others == (3,)


def test_other_columns_are_those_with_an_unknown_title() -> None:
    found = find_first(table("Topic|Document|Paragraphs||Mark|", "Bells|LIGHT/1|4||seen|"))

    assert found.columns.others == (4,)


@pytest.mark.parametrize(
    ("second", "end"),
    [
        pytest.param("|LIGHT/2|5|II.1", 4, id="as wide"),
        pytest.param("|LIGHT/2|5", 4, id="narrower, with a document"),
        pytest.param("|5|LIGHT/2", 2, id="narrower, without a document in its column"),
        pytest.param("|LIGHT/2|5|II.1|", 4, id="wider by an empty cell"),
        pytest.param("|LIGHT/2|5|II.1|seen", 2, id="wider"),
        pytest.param("Topic|Document|Paragraphs", 4, id="narrower, with titles"),
    ],
)
def test_a_table_goes_on_with_one_that_is_as_wide_or_has_titles_or_documents_in_its_column(
    second: str, end: int
) -> None:
    lines = (TITLES, ROW, second, "|LIGHT/3|6|III.1")

    assert find_first(table(*lines, starts=(0, 2))).end == end
    assert find_first(table(*lines)).end == 4


@pytest.mark.parametrize(
    ("titles", "row", "next_table", "end"),
    [
        ("Topic|Document|Paragraphs", "Bells|LIGHT/1|4|seen", "|Annex|5|seen", 3),
        ("Topic|Document|Paragraphs", "Bells|LIGHT/1|4|seen", "|Annex|5", 2),
        ("Topic|Document|Paragraphs|Reference", "Bells|LIGHT/1|4", "|Annex|5|II.1", 3),
        ("Topic|Document|Paragraphs|Reference", "Bells|LIGHT/1|4", "|Annex|5", 2),
    ],
)
def test_a_table_is_as_wide_as_its_titles_or_its_first_row(
    titles: str, row: str, next_table: str, end: int
) -> None:
    lines = ("A longer line|of|another|table|above", titles, row, next_table)

    assert find_first(table(*lines, starts=(0, 1, 3))).end == end + 1


def test_starts_of_tables_before_and_after_the_lines_are_ignored() -> None:
    assert find_first(table("Lights", TITLES, ROW, starts=(0, 3))).end == 3


def test_rows_in_a_table_of_their_own_belong_to_the_titles_above_if_they_fit() -> None:
    assert ends(find_first(table(TITLES, f"{ROW}|", starts=(0, 1)))) == (1, 1, 2)
    assert ends(find_first(table(TITLES, ROW, starts=(0, 1)))) == (1, 1, 2)
    assert ends(find_first(table(TITLES, "Bells|LIGHT/1|4", starts=(0, 1)))) == (1, 1, 2)
    assert ends(find_first(table(TITLES, "Bells|4|LIGHT/1", starts=(0, 1)))) == (1, 1, 1)


GIVEN = (("topic", 0), ("document", 1), ("paragraphs", 2), ("reference", 3))


def test_given_columns_need_no_titles() -> None:
    found = find_first(table(ROW, "|LIGHT/2|5"), GIVEN)

    assert (ends(found), found.block) == ((0, 0, 2), ())
    assert (found.columns.language, found.columns.reference_title) == ("en", None)


@pytest.mark.parametrize(
    ("above", "block", "language", "title", "printed"),
    [
        pytest.param("Lights", 0, "en", None, 0, id="a line of one cell"),
        pytest.param("Lights|", 1, "en", None, 0, id="one title"),
        pytest.param("||", 0, "en", None, 0, id="an empty line"),
        pytest.param("Lights|Where", 1, "en", None, 1, id="two titles"),
        pytest.param("Lights|Where|No.", 1, "en", None, 1, id="up to the column of references"),
        pytest.param("Lights|Where|No.|In A/9", 1, "en", "In A/9", 1, id="all titles"),
        pytest.param("Sujet|Cote|Paragraphes|Renvoi", 1, "fr", "Renvoi", 1, id="French titles"),
    ],
)
def test_the_line_above_given_columns_may_be_their_titles(
    above: str, block: int, language: str, title: str | None, printed: int
) -> None:
    found = find_first(table("Index of lights", "of all seas|", above, ROW), GIVEN)

    assert ends(found) == (block, 3, 4)
    assert found.columns.language == language
    assert (found.columns.reference_title and found.columns.reference_title.text) == title
    assert len(found.columns.printed) == printed


def test_columns_that_are_not_given_are_not_read() -> None:
    assert find_first(table(ROW), GIVEN[:3]).columns.others == (3,)


@pytest.mark.parametrize(
    ("lines", "block", "first"),
    [
        pytest.param(("Feld|Akt|Abs.", "Bells|Decision 4/1|4"), 1, 1, id="a decision"),
        pytest.param(("Feld|Akt|Abs.", "Bells|Rio Accord|4", ROW), 1, 1, id="a name and a place"),
        pytest.param(("Feld|Akt|Abs.", "Ports", "Bells|Decision 4/1|4"), 1, 1, id="a section"),
        pytest.param(("Field|Act 2|Pars", "Bells|LIGHT/1|4"), 0, 0, id="a number above"),
        pytest.param(("Lights", "Feld||", "Ports", "Bells|LIGHT/1|4"), 0, 3, id="no titles"),
        pytest.param(("Feld|Akt|Abs.", "Bells|4|4", "Fog|LIGHT/1|4"), 1, 2, id="no document"),
    ],
)
def test_given_columns_begin_with_the_first_document(
    lines: tuple[str, ...], block: int, first: int
) -> None:
    found = find_first(table(*lines), GIVEN[:3])

    assert ends(found) == (block, first, len(lines))


def test_given_columns_may_be_of_sessions() -> None:
    given = (("text", 0), ("session", 1))
    found = find_first(table("Satz|Tagung", "Ring.|3 (2004)"), given)

    assert found.columns.positions == (("document", 1), *given)
    assert found.columns.session == "Tagung"


def test_columns_with_a_title_that_are_not_given_are_named() -> None:
    found = find_first(table("Field|Act|Pars|Addressee|", "Ports", "Bells|LIGHT/1|4"), GIVEN[:3])

    assert [found.columns.name(n) for n in found.columns.others] == ["Addressee"]


@pytest.mark.parametrize(("role", "number"), [("reference", 9), ("document", 4)])
def test_a_given_column_beyond_the_table_is_an_error(role: str, number: int) -> None:
    given = (*((each, n) for each, n in GIVEN[:3] if each != role), (role, number - 1))

    assert fails("Field|Act|Pars", "Bells|LIGHT/1|4", given=given) == (
        f"lights.txt: found no column {number} for {role}: the table has 3 columns, "
        "expected a column from 1 to 3"
    )


def test_a_table_with_unknown_titles_is_not_passed_over_for_one_below() -> None:
    lines = ("No.|Topic|Document|Remarks", "1|Bells|LIGHT/1|x", TITLES, ROW)
    first, second = find_tables(table(*lines))

    assert (ends(first), ends(second)) == ((1, 1, 2), (1, 3, 4))


def test_two_lines_of_titles_may_have_unknown_ones() -> None:
    found = find_first(
        table("Topic|Report||Mark", "|Document|Paragraphs|seen", "Bells|LIGHT/1|4|x")
    )

    assert ends(found) == (2, 2, 3)
    assert found.columns.name(3) == "seen"


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (("Addressee|Paragraphs", "States|4"), "topic or text and document"),
        (("Document|Paragraphs", "LIGHT/1|4"), "topic or text"),
        (("Document|Paragraphs|Mark", "Bells", "LIGHT/1|4|x"), None),
    ],
)
def test_a_document_and_a_topic_or_text_are_required(
    lines: tuple[str, ...], missing: str | None
) -> None:
    message = fails(*lines)

    expected = "the titles of" if missing is None else f"a column for {missing} too"
    assert f"expected {expected}" in message


def test_a_given_column_without_symbols_is_an_error() -> None:
    assert fails("Bells", "Bells|4", "Bells|4|5", given=GIVEN) == (
        "lights.txt: found no document symbol in column 2, "
        "expected the symbols of the meeting reports there, as --columns says"
    )


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Bells", "Fog"), "no table: no line has two cells"),
        (("Bells", "Fog|4"), "no line of column titles in 2 lines"),
        (("Bells|4|5", "Fog"), "no line of column titles in 2 lines"),
    ],
)
def test_a_table_has_at_least_two_columns(lines: tuple[str, ...], found: str) -> None:
    assert fails(*lines).startswith(f"lights.txt: found {found}, expected")
