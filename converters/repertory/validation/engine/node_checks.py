"""Checks of one node as SPARQL expressions, which are true only if it certainly passes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from repertory.rdf import n3
from repertory.rdf.shacl_terms import ANNOTATIONS, TARGETS
from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import RDF, SH, XSD
from repertory.validation.shapes.paths import sparql_path
from repertory.validation.shapes.shapes_graph import ShapesGraph

ANYTHING: Final = ""
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
"""Datatype -> texts that are certainly valid; some other valid ones are not included."""

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
"""Regular expressions that Python, XPath and the store interpret alike."""

PYTHON_SPACES: Final = "[\x1c-\x1f]"
"""Control characters that are white space only in Python."""

CHECKS_NOTHING: Final = frozenset(SH.term(name) for name in (*ANNOTATIONS, *TARGETS))


class UnsupportedCheck(Exception):
    """A shape uses a check that has no query."""


def node_passes(graph: ShapesGraph, shape: Node, predicate: IRI, node: str) -> list[str]:
    """Return expressions that are true only if *node*, a variable, certainly passes a check."""
    values = graph.values(shape, predicate)
    return [f"COALESCE({PASSES[predicate](graph, shape, value, node)}, false)" for value in values]


def _passes_datatype(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    if not isinstance(value, str) or value not in VALID_TEXT:
        return "false"
    typed = f"DATATYPE({node}) = {n3(value)}"
    pattern = VALID_TEXT[value]
    return typed if pattern == ANYTHING else f"({typed} && {matches(node, pattern)})"


def _passes_kind(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    test = NODE_KINDS.get(value) if isinstance(value, str) else None
    return test.format(node) if test else "false"


def _passes_class(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    return f"EXISTS {{ {node} <{RDF.type}> {constant(value)} }}"


def _passes_pattern(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    flags = {getattr(flag, "text", "") for flag in graph.values(shape, SH.flags)}
    if not isinstance(value, Literal) or flags - {"i"} or not PLAIN.fullmatch(value.text):
        return "false"
    found = matches(node, value.text, "".join(flags))
    if re.search(r"\\[sS]", value.text):
        return f"({found} && !{matches(node, PYTHON_SPACES)})"
    return found


def matches(node: str, pattern: str, flags: str = "") -> str:
    """Return an expression for a node whose text a regular expression matches."""
    return f'REGEX(STR({node}), {n3(Literal(pattern))}, "{flags}")'


def _passes_member(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    members = [f"sameTerm({node}, {constant(item)})" for item in graph.items(value)]
    return f"({' || '.join(members)})" if members else "false"


def _passes_language(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    ranges = [item.text for item in graph.items(value) if isinstance(item, Literal)]
    simple = [text.lower() for text in ranges if re.fullmatch("[A-Za-z0-9]+", text)]
    matches = [f'LCASE(LANG({node})) = "{text}"' for text in simple]
    return f"({' || '.join(matches)})" if matches else "false"


def _passes_length(comparison: str) -> Passes:
    def passes(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
        return f"STRLEN(STR({node})) {comparison} {number_of(value)}"

    return passes


def _passes_number(comparison: str) -> Passes:
    def passes(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
        if not isinstance(value, Literal) or value.datatype != XSD.integer:
            return "false"
        valid = _passes_datatype(graph, shape, XSD.integer, node)
        return f"({valid} && {node} {comparison} {number_of(value)})"

    return passes


def _passes_either(graph: ShapesGraph, shape: Node, value: Node, node: str) -> str:
    """Return an expression for a choice of shapes that check a single node, or need a value."""
    choices = []
    for member in graph.items(value):
        asked = [p for p in graph.predicates(member) if p.startswith(SH.iri)]
        checks = [p for p in asked if p not in CHECKS_NOTHING]
        if paths := graph.values(member, SH.path):
            choices.append(_has_value(graph, member, paths, checks, node))
            continue
        if not set(checks) <= set(PASSES):
            raise UnsupportedCheck
        passes = [
            text for predicate in checks for text in node_passes(graph, member, predicate, node)
        ]
        choices.append(f"({' && '.join(passes)})" if passes else "true")
    return f"({' || '.join(choices)})" if choices else "false"


def _has_value(
    graph: ShapesGraph, shape: Node, paths: Sequence[Node], checks: Sequence[IRI], node: str
) -> str:
    """Return an expression for a property shape that needs a value, and checks nothing else."""
    needed = graph.values(shape, SH.minCount)
    only = {*checks} - {SH.path} == {SH.minCount}
    if not only or len(paths) != 1 or len(needed) != 1 or number_of(needed[0]) != 1:
        raise UnsupportedCheck
    path = sparql_path(graph, paths[0])
    if set("*?") & set(path):  # SPARQL matches paths of length zero only for nodes of the graph
        raise UnsupportedCheck
    return f"COALESCE(EXISTS {{ {node} {path} ?any }}, false)"


Passes: TypeAlias = Callable[[ShapesGraph, Node, Node, str], str]

PASSES: Final[Mapping[IRI, Passes]] = {
    SH.datatype: _passes_datatype,
    SH.nodeKind: _passes_kind,
    SH.term("class"): _passes_class,
    SH.pattern: _passes_pattern,
    SH.term("in"): _passes_member,
    SH.languageIn: _passes_language,
    SH.minLength: _passes_length(">="),
    SH.maxLength: _passes_length("<="),
    SH.minInclusive: _passes_number(">="),
    SH.maxInclusive: _passes_number("<="),
    SH.minExclusive: _passes_number(">"),
    SH.maxExclusive: _passes_number("<"),
    SH.term("or"): _passes_either,
}
"""Check of a single node -> a function that returns its expression."""


def number_of(parameter: Node) -> int:
    """Return a whole number that is a parameter of a shape.

    Raises:
        UnsupportedCheck: when it is none.
    """
    if not isinstance(parameter, Literal) or not re.fullmatch("[0-9]{1,9}", parameter.text):
        raise UnsupportedCheck
    return int(parameter.text)


def constant(node: Node) -> str:
    """Return an IRI or a literal as SPARQL; a blank node of a shape is never in the data."""
    if isinstance(node, BlankNode):
        raise UnsupportedCheck
    return n3(node)
