"""Clean the headings of an index, recognise their parts, and join them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from repertory.model import Cell
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
"""The share of the widest line of a column from which a line is full.

Letters differ in width, so full lines differ in length."""

NARROWEST: Final = 16
"""The least width of the topic column, in characters."""


def clean_heading(text: str) -> str:
    """Return a heading without hidden characters and repeated spaces.

    >>> clean_heading("Border\u00a0 con\u00adtrol")
    'Border control'
    """
    if text.isascii() and text.isprintable():  # as most are
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(HIDDEN.sub("", text).split()))


def with_line_ends(cell: Cell) -> str:
    """Return the text of a cell with line ends where the cell has them."""
    if not cell.breaks:
        return cell.text
    return "".join("\n" if n in cell.breaks else letter for n, letter in enumerate(cell.text))


def clean_part(text: str) -> str:
    """Return a part of a heading like `clean_heading`, but keep a soft hyphen at its end."""
    return clean_heading(text) + (SOFT_HYPHEN if text.endswith(SOFT_HYPHEN) else "")


def without_marks(heading: str) -> tuple[str, str]:
    """Remove `(continued)` and the mark of a footnote from a heading; return it and the mark.

    >>> without_marks("Whales** (continued)"), without_marks("Nets (size)")
    (('Whales', '**'), ('Nets (size)', ''))
    """
    heading = CONTINUED_AT_END.sub("", heading) or heading
    mark = MARK_AT_END.search(heading)
    return (heading[: mark.start()], mark.group().strip()) if mark else (heading, "")


def is_continued(text: str) -> bool:
    """Return whether a text is only `(continued)` or the like."""
    return text.strip("()（）[]. ").casefold() in CONTINUED


def join(first: str, second: str) -> str:
    """Join two parts of a heading; a hyphen between them is kept, a soft hyphen removed.

    >>> join("Data", "collection"), join("Anti-", "corruption"), join("数据", "收集")
    ('Data collection', 'Anti-corruption', '数据收集')
    """
    if first.endswith(SOFT_HYPHEN):
        return first[:-1] + second
    if first.endswith(("-", "/")) or (is_chinese(first[-1]) and is_chinese(second[0])):
        return first + second
    return f"{first} {second}"


def continues(above: str, below: str, capitalised: bool) -> bool:
    """Return whether *below* is the rest of the heading *above*.

    It is if *above* cannot be the end of a heading (a comma, an open parenthesis, a conjunction),
    or if *below* begins with a small letter and headings are *capitalised*. A first word with a
    capital inside (`eHealth`) is a name. A text that repeats *above* is another heading.

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
    """Return whether the line *above* was so full that the first word of *below* had to wrap."""
    width = max(widest, NARROWEST)
    return len(above) + 1 + len(below.split()[0]) > CLOSING_SHARE * width


def is_chinese(character: str) -> bool:
    """Return whether a character is Chinese, so that a line break next to it is not a space."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60"
