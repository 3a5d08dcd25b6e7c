"""Each query gives the rows that the table tells, on each engine."""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path

import pytest
import rdflib
from tests.queries import expected
from tests.queries.conftest import TEXTS
from tests.queries.expected_links import BODIES, EXAMPLES, LINKS, ROWS
from tests.queries.expected_texts import GIVEN, TEXT_ROWS
from tests.queries.table import Table

from repertory.querying.answers.reply import labelled, plain
from repertory.querying.binding import bind
from repertory.querying.catalogue import Query, find_query, query_names
from repertory.querying.local import LocalStore, Queryable, open_store
from repertory.querying.parameters import resolve
from repertory.querying.remote import Endpoint
from repertory.querying.results import Answer, read_results
from repertory.rdf.terms import IRI, Literal

NAMES = query_names()
ABOUT_TEXTS = [name for name in TEXT_ROWS if name.replace("-", "_") not in expected.__all__]
FROM_TABLE = [name for name in NAMES if name not in ROWS and name not in ABOUT_TEXTS]
OF_CORE = [name for name in FROM_TABLE if not find_query(name).needs_evidence]


def example(query: Query) -> dict[str, str]:
    return {each.name: each.example for each in query.parameters}


def bound(query: Query, given: dict[str, str], asked: Queryable) -> str:
    choices = resolve(query, given, asked)
    return bind(query.body, {name: choice.terms for name, choice in choices.items()})


def texts(answer: Answer) -> list[tuple[str, ...]]:
    return [tuple(plain(node) for node in row) for row in answer.rows]


def with_iris(query: str, answer: Answer, table: Table) -> list[tuple[str, ...]]:
    """The expected rows with the IRIs that belong to their labels.

    The IRI of what has none in the table, such as a finding, is taken as it is.
    """
    pairs = {iri: label for label, iri in labelled(answer).items()}
    labels = [name for name in answer.variables if not name.endswith("Iri")]
    rows = []
    told = getattr(expected, query.replace("-", "_"))(table)
    for row, given in zip_longest(told, texts(answer)):
        if row is None or given is None:
            rows.append(row or ("no more rows were expected",))
            continue
        values = dict(zip(labels, row, strict=True))
        for name, iri in zip(answer.variables, given, strict=True):
            known = table.iris.get(pairs.get(name, ""))
            if known is not None:
                values[name] = known.get(values[pairs[name]], "")
            elif name.endswith("Iri"):
                values[name] = iri if iri.startswith("https://") else "an IRI was expected"
        rows.append(tuple(values[name] for name in answer.variables))
    return rows


def test_each_query_has_its_expected_rows() -> None:
    told = {name.replace("_", "-") for name in expected.__all__}
    assert sorted([*told, *ROWS, *ABOUT_TEXTS]) == sorted(NAMES)


@pytest.mark.parametrize("name", FROM_TABLE)
def test_a_query_gives_what_the_table_tells(name: str, real: LocalStore, table: Table) -> None:
    query = find_query(name)
    answer = real.ask(bound(query, example(query), real))
    rows = texts(answer)
    assert rows == with_iris(name, answer, table)
    assert rows, "an example that finds nothing tests nothing"


@pytest.mark.parametrize("name", OF_CORE)
def test_the_core_alone_gives_the_same_rows(name: str, core: LocalStore, real: LocalStore) -> None:
    query = find_query(name)
    text = bound(query, example(query), core)
    assert core.ask(text) == real.ask(text)


@pytest.mark.parametrize("name", ["recommendations-on-topic", "concordance-of-report"])
def test_all_rows_are_whole_but_for_one_doubt(name: str, core: LocalStore, table: Table) -> None:
    """Without values for the parameters, the query returns all rows of the index."""
    answer = core.ask(find_query(name).body)
    columns = (answer.column(each) for each in ("paragraph", "recommendation", "topic", "doubt"))
    found = [tuple(map(plain, row)) for row in zip(*columns, strict=True)]
    assert sorted(found) == sorted(expected.by_paragraph(table.cited))
    doubted = [(paragraph, reference, doubt) for paragraph, reference, _, doubt in found if doubt]
    assert (len(found), doubted) == (
        383,
        [
            ("CTOC/COP/WG.7/2015/6, para. 16", "", "perhaps III.11"),
            ("", "III.11", "perhaps CTOC/COP/WG.7/2015/6, para. 16"),
        ],
    )


