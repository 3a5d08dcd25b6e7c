"""Lists of paragraphs: how they are parsed, and the spans of errors."""

from __future__ import annotations

import pytest
from tests.notation.list_format import format_paragraphs

from repertory.errors import NotationError
from repertory.model import Element, Irregularity, ParagraphNumber
from repertory.notation import (
    ListEntry,
    cite,
    compact_paragraph,
    format_paragraph,
    parse_paragraph,
    parse_paragraphs,
    parse_symbol,
)
from repertory.notation.entries import MAXIMUM_ELEMENTS, MAXIMUM_RANGE
from repertory.notation.languages import (
    CONJUNCTIONS,
    LANGUAGES,
    LEADS,
    RANGE_WORDS,
)
from repertory.notation.tokens import MAXIMUM_TEXT

REGULAR = {
    "10": ["10"],
    "24, 25, 28 and 30": ["24", "25", "28", "30"],
    "7 (d) and 8 (e) and (f)": ["7(d)", "8(e)", "8(f)"],
    "8 (b), (g) and (h) and 10 (e)": ["8(b)", "8(g)", "8(h)", "10(e)"],
    "7 (d), 8 (b), (e), (g) and (i) and 10 (c)": [
        *("7(d)", "8(b)", "8(e)", "8(g)", "8(i)"),
        "10(c)",
    ],
    "7 and 8 (b)": ["7", "8(b)"],
    "21–24": ["21", "22", "23", "24"],
    "5, 7, 11–13 and 42": ["5", "7", "11", "12", "13", "42"],
    "8 (a)–(d)": ["8(a)", "8(b)", "8(c)", "8(d)"],
    "8 (a)–(c) and (f)": ["8(a)", "8(b)", "8(c)", "8(f)"],
    "8 (a) (i)": ["8(a)(i)"],
    "8 (a) (i) (b)": ["8(a)(i)(b)"],
    "8 (a) (i)–(iii)": ["8(a)(i)", "8(a)(ii)", "8(a)(iii)"],
    "8 (a) (iv)–(vi)": ["8(a)(iv)", "8(a)(v)", "8(a)(vi)"],
    "8 (a) (i) (a)–(c)": ["8(a)(i)(a)", "8(a)(i)(b)", "8(a)(i)(c)"],
    "8 (a) (i) and (ii)": ["8(a)(i)", "8(a)(ii)"],
    "8 (i)–(iii)": ["8(i)", "8(ii)", "8(iii)"],
    "8 (ix)–(xi)": ["8(ix)", "8(x)", "8(xi)"],
    "8 (i)–(k)": ["8(i)", "8(j)", "8(k)"],
    "8 (g)–(i)": ["8(g)", "8(h)", "8(i)"],
    "8 (z)–(bb)": ["8(z)", "8(aa)", "8(bb)"],
    "12 bis": ["12bis"],
    "12 ter (a) and (b)": ["12ter(a)", "12ter(b)"],
    "12 bis (a)–(c)": ["12bis(a)", "12bis(b)", "12bis(c)"],
    "8 (а)–(г)": ["8(а)", "8(б)", "8(в)", "8(г)"],
    "8 (е)–(з)": ["8(е)", "8(ж)", "8(з)"],
    "8 (أ)–(د)": ["8(أ)", "8(ب)", "8(ج)", "8(د)"],
}
"""Lists as in an English document, and their elements."""

