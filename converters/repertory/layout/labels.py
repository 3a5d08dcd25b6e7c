"""Clean the headings of an index, tell their parts from whole ones, and join the parts."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from repertory.notation.tokens import HIDDEN
from repertory.topics.wording import SOFT_HYPHEN, ends_openly

MARK: Final = r"(?:\*+|[†‡§]+|[¹²³⁰⁴-⁹ᵃ-ᵛˢˣʷʰʲʳˡʸⁱⁿ]+)"
"""The mark of a footnote."""

MARK_AT_END: Final = re.compile(rf"(?<=\S)\s*(?:{MARK}|(?<=\s)[a-z]/)$")

CONTINUED: Final = (
    "continued|cont’d|cont'd|contd|cont|suite|continuación|продолжение|تابع|续|續"
).split("|")
"""The words that repeat a heading on a new page."""

CONTINUED_AT_END: Final = re.compile(
    rf"[\s,–—-]*[(（\[]\s*(?:{'|'.join(map(re.escape, CONTINUED))})\.?\s*[)）\]]$",
    re.IGNORECASE,
)

CLOSING_SHARE: Final = 0.85
"""The share of the widest line of a column that a line fills before the next word wraps.

Letters differ in width, so that not all full lines have as many."""


NARROWEST: Final = 16
"""Characters that the column of topics holds at least."""


def clean_heading(text: str) -> str:
    """Return the text of a heading without hidden characters and runs of spaces.

    >>> clean_heading("Border\u00a0 con\u00adtrol")
    'Border control'
    """
    return unicodedata.normalize("NFC", " ".join(HIDDEN.sub("", text).split()))


def clean_part(text: str) -> str:
    """Return the text of a part of a heading; a soft hyphen at its end stays, to be joined by."""
    return clean_heading(text) + (SOFT_HYPHEN if text.endswith(SOFT_HYPHEN) else "")


def without_marks(heading: str) -> tuple[str, str]:
    """Part a heading from `(continued)` and from the mark of a footnote, which is returned.

    >>> without_marks("Whales** (continued)"), without_marks("Nets (size)")
    (('Whales', '**'), ('Nets (size)', ''))
    """
    heading = CONTINUED_AT_END.sub("", heading) or heading
    mark = MARK_AT_END.search(heading)
    return (heading[: mark.start()], mark.group().strip()) if mark else (heading, "")


def is_continued(text: str) -> bool:
    """Say whether a text says only that a heading goes on: `(continued)`."""
    return text.strip("()（）[]. ").casefold() in CONTINUED


def join(first: str, second: str) -> str:
    """Join two parts of a heading; a hyphen at the end of the first one stays, a soft one goes.

    >>> join("Data", "collection"), join("Anti-", "corruption"), join("数据", "收集")
    ('Data collection', 'Anti-corruption', '数据收集')
    """
    if first.endswith(SOFT_HYPHEN):
        return first[:-1] + second
    if first.endswith(("-", "/")) or (is_chinese(first[-1]) and is_chinese(second[0])):
        return first + second
    return f"{first} {second}"


def continues(above: str, below: str, capitalised: bool) -> bool:
    """Say whether *below* is the rest of the heading *above*.

    It is where *above* cannot be the end of a heading (a comma, an open parenthesis, a
    conjunction), or where *below* begins with a small letter though headings here do not. A first
    word with a capital inside (`eHealth`) is a name. What repeats *above* is a heading of its own.

    >>> continues("Border control", "and management", True), continues("Vitamin E", "Water", True)
    (True, False)
    """
    if below.casefold().startswith(above.rstrip(",،， ").casefold()):
        return False
    if ends_openly(above):
        return True
    word = below.split()[0]
    return capitalised and word[0].islower() and word == word.lower()


def wraps(above: str, below: str, widest: int) -> bool:
    """Say whether the line *above* was so full that the first word of *below* had to wrap."""
    width = max(widest, NARROWEST)
    return len(above) + 1 + len(below.split()[0]) > CLOSING_SHARE * width


def is_chinese(character: str) -> bool:
    """Say whether a character is Chinese, beside which no line break stands for a space."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60"
