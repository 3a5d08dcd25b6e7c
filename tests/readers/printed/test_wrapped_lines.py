"""The lines of a cell that were wrapped at the edge of its column are joined."""

from __future__ import annotations

import pytest

from repertory.readers.printed.printed_lines import PrintedLine, Word
from repertory.readers.printed.wrapped_lines import Wrapping

SYMBOL = "LIGHT/WG.7/1638/WG.2"


def words(text: str) -> tuple[Word, ...]:
    found = []
    start = 0
    for word in text.split():
        start = text.index(word, start)
        found.append(Word(start, start + len(word), word, spaced=False))
        start += len(word)
    return tuple(found)


@pytest.mark.parametrize(
    ("below", "whole"),
    [
        ("11", "LIGHT/WG.7/1638/WG.211"),
        ("11 (Part I)", "LIGHT/WG.7/1638/WG.211 (Part I)"),
        ("11 and 22", "LIGHT/WG.7/1638/WG.2 11 and 22"),
        ("11, 22", "LIGHT/WG.7/1638/WG.2 11, 22"),
    ],
)
def test_only_the_rest_of_a_symbol_is_joined_to_it(below: str, whole: str) -> None:
    """A list below a symbol that fills its line is not joined to it."""
    lines = [words(SYMBOL), words(below)]
    printed = [PrintedLine(1, number, number * 2.4, 2, line) for number, line in enumerate(lines)]
    assert Wrapping(printed, [len(SYMBOL)]).join(lines, 0) == whole
