"""Load the shapes of a profile: Core for pySHACL, SPARQL constraints for the store.

A SPARQL constraint is defined for one focus node, so that an engine runs it once for each. Here its
SELECT is run once for all: `$this` is unbound, and only solutions for focus nodes of its shape are
results. Other engines run the same file node by node with the same results.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from repertory.errors import ProblemCollector, RepertoryError, SourceError
from repertory.finding_terms import SEVERITIES, Severity, is_as_severe
from repertory.model import Place, Problem
from repertory.rdf import ReadError, Store, n3, read
from repertory.rdf.shacl_terms import OTHER_CHECKS, SHAPE_LINKS, VALUE_CHECKS
from repertory.rdf.terms import Literal, Node
from repertory.rdf.vocabulary import RDFS, SEVERITY_TERMS, SH
from repertory.resources import data_folder
from repertory.validation.input.rdf_files import base_of, read_content, recognise, unreadable
from repertory.validation.names import PROFILES
from repertory.validation.report import ShapeDescription
from repertory.validation.shapes.paths import sparql_path
from repertory.validation.shapes.shapes_graph import IMPORTS, ShapesGraph, Statement
from repertory.validation.shapes.targets import target_pattern
from repertory.validation.shapes.wellformed import find_problems

SEVERITY_OF: Final[Mapping[Node, Severity]] = {term: name for name, term in SEVERITY_TERMS.items()}
CHECKS: Final = frozenset(
    SH.term(name) for name in (*VALUE_CHECKS, *OTHER_CHECKS, *SHAPE_LINKS) if name != "property"
)
PROLOGUE: Final = re.compile(
    r"(?:\s+|#[^\n]*\n|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)*", re.IGNORECASE
)
PATH_VARIABLE: Final = re.compile(r"[?$]PATH\b")


class Constraint(Struct, frozen=True):
    """A SPARQL constraint for a whole graph; *message* may contain variables such as `{?value}`.

    *query* selects its solutions for all nodes, *focus* the focus nodes of its shape.
    """

    shape: ShapeDescription
    node: Node
    query: str
    focus: str
    message: str


class Shapes(Struct, frozen=True):
    """All shapes of a validation.

    *core* is the graph without the SPARQL constraints that the store runs, *roots* are its shapes
    with targets, *checked* are all shapes with checks.
    """

    core: ShapesGraph
    roots: tuple[Node, ...]
    constraints: tuple[Constraint, ...]
    checked: tuple[ShapeDescription, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_components(self) -> bool:
        """Whether a user's file defines constraint components, which only pySHACL can run."""
        return bool(self.core.instances(SH.ConstraintComponent))


def load_shapes(profile: str, files: Sequence[str] = (), level: Severity = "info") -> Shapes:
    """Load the shapes of a profile that are at least as severe as *level*, and the user's *files*.

    Raises:
        RepertoryError: when there is no such profile.
        SourceError: with all problems of all files.
    """
    if profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise RepertoryError(f"there is no profile {profile!r}; expected one of {known}")
    graph = dict(own_shapes(profile))
    collector = ProblemCollector()
    for number, file in enumerate(files):
        with collector:
            content = read_content(Path(file))
            statements = tuple(_read(file, content, recognise(content, file), f"shapes{number}_"))
            collector.problems += find_problems(ShapesGraph({file: statements}), file)
            graph[file] = statements
    shapes = build_shapes(_at_least(level, ShapesGraph(graph)))
    collector.problems += _unreadable_queries(shapes, files)
    collector.report()
    return shapes


def own_shapes(profile: str) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """Yield the names of our shape files in a profile, and their statements."""
    for folder in PROFILES[profile]:
        for path in sorted(Path(str(data_folder("shapes"))).glob(f"{folder}/*.ttl")):
            yield path.stem, _own_statements(path)


@cache
def _own_statements(path: Path) -> tuple[Statement, ...]:
    """Return the statements of a file; a build validates with them and describes them."""
    return tuple(_read(path.stem, path.read_bytes(), "turtle"))


def _read(file: str, content: bytes, format_name: str, label: str = "") -> Iterator[Statement]:
    """Yield the statements of a shape file; its name is part of the labels of blank nodes."""
    try:
        yield from read(content, format_name, base_of(file), label or f"{file}_")
    except ReadError as error:
        advice = "Is it in another format? Its name must end in .ttl, .jsonld, .rdf or .nt."
        raise SourceError([unreadable(error, file, format_name, content, advice)]) from error


def _at_least(level: Severity, graph: ShapesGraph) -> ShapesGraph:
    """Remove the checks of shapes below a level, unless another shape refers to them."""
    if level == SEVERITIES[-1]:
        return graph
    light = {
        node
        for node in graph.nodes()
        if not is_as_severe(_severity(graph, node), level)
        and all(link == SH.property for _, link in graph.holders(node))
    }
    dropped = CHECKS | {SH.ignoredProperties, SH.flags}  # these two depend on a check
    return ShapesGraph({"": (s for s in graph if s[0] not in light or s[1] not in dropped)})


