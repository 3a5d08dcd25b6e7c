"""The client: credentials, redirects, repeated requests, encryption, and errors."""

from __future__ import annotations

import asyncio
import base64
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path

import pytest

from repertory.errors import WebError
from repertory.web.addresses import Scheme
from repertory.web.client import Client, Patience, Refusal, Unreachable
from repertory.web.credentials import Credentials

DESK = Credentials("desk", "secret")
BASIC = "Basic " + base64.b64encode(b"desk:secret").decode()
ONCE = Patience(attempts=1)


class Recorder(ThreadingHTTPServer):
    """A server that answers with one status and records the requests."""

    def __init__(self) -> None:
        self.status, self.headers = 200, dict[str, str]()
        self.came: list[dict[str, str]] = []
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/data"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Recorder)
        length = int(self.headers.get("Content-Length", 0))
        self.server.came.append(dict(self.headers))
        self.server.asked.append(f"{self.command} {self.path} {self.rfile.read(length).decode()}")
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


def run(server: HTTPServer) -> None:
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    server = Recorder()
    run(server)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def other() -> Iterator[Recorder]:
    """A second server, for redirects."""
    server = Recorder()
    run(server)
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("credentials", "scheme", "header"),
    [
        (None, "basic", None),
        (None, "asked", None),
        (DESK, "basic", BASIC),
        (DESK, "asked", None),
        (Credentials(token="abc"), "asked", None),
        (Credentials(token="abc"), "basic", "Bearer abc"),
        (Credentials("desk", "secret", "abc"), "digest", "Bearer abc"),
        (Credentials(token="abc"), "bearer", "Bearer abc"),
        (Credentials(token="abc"), "token", "abc"),
    ],
)
def test_credentials_are_sent_in_the_scheme_of_the_server(
    recorder: Recorder, credentials: Credentials | None, scheme: Scheme, header: str | None
) -> None:
    Client(credentials, scheme, ONCE).send("GET", recorder.address)
    assert [headers.get("Authorization") for headers in recorder.came] == [header]


@pytest.mark.parametrize(
    ("credentials", "challenge", "begin"),
    [
        (DESK, 'Digest realm="r", nonce="n", qop="auth"', 'Digest username="desk", realm="r"'),
        (DESK, 'Basic realm="r"', BASIC),
        (DESK, "Negotiate", BASIC),
        (Credentials(token="abc"), 'Digest realm="r", nonce="n"', "Bearer abc"),
    ],
)
def test_credentials_are_sent_as_the_server_requests(
    recorder: Recorder, credentials: Credentials, challenge: str, begin: str
) -> None:
    recorder.status, recorder.headers["WWW-Authenticate"] = 401, challenge
    with pytest.raises(Refusal, match="The credentials were rejected: check them"):
        Client(credentials, "asked", ONCE).send("GET", recorder.address)
    sent = [headers.get("Authorization", "") for headers in recorder.came]
    assert sent[0] == ""
    assert sent[-1].startswith(begin)
    assert "secret" not in sent[-1]


@pytest.mark.parametrize("scheme", ["token", "bearer"])
def test_a_scheme_with_tokens_requires_a_token(scheme: Scheme) -> None:
    with pytest.raises(WebError, match=r"expected a token\. Set REPERTORY_TOKEN"):
        Client(DESK, scheme)


def test_digest_authentication_answers_the_challenge(recorder: Recorder) -> None:
    recorder.status = 401
    recorder.headers["WWW-Authenticate"] = 'Digest realm="r", nonce="n", qop="auth"'
    with pytest.raises(Refusal, match="401"):
        Client(DESK, "digest", ONCE).send("GET", recorder.address)
    first, second = (headers.get("Authorization", "") for headers in recorder.came)
    assert first == ""
    assert second.startswith('Digest username="desk", realm="r", nonce="n"')
    assert "secret" not in second


