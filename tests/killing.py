"""Kill this process just before the n-th change that it makes to files, whatever it does then.

Run as a program it does so to a command: `python -P tests/killing.py 17 build --out dist`; with 0
nothing is killed, and the changes are written to standard error. Each system call that
opens a file to write, or makes, renames, links or removes one, is a change; Python tells of them
before they are done (https://docs.python.org/3/library/audit_events.html).
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from typing import Final

CHANGES: Final = frozenset(
    f"os.{name}" for name in "chmod chown link mkdir remove rename rmdir symlink truncate".split()
)


def kill_before(number: int) -> list[str]:
    """Kill this process before its change with this number, counted from 1; return the changes."""
    changes: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_change(event, arguments):
            changes.append(event)
            if len(changes) == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return changes


def is_change(event: str, arguments: tuple[object, ...]) -> bool:
    """Return whether an event is a change to files."""
    if event != "open":
        return event in CHANGES
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def command() -> None:
    """Run a command of repertory that is killed; a review takes its keys from standard input."""
    from repertory.cli import main
    from repertory.commands import link

    link._read_key = lambda: sys.stdin.read(1)
    number = int(sys.argv.pop(1))
    changes = kill_before(number)
    if number == 0:
        atexit.register(lambda: print("changes:", *changes, file=sys.stderr))
    main()


if __name__ == "__main__":
    command()
