"""Find the node at which JSON is invalid JSON-LD, since the parser does not report the place."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

from repertory.rdf import ReadError, read

SPACE: Final = re.compile(r"[ \t\r\n]*")

_value: Final = json.JSONDecoder().raw_decode
"""Parse one value: return it and the offset of its end."""


def find_place(content: bytes, base: str) -> tuple[int | None, int | None]:
    r"""Return the line and the column of the first invalid node, or of the context.

    They are None if neither is invalid by itself.

    >>> find_place(b'[{"@id": "a:b"},\n {"@id": 5}]', "file:///a.jsonld")
    (2, 2)
    """
    text = content.decode("utf-8", "replace")
    try:
        rest, nodes, context = _parts(text)
    except (ValueError, IndexError, RecursionError):  # not JSON, or nested too deeply
        return None, None
    offsets = [offset for offset, _ in nodes]
    good, bad = 0, len(nodes)
    if not _is_readable(rest, [], base):
        return _place(text, context)
    while bad - good > 1:
        middle = (good + bad) // 2
        is_good = _is_readable(rest, nodes[:middle], base)
        good, bad = (middle, bad) if is_good else (good, middle)
    return _place(text, offsets[good] if offsets else None)


def _place(text: str, offset: int | None) -> tuple[int | None, int | None]:
    if offset is None:
        return None, None
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _is_readable(rest: dict[str, Any], nodes: list[tuple[int, Any]], base: str) -> bool:
    document = {**rest, "@graph": [node for _, node in nodes]}
    try:
        deque(read(json.dumps(document).encode(), "jsonld", base), maxlen=0)
    except ReadError:
        return False
    return True


def _parts(text: str) -> tuple[dict[str, Any], list[tuple[int, Any]], int | None]:
    """Return the other members, the nodes with their offsets, and the offset of the context."""
    start = _skip(text, text.startswith("\ufeff"))
    if text[start : start + 1] == "[":
        return {}, list(_items(text, start)), None
    rest: dict[str, Any] = {}
    nodes: list[tuple[int, Any]] = []
    context = None
    for key, offset in _members(text, start):
        if key == "@graph" and text[offset] == "[":
            nodes = list(_items(text, offset))
            continue
        rest[key] = _value(text, offset)[0]
        context = offset if key == "@context" else context
    return rest, nodes, context


def _members(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the keys of an object and the offsets of their values."""
    at = _skip(text, start + 1)
    while text[at] != "}":
        key, at = _value(text, at)
        at = _skip(text, _skip(text, at) + 1)
        yield key, at
        at = _next(text, at)


def _items(text: str, start: int) -> Iterator[tuple[int, Any]]:
    """Yield the items of a list with their offsets."""
    at = _skip(text, start + 1)
    while text[at] != "]":
        yield at, _value(text, at)[0]
        at = _next(text, at)


def _next(text: str, at: int) -> int:
    """Return the offset after a value and its comma."""
    at = _skip(text, _value(text, at)[1])
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at