VARIANTS = {
    "8 (a)–8 (d)": "8 (a)–(d)",
    "8 (a) (i)–8 (a) (iii)": "8 (a) (i)–(iii)",
    "8 (a) (i)–(a) (iii)": "8 (a) (i)–(iii)",
    "8 (a) (i), 8 (a) (ii) and (b)": "8 (a) (i) and (ii) and 8 (b)",
    "8 (a) (i), (b) (ii) and (c)": "8 (a) (i), 8 (b) (ii) and 8 (c)",
    "8 (a) (i) (a) and (b) (i)": "8 (a) (i) (a) and 8 (b) (i)",
    "8 о) и п)": "8 (о) and (п)",
    "8 (a) (i) (b) and (ii)": "8 (a) (i) (b) and 8 (a) (ii)",
    "8(e)": "8 (e)",
    "8 (E)": "8 (e)",
    "8 (هـ)": "8 (ه)",
    "8 (ا) و(ب)": "8 (أ) and (ب)",
    "12bis": "12 bis",
    "24 and 25.": "24 and 25",
    "24; 25; and 28": "24, 25 and 28",
    "٢٤ و ٢٥": "24 and 25",
    "२४ and ２５": "24 and 25",
    "8（e）": "8 (e)",
    "8\u00a0(e)": "8 (e)",
    "para. 8 (e)": "8 (e)",
    "PARAS. 8 and 9": "8 and 9",
    "para. 8 and para. 10": "8 and 10",
    "8 a) i) et ii)": "8 (a) (i) and (ii)",
    "8 a) à d)": "8 (a)–(d)",
    "8 y) y z)": "8 (y) and (z)",
    "8 d) e e)": "8 (d) and (e)",
    "8 а), в) и и)": "8 (а), (в) and (и)",
    "8 (هـ) و(و)": "8 (ه) and (و)",
    "第8段至第10段": "8–10",
    " 8 ": "8",
}
"""Other forms of a list, and the English one."""

IRREGULAR = {
    "18 and 23– 25": ("18 and 23–25", [("a space inside a range", 9, 11)]),
    "23 – 25": ("23–25", [("a space inside a range", 2, 5)]),
    "21-27": ("21–27", [("a hyphen for the en dash of a range", 2, 3)]),
    "21-27 , 28 and 29": (
        "21–27, 28 and 29",
        [("a hyphen for the en dash of a range", 2, 3), ("a space before a comma", 5, 6)],
    ),
    "21‐27": ("21–27", [("a hyphen for the en dash of a range", 2, 3)]),
    "21‑27": ("21–27", [("a hyphen for the en dash of a range", 2, 3)]),
    "21—27": ("21–27", [("another dash for the en dash of a range", 2, 3)]),
    "21―27": ("21–27", [("another dash for the en dash of a range", 2, 3)]),
    "21−27": ("21–27", [("another dash for the en dash of a range", 2, 3)]),
    "24, 25, 28": ("24, 25 and 28", [("no conjunction before the last element", 6, 8)]),
    "24; 25": ("24 and 25", [("no conjunction before the last element", 2, 4)]),
    "24、25": ("24 and 25", [("no conjunction before the last element", 2, 3)]),
    "24، 25": ("24 and 25", [("no conjunction before the last element", 2, 4)]),
    "24 25": ("24 and 25", [("nothing between two elements", 2, 3)]),
    "24, and 25": ("24 and 25", [("a comma before a conjunction", 2, 7)]),
    "24 and and 25": ("24 and 25", [("a doubled comma or conjunction", 3, 10)]),
    "24,, 25 and 26": (
        "24, 25 and 26",
        [("no space after a comma", 2, 3), ("a doubled comma or conjunction", 2, 4)],
    ),
    "24,25 and 26": ("24, 25 and 26", [("no space after a comma", 2, 3)]),
    "24 , 25 and 26": ("24, 25 and 26", [("a space before a comma", 2, 3)]),
    "24  and 25": ("24 and 25", [("more than one space", 2, 4)]),
    "8 ( e)": ("8 (e)", [("a space inside brackets", 3, 4)]),
    "8 (e )": ("8 (e)", [("a space inside brackets", 4, 5)]),
    "2\u200b4 and 25\u00ad": (
        "24 and 25",
        [("a hidden character (U+200B)", 1, 2), ("a hidden character (U+00AD)", 10, 11)],
    ),
}
"""Lists with irregular typography: the regular form, and each irregularity with its span."""

