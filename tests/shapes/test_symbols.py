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


def pattern_of(file: str) -> re.Pattern[str]:
    graph = Graph().parse(SHAPES / f"{file}.ttl")
    (text,) = graph.objects(None, SH.pattern)
    return re.compile(str(text))


@pytest.fixture(scope="module", params=["document", "compilation"])
def pattern(request: pytest.FixtureRequest) -> re.Pattern[str]:
    return pattern_of(request.param)


@pytest.mark.parametrize("printed", SYMBOLS)
def test_a_symbol_with_what_stands_in_brackets_is_valid(
    pattern: re.Pattern[str], printed: str
) -> None:
    symbol, _ = parse_symbol(printed)
    assert pattern.search(symbol)


@pytest.mark.parametrize("text", ["", "report of 2018", "A/74/40 Part I", "A/74/40 (Part I"])
def test_a_compilation_has_a_symbol(text: str) -> None:
    assert not pattern_of("compilation").search(text)


def test_a_document_has_a_symbol_or_another_name_with_its_spaces_normalised() -> None:
    for name in ("Decision VII/12", "Conf. 14.1 (Rev. CoP17)", "A/74/40 (Part I)"):
        assert pattern_of("document").search(name)
    for text in ("", " A/1", "A/1 ", "Decision  VII/12"):
        assert not pattern_of("document").search(text)
