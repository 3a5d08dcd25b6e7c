"""The catalogue as data: `queries.ttl`."""

from __future__ import annotations

import rdflib
from rdflib.namespace import DCTERMS, RDF, SH, SKOS

from repertory.outputs.query_catalogue import write_queries
from repertory.querying.catalogue import find_query, query_names
from repertory.querying.local import LocalStore, open_store
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.vocabulary import RDFS
from repertory.rdf.vocabulary import SKOS as OUR_SKOS

SEA = IRI("https://example.org/topics/sea")
PARAGRAPH = IRI("https://example.org/A/1#para_8__subpara_e")
TRIPLES: list[Triple] = [
    (SEA, OUR_SKOS.prefLabel, Literal("Smuggling by sea", language="en")),
    (PARAGRAPH, RDFS.label, Literal("CTOC/COP/WG.7/2018/3, para. 8 (e)", language="en")),
]


def catalogue() -> rdflib.Graph:
    content = write_queries(TRIPLES, Minter("https://example.org/"))
    return rdflib.Graph().parse(data=content, format="turtle")


def test_each_query_is_an_executable_that_runs() -> None:
    graph = catalogue()
    store = LocalStore(open_store())
    executables = set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))
    names = {str(graph.value(each, DCTERMS.identifier)) for each in executables}
    assert names == set(query_names())
    for each in executables:
        store.ask(str(graph.value(each, SH.select)))


def test_each_query_is_described_as_the_sib_requires() -> None:
    """It has one query, a comment with a language, keywords, and the endpoint if there is one.

    The shapes of https://github.com/sib-swiss/sparql-examples require these.
    """
    endpoint = "https://example.org/sparql"
    content = write_queries(TRIPLES, Minter("https://example.org/"), endpoint)
    graph = rdflib.Graph().parse(data=content, format="turtle")
    for each in graph.subjects(RDF.type, SH.SPARQLExecutable):
        (comment,) = graph.objects(each, rdflib.RDFS.comment)
        assert isinstance(comment, rdflib.Literal) and comment.language == "en"
        assert len(list(graph.objects(each, SH.select))) == 1
        assert list(graph.objects(each, rdflib.SDO.target)) == [rdflib.URIRef(endpoint)]
        assert list(graph.objects(each, rdflib.SDO.keywords))
    assert list(catalogue().objects(None, rdflib.SDO.target)) == []


def test_the_labels_are_in_the_default_language() -> None:
    query = rdflib.URIRef("https://example.org/query/topics")
    text = str(catalogue().value(query, SH.select))
    assert 'LANG(?topic) = "en", false' in text and "?_language" not in text


def test_a_query_that_needs_the_evidence_says_so() -> None:
    graph = catalogue()
    needing = {
        str(graph.value(each, DCTERMS.identifier))
        for each in graph.subjects(rdflib.SDO.keywords, rdflib.Literal("evidence"))
        if "needs the evidence" in str(graph.value(each, rdflib.RDFS.comment))
    }
    assert needing == {name for name in query_names() if find_query(name).needs_evidence}


def test_there_are_no_blank_nodes() -> None:
    assert [node for node in catalogue().all_nodes() if isinstance(node, rdflib.BNode)] == []


def test_an_example_in_the_dataset_is_in_the_query() -> None:
    graph = catalogue()
    query = rdflib.URIRef("https://example.org/query/recommendations-on-topic")
    assert f"<{SEA}>" in str(graph.value(query, SH.select))
    parameter = query + "#topic"
    assert (query, SH.parameter, parameter) in graph
    assert list(graph.objects(parameter, SKOS.example)) == [rdflib.URIRef(SEA)]
    query = rdflib.URIRef("https://example.org/query/topics-of-paragraph")
    assert f"<{PARAGRAPH}>" in str(graph.value(query, SH.select))


def test_a_parameter_whose_example_is_not_in_the_dataset_stays_unbound() -> None:
    graph = catalogue()
    query = rdflib.URIRef("https://example.org/query/concordance-of-report")
    assert "?_document_iri" in str(graph.value(query, SH.select))


def test_the_prefixes_of_all_queries_are_declared() -> None:
    graph = catalogue()
    declared = {str(graph.value(each, SH.prefix)) for each in graph.objects(None, SH.declare)}
    assert {"dcterms", "rep", "skos", "rdfs", "sh"} <= declared
