"""Servers with hostile answers."""

from __future__ import annotations

import socket
import struct
import threading
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, reduce
from typing import Final, NamedTuple

SECRET: Final = "s3cret/of the-desk"
PAIR: Final = b64encode(f"desk:{SECRET}".encode())
ECHOED: Final = SECRET.encode()


class Reply(NamedTuple):
    """An answer; *rest* repeats if it is *endless*; with a *pause* in seconds, byte by byte."""

    start: bytes
    rest: bytes = b""
    endless: bool = False
    pause: float = 0.0
    hold: bool = False

    def parts(self) -> Iterator[bytes]:
        """Yield the answer in parts."""
        yield from (
            (self.start[i : i + 1] for i in range(len(self.start))) if self.pause else [self.start]
        )
        while self.endless:
            yield from (
                (self.rest[i : i + 1] for i in range(len(self.rest))) if self.pause else [self.rest]
            )


def head(*lines: bytes, status: bytes = b"200 OK") -> bytes:
    """Return the head of an answer."""
    return b"\r\n".join([b"HTTP/1.1 " + status, *lines, b"", b""])


def sized(body: bytes, *lines: bytes, status: bytes = b"200 OK") -> Reply:
    """Return a complete answer."""
    return Reply(head(b"Content-Length: %d" % len(body), *lines, status=status) + body)


@cache
def bomb() -> bytes:
    """Return a gibibyte of zeros, compressed into a mebibyte: one block of them, 64 times."""
    packer, zeros = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(1 << 24)
    block = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    check = reduce(lambda crc, _: zlib.crc32(zeros, crc), range(64), 0)
    length = 64 * len(zeros)
    header, last = b"\x1f\x8b\x08" + bytes(7), zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return header + block * 64 + last + struct.pack("<II", check, length)


def digest(rest: bytes) -> Reply:
    """Return a challenge."""
    return sized(b"", b"WWW-Authenticate: Digest" + rest, status=b"401 Unauthorized")


CHUNKED: Final = b"Transfer-Encoding: chunked"
LONG: Final = b"a" * 1000

TRANSPORT: Final[Mapping[str, Reply]] = {
    "nothing": Reply(b""),
    "silence": Reply(b"", hold=True),
    "a trickle of a status line": Reply(b"HTTP/1.1 200 ", b"OK", True, 0.05),
    "a trickle of headers": Reply(b"HTTP/1.1 200 OK\r\n", b"X-A: aaaa\r\n", True, 0.02),
    "a trickle of a body": Reply(head(), b"[1, ", True, 0.02),
    "a trickle of chunks": Reply(head(CHUNKED), b"1\r\n \r\n", True, 0.02),
    "endless headers": Reply(b"HTTP/1.1 200 OK\r\n", b"X-A: aaaa\r\n" * 1000, True),
    "endless 100 Continue": Reply(b"", b"HTTP/1.1 100 Continue\r\n\r\n", True),
    "an endless body": Reply(head(), LONG * 100, True),
    "an endless error": Reply(head(status=b"500 No"), LONG * 100, True),
    "an endless chunk line": Reply(head(CHUNKED) + b"5;", LONG, True),
    "endless trailers": Reply(head(CHUNKED) + b"0\r\n", b"X-A: aaaa\r\n", True),
    "no HTTP": Reply(b"SSH-2.0-OpenSSH_9.2p1\r\n"),
    "HTTP/0.9": Reply(b"<html>hello</html>"),
    "HTTP/2": Reply(b"HTTP/2 200 OK\r\n\r\n{}"),
    "a status in words": Reply(b"HTTP/1.1 fine OK\r\n\r\n"),
    "a status of two digits": Reply(b"HTTP/1.1 99 OK\r\n\r\n"),
    "an unknown status": sized(b"", status=b"999 Odd"),
    "a status line of 200 kB": Reply(b"HTTP/1.1 200 " + LONG * 200 + b"\r\n\r\n"),
    "a header of 200 kB": Reply(b"HTTP/1.1 200 OK\r\nX-A: " + LONG * 200 + b"\r\n\r\n"),
    "a reason of 50 kB": sized(b"", status=b"418 " + LONG * 50),
    "a type of 50 kB": sized(b"?", b"Content-Type: a/" + LONG * 50),
    "a redirect of 50 kB": sized(b"", b"Location: ftp://a/" + LONG * 50, status=b"302 Found"),
    "many headers": Reply(head(*[b"X-A: a"] * 20_000)),
    "a header without a colon": Reply(head(b"nonsense") + b"{}"),
    "a header with NUL": Reply(head(b"X-A: \x00") + b"{}"),
    "a broken body": Reply(head(b"Content-Length: 100") + b"[1, "),
    "a negative length": Reply(head(b"Content-Length: -5") + b"{}"),
    "a length in words": Reply(head(b"Content-Length: two") + b"{}"),
    "a length of 5000 digits": Reply(head(b"Content-Length: " + b"9" * 5000) + b"{}"),
    "two lengths": Reply(head(b"Content-Length: 2", b"Content-Length: 3") + b"{} "),
    "a chunk of no size": Reply(head(CHUNKED) + b"zz\r\n{}\r\n0\r\n\r\n"),
    "a chunk of a negative size": Reply(head(CHUNKED) + b"-2\r\n{}\r\n0\r\n\r\n"),
    "a broken chunk": Reply(head(CHUNKED) + b"64\r\n{}"),
    "an unknown transfer encoding": Reply(head(b"Transfer-Encoding: foo") + b"{}"),
    "what is not gzip": sized(b"{}", b"Content-Encoding: gzip"),
    "what is not deflate": sized(b"{}", b"Content-Encoding: deflate"),
    "a hundred encodings": sized(b"{}", b"Content-Encoding: " + b",".join([b"gzip"] * 100)),
    "a bomb": sized(bomb(), b"Content-Encoding: gzip"),
    "an error that is a bomb": sized(bomb(), b"Content-Encoding: gzip", status=b"500 No"),
    "a wish to wait": sized(b"", b"Retry-After: 999999", status=b"503 Busy"),
    "a wish to wait, odd": sized(b"", b"Retry-After: \xb2", status=b"503 Busy"),
    "a redirect to nowhere": sized(b"", status=b"302 Found"),
    "a redirect in a circle": sized(b"", b"Location: /x", status=b"302 Found"),
    "a redirect to a file": sized(b"", b"Location: file:///etc/passwd", status=b"302 Found"),
    "a redirect that is none": sized(b"", b"Location: http://[::1", status=b"302 Found"),
    "a redirect to a port": sized(b"", b"Location: http://a:99999/", status=b"302 Found"),
    "a redirect with NUL": sized(b"", b"Location: http://a\x01b/", status=b"302 Found"),
    "a digest without a challenge": digest(b""),
    "a digest without a nonce": digest(b' realm="r"'),
    "a digest of an unknown kind": digest(b' realm="r", nonce="n", algorithm=FOO'),
    "a digest of the body": digest(b' realm="r", nonce="n", qop="auth-int"'),
    "a digest of nothing": digest(b' realm="r", nonce="n", qop=""'),
}
"""Answers that are invalid in HTTP."""