def build_shapes(graph: ShapesGraph) -> Shapes:
    """Separate the SPARQL constraints of a shapes graph, which the store runs."""
    constraints: list[Constraint] = []
    taken: set[Statement] = set()
    for shape in graph.nodes():
        for node in graph.values(shape, SH.sparql):
            targets = _targets(graph, shape)
            if not targets:
                continue
            taken.add((shape, SH.sparql, node))
            if not graph.is_deactivated(shape) and not graph.is_deactivated(node):
                constraints += _constraints(graph, shape, node, targets)
    core = ShapesGraph({"": (statement for statement in graph if statement not in taken)})
    return Shapes(
        core=core,
        roots=tuple(shape for shape in core.nodes() if core.has_targets(shape)),
        constraints=tuple(constraints),
        checked=tuple(_checked(graph)),
        notes=tuple(_imports(graph)),
    )


def _targets(graph: ShapesGraph, shape: Node) -> tuple[Node, ...]:
    """Return the shapes whose focus nodes a constraint of *shape* applies to.

    There are none if another shape also uses *shape*, for example in sh:or: then pySHACL runs the
    constraint.
    """
    holders = graph.holders(shape)
    if any(link != SH.property or graph.holders(holder) for holder, link in holders):
        return ()
    named = (shape, *(holder for holder, _ in holders))
    return tuple(n for n in named if graph.has_targets(n) and not graph.is_deactivated(n))


def _constraints(
    graph: ShapesGraph, shape: Node, node: Node, targets: Iterable[Node]
) -> Iterator[Constraint]:
    for text in graph.values(node, SH.select):
        if not isinstance(text, Literal):
            continue
        prologue = PROLOGUE.match(text.text)
        start = prologue.end() if prologue else 0
        query = text.text[start:]
        for path in graph.values(shape, SH.path):
            query = PATH_VARIABLE.sub(sparql_path(graph, path).replace("\\", r"\\"), query)
        focus = " UNION ".join(f"{{ {target_pattern(graph, target)} }}" for target in targets)
        yield Constraint(
            shape=describe_shape(graph, shape),
            node=node,
            query=f"{_prefixes(graph, node)}{text.text[:start]}\n"
            f"SELECT DISTINCT * WHERE {{ {{ {query}\n}} }}",
            focus=f"SELECT DISTINCT ?this WHERE {{ {focus} }}",
            message=graph.text(node, SH.message) or graph.text(shape, SH.message),
        )


def _prefixes(graph: ShapesGraph, node: Node) -> str:
    """Return the prefixes of a query (https://www.w3.org/TR/shacl/#sparql-prefixes)."""
    found: dict[str, str] = {}
    seen: set[Node] = set()
    sources = list(graph.values(node, SH.prefixes))
    while sources:
        source = sources.pop()
        if source not in seen:
            seen.add(source)
            sources += graph.values(source, IMPORTS)
            for declaration in graph.values(source, SH.declare):
                namespace = graph.text(declaration, SH.namespace)
                found[graph.text(declaration, SH.prefix)] = namespace
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(found.items()))


def _checked(graph: ShapesGraph) -> Iterator[ShapeDescription]:
    for node in graph.nodes():
        checks = any(predicate in CHECKS for predicate in graph.predicates(node))
        if checks and not graph.is_deactivated(node):
            yield describe_shape(graph, node)


def _imports(graph: ShapesGraph) -> Iterator[str]:
    for subject, predicate, value in graph:
        if predicate == IMPORTS and not graph.predicates(value):
            yield f"{graph.file(subject)}: owl:imports {n3(value)} was not loaded."


def _unreadable_queries(shapes: Shapes, files: Container[str]) -> Iterator[Problem]:
    """Yield the invalid queries in *files*, found by running them on an empty graph."""
    for constraint in shapes.constraints:
        if constraint.shape.file in files:
            try:
                Store().select(constraint.query)
            except ReadError as error:
                found = f"an invalid query in {constraint.shape.name}: {error}"
                yield Problem(Place(constraint.shape.file), found.splitlines()[0], "SPARQL 1.1")


def describe_shape(graph: ShapesGraph, node: Node) -> ShapeDescription:
    """Return the description of a shape."""
    holders = [holder for holder, link in graph.holders(node) if link == SH.property]
    groups = graph.values(node, SH.group)
    order = graph.text(node, SH.order)
    return ShapeDescription(
        node=node,
        name=graph.label(node),
        description=graph.text(node, SH.description, RDFS.comment),
        message=graph.text(node, SH.message),
        severity=_severity(graph, node),
        order=float(order) if re.fullmatch(r"\d+(\.\d+)?", order) else 0.0,
        group=graph.label(groups[0]) if groups else "",
        subject=graph.label(holders[0]) if holders else "",
        file=graph.file(node),
    )


def _severity(graph: ShapesGraph, node: Node) -> Severity:
    stated = graph.values(node, SH.severity)
    return SEVERITY_OF.get(stated[0], "violation") if stated else "violation"
