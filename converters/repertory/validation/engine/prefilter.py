"""Find the few nodes that may violate a SHACL Core shape, so that pySHACL only checks these.

pySHACL visits each node in Python: a property shape takes about ten microseconds a node, and its
import takes longer than a whole build. A store answers "which rows have no report?" for all rows in
a fraction of a millisecond. Each Core shape is therefore converted to SELECT queries for its
*candidates*: a superset of the focus nodes that violate it. If there are none, the shape holds and
pySHACL is not imported; otherwise pySHACL checks only the candidates.

The set must never be too small. A query therefore selects the nodes that do not *certainly* pass:
an expression that fails to evaluate does not pass, a datatype passes only if its text is valid
without doubt, a class only if it is stated directly, a regular expression only if all engines
interpret it alike. If a shape uses anything that is not in the tables below, all its focus nodes
are candidates. A set that is too large only takes more time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from repertory.rdf import n3
from repertory.rdf.terms import IRI, Node
from repertory.rdf.vocabulary import SH, XSD
from repertory.validation.engine.node_checks import (
    CHECKS_NOTHING,
    PASSES,
    VALID_TEXT,
    UnsupportedCheck,
    constant,
    matches,
    node_passes,
    number_of,
)
from repertory.validation.shapes.paths import PathError, sparql_path
from repertory.validation.shapes.shapes_graph import ShapesGraph

FALSE: Final = f'"false"^^<{XSD.boolean}>'


class ViolationPattern(Struct, frozen=True):
    """A SPARQL pattern for nodes, `?this`, that may violate a shape; *having* is about groups.

    *variables* are those from `?this` to the checked node, in order.
    """

    where: str
    having: str = ""
    variables: tuple[str, ...] = ("this",)

    def query(self, target: str) -> str:
        """Return the query for the candidates among the focus nodes of *target*."""
        where = f"{target} . {self.where}" if self.where else target
        return f"SELECT DISTINCT ?this WHERE {{ {where} }}{self._grouped}"

    @property
    def query_anywhere(self) -> str | None:
        """The query for one node anywhere, which is fast and shared, if no target is needed."""
        if not self.where.startswith("?this "):
            return None
        return f"SELECT ?this WHERE {{ {self.where} }}{self._grouped} LIMIT 1"

    @property
    def _grouped(self) -> str:
        if not self.having:
            return ""
        names = " ".join(f"?{name}" for name in self.variables)
        return f" GROUP BY {names} HAVING ({self.having})"

    def and_where(self, pattern: str, *variables: str, having: str = "") -> ViolationPattern:
        """Return a pattern extended by another pattern and its new variables."""
        where = f"{self.where} . {pattern}" if self.where else pattern
        return ViolationPattern(where, having, (*self.variables, *variables))


ALL_FOCUS_NODES: Final = (ViolationPattern(""),)
"""All focus nodes are candidates."""


def find_violation_patterns(graph: ShapesGraph, shape: Node) -> tuple[ViolationPattern, ...]:
    """Return patterns for the focus nodes of *shape* that may violate it.

    >>> path = (SH.NodeShape, SH.path, IRI("a:p"))
    >>> graph = ShapesGraph({"a.ttl": [path, (SH.NodeShape, SH.nodeKind, SH.IRI)]})
    >>> print(find_violation_patterns(graph, SH.NodeShape)[0].where)
    ?this <a:p> ?v1 . FILTER(!(COALESCE(isIRI(?v1), false)))
    """
    try:
        return tuple(_shape_patterns(graph, shape, ViolationPattern("")))
    except (UnsupportedCheck, PathError, RecursionError):
        return ALL_FOCUS_NODES


def _shape_patterns(
    graph: ShapesGraph, shape: Node, pattern: ViolationPattern
) -> Iterator[ViolationPattern]:
    """Yield the ways in which the last node of *pattern* may violate a shape."""
    if graph.is_deactivated(shape):
        return
    paths = graph.values(shape, SH.path)
    if not paths:
        yield from _node_patterns(graph, shape, pattern, FOCUS_NODE_CHECKS)
        return
    if len(paths) > 1:
        raise UnsupportedCheck
    value, path = f"v{len(pattern.variables)}", sparql_path(graph, paths[0])
    if set("*?") & set(path):  # SPARQL matches paths of length zero only for nodes of the graph
        raise UnsupportedCheck
    step = f"?{pattern.variables[-1]} {path} ?{value}"
    for predicate in graph.predicates(shape):
        for parameter in graph.values(shape, predicate) if predicate in VALUE_SET_CHECKS else ():
            yield from VALUE_SET_CHECKS[predicate](parameter, pattern, step)
    yield from _node_patterns(graph, shape, pattern.and_where(step, value), VALUE_SET_CHECKS)


def _node_patterns(
    graph: ShapesGraph, shape: Node, pattern: ViolationPattern, done: Collection[IRI]
) -> Iterator[ViolationPattern]:
    """Yield the ways in which the last node of *pattern* may violate the checks of single nodes."""
    passes: list[str] = []
    for predicate in graph.predicates(shape):
        if predicate in done or predicate in CHECKS_NOTHING or not predicate.startswith(SH.iri):
            continue
        if predicate in PASSES:
            passes += node_passes(graph, shape, predicate, f"?{pattern.variables[-1]}")
        elif predicate in LINKS:
            for value in graph.values(shape, predicate):
                for member in LINKS[predicate](graph, value):
                    yield from _shape_patterns(graph, member, pattern)
        elif predicate == SH.closed:
            yield from _closed_patterns(graph, shape, pattern)
        else:
            raise UnsupportedCheck
    if done is FOCUS_NODE_CHECKS:
        given = graph.values(shape, SH.hasValue)
        passes += [f"sameTerm(?{pattern.variables[-1]}, {constant(value)})" for value in given]
    if passes:
        yield pattern.and_where(f"FILTER(!({' && '.join(passes)}))")


def _closed_patterns(
    graph: ShapesGraph, shape: Node, pattern: ViolationPattern
) -> Iterator[ViolationPattern]:
    """Yield a pattern for predicates that a closed shape does not allow."""
    if all(n3(value) == FALSE for value in graph.values(shape, SH.closed)):
        return
    known = [p for held in graph.values(shape, SH.property) for p in graph.values(held, SH.path)]
    for ignored in graph.values(shape, SH.ignoredProperties):
        known += graph.items(ignored)
    names = ", ".join(sorted({n3(node) for node in known if isinstance(node, str)}))
    unknown = f"FILTER(?predicate NOT IN ({names}))" if names else ""
    yield pattern.and_where(f"?{pattern.variables[-1]} ?predicate ?object {unknown}")


LINKS: Final[Mapping[IRI, Callable[[ShapesGraph, Node], tuple[Node, ...]]]] = {
    SH.property: lambda graph, value: (value,),
    SH.node: lambda graph, value: (value,),
    SH.term("and"): lambda graph, value: graph.items(value),
}
"""Predicate of a link to shapes that must all hold -> a function that returns these shapes."""


# ── Checks of all values of a node together ──────────────────────────────────────────────────────


def _too_few(parameter: Node, pattern: ViolationPattern, step: str) -> Iterator[ViolationPattern]:
    least = number_of(parameter)
    if least > 0:
        yield pattern.and_where(f"FILTER NOT EXISTS {{ {step} }}")
    if least > 1:
        yield pattern.and_where(step, having=f"COUNT(DISTINCT {_end(step)}) < {least}")


def _too_many(parameter: Node, pattern: ViolationPattern, step: str) -> Iterator[ViolationPattern]:
    most = number_of(parameter)
    if most == 0:
        yield pattern.and_where(step)
    else:
        yield pattern.and_where(step, having=f"COUNT({_end(step)}) > {most}")


def _has_not(parameter: Node, pattern: ViolationPattern, step: str) -> Iterator[ViolationPattern]:
    wanted = step.removesuffix(_end(step)) + constant(parameter)
    yield pattern.and_where(f"FILTER NOT EXISTS {{ {wanted} }}")


def _repeats_language(
    parameter: Node, pattern: ViolationPattern, step: str
) -> Iterator[ViolationPattern]:
    if n3(parameter) != FALSE:
        language = f"BIND(LCASE(LANG({_end(step)})) AS ?language) FILTER(?language != '')"
        yield pattern.and_where(f"{step} . {language}", "language", having="COUNT(*) > 1")


def _ignore(parameter: Node, pattern: ViolationPattern, step: str) -> Iterator[ViolationPattern]:
    """Ignore a parameter, which belongs to another check."""
    return iter(())


def _too_few_qualified(
    parameter: Node, pattern: ViolationPattern, step: str
) -> Iterator[ViolationPattern]:
    if number_of(parameter) > 0:
        raise UnsupportedCheck
    return iter(())


def _not_disjoint(
    parameter: Node, pattern: ViolationPattern, step: str
) -> Iterator[ViolationPattern]:
    yield pattern.and_where(f"{step} . ?{pattern.variables[-1]} {constant(parameter)} {_end(step)}")


def _not_equal(parameter: Node, pattern: ViolationPattern, step: str) -> Iterator[ViolationPattern]:
    start, end = f"?{pattern.variables[-1]}", _end(step)
    same = f"{start} {constant(parameter)} {end}"
    yield pattern.and_where(f"{step} FILTER NOT EXISTS {{ {same} }}")
    yield pattern.and_where(f"{same} FILTER NOT EXISTS {{ {step} }}")


def _not_less(parameter: Node, pattern: ViolationPattern, step: str) -> Iterator[ViolationPattern]:
    this, end = _end(step), "?bound"
    valid = [f"DATATYPE({node}) = <{XSD.integer}>" for node in (this, end)]
    valid += [matches(node, VALID_TEXT[XSD.integer]) for node in (this, end)]
    passes = " && ".join([*valid, f"{this} < {end}"])
    other = f"?{pattern.variables[-1]} {constant(parameter)} {end}"
    yield pattern.and_where(f"{step} . {other} FILTER(!COALESCE({passes}, false))")


ValueSetCheck: TypeAlias = Callable[[Node, ViolationPattern, str], Iterator[ViolationPattern]]

FOCUS_NODE_CHECKS: Final[Collection[IRI]] = (SH.hasValue,)
"""Checks of all values together that in a node shape are about the focus node."""

VALUE_SET_CHECKS: Final[Mapping[IRI, ValueSetCheck]] = {
    SH.minCount: _too_few,
    SH.maxCount: _too_many,
    SH.hasValue: _has_not,
    SH.uniqueLang: _repeats_language,
    SH.equals: _not_equal,
    SH.lessThan: _not_less,
    SH.disjoint: _not_disjoint,
    SH.qualifiedMaxCount: _too_many,
    SH.qualifiedMinCount: _too_few_qualified,
    SH.qualifiedValueShape: _ignore,
    SH.qualifiedValueShapesDisjoint: _ignore,
}
"""Check of all values of a property together -> a function that yields its patterns."""


def _end(step: str) -> str:
    return step.rpartition(" ")[2]
