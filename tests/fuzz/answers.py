"""What servers answer: stores, endpoints, portals and services whose answers are nearly right."""

from __future__ import annotations

import gzip
import json
import random
import socketserver
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.fuzz.chance import changed, changed_bytes
from tests.fuzz.folders import built
from tests.fuzz.law import expect, outcome, shown

from repertory.errors import RepertoryError
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.reconciliation import read_service
from repertory.linking.vocabularies.sparql_endpoints import read_endpoint
from repertory.publish.portal import Portal
from repertory.publish.published import Published, read_published
from repertory.publish.stores.ownership import refuse_taken
from repertory.publish.stores.remote_store import RemoteStore
from repertory.publish.stores.store_kinds import addresses_of
from repertory.querying.remote import Endpoint
from repertory.rdf.vocabulary import SKOS, XSD
from repertory.web.client import Client, Patience

SECONDS: Final = 3.0
"""How long a client waits for an answer; the server here answers at once or hangs up."""


def _results(count: int) -> dict[str, object]:
    """Return SPARQL results that fit all questions that are asked here."""
    rows = [
        {
            "concept": {"type": "uri", "value": f"https://example.org/{number}"},
            "property": {"type": "uri", "value": f"{SKOS.iri}prefLabel"},
            "value": {"type": "literal", "value": f"Fog {number}", "xml:lang": "en"},
            "graph": {"type": "uri", "value": "https://example.org/graph/a"},
            "triples": {"type": "literal", "value": "2", "datatype": str(XSD.integer)},
        }
        for number in range(count)
    ]
    variables = ["concept", "property", "value", "graph", "triples"]
    return {"head": {"vars": variables}, "results": {"bindings": rows}}


TRIPLES: Final = (
    '<a:s> <a:p> "o"@en .\n<a:s> <a:p> "1.0E0"^^<http://www.w3.org/2001/XMLSchema#double> .\n'
)

SERVICE: Final = json.dumps(
    {
        "name": "Lamps",
        "identifierSpace": "https://example.org/",
        "versions": ["0.2"],
        "q0": {"result": [{"id": "1", "name": "Fog", "score": 9.5, "match": True, "type": []}]},
    }
)

PACKAGE: Final = json.dumps(
    {
        "success": True,
        "result": {
            "id": "1",
            "name": "lights",
            "state": "active",
            "private": False,
            "extras": [{"key": "uri", "value": "https://example.org/id/dataset/lights"}],
            "resources": [{"id": "2", "uri": "https://example.org/a", "name": "a", "hash": "x"}],
            "metadata_modified": "2031-01-01",
        },
    }
)

ROWS: Final = json.dumps(_results(3))
COUNT: Final = json.dumps(_results(1))
NONE: Final = json.dumps(_results(0))
YES: Final = json.dumps({"boolean": True, "head": {}})

TEXTS: Final = (ROWS, COUNT, NONE, YES, TRIPLES, SERVICE, PACKAGE)

BODIES: Final = (
    *TEXTS,
    *(
        "",
        "{}",
        "[]",
        "null",
        "1",
        '"x"',
        "[" * 100_000,
        '{"a":' * 50_000,
        "NaN",
        '{"results": null}',
    ),
    *('{"results": {"bindings": [{}]}}', '{"results": {"bindings": {"a": 1}}}', '{"name": []}'),
    *("<html><title>404</title>", "\ud800".encode("utf-8", "replace").decode(), "\0" * 50, "é" * 9),
    *('{"success": false, "error": {"__type": 1}}', '{"success": false, "error": []}'),
    *('{"results": {"bindings": [' + "{}," * 9_999 + "{}]}}", '{"boolean": "yes"}', "9" * 5_000),
)

TYPES: Final = (
    *("application/sparql-results+json", "application/n-triples", "application/json", "text/html"),
    *(
        "",
        "text/turtle; charset=nonsense",
        "application/json; charset=utf-16",
        "x" * 900,
        "é\x1b[31m",
    ),
)

STATUSES: Final = (
    *(
        "200 OK",
        "200 OK",
        "200 OK",
        "204 No Content",
        "206 Partial Content",
        "301 Moved",
        "302 Found",
    ),
    *("303 See Other", "307 Temporary", "400 Bad", "401 Unauthorized", "403 No", "404 Not Found"),
    *("409 Conflict", "413 Large", "429 Many", "500 Error", "503 Busy", "999 ?", "0 x", "abc", ""),
    *("200 \x1b[31m\u202e", "100 Continue", "101 Switching", "200"),
)

PLACES: Final = (
    *(
        "/",
        "/loop",
        "//",
        "http://[::1",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "ftp://a/",
        "",
    ),
    *("http://a b/", "javascript:1", "http://127.0.0.1:abc/", "http://\u202e.example/", "?" * 900),
)

