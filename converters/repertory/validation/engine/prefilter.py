"""Find the few nodes that may break a SHACL Core shape, so that pySHACL need not look at the rest.

pySHACL walks from node to node in Python: a property shape costs it some ten microseconds a node,
its import alone more than a whole build. A store answers "which rows have no report?" for all rows
in a fraction of a millisecond. So each Core shape is turned into SELECT queries for its *suspects*:
a superset of the focus nodes that break it. Where there are none the shape holds, and pySHACL is
not even imported; where there are some, pySHACL judges them and nobody else.

The set must never be too small. A query therefore asks for what is not *surely* fine: an
expression that fails to evaluate is not fine, a datatype counts as valid only where its text is
valid beyond doubt, a class only where it is stated directly, a regular expression only where all
engines read it alike. A shape that uses anything that is not in the tables below has all its focus
nodes for suspects. A set that is too large costs time and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from repertory.rdf import n3
from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import RDF, XSD
from repertory.validation.shapes.paths import PathError, sparql_path
from repertory.validation.shapes.shacl import ANNOTATIONS, SH, TARGETS
from repertory.validation.shapes.shapes_graph import ShapesGraph

ANYTHING: Final = ""
FALSE: Final = f'"false"^^<{XSD.boolean}>'

VALID_TEXT: Final[Mapping[str, str]] = {
    XSD.string: ANYTHING,
    XSD.integer: "^[+-]?[0-9]{1,9}$",
    XSD.nonNegativeInteger: "^[0-9]{1,9}$",
    XSD.boolean: "^(true|false)$",
    XSD.date: "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$",
    XSD.gYearMonth: "^[12][0-9]{3}-(0[1-9]|1[0-2])$",
    XSD.gYear: "^[12][0-9]{3}$",
    XSD.hexBinary: "^([0-9a-fA-F]{2})*$",
    RDF.langString: ANYTHING,
}
"""Datatype -> texts that are valid in it beyond doubt; some valid ones are left out."""

NODE_KINDS: Final[Mapping[str, str]] = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNode: "isBlank({0})",
    SH.BlankNodeOrIRI: "!isLiteral({0})",
    SH.IRIOrLiteral: "!isBlank({0})",
    SH.BlankNodeOrLiteral: "!isIRI({0})",
}

PLAIN: Final = re.compile(
    r"(?:[^\\\[(]|\[[^\[\]\\&~]*\]|\((?!\?)|\(\?:|\\[dDsS.()\[\]*+?{}|/^$-])*"
)
"""Regular expressions that Python, XPath and the store read alike."""

DISPUTED_SPACES: Final = "[\x1c-\x1f]"
"""Control characters that are white space to Python and to nobody else."""

CHECKS_NOTHING: Final = frozenset(SH.term(name) for name in (*ANNOTATIONS, *TARGETS))


class NotUnderstood(Exception):
    """A shape uses something that has no query."""


class Suspicion(Struct, frozen=True):
    """A SPARQL pattern with `?this` and what must hold of its groups: who may break a shape.

    *variables* are those on the way from `?this` to the node that is looked at, in order.
    """

    where: str
    having: str = ""
    variables: tuple[str, ...] = ("this",)

    def query(self, target: str) -> str:
        """Write the query for the suspects among the focus nodes of *target*."""
        grouped = ""
        if self.having:
            names = " ".join(f"?{name}" for name in self.variables)
            grouped = f" GROUP BY {names} HAVING ({self.having})"
        where = f"{target} . {self.where}" if self.where else target
        return f"SELECT DISTINCT ?this WHERE {{ {where} }}{grouped}"

    def and_where(self, pattern: str, *variables: str, having: str = "") -> Suspicion:
        """Go on from here: add a pattern, and the variables that it leads to."""
        where = f"{self.where} . {pattern}" if self.where else pattern
        return Suspicion(where, having, (*self.variables, *variables))


EVERYBODY: Final = (Suspicion(""),)
"""All focus nodes are suspects."""


def find_suspicions(graph: ShapesGraph, shape: Node) -> tuple[Suspicion, ...]:
    """Return what makes a focus node of *shape* suspicious; any of them does.

    >>> path = (SH.NodeShape, SH.path, IRI("a:p"))
    >>> graph = ShapesGraph({"a.ttl": [path, (SH.NodeShape, SH.nodeKind, SH.IRI)]})
    >>> print(find_suspicions(graph, SH.NodeShape)[0].where)
    ?this <a:p> ?v1 . FILTER(!(COALESCE(isIRI(?v1), false)))
    """
    try:
        return tuple(_break_shape(graph, shape, Suspicion("")))
    except (NotUnderstood, PathError, RecursionError):
        return EVERYBODY


def _break_shape(graph: ShapesGraph, shape: Node, way: Suspicion) -> Iterator[Suspicion]:
    """Yield how the node at the end of *way* may break a shape, by itself or by its values."""
    if graph.is_deactivated(shape):
        return
    paths = graph.values(shape, SH.path)
    if not paths:
        yield from _break_node(graph, shape, way, AMONG_NODE)
        return
    if len(paths) > 1:
        raise NotUnderstood
    value, path = f"v{len(way.variables)}", sparql_path(graph, paths[0])
    if set("*?") & set(path):  # a path without a step: SPARQL joins it with nodes of the graph only
        raise NotUnderstood
    step = f"?{way.variables[-1]} {path} ?{value}"
    for predicate in graph.predicates(shape):
        for parameter in graph.values(shape, predicate) if predicate in AMONG_VALUES else ():
            yield from AMONG_VALUES[predicate](parameter, way, step)
    yield from _break_node(graph, shape, way.and_where(step, value), AMONG_VALUES)


def _break_node(
    graph: ShapesGraph, shape: Node, way: Suspicion, done: Collection[IRI]
) -> Iterator[Suspicion]:
    """Yield how the node at the end of *way* may break what a shape asks of each single node."""
    fine: list[str] = []
    for predicate in graph.predicates(shape):
        if predicate in done or predicate in CHECKS_NOTHING or not predicate.startswith(SH.iri):
            continue
        if predicate in FINE:
            fine += _fine(graph, shape, predicate, f"?{way.variables[-1]}")
        elif predicate in LINKS:
            for value in graph.values(shape, predicate):
                for member in LINKS[predicate](graph, value):
                    yield from _break_shape(graph, member, way)
        elif predicate == SH.closed:
            yield from _break_closed(graph, shape, way)
        else:
            raise NotUnderstood
    if done is AMONG_NODE:
        given = graph.values(shape, SH.hasValue)
        fine += [f"sameTerm(?{way.variables[-1]}, {_constant(value)})" for value in given]
    if fine:
        yield way.and_where(f"FILTER(!({' && '.join(fine)}))")


def _break_closed(graph: ShapesGraph, shape: Node, way: Suspicion) -> Iterator[Suspicion]:
    """Yield which predicates a closed shape does not know."""
    if all(n3(value) == FALSE for value in graph.values(shape, SH.closed)):
        return
    known = [p for held in graph.values(shape, SH.property) for p in graph.values(held, SH.path)]
    for ignored in graph.values(shape, SH.ignoredProperties):
        known += graph.items(ignored)
    names = ", ".join(sorted({n3(node) for node in known if isinstance(node, str)}))
    unknown = f"FILTER(?predicate NOT IN ({names}))" if names else ""
    yield way.and_where(f"?{way.variables[-1]} ?predicate ?object {unknown}")


# ── What is surely fine about one node, as an expression ─────────────────────────────────────────


def _fine(graph: ShapesGraph, shape: Node, predicate: IRI, node: str) -> list[str]:
    """Return expressions that are true only if *node*, a variable, surely meets a check."""
    values = graph.values(shape, predicate)
    return [f"COALESCE({FINE[predicate](graph, shape, value, node)}, false)" for value in values]


def _fine_datatype(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    if not isinstance(value, str) or value not in VALID_TEXT:
        return "false"
    typed = f"DATATYPE({node}) = {n3(value)}"
    pattern = VALID_TEXT[value]
    return typed if pattern == ANYTHING else f"({typed} && {_matches(node, pattern)})"


def _fine_kind(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    test = NODE_KINDS.get(value) if isinstance(value, str) else None
    return test.format(node) if test else "false"


def _fine_class(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    return f"EXISTS {{ {node} <{RDF.type}> {_constant(value)} }}"


def _fine_pattern(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    flags = {getattr(flag, "text", "") for flag in graph.values(shape, SH.flags)}
    if not isinstance(value, Literal) or flags - {"i"} or not PLAIN.fullmatch(value.text):
        return "false"
    matches = _matches(node, value.text, "".join(flags))
    if re.search(r"\\[sS]", value.text):
        return f"({matches} && !{_matches(node, DISPUTED_SPACES)})"
    return matches


def _matches(node: str, pattern: str, flags: str = "") -> str:
    return f'REGEX(STR({node}), {n3(Literal(pattern))}, "{flags}")'


def _fine_member(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    members = [f"sameTerm({node}, {_constant(item)})" for item in graph.items(value)]
    return f"({' || '.join(members)})" if members else "false"


def _fine_language(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    ranges = [item.text for item in graph.items(value) if isinstance(item, Literal)]
    simple = [text.lower() for text in ranges if re.fullmatch("[A-Za-z0-9]+", text)]
    matches = [f'LCASE(LANG({node})) = "{text}"' for text in simple]
    return f"({' || '.join(matches)})" if matches else "false"


def _fine_length(comparison: str) -> Fine:
    def fine(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
        return f"STRLEN(STR({node})) {comparison} {_number(value)}"

    return fine


def _fine_number(comparison: str) -> Fine:
    def fine(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
        if not isinstance(value, Literal) or value.datatype != XSD.integer:
            return "false"
        valid = _fine_datatype(graph, shape, XSD.integer, node)
        return f"({valid} && {node} {comparison} {_number(value)})"

    return fine


def _fine_either(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    """Say that one of several shapes holds, each of which asks something of a single node."""
    choices = []
    for member in graph.items(value):
        asked = [p for p in graph.predicates(member) if p.startswith(SH.iri)]
        checks = [p for p in asked if p not in CHECKS_NOTHING]
        if graph.values(member, SH.path) or not set(checks) <= set(FINE):
            raise NotUnderstood
        fine = [text for predicate in checks for text in _fine(graph, member, predicate, node)]
        choices.append(f"({' && '.join(fine)})" if fine else "true")
    return f"({' || '.join(choices)})" if choices else "false"


Fine: TypeAlias = Callable[[ShapesGraph, Node, Node, str], str]

FINE: Final[Mapping[IRI, Fine]] = {
    SH.datatype: _fine_datatype,
    SH.nodeKind: _fine_kind,
    SH.term("class"): _fine_class,
    SH.pattern: _fine_pattern,
    SH.term("in"): _fine_member,
    SH.languageIn: _fine_language,
    SH.minLength: _fine_length(">="),
    SH.maxLength: _fine_length("<="),
    SH.minInclusive: _fine_number(">="),
    SH.maxInclusive: _fine_number("<="),
    SH.minExclusive: _fine_number(">"),
    SH.maxExclusive: _fine_number("<"),
    SH.term("or"): _fine_either,
}
"""Check of a single node -> an expression that is true only where the check surely succeeds."""

LINKS: Final[Mapping[IRI, Callable[[ShapesGraph, Node], tuple[Node, ...]]]] = {
    SH.property: lambda graph, value: (value,),
    SH.node: lambda graph, value: (value,),
    SH.term("and"): lambda graph, value: graph.items(value),
}
"""Predicates that lead to shapes which must all hold -> those shapes."""


# ── What may be wrong with the values of a node together ─────────────────────────────────────────


def _too_few(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    least = _number(parameter)
    if least > 0:
        yield way.and_where(f"OPTIONAL {{ {step} }} FILTER(!BOUND({_end(step)}))")
    if least > 1:
        yield way.and_where(step, having=f"COUNT(DISTINCT {_end(step)}) < {least}")


def _too_many(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    most = _number(parameter)
    if most == 0:
        yield way.and_where(step)
    else:
        yield way.and_where(step, having=f"COUNT({_end(step)}) > {most}")


def _lacks(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    wanted = step.removesuffix(_end(step)) + _constant(parameter)
    yield way.and_where(f"FILTER NOT EXISTS {{ {wanted} }}")


def _repeats_language(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    if n3(parameter) != FALSE:
        language = f"BIND(LCASE(LANG({_end(step)})) AS ?language) FILTER(?language != '')"
        yield way.and_where(f"{step} . {language}", "language", having="COUNT(*) > 1")


def _leave(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    """Leave a parameter to the check that it belongs to."""
    return iter(())


def _too_few_qualified(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    if _number(parameter) > 0:
        raise NotUnderstood
    return iter(())


def _shares(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    yield way.and_where(f"{step} . ?{way.variables[-1]} {_constant(parameter)} {_end(step)}")


def _differs(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    start, end = f"?{way.variables[-1]}", _end(step)
    same = f"{start} {_constant(parameter)} {end}"
    yield way.and_where(f"{step} FILTER NOT EXISTS {{ {same} }}")
    yield way.and_where(f"{same} FILTER NOT EXISTS {{ {step} }}")


def _not_less(parameter: Node, way: Suspicion, step: str) -> Iterator[Suspicion]:
    this, end = _end(step), "?bound"
    valid = [f"DATATYPE({node}) = <{XSD.integer}>" for node in (this, end)]
    valid += [_matches(node, VALID_TEXT[XSD.integer]) for node in (this, end)]
    fine = " && ".join([*valid, f"{this} < {end}"])
    other = f"?{way.variables[-1]} {_constant(parameter)} {end}"
    yield way.and_where(f"{step} . {other} FILTER(!COALESCE({fine}, false))")


Among: TypeAlias = Callable[[Node, Suspicion, str], Iterator[Suspicion]]

AMONG_NODE: Final[Collection[IRI]] = (SH.hasValue,)
"""Checks that a node shape makes of its focus node and a property shape of all values together."""

AMONG_VALUES: Final[Mapping[IRI, Among]] = {
    SH.minCount: _too_few,
    SH.maxCount: _too_many,
    SH.hasValue: _lacks,
    SH.uniqueLang: _repeats_language,
    SH.equals: _differs,
    SH.lessThan: _not_less,
    SH.disjoint: _shares,
    SH.qualifiedMaxCount: _too_many,
    SH.qualifiedMinCount: _too_few_qualified,
    SH.qualifiedValueShape: _leave,
    SH.qualifiedValueShapesDisjoint: _leave,
}
"""Check of all values of a property together -> how they may break it."""


def _end(step: str) -> str:
    return step.rpartition(" ")[2]


def _number(parameter: Node) -> int:
    if not isinstance(parameter, Literal) or not re.fullmatch("[0-9]{1,9}", parameter.text):
        raise NotUnderstood
    return int(parameter.text)


def _constant(node: Node) -> str:
    """Write an IRI or a literal of the shapes graph; a blank node of it is nowhere in the data."""
    if isinstance(node, BlankNode):
        raise NotUnderstood
    return n3(node)
