"""Property paths of SHACL in the notation of SPARQL (https://www.w3.org/TR/shacl/#property-paths)."""

from __future__ import annotations

from typing import Final

from repertory.errors import RepertoryError
from repertory.rdf import n3
from repertory.rdf.terms import BlankNode, Literal, Node
from repertory.validation.shapes.shacl import SH
from repertory.validation.shapes.shapes_graph import FIRST, ShapesGraph

MAXIMUM_DEPTH: Final = 20
"""Paths inside paths; a deeper one is circular."""

SUFFIXES: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


class PathError(RepertoryError):
    """A node of a shapes graph is no property path."""


def sparql_path(graph: ShapesGraph, path: Node, depth: int = 0) -> str:
    """Write a property path in SPARQL.

    >>> sparql_path(ShapesGraph({}), SH.value)
    '<http://www.w3.org/ns/shacl#value>'

    Raises:
        PathError: when the node is no well-formed path.
    """
    if depth > MAXIMUM_DEPTH or isinstance(path, Literal):
        raise PathError(f"{n3(path)} is no property path, which a shape asks for with sh:path.")
    if not isinstance(path, BlankNode):
        return n3(path)
    if graph.values(path, FIRST):
        return "(" + "/".join(sparql_path(graph, p, depth + 1) for p in graph.items(path)) + ")"
    for value in graph.values(path, SH.inversePath):
        return f"^({sparql_path(graph, value, depth + 1)})"
    for value in graph.values(path, SH.alternativePath):
        parts = (sparql_path(graph, item, depth + 1) for item in graph.items(value))
        return "(" + "|".join(parts) + ")"
    for predicate, suffix in SUFFIXES.items():
        for value in graph.values(path, predicate):
            return f"({sparql_path(graph, value, depth + 1)}){suffix}"
    raise PathError(f"{n3(path)} is no property path, which a shape asks for with sh:path.")
