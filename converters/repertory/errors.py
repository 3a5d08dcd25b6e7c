"""The exceptions of Repertory, one tree.

RepertoryError              anything that the user can mend; the command line exits with 2
├── NotationError           a text that does not follow the grammar, with the span that breaks it
├── SourceError             what is wrong in an input file: one problem or many, each with its place
├── OutputError             something cannot be written
├── QueryError              a question that cannot be asked, or an answer that cannot be had
├── WebError                a server that cannot be reached, refuses, or answers with anything else
└── PublishError            a store or a portal does not take the dataset, or not as it is
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

if TYPE_CHECKING:  # the model takes longer to import than many a command to run
    from types import TracebackType

    from repertory.model import Problem


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


class SourceError(RepertoryError):
    """An input file cannot be used; *problems* lists all that is wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take all the problems of one input."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ProblemCollector:
    """Gathers the problems of several inputs, so that one run tells all of them.

    >>> from repertory import model
    >>> gathering = ProblemCollector()
    >>> with gathering:
    ...     raise SourceError([model.Problem(model.Place("a.txt"), "a folder", "a file")])
    >>> gathering.report()
    Traceback (most recent call last):
    ...
    repertory.errors.SourceError: a.txt: found a folder, expected a file
    """

    def __init__(self) -> None:
        """Begin without a problem."""
        self.problems: list[Problem] = []

    def __enter__(self) -> ProblemCollector:
        """Begin an input."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """End an input, with its problems."""
        if isinstance(error, SourceError):
            self.problems += error.problems
            return True
        return False

    def read(
        self, action: Callable[Given, Result], *given: Given.args, **options: Given.kwargs
    ) -> Result | None:
        """Return what *action* makes of what is given, None when that has problems."""
        with self:
            return action(*given, **options)
        return None

    def report(self) -> None:
        """Raise the problems, if there are any.

        Raises:
            SourceError: with all of them.
        """
        if self.problems:
            raise SourceError(self.problems)


class OutputError(RepertoryError):
    """An output cannot be written; nothing was left half-written."""


class QueryError(RepertoryError):
    """A question cannot be asked as it is, or its answer cannot be had."""


class WebError(RepertoryError):
    """A server cannot be reached, refuses, or answers with what cannot be read."""


class PublishError(RepertoryError):
    """A store or a portal does not take the dataset, or does not hold it as it was sent."""
