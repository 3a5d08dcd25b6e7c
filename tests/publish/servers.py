"""Servers that tests start on loopback, and a proxy that injects errors."""

from __future__ import annotations

import http.client
import resource
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2


def free_port() -> int:
    """Return an unused port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, with its output in the file `<name>.log`.

    The signal for an exceeded file size does not end it.
    """
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, restore_signals=False, **options
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def full_disk(process: subprocess.Popen[bytes], size: int) -> Iterator[None]:
    """Limit the size of files that a server can write, as if its disk were full."""
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers, at an HTTP address or a socket (`tcp://host:port`)."""
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            _connect(address)
            return
        except (OSError, httpx2.HTTPError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer: {log.read_text(errors='replace')[-2000:]}")


def _connect(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        socket.create_connection((parts.hostname, parts.port), timeout=5).close()
    else:
        httpx2.get(address, timeout=5)


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Run a server with a handler; yield its address."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_port}"
    finally:
        listener.shutdown()
        listener.server_close()


@dataclass(frozen=True)
class Fault:
    """An error for a request: another answer, or a closed connection.

    It is closed `before` the request is forwarded, in the `middle` of it, or `after` the answer.
    """

    status: int = 0
    text: str = ""
    cut: str = ""


@dataclass
class Proxy:
    """Forwards requests unless *fault* returns an error; *seen* are method and path of all."""

    upstream: str
    fault: Callable[[str, str, bytes], Fault | None] = lambda method, path, body: None
    seen: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""


def once(fault: Fault, when: Callable[[str, str, bytes], bool]) -> Callable[..., Fault | None]:
    """Return a function that injects an error into the first request that fulfils *when*."""
    broken: list[str] = []

    def decide(method: str, path: str, body: bytes) -> Fault | None:
        if when(method, path, body) and not broken:
            broken.append(path)
            return fault
        return None

    return decide


@contextmanager
def proxy_to(upstream: str) -> Iterator[Proxy]:
    """Run a proxy for a server."""
    proxy = Proxy(upstream)
    with listening(_handler(proxy)) as address:
        proxy.address = address
        yield proxy


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.seen.append((self.command, self.path))
            fault = proxy.fault(self.command, self.path, body)
            if fault and fault.status:
                self._answer(fault.status, fault.text.encode(), "text/plain")
                return
            if fault and fault.cut == "middle":
                self._begin(body)
            if fault and fault.cut in {"before", "middle"}:
                self._cut()
                return
            status, content, kind = self._ask(body)
            if fault and fault.cut == "after":
                self._cut()
            else:
                self._answer(status, content, kind)

        def _headers(self) -> dict[str, str]:
            return {k: v for k, v in self.headers.items() if k.lower() != "host"}

        def _ask(self, body: bytes) -> tuple[int, bytes, str]:
            connection = http.client.HTTPConnection(urlsplit(proxy.upstream).netloc, timeout=60)
            connection.request(self.command, self.path, body, self._headers())
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            return answer.status, content, answer.headers.get("Content-Type", "text/plain")

        def _begin(self, body: bytes) -> None:
            """Forward the first half of a request, then close the connection to the server too."""
            connection = http.client.HTTPConnection(urlsplit(proxy.upstream).netloc, timeout=60)
            connection.putrequest(self.command, self.path, skip_accept_encoding=True)
            for name, value in self._headers().items():
                connection.putheader(name, value)
            connection.endheaders(body[: len(body) // 2])
            connection.close()

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
