"""Parse RDF files of any format, without any network access."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import IO, Final, TypeAlias, cast

import pyoxigraph

from repertory.rdf.nodes import n3, node_of
from repertory.rdf.read_errors import ReadError
from repertory.rdf.terms import IRI, Node

FORMATS: Final = {
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
"""The formats of `RDF_FORMATS` in pyoxigraph."""

BLOCK: Final = 1 << 20
"""Bytes of a file that are read at a time."""

Subject: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode
Object: TypeAlias = Subject | pyoxigraph.Literal

MAXIMUM_NESTING: Final = 1000
"""Levels of nested triple terms (RDF 1.2) before parsing stops; a single one is an error too."""

_NESTING: Final = re.compile(rb"<<\(|\)>>")


def read(
    content: bytes | IO[bytes], format_name: str, base: str | None = None, label: str = "b"
) -> Iterator[tuple[Node, IRI, Node]]:
    """Yield the statements of a file in order, with blank nodes named *label* and a number.

    >>> list(read(b"<a:s> <a:p> [] .", "turtle"))
    [('a:s', 'a:p', BlankNode(label='b1'))]

    Raises:
        ReadError: when the content is not in that format.
    """
    for quad, subject, value, _ in _parsed(content, format_name, base, label):
        yield node_of(subject), cast(IRI, quad.predicate.value), node_of(value)


def parse(
    content: bytes | IO[bytes], format_name: str, base: str | None, label: str
) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements of a file as one graph, with our names for the blank nodes."""
    has_graphs = FORMATS[format_name].supports_datasets
    for quad, subject, value, is_renamed in _parsed(content, format_name, base, label):
        is_changed = has_graphs or is_renamed
        yield pyoxigraph.Quad(subject, quad.predicate, value) if is_changed else quad


def _parsed(
    content: bytes | IO[bytes], format_name: str, base: str | None, label: str
) -> Iterator[tuple[pyoxigraph.Quad, Subject, Object, bool]]:
    """Yield each statement with its subject and object, and whether one is a renamed blank node.

    Each access to a term of a statement makes a new object, so that a term is accessed once.
    """
    names: dict[str, pyoxigraph.BlankNode] = {}
    blank = pyoxigraph.BlankNode
    if isinstance(content, bytes):
        _check_nesting([content])
        if format_name == "rdfxml":
            _check_xml(content)
    try:
        for quad in pyoxigraph.parse(content, FORMATS[format_name], base_iri=base):
            subject, value, is_renamed = quad.subject, quad.object, False
            if isinstance(value, pyoxigraph.Triple):
                raise ReadError(f"{value} is a triple term of RDF 1.2; expected RDF 1.1")
            if isinstance(subject, blank):
                subject = names.setdefault(subject.value, blank(f"{label}{len(names) + 1}"))
                is_renamed = True
            if isinstance(value, blank):
                value = names.setdefault(value.value, blank(f"{label}{len(names) + 1}"))
                is_renamed = True
            yield quad, subject, value, is_renamed
    except SyntaxError as error:
        raise ReadError(error.msg, error.lineno, error.offset) from error


def stream_statements(
    opened: Callable[[], IO[bytes]], format_name: str, predicates: Collection[IRI]
) -> Iterator[tuple[Node, IRI, Node]]:
    """Yield the statements of a file with one of *predicates*, in constant memory.

    *opened* opens the file; it is called twice.

    Raises:
        ReadError: when it is not in that format, after the statements before the error.
    """
    wanted = {pyoxigraph.NamedNode(predicate): predicate for predicate in predicates}
    with opened() as file:
        if format_name == "rdfxml":
            _check_xml(file)
        else:
            _check_nesting(iter(partial(file.read, BLOCK), b""))
    try:
        with opened() as file:
            for quad in pyoxigraph.parse(file, FORMATS[format_name]):
                predicate = wanted.get(quad.predicate)
                if predicate is not None and not isinstance(quad.object, pyoxigraph.Triple):
                    yield node_of(quad.subject), predicate, node_of(quad.object)
    except SyntaxError as error:
        raise ReadError(error.msg, error.lineno, error.offset) from error


def _check_nesting(blocks: Iterable[bytes]) -> None:
    """Check the depth of nested triple terms; 20,000 levels would crash pyoxigraph."""
    depth, line, rest = 0, 1, b""
    for block in blocks:
        text = rest + block if rest else block  # a mark may be cut by the end of a block
        for mark in _NESTING.finditer(text) if depth or b"<<(" in text else ():
            depth = depth + 1 if mark[0] == b"<<(" else max(depth - 1, 0)
            if depth > MAXIMUM_NESTING:
                line += text.count(b"\n", 0, mark.start())
                raise ReadError("deeply nested triple terms of RDF 1.2; expected RDF 1.1", line)
        rest = text[-2:]
        line += text.count(b"\n", 0, len(text) - len(rest))


def _check_xml(source: bytes | IO[bytes]) -> None:
    from repertory.rdf.rdfxml_check import check_xml

    check_xml(source)


def graph_lines(content: bytes, format_name: str) -> dict[str, list[str]]:
    """Return the graphs of a file, by name, as sorted lines of canonical N-Triples.

    Without blank nodes the lines are the canonical form of the graph (RDFC-1.0). The name of the
    default graph is empty.

    >>> graph_lines(b"<a:g> { <a:s> <a:p> 1 }", "trig")
    {'a:g': ['<a:s> <a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .']}

    Raises:
        ReadError: when the content is not in that format.
    """
    found: dict[str, set[str]] = {}
    _check_nesting([content])
    try:
        for quad in pyoxigraph.parse(content, FORMATS[format_name]):
            name = getattr(quad.graph_name, "value", "")
            parts = (node_of(term) for term in (quad.subject, quad.predicate, quad.object))
            found.setdefault(name, set()).add(f"{' '.join(map(n3, parts))} .")
    except SyntaxError as error:
        raise ReadError(error.msg, error.lineno, error.offset) from error
    return {name: sorted(lines) for name, lines in sorted(found.items())}
