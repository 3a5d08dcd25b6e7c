"""The focus nodes of a shape as a SPARQL pattern (https://www.w3.org/TR/shacl/#targets)."""

from __future__ import annotations

from typing import Final

from repertory.rdf import n3
from repertory.rdf.terms import BlankNode, Node
from repertory.rdf.vocabulary import RDF, RDFS, SH
from repertory.validation.shapes.shapes_graph import ShapesGraph

INSTANCES: Final = f"?targetClass <{RDFS.subClassOf}>* {{0}} . ?this <{RDF.type}> ?targetClass"

PATTERNS: Final = {
    SH.targetClass: INSTANCES,
    SH.targetSubjectsOf: "?this {0} ?targetObject",
    SH.targetObjectsOf: "?targetSubject {0} ?this",
    SH.targetNode: "BIND({0} AS ?this)",
}


def target_pattern(graph: ShapesGraph, shape: Node) -> str:
    """Return a pattern that binds `?this` to each focus node of a shape once.

    >>> shape = SH.NodeShape
    >>> graph = ShapesGraph({"a.ttl": [(shape, SH.targetSubjectsOf, SH.path)]})
    >>> print(target_pattern(graph, shape))
    { SELECT DISTINCT ?this WHERE { { ?this <http://www.w3.org/ns/shacl#path> ?targetObject } } }
    """
    parts = [
        pattern.format(n3(value))
        for predicate, pattern in PATTERNS.items()
        for value in graph.values(shape, predicate)
        if not isinstance(value, BlankNode)
    ]
    if graph.is_class(shape) and not isinstance(shape, BlankNode):
        parts.append(INSTANCES.format(n3(shape)))
    if len(parts) == 1 and "?targetClass" in parts[0]:
        return parts[0]
    either = " UNION ".join(f"{{ {part} }}" for part in parts)
    return f"{{ SELECT DISTINCT ?this WHERE {{ {either} }} }}"
