"""Sort keys: text that sorts documents, paragraphs and recommendations as a reader expects.

A key follows from the designation alone, so that it is the same in every dataset.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from repertory.model import ParagraphNumber, Reference
from repertory.notation.items import sequence_of
from repertory.notation.languages import SUFFIXES
from repertory.notation.recommendation_order import roman_value

WIDTH: Final = 5
"""Digits to which numbers are padded."""

_RANKS: Final = {
    **{"preamble": "0000p", "decision": "d", "part": "p", "chapter": "q", "section": "s"},
    **{"article": "t", "annex": "x", "appendix": "y"},
}
"""What the key of a part begins with; numbered paragraphs begin with a digit."""

_ROMAN: Final = re.compile(r"[IVX]|(?=[IVXLC]{2})(X[CL]|C{0,3}L?X{0,3})(I[XV]|V?I{0,3})")
"""Roman numerals below 400. `C` and `L` alone are letters, as in sections A to L."""


@lru_cache(maxsize=4096)
def paragraph_key(paragraph: ParagraphNumber) -> str:
    """Return the key of a place inside its document.

    The item (i) is a letter on the first level and a roman numeral on the second.

    >>> [paragraph_key(ParagraphNumber(8, items=items)) for items in ((), ("e",), ("e", "iv"))]
    ['00008', '00008.005', '00008.005.004']
    >>> paragraph_key(ParagraphNumber(12, "bis")), paragraph_key(ParagraphNumber(26, dotted=(9,)))
    ('00012_1', '00026-00009')

    The whole document is first, and the annexes come after the main text.

    >>> from repertory.model import Locator
    >>> annex = ParagraphNumber(8, within=(Locator("annex", "I"),))
    >>> sorted(map(paragraph_key, (annex, ParagraphNumber(9), ParagraphNumber(0))))
    ['00000', '00009', 'x00001.00008']
    """
    suffix = f"_{SUFFIXES.index(paragraph.suffix) + 1}" if paragraph.suffix else ""
    items = (f".{_item_key(item, level)}" for level, item in enumerate(paragraph.items))
    dotted = (f"-{number:0{WIDTH}}" for number in paragraph.dotted)
    number = f"{paragraph.number:0{WIDTH}}{''.join(dotted)}{suffix}{''.join(items)}"
    parts = [f"{_RANKS[part.kind]}{section_key(part.name)}" for part in paragraph.within]
    keys = [*parts, number] if paragraph.number or paragraph.items or not parts else parts
    name = [f"r{natural_key(paragraph.recommendation)}"] if paragraph.recommendation else []
    return ".".join([*keys, *name])


def _item_key(item: str, level: int) -> str:
    if item.isdecimal():
        return item.zfill(WIDTH)
    sequence = sequence_of((item,), level)
    return f"{sequence.index(item) + 1:03}" if sequence else item


@lru_cache(maxsize=4096)
def section_key(section: str) -> str:
    """Return the key of a section of a compilation: of its roman numeral, letter or number.

    >>> section_key("IX"), section_key("C"), section_key("2"), section_key("")
    ('00009', 'C', '00002', '00000')
    """
    if _ROMAN.fullmatch(section):
        return f"{roman_value(section):0{WIDTH}}"
    return natural_key(section) or "0" * WIDTH


def reference_key(reference: Reference) -> str:
    """Return the key of a recommendation inside its compilation.

    >>> reference_key(Reference("V", ParagraphNumber(2, items=("e",))))
    '00005.00002.005'
    """
    return f"{section_key(reference.section)}.{paragraph_key(reference.paragraph)}"


def natural_key(text: str) -> str:
    """Return a text with its numbers padded, so that 10 sorts after 9.

    The key of a number of more than five digits begins with a tilde and its length.

    >>> natural_key("CTOC/COP/WG.7/2018/3")
    'CTOC/COP/WG.00007/02018/00003'
    """
    return re.sub(r"[0-9]+", lambda digits: _padded(digits[0]), text)


def _padded(digits: str) -> str:
    number = digits.lstrip("0").zfill(WIDTH)
    return number if len(number) == WIDTH else f"~{len(number):02}{number}"
