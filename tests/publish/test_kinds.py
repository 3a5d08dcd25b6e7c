"""The words for the kinds of findings and of repairs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH, SKOS

from repertory.publish.kinds import KINDS, REPAIRS, Kind
from repertory.vocabulary import FINDING_KINDS, REP, REPAIR_KINDS

ONTOLOGY = Path(__file__).parents[2] / "ontology" / "repertory.ttl"

TABLES = [(KINDS, FINDING_KINDS), (REPAIRS, REPAIR_KINDS)]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


@pytest.mark.parametrize(("table", "names"), TABLES)
def test_each_kind_of_the_vocabulary_has_its_words_in_the_same_order(
    table: Mapping[str, Kind], names: tuple[str, ...]
) -> None:
    assert names == tuple(table)


@pytest.mark.parametrize("table", [KINDS, REPAIRS])
def test_the_words_are_those_of_the_ontology(ontology: Graph, table: Mapping[str, Kind]) -> None:
    expected = {name: _words(ontology, URIRef(REP.term(name))) for name in table}
    assert expected == dict(table)


def _words(ontology: Graph, concept: URIRef) -> Kind:
    texts = [ontology.value(concept, term) for term in (SKOS.prefLabel, SKOS.definition)]
    return Kind(*(str(text) for text in texts))


@pytest.mark.parametrize(
    ("shape", "names"),
    [("Finding-findingKind", FINDING_KINDS), ("Repair-repairKind", REPAIR_KINDS)],
)
def test_the_shapes_know_each_kind(shape: str, names: tuple[str, ...]) -> None:
    """Else a document in which such a thing is found or mended could not be built."""
    graph = Graph()
    for path in (ONTOLOGY.parents[1] / "shapes" / "dataset").glob("*.ttl"):
        graph.parse(path)
    known = graph.value(URIRef(f"https://w3id.org/repertory/shapes#{shape}"), SH["in"])
    assert known is not None
    assert tuple(map(str, graph.items(known))) == tuple(REP.term(name) for name in names)
