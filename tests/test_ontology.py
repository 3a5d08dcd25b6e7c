"""The ontology says of every term of the vocabulary what it means, and of no other.

It has two files: the core, whose terms each answer a query, and the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from repertory import finding_terms
from repertory.rdf import vocabulary
from repertory.rdf.vocabulary import REP, XSD

FOLDER = Path(__file__).parents[1] / "ontology"
QUERIES = FOLDER.parent / "queries"
FILES = {
    "repertory.ttl": URIRef("https://w3id.org/repertory/ns"),
    "evidence.ttl": URIRef("https://w3id.org/repertory/evidence"),
}
UNDO = "https://w3id.org/un/ontology/undo/"
UNDO_CLASSES = {"Document", "OfficialCompilation", "Recommendation"}
"""Classes of UNDO 2017-06-01 (https://w3id.org/un/ontology/undo)."""

CONCEPTS = {
    "finding-kinds": finding_terms.FINDING_KINDS,
    "repair-kinds": finding_terms.REPAIR_KINDS,
    "statuses": finding_terms.STATUSES,
}
GRAPHS = {name: Graph().parse(FOLDER / name) for name in FILES}
CORE, EVIDENCE = GRAPHS.values()
GRAPH = CORE + EVIDENCE
PROPERTIES = [*vocabulary.OBJECT_PROPERTIES, *vocabulary.DATATYPE_PROPERTIES]


def term(name: str) -> URIRef:
    return URIRef(REP.term(name))


def ours(nodes: Iterable[Node]) -> set[str]:
    iris = [str(node) for node in nodes if isinstance(node, URIRef)]
    return {iri.removeprefix(REP.iri) for iri in iris if iri.startswith(REP.iri)}


def english(subject: URIRef, predicate: URIRef) -> list[str]:
    return [
        str(text)
        for text in GRAPH.objects(subject, predicate)
        if isinstance(text, Literal) and text.language == "en"
    ]


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same_graph(name: str) -> None:
    read = Graph()
    quads = pyoxigraph.parse(path=str(FOLDER / name), format=pyoxigraph.RdfFormat.TURTLE)
    triples = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert data is not None
    read.parse(data=data, format="nt")
    assert isomorphic(GRAPHS[name], read)


def test_no_node_is_blank() -> None:
    nodes = {node for triple in GRAPH for node in triple}
    assert {node for node in nodes if not isinstance(node, URIRef | Literal)} == set()


def defined(name: str) -> set[str]:
    """The terms that a file defines."""
    return ours(GRAPHS[name].subjects(RDFS.isDefinedBy, FILES[name]))


def test_every_term_is_defined_in_one_file() -> None:
    core, evidence = map(defined, FILES)
    assert core & evidence == set()
    assert core | evidence == set(REP.names)


def test_a_file_defines_no_term_for_the_other() -> None:
    for name, graph in GRAPHS.items():
        assert set(graph.objects(None, RDFS.isDefinedBy)) == {FILES[name]}


def test_the_core_is_small_and_needs_no_evidence() -> None:
    kinds = {
        kind: ours(CORE.subjects(RDF.type, kind)) for kind in set(CORE.objects(None, RDF.type))
    }
    assert len(kinds[OWL.Class]) <= 8
    assert len(kinds[OWL.ObjectProperty] | kinds[OWL.DatatypeProperty]) <= 20
    assert ours(node for triple in CORE for node in triple) == defined("repertory.ttl")


def test_no_class_only_repeats_one_of_skos() -> None:
    classes = {term(name) for name in ours(GRAPH.subjects(RDF.type, OWL.Class))}
    above = {broader for each in classes for broader in GRAPH.objects(each, RDFS.subClassOf)}
    assert {each for each in above if str(each).startswith(str(SKOS))} == set()


NOTE = re.compile(r"Needed by the questions? (?P<names>[a-z0-9-]+(?:(?:, | and )[a-z0-9-]+)*)\.")
TERM = re.compile(r"\brep:([A-Za-z]+)")
COMMENT = re.compile(r"(^|\s)#.*$|\"[^\"\n]*\"", re.MULTILINE)


@pytest.mark.parametrize("name", sorted(defined("repertory.ttl")))
def test_the_queries_that_need_a_term_of_the_core_use_it(name: str) -> None:
    (note,) = english(term(name), SKOS.scopeNote)
    found = NOTE.fullmatch(note)
    assert found, note
    for query in re.split(", | and ", found["names"]):
        text = COMMENT.sub("", (QUERIES / f"{query}.rq").read_text("utf-8"))
        assert name in TERM.findall(text), query


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OWL.Class, vocabulary.CLASSES),
        (OWL.ObjectProperty, vocabulary.OBJECT_PROPERTIES),
        (OWL.DatatypeProperty, vocabulary.DATATYPE_PROPERTIES),
        (SKOS.ConceptScheme, vocabulary.SCHEMES),
        (
            SKOS.Concept,
            [*finding_terms.FINDING_KINDS, *finding_terms.REPAIR_KINDS, *finding_terms.STATUSES],
        ),
    ],
)
def test_the_terms_are_those_of_the_vocabulary(kind: URIRef, names: Iterable[str]) -> None:
    assert ours(GRAPH.subjects(RDF.type, kind)) == set(names)


