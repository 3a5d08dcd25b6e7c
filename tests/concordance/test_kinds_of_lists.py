"""Lists with several columns of references, and lists of texts."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from repertory.outputs.publication import Publication, read_text
from repertory.validation.runner import validate_store

TITLES = "Topic\tDocument\tParagraphs\tReference in ZZ/8\tReference in ZZ/9"
LINES = (
    "Anchors\tZZ/1/4\t4, 5 and 6\tI.1, I.2 and I.3\tA.11, A.12 and A.13",
    "Buoys\tZZ/1/4\t7\tI.4\tA.14",
    "Capes\tZZ/1/4\t8\tI.5\t",
    "Docks\tZZ/1/4\t9\t\tA.16",
)


def read(*lines: str) -> Publication:
    return read_text("\n".join((TITLES, *lines)).encode(), "list.tsv")


@pytest.fixture(scope="module")
def publication() -> Publication:
    return read(*LINES)


def table(publication: Publication, name: str) -> list[dict[str, str]]:
    content = "".join(map(str, publication.content(name)))
    return list(csv.DictReader(StringIO(content)))


def test_each_reference_is_of_its_compilation(publication: Publication) -> None:
    recommendations = [
        (row["iri"].partition("/document/")[2], row["topics"])
        for row in table(publication, "recommendations.csv")
    ]
    assert recommendations == [
        ("ZZ/8#sec_I__para_1", "Anchors"),
        ("ZZ/8#sec_I__para_2", "Anchors"),
        ("ZZ/8#sec_I__para_3", "Anchors"),
        ("ZZ/8#sec_I__para_4", "Buoys"),
        ("ZZ/8#sec_I__para_5", "Capes"),
        ("ZZ/9#sec_A__para_11", "Anchors"),
        ("ZZ/9#sec_A__para_12", "Anchors"),
        ("ZZ/9#sec_A__para_13", "Anchors"),
        ("ZZ/9#sec_A__para_14", "Buoys"),
        ("ZZ/9#sec_A__para_16", "Docks"),
    ]


def test_each_compilation_has_its_rules(publication: Publication) -> None:
    (index,) = publication.dataset.indexes
    assert [(rule.compilation, str(rule)) for rule in index.rules] == [
        (None, "n → I.(n-3)"),
        ("ZZ/9", "n → A.(n+7)"),
    ]
    results = validate_store(publication.store(), level="warning").results()
    assert {each.shape.name for each in results} == {"description", "licence", "publisher"}


def test_a_sound_list_has_no_findings_for_two_columns(publication: Publication) -> None:
    assert [each for each in publication.findings if each.severity != "info"] == []


def test_a_misprint_is_found_in_its_column_and_told_once() -> None:
    lines = (*LINES, "Eels\tZZ/1/4\t5, 4\tI.2, I.1\tA.12, A.19")
    found = [
        (each.kind, each.printed)
        for each in read(*lines).findings
        if each.kind in ("rule-break", "order-in-cell")
    ]
    assert found == [("order-in-cell", "5, 4"), ("rule-break", "A.19")]


def test_equal_references_of_two_compilations_are_no_duplicates() -> None:
    lines = ("Anchors\tZZ/1/4\t4\tI.1\tI.1", "Buoys\tZZ/1/4\t5\tI.2\tI.2")
    assert all(each.kind != "duplicate-citation" for each in read(*lines).findings)


@pytest.mark.parametrize(("title", "kinds"), [("Text", []), ("Remarks", ["never-indexed"])])
def test_a_list_of_texts_is_a_selection_and_has_no_gaps(title: str, kinds: list[str]) -> None:
    lines = f"Topic\tDocument\tParagraphs\t{title}\nBuoys\tA/1\t4\tMoor.\nDocks\tA/1\t7\tDig.\n"
    found = read_text(lines.encode(), "list.tsv").findings
    assert [each.kind for each in found] == kinds


def test_two_decisions_of_a_document_in_one_topic_are_in_order() -> None:
    lines = (
        "Topic\tDecision\tDocument\tParagraphs",
        "Charts\t2/TD.3\tA/1\t4",
        "\t3/TD.3\tA/1\t1",
        "\t3/TD.3\tA/2\t1",
    )
    found = read_text("\n".join(lines).encode(), "list.tsv").findings
    assert [each.kind for each in found if each.severity != "info"] == []
    again = read_text("\n".join((*lines, "\t2/TD.3\tA/1\t5")).encode(), "list.tsv").findings
    assert [each.kind for each in again if each.severity != "info"] == ["row-order"]
