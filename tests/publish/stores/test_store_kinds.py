"""Each kind of store has the addresses in its documentation."""

from __future__ import annotations

import pytest

from repertory.errors import PublishError
from repertory.publish.stores.store_kinds import TARGETS, addresses_of, parse_target

ADDRESSES = {
    "oxigraph": ("/query", "/update", "/store"),
    "virtuoso": ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
    "fuseki": ("/query", "/update", "/data"),
    "graphdb": ("", "/statements", "/rdf-graphs/service"),
    "rdf4j": ("", "/statements", "/rdf-graphs/service"),
    "sparql": ("", "", None),
}


def test_every_kind_has_its_case() -> None:
    assert ADDRESSES.keys() == TARGETS.keys()


@pytest.mark.parametrize("kind", TARGETS)
def test_a_kind_of_store_has_the_addresses_in_its_documentation(kind: str) -> None:
    base = "https://example.org/x"
    assert parse_target(f"{kind}+{base}/") == (kind, base)
    at = addresses_of(kind, base)
    ends = (at.query, at.update, at.graph_store)
    assert tuple(None if end is None else end.removeprefix(base) for end in ends) == ADDRESSES[kind]
    assert parse_target(f"{kind}+{TARGETS[kind].example}")[0] == kind


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/sparql", ("sparql", "https://example.org/sparql")),
        ("http://example.org/a+b", ("sparql", "http://example.org/a+b")),
        ("ckan+https://example.org/data/", ("ckan", "https://example.org/data")),
    ],
)
def test_a_target_is_a_kind_and_an_address(target: str, expected: tuple[str, str]) -> None:
    assert parse_target(target) == expected


@pytest.mark.parametrize(
    "target", ["", "oxigraph", "oxigraph+", "neptune+https://example.org", "ftp://example.org", "+"]
)
def test_an_invalid_target_is_an_error_with_an_example(target: str) -> None:
    with pytest.raises(
        PublishError, match=r"Expected an http or https address .*Example: oxigraph"
    ):
        parse_target(target)


def test_credentials_in_a_target_are_an_error_that_does_not_repeat_them() -> None:
    with pytest.raises(PublishError, match="REPERTORY_USER") as caught:
        parse_target("oxigraph+https://desk:s3cret@example.org/")
    assert "s3cret" not in str(caught.value)
