"""Ask once for all what SPARQL asks of each pair: whether one node leads to another over any steps.

`EXISTS { ?a (path)+ ?b }` makes an engine walk the graph for each pair anew: n concepts in one
circle cost n². Here the steps are read once, and each pair is looked up in them.
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
"""One pattern between two variables, of one path that holds no other path of any length."""


def look_up_paths(query: str, store: Store) -> tuple[str, dict[IRI, Test]]:
    """Return a query with the same solutions that asks tests of ours for its paths, and these.

    Where a variable is not bound the pattern may bind it, and so it stays.

    >>> query = "SELECT ?a { ?a <a:p> ?b FILTER NOT EXISTS { ?b <a:p>+ ?a } }"
    >>> print(look_up_paths(query, Store())[0])  # doctest: +NORMALIZE_WHITESPACE
    SELECT ?a { ?a <a:p> ?b FILTER (! IF(BOUND(?b) && BOUND(?a),
        <urn:repertory:leads:0>(?b, ?a), EXISTS { ?b <a:p>+ ?a })) }
    """
    tests: dict[IRI, Test] = {}
    prologue = found[0] if (found := PROLOGUE.match(query)) else ""

    def call(match: re.Match[str]) -> str:
        name = IRI(f"urn:repertory:leads:{len(tests)}")
        tests[name] = _leads(
            store, f"{prologue} SELECT ?start ?end {{ ?start {match['step']} ?end }}"
        )
        start, end = f"?{match['start']}", f"?{match['end']}"
        known = f"BOUND({start}) && BOUND({end})"
        no = "! " if match["negated"] else ""
        return f"({no}IF({known}, <{name}>({start}, {end}), {match['pattern']}))"

    return CLOSURE.sub(call, query), tests


def _leads(store: Store, steps: str) -> Test:
    """Return a test that reads the steps when it is first asked."""

    @cache
    def reachability() -> Reachability:
        return Reachability((step["start"], step["end"]) for step in store.select(steps))

    def leads(start: Node, end: Node) -> bool:
        return reachability().leads(start, end)

    return leads
