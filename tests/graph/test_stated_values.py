"""What a list states of its recommendations, in the core and in the evidence."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.reefs import read_measures, read_reefs

from repertory.outputs.publication import Publication, read_text
from repertory.rdf.iris import DEFAULT_BASE
from repertory.rdf.terms import IRI, Literal, Term, Triple
from repertory.rdf.vocabulary import DCTERMS, RDF, REP, SCHEMA, SKOS

DOCUMENT = f"{DEFAULT_BASE}document/REEF/2020/1"
STATES, POSITIONS = f"{DEFAULT_BASE}state/reefs", f"{DEFAULT_BASE}position/reefs"
GOALS = "http://metadata.un.org/sdg"


def of(core: Iterable[Triple], subject: str, predicate: IRI) -> list[str]:
    return [_text(value) for one, two, value in core if (one, two) == (subject, predicate)]


def _text(value: Term) -> str:
    if isinstance(value, Literal):
        return f"{value.text}@{value.language}" if value.language else value.text
    return value


def test_a_paragraph_is_the_recommendation_with_its_text_and_what_is_stated() -> None:
    core, paragraph = read_reefs().core, f"{DOCUMENT}#para_3"
    assert of(core, paragraph, RDF.type) == [REP.Paragraph, REP.Recommendation]
    assert of(core, paragraph, SCHEMA.text) == ["Map the reefs.@en"]
    assert of(core, paragraph, REP.position) == [f"{POSITIONS}/accepted"]
    assert of(core, paragraph, REP.addressee) == [f"{DEFAULT_BASE}addressee/reefs/coralia"]
    assert of(core, paragraph, REP.recommendingState) == [f"{STATES}/atollia", f"{STATES}/lagunia"]
    assert of(core, paragraph, REP.sdgTarget) == [f"{GOALS}/14.2"]
    assert of(core, paragraph, REP.session) == ["Third session"]
    assert of(core, paragraph, DCTERMS.date) == ["2020-05-04"]
    assert of(core, paragraph, DCTERMS.identifier) == ["REEF/2020/1#para_3"]


def test_several_recommendations_in_one_place_are_parts_of_it() -> None:
    core, place = read_reefs().core, f"{DOCUMENT}#para_4__subpara_a"
    assert of(core, place, RDF.type) == [REP.Paragraph]
    assert of(core, place, DCTERMS.subject) == []
    for name, text in (("r-2", "Close the reefs at night."), ("r-3", "Open the reefs on Sundays.")):
        part = f"{place}__rec_{name}"
        assert of(core, part, RDF.type) == [REP.Paragraph, REP.Recommendation]
        assert of(core, part, DCTERMS.isPartOf) == [place]
        assert of(core, part, SCHEMA.text) == [f"{text}@en"]
        assert of(core, part, DCTERMS.identifier) == [f"REEF/2020/1#para_4__subpara_a__rec_{name}"]


def test_an_observation_is_a_cited_paragraph() -> None:
    core, paragraph = read_reefs().core, f"{DOCUMENT}#para_5"
    assert of(core, paragraph, RDF.type) == [REP.Paragraph]
    assert of(core, paragraph, SCHEMA.text) == ["Notes that nets are old.@en"]
    assert len(of(core, paragraph, DCTERMS.subject)) == 1


def test_a_cell_that_is_no_date_is_only_printed() -> None:
    publication = read_reefs()
    assert of(publication.core, f"{DEFAULT_BASE}document/REEF/2021/2#para_5", DCTERMS.date) == []
    row = f"{DEFAULT_BASE}row/reefs/reefs/6"
    assert "date: spring 2021" in of(publication.triples(), row, REP.printedCell)


def test_values_are_concepts_of_a_scheme_in_their_order() -> None:
    core = read_reefs().core
    values = [f"{STATES}/{name}" for name in ("atollia", "lagunia", "coralia")]
    assert of(core, STATES, RDF.type) == [SKOS.ConceptScheme]
    assert of(core, STATES, DCTERMS.identifier) == ["reefs-state"]
    assert of(core, STATES, SKOS.prefLabel) == ["Recommending State@en"]
    assert of(core, STATES, SKOS.hasTopConcept) == values
    for order, value in enumerate(values, 1):
        assert of(core, value, SKOS.inScheme) == of(core, value, SKOS.topConceptOf) == [STATES]
        assert of(core, value, REP.order) == [str(order)]
    assert of(core, values[0], SKOS.prefLabel) == ["Atollia@en"]


def test_a_whole_document_is_the_recommendation() -> None:
    publication = read_measures()
    measure = f"{DEFAULT_BASE}document/measures/Measure%2010%20%282016%29"
    assert of(publication.core, measure, RDF.type) == [REP.Document, REP.Recommendation]
    assert len(of(publication.core, measure, DCTERMS.subject)) == 2
    assert of(publication.core, measure, DCTERMS.date) == ["2016-06"]
    assert publication.validate().groups == ()


def test_the_evidence_keeps_the_cells_that_the_core_has_otherwise() -> None:
    row = f"{DEFAULT_BASE}row/reefs/reefs/3"
    assert of(read_reefs().triples(), row, REP.printedCell) == [
        "addressee: Coralia; Harbour Board",
        "sdg: 14, 8.8",
        "identifier: r-2",
        "Entry type: Recommendation",
    ]


def lists(text: str) -> Publication:
    return read_text(text.encode(), "lists.csv")


def test_with_references_the_text_is_that_of_the_recommendation_in_the_compilation() -> None:
    titles = "Topic,Document,Paragraph,Reference in REEF/9,Text"
    core = lists(f"{titles}\nReefs,REEF/1,3,I.2,Map the reefs.\n").core
    (recommendation,) = (s for s, p, o in core if p == RDF.type and o == REP.Recommendation)
    assert recommendation == f"{DEFAULT_BASE}document/REEF/9#sec_I__para_2"
    assert of(core, recommendation, SCHEMA.text) == ["Map the reefs.@en"]
    assert of(core, f"{DEFAULT_BASE}document/REEF/1#para_3", SCHEMA.text) == []


def test_labels_that_differ_in_capitals_are_one_value_and_others_never_are() -> None:
    titles = "Topic,Document,Paragraph,Text,Addressee"
    cells = enumerate(("Coralia", "CORALIA", "C++", "C#"), 1)
    rows = "".join(f"Reefs,REEF/1,{n},Text {n}.,{name}\n" for n, name in cells)
    core = lists(f"{titles}\n{rows}").core
    scheme = f"{DEFAULT_BASE}addressee/lists"
    assert of(core, scheme, SKOS.hasTopConcept) == [
        f"{scheme}/{name}" for name in ("coralia", "c", "c-2")
    ]


TEXTS = "Document,Paragraph,Text\nREEF/1,3,Map the reefs.\nREEF/1,4,Mend the nets.\n"


def test_a_list_of_texts_without_topics_is_read() -> None:
    publication = lists(TEXTS)
    (index,) = publication.dataset.indexes
    assert ([row.heading for row in index.rows], index.topics) == (["", ""], ())
    paragraph = f"{DEFAULT_BASE}document/REEF/1#para_3"
    assert of(publication.core, paragraph, RDF.type) == [REP.Paragraph, REP.Recommendation]
    assert of(publication.core, paragraph, DCTERMS.subject) == []
    assert publication.validate().groups == ()


@pytest.mark.parametrize("blank", ["", "N/A"])
def test_a_record_with_a_blank_topic_has_none(blank: str) -> None:
    titles = "ID,Theme,Document,Paragraph,Text"
    rows = (("a", "Reefs", 3), ("b", blank, 4), ("c", "Nets", 5))
    lines = (f"{name},{topic},REEF/1,{number},Text {number}." for name, topic, number in rows)
    (index,) = lists("\n".join((titles, *lines))).dataset.indexes
    assert [row.heading for row in index.rows] == ["Reefs", "", "Nets"]
    noted = [each.printed for each in index.findings if each.kind == "missing-topic"]
    assert noted == ([blank] if blank else [])
