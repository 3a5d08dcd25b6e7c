"""Serialise statements in the order in which they come.

Statements are written as N-Triples, which pyoxigraph reads and turns into the other formats, so
that every format has the same bytes on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final, Self

import pyoxigraph

from repertory.rdf.nodes import write_term
from repertory.rdf.parsing import FORMATS
from repertory.rdf.store import Store
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.vocabulary import PREFIXES, RDF

BATCH: Final = 512
"""Lines, at least, that are joined; a much longer text would need two to four times the memory."""

_HEAD: Final = re.compile(rb"<\?xml[^\n]*\n[^\n]*\n|(@prefix [^\n]*\n)*")
"""The lines of RDF/XML or Turtle that declare prefixes."""

_BEFORE_PREFIX: Final = (b" ", b"\t", b"\n", b"^", b"(", b"<", b"</")
"""What may stand before a prefixed name in Turtle, TriG and RDF/XML."""


def write_ntriples(triples: Iterable[Triple]) -> Iterator[bytes]:
    r"""Yield statements as canonical N-Triples in their order, in batches.

    Of the statements about one subject that follow each other, each is written once.

    >>> b"".join(write_ntriples([(IRI("a:b"), IRI("a:c"), IRI("a:d"))] * 2))
    b'<a:b> <a:c> <a:d> .\n'
    """
    batch: list[str] = []
    for subject, group in groupby(triples, key=itemgetter(0)):
        head = f"<{subject}> <"
        lines = [
            f"{head}{p}> {write_term(v) if isinstance(v, Literal) else f'<{v}>'} .\n"
            for _, p, v in group
        ]
        batch += dict.fromkeys(lines)
        if len(batch) >= BATCH:
            yield "".join(batch).encode()
            batch.clear()
    if batch:
        yield "".join(batch).encode()


def by_subject(triples: Iterable[Triple]) -> list[Triple]:
    """Return statements grouped by subject, in the order of the first of each, types first.

    >>> a, b, c = IRI("a:a"), IRI("a:b"), IRI("a:c")
    >>> by_subject([(a, b, c), (b, b, c), (a, RDF.type, c)]) == [
    ...     (a, RDF.type, c), (a, b, c), (b, b, c)]
    True
    """
    triples, order = list(triples), dict[IRI, int]()
    for subject, _, _ in triples:
        order.setdefault(subject, len(order))
    return sorted(triples, key=lambda triple: (order[triple[0]], triple[1] != RDF.type))


def write_graphs(
    graphs: Iterable[tuple[IRI, Statements]], prefixes: Mapping[str, str] = PREFIXES
) -> Iterator[bytes]:
    """Yield named graphs in TriG, a block of Turtle for each, with the prefixes that it uses."""
    for name, statements in graphs:
        block = statements.serialise("turtle", prefixes)
        lines = block.splitlines(keepends=True)
        start = sum(1 for line in lines if line.startswith(b"@prefix "))
        yield b"".join(lines[:start])
        yield f"<{name}> {{\n".encode()
        yield b"".join(b"\t" + line for line in lines[start:])
        yield b"}\n"


class Statements:
    r"""The statements of one graph, in their order, for all formats.

    >>> Statements([(IRI("a:b"), IRI("a:c"), IRI("a:d"))]).serialise("turtle")
    b'<a:b> <a:c> <a:d> .\n'
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take statements; those about one subject should follow each other."""
        self._content = b"".join(write_ntriples(triples))

    @classmethod
    def joined(cls, parts: Iterable[Statements]) -> Self:
        """Return the statements of several graphs, which describe different subjects, as one."""
        whole = cls(())
        whole._content = b"".join(part._content for part in parts)
        return whole

    def serialise(self, format_name: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Return the statements in a format, with the prefixes that are used."""
        chosen = FORMATS[format_name]
        if chosen == pyoxigraph.RdfFormat.N_TRIPLES:
            return self._content
        content = pyoxigraph.serialize(self._parsed(), format=chosen, prefixes=dict(prefixes))
        assert content is not None  # without an output, bytes are returned
        return _without_unused(content, prefixes)

    def _parsed(self) -> Iterator[pyoxigraph.Quad]:
        # Lenient parsing takes two thirds of the time, and `iris` makes only valid IRIs.
        return pyoxigraph.parse(self._content, pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)

    def digest(self) -> str:
        """Return the SHA-256 of the graph in canonical form (RDFC-1.0).

        Without blank nodes the canonical form is the sorted N-Triples document
        (https://www.w3.org/TR/rdf-canon/).
        """
        import hashlib

        lines = sorted(set(self._content.splitlines(keepends=True)))
        return hashlib.sha256(b"".join(lines)).hexdigest()

    def load_into(self, store: Store) -> None:
        """Add the statements to a graph that can be queried."""
        store.load(self._content, "ntriples", ours=True)


def _without_unused(content: bytes, prefixes: Iterable[str]) -> bytes:
    """Remove the declarations of unused prefixes from the head of Turtle or RDF/XML.

    A prefix in a literal counts as used.
    """
    found = _HEAD.match(content)
    start = found.end() if found else 0
    head = content[:start]
    for name in map(str.encode, prefixes):
        if _is_used(name, content, start):
            continue
        head = re.sub(rb'@prefix %b: <[^>]*> \.\n| xmlns:%b="[^"]*"' % (name, name), b"", head)
    return head + content[start:]


def _is_used(prefix: bytes, content: bytes, start: int) -> bool:
    found = content.find(prefix + b":", start)
    while found >= 0:
        if found == start or content.endswith(_BEFORE_PREFIX, start, found):
            return True
        found = content.find(prefix + b":", found + 1)
    return False
