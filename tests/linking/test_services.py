"""SPARQL endpoints and reconciliation services, real and broken."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.programs import program

from repertory.linking import web
from repertory.linking.concepts import ConceptStore, Fact
from repertory.linking.endpoints import fetch, read_endpoint
from repertory.linking.reconciliation import read_service
from repertory.linking.web import ServerError, ask
from repertory.vocabulary import SKOS

CONCEPTS = 25


def turtle() -> str:
    concepts = "\n".join(
        f'<http://v.example/{number:02}> a skos:Concept ; skos:prefLabel "lamp {number}"@en, '
        f'"lampe {number}"@fr ; skos:broader <http://v.example/00> .'
        for number in range(CONCEPTS)
    )
    return f"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n{concepts}"


def expected() -> set[Fact]:
    return {
        fact
        for number in range(CONCEPTS)
        for fact in (
            Fact(f"http://v.example/{number:02}", "preferred", f"lamp {number}", "en"),
            Fact(f"http://v.example/{number:02}", "preferred", f"lampe {number}", "fr"),
            Fact(f"http://v.example/{number:02}", "broader", "http://v.example/00"),
        )
    }


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real SPARQL server with a small vocabulary."""
    server = program("oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("store")
    bind = f"127.0.0.1:{port}"
    process = subprocess.Popen(
        [server, "serve", "--location", folder, "--bind", bind],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                load(f"http://{bind}/store?default", turtle())
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{bind}/query"
    finally:
        process.terminate()
        process.wait()


def load(address: str, text: str) -> None:
    request = urllib.request.Request(address, text.encode(), {"Content-Type": "text/turtle"})
    urllib.request.urlopen(request, timeout=5).close()


@pytest.mark.parametrize("page", [4, 7, 10, 74, 75, 76, 5000])
def test_an_endpoint_is_read_whole_whatever_the_size_of_its_pages(
    endpoint: str, tmp_path: Path, page: int
) -> None:
    facts = list(read_endpoint(endpoint, tmp_path, page))
    assert (set(facts), len(facts)) == (expected(), len(expected()))
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_one_concept_fills_is_told(endpoint: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"'http://v\.example/00' alone fills a page of 3 rows"):
        list(read_endpoint(endpoint, tmp_path, 3))


def test_a_fetch_that_broke_off_goes_on_where_it_ended(endpoint: str, tmp_path: Path) -> None:
    asked: list[str] = []

    def dying(query: str) -> Any:
        asked.append(query)
        if len(asked) == 3:
            raise ServerError(f"{endpoint}: no answer.")
        return ask(endpoint, {"query": query}, "application/sparql-results+json")

    with pytest.raises(ServerError, match=r"What came before it is kept: run it again\."):
        list(fetch(dying, endpoint, tmp_path, 10))
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text() + '[["http://v.example/9')  # the machine died while writing
    asked.clear()
    asked += ["one", "two", "three"]
    facts = list(fetch(dying, endpoint, tmp_path, 10))
    assert (set(facts), len(facts)) == (expected(), len(expected()))
    assert '> "http://v.example/05"' in asked[3]


def test_a_server_that_ignores_the_filter_is_told(endpoint: str, tmp_path: Path) -> None:
    def bad(query: str) -> Any:
        query = re.sub(r'> "[^"]*"', '> ""', query)
        return ask(endpoint, {"query": query}, "application/sparql-results+json")

    with pytest.raises(ServerError, match=r"pages badly: 'http://v\.example/00' came after"):
        list(fetch(bad, endpoint, tmp_path, 10))


def test_a_server_that_ignores_the_order_is_told(endpoint: str, tmp_path: Path) -> None:
    def bad(query: str) -> Any:
        answer = ask(endpoint, {"query": query}, "application/sparql-results+json")
        answer["results"]["bindings"].reverse()
        return answer

    with pytest.raises(ServerError, match="pages badly"):
        list(fetch(bad, endpoint, tmp_path, 10))


def test_a_server_that_cuts_pages_short_loses_nothing(endpoint: str, tmp_path: Path) -> None:
    """Virtuoso cuts at 10,000 rows whatever the LIMIT."""

    def cutting(query: str) -> Any:
        answer = ask(endpoint, {"query": query}, "application/sparql-results+json")
        del answer["results"]["bindings"][8:]
        return answer

    facts = list(fetch(cutting, endpoint, tmp_path, 5000))
    assert set(facts) == expected()


def test_a_page_begins_after_the_last_concept_whatever_its_iri(tmp_path: Path) -> None:
    """The words that the query holds for what is filled in may stand in an IRI too."""
    asked: list[str] = []
    last = "http://v.example/PAGE/AFTER"

    def one_page(query: str) -> object:
        asked.append(query)
        label = {"value": "lamp", "xml:lang": "EN"}
        concept, prefer = {"value": last}, {"value": SKOS.prefLabel}
        row = {"concept": concept, "property": prefer, "value": label}
        return {"results": {"bindings": [row] if len(asked) == 1 else []}}

    assert list(fetch(one_page, "", tmp_path, 7)) == [Fact(last, "preferred", "lamp", "en")]
    assert [re.findall("STR.*> (.*)[)]|(LIMIT.*)", query) for query in asked] == [
        [('""', ""), ("", "LIMIT 7")],
        [(f'"{last}"', ""), ("", "LIMIT 7")],
    ]


def test_what_is_kept_may_hold_any_character(endpoint: str, tmp_path: Path) -> None:
    def dying(query: str) -> object:
        raise ServerError("no answer.")

    with pytest.raises(ServerError):
        list(fetch(dying, endpoint, tmp_path, 10))
    (kept,) = tmp_path.iterdir()
    fact = Fact("http://v.example/99", "preferred", "a\u2028b\u0085c")
    kept.write_text(json.dumps([fact], ensure_ascii=False) + "\n", encoding="utf-8")
    assert list(read_endpoint(endpoint, tmp_path)) == [fact]


@pytest.mark.parametrize(
    "bindings", [None, {}, ["x"], [{}], [{"concept": {"value": 1}, "property": {}, "value": {}}]]
)
def test_rows_that_are_none_are_told(tmp_path: Path, bindings: object) -> None:
    with pytest.raises(ServerError, match=r"expected the rows of a SELECT query"):
        list(fetch(lambda query: {"results": {"bindings": bindings}}, "", tmp_path, 7))


Reply = Callable[[str], tuple[int, bytes]]


@contextmanager
def server(reply: Reply, pause: float = 0.0) -> Iterator[str]:
    """A server that answers each body it gets with what *reply* returns."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(pause)
            length = int(self.headers.get("Content-Length", 0))
            status, content = reply(self.rfile.read(length).decode())
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/reconcile"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


MANIFEST = {"name": "Lamps", "identifierSpace": "http://v.example/", "versions": ["0.2"]}


def reconcile(body: str) -> tuple[int, bytes]:
    if not body:
        return 200, json.dumps(MANIFEST).encode()
    queries = json.loads(urllib.parse.parse_qs(body)["queries"][0])
    known = {"Lamps": {"id": "1", "name": "lamps", "description": "They give light."}}
    answer = {
        name: {"result": [known[query["query"]]] if query["query"] in known else []}
        for name, query in queries.items()
    }
    return 200, json.dumps(answer).encode()


def test_a_reconciliation_service_is_asked_for_each_text_once() -> None:
    bodies: list[str] = []

    def counted(body: str) -> tuple[int, bytes]:
        bodies.append(body)
        return reconcile(body)

    with server(counted) as address:
        facts = list(read_service(address, ["Lamps", "Keepers", "Lamps", *map(str, range(20))]))
    assert facts == [
        Fact("http://v.example/1", "preferred", "lamps"),
        Fact("http://v.example/1", "note", "They give light."),
    ]
    assert len(bodies) == 1 + 3
    assert ConceptStore(facts).with_key("lamp") == ("http://v.example/1",)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ((200, b"<html>"), "found '<html>', expected JSON. Is it the address of a service?"),
        ((404, b""), "no answer: HTTP 404 Not Found. Is the address right, and the server up?"),
        ((503, b""), "no answer: HTTP 503 Service Unavailable"),
        ((200, b"[]"), "found no manifest of a reconciliation service there."),
    ],
)
def test_what_is_no_service_is_told(
    reply: tuple[int, bytes], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "PAUSE", 0.0)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with server(lambda body: reply) as address, pytest.raises(ServerError) as caught:
        list(read_service(address, ["Lamps"]))
    assert told in str(caught.value)


@pytest.mark.parametrize("result", [None, {}, ["lamps"], [[]], [None]])
def test_candidates_that_are_none_are_told(result: object) -> None:
    def odd(body: str) -> tuple[int, bytes]:
        return 200, json.dumps({"q0": {"result": result}} if body else MANIFEST).encode()

    with server(odd) as address, pytest.raises(ServerError, match=r"lacks the result of 'q0'"):
        list(read_service(address, ["Lamps"]))


def test_a_candidate_without_a_name_has_no_label() -> None:
    def nameless(body: str) -> tuple[int, bytes]:
        found = {"result": [{"id": 1, "name": None, "score": 7}]}
        return 200, json.dumps({"q0": found} if body else MANIFEST).encode()

    with server(nameless) as address:
        assert list(read_service(address, ["Lamps"])) == []


def test_a_server_that_fails_for_a_moment_is_asked_again() -> None:
    replies = [(503, b""), (500, b""), (200, b'{"a": 1}')]
    with server(lambda body: replies.pop(0)) as address:
        assert ask(address, pause=0.0) == {"a": 1}


def test_a_server_that_is_silent_is_given_up() -> None:
    with (
        server(lambda body: (200, b"{}"), pause=0.5) as address,
        pytest.raises(ServerError, match="timed out"),
    ):
        ask(address, timeout=0.1, pause=0.0)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(ServerError, match=r"no answer: .*[Rr]efused"):
        ask("http://127.0.0.1:9/", pause=0.0)
