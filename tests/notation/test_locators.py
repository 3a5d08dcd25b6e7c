"""The parts of a document that contain places: their words, their names, their ranges."""

from __future__ import annotations

import pytest
from tests.notation.list_format import format_paragraphs

from repertory.model import WHOLE, Locator, ParagraphNumber, Symbol
from repertory.notation import (
    cite,
    containing,
    format_paragraph,
    parse_paragraph,
    parse_paragraphs,
)
from repertory.notation.locators import KINDS, NAME, ORDINALS, WITH_DOT, WITHOUT_DOT
from repertory.rdf.iris import PART_NAMES, paragraph_eid

PLACES = {
    "26.110": ["26.110"],
    "26.1–26.3": ["26.1", "26.2", "26.3"],
    "26.110–112": ["26.110", "26.111", "26.112"],
    "26.1 (a) and 6.1 bis": ["26.1 (a)", "6.1 bis"],
    "078": ["78"],
    "078 (Session 9 Appendix)": ["78 (Session 9 Appendix)"],
    "12 (annex I)": ["annex I, para. 12"],
    "8 (new text) of section H": ["sect. H, para. 8 (new text)"],
    "8 (new text) of part I": ["part I, para. 8 (new text)"],
    "(p)": ["(p)"],
    "(k) and (l)": ["(k)", "(l)"],
    "(a)–(c)": ["(a)", "(b)", "(c)"],
    "annex": ["annex"],
    "chap. II": ["chap. II"],
    "chap.II": ["chap. II"],
    "paragraph 7 and annex": ["7", "annex"],
    "annex and para. 7": ["annex", "7"],
    "annex I, paragraph 8 (d)": ["annex I, para. 8 (d)"],
    "annex I, 8 and 9": ["annex I, para. 8", "annex I, para. 9"],
    "annex I para. 8": ["annex I, para. 8"],
    "annex (b)": ["annex, (b)"],
    "section H, para. 2": ["sect. H, para. 2"],
    "section 2.1, paras. 3–5": [f"sect. 2.1, para. {number}" for number in (3, 4, 5)],
    "annexes 1a and II.B": ["annex 1A", "annex II.B"],
    "chapter II, section A, para. 5": ["chap. II, sect. A, para. 5"],
    "chapter II, section A, para. 5 and section B, para. 6": [
        "chap. II, sect. A, para. 5",
        "chap. II, sect. B, para. 6",
    ],
    "annex I, para. 3, annex II, paras. 4 and 5": [
        *("annex I, para. 3", "annex II, para. 4", "annex II, para. 5"),
    ],
    "section H, para. 2; para. 5": ["sect. H, para. 2", "5"],
    "section H chapter II, para. 3": ["sect. H", "chap. II, para. 3"],
    "annexes I and II": ["annex I", "annex II"],
    "annexes 1, 2 and 3": ["annex 1", "annex 2", "annex 3"],
    "chapters II–IV": ["chap. II", "chap. III", "chap. IV"],
    "sections A to C": ["sect. A", "sect. B", "sect. C"],
    "chapters I–III, para. 8": ["chap. I", "chap. II", "chap. III", "chap. III, para. 8"],
    "sections e and f": ["sect. E", "sect. F"],
    "sections e–g": ["sect. E", "sect. F", "sect. G"],
    "الفرع و و8": ["sect. و", "8"],
    "第و节，第8段": ["sect. و, para. 8"],
    "sections A–C of annex I": [f"annex I, sect. {name}" for name in "ABC"],
    "chapter II–chapter IV": ["chap. II", "chap. III", "chap. IV"],
    "第2章至第4章": ["chap. 2", "chap. 3", "chap. 4"],
    "第2章、第3章，第8段": ["chap. 2", "chap. 3, para. 8"],
    "paras. 3 and 4 of annex II": ["annex II, para. 3", "annex II, para. 4"],
    "para. 2 and para. 3 (c) of section A of the annex": ["2", "annex, sect. A, para. 3 (c)"],
    "ninth preambular paragraph": ["preamble, para. 9"],
    "9th preambular para.": ["preamble, para. 9"],
    "preambular paragraphs 3 and 4": ["preamble, para. 3", "preamble, para. 4"],
    "third and fourth preambular paragraphs and para. 7": [
        *("preamble, para. 3", "preamble, para. 4", "7"),
    ],
    "second to fourth preambular paragraphs": [f"preamble, para. {n}" for n in (2, 3, 4)],
    "twelfth operative paragraph": ["12"],
    "PP9 and OP12": ["preamble, para. 9", "12"],
    "preamble": ["preamble"],
    "decision 1/CP.21, para. 3": ["decision 1/CP.21, para. 3"],
    "annexe I, par. 8 d) et annexe II": ["annex I, para. 8 (d)", "annex II"],
    "anexo y párr. 3": ["annex", "3"],
    "sección E, párr. 8 a) a c)": [f"sect. E, para. 8 ({item})" for item in "abc"],
    "приложение I, пп. 8 и 9": ["annex I, para. 8", "annex I, para. 9"],
    "ч. II, п. 3": ["part II, para. 3"],
    "المرفق 1، الفقرة 8": ["annex 1, para. 8"],
    "附件一，第8段和第9段": ["annex 一, para. 8", "annex 一, para. 9"],
    "第二章第5段": ["chap. 二, para. 5"],
}
"""Lists of places as printed, and their places."""


@pytest.mark.parametrize("text", PLACES)
def test_a_list_of_places_is_read(text: str) -> None:
    assert PLACES[text] == [format_paragraph(e.value) for e in parse_paragraphs(text).elements()]


