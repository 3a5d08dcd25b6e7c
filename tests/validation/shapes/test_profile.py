"""Shapes and the problems of shape files, and how their queries are run."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest

from repertory.errors import RepertoryError, SourceError
from repertory.rdf import Store, n3, read
from repertory.rdf.shacl_terms import PATHS, SINGLE
from repertory.rdf.vocabulary import SH
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import build_shapes, load_shapes
from repertory.validation.shapes.shapes_graph import ShapesGraph, local_name

PREFIXES = """
@prefix a: <http://a.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
a:prefixes sh:declare a:one . a:one sh:prefix "a" ; sh:namespace "http://a.example/"^^xsd:anyURI .
"""
QUERY = """a:query sh:prefixes a:prefixes ; sh:message "{$this} has {?value}, {?nothing}" ;
sh:select "SELECT $this ?value WHERE { $this a:p ?value FILTER(?value > 1) }" ."""
DATA = "a:x a a:C ; a:p 1, 2 ; rdfs:label 'the X'@en . a:y a a:D ; a:p 3 . a:z a:p 4 ; a:q a:x ."


def found(shapes: str, data: str = DATA) -> set[tuple[str, str]]:
    """Return the message and the path of each result."""
    store = Store()
    store.load((PREFIXES + data).encode(), "turtle")
    loaded = build_shapes(ShapesGraph({"a": read((PREFIXES + shapes).encode(), "turtle")}))
    report = validate(InputGraph(store, ()), loaded)
    return {(result.message, result.path) for result in report.results()}


@pytest.mark.parametrize(
    ("target", "names"),
    [
        ("sh:targetClass a:C", {"the X has 2"}),
        ("sh:targetClass a:C, a:D", {"the X has 2", "<http://a.example/y> has 3"}),
        ("sh:targetNode a:z", {"<http://a.example/z> has 4"}),
        ("sh:targetSubjectsOf a:q", {"<http://a.example/z> has 4"}),
        ("sh:targetObjectsOf a:q", {"the X has 2"}),
        ("sh:deactivated true ; sh:targetClass a:C", set()),
        ("sh:order 1", set()),
    ],
)
def test_a_query_is_run_on_the_targets_of_its_shape(target: str, names: set[str]) -> None:
    shape = f"a:S a sh:NodeShape ; {target} ; sh:sparql a:query . {QUERY}"
    assert found(shape) == {(f"{name}, {{?nothing}}", "") for name in names}


def test_a_query_of_a_property_shape_gets_its_path() -> None:
    shape = """a:S a sh:NodeShape ; sh:targetClass a:C ; sh:property a:P .
    a:P sh:path a:p ; sh:message "{?value}" ; sh:sparql a:query .
    a:query sh:select "SELECT $this ?value ($PATH AS ?path) WHERE { $this $PATH ?value }" ."""
    with pytest.raises(RepertoryError):  # the path is replaced as it is, so this is a syntax error
        found(shape.replace("$this $PATH", "$this . $PATH"))
    assert found(shape) == {("1", "<http://a.example/p>"), ("2", "<http://a.example/p>")}


@pytest.mark.parametrize("off", ["a:S", "a:P", "a:query"])
def test_deactivated_shapes_and_queries_are_not_run(off: str) -> None:
    shape = f"""a:S a sh:NodeShape ; sh:targetClass a:C ; sh:property a:P .
    a:P sh:path a:p ; sh:sparql a:query . {off} sh:deactivated true . {QUERY}"""
    assert found(shape) == set()


def test_the_query_of_an_alternative_is_run_by_pyshacl() -> None:
    shape = f"""a:S a sh:NodeShape ; sh:targetClass a:C ; sh:message "neither" ;
    sh:or ( a:T a:U ) . a:T a sh:NodeShape ; sh:sparql a:query . {QUERY}
    a:U a sh:NodeShape ; sh:class a:D ."""
    assert found(shape) == {("neither", "")}
    assert found(shape, DATA.replace("1, 2", "1")) == set()


def test_less_severe_shapes_are_not_loaded() -> None:
    everything = {n3(shape.node) for shape in load_shapes("all").checked}
    severe = load_shapes("all", level="violation").checked
    assert {shape.severity for shape in severe} == {"violation"}
    assert {n3(shape.node) for shape in severe} < everything


def test_an_unknown_profile_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(RepertoryError, match="'oops'; expected one of skos, core, dataset, all"):
        load_shapes("oops")


SHAPE = "a:S a sh:NodeShape ; sh:targetClass a:C"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:x a a:C .", "found no shape"),
        ("a:S a sh:NodeShape ; sh:nodeKind sh:IRI .", "found no target"),
        (f"{SHAPE} ; sh:minCoun 1 .", "sh:minCoun in S, expected a term of SHACL"),
        (f"{SHAPE} ; sh:nodeKind sh:Iri .", "sh:Iri in S, expected a term of SHACL"),
        (f"{SHAPE} ; sh:rule a:r .", "sh:rule in S, expected SHACL Core or SHACL-SPARQL"),
        (f"{SHAPE} ; sh:node a:S .", "the cycle S → S"),
        (f"{SHAPE} ; sh:node a:T . a:T sh:or ( a:U a:S ) .", "the cycle S → T → S"),
        (f"{SHAPE} ; sh:sparql a:q . a:q sh:select 'SELECT $this {{' .", "an invalid query in S"),
        (f"{SHAPE} ; sh:sparql a:q . a:q sh:select 'SELECT ?x {{}}' .", "without $this"),
        (
            f"{SHAPE} ; sh:sparql a:q . a:q sh:select "
            "'SELECT $this { service <http://a.example/> { $this ?p ?o } }' .",
            "SERVICE in the query of q",
        ),
        (
            f"{SHAPE} ; sh:property a:P . a:P sh:path [] ; sh:sparql a:q . a:q sh:select 'x' .",
            "path",
        ),
        (
            f"{SHAPE} ; sh:property a:P . a:P sh:path [ sh:inversePath a:p, a:q ] .",
            "found 2 values of sh:inversePath",
        ),
        ("a:S a sh:NodeShape ; ", "line 7, column"),
    ],
)
def test_an_invalid_shape_file_is_an_error(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(PREFIXES + text)
    with pytest.raises(RepertoryError) as caught:
        load_shapes("skos", [str(file)])
    assert said in str(caught.value)


@pytest.mark.parametrize("name", SINGLE)
def test_a_second_value_of_a_parameter_that_has_one_is_an_error(name: str, tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    text = f"{SHAPE} ; sh:property a:P . a:P sh:description 'A'@en, 'B'@fr ; sh:class a:D, a:E ; "
    file.write_text(f"{PREFIXES}{text} sh:{name} a:b .")
    load_shapes("skos", [str(file)])
    file.write_text(f"{PREFIXES}{text} sh:{name} a:b, 'c' .")
    with pytest.raises(SourceError) as caught:
        load_shapes("skos", [str(file)])
    assert str(caught.value) == (
        f"{file}: found 2 values of sh:{name} in P: b, c, expected one value of sh:{name}. "
        "Keep one, or use several shapes."
    )


def test_the_parameters_with_one_value_are_those_of_the_shapes_for_shapes_of_the_w3c() -> None:
    """They are in the standard (https://www.w3.org/TR/shacl/#shacl-shacl) and in pySHACL."""
    content = Path(pyshacl.__file__).with_name("assets").joinpath("shacl-shacl.ttl").read_bytes()
    of_w3c = ShapesGraph({"": read(content, "turtle")})
    single = {
        local_name(of_w3c.values(node, SH.path)[0])
        for node in of_w3c.nodes()
        if "1" in {getattr(value, "text", "") for value in of_w3c.values(node, SH.maxCount)}
    }
    assert set(SINGLE) == single - {*PATHS, "first", "rest"}


def test_the_word_service_in_a_string_is_allowed(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    query = "SELECT $this WHERE { $this <http://a.example/service> 'SERVICE' } # SERVICE"
    file.write_text(f'{PREFIXES} {SHAPE} ; sh:sparql a:q . a:q sh:select "{query}" .')
    assert len(load_shapes("skos", [str(file)]).constraints) == 1 + len(
        load_shapes("skos").constraints
    )


def test_problems_of_several_files_are_reported_together(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("no")
    with pytest.raises(SourceError) as caught:
        load_shapes("skos", [str(tmp_path / name) for name in ("a.ttl", "b.ttl", "c.ttl")])
    assert len(caught.value.problems) == 3


def test_shapes_without_order_or_names_have_the_names_of_their_iris() -> None:
    graph = ShapesGraph({"a": read((PREFIXES + f"{SHAPE} ; sh:class a:C .").encode(), "turtle")})
    (shape,) = build_shapes(graph).checked
    assert (shape.name, shape.order, shape.severity, shape.file) == ("S", 0.0, "violation", "a")
