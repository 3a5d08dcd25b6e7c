"""Changes of the published dataset, one for each thing that a Core shape of the dataset asks.

They are made from the shapes themselves: what has a `sh:minCount` is dropped, what has a
`sh:maxCount` is duplicated, and so on. Many changes are made in one copy of the dataset: each is
still to be caught by its own shape, at its own node.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from tests.reefs import published_reefs

from repertory.outputs.publication import open_documents
from repertory.rdf import Store, n3
from repertory.rdf.shacl_terms import OTHER_CHECKS, SHAPE_LINKS, VALUE_CHECKS
from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import RDF, RDFS, SH, XSD
from repertory.resources import data_folder
from repertory.validation.input.rdf_files import read_data
from repertory.validation.shapes.paths import sparql_path
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name
from repertory.validation.shapes.targets import target_pattern

TABLE: Final = Path(__file__).with_name("mutations.tsv")
MANIFEST: Final = Path(__file__).parents[2] / "repertory.toml"
ONTOLOGY: Final = tuple(
    Path(str(data_folder("ontology"))) / name for name in ("repertory.ttl", "evidence.ttl")
)
GRAPH: Final = load_shapes("dataset").core
PARAMETERS: Final = frozenset((*VALUE_CHECKS, *OTHER_CHECKS, *SHAPE_LINKS)) - {"property"}
ELSEWHERE: Final = IRI("https://example.org/elsewhere")
WORDS: Final = Literal("words", datatype=XSD.string)
TEXTS: Final = ("?!", "", "a b", "1 (")
"""Texts of which every pattern refuses one."""

Statement = tuple[Node, IRI, Node]


CONNECTING: Final = GRAPH.reached(
    path
    for shape in GRAPH.nodes()
    if GRAPH.values(shape, SH.property)
    for predicate in (SH.path, SH.targetObjectsOf)
    for path in GRAPH.values(shape, predicate)
)
"""The properties that lead to the focus nodes of a shape."""


class Mutation(NamedTuple):
    """A change of the dataset, and the shape and the parameter that are meant to catch it."""

    kind: str
    root: Node
    shape: Node
    parameter: str
    focus: Node
    removed: frozenset[Statement]
    added: frozenset[Statement]

    @property
    def name(self) -> str:
        return f"{self.kind} {local_name(self.shape)} {self.parameter}"

    @property
    def copy(self) -> str:
        """The copy of the dataset that it is made in, where no other change takes its node away."""
        of_node = self.parameter == "or" and not GRAPH.values(self.shape, SH.path)
        if of_node or CONNECTING.intersection(predicate for _, predicate, _ in self.removed):
            return f"{self.kind} {local_name(self.shape)} {self.parameter}"
        named = "classes" if GRAPH.values(self.root, SH.targetClass) else "links"
        return f"{self.kind}, nodes named by {named}"

    @property
    def component(self) -> str:
        """See https://www.w3.org/TR/shacl/#core-components."""
        return f"{SH.iri}{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent"


@cache
def dataset() -> Store:
    """The published dataset, a list with texts, and the terms that the ontology defines.

    Nothing is inferred by subclasses, as in a portal, which does not load the ontology.
    """
    ontology = read_data([str(path) for path in ONTOLOGY]).store.statements()
    statements = open_documents(manifest=str(MANIFEST)).store().statements()
    every = chain(statements, published_reefs().store().statements(), ontology)
    return store_of(each for each in every if each[1] != RDFS.subClassOf)


def mutated(mutations: Iterable[Mutation]) -> Store:
    """Make changes in a copy of the dataset."""
    statements = set(dataset().statements())
    for mutation in mutations:
        statements -= mutation.removed
        statements |= mutation.added
    return store_of(statements)


def store_of(statements: Iterable[Statement]) -> Store:
    store = Store()
    store.load(n_triples(statements).encode(), "ntriples")
    return store


def n_triples(statements: Iterable[Statement]) -> str:
    return "".join(sorted(f"{n3(s)} {n3(p)} {n3(o)} .\n" for s, p, o in statements))


