"""Read the header of a query file: the small part of YAML that our headers are written in.

A header line begins with `#+`, as grlc has it (https://github.com/CLARIAH/grlc). A header is a
mapping; a value is a text on the rest of the line, or a mapping or a list on deeper lines. To
import a YAML library would take longer than to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Line: TypeAlias = tuple[int, int, str]
"""The number of a line in its file, its indentation, and its text."""

MARK: Final = "#+"


class HeaderError(ValueError):
    """A line of a header cannot be read; *line* is its number in the file."""

    def __init__(self, line: int, found: str, expected: str) -> None:
        """Take where it is, what stands there and what was expected."""
        self.line = line
        self.found = found
        self.expected = expected
        super().__init__(f"line {line}: found {found!r}, expected {expected}")


def read_header(text: str) -> dict[str, Value]:
    r"""Return what the header of a query file says.

    >>> read_header("#+ summary: Topics\n#+ tags:\n#+   - topics\nSELECT * {}")
    {'summary': 'Topics', 'tags': ['topics']}

    Raises:
        HeaderError: when a line is not in the part of YAML that is read here.
    """
    lines: list[Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(MARK) and (content := line[len(MARK) :].rstrip()):
            lines.append((number, len(content) - len(content.lstrip()), content.strip()))
    if not lines:
        return {}
    value, rest = _block(lines)
    if rest or not isinstance(value, dict):
        number, _, found = (rest or lines)[0]
        raise HeaderError(number, found, "a key and a colon, indented like the lines above")
    return value


def _block(lines: Sequence[Line]) -> tuple[Value, Sequence[Line]]:
    """Parse block = {item} | {entry}, all at the indentation of the first line."""
    indentation = lines[0][1]
    is_list = lines[0][2].startswith("- ")
    items: list[Value] = []
    entries: dict[str, Value] = {}
    while lines and lines[0][1] == indentation and lines[0][2].startswith("- ") == is_list:
        if is_list:
            item, lines = _item(lines)
            items.append(item)
        else:
            number = lines[0][0]
            key, entry, lines = _entry(lines)
            if key in entries:
                raise HeaderError(number, key, "each key once")
            entries[key] = entry
    return (items if is_list else entries), lines


def _item(lines: Sequence[Line]) -> tuple[Value, Sequence[Line]]:
    """Parse item = "- ", text | "- ", entry."""
    number, indentation, text = lines[0]
    content = text[2:].strip()
    if _is_entry(content):
        key, value, rest = _entry([(number, indentation, content), *lines[1:]])
        return {key: value}, rest
    return _text(number, content), lines[1:]


def _entry(lines: Sequence[Line]) -> tuple[str, Value, Sequence[Line]]:
    """Parse entry = key, ": ", text | key, ":", a block on deeper lines."""
    number, indentation, text = lines[0]
    if not _is_entry(text):
        raise HeaderError(number, text, "a key, a colon and a value")
    key, _, content = text.partition(":")
    if content.strip():
        return key, _text(number, content.strip()), lines[1:]
    if len(lines) < 2 or lines[1][1] <= indentation:
        raise HeaderError(number, text, "a value, on this line or on deeper ones")
    value, rest = _block(lines[1:])
    return key, value, rest


def _is_entry(text: str) -> bool:
    key, colon, content = text.partition(":")
    return bool(colon) and key.isidentifier() and (not content or content.startswith(" "))


def _text(number: int, text: str) -> str:
    """Return a plain or quoted text; what YAML would read as anything else is refused."""
    if len(text) > 1 and text[0] == text[-1] == '"' and "\\" not in text and '"' not in text[1:-1]:
        return text[1:-1]
    if text[0] in "\"'[]{}>|*&!%#`@,?" or text.startswith("- ") or ": " in text or " #" in text:
        raise HeaderError(number, text, "a plain text, or one in double quotation marks")
    return text
