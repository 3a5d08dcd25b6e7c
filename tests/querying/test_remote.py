"""Endpoints: a fake one with all the quirks, so that each is met on purpose."""

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
    """A server on this machine; *behave* decides each reply, *seen* keeps the requests."""

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
                """Be silent."""

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
    """Answer as a store does that has nothing outside its named graphs."""

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


def test_named_graphs_are_asked_where_there_is_nothing_else(
    server: Server, endpoint: Endpoint
) -> None:
    server.behave = graphs_only(["https://example.org/h", "https://example.org/g"])
    assert numbers(endpoint.ask(ORDERED)) == [0, 1]
    graphs = ["https://example.org/g", "https://example.org/h"]
    assert server.seen[-1][0] == {"query": [ORDERED], "default-graph-uri": graphs}
    asked = len(server.seen)
    endpoint.ask(ORDERED)
    assert len(server.seen) == asked + 1


def test_a_yes_is_looked_for_in_named_graphs_too(server: Server, endpoint: Endpoint) -> None:
    server.behave = graphs_only(["https://example.org/g"])
    assert endpoint.ask("ASK { ?s ?p 1 }") == yes_or_no(True)


def test_an_endpoint_without_statements_has_no_answer(server: Server, endpoint: Endpoint) -> None:
    server.behave = graphs_only([])
    assert endpoint.ask(ORDERED).rows == ()


def test_too_many_named_graphs_are_to_be_chosen_from(server: Server, endpoint: Endpoint) -> None:
    server.behave = graphs_only([f"https://example.org/{n}" for n in range(101)])
    assert fails(endpoint) == (
        f"{server.url} has an empty default graph and more than 100 named ones. "
        "Name those to ask: --graph IRI, once for each."
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


def test_a_server_that_is_busy_is_asked_again(
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


def test_a_server_that_stays_busy_is_given_up(
    server: Server, endpoint: Endpoint, pauses: list[float]
) -> None:
    server.behave = lambda query, headers: (503, {}, b"")
    assert fails(endpoint) == (
        f"{server.url}: found the answer 503 Service Unavailable. The server is busy or being "
        "repaired: run the command again later."
    )
    assert pauses == [0.5, 1.0, 2.0]


def test_an_endpoint_that_is_down_is_told(server: Server, pauses: list[float]) -> None:
    server.http.server_close()
    endpoint = Endpoint(server.url, sleep=pauses.append)
    assert fails(endpoint).startswith(f"{server.url}: no answer or a broken connection, 4 times")
    assert pauses == [0.5, 1.0, 2.0]


def test_an_endpoint_that_does_not_answer_is_left(server: Server) -> None:
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


def test_a_page_of_html_is_no_result(server: Server, endpoint: Endpoint) -> None:
    page = b"<html><head><title>Welcome</title></head><body>Log in</body></html>"
    server.behave = lambda query, headers: (200, {"Content-Type": "text/html"}, page)
    assert fails(endpoint) == (
        f"{server.url} answers with text/html where SPARQL results were expected: 'Welcome Log in'."
        " Is it the address of the endpoint itself?"
    )


def test_what_a_server_says_against_a_query_is_told(server: Server, endpoint: Endpoint) -> None:
    server.behave = lambda query, headers: (400, {}, b"Parse error:\n\x1b[31mline 3")
    assert fails(endpoint) == (
        f"{server.url} refuses the query (400): 'Parse error: \\x1b[31mline 3'"
    )
    server.behave = lambda query, headers: (404, {}, b"")
    assert fails(endpoint).startswith(f"there is no endpoint at {server.url} (404).")


def test_ask_may_come_as_select(server: Server, endpoint: Endpoint) -> None:
    for value, truth in (("1", True), ("0", False), ("true", True)):
        binding = {"__ask_retval": {"type": "literal", "value": value}}
        document = {"head": {"vars": ["__ask_retval"]}, "results": {"bindings": [binding]}}
        body = json.dumps(document).encode()
        server.behave = lambda query, headers, body=body: (200, {}, body)  # type: ignore[misc]
        assert endpoint.ask("ASK {}") == yes_or_no(truth)
    server.behave = lambda query, headers: (200, {}, b'{"head": {}, "boolean": true}')
    assert endpoint.ask("ASK {}") == yes_or_no(True)


def paged(total: int, most: int, headers: dict[str, str]) -> Behaviour:
    """A server that gives the rows from OFFSET on, and no more than *most*."""

    def behave(query: dict[str, list[str]], _: dict[str, str]) -> Reply:
        offset = (
            int(query["query"][0].rpartition("OFFSET ")[2] or 0)
            if "OFFSET" in query["query"][0]
            else 0
        )
        return 200, headers, rows(range(offset, min(total, offset + most)))

    return behave


def test_the_rest_of_an_answer_that_was_cut_off_is_asked_for(
    server: Server, endpoint: Endpoint
) -> None:
    server.behave = paged(2500, 1000, {})
    answer = endpoint.ask(ORDERED)
    assert numbers(answer) == list(range(2500))
    assert answer.notes == (
        "the endpoint gives 1,000 rows at once; the rest was asked for page by page",
    )


def test_a_server_that_says_that_it_cut_is_believed(server: Server, endpoint: Endpoint) -> None:
    server.behave = paged(25, 10, {"X-SPARQL-MaxRows": "10"})
    assert numbers(endpoint.ask(ORDERED)) == list(range(25))


def test_an_answer_that_ends_at_a_round_number_is_whole(server: Server, endpoint: Endpoint) -> None:
    server.behave = paged(1000, 10_000, {})
    answer = endpoint.ask(ORDERED)
    assert (len(answer.rows), answer.notes) == (1000, ())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("SELECT ?n { ?s ?p ?n }", "the endpoint may have cut the answer off at 1,000 rows; add"),
        (f"{ORDERED} LIMIT 5000", "the endpoint cut it off at 1,000 rows"),
    ],
)
def test_an_answer_that_cannot_be_completed_has_a_note(
    query: str, note: str, server: Server, endpoint: Endpoint
) -> None:
    told = {"X-SPARQL-MaxRows": "1000"}
    server.behave = lambda query, headers: (200, told, rows(range(1000)))
    (found,) = endpoint.ask(query).notes
    assert found.startswith(note)


