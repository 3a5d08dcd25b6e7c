"""Documents by any name: symbols, other names, several in a cell, and what is neither."""

from __future__ import annotations

import pytest

from repertory.errors import NotationError
from repertory.model import Irregularity
from repertory.notation import format_paragraph, is_symbol, parse_document, parse_documents
from repertory.notation.documents import MAXIMUM_NAME
from repertory.notation.tokens import MAXIMUM_TEXT

NAMES = [
    "Decision VII/12",
    "decision 14/2",
    "1/CP.21",
    "Conf. 14.1 (Rev. CoP17)",
    "No. 85 (XLIX)",
    "Measure 4 (2016)",
    "Session 3 (2004)",
    "VII/12",
    "BC-10/3",
    "S-25/1",
    "14/2",
    "1325 (2000)",
    "Vienna Declaration",
    "Res.5/3",
    "General comment No. 5 (CRC/GC/2003/5)",
    "第5号决定",
]
"""Names that are no symbols, kept as printed."""


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_as_printed_and_is_no_symbol(name: str) -> None:
    assert ((name, ()), False) == (parse_document(name), is_symbol(name))


@pytest.mark.parametrize(
    "symbol",
    ["CTOC/COP/WG.7/2012/6", "S/RES/2100 (2013)", "A/55/25 (Vol. I) (Part II)", "CD/1299", "A/1"],
)
def test_a_symbol_is_parsed_as_a_symbol(symbol: str) -> None:
    assert ((symbol, ()), True) == (parse_document(symbol), is_symbol(symbol))


@pytest.mark.parametrize(
    ("text", "name", "notes"),
    [
        ("A/HRC/38/12*", "A/HRC/38/12", []),
        ("Decision V/3**", "Decision V/3", []),
        ("Decision  V/3", "Decision V/3", [("more than one space", 8, 10)]),
        ("Decision\u00adV/3", "DecisionV/3", [("a hidden character (U+00AD)", 8, 9)]),
        ("S/RES/1325(2000)", "S/RES/1325 (2000)", [("no space before the brackets", 10, 11)]),
        (
            "CAC/COSP/2013/18 (fifth session)",
            "CAC/COSP/2013/18",
            [("a remark after the symbol", 17, 32)],
        ),
        ("Resolution A/RES/70/1", "A/RES/70/1", [("a word before the symbol", 0, 10)]),
        (
            "UN Doc. A/ 1",
            "A/1",
            [("a word before the symbol", 0, 7), ("a space inside a symbol", 10, 11)],
        ),
    ],
)
def test_what_is_left_out_of_a_name_is_noted_but_for_asterisks(
    text: str, name: str, notes: list[tuple[str, int, int]]
) -> None:
    assert (name, tuple(Irregularity(*note) for note in notes)) == parse_document(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "–", "?", "*", "5", "12.", "( )", "(Rev. CoP17)"),
        *("ibid.", "Ibid.", "idem", "ditto", "n/a", "N/A", "None", "NaN", "NULL", "and", "or"),
        *("see A/HRC/38/12", "cf. Decision V/3", "See Decision V/3"),
        *("A/HRC/", "/HRC/1", "A/HRC", "CT0C/COP", "ctoc/cop/2012/6", "section/paragraph/1"),
        *("Decision VII/", "Report of", "Decision 5 and", "Decision 5,", "Decision ("),
        *("A/HRC/38/12* and", "A/HRC/38/add.1", "A/HRC/38 ?", "A/HRC/38 A/HRC/39"),
        *("A/HRC/38/12 (a) (b)", "x" * (MAXIMUM_NAME + 1) + "1"),
    ],
)
def test_what_looks_like_a_symbol_or_a_placeholder_is_no_name(text: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_document(text)
    assert 0 <= refused.value.start <= refused.value.end <= len(text)


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("A/1; A/2", ["A/1", "A/2"]),
        ("A/1\nA/2\n", ["A/1", "A/2"]),
        ("A/1, A/2 and Decision 5/3", ["A/1", "A/2", "Decision 5/3"]),
        ("5/3, 5/4", ["5/3", "5/4"]),
        (
            "Decisions VII/12, VII/15 and 7/3",
            ["Decision VII/12", "Decision VII/15", "Decision 7/3"],
        ),
        ("Resolutions A/RES/70/1 and A/RES/70/2", ["A/RES/70/1", "A/RES/70/2"]),
        ("Decisions CII/46; 49/3", ["CII/46", "Decision 49/3"]),
        ("Resolutions 5 and Measure 4", ["Resolution 5", "Measure 4"]),
        ("Measure 4 (2016)\nDecision 2 (2011)", ["Measure 4 (2016)", "Decision 2 (2011)"]),
        ("Conf. 14.1\n(Rev. CoP17)", ["Conf. 14.1 (Rev. CoP17)"]),
        ("Report on nets, lines and hooks of 2013", ["Report on nets, lines and hooks of 2013"]),
        ("Guidelines of 5 May, 2016", ["Guidelines of 5 May, 2016"]),
        ("ZZ/1/4, annex", ["ZZ/1/4 | annex"]),
        ("ZZ/1/4 annex I; A/2, chap. II", ["ZZ/1/4 | annex I", "A/2 | chap. II"]),
        ("ZZ/1/4, annex I and chapter II, A/2", ["ZZ/1/4 | annex I | chap. II", "A/2"]),
        ("Resolution 12, paragraphs 5 and 6", ["Resolution 12 | 5 | 6"]),
        ("FCCC/CP/2015/10/Add.1, decision 1/CP.21", ["FCCC/CP/2015/10/Add.1 | decision 1/CP.21"]),
        ("Decision VII/12, Decision VII/15", ["Decision VII/12", "Decision VII/15"]),
    ],
)
def test_a_cell_may_have_several_documents_and_places_in_them(
    text: str, documents: list[str]
) -> None:
    found = []
    for each in parse_documents(text):
        places = each.places.elements() if each.places else ()
        found.append(" | ".join([each.symbol, *(format_paragraph(e.value) for e in places)]))
    assert documents == found


