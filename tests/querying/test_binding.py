"""Values are inserted into a query only as terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repertory.errors import QueryError
from repertory.querying.binding import bind, checked_iri
from repertory.querying.local import LocalStore
from repertory.rdf import Store
from repertory.rdf.terms import IRI, Literal

QUERY = "SELECT ?x WHERE { BIND(?_name_literal AS ?x) }"
INJECTIONS = [
    '" } # ',
    '"} UNION { ?s ?p ?x',
    "\\",
    '\\" } INSERT DATA { <a:a> <a:b> <a:c> }',
    "?_name_literal",
    "BIND(?_name_literal AS ?x)",
    "a\nb\tc\r",
    "\u0000",
    '"""',
    "\\u0022",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_hostile_text_is_returned_unchanged(text: str) -> None:
    answer = LocalStore(Store()).ask(bind(QUERY, {"name": [Literal(text)]}))
    assert [[node.text for node in row] for row in answer.rows] == [[text]]  # type: ignore[union-attr]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_returned_unchanged(text: str) -> None:
    answer = LocalStore(Store()).ask(bind(QUERY, {"name": [Literal(text)]}))
    assert [[node.text for node in row] for row in answer.rows] == [[text]]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "iri",
    [
        "a:b> } #",
        "a:b c",
        "a:<b",
        'a:"b',
        "a:{b}",
        "a:b\\u003e",
        "a:b\n",
        "",
        "no-scheme",
        ":x",
        "a:",
    ],
)
def test_a_text_that_is_not_an_iri_is_refused(iri: str) -> None:
    with pytest.raises(QueryError):
        bind("SELECT ?x { BIND(?_a_iri AS ?x) }", {"a": [IRI(iri)]})


def test_several_values_are_one_block() -> None:
    text = bind("{ BIND(?_a_iri AS ?x) }", {"a": [IRI("a:b"), IRI("a:c")]})
    assert text == "{ VALUES ?x { <a:b> <a:c> } }"


def test_a_parameter_without_a_value_is_an_error() -> None:
    with pytest.raises(QueryError, match="the parameter 'name' has no value"):
        bind(QUERY, {})


def test_an_iri_may_be_in_any_script() -> None:
    assert checked_iri("https://example.org/темы/сбор") == "https://example.org/темы/сбор"
