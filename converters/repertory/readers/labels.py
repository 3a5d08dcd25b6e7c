"""Tell where the labels of topics begin when a label may run down beside several rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from repertory.readers.printed import Word

ALPHABETICAL: Final = 0.8
"""The share of neighbouring labels that must be in order for the order to count."""

MERGED: Final = 2
"""The labels that must be seen to run beside rows before more are taken to do so."""


class LabelLine(Struct, frozen=True):
    """What the column of topics holds in one line of a table.

    *near* says whether the line above is as near as lines of one text are; *top* that the line is
    the first of a page; *ruled* whether a ruled line is above, None where that does not tell.
    """

    words: tuple[Word, ...]
    starts_row: bool
    top: bool
    near: bool
    ruled: bool | None


def label_starts(lines: Sequence[LabelLine], limit: float, space: float) -> frozenset[int]:
    """Return the positions of the lines at which a label begins.

    *limit* is the right edge of the column and *space* the width of a space. Where nothing that is
    printed tells a new label from the rest of the one above, its first words do, which neighbours
    share, and the alphabet: a rest taken for a label would not stand in its order.
    """
    starts: set[int] = set()
    unclear: list[int] = []
    running = 0
    above = None
    for number, line in enumerate(lines):
        if line.ruled is not None:
            if line.ruled:
                starts.add(number)
        elif line.words:
            verdict = _verdict(lines, above, number, limit - space)
            if verdict is None:
                unclear.append(number)
                running += _goes_on(lines, above, number)
            elif verdict:
                starts.add(number)
        above = number if line.words else above
    if running < MERGED and not any(line.ruled is not None for line in lines):
        return frozenset((*starts, *unclear))
    return frozenset(starts | _resolve(lines, starts, unclear))


def _verdict(
    lines: Sequence[LabelLine], above: int | None, number: int, limit: float
) -> bool | None:
    """Say whether a label begins at a line, None when that is unclear."""
    line = lines[number]
    if above is None:
        return True
    adjacent = above == number - 1 and line.near
    if not line.starts_row:
        return not adjacent
    if not adjacent:
        return True
    last, first = lines[above].words[-1], line.words[0]
    fits = last.right + (first.right - first.left) <= limit
    return True if fits else None


def _goes_on(lines: Sequence[LabelLine], above: int | None, number: int) -> bool:
    """Say whether the text of a line shows that it is a rest: small letters, an open end."""
    before = lines[above].words[-1].text if above is not None else ""
    return lines[number].words[0].text[0].islower() or before.endswith((",", "-", "/"))


def _text(lines: Sequence[LabelLine], start: int, starts: set[int]) -> str:
    """Return a label in lower case: the lines from *start* to the next label."""
    words: list[str] = []
    for number in range(start, len(lines)):
        if number > start and number in starts:
            break
        words += [word.text for word in lines[number].words]
    return " ".join(words).casefold()


def _resolve(lines: Sequence[LabelLine], starts: set[int], unclear: Sequence[int]) -> set[int]:
    """Return which of the unclear lines begin a label."""
    known = sorted(number for number in starts if lines[number].words)
    labels = [" ".join(word.text for word in lines[number].words).casefold() for number in known]
    rising = sum(first <= second for first, second in pairwise(labels))
    if rising < ALPHABETICAL * max(len(labels) - 1, 1):
        return set()
    found: set[int] = set()
    for number in unclear:
        above = max(number_ for number_ in (*known, *found) if number_ < number)
        below = min((number_ for number_ in known if number_ > number), default=None)
        if _goes_on(lines, _before(lines, number), number):
            continue
        label = _text(lines, number, starts)
        if label.split()[0] == lines[above].words[0].text.casefold():
            found.add(number)
            continue
        is_after = _text(lines, above, {*starts, number}) <= label
        is_before = below is None or label <= _text(lines, below, starts)
        if is_after and is_before:
            found.add(number)
    return found


def _before(lines: Sequence[LabelLine], number: int) -> int | None:
    return next((n for n in range(number - 1, -1, -1) if lines[n].words), None)
