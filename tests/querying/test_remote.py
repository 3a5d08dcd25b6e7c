"""Endpoints, with a fake server that behaves like the different real ones."""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from repertory.errors import QueryError, RepertoryError, WebError
from repertory.querying.remote import Endpoint
from repertory.querying.results import Answer, yes_or_no
from repertory.rdf.terms import Literal
from repertory.rdf.vocabulary import XSD
from repertory.web.credentials import Credentials

Reply = tuple[int, dict[str, str], bytes]
Behaviour = Callable[[dict[str, list[str]], dict[str, str]], Reply]
JSON = "application/sparql-results+json"
ORDERED = "SELECT ?n { ?s ?p ?n } ORDER BY ?n"


def rows(numbers: range) -> bytes:
    integer = XSD.integer
    bindings = [
        {"n": {"type": "typed-literal", "value": str(n), "datatype": integer}} for n in numbers
    ]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": bindings}}).encode()


class Server:
    """A server on this machine; *behave* returns each reply, *seen* has the requests."""

    def __init__(self) -> None:
        self.behave: Behaviour = lambda query, headers: (
            200,
            {"Content-Type": JSON},
            rows(range(2)),
        )
        self.seen: list[tuple[dict[str, list[str]], dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                text = self.rfile.read(size).decode() or urlsplit(self.path).query
                query = parse_qs(text)
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.seen.append((query, headers))
                status, told, body = outer.behave(query, headers)
                self.send_response(status)
                for name, value in told.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Write no log."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/sparql"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def endpoint(server: Server, pauses: list[float]) -> Endpoint:
    return Endpoint(server.url, timeout=30, sleep=pauses.append)


def numbers(answer: Answer) -> list[int]:
    return [int(node.text) for (node,) in answer.rows if isinstance(node, Literal)]


def fails(endpoint: Endpoint, query: str = ORDERED) -> str:
    with pytest.raises(RepertoryError) as caught:
        endpoint.ask(query)
    assert isinstance(caught.value, QueryError | WebError)
    return str(caught.value)


def graphs_only(names: list[str]) -> Behaviour:
    """Answer like a store that has statements only in named graphs."""

    def behave(query: dict[str, list[str]], headers: dict[str, str]) -> Reply:
        (text,) = query["query"]
        answer = rows(range(2 if "default-graph-uri" in query else 0))
        if "GRAPH ?graph" in text:
            bindings = [{"graph": {"type": "uri", "value": name}} for name in names]
            told = {"head": {"vars": ["graph"]}, "results": {"bindings": bindings}}
            answer = json.dumps(told).encode()
        elif "ASK" in text:
            answer = json.dumps({"head": {}, "boolean": "default-graph-uri" in query}).encode()
        return 200, {"Content-Type": JSON}, answer

    return behave


def test_named_graphs_are_queried_if_the_default_graph_is_empty(
    server: Server, endpoint: Endpoint
) -> None:
    server.behave = graphs_only(["https://example.org/h", "https://example.org/g"])
    assert numbers(endpoint.ask(ORDERED)) == [0, 1]
    graphs = ["https://example.org/g", "https://example.org/h"]
    assert server.seen[-1][0] == {"query": [ORDERED], "default-graph-uri": graphs}
    asked = len(server.seen)
    endpoint.ask(ORDERED)
    assert len(server.seen) == asked + 1


def test_ask_is_also_evaluated_in_named_graphs(server: Server, endpoint: Endpoint) -> None:
    server.behave = graphs_only(["https://example.org/g"])
    assert endpoint.ask("ASK { ?s ?p 1 }") == yes_or_no(True)


def test_an_endpoint_without_statements_has_no_answer(server: Server, endpoint: Endpoint) -> None:
    server.behave = graphs_only([])
    assert endpoint.ask(ORDERED).rows == ()


def test_too_many_named_graphs_are_an_error(server: Server, endpoint: Endpoint) -> None:
    server.behave = graphs_only([f"https://example.org/{n}" for n in range(101)])
    assert fails(endpoint) == (
        f"{server.url} has an empty default graph and more than 100 named graphs. "
        "Select some: --graph IRI, once for each."
    )


def test_rows_are_read_and_the_graph_is_named(server: Server) -> None:
    endpoint = Endpoint(f"{server.url}?infer=false", ["https://example.org/g"])
    assert numbers(endpoint.ask(ORDERED)) == [0, 1]
    query, headers = server.seen[0]
    assert query == {
        "query": [ORDERED],
        "default-graph-uri": ["https://example.org/g"],
        "infer": ["false"],
    }
    assert headers["user-agent"].startswith("repertory/")


def test_a_long_query_is_posted(server: Server, endpoint: Endpoint) -> None:
    text = ORDERED + " # " + "x" * 3000
    assert numbers(endpoint.ask(text)) == [0, 1]
    assert server.seen[0][1]["content-type"] == "application/x-www-form-urlencoded"


def test_the_request_to_a_busy_server_is_repeated(
    server: Server, endpoint: Endpoint, pauses: list[float]
) -> None:
    def behave(query: dict[str, list[str]], headers: dict[str, str]) -> Reply:
        if len(server.seen) == 1:
            return 503, {}, b""
        if len(server.seen) == 2:
            return 429, {"Retry-After": "7"}, b""
        return 200, {"Content-Type": JSON}, rows(range(1))

    server.behave = behave
    assert numbers(endpoint.ask(ORDERED)) == [0]
    assert pauses == [0.5, 7.0]


def test_a_server_that_stays_busy_is_an_error(
    server: Server, endpoint: Endpoint, pauses: list[float]
) -> None:
    server.behave = lambda query, headers: (503, {}, b"")
    assert fails(endpoint) == (
        f"{server.url}: found the answer 503 Service Unavailable. The server is busy or "
        "under maintenance: run the command again later."
    )
    assert pauses == [0.5, 1.0, 2.0]


def test_an_endpoint_that_is_down_is_an_error(server: Server, pauses: list[float]) -> None:
    server.http.server_close()
    endpoint = Endpoint(server.url, sleep=pauses.append)
    assert fails(endpoint).startswith(f"{server.url}: no answer or a broken connection, 4 times")
    assert pauses == [0.5, 1.0, 2.0]


def test_an_endpoint_that_does_not_answer_is_an_error(server: Server) -> None:
    waiting = threading.Event()

    def behave(query: dict[str, list[str]], headers: dict[str, str]) -> Reply:
        waiting.wait(5)
        return 200, {}, b""

    server.behave = behave
    message = fails(Endpoint(server.url, timeout=1))
    waiting.set()
    assert message == (
        f"{server.url} did not answer in 1 seconds. Ask for less, or allow more with "
        "--timeout SECONDS."
    )
    assert len(server.seen) == 1


def test_an_html_page_is_an_error(server: Server, endpoint: Endpoint) -> None:
    page = b"<html><head><title>Welcome</title></head><body>Log in</body></html>"
    server.behave = lambda query, headers: (200, {"Content-Type": "text/html"}, page)
    assert fails(endpoint) == (
        f"{server.url} answers with text/html where SPARQL results were expected: 'Welcome Log in'."
        " Is it the address of the endpoint itself?"
    )


def test_the_error_of_a_server_is_in_the_message(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda query, headers: (400, {}, b"Parse error:\n\x1b[31mline 3")
    assert fails(endpoint) == (
        f"{server.url} refuses the query (400): 'Parse error: \\x1b[31mline 3'"
    )
    server.behave = lambda query, headers: (404, {}, b"")
    assert fails(endpoint).startswith(f"there is no endpoint at {server.url} (404).")


def test_the_answer_to_ask_may_be_that_of_a_select(server: Server, endpoint: Endpoint) -> None:
    for value, truth in (("1", True), ("0", False), ("true", True)):
        binding = {"__ask_retval": {"type": "literal", "value": value}}
        document = {"head": {"vars": ["__ask_retval"]}, "results": {"bindings": [binding]}}
        body = json.dumps(document).encode()
        server.behave = lambda query, headers, body=body: (200, {}, body)  # type: ignore[misc]
        assert endpoint.ask("ASK {}") == yes_or_no(truth)
    server.behave = lambda query, headers: (200, {}, b'{"head": {}, "boolean": true}')
    assert endpoint.ask("ASK {}") == yes_or_no(True)


def paged(total: int, most: int, headers: dict[str, str]) -> Behaviour:
    """Answer with the rows from OFFSET on, and at most *most* of them."""

    def behave(query: dict[str, list[str]], _: dict[str, str]) -> Reply:
        offset = (
            int(query["query"][0].rpartition("OFFSET ")[2] or 0)
            if "OFFSET" in query["query"][0]
            else 0
        )
        return 200, headers, rows(range(offset, min(total, offset + most)))

    return behave


def test_the_rest_of_an_answer_that_was_cut_off_is_requested(
    server: Server, endpoint: Endpoint
) -> None:
    server.behave = paged(2500, 1000, {})
    answer = endpoint.ask(ORDERED)
    assert numbers(answer) == list(range(2500))
    assert answer.notes == (
        "the endpoint sends 1,000 rows at a time; the rest was requested page by page",
    )


def test_the_header_of_virtuoso_shows_a_cut(server: Server, endpoint: Endpoint) -> None:
    server.behave = paged(25, 10, {"X-SPARQL-MaxRows": "10"})
    assert numbers(endpoint.ask(ORDERED)) == list(range(25))


def test_a_complete_answer_may_have_1000_rows(server: Server, endpoint: Endpoint) -> None:
    server.behave = paged(1000, 10_000, {})
    answer = endpoint.ask(ORDERED)
    assert (len(answer.rows), answer.notes) == (1000, ())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("SELECT ?n { ?s ?p ?n }", "the endpoint may have cut the answer off at 1,000 rows; add"),
        (f"{ORDERED} LIMIT 5000", "the endpoint cut the answer off at 1,000 rows"),
    ],
)
def test_an_answer_that_cannot_be_completed_has_a_note(
    query: str, note: str, server: Server, endpoint: Endpoint
) -> None:
    told = {"X-SPARQL-MaxRows": "1000"}
    server.behave = lambda query, headers: (200, told, rows(range(1000)))
    (found,) = endpoint.ask(query).notes
    assert found.startswith(note)


def test_paging_ends_if_a_server_ignores_offset(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda query, headers: (200, {}, rows(range(1000)))
    answer = endpoint.ask(ORDERED)
    assert numbers(answer) == list(range(1000))
    assert answer.notes == ("the endpoint cut the answer off at 1,000 rows",)


def guarded(challenge: str, accepted: str) -> Behaviour:
    def behave(query: dict[str, list[str]], headers: dict[str, str]) -> Reply:
        if headers.get("authorization", "").startswith(accepted):
            return 200, {}, rows(range(1))
        return 401, {"WWW-Authenticate": challenge}, b""

    return behave


@pytest.mark.parametrize(
    ("challenge", "accepted"),
    [
        ('Basic realm="SPARQL"', "Basic cmVhZGVyOnMzY3JldA=="),
        ('Digest realm="SPARQL", nonce="n", qop="auth"', 'Digest username="reader"'),
    ],
)
def test_a_name_and_password_are_sent_as_the_server_requires(
    challenge: str, accepted: str, server: Server
) -> None:
    server.behave = guarded(challenge, accepted)
    endpoint = Endpoint(server.url, credentials=Credentials("reader", "s3cret"))
    assert numbers(endpoint.ask(ORDERED)) == [0]


def test_the_message_on_wrong_credentials_does_not_contain_the_password(server: Server) -> None:
    server.behave = guarded("Basic", "never")
    assert fails(Endpoint(server.url)) == (
        f"{server.url} requires credentials (401). Set REPERTORY_USER and REPERTORY_PASSWORD, or "
        "REPERTORY_TOKEN, or use --credentials FILE."
    )
    message = fails(Endpoint(server.url, credentials=Credentials("reader", "s3cret")))
    assert message == f"{server.url} refuses the name 'reader' or its password"


def test_a_password_is_not_sent_to_another_server(server: Server) -> None:
    other = Server()
    told = {"Location": other.url}

    def behave(query: dict[str, list[str]], headers: dict[str, str]) -> Reply:
        if "authorization" not in headers:
            return 401, {"WWW-Authenticate": "Basic"}, b""
        return 302, told, b""

    server.behave = behave
    try:
        Endpoint(server.url, credentials=Credentials("reader", "s3cret")).ask(ORDERED)
        assert ["authorization" in headers for _, headers in other.seen] == [False]
    finally:
        other.http.shutdown()
        other.http.server_close()


def test_a_token_is_sent_as_the_server_requires(server: Server) -> None:
    server.behave = guarded("Bearer", "Bearer abc")
    endpoint = Endpoint(server.url, credentials=Credentials(token="abc"))
    assert numbers(endpoint.ask(ORDERED)) == [0]
    server.behave = guarded("Bearer", "never")
    assert fails(endpoint) == f"{server.url} refuses the token"


def test_the_timeout_includes_all_pages(server: Server) -> None:
    """The server sends full pages without end, each of them in time."""
    clock = [0.0]

    def behave(query: dict[str, list[str]], headers: dict[str, str]) -> Reply:
        clock[0] += 1
        return 200, {}, rows(range(int(clock[0]) * 1000, int(clock[0]) * 1000 + 1000))

    server.behave = behave
    answer = Endpoint(server.url, timeout=1).ask(ORDERED)
    assert re.fullmatch(
        rf"the endpoint cut the answer off at [0-9,]+ rows \({server.url} did not answer in 1 "
        r"seconds\. .*\)",
        answer.notes[0],
    ), answer.notes


def test_urllib_works_as_before_for_other_code(server: Server, endpoint: Endpoint) -> None:
    endpoint.ask(ORDERED)
    with urllib.request.urlopen(server.url, timeout=5) as response:
        assert (response.status, response.read()) == (200, rows(range(2)))
    server.behave = lambda query, headers: (404, {}, b"")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(server.url, timeout=5)
