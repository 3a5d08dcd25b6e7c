"""Know the stores: where each kind answers, and what it does otherwise than the standards say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from repertory.errors import PublishError, WebError
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import XSD
from repertory.web.addresses import Scheme, checked_address

PORTAL: Final = "ckan"
"""The target that is no store."""


class StoreKind(Struct, frozen=True):
    """A kind of store: what follows its address for queries, updates and whole graphs.

    Without *graph_store* everything goes through updates. *batch* is how many triples one
    `INSERT DATA` may hold. Where a *copy* of a graph shows half-done to those who read, statements
    are first added, then removed, so that a reader misses none. *datatypes* are pairs of a datatype
    and the one that the store keeps its values with.
    """

    example: str
    query: str
    update: str
    graph_store: str | None = None
    scheme: Scheme = "basic"
    batch: int = 5000
    copy: bool = True
    datatypes: tuple[tuple[IRI, IRI], ...] = ()


TARGETS: Final[Mapping[str, StoreKind]] = MappingProxyType(
    {
        "oxigraph": StoreKind(
            "http://127.0.0.1:7878",
            "/query",
            "/update",
            "/store",
            datatypes=((XSD.nonNegativeInteger, XSD.integer),),
        ),
        "virtuoso": StoreKind(
            "http://127.0.0.1:8890",
            "/sparql",
            "/sparql-auth",
            "/sparql-graph-crud-auth",
            scheme="digest",
            batch=1000,
            copy=False,
        ),
        "fuseki": StoreKind("http://127.0.0.1:3030/DATASET", "/query", "/update", "/data"),
        "graphdb": StoreKind(
            "http://127.0.0.1:7200/repositories/NAME", "", "/statements", "/rdf-graphs/service"
        ),
        "rdf4j": StoreKind(
            "http://127.0.0.1:8080/rdf4j-server/repositories/NAME",
            "",
            "/statements",
            "/rdf-graphs/service",
        ),
        "sparql": StoreKind("https://example.org/sparql", "", ""),
    }
)
"""Name of a kind of store -> its layout. Oxigraph keeps one kind of integer. Virtuoso 7 answers
with 10,000 statements at most, even when asked for a whole graph, and shows a copy under way."""


class Addresses(Struct, frozen=True):
    """Where one store answers."""

    layout: StoreKind
    query: str
    update: str
    graph_store: str | None


def parse_target(target: str) -> tuple[str, str]:
    """Split a target into its kind and its address; a plain address is that of a SPARQL endpoint.

    >>> parse_target("oxigraph+http://127.0.0.1:7878/")
    ('oxigraph', 'http://127.0.0.1:7878')
    >>> parse_target("https://example.org/sparql")
    ('sparql', 'https://example.org/sparql')

    Raises:
        PublishError: when it is no target, or holds credentials.
    """
    kind, plus, address = target.partition("+")
    if not plus or "/" in kind:
        kind, address = "sparql", target
    try:
        checked_address(address)
        if kind in {*TARGETS, PORTAL}:
            return kind, address.rstrip("/")
        found = repr(kind) if kind.isidentifier() else "what stands before the +"
        problem = f"{found} is no kind of a store or portal"
    except WebError as error:
        problem = str(error)
    kinds = ", ".join(f"{name}+" for name in (*TARGETS, PORTAL))
    raise PublishError(
        f"--to: {problem}. Expected an address of http or https, with one of {kinds} before it. "
        f"Example: oxigraph+{TARGETS['oxigraph'].example}"
    )


def addresses_of(kind: str, address: str) -> Addresses:
    """Return where a store of a kind answers.

    >>> addresses_of("graphdb", "https://db.example.org/repositories/x").update
    'https://db.example.org/repositories/x/statements'
    """
    layout = TARGETS[kind]
    graph_store = None if layout.graph_store is None else address + layout.graph_store
    return Addresses(layout, address + layout.query, address + layout.update, graph_store)
