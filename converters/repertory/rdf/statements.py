"""Sort statements and serialise them.

Statements are passed to pyoxigraph as sorted N-Triples, so that every format has the same bytes on
every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph

from repertory.rdf.nodes import write_term
from repertory.rdf.parsing import FORMATS
from repertory.rdf.store import Store
from repertory.rdf.terms import IRI, Quad
from repertory.rdf.vocabulary import PREFIXES, RDF


class Statements:
    """The statements of a dataset, each once, sorted by subject with types first."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort *quads* and parse them with pyoxigraph in that order."""
        subjects: defaultdict[IRI, set[tuple[bool, IRI, str, IRI]]] = defaultdict(set)
        kind = RDF.type
        for subject, predicate, value, graph in quads:
            subjects[subject].add((predicate != kind, predicate, write_term(value), graph))
        ordered = [
            (f"<{subject}> <{predicate}> {value} .\n", graph)
            for subject in sorted(subjects)
            for _, predicate, value, graph in sorted(subjects[subject])
        ]
        self._lines = list(dict.fromkeys([line for line, _ in ordered]))
        # Lenient parsing takes two thirds of the time, and `iris` makes only valid IRIs.
        text = _encode(self._lines)
        parsed = pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
        self._triples: list[pyoxigraph.Quad] = list(parsed)
        of_line = dict(zip(self._lines, self._triples, strict=True))
        self._graphs: defaultdict[IRI, list[pyoxigraph.Quad]] = defaultdict(list)
        for line, graph in ordered:
            self._graphs[graph].append(of_line[line])

    def serialise(
        self,
        format_name: str,
        prefixes: Mapping[str, str] = PREFIXES,
        graphs: Collection[IRI] | None = None,
    ) -> bytes:
        """Return the statements, or those of *graphs*, as one graph in a format."""
        chosen = FORMATS[format_name]
        if graphs is None and chosen == pyoxigraph.RdfFormat.N_TRIPLES:
            return _encode(sorted(self._lines))  # `write_term` has made them canonical
        triples: Iterable[pyoxigraph.Quad] = self._triples
        if graphs is not None:
            triples = dict.fromkeys(each for name in sorted(graphs) for each in self._graphs[name])
        content = _serialise(triples, chosen, prefixes)
        if chosen == pyoxigraph.RdfFormat.N_TRIPLES:
            return b"".join(sorted(content.splitlines(keepends=True)))
        return content

    def serialise_graphs(self, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Return all statements in TriG, joined from one block of Turtle for each graph."""
        parts: list[bytes] = []
        for graph in sorted(self._graphs):
            block = _serialise(self._graphs[graph], FORMATS["turtle"], prefixes)
            lines = block.splitlines(keepends=True)
            head, body = lines[: len(prefixes)], lines[len(prefixes) :]
            parts = parts or head
            parts += [f"<{graph}> {{\n".encode(), *(b"\t" + line for line in body), b"}\n"]
        return b"".join(parts)

    def digest(self) -> str:
        """Return the SHA-256 of the graph in canonical form (RDFC-1.0).

        Without blank nodes the canonical form is the sorted N-Triples document
        (https://www.w3.org/TR/rdf-canon/).
        """
        import hashlib

        return hashlib.sha256(self.serialise("ntriples")).hexdigest()

    def store(self) -> Store:
        """Return all statements as one graph that can be queried."""
        return Store(self._triples)


def _encode(lines: Sequence[str]) -> bytes:
    """Join and encode lines in batches; one string would need two to four times the memory."""
    return b"".join("".join(lines[at : at + 512]).encode() for at in range(0, len(lines), 512))


def _serialise(
    statements: Iterable[pyoxigraph.Quad],
    chosen: pyoxigraph.RdfFormat,
    prefixes: Mapping[str, str],
) -> bytes:
    content = pyoxigraph.serialize(statements, format=chosen, prefixes=dict(prefixes))
    assert content is not None  # without an output, bytes are returned
    return content
