"""Answer queries in a process of its own: the one that `supervised` starts and ends.

Each line of standard input is JSON: first what is asked (`files`, and `outside` for SERVICE), then
a query a line. Each query is answered by a line of SPARQL results, or of `error`.
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


def main() -> None:
    """Answer the queries on standard input until it ends; the files are read once."""
    _bound_memory()
    task = json.loads(sys.stdin.buffer.readline())
    store: LocalStore | None = None
    for line in sys.stdin.buffer:
        try:
            if store is None:
                store = LocalStore(
                    open_store([Path(name) for name in task["files"]]), task["outside"]
                )
            reply = write_results(store.ask(json.loads(line)))
        except RepertoryError as error:
            reply = json.dumps({"error": str(error)})
        sys.stdout.buffer.write(reply.encode() + b"\n")
        sys.stdout.buffer.flush()


def _bound_memory() -> None:
    with suppress(ImportError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_MEMORY, hard))


if __name__ == "__main__":
    main()
