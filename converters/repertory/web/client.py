"""Ask a server over HTTP: within one deadline, in bounded memory, with errors that say what to do.

Nothing is sent but what the caller gives: no netrc file of the user is read, and what a server sets
is not kept. Proxies come from the environment.
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
from repertory.errors import WebError
from repertory.web.addresses import Scheme, checked_address, shown
from repertory.web.authentication import authentication
from repertory.web.credentials import Credentials

T = TypeVar("T")
AGENT: Final = f"repertory/{__version__}"

RETRIED: Final = frozenset({429, 500, 502, 503, 504})
"""The statuses after which the same request may succeed."""

MAXIMUM_ANSWER: Final = 2 << 30
"""Bytes of one answer; a store gives a graph back whole, which has some hundred a statement."""

MAXIMUM_ERROR: Final = 16 << 10
"""Bytes of the answer that comes with an error; what follows is not read."""

MAXIMUM_QUOTE: Final = 300
"""Characters of an answer that a message quotes."""

MAXIMUM_WAIT: Final = 60.0
"""Seconds; a server that asks for more is asked again sooner."""

MAXIMUM_REDIRECTS: Final = 5

ADVICE: Final[Mapping[int, str]] = {
    403: "These credentials may not do that there, or there are none: ask for the right to.",
    404: "Is the address right, and does that store, portal or service exist?",
    405: "Is the address right, and does the server allow that?",
    413: "Raise the limit of the server (or of the proxy before it) for the size of a request.",
    429: "The server is busy: run the command again later.",
    503: "The server is busy or being repaired: run the command again later.",
    507: "The store has no room: free some, then run the command again.",
}
"""What to do about a status."""

_BROKEN: Final = (httpx.HTTPError, httpx.InvalidURL, OSError, LookupError, ValueError, RuntimeError)
"""What httpx raises about a server; digests of unknown algorithms are a KeyError to it, and forms
of them that it lacks a NotImplementedError."""


class Refusal(WebError):
    """A server answered with an error; *status* is its HTTP status, *text* the rest, masked."""

    def __init__(self, message: str, status: int, text: str = "", after: str = "") -> None:
        """Take the message, the status, the text and when the server wants to be asked again."""
        self.status = status
        self.text = text
        self.after = after
        super().__init__(message)


class Unreachable(WebError):
    """A server does not answer, or not in HTTP; the next try may succeed where it *may_pass*."""

    may_pass = False


class Late(Unreachable):
    """A server has not answered when the time is over."""


class ServerAnswer(Struct, frozen=True):
    """What a server answers, read whole."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes


class Patience(Struct, frozen=True):
    """How often to try, how long to wait between, doubled each time, and how long in all.

    *timeout* are the seconds for one request with all its tries, waits and redirects; *total* those
    for everything that one client sends.
    """

    attempts: int = 5
    pause: float = 1.0
    timeout: float = 600.0
    total: float = 3600.0
    retried: frozenset[int] = RETRIED
    sleep: Callable[[float], None] = time.sleep


