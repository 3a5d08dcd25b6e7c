"""Normalisation of words; short words and false friends stay unchanged."""

from __future__ import annotations

import pytest

from repertory.linking.proposing.words import (
    abbreviations,
    cognate,
    content_words,
    fold,
    halves,
    is_name,
    phrase,
    root,
    singular,
)


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("gas", "gas"),
        ("cas", "cas"),
        ("cars", "car"),
        ("ties", "tie"),
        ("flies", "fly"),
        ("boxes", "box"),
        ("glass", "glass"),
        ("census", "census"),
        ("axis", "axis"),
        ("children", "child"),
        ("programmes", "program"),
        ("organisation", "organization"),
    ],
)
def test_the_plural_ending_of_words_of_at_least_four_letters_is_removed(
    word: str, one: str
) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("word", "without"),
    [("nation", "nation"), ("notation", "notation"), ("radical", "radical"), ("typist", "typist")],
)
def test_a_root_has_at_least_four_letters(word: str, without: str) -> None:
    assert root(word) == without
    assert root("terrorist") == "terror"
    assert root("lampist") == "lamp"


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("lamp", "lamp", True),
        ("oil", "oil", False),
        ("protection", "proteccion", True),
        ("protection", "projection", False),
        ("lanterns", "lanternes", True),
        ("lantern", "lanterne", True),
        ("lantes", "lanterne", False),
        ("abcdefghij", "abcdefghxy", True),
        ("abcdefghi", "abcdefgxy", False),
        ("abcxefghij", "abcdefghij", False),
    ],
)
def test_cognates_share_the_first_four_letters_and_80_percent_in_all(
    word: str, other: str, same: bool
) -> None:
    assert cognate(word, other) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Office (UNODC)", ("UNODC",)),
        ("Office (UN)", ("UN",)),
        ("Office (Un)", ()),
        ("Office (UN office)", ()),
        ("OFFICE (UNODC)", ()),
    ],
)
def test_an_abbreviation_has_at_least_two_capitals(text: str, found: tuple[str, ...]) -> None:
    assert abbreviations(text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("International Civil Aviation", True),
        ("Light House", True),
        ("Light", False),
        ("The Light", False),
        ("House of Lights", True),
        ("Light house", False),
        ("LIGHT HOUSE", False),
    ],
)
def test_a_name_has_two_content_words(text: str, name: bool) -> None:
    assert is_name(text) is name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Lamps", ()),
        ("Lamps and oil", ("Lamps", "oil")),
        ("Ship lamps and oil", ("Ship lamps", "oil", "Ship oil")),
        ("Lamps and ship oil", ("Lamps", "ship oil", "Lamps oil")),
        ("Ship lamps and ship oil", ("Ship lamps", "ship oil")),
        ("Lamps, oil and wick prices", ("Lamps, oil", "wick prices")),
        ("Lamps / oil / wicks", ("Lamps", "oil", "wicks")),
        ("Old lamps / oil / wicks", ("Old lamps", "oil", "wicks", "Old wicks")),
        ("Lamps / oil / old wicks", ("Lamps", "oil", "old wicks", "Lamps wicks", "oil wicks")),
        ("Light Houses and Light Ships", ()),
    ],
)
def test_a_qualifier_or_a_head_may_belong_to_both_halves(text: str, parts: tuple[str, ...]) -> None:
    assert halves(text) == parts


def test_the_plural_ending_of_romance_words_of_at_least_four_letters_is_removed() -> None:
    assert content_words("les lampes", "fr") == ("les", "lampe")
    assert content_words("eaux", "fr-CA") == ("eau",)
    assert content_words("lampes", "de") == ("lampes",)


@pytest.mark.parametrize(
    ("text", "head", "key"),
    [
        ("Price of lamps", "price", "lampprice"),
        ("Lamp price", "price", "lampprice"),
        ("Price of lamps in ships", "price", "pricelampship"),
        ("Price for lamps", "price", "pricelamp"),
        ("Of lamps", "lamp", "lamp"),
    ],
)
def test_only_one_noun_after_of_is_read_as_a_compound(text: str, head: str, key: str) -> None:
    read = phrase(text)

    assert (read.head, read.key) == (head, key)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("É", "e"),
        ("Й", "й"),
        ("aй", "aй"),
        ("яé", "яe"),
        ("\u0301a", "\u0301a"),
        ("ñandú", "nandu"),
    ],
)
def test_only_latin_letters_lose_their_accents(text: str, folded: str) -> None:
    assert fold(text) == folded
