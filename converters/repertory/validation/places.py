"""Name nodes in words and find where they stand in the source document, as the graph tells."""

from __future__ import annotations

from typing import Final

from repertory.engine import Store, n3
from repertory.model import Place
from repertory.terms import IRI, Literal, Node
from repertory.vocabulary import DCTERMS, FOAF, PREFIXES, PROV, RDFS, REP, SKOS

LABELS: Final = (SKOS.prefLabel, RDFS.label, FOAF.name, DCTERMS.title, DCTERMS.identifier)
"""Where a label may stand, the best first."""

PRINTED: Final = (
    REP.printedTopic,
    REP.printedDocument,
    REP.printedParagraphs,
    REP.printedReferences,
    REP.printedParagraph,
    REP.printedReference,
    REP.printedValue,
)
"""What is printed at the place of a node, in the order of the cells."""

UPWARD: Final = (
    (REP.inRow, False),
    (REP.inIndex, False),
    (REP.hasFinding, True),
    (REP.hasRepair, True),
    (REP.hasHypothesis, True),
    (REP.hasRule, True),
    (REP.corrects, False),
)
"""Properties, and whether they are followed backwards, that lead to what was read from a file."""

MAXIMUM_STEPS: Final = 4
"""Steps from a hypothesis to its finding, the index and the source file."""


class Places:
    """Names and places of the nodes of one graph, each looked up once."""

    def __init__(self, store: Store) -> None:
        """Take the graph."""
        self._store = store
        self._labels: dict[Node, str] = {}

    def label(self, node: Node) -> str:
        """Return what to call a node: its label, or its IRI with a prefix."""
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
        """Return where a node, or the first row or citation that leads to it, is printed, and what.

        The text is empty where the graph does not tell.
        """
        bearer = node if self._line(node) else self._first_mention(node)
        if bearer is None:
            return None, ""
        place = Place(self._file(bearer), line=self._line(bearer), page=self._page(bearer))
        return place, self._printed(bearer)

    def _line(self, node: Node) -> int | None:
        return self._number(node, REP.line)

    def _page(self, node: Node) -> int | None:
        return self._number(node, REP.page)

    def _number(self, node: Node, predicate: IRI) -> int | None:
        for value in self._store.objects(node, predicate):
            if isinstance(value, Literal) and value.text.isdecimal():
                return int(value.text)
        return None

    def _first_mention(self, node: Node) -> Node | None:
        """Return what stands first in the document of all that lead to a node."""
        pointing = self._store.subjects(None, node)
        mentions = [(self._line(n), -len(self._printed(n)), n3(n), n) for n in pointing]
        known = [mention for mention in mentions if mention[0] is not None]
        return min(known)[3] if known else None

    def _printed(self, node: Node) -> str:
        found = [value for predicate in PRINTED for value in self._store.objects(node, predicate)]
        return " | ".join(value.text for value in found if isinstance(value, Literal))

    def _file(self, node: Node) -> str:
        """Follow the graph from a node to the file that it was read from."""
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
            ask = self._store.subjects if backwards else None
            found += ask(predicate, node) if ask else self._store.objects(node, predicate)
        return found


def compact(node: Node) -> str:
    """Write an IRI with a prefix of ours where one fits.

    >>> compact(SKOS.prefLabel), compact(IRI("https://example.org/a"))
    ('skos:prefLabel', '<https://example.org/a>')
    """
    if isinstance(node, str):
        for prefix, namespace in PREFIXES.items():
            local = node.removeprefix(namespace)
            if local != node and local and not set(local) & set("/#?"):
                return f"{prefix}:{local}"
    return n3(node)
