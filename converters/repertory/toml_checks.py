"""Read a TOML file key by key and collect all that is wrong in it, each with its line.

A reader asks a `Section` for the keys that it knows and then calls `refuse_others`;
`TomlFile.report` raises one error with every problem. A value with a problem reads as if it were
absent, so that the reading goes on to the next key.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field

from repertory.errors import SourceError
from repertory.model import Place, Problem

MAXIMUM_SIZE: Final = 1_000_000
"""Bytes of a TOML file that are read; what is written by hand stays far below."""

MAXIMUM_DEPTH: Final = 16
"""Levels of values inside values; the formats that are checked here have four."""

MAXIMUM_STATEMENT: Final = 100
"""Lines of one TOML statement; the lines from a longer one on are not found."""

MAXIMUM_QUOTE: Final = 80
"""Characters of a value that a message quotes."""

KINDS: Final[Mapping[type, str]] = {
    str: "text in quotation marks",
    int: "a whole number",
    dict: "a table",
    list: "an array of tables",
}
"""What a message calls a value of a type."""

Keys: TypeAlias = tuple[str | int, ...]
"""The way from the root of a file to a value: `("index", 0, "title")`."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SYNTAX_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

V = TypeVar("V")


class Format(NamedTuple):
    """What a text must look like: in words, and as a test."""

    expected: str
    holds: Callable[[str], object]


FILLED: Final = Format("text that is not empty", str.strip)
"""Any text but an empty one."""


class TomlFile:
    """A TOML file that was read, and the problems found in it so far."""

    def __init__(self, path: Path, text: str, values: Mapping[str, object]) -> None:
        """Take the *values* that the *text* of the file at *path* holds."""
        self.path = path
        self.text = text
        self.root = Section(self, (), values)
        self._problems: list[tuple[Keys, str, str, str]] = []

    def add(self, keys: Keys, found: str, expected: str, advice: str = "") -> None:
        """Note one problem at the place that *keys* lead to."""
        self._problems.append((keys, found, expected, advice))

    def place(self, keys: Keys) -> Place:
        """Return where the statement begins that holds the deepest known part of *keys*."""
        known = (self._lines.get(keys[:length]) for length in range(len(keys), 0, -1))
        return Place(str(self.path), line=next(filter(None, known), None))

    def report(self) -> None:
        """End the reading.

        Raises:
            SourceError: when anything was noted, with all of it in the order of the lines.
        """
        problems = [Problem(self.place(keys), *told) for keys, *told in self._problems]
        if problems:
            raise SourceError(sorted(problems, key=lambda problem: problem.place.line or 0))

    @cached_property
    def _lines(self) -> dict[Keys, int]:
        return statement_lines(self.text)


