"""Evaluate transitive paths of a query once for the whole graph, instead of once for each pair.

For `EXISTS { ?a (path)+ ?b }` an engine traverses the graph for each pair: n concepts in a cycle
take n² steps. Here the steps are read once, and each pair is looked up.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from repertory.rdf import Store, Test
from repertory.rdf.terms import IRI, Node
from repertory.validation.engine.reachability import Reachability
from repertory.validation.shapes.profile import PROLOGUE

CLOSURE: Final = re.compile(
    r"""
    (?P<negated>NOT\s+)?
    (?P<pattern>EXISTS\s*\{
        \s*[?$](?P<start>\w+)
        \s+(?P<step>\([^(){}?*+!]*\)|[^\s(){}?*+!|/^]+)\+
        \s+[?$](?P<end>\w+)\s*
    \})
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A pattern of two variables and one path with +, without other paths of any length in it."""


def look_up_paths(query: str, store: Store) -> tuple[str, dict[IRI, Test]]:
    """Return an equivalent query that calls functions for its paths, and these functions.

    If a variable is unbound, the original pattern is used, because it can bind the variable.

    >>> query = "SELECT ?a { ?a <a:p> ?b FILTER NOT EXISTS { ?b <a:p>+ ?a } }"
    >>> print(look_up_paths(query, Store())[0])  # doctest: +NORMALIZE_WHITESPACE
    SELECT ?a { ?a <a:p> ?b FILTER (! IF(BOUND(?b) && BOUND(?a),
        <urn:repertory:reaches:0>(?b, ?a), EXISTS { ?b <a:p>+ ?a })) }
    """
    tests: dict[IRI, Test] = {}
    prologue = found[0] if (found := PROLOGUE.match(query)) else ""

    def call(match: re.Match[str]) -> str:
        name = IRI(f"urn:repertory:reaches:{len(tests)}")
        steps = f"{prologue} SELECT ?start ?end {{ ?start {match['step']} ?end }}"
        tests[name] = _reaches(store, steps)
        start, end = f"?{match['start']}", f"?{match['end']}"
        known = f"BOUND({start}) && BOUND({end})"
        no = "! " if match["negated"] else ""
        return f"({no}IF({known}, <{name}>({start}, {end}), {match['pattern']}))"

    return CLOSURE.sub(call, query), tests


def _reaches(store: Store, steps: str) -> Test:
    """Return a function that reads the steps when it is first called."""

    @cache
    def reachability() -> Reachability:
        return Reachability((step["start"], step["end"]) for step in store.select(steps))

    def reaches(start: Node, end: Node) -> bool:
        return reachability().reaches(start, end)

    return reaches
