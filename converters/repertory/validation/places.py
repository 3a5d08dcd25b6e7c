"""Find the labels of nodes and their places in the source document, from the graph."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from repertory.model import Place
from repertory.rdf import Store, n3
from repertory.rdf.terms import Literal, Node
from repertory.rdf.vocabulary import DCTERMS, FOAF, PROV, RDFS, REP, SKOS, shorten

LABELS: Final = (SKOS.prefLabel, RDFS.label, FOAF.name, DCTERMS.title, DCTERMS.identifier)
"""The properties of a label, in order of preference."""

PRINTED: Final = (
    REP.printedTopic,
    REP.printedDocument,
    REP.printedParagraphs,
    REP.printedReferences,
    REP.printedParagraph,
    REP.printedReference,
    REP.printedValue,
)
"""The properties with the printed text of a node, in the order of the cells."""

UPWARD: Final = (
    (REP.inRow, False),
    (REP.inIndex, False),
    (REP.hasRepair, True),
    (REP.hasHypothesis, True),
    (REP.corrects, False),
)
"""Properties, and whether they are inverse, from a node towards one that has a source file."""

MAXIMUM_STEPS: Final = 4
"""Steps from a hypothesis to its finding, the index and the source file."""


class Places:
    """The labels and places of the nodes of one graph, each looked up once."""

    def __init__(self, store: Store) -> None:
        """Take the graph."""
        self._store = store
        self._labels: dict[Node, str] = {}
        self._places: dict[Node, tuple[Place | None, str]] = {}

    def label(self, node: Node) -> str:
        """Return the label of a node, or its IRI with a prefix."""
        if node not in self._labels:
            self._labels[node] = self._find_label(node)
        return self._labels[node]

    def _find_label(self, node: Node) -> str:
        if isinstance(node, Literal):
            return node.text
        for predicate in LABELS:
            texts = [v for v in self._store.objects(node, predicate) if isinstance(v, Literal)]
            if texts:
                return min(
                    texts, key=lambda text: (text.language != "en", text.language or "")
                ).text
        return compact(node)

    def place(self, node: Node) -> tuple[Place | None, str]:
        """Return the place and the printed text of a node, or of its first mention.

        A mention is a row or a citation that refers to the node. The text is empty if unknown.
        """
        if node not in self._places:
            self._places[node] = self._find_place(node)
        return self._places[node]

    def _find_place(self, node: Node) -> tuple[Place | None, str]:
        printed = node if node in self._lines else self._first_mention(node)
        if printed is None:
            return None, ""
        place = Place(self._file(printed), line=self._lines[printed], page=self._page(printed))
        return place, self._printed(printed)

    @cached_property
    def _lines(self) -> dict[Node, int]:
        """The nodes with a line, fetched once; a plain vocabulary has none."""
        found: dict[Node, int] = {}
        for solution in self._store.select(f"SELECT ?node ?line {{ ?node <{REP.line}> ?line }}"):
            line = _number(solution["line"])
            if line is not None:
                found[solution["node"]] = min(line, found.get(solution["node"], line))
        return found

    def _page(self, node: Node) -> int | None:
        numbers = (_number(value) for value in self._store.objects(node, REP.page))
        return min((number for number in numbers if number is not None), default=None)

    def _first_mention(self, node: Node) -> Node | None:
        """Return the first node in the document that refers to a node."""
        if not self._lines:
            return None
        known = [each for each in self._store.subjects(None, node) if each in self._lines]
        return min(
            known,
            key=lambda each: (self._lines[each], -len(self._printed(each)), n3(each)),
            default=None,
        )

    def _printed(self, node: Node) -> str:
        """Return the printed text of a node; that of a citation is in its row unless corrected."""
        for each in (node, *self._store.objects(node, REP.inRow)):
            found = [
                value for predicate in PRINTED for value in self._store.objects(each, predicate)
            ]
            if found:
                return " | ".join(value.text for value in found if isinstance(value, Literal))
        return ""

    def _file(self, node: Node) -> str:
        """Follow the graph from a node to its source file."""
        nodes = [node]
        for _ in range(MAXIMUM_STEPS):
            for reached in nodes:
                for source in self._store.objects(reached, PROV.wasDerivedFrom):
                    return self.label(source)
            nodes = [up for reached in nodes for up in self._upward(reached)]
        return ""

    def _upward(self, node: Node) -> list[Node]:
        found: list[Node] = []
        for predicate, backwards in UPWARD:
            if backwards:
                found += self._store.subjects(predicate, node)
            else:
                found += self._store.objects(node, predicate)
        return found


def _number(value: Node) -> int | None:
    """Return a whole number in ASCII digits, or None; Python would also accept ²³."""
    text = value.text if isinstance(value, Literal) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def compact(node: Node) -> str:
    """Return a node as text, an IRI with one of our prefixes if possible.

    >>> compact(SKOS.prefLabel), compact(Literal("Lamp", "en"))
    ('skos:prefLabel', '"Lamp"@en')
    """
    return (isinstance(node, str) and shorten(node)) or n3(node)
