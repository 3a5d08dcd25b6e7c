"""Fetch the concepts of a SPARQL endpoint page by page, and go on where a broken run ended.

A page begins after the last whole concept of the page before, so that a server that cuts pages
short (Virtuoso does at 10,000 rows) loses nothing. What has come stands in a file until all has.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

from repertory.errors import WebError
from repertory.linking.vocabularies.access import MAXIMUM_ANSWER, Access
from repertory.linking.vocabularies.concepts import Fact
from repertory.linking.vocabularies.skos_files import PREDICATES
from repertory.rdf import n3
from repertory.rdf.terms import IRI, Literal, is_iri
from repertory.web.addresses import shown
from repertory.web.sparql_results import EXPECTED, JSON, ResultTerm

PAGE: Final = 5_000
"""Rows of one page."""

MAXIMUM_FACTS: Final = 5_000_000
"""Labels, relations and notes of one vocabulary; EuroVoc in all its languages has a tenth."""

MAXIMUM_KEPT: Final = 2 << 30
"""Bytes of the file that keeps what has come."""

QUERY: Final = Path(__file__).with_name("labels.rq")


class FactRow(Struct, frozen=True):
    """What a row of a page says: a concept, one of its properties, and a value."""

    concept: ResultTerm
    property: ResultTerm
    value: ResultTerm


class _Bindings(Struct, frozen=True):
    bindings: tuple[FactRow, ...]


class _Page(Struct, frozen=True):
    results: _Bindings


Ask = Callable[[str], Sequence[FactRow]]
"""What sends a query and returns the rows of the answer."""


def cache_folder() -> Path:
    """Return where unfinished fetches wait: the cache folder of the user."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "repertory"


def read_endpoint(address: str, access: Access | None = None, page: int = PAGE) -> Iterator[Fact]:
    """Yield what an endpoint states about its concepts.

    Raises:
        WebError: when it dies, pages badly or has no end; the same call goes on where this one
            ended.
    """
    access = access or Access()
    client = access.client(address)

    def send(query: str) -> Sequence[FactRow]:
        answer = client.send(
            "GET",
            address,
            params={"query": query},
            headers={"Accept": JSON},
            limit=MAXIMUM_ANSWER,
            follow=True,
        )
        return client.read(address, answer, _Page, EXPECTED).results.bindings

    folder = access.folder or cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield from fetch(send, address, folder, page, access.warn)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WebError(
            f"{error.filename or folder}: cannot be used to keep what comes: {reason}. Free some "
            "space, or name another folder in XDG_CACHE_HOME."
        ) from error


def fetch(
    send: Ask, address: str, folder: Path, page: int, warn: Callable[[str], None]
) -> Iterator[Fact]:
    """Yield the facts of all pages, those kept from a broken run first."""
    kept = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.jsonl"
    count, last = _resume(kept, warn)
    if count:
        with kept.open("rb") as stream:
            for line in _lines(stream):
                yield from _facts(line)
    with kept.open("ab") as stream:
        while True:
            try:
                rows = _page(send, address, last, page)
            except WebError as error:
                raise WebError(f"{error} What came before it is kept: run it again.") from error
            if not rows:
                break
            count, last = count + len(rows), rows[-1].subject
            stream.write(json.dumps(rows).encode() + b"\n")
            stream.flush()
            if count > MAXIMUM_FACTS or stream.tell() > MAXIMUM_KEPT:
                kept.unlink()
                raise WebError(
                    f"{shown(address)}: found more than {MAXIMUM_FACTS:,} labels and relations (or "
                    f"{MAXIMUM_KEPT >> 30} GB of them) and no end. Download the vocabulary and "
                    "link to the file."
                )
            yield from rows
    kept.unlink()


def _resume(kept: Path, warn: Callable[[str], None]) -> tuple[int, str]:
    """Return how many facts came in whole pages, and the last concept; cut off half a page.

    What cannot be read is removed, so that everything is asked for again.
    """
    count, size, last = 0, 0, ""
    try:
        with kept.open("rb") as stream:
            for line in _lines(stream):
                if not line.endswith(b"\n"):
                    break
                facts = _facts(line)
                count, size, last = count + len(facts), size + len(line), facts[-1].subject
        if size < kept.stat().st_size:
            os.truncate(kept, size)
    except FileNotFoundError:
        pass
    except (IsADirectoryError, ValueError, LookupError, RecursionError):
        warn(f"{kept}: cannot be read; the vocabulary is asked for from its beginning.")
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        return 0, ""
    return count, last


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is longer than any of ours, a part without its end."""
    return iter(lambda: stream.readline(2 * MAXIMUM_ANSWER), b"")


def _facts(line: bytes) -> list[Fact]:
    """Return the facts of one page as they were kept.

    Raises:
        ValueError: when they are none.
    """
    facts = msgspec.json.decode(line, type=list[Fact])
    if not all(fact.kind in PREDICATES.values() for fact in facts):
        raise ValueError("a fact of another kind")
    return facts


def _page(send: Ask, address: str, last: str, page: int) -> list[Fact]:
    """Return the rows of the whole concepts after *last*; none when all have come."""
    rows = send(_query(last, page))
    concepts = [row.concept.value for row in rows]
    for row in rows:
        if row.concept.type != "uri" or not is_iri(row.concept.value):
            raise WebError(
                f"{shown(address)}: names the concept {row.concept.value[:80]!r} by no IRI."
            )
    if concepts != sorted(concepts) or (concepts and concepts[0] <= last):
        raise WebError(
            f"{shown(address)}: pages badly: {concepts[0]!r} came after {last!r}. The server does "
            "not keep to ORDER BY or FILTER; download the vocabulary and link to the file."
        )
    if not concepts:
        return []
    if concepts[0] != concepts[-1]:
        unfinished = concepts[-1]  # it may go on in the next page
        rows = [row for row in rows if row.concept.value != unfinished]
    elif len(rows) >= page:
        raise WebError(f"{shown(address)}: {concepts[0]!r} alone fills a page of {page} rows.")
    return [
        Fact(
            row.concept.value,
            PREDICATES[predicate],
            row.value.value,
            (row.value.language or "").lower(),
        )
        for row in rows
        if (predicate := IRI(row.property.value)) in PREDICATES
    ]


def _query(last: str, page: int) -> str:
    text = QUERY.read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    filled = {"AFTER": n3(Literal(last)), "PAGE": str(page)}
    return re.sub(r"\b(AFTER|PAGE)\b", lambda place: filled[place[0]], text)
