"""Refuse to push an index or a topic scheme that another dataset in the store has.

Datasets under one base share the IRIs of documents, but an index or a scheme belongs to one of
them: otherwise the store would have two descriptions of it, and mix the topics of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from repertory.errors import PublishError
from repertory.publish.published import Published
from repertory.publish.stores.remote_store import Claim, RemoteStore
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import DCTERMS, REP

_ADVICE: Final = (
    "Choose another identifier in repertory.toml for what is ours, and run repertory build again; "
    "or, if the other graph is an old copy of it, remove that graph. Nothing was changed in the "
    "store."
)


def refuse_taken(store: RemoteStore, published: Published) -> None:
    """Check that no other dataset in the store has one of our indexes or schemes.

    Raises:
        PublishError: if one has; the message names it.
    """
    found = tuple(_taken(store, published))
    if found:
        raise PublishError("\n".join((*found, _ADVICE)))


def _taken(store: RemoteStore, published: Published) -> Iterator[str]:
    """Yield a line for each of our IRIs that a graph of others claims, with its first claim."""
    ours = published.dataset
    indexes = _values(published, (ours,), DCTERMS.source)
    schemes = _values(published, indexes, REP.topicScheme)
    only = f"only in the dataset <{ours}>"
    for claim in _first(store, published, "dataset-claims.rq", ours):
        yield _line(store, ours, claim, f"only in graphs that begin with <{published.prefixes[0]}>")
    for index in indexes:
        for claim in _first(store, published, "index-claims.rq", index, datasets=(ours,)):
            yield _line(store, index, claim, only)
    for scheme in schemes:
        for claim in _first(store, published, "scheme-claims.rq", scheme, indexes=indexes):
            yield _line(store, scheme, claim, only)


def _first(
    store: RemoteStore,
    published: Published,
    query: str,
    iri: str,
    datasets: Sequence[str] = (),
    indexes: Sequence[str] = (),
) -> Iterator[Claim]:
    """Yield the first claim in a graph of others, except for our own *datasets* and *indexes*."""
    for claim in store.claims(query, iri):
        is_ours = claim.graph in published.graphs or claim.graph.startswith(published.prefixes)
        if not is_ours and claim.dataset not in datasets and claim.index not in indexes:
            yield claim
            return


def _values(published: Published, subjects: Sequence[str], predicate: IRI) -> tuple[str, ...]:
    """Return the IRIs that are values of a property, from lines of canonical N-Triples."""
    begins = tuple(f"<{subject}> <{predicate}> <" for subject in subjects)
    lines = (line for graph in published.graphs.values() for line in graph)
    found = (line.split(" ")[2].strip("<>") for line in lines if line.startswith(begins))
    return tuple(dict.fromkeys(found))


def _line(store: RemoteStore, iri: str, claim: Claim, expected: str) -> str:
    graph, dataset, title = map(store.shown, (claim.graph, claim.dataset, claim.title))
    owner = f"the dataset <{dataset}>" if dataset else "another dataset"
    named = f' "{title}"' if title else ""
    return (
        f"{store.address}: found <{iri}> in {owner}{named}, in the graph <{graph}>, expected it "
        f"{expected}."
    )
