"""Lines from right to left: letters in visual order become words in reading order."""

from __future__ import annotations

import pytest

from repertory.readers.printed.right_to_left import mirrored, read_words


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("عوضوملا", ["الموضوع"]),
        ("25و 24", ["24", "و25"]),
        ("CTOC/COP/WG.7/2012/6", ["CTOC/COP/WG.7/2012/6"]),
        ("CTOC/COP/", ["CTOC/COP/"]),
        ("25–23و 18", ["18", "و23–25"]),
        ("III.19-21و", ["وIII.19-21"]),
        ("A/75/6 (Part I)", ["A/75/6 (Part I)"]),
        ("(e) 8", ["8", "(e)"]),
        ("(ه) 8", ["8", "(ه)"]),
    ],
)
def test_a_line_in_visual_order_is_read(printed: str, words: list[str]) -> None:
    letters = [
        mirrored({"text": text, "x0": 5 * n, "x1": 5 * n + 5}, 600)
        for n, text in enumerate(printed)
    ]
    assert [word.text for word in read_words(letters, 10)] == words
