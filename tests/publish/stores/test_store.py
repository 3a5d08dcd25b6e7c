"""Values in a request to a store cannot end the quotes around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.errors import PublishError
from repertory.publish.stores.remote_store import RemoteStore
from repertory.publish.stores.store_kinds import addresses_of
from repertory.web.client import Client

NO_SERVER = "http://127.0.0.1:9"
"""An address without a server, which no invalid request reaches."""

CALLS: dict[str, Callable[[RemoteStore, str], object]] = {
    "count": RemoteStore.count,
    "graphs": RemoteStore.graphs,
    "drop": RemoteStore.drop,
    "replace": lambda store, name: store.replace([(name, "https://example.org/g")]),
    "replace the other": lambda store, name: store.replace([("https://example.org/g", name)]),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "name",
    [
        "",
        "graph",
        "https://example.org/g> { ?s ?p ?o } } ; DROP ALL #",
        'https://example.org/g")) } #',
        "https://example.org/\\u003E",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/{}",
    ],
)
def test_a_name_that_is_not_an_iri_is_an_error_before_a_request_is_sent(
    call: str, name: str
) -> None:
    store = RemoteStore(addresses_of("oxigraph", NO_SERVER), Client())
    with pytest.raises(
        PublishError, match=r"expected the IRI of a graph.*Rename the graph"
    ) as caught:
        CALLS[call](store, name)
    assert repr(name) in str(caught.value)
