"""Read and write the graphs of a store by Graph Store Protocol or SPARQL Update.

https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-protocol/. Every
request is idempotent, so that it can be repeated after a broken connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Final

from msgspec import Struct

from repertory.errors import PublishError
from repertory.publish.stores.store_kinds import StoreKind
from repertory.rdf import ReadError, graph_lines
from repertory.rdf.terms import is_iri
from repertory.rdf.vocabulary import XSD
from repertory.web.client import Client, Refusal
from repertory.web.sparql_results import EXPECTED, JSON, AnyRow, Rows

NTRIPLES: Final = "application/n-triples"
PAGE: Final = 5000
"""Statements requested at once if the answer with all of them was truncated."""

MAXIMUM_RESULT: Final = 64_000_000
"""Maximum bytes of results in JSON; those of a graph are limited by the client."""

MAXIMUM_DIGITS: Final = 18
"""Maximum digits of a number of statements."""

_DOUBLE: Final = f'"^^<{XSD.double}> .'
"""The end of a statement with a double."""

_FOLDER: Final = Path(__file__).parent / "sparql"


class Claim(Struct, frozen=True):
    """What a graph in a store says about the dataset of an index; unknown values are empty."""

    graph: str
    dataset: str
    title: str
    index: str


CLAIM: Final = Claim.__struct_fields__


class Difference(PublishError):
    """A graph in the store differs from what was sent or counted."""


class RemoteStore:
    """A SPARQL store; statements are lines of canonical N-Triples."""

    def __init__(self, at: StoreKind, web: Client) -> None:
        """Set the kind of the store with its addresses, and the client for requests."""
        self._at = at
        self._web = web
        self._graph_store = at.graph_store

    @property
    def address(self) -> str:
        """The address for queries."""
        return self._at.query

    def as_kept(self, lines: Sequence[str]) -> list[str]:
        """Return statements as `read` returns them: with the datatypes of this store, sorted."""
        kept = [_by_value(line) for line in lines]
        for sent, stored in self._at.datatypes:
            end, other = f'"^^<{sent}> .', f'"^^<{stored}> .'
            kept = [line.removesuffix(end) + other if line.endswith(end) else line for line in kept]
        return sorted(kept)

    def count(self, graph: str) -> int:
        """Count the statements of a graph; a graph that does not exist has none."""
        rows = self._select("count.rq", graph=graph)
        return self._count(rows[0] if len(rows) == 1 else {})

    def graphs(self, prefix: str) -> dict[str, int]:
        """Return the graphs whose names begin with *prefix*, with their numbers of statements."""
        rows = self._select("graphs.rq", prefix=prefix)
        return {row["graph"].value: self._count(row) for row in rows if "graph" in row}

    def claims(self, query: str, iri: str) -> Iterator[Claim]:
        """Yield what the graphs say about the owner of an IRI, by the file name of a query."""
        for row in self._select(query, iri=iri):
            if "graph" not in row:
                found = f"a row with {self.shown(', '.join(row)) or 'nothing'}"
                raise PublishError(
                    f"{self.address}: found {found}, expected one with the name of a graph. Is it "
                    "the address of a SPARQL endpoint?"
                )
            yield Claim(*(row[name].value if name in row else "" for name in CLAIM))

    def shown(self, text: str) -> str:
        """Return a text from the store for a message: in one line, shortened, without secrets."""
        return self._web.quoted(text.encode(errors="replace"))[1:-1]

    def _count(self, row: AnyRow) -> int:
        found = row["triples"].value if "triples" in row else ""
        if not found.isascii() or not found.isdigit() or len(found) > MAXIMUM_DIGITS:
            raise PublishError(
                f"{self._at.query}: found {self._web.quoted(found.encode())}, expected a number of "
                "statements. Is it the address of a SPARQL endpoint?"
            )
        return int(found)

    def read(self, graph: str) -> list[str]:
        """Return the statements of a graph, sorted, with normalised doubles.

        Raises:
            Difference: if the number of statements is not the one that the store counts.
        """
        expected = self.count(graph)
        if not expected:
            return []
        lines = self._construct("graph.rq", graph=graph)
        if len(lines) != expected:  # Virtuoso silently returns at most 10,000
            pages = self._pages(graph, expected)
            lines = sorted({line for page in pages for line in page})
        if len(lines) != expected:
            raise Difference(
                f"{self._at.query}: found {len(lines)} statements of the graph <{graph}>, expected "
                f"the {expected} that the store counts. Is another program writing to it? Run the "
                "command again."
            )
        return lines

    def _pages(self, graph: str, expected: int) -> Iterator[list[str]]:
        for offset in range(0, expected, PAGE):
            yield self._construct("page.rq", graph=graph, limit=str(PAGE), offset=str(offset))

    def write(self, graph: str, lines: Sequence[str]) -> None:
        """Replace the statements of a graph, not atomically: readers may see a part of them."""
        if self._graph_store is not None:
            try:
                self._put(graph, lines)
                return
            except Refusal as refusal:
                if refusal.status not in {404, 405, 501}:
                    raise
                self._graph_store = None  # not supported: use updates
        self.drop(graph)
        for batch in _batches(lines, self._at.batch):
            self._update("insert.ru", graph=graph, triples="\n".join(batch))

    def _put(self, graph: str, lines: Sequence[str]) -> None:
        """Send a graph as a whole, or in smaller parts if the server finds it too large."""
        size = max(len(lines), 1)
        while True:
            try:
                self._send(graph, "PUT", lines[:size])
                for batch in _batches(lines[size:], size):
                    self._send(graph, "POST", batch)
                return
            except Refusal as refusal:
                if refusal.status != 413 or size == 1:
                    raise
                size = size // 2

    def _send(self, graph: str, method: str, lines: Sequence[str]) -> None:
        """Send statements, without an Accept header, with which Virtuoso rejects a request."""
        self._web.send(
            method,
            self._graph_store or "",
            params={"graph": graph},
            content="".join(f"{line}\n" for line in lines).encode(),
            headers={"Content-Type": NTRIPLES},
        )

    def replace(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Replace graphs by others, given as pairs of the other graph and the replaced one.

        Sent in one request, which is one transaction in stores that have transactions.
        """
        if self._at.copy:
            copies = (_request("copy.ru", staging=other, graph=graph) for other, graph in pairs)
            self._send_update(" ;\n".join(copies))
            return
        for name in ("add.ru", "remove.ru"):
            for other, graph in pairs:
                self._update(name, staging=other, graph=graph)

    def drop(self, graph: str) -> None:
        """Remove a graph if it exists."""
        self._update("drop.ru", graph=graph)

    def _construct(self, name: str, **values: str) -> list[str]:
        query = _request(name, **values)
        # Virtuoso calls N-Triples text/plain
        accept = f"{NTRIPLES}, text/plain;q=0.5"
        response = self._web.send(
            "POST", self._at.query, data={"query": query}, headers={"Accept": accept}
        )
        try:
            lines = graph_lines(response.content, "ntriples").get("", [])
        except ReadError as error:
            raise PublishError(
                f"{self._at.query}: found an invalid answer, expected N-Triples "
                f"({self._web.masked(str(error))}). Is it the address of a SPARQL endpoint?"
            ) from error
        return sorted(map(_by_value, lines))

    def _select(self, name: str, **values: str) -> tuple[AnyRow, ...]:
        query = _request(name, **values)
        answer = self._web.send(
            "POST",
            self._at.query,
            data={"query": query},
            headers={"Accept": JSON},
            limit=MAXIMUM_RESULT,
        )
        return self._web.read(self._at.query, answer, Rows[AnyRow], EXPECTED).results.bindings

    def _update(self, name: str, **values: str) -> None:
        self._send_update(_request(name, **values))

    def _send_update(self, update: str) -> None:
        self._web.send("POST", self._at.update, data={"update": update}, headers={"Accept": "*/*"})


