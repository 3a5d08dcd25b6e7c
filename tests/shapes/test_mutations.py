"""Every change of the published dataset is caught by the shape that is meant for it.

What SHACL Core asks is changed by rule (`mutations.py`). What takes a query is in
`mutations.tsv`: a line gives the kind of change, the shape, and a SPARQL update that makes
the change at one place of the dataset, whichever it is.
"""

from __future__ import annotations

from functools import cache

import pytest
from tests.shapes.cases import updated
from tests.shapes.mutations import (
    GRAPH,
    ONTOLOGY,
    Mutation,
    dataset,
    mutated,
    mutations,
    updates,
)
from tests.shapes.test_dataset_examples import SHARED

from repertory.rdf import n3, read
from repertory.rdf.terms import BlankNode, Node
from repertory.rdf.vocabulary import OWL, RDF, REP, SH
from repertory.validation.engine.constraints import focus_nodes, run_constraint
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name

SHAPES = load_shapes("dataset")
MADE = tuple(mutations())


@cache
def found_in(copy: str) -> frozenset[tuple[Node, str, str]]:
    """The shape, the constraint and the node of all that is wrong in a changed copy."""
    changed = mutated(mutation for mutation in MADE if mutation.copy == copy)
    report = validate(InputGraph(changed, ()), SHAPES, everything=True)
    return frozenset((r.shape.node, r.component, name(r.focus)) for r in report.results())


def name(node: Node) -> str:
    """Name a node as before and after a file was read: blank nodes get other names."""
    return "a blank node" if isinstance(node, BlankNode) else n3(node)


def test_nothing_is_wrong_in_the_dataset_as_it_is() -> None:
    assert validate(InputGraph(dataset(), ()), SHAPES).groups == ()


@pytest.mark.parametrize("mutation", MADE, ids=lambda mutation: mutation.name)
@pytest.mark.slow
def test_a_change_is_caught_by_the_shape_that_is_meant_for_it(mutation: Mutation) -> None:
    expected = (mutation.shape, mutation.component, name(mutation.focus))
    assert expected in found_in(mutation.copy)


@pytest.mark.parametrize(("kind", "shape", "update"), updates())
@pytest.mark.slow
def test_a_change_is_caught_by_the_query_that_is_meant_for_it(
    kind: str, shape: str, update: str
) -> None:
    constraints = [c for c in SHAPES.constraints if local_name(c.shape.node) == shape]
    changed = updated([update])
    focus = focus_nodes(changed)
    assert [
        verdict
        for constraint in constraints
        for verdict in run_constraint(constraint, changed, focus)
    ]


def test_every_shape_has_a_change_that_it_catches() -> None:
    caught = {local_name(mutation.shape) for mutation in MADE} | {
        shape for _, shape, _ in updates()
    }
    shapes = {local_name(shape.node) for shape in SHAPES.checked}
    assert caught == {name for name in shapes if not name.startswith("is-")} - SHARED


def test_every_kind_of_change_is_made() -> None:
    kinds = {mutation.kind for mutation in MADE}
    assert kinds == {"drop", "duplicate", "retype", "relabel", "cross-link"}
    assert {kind for kind, _, _ in updates()} == kinds


def test_every_class_and_property_of_the_ontology_has_a_shape() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {
        subject
        for file in ONTOLOGY
        for subject, predicate, kind in read(file.read_bytes(), "turtle")
        if predicate == RDF.type and kind in kinds and REP.iri in n3(subject)
    }
    spoken_of = (SH.path, SH.inversePath, SH.targetClass)
    shown = {value for node in GRAPH.nodes() for p in spoken_of for value in GRAPH.values(node, p)}
    assert terms - shown == set()
