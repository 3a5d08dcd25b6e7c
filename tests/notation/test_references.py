"""References: what each notation reads as, and what is refused where."""

from __future__ import annotations

import pytest
from tests.notation.list_format import format_references

from repertory.errors import NotationError
from repertory.model import Element, Irregularity, ParagraphNumber, Reference
from repertory.notation import (
    ListEntry,
    format_reference,
    parse_reference,
    parse_references,
)
from repertory.notation.entries import MAXIMUM_RANGE
from repertory.notation.tokens import MAXIMUM_TEXT

REGULAR = {
    "III.6": ["III.6"],
    "V.5": ["V.5"],
    "V.2.d": ["V.2.d"],
    "V.2.e.i": ["V.2.e.i"],
    "III.12 bis": ["III.12 bis"],
    "III.12 bis.a": ["III.12 bis.a"],
    "I.29–31": ["I.29", "I.30", "I.31"],
    "V.2.b–d": ["V.2.b", "V.2.c", "V.2.d"],
    "V.2.e.i–iii": ["V.2.e.i", "V.2.e.ii", "V.2.e.iii"],
    "II.21, I.22, I.25 and I.27": ["II.21", "I.22", "I.25", "I.27"],
    "III.2, II.21, II.24–26, II.32 and II.33": [
        *("III.2", "II.21", "II.24", "II.25", "II.26"),
        *("II.32", "II.33"),
    ],
    "V.1 and V.2.b": ["V.1", "V.2.b"],
    "V.1.d, V.2.e and V.2.f": ["V.1.d", "V.2.e", "V.2.f"],
    "XI.4": ["XI.4"],
    "XXIV.2": ["XXIV.2"],
    "A.3": ["A.3"],
    "3.19": ["3.19"],
    "3.19–21": ["3.19", "3.20", "3.21"],
    "Б.3": ["Б.3"],
}
"""Lists as an English index prints them, and the references that they stand for."""

VARIANTS = {
    "V.2.b–V.2.d": "V.2.b–d",
    "V.2 (b)–V.2 (d)": "V.2.b–d",
    "III.19–III.21": "III.19–21",
    "3.19–3.21": "3.19–21",
    "III.5, 7 and 9": "III.5, III.7 and III.9",
    "III.5, 7–9 and 11": "III.5, III.7–9 and III.11",
    "III.5, 7.a and V.1": "III.5, III.7.a and V.1",
    "3.19, 21 and 4.2": "3.19, 3.21 and 4.2",
    "III.5, A.3 and E.1": "III.5, A.3 and E.1",
    "V.2.b, c and d": "V.2.b, V.2.c and V.2.d",
    "V.2.b, c–e and V.5": "V.2.b, V.2.c–e and V.5",
    "V.2.e.i, ii and f": "V.2.e.i, V.2.e.ii and V.2.f",
    "V.2 (e)": "V.2.e",
    "V.2 (b), (c) and V.3 (d)": "V.2.b, V.2.c and V.3.d",
    "V.2 e) et f)": "V.2.e and V.2.f",
    "V.2 e) y f)": "V.2.e and V.2.f",
    "V.2.d and e": "V.2.d and V.2.e",
    "V.2.d, e and f": "V.2.d, V.2.e and V.2.f",
    "V.2.d, e y f": "V.2.d, V.2.e and V.2.f",
    "V.2.x y y": "V.2.x and V.2.y",
    "V.2.b a d": "V.2.b–d",
    "V.2.c, a and b": "V.2.c, V.2.a and V.2.b",
    "III.5 e IV.3": "III.5 and IV.3",
    "III.5 y 7": "III.5 and III.7",
    "III.5 à 7": "III.5–7",
    "III.5 и 7": "III.5 and III.7",
    "V.2.ب وV.2.ج": "V.2.ب and V.2.ج",
    "III.5 و7": "III.5 and III.7",
    "III.5至7和IV.1": "III.5–7 and IV.1",
    "III.12bis": "III.12 bis",
    "v.2.E": "V.2.e",
    "a.3": "A.3",
    "V.2.d.": "V.2.d",
    "III.٦": "III.6",
}
"""Other ways to write a list, and the usual one."""

