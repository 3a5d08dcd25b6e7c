"""Validate in a process of its own, which is ended when its time is over.

Neither a query nor a regular expression that goes astray can be stopped from inside its process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from repertory.errors import RepertoryError, SourceError
from repertory.model import Problem
from repertory.validation.names import TIME_LIMIT
from repertory.validation.report import Report

_WORK: Final = """\
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started this, and ends it then
from repertory.validation.worker import main
main()
"""
"""What the other process does: it ignores Ctrl-C before it begins with what takes time."""


def validate_supervised(
    files: Sequence[str], options: Mapping[str, Any], time_limit: float = TIME_LIMIT
) -> Report:
    """Call `validate_files` with *options* in another process, for at most *time_limit* seconds.

    Raises:
        SourceError: with all problems of the files that were named.
        RepertoryError: when a shape cannot be run, or when it takes too long.
    """
    answer = pickle.loads(_run(pickle.dumps((list(files), dict(options))), time_limit))
    if isinstance(answer, Report):
        return answer
    if isinstance(answer, str):
        raise RepertoryError(answer)
    raise SourceError(cast(tuple[Problem, ...], answer))


def _run(task: bytes, time_limit: float) -> bytes:
    """Return what the worker answers."""
    command = [sys.executable, "-P", "-c", _WORK]
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        run = subprocess.run(
            command,
            input=task,
            stdout=subprocess.PIPE,
            timeout=time_limit,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired as error:
        raise RepertoryError(
            f"the validation was stopped after {time_limit:g} seconds. Validate less at once, look "
            "at the queries and patterns of --shapes, or allow more with --time-limit SECONDS."
        ) from error
    if run.returncode != 0:
        raise RepertoryError(
            "the validation ended its process, which happens when it needs too much memory. "
            f"Validate less at once. (exit code {run.returncode})"
        )
    return run.stdout
