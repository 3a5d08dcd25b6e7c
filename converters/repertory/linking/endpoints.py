"""Fetch the concepts of a SPARQL endpoint page by page, and go on where a broken run ended.

A page begins after the last whole concept of the page before, so that a server that cuts pages
short (Virtuoso does at 10,000 rows) loses nothing. What has come stands in a file until all has.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, field

from repertory.linking.concepts import Fact
from repertory.linking.skos import PREDICATES
from repertory.linking.web import ServerError, ask
from repertory.terms import IRI

PAGE: Final = 5_000
"""Rows of one page."""

QUERY: Final = Path(__file__).with_name("labels.rq")

JSON: Final = "application/sparql-results+json"

Ask = Callable[[str], object]
"""What sends a query and returns the answer."""


class _Term(Struct, frozen=True):
    """One value of an answer (https://www.w3.org/TR/sparql11-results-json/#select-encode-terms)."""

    value: str
    language: str = field(name="xml:lang", default="")


class _Row(Struct, frozen=True):
    concept: _Term
    property: _Term
    value: _Term


class _Results(Struct, frozen=True):
    bindings: list[_Row]


class _Answer(Struct, frozen=True):
    results: _Results


def cache_folder() -> Path:
    """Return where unfinished fetches wait: the cache folder of the user."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "repertory"


def read_endpoint(address: str, folder: Path | None = None, page: int = PAGE) -> Iterator[Fact]:
    """Yield what an endpoint states about its concepts.

    Raises:
        ServerError: when it dies or pages badly; the same call goes on where this one ended.
    """

    def send(query: str) -> object:
        return ask(address, {"query": query}, JSON)

    yield from fetch(send, address, folder or cache_folder(), page)


def fetch(send: Ask, address: str, folder: Path, page: int) -> Iterator[Fact]:
    """Yield the facts of all pages, those kept from a broken run first."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.jsonl"
    facts, last = _resume(kept)
    yield from facts
    with kept.open("a", encoding="utf-8") as stream:
        while True:
            try:
                rows = _page(send, address, last, page)
            except ServerError as error:
                raise ServerError(f"{error} What came before it is kept: run it again.") from error
            if not rows:
                break
            last = rows[-1].subject
            stream.write(json.dumps(rows, ensure_ascii=False) + "\n")
            stream.flush()
            yield from rows
    kept.unlink()


def _resume(kept: Path) -> tuple[list[Fact], str]:
    """Return the facts of the pages that came whole, and cut off what came in part."""
    if not kept.is_file():
        return [], ""
    facts: list[Fact] = []
    whole: list[str] = []
    with kept.open(encoding="utf-8") as stream:
        for line in stream:
            if not line.endswith("\n"):
                break
            whole.append(line)
            facts += [Fact(*row) for row in json.loads(line)]
    kept.write_text("".join(whole), encoding="utf-8")
    return facts, facts[-1].subject if facts else ""


def _page(send: Ask, address: str, last: str, page: int) -> list[Fact]:
    """Return the rows of the whole concepts after *last*; none when all have come."""
    rows = _rows(send(_query(last, page)), address)
    concepts = [row.concept.value for row in rows]
    if concepts != sorted(concepts) or (concepts and concepts[0] <= last):
        raise ServerError(
            f"{address}: pages badly: {concepts[0]!r} came after {last!r}. The server does not "
            "keep to ORDER BY or FILTER; download the vocabulary and link to the file."
        )
    if not concepts:
        return []
    if concepts[0] != concepts[-1]:
        unfinished = concepts[-1]  # it may go on in the next page
        rows = [row for row in rows if row.concept.value != unfinished]
    elif len(rows) >= page:
        raise ServerError(f"{address}: {concepts[0]!r} alone fills a page of {page} rows.")
    return [
        Fact(row.concept.value, PREDICATES[predicate], row.value.value, row.value.language.lower())
        for row in rows
        if (predicate := IRI(row.property.value)) in PREDICATES
    ]


def _rows(answer: object, address: str) -> list[_Row]:
    try:
        return msgspec.convert(answer, _Answer).results.bindings
    except msgspec.ValidationError:
        found = json.dumps(answer)[:60]
        raise ServerError(
            f"{address}: found {found}, expected the rows of a SELECT query."
        ) from None


def _query(last: str, page: int) -> str:
    text = QUERY.read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    filled = {"AFTER": json.dumps(last, ensure_ascii=False), "PAGE": str(page)}
    return re.sub(r"\b(AFTER|PAGE)\b", lambda place: filled[place[0]], text)
