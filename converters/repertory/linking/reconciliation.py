"""Ask an OpenRefine reconciliation service for the concepts that resemble the topics.

The service chooses the candidates; what they are worth is judged here, by the same evidence as
everywhere. https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from repertory.linking.concepts import Fact
from repertory.linking.web import ServerError, ask

BATCH: Final = 10
"""Questions of one request."""

LIMIT: Final = 5
"""Candidates that are asked for."""


class _Candidate(Struct, frozen=True):
    """What a service proposes; services write numbers and nothing where the text of one stands."""

    id: object = None
    name: object = None
    description: object = None


class _Found(Struct, frozen=True):
    result: list[_Candidate]


def read_service(address: str, texts: Sequence[str]) -> Iterator[Fact]:
    """Yield the concepts that a service finds for each text.

    Raises:
        ServerError: when the service fails, or names its concepts by no IRI.
    """
    manifest = ask(address)
    if not isinstance(manifest, dict) or "name" not in manifest:
        raise ServerError(f"{address}: found no manifest of a reconciliation service there.")
    space = str(manifest.get("identifierSpace", ""))
    unique = list(dict.fromkeys(texts))
    for start in range(0, len(unique), BATCH):
        yield from _batch(address, unique[start : start + BATCH], space)


def _batch(address: str, texts: Sequence[str], space: str) -> Iterator[Fact]:
    queries = {f"q{n}": {"query": text, "limit": LIMIT} for n, text in enumerate(texts)}
    answer = ask(address, {"queries": json.dumps(queries, ensure_ascii=False)})
    for name in queries:
        try:
            found = msgspec.convert(answer[name], _Found).result
        except (KeyError, TypeError, msgspec.ValidationError):
            raise ServerError(f"{address}: the answer lacks the result of {name!r}.") from None
        for candidate in found:
            yield from _facts(candidate, space, address)


def _facts(candidate: _Candidate, space: str, address: str) -> Iterator[Fact]:
    identifier, name = str(candidate.id or ""), str(candidate.name or "")
    iri = identifier if identifier.startswith(("http://", "https://")) else space + identifier
    if ":" not in iri:
        raise ServerError(f"{address}: names the concept {identifier!r} by no IRI.")
    if name:
        yield Fact(iri, "preferred", name)
    if candidate.description:
        yield Fact(iri, "note", str(candidate.description))
