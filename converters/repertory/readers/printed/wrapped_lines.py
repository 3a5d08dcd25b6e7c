"""Join the lines of a cell that were wrapped at the edge of its column."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from repertory.readers.printed.printed_lines import PrintedLine, Word
from repertory.topics.wording import SOFT_HYPHEN

NO_SPACE_AFTER: Final = ("/", "-", "\u2010", "\u2011", "\u2013", "(")
"""After these, a line break is not a space."""

ARABIC_AND: Final = "و"
"""In Arabic, it is written without a space before the next word."""


class Wrapping:
    """Joins wrapped lines, using the words of the document and the right edges of its columns."""

    def __init__(self, lines: Iterable[PrintedLine], limits: Sequence[float]) -> None:
        """Take all lines of the document, and the right edge of each column."""
        self._known = Counter(_bare(word.text) for line in lines for word in line.words)
        self._limits = limits

    def join(self, lines: Sequence[tuple[Word, ...]], column: int) -> str:
        """Return the text of a cell from the words of its lines."""
        text = ""
        before: tuple[Word, ...] = ()
        for words in lines:
            line = " ".join(word.text for word in words)
            if before:
                text = self._break(text, before, words, column)
            text += line
            before = words
        return text.replace(SOFT_HYPHEN, "")

    def _break(
        self, text: str, above: tuple[Word, ...], below: tuple[Word, ...], column: int
    ) -> str:
        """Return the text above, with a space or without its hyphen if the line below needs it."""
        last, first = above[-1], below[0]
        if last.spaced and not text.endswith(SOFT_HYPHEN):
            return text + " "
        if text.endswith(SOFT_HYPHEN):
            return text[:-1]
        if last.text.endswith("-") and last.text[:-1].isalpha():
            return text[:-1] if self._is_hyphenated(last.text, first.text) else text
        if _is_wide(last.text[-1]) or _is_wide(first.text[0]) or last.text == ARABIC_AND:
            return text
        if last.text.endswith(NO_SPACE_AFTER) or first.text.startswith("/"):
            return text
        return text if self._is_broken(above, below, column) else text + " "

    def _is_hyphenated(self, above: str, below: str) -> bool:
        """Return whether a hyphen is only for the break: the word without it is more frequent."""
        whole = self._known[_bare(above[:-1] + below)]
        return whole > self._known[_bare(above + below)]

    def _is_broken(self, above: tuple[Word, ...], below: tuple[Word, ...], column: int) -> bool:
        """Return whether a word was too long for its column: it fills a line alone.

        Only brackets may follow the rest of a symbol; `11 and 22` is a list.
        """
        last, first = above[-1], below[0]
        if len(above) > 1 or column >= len(self._limits) or not last.text[-1].isalnum():
            return False
        letter = (last.right - last.left) / len(last.text)
        is_full = self._limits[column] - last.right < letter
        if first.text[0].isdecimal():
            is_alone = len(below) == 1 or below[1].text.startswith("(")
            return is_full and is_alone and "/" in last.text
        return is_full and first.text[0].islower() and self._known[_bare(first.text)] < 2


def _bare(text: str) -> str:
    return text.casefold().strip(".,;:()[]")


def _is_wide(character: str) -> bool:
    """Return whether a character is Chinese, which has no spaces."""
    return unicodedata.east_asian_width(character) in "WF"
