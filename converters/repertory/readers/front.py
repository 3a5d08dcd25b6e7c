"""Find the title, the symbol and the date of a document on its front page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from repertory.errors import NotationError
from repertory.model import Cell, Detail
from repertory.notation.symbols import parse_symbol

FRONT_LINES: Final = 100
"""The first lines of a document, within which the front page must end."""

TITLE: Final = re.compile(
    r"index of |index des |index analytique|répertoire |índice |указатель |فهرس |كشاف |.{0,40}索引",
    re.IGNORECASE,
)
"""The beginnings of the title of an index, in the six official languages."""

MONTHS: Final = {
    month: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    )
    for number, month in enumerate(names.split(), 1)
}
"""The names of months in five of the six languages; Chinese has numbers."""

DATE: Final = re.compile(
    r"(?P<day>\d{1,2})(?:er)?\s+(?:de\s+)?(?:[^\W\d]+(?:\s[^\W\d]+)?/)?(?P<month>[^\W\d]+)"
    r"\s+(?:de\s+)?(?P<year>\d{4})(?:\s+года)?",
    re.IGNORECASE,
)
"""A line that is a date: `16 July 2019`, `1er mars 2019`, `16 de julio de 2019`."""

CHINESE_DATE: Final = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


def read_front(lines: Sequence[tuple[Cell, ...]]) -> Iterator[Detail]:
    """Yield the details in the lines above the table, the first of each kind.

    >>> from repertory.model import Place
    >>> lines = [(Cell(text, Place("index.txt", line=1)),) for text in
    ...          ("A/75/6", "16 July 2019", "Index of recommendations on whales", "A/75/7")]
    >>> [(detail.name, detail.text) for detail in read_front(lines)]
    [('symbol', 'A/75/6'), ('date', '2019-07-16'), ('title', 'Index of recommendations on whales')]
    """
    seen: set[str] = set()
    front = takewhile(lambda line: sum(bool(cell.text) for cell in line) < 3, lines[:FRONT_LINES])
    cells = [cell for line in front for cell in line if cell.text]
    for number, cell in enumerate(cells):
        name, text = _detail(cell.text)
        if name and name not in seen:
            seen.add(name)
            if name == "title":
                text = _whole_title(text, cells[number + 1 :])
            yield Detail(name, text, cell.place)


def _whole_title(text: str, below: Sequence[Cell]) -> str:
    """Join a title with its next lines: before a small letter, or after a word such as `of`."""
    for cell in below:
        last = text.rpartition(" ")[2]
        if not (cell.text[0].islower() or (last.islower() and len(last) < 4)):
            break
        text = f"{text} {cell.text}"
    return text


def _detail(text: str) -> tuple[str, str]:
    """Return the name of a detail and its normal form, or an empty name for any other text."""
    try:
        return "symbol", parse_symbol(text)[0]
    except NotationError:
        pass
    if TITLE.match(text):
        return "title", text
    match = DATE.fullmatch(text) or CHINESE_DATE.fullmatch(text)
    if match is None:
        return "", ""
    month = match["month"].casefold()
    number = int(month) if month.isdecimal() else MONTHS.get(month, 0)
    try:
        return "date", date(int(match["year"]), number, int(match["day"])).isoformat()
    except ValueError:
        return "", ""
