"""Send HTTP requests within a deadline and in bounded memory, with errors that give advice.

Credentials come only from the caller (the netrc file of the user is not read), cookies are not
kept, and proxies come from the environment.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import httpx2 as httpx
import msgspec
from anyio.from_thread import start_blocking_portal
from msgspec import Struct

from repertory import __version__
from repertory.errors import WebError, os_reason
from repertory.web.addresses import Scheme, checked_address, shown
from repertory.web.authentication import authentication
from repertory.web.credentials import Credentials

T = TypeVar("T")
AGENT: Final = f"repertory/{__version__}"

RETRIED: Final = frozenset({429, 500, 502, 503, 504})
"""The statuses after which the same request may succeed."""

MAXIMUM_ANSWER: Final = 2 << 30
"""Maximum bytes of one answer; a store returns a whole graph, with some hundred a statement."""

MAXIMUM_ERROR: Final = 16 << 10
"""Bytes that are read of the body of an error."""

MAXIMUM_QUOTE: Final = 300
"""Maximum characters of an answer in a message."""

MAXIMUM_WAIT: Final = 60.0
"""Maximum seconds before another attempt, also if the server asks for more."""

MAXIMUM_REDIRECTS: Final = 5

ADVICE: Final[Mapping[int, str]] = {
    403: "The credentials are missing or give no permission: ask for access.",
    404: "Is the address right, and does that store, portal or service exist?",
    405: "Is the address right, and does the server allow such requests?",
    413: "Raise the limit of the server, or of a proxy, for the size of a request.",
    429: "The server is busy: run the command again later.",
    503: "The server is busy or under maintenance: run the command again later.",
    507: "The store is full: free some space, then run the command again.",
}
"""Status -> advice."""

_BROKEN: Final = (httpx.HTTPError, httpx.InvalidURL, OSError, LookupError, ValueError, RuntimeError)
"""The errors of httpx; digests of unknown algorithms raise a KeyError, and unsupported ones a
NotImplementedError."""


class Refusal(WebError):
    """A server answered with an error: its HTTP *status* and its body, masked, as *text*."""

    def __init__(self, message: str, status: int, text: str = "", after: str = "") -> None:
        """Set the message, the status, the text and the value of Retry-After."""
        self.status = status
        self.text = text
        self.after = after
        super().__init__(message)


class Unreachable(WebError):
    """A server does not answer, or not in HTTP; if it *may_pass*, another attempt may succeed."""

    may_pass = False


class Late(Unreachable):
    """A server has not answered before the deadline."""


class ServerAnswer(Struct, frozen=True):
    """An answer of a server, read completely."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes


class Patience(Struct, frozen=True):
    """The number of attempts, the pause between them, doubled each time, and the time limits.

    *timeout* is in seconds for one request with all attempts, pauses and redirects; *total* for all
    requests of a client.
    """

    attempts: int = 5
    pause: float = 1.0
    timeout: float = 600.0
    total: float = 3600.0
    retried: frozenset[int] = RETRIED
    sleep: Callable[[float], None] = time.sleep


