"""Every shape of the dataset has an example that it accepts and examples that it refuses.

The folders `valid/` hold graphs that conform: the core is valid alone, and the evidence with the
core. The folders `invalid/` hold a table for each shape file: a line gives a shape, a node, and a
SPARQL update after which that node of the valid graphs breaks that shape.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, Graph

from repertory.rdf import Store, n3, read
from repertory.rdf.interchange import from_rdflib, to_rdflib
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import PREFIXES, REP
from repertory.resources import data_folder
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.report import Report
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import Shapes, build_shapes, load_shapes
from repertory.validation.shapes.shapes_graph import ShapesGraph, Statement, local_name
from repertory.validation.shapes.targets import target_pattern

FOLDER = Path(__file__).parent
SHAPES_FOLDER = Path(str(data_folder("shapes")))
SETS = ("core", "evidence")
BASE = "https://example.org/"
SHAPES = load_shapes("dataset")
SHARED = {"Day", "Month", "Year"}
"""Shapes that others choose from: their examples are those of the others."""


def examples() -> Iterator[tuple[str, str, str, str]]:
    for path in (each for name in SETS for each in sorted(FOLDER.glob(f"{name}/invalid/*.tsv"))):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield path.stem, row["shape"], row["focus"], row["update"]


@cache
def shapes_of(name: str) -> Shapes:
    """The shapes of one file, and what all files share."""
    return build_shapes(ShapesGraph({name: statements_of(name)}))


def statements_of(name: str) -> Iterator[Statement]:
    for path in shape_files(name):
        yield from read(path.read_bytes(), "turtle", label=path.stem)


def shape_files(name: str) -> list[Path]:
    """A shape file and the one that all share."""
    files = (SHAPES_FOLDER / set_of(name) / f"{name}.ttl", SHAPES_FOLDER / "core" / "dataset.ttl")
    return list(dict.fromkeys(files))


def set_of(file: str) -> str:
    """The set of shapes that has a file."""
    return next(name for name in SETS if (SHAPES_FOLDER / name / f"{file}.ttl").is_file())


def valid(file: str = "row") -> pyoxigraph.Store:
    """The valid graphs for the shapes of a file: the core, for the evidence with the evidence."""
    store = pyoxigraph.Store()
    for name in SETS[: SETS.index(set_of(file)) + 1]:
        for path in sorted(FOLDER.glob(f"{name}/valid/*.ttl")):
            store.load(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    return store


def changed(file: str, update: str) -> pyoxigraph.Store:
    store = valid(file)
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    store.update(prefixes + update, base_iri=BASE)
    return store


def graph_of(store: pyoxigraph.Store) -> Store:
    graph = Store()
    graph_name = pyoxigraph.DefaultGraph()
    content = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=graph_name)
    assert content is not None
    graph.load(content, "ntriples")
    return graph


def check(store: pyoxigraph.Store, shapes: Shapes) -> Report:
    return validate(InputGraph(graph_of(store), ()), shapes)


def test_the_valid_examples_conform() -> None:
    assert check(valid(), SHAPES).groups == ()


@pytest.mark.parametrize("profile", ["core", "dataset"])
def test_the_core_is_valid_without_evidence(profile: str) -> None:
    assert check(valid("index"), load_shapes(profile)).groups == ()


def test_the_shapes_of_the_core_name_no_term_of_the_evidence() -> None:
    """Apart from the list of the classes of the ontology."""
    evidence = Graph().parse(FOLDER.parents[1] / "ontology" / "evidence.ttl")
    terms = {str(term) for term in evidence.subjects(RDF.type, OWL.ObjectProperty)}
    terms |= {str(term) for term in evidence.subjects(RDF.type, OWL.DatatypeProperty)}
    names = {f"rep:{term.removeprefix(REP.iri)}" for term in terms if term.startswith(REP.iri)}
    for path in sorted(SHAPES_FOLDER.glob("core/*.ttl")):
        assert names & set(re.findall(r"\brep:[A-Za-z-]+", path.read_text("utf-8"))) == set(), path


@pytest.mark.parametrize("path", sorted(FOLDER.glob("skos/*/*.ttl")), ids=lambda path: path.stem)
def test_a_foreign_vocabulary_is_not_checked(path: Path) -> None:
    """It has no term of ours, so that no shape of ours applies to it."""
    store = pyoxigraph.Store()
    store.load(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    assert check(store, SHAPES).groups == ()


@pytest.mark.parametrize(("file", "shape", "focus", "update"), list(examples()))
@pytest.mark.slow
def test_an_invalid_example_breaks_its_shape(
    file: str, shape: str, focus: str, update: str
) -> None:
    store = changed(file, update)
    expected = focus if ":" in focus else BASE + focus
    found = {
        (local_name(result.shape.node), n3(result.focus).strip("<>"))
        for result in check(store, shapes_of(file)).results()
    }
    assert (shape, expected) in found


QUERIED = {local_name(constraint.shape.node) for constraint in SHAPES.constraints}


@pytest.mark.parametrize(
    ("file", "shape", "update"), [(f, s, u) for f, s, _, u in examples() if s in QUERIED]
)
@pytest.mark.slow
def test_pyshacl_finds_the_same_node_by_node(file: str, shape: str, update: str) -> None:
    """A query gives the same results with `$this` bound, as other engines run it."""
    store = changed(file, update)
    node = IRI(f"https://w3id.org/repertory/shapes#{shape}")
    graph = ShapesGraph({"": statements_of(file)})
    needed = graph.reached([node])
    shapes = to_rdflib(statement for statement in graph if statement[0] in needed)
    data = graph_of(store).to_rdflib()
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    results = cast(rdflib.Graph, report)
    theirs = {
        (results.value(result, rdflib.SH.focusNode), results.value(result, rdflib.SH.value))
        for result in results.objects(None, rdflib.SH.result)
    }
    ours = {
        (result.focus, result.value if result.value is not None else result.focus)
        for result in check(store, shapes_of(file)).results()
        if result.shape.node == node
    }
    assert {tuple(n3(from_rdflib(n)) for n in pair if n is not None) for pair in theirs} == {
        tuple(n3(n) for n in pair) for pair in ours
    }


def test_every_shape_has_an_invalid_example() -> None:
    tested = {shape for _, shape, _, _ in examples()}
    names = {local_name(shape.node) for shape in SHAPES.checked}
    assert {name for name in names if not name.startswith("is-")} - SHARED == tested


def test_every_shape_looks_at_a_node_of_the_valid_examples() -> None:
    store = graph_of(valid())
    for root in SHAPES.roots:
        query = f"SELECT ?this WHERE {{ {target_pattern(SHAPES.core, root)} }}"
        assert list(store.select(query)), root
