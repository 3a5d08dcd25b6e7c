"""Read and write the graphs of one store: Graph Store Protocol, else SPARQL Update.

https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-protocol/. Every
request can be sent twice with the same result, so that a broken connection may be tried again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Final

from repertory.errors import PublishError
from repertory.publish.stores.store_kinds import Addresses
from repertory.rdf import ReadError, graph_lines
from repertory.rdf.terms import is_iri
from repertory.rdf.vocabulary import XSD
from repertory.web.client import Client, Refusal
from repertory.web.sparql_results import EXPECTED, JSON, ResultTerm, Rows

NTRIPLES: Final = "application/n-triples"
PAGE: Final = 5000
"""Statements that are asked for at once where an answer with all of them came back cut."""

MAXIMUM_RESULT: Final = 64_000_000
"""Bytes of an answer that counts; one with a graph may be as large as the client reads."""

MAXIMUM_DIGITS: Final = 18
"""Digits of a number of statements."""

_DOUBLE: Final = f'"^^<{XSD.double}> .'
"""The end of a statement about a binary number."""

_FOLDER: Final = Path(__file__).parent / "sparql"


class Difference(PublishError):
    """A store does not hold what it was sent, or what it said a moment ago."""


class RemoteStore:
    """A SPARQL store, graph by graph; statements are lines of canonical N-Triples."""

    def __init__(self, addresses: Addresses, web: Client) -> None:
        """Take where the store answers and the client that asks it."""
        self._at = addresses
        self._layout = addresses.layout
        self._web = web
        self._graph_store = addresses.graph_store

    def as_kept(self, lines: Sequence[str]) -> list[str]:
        """Return statements as `read` gives them back: with the datatypes of this store, sorted."""
        kept = [_by_value(line) for line in lines]
        for sent, stored in self._layout.datatypes:
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

    def _count(self, row: Mapping[str, ResultTerm]) -> int:
        found = row["triples"].value if "triples" in row else ""
        if not found.isascii() or not found.isdigit() or len(found) > MAXIMUM_DIGITS:
            raise PublishError(
                f"{self._at.query}: found {self._web.quoted(found.encode())} as a number of "
                "statements. Is it the address of a SPARQL endpoint?"
            )
        return int(found)

    def read(self, graph: str) -> list[str]:
        """Return the statements of a graph, sorted; binary numbers are written in one way.

        Raises:
            Difference: when the store returns another number of them than it counts.
        """
        expected = self.count(graph)
        if not expected:
            return []
        lines = self._construct("graph.rq", graph=graph)
        if len(lines) != expected:  # Virtuoso answers with 10,000 statements and does not say so
            pages = self._pages(graph, expected)
            lines = sorted({line for page in pages for line in page})
        if len(lines) != expected:
            raise Difference(
                f"{self._at.query}: found {len(lines)} statements of the graph <{graph}>, expected "
                f"the {expected} that the store counts. Does something else write there? Run the "
                "command again."
            )
        return lines

    def _pages(self, graph: str, expected: int) -> Iterator[list[str]]:
        for offset in range(0, expected, PAGE):
            yield self._construct("page.rq", graph=graph, limit=str(PAGE), offset=str(offset))

    def write(self, graph: str, lines: Sequence[str]) -> None:
        """Make *lines* the statements of a graph; readers may see a part of them meanwhile."""
        if self._graph_store is not None:
            try:
                self._put(graph, lines)
                return
            except Refusal as refusal:
                if refusal.status not in {404, 405, 501}:
                    raise
                self._graph_store = None  # it does not speak the protocol: updates then
        self.drop(graph)
        for batch in _batches(lines, self._layout.batch):
            self._update("insert.ru", graph=graph, triples="\n".join(batch))

    def _put(self, graph: str, lines: Sequence[str]) -> None:
        """Send a graph whole; in ever smaller parts where the server finds it too large."""
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
        """Send statements; Virtuoso refuses a request to write that has an Accept header."""
        self._web.send(
            method,
            self._graph_store or "",
            params={"graph": graph},
            content="".join(f"{line}\n" for line in lines).encode(),
            headers={"Content-Type": NTRIPLES},
        )

    def replace(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Give graphs the statements of others: pairs of the other one and the graph.

        In one request, which is one transaction in the stores that have them.
        """
        if self._layout.copy:
            copies = (_request("copy.ru", staging=other, graph=graph) for other, graph in pairs)
            self._send_update(" ;\n".join(copies))
            return
        for name in ("add.ru", "remove.ru"):
            for other, graph in pairs:
                self._update(name, staging=other, graph=graph)

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self._update("drop.ru", graph=graph)

    def _construct(self, name: str, **values: str) -> list[str]:
        query = _request(name, **values)
        # text/plain is what Virtuoso calls N-Triples
        accept = f"{NTRIPLES}, text/plain;q=0.5"
        response = self._web.send(
            "POST", self._at.query, data={"query": query}, headers={"Accept": accept}
        )
        try:
            lines = graph_lines(response.content, "ntriples").get("", [])
        except ReadError as error:
            raise PublishError(
                f"{self._at.query}: found an answer that is not N-Triples "
                f"({self._web.masked(str(error))}). Is it the address of a SPARQL endpoint?"
            ) from error
        return sorted(map(_by_value, lines))

    def _select(self, name: str, **values: str) -> tuple[dict[str, ResultTerm], ...]:
        query = _request(name, **values)
        answer = self._web.send(
            "POST",
            self._at.query,
            data={"query": query},
            headers={"Accept": JSON},
            limit=MAXIMUM_RESULT,
        )
        return self._web.read(self._at.query, answer, Rows, EXPECTED).results.bindings

    def _update(self, name: str, **values: str) -> None:
        self._send_update(_request(name, **values))

    def _send_update(self, update: str) -> None:
        self._web.send("POST", self._at.update, data={"update": update}, headers={"Accept": "*/*"})


def _by_value(line: str) -> str:
    """Write a binary number in one way: stores keep its value, and write it in ways of their own.

    Fuseki gives 0.99 back as 0.99e0, Oxigraph 1.5E3 as 1500.

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
    """Read a query or an update and fill its places with IRIs, numbers and statements.

    What stands between `<>` or quotation marks holds no character that could end it.
    """
    for value in values.values():
        if not (is_iri(value) or value.isdecimal()):
            raise PublishError(
                f"{value!r} is no IRI of a graph: expected a scheme, a colon, and no spaces or "
                '<>"{}|^`\\. Rename the graph, in the store if it is there.'
            )
    template = Template((_FOLDER / name).read_text(encoding="utf-8"))
    return template.substitute(values, triples=triples).strip()


def _batches(lines: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (lines[start : start + size] for start in range(0, len(lines), size))
