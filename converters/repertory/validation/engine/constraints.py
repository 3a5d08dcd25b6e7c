"""Run SPARQL constraints over a whole graph at once (https://www.w3.org/TR/shacl/#sparql-constraints)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Final, TypeAlias

from repertory.errors import RepertoryError
from repertory.rdf import ReadError, Store
from repertory.rdf.terms import BlankNode, Literal, Node
from repertory.rdf.vocabulary import SH
from repertory.validation.engine.closures import look_up_paths
from repertory.validation.engine.core import EngineResult
from repertory.validation.shapes.profile import Constraint

VARIABLE: Final = re.compile(r"\{[?$](\w+)\}")


FocusNodes: TypeAlias = Callable[[str], Collection[Node]]
"""A function that returns the focus nodes that a query selects."""


def focus_nodes(store: Store) -> FocusNodes:
    """Return a function that runs each query for focus nodes once."""

    @cache
    def select(query: str) -> Collection[Node]:
        return dict.fromkeys(solution["this"] for solution in store.select(query))

    return select


def run_constraint(
    constraint: Constraint, store: Store, focus: FocusNodes
) -> Iterator[EngineResult]:
    """Yield the results of a SPARQL constraint.

    Most have no solution, so that the focus nodes of their shapes are not needed.

    Raises:
        RepertoryError: when its query cannot be run.
    """
    try:
        for solution in store.select(*look_up_paths(constraint.query, store)):
            nodes = focus(constraint.focus)
            for node in (solution["this"],) if "this" in solution else nodes:
                if node in nodes:
                    yield _result_of(constraint, {**solution, "this": node})
    except (ReadError, RuntimeError, OSError, KeyError) as error:
        name = constraint.shape.name
        raise RepertoryError(f"the query of the shape {name!r} cannot be run: {error}") from error


def _result_of(constraint: Constraint, solution: Mapping[str, Node]) -> EngineResult:
    path = solution.get("path")
    stated = solution.get("message")
    return EngineResult(
        shape=constraint.shape.node,
        component=SH.SPARQLConstraintComponent,
        focus=solution["this"],
        path=None if isinstance(path, Literal | BlankNode) else path,
        value=solution.get("value"),
        message=stated.text if isinstance(stated, Literal) else constraint.message,
        bindings=tuple(sorted(solution.items())),
    )


def substitute(template: str, found: Mapping[str, Node], label: Callable[[Node], str]) -> str:
    """Replace the variables of a message with their values; those without a value are kept.

    >>> found = {"value": Literal("8 (f)")}
    >>> substitute("no paragraph {?value} in {$report}", found, lambda node: node.text)
    'no paragraph 8 (f) in {$report}'
    """

    def value(match: re.Match[str]) -> str:
        node = found.get(match[1])
        return match[0] if node is None else label(node)

    return VARIABLE.sub(value, template)
