"""One graph in memory that can be queried with SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import pyoxigraph

from repertory.rdf.nodes import n3, node_of, oxigraph_node
from repertory.rdf.parsing import FORMATS, parse
from repertory.rdf.read_errors import ReadError
from repertory.rdf.terms import IRI, Literal, Node
from repertory.rdf.values import boolean

if TYPE_CHECKING:
    import rdflib

_QUERY_PLACE: Final = r"(?s)error at (\d+):(\d+): (.*)"
"""The place in pyoxigraph's message on a syntax error."""

Test: TypeAlias = Callable[[Node, Node], bool]
"""A function of two nodes that a query can call."""

OxigraphTerm: TypeAlias = (
    pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
)
OxigraphFunction: TypeAlias = Callable[..., OxigraphTerm | None]


class Store:
    """One graph in memory that can be queried with SPARQL; named graphs are merged into it.

    >>> store = Store()
    >>> store.load(b"<a:s> <a:p> 'one'@en .", "turtle")
    >>> list(store.select("SELECT ?o WHERE { ?s <a:p> ?o }"))
    [{'o': Literal(text='one', language='en', datatype=None)}]
    """

    def __init__(self, quads: Iterable[pyoxigraph.Quad] = ()) -> None:
        """Take the first statements."""
        self._store = pyoxigraph.Store()
        self._store.extend(quads)
        self._files = 0

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self._store)

    def load(
        self, content: bytes, format_name: str, base: str | None = None, ours: bool = False
    ) -> None:
        """Add the statements of a file in a format of `RDF_FORMATS`.

        *ours* skips the checks for a file that we have written, which has valid IRIs and no blank
        nodes. Blank nodes of other files are numbered in order, so that every run is the same.

        Raises:
            ReadError: when the content is not in that format; some statements may be added.
        """
        self._files += 1
        plain = ours or (b"_:" not in content and b"<<" not in content)
        if format_name == "ntriples" and plain:
            self._load_plain(content, ours)
            return
        label = f"b{self._files}_" if self._files > 1 else "b"
        self._store.extend(parse(content, format_name, base, label))

    def _load_plain(self, content: bytes, ours: bool) -> None:
        """Add N-Triples without blank nodes and triple terms, in half the time."""
        try:
            self._store.load(content, FORMATS["ntriples"], lenient=ours)
        except SyntaxError as error:
            raise ReadError(error.msg, error.lineno, error.offset) from error

    def select(
        self, query: str, tests: Mapping[IRI, Test] | None = None
    ) -> Iterator[dict[str, Node]]:
        """Return an iterator over the solutions of a SELECT query, without unbound variables.

        The query can call each of *tests* as a function by its IRI.

        Raises:
            ReadError: when it is not a query, before the first solution.
        """
        failures: list[Exception] = []
        functions = {
            pyoxigraph.NamedNode(iri): _function(test, failures)
            for iri, test in (tests or {}).items()
        }
        solutions = cast(pyoxigraph.QuerySolutions, self._query(query, functions))
        return _bindings(solutions, failures)

    def solve(self, query: str) -> tuple[tuple[str, ...], Iterator[tuple[Node | None, ...]]]:
        """Return the column names and an iterator over the rows of a query of any form.

        The column of ASK is `answer`, those of CONSTRUCT and DESCRIBE are `subject`, `predicate`
        and `object`. An update is a syntax error.

        Raises:
            ReadError: when it is not a query, before the first row.
        """
        found = self._query(query)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return ("answer",), iter([(boolean(bool(found)),)])
        if isinstance(found, pyoxigraph.QueryTriples):
            triples = ((node_of(t.subject), node_of(t.predicate), node_of(t.object)) for t in found)
            return ("subject", "predicate", "object"), triples
        names = tuple(variable.value for variable in found.variables)
        rows = (tuple([v if v is None else node_of(v) for v in solution]) for solution in found)
        return names, rows

    def _query(
        self, query: str, functions: dict[pyoxigraph.NamedNode, OxigraphFunction] | None = None
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        try:
            return self._store.query(query, custom_functions=functions)
        except SyntaxError as error:
            place = re.match(_QUERY_PLACE, error.msg)
            if place is None:
                raise ReadError(error.msg) from error
            raise ReadError(place[3], int(place[1]), int(place[2])) from error

    def objects(self, subject: Node, predicate: IRI) -> list[Node]:
        """Return the objects of a subject and a predicate, sorted."""
        if isinstance(subject, Literal):
            return []
        pattern = (oxigraph_node(subject), pyoxigraph.NamedNode(predicate), None)
        found = self._store.quads_for_pattern(*pattern)  # type: ignore[arg-type]
        return sorted((node_of(quad.object) for quad in found), key=n3)

    def subjects(self, predicate: IRI | None, value: Node) -> list[Node]:
        """Return the subjects with an object, of one predicate or of any, sorted."""
        named = None if predicate is None else pyoxigraph.NamedNode(predicate)
        found = self._store.quads_for_pattern(None, named, oxigraph_node(value))
        return sorted((node_of(quad.subject) for quad in found), key=n3)

    def statements(self) -> Iterator[tuple[Node, IRI, Node]]:
        """Yield all statements, unsorted."""
        for quad in self._store:
            yield node_of(quad.subject), IRI(quad.predicate.value), node_of(quad.object)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all statements as one rdflib graph."""
        from repertory.rdf.interchange import to_rdflib  # not needed by queries

        return to_rdflib(self.statements())


def _bindings(
    solutions: pyoxigraph.QuerySolutions, failures: Sequence[Exception]
) -> Iterator[dict[str, Node]]:
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {n: node_of(v) for n, v in zip(names, solution, strict=True) if v is not None}
    if failures:
        raise failures[0]


def _function(test: Test, failures: list[Exception]) -> OxigraphFunction:
    """Wrap a test to record its exceptions, which pyoxigraph would treat as SPARQL errors."""

    def call(*nodes: OxigraphTerm) -> pyoxigraph.Literal | None:
        try:
            return pyoxigraph.Literal(test(*map(node_of, nodes)))
        except Exception as error:
            failures.append(error)
            return None

    return call
