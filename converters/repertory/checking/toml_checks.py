"""Read a TOML file within limits, and find the line of each value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from repertory.checking.checked_file import CheckedFile, Keys, Wording, quoted
from repertory.errors import SourceError, refuse
from repertory.files import read_text
from repertory.model import Place

MAXIMUM_SIZE: Final = 1_000_000
"""Bytes of a TOML file; files written by hand are much smaller."""

MAXIMUM_DEPTH: Final = 16
"""Levels of nested values; the formats that are checked here have four."""

MAXIMUM_STATEMENT: Final = 100
"""Lines of a TOML statement; no line numbers are found from a longer statement on."""

TOML: Final = Wording(
    {
        str: "text in quotation marks",
        int: "a whole number",
        dict: "a table",
        list: "an array of tables",
    },
    sections="Write the header of each as [[{}]].",
)
"""The words of messages for values of a TOML file."""

_SYNTAX_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(path: Path, *, optional: bool = False) -> CheckedFile:
    """Read the TOML file at *path*; an *optional* one that does not exist reads as empty.

    Raises:
        SourceError: when it is missing, not a file, too large, not UTF-8 or not TOML.
    """
    text = read_text(path, MAXIMUM_SIZE, "a TOML file", optional=optional).replace("\r\n", "\n")
    if not text:
        return CheckedFile(path, {}, dict, TOML)
    import tomllib  # not needed if an optional file is missing

    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise _too_deep(path) from None
    except ValueError as error:  # TOMLDecodeError, or a number with thousands of digits
        raise _syntax_error(path, text, str(error)) from None
    if _is_deep(values):
        raise _too_deep(path)
    return CheckedFile(path, values, partial(statement_lines, text), TOML)


def statement_lines(text: str) -> dict[Keys, int]:
    r"""Return the line of each value of a TOML *text*, on which its statement begins.

    >>> lines = statement_lines('[[index]]\n[[index]]\ntitle.en = "Index"')
    >>> lines["index", 1], lines["index", 1, "title", "en"]
    (2, 3)
    """
    lines: dict[Keys, int] = {}
    lengths: dict[Keys, int] = {}
    table: Keys = ()
    for number, statement, values in _statements(text):
        if statement.lstrip().startswith("["):
            table = _opened(values, lengths)
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], number)
        else:
            for keys in _paths(values):
                lines.setdefault((*table, *keys), number)
    return lines


def _too_deep(path: Path) -> SourceError:
    return refuse(Place(str(path)), "values nested too deeply", f"at most {MAXIMUM_DEPTH} levels")


def _syntax_error(path: Path, text: str, message: str) -> SourceError:
    """Turn a message of `tomllib` into an error that quotes the line."""
    advice = "Put text in quotation marks; https://toml.io explains the format."
    at = _SYNTAX_PLACE.search(message)
    if at is None:
        return refuse(Place(str(path)), message, "TOML", advice)
    lines = text.split("\n")
    line, column = (int(at[1]), int(at[2])) if at[1] else (len(lines), None)
    place = Place(str(path), line=line, column=column)
    found = quoted(lines[line - 1].strip()) if at[1] else "the end of the file"
    return refuse(place, found, f"TOML ({message[: at.start()]})", advice)


def _is_deep(values: object) -> bool:
    level = [values]
    for _ in range(MAXIMUM_DEPTH):
        level = [below for value in level for _, below in _inside(value)]
    return bool(level)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Yield each statement of a valid TOML text with its first line and its values.

    A statement is the shortest sequence of lines that is valid TOML: a part of a string in triple
    quotation marks or of an array over several lines is not.
    """
    import tomllib

    start, open_lines = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        open_lines.append(line)
        statement = "\n".join(open_lines)
        try:
            values = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            if len(open_lines) >= MAXIMUM_STATEMENT:
                return
            continue
        if values:
            yield start, statement, values
        start, open_lines = number + 1, []


def _opened(values: Mapping[str, object], lengths: dict[Keys, int]) -> Keys:
    """Return the path of the table that a header such as `[a.b]` or `[[a.b]]` opens.

    *lengths* is the number of tables so far in each array of tables; it is updated.
    """
    keys: Keys = ()
    value: object = values
    while isinstance(value, dict) and value:
        name, value = next(iter(value.items()))
        keys = (*keys, name)
        if isinstance(value, list):
            lengths[keys] = lengths.get(keys, 0) + 1
        if keys in lengths:
            keys = (*keys, lengths[keys] - 1)
    return keys


def _paths(value: object) -> Iterator[Keys]:
    """Yield the path of each value inside *value*."""
    for key, below in _inside(value):
        yield (key,)
        yield from ((key, *keys) for keys in _paths(below))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()
