"""A push replaces graphs in real stores, each as a whole."""

from __future__ import annotations

import hashlib
import re
import threading

import pytest
from msgspec.structs import replace
from tests.publish.stores.server import Server

from repertory.errors import PublishError
from repertory.publish.published import STAGING
from repertory.publish.stores.push import Change, Plan, clean, digest, plan, push
from repertory.publish.stores.remote_store import RemoteStore
from repertory.publish.stores.store_kinds import StoreKind, addresses_of
from repertory.rdf import graph_lines
from repertory.rdf.vocabulary import XSD
from repertory.web.client import Client

GRAPH, OTHER = "https://example.org/graph/a", "https://example.org/graph/b"
PREFIXES = ("https://example.org/graph/",)
LITERALS = rb"""
@prefix : <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:s :p "plain", "English"@en, "zh"@zh-Hant, "quote \" slash \\ line \n tab \t return \r",
  "\u0007 \u00e9 \U0001F40B", true, 17, "2019-07-16"^^xsd:date, "2019"^^xsd:gYear,
  "0.99"^^xsd:double, "1.5E3"^^xsd:double, "1e-7"^^xsd:double,
  "2019-07"^^xsd:gYearMonth, "0A1b"^^xsd:hexBinary, "12"^^xsd:nonNegativeInteger,
  <https://example.org/o%20o/(S-VI)#para_8__subpara_e>, "" ;
  :confidence "1.0"^^xsd:double .
"""


def say(step: str) -> None:
    pass


def lines(*texts: str) -> list[str]:
    return sorted(f'<https://example.org/s/{t}> <https://example.org/p> "{t}"@en .' for t in texts)


def change(graph: str, before: int, added: int, removed: int, content: list[str]) -> Change:
    text = "".join(f"{line}\n" for line in content)
    return Change(graph, before, added, removed, hashlib.sha256(text.encode()).hexdigest())


def test_every_kind_of_literal_is_read_back_unchanged(server: Server) -> None:
    store, sent = server.store(), graph_lines(LITERALS, "turtle")[""]
    push(store, {GRAPH: sent}, PREFIXES, say)
    kept = store.as_kept(sent)
    assert store.read(GRAPH) == kept
    numbers = re.compile(r'"(1\.5E3|1500\.0|1e-7|1e-07)"|"12"')
    other = {line for line in {*kept, *sent} if numbers.search(line)}
    if server.kind == "virtuoso":
        other = {line for line in other if '"12"' not in line}
    assert set(kept) ^ set(sent) == other


def test_doubles_are_compared_by_value(oxigraph: Server) -> None:
    sent, other_digits, other = (
        [f'<https://example.org/s> <https://example.org/p> "{number}"^^<{XSD.double}> .']
        for number in ("1.5E3", "1500.0e0", "1.6E3")
    )
    store = oxigraph.store()
    push(store, {GRAPH: other_digits}, PREFIXES, say)
    assert plan(store, {GRAPH: sent}, PREFIXES, say).changes == (change(GRAPH, 1, 0, 0, sent),)
    assert plan(store, {GRAPH: other}, PREFIXES, say).changes == (change(GRAPH, 1, 1, 1, other),)


def test_a_graph_larger_than_an_answer_of_the_store_is_read_completely(server: Server) -> None:
    content = lines(*(str(number) for number in range(12_000)))
    store = server.store()
    push(store, {GRAPH: content}, PREFIXES, say)
    assert store.count(GRAPH) == 12_000
    assert digest(store.read(GRAPH)) == digest(content)


def test_a_second_push_replaces_and_reports_differences(server: Server) -> None:
    store = server.store()
    old, new, same = lines("a", "b", "c"), lines("b", "c", "d", "e"), lines("x")
    first = push(store, {GRAPH: old, OTHER: same}, PREFIXES, say)
    assert first == Plan((change(GRAPH, 0, 3, 0, old), change(OTHER, 0, 1, 0, same)))
    second = push(store, {GRAPH: new, OTHER: same}, PREFIXES, say)
    assert second == Plan((change(GRAPH, 3, 2, 1, new), change(OTHER, 1, 0, 0, same)))
    assert store.read(GRAPH) == new
    assert store.graphs("https://") == {GRAPH: 4, OTHER: 1}


