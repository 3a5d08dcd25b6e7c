"""Take the number of a paragraph from the beginning of its text: `12 (a) Ratify the Convention`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.model import Cell, IndexRow
from repertory.notation.paragraphs import parse_paragraphs

TEXT: Final = "text"
"""The role of the cells of texts."""

OPENING: Final = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,4})*)(?P<stop>\.?)\s?(?P<items>(?:\(\w{1,4}\)\s?)*)"
    r"(?P<end>[.:]?)\s+(?=\S)"
)
"""The number of a paragraph at the beginning of its text."""


def take_numbers(rows: Sequence[IndexRow]) -> Sequence[IndexRow]:
    """Return rows with the paragraph that opens their text if they have no other.

    Texts are numbered if at least half of those of rows without a paragraph open with a number.
    """
    bare = [row for row in rows if row.extras and not row.paragraphs.text.strip()]
    numbers = {id(row): number for row in bare if (number := _opening(row))}
    texts = sum(any(name == TEXT for name, _ in row.extras) for row in bare)
    if not numbers or 2 * len(numbers) < texts:
        return rows
    return [
        replace(row, paragraphs=numbers[id(row)]) if id(row) in numbers else row for row in rows
    ]


def _opening(row: IndexRow) -> Cell | None:
    """Return the number that opens the text of a row as a cell, or None."""
    cell = next((cell for name, cell in row.extras if name == TEXT), None)
    match = OPENING.match(cell.text) if cell else None
    if cell is None or match is None:
        return None
    following = cell.text[match.end()]
    is_marked = match["stop"] or match["items"] or "." in match["number"]
    if not is_marked and (following.islower() or not following.isalpha()):
        return None
    text = f"{match['number']} {match['items']}".strip()
    try:
        parse_paragraphs(text)
    except NotationError:
        return None
    return replace(cell, text=text)


def without_number(text: str, paragraph: str) -> str:
    """Return a text without the number of its paragraph in front.

    >>> without_number("12.(a) Ratify it.", "12 (a)"), without_number("12 ships sank.", "13")
    ('Ratify it.', '12 ships sank.')
    """
    match = OPENING.match(text)
    if match is None or _bare(match.group()) != _bare(paragraph):
        return text
    return text[match.end() :]


def _bare(number: str) -> str:
    return re.sub(r"[^\w.]", "", number.replace(".(", "(")).strip(".").lstrip("0")
