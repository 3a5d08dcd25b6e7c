"""Separate a clipped title from the row that is printed over it.

If both have nearly the same height, text that is laid out with spaces mixes the words of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from repertory.readers.printed.printed_lines import PrintedLine, Word

DEPTH: Final = 3
"""The most lines over which the words of one line of a title are spread."""


def remove_title(
    lines: list[PrintedLine], first: int, title: Sequence[str], column: tuple[float, float]
) -> None:
    """Remove the words of a *title* from a column of *lines*, from the *first* line on.

    The words of the row between them are put into one line again. If not all words of the title are
    found in order, nothing is removed.
    """
    found = _find(lines, first, title, column)
    if len(found) < len(title):
        return
    end = found[-1][0] + 1
    if end < len(lines) and len(_column(lines[end], column)) == len(lines[end].words):
        end += 1
    removed = {id(word) for _, word in found}
    rest = [
        word
        for number in range(found[0][0], end)
        for word in _column(lines[number], column)
        if id(word) not in removed
    ]
    rest.sort(key=lambda word: word.left)
    is_one_line = all(left.right - right.left < 1 for left, right in pairwise(rest))
    for number in range(found[0][0], end):
        own = _column(lines[number], column)
        kept = [word for word in lines[number].words if all(word is not w for w in own)]
        if is_one_line:
            kept += rest if number == found[0][0] else []
        else:
            kept += [word for word in own if id(word) not in removed]
        kept.sort(key=lambda word: word.left)
        lines[number] = replace(lines[number], words=tuple(kept))


def _find(
    lines: Sequence[PrintedLine], first: int, title: Sequence[str], column: tuple[float, float]
) -> list[tuple[int, Word]]:
    """Return the words of a title that are found in order, with the numbers of their lines."""
    found: list[tuple[int, Word]] = []
    for number in range(first, min(first + DEPTH, len(lines))):
        for word in _column(lines[number], column):
            if len(found) < len(title) and word.text.casefold() == title[len(found)]:
                found.append((number, word))
    return found


def _column(line: PrintedLine, column: tuple[float, float]) -> list[Word]:
    return [word for word in line.words if column[0] - 1 <= word.left < column[1] - 1]
