"""SPARQL endpoints and reconciliation services, working and broken."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from tests.programs import program

from repertory.errors import WebError
from repertory.linking.vocabularies import sparql_endpoints as endpoints
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.concepts import ConceptStore, Fact
from repertory.linking.vocabularies.reconciliation import read_service
from repertory.linking.vocabularies.sparql_endpoints import Ask, FactRow, fetch, read_endpoint
from repertory.rdf.vocabulary import SKOS
from repertory.web.credentials import Credentials
from repertory.web.sparql_results import ResultTerm

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
    """The address of a real SPARQL server with a small vocabulary."""
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


@pytest.fixture
def asking(endpoint: str) -> Ask:
    """A function that queries the endpoint, for tests that alter the answers."""

    def send(query: str) -> list[FactRow]:
        answer = Access().client(endpoint).send("GET", endpoint, params={"query": query})
        document = json.loads(answer.content)["results"]["bindings"]
        return msgspec.convert(document, list[FactRow])

    return send


def warn(text: str) -> None:
    raise AssertionError(text)


@pytest.mark.parametrize("page", [4, 7, 10, 74, 75, 76, 5000])
def test_an_endpoint_is_read_whole_whatever_the_size_of_its_pages(
    endpoint: str, tmp_path: Path, page: int
) -> None:
    facts = list(read_endpoint(endpoint, Access(folder=tmp_path), page))
    assert (set(facts), len(facts)) == (expected(), len(expected()))
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_one_concept_fills_is_an_error(endpoint: str, tmp_path: Path) -> None:
    with pytest.raises(WebError, match=r"'http://v\.example/00' alone fills a page of 3 rows"):
        list(read_endpoint(endpoint, Access(folder=tmp_path), 3))


def test_an_interrupted_download_is_resumed(endpoint: str, asking: Ask, tmp_path: Path) -> None:
    asked: list[str] = []

    def dying(query: str) -> Sequence[FactRow]:
        asked.append(query)
        if len(asked) == 3:
            raise WebError(f"{endpoint}: no answer.")
        return asking(query)

    with pytest.raises(
        WebError, match=r"The part received is kept; run the command again to resume\."
    ):
        list(fetch(dying, endpoint, tmp_path, 10, warn))
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text() + '[["http://v.example/9')  # the machine died while writing
    asked.clear()
    asked += ["one", "two", "three"]
    facts = list(fetch(dying, endpoint, tmp_path, 10, warn))
    assert (set(facts), len(facts)) == (expected(), len(expected()))
    assert '> "http://v.example/05"' in asked[3]


def test_a_server_that_ignores_the_filter_is_an_error(
    endpoint: str, asking: Ask, tmp_path: Path
) -> None:
    def bad(query: str) -> Sequence[FactRow]:
        return asking(re.sub(r'> "[^"]*"', '> ""', query))

    with pytest.raises(WebError, match=r"pages out of order: 'http://v\.example/00' came after"):
        list(fetch(bad, endpoint, tmp_path, 10, warn))


def test_a_server_that_ignores_the_order_is_an_error(
    endpoint: str, asking: Ask, tmp_path: Path
) -> None:
    def bad(query: str) -> Sequence[FactRow]:
        return list(reversed(asking(query)))

    with pytest.raises(WebError, match="pages out of order"):
        list(fetch(bad, endpoint, tmp_path, 10, warn))


def test_nothing_is_lost_if_a_server_truncates_pages(
    endpoint: str, asking: Ask, tmp_path: Path
) -> None:
    """Virtuoso returns at most 10,000 rows, whatever the LIMIT."""

    def cutting(query: str) -> Sequence[FactRow]:
        return asking(query)[:8]

    facts = list(fetch(cutting, endpoint, tmp_path, 5000, warn))
    assert set(facts) == expected()


def row(concept: str, label: str = "lamp", language: str = "EN") -> FactRow:
    value = ResultTerm("literal", label, language)
    return FactRow(ResultTerm("uri", concept), ResultTerm("uri", SKOS.prefLabel), value)


def test_a_page_begins_after_the_last_concept_whatever_its_iri(tmp_path: Path) -> None:
    """An IRI may contain the placeholders of the query."""
    asked: list[str] = []
    last = "http://v.example/$page/$after"

    def one_page(query: str) -> list[FactRow]:
        asked.append(query)
        return [row(last)] if len(asked) == 1 else []

    assert list(fetch(one_page, "", tmp_path, 7, warn)) == [Fact(last, "preferred", "lamp", "en")]
    assert [re.findall("STR.*> (.*)[)]|(LIMIT.*)", query) for query in asked] == [
        [('""', ""), ("", "LIMIT 7")],
        [(f'"{last}"', ""), ("", "LIMIT 7")],
    ]


def test_the_file_of_a_download_may_hold_any_character(endpoint: str, tmp_path: Path) -> None:
    def dying(query: str) -> list[FactRow]:
        raise WebError("no answer.")

    with pytest.raises(WebError):
        list(fetch(dying, endpoint, tmp_path, 10, warn))
    (kept,) = tmp_path.iterdir()
    fact = Fact("http://v.example/99", "preferred", "a\u2028b\u0085c")
    kept.write_text(json.dumps([fact], ensure_ascii=False) + "\n", encoding="utf-8")
    assert list(read_endpoint(endpoint, Access(folder=tmp_path))) == [fact]


def pages(address: str) -> Ask:
    """Return an endless source of pages with ten new concepts each."""
    number = iter(range(10_000_000))
    return lambda query: [row(f"http://v.example/{next(number):09}") for _ in range(10)]


def test_a_download_stops_at_a_maximum_number_of_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "MAXIMUM_FACTS", 100)
    with pytest.raises(WebError, match=r"more than 100 labels .* of them\. Download the vocab"):
        list(fetch(pages(""), "http://v.example/", tmp_path, 10, warn))
    assert list(tmp_path.iterdir()) == []


def test_a_download_stops_at_a_maximum_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "MAXIMUM_KEPT", 5000)
    with pytest.raises(WebError, match=r"GB of them\. Download the vocabulary"):
        list(fetch(pages(""), "http://v.example/", tmp_path, 10, warn))
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_always_returns_the_same_page_is_an_error(tmp_path: Path) -> None:
    same = [row("http://v.example/1"), row("http://v.example/2")]
    with pytest.raises(WebError, match="pages out of order"):
        list(fetch(lambda query: same, "http://v.example/", tmp_path, 2, warn))


@pytest.mark.parametrize(
    "concept",
    [
        ResultTerm("literal", "lamp"),
        ResultTerm("bnode", "b1"),
        ResultTerm("uri", 'http://v.example/"'),
        ResultTerm("uri", "http://v.example/\\u0022"),
        ResultTerm("uri", "http://v.example/\n"),
        ResultTerm("uri", "1"),
    ],
)
def test_a_concept_without_an_iri_is_an_error(tmp_path: Path, concept: ResultTerm) -> None:
    """The next query contains the last concept as a string literal."""
    wrong = FactRow(concept, ResultTerm("uri", SKOS.prefLabel), ResultTerm("literal", "lamp"))
    with pytest.raises(WebError, match=r"found the concept .*, expected an IRI"):
        list(fetch(lambda query: [wrong], "http://v.example/", tmp_path, 7, warn))


FACT = ["http://v.example/09", "preferred", "lamp 9", "en"]


@pytest.mark.parametrize(
    "content",
    [
        b"lamp\n",
        b"\xff\xfe\n",
        b"[]\n",
        b"{}\n",
        b"[[1, 2]]\n",
        b"[null]\n",
        b'[["a:1", "preferred", 7, "en"]]\n',
        b'[["a:1", "colour", "red", "en"]]\n',
        b"[" * 100_000 + b"\n",
        json.dumps([FACT]).encode() + b"\nlamp\n",
        None,
    ],
)
def test_an_unreadable_file_of_a_download_is_replaced(
    endpoint: str, asking: Ask, tmp_path: Path, content: bytes | None
) -> None:
    def dying(query: str) -> list[FactRow]:
        raise WebError("no answer.")

    with pytest.raises(WebError):
        list(fetch(dying, endpoint, tmp_path, 10, warn))
    (kept,) = tmp_path.iterdir()
    if content is None:
        kept.unlink()
        (kept / "inside").mkdir(parents=True)
    else:
        kept.write_bytes(content)
    said: list[str] = []
    facts = list(fetch(asking, endpoint, tmp_path, 10, said.append))
    assert (set(facts), len(facts)) == (expected(), len(expected()))
    assert said == [f"{kept}: cannot be read; the download starts from the beginning."]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_an_error(endpoint: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WebError, match=r"cannot be used for the download: .* XDG_CACHE_HOME"):
        list(read_endpoint(endpoint, Access(folder=tmp_path / "file")))


Reply = Callable[[str], tuple[int, bytes]]


@contextmanager
def server(reply: Reply) -> Iterator[str]:
    """Run a server that answers each request body with the result of *reply*."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
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
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
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