IRREGULAR = {
    "III.19-21": ("III.19–21", [("a hyphen for the en dash of a range", 6, 7)]),
    "III.19– 21": ("III.19–21", [("a space inside a range", 6, 8)]),
    "I.49, I.50": ("I.49 and I.50", [("no conjunction before the last element", 4, 6)]),
    "I.49 I.50": ("I.49 and I.50", [("nothing between two elements", 4, 5)]),
    "I.49, and I.50": ("I.49 and I.50", [("a comma before a conjunction", 4, 9)]),
    "III.5, e IV.3": ("III.5 and IV.3", [("a comma before a conjunction", 5, 8)]),
    "V.2.ب، وV.2.ج": ("V.2.ب and V.2.ج", [("a comma before a conjunction", 5, 8)]),
    "V.2.d, & V.3.e": ("V.2.d and V.3.e", [("a comma before a conjunction", 5, 8)]),
    "V.2.d、和 V.3.e": ("V.2.d and V.3.e", [("a comma before a conjunction", 5, 7)]),
    "V.2 A.3": ("V.2 and A.3", [("nothing between two elements", 3, 4)]),
    "V. 2 .d": (
        "V.2.d",
        [("a space around a full stop", 1, 3), ("a space around a full stop", 4, 6)],
    ),
    "V.2\u200b.d": ("V.2.d", [("a hidden character (U+200B)", 3, 4)]),
}
"""Lists with irregular typography: the regular form, and each irregularity with its span."""

REFERENCE = "a reference such as III.6 or V.2.d"
WHOLE = "a range of whole paragraphs or of the items of one paragraph"
NEXT = "a comma, a conjunction, a range or the end"
SECTION = "a section such as III, A or 3"
REFUSED = {
    "": (0, 0, REFERENCE),
    "?": (0, 1, REFERENCE),
    "19": (0, 2, REFERENCE),
    "III": (0, 3, REFERENCE),
    "V.": (0, 1, REFERENCE),
    "V.x.3": (0, 1, REFERENCE),
    "V.2, c": (5, 6, REFERENCE),
    "III.6,": (5, 6, f"{REFERENCE} after it"),
    "III.6 and": (6, 9, f"{REFERENCE} after it"),
    "III.6–": (5, 6, "the end of the range after it"),
    "IIII.3": (0, 4, SECTION),
    "AB.3": (0, 2, SECTION),
    "².3": (0, 1, SECTION),
    "0.3": (0, 1, SECTION),
    "03.3": (0, 2, SECTION),
    "123456.3": (0, 6, SECTION),
    "V.2, Ω.1": (5, 6, SECTION),
    "V.0": (2, 3, "a number above 0"),
    "V.123456": (2, 8, "a number of at most 5 digits"),
    "III.19–IV.21": (0, 12, "a range inside one section"),
    "I.1, II.2–I.3": (5, 13, "a range inside one section"),
    "III.21–19": (0, 9, "a range that goes up"),
    "V.2.d–b": (0, 7, "a range that goes up"),
    "V.2.d–V.3.e": (0, 11, WHOLE),
    "V.2.d–5": (0, 7, WHOLE),
    "V.2–d": (0, 5, WHOLE),
    "V.2.a.b": (6, 7, "a roman numeral such as (iv)"),
    "V.2.ab": (4, 6, "a letter such as (a)"),
    "V.2.b c": (6, 7, NEXT),
    "III.5 7": (6, 7, NEXT),
    "V.2.d.?": (5, 6, NEXT),
    "I.1?": (3, 4, NEXT),
    "V.2.d, e f": (7, 8, "an item or a conjunction, not a letter that can be both"),
    "V.2.d and e V.3": (10, 11, "an item or a conjunction, not a letter that can be both"),
    f"I.1–{MAXIMUM_RANGE + 1}": (0, 7, f"a range of at most {MAXIMUM_RANGE} elements"),
}
"""Texts that are errors: the span, and what was expected there."""