class Client:
    """Sends the requests of one task to a server."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        scheme: Scheme = "basic",
        patience: Patience | None = None,
        say: Callable[[str], None] = lambda step: None,
    ) -> None:
        """Set the credentials and their scheme; *say* is called before another attempt."""
        self.credentials = credentials
        self.patience = patience or Patience()
        self.say = say
        self._auth = authentication(credentials, scheme)

    def send(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int = MAXIMUM_ANSWER,
        follow: bool = False,
        **body: Any,
    ) -> ServerAnswer:
        """Send an idempotent request; repeat it after errors that may be temporary.

        *body* is one of `content`, `data` (a form), `json` and `files`, as in httpx. With *follow*,
        redirects are followed, to other hosts without credentials.

        Raises:
            Refusal: if the server answers with an error, or a redirect that is not followed.
            Unreachable: if it does not answer in time, or not in HTTP.
            WebError: if the address is invalid or the answer too large.
        """
        target = checked_address(address)
        if params:  # httpx would replace those in the address
            target += f"{'&' if '?' in target else '?'}{urlencode(params)}"
        sent = httpx.Headers({"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"})
        sent.update(headers)
        end = min(time.monotonic() + self.patience.timeout, self._end)
        for attempt in range(1, self.patience.attempts + 1):
            try:
                request = httpx.Request(method, target, headers=sent, **body)
                answer = self._within(end, request, limit, follow)
            except _BROKEN as error:
                failure = self._unreachable(address, error, attempt)
                if not failure.may_pass or not self._wait(attempt, address, failure, end):
                    raise failure from error
            else:
                if answer.status < 300:
                    return answer
                refusal = self._refused(address, answer)
                if not self._wait(attempt, address, refusal, end):
                    raise refusal
        raise AssertionError("the last attempt raises")

    def read(self, address: str, answer: ServerAnswer, kind: type[T], expected: str) -> T:
        """Decode the JSON of an answer as *kind*.

        Raises:
            WebError: if it is invalid; *expected* describes it.
        """
        try:
            return msgspec.json.decode(answer.content.removeprefix(b"\xef\xbb\xbf"), type=kind)
        except (msgspec.DecodeError, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            why = "nested too deeply" if deep else self.quoted(str(error).encode())[1:-1]
            found = self.quoted(answer.content) or "nothing"
            raise WebError(
                f"{shown(address)}: found {found}, expected {expected} ({why}). Is the "
                "address right?"
            ) from None

    def masked(self, text: str) -> str:
        """Return a text from a server with our secrets masked."""
        return self.credentials.masked(text) if self.credentials else text

    def quoted(self, content: bytes, most: int = MAXIMUM_QUOTE) -> str:
        """Return the beginning of an answer: masked, in one line, without markup."""
        begin = content[: MAXIMUM_ERROR + 1]
        text = self.masked(begin.decode("utf-8", "replace"))
        if len(content) >= MAXIMUM_ERROR and self.credentials:  # a secret may be cut there
            text = text[: -max(map(len, self.credentials.secrets), default=0) or None]
        line = " ".join(re.sub("<[^>]{0,500}>", " ", text).split()) or " ".join(text.split())
        return repr(line if len(line) <= most else f"{line[:most]}…")

    @cached_property
    def _end(self) -> float:
        """The end of the time for all requests, which starts with the first."""
        return time.monotonic() + self.patience.total

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        try:
            return httpx.create_ssl_context()
        except OSError as error:
            raise WebError(
                "the certificates in SSL_CERT_FILE or SSL_CERT_DIR cannot be read: "
                f"{os_reason(error)}"
            ) from error

    def _within(self, end: float, request: httpx.Request, limit: int, follow: bool) -> ServerAnswer:
        """Send a request in an event loop of its own, which works inside another loop too."""

        async def exchange() -> ServerAnswer:
            async with asyncio.timeout(max(end - time.monotonic(), 0)):
                return await self._exchange(request, limit, follow)

        address = str(request.url)
        try:
            with start_blocking_portal() as portal:
                return portal.call(exchange)
        except TimeoutError as error:
            raise Late(
                f"{shown(address)}: no complete answer in time ({self.patience.timeout:g} seconds "
                f"for a request, {self.patience.total:g} for all). Is the address right, and is "
                "the server slow?"
            ) from error

    async def _exchange(self, request: httpx.Request, limit: int, follow: bool) -> ServerAnswer:
        ours = request.url.origin
        for _ in range(MAXIMUM_REDIRECTS + 1):
            # loading certificates is slow, and http needs none
            encrypted = request.url.scheme == "https"
            trust = self._trust if encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            auth = self._auth if request.url.origin == ours else None
            async with httpx.AsyncClient(verify=trust, timeout=None) as client:
                response = await client.send(request, auth=auth, stream=True)
                try:
                    onward = response.next_request
                    if not follow or onward is None or onward.method != request.method:
                        return await self._read(response, limit)
                finally:
                    await response.aclose()
            try:
                checked_address(str(onward.url))
            except WebError as error:
                place = self.quoted(shown(str(request.url)).encode())[1:-1]
                raise WebError(f"{place} redirects: {self.quoted(str(error).encode())}") from None
            if onward.url.origin != ours:
                onward.headers.pop("Authorization", None)
            request = onward
        raise httpx.TooManyRedirects(f"more than {MAXIMUM_REDIRECTS} redirects", request=request)

    async def _read(self, response: httpx.Response, limit: int) -> ServerAnswer:
        content = bytearray()
        is_error = response.status_code >= 300
        async for part in response.aiter_bytes():
            content += part
            if is_error and len(content) > MAXIMUM_ERROR:
                del content[MAXIMUM_ERROR:]
                break
            if len(content) > limit:
                place = self.quoted(shown(str(response.url)).encode())[1:-1]
                raise WebError(
                    f"{place}: found an answer of more than {limit:,} bytes. Is the address right?"
                )
        reason = self.quoted(response.reason_phrase.encode())[1:-1]
        return ServerAnswer(response.status_code, reason, response.headers, bytes(content))

    def _wait(self, attempt: int, address: str, failure: WebError, end: float) -> bool:
        """Wait before another attempt; return whether there is one and it may succeed."""
        found, after = f"no answer from {shown(address)}", ""
        if isinstance(failure, Refusal):
            found, after = f"{shown(address)} answers {failure.status}", failure.after
            if failure.status not in self.patience.retried:
                return False
        pause = self.patience.pause * 2 ** (attempt - 1)
        if after.isascii() and after.isdigit():
            pause = max(pause, float(after))
        pause = min(pause, MAXIMUM_WAIT)
        if attempt == self.patience.attempts or pause >= end - time.monotonic():
            return False
        self.say(f"{found}; trying again in {pause:g} s")
        self.patience.sleep(pause)
        return True

    def _refused(self, address: str, answer: ServerAnswer) -> Refusal:
        """Return the error for an answer, with advice."""
        status, text = answer.status, self.masked(answer.content.decode("utf-8", "replace"))
        found = f"{shown(address)}: found the answer {status} {answer.reason}".rstrip()
        if 300 <= status < 400:
            place = answer.headers.get("Location", "")
            new = self.quoted(shown(place).encode())[1:-1]
            moved = f"to {new}. Use that address." if place else "elsewhere."
            return Refusal(f"{found}: it has moved {moved}", status, text)
        if status == 401:
            advice = "were rejected: check them" if self.credentials else "are missing: set them"
            return Refusal(
                f"{found}. The credentials {advice} (REPERTORY_USER and REPERTORY_PASSWORD, or "
                "REPERTORY_TOKEN, or a netrc file named with --credentials).",
                status,
                text,
            )
        body = f": {self.quoted(answer.content)}" if text.strip() else ""
        advice = ADVICE.get(status, "See the log of the server.")
        after = answer.headers.get("Retry-After", "")
        return Refusal(f"{found}{body}. {advice}", status, text, after)

    def _unreachable(self, address: str, error: Exception, attempts: int) -> Unreachable:
        """Return the error for a missing answer; only a broken connection may pass."""
        found = self.quoted((str(error) or type(error).__name__).encode(errors="replace"))
        tls = _tls(error)
        if isinstance(tls, ssl.SSLCertVerificationError):
            what = (
                "its certificate is not trusted. If your own authority issued it, set the "
                "environment variable SSL_CERT_FILE to the certificate of that authority."
            )
        elif tls is not None:
            what = f"no encrypted connection ({found}). Does the server support https?"
        elif isinstance(error, httpx.TransportError):
            what = (
                f"no answer or a broken connection, {attempts} times ({found}). Is the server "
                "running, and is the address right?"
            )
        else:
            what = f"no valid HTTP answer ({found}). Is the address right?"
        failure = Unreachable(f"{shown(address)}: {what}")
        failure.may_pass = tls is None and isinstance(error, httpx.TransportError)
        return failure


def _tls(error: BaseException | None) -> ssl.SSLError | None:
    """Return the TLS error that caused an error, if any."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