def test_a_reconciliation_service_is_queried_once_for_each_text() -> None:
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
    manifest, *batches = [urllib.parse.parse_qs(body) for body in bodies]
    asked = [list(json.loads(batch["queries"][0]).values()) for batch in batches]
    assert manifest == {}
    assert [len(batch) for batch in asked] == [10, 10, 2]
    assert {question["limit"] for batch in asked for question in batch} == {5}
    assert ConceptStore(facts).with_key("lamp") == ("http://v.example/1",)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((200, b"<html>"), "found '<html>', expected the manifest of a reconciliation service ("),
        ((404, b""), "found the answer 404 Not Found. Is the address right"),
        ((503, b""), "found the answer 503 Service Unavailable. The server is busy"),
        (
            (200, b"[]"),
            "found '[]', expected the manifest of a reconciliation service (",
        ),
    ],
)
def test_a_server_that_is_not_a_service_is_an_error(reply: tuple[int, bytes], message: str) -> None:
    with server(lambda body: reply) as address, pytest.raises(WebError) as caught:
        list(read_service(address, ["Lamps"], Access(pause=0)))
    assert message in str(caught.value)


@pytest.mark.parametrize("result", [None, {}, ["lamps"], [[]], [None]])
def test_invalid_candidates_are_an_error(result: object) -> None:
    def odd(body: str) -> tuple[int, bytes]:
        return 200, json.dumps({"q0": {"result": result}} if body else MANIFEST).encode()

    with server(odd) as address, pytest.raises(WebError, match=r"expected the answer of a rec"):
        list(read_service(address, ["Lamps"]))


