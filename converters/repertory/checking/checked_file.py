"""Read the values of a file key by key and collect all that is wrong in it, each with its line.

A reader asks a `Section` for the keys that it knows and then calls `refuse_others`;
`CheckedFile.report` raises one error with every problem. A value with a problem reads as if it were
absent, so that the reading goes on to the next key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field

from repertory.errors import SourceError

if TYPE_CHECKING:  # a query starts sooner without the model
    from repertory.model import Place

MAXIMUM_QUOTE: Final = 80
"""Characters of a value that a message quotes."""

Keys: TypeAlias = tuple[str | int, ...]
"""The way from the root of a file to a value: `("index", 0, "title")`."""

Lines: TypeAlias = Mapping[Keys, int]
"""The way to a value -> the line on which it begins."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")

V = TypeVar("V")


class Format(NamedTuple):
    """What a text must look like: in words, and as a test."""

    expected: str
    holds: Callable[[str], object]


class Wording(NamedTuple):
    """What messages call a value of a type in a language, and how to write an array of tables."""

    kinds: Mapping[type, str]
    sections: str


def one_of(values: Collection[str]) -> Format:
    """Return the format of a text that is one of some.

    >>> one_of(["open", "closed"]).expected
    "one of 'open', 'closed'"
    """
    return Format(f"one of {', '.join(map(repr, values))}", values.__contains__)


FILLED: Final = Format("text that is not empty", str.strip)
"""Any text but an empty one."""


class CheckedFile:
    """A file that was read, and the problems found in it so far."""

    def __init__(
        self,
        path: Path,
        values: Mapping[str, object],
        find_lines: Callable[[], Lines],
        wording: Wording,
    ) -> None:
        """Take the *values* in the file at *path*, and what finds their lines when asked."""
        self.path = path
        self.root = Section(self, (), values)
        self.wording = wording
        self._find_lines = find_lines
        self._problems: list[tuple[Keys, str, str, str]] = []

    def add(self, keys: Keys, found: str, expected: str, advice: str = "") -> None:
        """Note one problem at the place that *keys* lead to."""
        self._problems.append((keys, found, expected, advice))

    def place(self, keys: Keys) -> Place:
        """Return where the statement begins that holds the deepest known part of *keys*."""
        from repertory.model import Place

        known = (self._lines.get(keys[:length]) for length in range(len(keys), 0, -1))
        return Place(str(self.path), line=next(filter(None, known), None))

    def report(self) -> None:
        """End the reading.

        Raises:
            SourceError: when anything was noted, with all of it in the order of the lines.
        """
        if self._problems:
            from repertory.model import Problem

            problems = [Problem(self.place(keys), *told) for keys, *told in self._problems]
            raise SourceError(sorted(problems, key=lambda problem: problem.place.line or 0))

    @cached_property
    def _lines(self) -> Lines:
        return self._find_lines()


class Section(Struct):
    """One table of a file; the keys that were asked for are the keys that it may have."""

    file: CheckedFile
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
        expected = form.expected if form else self.file.wording.kinds[str]
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
        from datetime import date  # only a file with dates pays for this import

        if type(value) is date:
            self._known.append(key)
            return value.isoformat()
        return self.text(key, form)

    def number(self, key: str) -> int | None:
        """Return the positive whole number at *key*."""
        value = self._value(key, int, self.file.wording.kinds[int], required=False)
        if value is not None and value < 1:
            self.add(key, value, "a whole number from 1")
            return None
        return value

    def section(self, key: str, *, required: bool = False, advice: str = "") -> Section | None:
        """Return the table at *key*; *advice* tells how to write it."""
        table = self._value(key, dict, self.file.wording.kinds[dict], required, advice)
        return None if table is None else Section(self.file, (*self.keys, key), table)

    def sections(self, key: str, *, required: bool = False) -> list[Section]:
        """Return the tables of the array at *key*."""
        advice = self.file.wording.sections.format(key)
        tables = self._value(key, list, self.file.wording.kinds[list], required, advice) or []
        if required and self.values.get(key) == []:
            self.add(key, tables, "at least one table", advice)
        if not all(isinstance(table, dict) for table in tables):
            self.add(key, tables, self.file.wording.kinds[list], advice)
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
            self.add(key, value, self.file.wording.kinds[kind], advice)
            return None
        return value


def quoted(value: object) -> str:
    """Quote a value for a message, cut when it is long.

    >>> quoted("som 2019"), quoted("a" * 200)[-5:]
    ("'som 2019'", 'aaaa…')
    """
    shown = repr(value)
    return shown if len(shown) <= MAXIMUM_QUOTE else f"{shown[:MAXIMUM_QUOTE]}…"


def _suggestion(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only a misspelt key pays for this import

    close = get_close_matches(key, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else ""
