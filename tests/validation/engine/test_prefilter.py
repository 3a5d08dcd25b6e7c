"""pySHACL has the same results on the candidates as on the whole graph."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, product
from typing import cast

import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from repertory.errors import RepertoryError
from repertory.rdf import Store, n3, read
from repertory.rdf.interchange import from_rdflib
from repertory.validation.engine.core import check_candidates, find_candidates
from repertory.validation.shapes.profile import Shapes, build_shapes
from repertory.validation.shapes.shapes_graph import ShapesGraph

PREFIXES = """
@prefix a: <http://a.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

TERMS = (
    *("a:x", "a:y", "a:z", "_:b"),
    *('"one"', '"one"@en', '"one"@en-GB', '"eins"@de', '"ONE"', '""', '" "', '"two words"'),
    *('"1"', "1", "01", "2", "-3", "1.0", "true", '"8 (e)"', '"line\\n"', '"\\u001C"', '"²"'),
    *('"2019-02-30"^^xsd:date', '"2019-02-03"^^xsd:date', '"2019"^^xsd:gYear'),
    *('"many"^^xsd:integer', '"0aF"^^xsd:hexBinary', '"0aFF"^^xsd:hexBinary'),
)

VALUE_CHECKS = (
    "sh:datatype xsd:string",
    "sh:datatype xsd:integer",
    "sh:datatype xsd:date",
    "sh:datatype xsd:gYear",
    "sh:datatype xsd:boolean",
    "sh:datatype xsd:decimal",
    "sh:datatype xsd:hexBinary",
    "sh:datatype rdf:langString",
    "sh:nodeKind sh:IRI",
    "sh:nodeKind sh:Literal",
    "sh:nodeKind sh:BlankNode",
    "sh:nodeKind sh:BlankNodeOrIRI",
    "sh:nodeKind sh:IRIOrLiteral",
    "sh:nodeKind sh:BlankNodeOrLiteral",
    "sh:class a:C",
    "sh:class a:D",
    'sh:pattern "^[a-z]+$"',
    'sh:pattern "one" ; sh:flags "i"',
    'sh:pattern "\\\\S"',
    'sh:pattern "\\\\w"',
    'sh:pattern "^\\\\d+ [(][a-z][)]$"',
    'sh:pattern "(?=o)one"',
    'sh:pattern "o n e" ; sh:flags "x"',
    'sh:in ( "one" 1 a:x )',
    "sh:in ( )",
    'sh:languageIn ( "en" )',
    'sh:languageIn ( "en-GB" "de" )',
    "sh:minLength 1",
    "sh:maxLength 3",
    "sh:minInclusive 1",
    "sh:maxInclusive 1",
    "sh:minExclusive 1",
    "sh:maxExclusive 1.5",
    "sh:not a:textShape",
    "sh:or ( a:textShape a:numberShape )",
    "sh:or ( a:textShape a:neededProperty )",
    "sh:or ( a:neededBefore a:neededProperty )",
    "sh:or ( a:textShape a:neededAnyhow )",
    "sh:or ( a:textShape a:nestedProperty )",
    "sh:xone ( a:textShape a:numberShape )",
    "sh:and ( a:textShape a:nestedShape )",
    "sh:node a:nestedShape",
    "sh:property a:nestedProperty",
)
PROPERTY_CHECKS = (
    "sh:minCount 0",
    "sh:minCount 1",
    "sh:minCount 2",
    "sh:maxCount 0",
    "sh:maxCount 1",
    "sh:maxCount 2",
    "sh:uniqueLang true",
    "sh:uniqueLang false",
    "sh:hasValue a:x",
    'sh:hasValue "one"',
    "sh:equals a:q",
    "sh:disjoint a:q",
    "sh:lessThan a:q",
    "sh:lessThanOrEquals a:q",
    "sh:qualifiedValueShape a:textShape ; sh:qualifiedMaxCount 1",
    "sh:qualifiedValueShape a:textShape ; sh:qualifiedMinCount 1",
    "sh:deactivated true",
)
NODE_CHECKS = (
    "sh:closed true",
    "sh:closed false",
    "sh:closed true ; sh:ignoredProperties ( rdf:type a:q )",
    "sh:hasValue a:x",
    "sh:deactivated true",
)
PATHS = (
    "a:p",
    "a:q",
    "[ sh:inversePath a:p ]",
    "( a:p a:q )",
    "[ sh:alternativePath ( a:p a:q ) ]",
    "[ sh:zeroOrMorePath a:p ]",
    "[ sh:oneOrMorePath a:p ]",
    "[ sh:zeroOrOnePath a:q ]",
)
TARGETS = (
    "sh:targetClass a:C",
    "sh:targetClass a:Super",
    "sh:targetSubjectsOf a:p",
    "sh:targetObjectsOf a:q",
    "sh:targetNode a:x, a:nowhere",
    "sh:targetClass a:C ; sh:targetObjectsOf a:p",
    "a rdfs:Class",
)
HELPERS = """
a:textShape a sh:NodeShape ; sh:datatype xsd:string .
a:numberShape a sh:NodeShape ; sh:datatype xsd:integer ; sh:minInclusive 1 .
a:nestedProperty a sh:PropertyShape ; sh:path a:q ; sh:minCount 1 ; sh:datatype xsd:string .
a:neededProperty a sh:PropertyShape ; sh:path a:q ; sh:minCount 1 .
a:neededBefore a sh:PropertyShape ; sh:path [ sh:inversePath a:p ] ; sh:minCount 1 .
a:neededAnyhow a sh:PropertyShape ; sh:path [ sh:zeroOrMorePath a:p ] ; sh:minCount 1 .
a:nestedShape a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:property a:nestedProperty .
"""

statements = st.builds(
    "{0} {1} {2} .".format,
    st.sampled_from(["a:x", "a:y", "a:z", "_:b"]),
    st.sampled_from(["a:p", "a:q", "a:r"]),
    st.sampled_from(TERMS),
)
types = st.builds(
    "{0} a {1} .".format,
    st.sampled_from(["a:x", "a:y", "a:z", "_:b"]),
    st.sampled_from(["a:C", "a:D", "a:S"]),
)
graphs = st.builds(
    lambda *parts: PREFIXES + "a:C rdfs:subClassOf a:Super .\n" + "\n".join(chain(*parts)),
    st.lists(statements, max_size=12),
    st.lists(types, max_size=5),
)


def shape_text(
    target: str, path: str, checks: tuple[str, ...], node_checks: tuple[str, ...]
) -> str:
    node = "".join(f" ; {check}" for check in node_checks)
    held = "".join(f" ; {check}" for check in checks)
    return (
        f"{PREFIXES}{HELPERS}\n"
        f"a:S a sh:NodeShape ; {target}{node} ; sh:property a:P .\n"
        f"a:P a sh:PropertyShape ; sh:path {path}{held} .\n"
    )


shapes = st.builds(
    shape_text,
    st.sampled_from(TARGETS),
    st.sampled_from(PATHS),
    st.lists(st.sampled_from(VALUE_CHECKS + PROPERTY_CHECKS), max_size=2).map(tuple),
    st.lists(st.sampled_from(VALUE_CHECKS + NODE_CHECKS), max_size=1).map(tuple),
)

Found = set[tuple[str, str, str, str]]


def load(text: str) -> Shapes:
    return build_shapes(ShapesGraph({"shapes": read(text.encode(), "turtle", label="s")}))


def compare(data: str, text: str) -> tuple[Found, Found] | None:
    """Return the results on the whole graph and on the candidates, None if pySHACL fails.

    It then fails on the candidates too, unless there are none.
    """
    try:
        expected = by_pyshacl(data, text)
    except Exception:
        with suppress(RepertoryError):
            assert by_candidates(data, text) == set()
        return None
    return expected, by_candidates(data, text)


def by_candidates(data: str, text: str) -> Found:
    store = Store()
    store.load(data.encode(), "turtle")
    loaded = load(text)
    return {
        (
            n3(outcome.shape),
            outcome.component,
            n3(outcome.focus),
            "" if outcome.value is None else n3(outcome.value),
        )
        for outcome in check_candidates(loaded, store, find_candidates(loaded, store))
    }


def by_pyshacl(data: str, text: str) -> Found:
    store = Store()
    store.load(data.encode(), "turtle")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    _, report, _ = pyshacl.validate(store.to_rdflib(), shacl_graph=graph, inplace=True)
    results = cast(rdflib.Graph, report)
    sh = rdflib.SH
    found = set()
    for result in results.objects(None, sh.result):
        names = (sh.sourceShape, sh.sourceConstraintComponent, sh.focusNode, sh.value)
        values = [results.value(result, name) for name in names]
        said = ["" if value is None else n3(from_rdflib(value)) for value in values]
        found.add((said[0], said[1][1:-1], said[2], said[3]))
    return found


@settings(max_examples=300, derandomize=True)
@given(graphs, shapes)
@pytest.mark.slow
def test_candidates_are_never_too_few(data: str, text: str) -> None:
    found = compare(data, text)
    if found is not None:
        assert found[0] == found[1]


ALL_VALUES = PREFIXES + "\n".join(
    f"a:f{number} a a:C ; a:p {value} ; a:q 2 ." for number, value in enumerate(TERMS)
)


@pytest.mark.parametrize("check", VALUE_CHECKS + PROPERTY_CHECKS)
@pytest.mark.slow
def test_each_check_has_the_same_results_for_every_value(check: str) -> None:
    text = shape_text("sh:targetClass a:C", "a:p", (check,), ())
    found = compare(ALL_VALUES, text)
    if found is not None:
        assert found[0] == found[1]


SETS = (
    PREFIXES
    + """
a:f1 a a:C ; a:p "one"@en, "two"@EN ; a:q 2 . a:f2 a a:C ; a:p "one"@en, "eins"@de .
a:f3 a a:C ; a:p "one", "two" ; a:q "one", "two" . a:f4 a a:C ; a:p a:x ; a:q a:x, a:y .
a:f5 a a:C ; a:p a:x, a:y ; a:q a:x . a:f6 a a:C ; a:p 1, 2 ; a:q 2, 3 .
a:f7 a a:C ; a:p 1 ; a:q 2 . a:f8 a a:C ; a:r "more" . a:f9 a a:C ; a:p a:y . a:x a a:C .
a:y a a:C, a:D ; a:q "one", "two" .
"""
)


@pytest.mark.parametrize("check", VALUE_CHECKS + PROPERTY_CHECKS)
@pytest.mark.parametrize("path", ["a:p", "[ sh:inversePath a:p ]", "( a:p a:q )"])
@pytest.mark.slow
def test_each_check_has_the_same_results_for_several_values(check: str, path: str) -> None:
    text = shape_text("sh:targetClass a:C", path, (check,), ())
    found = compare(SETS, text)
    if found is not None:
        assert found[0] == found[1]


@pytest.mark.parametrize("check", VALUE_CHECKS + NODE_CHECKS)
@pytest.mark.parametrize("path", ["a:p", "[ sh:inversePath a:p ]"])
@pytest.mark.parametrize("target", TARGETS[::3])
@pytest.mark.slow
def test_each_check_of_a_node_has_the_same_results(check: str, path: str, target: str) -> None:
    found = compare(SETS, shape_text(target, path, (), (check,)))
    if found is not None:
        assert found[0] == found[1]


def test_counts_have_the_same_results_on_every_path() -> None:
    data = PREFIXES + "a:x a a:C ; a:p a:y, a:z . a:y a:q 1 . a:z a:q 1, 2 . a:y a:p a:x ."
    for path, check in product(PATHS, ("sh:minCount 3", "sh:maxCount 1", "sh:maxCount 0")):
        text = shape_text("sh:targetClass a:C", path, (check,), ())
        assert by_pyshacl(data, text) == by_candidates(data, text), (path, check)


@pytest.mark.parametrize(
    ("checks", "nodes"),
    [
        (("sh:minCount 1",), set()),
        (("sh:minCount 1", "sh:maxCount 1"), {"many"}),
        (('sh:pattern "^[a-z]+$"',), {"odd"}),
        (("sh:xone ( a:textShape a:numberShape )",), {"fine", "many", "odd"}),
    ],
)
def test_only_candidates_are_checked(checks: tuple[str, ...], nodes: set[str]) -> None:
    store = Store()
    data = 'a:fine a a:C ; a:p "one" . a:many a a:C ; a:p "a", "b" . a:odd a a:C ; a:p "1" .'
    store.load((PREFIXES + data).encode(), "turtle")
    candidates = find_candidates(load(shape_text("sh:targetClass a:C", "a:p", checks, ())), store)
    found = {str(node).rpartition("/")[2] for named in candidates.values() for node in named.nodes}
    assert found == nodes


def test_a_node_that_is_a_target_twice_is_counted_once() -> None:
    store = Store()
    store.load((PREFIXES + "a:x a:q a:z . a:y a:q a:z . a:z a:p 1 .").encode(), "turtle")
    text = shape_text("sh:targetObjectsOf a:q", "a:p", ("sh:maxCount 1",), ())
    assert find_candidates(load(text), store) == {}


def test_it_is_known_whether_there_are_more_candidates_than_the_limit() -> None:
    store = Store()
    store.load((PREFIXES + "a:a a a:C . a:b a a:C . a:c a a:C .").encode(), "turtle")
    shapes_ = load(shape_text("sh:targetClass a:C", "a:p", ("sh:minCount 1",), ()))
    (some,) = find_candidates(shapes_, store, limit=2).values()
    assert (some.nodes, some.more) == (("http://a.example/a", "http://a.example/b"), True)
    (every,) = find_candidates(shapes_, store, limit=None).values()
    assert (len(every.nodes), every.more) == (3, False)