def test_a_candidate_without_a_name_has_no_label() -> None:
    def nameless(body: str) -> tuple[int, bytes]:
        found = {"result": [{"id": 1, "name": None, "score": 7}]}
        return 200, json.dumps({"q0": found} if body else MANIFEST).encode()

    with server(nameless) as address:
        assert list(read_service(address, ["Lamps"])) == []


def test_an_answer_to_another_query_is_an_error() -> None:
    def odd(body: str) -> tuple[int, bytes]:
        return 200, json.dumps({"q1": {"result": []}} if body else MANIFEST).encode()

    with (
        server(odd) as address,
        pytest.raises(WebError, match="found an answer without 'q0', expected its results"),
    ):
        list(read_service(address, ["Lamps"]))


def test_a_request_is_repeated_after_a_temporary_failure() -> None:
    replies = [(503, b""), (500, b""), (200, json.dumps(MANIFEST).encode())]
    with server(lambda body: replies.pop(0)) as address:
        assert list(read_service(address, [], Access(pause=0))) == []
    assert replies == []


def test_credentials_are_sent_to_an_endpoint_that_requests_them() -> None:
    seen: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Authorization"])
            content = b'{"results": {"bindings": []}}'
            self.send_response(200 if seen[-1] else 401)
            self.send_header("WWW-Authenticate", "Bearer")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{http.server_port}/"
    with tempfile.TemporaryDirectory() as folder:
        access = Access(lambda address: Credentials(token="abc"), Path(folder))
        assert list(read_endpoint(address, access)) == []
    http.shutdown()
    http.server_close()
    assert seen == [None, "Bearer abc"]
