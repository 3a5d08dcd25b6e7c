"""RDF files that would crash the parser are errors."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from repertory.compression import open_inflated
from repertory.rdf import ReadError, parsing, read, stream_statements
from repertory.rdf.parsing import MAXIMUM_NESTING
from repertory.rdf.terms import IRI

EXPECTED = "deeply nested triple terms of RDF 1.2"


def nested(levels: int) -> bytes:
    """Return Turtle with triple terms inside one another, from its second line on."""
    return b"<a:a> <a:b> <a:c> .\n<a:s> <a:p> " + b"<<( <a:s> <a:p> " * levels + b"<a:o>"


def test_a_file_of_deeply_nested_triple_terms_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(nested(100_000))
    with pytest.raises(ReadError, match=EXPECTED) as caught:
        list(
            stream_statements(
                partial(open_inflated, path, 10_000_000, "RDF"), "turtle", [IRI("a:b")]
            )
        )
    assert caught.value.line == 2


@pytest.mark.parametrize("before", range(7))
def test_a_mark_may_be_cut_by_the_end_of_a_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr(parsing, "BLOCK", 7)
    path = tmp_path / "a.ttl"
    path.write_bytes(b"\n" * before + nested(MAXIMUM_NESTING + 1))
    opened = partial(open_inflated, path, 10_000_000, "RDF")
    with pytest.raises(ReadError, match=EXPECTED) as caught:
        list(stream_statements(opened, "turtle", [IRI("a:b")]))
    assert caught.value.line == before + 2
    path.write_bytes(b"\n" * before + nested(MAXIMUM_NESTING))
    with pytest.raises(ReadError) as caught:
        list(stream_statements(opened, "turtle", [IRI("a:b")]))
    assert EXPECTED not in str(caught.value)


@pytest.mark.parametrize("levels", [MAXIMUM_NESTING, MAXIMUM_NESTING + 1])
def test_a_text_may_have_so_many_levels(levels: int) -> None:
    closed = nested(levels) + b" )>>" * levels + b" ."
    with pytest.raises(ReadError) as caught:
        list(read(closed, "turtle"))
    assert (EXPECTED in str(caught.value)) is (levels > MAXIMUM_NESTING)


def test_an_empty_file_has_no_statement(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.touch()
    assert (
        list(
            stream_statements(
                partial(open_inflated, path, 10_000_000, "RDF"), "turtle", [IRI("a:b")]
            )
        )
        == []
    )
