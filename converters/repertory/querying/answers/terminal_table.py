"""Write an answer as a table for a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from repertory.escaping import show_in_line
from repertory.querying.answers.reply import Reply, for_readers, lines_before

NARROW: Final = (24, 16)
"""The minimum width of a column: first the preferred one, then the smallest."""

GAP: Final = "  "

_NO_WIDTH: Final = "\u061c\u200b\u200c\u200d\u200e\u200f"
"""Joiners and direction marks, which have no width."""


def write_table(reply: Reply) -> str:
    """Return a reply as aligned columns, after its title and summary."""
    before = [show_in_line(line) for line in lines_before(reply)]
    names, rows = for_readers(reply)
    if not rows:
        return "\n".join([*before, ""])
    titles = list(map(show_in_line, names))
    cells = [[show_in_line(cell) for cell in row] for row in rows]
    widths = _widths([titles, *cells])
    numbers = [_are_numbers(column) for column in zip(*cells, strict=True)]
    lines = list(_wrapped(titles, widths, numbers))
    lines.append(_line(["─" * width for width in widths], widths, numbers))
    for row in cells:
        lines += _wrapped(row, widths, numbers)
    return "\n".join([*before, "", *lines, ""])


def width(text: str) -> int:
    """Return the number of terminal columns of a text.

    >>> width("para. 8"), width("第8段")
    (7, 5)
    """
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(letter) or letter in _NO_WIDTH
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column; on a terminal the widest are narrowed first, to fit.

    This keeps a citation on one line as long as there is a longer text to wrap.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if sys.stdout is None or not sys.stdout.isatty():  # closed, or read by a program
        return widths
    import shutil

    available = shutil.get_terminal_size().columns - len(GAP) * (len(widths) - 1)
    for narrow in NARROW:
        for place in sorted(range(len(widths)), key=lambda place: -widths[place]):
            left = widths[place] - max(0, sum(widths) - available)
            widths[place] = min(widths[place], max(narrow, left))
    return widths


def _are_numbers(column: Sequence[str]) -> bool:
    """Return whether a column has only whole numbers, which are aligned to the right."""
    written = [cell for cell in column if cell]
    return bool(written) and all(cell.isdecimal() for cell in written)


def _line(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    parts = []
    for cell, wide, number in zip(cells, widths, numbers, strict=True):
        space = " " * (wide - width(cell))
        parts.append(space + cell if number else cell + space)
    return GAP.join(parts).rstrip()


def _wrapped(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> Iterator[str]:
    if all(width(cell) <= wide for cell, wide in zip(cells, widths, strict=True)):
        yield _line(cells, widths, numbers)
        return
    from itertools import zip_longest
    from textwrap import wrap

    columns = [wrap(cell, wide) or [""] for cell, wide in zip(cells, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        yield _line(line, widths, numbers)
