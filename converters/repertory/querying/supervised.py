"""Ask in a process of its own, which is ended when its time is over.

A running query cannot be stopped from inside its process, and one that takes all memory takes it
from its own process only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from repertory.errors import QueryError
from repertory.querying.results import Answer, read_results

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds."""


class SupervisedStore:
    """A store that each query opens anew in another process.

    >>> SupervisedStore(timeout=30).ask("ASK {}").rows[0][0].text
    'true'
    """

    def __init__(
        self, files: Sequence[Path] = (), timeout: float = DEFAULT_TIMEOUT, outside: bool = False
    ) -> None:
        """Take the RDF files, none for the shipped dataset, and the seconds for each query."""
        self._files = [str(path.resolve()) for path in files]
        self._timeout = timeout
        self._outside = outside

    def ask(self, text: str) -> Answer:
        """Return what answers a query.

        Raises:
            QueryError: when it cannot be asked, fails, or takes too long.
        """
        task = json.dumps({"files": self._files, "query": text, "outside": self._outside})
        command = [sys.executable, "-m", "repertory.querying.worker"]
        try:
            run = subprocess.run(
                command, input=task.encode(), capture_output=True, timeout=self._timeout
            )
        except subprocess.TimeoutExpired as error:
            raise QueryError(
                f"the query was stopped after {self._timeout:g} seconds. Ask for less, "
                "or allow more with --timeout SECONDS."
            ) from error
        if run.returncode == 2:
            raise QueryError(run.stdout.decode())
        if run.returncode != 0:
            raise QueryError(
                "the query ended its process, which happens when it needs too much memory. "
                f"Ask for less. (exit code {run.returncode})"
            )
        return read_results(run.stdout)
