"""Parse the symbols of UN documents, of any body.

A symbol has parts separated by slashes: the organ, its subordinate bodies, the session or year, the
kind of document and its changes (Add., Corr., Rev.). A session, a year or a volume may follow in
brackets (https://research.un.org/en/docs/symbols).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from repertory.errors import NotationError
from repertory.model import Irregularity, Symbol
from repertory.notation.tokens import Pattern, check_length, clean

PARTS: Final = (
    Pattern(
        "organ",
        r"[A-Z][A-Z0-9]*(?:[.-][A-Z0-9]+)*(?:\([A-Z0-9]+\))?",
        ("A", "CTOC", "HRI", "UN-HABITAT", "IDB.43", "TD(XI)"),
    ),
    Pattern(
        "part",
        r"[A-Z0-9][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*(?:(?<=[A-Z])\([A-Z0-9]+\))?",
        ("HRC", "WG.7", "2012", "Add.1", "L.2", "S-25", "OzL.Pro.28", "COP(14)", "II"),
    ),
)
"""The parts of a symbol: first an organ, then parts."""

QUALIFIERS: Final = (
    Pattern("year", r"[0-9]{4}", ("2000",)),
    Pattern("session", r"(?:[A-Z]{1,2}-)?[IVXLC]{1,10}", ("S-VI", "XXI", "ES-II", "A-XX")),
    Pattern(
        "volume",
        r"(?:Part|Vol\.?|Volume|Suppl?\.?|Resumption|Annex) ?(?:[IVXLC]{1,10}|[0-9]{1,3})",
        ("Part I", "Vol. I", "Volume II", "Resumption 1", "Supp. 12"),
    ),
    Pattern("supplement", r"SUPP|Supp\.?|Resumption|Prologue", ("SUPP", "Prologue")),
)
"""The qualifiers in brackets after a symbol."""

REISSUE_MARK: Final = "*"

_ORGAN, _PART = (pattern.expression for pattern in PARTS)
_SYMBOL: Final = re.compile(rf"(?<![A-Za-z0-9/.\-]){_ORGAN}(?:/ {{0,3}}{_PART})+")
_QUALIFIER: Final = re.compile(
    r"( {0,3})\((" + "|".join(pattern.expression for pattern in QUALIFIERS) + r")\)"
)
_GAP: Final = re.compile("/( +)")
_ALIKE: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | {"\uff0f": "/", "\u2044": "/"}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\t\n\r", " ")
)
"""Characters that look like those of a symbol, each replaced by one character."""

_EXPECTED: Final = "a document symbol such as CTOC/COP/WG.7/2018/3"


@lru_cache(maxsize=1024)  # many cells of a table are equal
def parse_symbol(text: str) -> tuple[Symbol, tuple[Irregularity, ...]]:
    """Parse exactly one symbol; return its normal form and its irregularities.

    Marks of reissue (`*`) are not part of the symbol.

    >>> parse_symbol("A/HRC/38/12/Add.1*")
    ('A/HRC/38/12/Add.1', ())
    >>> parse_symbol("CTOC/COP/ WG.7/2012/6")
    ('CTOC/COP/WG.7/2012/6', (Irregularity(detail='a space inside a symbol', start=9, end=10),))

    Raises:
        NotationError: if the text is not exactly one symbol, with the span that is not.
    """
    check_length(text)
    visible, offsets, notes = clean(text)
    plain = visible.translate(_ALIKE)
    begin = len(plain) - len(plain.lstrip())
    end = len(plain.rstrip())
    match = _SYMBOL.match(plain, begin)
    if match is None or not _is_numbered(match[0]):
        start = offsets[begin] if begin < end else len(text)
        raise NotationError(text, start, _printed_end(offsets, end, start), _EXPECTED)
    symbol, stop = _qualified(plain, match)
    rest = plain[stop:end].lstrip()
    if rest.strip(REISSUE_MARK + " "):
        start = offsets[end - len(rest)]
        expected = "nothing after the symbol"
        advice = "One cell holds one symbol."
        raise NotationError(text, start, _printed_end(offsets, end, start), expected, advice)
    notes.extend(_notes(visible, plain[:stop], match, offsets))
    return symbol, tuple(sorted(notes, key=lambda note: (note.start, note.end)))


def find_symbol(text: str) -> Symbol | None:
    """Return the first symbol in running text, or None.

    >>> find_symbol("Reference in CTOC/COP/WG.7/2019/5 (designated by section/paragraph)")
    'CTOC/COP/WG.7/2019/5'
    >>> find_symbol("designated by section/paragraph/subparagraph") is None
    True
    """
    plain = clean(text)[0].translate(_ALIKE)
    for match in _SYMBOL.finditer(plain):
        if _is_numbered(match[0]):
            return _qualified(plain, match)[0]
    return None


def look_alike(text: str) -> str:
    """Replace the characters of a text that look like those of a symbol, one by one."""
    return text.translate(_ALIKE)


def _is_numbered(symbol: str) -> bool:
    """Return whether a symbol has a number, as those of documents have, unlike `AND/OR`.

    It is after the first slash: `CT0C/COP` is a misprint.
    """
    return any(character.isdigit() for character in symbol.partition("/")[2])


def _qualified(plain: str, match: re.Match[str]) -> tuple[Symbol, int]:
    """Parse symbol = organ, "/", part, {"/", part}, {qualifier}; return it and its end."""
    symbol, stop = match[0].replace(" ", ""), match.end()
    while (qualifier := _QUALIFIER.match(plain, stop)) is not None:
        symbol += f" ({qualifier[2]})"
        stop = qualifier.end()
    return Symbol(symbol), stop


def _printed_end(offsets: Sequence[int], end: int, start: int) -> int:
    """Return the offset in the printed text after the last character before *end*."""
    return max(offsets[end - 1] + 1, start) if end else start


def _notes(
    visible: str, plain: str, match: re.Match[str], offsets: Sequence[int]
) -> list[Irregularity]:
    """Return the irregularities of a symbol: its spaces and unusual characters."""
    begin, end = match.span()
    gaps = [gap.span(1) for gap in _GAP.finditer(plain, begin, end)]
    found = [("a space inside a symbol", *gap) for gap in gaps]
    for qualifier in _QUALIFIER.finditer(plain, end):
        start, stop = qualifier.span(1)
        if stop - start > 1:
            found.append(("more than one space", start, stop))
        elif start == stop:
            found.append(("no space before the brackets", start, start + 1))
    in_gaps = {position for gap in gaps for position in range(*gap)}
    for position in range(begin, len(plain)):
        if visible[position] != plain[position] and position not in in_gaps:
            name = f"U+{ord(visible[position]):04X}"
            found.append((f"an unusual character ({name})", position, position + 1))
    return [
        Irregularity(detail, offsets[start], offsets[end - 1] + 1) for detail, start, end in found
    ]
