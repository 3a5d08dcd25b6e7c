"""Ask a store in memory: the dataset that comes with the code, or the files of the user."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from repertory.errors import ProblemCollector, QueryError, SourceError
from repertory.querying.results import Answer, Row
from repertory.querying.syntax import query_form, reaches_out
from repertory.rdf import ReadError, Store
from repertory.rdf_formats import ENDINGS
from repertory.resources import data_folder

if TYPE_CHECKING:
    pass

DATASET: Final = "dataset.nt"
"""The shipped dataset. N-Triples opens as fast as a prepared store and is the same everywhere."""

MAXIMUM_ROWS: Final = 100_000
"""Rows of one answer; more are an error, not an answer cut short."""

COMPLAINT: Final = re.compile("The [A-Z]+ |Duplicated |SELECT [*] is ")
"""How pyoxigraph begins what is wrong with a query that keeps to the grammar."""

TOKENS: Final = {
    '"?"': "a variable",
    '"<"': "an IRI",
    '":"': "a prefixed name",
    '"_:"': "a blank node",
    r'"\""': "a literal",
    **dict.fromkeys(('"$"', '"\'"', "\"'''\"", r'"\"\"\""', '"+"', '"-"', '"<<"', '"<<("'), ""),
    **dict.fromkeys(('"("', '"["', '"true"', '"false"'), ""),
}
"""What pyoxigraph expects next, by its first character -> how a person says it, once."""

_SHOWN: Final = 12
"""Characters of a query that are shown where it breaks the grammar."""


class Asked(Protocol):
    """What answers a query: a store here, one in another process, or an endpoint."""

    def ask(self, text: str) -> Answer:
        """Return what answers a query."""
        ...


def open_store(files: Sequence[Path] = ()) -> Store:
    """Return a store with the RDF files, or with the dataset that comes with the code.

    Raises:
        SourceError: when files cannot be read, with all problems.
    """
    store = Store()
    if not files:
        content = data_folder("dist").joinpath(DATASET).read_bytes()
        store.load(content, "ntriples", ours=True)
        return store
    gathering = ProblemCollector()
    for path in files:
        with gathering:
            _load(store, path)
    gathering.report()
    return store


def _load(store: Store, path: Path) -> None:
    from repertory.model import Place, Problem
    from repertory.replacing import refuse_unfinished

    refuse_unfinished(path.parent)
    chosen = ENDINGS.get(path.suffix.lower())
    if chosen is None:
        expected = f"an RDF file that ends in {', '.join(ENDINGS)}"
        raise SourceError([Problem(Place(str(path)), repr(path.name), expected)])
    try:
        store.load(path.read_bytes(), chosen, base=path.resolve().as_uri())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourceError([Problem(Place(str(path)), reason, "a file to read")]) from error
    except ReadError as error:
        place = Place(str(path), error.line, error.column)
        raise SourceError([Problem(place, str(error), f"valid {chosen}")]) from error


class LocalStore:
    """A store in this process: for queries that are known to end soon.

    >>> local = LocalStore(open_store())
    >>> local.ask("ASK { ?topic a <https://w3id.org/repertory/ns#Topic> }").rows[0][0].text
    'true'
    """

    def __init__(self, store: Store, outside: bool = False) -> None:
        """Take the store; *outside* allows SERVICE, which asks other endpoints."""
        self._store = store
        self._outside = outside

    def ask(self, text: str) -> Answer:
        """Return what answers a query.

        Raises:
            QueryError: when it is no query, asks elsewhere, or has too many rows.
        """
        query_form(text)
        if reaches_out(text) and not self._outside:
            raise QueryError(
                "the query asks another endpoint (SERVICE), and none is asked unless you say so: "
                "add --allow-service"
            )
        try:
            names, found = self._solve(text)
            rows = tuple(islice(found, MAXIMUM_ROWS + 1))
        except (OSError, RuntimeError, ReadError) as error:  # SERVICE fails, or a term is not ours
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
    """Say where a query breaks the grammar, what stands there and what could."""
    if error.line is None or error.column is None:
        return f"this is no SPARQL query: {error}"
    lines = text.split("\n")
    rest = lines[error.line - 1][error.column - 1 :].strip() if error.line <= len(lines) else ""
    found = repr(rest[:_SHOWN]) if rest else "its end"
    return (
        f"line {error.line}, column {error.column} of the query: found {found}, "
        f"expected {_expected(str(error))}"
    )


def _expected(message: str) -> str:
    """Return what pyoxigraph expects, without its classes of single characters."""
    parts = [part.strip() for part in message.removeprefix("expected ").split(", ")]
    parts = [part.removeprefix("one of ") for part in parts]
    if "Prefix not found" in parts:
        return "a prefix that a PREFIX line declares"
    if said := [part for part in parts if COMPLAINT.match(part)]:
        return f"valid use of variables: {said[0]}"
    parts = [TOKENS.get(part, part) for part in parts if part[:1] not in ("[", "|", "'")]
    return " or ".join(dict.fromkeys(part for part in parts if part)) or "other words of SPARQL 1.1"
