"""Store, sort and serialise statements: the only module that knows pyoxigraph or rdflib.

Statements are written as N-Quads text, sorted, and handed to pyoxigraph in that order, so that
every format has the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph

from repertory.terms import Literal, Quad, Term, Triple
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
    """The statements of a dataset, each once, in the order of our files: by subject, types first."""

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
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value in triples:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _rdflib_term(value)))
    return graph


def _rdflib_term(value: Term) -> rdflib.term.Node:
    import rdflib

    if not isinstance(value, Literal):
        return rdflib.URIRef(value)
    if value.language is not None:
        return rdflib.Literal(value.text, lang=value.language)
    datatype = rdflib.URIRef(value.datatype or XSD.string)
    return rdflib.Literal(value.text, datatype=datatype, normalize=False)
