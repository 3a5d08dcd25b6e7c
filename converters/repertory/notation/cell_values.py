"""The values of one cell: a list of names, the goals of sustainable development, a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

BULLET: Final = re.compile(r"[-–—•·▪●◦‣*]\s+")
"""A bullet before a value."""

SEPARATOR: Final = re.compile(r"\s*[;；؛\n]\s*")

COMMA: Final = re.compile(
    r"\s*[,،，、]\s*(?!(?:[^,،，、]*\s)?(?:of|of the|de|de la|del|du)\s*(?:[,،，、]|$))"
)
"""A comma between values, which is not that of `Iran, Islamic Republic of`."""

NO_VALUES: Final = frozenset(
    ("", "-", "–", "—", "nan", "none", "null", "n/a", "n.a.", "#n/a", "nil")
)
"""Texts for a cell without a value, in lower case."""

TARGET: Final = r"(?:1[0-7]|0?[1-9])(?:\.(?:[1-9]\d?|[a-z]))?(?!\w|\.\w)"

TARGETS: Final = re.compile(
    rf"(?:[^\W\d]+\s*){{0,4}}(?P<codes>{TARGET}(?:[\s,،，、&(/]+(?:[^\W\d]+\s+)?{TARGET})*)"
    r"\)?(?:[\s\-–—:.]+[^\W\d].*)?",
    re.IGNORECASE,
)
"""Targets, perhaps after words and before the name of one: `SDG 8`, `8.8, 14.2`, `16 - PEACE`."""

DATE: Final = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
"""A date of ISO 8601, perhaps with a time."""


@lru_cache(maxsize=4096)
def separate_values(text: str) -> tuple[str, ...]:
    r"""Return the values of a cell, which semicolons, line breaks and bullets separate.

    >>> separate_values("- Divers\n- Children"), separate_values("Divers; Children;")
    (('Divers', 'Children'), ('Divers', 'Children'))
    """
    parts = (BULLET.sub("", part.strip(), count=1) for part in SEPARATOR.split(text))
    values = dict.fromkeys(" ".join(part.split()) for part in parts)
    return tuple(value for value in values if value.casefold() not in NO_VALUES)


def separate_names(text: str, alone: Collection[str], by_commas: bool = False) -> list[str]:
    """Return the names in a cell; a comma separates names that stand *alone* in other cells.

    With *by_commas*, each comma separates.

    >>> separate_names("Divers, Ships", {"Divers", "Ships"})
    ['Divers', 'Ships']
    >>> separate_names("Fish, fresh", {"Fish"})
    ['Fish, fresh']
    >>> separate_names("Nyeland, Iran, Islamic Republic of", (), by_commas=True)
    ['Nyeland', 'Iran, Islamic Republic of']
    """
    names: dict[str, None] = {}
    for value in separate_values(text):
        parts = [part for part in COMMA.split(value) if part]
        separates = by_commas or all(part in alone for part in parts)
        names |= dict.fromkeys(parts if separates else [value])
    return list(names)


def standing_alone(texts: Iterable[str]) -> frozenset[str]:
    """Return the values of cells that have no comma."""
    values = (value for text in dict.fromkeys(texts) for value in separate_values(text))
    return frozenset(value for value in values if not COMMA.search(value))


def read_targets(text: str) -> tuple[list[str], list[str]]:
    r"""Return the goals and targets of sustainable development in a cell, and what is none.

    >>> read_targets("- 16 - PEACE, JUSTICE\n- Goal 8"), read_targets("8.8, 14.B")
    ((['16', '8'], []), (['8.8', '14.b'], []))
    >>> read_targets("18; Oceans")
    ([], ['18', 'Oceans'])
    """
    codes: dict[str, None] = {}
    unread = []
    for value in separate_values(text):
        match = TARGETS.fullmatch(value)
        if match is None:
            unread.append(value)
        else:
            codes |= dict.fromkeys(map(_code, re.findall(TARGET, match["codes"], re.IGNORECASE)))
    return list(codes), unread


def _code(text: str) -> str:
    return text.lstrip("0").lower()


def read_date(text: str) -> str:
    """Return a date with the precision that is given, or an empty text for another cell.

    >>> read_date("2016-06-01T00:00:00"), read_date("2016"), read_date("spring 2016")
    ('2016-06-01', '2016', '')
    """
    match = DATE.fullmatch(text.strip())
    if match is None:
        return ""
    year, month, day = [*match[1].split("-"), "1", "1"][:3]
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return match[1]