def test_a_server_that_does_not_know_offset_is_not_asked_for_ever(
    server: Server, endpoint: Endpoint
) -> None:
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
def test_a_name_and_password_are_given_as_the_server_asks(
    challenge: str, accepted: str, server: Server
) -> None:
    server.behave = guarded(challenge, accepted)
    endpoint = Endpoint(server.url, credentials=Credentials("reader", "s3cret"))
    assert numbers(endpoint.ask(ORDERED)) == [0]


def test_wrong_credentials_are_told_without_the_password(server: Server) -> None:
    server.behave = guarded("Basic", "never")
    assert fails(Endpoint(server.url)) == (
        f"{server.url} wants credentials (401). Set REPERTORY_USER and REPERTORY_PASSWORD, or "
        "REPERTORY_TOKEN, or use --credentials FILE."
    )
    message = fails(Endpoint(server.url, credentials=Credentials("reader", "s3cret")))
    assert message == f"{server.url} refuses the name 'reader' or its password"


def test_a_password_is_not_handed_on(server: Server) -> None:
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


def test_a_token_is_given_as_the_server_asks(server: Server) -> None:
    server.behave = guarded("Bearer", "Bearer abc")
    endpoint = Endpoint(server.url, credentials=Credentials(token="abc"))
    assert numbers(endpoint.ask(ORDERED)) == [0]
    server.behave = guarded("Bearer", "never")
    assert fails(endpoint) == f"{server.url} refuses the token"


def test_the_time_is_that_of_the_whole_question(server: Server) -> None:
    """A server that gives a full page for ever, each of them in time."""
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


def test_others_open_addresses_with_urllib_as_before(server: Server, endpoint: Endpoint) -> None:
    endpoint.ask(ORDERED)
    with urllib.request.urlopen(server.url, timeout=5) as response:
        assert (response.status, response.read()) == (200, rows(range(2)))
    server.behave = lambda query, headers: (404, {}, b"")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(server.url, timeout=5)