class _Impatient(_Handler):
    """Refuses a request without credentials and closes the connection before it reads the body."""

    def do_PUT(self) -> None:
        if "Authorization" in self.headers:
            super().do_GET()
        else:
            self.connection.close()

    def do_HEAD(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth"')
        self.end_headers()


def test_a_digest_is_agreed_before_a_body_is_sent(recorder: Recorder) -> None:
    recorder.RequestHandlerClass = _Impatient
    body = b"x" * 5_000_000
    Client(DESK, "digest", ONCE).send("PUT", recorder.address, content=body)
    assert recorder.asked == [f"PUT /data {body.decode()}"]


def test_a_netrc_file_is_not_read(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    Client(None, "basic", ONCE).send("GET", recorder.address)
    assert "Authorization" not in recorder.came[0]


def test_a_proxy_comes_from_the_environment(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", recorder.address)
    monkeypatch.setenv("no_proxy", "")
    Client(patience=ONCE).send("GET", "http://example.invalid/data")
    assert recorder.asked == ["GET http://example.invalid/data "]


def test_parameters_are_added_to_those_of_the_address(recorder: Recorder) -> None:
    Client(patience=ONCE).send("GET", f"{recorder.address}?infer=false", params={"query": "a b"})
    assert recorder.asked == ["GET /data?infer=false&query=a+b "]


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────


def test_a_redirect_is_an_error(recorder: Recorder) -> None:
    recorder.status, recorder.headers["Location"] = 301, "https://user:secret@example.org/new"
    with pytest.raises(Refusal, match=r"moved to https://example\.org/new\. Use that address"):
        Client(DESK, "basic", ONCE).send("PUT", recorder.address, content=b"x")
    assert len(recorder.came) == 1


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer", "token", "asked"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_port_is_followed_without_credentials(
    recorder: Recorder, other: Recorder, status: int, scheme: Scheme
) -> None:
    recorder.status, recorder.headers["Location"] = status, other.address
    other.headers["WWW-Authenticate"], other.status = 'Basic realm="r"', 401
    client = Client(Credentials("desk", "secret", "abc"), scheme, ONCE)
    with pytest.raises(Refusal, match="401"):
        client.send("GET", recorder.address, follow=True)
    assert [headers.get("Authorization") for headers in other.came] == [None]


def test_a_redirect_on_the_same_server_is_followed_with_credentials(recorder: Recorder) -> None:
    recorder.status, recorder.headers["Location"] = 302, "/elsewhere"
    with pytest.raises(Unreachable, match=r"more than 5 redirects"):
        Client(DESK, "basic", ONCE).send("GET", recorder.address, follow=True)
    assert [headers["Authorization"] for headers in recorder.came] == [BASIC] * 6


def test_a_redirect_of_a_form_is_followed_only_if_it_keeps_the_method(
    recorder: Recorder, other: Recorder
) -> None:
    recorder.status, recorder.headers["Location"] = 307, other.address
    Client(patience=ONCE).send("POST", recorder.address, data={"a": "b"}, follow=True)
    assert other.asked == ["POST /data a=b"]
    recorder.status = 302  # a client would change it to GET
    with pytest.raises(Refusal, match=rf"302 Found: it has moved to {other.address}\. Use that"):
        Client(patience=ONCE).send("POST", recorder.address, data={"a": "b"}, follow=True)
    assert len(other.asked) == 1


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "data:,x"]
)
def test_a_redirect_to_another_protocol_is_not_followed(recorder: Recorder, location: str) -> None:
    recorder.status, recorder.headers["Location"] = 302, location
    with pytest.raises(WebError, match=rf"^{recorder.address}(: .*it has moved to| redirects:) "):
        Client(patience=ONCE).send("GET", recorder.address, follow=True)


# ── Repeated requests ────────────────────────────────────────────────────────────────────────────


def test_the_client_waits_as_long_as_the_server_requests(recorder: Recorder) -> None:
    recorder.status, recorder.headers["Retry-After"] = 429, "7"
    slept: list[float] = []
    with pytest.raises(Refusal, match="429"):
        Client(patience=Patience(2, 0.5, sleep=slept.append)).send("GET", recorder.address)
    assert (slept, len(recorder.came)) == ([7.0], 2)


