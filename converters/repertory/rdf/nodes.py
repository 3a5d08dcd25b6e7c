"""Write nodes as text, and convert them to pyoxigraph and back."""

from __future__ import annotations

import re
from typing import Any, Final

import pyoxigraph

from repertory.rdf.read_errors import ReadError
from repertory.rdf.terms import IRI, BlankNode, Literal, Node, Term
from repertory.rdf.vocabulary import XSD

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

_NAMED, _LITERAL, _BLANK = pyoxigraph.NamedNode, pyoxigraph.Literal, pyoxigraph.BlankNode
"""The classes of terms, as names of this module because their lookup is faster."""

_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')


def write_term(value: Term) -> str:
    """Return an IRI or a literal as canonical N-Triples."""
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


def n3(node: Node) -> str:
    """Return a node as N-Triples, which is also SPARQL and Turtle.

    >>> n3(IRI("a:b")), n3(BlankNode("b1")), n3(Literal("x", language="en"))
    ('<a:b>', '_:b1', '"x"@en')
    """
    return f"_:{node.label}" if isinstance(node, BlankNode) else write_term(node)


def node_of(term: Any) -> Node:
    """Return our node for a term of pyoxigraph; fast, since long answers have a million terms.

    Raises:
        ReadError: when it is a triple term of RDF 1.2.
    """
    kind = type(term)
    if kind is _NAMED:
        iri: IRI = term.value
        return iri
    if kind is _LITERAL:
        language: str | None = term.language
        datatype: IRI | None = None if language is not None else term.datatype.value
        return tuple.__new__(Literal, (term.value, language, datatype))  # twice as fast
    if kind is _BLANK:
        return BlankNode(term.value)
    raise ReadError(f"{term} is a triple term of RDF 1.2; expected RDF 1.1")


def oxigraph_node(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    """Return the node of pyoxigraph for one of ours."""
    if isinstance(node, BlankNode):
        return pyoxigraph.BlankNode(node.label)
    if not isinstance(node, Literal):
        return pyoxigraph.NamedNode(node)
    if node.language is not None:
        return pyoxigraph.Literal(node.text, language=node.language)
    return pyoxigraph.Literal(node.text, datatype=pyoxigraph.NamedNode(node.datatype or XSD.string))
