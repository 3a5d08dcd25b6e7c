"""The processes that a command starts, as Linux shows them below `/proc`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are seen in /proc")


def children(parent: int) -> list[int]:
    """Return the processes that a process has started and that run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, above, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(above) == parent and state != "Z":
            found.append(int(folder.name))
    return found


def is_running(process: int) -> bool:
    """Return whether a process runs; one that has ended may wait for its new parent."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def cpu_seconds(process: int) -> float:
    values = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait for a condition, at most two minutes, which no machine needs."""
    for _ in range(2400):
        if condition():
            return
        assert process.poll() is None, "the command ended before it was to"
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def ignores(process: int, number: signal.Signals) -> bool:
    """Return whether a process ignores a signal."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:  # it has ended
        return False
    ignored = re.search(r"^SigIgn:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return ignored is not None and bool(int(ignored[1], 16) >> (number - 1) & 1)
