"""The letters and roman numerals that name the items of a paragraph, in their order.

United Nations documents name the items of a paragraph (a), (b), those of the second level (i), (ii)
and those of the third (a), (b) again (Editorial Manual,
https://www.un.org/dgacm/en/content/editorial-manual).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

MAXIMUM_DEPTH: Final = 3
"""The most levels of items: `8 (a) (i) (a)`."""

_TATWEEL: Final = "\u0640"


def _lettered(alphabet: str) -> tuple[str, ...]:
    """Return the items of an alphabet: its letters, then its letters doubled."""
    return (*alphabet, *(letter * 2 for letter in alphabet))


LATIN: Final = _lettered("abcdefghijklmnopqrstuvwxyz")
CYRILLIC: Final = _lettered("абвгдежзиклмнопрстуфхцчшщэюя")
"""Russian lists omit ё, й, ъ, ы and ь."""

ARABIC: Final = _lettered("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
"""Arabic lists use the abjad order."""

_UNITS: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN: Final = tuple(tens + unit for tens in ("", "x", "xx", "xxx") for unit in _UNITS)[1:]
"""From i to xxxix. No paragraph has more items, so (c), (d), (l) and (m) are letters only."""

LETTERS: Final = (LATIN, CYRILLIC, ARABIC)


def normalise(word: str) -> str:
    """Normalise an item: lower case, no presentation forms, no tatweel.

    >>> normalise("E"), normalise("هـ"), normalise("ا")
    ('e', 'ه', 'أ')
    """
    item = unicodedata.normalize("NFKC", word).lower().replace(_TATWEEL, "")
    return item.replace("ا", "أ")


def sequence_of(items: Sequence[str], level: int) -> tuple[str, ...] | None:
    """Return the sequence that *items* of one level (0 is the first) belong to, or None.

    The second level has roman numerals, the others have letters. Roman numerals of several letters,
    such as (ii), may also be on the first level, but not on the third.

    >>> sequence_of(("i", "v"), 0) == LATIN, sequence_of(("i", "iii"), 0) == ROMAN
    (True, True)
    >>> sequence_of(("b",), 1) is None, sequence_of(("ii",), 2) is None
    (True, True)
    """
    candidates: tuple[tuple[str, ...], ...] = LETTERS
    long_roman = any(len(item) > 1 and item in ROMAN for item in items)
    if level == 1:
        candidates = (ROMAN,)
    elif long_roman:
        candidates = (ROMAN, *LETTERS) if level == 0 else ()
    for sequence in candidates:
        if all(item in sequence for item in items):
            return sequence
    return None


def goes_up(first: str, last: str, level: int) -> bool:
    """Return whether *last* comes after *first* in a sequence of that level.

    >>> goes_up("ix", "x", 1), goes_up("d", "a", 0), goes_up("a", "б", 0)
    (True, False, False)
    """
    sequence = sequence_of((first, last), level)
    return sequence is not None and sequence.index(first) < sequence.index(last)


def between(first: str, last: str, level: int) -> tuple[str, ...]:
    """Return the items of a range, ends included, or none if it does not ascend.

    >>> between("a", "d", 0), between("x", "aa", 0), between("i", "iii", 1)
    (('a', 'b', 'c', 'd'), ('x', 'y', 'z', 'aa'), ('i', 'ii', 'iii'))
    """
    sequence = sequence_of((first, last), level)
    if sequence is None:
        return ()
    return sequence[sequence.index(first) : sequence.index(last) + 1]
