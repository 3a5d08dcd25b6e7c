"""The JSON-LD of a dataset reads as plain JSON, and every reader makes the same core of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.jsonld_readers import READERS, expected_lines
from tests.lighthouses import COMPILATION, FIRST, SECOND
from tests.reefs import read_measures, read_reefs

from repertory.graph import describe_core
from repertory.graph.mappings import Mappings
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.model import (
    Cell,
    Citation,
    Dataset,
    DatasetDescription,
    Finding,
    Index,
    IndexDescription,
    IndexRow,
    ParagraphNumber,
    Place,
    Reference,
    RetiredTopic,
    Row,
    Rule,
    Source,
    Symbol,
    Topic,
    VocabularyDescription,
)
from repertory.outputs.dataset_jsonld import WIDTH, write_dataset_jsonld
from repertory.outputs.dataset_keys import CLASSES, TERMS
from repertory.outputs.ontology.ontology_data import CORE, ontology_file
from repertory.outputs.publication import Publication, open_documents
from repertory.rdf import read as read_rdf
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import OWL, RDF, REP, SEMAPV, SKOS

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

VOCABULARY = VocabularyDescription("sea", "https://example.org/sea/")
TOP = Path(__file__).parents[2]


def write(dataset: Dataset, *mappings: Mappings) -> str:
    return "".join(write_dataset_jsonld(dataset, describe_core(dataset, mappings)))


def read(dataset: Dataset, *mappings: Mappings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write(dataset, *mappings))
    return found


def linked(*links: tuple[IRI, IRI, str, str]) -> Mappings:
    """Return accepted links: topic, relation, concept and the label of the concept."""
    accepted = tuple(
        SssomMapping(
            topic,
            relation,
            IRI(concept),
            SEMAPV.ManualMappingCuration,
            {"object_label": label} if label else {},
        )
        for topic, relation, concept, label in links
    )
    return Mappings(VOCABULARY, accepted, (), Source("sea.sssom.tsv", "text/plain", "0" * 64))


# ── The form ─────────────────────────────────────────────────────────────────────────────────────

SCHEME = "https://example.org/id/topics/lights"
FIRST_ID, SECOND_ID, WHOLE = (f"document/{symbol}" for symbol in (FIRST, SECOND, COMPILATION))


def test_a_dataset_is_an_object_with_its_lists_in_order(dataset: Dataset) -> None:
    found = read(dataset)
    publisher = {
        "id": "https://example.org/harbour",
        "type": "Agent",
        "name": {"en": "Harbour Office"},
    }
    expected = {
        "id": "dataset/lighthouses",
        "type": ["Dataset", "VoidDataset"],
        "identifier": "lighthouses",
        "title": {
            "en": "Recommendations on *Lighthouses*",
            "fr": "Recommandations sur les phares",
        },
        "description": {"en": "What was recommended on lighthouses."},
        "version": "1.0",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "rights": {"en": "The documents are fictitious."},
        "publisher": publisher,
    }
    lists = ["indexes", "schemes", "topics", "documents", "compilations", "recommendations"]
    assert list(found) == ["@context", *expected, *lists]
    assert {key: found[key] for key in expected} == expected
    (index,) = found["indexes"]
    assert (index["id"], index["language"], index["issued"]) == (
        "index/lights-2034",
        "en",
        "2034-05-06",
    )
    assert index["creator"]["name"] == {"en": "Working Group on Lighthouses"}


def test_a_topic_lists_its_paragraphs_and_recommendations_in_citation_form(
    dataset: Dataset,
) -> None:
    concept = "https://example.org/sea/7"
    links = linked(
        (IRI(f"{SCHEME}/fog-bells"), SKOS.exactMatch, concept, "bell"),
        (IRI(f"{SCHEME}/fog"), SKOS.broadMatch, "https://example.org/sea/8", ""),
    )
    topics = read(dataset, links)["topics"]
    assert [topic["order"] for topic in topics] == [1, 2, 3, 4, 5, 6]
    assert topics[1]["narrower"] == ["topics/lights/fog-bells"]
    assert topics[1]["broadMatch"] == [{"id": "https://example.org/sea/8"}]
    assert topics[2] == {
        "id": "topics/lights/fog-bells",
        "type": "Topic",
        "label": {"en": "Fog, bells"},
        "inScheme": "topics/lights",
        "order": 3,
        "broader": "topics/lights/fog",
        "exactMatch": [{"id": concept, "label": "bell"}],
        "paragraphs": [{"id": f"{FIRST_ID}#para_4", "citation": f"{FIRST}, para. 4"}],
        "recommendations": [{"id": f"{WHOLE}#sec_I__para_1", "reference": "I.1"}],
    }
    assert (topics[4]["paragraphs"], topics[4]["recommendations"]) == ([], [])


def test_a_document_has_its_paragraphs_and_what_they_record(dataset: Dataset) -> None:
    documents = read(dataset)["documents"]
    assert [document["identifier"] for document in documents] == [FIRST, SECOND]
    ids = [[part["id"] for part in document["paragraphs"]] for document in documents]
    assert ids == [
        [f"{FIRST_ID}#para_{number}" for number in (4, 9, 10)],
        [f"{SECOND_ID}#para_{name}" for name in ("7", "8", "8__subpara_e")],
    ]
    assert documents[1]["paragraphs"][2] == {
        "id": f"{SECOND_ID}#para_8__subpara_e",
        "type": "Paragraph",
        "identifier": f"{SECOND}#para_8__subpara_e",
        "label": {"en": f"{SECOND}, para. 8 (e)"},
        "sortKey": documents[1]["paragraphs"][2]["sortKey"],
        "isPartOf": [f"{SECOND_ID}#para_8"],
        "topics": ["topics/lights/boats", "topics/lights/lamps-oil"],
        "records": [{"id": f"{WHOLE}#sec_II__para_2__subpara_e", "reference": "II.2.e"}],
    }


def test_a_recommendation_says_where_it_is_recorded(dataset: Dataset) -> None:
    found = read(dataset)
    (compilation,) = found["compilations"]
    sections = [section["reference"] for section in compilation["sections"]]
    assert (compilation["identifier"], sections) == (COMPILATION, ["I", "II", "IX"])
    recommendations = {each["reference"]: each for each in found["recommendations"]}
    assert list(recommendations) == ["I.1", "I.6", "I.7", "II.2.e", "IX.5"]
    assert recommendations["I.7"] == {
        "id": f"{WHOLE}#sec_I__para_7",
        "type": "Recommendation",
        "reference": "I.7",
        "identifier": f"{COMPILATION}#sec_I__para_7",
        "label": {"en": f"{COMPILATION}, I.7"},
        "sortKey": recommendations["I.7"]["sortKey"],
        "isPartOf": [f"{WHOLE}#sec_I"],
        "topics": ["topics/lights/fog"],
        "recordedIn": [{"id": f"{FIRST_ID}#para_10", "citation": f"{FIRST}, para. 10"}],
    }
    assert "recordedIn" not in recommendations["IX.5"]


def test_a_doubted_pair_is_not_stated_as_a_fact(dataset: Dataset, index: Index) -> None:
    doubt = replace(index.findings[1], status="open")
    found = read(replace(dataset, indexes=(replace(index, findings=(doubt,)),)))
    paragraph = found["documents"][0]["paragraphs"][2]
    recommendation = {each["reference"]: each for each in found["recommendations"]}["I.7"]
    assert paragraph["mayRecord"] == [{"id": f"{WHOLE}#sec_I__para_7", "reference": "I.7"}]
    assert [each["id"] for each in recommendation["mayBeRecordedIn"]] == [paragraph["id"]]
    assert "records" not in paragraph
    assert "recordedIn" not in recommendation


def test_a_compilation_that_is_cited_is_in_both_lists(dataset: Dataset, index: Index) -> None:
    found = read(replace(dataset, indexes=(replace(index, compilation=FIRST),)))
    (compilation,) = found["compilations"]
    document = found["documents"][0]
    assert compilation["id"] == document["id"] == FIRST_ID
    assert compilation["type"] == document["type"] == ["Document", "Compilation"]
    assert [part["type"] for part in document["paragraphs"]] == ["Paragraph"] * 3
    assert [part["type"] for part in compilation["sections"]] == ["Section"] * 3


def test_a_dataset_without_indexes_has_empty_lists(dataset: Dataset) -> None:
    found = read(replace(dataset, indexes=()))
    lists = ["indexes", "schemes", "topics", "documents", "compilations", "recommendations"]
    assert {key: found[key] for key in lists} == {key: [] for key in lists}


def test_citations_are_in_the_first_language_and_labels_in_all(
    dataset: Dataset, index: Index
) -> None:
    french = replace(index.description, identifier="phares-2034", language="fr")
    found = read(replace(dataset, indexes=(replace(index, description=french), index)))
    paragraph = found["documents"][0]["paragraphs"][0]
    assert paragraph["label"] == {"fr": f"{FIRST}, par. 4", "en": f"{FIRST}, para. 4"}
    listed = found["topics"][0]["paragraphs"][0]
    assert listed == {"id": paragraph["id"], "citation": f"{FIRST}, par. 4"}


def test_a_date_without_a_day_keeps_its_datatype(dataset: Dataset, index: Index) -> None:
    described = replace(index.description, date="2034-05")
    found = read(replace(dataset, indexes=(replace(index, description=described),)))
    datatype = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    assert found["indexes"][0]["issued"] == {"@value": "2034-05", "@type": datatype}


@pytest.mark.parametrize(
    ("symbol", "shown"),
    [
        ("A/RES/3201 (S-VI)", "document/A/RES/3201%20(S-VI)"),
        ("Été 1", "document/lighthouses/%C3%89t%C3%A9%201"),
        ("Decision VII/12", "document/lighthouses/Decision%20VII%2F12"),
    ],
)
def test_an_iri_is_relative_if_every_reader_resolves_it_to_the_same(
    dataset: Dataset, index: Index, symbol: str, shown: str
) -> None:
    (row, *_), (citation, *_) = index.rows, index.citations
    rows = (replace(row, document=Symbol(symbol)),)
    citations = (replace(citation, document=Symbol(symbol)),)
    found = read(replace(dataset, indexes=(replace(index, rows=rows, citations=citations),)))
    assert [document["id"] for document in found["documents"]] == [shown]


def test_a_short_member_is_on_one_line_and_the_document_is_written_in_parts(
    dataset: Dataset,
) -> None:
    parts = list(write_dataset_jsonld(dataset, describe_core(dataset)))
    text = "".join(parts)
    lines = text.splitlines()
    shown = f'{{"id": "{WHOLE}#sec_I__para_1", "reference": "I.1"}}'
    assert max(map(len, parts[1:])) < len(text) / 5
    assert any(line.strip(' ",') == shown.strip(' ",') for line in lines)
    assert [line for line in lines if len(line) > WIDTH + 40] == []
    assert text.endswith("\n  ]\n}\n")


# ── What it means ────────────────────────────────────────────────────────────────────────────────


def test_each_class_and_property_of_the_core_has_a_key() -> None:
    statements = read_rdf(ontology_file(CORE), "turtle")
    kinds = {OWL.Class: CLASSES, OWL.ObjectProperty: TERMS, OWL.DatatypeProperty: TERMS}
    ours = [(s, o) for s, p, o in statements if p == RDF.type and str(s).startswith(REP.iri)]
    assert len(ours) > 6
    assert [term for term, kind in ours if kind in kinds and term not in kinds[kind]] == []
    keys = [key for key, _ in TERMS.values()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_makes_the_core_of_the_published_dataset(reader: str) -> None:
    publication = open_documents(manifest=str(TOP / "repertory.toml"))
    text = "".join(write_dataset_jsonld(publication.dataset, publication.core))
    assert READERS[reader](text) == expected_lines(publication.core)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("read_list", [read_reefs, read_measures])
def test_every_reader_makes_the_core_of_a_list_without_a_compilation(
    reader: str, read_list: Callable[[], Publication]
) -> None:
    publication = read_list()
    text = "".join(write_dataset_jsonld(publication.dataset, publication.core))
    assert READERS[reader](text) == expected_lines(publication.core)


def test_a_recommendation_has_its_text_and_the_names_of_what_is_stated() -> None:
    found = read(read_reefs().dataset)
    paragraph = found["documents"][0]["paragraphs"][0]
    shown = ("type", "text", "position", "sdgTarget", "session", "date")
    assert {key: paragraph[key] for key in shown} == {
        "type": ["Paragraph", "Recommendation"],
        "text": {"en": "Map the reefs."},
        "position": [{"id": "position/reefs/accepted", "label": "Accepted"}],
        "sdgTarget": ["http://metadata.un.org/sdg/14.2"],
        "session": "Third session",
        "date": "2020-05-04",
    }
    assert found["recommendations"] == []
    assert [each["label"]["en"] for each in found["topics"]] == ["Reefs", "Nets"]
    assert {each["type"] for each in found["concepts"]} == {"Concept"}
    types = [each["type"] for each in found["schemes"]]
    assert types == ["TopicScheme", *["ConceptScheme"] * 3]


def test_a_dataset_without_texts_defines_no_keys_for_them() -> None:
    context = read(read_measures().dataset)["@context"]
    assert {"text", "position", "concepts", "Concept"}.isdisjoint(context)
    assert {"session", "date"} <= context.keys()


LANGUAGES = st.sampled_from(["en", "fr", "zh-Hant", ""])
TEXTS = st.text(st.sampled_from('aÉ油"\\@:/ \u2028|\n'), min_size=1, max_size=4)
SLUGS = st.sampled_from(["a", "b", "сбор-данных", "d", "e"])
SCHEMES = st.sampled_from(["sea", "land"])
SYMBOLS = st.sampled_from(
    ["A/1", "A/10", "A/RES/3201 (S-VI)", "A/../2", "A//3", "B:x/4", "A/Été/5", "A/6;", "A/#7?"]
).map(Symbol)
PARAGRAPHS = st.builds(
    ParagraphNumber,
    st.integers(1, 12),
    st.sampled_from(["", "bis"]),
    st.sampled_from([(), ("a",), ("a", "i"), tuple("abcdefgh" * 6)]),
)
REFERENCES = st.builds(Reference, st.sampled_from(["", "I", "II", "X/2"]), PARAGRAPHS)
DATES = st.sampled_from(["", "2034", "2034-05", "2034-05-06"])
BASES = st.sampled_from(
    [
        "https://example.org/id/",
        "https://example.org/",
        "https://example.org:8000/a%20b/é/",
        "https://example.org//id/",
        "https://example.org/a/../id/",
        "https://example.org/a:b/",
    ]
)
PLACE = Place("index.txt", line=1)


@st.composite
def indexes(draw: st.DrawFn, number: int) -> Index:
    slugs = draw(st.lists(SLUGS, unique=True, max_size=4))
    labels = draw(st.lists(TEXTS, unique=True, min_size=len(slugs), max_size=len(slugs)))
    topics = tuple(
        Topic(
            label,
            slug,
            order,
            (label,),
            draw(st.lists(TEXTS, max_size=1).map(tuple)),
            draw(st.none() | st.sampled_from(labels[: order - 1])) if order > 1 else None,
        )
        for order, (label, slug) in enumerate(zip(labels, slugs, strict=True), 1)
    )
    citations = [
        Citation(
            row, 1, draw(st.sampled_from(labels)), draw(SYMBOLS), paragraph, reference, None, None,
            PLACE,
        )
        for row in range(1, draw(st.integers(0, 5)) + 1 if labels else 1)
        if (paragraph := draw(st.none() | PARAGRAPHS)) or True
        if (reference := draw(st.none() | REFERENCES)) or True
    ]  # fmt: skip
    cell = Cell("", PLACE)
    rows = [
        Row(
            each.row, each.heading, each.document, (), (),
            IndexRow(each.row, each.heading, "", cell, cell, cell, PLACE),
        )
        for each in citations
    ]  # fmt: skip
    doubted = [each for each in citations if draw(st.booleans())]
    findings = [
        Finding("rule-break", "warning", "doubted", row=each.row, ordinal=1) for each in doubted
    ]
    description = IndexDescription(
        f"index-{number}",
        draw(SCHEMES),
        draw(st.just("") | TEXTS),
        draw(st.sampled_from(["", "Body", "Other body"])),
        draw(st.none() | SYMBOLS),
        draw(DATES),
        draw(LANGUAGES),
    )
    source = Source("index.txt", "text/plain", "0" * 64)
    rules = [Rule(Symbol("A/1"), "IV", 3)] if draw(st.booleans()) else []
    compilation = draw(st.none() | SYMBOLS)
    if compilation is None and not any(each.reference for each in citations):
        rules = []
    parts = (topics, tuple(rows), tuple(citations), tuple(rules), tuple(findings))
    return Index(description, source, compilation, *parts)


@st.composite
def datasets(draw: st.DrawFn) -> tuple[Dataset, Mappings]:
    """Draw a dataset of several editions and languages, with retired topics and links."""
    texts = st.lists(st.tuples(LANGUAGES, TEXTS), max_size=2).map(tuple)
    base = draw(BASES)
    description = DatasetDescription(
        identifier="d",
        base=base,
        titles=draw(texts),
        descriptions=draw(texts),
        publisher=draw(st.just("") | TEXTS),
        publisher_iri=draw(st.sampled_from(["", "https://p.example/", f"{base}index/index-0"])),
        license=draw(st.sampled_from(["", "https://l.example/#x"])),
        rights=draw(st.just("") | TEXTS),
        version=draw(st.just("") | TEXTS),
    )
    editions = tuple(draw(indexes(number)) for number in range(draw(st.integers(0, 3))))
    schemes = [edition.description.scheme for edition in editions]
    retired = {
        (scheme, slug): RetiredTopic(scheme, slug, draw(TEXTS), draw(LANGUAGES), ("a",))
        for scheme in schemes
        for slug in draw(st.lists(SLUGS, max_size=2))
    }
    dataset = Dataset(description, editions, tuple(retired.values()))
    minter = Minter(base, "d")
    topics = [
        minter.topic(edition.description.scheme, topic.slug)
        for edition in editions
        for topic in edition.topics
    ] + [minter.topic(*each) for each in retired]
    concepts = st.sampled_from(
        ["https://example.org/sea/1", "https://example.org/sea/2#a:b", *topics]
    )
    if not topics:
        return dataset, linked()
    labels = TEXTS | st.just("")
    links = st.tuples(st.sampled_from(topics), st.sampled_from(MATCHES), concepts, labels)
    return dataset, linked(*draw(st.lists(links, max_size=3)))


def numbered(dataset: Dataset) -> Dataset:
    """Number a topic, and relate two."""
    (index,) = dataset.indexes
    boats, fog, *others = index.topics
    boats = replace(boats, notation="A.1", related=("Fog",))
    return replace(
        dataset,
        indexes=(replace(index, topics=(boats, replace(fog, related=("Boats",)), *others)),),
    )


def test_a_topic_has_its_number_and_the_topics_that_it_refers_to(dataset: Dataset) -> None:
    boats, fog, *_ = read(numbered(dataset))["topics"]

    assert (boats["notation"], boats["related"]) == ("A.1", ["topics/lights/fog"])
    assert ("notation" in fog, fog["related"]) == (False, ["topics/lights/boats"])
    assert "related" not in read(dataset)["@context"]


@pytest.mark.parametrize("reader", READERS)
def test_numbers_and_relations_of_topics_are_read_again(reader: str, dataset: Dataset) -> None:
    made = numbered(dataset)

    assert READERS[reader](write(made)) == expected_lines(describe_core(made, []))


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=40)
@given(drawn=datasets())
def test_read_of_write_is_the_core(reader: str, drawn: tuple[Dataset, Mappings]) -> None:
    dataset, mappings = drawn
    expected = expected_lines(describe_core(dataset, [mappings]))
    assert READERS[reader](write(dataset, mappings)) == expected


@settings(max_examples=40)
@given(drawn=datasets())
def test_each_thing_is_described_once_in_its_list(drawn: tuple[Dataset, Mappings]) -> None:
    dataset, mappings = drawn
    found = read(dataset, mappings)
    parts = [part for document in found["documents"] for part in document["paragraphs"]]
    sections = [part for whole in found["compilations"] for part in whole["sections"]]
    for things in (found["topics"], parts, sections, found["recommendations"]):
        ids = [thing["id"] for thing in things]
        assert len(ids) == len(set(ids))