@pytest.mark.parametrize("text", PLACES)
def test_each_element_stands_in_the_text(text: str) -> None:
    for element in parse_paragraphs(text).elements():
        assert element.printed == text[element.start : element.end] != ""


@pytest.mark.parametrize(
    "word", [word for kind in KINDS.values() for word in (*kind.words, *kind.plurals)]
)
def test_each_word_names_its_kind(word: str) -> None:
    (kind,) = (kind for kind, known in KINDS.items() if word in (*known.words, *known.plurals))
    dot = "." if word in WITH_DOT else ""
    name = "" if kind == "preamble" else " 5"
    if word in WITHOUT_DOT:
        assert (Locator(kind),) == parse_paragraph(f"{word}9").within
    else:
        assert (Locator(kind, name.strip()),) == parse_paragraph(f"{word}{dot}{name}").within


@pytest.mark.parametrize("word", ORDINALS)
def test_an_ordinal_counts_paragraphs_of_a_preamble(word: str) -> None:
    assert ParagraphNumber(ORDINALS[word], within=(Locator("preamble"),)) == parse_paragraph(
        f"{word} preambular paragraph"
    )
    assert list(range(1, 21)) == list(ORDINALS.values())


def test_each_kind_has_a_name_in_iris() -> None:
    assert set(PART_NAMES) == set(KINDS)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "whole", "The whole document", "ALL", "全文"])
def test_the_whole_document_is_cited_only_where_paragraphs_are_optional(text: str) -> None:
    assert [WHOLE] == [each.value for each in parse_paragraphs(text, optional=True).elements()]


@pytest.mark.parametrize("text", ["annex y párr", "hole", "all 8", "whole 8", "8 whole"])
def test_other_texts_are_errors_also_where_paragraphs_are_optional(text: str) -> None:
    with pytest.raises(Exception, match="expected"):
        parse_paragraphs(text, optional=True)


CITATIONS = {
    "en": ("A/1, annex I, para. 8 (d)", "A/1, chap. II", "A/1"),
    "fr": ("A/1, annexe I, par. 8 d)", "A/1, chap. II", "A/1"),
    "es": ("A/1, anexo I, párr. 8 d)", "A/1, cap. II", "A/1"),
    "ru": ("A/1, приложение I, п. 8 d)", "A/1, глава II", "A/1"),
    "ar": ("A/1، المرفق I، الفقرة 8 (d)", "A/1، الفصل II", "A/1"),
    "zh": ("A/1，附件I，第8(d)段", "A/1，第II章", "A/1"),
}


@pytest.mark.parametrize("language", CITATIONS)
def test_a_place_is_cited_in_each_language(language: str) -> None:
    places = (parse_paragraph("annex I, para. 8 (d)"), parse_paragraph("chap. II"), WHOLE)
    assert CITATIONS[language] == tuple(cite(Symbol("A/1"), each, language) for each in places)


def test_a_part_without_a_name_is_cited_without_one() -> None:
    chapter = ParagraphNumber(3, within=(Locator("chapter"),))
    assert "A/1，章，第3段" == cite(Symbol("A/1"), chapter, "zh")
    assert "A/1, chap., para. 3" == cite(Symbol("A/1"), chapter, "en")


EIDS = {
    "8 (e)": "para_8__subpara_e",
    "26.110": "para_26.110",
    "(p)": "subpara_p",
    "annex I, para. 8 (d)": "annex_I__para_8__subpara_d",
    "annex": "annex",
    "chap. II": "chp_II",
    "section H, para. 2": "sec_H__para_2",
    "appendix 2, article 5": "app_2__art_5",
    "ninth preambular paragraph": "recital_9",
    "annex I, preamble, para. 9 (a)": "annex_I__recital_9__subpara_a",
    "preamble": "preamble",
    "decision 1/CP.21, para. 3": "decision_1%2FCP.21__para_3",
    "078 (Session 9 Appendix)": "part_Session%209%20Appendix__para_78",
}


@pytest.mark.parametrize("text", EIDS)
def test_a_place_is_named_as_in_akoma_ntoso(text: str) -> None:
    assert EIDS[text] == paragraph_eid(parse_paragraph(text))


def test_the_whole_document_has_no_name_of_its_own() -> None:
    assert "" == paragraph_eid(WHOLE)


def test_a_place_is_in_its_paragraph_in_its_parts() -> None:
    place = parse_paragraph("annex I, section A, para. 8 (d) (ii)")
    assert [
        "annex I, sect. A, para. 8 (d)",
        "annex I, sect. A, para. 8",
        "annex I, sect. A",
        "annex I",
    ] == [format_paragraph(each) for each in containing(place)]
    assert [[], [], [], ["26.1"]] == [
        [format_paragraph(each) for each in containing(parse_paragraph(text))]
        for text in ("26.110", "(p)", "annex", "26.1 (a)")
    ]


def test_the_lists_of_a_part_are_written_with_its_words() -> None:
    entries = parse_paragraphs("7; annex I, 8 and 9; 10").entries
    assert "7, annex I, para. 8, annex I, para. 9; 10" == format_paragraphs(entries)


def test_a_name_is_a_numeral_a_letter_or_a_number() -> None:
    for name in ("II", "XIV", "H", "Б", "12", "5B", "二"):
        assert NAME.fullmatch(name)
    for word in ("IIII", "AB", "", "on", "5b"):
        assert not NAME.fullmatch(word)