class Section(Struct):
    """One table of a TOML file; the keys that were asked for are the keys that it may have."""

    file: TomlFile
    keys: Keys
    values: Mapping[str, object]
    _known: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Write the head of the table: `[dataset]`, `[[index]]`."""
        names = ".".join(str(key) for key in self.keys if isinstance(key, str))
        if not names:
            return "the file"
        return f"[[{names}]]" if isinstance(self.keys[-1], int) else f"[{names}]"

    def text(self, key: str, form: Format | None = None, *, required: bool = False) -> str:
        """Return the text at *key*; empty when it is absent or has a problem."""
        expected = form.expected if form else KINDS[str]
        value = self._value(key, str, expected, required)
        if value is None:
            return ""
        if control := _CONTROLS.search(value):
            self.add(key, value, f"no control character such as {control[0]!r}")
        elif form and not form.holds(value):
            self.add(key, value, expected)
        else:
            return value
        return ""

    def texts(self, key: str, form: Format) -> tuple[str, ...]:
        """Return the texts of the array at *key*; none when it is absent or has a problem."""
        self._known.append(key)
        values = self.values.get(key, [])
        if isinstance(values, list) and all(isinstance(v, str) and form.holds(v) for v in values):
            return tuple(values)
        self.add(key, values, f"an array of texts, each {form.expected}")
        return ()

    def date(self, key: str, form: Format) -> str:
        """Return the date at *key*, written as text or as a TOML date without a time."""
        value = self.values.get(key)
        if type(value) is datetime.date:
            self._known.append(key)
            return value.isoformat()
        return self.text(key, form)

    def number(self, key: str) -> int | None:
        """Return the positive whole number at *key*."""
        value = self._value(key, int, KINDS[int], required=False)
        if value is not None and value < 1:
            self.add(key, value, "a whole number from 1")
            return None
        return value

    def section(self, key: str, *, required: bool = False, advice: str = "") -> Section | None:
        """Return the table at *key*; *advice* tells how to write it."""
        table = self._value(key, dict, KINDS[dict], required, advice)
        return None if table is None else Section(self.file, (*self.keys, key), table)

    def sections(self, key: str, *, required: bool = False) -> list[Section]:
        """Return the tables of the array at *key*."""
        advice = f"Write the head of each as [[{key}]]."
        tables = self._value(key, list, KINDS[list], required, advice) or []
        if required and self.values.get(key) == []:
            self.add(key, tables, "at least one table", advice)
        if not all(isinstance(table, dict) for table in tables):
            self.add(key, tables, KINDS[list], advice)
            return []
        ways = [(*self.keys, key, number) for number in range(len(tables))]
        return [Section(self.file, way, table) for way, table in zip(ways, tables, strict=True)]

    def refuse_others(self) -> None:
        """Note every key that was not asked for, with the known one that it resembles."""
        for key in self.values:
            if key not in self._known:
                found = f"the key {quoted(key)} in {self}"
                expected = f"only {', '.join(sorted(self._known))}"
                self.file.add((*self.keys, key), found, expected, _suggestion(key, self._known))

    def add(self, key: str, value: object, expected: str, advice: str = "") -> None:
        """Note that the *value* at *key* is not what was expected."""
        self.file.add((*self.keys, key), f"{key} = {quoted(value)}", expected, advice)

    def _value(
        self, key: str, kind: type[V], expected: str, required: bool, advice: str = ""
    ) -> V | None:
        """Return the value at *key* when it is of the type *kind*; a truth value is no number."""
        self._known.append(key)
        value = self.values.get(key)
        if value is None:
            if required:
                self.file.add(self.keys, f"no {quoted(key)} in {self}", expected, advice)
            return None
        if not isinstance(value, kind) or isinstance(value, bool):
            self.add(key, value, KINDS[kind], advice)
            return None
        return value


def read_toml(path: Path, *, optional: bool = False) -> TomlFile:
    """Read the TOML file at *path*; an *optional* one that does not exist reads as empty.

    Raises:
        SourceError: when it is missing, no file, too large, not UTF-8 or not TOML.
    """
    content = _content(path, optional)
    if not content:
        return TomlFile(path, "", {})
    text = _text(path, content)
    import tomllib  # a document that has no file beside it does not pay for this import

    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise _too_deep(path) from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise SourceError([_syntax_problem(path, text, str(error))]) from None
    if _is_deep(values):
        raise _too_deep(path)
    return TomlFile(path, text, values)


def statement_lines(text: str) -> dict[Keys, int]:
    r"""Return the line on which the statement begins that makes each value of a TOML *text*.

    >>> lines = statement_lines('[[index]]\n[[index]]\ntitle.en = "Index"')
    >>> lines["index", 1], lines["index", 1, "title", "en"]
    (2, 3)
    """
    lines: dict[Keys, int] = {}
    lengths: dict[Keys, int] = {}
    table: Keys = ()
    for number, statement, values in _statements(text):
        if statement.lstrip().startswith("["):
            table = _entered(values, lengths)
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], number)
        else:
            for keys in _ways(values):
                lines.setdefault((*table, *keys), number)
    return lines


def quoted(value: object) -> str:
    """Quote a value for a message, cut when it is long.

    >>> quoted("som 2019"), quoted("a" * 200)[-5:]
    ("'som 2019'", 'aaaa…')
    """
    shown = repr(value)
    return shown if len(shown) <= MAXIMUM_QUOTE else f"{shown[:MAXIMUM_QUOTE]}…"


def _content(path: Path, optional: bool) -> bytes:
    place = Place(str(path))
    try:
        with path.open("rb") as stream:
            content = stream.read(MAXIMUM_SIZE + 1)
    except FileNotFoundError:
        if optional:
            return b""
        raise _error(place, "no such file", "a TOML file") from None
    except IsADirectoryError:
        raise _error(place, "a folder", "a TOML file that can be read") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _error(place, reason.lower(), "a TOML file that can be read") from error
    if len(content) > MAXIMUM_SIZE:
        found = f"more than {MAXIMUM_SIZE:,} bytes"
        raise _error(place, found, "a TOML file, which is smaller", "Is it the right file?")
    return content


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = Place(str(path), line=before.count(b"\n") + 1)
        found = f"the byte 0x{error.object[error.start]:02x}"
        raise _error(place, found, "text in UTF-8", "Save the file in UTF-8.") from None


def _error(place: Place, found: str, expected: str, advice: str = "") -> SourceError:
    return SourceError([Problem(place, found, expected, advice)])


def _too_deep(path: Path) -> SourceError:
    return _error(Place(str(path)), "values nested too deep", f"at most {MAXIMUM_DEPTH} levels")


def _syntax_problem(path: Path, text: str, message: str) -> Problem:
    """Turn a message of `tomllib` into a problem that quotes the line."""
    advice = "Text stands in quotation marks; https://toml.io explains the format."
    at = _SYNTAX_PLACE.search(message)
    if at is None:
        return Problem(Place(str(path)), message, "TOML", advice)
    lines = text.split("\n")
    line, column = (int(at[1]), int(at[2])) if at[1] else (len(lines), None)
    place = Place(str(path), line=line, column=column)
    found = quoted(lines[line - 1].strip()) if at[1] else "the end of the file"
    return Problem(place, found, f"TOML ({message[: at.start()]})", advice)


def _is_deep(values: object) -> bool:
    level = [values]
    for _ in range(MAXIMUM_DEPTH):
        level = [below for value in level for _, below in _inside(value)]
    return bool(level)


def _suggestion(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only a misspelt key pays for this import

    close = get_close_matches(key, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else ""


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Yield each statement of a valid TOML text with its first line and its values.

    A statement is the shortest run of lines that is TOML by itself: no beginning of one that goes
    on over several lines (a string in triple quotation marks, an array) is.
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


def _entered(values: Mapping[str, object], lengths: dict[Keys, int]) -> Keys:
    """Return the way to the table that a head such as `[a.b]` or `[[a.b]]` opens.

    *lengths* holds the number of tables so far in each array of tables, and is brought up to date.
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


def _ways(value: object) -> Iterator[Keys]:
    """Yield the way to each value inside *value*."""
    for key, below in _inside(value):
        yield (key,)
        yield from ((key, *keys) for keys in _ways(below))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()
