"""The graph of the topics answers the queries of Skosmos 3 with the dialect "Generic".

Skosmos infers nothing and reads one named graph. The queries are rewritten after
https://github.com/NatLibFi/Skosmos/blob/main/src/model/sparql/GenericSparql.php.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph
import pytest
import rdflib
from msgspec.structs import replace
from rdflib import DCTERMS, RDF, RDFS, SKOS, VOID, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from tests.lighthouses import content_of

from repertory.graph.mappings import Mappings
from repertory.graph.topics import LABELS
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.model import RetiredTopic, Source, Topic, VocabularyDescription
from repertory.outputs.publication import Publication
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import REP, SEMAPV
from repertory.rdf.vocabulary import SKOS as OUR_SKOS

TOP = Path(__file__).resolve().parents[3]
SKOSMOS = Namespace("http://purl.org/net/skosmos#")
PREFIXES = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


class Vocabulary:
    """The vocabulary of a configuration, and the store that it reads."""

    def __init__(self, folder: Path) -> None:
        self.configuration = Graph().parse(folder / "portal" / "skosmos.ttl")
        (self.node,) = self.configuration.subjects(RDF.type, SKOSMOS.Vocabulary)
        self.store = pyoxigraph.Store()
        graphs = gzip.decompress((folder / "dataset.trig.gz").read_bytes())
        self.store.load(graphs, pyoxigraph.RdfFormat.TRIG)
        self.graph = pyoxigraph.NamedNode(str(self.setting(SKOSMOS.sparqlGraph)))
        self.scheme = str(self.setting(SKOSMOS.mainConceptScheme))

    def setting(self, key: URIRef) -> object:
        return self.configuration.value(self.node, key)

    def ask(self, query: str) -> list[dict[str, str]]:
        """Query the graph of the vocabulary."""
        found = self.store.query(PREFIXES + query, default_graph=[self.graph])
        assert isinstance(found, pyoxigraph.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [
            {n: getattr(v, "value", "") for n, v in zip(names, row, strict=True) if v is not None}
            for row in found
        ]


@pytest.fixture(params=["real", "lighthouses"])
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    """The published topics, and those of a dataset with every key of a manifest."""
    if request.param == "real":
        return Vocabulary(TOP / "dist")
    folder = request.getfixturevalue("folder")
    assert isinstance(folder, Path)
    return Vocabulary(folder)


TOPICS = "SELECT ?topic WHERE { ?topic a skos:Concept }"


def test_the_top_concepts_are_found_by_top_concept_of(vocabulary: Vocabulary) -> None:
    tops = vocabulary.ask(
        f"""SELECT ?top ?label ?children WHERE {{
          ?top skos:topConceptOf <{vocabulary.scheme}> .
          ?top skos:prefLabel ?label . FILTER (langMatches(lang(?label), "en"))
          BIND (EXISTS {{ ?top skos:narrower ?below }} AS ?children) }}"""
    )
    below = vocabulary.ask("SELECT ?topic WHERE { ?topic skos:broader ?above }")
    topics = vocabulary.ask(TOPICS)
    assert len(tops) + len(below) == len(topics)
    with_children = {row["top"] for row in tops if row["children"] == "true"}
    above = {row["above"] for row in vocabulary.ask("SELECT ?above { ?topic skos:broader ?above }")}
    assert with_children == above


def test_the_published_scheme_has_46_top_concepts_and_34_narrower_ones() -> None:
    vocabulary = Vocabulary(TOP / "dist")
    tops = vocabulary.ask(f"SELECT ?t {{ ?t skos:topConceptOf <{vocabulary.scheme}> }}")
    below = vocabulary.ask("SELECT ?t { ?t skos:broader ?above }")
    assert (len(tops), len(below)) == (46, 34)


def test_every_topic_is_below_a_top_concept(vocabulary: Vocabulary) -> None:
    rooted = vocabulary.ask(
        f"""SELECT DISTINCT ?topic WHERE {{
          ?topic a skos:Concept ; skos:broader* ?top .
          ?top skos:topConceptOf <{vocabulary.scheme}> }}"""
    )
    assert len(rooted) == len(vocabulary.ask(TOPICS))


def test_broader_and_narrower_are_both_there(vocabulary: Vocabulary) -> None:
    up = vocabulary.ask("SELECT ?a ?b { ?a skos:broader ?b }")
    down = vocabulary.ask("SELECT ?a ?b { ?b skos:narrower ?a }")
    assert sorted(map(str, up)) == sorted(map(str, down))
    assert up


def test_the_scheme_has_a_label_in_every_language_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    languages = {str(tag) for tag in vocabulary.configuration.objects(None, SKOSMOS.language)}
    assert languages
    for language in languages:
        (row,) = vocabulary.ask(
            f"""SELECT ?label ?name ?title WHERE {{
              ?scheme a skos:ConceptScheme ; rdfs:label ?label ; skos:prefLabel ?name ;
                      dct:title ?title .
              FILTER (langMatches(lang(?label), "{language}") && lang(?name) = lang(?label)
                      && lang(?title) = lang(?label)) }}"""
        )
        assert row["label"] == row["name"] == row["title"]


def test_every_topic_has_a_label_in_the_default_language(vocabulary: Vocabulary) -> None:
    language = vocabulary.setting(SKOSMOS.defaultLanguage)
    labelled = vocabulary.ask(
        f"""SELECT ?topic WHERE {{ ?topic a skos:Concept ; skos:prefLabel ?label ;
              skos:inScheme <{vocabulary.scheme}> . FILTER (lang(?label) = "{language}") }}"""
    )
    assert len(labelled) == len(vocabulary.ask(TOPICS))


def test_the_alphabetical_index_finds_a_topic_by_its_first_letter() -> None:
    vocabulary = Vocabulary(TOP / "dist")
    found = vocabulary.ask(
        """SELECT DISTINCT ?topic ?label WHERE { ?topic skos:prefLabel ?label ; a ?type .
          FILTER (strstarts(lcase(str(?label)), "c") && langMatches(lang(?label), "en"))
          FILTER NOT EXISTS { ?topic owl:deprecated true } VALUES ?type { skos:Concept } }"""
    )
    assert "Corruption" in {row["label"] for row in found}


def test_the_list_of_new_topics_has_those_that_a_later_edition_added(
    publication: Publication, tmp_path: Path
) -> None:
    (first,) = publication.dataset.indexes
    description = replace(first.description, identifier="lights-2036", date="2036-01-02")
    topics = (*first.topics, Topic("Whistles", "whistles", 7, ("Whistles",)))
    later = replace(first, description=description, topics=topics, findings=())
    dataset = replace(publication.dataset, indexes=(first, later))
    replace(publication, dataset=dataset).write(tmp_path)
    dated = Vocabulary(tmp_path).ask(
        """SELECT ?label ?date WHERE { ?topic a skos:Concept ; skos:prefLabel ?label .
          { ?topic dct:created ?date . MINUS { ?topic owl:deprecated true } }
          FILTER (datatype(?date) = xsd:date && langMatches(lang(?label), "en")) }
        ORDER BY DESC(YEAR(?date)) DESC(MONTH(?date)) LCASE(?label)"""
    )
    assert dated == [{"label": "Whistles", "date": "2036-01-02"}]


def test_the_page_of_a_topic_shows_what_is_listed_under_it_and_its_links(
    publication: Publication, tmp_path: Path
) -> None:
    """A value is shown by its label, below the label of the property, both from this graph."""
    topic = IRI("https://example.org/id/topics/lights/fog-bells")
    bell = IRI("https://example.org/sea/7")
    slots = {"object_label": "bell"}
    link = SssomMapping(topic, OUR_SKOS.exactMatch, bell, SEMAPV.ManualMappingCuration, slots)
    source = Source("sea.sssom.tsv", "text/tab-separated-values", "0" * 64)
    sea = VocabularyDescription("sea", "https://example.org/sea/")
    replace(publication, mappings=(Mappings(sea, (link,), (), source),)).write(tmp_path)
    vocabulary = Vocabulary(tmp_path)
    shown = vocabulary.ask(
        f"""SELECT ?property ?label WHERE {{
          <{topic}> ?p ?o . ?p rdfs:label ?property . ?o rdfs:label ?label
          FILTER (lang(?property) = "en") }} ORDER BY ?label"""
    )
    listed = "listed paragraphs and recommendations"
    assert shown == [
        {"property": listed, "label": "LIGHT/WG.2/2031/4, para. 4"},
        {"property": listed, "label": "LIGHT/WG.2/2034/3, I.1"},
    ]
    assert vocabulary.ask(f"SELECT ?n {{ <{topic}> skos:exactMatch ?o . ?o rdfs:label ?n }}") == [
        {"n": "bell"}
    ]


def test_our_own_classes_and_properties_are_labelled_in_the_same_graph(
    vocabulary: Vocabulary,
) -> None:
    unlabelled = vocabulary.ask(
        """SELECT DISTINCT ?term WHERE {
          { ?s ?term ?o } UNION { ?s a ?term }
          FILTER (STRSTARTS(STR(?term), "https://w3id.org/repertory/ns#"))
          FILTER NOT EXISTS { ?term rdfs:label ?label FILTER (lang(?label) = "en") } }"""
    )
    assert unlabelled == []


def test_topics_are_counted_by_their_class(vocabulary: Vocabulary) -> None:
    (row,) = vocabulary.ask(
        """SELECT (COUNT(DISTINCT ?topic) AS ?number) ?type WHERE {
          VALUES ?value { skos:Concept skos:Collection }
          ?type rdfs:subClassOf* ?value . ?type ^a ?topic } GROUP BY ?type"""
    )
    assert row == {"number": str(len(vocabulary.ask(TOPICS))), "type": str(SKOS.Concept)}


def test_the_labels_of_our_terms_are_those_of_the_ontology() -> None:
    ontology = Graph().parse(TOP / "ontology" / "repertory.ttl")
    ours = {term: label for term, label in LABELS.items() if term.startswith(REP.iri)}
    assert ours
    for term, label in ours.items():
        assert ontology.value(URIRef(term), RDFS.label) == Literal(label, lang="en")


def test_only_topics_and_the_scheme_link_to_a_topic(vocabulary: Vocabulary) -> None:
    """A concept page fetches every statement that points at the concept."""
    rows = vocabulary.ask(
        """SELECT DISTINCT ?type WHERE { ?s ?p ?topic ; a ?type . ?topic a skos:Concept }"""
    )
    assert {row["type"] for row in rows} <= {
        str(SKOS.Concept),
        str(SKOS.ConceptScheme),
    }


def test_a_deprecated_topic_is_hidden_and_links_to_its_replacement(
    publication: Publication, tmp_path: Path
) -> None:
    beacons = RetiredTopic("lights", "beacons", "Beacons", "en", ("lamps-oil",))
    signals = RetiredTopic("lights", "signals-flags", "Signals, flags", "en")
    dataset = replace(publication.dataset, retired=(beacons, signals))
    replace(publication, dataset=dataset).write(tmp_path)
    vocabulary = Vocabulary(tmp_path)
    tree = vocabulary.ask(
        """SELECT ?topic { { ?topic skos:topConceptOf ?s } UNION { ?topic skos:broader ?above }
                           UNION { ?above skos:narrower ?topic }
                           UNION { ?scheme skos:hasTopConcept ?topic } }"""
    )
    space = str(vocabulary.setting(VOID.uriSpace))
    shown = {row["topic"].removeprefix(space) for row in tree}
    assert shown == {"boats", "fog", "fog-bells", "lamps-oil", "signals"}
    (page,) = vocabulary.ask(
        """SELECT ?topic ?label ?other ?name WHERE {
          ?topic a skos:Concept ; owl:deprecated true ; skos:inScheme ?scheme ;
                 skos:prefLabel ?label ; dct:isReplacedBy ?other . ?other skos:prefLabel ?name }"""
    )
    page = {key: value.removeprefix(space) for key, value in page.items()}
    assert page == {
        "topic": "beacons",
        "label": "Beacons",
        "other": "lamps-oil",
        "name": "=Lamps|oil",
    }


def test_an_iri_has_one_segment_after_the_uri_space(vocabulary: Vocabulary) -> None:
    space = str(vocabulary.setting(VOID.uriSpace))
    for row in vocabulary.ask(TOPICS):
        local = row["topic"].removeprefix(space)
        assert local != row["topic"]
        assert local
        assert "/" not in local
        assert not urlsplit(row["topic"]).fragment
        assert unquote(local) == local


def test_the_configuration_has_all_settings(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    graph, node = vocabulary.configuration, vocabulary.node
    (fallbacks,) = graph.objects(node, SKOSMOS.fallbackLanguages)
    languages = Collection(graph, fallbacks)
    settings = {
        (str(key).rpartition("#")[2].rpartition("/")[2], str(value))
        for key, value in graph.predicate_objects(node)
        if not isinstance(value, rdflib.BNode)
    }
    base = "https://example.org/id/"
    assert settings == {
        ("type", str(SKOSMOS.Vocabulary)),
        ("type", str(VOID.Dataset)),
        ("title", "Recommandations sur les phares"),
        ("title", "Recommendations on *Lighthouses*"),
        ("shortName", "LIGHTS"),
        ("uriSpace", f"{base}topics/lights/"),
        ("sparqlEndpoint", "https://example.org/sparql"),
        ("sparqlDialect", "Generic"),
        ("sparqlGraph", f"{base}graph/lighthouses/topics/lights"),
        ("mainConceptScheme", f"{base}topics/lights"),
        ("language", "en"),
        ("defaultLanguage", "en"),
        ("showTopConcepts", "true"),
        ("showNotation", "false"),
        ("useModifiedDate", "true"),
        ("dataDump", "https://example.org/files/topics.ttl"),
    }
    assert [str(language) for language in languages] == ["en"]
    assert set(graph.objects(node, DCTERMS.title)) == {
        Literal("Recommandations sur les phares", lang="fr"),
        Literal("Recommendations on *Lighthouses*", lang="en"),
    }


def test_without_an_endpoint_the_configuration_says_where_to_add_it(bare: Publication) -> None:
    content = content_of(bare, "portal/skosmos.ttl")
    assert b"# are in another store, add: void:sparqlEndpoint" in content
    assert not list(Graph().parse(data=content, format="turtle").objects(None, VOID.sparqlEndpoint))
