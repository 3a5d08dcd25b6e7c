"""Find the problems of a shape file: misspelt terms, repeated parameters, cycles, bad queries.

Shapes are checked before they are run, since an invalid shape would succeed silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from repertory.model import Place, Problem
from repertory.rdf.shacl_terms import PATHS, SHAPE_LINKS, SINGLE, UNSUPPORTED
from repertory.rdf.terms import BlankNode, Literal, Node
from repertory.rdf.vocabulary import RDF, SH
from repertory.validation.shapes.shapes_graph import ShapesGraph, local_name

LINKS: Final = tuple(SH.term(name) for name in SHAPE_LINKS)
SINGLE_VALUED: Final = tuple(SH.term(name) for name in (*SINGLE, *PATHS))
NOT_RUN: Final = frozenset(SH.term(name) for name in UNSUPPORTED)
QUERIES: Final = (SH.select, SH.ask)
NOT_CODE: Final = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|#[^\n]*")
"""The IRIs, strings and comments of a SPARQL query, which may contain any word."""


def find_problems(graph: ShapesGraph, file: str) -> tuple[Problem, ...]:
    """Return all problems of the shapes of one file."""
    shapes = [node for node in graph.nodes() if is_shape(graph, node)]
    if not shapes:
        found, expected = "no shape", "shapes: nodes of type sh:NodeShape with a target"
        return (Problem(Place(file), found, expected, "Is it the right file?"),)
    texts = [
        *(*_unknown_terms(graph), *_unsupported(graph)),
        *(*_repeated(graph), *_cycles(graph, shapes), *_queries(graph)),
    ]
    if not any(graph.has_targets(shape) for shape in shapes):
        texts.append(("no target", "a shape with sh:targetClass or another target", ""))
    return tuple(Problem(Place(file), *words) for words in dict.fromkeys(texts))


def is_shape(graph: ShapesGraph, node: Node) -> bool:
    """Return whether a node is a shape (https://www.w3.org/TR/shacl/#shapes)."""
    kinds = graph.values(node, RDF.type)
    return (
        SH.NodeShape in kinds
        or SH.PropertyShape in kinds
        or graph.has_targets(node)
        or any(graph.values(node, link) for link in LINKS)
    )


Words = tuple[str, str, str]


def _unknown_terms(graph: ShapesGraph) -> Iterator[Words]:
    known = {SH.iri + name for name in SH.names}
    for subject, predicate, value in graph:
        for term in (predicate, value):
            if isinstance(term, str) and term.startswith(SH.iri) and term not in known:
                name = "sh:" + term.removeprefix(SH.iri)
                yield f"{name} in {local_name(subject)}", "a term of SHACL", "Is it misspelt?"


def _unsupported(graph: ShapesGraph) -> Iterator[Words]:
    for subject, predicate, _ in graph:
        if predicate in NOT_RUN:
            found = f"sh:{local_name(predicate)} in {local_name(subject)}"
            yield found, "SHACL Core or SHACL-SPARQL", "SHACL-AF and SHACL-JS are not supported."


def _repeated(graph: ShapesGraph) -> Iterator[Words]:
    """Yield the parameters with several values where a shape has at most one."""
    for subject in graph.nodes():
        for parameter in SINGLE_VALUED:
            values = graph.values(subject, parameter)
            if len(values) > 1:
                name = f"sh:{local_name(parameter)}"
                written = ", ".join(map(_shown, values))
                found = f"{len(values)} values of {name} in {local_name(subject)}: {written}"
                yield found, f"one value of {name}", "Keep one, or use several shapes."


def _shown(value: Node) -> str:
    if isinstance(value, BlankNode):
        return "a blank node"
    return value.text if isinstance(value, Literal) else local_name(value)


def _cycles(graph: ShapesGraph, shapes: Iterable[Node]) -> Iterator[Words]:
    """Yield the recursive shapes (https://www.w3.org/TR/shacl/#shapes-recursion)."""
    done: set[Node] = set()
    for start in shapes:
        path: list[Node] = []
        stack = [(start, False)]
        while stack:
            shape, left = stack.pop()
            if left:
                done.add(path.pop())
            elif shape in path:
                cycle = " → ".join(local_name(node) for node in [*path[path.index(shape) :], shape])
                yield f"the cycle {cycle}", "shapes that do not refer to themselves", ""
            elif shape not in done:
                path.append(shape)
                stack += [(shape, True), *((node, False) for node in graph.linked(shape))]


def _queries(graph: ShapesGraph) -> Iterator[Words]:
    """Yield the queries that call a service, or that do not select `$this`."""
    for subject, predicate, value in graph:
        if predicate not in QUERIES or not isinstance(value, Literal):
            continue
        code = NOT_CODE.sub(" ", value.text)
        if re.search(r"\bSERVICE\b", code, re.IGNORECASE):
            found = f"SERVICE in the query of {local_name(subject)}"
            yield found, "a query of this graph only", ""
        if predicate == SH.select and not re.search(r"[?$]this\b", code):
            yield f"the query of {local_name(subject)} without $this", "SELECT $this …", ""