def _by_value(line: str) -> str:
    """Normalise a double in a statement, because stores keep the value and not the notation.

    Fuseki returns 0.99 as 0.99e0, Oxigraph 1.5E3 as 1500.

    >>> _by_value('<a:s> <a:p> "9.9E-1"^^<http://www.w3.org/2001/XMLSchema#double> .')
    '<a:s> <a:p> "0.99"^^<http://www.w3.org/2001/XMLSchema#double> .'
    """
    if not line.endswith(_DOUBLE):
        return line
    start, _, digits = line.removesuffix(_DOUBLE).rpartition('"')
    try:
        return f'{start}"{float(digits)!r}{_DOUBLE}'
    except ValueError:
        return line


def _request(name: str, triples: str = "", **values: str) -> str:
    """Read a query or an update and substitute IRIs, numbers and statements.

    The values are checked, so that none can end the `<>` or quotation marks around it.
    """
    for value in values.values():
        if not (is_iri(value) or value.isdecimal()):
            raise PublishError(
                f"found {value!r}, expected the IRI of a graph, without spaces or any of "
                '<>"{}|^`\\. Rename the graph, also in the store if it is there.'
            )
    template = Template((_FOLDER / name).read_text(encoding="utf-8"))
    return template.substitute(values, triples=triples).strip()


def _batches(lines: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (lines[start : start + size] for start in range(0, len(lines), size))