def test_each_document_of_a_cell_has_its_span_and_its_irregularities() -> None:
    text = "A/ 1; Decision  V/3"
    first, second = parse_documents(text)
    assert ("A/ 1", "Decision  V/3") == (
        text[first.start : first.end],
        text[second.start : second.end],
    )
    assert (Irregularity("a space inside a symbol", 2, 3),) == first.irregularities
    assert (Irregularity("more than one space", 14, 16),) == second.irregularities


def test_the_word_before_several_symbols_is_noted() -> None:
    first, second = parse_documents("Resolutions A/RES/70/1 and A/RES/70/2")
    assert (Irregularity("a word before the symbol", 0, 10),) == first.irregularities
    assert () == second.irregularities


@pytest.mark.parametrize(
    "piece", ["A/", "A/1,", "A/1 and ", "1 ", "D (", ";", "A/1 (", "\n", "a5 "]
)
def test_long_hostile_text_is_an_error(piece: str) -> None:
    text = (piece * MAXIMUM_TEXT)[:MAXIMUM_TEXT]
    with pytest.raises(NotationError):
        parse_documents(text)
    with pytest.raises(NotationError, match="at most 10,000 characters"):
        parse_documents(text + "x")


@pytest.mark.parametrize("text", ["V'I/9\u200b*", "V\u2060+I/2", "م/*"])
def test_a_name_that_is_a_broken_symbol_without_its_marks_is_an_error(text: str) -> None:
    with pytest.raises(NotationError):
        parse_document(text)


@pytest.mark.parametrize(
    ("text", "symbol", "has_places"),
    [
        ("V/3 paras. 2–4", "V/3", True),
        ("Decision VI/22 annex", "Decision VI/22", True),
        ("Session 9 Appendix", "Session 9", True),
        ("No. 85 (XLIX)", "No. 85 (XLIX)", False),  # a bracket is part of the name
        ("Conf. 14.1 (Rev. CoP17)", "Conf. 14.1 (Rev. CoP17)", False),
        ("Report 5 of the Committee", "Report 5 of the Committee", False),  # no place
        ("Report annex", "Report annex", False),  # no number before it
    ],
)
def test_a_place_may_follow_a_number_without_a_comma(
    text: str, symbol: str, has_places: bool
) -> None:
    (cited,) = parse_documents(text)
    assert (cited.symbol, cited.places is not None) == (symbol, has_places)
