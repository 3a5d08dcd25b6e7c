"""Facts that hold for every graph, and the graph of two documents together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pyoxigraph
import pytest
from msgspec.structs import replace
from rdflib import Graph as RdfGraph
from rdflib import URIRef
from rdflib.namespace import RDFS as RDFLIB_RDFS

import repertory
from repertory.graph import describe, describe_core, minter_of
from repertory.graph import topics as topic_graph
from repertory.graph.topics import scheme_titles
from repertory.model import (
    Dataset,
    Hypothesis,
    Index,
    Place,
    SchemeDescription,
    Symbol,
    Topic,
)
from repertory.outputs.publication import read_text
from repertory.rdf import vocabulary
from repertory.rdf.statements import Statements, write_graphs
from repertory.rdf.terms import IRI, Literal, Quad, Term, Triple
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
FOLDER = Path(__file__).parents[2] / "ontology"
ONTOLOGY = RdfGraph().parse(FOLDER / "repertory.ttl").parse(FOLDER / "evidence.ttl")
NAMESPACES = [value for value in vars(vocabulary).values() if isinstance(value, Namespace)]
TERMS = {IRI(space.iri + name) for space in NAMESPACES for name in space.names}
LABELS = {RDFS.label, SKOS.prefLabel, FOAF.name, DCTERMS.title}
UNSEEN = {SPDX.Checksum}
"""Classes of things that are only shown as parts of other things."""
INVERSES = (
    (SKOS.broader, SKOS.narrower),
    (SKOS.hasTopConcept, SKOS.topConceptOf),
)

ARABIC = """\
الموضوع\tالوثيقة\tالفقرات\tالمرجع في A/3
الفساد\tA/1\t4 و5\tI.2 وI.3
"""
"""Right to left, with a compilation."""

REAL = Path(__file__).parents[2] / "sources" / "index-of-recommendations-2019.txt"


def quads_of(dataset: Dataset) -> tuple[Quad, ...]:
    """Return the statements of all named graphs."""
    return tuple((*triple, name) for name, triples in describe(dataset) for triple in triples)


def core_of(quads: Iterable[Quad]) -> set[Triple]:
    """Return the statements of the graphs of the core."""
    return {q[:3] for q in quads if re.search("/graph/[^/]+/(dataset|documents|topics/)", q[3])}


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
def each(request: pytest.FixtureRequest, reviewed: Dataset) -> Dataset:
    """Each of several datasets, for facts that hold for all."""
    made = {
        "reviewed": lambda: reviewed,
        "two editions": lambda: two_editions(reviewed),
        "two bodies": lambda: two_bodies(reviewed),
        "bare": lambda: bare(reviewed),
        "arabic": lambda: read_text(ARABIC.encode(), "arabic.txt").dataset,
        "real": lambda: repertory.read_index(REAL).dataset,
    }
    return made[request.param]()


@pytest.fixture
def quads(each: Dataset) -> tuple[Quad, ...]:
    """The statements of all graphs of each dataset."""
    return quads_of(each)


@pytest.fixture
def core(each: Dataset) -> tuple[Triple, ...]:
    """The statements of the core of each dataset."""
    return tuple(describe_core(each))


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


def test_every_subject_of_the_dataset_has_a_type(quads: tuple[Quad, ...]) -> None:
    ours = {quad[0] for quad in quads if quad[1] != RDFS.label}  # others have only a label
    assert ours - set(types_of(quads)) == set()


def test_every_subject_that_a_person_sees_has_a_label(quads: tuple[Quad, ...]) -> None:
    named = {subject for subject, predicate, *_ in quads if predicate in LABELS}
    unnamed = {subject: types for subject, types in types_of(quads).items() if subject not in named}
    assert {subject for subject, types in unnamed.items() if not types <= UNSEEN} == set()


def test_the_statements_about_a_subject_follow_each_other_in_each_graph(
    quads: tuple[Quad, ...],
) -> None:
    runs = [key for key, _ in groupby((quad[3], quad[0]) for quad in quads)]
    assert len(runs) == len(set(runs))
    assert len(quads) == len(set(quads))


def test_the_core_is_the_union_of_its_graphs_but_for_what_only_topic_pages_have(
    quads: tuple[Quad, ...], core: tuple[Triple, ...]
) -> None:
    pages = {t for t in core_of(quads) if t[1] == DCTERMS.isReferencedBy}
    assert core_of(quads) - pages - set(core) == {
        *((term, RDFS.label, Literal(label, "en")) for term, label in topic_graph.LABELS.items()),
        (REP.order, RDF.type, OWL.DatatypeProperty),
    }
    assert set(core) <= core_of(quads)
    assert len(core) == len(set(core))


def test_the_core_uses_only_its_own_terms(core: tuple[Triple, ...]) -> None:
    known = RdfGraph().parse(FOLDER / "repertory.ttl").subjects(RDFLIB_RDFS.isDefinedBy)
    used = {t[1] for t in core} | {t[2] for t in core if t[1] == RDF.type}
    assert {term for term in used if str(term).startswith(REP.iri)} <= {str(term) for term in known}


def test_the_evidence_points_into_the_core_and_the_core_not_into_the_evidence(
    quads: tuple[Quad, ...], core: tuple[Triple, ...]
) -> None:
    ours, stated = {t[0] for t in core}, core_of(quads)
    evidence = {q[0] for q in quads if q[:3] not in stated} - ours
    assert {t for t in core if t[2] in evidence} == set()


def test_topics_are_referenced_by_what_is_listed_under_them(quads: tuple[Quad, ...]) -> None:
    listed = {(q[2], q[0]) for q in quads if q[1] == DCTERMS.subject}
    pages = {(q[0], q[2]) for q in quads if q[1] == DCTERMS.isReferencedBy}
    assert pages == listed
    assert {q[3].split("/")[-2] for q in quads if q[1] == DCTERMS.isReferencedBy} <= {"topics"}


def test_no_label_is_empty(quads: tuple[Quad, ...]) -> None:
    assert [
        q for q in quads if isinstance(q[2], Literal) and q[1] in LABELS and not q[2].text
    ] == []


def test_every_iri_is_valid_and_no_node_is_blank(quads: tuple[Quad, ...]) -> None:
    content = b"".join(write_graphs((quad[3], Statements([quad[:3]])) for quad in quads))
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
    single = {REP.order, REP.sortKey, REP.line, REP.place, REP.status, REP.offset, REP.support}
    single |= {DCTERMS.identifier, DCTERMS.created, DCTERMS.modified, REP.assumedWrong}
    found: dict[tuple[IRI, IRI], set[Term]] = defaultdict(set)
    for subject, predicate, value, _ in quads:
        if predicate in single:
            found[subject, predicate].add(value)
    assert {key: each for key, each in found.items() if len(each) > 1} == {}


def test_the_graphs_are_those_of_the_design(quads: tuple[Quad, ...]) -> None:
    names = {re.sub(r"^.*/graph/[^/]+/", "", q[3]).partition("/")[0] for q in quads}
    expected = {"dataset", "topics", "documents", "table", "findings", "provenance"}
    assert expected - {"findings"} <= names <= expected


# ── Editions and bodies ──────────────────────────────────────────────────────────────────────────


def test_a_topic_of_two_editions_has_the_last_label_and_place(reviewed: Dataset) -> None:
    quads = quads_of(two_editions(reviewed))
    boats, bells, lamps = (iri(f"topics/lights/{n}") for n in ("boats", "fog-bells", "lamps-oil"))
    scheme, fog = iri("topics/lights"), iri("topics/lights/fog")
    assert values(quads, boats, SKOS.prefLabel) == {Literal("Boats and ships", "en")}
    assert values(quads, boats, SKOS.altLabel) == {Literal("Boats", "en"), Literal("BOATS", "en")}
    assert values(quads, bells, SKOS.broader) == set()
    assert values(quads, bells, SKOS.topConceptOf) == {scheme}
    assert values(quads, lamps, SKOS.broader) == {fog}
    assert values(quads, lamps, SKOS.topConceptOf) == set()
    assert values(quads, fog, SKOS.narrower) == {lamps}


def test_only_a_topic_that_a_later_edition_added_has_a_date(reviewed: Dataset) -> None:
    quads = quads_of(two_editions(reviewed))
    dates = {(q[0], q[2]) for q in quads if q[1] == DCTERMS.created}
    assert dates == {
        (iri("topics/lights"), Literal("2034-05-06", None, XSD.date)),
        (iri("topics/lights/horns"), Literal("2036-01-02", None, XSD.date)),
    }


def described(dataset: Dataset, *schemes: SchemeDescription) -> Dataset:
    return replace(dataset, description=replace(dataset.description, schemes=schemes))


def test_a_scheme_has_the_titles_of_its_entry_and_a_label_in_each_language(
    reviewed: Dataset,
) -> None:
    """A language of the dataset without a title has the title in the language of the index."""
    of_ships = SchemeDescription("harbours", (("ar", "موانئ"), ("fr", "Sujets sur les ports")))
    dataset = described(two_bodies(reviewed), of_ships)
    assert scheme_titles(dataset, "harbours") == of_ships.titles
    quads = quads_of(dataset)
    scheme = iri("topics/harbours")
    titles = {Literal("موانئ", "ar"), Literal("Sujets sur les ports", "fr")}
    labels = titles | {Literal("Sujets sur les ports", "en")}
    assert values(quads, scheme, DCTERMS.title) == titles
    assert values(quads, scheme, SKOS.prefLabel) == labels
    assert values(quads, scheme, RDFS.label) == labels


def test_the_only_scheme_without_an_entry_has_the_titles_of_the_dataset(
    reviewed: Dataset,
) -> None:
    """Not those of an edition: they name the index and not its topics."""
    titles = reviewed.description.titles
    assert scheme_titles(reviewed, "lights") == titles
    assert scheme_titles(two_editions(reviewed), "lights") == titles
    quads = quads_of(reviewed)
    labels = {Literal(title, language) for language, title in titles}
    assert values(quads, iri("topics/lights"), SKOS.prefLabel) == labels


@pytest.mark.parametrize("titles", [(), (("en", "Recommendations"),)])
def test_one_of_several_schemes_without_an_entry_has_its_identifier(
    reviewed: Dataset, titles: tuple[tuple[str, str], ...]
) -> None:
    both = two_bodies(reviewed)
    both = replace(both, description=replace(both.description, titles=titles))
    assert scheme_titles(both, "harbours") == (("en", "harbours"), ("fr", "harbours"))
    untitled = replace(both, indexes=both.indexes[:1])
    expected = titles or (("en", "lights"),)
    assert scheme_titles(untitled, "lights") == expected


def test_two_bodies_may_share_a_scheme(reviewed: Dataset) -> None:
    first, second = two_bodies(reviewed).indexes
    shared = replace(second, description=replace(second.description, scheme="lights"))
    dataset = described(
        replace(reviewed, indexes=(first, shared)), SchemeDescription("lights", (("en", "Sea"),))
    )
    quads = quads_of(dataset)
    assert {q[0] for q in quads if q[1:3] == (RDF.type, SKOS.ConceptScheme)} == {
        iri("topics/lights")
    }
    assert values(quads, iri("topics/lights"), SKOS.prefLabel) == {
        Literal("Sea", "en"),
        Literal("Sea", "fr"),
    }
    assert {q[0] for q in quads if q[1:3] == (REP.topicScheme, iri("topics/lights"))} == {
        iri("index/lights-2034"),
        iri("index/harbours-2035"),
    }


def test_a_topic_of_editions_in_two_languages_has_both_labels(reviewed: Dataset) -> None:
    both = two_editions(reviewed)
    french = replace(both.indexes[1].description, language="fr", title="Index des phares")
    indexes = (both.indexes[0], replace(both.indexes[1], description=french))
    quads = quads_of(replace(both, indexes=indexes))
    assert values(quads, iri("topics/lights/boats"), SKOS.prefLabel) == {
        Literal("Boats", "en"),
        Literal("Boats and ships", "fr"),
    }


def test_two_bodies_that_cite_one_report_share_only_that_report(
    reviewed: Dataset,
) -> None:
    quads = quads_of(two_bodies(reviewed))
    paragraph = iri("document/LIGHT/WG.2/2033/2#para_8__subpara_e")
    assert values(quads, paragraph, RDFS.label) == {
        Literal("LIGHT/WG.2/2033/2, para. 8 (e)", "en"),
        Literal("LIGHT/WG.2/2033/2, par. 8 e)", "fr"),
    }
    assert values(quads, paragraph, DCTERMS.identifier) == {
        Literal("LIGHT/WG.2/2033/2#para_8__subpara_e", None, XSD.string)
    }
    recommendation = iri("document/LIGHT/WG.2/2034/3#sec_II__para_2__subpara_e")
    subjects = values(quads, recommendation, DCTERMS.subject)
    assert {str(s).split("/")[-2] for s in subjects} == {"lights", "harbours"}
    owners = {q[3].rpartition("/")[2] for q in quads if q[2] == REP.Row}
    assert owners == {"lights-2034", "harbours-2035"}


def test_sections_sort_as_numerals_whatever_index_cites_them(reviewed: Dataset) -> None:
    quads = quads_of(two_bodies(reviewed))
    sections = {s for s, types in types_of(quads).items() if str(REP.Section) in types}
    assert {s.partition("#")[2]: values(quads, s, REP.sortKey) for s in sections} == {
        name: {Literal(key, None, XSD.string)}
        for name, key in {"sec_I": "00001", "sec_II": "00002", "sec_IX": "00009"}.items()
    }


def test_the_core_is_in_the_order_of_the_list_and_of_the_documents(reviewed: Dataset) -> None:
    core = tuple(describe_core(reviewed))
    subjects = list(dict.fromkeys(t[0].removeprefix(BASE) for t in core))
    assert subjects == [
        *("dataset/lighthouses", "https://example.org/harbour", "index/lights-2034"),
        *("body/working-group-on-lighthouses", "topics/lights", "topics/lights/boats"),
        *("topics/lights/fog", "topics/lights/fog-bells", "topics/lights/lamps-oil"),
        *("topics/lights/signals", "topics/lights/signals-flags"),
        "document/LIGHT/WG.2/2031/4",
        *(f"document/LIGHT/WG.2/2031/4#para_{n}" for n in (4, 9, 10)),
        "document/LIGHT/WG.2/2033/2",
        *(f"document/LIGHT/WG.2/2033/2#para_{n}" for n in ("7", "8", "8__subpara_e")),
        "document/LIGHT/WG.2/2034/3",
        *(f"document/LIGHT/WG.2/2034/3#sec_{n}" for n in ("I", "II", "IX")),
        *(f"document/LIGHT/WG.2/2034/3#sec_I__para_{n}" for n in (1, 6, 7)),
        *(f"document/LIGHT/WG.2/2034/3#sec_{n}" for n in ("II__para_2__subpara_e", "IX__para_5")),
    ]


def test_a_pair_that_an_open_finding_doubts_is_not_stated_as_a_record(reviewed: Dataset) -> None:
    """The list puts both under the topic, which is not in doubt."""
    index = reviewed.indexes[0]
    paragraph = iri("document/LIGHT/WG.2/2031/4#para_10")
    recommendation = iri("document/LIGHT/WG.2/2034/3#sec_I__para_7")
    for status in ("open", "accepted", "rejected"):
        finding = replace(index.findings[1], status=status)
        assert (finding.kind, finding.row, finding.ordinal) == ("rule-break", 3, 1)
        changed = replace(reviewed, indexes=(replace(index, findings=(finding,)),))
        core = tuple((*triple, IRI(BASE)) for triple in describe_core(changed))
        stated, other = (REP.mayRecord, REP.records)[:: 1 if status == "open" else -1]
        assert values(core, paragraph, IRI(stated)) == {recommendation}, status
        assert values(core, paragraph, IRI(other)) == set(), status
        for part in (paragraph, recommendation):
            assert iri("topics/lights/fog") in values(core, part, DCTERMS.subject), status


def test_a_pair_that_another_row_states_without_doubt_is_a_record(reviewed: Dataset) -> None:
    index = reviewed.indexes[0]
    doubted = replace(index.findings[1], status="open")
    pair = next(c for c in index.citations if (c.row, c.ordinal) == (3, 1))
    again = replace(pair, row=1, ordinal=9)
    both = replace(index, findings=(doubted,), citations=(*index.citations, again))
    core = tuple(describe_core(replace(reviewed, indexes=(both,))))
    assert [t for t in core if t[1] == REP.mayRecord] == []


def test_a_compilation_that_is_itself_cited_is_one_document(reviewed: Dataset) -> None:
    index = reviewed.indexes[0]
    symbol = Symbol("LIGHT/WG.2/2031/4")
    both = replace(index, compilation=symbol)
    core = tuple(describe_core(replace(reviewed, indexes=(both,))))
    document = iri("document/LIGHT/WG.2/2031/4")
    assert [t[2] for t in core if t[0] == document and t[1] == RDF.type] == [
        *(REP.Document, REP.Compilation)
    ]
    runs = [subject for subject, _ in groupby(t[0] for t in core)]
    assert len(runs) == len(set(runs))


def test_an_index_without_a_compilation_has_its_own_unnamed_one(reviewed: Dataset) -> None:
    quads = quads_of(bare(reviewed))
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
    quads = quads_of(replace(dataset, indexes=(alone,)))
    assert [q for q in quads if q[1] in (REP.compilation, REP.recommendation, REP.records)] == []
    assert str(REP.Compilation) not in set().union(*types_of(quads).values())


def test_unknown_details_of_an_index_are_not_stated(reviewed: Dataset) -> None:
    quads = quads_of(bare(reviewed))
    index = iri("index/lights-2034")
    said = {q[1] for q in quads if q[0] == index}
    assert said & {DCTERMS.issued, DCTERMS.creator, RDFS.seeAlso} == set()
    assert values(quads, index, DCTERMS.title) == {Literal("lights-2034", "en")}
    assert values(quads, index, DCTERMS.identifier) == {Literal("lights-2034", None, XSD.string)}
    assert [q for q in quads if q[1] == DCTERMS.created] == []


def test_right_to_left_labels_have_their_language() -> None:
    quads = quads_of(read_text(ARABIC.encode(), "arabic.txt").dataset)
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
    quads = quads_of(replace(dataset, indexes=(replace(index, findings=(rule_break,)),)))
    proposed = {
        (q[0].partition("#")[2], q[2].text)
        for q in quads
        if q[1] == REP.proposedValue and isinstance(q[2], Literal)
    }
    assert proposed == {("", "I.7"), ("reference", "I.7"), ("reference-2", "I.8")}


def test_findings_of_the_same_kind_and_topic_have_their_own_iris(reviewed: Dataset) -> None:
    quads = quads_of(reviewed)
    kind = iri("finding/lighthouses/lights-2034/irregular-typography/boats")
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
        quads = quads_of(replace(reviewed, indexes=(changed,)))
        answered = {(q[0], q[2]) for q in quads if q[1] == REP.hasCorrection}
        subject = iri("finding/lighthouses/lights-2034/rule-break/3.1")
        assert answered == {(subject, iri("correction/lighthouses/lights-2034/1"))}


def test_no_printed_or_proposed_value_of_a_finding_is_empty(reviewed: Dataset) -> None:
    index = reviewed.indexes[0]
    correction = replace(index.corrections[0], printed="")
    changed = replace(index, corrections=(correction,))
    quads = quads_of(replace(reviewed, indexes=(changed,)))
    stated = [q for q in quads if q[1] in (REP.printedValue, REP.correctedValue)]
    assert [q for q in stated if isinstance(q[2], Literal) and not q[2].text] == []


def test_a_place_without_parts_is_not_stated(index: Index, dataset: Dataset) -> None:
    rows = tuple(
        replace(row, written=replace(row.written, place=Place("lights.txt"))) for row in index.rows
    )
    quads = quads_of(replace(dataset, indexes=(replace(index, rows=rows),)))
    assert values(quads, iri("row/lighthouses/lights-2034/1"), REP.place) == set()


def test_all_that_belongs_to_one_dataset_has_its_identifier(reviewed: Dataset) -> None:
    """Two datasets in one store share documents, paragraphs and bodies only."""
    quads = quads_of(two_bodies(reviewed))
    other = quads_of(
        replace(reviewed, description=replace(reviewed.description, identifier="other"))
    )
    shared = {q[0].removeprefix(BASE).partition("/")[0] for q in quads} - {
        q[0].removeprefix(BASE).partition("/")[0] for q in quads if "/lighthouses" in q[0]
    }
    assert shared - {"https:", "http:"} == {*("body", "document", "index", "software", "topics")}
    assert {q[3] for q in quads} & {q[3] for q in other} == set()
    assert {q[3].removeprefix(f"{BASE}graph/").partition("/")[0] for q in other} == {"other"}
    assert {minter_of(reviewed).graph("topics", "lights")} <= {q[3] for q in quads}


def test_the_iri_of_a_symbol_with_a_space_or_a_letter_of_any_script_is_valid(
    index: Index, dataset: Dataset
) -> None:
    symbol = Symbol("A/RES/3201 (S-VI)")
    description = replace(index.description, symbol=symbol, compilation=symbol)
    changed = replace(index, description=description, compilation=symbol)
    quads = quads_of(replace(dataset, indexes=(changed,)))
    content = b"".join(write_graphs((quad[3], Statements([quad[:3]])) for quad in quads))
    assert list(pyoxigraph.parse(content, pyoxigraph.RdfFormat.TRIG))
    assert iri("document/A/RES/3201%20(S-VI)") in {q[0] for q in quads}
