"""Push graphs to a store, replacing each as a whole.

Graphs that differ are first sent under other names (staged), counted and compared; the old graphs
are replaced only after that. An error before leaves the old data in place, and the push can be
repeated. Afterwards every graph is read back and compared.

Two simultaneous pushes could mix their graphs, since not every store isolates transactions. Each
stages its graphs, then looks for staged graphs of others, and removes its own at the end, so that
one of the two detects the other and stops.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Final

from msgspec import Struct

from repertory.errors import PublishError, RepertoryError
from repertory.publish.published import STAGING
from repertory.publish.stores.remote_store import Difference, RemoteStore
from repertory.web.client import Unreachable

_BEFORE: Final = "The data in the store is as it was before."
_AGAIN: Final = (
    "The graphs may be replaced or not. Run the command again: it compares them and sends the "
    "differences, or reports what prevents that."
)

_PUSHED: Final = (
    "All graphs of the dataset are in the store; withdrawn ones may be there too. Run the command "
    "again with --prune."
)

Graphs = Mapping[str, Sequence[str]]
Say = Callable[[str], None]


class Change(Struct, frozen=True):
    """The change to one graph: the number of statements before, added and removed."""

    graph: str
    before: int
    added: int
    removed: int
    sha256: str

    @property
    def after(self) -> int:
        """The number of statements afterwards."""
        return self.before + self.added - self.removed

    @property
    def is_none(self) -> bool:
        """Whether the graph stays unchanged."""
        return not self.added and not self.removed


class Plan(Struct, frozen=True):
    """The changes of a push, and further graphs with our prefixes in the store.

    *withdrawn* are no longer in the dataset; *staged* were left by interrupted pushes, or belong to
    one that is running.
    """

    changes: tuple[Change, ...]
    withdrawn: tuple[str, ...] = ()
    staged: tuple[str, ...] = ()


def digest(lines: Sequence[str]) -> str:
    """Return the SHA-256 of a graph in canonical form: its sorted N-Triples (RDFC-1.0)."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def plan(store: RemoteStore, graphs: Graphs, prefixes: Sequence[str], say: Say) -> Plan:
    """Compare the graphs with those in the store; *prefixes* are those of our graphs."""
    changes = []
    for graph, lines in graphs.items():
        say(f"Comparing {graph}")
        there, here = set(store.read(graph)), set(store.as_kept(lines))
        added, removed = len(here - there), len(there - here)
        changes.append(Change(graph, len(there), added, removed, digest(lines)))
    found = sorted(_find_graphs(store, prefixes) - set(graphs))
    staged = tuple(name for name in found if STAGING in name)
    return Plan(tuple(changes), tuple(name for name in found if STAGING not in name), staged)


def push(store: RemoteStore, graphs: Graphs, prefixes: Sequence[str], say: Say) -> Plan:
    """Replace the graphs in the store; return the changes.

    Raises:
        PublishError: if the graphs differ afterwards, or another push is running or left staged
            graphs; the message describes the state of the store.
    """
    planned = plan(store, graphs, prefixes, say)
    changed = [change.graph for change in planned.changes if not change.is_none]
    run = os.urandom(6).hex()
    staged = {graph: f"{graph}{STAGING}{run}" for graph in changed}
    if staged:
        _stage(store, graphs, planned, staged, prefixes, say)
    try:
        if staged:
            say("Replacing the graphs")
            store.replace([(other, graph) for graph, other in staged.items()])
        for graph, lines in graphs.items():
            say(f"Checking {graph}")
            _compare(store, graph, lines)
        for other in staged.values():
            store.drop(other)
    except RepertoryError as error:
        if isinstance(error, Difference):
            _forget(store, staged.values())
        raise PublishError(f"{error}\n{_AGAIN}") from error
    return planned


def _stage(
    store: RemoteStore,
    graphs: Graphs,
    planned: Plan,
    staged: Mapping[str, str],
    prefixes: Sequence[str],
    say: Say,
) -> None:
    """Send the graphs that differ under other names, unless another push has done so."""
    try:
        _refuse_others(planned.staged)
        for graph, other in staged.items():
            say(f"Sending {graph}")
            store.write(other, graphs[graph])
            _compare(store, other, graphs[graph])
        _refuse_others(_find_staged(store, prefixes) - set(staged.values()))
        for graph in graphs.keys() - staged.keys():  # another push may have changed them since
            _compare(store, graph, graphs[graph])
    except RepertoryError as error:
        if not isinstance(error, Unreachable):
            _forget(store, staged.values())
        raise PublishError(f"{error}\n{_BEFORE}") from error


def _refuse_others(staged: Collection[str]) -> None:
    """Raise an error if another push has staged graphs."""
    if staged:
        raise PublishError(
            f"<{min(staged)}>: found this graph in the store, staged by another push that is "
            "running or was interrupted. Wait until it ends, then run the command again; if none "
            "is running, add --clean to remove the graph."
        )


def _find_graphs(store: RemoteStore, prefixes: Sequence[str]) -> set[str]:
    return {name for prefix in prefixes for name in store.graphs(prefix)}


def _find_staged(store: RemoteStore, prefixes: Sequence[str]) -> set[str]:
    return {name for name in _find_graphs(store, prefixes) if STAGING in name}


def clean(store: RemoteStore, prefixes: Sequence[str]) -> tuple[str, ...]:
    """Remove the staged copies of interrupted pushes; return their names."""
    staged = tuple(sorted(_find_staged(store, prefixes)))
    for name in staged:
        store.drop(name)
    return staged


def prune(store: RemoteStore, planned: Plan, prefixes: Sequence[str]) -> None:
    """Remove the withdrawn graphs after a push.

    Raises:
        PublishError: if another push is running, which may have added them, or the store fails.
    """
    try:
        _refuse_others(_find_staged(store, prefixes))
        for name in planned.withdrawn:
            store.drop(name)
    except RepertoryError as error:
        raise PublishError(f"{error}\n{_PUSHED}") from error


def _compare(store: RemoteStore, graph: str, lines: Sequence[str]) -> None:
    there, here = store.read(graph), store.as_kept(lines)
    if digest(there) != digest(here):
        missing, more = len(set(here) - set(there)), len(set(there) - set(here))
        raise Difference(
            f"<{graph}>: found {len(there)} statements in the store, {missing} missing and {more} "
            f"that were not sent, expected the {len(here)} that were. Another push may have run at "
            "the same time, or the store changes statements."
        )


def _forget(store: RemoteStore, staged: Collection[str]) -> None:
    """Remove staged copies, ignoring errors; `clean` can remove the rest later."""
    with suppress(RepertoryError):
        for other in staged:
            store.drop(other)
