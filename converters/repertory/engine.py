"""Store, sort and serialise statements: the only module that knows pyoxigraph or rdflib.

Statements are written as N-Quads text, sorted, and handed to pyoxigraph in that order, so that
every format has the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph

from repertory.terms import IRI, BlankNode, Literal, Node, Quad, Term, Triple
from repertory.vocabulary import PREFIXES, RDF, XSD

if TYPE_CHECKING:
    import rdflib

ESCAPES: Final = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
"""Characters that canonical N-Triples escapes (https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples)."""

_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')

TRIPLE_FORMATS: Final = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
"""The formats of one graph that `serialise` writes."""

FORMATS: Final = {
    **TRIPLE_FORMATS,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""The formats that a `Store` reads."""


def nquad(quad: Quad) -> str:
    r"""Write a statement as a canonical N-Quads line, without the line end.

    >>> from repertory.terms import IRI
    >>> nquad((IRI("a:s"), IRI("a:p"), Literal('"x"', language="en"), IRI("a:g")))
    '<a:s> <a:p> "\\"x\\""@en <a:g> .'
    """
    subject, predicate, value, graph = quad
    return f"<{subject}> <{predicate}> {_term(value)} <{graph}> ."


def _term(value: Term) -> str:
    if not isinstance(value, Literal):
        return f"<{value}>"
    text = _ESCAPED.sub(lambda match: ESCAPES[match.group()], value.text)
    if value.language is not None:
        return f'"{text}"@{value.language}'
    if value.datatype is None or value.datatype == XSD.string:
        return f'"{text}"'
    return f'"{text}"^^<{value.datatype}>'


