"""Queries that need the evidence say so where the data has only the core."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from repertory.errors import QueryError
from repertory.querying.ask import answer_query
from repertory.querying.catalogue import query_names, read_catalogue
from repertory.querying.local import LocalStore, open_store

NEEDING = [query.name for query in read_catalogue() if query.needs_evidence]
ROW = "<a:row> <https://w3id.org/repertory/ns#inIndex> <a:index> ."


def store(path: Path, text: str) -> LocalStore:
    path.write_text(text, encoding="utf-8")
    return LocalStore(open_store([path]))


@pytest.mark.parametrize("name", NEEDING)
def test_the_core_alone_is_not_enough(name: str) -> None:
    given = {"paragraph": "CTOC/COP/WG.7/2012/6, para. 50"} if name == "where-printed" else {}
    with pytest.raises(QueryError) as caught:
        answer_query(name, given, LocalStore(open_store()))
    assert str(caught.value) == (
        f"{name}: this query needs the evidence (the rows as printed, findings and provenance), "
        "but the data has only the core. The evidence is in the named graphs of dataset.trig.gz: "
        "query that file, or an endpoint with all its graphs."
    )
    assert answer_query(name, given).answer.rows, "the shipped dataset has it"


def test_nothing_found_in_the_evidence_is_an_answer(tmp_path: Path) -> None:
    asked = store(tmp_path / "a.ttl", ROW)
    assert answer_query("corrections", {}, asked).answer.rows == ()


def test_other_queries_answer_from_any_data(tmp_path: Path) -> None:
    asked = store(tmp_path / "a.ttl", "<a:a> <a:b> <a:c> .")
    assert answer_query("topics", {}, asked).answer.rows == ()
    assert set(NEEDING) < set(query_names())


def test_the_evidence_of_the_shipped_dataset_is_compressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    (tmp_path / "dataset.trig.gz").write_bytes(gzip.compress(f"<a:g> {{ {ROW} }}".encode()))
    monkeypatch.setattr("repertory.querying.local.data_path", lambda name: str(tmp_path))
    assert len(open_store(evidence=True)) == 1
