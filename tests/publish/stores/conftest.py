"""Real stores on loopback, and a proxy that breaks what goes to them."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from repertory.publish.credentials import Credentials
from repertory.publish.stores.store import Store
from repertory.publish.stores.targets import addresses_of
from repertory.publish.web import Patience, Web

INSTALL = {
    "oxigraph": "pip install -e '.[dev]'",
    "virtuoso-t": "apt-get install --no-install-recommends virtuoso-opensource",
}
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 10000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
"""

NO_WAIT = Patience(attempts=3, pause=0.1, timeout=60)


@dataclass(frozen=True)
class Server:
    """A running store: its kind, its address and who may write."""

    kind: str
    address: str
    credentials: Credentials | None = None

    def store(self, address: str | None = None) -> Store:
        """Connect to the store, or to it through another address."""
        scheme = "digest" if self.credentials else "basic"
        addresses = addresses_of(self.kind, address or self.address)
        return Store(addresses, Web(self.credentials, scheme, NO_WAIT))


def program(name: str) -> str:
    """Find a program; without it tell how to get it, and fail where all must be there."""
    found = shutil.which(
        name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if found is None:
        message = f"{name} is not installed: {INSTALL[name]}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def serve(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a server until the tests are done."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            _wait(process, address, folder / "output")
            yield
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], address: str, output: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            requests.get(address, timeout=5)
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer: {output.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Oxigraph."""
    command, port = program("oxigraph"), free_port()
    folder, address = tmp_path_factory.mktemp("oxigraph"), f"http://127.0.0.1:{port}"
    bind = f"127.0.0.1:{port}"
    for _ in serve([command, "serve", "--location", "data", "--bind", bind], folder, address):
        yield Server("oxigraph", address)


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Virtuoso, which asks for digest authentication."""
    command, port, http_port = program("virtuoso-t"), free_port(), free_port()
    folder, address = tmp_path_factory.mktemp("virtuoso"), f"http://127.0.0.1:{http_port}"
    folder.joinpath("virtuoso.ini").write_text(VIRTUOSO.format(port=port, http=http_port))
    for _ in serve([command, "-f", "-c", "virtuoso.ini"], folder, f"{address}/sparql"):
        yield Server("virtuoso", address, Credentials("dba", "dba"))


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the stores in turn, empty of our graphs."""
    server = request.getfixturevalue(request.param)
    assert isinstance(server, Server)
    store = server.store()
    for graph in store.graphs("https://"):
        store.drop(graph)
    return server


# ── A proxy that breaks things ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Fault:
    """What happens to a request: an answer instead, or a connection cut before or after it."""

    status: int = 0
    text: str = ""
    cut: str = ""


@dataclass
class Proxy:
    """Passes requests on, but for those that *fault* breaks; *seen* are method and path of all."""

    upstream: str
    fault: Callable[[str, str, bytes], Fault | None] = lambda method, path, body: None
    seen: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def proxy(oxigraph: Server) -> Iterator[Proxy]:
    """A proxy before an empty Oxigraph."""
    store = oxigraph.store()
    for graph in store.graphs("https://"):
        store.drop(graph)
    proxy = Proxy(oxigraph.address)
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy))
    proxy.address = f"http://127.0.0.1:{listener.server_port}"
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield proxy
    listener.shutdown()
    listener.server_close()


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.seen.append((self.command, self.path))
            fault = proxy.fault(self.command, self.path, body)
            if fault and fault.cut == "before":
                self._cut()
            elif fault and fault.status:
                self._answer(fault.status, fault.text.encode(), "text/plain")
            else:
                status, content, kind = self._ask(body)
                if fault and fault.cut == "after":
                    self._cut()
                else:
                    self._answer(status, content, kind)

        def _ask(self, body: bytes) -> tuple[int, bytes, str]:
            connection = http.client.HTTPConnection(urlsplit(proxy.upstream).netloc, timeout=60)
            headers = {k: v for k, v in self.headers.items() if k.lower() != "host"}
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            return answer.status, content, answer.headers.get("Content-Type", "text/plain")

        def _answer(self, status: int, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _cut(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        do_GET = do_PUT = do_POST = do_DELETE = _handle

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
