"""Fetch the concepts of a SPARQL endpoint page by page, and resume an interrupted download.

The rows of a page are sorted by concept, and the next page begins after the last complete concept,
so that nothing is lost if a server truncates pages (Virtuoso does, to 10,000 rows). A file holds
the rows received until the download is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Template
from typing import IO, Final

import msgspec
from msgspec import Struct

from repertory.errors import WebError, os_reason
from repertory.linking.vocabularies.access import MAXIMUM_ANSWER, Access
from repertory.linking.vocabularies.concepts import Fact
from repertory.linking.vocabularies.skos_files import PREDICATES
from repertory.rdf import n3
from repertory.rdf.terms import IRI, Literal, is_iri
from repertory.web.addresses import shown
from repertory.web.sparql_results import EXPECTED, JSON, ResultTerm, Rows

PAGE: Final = 5_000
"""Rows of one page."""

MAXIMUM_FACTS: Final = 5_000_000
"""Maximum facts of one vocabulary; EuroVoc in all languages has a tenth."""

MAXIMUM_KEPT: Final = 2 << 30
"""Maximum bytes of the file of a partial download."""

QUERY: Final = Path(__file__).with_name("labels.rq")


class FactRow(Struct, frozen=True):
    """A row of a page: a concept, a property and its value."""

    concept: ResultTerm
    property: ResultTerm
    value: ResultTerm


Ask = Callable[[str], Sequence[FactRow]]
"""A function that sends a query and returns the rows of the answer."""


def cache_folder() -> Path:
    """Return the folder of partial downloads, inside the cache folder of the user."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "repertory"


def read_endpoint(address: str, access: Access | None = None, page: int = PAGE) -> Iterator[Fact]:
    """Yield the facts about the concepts of an endpoint.

    Raises:
        WebError: if it fails, returns pages out of order, or never ends. Calling again resumes the
            download.
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
        return client.read(address, answer, Rows[FactRow], EXPECTED).results.bindings

    folder = access.folder or cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield from fetch(send, address, folder, page, access.warn)
    except OSError as error:
        raise WebError(
            f"{error.filename or folder}: cannot be used for the download: {os_reason(error)}. "
            "Free some space, or name another folder in XDG_CACHE_HOME."
        ) from error


def fetch(
    send: Ask, address: str, folder: Path, page: int, warn: Callable[[str], None]
) -> Iterator[Fact]:
    """Yield the facts of all pages, beginning with those of an interrupted download."""
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
                raise WebError(
                    f"{error} The part received is kept; run the command again to resume."
                ) from error
            if not rows:
                break
            count, last = count + len(rows), rows[-1].subject
            stream.write(json.dumps(rows).encode() + b"\n")
            stream.flush()
            if count > MAXIMUM_FACTS or stream.tell() > MAXIMUM_KEPT:
                kept.unlink()
                raise _too_many(address)
            yield from rows
    kept.unlink()


def _too_many(address: str) -> WebError:
    return WebError(
        f"{shown(address)}: found more than {MAXIMUM_FACTS:,} labels and relations, or "
        f"{MAXIMUM_KEPT >> 30} GB of them. Download the vocabulary and link to the file."
    )


def _resume(kept: Path, warn: Callable[[str], None]) -> tuple[int, str]:
    """Return the number of facts in complete pages and the last concept; truncate the file there.

    A file that cannot be read is removed, and the download starts again.
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
        warn(f"{kept}: cannot be read; the download starts from the beginning.")
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        return 0, ""
    return count, last


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file, bounded: a line longer than any of ours comes in parts."""
    return iter(lambda: stream.readline(2 * MAXIMUM_ANSWER), b"")


def _facts(line: bytes) -> list[Fact]:
    """Return the facts of one page from the file.

    Raises:
        ValueError: if the line is invalid.
    """
    facts = msgspec.json.decode(line, type=list[Fact])
    if not all(fact.kind in PREDICATES.values() for fact in facts):
        raise ValueError("a fact of another kind")
    return facts


def _page(send: Ask, address: str, last: str, page: int) -> list[Fact]:
    """Return the facts of complete concepts after *last*; none at the end."""
    template = Template(QUERY.read_text(encoding="utf-8"))
    rows = send(template.substitute(after=n3(Literal(last)), page=page))
    concepts = [row.concept.value for row in rows]
    for row in rows:
        if row.concept.type != "uri" or not is_iri(row.concept.value):
            found = repr(row.concept.value[:80])
            raise WebError(f"{shown(address)}: found the concept {found}, expected an IRI.")
    if concepts != sorted(concepts) or (concepts and concepts[0] <= last):
        raise WebError(
            f"{shown(address)}: found pages out of order: {concepts[0]!r} came after {last!r}. The "
            "server ignores ORDER BY or FILTER; download the vocabulary and link to the file."
        )
    if not concepts:
        return []
    if concepts[0] != concepts[-1]:
        unfinished = concepts[-1]  # the next page may have more of it
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
