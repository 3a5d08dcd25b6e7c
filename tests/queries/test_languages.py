"""A thing with labels in several languages stands in an answer once, on each engine."""

from __future__ import annotations

import pytest
import rdflib
from tests.queries.conftest import TRANSLATED, translated
from tests.queries.table import Table
from tests.queries.test_rows import ABOUT_TEXTS, ask_rdflib, bound, example, texts

from repertory.querying.catalogue import find_query, query_names
from repertory.querying.local import LocalStore
from repertory.querying.parameters import own_language
from repertory.querying.remote import Endpoint
from repertory.querying.results import Answer
from repertory.rdf import Store

ABOUT_LABELS = ("languages", "search-labels", "topic-names")
"""The queries that list labels; they are tested one by one."""

LABELLED = [
    name
    for name in query_names()
    if name not in ABOUT_LABELS
    and name not in ABOUT_TEXTS
    and any(each.kind == "language" for each in find_query(name).parameters)
]

TRANSLATIONS = ("topic", "otherTopic", "broaderTopic", "paragraph", "doubt")
"""The columns with labels that the data has in several languages."""

languages = pytest.mark.parametrize("language", ["en", "fr", "ar", "ru"])
names = pytest.mark.parametrize("name", LABELLED)

Rows = list[tuple[str, ...]]


def wanted(table: Table, language: str) -> dict[str, str]:
    """What each topic and paragraph is called: in the language, in English, or in any other."""
    ranks = table.ranks["topic"] | table.ranks["paragraph"]
    labels = {label: translated(label, rank) for label, rank in ranks.items()}
    return {label: own.get(language) or own.get("en") or own["ar"] for label, own in labels.items()}


def expected(name: str, language: str, real: LocalStore, table: Table) -> Rows:
    """The rows of the data in one language, with the labels of the other data."""
    query = find_query(name)
    called = wanted(table, language)
    called |= {f"perhaps {label}": f"perhaps {name}" for label, name in called.items()}
    answer = real.ask(bound(query, example(query), real))
    labels = [column in TRANSLATIONS for column in answer.variables]
    return sorted(
        tuple(
            called.get(cell, cell) if label else cell
            for cell, label in zip(row, labels, strict=True)
        )
        for row in texts(answer)
    )


def question(name: str, language: str, asked: LocalStore | Endpoint) -> str:
    query = find_query(name)
    return bound(query, {**example(query), "language": language}, asked)


def rows(answer: Answer) -> Rows:
    return sorted(texts(answer))


@languages
@names
def test_a_topic_has_one_label(
    name: str, language: str, real: LocalStore, several_languages: LocalStore, table: Table
) -> None:
    found = several_languages.ask(question(name, language, several_languages))
    assert rows(found) == expected(name, language, real, table)


def test_a_question_left_open_prefers_english(several_languages: LocalStore, table: Table) -> None:
    """Whoever opens the file in an editor of SPARQL gives no language."""
    found = several_languages.ask(find_query("topics").body)
    called = wanted(table, "en")
    assert [row[0] for row in texts(found)] == [called[label] for label in table.topics()]


@pytest.fixture(scope="module")
def graph(several_languages: LocalStore) -> rdflib.Graph:
    store = several_languages._store
    assert isinstance(store, Store)
    return store.to_rdflib()


@names
@pytest.mark.slow
def test_rdflib_chooses_the_same(
    name: str, graph: rdflib.Graph, real: LocalStore, several_languages: LocalStore, table: Table
) -> None:
    found = ask_rdflib(graph, question(name, "fr", several_languages))
    assert rows(found) == expected(name, "fr", real, table)


@names
def test_the_oxigraph_server_chooses_the_same(
    name: str, oxigraph: Endpoint, real: LocalStore, table: Table
) -> None:
    endpoint = Endpoint(oxigraph._url, [TRANSLATED])
    found = endpoint.ask(question(name, "fr", endpoint))
    assert rows(found) == expected(name, "fr", real, table)


@names
@pytest.mark.slow
def test_virtuoso_chooses_the_same(
    name: str, virtuoso: Endpoint, real: LocalStore, table: Table
) -> None:
    endpoint = Endpoint(virtuoso._url, [TRANSLATED])
    found = endpoint.ask(question(name, "fr", endpoint))
    assert rows(found) == expected(name, "fr", real, table)


def test_a_topic_is_found_by_its_label_in_any_language(several_languages: LocalStore) -> None:
    query = find_query("search-labels")
    given = {"text": "ACADEMIA (fr)", "language": "ar"}
    (row,) = texts(several_languages.ask(bound(query, given, several_languages)))
    assert row[:2] == ("Academia (ar)", "Academia (fr)")


def test_all_names_of_a_topic_are_listed_once(several_languages: LocalStore, table: Table) -> None:
    query = find_query("topic-names")
    found = several_languages.ask(bound(query, {"language": "fr"}, several_languages))
    labels = [
        (own, topic.label)
        for topic in table.index.topics
        for own in translated(topic.label, topic.order).values()
    ]
    called = wanted(table, "fr")
    assert sorted((row[0], row[2]) for row in texts(found) if row[1] == "label") == sorted(
        (own, called[label]) for own, label in labels
    )


def test_the_languages_of_the_labels_are_counted(several_languages: LocalStore) -> None:
    found = several_languages.ask(find_query("languages").body)
    assert texts(found) == [("ar", "80"), ("en", "64"), ("fr", "43")]


def test_without_a_language_most_labels_decide(
    several_languages: LocalStore, real: LocalStore
) -> None:
    assert [own_language(store) for store in (real, several_languages)] == ["en", "ar"]
    assert own_language(LocalStore(Store())) == "en"
