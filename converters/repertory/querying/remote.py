"""Query an endpoint with SPARQLWrapper, and handle the differences between servers.

A request to a busy server is repeated with growing delays; an error of the query is reported with
the server's message. An answer that the server cut off silently is detected, and the rest is
requested page by page if the query has ORDER BY.
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, TypeAlias, cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from msgspec.structs import replace
from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

from repertory.errors import QueryError, WebError
from repertory.querying.local import MAXIMUM_ROWS
from repertory.querying.results import Answer, ResultsError, read_results, yes_or_no
from repertory.querying.supervised import DEFAULT_TIMEOUT
from repertory.querying.syntax import query_form, words
from repertory.rdf import ReadError, read
from repertory.rdf.terms import Literal
from repertory.web.addresses import checked_address
from repertory.web.client import AGENT, Client, Late, Patience, Refusal, ServerAnswer
from repertory.web.credentials import Credentials

PASSING: Final = frozenset({429, 502, 503, 504})
"""HTTP status codes of temporary failures; many servers send 500 for an invalid query."""

MAXIMUM_SIZE: Final = 256 << 20
"""Bytes of one answer."""

LONGEST_ADDRESS: Final = 2_000
"""Characters of a query that is sent in the address; a longer one is sent in the body."""

MAXIMUM_GRAPHS: Final = 100
"""Named graphs that are queried together; a store with more has other data too."""

SPARQL: Final = Path(__file__).with_name("sparql")
"""The queries for the content of an endpoint."""

ROUND: Final = 1_000
"""If the number of rows is a multiple of this, the server may have cut the answer off."""

Send: TypeAlias = "Callable[[urllib.request.Request], ServerAnswer]"

_SEND: ContextVar[Send | None] = ContextVar("_SEND", default=None)
"""The function that sends the requests of SPARQLWrapper in this thread, while `ask` runs."""


class _Opener(urllib.request.OpenerDirector):
    """An opener that sends the requests of SPARQLWrapper with our client, and all others as usual.

    The requests then have the same deadline, limits, redirects and credentials as all requests of
    this package, and the answer of an error is available.
    """

    def open(self, fullurl: Any, data: Any = None, timeout: float | None = None) -> Any:
        send = _SEND.get()
        if send is None:
            return urllib.request.build_opener().open(fullurl, data, timeout)
        return send(fullurl)


_OPENER: Final = _Opener()


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
        """Take the address, the named graphs to query, and the seconds for one query.

        Raises:
            WebError: when the address is not an HTTP address, or contains a password.
        """
        parts = urlsplit(checked_address(url))
        self._url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        self._parameters = parse_qsl(parts.query, keep_blank_values=True)
        self._graphs = tuple(graphs)
        self._knows_graphs = bool(graphs)
        self._timeout = timeout
        self._credentials = credentials
        self._sleep = sleep

    def ask(self, text: str) -> Answer:
        """Return the answer to a query, complete if possible; a note says if it may not be.

        Raises:
            QueryError: when the endpoint refuses, is late, or does not send SPARQL results.
            WebError: when it cannot be reached.
        """
        patience = Patience(4, 0.5, self._timeout, self._timeout, PASSING, self._sleep)
        self._client = Client(self._credentials, "asked", patience)
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
        """Return the named graphs if the default graph is empty.

        Without FROM, some stores query all graphs, others only the default graph
        (https://www.w3.org/TR/sparql11-query/#unnamedGraph).
        """
        text = (SPARQL / "any.rq").read_text(encoding="utf-8")
        if _is_true(self._ask_once(text, "ASK")[0]):
            return ()
        text = (SPARQL / "graphs.rq").read_text(encoding="utf-8")
        answer, _ = self._ask_once(text, "SELECT")
        names = sorted(row[0] for row in answer.rows if row and isinstance(row[0], str))
        if len(names) > MAXIMUM_GRAPHS:
            raise QueryError(
                f"{self._url} has an empty default graph and more than {MAXIMUM_GRAPHS} named "
                "graphs. Select some: --graph IRI, once for each."
            )
        return tuple(names)

    def _ask_once(self, text: str, form: str) -> tuple[Answer, bool]:
        """Return one answer, and whether the server says that it was cut off."""
        response = self._request(text, form)
        try:
            if form in ("SELECT", "ASK"):
                answer = read_results(response.content)
                names = {name.lower() for name in response.headers}
                return answer, "x-sparql-maxrows" in names
            triples = tuple(read(response.content, "turtle"))
        except (ResultsError, ReadError) as error:
            raise QueryError(self._not_sparql(response)) from error
        return Answer(("subject", "predicate", "object"), triples), False

    def _rest(self, text: str, answer: Answer, cut: bool) -> Answer:
        """Request the following rows, page by page, until a page is short."""
        size = len(answer.rows)
        cut_off = f"the endpoint cut the answer off at {size:,} rows"
        if {"LIMIT", "OFFSET"} & set(words(text)):
            return _noted(answer, cut_off) if cut else answer
        if "ORDER" not in words(text):
            return _noted(
                answer,
                f"the endpoint may have cut the answer off at {size:,} rows; add ORDER BY to the "
                "query, so that the rest can be requested",
            )
        rows = list(answer.rows)
        while size and len(rows) % size == 0:
            try:
                page, _ = self._ask_once(f"{text}\nLIMIT {size} OFFSET {len(rows)}", "SELECT")
            except (QueryError, WebError) as error:
                note = f"the endpoint cut the answer off at {len(rows):,} rows ({error})"
                return _noted(replace(answer, rows=tuple(rows)), note)
            if page.rows and page.rows == tuple(rows[-size:]):
                return _noted(answer, cut_off)
            if not page.rows:
                break
            rows += page.rows
            if len(rows) > MAXIMUM_ROWS:
                raise QueryError(
                    f"the answer has more than {MAXIMUM_ROWS:,} rows. Ask for less, or add a LIMIT."
                )
        if len(rows) == size:
            return answer
        note = f"the endpoint sends {size:,} rows at a time; the rest was requested page by page"
        return _noted(replace(answer, rows=tuple(rows)), note)

    def _request(self, text: str, form: str) -> ServerAnswer:
        """Send a query: SPARQLWrapper builds the request, `_send` sends it."""
        urllib.request.install_opener(_OPENER)
        token = _SEND.set(self._send)
        try:
            return cast(ServerAnswer, self._wrapper(text, form).query().response)
        except Late as error:
            raise QueryError(
                f"{self._url} did not answer in {self._timeout:g} seconds. Ask for less, or allow "
                "more with --timeout SECONDS."
            ) from error
        except Refusal as refusal:
            raise QueryError(self._refused(refusal)) from refusal
        finally:
            _SEND.reset(token)

    def _wrapper(self, text: str, form: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self._url, agent=AGENT)
        wrapper.setQuery(text)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(GET if len(text) <= LONGEST_ADDRESS else POST)
        wrapper.setReturnFormat(JSON if form in ("SELECT", "ASK") else TURTLE)
        for name, value in self._parameters:
            wrapper.addParameter(name, value)
        for graph in self._graphs:
            wrapper.addParameter("default-graph-uri", graph)
        return wrapper

    def _send(self, request: urllib.request.Request) -> ServerAnswer:
        """Send a request that SPARQLWrapper has built."""
        return self._client.send(
            request.get_method(),
            request.full_url,
            headers=dict(request.header_items()),
            content=request.data,
            limit=MAXIMUM_SIZE,
            follow=True,
        )

    def _refused(self, refusal: Refusal) -> str:
        """Return a message of one line on a query or credentials that the server refuses."""
        status = refusal.status
        if status in (401, 403):
            if self._credentials is None:
                return (
                    f"{self._url} requires credentials ({status}). Set REPERTORY_USER and "
                    "REPERTORY_PASSWORD, or REPERTORY_TOKEN, or use --credentials FILE."
                )
            who = f"the name {self._credentials.user!r} or its password"
            return f"{self._url} refuses {'the token' if self._credentials.token else who}"
        if status == 404:
            return f"there is no endpoint at {self._url} (404). Is the address complete?"
        if status in (400, 414, 500):
            reason = self._client.quoted(refusal.text.encode())
            return f"{self._url} refuses the query ({status}): {reason}"
        return str(refusal)

    def _not_sparql(self, response: ServerAnswer) -> str:
        media_type = response.headers.get("Content-Type", "").partition(";")[0]
        found = self._client.quoted(media_type.encode())[1:-1] or "no media type"
        return (
            f"{self._url} answers with {found} where SPARQL results were expected: "
            f"{self._client.quoted(response.content)}. Is it the address of the endpoint itself?"
        )


def _looks_cut(answer: Answer) -> bool:
    return bool(answer.rows) and len(answer.rows) % ROUND == 0


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, notes=(*answer.notes, note))


def _as_truth(answer: Answer) -> Answer:
    return yes_or_no(_is_true(answer))


def _is_true(answer: Answer) -> bool:
    """Return the answer to ASK, which some servers send as a SELECT with one value."""
    first = answer.rows[0][0] if answer.rows and answer.rows[0] else None
    return isinstance(first, Literal) and first.text in ("1", "true")
