"""List the kinds of stores: their addresses, and where they deviate from the standards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import PublishError, WebError
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import XSD
from repertory.web.addresses import Scheme, checked_address

PORTAL: Final = "ckan"
"""The target that is a portal, not a store."""


class StoreKind(Struct, frozen=True):
    """A kind of store: the paths for queries, updates and whole graphs, after its address.

    Without *graph_store*, graphs are written by updates. *batch* is the maximum number of triples
    in an `INSERT DATA`. If readers could see an incomplete *copy*, statements are first added, then
    removed, so that none is missing. *datatypes* are pairs of a datatype and the one that replaces
    it in the store.
    """

    example: str
    query: str
    update: str
    graph_store: str | None = None
    scheme: Scheme = "basic"
    batch: int = 5000
    copy: bool = True
    datatypes: tuple[tuple[IRI, IRI], ...] = ()


TARGETS: Final[Mapping[str, StoreKind]] = {
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
"""Name of a kind of store -> its layout. Oxigraph has one integer type. Virtuoso 7 returns at most
10,000 statements, even of a whole graph, and readers see a copy before it is complete."""


def parse_target(target: str) -> tuple[str, str]:
    """Split a target into kind and address; the default is a SPARQL endpoint.

    >>> parse_target("oxigraph+http://127.0.0.1:7878/")
    ('oxigraph', 'http://127.0.0.1:7878')
    >>> parse_target("https://example.org/sparql")
    ('sparql', 'https://example.org/sparql')

    Raises:
        PublishError: if it is not a target, or contains credentials.
    """
    kind, plus, address = target.partition("+")
    if not plus or "/" in kind:
        kind, address = "sparql", target
    try:
        checked_address(address)
        if kind in {*TARGETS, PORTAL}:
            return kind, address.rstrip("/")
        found = repr(kind) if kind.isidentifier() else "the part before the +"
        problem = f"{found} is not a kind of store or portal"
    except WebError as error:
        problem = str(error)
    kinds = ", ".join(f"{name}+" for name in (*TARGETS, PORTAL))
    raise PublishError(
        f"--to: {problem}. Expected an http or https address after one of {kinds} or alone. "
        f"Example: oxigraph+{TARGETS['oxigraph'].example}"
    )


def addresses_of(kind: str, address: str) -> StoreKind:
    """Return the kind of a store with the addresses of one store in place of its paths.

    >>> addresses_of("graphdb", "https://db.example.org/repositories/x").update
    'https://db.example.org/repositories/x/statements'
    """
    known = TARGETS[kind]
    graph_store = None if known.graph_store is None else address + known.graph_store
    return replace(
        known,
        query=address + known.query,
        update=address + known.update,
        graph_store=graph_store,
    )
