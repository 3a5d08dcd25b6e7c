"""Property paths of SHACL in the notation of SPARQL (https://www.w3.org/TR/shacl/#property-paths)."""

from __future__ import annotations

from typing import Final

from repertory.errors import RepertoryError
from repertory.rdf import n3
from repertory.rdf.terms import BlankNode, Literal, Node
from repertory.rdf.vocabulary import RDF, SH
from repertory.validation.shapes.shapes_graph import ShapesGraph

MAXIMUM_DEPTH: Final = 20
"""Levels of nested paths; a deeper one is circular."""

SUFFIXES: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


class PathError(RepertoryError):
    """A node of a shapes graph is not a property path."""


def sparql_path(graph: ShapesGraph, path: Node, depth: int = 0) -> str:
    """Return a property path in the notation of SPARQL.

    >>> sparql_path(ShapesGraph({}), SH.value)
    '<http://www.w3.org/ns/shacl#value>'

    Raises:
        PathError: when the node is not a well-formed path.
    """
    if depth > MAXIMUM_DEPTH or isinstance(path, Literal):
        raise _invalid(path)
    if not isinstance(path, BlankNode):
        return n3(path)
    if graph.values(path, RDF.first):
        return "(" + "/".join(sparql_path(graph, p, depth + 1) for p in graph.items(path)) + ")"
    for value in graph.values(path, SH.inversePath):
        return f"^({sparql_path(graph, value, depth + 1)})"
    for value in graph.values(path, SH.alternativePath):
        parts = (sparql_path(graph, item, depth + 1) for item in graph.items(value))
        return "(" + "|".join(parts) + ")"
    for predicate, suffix in SUFFIXES.items():
        for value in graph.values(path, predicate):
            return f"({sparql_path(graph, value, depth + 1)}){suffix}"
    raise _invalid(path)


def _invalid(path: Node) -> PathError:
    return PathError(f"{n3(path)} is not a property path. Correct the value of sh:path.")
