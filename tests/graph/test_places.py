"""Places and documents by any name as linked data."""

from __future__ import annotations

import pytest

from repertory.conversion import convert_text
from repertory.graph import describe, describe_core, minter_of
from repertory.model import Symbol
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.vocabulary import DCTERMS, RDF, RDFS, REP

TABLE = """\
Topic\tDocument\tParagraphs
Wrecks\tDecision IV/4\tannex I, paragraph 8 (d)
Beacons\tA/75/6\tsection H, para. 2 and ninth preambular paragraph
Buoys\tA/75/6\twhole
Fog\tA/75/6\t?
Tides\tMeasure 4 (2016)\t26.110 and 27
"""
BASE = "https://unpublished.invalid/id/"


@pytest.fixture(scope="module")
def statements() -> list[tuple[str, IRI, object]]:
    dataset = convert_text(TABLE.encode(), "list.tsv").dataset
    return [
        (subject.removeprefix(BASE), predicate, value)
        for _, triples in describe(dataset)
        for subject, predicate, value in triples
        if isinstance(subject, str)
    ]


def values(statements: list[tuple[str, IRI, object]], subject: str, predicate: IRI) -> list[str]:
    return [
        value.text if isinstance(value, Literal) else str(value).removeprefix(BASE)
        for one, other, value in statements
        if (one, other) == (subject, predicate)
    ]


def test_a_symbol_is_shared_and_another_name_belongs_to_the_dataset() -> None:
    minter = Minter(BASE, "lights")
    assert minter.document(Symbol("A/75/6")) == f"{BASE}document/A/75/6"
    assert (
        minter.document(Symbol("Decision VII/12")) == f"{BASE}document/lights/Decision%20VII%2F12"
    )


@pytest.mark.parametrize(
    ("place", "above", "label", "is_cited"),
    [
        (
            "Decision%20IV%2F4#annex_I__para_8__subpara_d",
            "Decision%20IV%2F4#annex_I__para_8",
            "Decision IV/4, annex I, para. 8 (d)",
            True,
        ),
        (
            "Decision%20IV%2F4#annex_I__para_8",
            "Decision%20IV%2F4#annex_I",
            ", annex I, para. 8",
            False,
        ),
        ("Decision%20IV%2F4#annex_I", "Decision%20IV%2F4", "Decision IV/4, annex I", False),
        (
            "Measure%204%20%282016%29#para_26.110",
            "Measure%204%20%282016%29",
            "Measure 4 (2016), para. 26.110",
            True,
        ),
    ],
)
def test_a_place_is_part_of_what_contains_it_up_to_the_document(
    statements: list[tuple[str, IRI, object]], place: str, above: str, label: str, is_cited: bool
) -> None:
    (dataset,) = {
        s.split("/")[1] for s, p, _ in statements if s.startswith("document/") and "IV" in s
    }
    own = f"document/{dataset}/"
    assert [f"{own}{above}"] == values(statements, f"{own}{place}", DCTERMS.isPartOf)
    kinds = values(statements, f"{own}{place}", RDF.type)
    assert kinds == [REP.Paragraph, *([REP.Recommendation] if is_cited else [])]
    assert values(statements, f"{own}{place}", RDFS.label)[0].endswith(label)
    assert [] == values(statements, f"{own}{place}", DCTERMS.identifier)


def test_places_in_a_united_nations_document_have_an_identifier_that_all_datasets_share(
    statements: list[tuple[str, IRI, object]],
) -> None:
    found = [s for s, p, o in statements if p == RDF.type and o == REP.Paragraph and "A/75/6" in s]
    names = ["recital_9", "preamble", "sec_H", "sec_H__para_2"]
    assert sorted(names) == sorted(each.partition("#")[2] for each in found)
    for name in names:
        subject = f"document/A/75/6#{name}"
        assert [f"A/75/6#{name}"] == values(statements, subject, DCTERMS.identifier)


def test_a_whole_document_has_its_topics_itself(
    statements: list[tuple[str, IRI, object]],
) -> None:
    (topic,) = values(statements, "document/A/75/6", DCTERMS.subject)
    assert topic.endswith("/buoys")
    assert ["https://docs.un.org/en/A/75/6"] == values(statements, "document/A/75/6", RDFS.seeAlso)
    cited = [s for s, p, o in statements if p == REP.document and s.startswith("citation/")]
    assert 1 == len(cited)
    assert [] == values(statements, cited[0], REP.paragraph)
    assert ["Buoys: A/75/6"] == values(statements, cited[0], RDFS.label)


def test_a_document_with_another_name_has_no_address(
    statements: list[tuple[str, IRI, object]],
) -> None:
    (subject,) = {s for s, p, o in statements if o == REP.Document and "Measure" in s}
    assert ["Measure 4 (2016)"] == values(statements, subject, DCTERMS.identifier)
    assert ["Measure 4 (2016)"] == values(statements, subject, RDFS.label)
    assert [] == values(statements, subject, RDFS.seeAlso)


def test_a_cell_that_cannot_be_read_is_a_finding_about_the_index(
    statements: list[tuple[str, IRI, object]],
) -> None:
    (finding,) = {s for s, p, o in statements if o == REP.term("unreadable-cell")}
    assert ["?"] == values(statements, finding, REP.printedValue)
    (concerned,) = values(statements, finding, REP.concerns)
    assert concerned.startswith("index/")


def test_references_that_restart_are_recommendations_of_their_document() -> None:
    table = "Topic\tDocument\tParagraphs\tReference\n" + "".join(
        f"T{report}{n}\tTIDE/{report}\t6\t6.{n}\n" for report in (3, 4) for n in (1, 2)
    )
    dataset = convert_text(table.encode(), "list.tsv").dataset
    assert dataset.indexes[0].restarts
    assert ["assumed"] == [
        aside.kind for aside in dataset.indexes[0].set_aside if "begin anew" in aside.text
    ]
    core = list(describe_core(dataset))
    found = [quad[0] for quad in core if quad[1] == RDF.type and quad[2] == REP.Recommendation]
    index = minter_of(dataset).unnamed_compilation(dataset.indexes[0].description.identifier)
    assert [
        f"{index}/TIDE/{report}#sec_6__para_{n}" for report in (3, 4) for n in (1, 2)
    ] == sorted(map(str, found))
    labels = [
        value.text
        for subject, predicate, value in core
        if subject in found and predicate == RDFS.label and isinstance(value, Literal)
    ]
    assert ["TIDE/3, 6.1", "TIDE/3, 6.2", "TIDE/4, 6.1", "TIDE/4, 6.2"] == sorted(labels)
