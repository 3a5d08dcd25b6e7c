"""Push graphs to a store: each replaced as a whole, the same there as here.

A graph that differs is staged under another name, counted and compared; only when all are there are
the graphs replaced. Whatever fails before leaves the old data in place, and the push can be run
again. Afterwards every graph is read back and compared.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from msgspec import Struct

from repertory.errors import PublishError
from repertory.publish.stores.store import Difference, Store
from repertory.publish.web import Unreachable

STAGING: Final = "/staging/"
"""What follows the name of a graph in the name of its staged copy."""

ROUNDS: Final = 5
"""How often a push begins anew after another one has come between."""

_BEFORE: Final = "The data in the store is as it was before."
_AGAIN: Final = (
    "The graphs may be replaced or not. Run the command again: it compares them and sends what "
    "differs."
)

Graphs = Mapping[str, Sequence[str]]
Say = Callable[[str], None]


class Change(Struct, frozen=True):
    """What a push does to one graph: how many statements it has, gets and loses."""

    graph: str
    before: int
    added: int
    removed: int
    sha256: str

    @property
    def after(self) -> int:
        """How many statements the graph has afterwards."""
        return self.before + self.added - self.removed

    @property
    def is_none(self) -> bool:
        """Whether the graph stays as it is."""
        return not self.added and not self.removed


class Plan(Struct, frozen=True):
    """What a push does, and which other graphs of ours are in the store.

    *others* have the names of ours and are not in the files; *staged* were left by pushes that
    were interrupted, or belong to one that runs at this moment.
    """

    changes: tuple[Change, ...]
    others: tuple[str, ...] = ()
    staged: tuple[str, ...] = ()


def digest(lines: Sequence[str]) -> str:
    """Return the SHA-256 of a graph in canonical form: its sorted N-Triples (RDFC-1.0)."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def plan(store: Store, graphs: Graphs, prefixes: Sequence[str], say: Say) -> Plan:
    """Compare the graphs with those in the store; *prefixes* begin the names of ours."""
    changes = []
    for graph, lines in graphs.items():
        say(f"Comparing {graph}")
        there, here = set(store.read(graph)), set(store.as_kept(lines))
        added, removed = len(here - there), len(there - here)
        changes.append(Change(graph, len(there), added, removed, digest(lines)))
    found = sorted({name for prefix in prefixes for name in store.graphs(prefix)} - set(graphs))
    staged = tuple(name for name in found if STAGING in name)
    return Plan(tuple(changes), tuple(name for name in found if STAGING not in name), staged)


def push(store: Store, graphs: Graphs, prefixes: Sequence[str], say: Say) -> Plan:
    """Make the store hold the graphs as they are here; return what that changed.

    Two pushes at once may mix their graphs, since not every store keeps transactions apart. The one
    that finds it when it checks begins anew, after a while that chance chooses; so the last one
    leaves its own graphs, whole.

    Raises:
        PublishError: when it does not; the message says what is in the store then.
    """
    first: Plan | None = None
    for round_ in range(1, ROUNDS + 1):
        try:
            planned = plan(store, graphs, prefixes, say)
            first = first or planned
            _replace(store, graphs, planned, say)
            return first
        except Difference as difference:
            if round_ == ROUNDS:
                raise PublishError(f"{difference}\n{_AGAIN}") from difference
        say("Another push has come between; once more")
        store.pause(random.random() * round_)
    raise AssertionError("the loop ends by itself")


def _replace(store: Store, graphs: Graphs, planned: Plan, say: Say) -> None:
    """Stage, compare, replace and check once."""
    changed = [change.graph for change in planned.changes if not change.is_none]
    run = os.urandom(6).hex()
    staged = {graph: f"{graph}{STAGING}{run}" for graph in changed}
    try:
        for graph, other in staged.items():
            say(f"Sending {graph}")
            store.write(other, graphs[graph])
            _compare(store, other, graphs[graph])
    except PublishError as error:
        if not isinstance(error, Unreachable):
            _forget(store, list(staged.values()))
        raise PublishError(f"{error}\n{_BEFORE}") from error
    try:
        if staged:
            say("Replacing the graphs")
            store.replace([(other, graph) for graph, other in staged.items()])
        for graph, lines in graphs.items():
            say(f"Checking {graph}")
            _compare(store, graph, lines)
    except Difference:
        _forget(store, list(staged.values()))
        raise
    except PublishError as error:
        raise PublishError(f"{error}\n{_AGAIN}") from error
    for other in staged.values():
        store.drop(other)


def clean(store: Store, prefixes: Sequence[str]) -> tuple[str, ...]:
    """Remove the staged copies that interrupted pushes left; return their names."""
    found = {name for prefix in prefixes for name in store.graphs(prefix)}
    staged = tuple(sorted(name for name in found if STAGING in name))
    for name in staged:
        store.drop(name)
    return staged


def _compare(store: Store, graph: str, lines: Sequence[str]) -> None:
    there, here = store.read(graph), store.as_kept(lines)
    if digest(there) != digest(here):
        missing, more = len(set(here) - set(there)), len(set(there) - set(here))
        raise Difference(
            f"<{graph}>: found {len(there)} statements in the store, {missing} missing and {more} "
            f"that are not ours; expected the {len(here)} that were sent. Another push may have "
            "run at the same time, or the store changes what it is given."
        )


def _forget(store: Store, staged: Sequence[str]) -> None:
    """Remove what was staged as far as the store lets us; `clean` does the rest."""
    with suppress(PublishError):
        for other in staged:
            store.drop(other)
