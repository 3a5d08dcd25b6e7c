"""The roles of the columns of a list, and the notation in which a user assigns them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Final

from repertory.errors import NotationError

CITED: Final = ("topic", "document", "paragraphs", "reference")
"""The roles of the cells that are citations."""

ROLES: Final = (
    *("topic", "document", "decision", "paragraphs", "reference"),
    *("text", "position", "addressee", "state", "session", "date", "sdg", "identifier"),
)
"""All roles of columns. A decision is a document; where there is a column of documents too, it is a
part of the document."""

SEVERAL: Final = frozenset(("topic", "reference"))
"""The roles that several columns may have: topics from broader to narrower, one reference for each
compilation."""

REQUIRED: Final = {
    "topic or text": ("topic", "text"),
    "document": ("document", "decision", "session"),
}
"""What a table must have -> the roles of which one is enough."""

EXAMPLE: Final = "topic=1,document=2,paragraphs=3,reference=4"


def missing_from(roles: Collection[str]) -> list[str]:
    """Return what *roles* lack.

    >>> missing_from(["topic", "session"]), missing_from(["paragraphs"])
    ([], ['topic or text', 'document'])
    """
    return [name for name, either in REQUIRED.items() if not set(roles).intersection(either)]


def parse_columns(text: str) -> tuple[tuple[str, int], ...]:
    """Parse columns = role, "=", number, {",", role, "=", number}.

    The numbers in the text are counted from 1, those in the result from 0.

    >>> parse_columns("topic=1, topic=2, document=4")
    (('topic', 0), ('topic', 1), ('document', 3))

    Raises:
        NotationError: when a role is unknown or missing, or a column or role is assigned twice.
    """
    found: list[tuple[str, int]] = []
    start = 0
    for part in text.split(","):
        end = start + len(part)
        match = re.fullmatch(r"\s*([a-z]+)\s*=\s*([1-9][0-9]{0,3})\s*", part)
        if match is None or match[1] not in ROLES:
            advice = f"The roles are {', '.join(ROLES)}."
            raise NotationError(text, start, end, f"columns such as {EXAMPLE}", advice)
        found.append((match[1], int(match[2]) - 1))
        roles, positions = (Counter(each) for each in zip(*found, strict=True))
        if max(positions.values()) > 1:
            raise NotationError(text, start, end, "each column once")
        if roles[match[1]] > 1 and match[1] not in SEVERAL:
            advice = f"Only {' and '.join(sorted(SEVERAL))} may have several."
            raise NotationError(text, start, end, f"one column for {match[1]}", advice)
        start = end + 1
    missing = missing_from([role for role, _ in found])
    if missing:
        raise NotationError(text, len(text), len(text), f"a column for {' and '.join(missing)}")
    return tuple(found)


def format_columns(columns: Collection[tuple[str, int]]) -> str:
    """Return the text that `parse_columns` parses.

    >>> format_columns([("topic", 0), ("document", 2)])
    'topic=1,document=3'
    """
    return ",".join(f"{role}={position + 1}" for role, position in columns)


def are_columns(text: str) -> bool:
    """Return whether a text assigns columns.

    >>> are_columns("topic=1,document=2"), are_columns("topic=1")
    (True, False)
    """
    try:
        parse_columns(text)
    except NotationError:
        return False
    return True
