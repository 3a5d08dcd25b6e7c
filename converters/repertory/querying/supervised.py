"""Ask in a process of its own, which is ended when the time of a query is over.

A running query cannot be stopped from inside its process, and one that takes all memory takes it
from its own process only.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final

from msgspec import Struct

from repertory.apart import Apart, Stopped
from repertory.errors import QueryError
from repertory.querying.local import LocalStore, open_store
from repertory.querying.results import Answer

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds."""

MAXIMUM_MEMORY: Final = 4 << 30
"""Bytes of address space, where the system can bound it."""


class Question(Struct, frozen=True):
    """A query, the RDF files to ask, none for the shipped dataset, and whether SERVICE may ask."""

    text: str
    files: tuple[bytes, ...] = ()
    outside: bool = False


class SupervisedStore:
    """A store in another process, which reads the files at the first query and answers all.

    >>> with SupervisedStore(timeout=30) as store:
    ...     store.ask("ASK {}").rows[0][0].text
    'true'
    """

    def __init__(
        self, files: Sequence[Path] = (), timeout: float = DEFAULT_TIMEOUT, outside: bool = False
    ) -> None:
        """Take the RDF files, none for the shipped dataset, and the seconds for each query."""
        self._files = tuple(os.fsencode(path.resolve()) for path in files)
        self._timeout = timeout
        self._outside = outside
        self._answer = Apart(answer, MAXIMUM_MEMORY)

    def __enter__(self) -> SupervisedStore:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self._answer.end()

    def ask(self, text: str) -> Answer:
        """Return what answers a query; the time of the first includes that of reading the files.

        Raises:
            QueryError: when it cannot be asked, fails, or takes too long.
            SourceError: when a file cannot be read.
        """
        try:
            return self._answer(Question(text, self._files, self._outside), self._timeout)
        except Stopped as stopped:
            less, more = "Ask for less.", "Ask for less, or allow more with --timeout SECONDS."
            raise QueryError(stopped.explain("the query", self._timeout, less, more)) from None


def answer(question: Question) -> Answer:
    """Answer a query in this process; the files are read once."""
    return _store(question.files, question.outside).ask(question.text)


@cache
def _store(files: tuple[bytes, ...], outside: bool) -> LocalStore:
    return LocalStore(open_store([Path(os.fsdecode(name)) for name in files]), outside)
