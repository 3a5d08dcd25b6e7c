"""What holds for every input: nothing but our errors comes out, twice the same, nothing is lost.

A kind of input is a function that makes one from a source of chance, gives it to the code and
returns what came of it as text. It raises `Lost` where something of the input is in no part of the
result.
"""

from __future__ import annotations

import hashlib
import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from msgspec import Struct

from repertory.errors import RepertoryError

Check = Callable[[random.Random], str]
"""What makes one input, checks it, and returns what came of it."""

MAXIMUM_SHOWN: Final = 3_000
"""Characters that are shown of each thing that contradicts the law."""

Result = TypeVar("Result")


class Lost(AssertionError):
    """A part of an input is in no part of its result, or the result contradicts itself."""


class Fault(Struct, frozen=True):
    """An input that breaks the law: its kind, the seed and the number that make it, and how."""

    kind: str
    seed: int
    number: int
    text: str

    def __str__(self) -> str:
        """Name the command that makes the input again."""
        again = f"python -m tests.fuzz --seed {self.seed} --again {self.kind} {self.number}"
        return f"{again}\n{self.text}"


class Run(Struct):
    """What came of the inputs of one kind: how many were read, how many refused, and the faults.

    *digest* is the same for the same seed and code, on every machine.
    """

    read: int = 0
    refused: int = 0
    faults: list[Fault] = []
    digest: str = ""


def run(kind: str, check: Check, numbers: Iterable[int], seed: int) -> Run:
    """Make and check the inputs of these numbers; each depends on its number and *seed* alone."""
    told = Run(faults=[])
    digest = hashlib.sha256()
    for number in numbers:
        try:
            outcome = check(random.Random(f"{seed}/{kind}/{number}"))
        except Exception:
            told.faults.append(Fault(kind, seed, number, traceback.format_exc()))
            continue
        told.refused += outcome.startswith(REFUSED)
        told.read += not outcome.startswith(REFUSED)
        digest.update(outcome.encode("utf-8", "backslashreplace"))
    told.digest = digest.hexdigest()
    return told


REFUSED = "refused: "


def outcome(action: Callable[[], Result]) -> Result | RepertoryError:
    """Return what an action returns, or the error of ours that it raises, which says something."""
    try:
        return action()
    except RepertoryError as error:
        if not str(error).strip():
            raise Lost(f"{type(error).__name__} without a word") from error
        return error


def shown(found: object) -> str:
    """Write what came of an input; an error of ours is a refusal."""
    return f"{REFUSED}{found}" if isinstance(found, RepertoryError) else repr(found)


def expect(holds: bool, *found: object) -> None:
    """Raise `Lost` with what was found unless something holds."""
    if not holds:
        raise Lost("\n".join(repr(each)[:MAXIMUM_SHOWN] for each in found))


def missing(printed: Iterable[str], told: Iterable[str]) -> Iterator[str]:
    """Yield what is printed more often than it is told.

    >>> list(missing("abca", "cab"))
    ['a']
    """
    yield from (Counter(printed) - Counter(told)).elements()
