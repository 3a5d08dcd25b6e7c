"""The exceptions of Repertory, one tree.

RepertoryError              anything that the user can mend; the command line exits with 2
├── NotationError           a text that does not follow the grammar, with the span that breaks it
├── SourceError             what is wrong in an input file: one problem or many, each with its place
└── OutputError             something cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from repertory.model import Place


class RepertoryError(Exception):
    """The root of all errors that Repertory raises on purpose."""


class NotationError(RepertoryError):
    """A text breaks the grammar of a notation.

    >>> print(NotationError("5–3", 0, 3, "a range that goes up", advice="Swap its ends?"))
    '5–3': expected a range that goes up. Swap its ends?
    """

    def __init__(self, text: str, start: int, end: int, expected: str, advice: str = "") -> None:
        """Take the whole *text*, the span that breaks the grammar and what was expected there."""
        self.text = text
        self.start = start
        self.end = end
        self.expected = expected
        self.advice = advice
        self.found = repr(text[start:end]) if end > start else f"the end of {text!r}"
        super().__init__(f"{self.found}: expected {expected}." + (f" {advice}" if advice else ""))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in an input: where, what stands there, what was expected, advice.

    >>> print(Problem(Place("index.txt", line=17), "'5–3'", "a range that goes up"))
    index.txt, line 17: found '5–3', expected a range that goes up
    """

    place: Place
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        text = f"{self.place}: found {self.found}, expected {self.expected}"
        return f"{text}. {self.advice}" if self.advice else text


class SourceError(RepertoryError):
    """An input file cannot be used; *problems* lists all that is wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take all the problems of one input."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class OutputError(RepertoryError):
    """An output cannot be written; nothing was left half-written."""
