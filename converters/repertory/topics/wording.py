"""Analyse the wording of a heading: its parts, its ends, its references to other headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

COMMA: Final = re.compile(r"\s*[,،，:：]\s*|\s+[–—-]\s+")
"""The commas of the six UN languages, and colons and dashes in their place."""

SOFT_HYPHEN: Final = "\u00ad"

OPEN_WORDS: Final = frozenset(
    "and or of the for in on to with from by including et ou de du des la le les pour dans à avec "
    "y e o del los las el en con para por и или с о по для в на от том числе в و في من على إلى "
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


def ends_openly(text: str) -> bool:
    """Return whether a text cannot be the end of a heading.

    >>> ends_openly("Border control and"), ends_openly("Nets (size"), ends_openly("Nets (size)")
    (True, True, False)
    """
    opened, closed = (sum(map(text.count, marks)) for marks in ("(（", ")）"))
    return text[-1] in OPEN_ENDS or opened > closed or text.split()[-1] in OPEN_WORDS


def are_capitalised(labels: Sequence[str]) -> bool:
    """Return whether nine of ten headings of a table, or all but one, begin with a capital.

    >>> are_capitalised(["Whales", "Nets", "Ropes", "eHealth"]), are_capitalised(["Nets"])
    (True, False)
    """
    firsts = (label[0] for label in labels)
    cases = Counter(first.isupper() for first in firsts if first.lower() != first.upper())
    return cases[True] >= 3 and cases[False] <= max(1, cases[True] // 9)
