"""Check SHACL Core shapes: find candidate nodes in the store, and let pySHACL check only these.

See `prefilter` for the reason. pySHACL gets the shapes with the candidates as their only targets
(`sh:targetNode`), and the statements of the graph that these shapes can use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from repertory.errors import RepertoryError
from repertory.rdf import Store, n3
from repertory.rdf.interchange import from_rdflib, to_rdflib
from repertory.rdf.terms import IRI, Literal, Node
from repertory.rdf.vocabulary import RDF, RDFS, SH
from repertory.validation.engine.prefilter import ALL_FOCUS_NODES, find_violation_patterns
from repertory.validation.shapes.profile import Shapes
from repertory.validation.shapes.shapes_graph import CLASS, TARGET_PREDICATES, Statement
from repertory.validation.shapes.targets import target_pattern

if TYPE_CHECKING:
    import rdflib

MAXIMUM_CANDIDATES: Final = 2_000
"""Candidates of one shape that pySHACL checks, unless all results are requested."""

ALWAYS_VISIBLE: Final = frozenset({RDF.type, RDFS.subClassOf})
"""Predicates that every SHACL engine uses, to find the classes of a node."""

NEED_ALL_STATEMENTS: Final = frozenset({SH.closed, SH.sparql})
"""Constraints that use predicates which the shape does not name."""


class EngineResult(Struct, frozen=True):
    """One result of an engine, for one shape.

    The variables in *message* are replaced with *bindings* later, if the result is kept.
    """

    shape: Node
    component: IRI
    focus: Node
    path: Node | None = None
    value: Node | None = None
    message: str = ""
    bindings: tuple[tuple[str, Node], ...] = ()


class Candidates(Struct, frozen=True):
    """The candidate nodes of one shape; *more* is whether there are others."""

    nodes: tuple[Node, ...]
    more: bool = False


def find_candidates(
    shapes: Shapes, store: Store, limit: int | None = MAXIMUM_CANDIDATES
) -> dict[Node, Candidates]:
    """Return the candidates of the shapes that have any, at most *limit* of each."""
    found: dict[Node, Candidates] = {}
    has_components = shapes.has_components

    @cache
    def is_found(query: str | None) -> bool:
        return query is None or any(True for _ in _ask(store, query))

    for root in shapes.roots:
        if shapes.core.is_deactivated(root):
            continue
        target = target_pattern(shapes.core, root)
        patterns = ALL_FOCUS_NODES if has_components else find_violation_patterns(shapes.core, root)
        queries = (p.query(target) for p in patterns if is_found(p.query_anywhere))
        nodes = {node for query in queries for node in _ask(store, query)}
        if nodes:
            ordered = tuple(sorted(nodes, key=n3))
            found[root] = Candidates(ordered[:limit], limit is not None and len(ordered) > limit)
    return found


def _ask(store: Store, query: str) -> Iterator[Node]:
    return (solution["this"] for solution in store.select(query))


def check_candidates(
    shapes: Shapes, store: Store, candidates: Mapping[Node, Candidates]
) -> tuple[EngineResult, ...]:
    """Check the candidates with pySHACL, which is not imported if there are none.

    Raises:
        RepertoryError: when pySHACL cannot use a shape.
    """
    if not candidates:
        return ()
    import pyshacl

    graph = to_rdflib(with_target_nodes(shapes, candidates))
    try:
        _, report, _ = pyshacl.validate(
            to_rdflib(visible_statements(shapes, store, candidates)),
            shacl_graph=graph,
            inference="none",
            inplace=True,
            advanced=False,
            js=False,
            do_owl_imports=False,
        )
    except Exception as error:  # pySHACL raises many kinds of exceptions for an invalid shape
        raise _unusable(error) from error
    if isinstance(report, Exception):
        raise _unusable(report)
    return tuple(dict.fromkeys(_results(cast("rdflib.Graph", report))))


def _unusable(error: Exception) -> RepertoryError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    reason = reason.rstrip(".")
    return RepertoryError(f"pySHACL cannot use the shapes: {reason}. Check those of --shapes.")


def visible_statements(
    shapes: Shapes, store: Store, candidates: Mapping[Node, Candidates]
) -> Iterator[Statement]:
    """Return the statements that the shapes can use.

    These are reached from the candidates by the predicates of the shapes, in both directions, since
    paths can be inverse. In a large graph they are few, and rdflib is slow.
    """
    reached = shapes.core.reached(candidates)
    need_all = (p in NEED_ALL_STATEMENTS for node in reached for p in shapes.core.predicates(node))
    if shapes.has_components or any(need_all):
        return store.statements()
    nodes = (node for named in candidates.values() for node in named.nodes)
    return _reached(store, nodes, {IRI(node) for node in reached if isinstance(node, str)})


def _reached(store: Store, nodes: Iterable[Node], predicates: Set[IRI]) -> Iterator[Statement]:
    """Yield each statement that is reached from *nodes* by *predicates*, and their classes."""
    found: set[Node] = set()
    waiting = list(dict.fromkeys(nodes))
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found.add(node)
        for predicate in predicates | ALWAYS_VISIBLE:
            for value in store.objects(node, predicate):
                yield node, predicate, value
                waiting.append(value)
        waiting += (each for predicate in predicates for each in store.subjects(predicate, node))


def with_target_nodes(shapes: Shapes, candidates: Mapping[Node, Candidates]) -> Iterator[Statement]:
    """Yield the shapes that have candidates, with these as their only targets."""
    needed = set(shapes.core.nodes()) if shapes.has_components else shapes.core.reached(candidates)
    for subject, predicate, value in shapes.core:
        implicit = predicate == RDF.type and value == CLASS
        if subject in needed and predicate not in TARGET_PREDICATES and not implicit:
            yield subject, predicate, value
    for shape, named in candidates.items():
        for node in named.nodes:
            yield shape, SH.targetNode, node


def _results(report: rdflib.Graph) -> Iterator[EngineResult]:
    """Yield the results of a validation report, without those nested in another result."""
    for result in report.objects(None, _uri(SH.result)):
        about = {
            str(predicate): from_rdflib(value)
            for predicate, value in report.predicate_objects(result)
        }
        message = about.get(SH.resultMessage)
        yield EngineResult(
            shape=about[SH.sourceShape],
            component=IRI(n3(about[SH.sourceConstraintComponent])[1:-1]),
            focus=about[SH.focusNode],
            path=about.get(SH.resultPath),
            value=about.get(SH.value),
            message=message.text if isinstance(message, Literal) else "",
        )


def _uri(term: IRI) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(term)
