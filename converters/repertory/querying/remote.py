"""Ask an endpoint through SPARQLWrapper, whatever its quirks.

A request that fails for want of a working server is made again, later each time; what the server
says against the query is told. An answer that was cut off in silence is noticed, and the rest is
asked for page by page where the query has an order.
"""

from __future__ import annotations

import ast
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from msgspec import Struct
from msgspec.structs import replace
from SPARQLWrapper import BASIC, DIGEST, GET, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException, Unauthorized

from repertory import __version__
from repertory.engine import ReadError, read
from repertory.errors import QueryError
from repertory.querying.credentials import PASSWORD_VARIABLE, USER_VARIABLE, Credentials
from repertory.querying.local import MAXIMUM_ROWS
from repertory.querying.results import Answer, ResultsError, read_results, yes_or_no
from repertory.querying.supervised import DEFAULT_TIMEOUT
from repertory.querying.syntax import query_form, words
from repertory.terms import Literal

PAUSES: Final = (0.5, 1.0, 2.0)
"""Seconds before each new attempt; a server that names a time gets it, up to `LONGEST_PAUSE`."""

LONGEST_PAUSE: Final = 30.0

PASSING: Final = (429, 502, 503, 504)
"""HTTP status codes of what may be over in a moment."""

MAXIMUM_SIZE: Final = 256 << 20
"""Bytes of one answer."""

LONGEST_ADDRESS: Final = 2_000
"""Characters of a query that go into the address; a longer one is sent in the body."""

MAXIMUM_GRAPHS: Final = 100
"""Named graphs that are asked together; a store of more holds other data too."""

SPARQL: Final = Path(__file__).with_name("sparql")
"""The queries that tell what an endpoint has."""

ROUND: Final = 1_000
"""A full multiple of so many rows may be the limit of a server rather than the end."""


