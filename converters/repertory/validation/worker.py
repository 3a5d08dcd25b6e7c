"""Validate and end: the process that `supervised` starts.

It reads the task from standard input and writes a report, problems or a message, all pickled.
"""

from __future__ import annotations

import gc
import logging
import pickle
import sys
from contextlib import suppress
from typing import Final

from repertory.errors import RepertoryError, SourceError
from repertory.validation.runner import validate_files

MAXIMUM_MEMORY: Final = 8 << 30
"""Bytes of address space, where the system can bound it."""


def main() -> None:
    """Do the task on standard input."""
    _bound_memory()
    logging.disable(logging.WARNING)  # rdflib and pySHACL tell of single values, with tracebacks
    gc.set_threshold(100_000)  # statements live to the end: do not look for cycles among them
    files, options = pickle.load(sys.stdin.buffer)
    answer: object
    try:
        answer = validate_files(files, **options)
    except SourceError as error:
        answer = error.problems
    except RepertoryError as error:
        answer = str(error)
    pickle.dump(answer, sys.stdout.buffer)


def _bound_memory() -> None:
    with suppress(ImportError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_MEMORY, hard))
