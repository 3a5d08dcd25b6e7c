"""Every hostile answer of a server leads, in time, to one of our errors with the address.

Each kind of answer is sent to all users of the client: the client itself, a store, a portal, an
endpoint of queries, one of a vocabulary, and a reconciliation service.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from tests.web.hostile import ECHOES, PAIR, SECRET, SHAPES, TRANSPORT, serving, sized

from repertory.errors import RepertoryError
from repertory.linking.vocabularies import access
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.reconciliation import read_service
from repertory.linking.vocabularies.sparql_endpoints import read_endpoint
from repertory.publish.portal import Portal
from repertory.publish.published import Published
from repertory.publish.stores.ownership import refuse_taken
from repertory.publish.stores.remote_store import RemoteStore
from repertory.publish.stores.store_kinds import addresses_of
from repertory.querying.remote import Endpoint
from repertory.web.client import Client, Patience
from repertory.web.credentials import Credentials

pytestmark = pytest.mark.slow

DESK = Credentials("desk", SECRET)
TOKEN = Credentials("desk", SECRET, SECRET)
SECONDS: Final = 0.5
PATIENCE = Patience(attempts=2, pause=0, timeout=SECONDS, total=5 * SECONDS)
LIMIT: Final = 1_000_000

PACKAGE: dict[str, Any] = {
    "name": "lighthouses",
    "title": "Lighthouses",
    "extras": [{"key": "uri", "value": "https://example.org/lighthouses"}],
    "resources": [],
}
PUBLISHED = Published(Path(), {}, ("a:g/",), PACKAGE, {}, "a:dataset", "a:distribution/")


def client(address: str) -> None:
    asking = Client(DESK, "basic", PATIENCE)
    answer = asking.send("GET", address, limit=LIMIT, follow=True)
    asking.read(address, answer, dict[str, int], "numbers by their names")


def digest_client(address: str) -> None:
    asking = Client(DESK, "digest", PATIENCE)
    asking.read(address, asking.send("GET", address, limit=LIMIT), dict[str, int], "numbers")


def store_count(address: str) -> None:
    RemoteStore(addresses_of("sparql", address), Client(DESK, "basic", PATIENCE)).count("a:g")


def store_graphs(address: str) -> None:
    RemoteStore(addresses_of("sparql", address), Client(DESK, "asked", PATIENCE)).graphs("https://")


def store_owners(address: str) -> None:
    store = RemoteStore(addresses_of("sparql", address), Client(DESK, "basic", PATIENCE))
    refuse_taken(store, PUBLISHED)


def portal(address: str) -> None:
    Portal(address, Client(TOKEN, "token", PATIENCE)).plan(PUBLISHED)


def select(address: str) -> None:
    Endpoint(address, (), SECONDS, DESK, lambda seconds: None).ask("SELECT ?a { ?a ?b ?c }")


def ask(address: str) -> None:
    Endpoint(address, (), SECONDS, TOKEN, lambda seconds: None).ask("ASK { ?a ?b ?c }")


def vocabulary(address: str) -> None:
    list(read_endpoint(address, Access(lambda address: DESK, Path("kept"), pause=0)))


def service(address: str) -> None:
    list(read_service(address, ["Lamps"], Access(lambda address: TOKEN, pause=0)))


REQUESTS: Final[Mapping[str, Callable[[str], None]]] = {
    "client": client,
    "client with digest": digest_client,
    "count of a store": store_count,
    "graphs of a store": store_graphs,
    "owners in a store": store_owners,
    "portal": portal,
    "select": select,
    "ask": ask,
    "vocabulary": vocabulary,
    "service": service,
}
"""All users of the client."""


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Shorten time limits and sizes, and write files to a temporary folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(access, "TIMEOUT", SECONDS)
    monkeypatch.setattr("repertory.querying.remote.MAXIMUM_SIZE", LIMIT)
    monkeypatch.setattr("repertory.linking.vocabularies.sparql_endpoints.MAXIMUM_ANSWER", LIMIT)
    monkeypatch.setattr("repertory.linking.vocabularies.reconciliation.MAXIMUM_ANSWER", LIMIT)
    monkeypatch.setattr("repertory.publish.stores.remote_store.MAXIMUM_RESULT", LIMIT)
    monkeypatch.setattr("repertory.publish.portal.MAXIMUM_RESULT", LIMIT)


def test_there_are_many_kinds_of_answers() -> None:
    assert len(TRANSPORT) >= 40 and len(SHAPES) >= 30


REPLIES = {**TRANSPORT, **ECHOES, **{name: sized(body) for name, body in SHAPES.items()}}


@pytest.mark.parametrize("user", REQUESTS)
@pytest.mark.parametrize("reply", REPLIES)
def test_every_hostile_answer_is_an_error_with_the_address(user: str, reply: str) -> None:
    with serving(REPLIES[reply]) as address:
        with pytest.raises(RepertoryError) as caught:
            REQUESTS[user](address)
        message = str(caught.value)
    assert address in message
    assert "s3cret" not in message and PAIR.decode() not in message
    assert message.isprintable()
    assert len(message) < 2000


@pytest.mark.parametrize("user", REQUESTS)
@pytest.mark.parametrize(
    "address",
    [
        "http://[::1",
        "http://127.0.0.1:abc/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1 /",
        "http://127.0.0.1:9/a b",
        "http://127.0.0.1:9/\r\nX: y",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "",
        "http://xn--a/",
        f"http://{'a' * 300}/",
    ],
)
def test_every_invalid_address_is_an_error(user: str, address: str) -> None:
    with pytest.raises(RepertoryError) as caught:
        REQUESTS[user](address)
    assert address in str(caught.value) or repr(address)[1:-1] in str(caught.value)


def test_a_token_that_a_portal_escapes_is_masked_in_the_message() -> None:
    error = rb'{"error": {"__type": "Odd", "a": ["s3cret\u002fof the-desk"]}}'
    with serving(sized(error, status=b"409 Conflict")) as address:
        with pytest.raises(RepertoryError, match=r"package_show found: Odd \(a: •••\)\.") as caught:
            portal(address)
    assert "s3cret" not in str(caught.value)


def test_a_compression_bomb_does_not_fill_the_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serving(TRANSPORT["a bomb"]) as address, pytest.raises(RepertoryError):
        Client(patience=PATIENCE).send("GET", address, limit=LIMIT)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB
