"""Transitive paths are looked up, with the same results as the query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repertory.rdf import Store, n3
from repertory.rdf.terms import IRI, Node
from repertory.rdf.vocabulary import SKOS
from repertory.validation.engine import reachability
from repertory.validation.engine.closures import look_up_paths
from repertory.validation.engine.reachability import Reachability
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name

SKOS_SHAPES = load_shapes("skos")

QUERIES = (
    "SELECT * { ?x <a:p> ?y FILTER EXISTS { ?y (<a:p>)+ ?x } }",
    "SELECT * { ?x <a:p> ?y FILTER NOT EXISTS { ?y <a:p>+ ?x } }",
    "SELECT * { ?x <a:p> ?y FILTER(!EXISTS { $x ( <a:q> | ^<a:r> )+ $y }) }",
    "PREFIX a: <a:> SELECT * { ?x a:p ?y FILTER exists{ ?x (a:p/a:q)+ ?y } }",
    "SELECT * { ?x <a:p>|<a:q> ?y BIND(IF(EXISTS { ?x <a:r>+ ?y }, 1, 0) AS ?above) }",
    "SELECT * { ?x <a:p> ?y OPTIONAL { ?y <a:q> ?z } FILTER EXISTS { ?x (<a:p>|<a:r>)+ ?z } }",
    "SELECT * { ?x <a:p> ?y FILTER(EXISTS { ?x <a:q>+ ?y } || NOT EXISTS { ?y <a:r>+ ?x }) }",
)
"""Queries with one or more patterns to look up; one leaves a variable without a value."""

UNCHANGED = (
    "SELECT * { ?x <a:p> ?y FILTER EXISTS { ?x <a:p>* ?y } }",
    "SELECT * { ?x <a:p> ?y FILTER EXISTS { ?x (<a:p>?/<a:q>)+ ?y } }",
    "SELECT * { ?x <a:p> ?y FILTER EXISTS { ?x ^<a:p>|<a:q>+ ?y } }",
    "SELECT * { ?x <a:p> ?y FILTER EXISTS { ?x <a:p>+ ?y . ?y <a:q> ?z } }",
    "SELECT * { ?x <a:p>+ ?y }",
)

terms = st.sampled_from(["<a:1>", "<a:2>", "<a:3>", "_:b", '"1"', "1"])
statements = st.builds(
    "{0} {1} {2} .".format,
    st.sampled_from(["<a:1>", "<a:2>", "<a:3>", "_:b"]),
    st.sampled_from(["<a:p>", "<a:q>", "<a:r>"]),
    terms,
)
nodes = st.sampled_from([IRI(f"a:{number}") for number in range(6)])


def solutions(store: Store, query: str, looked_up: bool) -> list[list[tuple[str, str]]]:
    asked = store.select(*look_up_paths(query, store)) if looked_up else store.select(query)
    return sorted(sorted((name, n3(node)) for name, node in row.items()) for row in asked)


@pytest.mark.parametrize("query", QUERIES)
@given(lines=st.lists(statements, max_size=12))
def test_the_solutions_are_those_of_the_query(query: str, lines: list[str]) -> None:
    store = Store()
    store.load("\n".join(lines).encode(), "turtle")
    assert look_up_paths(query, store)[1]
    assert solutions(store, query, True) == solutions(store, query, False)


@pytest.mark.parametrize("query", UNCHANGED)
def test_other_patterns_are_unchanged(query: str) -> None:
    assert look_up_paths(query, Store()) == (query, {})


@given(st.lists(st.tuples(nodes, nodes), max_size=12))
def test_reachability_is_the_transitive_closure(steps: list[tuple[IRI, IRI]]) -> None:
    closure = set(steps)
    while more := {(a, d) for a, b in closure for c, d in closure if b == c} - closure:
        closure |= more
    reachability = Reachability(steps)
    every = {node for step in steps for node in step} | {IRI("a:elsewhere")}
    found = {(a, b) for a in every for b in every if reachability.reaches(a, b)}
    assert closure == found


def test_every_transitive_path_of_the_skos_shapes_is_looked_up() -> None:
    for constraint in SKOS_SHAPES.constraints:
        _, tests = look_up_paths(constraint.query, Store())
        assert len(tests) == constraint.query.count(")+"), constraint.shape.name


@pytest.mark.parametrize("number", [40, 400])
def test_each_concept_of_a_cycle_is_visited_once_for_each_path(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If each of n concepts followed the cycle, there would be n² visits."""
    entered: Counter[tuple[reachability._Components, Node]] = Counter()
    enter = reachability._Components._enter

    def count(walk: reachability._Components, node: Node) -> Iterator[Node]:
        entered[walk, node] += 1
        return enter(walk, node)

    monkeypatch.setattr(reachability._Components, "_enter", count)
    store = Store()
    lines = (
        f"<a:{n}> skos:broader <a:{(n + 1) % number}> ;"
        f" skos:related <a:{(n + number // 2) % number}> ;"
        f" skos:broaderTransitive <a:{(n - 1) % number}> ."
        for n in range(number)
    )
    store.load("\n".join([f"@prefix skos: <{SKOS.iri}> .", *lines]).encode(), "turtle")
    report = validate(InputGraph(store, ()), SKOS_SHAPES)
    assert set(entered.values()) == {1}
    assert len({node for _, node in entered}) == number
    counts = {local_name(group.shape.node): group.count for group in report.groups}
    assert (counts["skos-chr"], counts["skos-S27"]) == (2 * number, number)
