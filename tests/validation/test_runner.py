"""A report counts all results, keeps the first, and has their places in the source document."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.model import Place
from repertory.outputs.publication import read_text
from repertory.rdf import Store, read
from repertory.rdf.statements import write_ntriples
from repertory.rdf.terms import BlankNode
from repertory.validation import runner
from repertory.validation.engine import core
from repertory.validation.formats import write_report
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.report import Report
from repertory.validation.runner import validate, validate_files, validate_store
from repertory.validation.shapes.profile import build_shapes
from repertory.validation.shapes.shapes_graph import ShapesGraph, local_name

INDEX = (
    "Topic\tDocument\tParagraphs\tReference in A/2\n"
    "Whales\tA/1\t4, 5 and 6\tI.2, I.3 and I.4\n"
    "Whales, songs\tA/1\t8\tI.6\n"
)
PREFIXES = """
@prefix a: <http://a.example/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rep: <https://w3id.org/repertory/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
CORE = (
    "a:S a sh:NodeShape ; sh:targetClass a:C ; sh:property a:P . a:P sh:path a:p ; sh:minCount 1 ."
)
QUERY = """a:S a sh:NodeShape ; sh:targetClass a:C ; sh:message "no p" ; sh:sparql a:Q .
a:Q sh:select '''SELECT $this WHERE { $this a ?c OPTIONAL { $this <http://a.example/p> ?p }
FILTER(!BOUND(?p)) }''' ."""


def index() -> str:
    return b"".join(write_ntriples(read_text(INDEX.encode(), "whales.txt").triples())).decode()


def check(data: str, shapes: str, everything: bool = False) -> Report:
    store = Store()
    store.load((PREFIXES + data).encode(), "turtle")
    loaded = build_shapes(ShapesGraph({"a": read((PREFIXES + shapes).encode(), "turtle")}))
    return validate(InputGraph(store, ("a.ttl",)), loaded, everything=everything)


def places(data: str, kind: str) -> list[tuple[Place | None, str, str]]:
    """Return the place, the printed text and the label of each node of a class."""
    shapes = f"a:S a sh:NodeShape ; sh:targetClass {kind} ; sh:property a:P . a:P sh:path a:no ; "
    report = check(data, f"{shapes} sh:minCount 1 .")
    return [(result.place, result.quoted, result.focus_label) for result in report.results()]


def test_our_own_data_have_no_violation() -> None:
    publication = read_text(INDEX.encode(), "whales.txt")
    assert publication.validate().groups == ()
    core = Store()
    publication.statements.load_into(core)
    assert validate_store(core).groups == ()


def test_a_row_has_the_place_where_it_is_printed() -> None:
    assert places(index(), "rep:Row") == [
        (
            Place("whales.txt", line=2),
            "Whales | A/1 | 4, 5 and 6 | I.2, I.3 and I.4",
            "Whales: A/1, 4, 5 and 6",
        ),
        (
            Place("whales.txt", line=3),
            "Whales, songs | A/1 | 8 | I.6",
            "Whales, songs: A/1, 8",
        ),
    ]


def test_a_citation_has_the_file_of_its_row() -> None:
    assert places(index(), "rep:Citation")[2] == (
        Place("whales.txt", line=2),
        "Whales | A/1 | 4, 5 and 6 | I.2, I.3 and I.4",
        "Whales: A/1, para. 6, I.4",
    )


def test_a_corrected_citation_has_its_printed_text() -> None:
    data = """a:c a a:C ; rep:line 3 ; rep:inRow a:r ; rep:printedReference "I.7" .
    a:r rep:printedDocument "A/1" ."""
    assert places(data, "a:C")[0][1] == "I.7"


