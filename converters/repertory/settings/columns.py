"""The columns of an index, and the notation in which a user assigns them."""

from __future__ import annotations

import re
from typing import Final

from repertory.errors import NotationError

ROLES: Final = ("topic", "document", "paragraphs", "reference")
"""The columns of an index; that of the references is optional."""

EXAMPLE: Final = "topic=1,document=2,paragraphs=3,reference=4"


def parse_columns(text: str) -> tuple[tuple[str, int], ...]:
    """Parse columns = role, "=", number, {",", role, "=", number}.

    The numbers in the text are counted from 1, those in the result from 0.

    >>> parse_columns("topic=1, document=3, paragraphs=2")
    (('topic', 0), ('document', 2), ('paragraphs', 1))

    Raises:
        NotationError: when a column is unknown, missing or assigned twice.
    """
    found: dict[str, int] = {}
    start = 0
    for part in text.split(","):
        end = start + len(part)
        match = re.fullmatch(r"\s*([a-z]+)\s*=\s*([1-9][0-9]{0,3})\s*", part)
        if match is None or match[1] not in ROLES:
            raise NotationError(text, start, end, f"columns such as {EXAMPLE}")
        position = int(match[2]) - 1
        if match[1] in found or position in found.values():
            raise NotationError(text, start, end, "each column once")
        found[match[1]] = position
        start = end + 1
    missing = [role for role in ROLES[:3] if role not in found]
    if missing:
        raise NotationError(text, len(text), len(text), f"a column for {' and '.join(missing)}")
    return tuple(found.items())


def are_columns(text: str) -> bool:
    """Return whether a text assigns columns.

    >>> are_columns("topic=1,document=2,paragraphs=3"), are_columns("topic=1")
    (True, False)
    """
    try:
        parse_columns(text)
    except NotationError:
        return False
    return True