def test_a_plan_changes_nothing_and_reports_further_graphs(server: Server) -> None:
    store, left = server.store(), f"{GRAPH}{STAGING}0123"
    store.write(OTHER, lines("x"))
    store.write(left, lines("y"))
    store.write("https://example.org/elsewhere", lines("z"))
    before = store.graphs("https://")
    planned = plan(store, {GRAPH: lines("a")}, PREFIXES, say)
    assert planned == Plan(
        (change(GRAPH, 0, 1, 0, lines("a")),), withdrawn=(OTHER,), staged=(left,)
    )
    assert store.graphs("https://") == before


def test_graphs_of_an_interrupted_push_can_be_removed(server: Server) -> None:
    store, left = server.store(), f"{GRAPH}{STAGING}0123"
    store.write(GRAPH, lines("a"))
    store.write(left, lines("y"))
    assert clean(store, PREFIXES) == (left,)
    assert store.graphs("https://") == {GRAPH: 1}


def test_a_store_without_the_graph_store_protocol_gets_updates(server: Server) -> None:
    store = server.store()
    kind = addresses_of(server.kind, "")
    plain = RemoteStore(_without_graph_store(store), store._web)
    content = graph_lines(LITERALS, "turtle")[""] + lines(*(str(n) for n in range(2_500)))
    push(plain, {GRAPH: content}, PREFIXES, say)
    assert store.read(GRAPH) == store.as_kept(content)
    assert kind.graph_store is not None


def _without_graph_store(store: RemoteStore) -> StoreKind:
    return replace(store._at, graph_store=None)


def test_readers_always_see_statements_that_stay(server: Server) -> None:
    """While a graph is replaced, the common statements of both editions are always there."""
    store, watcher = server.store(), server.store()
    common = lines(*(f"common {n}".replace(" ", "-") for n in range(300)))
    push(store, {GRAPH: sorted(common + lines("edition-0"))}, PREFIXES, say)
    seen: set[bool] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.add(watcher.count(GRAPH) >= len(common))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        for edition in range(1, 6):
            content = sorted(common + lines(f"edition-{edition}"))
            push(store, {GRAPH: content}, PREFIXES, say)
    finally:
        done.set()
        thread.join()
    assert seen == {True}


def test_simultaneous_pushes_never_mix_their_graphs(server: Server) -> None:
    editions = [
        {GRAPH: lines(*(f"{name}-{n}" for n in range(500))), OTHER: lines(name)}
        for name in ("one", "two")
    ]
    errors: list[str] = []

    def run(graphs: dict[str, list[str]]) -> None:
        for _ in range(3):
            try:
                push(server.store(), graphs, PREFIXES, say)
            except PublishError as error:
                errors.append(str(error))

    store = server.store()
    push(store, editions[0], PREFIXES, say)
    threads = [threading.Thread(target=run, args=(graphs,)) for graphs in editions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [message for message in errors if "un the command again" not in message] == []
    assert {graph: store.read(graph) for graph in (GRAPH, OTHER)} in editions
    assert store.graphs("https://").keys() == {GRAPH, OTHER}


@pytest.mark.parametrize("wrong", ["", "not the password"])
@pytest.mark.slow
def test_a_push_to_virtuoso_without_the_password_is_an_error(virtuoso: Server, wrong: str) -> None:
    from repertory.web.client import Refusal
    from repertory.web.credentials import Credentials

    store = virtuoso.store()
    credentials = Credentials("dba", wrong) if wrong else None
    denied = RemoteStore(store._at, Client(credentials, "digest"))
    with pytest.raises(Exception, match="401") as caught:
        push(denied, {GRAPH: lines("a")}, PREFIXES, say)
    assert isinstance(caught.value.__cause__, Refusal)
    assert "REPERTORY_PASSWORD" in str(caught.value)
    assert not wrong or wrong not in str(caught.value)
