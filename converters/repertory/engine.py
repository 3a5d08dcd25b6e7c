"""Store, sort and serialise statements: the only module that knows pyoxigraph or rdflib.

Statements are written as N-Quads text, sorted, and handed to pyoxigraph in that order, so that
every format has the same bytes on every machine.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
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

_QUERY_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
"""How pyoxigraph says where a query breaks the grammar."""

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
    text = value.text
    if '"' in text or "\\" in text or not text.isprintable():  # few texts need the pattern
        text = _ESCAPED.sub(lambda match: ESCAPES[match.group()], text)
    if value.language is not None:
        return f'"{text}"@{value.language}'
    if value.datatype is None or value.datatype == XSD.string:
        return f'"{text}"'
    return f'"{text}"^^<{value.datatype}>'


class Statements:
    """The statements of a dataset, each once, in file order: by subject, types first."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort *quads* and hand them to pyoxigraph as text, in an order that is ours."""
        subjects: defaultdict[IRI, set[tuple[bool, IRI, str, IRI]]] = defaultdict(set)
        kind = RDF.type
        for subject, predicate, value, graph in quads:
            subjects[subject].add((predicate != kind, predicate, _term(value), graph))
        ordered = [
            (f"<{subject}> <{predicate}> {value} .\n", graph)
            for subject in sorted(subjects)
            for _, predicate, value, graph in sorted(subjects[subject])
        ]
        self._lines = list(dict.fromkeys([line for line, _ in ordered]))
        # A third faster for not being checked: `iris` makes valid IRIs only.
        text = "".join(self._lines)
        parsed = pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
        self._triples: list[pyoxigraph.Quad] = list(parsed)
        of_line = dict(zip(self._lines, self._triples, strict=True))
        self._graphs: defaultdict[IRI, list[pyoxigraph.Quad]] = defaultdict(list)
        for line, graph in ordered:
            self._graphs[graph].append(of_line[line])

    def serialise(
        self,
        format_name: str,
        prefixes: Mapping[str, str] = PREFIXES,
        graphs: Collection[IRI] | None = None,
    ) -> bytes:
        """Write the statements, those of *graphs* if named, as one graph, in a `TRIPLE_FORMATS`."""
        chosen = TRIPLE_FORMATS[format_name]
        if graphs is None and chosen == pyoxigraph.RdfFormat.N_TRIPLES:
            return "".join(sorted(self._lines)).encode()  # canonical as `_term` writes them
        triples: Iterable[pyoxigraph.Quad] = self._triples
        if graphs is not None:
            triples = dict.fromkeys(each for name in sorted(graphs) for each in self._graphs[name])
        content = _serialise(triples, chosen, prefixes)
        if chosen == pyoxigraph.RdfFormat.N_TRIPLES:
            return b"".join(sorted(content.splitlines(keepends=True)))
        return content

    def serialise_graphs(self, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Write all statements in TriG, graph by graph: blocks of Turtle under one head."""
        parts: list[bytes] = []
        for graph in sorted(self._graphs):
            block = _serialise(self._graphs[graph], TRIPLE_FORMATS["turtle"], prefixes)
            lines = block.splitlines(keepends=True)
            head, body = lines[: len(prefixes)], lines[len(prefixes) :]
            parts = parts or head
            parts += [f"<{graph}> {{\n".encode(), *(b"\t" + line for line in body), b"}\n"]
        return b"".join(parts)

    def digest(self) -> str:
        """Return the SHA-256 of the graph in canonical form (RDFC-1.0).

        Without blank nodes the canonical form is the sorted N-Triples document
        (https://www.w3.org/TR/rdf-canon/).
        """
        import hashlib

        return hashlib.sha256(self.serialise("ntriples")).hexdigest()

    def store(self) -> Store:
        """Return all statements as one graph that can be asked."""
        return Store(self._triples)


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
        self._files = 0

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self._store)

    def load(
        self, content: bytes, format_name: str, base: str | None = None, ours: bool = False
    ) -> None:
        """Add what a file in a format of `FORMATS` states; nothing is ever fetched.

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
        self._store.extend(_parse(content, format_name, base, label))

    def _load_plain(self, content: bytes, ours: bool) -> None:
        """Add N-Triples that need none of our care, in half the time."""
        try:
            self._store.load(content, FORMATS["ntriples"], lenient=ours)
        except SyntaxError as error:
            raise ReadError(error.msg, error.lineno, error.offset) from error

    def select(self, query: str) -> Iterator[dict[str, Node]]:
        """Yield the solutions of a SELECT query, without the variables that are not bound.

        Raises:
            ReadError: when it is no query, before the first solution.
        """
        solutions = cast(pyoxigraph.QuerySolutions, self._query(query))
        names = [variable.value for variable in solutions.variables]
        return (
            {n: _node(v) for n, v in zip(names, solution, strict=True) if v is not None}
            for solution in solutions
        )

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
            triples = ((_node(t.subject), _node(t.predicate), _node(t.object)) for t in found)
            return ("subject", "predicate", "object"), triples
        names = tuple(variable.value for variable in found.variables)
        rows = (tuple([v if v is None else _node(v) for v in solution]) for solution in found)
        return names, rows

    def _query(
        self, query: str
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        try:
            return self._store.query(query)
        except SyntaxError as error:
            place = _QUERY_PLACE.match(error.msg)
            if place is None:
                raise ReadError(error.msg) from error
            raise ReadError(place[3], int(place[1]), int(place[2])) from error

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


def read(
    content: bytes, format_name: str, base: str | None = None, label: str = "b"
) -> Iterator[tuple[Node, IRI, Node]]:
    """Yield what a file states, in its order, with blank nodes named *label* and a number.

    >>> list(read(b"<a:s> <a:p> [] .", "turtle"))
    [('a:s', 'a:p', BlankNode(label='b1'))]

    Raises:
        ReadError: when the content is not in that format.
    """
    for quad in _parse(content, format_name, base, label):
        yield _node(quad.subject), IRI(quad.predicate.value), _node(quad.object)


def _parse(
    content: bytes, format_name: str, base: str | None, label: str
) -> Iterator[pyoxigraph.Quad]:
    """Yield statements as those of one graph, with our names for the blank nodes."""
    names: dict[str, pyoxigraph.BlankNode] = {}
    blank = pyoxigraph.BlankNode
    try:
        for quad in pyoxigraph.parse(content, FORMATS[format_name], base_iri=base):
            subject, value = quad.subject, quad.object
            if isinstance(value, pyoxigraph.Triple):
                raise ReadError(f"{value} is a triple term of RDF 1.2; RDF 1.1 is read")
            if isinstance(subject, blank):
                subject = names.setdefault(subject.value, blank(f"{label}{len(names) + 1}"))
            if isinstance(value, blank):
                value = names.setdefault(value.value, blank(f"{label}{len(names) + 1}"))
            yield pyoxigraph.Quad(subject, quad.predicate, value)
    except SyntaxError as error:
        raise ReadError(error.msg, error.lineno, error.offset) from error


def stream_statements(
    path: Path, format_name: str, predicates: Collection[IRI]
) -> Iterator[tuple[Node, IRI, Node]]:
    """Yield the statements of a file that have one of *predicates*, as they are read.

    Memory does not grow with the file; nothing is ever fetched.

    Raises:
        OSError: when the file cannot be opened.
        ReadError: when it is not in that format, after the statements before the place.
    """
    wanted = {pyoxigraph.NamedNode(predicate): predicate for predicate in predicates}
    try:
        for quad in pyoxigraph.parse(path=path, format=FORMATS[format_name]):
            predicate = wanted.get(quad.predicate)
            if predicate is not None and not isinstance(quad.object, pyoxigraph.Triple):
                yield _node(quad.subject), predicate, _node(quad.object)
    except SyntaxError as error:
        raise ReadError(error.msg, error.lineno, error.offset) from error


def n3(node: Node) -> str:
    """Write a node as in N-Triples, SPARQL and Turtle.

    >>> n3(IRI("a:b")), n3(BlankNode("b1")), n3(Literal("x", language="en"))
    ('<a:b>', '_:b1', '"x"@en')
    """
    return f"_:{node.label}" if isinstance(node, BlankNode) else _term(node)


def _node(term: object) -> Node:
    kind = type(term)
    if kind is pyoxigraph.NamedNode:
        return term.value  # type: ignore[attr-defined,no-any-return]
    if kind is pyoxigraph.BlankNode:
        return BlankNode(term.value)  # type: ignore[attr-defined]
    literal = cast("pyoxigraph.Literal", term)
    language = literal.language
    if language is not None:
        return Literal(literal.value, language)
    return Literal(literal.value, None, IRI(literal.datatype.value))


def _oxigraph_node(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    if isinstance(node, BlankNode):
        return pyoxigraph.BlankNode(node.label)
    if not isinstance(node, Literal):
        return pyoxigraph.NamedNode(node)
    if node.language is not None:
        return pyoxigraph.Literal(node.text, language=node.language)
    return pyoxigraph.Literal(node.text, datatype=pyoxigraph.NamedNode(node.datatype or XSD.string))


def _serialise(
    statements: Iterable[pyoxigraph.Quad],
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
    """Return statements, blank nodes and all, as one rdflib graph with our prefixes bound."""
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
    if value.datatype is None or value.datatype == XSD.string:
        return rdflib.Literal(value.text)  # as rdflib reads it, to which ^^xsd:string is another
    return rdflib.Literal(value.text, datatype=rdflib.URIRef(value.datatype), normalize=False)


def from_rdflib(node: rdflib.term.Node) -> Node:
    """Return an rdflib term as one of ours."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=IRI(str(node.datatype or XSD.string)))
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else IRI(str(node))


def graph_lines(content: bytes, format_name: str) -> dict[str, list[str]]:
    """Return each graph of a file as sorted lines of canonical N-Triples, by its name.

    Without blank nodes the lines are the canonical form of the graph (RDFC-1.0). The default graph
    has an empty name.

    >>> graph_lines(b"<a:g> { <a:s> <a:p> 1 }", "trig")
    {'a:g': ['<a:s> <a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .']}

    Raises:
        ReadError: when the content is not in that format.
    """
    found: dict[str, set[str]] = {}
    try:
        for quad in pyoxigraph.parse(content, FORMATS[format_name]):
            name = getattr(quad.graph_name, "value", "")
            parts = (_node(term) for term in (quad.subject, quad.predicate, quad.object))
            found.setdefault(name, set()).add(f"{' '.join(map(n3, parts))} .")
    except SyntaxError as error:
        raise ReadError(error.msg, error.lineno, error.offset) from error
    return {name: sorted(lines) for name, lines in sorted(found.items())}
