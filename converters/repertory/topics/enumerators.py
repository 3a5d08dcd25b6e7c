"""Recognise the enumerators of headings: `I.`, `A.`, `1.`, `1.1`, `(a)`, `一、`.

They state the order and the level of a heading and are not part of its label. A text such as
`J. Conrad` only begins like one: enumerators of a kind begin with the first of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

FORMS: Final = {
    "dotted": r"\d{1,3}(?:\.\d{1,3}){1,7}\.?",
    "number": r"\d{1,3}[.)]",
    "number in parentheses": r"\(\d{1,3}\)",
    "roman numeral": r"[IVXLC]+[.)]",
    "small roman numeral": r"[ivxlc]+[.)]",
    "small roman numeral in parentheses": r"\([ivxlc]+\)",
    "capital": r"[^\W\d_][.)]",
    "letter": r"[^\W\d_][.)]",
    "capital in parentheses": r"\([^\W\d_]\)",
    "letter in parentheses": r"\([^\W\d_]\)",
    "chinese": r"[一二三四五六七八九十]+、",
    "chinese in parentheses": r"[(（][一二三四五六七八九十]+[)）]",
}
"""Kinds of enumerators -> their forms, with the marks around them."""

ENUMERATED: Final = re.compile(
    r"(?P<mark>[(（]?(?:\d{1,3}(?:\.\d{1,3}){0,7}|[IVXLC]+|[ivxlc]+|[^\W\d_]|[一二三四五六七八九十]+)"
    r"(?:[.)）、]|(?<=\.\d)|(?<=\.\d\d)|(?<=\.\d\d\d)))(?:\s+|(?<=[、）]))(?P<label>\S.*)",
    re.DOTALL,
)
"""An enumerator and the label after it."""

ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

FIRST_LETTERS: Final = frozenset("aаأ")
"""The letters with which enumerators begin: Latin, Cyrillic, Arabic."""


class Enumerator(Struct, frozen=True):
    """An enumerator as printed, with its kind and its number; `1.2` has the numbers (1, 2)."""

    printed: str
    kind: str
    numbers: tuple[int, ...]


class Enumeration:
    """The enumerators of the headings of one list."""

    def __init__(self, headings: Iterable[str]) -> None:
        """Learn which kinds the headings use: those of which the first one is there."""
        every = [reading for heading in dict.fromkeys(headings) for reading in _readings(heading)]
        self.kinds = {each.kind for each in every if each.numbers[-1] == 1}
        self.known = {(each.kind, each.numbers) for each in every}

    def split(
        self, heading: str, above: Sequence[Enumerator] = ()
    ) -> tuple[Enumerator | None, str]:
        """Return the enumerator of a heading, or None, and its label.

        Of two readings (`I.` is a numeral or a letter) the one that follows an enumerator in
        *above* counts, the deepest first.

        >>> enumeration = Enumeration(["A. Ports", "B. Ships", "J. Conrad fund"])
        >>> enumeration.split("B. Ships")[0].printed, enumeration.split("Ropes")
        ('B.', (None, 'Ropes'))
        """
        readings = [each for each in _readings(heading) if self._is_used(each)]
        if not readings:
            return None, heading
        best = next(
            (
                reading
                for last in reversed(above)
                for reading in readings
                if last.kind == reading.kind and _follows(last.numbers, reading.numbers)
            ),
            next((each for each in readings if each.numbers[-1] == 1), readings[0]),
        )
        match = ENUMERATED.fullmatch(heading)
        assert match is not None  # otherwise there are no readings
        return best, match["label"]

    def _is_used(self, reading: Enumerator) -> bool:
        """Return whether a reading is one of a kind that begins, without a long gap before it."""
        if reading.kind not in self.kinds:
            return False
        number = reading.numbers[-1]
        before = (reading.kind, (*reading.numbers[:-1], number - 1))
        two_before = (reading.kind, (*reading.numbers[:-1], number - 2))
        return number == 1 or len(reading.numbers) > 1 or bool({before, two_before} & self.known)


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    return number[-1] - last[-1] in (1, 2)


def _readings(heading: str) -> list[Enumerator]:
    """Return what the beginning of a heading may be as an enumerator, numerals first."""
    match = ENUMERATED.fullmatch(heading)
    if match is None:
        return []
    mark = match["mark"]
    inner = mark.strip("().（）、")
    found = []
    for kind, form in FORMS.items():
        if re.fullmatch(form, mark) and (numbers := _numbers(kind, inner)):
            found.append(Enumerator(mark, kind, numbers))
    return found


def _numbers(kind: str, text: str) -> tuple[int, ...]:
    """Return the numbers of an enumerator without its marks; none if it is not of the kind."""
    if kind.startswith("chinese"):
        return (_chinese(text),)
    if text[0].isdigit():
        return tuple(map(int, text.split(".")))
    if "roman" in kind:
        return (_roman(text.casefold()),)
    if text.isupper() is not kind.startswith("capital"):
        return ()
    letter = text.casefold()
    if letter in FIRST_LETTERS:
        return (1,)
    first = max((each for each in FIRST_LETTERS if each < letter), default="a")
    return (ord(letter) - ord(first) + 1,)


def _roman(text: str) -> int:
    values = [ROMAN[letter] for letter in text]
    return sum(
        -value if value < max(values[number:]) else value for number, value in enumerate(values)
    )


def _chinese(text: str) -> int:
    digits = "一二三四五六七八九"
    tens, ten, ones = text.rpartition("十")
    value = digits.find(ones) + 1 if ones else 0
    return value + (10 * (digits.find(tens) + 1 if tens else 1) if ten else 0)
