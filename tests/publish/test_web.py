"""Requests carry the credentials that they should, go where they should, and say what fails."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from repertory.errors import PublishError
from repertory.publish import web
from repertory.publish.credentials import Credentials
from repertory.publish.web import Patience, Refusal, Unreachable, Web

BASIC = "Basic " + base64.b64encode(b"desk:secret").decode()
ONCE = Patience(attempts=1)


class Recorder(HTTPServer):
    """Answers everything with one status and keeps the headers that came."""

    def __init__(self) -> None:
        self.status, self.headers = 200, dict[str, str]()
        self.came: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/data"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Recorder)
        self.server.came.append(dict(self.headers))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    server = Recorder()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("credentials", "scheme", "header"),
    [
        (None, "basic", None),
        (Credentials("desk", "secret"), "basic", BASIC),
        (Credentials(token="abc"), "basic", "Bearer abc"),
        (Credentials(token="abc"), "bearer", "Bearer abc"),
        (Credentials(token="abc"), "token", "abc"),
    ],
)
def test_the_credentials_are_sent_as_the_server_wants_them(
    recorder: Recorder, credentials: Credentials | None, scheme: str, header: str | None
) -> None:
    Web(credentials, scheme, ONCE).send("GET", recorder.address)
    assert [headers.get("Authorization") for headers in recorder.came] == [header]


def test_digest_authentication_answers_the_challenge(recorder: Recorder) -> None:
    recorder.status = 401
    recorder.headers["WWW-Authenticate"] = 'Digest realm="r", nonce="n", qop="auth"'
    with pytest.raises(Refusal, match="401"):
        Web(Credentials("desk", "secret"), "digest", ONCE).send("GET", recorder.address)
    first, second = (headers.get("Authorization", "") for headers in recorder.came)
    assert first == ""
    assert second.startswith('Digest username="desk", realm="r", nonce="n"')
    assert "secret" not in second


def test_a_netrc_file_is_not_read(
    recorder: Recorder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("home") / "netrc"
    path.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(path))
    Web(None, "basic", ONCE).send("GET", recorder.address)
    assert "Authorization" not in recorder.came[0]


def test_a_redirection_is_told_and_not_followed(recorder: Recorder) -> None:
    recorder.status, recorder.headers["Location"] = 301, "https://user:secret@example.org/new"
    with pytest.raises(Refusal, match=r"moved to https://example\.org/new\. Use that address"):
        Web(Credentials("desk", "secret"), "basic", ONCE).send("GET", recorder.address)
    assert len(recorder.came) == 1


def test_a_server_that_asks_for_a_pause_gets_it(recorder: Recorder) -> None:
    recorder.status, recorder.headers["Retry-After"] = 429, "7"
    slept: list[float] = []
    with pytest.raises(Refusal, match="429"):
        Web(patience=Patience(2, 0.5, sleep=slept.append)).send("GET", recorder.address)
    assert (slept, len(recorder.came)) == ([7.0], 2)


def test_an_error_of_ours_is_not_tried_again(recorder: Recorder) -> None:
    recorder.status = 403
    with pytest.raises(Refusal, match="403"):
        Web(patience=Patience(5, 0)).send("GET", recorder.address)
    assert len(recorder.came) == 1


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(Unreachable, match=r"no answer .* 1 times\. Is the server running"):
        Web(patience=ONCE).send("GET", "http://127.0.0.1:9/")


def test_a_certificate_that_nobody_trusts_is_told(recorder: Recorder) -> None:
    import ssl
    import subprocess
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        key, certificate = Path(folder, "key.pem"), Path(folder, "certificate.pem")
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout"
        subprocess.run(
            [*command.split(), str(key), "-out", str(certificate)], check=True, capture_output=True
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        recorder.socket = context.wrap_socket(recorder.socket, server_side=True)
        with pytest.raises(PublishError, match=r"not trusted.*REQUESTS_CA_BUNDLE"):
            Web(patience=ONCE).send("GET", f"https://localhost:{recorder.server_port}/")


def test_an_answer_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAXIMUM_ANSWER", 1_000_000)
    sent: list[int] = []

    class Endless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for number in range(10_000):
                    self.wfile.write(b" " * 100_000)
                    sent.append(number)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Endless)
    threading.Thread(target=server.handle_request, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/data"
    with pytest.raises(PublishError, match="found an answer of more than 1,000,000 bytes"):
        Web(patience=ONCE).send("GET", url)
    server.server_close()
    assert len(sent) < 1_000
