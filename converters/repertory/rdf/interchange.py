"""Convert statements to rdflib and terms back; rdflib is imported only when it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    import rdflib


def to_rdflib(statements: Iterable[tuple[Node, IRI, Node]]) -> rdflib.Graph:
    """Return statements as one rdflib graph with our prefixes bound."""
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
        return rdflib.Literal(value.text)  # in rdflib it differs from one with ^^xsd:string
    return rdflib.Literal(value.text, datatype=rdflib.URIRef(value.datatype), normalize=False)


def from_rdflib(node: rdflib.term.Node) -> Node:
    """Return our node for an rdflib term."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=IRI(str(node.datatype or XSD.string)))
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else IRI(str(node))
