"""Read a document in a process of its own, with bounds on its time and its memory.

Libraries that read office files and PDF were not made for hostile input. Run as a module, this is
that process: it takes the document on standard input and writes what it read as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec.structs import asdict

from repertory.errors import SourceError
from repertory.model import Cell, Detail, Place, Problem, SetAside
from repertory.readers.reading import Reading, refuse

MAXIMUM_SECONDS: Final = 10
"""How long one document may take; an index takes one or two."""

MAXIMUM_MEMORY: Final = 1_000_000_000
"""Bytes of memory that reading one document may take, where the system can limit it."""

Read = Callable[[bytes, str], Reading]


def read_guarded(reader: str, content: bytes, name: str) -> Reading:
    """Read *content* as the reader called *reader* does, within bounds.

    Raises:
        SourceError: with its problems, or that it takes too long or too much memory.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-P", "-m", "repertory.readers.guard", reader, name]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=MAXIMUM_SECONDS,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(name) from None
    if done.returncode in (-9, -24):  # killed by the system: SIGKILL, SIGXCPU
        raise _too_long(name)
    reason = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if done.returncode < 0 or reason.startswith("MemoryError"):
        raise _too_much(name)  # Python itself may break where memory ends: SIGABRT, SIGSEGV
    if done.returncode:
        found = f"a file that stopped its reader ({reason or done.returncode})"
        raise refuse(Place(name), found, f"a whole {reader} file")
    return _from_json(json.loads(done.stdout))


def _too_much(name: str) -> SourceError:
    limit = f"{MAXIMUM_SECONDS} seconds or {MAXIMUM_MEMORY // 1_000_000:,} MB of memory"
    found = f"a file that takes more than {limit} to read"
    return refuse(Place(name), found, "an index of recommendations, which takes little of both")


def _too_long(name: str) -> SourceError:
    found = f"a file that takes more than {MAXIMUM_SECONDS} seconds to read"
    return refuse(Place(name), found, "an index of recommendations, which takes one or two")


# ── What passes between the processes ────────────────────────────────────────────────────────────


def _to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON has it, with each place once."""
    places: dict[Place, int] = {}

    def number(place: Place) -> int:
        return places.setdefault(place, len(places))

    return {
        "lines": [
            [[cell.text, number(cell.place), cell.doubt, cell.spanned] for cell in line]
            for line in reading.lines
        ],
        "details": [[each.name, each.text, number(each.place)] for each in reading.details],
        "set_aside": [[each.kind, each.text, number(each.place)] for each in reading.set_aside],
        "continued": reading.continued,
        "starts": reading.starts,
        "unclear": [[number(place), why] for place, why in reading.unclear],
        "places": [list(asdict(place).values()) for place in places],
    }


def _from_json(data: dict[str, Any]) -> Reading:
    """Return the reading of a document, or raise its problems."""
    if "problems" in data:
        raise SourceError(
            Problem(Place(*place), found, expected, advice)
            for place, found, expected, advice in data["problems"]
        )
    places = [Place(*values) for values in data["places"]]
    return Reading(
        lines=tuple(
            tuple(Cell(text, places[place], doubt, spanned) for text, place, doubt, spanned in line)
            for line in data["lines"]
        ),
        details=tuple(Detail(name, text, places[place]) for name, text, place in data["details"]),
        set_aside=tuple(
            SetAside(kind, text, places[place]) for kind, text, place in data["set_aside"]
        ),
        continued=tuple(data["continued"]),
        starts=tuple(data["starts"]),
        unclear=tuple((places[place], why) for place, why in data["unclear"]),
    )


# ── In the process of its own ────────────────────────────────────────────────────────────────────


def _limit() -> None:
    """Bound time and memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # on Windows the parent bounds the time, nothing the memory
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MAXIMUM_SECONDS, MAXIMUM_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_MEMORY, MAXIMUM_MEMORY))


def _read(reader: str, read: Read, content: bytes, name: str) -> dict[str, Any]:
    """Read a document; whatever a library raises on it is a problem of the document."""
    place = Place(name)
    whole = f"a whole {reader} file"
    try:
        return _to_json(read(content, name))
    except SourceError as error:
        problems: Sequence[Problem] = error.problems
    except ImportError as error:
        extra = reader.lower()
        advice = f"Install it: pip install 'repertory[{extra}]'"
        found = f"a {reader} file, but no library that reads it ({error.name})"
        problems = [Problem(place, found, f"the extra {extra!r} of repertory", advice)]
    except MemoryError:
        limit = f"{MAXIMUM_MEMORY // 1_000_000:,} MB"
        problems = [Problem(place, f"a file that takes more than {limit} of memory", whole)]
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        found = f"a damaged file ({type(error).__name__}: {reason})"
        problems = [Problem(place, found, whole, "Save it again with the program it comes from.")]
    return {
        "problems": [
            [list(asdict(each.place).values()), each.found, each.expected, each.advice]
            for each in problems
        ]
    }


def main(arguments: Sequence[str]) -> None:
    """Read the document on standard input with the reader named first, as the file named second."""
    from repertory.readers import READERS

    name, shown = arguments
    content = sys.stdin.buffer.read()
    reader = next(reader for reader in READERS if reader.name == name)
    _limit()
    json.dump(_read(name, reader.read, content, shown), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