def test_the_bodies_of_linked_topics_are_found_in_the_core(links: LocalStore) -> None:
    query = find_query("bodies-on-topic")
    given = {"topic": "https://example.org/w-noise", "language": "en"}
    assert [row[:5] for row in texts(links.ask(bound(query, given, links)))] == BODIES


@pytest.mark.parametrize("name", ROWS)
def test_a_query_about_links_gives_what_is_linked(name: str, links: LocalStore) -> None:
    query = find_query(name)
    given = {key: EXAMPLES[key] for key in example(query)}
    assert texts(links.ask(bound(query, given, links))) == ROWS[name]


@pytest.mark.parametrize("name", ROWS)
def test_a_query_about_links_answers_where_there_are_none(name: str, unlinked: LocalStore) -> None:
    query = find_query(name)
    given = {key: EXAMPLES[key] for key in example(query)}
    found = unlinked.ask(bound(query, given, unlinked)).rows
    assert len(found) == (80 if name == "topics-without-links" else 0)


def about_texts(name: str, asked: Queryable) -> list[tuple[str, ...]]:
    """Return the answer for the lists without a compilation, without the IRIs."""
    answer = asked.ask(bound(find_query(name), GIVEN.get(name, {}), asked))
    labels = [n for n, each in enumerate(answer.variables) if not each.endswith("Iri")]
    return [tuple(row[n] for n in labels) for row in texts(answer)]


@pytest.mark.parametrize("name", TEXT_ROWS)
def test_a_query_answers_for_lists_without_a_compilation(name: str, reefs: LocalStore) -> None:
    assert about_texts(name, reefs) == TEXT_ROWS[name]


@pytest.mark.parametrize("name", TEXT_ROWS)
def test_the_oxigraph_server_answers_for_such_lists(name: str, oxigraph: Endpoint) -> None:
    assert about_texts(name, Endpoint(oxigraph._url, [TEXTS])) == TEXT_ROWS[name]


@pytest.mark.parametrize("name", TEXT_ROWS)
@pytest.mark.slow
def test_virtuoso_answers_for_such_lists(name: str, virtuoso: Endpoint) -> None:
    found = about_texts(name, Endpoint(virtuoso._url, [TEXTS]))
    assert sorted(found) == sorted(TEXT_ROWS[name])


@pytest.mark.parametrize("name", TEXT_ROWS)
@pytest.mark.slow
def test_rdflib_answers_for_such_lists(name: str, reefs: LocalStore, text_lists: Path) -> None:
    text = bound(find_query(name), GIVEN.get(name, {}), reefs)
    assert ask_rdflib(rdflib.Graph().parse(text_lists, format="nt"), text) == reefs.ask(text)


@pytest.fixture(scope="session")
def graph(dataset: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(dataset, format="nt")


@pytest.fixture(scope="session")
def linked_graph() -> rdflib.Graph:
    return open_store([LINKS]).to_rdflib()


def ask_rdflib(graph: rdflib.Graph, text: str) -> Answer:
    document = graph.query(text).serialize(format="json")
    assert document is not None
    return read_results(json.dumps(json.loads(document)))


@pytest.mark.parametrize("name", FROM_TABLE)
@pytest.mark.slow
def test_rdflib_gives_the_same_rows(name: str, real: LocalStore, graph: rdflib.Graph) -> None:
    query = find_query(name)
    text = bound(query, example(query), real)
    assert ask_rdflib(graph, text) == real.ask(text)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.slow
def test_rdflib_gives_the_same_links(name: str, linked_graph: rdflib.Graph) -> None:
    query = find_query(name)
    text = bind(query.body, {"concept": [IRI(EXAMPLES["concept"])], "language": [Literal("en")]})
    assert texts(ask_rdflib(linked_graph, text)) == ROWS[name]


@pytest.mark.parametrize("name", [*FROM_TABLE, *ROWS])
def test_the_oxigraph_server_gives_the_same_rows(
    name: str, real: LocalStore, oxigraph: Endpoint
) -> None:
    query = find_query(name)
    text = bound(query, example(query), oxigraph)
    assert oxigraph.ask(text) == real.ask(text)


@pytest.mark.parametrize("name", [*FROM_TABLE, *ROWS])
@pytest.mark.slow
def test_virtuoso_gives_the_same_rows(name: str, real: LocalStore, virtuoso: Endpoint) -> None:
    """Virtuoso orders long literals in its own way; the rows are the same."""
    query = find_query(name)
    text = bound(query, example(query), virtuoso)
    here, there = real.ask(text), virtuoso.ask(text)
    assert there.variables == here.variables
    assert sorted(map(str, there.rows)) == sorted(map(str, here.rows))
