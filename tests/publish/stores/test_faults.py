"""After any failure the store has the old or the complete new data, and the message says which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.publish.servers import Fault, Proxy, full_disk, once
from tests.publish.stores.server import oxigraph_in

from repertory.errors import PublishError, WebError
from repertory.publish.published import STAGING
from repertory.publish.stores.push import clean, prune, push
from repertory.publish.stores.remote_store import RemoteStore
from repertory.publish.stores.store_kinds import addresses_of
from repertory.web.client import Client, Patience

pytestmark = pytest.mark.slow

GRAPH, OTHER = "https://example.org/graph/a", "https://example.org/graph/b"
PREFIXES = ("https://example.org/graph/",)
OLD = {GRAPH: ['<a:s> <a:p> "old" .'], OTHER: ['<a:s> <a:p> "old too" .']}
NEW = {GRAPH: sorted(f'<a:s> <a:p> "new {n}" .' for n in range(50)), OTHER: ['<a:s> <a:p> "new" .']}
CUTS = (Fault(cut="before"), Fault(cut="middle"), Fault(cut="after"))
BEFORE = "The data in the store is as it was before."
NO_WAIT = Patience(attempts=3, pause=0, timeout=60, sleep=lambda seconds: None)


def say(step: str) -> None:
    pass


def connect(address: str) -> RemoteStore:
    return RemoteStore(addresses_of("oxigraph", address), Client(patience=NO_WAIT))


@pytest.fixture
def direct(proxy: Proxy) -> RemoteStore:
    """The store with the old data, without the proxy."""
    store = connect(proxy.upstream)
    push(store, OLD, PREFIXES, say)
    return store


def content(store: RemoteStore) -> dict[str, list[str]]:
    return {graph: store.read(graph) for graph in (GRAPH, OTHER)}


def is_replacing(method: str, path: str, body: bytes) -> bool:
    return path == "/update" and b"COPY" in body


@pytest.mark.parametrize("how", [*CUTS, Fault(500)])
@pytest.mark.parametrize("step", ["query", "PUT", "COPY", "DROP"])
def test_a_request_of_any_step_is_repeated_after_one_failure(
    proxy: Proxy, direct: RemoteStore, step: str, how: Fault
) -> None:
    def when(method: str, path: str, body: bytes) -> bool:
        return step in f"{method} {path} {body.decode()}"

    proxy.fault = once(how, when)
    push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == NEW
    assert direct.graphs("https://") == {GRAPH: 50, OTHER: 1}


@pytest.mark.parametrize(
    ("how", "message"),
    [
        *((cut, "no answer or a broken connection, 3 times") for cut in CUTS),
        (Fault(401), r"401 Unauthorized\. The credentials are missing: set them"),
        (Fault(403), r"403 Forbidden\. The credentials are missing or give no permission"),
        (Fault(500, "No space left on device"), "500 .*No space left on device"),
        (Fault(507), r"507 .*The store is full: free some space"),
    ],
)
def test_a_failure_while_sending_leaves_the_old_data(
    proxy: Proxy, direct: RemoteStore, how: Fault, message: str
) -> None:
    proxy.fault = lambda method, path, body: how if method == "PUT" else None
    with pytest.raises(PublishError, match=message) as caught:
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert str(caught.value).endswith(BEFORE)
    assert content(direct) == OLD
    proxy.fault = lambda method, path, body: None
    clean(direct, PREFIXES)
    push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == NEW


@pytest.mark.parametrize("cut", CUTS)
def test_a_failure_while_replacing_leaves_all_graphs_old_or_all_new(
    proxy: Proxy, direct: RemoteStore, cut: Fault
) -> None:
    proxy.fault = lambda *request: cut if is_replacing(*request) else None
    with pytest.raises(PublishError, match="Run the command again"):
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == (NEW if cut.cut == "after" else OLD)
    proxy.fault = lambda method, path, body: None
    clean(direct, PREFIXES)
    push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == NEW


def test_a_failure_while_withdrawn_graphs_are_removed_leaves_the_new_data(
    proxy: Proxy, direct: RemoteStore
) -> None:
    name = "https://example.org/graph/old"
    direct.write(name, OLD[GRAPH])
    planned = push(direct, NEW, PREFIXES, say)
    assert planned.withdrawn == (name,)
    proxy.fault = lambda method, path, body: Fault(403) if b"DROP" in body else None
    with pytest.raises(PublishError, match=r"403 (.*\n)+All graphs .* again with --prune\."):
        prune(connect(proxy.address), planned, PREFIXES)
    assert (content(direct), direct.count(name)) == (NEW, 1)
    prune(direct, planned, PREFIXES)
    assert direct.graphs("https://").keys() == {GRAPH, OTHER}


def test_a_request_that_is_too_large_is_sent_in_parts(proxy: Proxy, direct: RemoteStore) -> None:
    too_large = Fault(status=413)
    proxy.fault = lambda method, path, body: (
        too_large if path.startswith("/store") and len(body) > 300 else None
    )
    push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == NEW
    assert [method for method, path in proxy.seen if path.startswith("/store")].count("POST") > 2


def test_a_single_statement_that_is_too_large_is_an_error(
    proxy: Proxy, direct: RemoteStore
) -> None:
    too_large = Fault(status=413)
    proxy.fault = lambda method, path, body: too_large if path.startswith("/store") else None
    with pytest.raises(PublishError, match=r"413 .*Raise the limit of the server") as caught:
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert str(caught.value).endswith(BEFORE)
    assert content(direct) == OLD


@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_store_without_the_graph_store_protocol_gets_updates(
    proxy: Proxy, direct: RemoteStore, status: int
) -> None:
    refused = Fault(status=status)
    proxy.fault = lambda method, path, body: refused if path.startswith("/store") else None
    push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == NEW


def test_lost_statements_are_detected_before_graphs_are_replaced(
    proxy: Proxy, direct: RemoteStore
) -> None:
    lost = Fault(status=204)
    proxy.fault = lambda method, path, body: lost if method == "PUT" else None
    with pytest.raises(
        PublishError, match=r"found 0 statements in the store, 50 missing"
    ) as caught:
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert str(caught.value).endswith(BEFORE)
    assert content(direct) == OLD


def test_a_graph_that_a_store_did_not_replace_is_detected(
    proxy: Proxy, direct: RemoteStore
) -> None:
    proxy.fault = once(Fault(status=204), is_replacing)
    with pytest.raises(PublishError, match=r"50 missing and 1 that were not sent.*\n.*again"):
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == OLD
    assert direct.graphs("https://") == {GRAPH: 1, OTHER: 1}
    push(connect(proxy.address), NEW, PREFIXES, say)
    assert content(direct) == NEW


LEFT = f"{GRAPH}{STAGING}0123"
STAGED = (
    f"<{LEFT}>: found this graph in the store, staged by another push that is running or was "
    "interrupted. Wait until it ends, then run the command again; if none is running, add --clean "
    f"to remove the graph.\n{BEFORE}"
)


def test_a_push_stops_if_another_has_staged_a_graph(proxy: Proxy, direct: RemoteStore) -> None:
    direct.write(LEFT, ['<a:s> <a:p> "theirs" .'])
    with pytest.raises(PublishError) as caught:
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert str(caught.value) == STAGED
    assert {method for method, _ in proxy.seen} == {"POST"}  # nothing was sent
    assert content(direct) == OLD
    assert push(direct, OLD, PREFIXES, say).staged == (LEFT,)  # no differences, so nothing to send
    clean(direct, PREFIXES)
    push(direct, NEW, PREFIXES, say)
    assert content(direct) == NEW


def test_a_push_stops_if_another_stages_a_graph_at_the_same_time(
    proxy: Proxy, direct: RemoteStore
) -> None:
    def begin(method: str, path: str, body: bytes) -> None:
        if method == "PUT":
            direct.write(LEFT, ['<a:s> <a:p> "theirs" .'])

    proxy.fault = begin
    with pytest.raises(PublishError) as caught:
        push(connect(proxy.address), NEW, PREFIXES, say)
    assert str(caught.value) == STAGED
    assert content(direct) == OLD
    assert direct.graphs("https://").keys() == {GRAPH, OTHER, LEFT}


def test_a_push_stops_if_another_has_replaced_a_graph_that_was_equal(
    proxy: Proxy, direct: RemoteStore
) -> None:
    """Otherwise the store would have graphs of both."""

    def end(method: str, path: str, body: bytes) -> None:
        if method == "PUT":
            direct.write(OTHER, ['<a:s> <a:p> "theirs" .'])

    proxy.fault = end
    with pytest.raises(PublishError, match="Another push may have run at the same time") as caught:
        push(connect(proxy.address), {**NEW, OTHER: OLD[OTHER]}, PREFIXES, say)
    assert str(caught.value).endswith(BEFORE)
    assert direct.read(GRAPH) == OLD[GRAPH]
    assert direct.graphs("https://").keys() == {GRAPH, OTHER}


def test_a_store_with_a_full_disk_keeps_the_old_data(tmp_path: Path) -> None:
    large = {GRAPH: sorted(f'<a:s> <a:p> "new {n}" .' for n in range(5000))}
    with oxigraph_in(tmp_path) as server:
        store = connect(server.address)
        push(store, OLD, PREFIXES, say)
        assert server.process is not None
        with (
            full_disk(server.process, 20_000),
            pytest.raises(PublishError, match=r"500 .*While appending to file.*\n") as caught,
        ):
            push(store, large, PREFIXES, say)
        assert str(caught.value).endswith(BEFORE)
        assert content(store) == OLD
    with oxigraph_in(tmp_path) as server:  # it writes again after a restart with space
        store = connect(server.address)
        push(store, large, PREFIXES, say)
        assert content(store) == large | {OTHER: OLD[OTHER]}


def test_pauses_double_and_are_reported(proxy: Proxy, direct: RemoteStore) -> None:
    steps: list[str] = []
    slept: list[float] = []
    busy = Fault(status=503)
    proxy.fault = lambda method, path, body: busy
    web = Client(patience=Patience(attempts=4, pause=0.5, sleep=slept.append), say=steps.append)
    with pytest.raises(WebError, match="503"):
        RemoteStore(addresses_of("oxigraph", proxy.address), web).count(GRAPH)
    assert slept == [0.5, 1.0, 2.0]
    assert [re.sub(r"http://\S+", "URL", line) for line in steps] == [
        "URL answers 503; trying again in 0.5 s",
        "URL answers 503; trying again in 1 s",
        "URL answers 503; trying again in 2 s",
    ]
