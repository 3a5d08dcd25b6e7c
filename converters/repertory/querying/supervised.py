"""Ask in a process of its own, which is ended when the time of a query is over.

A running query cannot be stopped from inside its process, and one that takes all memory takes it
from its own process only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from repertory.errors import QueryError
from repertory.querying.results import Answer, read_results

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds."""


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
        self._task = {"files": [str(path.resolve()) for path in files], "outside": outside}
        self._timeout = timeout
        self._worker: subprocess.Popen[bytes] | None = None

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
        if self._worker is not None:
            self._end(self._worker)

    def ask(self, text: str) -> Answer:
        """Return what answers a query; the time of the first includes that of reading the files.

        Raises:
            QueryError: when it cannot be asked, fails, or takes too long.
        """
        if self._worker is None:
            self._worker = self._start()
        worker, over = self._worker, threading.Event()

        def stop() -> None:
            over.set()
            worker.kill()

        timer = threading.Timer(self._timeout, stop)
        timer.start()
        try:
            reply = _exchange(worker, text)
        finally:
            timer.cancel()
        if not over.is_set() and reply.endswith(b"\n"):
            return _answer(reply)
        code = worker.wait()
        self._end(worker)
        if over.is_set():
            raise QueryError(
                f"the query was stopped after {self._timeout:g} seconds. Ask for less, "
                "or allow more with --timeout SECONDS."
            )
        raise QueryError(
            "the query ended its process, which happens when it needs too much memory. "
            f"Ask for less. (exit code {code})"
        )

    def _start(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", "repertory.querying.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert worker.stdin is not None
        worker.stdin.write(json.dumps(self._task).encode() + b"\n")
        return worker

    def _end(self, worker: subprocess.Popen[bytes]) -> None:
        self._worker = None
        worker.kill()
        worker.communicate()


def _exchange(worker: subprocess.Popen[bytes], text: str) -> bytes:
    """Return the line that answers a query; a part of it, or nothing, when the process ended."""
    assert worker.stdin is not None and worker.stdout is not None
    try:
        worker.stdin.write(json.dumps(text).encode() + b"\n")
        worker.stdin.flush()
    except BrokenPipeError:
        return b""
    return worker.stdout.readline()


def _answer(reply: bytes) -> Answer:
    if reply.startswith(b'{"error"'):
        raise QueryError(json.loads(reply)["error"])
    return read_results(reply)
