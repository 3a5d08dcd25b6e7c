"""Push graphs to a store: each replaced as a whole, the same there as here.

A graph that differs is staged under another name, counted and compared; only when all are there are
the graphs replaced. Whatever fails before leaves the old data in place, and the push can be run
again. Afterwards every graph is read back and compared.

Two pushes at once would mix their graphs, since not every store keeps transactions apart. Each
stages its graphs before it looks for those of others, and removes them at its end, so that one of
the two finds the other and stops.
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
    "The graphs may be replaced or not. Run the command again: it compares them and sends what "
    "differs, or says what is in its way."
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


def plan(store: RemoteStore, graphs: Graphs, prefixes: Sequence[str], say: Say) -> Plan:
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


def push(store: RemoteStore, graphs: Graphs, prefixes: Sequence[str], say: Say) -> Plan:
    """Make the store hold the graphs as they are here; return what that changed.

    Raises:
        PublishError: when it does not, or when another push is at work or left staged graphs; the
            message says what is in the store then.
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
    """Bring the graphs that differ into the store under other names, unless another push does."""
    try:
        _refuse_others(planned.staged)
        for graph, other in staged.items():
            say(f"Sending {graph}")
            store.write(other, graphs[graph])
            _compare(store, other, graphs[graph])
        _refuse_others(_find_staged(store, prefixes) - set(staged.values()))
        for graph in graphs.keys() - staged.keys():  # a push may have ended since they were equal
            _compare(store, graph, graphs[graph])
    except RepertoryError as error:
        if not isinstance(error, Unreachable):
            _forget(store, staged.values())
        raise PublishError(f"{error}\n{_BEFORE}") from error


def _refuse_others(staged: Collection[str]) -> None:
    """Stop where another push has staged graphs."""
    if staged:
        raise PublishError(
            f"<{min(staged)}>: found this graph in the store, staged by another push that is at "
            "work or was broken off. Wait until it has ended, then run the command again; if none "
            "is at work, add --clean, which removes what it left."
        )


def _find_staged(store: RemoteStore, prefixes: Sequence[str]) -> set[str]:
    found = (name for prefix in prefixes for name in store.graphs(prefix))
    return {name for name in found if STAGING in name}


def clean(store: RemoteStore, prefixes: Sequence[str]) -> tuple[str, ...]:
    """Remove the staged copies that interrupted pushes left; return their names."""
    staged = tuple(sorted(_find_staged(store, prefixes)))
    for name in staged:
        store.drop(name)
    return staged


def _compare(store: RemoteStore, graph: str, lines: Sequence[str]) -> None:
    there, here = store.read(graph), store.as_kept(lines)
    if digest(there) != digest(here):
        missing, more = len(set(here) - set(there)), len(set(there) - set(here))
        raise Difference(
            f"<{graph}>: found {len(there)} statements in the store, {missing} missing and {more} "
            f"that are not ours; expected the {len(here)} that were sent. Another push may have "
            "run at the same time, or the store changes what it is given."
        )


def _forget(store: RemoteStore, staged: Collection[str]) -> None:
    """Remove what was staged as far as the store lets us; `clean` does the rest."""
    with suppress(RepertoryError):
        for other in staged:
            store.drop(other)
