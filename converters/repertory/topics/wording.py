"""Analyse the wording of a heading: its parts, its ends, its references to other headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

COMMA: Final = re.compile(r"\s*[,،，:：]\s*|\s+[–—-]\s+")
"""The commas of the six UN languages, and colons and dashes in their place."""

SOFT_HYPHEN: Final = "\u00ad"

PREPOSITIONS: Final = frozenset(
    "of for in on to with from by against about among between concerning into regarding through "
    "towards under upon within without pour dans à avec contre entre par sans sous sur vers de en "
    "con para por contra sobre hacia с о по для в на от против об из за между при без في من على "
    "إلى ضد بين عن".split()
)
"""Words that end a heading only if it is inverted: `Boats, theft of`."""

OPEN_WORDS: Final = PREPOSITIONS.union(
    "and or the including et ou du des la le les y e o del los las el и или том числе و "
    "和 与 及 的".split()
)
"""Words that cannot end a heading."""

OPEN_ENDS: Final = f",،，、;-/(（{SOFT_HYPHEN}和与及的"
"""Characters that cannot end a heading."""

SEE: Final = (
    r"(?:(?:see(?: also)?|voir(?: aussi| également)?|véan?se(?: también| asimismo)?"
    r"|ver(?: también)?|см\.(?: также)?|انظر(?: أيضاً?)?)(?!\w)|另?参见|另见|参看)"
)
"""The words of a reference to another heading, in the six UN languages."""

CROSS_REFERENCE: Final = re.compile(rf"{SEE}[:：]?\s*\w", re.IGNORECASE)

REFERRING: Final = re.compile(
    rf"[,،，.;；:：(（–—]\s*(?:{SEE}|见)[:：]?\s*\w"
    r"|\s(?:see also|voir aussi|véase también|см\. также|انظر أيضاً?)\s+\w",
    re.IGNORECASE,
)
"""A reference inside a heading; `see` alone is a word like others."""

REFERRING_WORDS: Final = re.compile(rf"[\s,،，.;；:：(（\[–—]*(?:{SEE}|见)[:：]?\s*", re.IGNORECASE)
"""The words of a reference, with the marks before them."""

MISSING: Final = frozenset("nan none n/a null #n/a <na>".split())
"""What programs write for a missing value, in small letters."""


DITTO: Final = re.compile(
    r"(?:ibid|ibidem|ibíd|idem|ditto|do|там же|то же|同上|المرجع نفسه|نفسه)\.?|id\."
    r"|[\"″〃“”„]+|''|-\"-",
    re.IGNORECASE,
)
"""A cell that stands for the one above."""

LONGEST_DITTO: Final = 13
"""The length of the longest text that `DITTO` matches, except rows of quotation marks."""


def is_ditto(text: str) -> bool:
    """Return whether a text stands for that of the cell above.

    >>> is_ditto("Ibid."), is_ditto("″"), is_ditto("Ibiza")
    (True, True, False)
    """
    return len(text) <= LONGEST_DITTO and DITTO.fullmatch(text) is not None


NO_TOPIC: Final = "\ufffc"
"""Stands for the heading of a record whose cell of topics is blank, until topics are separated."""


def is_missing(text: str) -> bool:
    """Return whether a text is what a program writes for a missing value.

    >>> is_missing("NaN"), is_missing("Nantes")
    (True, False)
    """
    return text.strip().casefold() in MISSING


def is_cross_reference(text: str) -> bool:
    """Return whether a text is only a reference to another heading.

    >>> is_cross_reference("See also Nets"), is_cross_reference("Seeds")
    (True, False)
    """
    return CROSS_REFERENCE.match(text.lstrip("(（[ ")) is not None


def refers(heading: str) -> bool:
    """Return whether a heading refers to another one, which has its rows.

    >>> refers("Cetaceans, see Whales"), refers("Right to see a lawyer")
    (True, False)
    """
    return is_cross_reference(heading) or REFERRING.search(heading) is not None


def split_reference(text: str) -> tuple[str, str]:
    """Return the heading that refers to others, which may be empty, and the text of the others.

    >>> split_reference("Cetaceans, see Whales"), split_reference("See also Nets")
    (('Cetaceans', 'Whales'), ('', 'Nets'))
    """
    found = None if is_cross_reference(text) else REFERRING.search(text)
    heading = text[: found.start()] if found else ""
    targets = REFERRING_WORDS.sub("", text[found.start() :] if found else text, count=1)
    return heading.strip(), targets.rstrip(" .)）]")


def ends_openly(text: str) -> bool:
    """Return whether a text cannot be the end of a heading.

    >>> ends_openly("Border control and"), ends_openly("Nets (size"), ends_openly("Nets (size)")
    (True, True, False)
    """
    opened, closed = (sum(map(text.count, marks)) for marks in ("(（", ")）"))
    return text[-1] in OPEN_ENDS or opened > closed or _last_word(text) in OPEN_WORDS


def is_inverted(heading: str) -> bool:
    """Return whether a heading may end in a preposition, because its first words are last.

    >>> is_inverted("Boats, theft of"), is_inverted("Boats and"), is_inverted("Theft of")
    (True, False, False)
    """
    return _last_word(heading) in PREPOSITIONS and COMMA.search(heading) is not None


def is_capitals(heading: str) -> bool:
    """Return whether a heading is in capitals.

    >>> is_capitals("PORTS AND SHIPS"), is_capitals("Ports"), is_capitals("EU")
    (True, False, False)
    """
    return heading.isupper() and sum(map(str.isalpha, heading)) > 2


def _last_word(text: str) -> str:
    """Return the last word of a heading, in small letters if the whole is in capitals."""
    word = text.split()[-1]
    return word.casefold() if is_capitals(text) and len(word) > 1 else word


def are_capitalised(labels: Sequence[str]) -> bool:
    """Return whether nine of ten headings of a table, or all but one, begin with a capital.

    >>> are_capitalised(["Whales", "Nets", "Ropes", "eHealth"]), are_capitalised(["Nets"])
    (True, False)
    """
    firsts = (label[0] for label in labels)
    cases = Counter(first.isupper() for first in firsts if first.lower() != first.upper())
    return cases[True] >= 3 and cases[False] <= max(1, cases[True] // 9)
