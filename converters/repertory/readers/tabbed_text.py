"""Read the text form of an index: tab-separated UTF-8, one row per line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from repertory.errors import SourceError
from repertory.files import decode_utf8
from repertory.model import Cell, Place, Problem
from repertory.readers.reading import MAXIMUM_LINES, SUPERSCRIPTS, bounded, too_many, visible

MAXIMUM_LINE: Final = 100_000
"""The most characters of one line; a longer one is not a row of a table."""

LINE_END: Final = re.compile(r"\r\n|\n|\r")

MARKUP: Final = re.compile(
    r"</?(?:i|b|u|em|strong|sub|span)(?:\s[^<>]*)?>|\[([^][]*)\]\([^()\s]*\)",
    re.IGNORECASE,
)
"""Inline markup in exported text: emphasis (`<i>Topic</i>`), links (`[A/1](#)`)."""

RAISED: Final = re.compile(r"<sup(?:\s[^<>]*)?>((?:(?!<sup[\s>]).)*?)</sup>", re.IGNORECASE)
"""A superscript: the mark of a footnote, which must not be joined to a number.

It ends before the next `<sup>`, so that matching stays linear.
"""

EMPHASIS: Final = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])([^*]*[^\s*])\1")
"""A whole cell with Markdown emphasis: `**Topic**`."""

BLANK: Final = (
    " \f\v\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters to strip from a cell: spaces, page breaks, marks of width and direction."""

CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1d\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Control characters and noncharacters, most of which XML forbids, except those in `HYPHENS`."""


def recognises(content: bytes, name: str) -> bool:
    """Return whether *content* is text, without control characters at its beginning."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c\x1d]", content[:65_536])


def read(content: bytes, name: str) -> tuple[tuple[Cell, ...], ...]:
    r"""Split *content* into lines and cells, without blank lines.

    >>> lines = read(b"<i>Topic</i>\t Doc\n\n* Note\n", "index.txt")
    >>> [[cell.text for cell in line] for line in lines]
    [['Topic', 'Doc'], ['* Note']]

    Raises:
        SourceError: for bytes that are not UTF-8, control characters, lines over `MAXIMUM_LINE`,
            and more lines or cells than a source may have.
    """
    lines = enumerate(split_lines(content, name), 1)
    cells = bounded((_cells(line, number, name) for number, line in lines), name)
    return tuple(line for line in cells if any(cell.text for cell in line))


def split_lines(content: bytes, name: str) -> list[str]:
    r"""Decode *content* and split it into lines with any line ends.

    >>> split_lines(b"one\r\ntwo\rthree", "index.txt")
    ['one', 'two', 'three']

    Raises:
        SourceError: for bytes that are not UTF-8, control characters, lines over `MAXIMUM_LINE`,
            and more lines than a source may have.
    """
    text = decode_utf8(content, name)
    if max(text.count("\n"), text.count("\r")) > MAXIMUM_LINES:
        raise too_many(name, "lines", MAXIMUM_LINES)
    lines = LINE_END.split(text)
    problems = list(_unusable(lines, name))
    if problems:
        raise SourceError(problems)
    return lines


def _unusable(lines: Sequence[str], name: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if len(line) > MAXIMUM_LINE:
            found = f"a line of {len(line):,} characters"
            yield Problem(Place(name, line=number), found, f"at most {MAXIMUM_LINE:,}")
        elif control := CONTROL.search(line):
            found = f"the control character U+{ord(control.group()):04X}"
            place = Place(name, line=number, column=control.start() + 1)
            yield Problem(place, found, "text", "Remove it, or save the file as text again.")


def _cells(line: str, number: int, name: str) -> tuple[Cell, ...]:
    cells = []
    start = 0
    for part in line.split("\t"):
        text = _plain(part)
        # Markup inside a text changes it; then the cell begins at its first visible character.
        indent = part.find(text) if text in part else len(part) - len(part.lstrip(BLANK))
        cells.append(Cell(text, Place(name, line=number, column=start + indent + 1)))
        start += len(part) + 1
    return tuple(cells)


def _plain(part: str) -> str:
    """Return the text of a cell without markup and surrounding blanks."""
    if "<" in part or "](" in part:
        part = RAISED.sub(lambda mark: MARKUP.sub(r"\1", mark[1]).translate(SUPERSCRIPTS), part)
        part = MARKUP.sub(r"\1", part)
    text = part.strip(BLANK).replace("\f", " ").replace("\v", " ")
    emphasised = EMPHASIS.fullmatch(text) if text[:1] in ("*", "_") else None
    return visible(emphasised[2] if emphasised else text)
