"""Read lines that run from right to left: a PDF has their letters in visual order.

Pages are mirrored, so that the first column is on the left. The part of the Unicode bidirectional
algorithm (https://www.unicode.org/reports/tr9/) that applies to symbols, numbers and headings is
undone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from repertory.readers.printed.printed_lines import Word

SHARE: Final = 0.2
"""The share of letters of right-to-left scripts above which a document is right to left."""

RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))

LEFT_TO_RIGHT: Final = re.compile(
    r"[/*\-–]?[A-Za-z0-9./\-–:*]*[A-Za-z][A-Za-z0-9./\-–:*]*(?<![.:])|[0-9](?:[0-9./:,\-]*[0-9])?"
)
"""Symbols, words and numbers that run from left to right in such a line, without dashes between
numbers."""

SWAPPED: Final = str.maketrans("()[]", ")(][")

Letter = dict[str, Any]


def is_right_to_left(texts: Sequence[str]) -> bool:
    """Return whether letters are those of a document in Arabic or another right-to-left script.

    >>> is_right_to_left(list("CTOC/COP الموضوع")), is_right_to_left(list("Topic"))
    (True, False)
    """
    letters = [character for text in texts for character in text if character.isalpha()]
    own = sum(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in letters)
    return own > SHARE * len(letters)


def mirrored(letter: Letter, width: float) -> Letter:
    """Return a letter at its mirrored position on a page of this *width*."""
    text = unicodedata.normalize("NFKC", letter["text"])
    return {**letter, "text": text, "x0": width - letter["x1"], "x1": width - letter["x0"]}


def read_words(letters: Sequence[Letter], size: float) -> list[Word]:
    """Return the words of a mirrored line in reading order."""
    words: list[Word] = []
    word: list[Letter] = []
    for letter in sorted(letters, key=lambda letter: letter["x0"] + letter["x1"]):
        is_space = letter["text"].isspace()
        if word and (is_space or letter["x0"] - max(each["x1"] for each in word) > 0.2 * size):
            words.append(_word(word, is_space))
            word = []
        if not is_space:
            word.append(letter)
    if word:
        words.append(_word(word, False))
    return list(_in_order(words, size))


def _word(letters: Sequence[Letter], spaced: bool) -> Word:
    """Return a word from its letters, right to left except for numbers and symbols."""
    text = "".join(letter["text"] for letter in letters)
    if _runs_to_the_right(text):
        text = text[::-1]
    else:
        text = LEFT_TO_RIGHT.sub(lambda match: match.group()[::-1], text)
    if 0 <= text.find(")") < text.find("("):
        text = text.translate(SWAPPED)
    return Word(letters[0]["x0"], max(each["x1"] for each in letters), text, spaced)


def _in_order(words: Sequence[Word], size: float) -> Iterator[Word]:
    """Yield words; consecutive words in Latin letters are joined in reverse order."""
    run: list[Word] = []
    for before, word in pairwise([None, *words, None]):
        near = before is not None and word is not None and word.left - before.right < 0.75 * size
        if run and not (near and word is not None and _runs_to_the_right(word.text)):
            yield _joined(run)
            run = []
        if word is not None:
            if _runs_to_the_right(word.text):
                run.append(word)
            else:
                yield word


def _joined(run: Sequence[Word]) -> Word:
    text = " ".join(word.text for word in reversed(run))
    return Word(run[0].left, run[-1].right, text, run[-1].spaced)


def _runs_to_the_right(text: str) -> bool:
    """Return whether a text has Latin letters and no right-to-left ones."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    return "L" in kinds and not kinds & RIGHT_TO_LEFT