@pytest.mark.parametrize("after", ["999999", "9" * 5000])
def test_a_pause_longer_than_the_remaining_time_is_an_error(recorder: Recorder, after: str) -> None:
    recorder.status, recorder.headers["Retry-After"] = 503, after
    slept: list[float] = []
    with pytest.raises(Refusal, match="503"):
        Client(patience=Patience(timeout=50, sleep=slept.append)).send("GET", recorder.address)
    assert (slept, len(recorder.came)) == ([], 1)
    with pytest.raises(Refusal, match="503"):
        Client(patience=Patience(2, sleep=slept.append)).send("GET", recorder.address)
    assert slept == [60.0]


def test_all_requests_of_a_client_share_a_deadline(recorder: Recorder) -> None:
    client = Client(patience=Patience(timeout=60, total=0))
    with pytest.raises(Unreachable, match="no complete answer in time"):
        client.send("GET", recorder.address)


def test_a_request_is_not_repeated_after_an_error_of_the_client(recorder: Recorder) -> None:
    recorder.status = 403
    with pytest.raises(Refusal, match="403"):
        Client(patience=Patience(5, 0)).send("GET", recorder.address)
    assert len(recorder.came) == 1


def test_a_missing_server_is_an_error() -> None:
    with pytest.raises(Unreachable, match=r"no answer .* 1 times .*Is the server running"):
        Client(patience=ONCE).send("GET", "http://127.0.0.1:9/")


def test_a_request_can_be_sent_inside_an_event_loop(recorder: Recorder) -> None:
    """As in a notebook."""

    async def cell() -> int:
        return Client(patience=ONCE).send("GET", recorder.address).status

    assert asyncio.run(cell()) == 200


# ── Encryption ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An untrusted certificate of this machine and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = folder / "certificate.pem", folder / "key.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost "
        f"-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -out {paths[0]} -keyout {paths[1]}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    return paths


@pytest.fixture
def encrypted(recorder: Recorder, certificate: tuple[Path, Path]) -> str:
    """The address of the recorder, with https."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    recorder.socket = context.wrap_socket(recorder.socket, server_side=True)
    return f"https://localhost:{recorder.server_port}/"


def test_an_untrusted_certificate_is_an_error(encrypted: str) -> None:
    with pytest.raises(Unreachable, match=r"not trusted.*SSL_CERT_FILE"):
        Client(patience=ONCE).send("GET", encrypted)


def test_a_certificate_of_an_own_authority_is_set_in_the_environment(
    encrypted: str,
    recorder: Recorder,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    Client(DESK, "asked", ONCE).send("GET", encrypted)
    assert recorder.came[0]["Authorization"] == BASIC  # in the first request, since it is encrypted
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    with pytest.raises(WebError, match=r"SSL_CERT_FILE .* cannot be read: no such file"):
        Client(patience=ONCE).send("GET", encrypted)


def test_a_redirect_from_https_to_http_is_followed_without_credentials(
    encrypted: str,
    recorder: Recorder,
    other: Recorder,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.status, recorder.headers["Location"] = 302, other.address
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    Client(DESK, "basic", ONCE).send("GET", encrypted, follow=True)
    assert "Authorization" in recorder.came[0] and "Authorization" not in other.came[0]


def test_the_certificate_of_a_redirect_to_https_is_verified(
    encrypted: str, recorder: Recorder, other: Recorder
) -> None:
    other.status, other.headers["Location"] = 302, encrypted
    with pytest.raises(Unreachable, match="not trusted"):
        Client(DESK, "basic", ONCE).send("GET", other.address, follow=True)
    assert recorder.came == []


def test_https_to_a_server_without_encryption_is_an_error(recorder: Recorder) -> None:
    address = recorder.address.replace("http:", "https:")
    with pytest.raises(Unreachable, match="no encrypted connection"):
        Client(patience=ONCE).send("GET", address)
