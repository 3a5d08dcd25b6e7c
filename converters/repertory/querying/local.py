"""Query a store in memory: the dataset that comes with the code, or files of the user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from repertory.errors import ProblemCollector, QueryError, SourceError
from repertory.querying.results import Answer, Row
from repertory.querying.syntax import calls_service, query_form
from repertory.rdf import ReadError, Store
from repertory.resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

CORE: Final = "dataset.nt"
"""The core of the shipped dataset; N-Triples loads as fast as a prepared store and is portable."""

EVIDENCE: Final = "dataset.trig.gz"
"""The shipped dataset with the evidence."""

MAXIMUM_SIZE: Final = 1_000_000_000
"""Bytes of all files together; the statements of more are not likely to fit into the memory."""

MAXIMUM_ROWS: Final = 100_000
"""Rows of one answer; more are an error, so that no answer is incomplete."""

COMPLAINT: Final = "The [A-Z]+ |Duplicated |SELECT [*] is "
"""The beginning of pyoxigraph's message on a query that follows the grammar but is invalid."""

TOKENS: Final = {
    '"?"': "a variable",
    '"<"': "an IRI",
    '":"': "a prefixed name",
    '"_:"': "a blank node",
    r'"\""': "a literal",
    **dict.fromkeys(('"$"', '"\'"', "\"'''\"", r'"\"\"\""', '"+"', '"-"', '"<<"', '"<<("'), ""),
    **dict.fromkeys(('"("', '"["', '"true"', '"false"'), ""),
}
"""First character of a token, in pyoxigraph's list of expected ones -> the token in words."""

_SHOWN: Final = 12
"""Characters of a query that a syntax error shows."""


class Queryable(Protocol):
    """A store in this process or another one, or an endpoint."""

    def ask(self, text: str) -> Answer:
        """Return the answer to a query."""
        ...


def open_store(files: Sequence[Path] = (), evidence: bool = False) -> Store:
    """Return a store with the RDF files, or with the dataset that comes with the code.

    Of that dataset the core is read, or with *evidence* all its named graphs.

    Raises:
        SourceError: when a file cannot be read, with all problems.
    """
    store = Store()
    if not files:
        _load_shipped(store, evidence)
        return store
    collector = ProblemCollector()
    left = MAXIMUM_SIZE
    for path in files:
        with collector:
            left -= _load(store, path, left)
    collector.report()
    return store


def _load_shipped(store: Store, evidence: bool) -> None:
    path = os.path.join(data_path("dist"), EVIDENCE if evidence else CORE)
    with open(path, "rb") as file:
        content = file.read()
    if evidence:
        import gzip

        store.load(gzip.decompress(content), "trig", ours=True)
    else:
        store.load(content, "ntriples", ours=True)


def _load(store: Store, path: Path, limit: int) -> int:
    """Load a file of at most *limit* bytes; return its size."""
    from repertory.compression import read_inflated
    from repertory.model import Place, Problem
    from repertory.rdf_formats import ENDINGS, READABLE, ending_of, inflated_name
    from repertory.replacing import refuse_unfinished

    refuse_unfinished(path.parent)
    chosen = ENDINGS.get(ending_of(path.name))
    if chosen is None:
        expected = f"an RDF file that ends in {READABLE}"
        raise SourceError([Problem(Place(str(path)), repr(path.name), expected)])
    expected = f"RDF files of at most {MAXIMUM_SIZE:,} bytes together"
    advice = "Load the data into a SPARQL store and use --endpoint."
    content = read_inflated(path, limit, expected, advice)
    base = path.resolve().with_name(inflated_name(path.name)).as_uri()
    try:
        store.load(content, chosen, base=base)
    except ReadError as error:
        place = Place(str(path), error.line, error.column)
        raise SourceError([Problem(place, str(error), f"valid {chosen}")]) from error
    return len(content)


class LocalStore:
    """A store in this process, for queries that are known to end soon.

    >>> local = LocalStore(open_store())
    >>> local.ask("ASK { ?index a <https://w3id.org/repertory/ns#Index> }").rows[0][0].text
    'true'
    """

    def __init__(self, store: Store, allow_service: bool = False) -> None:
        """Take the store; *allow_service* permits calls of other endpoints by SERVICE."""
        self._store = store
        self._allow_service = allow_service

    def ask(self, text: str) -> Answer:
        """Return the answer to a query.

        Raises:
            QueryError: when it is invalid, calls a service, fails, or has too many rows.
        """
        query_form(text)
        if calls_service(text) and not self._allow_service:
            raise QueryError(
                "the query calls another endpoint (SERVICE). Add --allow-service to permit that."
            )
        try:
            names, found = self._solve(text)
            rows = tuple(islice(found, MAXIMUM_ROWS + 1))
        except (OSError, RuntimeError, ReadError) as error:  # of SERVICE, or of an RDF 1.2 term
            raise QueryError(f"the query failed: {error}") from error
        if len(rows) > MAXIMUM_ROWS:
            raise QueryError(
                f"the answer has more than {MAXIMUM_ROWS:,} rows. Ask for less, or add a LIMIT."
            )
        return Answer(names, rows)

    def _solve(self, text: str) -> tuple[tuple[str, ...], Iterator[Row]]:
        try:
            return self._store.solve(text)
        except ReadError as error:
            raise QueryError(_syntax_message(text, error)) from error


def _syntax_message(text: str, error: ReadError) -> str:
    """Return a message with the place of a syntax error, the text there and what was expected."""
    if error.line is None or error.column is None:
        return f"this is not a SPARQL query: {error}"
    lines = text.split("\n")
    rest = lines[error.line - 1][error.column - 1 :].strip() if error.line <= len(lines) else ""
    found = repr(rest[:_SHOWN]) if rest else "the end"
    return (
        f"line {error.line}, column {error.column} of the query: found {found}, "
        f"expected {_expected(str(error))}"
    )


def _expected(message: str) -> str:
    """Return what pyoxigraph expects, without its classes of characters."""
    parts = [part.strip() for part in message.removeprefix("expected ").split(", ")]
    parts = [part.removeprefix("one of ") for part in parts]
    if "Prefix not found" in parts:
        return "a prefix that a PREFIX line declares"
    if errors := [part for part in parts if re.match(COMPLAINT, part)]:
        return f"valid use of variables: {errors[0]}"
    parts = [TOKENS.get(part, part) for part in parts if part[:1] not in ("[", "|", "'")]
    return " or ".join(dict.fromkeys(part for part in parts if part)) or "valid SPARQL 1.1"