ECHOES: Final[Mapping[str, Reply]] = {
    "in a reason": sized(b"", status=b"400 Bad " + ECHOED),
    "in an error": sized(b"You sent " + ECHOED + b", that is " + PAIR, status=b"400 Bad"),
    "in an answer": sized(b'["' + ECHOED + b'", "' + PAIR + b'"]'),
    "in a type": sized(b"?", b"Content-Type: text/" + PAIR),
    "in a status line": Reply(ECHOED + b"\r\n\r\n"),
    "in a header": Reply(head(ECHOED)),
    "in a redirect": sized(b"", b"Location: http://127.0.0.1:9/" + PAIR, status=b"302 Found"),
    "in a redirect to a file": sized(b"", b"Location: file:///" + PAIR, status=b"302 Found"),
    "at the end of what is read": sized(
        b" " * ((16 << 10) - 10) + ECHOED, status=b"500 Server Error"
    ),
}
"""Answers that contain the password or its encoding."""

NESTED: Final = b"[" * 100_000
SHAPES: Final[Mapping[str, bytes]] = {
    "nothing": b"",
    "a space": b" ",
    "a page": b"<html><body>Log in</body></html>",
    "a number": b"1",
    "a large number": b"9" * 5000,
    "a text": b'"a"',
    "null": b"null",
    "NaN": b"NaN",
    "a list": b"[]",
    "a list of lists": b"[[]]",
    "half a record": b'{"results": ',
    "deep lists": NESTED,
    "deep lists in a record": b'{"results": ' + NESTED,
    "deep lists in an unknown part": b'{"a": ' + NESTED,
    "deep records": b'{"a":' * 100_000,
    "not UTF-8": (b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "\xff"}}]}}'),
    "UTF-16": '{"results": {"bindings": []}}'.encode("utf-16"),
    "half a surrogate": b'{"results": {"bindings": "\\ud800"}}',
    "results that are null": b'{"head": {"vars": []}, "results": null, "result": null}',
    "results that are a list": b'{"head": {"vars": []}, "results": [], "result": []}',
    "results that are a text": b'{"head": {"vars": []}, "results": "a", "result": "a"}',
    "rows that are null": b'{"head": {"vars": []}, "results": {"bindings": null}}',
    "rows that are a record": b'{"head": {"vars": []}, "results": {"bindings": {}}}',
    "rows that are numbers": b'{"head": {"vars": ["a"]}, "results": {"bindings": [1]}}',
    "rows that are lists": b'{"head": {"vars": ["a"]}, "results": {"bindings": [[]]}}',
    "terms that are texts": b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": "b"}]}}',
    "terms that are null": b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": null}]}}',
    "terms without a value": (
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri"}}]}}'
    ),
    "terms of numbers": (
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": 1, "value": 2}}]}}'
    ),
    "a truth in words": b'{"head": {}, "boolean": "yes"}',
    "a package without anything": b'{"success": true, "result": {}}',
    "a package of numbers": b'{"result": {"id": 1, "name": 2, "metadata_modified": 3}}',
    "a package with extras of texts": (
        b'{"result": {"id": "1", "name": "a", "metadata_modified": "b", "extras": ["c"]}}'
    ),
    "a package with resources of null": (
        b'{"result": {"id": "1", "name": "a", "metadata_modified": "b", "resources": [null]}}'
    ),
    "a package with a list of organisations": (
        b'{"result": {"id": "1", "name": "a", "metadata_modified": "b", "organization": []}}'
    ),
}
"""Complete answers with invalid content."""


@contextmanager
def serving(reply: Reply) -> Iterator[str]:
    """Answer every request with *reply*; yield the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            if not _read(connection):
                return
            for part in reply.parts():
                connection.sendall(part)
                if over.is_set():
                    return
                if reply.pause:
                    time.sleep(reply.pause)
            if reply.hold:
                over.wait(10)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.settimeout(10)
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/data"
    finally:
        over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _read(connection: socket.socket) -> bool:
    """Read a complete request; return whether there was one."""
    came = b""
    while b"\r\n\r\n" not in came:
        more = connection.recv(1 << 16)
        if not more:
            return False
        came += more
    start, _, body = came.partition(b"\r\n\r\n")
    for line in start.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            left = int(line.partition(b":")[2]) - len(body)
            while left > 0 and (more := connection.recv(1 << 16)):
                left -= len(more)
    return True