def test_findings_repairs_and_corrections_have_the_file_of_their_index() -> None:
    data = """a:i rdf:type rep:Index ; <http://www.w3.org/ns/prov#wasDerivedFrom> a:file .
    a:file rdfs:label "whales.txt" . a:row rep:inIndex a:i ; rep:hasRepair a:one .
    a:one a a:C ; rep:line 1 . a:two a a:C ; rep:line 2 ; rep:inIndex a:i .
    a:two rep:hasHypothesis a:three . a:three a a:C ; rep:line 3 ."""
    assert [place for place, _, _ in places(data, "a:C")] == [
        Place("whales.txt", line=line) for line in (1, 3, 2)
    ]


def test_documents_and_topics_have_the_place_of_their_first_row() -> None:
    row = "Whales | A/1 | 4, 5 and 6 | I.2, I.3 and I.4"
    assert places(index(), "rep:Document") == [(Place("whales.txt", line=2), row, "A/1")]
    assert places(index(), "skos:Concept")[0] == (Place("whales.txt", line=2), row, "Whales")


def test_a_node_that_is_not_in_the_document_has_no_place() -> None:
    assert places(index(), "skos:ConceptScheme") == [(None, "", "whales")]


def test_an_invalid_line_number_is_ignored() -> None:
    lines = ("'²'", "'-1'", f"'{'9' * 5000}'", "a:x", "'3 a'")
    for line in lines:
        assert places(f"a:x a a:C ; rep:line {line} .", "a:C")[0][0] is None


def test_of_several_lines_the_first_is_used() -> None:
    assert places("a:x a a:C ; rep:line 12, 7 .", "a:C")[0][0] == Place("", line=7)


def test_a_node_without_a_label_is_shown_by_its_iri() -> None:
    assert places("a:x a a:C . [] a a:C .", "a:C") == [
        (None, "", "<http://a.example/x>"),
        (None, "", "_:b1"),
    ]


def test_the_english_label_is_used() -> None:
    data = 'a:x a a:C ; rdfs:label "un"@fr, "one"@en ; rdfs:label "eins"@de .'
    assert places(data, "a:C") == [(None, "", "one")]


@pytest.mark.parametrize("shapes", [CORE, QUERY])
def test_all_results_are_counted_and_the_first_are_kept(
    shapes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "MAXIMUM_RESULTS", 3)
    data = " ".join(f"a:n{number} a a:C ." for number in range(12))
    (group,) = check(data, shapes).groups
    assert (group.count, group.exact) == (12, True)
    assert [local_name(result.focus) for result in group.results] == ["n0", "n1", "n2"]
    (group,) = check(data, shapes, everything=True).groups
    assert [local_name(r.focus) for r in group.results] == [f"n{n}" for n in range(12)]


def test_of_too_many_candidates_only_the_first_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MAXIMUM_CANDIDATES", 5)
    data = " ".join(f"a:n{number} a a:C ." for number in range(12))
    (group,) = check(data, CORE).groups
    assert (group.count, group.exact) == (5, False)
    (group,) = check(data, CORE, everything=True).groups
    assert (group.count, group.exact) == (12, True)


def test_groups_are_ordered_by_severity_and_then_as_the_shapes() -> None:
    shapes = " ".join(
        f"a:{name} a sh:NodeShape ; sh:targetClass a:C ; sh:property a:{name}-p . a:{name}-p "
        f"sh:path a:p ; sh:minCount 1 ; sh:severity sh:{severity} ; sh:order {order} ."
        for name, severity, order in [
            ("A", "Info", 1),
            ("B", "Warning", 9),
            ("C", "Warning", 2),
            ("D", "Violation", 5),
        ]
    )
    report = check("a:x a a:C .", shapes)
    assert [local_name(group.shape.node) for group in report.groups] == ["D-p", "C-p", "B-p", "A-p"]
    assert [report.count("violation"), report.count("warning"), report.count("info")] == [1, 2, 1]
    assert [report.fails("violation"), report.conforms] == [True, False]


