"""Stores in this process and in another one: refused queries, limits and stops."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from repertory.errors import QueryError, SourceError
from repertory.querying import local
from repertory.querying.local import LocalStore, open_store
from repertory.querying.results import yes_or_no
from repertory.querying.supervised import SupervisedStore
from repertory.querying.syntax import calls_service
from repertory.rdf.terms import IRI

PEOPLE = "@prefix : <https://example.org/> . :a :knows :b , _:x . _:x :knows :c ."
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.ttl"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "SELECT * { ?s ?p ?o",
            "line 1, column 20 of the query: found the end, expected ",
        ),
        (
            "SELECT * { ?s ?p",
            'line 1, column 17 of the query: found the end, expected "." or a prefixed name or an '
            "IRI or a variable or a literal or a blank node or ",
        ),
        (
            "SELECT *\n{ ?s foo:p ?o }",
            "line 2, column 11 of the query: found '?o }', expected a prefix that a PREFIX line",
        ),
        (
            "SELECT (?s AS ?x) { ?s ?p ?o } GROUP BY ?o",
            "line 1, column 43 of the query: found the end, expected valid use of variables: The "
            "SELECT contains an expression with a variable that is unbound",
        ),
        (
            "SELECT * { ?s ?p ?o } GROUP BY ?o",
            "line 1, column 34 of the query: found the end, expected valid use of variables: "
            "SELECT * is not authorized with GROUP BY",
        ),
        (
            "SELECT (1 AS ?x) (2 AS ?x) {}",
            "line 1, column 30 of the query: found the end, expected valid use of variables: "
            "Duplicated variable name in SELECT",
        ),
        (
            "SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }",
            "line 1, column 41 of the query: found the end, expected valid SPARQL 1.1",
        ),
        (
            "INSERT DATA { <a:a> <a:b> <a:c> }",
            "this is an update (INSERT), but data is never changed.",
        ),
        ("# SELECT\nDELETE WHERE { ?s ?p ?o }", "this is an update (DELETE)"),
        ("PREFIX select: <a:b>\nDROP ALL", "this is an update (DROP)"),
        ("", "this is not a SPARQL query"),
        (
            "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "the query calls another endpoint (SERVICE). Add --allow-service to permit that.",
        ),
        ("SELECT (?x AS ?y) ?z { ?x ?p ?q } GROUP BY ?x", "line 1, column "),
        (
            "SELECT (TRIPLE(<a:b>, <a:b>, <a:c>) AS ?x) {}",
            "the query failed: <a:b> <a:b> <a:c> is a triple term of RDF 1.2",
        ),
    ],
)
def test_an_invalid_query_is_refused(query: str, message: str) -> None:
    with SupervisedStore() as supervised:
        for store in (LocalStore(open_store()), supervised):
            with pytest.raises(QueryError) as caught:
                store.ask(query)
            assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { service <http://x> {} }", True),
        ("SELECT * { SERVICE\n SILENT ?x {} }", True),
        ("SELECT * { # SERVICE\n ?s ?p ?o }", False),
        ("SELECT * { ?service <a:SERVICE> 'SERVICE' }", False),
        ("SELECT * { ?s a:SERVICE '''a ' SERVICE''' , \"\"\"b \" SERVICE\"\"\" }", False),
        ("SELECT * { ?s ?p '''it's''' . SERVICE <http://x> {} }", True),
        ("SELECT * { ?s ?p 'a\\'' . SERVICE <http://x> {} # '\n }", True),
        ("SELECT * { ?s ?p <a:#b> . SERVICE <http://x> {} }", True),
        ("SELECT * { \\U00000053ERVICE <http://x> {} }", True),
    ],
)
def test_a_call_of_a_service_is_found(query: str, expected: bool) -> None:
    assert calls_service(query) is expected


def test_a_query_that_takes_too_long_is_stopped() -> None:
    with SupervisedStore(timeout=1.5) as store:
        with pytest.raises(QueryError) as caught:
            store.ask(ENDLESS)
        assert str(caught.value) == (
            "the query was stopped after 1.5 seconds. Ask for less, or allow more with "
            "--timeout SECONDS."
        )
        assert store.ask("ASK {}").rows == yes_or_no(True).rows, "the next one is answered"


def test_a_process_that_crashes_is_an_error() -> None:
    with SupervisedStore() as store:
        store.ask("ASK {}")
        process = store._answer._process
        assert process is not None
        process.kill()
        with pytest.raises(QueryError) as caught:
            store.ask("ASK {}")
        assert str(caught.value) == (
            "the query ended its process, probably because it needs too much memory or "
            "its input is nested too deeply. Ask for less. (exit code -9)"
        )


def test_files_are_read_once(people: Path) -> None:
    with SupervisedStore([people]) as store:
        first = store.ask("SELECT * { ?s ?p ?o }")
        people.unlink()
        with pytest.raises(QueryError):
            store.ask("SELECT")
        assert store.ask("SELECT * { ?s ?p ?o }") == first


def test_both_stores_give_the_same_answer(people: Path) -> None:
    here = LocalStore(open_store([people]))
    with SupervisedStore([people]) as there:
        for query in (
            "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s ?o",
            "ASK { <https://example.org/a> ?p ?o }",
            "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) }",
            "SELECT (1.5 AS ?a) ('x\\n\u2028y'@en AS ?b) ?c {}",
        ):
            assert here.ask(query) == there.ask(query)
    assert len(here.ask("SELECT * { ?s ?p ?o }").rows) == 3


def test_named_graphs_are_queried_together(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text("<a:g> { <a:s> <a:p> 1 } <a:h> { <a:s> <a:q> 2 }", encoding="utf-8")
    answer = LocalStore(open_store([path])).ask("SELECT ?x ?y { ?s <a:p> ?x ; <a:q> ?y }")
    assert len(answer.rows) == 1


def test_a_compressed_file_is_queried(people: Path) -> None:
    compressed = people.with_name("people.ttl.gz")
    compressed.write_bytes(gzip.compress(people.read_bytes()))
    with SupervisedStore([compressed]) as store:
        assert len(store.ask("SELECT * { ?s ?p ?o }").rows) == 3


def test_relative_names_do_not_depend_on_compression(tmp_path: Path) -> None:
    (tmp_path / "a.ttl.gz").write_bytes(gzip.compress(b"<x> <a:p> <#y> ."))
    answer = LocalStore(open_store([tmp_path / "a.ttl.gz"])).ask("SELECT ?s ?o { ?s ?p ?o }")
    assert answer.rows == ((IRI(f"{tmp_path.as_uri()}/x"), IRI(f"{tmp_path.as_uri()}/a.ttl#y")),)


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_the_inflated_bytes_of_all_files_are_limited(
    people: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    file, size = people.with_name(f"a.ttl{ending}"), len(PEOPLE)
    file.write_bytes(gzip.compress(PEOPLE.encode()) if ending else PEOPLE.encode())
    monkeypatch.setattr(local, "MAXIMUM_SIZE", 2 * size)
    assert len(open_store([people, file])) == 5  # blank nodes are those of a file
    monkeypatch.setattr(local, "MAXIMUM_SIZE", 2 * size - 1)
    found = "a file that inflates to more" if ending else "a larger file"
    with pytest.raises(SourceError) as caught:
        open_store([people, file])
    assert str(caught.value) == (
        f"{file}: found {found}, expected RDF files of at most {2 * size - 1:,} bytes together. "
        "Load the data into a SPARQL store and use --endpoint."
    )


def test_the_number_of_rows_is_limited(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "MAXIMUM_ROWS", 2)
    with pytest.raises(QueryError) as caught:
        LocalStore(open_store([people])).ask("SELECT * { ?s ?p ?o }")
    assert str(caught.value) == ("the answer has more than 2 rows. Ask for less, or add a LIMIT.")


def test_all_files_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    broken, unknown = tmp_path / "a.ttl", tmp_path / "b.docx"
    broken.write_text("<a:a> <a:b>\n <a:c", encoding="utf-8")
    unknown.touch()
    with pytest.raises(SourceError) as caught:
        open_store([broken, unknown, tmp_path / "none.nt"])
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{broken}, line 2, column 2",
        str(unknown),
        f"{tmp_path}/none.nt",
    ]
