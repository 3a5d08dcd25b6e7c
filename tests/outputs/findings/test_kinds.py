"""The titles and explanations of the kinds of findings and repairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH, SKOS

from repertory.finding_terms import FINDING_KINDS, REPAIR_KINDS
from repertory.outputs.findings.kinds import describe_kind
from repertory.rdf.vocabulary import REP

ONTOLOGY = Path(__file__).parents[3] / "ontology" / "evidence.ttl"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


@pytest.mark.parametrize("name", [*FINDING_KINDS, *REPAIR_KINDS])
def test_the_words_are_those_of_the_ontology(ontology: Graph, name: str) -> None:
    concept = URIRef(REP.term(name))
    title, explanation = describe_kind(name)
    assert ontology.value(concept, SKOS.prefLabel) == Literal(title, lang="en")
    assert ontology.value(concept, SKOS.definition) == Literal(explanation, lang="en")
    assert title and explanation.endswith(".")


@pytest.mark.parametrize(
    ("shape", "names"),
    [("Finding-findingKind", FINDING_KINDS), ("Repair-repairKind", REPAIR_KINDS)],
)
def test_the_shapes_allow_each_kind(shape: str, names: tuple[str, ...]) -> None:
    """Otherwise a document with such a finding or repair could not be built."""
    graph = Graph()
    for path in (ONTOLOGY.parents[1] / "shapes" / "evidence").glob("*.ttl"):
        graph.parse(path)
    known = graph.value(URIRef(f"https://w3id.org/repertory/shapes#{shape}"), SH["in"])
    assert known is not None
    assert tuple(map(str, graph.items(known))) == tuple(REP.term(name) for name in names)
