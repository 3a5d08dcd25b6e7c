"""Read the text form of an index: UTF-8, one line a table row, cells parted by tabs."""

from __future__ import annotations

import re
from typing import Final

from repertory.errors import SourceError
from repertory.model import Cell, Place, Problem

MAXIMUM_LINE: Final = 100_000
"""Characters of one line; a longer one is no row of a table."""

MARKUP: Final = re.compile(
    r"</?(?:i|b|u|em|strong|sup|sub)>|\[([^][]*)\]\([^()\s]*\)", re.IGNORECASE
)
"""Inline markup that text exports leave behind: emphasis (`<i>Topic</i>`), links (`[A/1](#)`)."""

BLANK: Final = " \f\v\u00a0\u2007\u202f\u3000\u200b\ufeff"
"""What may stand around the text of a cell: spaces of any kind, page breaks, zero-width marks."""


def recognises(content: bytes, name: str) -> bool:
    """Say whether *content* is text: no NUL and no control character but white space."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content[:65_536])


def read(content: bytes, name: str) -> tuple[tuple[Cell, ...], ...]:
    r"""Split *content* into lines and cells; blank lines are left out.

    >>> lines = read(b"<i>Topic</i>\t Doc\n\n* Note\n", "index.txt")
    >>> [[cell.text for cell in line] for line in lines]
    [['Topic', 'Doc'], ['* Note']]

    Raises:
        SourceError: for bytes that are not UTF-8 and for lines over `MAXIMUM_LINE`.
    """
    cells = (
        _cells(line, number, name) for number, line in enumerate(split_lines(content, name), 1)
    )
    return tuple(line for line in cells if any(cell.text for cell in line))


def split_lines(content: bytes, name: str) -> list[str]:
    r"""Decode *content* and split it into lines, whatever ends them.

    >>> split_lines(b"one\r\ntwo\rthree", "index.txt")
    ['one', 'two', 'three']

    Raises:
        SourceError: for bytes that are not UTF-8 and for lines over `MAXIMUM_LINE`.
    """
    lines = re.split(r"\r\n|\n|\r", _decode(content, name))
    too_long = [
        Problem(
            Place(name, line=number),
            f"a line of {len(line):,} characters",
            f"at most {MAXIMUM_LINE:,}",
        )
        for number, line in enumerate(lines, 1)
        if len(line) > MAXIMUM_LINE
    ]
    if too_long:
        raise SourceError(too_long)
    return lines


def _decode(content: bytes, name: str) -> str:
    """Decode UTF-8, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        found = f"the byte 0x{content[error.start]:02x}, which is not UTF-8"
        advice = "Save the file again with the encoding UTF-8."
        place = Place(name, line=line, column=column)
        raise SourceError([Problem(place, found, "text in UTF-8", advice)]) from error


def _cells(line: str, number: int, name: str) -> tuple[Cell, ...]:
    cells = []
    start = 0
    for part in line.split("\t"):
        text = MARKUP.sub(r"\1", part) if "<" in part or "](" in part else part
        indent = len(text) - len(text.lstrip(BLANK))
        place = Place(name, line=number, column=start + indent + 1)
        cells.append(Cell(text.strip(BLANK), place))
        start += len(part) + 1
    return tuple(cells)