WHOLE = "a range of whole paragraphs or of the items of one paragraph"
NUMBER = "a paragraph number such as 8 or 8 (e)"
NEXT = "a comma, a conjunction, a range or the end"
REFUSED = {
    "": (0, 0, NUMBER),
    "  ": (2, 2, NUMBER),
    "xyz": (0, 3, NUMBER),
    "para.": (5, 5, NUMBER),
    "– 8": (0, 1, NUMBER),
    "7, (a)": (4, 5, NUMBER),
    "5–7, (a)": (6, 7, NUMBER),
    "10, ?": (4, 5, NUMBER),
    "5–3": (0, 3, "a range that goes up"),
    "10, 5–3": (4, 7, "a range that goes up"),
    "5–5": (0, 3, "a range that goes up"),
    "8 (d)–(a)": (0, 9, "a range that goes up"),
    "8 (d)–(d)": (0, 9, "a range that goes up"),
    "8 (iii)–(i)": (0, 11, "a range that goes up"),
    "8 (a)–9 (c)": (0, 11, WHOLE),
    "8 (a)–8": (0, 7, WHOLE),
    "8–8 (a)": (0, 7, WHOLE),
    "8 (a)–10": (0, 8, WHOLE),
    "8–10 (a)": (0, 8, WHOLE),
    "8–(c)": (0, 5, WHOLE),
    "8 (a)–(b) (ii)": (0, 14, WHOLE),
    "8 (a) (i)–8 (b) (ii)": (0, 20, WHOLE),
    "8 (a)–12 bis (c)": (0, 16, WHOLE),
    "8 (a)–(г)": (0, 9, "two items of one kind"),
    "8 (a) (i)–(b)": (0, 13, "two items of one kind"),
    "12 bis–14": (0, 9, "a range of paragraphs without bis, ter and so on"),
    "12–14 bis": (0, 9, "a range of paragraphs without bis, ter and so on"),
    "0": (0, 1, "a number above 0"),
    "000": (0, 3, "a number above 0"),
    "7 and 123456": (6, 12, "a number of at most 5 digits"),
    "24 and": (3, 6, f"{NUMBER} after it"),
    "24,": (2, 3, f"{NUMBER} after it"),
    "24, and .": (2, 7, f"{NUMBER} after it"),
    "24 to": (3, 5, "the end of the range after it"),
    "24–": (2, 3, "the end of the range after it"),
    "24 or 25": (3, 5, NEXT),
    "24. 25": (2, 3, NEXT),
    "24 .25": (3, 4, NEXT),
    "5–7–9": (3, 4, NEXT),
    "8a": (1, 2, NEXT),
    "8 (e": (2, 4, "a closing bracket after the item"),
    "8 (": (2, 3, "an item such as (a) or (iv)"),
    "8 (1)": (2, 4, "an item such as (a) or (iv)"),
    "8 (and 9)": (2, 6, "a closing bracket after the item"),
    "8 (iii, iv)": (2, 6, "a closing bracket after the item"),
    "8 (Session 9": (2, 12, "a closing bracket after the remark"),
    "26.1–27.3": (0, 9, WHOLE),
    "26.3–26.1": (0, 9, "a range that goes up"),
    "26.1.2.3.4": (9, 10, "a number such as 26.110"),
    "26.123456": (3, 9, "a number such as 26.110"),
    "8 (annexб)": (2, 8, "a closing bracket after the item"),
    "8 (xxxviizа)": (2, 10, "a closing bracket after the item"),
    "chapters与": (8, 9, f"{NUMBER} after it"),
    "decision 3 to 5": (0, 13, "no range after a decision"),
    "decision 34., para. 3": (11, 12, NEXT),
    "decision 34..": (11, 12, NEXT),
    "第8 pp": (3, 5, NEXT),
    "chapter I–III, 8 of article V": (0, 29, "a range inside one part"),
    "chapters IV–II": (0, 14, "a range that goes up"),
    "chapters IV–": (11, 12, "the end of the range after it"),
    "chapters IV–para. 3": (0, 19, "a range that goes up"),
    "chapters IV–Q": (0, 13, "a range that goes up"),
    "annex I,": (7, 8, f"{NUMBER} after it"),
    "pp. 9": (0, 2, NUMBER),
    "whole": (0, 5, NUMBER),
    "all": (0, 3, NUMBER),
    "ninth": (0, 5, NUMBER),
    "8 (ab)": (3, 5, "a letter such as (a)"),
    "8 (a) (b)": (7, 8, "a roman numeral such as (iv)"),
    "8 (a) (c)": (7, 8, "a roman numeral such as (iv)"),
    "8 (a) (iiii)": (7, 11, "a roman numeral such as (iv)"),
    "8 (a) (i) (ii)": (11, 13, "a letter such as (a)"),
    "8 (a) (i) (a) (i)": (15, 16, "at most 3 levels of items"),
    "8 (a) (ii) and (i)": (16, 17, "the whole designation, with its paragraph number"),
    "8 (a) (i)–(iii) and (ii)": (21, 23, "the whole designation, with its paragraph number"),
    "12 bis)": (6, 7, NEXT),
    "1–501": (0, 5, f"a range of at most {MAXIMUM_RANGE} elements"),
    "2\u200b, 9\u00ad9–3": (4, 9, "a range that goes up"),
}
"""Texts that are errors: the span, and what was expected there."""


