"""Document symbols: valid, irregular and invalid ones."""

from __future__ import annotations

import re

import pytest

from repertory.errors import NotationError
from repertory.model import Irregularity
from repertory.notation import (
    find_symbol,
    parse_symbol,
)
from repertory.notation.symbols import PARTS, QUALIFIERS
from repertory.notation.tokens import MAXIMUM_TEXT, PATTERNS, Pattern, tokenize

SYMBOLS = [
    "CTOC/COP/WG.7/2012/6",
    "A/HRC/38/12/Add.1",
    "CAC/COSP/2013/18",
    "CEDAW/C/2018/II/CRP.1",
    "E/CN.15/2019/L.2/Rev.1",
    "A/RES/3201 (S-VI)",
    "S/RES/1325 (2000)",
    "A/55/25 (Part I)",
    "A/55/25 (Vol. I) (Part II)",
    "HRI/GEN/1/Rev.9 (Vol. I)",
    "A/HRC/S-25/1",
    "A/ES-10/L.22",
    "A/CONF.222/RPM.1/1",
    "UNEP/OzL.Pro.28/12",
    "ICCD/COP(14)/23/Add.1",
    "TD(XI)/PC/1",
    "TD7(XI)/BP/1",
    "IDB.43/9",
    "UN-HABITAT/OEWG/2019/2",
    "CD/1299",
    "A/75/PV.5 (Resumption 1)",
]

IRREGULAR = {
    "CTOC/COP/ WG.7/ 2012/6": (
        "CTOC/COP/WG.7/2012/6",
        [("a space inside a symbol", 9, 10), ("a space inside a symbol", 15, 16)],
    ),
    "CTOC/\u00a0COP/1": ("CTOC/COP/1", [("a space inside a symbol", 5, 6)]),
    "A/HRC/S\u201125/1": ("A/HRC/S-25/1", [("an unusual character (U+2011)", 7, 8)]),
    "A/HRC/S–25/1": ("A/HRC/S-25/1", [("an unusual character (U+2013)", 7, 8)]),
    "A/RES/3201\u00a0(S-VI)": (
        "A/RES/3201 (S-VI)",
        [("an unusual character (U+00A0)", 10, 11)],
    ),
    "A/C.5/II(Part I)(2000)": (
        "A/C.5/II (Part I) (2000)",
        [("no space before the brackets", 8, 9), ("no space before the brackets", 16, 17)],
    ),
    "A/55/25  (Part I)": ("A/55/25 (Part I)", [("more than one space", 7, 9)]),
    "S/RES/1325(2000)": ("S/RES/1325 (2000)", [("no space before the brackets", 10, 11)]),
    "\u200bA/HRC\u00ad/38/12": (
        "A/HRC/38/12",
        [("a hidden character (U+200B)", 0, 1), ("a hidden character (U+00AD)", 6, 7)],
    ),
    "A\u00ad/ 1": (
        "A/1",
        [("a hidden character (U+00AD)", 1, 2), ("a space inside a symbol", 3, 4)],
    ),
}

ONE = "a document symbol such as CTOC/COP/WG.7/2018/3"
NOTHING = "nothing after the symbol"
REFUSED = {
    "": (0, 0, ONE),
    "  ": (2, 2, ONE),
    "\u00ad": (1, 1, ONE),
    "ctoc/cop/2012/6": (0, 15, ONE),
    " section/paragraph/1 ": (1, 20, ONE),
    "CTOC/COP": (0, 8, ONE),
    "CTOC": (0, 4, ONE),
    "2012/6": (0, 6, ONE),
    "see A/HRC/38/12": (0, 15, ONE),
    "A/HRC/38/12 A/HRC/38/13": (12, 23, NOTHING),
    "A/HRC/38/12, A/HRC/38/13": (11, 24, NOTHING),
    "A/HRC/38/12* and": (11, 16, NOTHING),
    "A/HRC/38/": (8, 9, NOTHING),
    "A/HRC/38 (designated by section)": (9, 32, NOTHING),
    "A/HRC/38/add.1": (8, 14, NOTHING),
    "\u00adA/HRC/38 ?\u00ad": (10, 11, NOTHING),
}


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_parsed_unchanged_and_found_in_running_text(symbol: str) -> None:
    assert (symbol, ()) == parse_symbol(symbol)
    assert symbol == find_symbol(f"Reference in {symbol} (designated by section/paragraph)")


@pytest.mark.parametrize("marks", ["*", "**", " *", " **"])
def test_marks_of_reissue_are_removed(marks: str) -> None:
    assert ("A/HRC/38/12/Add.1", ()) == parse_symbol(f"A/HRC/38/12/Add.1{marks}")


@pytest.mark.parametrize("text", IRREGULAR)
def test_an_irregular_symbol_is_normalised_and_its_irregularities_noted(text: str) -> None:
    symbol, notes = IRREGULAR[text]
    assert (symbol, tuple(Irregularity(*note) for note in notes)) == parse_symbol(text)


@pytest.mark.parametrize("text", REFUSED)
def test_an_error_has_the_span_that_is_not_part_of_one_symbol(text: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_symbol(text)
    error = refused.value
    assert (text, *REFUSED[text]) == (error.text, error.start, error.end, error.expected)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        (
            "Reference in CTOC/COP/WG.7/2019/5 (designated by section/paragraph/subparagraph)",
            "CTOC/COP/WG.7/2019/5",
        ),
        ("见CTOC/COP/WG.7/2019/5（按节/段）", "CTOC/COP/WG.7/2019/5"),
        ("[CTOC/COP/WG.7/2019/1](#).", "CTOC/COP/WG.7/2019/1"),
        ("A/HRC/38/12, then A/HRC/38/13", "A/HRC/38/12"),
        ("States AND/OR bodies, see A/75/6.", "A/75/6"),
        ("section/paragraph/subparagraph", None),
        ("https://example.org/A/75/6", None),
        ("and/or 24/25", None),
        ("", None),
    ],
)
def test_the_first_symbol_in_a_running_text_is_found(text: str, symbol: str | None) -> None:
    assert symbol == find_symbol(text)


@pytest.mark.parametrize("piece", ["A", "A/", "A.", "A-", "A(", "A/B(C)", "/ ", "(2000)", "A/1 ("])
def test_long_hostile_text_is_an_error(piece: str) -> None:
    text = (piece * MAXIMUM_TEXT)[:MAXIMUM_TEXT]
    with pytest.raises(NotationError):
        parse_symbol(text)
    assert find_symbol(text) in (None, "A/1")


def test_a_text_that_is_too_long_is_an_error() -> None:
    with pytest.raises(NotationError, match="at most 10,000 characters"):
        parse_symbol("A/1".ljust(MAXIMUM_TEXT + 1))


@pytest.mark.parametrize("pattern", [*PARTS, *QUALIFIERS], ids=lambda pattern: str(pattern.kind))
def test_each_part_of_a_symbol_matches_its_examples(pattern: Pattern) -> None:
    for example in pattern.examples:
        assert re.fullmatch(pattern.expression, example)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: str(pattern.kind))
def test_each_kind_of_token_matches_its_examples(pattern: Pattern) -> None:
    for example in pattern.examples:
        tokens, _ = tokenize(example)
        assert [pattern.kind, "END"] == [token.kind for token in tokens]
