"""Check SHACL Core shapes: find suspects in the store, let pySHACL judge them and nobody else.

See `suspects` for why. pySHACL gets the shapes of the suspects, in which these are named one by one
(`sh:targetNode`) in the place of all targets, and what these shapes can see of the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from repertory.errors import RepertoryError
from repertory.rdf import Store, from_rdflib, n3, to_rdflib
from repertory.rdf.terms import IRI, Literal, Node
from repertory.rdf.vocabulary import RDF, RDFS
from repertory.validation.engine.prefilter import EVERYBODY, find_suspicions
from repertory.validation.shapes.profile import Shapes
from repertory.validation.shapes.shacl import SH
from repertory.validation.shapes.shapes_graph import CLASS, TARGET_PREDICATES, Statement
from repertory.validation.shapes.targets import target_pattern

if TYPE_CHECKING:
    import rdflib

MAXIMUM_SUSPECTS: Final = 2_000
"""Suspects of one shape that pySHACL judges, unless everything is asked for."""

ALWAYS_SEEN: Final = frozenset({RDF.type, RDFS.subClassOf})
"""Predicates that a SHACL engine follows by itself, from a node to all its classes."""

SEE_EVERYTHING: Final = frozenset({SH.closed, SH.sparql})
"""Constraints that look at predicates which they do not name."""


class Verdict(Struct, frozen=True):
    """One result as an engine gives it; *shape* is the shape that found it.

    The variables in *message* are replaced by *bindings* once it is known to be shown.
    """

    shape: Node
    component: IRI
    focus: Node
    path: Node | None = None
    value: Node | None = None
    message: str = ""
    bindings: tuple[tuple[str, Node], ...] = ()


class Suspects(Struct, frozen=True):
    """The suspects of one shape; *more* tells that there are others."""

    nodes: tuple[Node, ...]
    more: bool = False


def find_suspects(
    shapes: Shapes, store: Store, limit: int | None = MAXIMUM_SUSPECTS
) -> dict[Node, Suspects]:
    """Return the suspects of each shape that has any, at most *limit* of each."""
    found: dict[Node, Suspects] = {}
    has_components = shapes.has_components
    for root in shapes.roots:
        if shapes.core.is_deactivated(root):
            continue
        target = target_pattern(shapes.core, root)
        suspicions = EVERYBODY if has_components else find_suspicions(shapes.core, root)
        nodes = {node for suspicion in suspicions for node in _ask(store, suspicion.query(target))}
        if nodes:
            ordered = tuple(sorted(nodes, key=n3))
            found[root] = Suspects(ordered[:limit], limit is not None and len(ordered) > limit)
    return found


def _ask(store: Store, query: str) -> Iterator[Node]:
    return (solution["this"] for solution in store.select(query))


def judge(shapes: Shapes, store: Store, suspects: Mapping[Node, Suspects]) -> tuple[Verdict, ...]:
    """Let pySHACL judge the suspects; without any it is not even imported.

    Raises:
        RepertoryError: when pySHACL cannot make sense of a shape.
    """
    if not suspects:
        return ()
    import pyshacl

    graph = to_rdflib(name_focus_nodes(shapes, suspects))
    try:
        _, report, _ = pyshacl.validate(
            to_rdflib(seen(shapes, store, suspects)),
            shacl_graph=graph,
            inference="none",
            inplace=True,
            advanced=False,
            js=False,
            do_owl_imports=False,
        )
    except Exception as error:  # what it raises on a shape that makes no sense is of many kinds
        raise _unusable(error) from error
    if isinstance(report, Exception):
        raise _unusable(report)
    return tuple(dict.fromkeys(_verdicts(cast("rdflib.Graph", report))))


def _unusable(error: Exception) -> RepertoryError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    reason = reason.rstrip(".")
    return RepertoryError(f"pySHACL cannot use the shapes: {reason}. Check those of --shapes.")


def seen(shapes: Shapes, store: Store, suspects: Mapping[Node, Suspects]) -> Iterator[Statement]:
    """Yield what the shapes of the suspects can see: the statements with a predicate of theirs.

    In a big vocabulary they are few, and rdflib takes its time for each.
    """
    reached = shapes.core.reached(suspects)
    open_eyed = (p in SEE_EVERYTHING for node in reached for p in shapes.core.predicates(node))
    if shapes.has_components or any(open_eyed):
        return store.statements()
    predicates = reached | ALWAYS_SEEN
    return (statement for statement in store.statements() if statement[1] in predicates)


def name_focus_nodes(shapes: Shapes, suspects: Mapping[Node, Suspects]) -> Iterator[Statement]:
    """Yield the shapes of the suspects, with these in the place of all targets."""
    needed = set(shapes.core.nodes()) if shapes.has_components else shapes.core.reached(suspects)
    for subject, predicate, value in shapes.core:
        implicit = predicate == RDF.type and value == CLASS
        if subject in needed and predicate not in TARGET_PREDICATES and not implicit:
            yield subject, predicate, value
    for shape, named in suspects.items():
        for node in named.nodes:
            yield shape, SH.targetNode, node


def _verdicts(report: rdflib.Graph) -> Iterator[Verdict]:
    """Yield the results of a validation report that is not part of another result."""
    for result in report.objects(None, _uri(SH.result)):
        about = {
            str(predicate): from_rdflib(value)
            for predicate, value in report.predicate_objects(result)
        }
        message = about.get(SH.resultMessage)
        yield Verdict(
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