@pytest.mark.parametrize("text", REGULAR)
def test_a_regular_list_is_parsed_and_formatted_as_it_was(text: str) -> None:
    parsed = parse_paragraphs(text)
    assert REGULAR[text] == [compact_paragraph(element.value) for element in parsed.elements()]
    assert ((), text) == (parsed.irregularities, format_paragraphs(parsed))


@pytest.mark.parametrize("text", VARIANTS)
def test_another_form_of_a_list_equals_the_english_one(text: str) -> None:
    assert VARIANTS[text] == format_paragraphs(parse_paragraphs(text))


@pytest.mark.parametrize("text", IRREGULAR)
def test_irregular_typography_is_parsed_and_noted_with_its_span(text: str) -> None:
    parsed = parse_paragraphs(text)
    regular, notes = IRREGULAR[text]
    assert (regular, tuple(Irregularity(*note) for note in notes)) == (
        format_paragraphs(parsed),
        parsed.irregularities,
    )


@pytest.mark.parametrize("text", REFUSED)
def test_an_error_has_the_span_that_does_not_follow_the_grammar(text: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_paragraphs(text)
    error = refused.value
    assert (text, *REFUSED[text]) == (error.text, error.start, error.end, error.expected)


EXAMPLES = {
    "en": (
        ("para. 8 (e)", "8 (e)"),
        ("paras. 8 & 9", "8 and 9"),
        ("paragraph 8", "8"),
        ("Paragraphs 24, 25 and 28", "24, 25 and 28"),
        ("21 to 27", "21–27"),
        ("21 through 27", "21–27"),
    ),
    "fr": (
        ("par. 8 e) et f)", "8 (e) and (f)"),
        ("paragraphe 8", "8"),
        ("paragraphes 21 à 27", "21–27"),
        ("21 au 27", "21–27"),
    ),
    "es": (
        ("párr. 8 a) a d) y 9", "8 (a)–(d) and 9"),
        ("párrs. 10 e 11", "10 and 11"),
        ("párrafo 8", "8"),
        ("párrafos 21 al 27", "21–27"),
    ),
    "ru": (
        ("п. 8 а) и б)", "8 (а) and (б)"),
        ("пп. 21–27", "21–27"),
        ("пункт 8", "8"),
        ("пункта 8", "8"),
        ("пункте 8", "8"),
        ("пункты 24, 25 и 28", "24, 25 and 28"),
        ("пунктов 21 по 27", "21–27"),
        ("пунктам 21 до 27", "21–27"),
        ("пунктами 8 и 9", "8 and 9"),
        ("пунктах 8 и 9", "8 and 9"),
    ),
    "ar": (
        ("الفقرة 8 (أ) و(ب)", "8 (أ) and (ب)"),
        ("الفقرات ٢٤ و٢٥ و٢٨", "24 and 25 and 28"),
        ("الفقرتان 8 و 9", "8 and 9"),
        ("الفقرتين 8 و9 والفقرة 12", "8 and 9 and 12"),
        ("فقرة 8", "8"),
        ("فقرات 21 إلى 27", "21–27"),
        ("21 الى 27", "21–27"),
        ("21 حتى 27", "21–27"),
    ),
    "zh": (
        ("第24、25和28段", "24, 25 and 28"),
        ("第24段及第28段", "24 and 28"),
        ("8（a）与（b）", "8 (a) and (b)"),
        ("8以及9", "8 and 9"),
        ("第21至27段", "21–27"),
        ("第21到27段", "21–27"),
    ),
}
"""Language -> lists with their English form; each word of the language is in one of them."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_word_of_a_language_has_an_example_that_equals_its_english_form(code: str) -> None:
    language, examples = LANGUAGES[code], EXAMPLES[code]
    for text, english in examples:
        assert parse_paragraphs(english) == parse_paragraphs(text)
    printed = " ".join(text for text, _ in examples).lower()
    words = {*language.leads, *language.conjunctions, *language.range_words}
    assert {word for word in words if word not in printed} == set()


def test_no_word_has_two_meanings() -> None:
    assert not (LEADS & CONJUNCTIONS or LEADS & RANGE_WORDS or CONJUNCTIONS & RANGE_WORDS)


def test_an_element_of_a_range_has_the_printed_range_and_its_span() -> None:
    assert parse_paragraphs("7\u00ad, 8\u00ad (a)– (b) and 9").elements() == (
        Element(ParagraphNumber(7), "7", 0, 1),
        Element(ParagraphNumber(8, items=("a",)), "8\u00ad (a)– (b)", 4, 15),
        Element(ParagraphNumber(8, items=("b",)), "8\u00ad (a)– (b)", 4, 15),
        Element(ParagraphNumber(9), "9", 20, 21),
    )


def test_lead_words_are_not_part_of_an_element() -> None:
    assert ["24", "28"] == [entry.printed for entry in parse_paragraphs("第24段和第28段").entries]


def test_lists_with_equal_entries_are_equal_however_printed() -> None:
    assert parse_paragraphs("21-27") == parse_paragraphs("paras. 21 to 27")
    assert parse_paragraphs("21, 22") != parse_paragraphs("21–22")


def test_bounds_are_inclusive() -> None:
    assert MAXIMUM_RANGE == len(parse_paragraphs(f"1–{MAXIMUM_RANGE}").elements())
    four = [f"1–{MAXIMUM_RANGE}"] * (MAXIMUM_ELEMENTS // MAXIMUM_RANGE)
    assert MAXIMUM_ELEMENTS == len(parse_paragraphs(", ".join(four)).elements())
    with pytest.raises(NotationError, match="at most 2,000 elements in one cell"):
        parse_paragraphs(", ".join([*four, "7"]))
    assert parse_paragraph("8".ljust(MAXIMUM_TEXT)) == ParagraphNumber(8)
    with pytest.raises(NotationError, match="at most 10,000 characters") as refused:
        parse_paragraphs("8".ljust(MAXIMUM_TEXT + 1))
    assert (MAXIMUM_TEXT, MAXIMUM_TEXT + 1) == (refused.value.start, refused.value.end)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        ")",
        " ",
        "8",
        "8 ",
        "8,",
        "8 (a) ",
        "a",
        "a)",
        "–",
        "8–",
        "и",
        ", ",
        ".",
        "\u00ad",
        "((",
    ],
)
def test_long_hostile_text_is_an_error(piece: str) -> None:
    text = (piece * MAXIMUM_TEXT)[:MAXIMUM_TEXT]
    with pytest.raises(NotationError):
        parse_paragraphs(text)


@pytest.mark.parametrize("text", ["8 and 9", "8–9", "8 (a)–(c)"])
def test_two_paragraphs_or_a_range_are_not_one_paragraph(text: str) -> None:
    with pytest.raises(NotationError, match="exactly one paragraph") as refused:
        parse_paragraph(text)
    assert (0, len(text)) == (refused.value.start, refused.value.end)


def test_a_paragraph_is_formatted_long_and_compact() -> None:
    paragraph = ParagraphNumber(12, "bis", ("a", "iv"))
    assert ("12 bis (a) (iv)", "12bis(a)(iv)") == (
        format_paragraph(paragraph),
        compact_paragraph(paragraph),
    )
    assert paragraph == parse_paragraph("12bis(a)(iv)")


@pytest.mark.parametrize(
    ("language", "citation"),
    [
        ("en", "CTOC/COP/WG.7/2018/3, para. 8 (e)"),
        ("fr", "CTOC/COP/WG.7/2018/3, par. 8 e)"),
        ("es", "CTOC/COP/WG.7/2018/3, párr. 8 e)"),
        ("ru", "CTOC/COP/WG.7/2018/3, п. 8 e)"),
        ("ar", "CTOC/COP/WG.7/2018/3، الفقرة 8 (e)"),
        ("zh", "CTOC/COP/WG.7/2018/3，第8(e)段"),
        ("zh-Hant", "CTOC/COP/WG.7/2018/3，第8(e)段"),
        ("de", "CTOC/COP/WG.7/2018/3, para. 8 (e)"),
    ],
)
def test_a_citation_has_the_word_of_its_language_or_else_in_english(
    language: str, citation: str
) -> None:
    symbol, _ = parse_symbol("CTOC/COP/WG.7/2018/3")
    assert citation == cite(symbol, ParagraphNumber(8, items=("e",)), language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "7, 8 (a)–(c) and (f) and 21–27"),
        ("fr", "7, 8 a) à c) et f) et 21 à 27"),
        ("es", "7, 8 a) a c) y f) y 21 a 27"),
        ("ru", "7, 8 a)–c) и f) и 21–27"),
        ("ar", "7، 8 (a) إلى (c) و(f) و21 إلى 27"),
        ("zh", "7、8(a)至(c)和(f)和21至27"),
    ],
)
def test_a_list_is_formatted_in_each_language(language: str, text: str) -> None:
    entries = [
        ListEntry(ParagraphNumber(7)),
        ListEntry(ParagraphNumber(8, items=("a",)), ParagraphNumber(8, items=("c",))),
        ListEntry(ParagraphNumber(8, items=("f",))),
        ListEntry(ParagraphNumber(21), ParagraphNumber(27)),
    ]
    assert text == format_paragraphs(entries, language)


def test_ambiguous_items_are_formatted_with_their_number() -> None:
    one, two, three = (ParagraphNumber(8, items=("a", item)) for item in ("i", "ii", "iii"))
    assert "8 (a) (i)–(iii) and 8 (a) (ii)" == format_paragraphs(
        [ListEntry(one, three), ListEntry(two)]
    )


@pytest.mark.parametrize("parts", ["8 (e)", "8 (a)–(c), 9"])
def test_equal_lists_are_equal_and_not_unequal(parts: str) -> None:
    one, other = parse_paragraphs(parts), parse_paragraphs(parts.replace(" ", ""))
    assert (one == other, one != other, hash(one) == hash(other)) == (True, False, True)
    pairs = list(zip(one.entries, other.entries, strict=True))
    assert [(first == second, first != second) for first, second in pairs] == [(True, False)] * len(
        pairs
    )
    assert (one == parse_paragraphs("7"), one != parse_paragraphs("7")) == (False, True)
    assert (one.entries[0] == one, one.entries[0] != one) == (False, True)


@pytest.mark.parametrize("text", ["4–6, 8", "8 (a)–(c) and (f)", "8 (a) (i)–(iv)", "7"])
def test_the_count_of_a_list_is_that_of_its_elements(text: str) -> None:
    assert parse_paragraphs(text).count() == len(parse_paragraphs(text).elements())


@pytest.mark.parametrize(
    "text", ["section 3 fourth preambular paragraph", "قسم 3 fourth preambular"]
)
def test_a_part_before_a_preambular_paragraph_is_never_lost(text: str) -> None:
    with pytest.raises(NotationError, match="a comma before the preambular paragraph"):
        parse_paragraphs(text)
    places = [
        each.value for each in parse_paragraphs("section 3, fourth preambular paragraph").elements()
    ]
    assert [(place.number, place.within[-1].kind) for place in places] == [
        (0, "section"),
        (4, "preamble"),
    ]
    (inner,) = parse_paragraphs("annex I fourth preambular paragraph").elements()
    assert [part.kind for part in inner.value.within] == ["annex", "preamble"]