def test_every_term_that_is_used_is_in_the_vocabulary() -> None:
    assert ours(node for triple in GRAPH for node in triple) == set(REP.names)


@pytest.mark.parametrize("name", REP.names)
def test_a_term_has_a_label_a_definition_and_the_ontology_that_defines_it(name: str) -> None:
    subject = term(name)
    meanings = english(subject, RDFS.comment) + english(subject, SKOS.definition)
    assert [len(english(subject, RDFS.label)), len(meanings)] == [1, 1]
    assert meanings[0].endswith(".")
    assert len(list(GRAPH.objects(subject, RDFS.isDefinedBy))) == 1


@pytest.mark.parametrize("name", PROPERTIES)
def test_domain_and_range_are_declared_classes_or_datatypes(name: str) -> None:
    types = {URIRef(XSD.string), URIRef(XSD.integer), URIRef(XSD.boolean), RDF.langString}
    classes = set(GRAPH.subjects(RDF.type, OWL.Class))
    known = types if name in vocabulary.DATATYPE_PROPERTIES else classes
    domains, ranges = (
        list(GRAPH.objects(term(name), predicate)) for predicate in (RDFS.domain, RDFS.range)
    )
    assert set(domains) <= classes
    assert set(ranges) <= known
    assert len(domains) <= 1
    assert len(ranges) == (0 if name == "concerns" else 1)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_without_domain_or_range_says_why(name: str) -> None:
    (comment,) = english(term(name), RDFS.comment)
    for predicate, word in ((RDFS.domain, "domain"), (RDFS.range, "range")):
        given = (term(name), predicate, None) in GRAPH
        assert given is not (f"It has no {word}, because" in comment)


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_a_scheme_and_its_concepts_are_complete_skos(scheme: str) -> None:
    expected = {term(name) for name in CONCEPTS[scheme]}
    for predicate in (SKOS.inScheme, SKOS.topConceptOf):
        assert set(GRAPH.subjects(predicate, term(scheme))) == expected
    assert set(GRAPH.objects(term(scheme), SKOS.hasTopConcept)) == expected
    for concept in expected:
        assert english(concept, SKOS.prefLabel) == english(concept, RDFS.label)
        assert len(english(concept, SKOS.definition)) == 1


def test_the_terms_of_undo_exist() -> None:
    used = {str(node) for triple in GRAPH for node in triple if str(node).startswith(UNDO)}
    assert used <= {UNDO + name for name in UNDO_CLASSES}
    assert (term("Document"), SKOS.closeMatch, URIRef(UNDO + "Document")) in GRAPH
    assert (term("Recommendation"), SKOS.closeMatch, URIRef(UNDO + "Recommendation")) in GRAPH
    assert (term("Index"), SKOS.closeMatch, URIRef(UNDO + "Document")) in GRAPH
    assert (term("Compilation"), SKOS.closeMatch, URIRef(UNDO + "OfficialCompilation")) in GRAPH


@pytest.mark.parametrize("name", FILES)
def test_every_term_of_another_vocabulary_is_declared(name: str) -> None:
    """OWL 2 DL asks for it (https://www.w3.org/TR/owl2-syntax/#Typing_Constraints_of_OWL_2_DL).

    Each file is valid alone, so that the evidence declares the terms of the core that it uses.
    """
    graph = GRAPHS[name]
    built_in = (str(OWL), str(RDF), str(RDFS), str(XSD.iri))
    relations = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
    used = {node for relation in relations for node in graph.objects(None, relation)}
    used |= set(graph.predicates()) | set(graph.objects(None, RDF.type))
    used = {node for node in used if not str(node).startswith(built_in)}
    assert {node for node in used if (node, RDF.type, None) not in graph} == set()


@pytest.mark.parametrize("name", FILES)
def test_a_property_is_of_one_kind(name: str) -> None:
    """https://www.w3.org/TR/owl2-syntax/#Typing_Constraints_of_OWL_2_DL."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = [node for kind in kinds for node in GRAPHS[name].subjects(RDF.type, kind)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", FILES)
def test_the_header_names_version_licence_and_who_does_not_issue_it(name: str) -> None:
    ontology = FILES[name]
    dcterms, vann = "http://purl.org/dc/terms/", "http://purl.org/vocab/vann/"
    expected = {
        OWL.versionInfo: Literal("0.2.0"),
        OWL.versionIRI: URIRef(f"{ontology}/0.2.0"),
        URIRef(dcterms + "license"): URIRef("https://creativecommons.org/publicdomain/zero/1.0/"),
        URIRef(dcterms + "created"): Literal("2026-11-24", datatype=URIRef(XSD.date)),
        URIRef(vann + "preferredNamespacePrefix"): Literal("rep"),
        URIRef(vann + "preferredNamespaceUri"): Literal(REP.iri),
        RDFS.comment: Literal("This ontology is not issued by the United Nations.", lang="en"),
    }
    assert {each: GRAPHS[name].value(ontology, each) for each in expected} == expected


def test_the_evidence_imports_the_core() -> None:
    core, evidence = FILES.values()
    assert set(GRAPH.subject_objects(OWL.imports)) == {(evidence, core)}
