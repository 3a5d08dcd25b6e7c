"""Facts that hold for every graph, and the graph of two documents together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
from msgspec.structs import replace
from rdflib import Graph as RdfGraph
from rdflib import URIRef
from rdflib.namespace import RDFS as RDFLIB_RDFS

import repertory
from repertory.graph import describe, topic_graphs
from repertory.graph import topics as topic_graph
from repertory.model import Dataset, Hypothesis, Index, Place, Symbol, Topic
from repertory.outputs.publication import read_text
from repertory.rdf import Statements, vocabulary
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Quad, Term
from repertory.rdf.vocabulary import (
    DCTERMS,
    FOAF,
    OWL,
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

BASE = "https://example.org/id/"
ONTOLOGY = RdfGraph().parse(Path(__file__).parents[2] / "ontology" / "repertory.ttl")
NAMESPACES = [value for value in vars(vocabulary).values() if isinstance(value, Namespace)]
TERMS = {IRI(space.iri + name) for space in NAMESPACES for name in space.names}
LABELS = {RDFS.label, SKOS.prefLabel, FOAF.name, DCTERMS.title}
UNSEEN = {SPDX.Checksum}
"""Classes of things that are only shown as parts of other things."""
INVERSES = (
    (REP.hasRow, REP.inIndex),
    (REP.hasCitation, REP.inRow),
    (REP.records, REP.recordedIn),
    (DCTERMS.hasPart, DCTERMS.isPartOf),
    (SKOS.broader, SKOS.narrower),
    (SKOS.hasTopConcept, SKOS.topConceptOf),
)

ARABIC = """\
الموضوع\tالوثيقة\tالفقرات\tالمرجع في A/3
الفساد\tA/1\t4 و5\tI.2 وI.3
"""
"""Right to left, with a compilation."""

REAL = Path(__file__).parents[2] / "sources" / "index-of-recommendations-2019.txt"


def iri(path: str) -> IRI:
    """Return the IRI of a thing of the dataset."""
    return IRI(BASE + path)


def types_of(quads: Iterable[Quad]) -> dict[IRI, set[str]]:
    """Return the classes of each subject."""
    types: dict[IRI, set[str]] = defaultdict(set)
    for subject, predicate, value, _ in quads:
        if predicate == RDF.type:
            types[subject].add(str(value))
    return types


def values(quads: Iterable[Quad], subject: IRI, predicate: IRI) -> set[Term]:
    """Return the values of a property of a subject."""
    return {q[2] for q in quads if q[0] == subject and q[1] == predicate}


@pytest.fixture(params=["reviewed", "two editions", "two bodies", "bare", "arabic", "real"])
def quads(request: pytest.FixtureRequest, reviewed: Dataset) -> tuple[Quad, ...]:
    """The statements of each of several datasets, for facts that hold for all."""
    made = {
        "reviewed": lambda: reviewed,
        "two editions": lambda: two_editions(reviewed),
        "two bodies": lambda: two_bodies(reviewed),
        "bare": lambda: bare(reviewed),
        "arabic": lambda: read_text(ARABIC.encode(), "arabic.txt").dataset,
        "real": lambda: repertory.read_index(REAL).dataset,
    }
    return tuple(describe(made[request.param]()))


def two_editions(dataset: Dataset) -> Dataset:
    """Add a second edition, in which a heading is renamed, one moved, one removed and one new."""
    first = dataset.indexes[0]
    topics = (
        Topic("Boats and ships", "boats", 1, ("Boats",), ("BOATS",)),
        Topic("Fog", "fog", 2, ("Fog, general",)),
        Topic("Bells", "fog-bells", 3, ("Fog, bells", "Bells|fog")),
        Topic("=Lamps|oil", "lamps-oil", 4, ("=Lamps|oil",), broader="Fog"),
        Topic("Horns", "horns", 5),
    )
    rows = tuple(row for row in first.rows if row.heading != "Signals, flags")
    second = replace(
        first,
        description=replace(
            first.description, identifier="lights-2036", title="Second index", date="2036-01-02"
        ),
        topics=topics,
        rows=rows,
        citations=tuple(c for c in first.citations if c.row != 6),
        findings=(),
        corrections=(),
        corrected=(),
    )
    return replace(dataset, indexes=(first, second))


def two_bodies(dataset: Dataset) -> Dataset:
    """Add another body that indexes the same reports in French, with the same compilation."""
    first = dataset.indexes[0]
    second = replace(
        first,
        description=replace(
            first.description,
            identifier="harbours-2035",
            scheme="harbours",
            title="Index des ports",
            body="Groupe des ports",
            symbol=None,
            language="fr",
        ),
        citations=tuple(c for c in first.citations if c.document == "LIGHT/WG.2/2033/2"),
        rules=(),
        findings=(),
        corrections=(),
        corrected=(),
    )
    return replace(dataset, indexes=(first, second))


def bare(dataset: Dataset) -> Dataset:
    """Return a dataset of which only the identifiers are known."""
    first = dataset.indexes[0]
    known = first.description
    description = replace(known, symbol=None, date="", title="", body="", compilation=None)
    unnamed = replace(first, description=description, compilation=None)
    unknown = replace(
        dataset.description,
        titles=(),
        descriptions=(),
        publisher="",
        publisher_iri="",
        license="",
        rights="",
        version="",
    )
    return Dataset(unknown, (unnamed,))


# ── Every graph ──────────────────────────────────────────────────────────────────────────────────


def test_every_subject_has_a_type(quads: tuple[Quad, ...]) -> None:
    assert {quad[0] for quad in quads} - set(types_of(quads)) == set()


def test_every_subject_that_a_person_sees_has_a_label(quads: tuple[Quad, ...]) -> None:
    named = {subject for subject, predicate, *_ in quads if predicate in LABELS}
    unnamed = {subject: types for subject, types in types_of(quads).items() if subject not in named}
    assert {subject for subject, types in unnamed.items() if not types <= UNSEEN} == set()


def test_no_label_is_empty(quads: tuple[Quad, ...]) -> None:
    assert [
        q for q in quads if isinstance(q[2], Literal) and q[1] in LABELS and not q[2].text
    ] == []


def test_every_iri_is_valid_and_no_node_is_blank(quads: tuple[Quad, ...]) -> None:
    content = Statements(quads).serialise_graphs()
    parsed = list(pyoxigraph.parse(content, pyoxigraph.RdfFormat.TRIG))
    nodes = {type(node) for q in parsed for node in (q.subject, q.object, q.graph_name)}
    assert nodes == {pyoxigraph.NamedNode, pyoxigraph.Literal}


def test_every_term_is_one_of_our_vocabularies(quads: tuple[Quad, ...]) -> None:
    used = {q[1] for q in quads} | {q[2] for q in quads if q[1] == RDF.type}
    spaces = tuple(PREFIXES.values())
    used |= {q[2] for q in quads if not isinstance(q[2], Literal) and q[2].startswith(spaces)}
    used |= {q[2].datatype for q in quads if isinstance(q[2], Literal) and q[2].datatype}
    assert used - TERMS == set()


def test_every_literal_has_a_language_or_a_datatype(quads: tuple[Quad, ...]) -> None:
    literals = [q[2] for q in quads if isinstance(q[2], Literal)]
    assert [each for each in literals if bool(each.language) == bool(each.datatype)] == []


def superclasses(name: str) -> set[str]:
    return {str(node) for node in ONTOLOGY.transitive_objects(URIRef(name), RDFLIB_RDFS.subClassOf)}


def test_subjects_and_values_have_the_types_that_the_ontology_says(
    quads: tuple[Quad, ...],
) -> None:
    types = types_of(quads)
    for term, kind in ONTOLOGY.subject_objects(URIRef(RDF.type)):
        types[IRI(str(term))].add(str(kind))
    for severity in (SH.Violation, SH.Warning, SH.Info):
        types[severity].add("http://www.w3.org/ns/shacl#Severity")
    wrong: set[tuple[str, str, str]] = set()
    for subject, predicate, value, _ in quads:
        for domain in ONTOLOGY.objects(URIRef(predicate), RDFLIB_RDFS.domain):
            if not any(str(domain) in superclasses(each) for each in types[subject]):
                wrong.add((predicate, "domain", subject))
        for expected in ONTOLOGY.objects(URIRef(predicate), RDFLIB_RDFS.range):
            if not has_range(value, str(expected), types):
                wrong.add((predicate, "range", str(value)))
    assert wrong == set()


def has_range(value: Term, expected: str, types: dict[IRI, set[str]]) -> bool:
    if isinstance(value, Literal):
        return (value.datatype or RDF.langString) == expected
    return any(expected in superclasses(each) for each in types[value])


@pytest.mark.parametrize(("one", "other"), INVERSES)
def test_both_sides_of_an_inverse_are_stated(quads: tuple[Quad, ...], one: IRI, other: IRI) -> None:
    forth = {(q[0], q[2]) for q in quads if q[1] == one}
    back = {(q[2], q[0]) for q in quads if q[1] == other}
    assert forth == back


def test_only_the_topic_graphs_describe_topics_and_they_describe_nothing_else(
    quads: tuple[Quad, ...],
) -> None:
    topics = {s for s, types in types_of(quads).items() if str(REP.Topic) in types}
    schemes = {s for s, types in types_of(quads).items() if str(SKOS.ConceptScheme) in types}
    inside = {q[0] for q in quads if "/graph/topics/" in q[3]}
    outside = {q[0] for q in quads if "/graph/topics/" not in q[3]}
    assert inside == topics | schemes | set(topic_graph.LABELS)
    assert outside & inside == set()
    named = {q[2] for q in quads if "/graph/topics/" in q[3] and not isinstance(q[2], Literal)}
    classes = {REP.Topic, SKOS.Concept, SKOS.ConceptScheme, OWL.Class, OWL.DatatypeProperty}
    assert named - topics - schemes <= classes


def test_a_language_has_one_preferred_label_and_no_alternative_like_it(
    quads: tuple[Quad, ...],
) -> None:
    preferred = {(q[0], q[2]) for q in quads if q[1] == SKOS.prefLabel}
    alternative = {(q[0], q[2]) for q in quads if q[1] == SKOS.altLabel}
    languages = [
        (subject, label.language) for subject, label in preferred if isinstance(label, Literal)
    ]
    assert len(languages) == len(set(languages)) == len(preferred)
    assert preferred & alternative == set()


def test_a_property_with_one_value_has_one(quads: tuple[Quad, ...]) -> None:
    single = {REP.order, REP.number, REP.line, REP.place, REP.status, REP.offset, REP.support}
    single |= {DCTERMS.identifier, DCTERMS.created, DCTERMS.modified, REP.assumedWrong}
    found: dict[tuple[IRI, IRI], set[Term]] = defaultdict(set)
    for subject, predicate, value, _ in quads:
        if predicate in single:
            found[subject, predicate].add(value)
    assert {key: each for key, each in found.items() if len(each) > 1} == {}


def test_the_graphs_are_those_of_the_design(quads: tuple[Quad, ...]) -> None:
    names = {re.sub(r"^.*/graph/", "", q[3]).partition("/")[0] for q in quads}
    assert names == {"dataset", "topics", "documents", "table", "findings"} - (
        set() if any("/graph/findings/" in q[3] for q in quads) else {"findings"}
    )


# ── Editions and bodies ──────────────────────────────────────────────────────────────────────────


def test_a_topic_of_two_editions_has_the_last_label_and_place(reviewed: Dataset) -> None:
    quads = tuple(describe(two_editions(reviewed)))
    boats, bells, lamps = (iri(f"topics/lights/{n}") for n in ("boats", "fog-bells", "lamps-oil"))
    scheme, fog = iri("topics/lights"), iri("topics/lights/fog")
    assert values(quads, boats, SKOS.prefLabel) == {Literal("Boats and ships", "en")}
    assert values(quads, boats, SKOS.altLabel) == {Literal("Boats", "en"), Literal("BOATS", "en")}
    assert values(quads, bells, SKOS.broader) == set()
    assert values(quads, bells, SKOS.topConceptOf) == {scheme}
    assert values(quads, lamps, SKOS.broader) == {fog}
    assert values(quads, lamps, SKOS.topConceptOf) == set()
    assert values(quads, fog, SKOS.narrower) == {lamps}


def test_a_topic_has_the_date_of_its_first_edition(reviewed: Dataset) -> None:
    quads = tuple(describe(two_editions(reviewed)))
    dates = {"boats": ("2034-05-06", "2036-01-02"), "signals": ("2034-05-06", "2034-05-06")}
    dates["horns"] = ("2036-01-02", "2036-01-02")
    for slug, (created, modified) in dates.items():
        topic = iri(f"topics/lights/{slug}")
        assert values(quads, topic, DCTERMS.created) == {Literal(created, None, XSD.date)}
        assert values(quads, topic, DCTERMS.modified) == {Literal(modified, None, XSD.date)}


def test_a_scheme_has_a_label_in_each_language_of_the_dataset(reviewed: Dataset) -> None:
    quads = tuple(describe(two_bodies(reviewed)))
    english = "Index of recommendations of the Working Group on Lighthouses"
    assert values(quads, iri("topics/lights"), SKOS.prefLabel) == {
        Literal(english, "en"),
        Literal(english, "fr"),
    }
    assert values(quads, iri("topics/lights"), DCTERMS.title) == {Literal(english, "en")}


def test_a_scheme_of_editions_in_two_languages_has_both_titles_and_labels(
    reviewed: Dataset,
) -> None:
    both = two_editions(reviewed)
    french = replace(both.indexes[1].description, language="fr", title="Index des phares")
    indexes = (both.indexes[0], replace(both.indexes[1], description=french))
    quads = tuple(describe(replace(both, indexes=indexes)))
    assert values(quads, iri("topics/lights"), SKOS.prefLabel) == {
        Literal("Index of recommendations of the Working Group on Lighthouses", "en"),
        Literal("Index des phares", "fr"),
    }
    assert values(quads, iri("topics/lights/boats"), SKOS.prefLabel) == {
        Literal("Boats", "en"),
        Literal("Boats and ships", "fr"),
    }


def test_two_bodies_that_cite_one_report_share_only_that_report(
    reviewed: Dataset,
) -> None:
    quads = tuple(describe(two_bodies(reviewed)))
    paragraph = iri("document/LIGHT/WG.2/2033/2#para_8__subpara_e")
    assert values(quads, paragraph, RDFS.label) == {
        Literal("LIGHT/WG.2/2033/2, para. 8 (e)", "en"),
        Literal("LIGHT/WG.2/2033/2, par. 8 e)", "fr"),
    }
    assert values(quads, paragraph, DCTERMS.identifier) == {
        Literal("LIGHT/WG.2/2033/2, para. 8 (e)", None, XSD.string)
    }
    recommendation = iri("document/LIGHT/WG.2/2034/3#sec_II__para_2__subpara_e")
    subjects = values(quads, recommendation, DCTERMS.subject)
    assert {str(s).split("/")[-2] for s in subjects} == {"lights", "harbours"}
    owners = {q[3].rpartition("/")[2] for q in quads if q[1] == REP.hasRow}
    assert owners == {"lights-2034", "harbours-2035"}


def test_a_section_has_one_order_whatever_index_cites_it(reviewed: Dataset) -> None:
    quads = tuple(describe(two_bodies(reviewed)))
    sections = {s for s, types in types_of(quads).items() if str(REP.Section) in types}
    orders = {s.partition("#")[2]: values(quads, s, REP.order) for s in sections}
    assert orders == {
        name: {Literal(str(order), None, XSD.integer)}
        for name, order in {"sec_I": 1, "sec_II": 2, "sec_IX": 3}.items()
    }


def test_an_index_without_a_compilation_has_its_own_unnamed_one(reviewed: Dataset) -> None:
    quads = tuple(describe(bare(reviewed)))
    compilation = iri("compilation/lights-2034")
    assert values(quads, iri("index/lights-2034"), REP.compilation) == {compilation}
    assert values(quads, compilation, RDF.type) == {REP.Compilation}
    assert values(quads, iri("compilation/lights-2034#sec_I"), RDFS.label) == {Literal("I", "en")}


def test_an_index_without_references_has_no_compilation(index: Index, dataset: Dataset) -> None:
    citations = tuple(
        replace(c, reference=None, printed_reference=None)
        for c in index.citations
        if c.paragraph is not None
    )
    alone = replace(index, compilation=None, citations=citations, rules=())
    quads = tuple(describe(replace(dataset, indexes=(alone,))))
    assert [q for q in quads if q[1] in (REP.compilation, REP.recommendation, REP.records)] == []
    assert str(REP.Compilation) not in set().union(*types_of(quads).values())


def test_unknown_details_of_an_index_are_not_stated(reviewed: Dataset) -> None:
    quads = tuple(describe(bare(reviewed)))
    index = iri("index/lights-2034")
    said = {q[1] for q in quads if q[0] == index}
    assert said & {DCTERMS.issued, DCTERMS.creator, RDFS.seeAlso} == set()
    assert values(quads, index, DCTERMS.title) == {Literal("lights-2034", "en")}
    assert values(quads, index, DCTERMS.identifier) == {Literal("lights-2034", None, XSD.string)}
    assert {q[1] for q in quads if q[0] == iri("topics/lights/boats")} & {
        DCTERMS.created,
        DCTERMS.modified,
    } == set()


def test_right_to_left_labels_have_their_language() -> None:
    quads = tuple(describe(read_text(ARABIC.encode(), "arabic.txt").dataset))
    labels = {q[2] for q in quads if q[1] == SKOS.prefLabel and "/topics/arabic/" in q[0]}
    assert labels == {Literal("الفساد", "ar")}
    paragraphs = {s for s, types in types_of(quads).items() if str(REP.Paragraph) in types}
    assert {s.partition("#")[2] for s in paragraphs} == {"para_4", "para_5"}


# ── Findings ─────────────────────────────────────────────────────────────────────────────────────


def test_hypotheses_about_the_same_part_have_their_own_iris(index: Index, dataset: Dataset) -> None:
    rule_break = replace(
        index.findings[1],
        hypotheses=(Hypothesis("reference", "I.7"), Hypothesis("reference", "I.8")),
    )
    quads = tuple(describe(replace(dataset, indexes=(replace(index, findings=(rule_break,)),))))
    proposed = {
        (q[0].partition("#")[2], q[2].text)
        for q in quads
        if q[1] == REP.proposedValue and isinstance(q[2], Literal)
    }
    assert proposed == {("", "I.7"), ("reference", "I.7"), ("reference-2", "I.8")}


def test_findings_of_the_same_kind_and_topic_have_their_own_iris(reviewed: Dataset) -> None:
    quads = tuple(describe(reviewed))
    kind = iri("finding/lights-2034/irregular-typography/boats")
    found = {q[0] for q in quads if q[1] == REP.findingKind and q[0].startswith(kind)}
    assert found == {kind, IRI(f"{kind}-2")}


def test_a_correction_is_linked_to_the_finding_of_its_citation_even_without_a_reason(
    reviewed: Dataset,
) -> None:
    index = reviewed.indexes[0]
    for status in ("open", "rejected"):
        finding = replace(index.findings[1], reason="", status=status)
        correction = replace(index.corrections[0], reason="", status=status)
        changed = replace(index, findings=(finding,), corrections=(correction,))
        quads = tuple(describe(replace(reviewed, indexes=(changed,))))
        answered = {(q[0], q[2]) for q in quads if q[1] == REP.hasCorrection}
        subject = iri("finding/lights-2034/rule-break/3.1")
        assert answered == {(subject, iri("correction/lights-2034/1"))}


def test_no_printed_or_proposed_value_of_a_finding_is_empty(reviewed: Dataset) -> None:
    index = reviewed.indexes[0]
    correction = replace(index.corrections[0], printed="")
    changed = replace(index, corrections=(correction,))
    quads = describe(replace(reviewed, indexes=(changed,)))
    stated = [q for q in quads if q[1] in (REP.printedValue, REP.correctedValue)]
    assert [q for q in stated if isinstance(q[2], Literal) and not q[2].text] == []


def test_a_place_without_parts_is_not_stated(index: Index, dataset: Dataset) -> None:
    rows = tuple(
        replace(row, written=replace(row.written, place=Place("lights.txt"))) for row in index.rows
    )
    quads = tuple(describe(replace(dataset, indexes=(replace(index, rows=rows),))))
    assert values(quads, iri("row/lights-2034/1"), REP.place) == set()


def test_the_topic_graphs_have_the_names_of_their_schemes(reviewed: Dataset) -> None:
    minter = Minter(BASE)
    expected = {minter.graph("topics", "lights"), minter.graph("topics", "harbours")}
    assert topic_graphs(two_bodies(reviewed)) == expected


def test_the_iri_of_a_symbol_with_a_space_or_a_letter_of_any_script_is_valid(
    index: Index, dataset: Dataset
) -> None:
    symbol = Symbol("A/RES/3201 (S-VI)")
    description = replace(index.description, symbol=symbol, compilation=symbol)
    changed = replace(index, description=description, compilation=symbol)
    quads = tuple(describe(replace(dataset, indexes=(changed,))))
    content = Statements(quads).serialise("ntriples")
    assert list(pyoxigraph.parse(content, pyoxigraph.RdfFormat.N_TRIPLES))
    assert iri("document/A/RES/3201%20(S-VI)") in {q[0] for q in quads}
