"""The exceptions of Repertory, one tree.

RepertoryError              an error that the user can correct; the command line exits with 2
├── NotationError           a text does not follow the grammar; it has the span of the error
├── SourceError             an input cannot be used; it has all problems, each with its place
├── OutputError             an output cannot be written
├── QueryError              a query is invalid, or cannot be answered
├── WebError                a server cannot be reached, refuses, or sends an unexpected answer
└── PublishError            a store or a portal refuses the dataset, or does not hold it as sent
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

if TYPE_CHECKING:  # importing the model takes longer than some commands run
    from types import TracebackType

    from repertory.model import Place, Problem


class RepertoryError(Exception):
    """The root of all errors that Repertory raises on purpose."""


def os_reason(error: OSError) -> str:
    """Return the reason of an error of the operating system, in lower case.

    >>> os_reason(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'no such file or directory'
    """
    return (error.strerror or str(error)).lower()


class NotationError(RepertoryError):
    """A text breaks the grammar of a notation.

    >>> print(NotationError("5–3", 0, 3, "a range that goes up", advice="Swap its ends?"))
    '5–3': expected a range that goes up. Swap its ends?
    """

    def __init__(self, text: str, start: int, end: int, expected: str, advice: str = "") -> None:
        """Take the whole *text*, the span of the error and what was expected there."""
        self.text = text
        self.start = start
        self.end = end
        self.expected = expected
        self.advice = advice
        self.found = repr(text[start:end]) if end > start else f"the end of {text!r}"
        super().__init__(f"{self.found}: expected {expected}." + (f" {advice}" if advice else ""))


class SourceError(RepertoryError):
    """An input cannot be used; *problems* lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take all problems of one input."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse(place: Place, found: str, expected: str, advice: str = "") -> SourceError:
    """Return the error of an input with one problem."""
    from repertory.model import Problem

    return SourceError([Problem(place, found, expected, advice)])


class ProblemCollector:
    """The problems of several inputs, so that one run reports all of them.

    >>> from repertory.model import Place
    >>> collector = ProblemCollector()
    >>> with collector:
    ...     raise refuse(Place("a.txt"), "a folder", "a file")
    >>> collector.report()
    Traceback (most recent call last):
    ...
    repertory.errors.SourceError: a.txt: found a folder, expected a file
    """

    def __init__(self) -> None:
        """Begin with no problems; *findings* are problems that alone are no error."""
        self.problems: list[Problem] = []
        self.findings: list[Problem] = []

    def __enter__(self) -> ProblemCollector:
        """Begin to read an input."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep the problems of an input and suppress their error."""
        if isinstance(error, SourceError):
            self.problems += error.problems
            return True
        return False

    def read(
        self, action: Callable[Given, Result], *given: Given.args, **options: Given.kwargs
    ) -> Result | None:
        """Return the result of *action*, or None if it raises problems."""
        with self:
            return action(*given, **options)
        return None

    def report(self) -> None:
        """Raise all problems together.

        Raises:
            SourceError: when there are any; with the findings.
        """
        if self.problems:
            raise SourceError([*self.problems, *self.findings])


class OutputError(RepertoryError):
    """An output cannot be written; no file is left half-written."""


class QueryError(RepertoryError):
    """A query is invalid, or cannot be answered."""


class WebError(RepertoryError):
    """A server cannot be reached, refuses, or sends an unexpected answer."""


class PublishError(RepertoryError):
    """A store or a portal refuses the dataset, or does not hold it as it was sent."""