class Response(Struct, frozen=True):
    """What came back: the body, its media type, and the headers."""

    body: bytes
    media_type: str
    headers: Mapping[str, str]


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper that does not hand the password on to where a server redirects."""

    def _createRequest(self) -> urllib.request.Request:
        request = super()._createRequest()
        if "Authorization" in request.headers:
            value = request.headers.pop("Authorization")
            request.add_unredirected_header("Authorization", value)
        return request


class Endpoint:
    """A SPARQL endpoint."""

    def __init__(
        self,
        url: str,
        graphs: Sequence[str] = (),
        timeout: float = DEFAULT_TIMEOUT,
        credentials: Credentials | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take its address, the named graphs to ask, and the seconds for one request.

        Raises:
            QueryError: when the address is none of HTTP, or holds a password.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise QueryError(f"{url!r} is no address of an endpoint: expected http:// or https://")
        if parts.username or parts.password:
            raise QueryError(
                "the address of the endpoint holds a name or password. Set "
                f"{USER_VARIABLE} and {PASSWORD_VARIABLE}, or use --credentials FILE."
            )
        self._url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        self._parameters = parse_qsl(parts.query)
        self._graphs = tuple(graphs)
        self._knows_graphs = bool(graphs)
        self._timeout = timeout
        self._credentials = credentials
        self._sleep = sleep
        self._scheme = BASIC if parts.scheme == "https" else None
        self._realm = ""

    def ask(self, text: str) -> Answer:
        """Return what answers a query, whole if that can be had.

        Raises:
            QueryError: when the endpoint cannot be reached, refuses, or does not answer in SPARQL.
        """
        form = query_form(text)
        answer, cut = self._ask_once(text, form)
        found = _is_true(answer) if form == "ASK" else bool(answer.rows)
        if not found and not self._knows_graphs:
            self._knows_graphs = True
            self._graphs = self._named_graphs()
            answer, cut = self._ask_once(text, form) if self._graphs else (answer, cut)
        if form == "ASK":
            return _as_truth(answer)
        if form == "SELECT" and (cut or _looks_cut(answer)):
            return self._rest(text, answer, cut)
        return answer

    def _named_graphs(self) -> tuple[str, ...]:
        """Return the named graphs where the default graph is empty, as some stores have it.

        Stores differ in what a query without FROM is about: all graphs, or what is in none
        (https://www.w3.org/TR/sparql11-query/#unnamedGraph).
        """
        text = (SPARQL / "any.rq").read_text(encoding="utf-8")
        if _is_true(self._ask_once(text, "ASK")[0]):
            return ()
        text = (SPARQL / "graphs.rq").read_text(encoding="utf-8")
        answer, _ = self._ask_once(text, "SELECT")
        names = sorted(name for (name,) in answer.rows if isinstance(name, str))
        if len(names) > MAXIMUM_GRAPHS:
            raise QueryError(
                f"{self._url} has an empty default graph and more than {MAXIMUM_GRAPHS} named "
                "ones. Name those to ask: --graph IRI, once for each."
            )
        return tuple(names)

    def _ask_once(self, text: str, form: str) -> tuple[Answer, bool]:
        """Return one response as rows, and whether the server says that it was cut off."""
        response = self._request(text, form)
        try:
            if form in ("SELECT", "ASK"):
                answer = read_results(response.body)
                names = {name.lower() for name in response.headers}
                return answer, "x-sparql-maxrows" in names
            triples = tuple(read(response.body, "turtle"))
        except (ResultsError, ReadError) as error:
            raise QueryError(self._not_sparql(response)) from error
        return Answer(("subject", "predicate", "object"), triples), False

    def _rest(self, text: str, answer: Answer, cut: bool) -> Answer:
        """Ask for what follows, page by page, until a page is short."""
        size = len(answer.rows)
        if {"LIMIT", "OFFSET"} & set(words(text)):
            return _noted(answer, f"the endpoint cut it off at {size:,} rows") if cut else answer
        if "ORDER" not in words(text):
            return _noted(
                answer,
                f"the endpoint may have cut the answer off at {size:,} rows; add ORDER BY to the "
                "query, so that the rest can be asked for",
            )
        rows = list(answer.rows)
        while size and len(rows) % size == 0:
            try:
                page, _ = self._ask_once(f"{text}\nLIMIT {size} OFFSET {len(rows)}", "SELECT")
            except QueryError as error:
                note = f"the endpoint cut the answer off at {len(rows):,} rows ({error})"
                return _noted(replace(answer, rows=tuple(rows)), note)
            if page.rows and page.rows == tuple(rows[-size:]):
                return _noted(answer, f"the endpoint cut the answer off at {size:,} rows")
            if not page.rows:
                break
            rows += page.rows
            if len(rows) > MAXIMUM_ROWS:
                raise QueryError(
                    f"the answer has more than {MAXIMUM_ROWS:,} rows. Ask for less, or add a LIMIT."
                )
        if len(rows) == size:
            return answer
        note = f"the endpoint gives {size:,} rows at once; the rest was asked for page by page"
        return _noted(replace(answer, rows=tuple(rows)), note)

    def _request(self, text: str, form: str) -> Response:
        """Send a query; try again what may pass."""
        for pause in (*PAUSES, None):
            try:
                return self._send(text, form)
            except Unauthorized as error:
                if not self._challenged(error):
                    raise QueryError(self._refused()) from None
            except SPARQLWrapperException as error:
                raise QueryError(self._told(error)) from error
            except urllib.error.HTTPError as error:
                if error.code not in PASSING or pause is None:
                    raise QueryError(self._status(error)) from error
                self._sleep(_pause(error, pause))
            except TimeoutError as error:
                raise QueryError(self._late()) from error
            except (urllib.error.URLError, OSError) as error:
                reason = getattr(error, "reason", error)
                if isinstance(reason, TimeoutError):
                    raise QueryError(self._late()) from error
                if pause is None:
                    raise QueryError(f"{self._url} cannot be reached: {reason}") from error
                self._sleep(pause)
        raise QueryError(self._refused())

    def _send(self, text: str, form: str) -> Response:
        wrapper = _Wrapper(self._url, agent=f"repertory/{__version__}")
        wrapper.setQuery(text)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(GET if len(text) <= LONGEST_ADDRESS else POST)
        wrapper.setReturnFormat(JSON if form in ("SELECT", "ASK") else TURTLE)
        wrapper.setTimeout(max(1, round(self._timeout)))
        for name, value in self._parameters:
            wrapper.addParameter(name, value)
        for graph in self._graphs:
            wrapper.addParameter("default-graph-uri", graph)
        if self._credentials is not None and self._scheme is not None:
            user, password = self._credentials.user, self._credentials.password
            wrapper.setHTTPAuth(self._scheme)
            wrapper.setCredentials(user, password, realm=self._realm)
        with wrapper.query().response as response:
            body = response.read(MAXIMUM_SIZE + 1)
            media_type = response.headers.get_content_type()
            headers = dict(response.headers.items())
        if len(body) > MAXIMUM_SIZE:
            raise QueryError(f"{self._url} answers with more than {MAXIMUM_SIZE >> 20} MB")
        return Response(body, media_type, headers)

    def _challenged(self, error: Exception) -> bool:
        """Take up the way of authentication that a server asks for, if it is a new one."""
        cause = error.__context__
        told = cause.headers if isinstance(cause, urllib.error.HTTPError) else None
        challenge = told.get("WWW-Authenticate", "") if told else ""
        scheme = DIGEST if challenge.lower().startswith("digest") else BASIC
        if self._credentials is None or self._scheme == scheme:
            return False
        realm = re.search('realm="([^"]*)"', challenge)
        self._scheme, self._realm = scheme, realm[1] if realm else ""
        return True

    def _refused(self) -> str:
        if self._credentials is None:
            return (
                f"{self._url} wants a name and password. Set {USER_VARIABLE} and "
                f"{PASSWORD_VARIABLE}, or use --credentials FILE."
            )
        return f"{self._url} refuses the name {self._credentials.user!r} or its password"

    def _late(self) -> str:
        return (
            f"{self._url} did not answer in {self._timeout:g} seconds. Ask for less, or allow more "
            "with --timeout SECONDS."
        )

    def _told(self, error: SPARQLWrapperException) -> str:
        """Say what a server says against a query, in one line."""
        cause = error.__context__
        code = cause.code if isinstance(cause, urllib.error.HTTPError) else 0
        text = _excerpt(_body(error))
        if code == 404:
            return f"there is no endpoint at {self._url} (404). Is the address complete?"
        return f"{self._url} refuses the query ({code}): {text}"

    def _status(self, error: urllib.error.HTTPError) -> str:
        if error.code == 403:
            return self._refused()
        return f"{self._url} answers {error.code} {error.reason}"

    def _not_sparql(self, response: Response) -> str:
        return (
            f"{self._url} answers with {response.media_type} where SPARQL results were expected: "
            f"{_excerpt(response.body)}. Is it the address of the endpoint itself?"
        )


def _looks_cut(answer: Answer) -> bool:
    return bool(answer.rows) and len(answer.rows) % ROUND == 0


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, notes=(*answer.notes, note))


def _as_truth(answer: Answer) -> Answer:
    return yes_or_no(_is_true(answer))


def _is_true(answer: Answer) -> bool:
    """Read the answer to ASK, which some servers give as a SELECT of one value."""
    first = answer.rows[0][0] if answer.rows and answer.rows[0] else None
    return isinstance(first, Literal) and first.text in ("1", "true")


def _pause(error: urllib.error.HTTPError, otherwise: float) -> float:
    wanted = error.headers.get("Retry-After", "") if error.headers else ""
    return min(float(wanted), LONGEST_PAUSE) if wanted.isdecimal() else otherwise


def _body(error: SPARQLWrapperException) -> bytes:
    """Return what a server said, which SPARQLWrapper keeps in its message as Python writes it."""
    message = str(error)
    said = message.partition("Response:\n")[2] or message
    try:
        body = ast.literal_eval(said)
    except (SyntaxError, ValueError):
        body = None
    return body if isinstance(body, bytes) else said.encode()


def _excerpt(body: bytes) -> str:
    """Return the beginning of a text, without markup and in one line."""
    text = re.sub("<[^>]{0,500}>", " ", body[:4_000].decode("utf-8", "replace"))
    line = " ".join(text.split())
    return repr(line if len(line) <= 200 else f"{line[:200]}…")
