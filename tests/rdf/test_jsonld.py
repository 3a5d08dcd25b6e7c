"""JSON-LD is compact, and every parser reads the same statements from it."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.jsonld_readers import READERS, by_pyoxigraph, expected_lines

from repertory.errors import OutputError
from repertory.rdf import vocabulary
from repertory.rdf.jsonld import MAXIMUM_DEPTH, NESTED, write_jsonld
from repertory.rdf.terms import IRI, Literal, Term, Triple
from repertory.rdf.vocabulary import (
    DCTERMS,
    FOAF,
    PREFIXES,
    RDF,
    RDFS,
    REP,
    SH,
    SKOS,
    SPDX,
    XSD,
    Namespace,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:Parsing weird boolean"),
]

CONTEXT_FILE = Path(__file__).parents[2] / "ontology" / "context.jsonld"
CONTEXT = {
    "@context": {
        "@version": 1.1,
        **PREFIXES,
        "id": "@id",
        "type": "@type",
        "Index": "rep:Index",
        "Row": "rep:Row",
        "Citation": "rep:Citation",
        "rule-break": "rep:rule-break",
        "open": "rep:open",
        "Warning": "sh:Warning",
        "Info": "sh:Info",
        "title": {"@id": "dcterms:title", "@container": "@language"},
        "label": {"@id": "rdfs:label", "@container": "@language"},
        "comment": {"@id": "rdfs:comment", "@container": "@language"},
        "language": "dcterms:language",
        "date": {"@id": "dcterms:date", "@type": "xsd:date"},
        "publisher": {"@id": "dcterms:publisher", "@type": "@id"},
        "checksum": {"@id": "spdx:checksum", "@type": "@id"},
        "isDefinedBy": {"@id": "rdfs:isDefinedBy", "@type": "@id"},
        "order": {"@id": "rep:order", "@type": "xsd:integer"},
        "line": {"@id": "rep:line", "@type": "xsd:integer"},
        "place": "rep:place",
        "inIndex": {"@id": "rep:inIndex", "@type": "@id"},
        "topic": {"@id": "rep:topic", "@type": "@id"},
        "keepsSubparagraphs": {"@id": "rep:keepsSubparagraphs", "@type": "xsd:boolean"},
        "findingKind": {"@id": "rep:findingKind", "@type": "@vocab"},
        "severity": {"@id": "rep:severity", "@type": "@vocab"},
        "status": {"@id": "rep:status", "@type": "@vocab"},
        "concerns": {"@id": "rep:concerns", "@type": "@id", "@container": "@set"},
        "reason": {"@id": "rep:reason", "@container": "@language"},
        "printedValue": "rep:printedValue",
        "broader": {"@id": "skos:broader", "@type": "@id"},
        "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id", "@container": "@set"},
        "hasPart": {"@id": "dcterms:hasPart", "@type": "@id", "@container": "@set"},
    }
}
BASE = "https://w3id.org/repertory/id/"
UNKNOWN = IRI("https://example.org/other/term")
INDEX, ROW, OTHER_ROW, CITATION, FINDING = (
    IRI(BASE + name) for name in ("index", "row/2", "row/10", "citation/2.1", "finding/1")
)


def triples(*statements: Triple) -> list[Triple]:
    return list(statements)


def write(statements: Iterable[Triple]) -> str:
    return "".join(write_jsonld(statements, CONTEXT))


def graph_of(statements: Iterable[Triple]) -> list[dict[str, object]]:
    graph: list[dict[str, object]] = json.loads(write(statements))["@graph"]
    return graph


EVERYTHING = triples(
    (INDEX, RDF.type, REP.Index),
    (INDEX, DCTERMS.title, Literal("Index of recommendations", language="en")),
    (INDEX, DCTERMS.title, Literal("Index des recommandations", language="fr")),
    (INDEX, DCTERMS.title, Literal("Répertoire des recommandations", language="fr")),
    (INDEX, DCTERMS.title, Literal("Indeks rekomendasi", language="id")),
    (INDEX, DCTERMS.title, Literal("A title without a language")),
    (INDEX, DCTERMS.date, Literal("2019-07-16", datatype=XSD.date)),
    (INDEX, DCTERMS.date, Literal("2019", datatype=XSD.gYear)),
    (INDEX, DCTERMS.publisher, Literal("A publisher by name")),
    (INDEX, DCTERMS.language, Literal("en")),
    (INDEX, DCTERMS.language, IRI("http://id.loc.gov/vocabulary/iso639-1/en")),
    (INDEX, SKOS.hasTopConcept, ROW),
    (INDEX, SKOS.hasTopConcept, OTHER_ROW),
    (INDEX, SKOS.hasTopConcept, IRI(BASE + "row/unknown")),
    (ROW, REP.inIndex, INDEX),
    (ROW, SPDX.checksum, CITATION),
    (ROW, REP.line, Literal("17", datatype=XSD.integer)),
    (ROW, REP.line, Literal("-3", datatype=XSD.integer)),
    (ROW, REP.order, Literal("007", datatype=XSD.integer)),
    (ROW, REP.order, Literal("-0", datatype=XSD.integer)),
    (ROW, REP.order, Literal("9007199254740993", datatype=XSD.integer)),
    (ROW, REP.order, Literal("5", datatype=XSD.nonNegativeInteger)),
    (ROW, REP.order, Literal("many", datatype=XSD.integer)),
    (ROW, REP.order, Literal("5")),
    (OTHER_ROW, REP.keepsSubparagraphs, Literal("true", datatype=XSD.boolean)),
    (OTHER_ROW, REP.keepsSubparagraphs, Literal("1", datatype=XSD.boolean)),
    (OTHER_ROW, REP.place, Literal("index.txt, line 10", datatype=XSD.string)),
    (OTHER_ROW, REP.place, Literal("index.txt, line 10")),
    (OTHER_ROW, UNKNOWN, Literal("unknown", language="en")),
    (OTHER_ROW, UNKNOWN, Literal("POINT (1 2)", datatype=UNKNOWN)),
    (OTHER_ROW, UNKNOWN, UNKNOWN),
    (OTHER_ROW, FOAF.Agent, Literal("a term with a prefix only")),
    (CITATION, SKOS.hasTopConcept, CITATION),
    (CITATION, SKOS.broader, Literal("not an IRI")),
    (CITATION, RDF.type, REP.Citation),
    (CITATION, RDF.type, UNKNOWN),
    (CITATION, RDF.type, Literal("not a class")),
    (FINDING, REP.findingKind, REP.term("rule-break")),
    (FINDING, REP.status, UNKNOWN),
    (FINDING, REP.severity, SH.Warning),
    (FINDING, REP.printedValue, Literal('"\\ \n\t\u2028 \U0001f5ce', language="en")),
    (FINDING, DCTERMS.hasPart, UNKNOWN),
    (UNKNOWN, DCTERMS.hasPart, FINDING),
    (REP.open, RDF.type, SKOS.Concept),
    (REP.open, RDFS.isDefinedBy, IRI(REP.iri.rstrip("#"))),
    (REP.open, RDFS.seeAlso, IRI(REP.iri)),
    (REP.open, RDFS.seeAlso, IRI("urn:isbn:9789211304671")),
    (REP.open, RDFS.seeAlso, IRI("rep://example.org/")),
    (REP.open, RDFS.seeAlso, IRI("https://schema.org///path")),
)


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_returns_all_statements(reader: str) -> None:
    assert READERS[reader](write(EVERYTHING)) == expected_lines(EVERYTHING)


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_graph_is_a_document(reader: str) -> None:
    assert READERS[reader](write([])) == set()
    assert graph_of([]) == []


def vocabulary_terms() -> list[IRI]:
    spaces = [value for value in vars(vocabulary).values() if isinstance(value, Namespace)]
    return [space.term(name) for space in spaces for name in space.names]


TERMS = sorted(vocabulary_terms())
NODES = st.sampled_from([INDEX, ROW, OTHER_ROW, CITATION, FINDING, UNKNOWN, REP.open, SH.Info])
PREDICATES = st.sampled_from(NESTED) | st.sampled_from(TERMS) | st.just(UNKNOWN)
TEXTS = st.sampled_from(["5", "-0", "007", "true", "1", "", "@id", "rep:open", "_:b", "open"])
LITERALS = st.builds(
    lambda text, tag: Literal(text, *tag),
    TEXTS | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9),
    st.sampled_from(
        [
            (None, None),
            ("en", None),
            ("zh-hant", None),
            *((None, datatype) for datatype in (XSD.integer, XSD.boolean, XSD.date, UNKNOWN)),
        ]
    ),
)
STATEMENTS = st.lists(
    st.tuples(NODES, PREDICATES, NODES | st.sampled_from(TERMS) | LITERALS),
    max_size=25,
)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60)
@given(statements=STATEMENTS)
def test_read_of_write_is_identity(reader: str, statements: list[Triple]) -> None:
    assert READERS[reader](write(statements)) == expected_lines(statements)


@settings(max_examples=60)
@given(statements=STATEMENTS, seed=st.integers())
def test_the_order_of_the_statements_does_not_matter(statements: list[Triple], seed: int) -> None:
    shuffled = [*statements, *statements]
    random.Random(seed).shuffle(shuffled)
    assert write(shuffled) == write(statements)


@settings(max_examples=60)
@given(statements=STATEMENTS)
def test_each_subject_is_described_in_one_place(statements: list[Triple]) -> None:
    """A node is described if it has more keys than its `id`."""
    described: list[str] = []

    def note(node: dict[str, object]) -> dict[str, object]:
        if "id" in node and len(node) > 1:
            described.append(str(node["id"]))
        return node

    json.loads(json.dumps(graph_of(statements)), object_hook=note)
    assert len(described) == len(set(described)) == len({subject for subject, *_ in statements})


# ── The form ─────────────────────────────────────────────────────────────────────────────────────


def test_the_form_of_a_document() -> None:
    text = write(
        triples(
            (OTHER_ROW, RDF.type, REP.Row),
            (ROW, RDFS.label, Literal("Row 2", language="en")),
            (ROW, RDFS.label, Literal("Ligne 2", language="fr")),
            (ROW, RDFS.label, Literal("Rang 2", language="fr")),
            (ROW, RDF.type, REP.Row),
            (ROW, REP.line, Literal("17", datatype=XSD.integer)),
            (ROW, REP.order, Literal("02", datatype=XSD.integer)),
            (ROW, REP.order, Literal("2", datatype=XSD.nonNegativeInteger)),
            (ROW, UNKNOWN, FINDING),
            (INDEX, SKOS.hasTopConcept, OTHER_ROW),
            (INDEX, SKOS.hasTopConcept, ROW),
            (FINDING, REP.concerns, ROW),
            (FINDING, REP.status, REP.open),
        )
    )
    context, _, graph = text.partition('  "@graph": ')
    assert json.loads(context.rstrip().rstrip(",") + "}") == CONTEXT
    assert graph == GRAPH_TEXT


GRAPH_TEXT = """\
[
    {
      "id": "https://w3id.org/repertory/id/finding/1",
      "status": "open",
      "concerns": ["https://w3id.org/repertory/id/row/2"]
    },
    {
      "id": "https://w3id.org/repertory/id/index",
      "hasTopConcept": [
        {
          "id": "https://w3id.org/repertory/id/row/2",
          "type": "Row",
          "label": {
            "en": "Row 2",
            "fr": ["Ligne 2", "Rang 2"]
          },
          "order": "02",
          "line": 17,
          "https://example.org/other/term": {"id": "https://w3id.org/repertory/id/finding/1"},
          "rep:order": {"@value": "2", "type": "xsd:nonNegativeInteger"}
        },
        {
          "id": "https://w3id.org/repertory/id/row/10",
          "type": "Row"
        }
      ]
    }
  ]
}
"""


@pytest.mark.parametrize(
    ("predicate", "value", "member"),
    [
        (REP.topic, UNKNOWN, {"topic": UNKNOWN}),
        (REP.topic, IRI(REP.iri), {"topic": REP.iri}),
        (REP.topic, REP.open, {"topic": "rep:open"}),
        (REP.topic, Literal("Corruption"), {"rep:topic": "Corruption"}),
        (REP.status, REP.open, {"status": "open"}),
        (REP.concerns, ROW, {"concerns": [ROW]}),
        (REP.line, Literal("17", datatype=XSD.integer), {"line": 17}),
        (REP.line, Literal("-17", datatype=XSD.integer), {"line": -17}),
        (REP.line, Literal("017", datatype=XSD.integer), {"line": "017"}),
        (REP.line, Literal("9" * 16, datatype=XSD.integer), {"line": "9" * 16}),
        (REP.line, Literal("17"), {"rep:line": "17"}),
        (REP.line, ROW, {"line": {"id": ROW}}),
        (
            REP.keepsSubparagraphs,
            Literal("false", datatype=XSD.boolean),
            {"keepsSubparagraphs": False},
        ),
        (REP.keepsSubparagraphs, Literal("0", datatype=XSD.boolean), {"keepsSubparagraphs": "0"}),
        (REP.place, Literal("line 17", datatype=XSD.string), {"place": "line 17"}),
        (REP.place, Literal("a", language="en"), {"place": {"@value": "a", "@language": "en"}}),
        (REP.place, Literal("a", datatype=UNKNOWN), {"place": {"@value": "a", "type": UNKNOWN}}),
        (REP.place, ROW, {"place": {"id": ROW}}),
        (REP.reason, Literal("a", language="en"), {"reason": {"en": "a"}}),
        (REP.reason, Literal("a"), {"rep:reason": "a"}),
        (REP.reason, ROW, {"rep:reason": {"id": ROW}}),
        (UNKNOWN, Literal("a"), {UNKNOWN: "a"}),
    ],
)
def test_the_form_of_a_value(predicate: IRI, value: Term, member: dict[str, object]) -> None:
    statements = triples((INDEX, predicate, value))
    assert graph_of(statements) == [{"id": INDEX, **member}]
    assert by_pyoxigraph(write(statements)) == expected_lines(statements)


def test_other_values_of_a_term_like_a_prefixed_name_have_the_whole_iri_as_key() -> None:
    base = "https://example.org/"
    term = {"@id": base + "a", "@type": "@id"}
    context = {"@context": {"@version": 1.1, "ex": base, "ex:a": term}}
    statements = triples((ROW, IRI(base + "a"), ROW), (ROW, IRI(base + "a"), Literal("text")))
    text = "".join(write_jsonld(statements, context))
    assert json.loads(text)["@graph"] == [{"@id": ROW, "ex:a": ROW, base + "a": "text"}]
    assert by_pyoxigraph(text) == expected_lines(statements)


def test_the_context_is_inlined_one_definition_a_line() -> None:
    file = CONTEXT_FILE.read_text("utf-8")
    assert (
        "".join(write_jsonld([], json.loads(file)))
        == file.removesuffix("  }\n}\n") + '  },\n  "@graph": []\n}\n'
    )


def test_a_text_is_not_escaped() -> None:
    assert '"comment": {"ar": "التعاون"}' in write(
        triples((ROW, RDFS.comment, Literal("التعاون", language="ar")))
    )


def test_a_language_tag_keeps_its_case() -> None:
    assert graph_of(triples((ROW, RDFS.label, Literal("Row", language="en-GB")))) == [
        {"id": ROW, "label": {"en-GB": "Row"}}
    ]


def test_a_node_is_nested_by_the_first_property_of_the_table() -> None:
    first, second, topic = (IRI(BASE + name) for name in ("a", "b", "topic"))
    assert graph_of(
        triples(
            (first, SPDX.checksum, topic),
            (second, SKOS.hasTopConcept, topic),
            (UNKNOWN, DCTERMS.hasPart, topic),
            (topic, SKOS.broader, first),
        )
    ) == [
        {"id": UNKNOWN, "hasPart": [topic]},
        {"id": first, "checksum": topic},
        {"id": second, "hasTopConcept": [{"id": topic, "broader": first}]},
    ]


def test_a_node_that_refers_to_itself_is_nested_in_another() -> None:
    statements = triples((OTHER_ROW, SKOS.hasTopConcept, ROW), (ROW, SKOS.hasTopConcept, ROW))
    assert graph_of(statements) == [
        {"id": OTHER_ROW, "hasTopConcept": [{"id": ROW, "hasTopConcept": [ROW]}]},
    ]


def test_a_cycle_is_opened_at_its_first_subject() -> None:
    assert graph_of(
        triples((ROW, SKOS.hasTopConcept, OTHER_ROW), (OTHER_ROW, SKOS.hasTopConcept, ROW))
    ) == [{"id": ROW, "hasTopConcept": [{"id": OTHER_ROW, "hasTopConcept": [ROW]}]}]


def test_a_chain_deeper_than_the_limit_continues_at_the_top() -> None:
    topics = [IRI(f"{BASE}topics/{number}") for number in range(2 * MAXIMUM_DEPTH)]
    statements = triples(
        *((one, SKOS.hasTopConcept, other) for one, other in itertools.pairwise(topics))
    )
    assert by_pyoxigraph(write(statements)) == expected_lines(statements)
    assert [node["id"] for node in graph_of(statements)] == [topics[0], topics[MAXIMUM_DEPTH]]


def test_the_document_is_written_in_parts() -> None:
    rows = [IRI(f"{BASE}row/{number}") for number in range(100)]
    statements = triples(*((INDEX, SKOS.hasTopConcept, row) for row in rows))
    statements += triples(*((row, RDF.type, REP.Row) for row in rows))
    pieces = list(write_jsonld(statements, CONTEXT))
    assert max(len(piece) for piece in pieces[1:]) < 200


# ── The context ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ({}, "'@context': found None, expected an object"),
        ({"@context": "https://example.org/context"}, "expected an object"),
        ({"@context": {"@vocab": "https://example.org/"}}, "'@vocab'"),
        ({"@context": {"@language": "en"}}, "'@language'"),
        ({"@context": {"a": {"@reverse": "https://example.org/a"}}}, "'a'"),
        ({"@context": {"a": {"@id": None}}}, "a string as @id"),
        ({"@context": {"a": {"@id": "https://example.org/a", "@type": "@json"}}}, "as @type"),
        ({"@context": {"a": {"@id": "https://example.org/a", "@container": "@list"}}}, "@list"),
    ],
)
def test_a_context_that_changes_how_values_are_read_is_an_error(
    context: dict[str, object], found: str
) -> None:
    with pytest.raises(OutputError, match=re.escape(found)):
        list(write_jsonld([], context))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_an_iri_whose_scheme_is_a_prefix_is_an_error(position: int) -> None:
    terms = [ROW, UNKNOWN, ROW]
    terms[position] = IRI("rep:row")
    with pytest.raises(OutputError, match="'rep:row' cannot be written as JSON-LD"):
        write(triples((terms[0], terms[1], terms[2])))
