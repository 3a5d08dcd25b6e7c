"""The shapes take each symbol that the grammar reads, and no sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import SH

from repertory.notation import parse_symbol
from repertory.notation.symbols import QUALIFIERS

SHAPES = Path(__file__).parents[2] / "shapes" / "core"
SYMBOLS = [f"A/74/40 ({example})" for qualifier in QUALIFIERS for example in qualifier.examples] + [
    "CTOC/COP/WG.7/2018/3",
    "TD(XI)/1",
    "A/55/40 (Vol. I) (SUPP)",
]


@pytest.fixture(scope="module", params=["document", "compilation"])
def pattern(request: pytest.FixtureRequest) -> re.Pattern[str]:
    graph = Graph().parse(SHAPES / f"{request.param}.ttl")
    (text,) = graph.objects(None, SH.pattern)
    return re.compile(str(text))


@pytest.mark.parametrize("printed", SYMBOLS)
def test_a_symbol_with_what_stands_in_brackets_is_valid(
    pattern: re.Pattern[str], printed: str
) -> None:
    symbol, _ = parse_symbol(printed)
    assert pattern.search(symbol)


@pytest.mark.parametrize("text", ["", "report of 2018", "A/74/40 Part I", "A/74/40 (Part I"])
def test_what_is_no_symbol_is_not(pattern: re.Pattern[str], text: str) -> None:
    assert not pattern.search(text)