def updates() -> list[tuple[str, str, str]]:
    """The kind, the shape and the SPARQL update of each line of the table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], row["shape"], row["update"]) for row in rows]


def mutations() -> Iterator[Mutation]:
    """Yield a change for each parameter of each shape that the dataset is held against."""
    for shape in GRAPH.nodes():
        roots = (shape,) if GRAPH.has_targets(shape) else holders(shape)
        for root in roots:
            named = (predicate.removeprefix(SH.iri) for predicate in GRAPH.predicates(shape))
            for parameter in sorted(PARAMETERS.intersection(named)):
                yield _mutation(shape, root, parameter)


def holders(shape: Node) -> tuple[Node, ...]:
    """The shapes that hold the values of theirs, or their focus nodes, against a property shape."""
    return tuple(holder for holder, link in GRAPH.holders(shape) if link == SH.property)


def _mutation(shape: Node, root: Node, parameter: str) -> Mutation:
    (value,) = GRAPH.values(shape, SH.term(parameter))
    paths = GRAPH.values(shape, SH.path)
    if paths:
        kind, bad = OF_VALUES[parameter]
        way = _choose(root, paths[0])
        focus = way.focus
        keeping = kind in KEEPING or (kind == "retype" and way.predicate in CONNECTING)
        removed = [] if keeping else [way.statement(each) for each in way.values()]
        added = [way.statement(each) for each in bad(value, way)]
        if parameter == "disjoint":
            assert isinstance(value, str)
            added = [(focus, value, each) for each in way.values()]
    else:
        kind, change = OF_NODES[parameter]
        focus, removed, added = change(root, value)
    return Mutation(kind, root, shape, parameter, focus, frozenset(removed), frozenset(added))


class Way(NamedTuple):
    """A property of a focus node of a shape, forwards or backwards, at the end of its path."""

    root: Node
    focus: Node
    start: Node
    predicate: IRI
    backwards: bool

    def values(self) -> list[Node]:
        if self.backwards:
            return dataset().subjects(self.predicate, self.start)
        return dataset().objects(self.start, self.predicate)

    def statement(self, value: Node) -> Statement:
        ends = (value, self.start) if self.backwards else (self.start, value)
        return ends[0], self.predicate, ends[1]


def _ways(root: Node, path: Node) -> Iterator[Way]:
    *before, last = GRAPH.items(path) or (path,)
    inverse = GRAPH.values(last, SH.inversePath)
    (predicate,) = inverse or (last,)
    assert isinstance(predicate, str)
    for focus in focus_nodes(root):
        starts = [focus]
        for step in before:
            starts = [value for start in starts for value in values_of(start, step)]
        for start in starts:
            yield Way(root, focus, start, IRI(predicate), bool(inverse))


def _choose(root: Node, path: Node) -> Way:
    """Choose the first focus node that has the property, or the first of all."""
    ways = list(_ways(root, path))
    return next((way for way in ways if way.values()), ways[0])


@cache
def focus_nodes(root: Node) -> list[Node]:
    """The targets of a node shape, or the values of a property shape that holds others."""
    found: set[Node] = set()
    if paths := GRAPH.values(root, SH.path):
        for holder in holders(root):
            for focus in focus_nodes(holder):
                found.update(values_of(focus, paths[0]))
    else:
        query = f"SELECT ?this WHERE {{ {target_pattern(GRAPH, root)} }}"
        found.update(solution["this"] for solution in dataset().select(query))
    return sorted(found, key=n3)


def values_of(focus: Node, path: Node) -> list[Node]:
    query = f"SELECT ?value WHERE {{ {n3(focus)} {sparql_path(GRAPH, path)} ?value }}"
    return [solution["value"] for solution in dataset().select(query)]


# ── Values that a parameter of a property shape refuses ──────────────────────────────────────────


def _number(value: Node) -> int:
    assert isinstance(value, Literal)
    return int(value.text)


def _one_too_many(value: Node, way: Way) -> list[Node]:
    """Take over values of other nodes, as long as there are any: each is fine by itself."""
    others = {each for node in focus_nodes(way.root) for each in way._replace(start=node).values()}
    spare = sorted(others - set(way.values()), key=n3)
    spare += [IRI(f"{ELSEWHERE}-{number}") for number in range(_number(value) + 1)]
    return spare[: _number(value) + 1 - len(way.values())]


def _no_match(value: Node, way: Way) -> list[Node]:
    assert isinstance(value, Literal)
    text = next(text for text in TEXTS if not re.search(value.text, text))
    return [Literal(text, datatype=XSD.string)]


Bad = Callable[[Node, Way], list[Node]]

OF_VALUES: Final[Mapping[str, tuple[str, Bad]]] = {
    "minCount": ("drop", lambda value, way: []),
    "maxCount": ("duplicate", _one_too_many),
    "uniqueLang": ("duplicate", lambda value, way: [Literal("one", "en"), Literal("two", "en")]),
    "class": ("retype", lambda value, way: [ELSEWHERE]),
    "nodeKind": ("retype", lambda value, way: [BlankNode("words") if way.backwards else WORDS]),
    "datatype": ("retype", lambda v, way: [Literal("words", "en") if v == XSD.string else WORDS]),
    "or": ("retype", lambda value, way: [WORDS]),
    "pattern": ("relabel", _no_match),
    "minLength": ("relabel", lambda value, way: [Literal("", datatype=XSD.string)]),
    "in": ("relabel", lambda value, way: [ELSEWHERE]),
    "hasValue": ("relabel", lambda value, way: [ELSEWHERE]),
    "minInclusive": ("relabel", lambda value, way: [_integer(_number(value) - 1)]),
    "equals": ("cross-link", lambda value, way: [ELSEWHERE]),
    "disjoint": ("cross-link", lambda value, way: []),
}
"""Parameter of a property shape -> the kind of change, and the values that it is made with."""

KEEPING: Final = ("duplicate", "cross-link")
"""Kinds of change that keep the values that are there."""


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


# ── Focus nodes that a parameter of a node shape refuses ─────────────────────────────────────────

Changed = tuple[Node, list[Statement], list[Statement]]


def _without_iri(root: Node, value: Node) -> Changed:
    node = BlankNode(re.sub("[^A-Za-z]", "", local_name(root)))
    for kind in GRAPH.values(root, SH.targetClass):
        return node, [], [(node, RDF.type, kind)]
    predicate, *_ = GRAPH.values(root, SH.targetObjectsOf)
    assert isinstance(predicate, str)
    return node, [], [(ELSEWHERE, IRI(predicate), node)]


def _without_class(root: Node, value: Node) -> Changed:
    focus = focus_nodes(root)[0]
    return focus, [(focus, RDF.type, value)], []


def _without_choice(root: Node, value: Node) -> Changed:
    """Take from a node what fulfils each of the alternatives: a class, or the values of a path."""
    focus = focus_nodes(root)[0]
    removed: list[Statement] = []
    for choice in GRAPH.items(value):
        removed += [(focus, RDF.type, kind) for kind in GRAPH.values(choice, SH.term("class"))]
        for path in GRAPH.values(choice, SH.path):
            assert isinstance(path, str)
            removed += [(focus, IRI(path), each) for each in values_of(focus, path)]
    return focus, removed, []


def _misspelt(root: Node, value: Node) -> Changed:
    focus = focus_nodes(root)[0]
    return focus, [], [(focus, ELSEWHERE, WORDS)]


OF_NODES: Final[Mapping[str, tuple[str, Callable[[Node, Node], Changed]]]] = {
    "nodeKind": ("retype", _without_iri),
    "class": ("retype", _without_class),
    "or": ("retype", _without_choice),
    "closed": ("relabel", _misspelt),
}
"""Parameter of a node shape -> the kind of change, and the focus node, what it loses and gains."""