def test_a_blank_node_and_a_path_are_written_out() -> None:
    shapes = """a:S a sh:NodeShape ; sh:targetClass a:C ; sh:property [
    sh:path [ sh:alternativePath ( rdfs:label a:p ) ] ; sh:nodeKind sh:IRI ] ."""
    (result,) = check("[] a a:C ; a:p [] .", shapes).results()
    assert result.path == "(rdfs:label|<http://a.example/p>)"
    assert (result.focus, result.value) == (BlankNode("b1"), BlankNode("b2"))


def test_pyshacl_is_not_imported_for_data_that_conform(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(core, "to_rdflib", refuse)
    assert check("a:x a a:C ; a:p 1 .", CORE).conforms


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("sh:property a:P . a:P sh:path a:p ; sh:class a:D", {"x"}),
        (
            "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property a:P .a:P sh:path a:p",
            {"y"},
        ),
        ("sh:property a:P . a:P sh:path ( a:p a:q ) ; sh:in ( 1 )", {"y"}),
        ("sh:property a:P . a:P sh:path a:p ; sh:node a:T . a:T sh:closed true", {"x", "y"}),
        ("sh:property a:P . a:P sh:path a:p ; sh:equals a:q", {"x", "y"}),
    ],
)
def test_pyshacl_gets_all_statements_that_a_shape_uses(asked: str, expected: set[str]) -> None:
    data = """a:x a a:C ; a:p a:n . a:y a a:C ; a:p a:m ; a:other 1 . a:n a a:B ; a:q 1 .
    a:m a a:E ; a:q 2 . a:E rdfs:subClassOf a:D ."""
    report = check(data, f"a:S a sh:NodeShape ; sh:targetClass a:C ; {asked} .")
    assert {local_name(result.focus) for result in report.results()} == expected


def test_the_default_profile_depends_on_the_data(tmp_path: Path) -> None:
    (tmp_path / "index.nt").write_text(index())
    (tmp_path / "other.ttl").write_text("<http://a.example/s> <http://a.example/p> 1 .")
    shapes = {
        name: validate_files([str(tmp_path / name)]).checked for name in ("index.nt", "other.ttl")
    }
    assert {len(shapes["index.nt"]), len(shapes["other.ttl"])} == {
        len(validate_files([str(tmp_path / "other.ttl")], profile=name).checked)
        for name in ("all", "skos")
    }


def test_problems_of_data_and_shapes_are_reported_together(tmp_path: Path) -> None:
    missing = [str(tmp_path / name) for name in ("data.ttl", "shapes.ttl")]
    with pytest.raises(SourceError) as caught:
        validate_files(missing[:1], shapes=missing[1:])
    assert [problem.place.file for problem in caught.value.problems] == missing


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_report_is_the_same_in_every_run(seed: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        PREFIXES + " ".join(f"[] a skos:Concept ; skos:prefLabel 'x{n}' ." for n in range(30))
    )
    command = [sys.executable, "-m", "repertory", "validate", "a.ttl", "--format", "ttl"]
    paths = os.pathsep.join(path for path in sys.path if path)
    run = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
        check=False,
    )
    report = validate_files([str(tmp_path / "a.ttl")])
    assert run.stdout.decode() == write_report(report, "ttl")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("$this a:p ?value", ["in"]),  # a:out has a value too, but is no target
        ("?other a:p ?value", ["in", "in"]),  # $this is unbound: each target with each value
        ("$this a:none ?value", []),
    ],
)
def test_a_constraint_gives_results_for_targets_only(pattern: str, found: list[str]) -> None:
    query = f"PREFIX a: <http://a.example/> SELECT $this ?value WHERE {{ {pattern} }}"
    shapes = f"a:S a sh:NodeShape ; sh:targetClass a:C ; sh:sparql a:Q . a:Q sh:select '{query}' ."
    report = check("a:in a a:C ; a:p 1 . a:out a:p 2 .", shapes)
    assert [local_name(result.focus) for result in report.results()] == found
