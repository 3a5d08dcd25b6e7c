"""Answer one query and end: the process that `supervised` starts.

It reads the task from standard input and writes SPARQL results, or the error with exit code 2.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from repertory.errors import RepertoryError
from repertory.querying.local import LocalStore, open_store
from repertory.querying.results import write_results

MAXIMUM_MEMORY: Final = 4 << 30
"""Bytes of address space, where the system can bound it."""


def main() -> int:
    """Answer the query on standard input; return the exit code."""
    _bound_memory()
    task = json.load(sys.stdin.buffer)
    try:
        store = open_store([Path(name) for name in task["files"]])
        answer = LocalStore(store, task["outside"]).ask(task["query"])
    except RepertoryError as error:
        sys.stdout.buffer.write(str(error).encode())
        return 2
    sys.stdout.buffer.write(write_results(answer).encode())
    return 0


def _bound_memory() -> None:
    with suppress(ImportError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_MEMORY, hard))


if __name__ == "__main__":
    sys.exit(main())