@pytest.mark.parametrize("text", REGULAR)
def test_a_regular_list_is_parsed_and_formatted_as_it_was(text: str) -> None:
    parsed = parse_references(text)
    assert REGULAR[text] == [format_reference(element.value) for element in parsed.elements()]
    assert ((), text) == (parsed.irregularities, format_references(parsed))


@pytest.mark.parametrize("text", VARIANTS)
def test_another_form_of_a_list_equals_the_usual_one(text: str) -> None:
    assert VARIANTS[text] == format_references(parse_references(text))


@pytest.mark.parametrize("text", IRREGULAR)
def test_irregular_typography_is_parsed_and_noted_with_its_span(text: str) -> None:
    parsed = parse_references(text)
    regular, notes = IRREGULAR[text]
    assert (regular, tuple(Irregularity(*note) for note in notes)) == (
        format_references(parsed),
        parsed.irregularities,
    )


@pytest.mark.parametrize("text", REFUSED)
def test_an_error_has_the_span_that_does_not_follow_the_grammar(text: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_references(text)
    error = refused.value
    assert (text, *REFUSED[text]) == (error.text, error.start, error.end, error.expected)


def test_an_element_of_a_range_has_the_printed_range_and_its_span() -> None:
    assert parse_references("I.1, V.2.a-b").elements() == (
        Element(Reference("I", ParagraphNumber(1)), "I.1", 0, 3),
        Element(Reference("V", ParagraphNumber(2, items=("a",))), "V.2.a-b", 5, 12),
        Element(Reference("V", ParagraphNumber(2, items=("b",))), "V.2.a-b", 5, 12),
    )


@pytest.mark.parametrize("text", ["V.1 and V.2", "V.1–3", "V.2.a–c"])
def test_two_references_or_a_range_are_not_one_reference(text: str) -> None:
    with pytest.raises(NotationError, match="exactly one reference") as refused:
        parse_reference(text)
    assert (0, len(text)) == (refused.value.start, refused.value.end)


def test_one_reference_is_parsed_and_formatted() -> None:
    reference = Reference("XI", ParagraphNumber(12, "bis", ("e", "iv")))
    assert "XI.12 bis.e.iv" == format_reference(reference)
    assert reference == parse_reference("XI.12 bis.e.iv")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "V.1, V.2.b–d and V.21–27"),
        ("fr", "V.1, V.2.b à d et V.21 à 27"),
        ("es", "V.1, V.2.b a d y V.21 a 27"),
        ("ru", "V.1, V.2.b–d и V.21–27"),
        ("ar", "V.1، V.2.b إلى d وV.21 إلى 27"),
        ("zh", "V.1、V.2.b至d和V.21至27"),
    ],
)
def test_a_list_is_formatted_in_each_language(language: str, text: str) -> None:
    two_b, two_d = (Reference("V", ParagraphNumber(2, items=(item,))) for item in "bd")
    one, first, last = (Reference("V", ParagraphNumber(number)) for number in (1, 21, 27))
    assert text == format_references(
        [ListEntry(one), ListEntry(two_b, two_d), ListEntry(first, last)], language
    )


@pytest.mark.parametrize(
    "piece", ["V.", "V.2.a", ".", " ", "x", "1.", "V.1 ", "V.2.d, e ", "V.2.", "m", ", ", "(", "à"]
)
def test_long_hostile_text_is_an_error(piece: str) -> None:
    with pytest.raises(NotationError):
        parse_references((piece * MAXIMUM_TEXT)[:MAXIMUM_TEXT])
