"""Query an OpenRefine reconciliation service for concepts that resemble the topics.

The service selects candidates; they are judged here like those of other vocabularies.
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from repertory.errors import WebError
from repertory.linking.vocabularies.access import MAXIMUM_ANSWER, Access
from repertory.linking.vocabularies.concepts import Fact
from repertory.rdf.terms import is_iri
from repertory.web.addresses import shown

if TYPE_CHECKING:
    from repertory.web.client import Client

BATCH: Final = 10
"""Queries in one request."""

LIMIT: Final = 5
"""Maximum candidates for each query."""

EXPECTED: Final = "the answer of a reconciliation service"


class _Manifest(Struct, frozen=True):
    name: str
    space: str = field(name="identifierSpace", default="")


class _Candidate(Struct, frozen=True):
    """A candidate; some services send numbers or null in place of texts."""

    id: str | int | None = None
    name: str | int | float | None = None
    description: str | None = None


class _Found(Struct, frozen=True):
    result: list[_Candidate]


def read_service(
    address: str, texts: Sequence[str], access: Access | None = None
) -> Iterator[Fact]:
    """Yield the concepts that a service finds for each text.

    Raises:
        WebError: if the service fails, or the identifier of a concept is not an IRI.
    """
    client = (access or Access()).client(address)
    answer = client.send(
        "GET", address, headers={"Accept": "application/json"}, limit=MAXIMUM_ANSWER, follow=True
    )
    manifest = client.read(address, answer, _Manifest, "the manifest of a reconciliation service")
    unique = list(dict.fromkeys(texts))
    for start in range(0, len(unique), BATCH):
        yield from _batch(client, address, unique[start : start + BATCH], manifest.space)


def _batch(client: Client, address: str, texts: Sequence[str], space: str) -> Iterator[Fact]:
    queries = {f"q{n}": {"query": text, "limit": LIMIT} for n, text in enumerate(texts)}
    answer = client.send(
        "POST",
        address,
        data={"queries": json.dumps(queries, ensure_ascii=False)},
        headers={"Accept": "application/json"},
        limit=MAXIMUM_ANSWER,
        follow=True,
    )
    found = client.read(address, answer, dict[str, _Found], EXPECTED)
    for name in queries:
        if name not in found:
            raise WebError(
                f"{shown(address)}: found an answer without {name!r}, expected its results."
            )
        for candidate in found[name].result:
            yield from _facts(candidate, space, address)


def _facts(candidate: _Candidate, space: str, address: str) -> Iterator[Fact]:
    identifier, name = str(candidate.id or ""), str(candidate.name or "")
    iri = identifier if identifier.startswith(("http://", "https://")) else space + identifier
    if not is_iri(iri):
        found = repr(identifier[:80])
        raise WebError(f"{shown(address)}: found the concept {found}, expected an IRI.")
    if name:
        yield Fact(iri, "preferred", name)
    if candidate.description:
        yield Fact(iri, "note", candidate.description)