class Statements:
    """The statements of a dataset, each once, in file order: by subject, types first."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort *quads* and hand them to pyoxigraph."""
        ordered = sorted({(q[0], q[1] != RDF.type, q[1], _term(q[2]), q[3]) for q in quads})
        text = "\n".join(f"<{s}> <{p}> {o} <{g}> ." for s, _, p, o, g in ordered)
        self._quads = list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))

    def serialise(self, format_name: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Write all statements as one graph in a format of `TRIPLE_FORMATS`."""
        triples = dict.fromkeys(quad.triple for quad in self._quads)
        chosen = TRIPLE_FORMATS[format_name]
        content = _serialise(triples, chosen, prefixes)
        if chosen == pyoxigraph.RdfFormat.N_TRIPLES:
            return b"".join(sorted(content.splitlines(keepends=True)))
        return content

    def serialise_graphs(self, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Write all statements in TriG, graph by graph."""
        ordered = sorted(self._quads, key=lambda quad: str(quad.graph_name))
        return _serialise(ordered, pyoxigraph.RdfFormat.TRIG, prefixes)

    def digest(self) -> str:
        """Return the SHA-256 of the graph in canonical form (RDFC-1.0).

        Without blank nodes the canonical form is the sorted N-Triples document
        (https://www.w3.org/TR/rdf-canon/).
        """
        return hashlib.sha256(self.serialise("ntriples")).hexdigest()

    def store(self) -> Store:
        """Return all statements as one graph that can be asked."""
        return Store(pyoxigraph.Quad(*quad.triple) for quad in self._quads)


class ReadError(ValueError):
    """A text is not in the RDF format or the query language that it should be in.

    *line* and *column* count from 1 and are None where the library does not tell them.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Take what is wrong, and where."""
        self.line = line
        self.column = column
        super().__init__(message)


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
        self._blank_nodes = 0

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self._store)

    def load(self, content: bytes, format_name: str, base: str | None = None) -> None:
        """Add what a file in a format of `FORMATS` states; nothing is ever fetched.

        Blank nodes are numbered in the order of the file, so that they are the same in every run.

        Raises:
            ReadError: when the content is not in that format; some statements may then be added.
        """
        names: dict[str, pyoxigraph.BlankNode] = {}
        chosen = FORMATS[format_name]
        try:
            statements = pyoxigraph.parse(content, chosen, base_iri=base)
            self._store.extend(self._plain(quad, names) for quad in statements)
        except SyntaxError as error:
            raise ReadError(error.msg, error.lineno, error.offset) from error

    def _plain(
        self, quad: pyoxigraph.Quad, names: dict[str, pyoxigraph.BlankNode]
    ) -> pyoxigraph.Quad:
        """Return a statement in the one graph, with our names for its blank nodes."""
        subject, value = quad.subject, quad.object
        if isinstance(value, pyoxigraph.Triple):
            raise ReadError(f"a triple term of RDF 1.2, {value}, where RDF 1.1 is read")
        if isinstance(subject, pyoxigraph.BlankNode):
            subject = self._numbered(subject, names)
        if isinstance(value, pyoxigraph.BlankNode):
            value = self._numbered(value, names)
        return pyoxigraph.Quad(subject, quad.predicate, value)

    def _numbered(
        self, node: pyoxigraph.BlankNode, names: dict[str, pyoxigraph.BlankNode]
    ) -> pyoxigraph.BlankNode:
        if node.value not in names:
            self._blank_nodes += 1
            names[node.value] = pyoxigraph.BlankNode(f"b{self._blank_nodes}")
        return names[node.value]

    def select(self, query: str) -> Iterator[dict[str, Node]]:
        """Yield the solutions of a SELECT query, without the variables that are not bound.

        Raises:
            ReadError: when it is no query, before the first solution.
        """
        try:
            solutions = cast(pyoxigraph.QuerySolutions, self._store.query(query))
        except SyntaxError as error:
            raise ReadError(error.msg) from error
        names = [variable.value for variable in solutions.variables]
        return (
            {n: _node(v) for n, v in zip(names, solution, strict=True) if v is not None}
            for solution in solutions
        )

    def objects(self, subject: Node, predicate: IRI) -> list[Node]:
        """Return what *subject* has as *predicate*, sorted."""
        if isinstance(subject, Literal):
            return []
        pattern = (_oxigraph_node(subject), pyoxigraph.NamedNode(predicate), None)
        found = self._store.quads_for_pattern(*pattern)  # type: ignore[arg-type]
        return sorted((_node(quad.object) for quad in found), key=n3)

    def subjects(self, predicate: IRI | None, value: Node) -> list[Node]:
        """Return what has *value* as *predicate*, or as anything, sorted."""
        named = None if predicate is None else pyoxigraph.NamedNode(predicate)
        found = self._store.quads_for_pattern(None, named, _oxigraph_node(value))
        return sorted((_node(quad.subject) for quad in found), key=n3)

    def statements(self) -> Iterator[tuple[Node, IRI, Node]]:
        """Yield all statements, in no order."""
        for quad in self._store:
            yield _node(quad.subject), IRI(quad.predicate.value), _node(quad.object)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all statements as one rdflib graph."""
        return nodes_to_rdflib(self.statements())


def n3(node: Node) -> str:
    """Write a node as in N-Triples, SPARQL and Turtle.

    >>> n3(IRI("a:b")), n3(BlankNode("b1")), n3(Literal("x", language="en"))
    ('<a:b>', '_:b1', '"x"@en')
    """
    return f"_:{node.label}" if isinstance(node, BlankNode) else _term(node)


def _node(term: object) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return IRI(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BlankNode(term.value)
    literal = cast(pyoxigraph.Literal, term)
    if literal.language is not None:
        return Literal(literal.value, language=literal.language)
    return Literal(literal.value, datatype=IRI(literal.datatype.value))


def _oxigraph_node(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    if isinstance(node, BlankNode):
        return pyoxigraph.BlankNode(node.label)
    if not isinstance(node, Literal):
        return pyoxigraph.NamedNode(node)
    if node.language is not None:
        return pyoxigraph.Literal(node.text, language=node.language)
    return pyoxigraph.Literal(node.text, datatype=pyoxigraph.NamedNode(node.datatype or XSD.string))


def _serialise(
    statements: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad],
    chosen: pyoxigraph.RdfFormat,
    prefixes: Mapping[str, str],
) -> bytes:
    content = pyoxigraph.serialize(statements, format=chosen, prefixes=dict(prefixes))
    assert content is not None  # it is bytes wherever no output is named
    return content


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return the statements as one rdflib graph, with our prefixes bound."""
    return nodes_to_rdflib(triples)


def nodes_to_rdflib(statements: Iterable[tuple[Node, IRI, Node]]) -> rdflib.Graph:
    """Return statements, which may hold blank nodes, as one rdflib graph with our prefixes bound."""
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    known: dict[Node, rdflib.term.Node] = {}

    def convert(node: Node) -> rdflib.term.Node:
        if node not in known:
            known[node] = _rdflib_term(node)
        return known[node]

    for subject, predicate, value in statements:
        graph.add((convert(subject), convert(predicate), convert(value)))
    return graph


def _rdflib_term(value: Node) -> rdflib.term.Node:
    import rdflib

    if isinstance(value, BlankNode):
        return rdflib.BNode(value.label)
    if not isinstance(value, Literal):
        return rdflib.URIRef(value)
    if value.language is not None:
        return rdflib.Literal(value.text, lang=value.language)
    datatype = rdflib.URIRef(value.datatype or XSD.string)
    return rdflib.Literal(value.text, datatype=datatype, normalize=False)


def from_rdflib(node: rdflib.term.Node) -> Node:
    """Return an rdflib term as one of ours."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=IRI(str(node.datatype or XSD.string)))
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else IRI(str(node))
