"""Read the values of a file key by key and collect all problems, each with its line.

A reader asks a `Section` for the keys that it knows and then calls `refuse_others`;
`CheckedFile.report` raises one error with every problem. A value with a problem is treated as
absent, so that reading continues with the next key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field

from repertory.errors import SourceError

if TYPE_CHECKING:  # a query starts sooner without the model
    from pathlib import Path

    from repertory.model import Place

MAXIMUM_QUOTE: Final = 80
"""Characters of a value that a message quotes."""

Keys: TypeAlias = tuple[str | int, ...]
"""The path from the root of a file to a value: `("index", 0, "title")`."""

Lines: TypeAlias = Mapping[Keys, int]
"""The path of a value -> the line on which it begins."""

_CONTROLS: Final = r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]"
"""Control characters; the pattern takes longer to compile than most files to check."""

V = TypeVar("V")


class Format(NamedTuple):
    """A format of a text: its description and its test."""

    expected: str
    holds: Callable[[str], object]


class Wording(NamedTuple):
    """The words of messages for each type of value, and how to write an array of tables."""

    kinds: Mapping[type, str]
    sections: str


def one_of(values: Collection[str]) -> Format:
    """Return the format of a text that is one of *values*.

    >>> one_of(["open", "closed"]).expected
    "one of 'open', 'closed'"
    """
    return Format(f"one of {', '.join(map(repr, values))}", values.__contains__)


FILLED: Final = Format("text that is not empty", str.strip)
"""Text that is not blank."""


class CheckedFile:
    """A file that was read, and the problems found in it so far."""

    def __init__(
        self,
        path: Path | str,
        values: Mapping[str, object],
        find_lines: Callable[[], Lines],
        wording: Wording,
    ) -> None:
        """Take the *values* in the file at *path*; *find_lines* is called for the first problem."""
        self.path = path
        self.root = Section(self, (), values)
        self.wording = wording
        self._find_lines = find_lines
        self._problems: list[tuple[Keys, str, str, str]] = []

    def add(self, keys: Keys, found: str, expected: str, advice: str = "") -> None:
        """Add a problem with the value at *keys*."""
        self._problems.append((keys, found, expected, advice))

    def place(self, keys: Keys) -> Place:
        """Return the line of the value at *keys*, or of the nearest table around it."""
        from repertory.model import Place

        known = (self._lines.get(keys[:length]) for length in range(len(keys), 0, -1))
        return Place(str(self.path), line=next(filter(None, known), None))

    def report(self) -> None:
        """Raise all problems together, in the order of their lines.

        Raises:
            SourceError: when there are any.
        """
        if self._problems:
            from repertory.model import Problem

            problems = [Problem(self.place(keys), *texts) for keys, *texts in self._problems]
            raise SourceError(sorted(problems, key=lambda problem: problem.place.line or 0))

    @cached_property
    def _lines(self) -> Lines:
        return self._find_lines()


class Section(Struct):
    """A table of a file; it may only have the keys that are asked for."""

    file: CheckedFile
    keys: Keys
    values: Mapping[str, object]
    _known: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the header of the table: `[dataset]`, `[[index]]`."""
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
        if not value.isprintable() and (control := re.search(_CONTROLS, value)):
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

    def one_or_several(
        self, key: str, expected: str, holds: Callable[[object], bool]
    ) -> tuple[object, ...]:
        """Return the value at *key*, or those of its array; none if one has a problem."""
        self._known.append(key)
        value = self.values.get(key, [])
        values = value if isinstance(value, list) else [value]
        if all(map(holds, values)):
            return tuple(values)
        self.add(key, value, expected)
        return ()

    def date(self, key: str, form: Format) -> str:
        """Return the date at *key*, written as text or as a TOML date without a time."""
        value = self.values.get(key)
        from datetime import date  # only needed for files with dates

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
        """Return the table at *key*; *advice* says how to write it."""
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
        return [
            Section(self.file, (*self.keys, key, number), table)
            for number, table in enumerate(tables)
        ]

    def refuse_others(self) -> None:
        """Add a problem for each key that was not asked for, with the most similar known key."""
        for key in self.values:
            if key not in self._known:
                found = f"the key {quoted(key)} in {self}"
                expected = f"only {', '.join(sorted(self._known))}"
                self.file.add((*self.keys, key), found, expected, _suggestion(key, self._known))

    def add(self, key: str, value: object, expected: str, advice: str = "") -> None:
        """Add a problem with the *value* at *key*."""
        self.file.add((*self.keys, key), f"{key} = {quoted(value)}", expected, advice)

    def _value(
        self, key: str, kind: type[V], expected: str, required: bool, advice: str = ""
    ) -> V | None:
        """Return the value at *key* if it is of the type *kind*; a Boolean is not an integer."""
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
    """Quote a value for a message; a long one is cut.

    >>> quoted("som 2019"), quoted("a" * 200)[-5:]
    ("'som 2019'", 'aaaa…')
    """
    shown = repr(value)
    return shown if len(shown) <= MAXIMUM_QUOTE else f"{shown[:MAXIMUM_QUOTE]}…"


def _suggestion(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # slow to import, and only needed for misspelt keys

    close = get_close_matches(key, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else ""