class Client:
    """Asks one server, or what it redirects to, on behalf of one task."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        scheme: Scheme = "basic",
        patience: Patience | None = None,
        say: Callable[[str], None] = lambda step: None,
    ) -> None:
        """Take the credentials and how they are sent; *say* is told when a try has failed."""
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
        """Send a request that may be sent twice; try again where that may help.

        *body* is one of `content`, `data` (a form), `json` and `files`, as httpx takes them. With
        *follow* a redirect is followed, to another host without the credentials.

        Raises:
            Refusal: when the server answers with an error, or with a redirect that is not followed.
            Unreachable: when it does not answer in time, or not in HTTP.
            WebError: when the address is none, or its answer is too large.
        """
        target = checked_address(address)
        if params:  # httpx would put them in place of those that the address has
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
        raise AssertionError("the last try raises")

    def read(self, address: str, answer: ServerAnswer, kind: type[T], expected: str) -> T:
        """Return the JSON of an answer as *kind*.

        Raises:
            WebError: when it is none; *expected* says what it is to be.
        """
        try:
            return msgspec.json.decode(answer.content.removeprefix(b"\xef\xbb\xbf"), type=kind)
        except (msgspec.DecodeError, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            why = "nested too deeply" if deep else self.quoted(str(error).encode())[1:-1]
            found = self.quoted(answer.content) or "nothing"
            raise WebError(
                f"{shown(address)}: found {found}, expected {expected} ({why}). Is it "
                "the right address?"
            ) from None

    def masked(self, text: str) -> str:
        """Return what a server says without the secrets that it may have from us."""
        return self.credentials.masked(text) if self.credentials else text

    def quoted(self, content: bytes, most: int = MAXIMUM_QUOTE) -> str:
        """Return the beginning of what a server says: masked, in one line, without markup."""
        begin = content[: MAXIMUM_ERROR + 1]
        text = self.masked(begin.decode("utf-8", "replace"))
        if len(content) >= MAXIMUM_ERROR and self.credentials:  # a secret may be cut in two there
            text = text[: -max(map(len, self.credentials.secrets), default=0) or None]
        line = " ".join(re.sub("<[^>]{0,500}>", " ", text).split()) or " ".join(text.split())
        return repr(line if len(line) <= most else f"{line[:most]}…")

    @cached_property
    def _end(self) -> float:
        """When the time of the task is over; it begins with the first request."""
        return time.monotonic() + self.patience.total

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        try:
            return httpx.create_ssl_context()
        except OSError as error:
            raise WebError(
                "the certificates that SSL_CERT_FILE or SSL_CERT_DIR name cannot be read: "
                f"{(error.strerror or str(error)).lower()}"
            ) from error

    def _within(self, end: float, request: httpx.Request, limit: int, follow: bool) -> ServerAnswer:
        """Exchange a request for its answer in a loop of its own, also where one runs already."""

        async def exchange() -> ServerAnswer:
            async with asyncio.timeout(max(end - time.monotonic(), 0)):
                return await self._exchange(request, limit, follow)

        address = str(request.url)
        try:
            with start_blocking_portal() as portal:
                return portal.call(exchange)
        except TimeoutError as error:
            raise Late(
                f"{shown(address)}: no whole answer in the time there is "
                f"({self.patience.timeout:g} seconds for a request, {self.patience.total:g} for "
                "all). Is the address right, and is the server as fast as usual?"
            ) from error

    async def _exchange(self, request: httpx.Request, limit: int, follow: bool) -> ServerAnswer:
        ours = request.url.origin
        for _ in range(MAXIMUM_REDIRECTS + 1):
            # what is not encrypted needs no certificates, which take long to load
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
                    f"{place}: found an answer of more than {limit:,} bytes. Is it the right "
                    "address?"
                )
        reason = self.quoted(response.reason_phrase.encode())[1:-1]
        return ServerAnswer(response.status_code, reason, response.headers, bytes(content))

    def _wait(self, attempt: int, address: str, failure: WebError, end: float) -> bool:
        """Wait before the next try; return whether there is one that may help, and time for it."""
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
        """Say what a server refuses, and what to do about it."""
        status, text = answer.status, self.masked(answer.content.decode("utf-8", "replace"))
        found = f"{shown(address)}: found the answer {status} {answer.reason}".rstrip()
        if 300 <= status < 400:
            place = answer.headers.get("Location", "")
            new = self.quoted(shown(place).encode())[1:-1]
            moved = f"to {new}. Use that address." if place else "elsewhere."
            return Refusal(f"{found}: it has moved {moved}", status, text)
        if status == 401:
            advice = "are refused: check them" if self.credentials else "are missing: set them"
            return Refusal(
                f"{found}. The credentials {advice} (REPERTORY_USER and REPERTORY_PASSWORD, or "
                "REPERTORY_TOKEN, or a netrc file named with --credentials).",
                status,
                text,
            )
        told = f": {self.quoted(answer.content)}" if text.strip() else ""
        advice = ADVICE.get(status, "The fault is the server's; its log tells more.")
        after = answer.headers.get("Retry-After", "")
        return Refusal(f"{found}{told}. {advice}", status, text, after)

    def _unreachable(self, address: str, error: Exception, tries: int) -> Unreachable:
        """Say why there is no answer; only a broken connection may be whole the next time."""
        found = self.quoted((str(error) or type(error).__name__).encode(errors="replace"))
        tls = _tls(error)
        if isinstance(tls, ssl.SSLCertVerificationError):
            what = (
                "its certificate is not trusted. If it is that of your own authority, name its "
                "file in the environment variable SSL_CERT_FILE."
            )
        elif tls is not None:
            what = f"no encrypted connection ({found}). Does the server speak https there?"
        elif isinstance(error, httpx.TransportError):
            what = (
                f"no answer or the connection broke, {tries} times ({found}). Is the server "
                "running, and is the address right?"
            )
        else:
            what = f"cannot be asked or understood ({found}). Is the address right?"
        failure = Unreachable(f"{shown(address)}: {what}")
        failure.may_pass = tls is None and isinstance(error, httpx.TransportError)
        return failure


def _tls(error: BaseException | None) -> ssl.SSLError | None:
    """Return the fault of the encryption that an error comes from, if it does."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