HEADERS: Final = (
    *("Retry-After: 999999", "Retry-After: soon", "Retry-After: -1", "Content-Length: -1"),
    *("Content-Length: 99999999999999999999", "Content-Length: x", "Content-Length: 3"),
    *("Transfer-Encoding: chunked", "Content-Encoding: br", "Set-Cookie: a=b", "no colon", ": x"),
    *(
        'WWW-Authenticate: Digest realm="x", nonce=',
        "WWW-Authenticate: Basic",
        "X: " + "y" * 70_000,
    ),
    *("Connection: close", "X-SQL-State: S1TAT", "X-SPARQL-MaxRows: x", "Link: <x>; rel=next"),
)


# ── The server ───────────────────────────────────────────────────────────────────────────────────


def _answer(chance: random.Random, right: str) -> bytes:
    """Make the bytes of one answer, from the status line to the end; some are *right*."""
    kind = chance.random()
    body = right if kind < 0.6 else chance.choice(TEXTS if kind < 0.75 else BODIES)
    content = body.encode("utf-8", "replace")
    if kind < 0.2:
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content)
    if kind < 0.45:
        content = changed(chance, body, BODIES).encode("utf-8", "replace")
    headers = [f"Content-Type: {chance.choice(TYPES)}"]
    kind = chance.random()
    if kind < 0.1:
        packed = gzip.compress(content, mtime=0) if kind < 0.05 else zlib.compress(content)
        content = packed if chance.random() < 0.5 else changed_bytes(chance, packed, 2)
        headers.append(f"Content-Encoding: {chance.choice(('gzip', 'deflate', 'zstd'))}")
    if chance.random() < 0.7:
        headers.append(f"Content-Length: {len(content) + chance.choice((0, 0, 0, 1, 99, -1))}")
    if chance.random() < 0.3:
        headers.append(chance.choice(HEADERS))
    status = chance.choice(STATUSES) if chance.random() < 0.5 else "200 OK"
    if status.startswith("3"):
        headers.append(f"Location: {chance.choice(PLACES)}")
    head = "\r\n".join((f"HTTP/1.{chance.choice('1110')} {status}", *headers, "", ""))
    data = head.encode("utf-8", "replace") + content
    if chance.random() < 0.1:
        data = changed_bytes(chance, data, 3)
    return data[: chance.randint(0, len(data))] if chance.random() < 0.05 else data


@contextmanager
def serving(answers: list[bytes]) -> Iterator[str]:
    """Answer each request with the next of these bytes, then with the last one, and hang up."""
    left = iter(answers)
    lock = threading.Lock()

    class Handler(socketserver.StreamRequestHandler):
        timeout = SECONDS

        def handle(self) -> None:
            length = 0
            while (line := self.rfile.readline(100_000)) not in (b"\r\n", b"\n", b""):
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            self.rfile.read(length)
            with lock:
                data = next(left, answers[-1])
            self.wfile.write(data)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client may hang up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


# ── The clients ──────────────────────────────────────────────────────────────────────────────────


def _client() -> Client:
    return Client(patience=Patience(attempts=2, timeout=SECONDS, sleep=lambda _: None))


def _endpoint(address: str) -> object:
    return Endpoint(address, timeout=SECONDS, sleep=lambda _: None).ask(
        "SELECT * { ?s ?p ?o } ORDER BY ?s"
    )


def _question(address: str) -> object:
    return Endpoint(address, timeout=SECONDS, sleep=lambda _: None).ask("ASK { ?s ?p ?o }")


def _service(address: str) -> object:
    return list(read_service(address, ["Fog"], Access(pause=0)))


def _vocabulary(address: str) -> object:
    with TemporaryDirectory() as name:
        return list(read_endpoint(address, Access(folder=Path(name), pause=0), page=4))


def _store(address: str) -> object:
    return RemoteStore(addresses_of("fuseki", address), _client()).read(
        "https://example.org/graph/a"
    )


def _graphs(address: str) -> object:
    return RemoteStore(addresses_of("sparql", address), _client()).graphs("https://example.org/")


def _owners(address: str) -> object:
    refuse_taken(RemoteStore(addresses_of("sparql", address), _client()), _published())
    return "nobody"


def _portal(address: str) -> object:
    return Portal(address, _client()).plan(_published())


CLIENTS: Final[tuple[tuple[Callable[[str], object], tuple[str, ...]], ...]] = (
    (_endpoint, (ROWS,)),
    (_question, (YES,)),
    (_service, (SERVICE,)),
    (_vocabulary, (ROWS, NONE)),
    (_store, (COUNT, TRIPLES)),
    (_graphs, (ROWS,)),
    (_owners, (NONE, NONE, ROWS)),
    (_portal, (PACKAGE,)),
)
"""The clients, and the texts that they ask for in turn."""


@cache
def _published() -> Published:
    with TemporaryDirectory() as name:
        for file, content in built().items():
            path = Path(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return read_published(Path(name))


def check(chance: random.Random) -> str:
    """Let one client ask a server; what comes back is a result or an error of ours."""
    client, rights = chance.choice(CLIENTS)
    answers = [_answer(chance, right) for right in rights * chance.choice((1, 2))]
    with serving(answers) as address:
        found = outcome(partial(client, address))
        if isinstance(found, RepertoryError):
            expect("\x1b" not in str(found), found)
        return shown(found).replace(address, "")
