"""One graph in memory that can be asked in SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import pyoxigraph

from repertory.rdf.interchange import nodes_to_rdflib
from repertory.rdf.nodes import n3, node_of, oxigraph_node
from repertory.rdf.parsing import FORMATS, parse
from repertory.rdf.read_errors import ReadError
from repertory.rdf.terms import IRI, Literal, Node
from repertory.rdf.vocabulary import XSD

if TYPE_CHECKING:
    import rdflib

_QUERY_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
"""How pyoxigraph says where a query breaks the grammar."""

Test: TypeAlias = Callable[[Node, Node], bool]
"""What a query may ask of two nodes that is not in SPARQL."""

OxigraphTerm: TypeAlias = (
    pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
)
OxigraphFunction: TypeAlias = Callable[..., OxigraphTerm | None]


class Store:
    """One graph in memory that can be asked in SPARQL; named graphs are merged into it.

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
        """Add what a file in a format of `RDF_FORMATS` states; nothing is ever fetched.

        A file that we wrote, *ours*, is not checked again: its IRIs are those of `iris`, and it has
        no blank nodes.

        Blank nodes are numbered in the order of the file, so that they are the same in every run.

        Raises:
            ReadError: when the content is not in that format; some statements may then be added.
        """
        self._files += 1
        plain = ours or (b"_:" not in content and b"<<" not in content)
        if format_name == "ntriples" and plain:
            self._load_plain(content, ours)
            return
        label = f"b{self._files}_" if self._files > 1 else "b"
        self._store.extend(parse(content, format_name, base, label))

    def _load_plain(self, content: bytes, ours: bool) -> None:
        """Add N-Triples that need none of our care, in half the time."""
        try:
            self._store.load(content, FORMATS["ntriples"], lenient=ours)
        except SyntaxError as error:
            raise ReadError(error.msg, error.lineno, error.offset) from error

    def select(
        self, query: str, tests: Mapping[IRI, Test] | None = None
    ) -> Iterator[dict[str, Node]]:
        """Yield the solutions of a SELECT query, without the variables that are not bound.

        The query calls each of *tests* as a function by its IRI.

        Raises:
            ReadError: when it is no query, before the first solution.
        """
        failures: list[Exception] = []
        functions = {
            pyoxigraph.NamedNode(iri): _function(test, failures)
            for iri, test in (tests or {}).items()
        }
        solutions = cast(pyoxigraph.QuerySolutions, self._query(query, functions))
        return _bindings(solutions, failures)

    def solve(self, query: str) -> tuple[tuple[str, ...], Iterator[tuple[Node | None, ...]]]:
        """Return the names of the columns and the rows that answer a query of any form.

        ASK gives one row, `answer`; CONSTRUCT and DESCRIBE give `subject`, `predicate`, `object`.
        Rows are made as they are taken; an update is a syntax error.

        Raises:
            ReadError: when it is no query, before the first row.
        """
        found = self._query(query)
        if isinstance(found, pyoxigraph.QueryBoolean):
            truth = Literal(str(bool(found)).lower(), datatype=XSD.boolean)
            return ("answer",), iter([(truth,)])
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
            place = _QUERY_PLACE.match(error.msg)
            if place is None:
                raise ReadError(error.msg) from error
            raise ReadError(place[3], int(place[1]), int(place[2])) from error

    def objects(self, subject: Node, predicate: IRI) -> list[Node]:
        """Return what *subject* has as *predicate*, sorted."""
        if isinstance(subject, Literal):
            return []
        pattern = (oxigraph_node(subject), pyoxigraph.NamedNode(predicate), None)
        found = self._store.quads_for_pattern(*pattern)  # type: ignore[arg-type]
        return sorted((node_of(quad.object) for quad in found), key=n3)

    def subjects(self, predicate: IRI | None, value: Node) -> list[Node]:
        """Return what has *value* as *predicate*, or as anything, sorted."""
        named = None if predicate is None else pyoxigraph.NamedNode(predicate)
        found = self._store.quads_for_pattern(None, named, oxigraph_node(value))
        return sorted((node_of(quad.subject) for quad in found), key=n3)

    def statements(self) -> Iterator[tuple[Node, IRI, Node]]:
        """Yield all statements, in no order."""
        for quad in self._store:
            yield node_of(quad.subject), IRI(quad.predicate.value), node_of(quad.object)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all statements as one rdflib graph."""
        return nodes_to_rdflib(self.statements())


def _bindings(
    solutions: pyoxigraph.QuerySolutions, failures: Sequence[Exception]
) -> Iterator[dict[str, Node]]:
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {n: node_of(v) for n, v in zip(names, solution, strict=True) if v is not None}
    if failures:
        raise failures[0]


def _function(test: Test, failures: list[Exception]) -> OxigraphFunction:
    """Keep what a test raises, which pyoxigraph takes for an error of SPARQL and passes over."""

    def call(*nodes: OxigraphTerm) -> pyoxigraph.Literal | None:
        try:
            return pyoxigraph.Literal(test(*map(node_of, nodes)))
        except Exception as error:
            failures.append(error)
            return None

    return call
