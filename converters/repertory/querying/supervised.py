"""Query a store in a separate process, which is ended when a query takes too long.

A running query cannot be stopped from inside its process; one that needs too much memory ends only
its own process.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory.apart import Apart, Stopped
from repertory.errors import QueryError
from repertory.querying.local import LocalStore, open_store
from repertory.querying.results import Answer

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds."""

MAXIMUM_MEMORY: Final = 4 << 30
"""Bytes of address space, if the system can limit it."""


class QueryTask(Struct, frozen=True):
    """A query, the RDF files to load (none: the shipped dataset), and what is allowed.

    *evidence* adds the evidence to the core of the shipped dataset, *allow_service* permits
    SERVICE.
    """

    text: str
    files: tuple[bytes, ...] = ()
    allow_service: bool = False
    evidence: bool = False


class SupervisedStore:
    """A store in another process, which loads the files for the first query.

    >>> with SupervisedStore(timeout=30) as store:
    ...     store.ask("ASK {}").rows[0][0].text
    'true'
    """

    def __init__(
        self,
        files: Sequence[Path] = (),
        timeout: float = DEFAULT_TIMEOUT,
        allow_service: bool = False,
        evidence: bool = False,
    ) -> None:
        """Take the RDF files (none: the shipped dataset) and the seconds for each query."""
        self._files = tuple(os.fsencode(path.resolve()) for path in files)
        self._timeout = timeout
        self._allow_service = allow_service
        self._evidence = evidence
        self._answer = Apart(answer, MAXIMUM_MEMORY)

    def __enter__(self) -> SupervisedStore:
        """Return the store."""
        return self

    def __exit__(self, *raised: object) -> None:
        """End the process."""
        self._answer.end()

    def ask(self, text: str) -> Answer:
        """Return the answer to a query; the time of the first includes loading the files.

        Raises:
            QueryError: when it is invalid, fails, or takes too long.
            SourceError: when a file cannot be read.
        """
        try:
            task = QueryTask(text, self._files, self._allow_service, self._evidence)
            return self._answer(task, self._timeout)
        except Stopped as stopped:
            less, more = "Ask for less.", "Ask for less, or allow more with --timeout SECONDS."
            raise QueryError(stopped.explain("the query", self._timeout, less, more)) from None


def answer(task: QueryTask) -> Answer:
    """Answer a query in this process; the files are loaded once."""
    return _store(task.files, task.allow_service, task.evidence).ask(task.text)


@cache
def _store(files: tuple[bytes, ...], allow_service: bool, evidence: bool) -> LocalStore:
    paths = [Path(os.fsdecode(name)) for name in files]
    return LocalStore(open_store(paths, evidence), allow_service)
