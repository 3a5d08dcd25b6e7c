"""A shapes graph in memory, by subject and predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from repertory.rdf import n3
from repertory.rdf.shacl_terms import SHAPE_LINKS, TARGETS
from repertory.rdf.terms import IRI, Literal, Node
from repertory.rdf.vocabulary import RDF, RDFS, SH

IMPORTS: Final = IRI("http://www.w3.org/2002/07/owl#imports")
CLASS: Final = IRI("http://www.w3.org/2000/01/rdf-schema#Class")

Statement = tuple[Node, IRI, Node]

LINKS: Final = (*(SH.term(name) for name in SHAPE_LINKS), RDF.first)
TARGET_PREDICATES: Final = tuple(SH.term(name) for name in TARGETS)


class ShapesGraph:
    """The statements of all shape files, by subject and predicate."""

    def __init__(self, files: Mapping[str, Iterable[Statement]]) -> None:
        """Take the statements of each file."""
        self._about: dict[Node, dict[IRI, dict[Node, None]]] = {}
        self._files: dict[Node, str] = {}
        for file, statements in files.items():
            for subject, predicate, value in statements:
                self._about.setdefault(subject, {}).setdefault(predicate, {})[value] = None
                self._files.setdefault(subject, file)

    def __iter__(self) -> Iterator[Statement]:
        """Yield all statements, file by file."""
        for subject, predicates in self._about.items():
            for predicate, values in predicates.items():
                for value in values:
                    yield subject, predicate, value

    def nodes(self) -> tuple[Node, ...]:
        """Return all subjects, file by file."""
        return tuple(self._about)

    def file(self, node: Node) -> str:
        """Return the file that describes a node, the first if there are several."""
        return self._files.get(node, "")

    def predicates(self, subject: Node) -> tuple[IRI, ...]:
        """Return the predicates of a subject."""
        return tuple(self._about.get(subject, {}))

    def values(self, subject: Node, predicate: IRI) -> tuple[Node, ...]:
        """Return the values of a predicate."""
        return tuple(self._about.get(subject, {}).get(predicate, ()))

    def text(self, subject: Node, *predicates: IRI) -> str:
        """Return the text of the first predicate that has one, in English if possible."""
        for predicate in predicates:
            texts = [v for v in self.values(subject, predicate) if isinstance(v, Literal)]
            if texts:
                return min(texts, key=lambda text: (text.language != "en", text)).text
        return ""

    def items(self, head: Node) -> tuple[Node, ...]:
        """Return the members of an RDF list, up to the point where a circular list repeats."""
        found: list[Node] = []
        seen: set[Node] = set()
        while head not in seen and (first := self.values(head, RDF.first)):
            seen.add(head)
            found.append(first[0])
            rest = self.values(head, RDF.rest)
            if not rest:
                break
            head = rest[0]
        return tuple(found)

    def is_deactivated(self, node: Node) -> bool:
        """Return whether a shape or a constraint is deactivated."""
        return any(
            isinstance(value, Literal) and value.text in ("true", "1")
            for value in self.values(node, SH.deactivated)
        )

    def has_targets(self, shape: Node) -> bool:
        """Return whether a shape has targets."""
        return self.is_class(shape) or any(self.values(shape, p) for p in TARGET_PREDICATES)

    def is_class(self, shape: Node) -> bool:
        """Return whether a shape is also a class, so that its instances are targets."""
        kinds = self.values(shape, RDF.type)
        return CLASS in kinds and (SH.NodeShape in kinds or SH.PropertyShape in kinds)

    def holders(self, shape: Node) -> tuple[tuple[Node, IRI], ...]:
        """Return the subjects and predicates that refer to a shape: shapes and lists."""
        return self._holders.get(shape, ())

    @cached_property
    def _holders(self) -> dict[Node, tuple[tuple[Node, IRI], ...]]:
        found: dict[Node, tuple[tuple[Node, IRI], ...]] = {}
        for subject, predicate, value in self:
            if predicate in LINKS:
                found[value] = (*found.get(value, ()), (subject, predicate))
        return found

    def linked(self, shape: Node) -> tuple[Node, ...]:
        """Return the shapes that a shape refers to, also in lists."""
        found: list[Node] = []
        for link in LINKS:
            for value in self.values(shape, link):
                found += self.items(value) if self.values(value, RDF.first) else (value,)
        return tuple(found)

    def reached(self, nodes: Iterable[Node]) -> set[Node]:
        """Return *nodes* and all nodes that can be reached from them."""
        found: set[Node] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += (
                    value for values in self._about.get(node, {}).values() for value in values
                )
        return found

    def instances(self, kind: IRI) -> tuple[Node, ...]:
        """Return the nodes of a class."""
        return tuple(node for node in self._about if kind in self.values(node, RDF.type))

    def label(self, node: Node) -> str:
        """Return the label of a shape: its name, or the last part of its IRI."""
        named = self.text(node, SH.name, RDFS.label)
        return named or local_name(node)


def local_name(node: Node) -> str:
    """Return the last part of an IRI, or another node as N-Triples.

    >>> local_name(IRI("https://w3id.org/repertory/shapes#Row-topic"))
    'Row-topic'
    """
    if not isinstance(node, str):
        return n3(node)
    return node.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
