"""Kill this process just before the n-th change that it makes to files, whatever it does then.

Run as a program it does so to a command: `python -P tests/killing.py 17 build --out dist`. Each
system call that opens a file to write, or makes, renames, links or removes one, is a change; Python
tells of them before they are done (https://docs.python.org/3/library/audit_events.html).
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from typing import Final

CHANGES: Final = frozenset(
    f"os.{name}" for name in "chmod chown link mkdir remove rename rmdir symlink truncate".split()
)


def kill_before(number: int) -> None:
    """Kill this process before its change with this number, counted from 1."""
    changes = count(1)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_change(event, arguments) and next(changes) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def is_change(event: str, arguments: tuple[object, ...]) -> bool:
    """Return whether an event is a change to files."""
    if event != "open":
        return event in CHANGES
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def command() -> None:
    """Run a command of repertory that is killed."""
    from repertory.cli import main

    kill_before(int(sys.argv.pop(1)))
    main()


if __name__ == "__main__":
    command()
