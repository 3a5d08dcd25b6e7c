"""The bounds of a text, and the tokens after its end."""

from __future__ import annotations

import pytest

from repertory.errors import NotationError
from repertory.notation.tokens import MAXIMUM_TEXT, TokenReader, clean, tokenize


def test_a_text_has_at_most_ten_thousand_characters() -> None:
    assert MAXIMUM_TEXT == 10_000
    assert len(tokenize("1 " * 5_000)[0]) == 5_001
    with pytest.raises(NotationError) as caught:
        tokenize("1 " * 5_000 + "1")
    assert (caught.value.start, caught.value.end) == (10_000, 10_001)


def test_all_tokens_after_the_end_are_the_end() -> None:
    reader = TokenReader("8 (e)")

    assert reader.at("NUMBER", "OPEN", "WORD", "CLOSE", "END", "END")
    assert not reader.at("NUMBER", "OPEN", "WORD", "CLOSE", "CLOSE")
    assert [reader.peek(ahead).kind for ahead in (3, 4, 5, 99)] == ["CLOSE", "END", "END", "END"]
    for _ in range(9):
        reader.take()
    assert reader.peek().kind == "END"


def test_offsets_refer_to_the_printed_text() -> None:
    text = "\u200b24\u200b, 25"
    visible, offsets, notes = clean(text)

    assert [text[offset] for offset in offsets] == list(visible)
    assert [(note.start, note.end) for note in notes] == [(0, 1), (3, 4)]
    assert [text[token.start : token.end] for token in tokenize(text)[0]] == ["24", ",", "25", ""]
