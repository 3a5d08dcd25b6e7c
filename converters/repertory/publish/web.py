"""Speak HTTP with stores and portals: credentials, retries, and errors that say what to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from msgspec import Struct
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from repertory import __version__
from repertory.errors import PublishError
from repertory.publish.credentials import Credentials

RETRIED: Final = frozenset({429, 500, 502, 503, 504})
"""The statuses after which the same request may succeed."""

MAXIMUM_QUOTE: Final = 300
"""Characters of an answer that a message quotes."""

MAXIMUM_ANSWER: Final = 2 << 30
"""Bytes of one answer; a store gives a graph back whole, which has some hundred a statement."""

MAXIMUM_WAIT: Final = 60.0
"""Seconds; a server that asks for more is asked again sooner."""

ADVICE: Final[Mapping[int, str]] = {
    403: "These credentials may not write there: ask for the right to.",
    404: "Is the address right, and does that store or portal exist?",
    405: "Is the address that of the store, and does it allow writing?",
    413: "Raise the limit of the server (or of the proxy before it) for the size of a request.",
    507: "The store has no room: free some, then run the command again.",
}
"""What to do about a status."""


class Refusal(PublishError):
    """A server answered with an error; *status* is its HTTP status."""

    def __init__(self, message: str, status: int, text: str = "") -> None:
        """Take the message, the status and the text of the answer."""
        self.status = status
        self.text = text
        super().__init__(message)


class Unreachable(PublishError):
    """A server does not answer."""


class Answer(Struct, frozen=True):
    """What a server answers, read whole."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The answer as text; what is not UTF-8 becomes U+FFFD."""
        return self.content.decode("utf-8", "replace")


class TokenAuth(AuthBase):
    """Sends a token, after the word `Bearer` unless told otherwise."""

    def __init__(self, token: str, word: str = "Bearer ") -> None:
        """Take the token."""
        self._value = f"{word}{token}"

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        r.headers["Authorization"] = self._value
        return r


class Patience(Struct, frozen=True):
    """How long to wait and how often to try: seconds, doubled after each failure."""

    attempts: int = 5
    pause: float = 1.0
    timeout: float = 300.0
    sleep: Callable[[float], None] = time.sleep


class Web:
    """One session with one server."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        scheme: str = "basic",
        patience: Patience | None = None,
        say: Callable[[str], None] = lambda step: None,
    ) -> None:
        """Take the credentials and how they are sent: `basic`, `digest`, `bearer` or `token`."""
        self.credentials = credentials
        self.patience = patience or Patience()
        self.say = say
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"repertory/{__version__}"
        self._session.auth = _auth(credentials, scheme)

    def send(self, method: str, url: str, **parts: Any) -> Answer:
        """Send a request that may be sent twice; try again where that may help.

        *parts* are those of `requests.request`. An answer is any with a status below 300.

        Raises:
            Refusal: when the server answers with an error.
            Unreachable: when it does not answer.
            PublishError: when its answer is too large.
        """
        for attempt in range(1, self.patience.attempts + 1):
            last = attempt == self.patience.attempts
            try:
                response = self._once(method, url, parts)
            except (
                requests.ConnectionError,
                requests.Timeout,
                requests.exceptions.ChunkedEncodingError,
                requests.exceptions.ContentDecodingError,
            ) as error:
                if last or isinstance(error, requests.exceptions.SSLError):
                    raise self._unreachable(url, error) from error
                self._wait(attempt, f"no answer from {_shown(url)}", None)
                continue
            if response.status < 300:
                return response
            if last or response.status not in RETRIED:
                raise self._refused(url, response)
            after = response.headers.get("Retry-After")
            self._wait(attempt, f"{_shown(url)} answers {response.status}", after)
        raise AssertionError("the loop ends by itself")

    def _once(self, method: str, url: str, parts: dict[str, Any]) -> Answer:
        timeout = self.patience.timeout
        with self._session.request(
            method, url, timeout=timeout, allow_redirects=False, stream=True, **parts
        ) as response:
            content = bytearray()
            for part in response.iter_content(1 << 16):
                content += part
                if len(content) > MAXIMUM_ANSWER:
                    raise PublishError(
                        f"{_shown(url)}: found an answer of more than {MAXIMUM_ANSWER:,} bytes. "
                        "Is it the right address?"
                    )
        reason = response.reason or ""
        return Answer(response.status_code, reason, response.headers, bytes(content))

    def _wait(self, attempt: int, what: str, after: str | None) -> None:
        pause = self.patience.pause * 2 ** (attempt - 1)
        if after and after.isdigit():
            pause = max(pause, float(after))
        pause = min(pause, MAXIMUM_WAIT)
        self.say(f"{what}; trying again in {pause:g} s")
        self.patience.sleep(pause)

    def _refused(self, url: str, response: Answer) -> Refusal:
        status, quoted = response.status, _quoted(response.text)
        found = f"{_shown(url)}: found the answer {status} {response.reason}"
        if 300 <= status < 400:
            place = _shown(response.headers.get("Location", "?"))
            return Refusal(f"{found}: it has moved to {place}. Use that address.", status)
        if status == 401:
            advice = "are refused: check them" if self.credentials else "are missing: set them"
            advice = (
                f"The credentials {advice} (REPERTORY_USER and REPERTORY_PASSWORD, or "
                "REPERTORY_TOKEN, or a file named with --credentials)."
            )
            return Refusal(f"{found}. {advice}", status)
        told = f": {quoted}" if quoted else ""
        advice = ADVICE.get(status, "Nothing is wrong with the files; the server's log tells more.")
        return Refusal(f"{found}{told}. {advice}", status, response.text)

    def _unreachable(self, url: str, error: Exception) -> Unreachable:
        if isinstance(error, requests.exceptions.SSLError):
            return Unreachable(
                f"{_shown(url)}: its certificate is not trusted. If it is that of your own "
                "authority, name its file in the environment variable REQUESTS_CA_BUNDLE."
            )
        tries = self.patience.attempts
        kind = "in time" if isinstance(error, requests.Timeout) else "or the connection broke"
        return Unreachable(
            f"{_shown(url)}: no answer {kind}, {tries} times. Is the server running, and is the "
            "address right?"
        )


def sends_in_clear(url: str) -> bool:
    """Tell whether what is sent to an address can be read on its way.

    >>> [sends_in_clear(url) for url in ("http://un.org/", "https://un.org/", "http://[::1]:80/")]
    [True, False, False]
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _auth(credentials: Credentials | None, scheme: str) -> AuthBase | None:
    if credentials is None:
        return NoAuth()
    if scheme == "token":
        return TokenAuth(credentials.token, word="")
    if credentials.token:
        return TokenAuth(credentials.token)
    kind = HTTPDigestAuth if scheme == "digest" else HTTPBasicAuth
    return kind(credentials.user, credentials.password)


class NoAuth(AuthBase):
    """Sends nothing, not even what requests would find in a .netrc file."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return r


def _shown(url: str) -> str:
    """Return an address without what may be secret in it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _quoted(answer: str) -> str:
    """Return the beginning of an answer in one line."""
    text = " ".join(answer[: 10 * MAXIMUM_QUOTE].split())
    return text if len(text) <= MAXIMUM_QUOTE else f"{text[:MAXIMUM_QUOTE]}…"
