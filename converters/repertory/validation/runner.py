"""Run the shapes of a profile over a graph and collect their results in one report."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from repertory.errors import ProblemCollector, SourceError
from repertory.finding_terms import SEVERITIES, Severity
from repertory.rdf import Store, n3
from repertory.rdf.terms import IRI, BlankNode, Node
from repertory.rdf.vocabulary import RDF, REP, SH
from repertory.validation.engine.constraints import focus_nodes, run_constraint, substitute
from repertory.validation.engine.core import (
    MAXIMUM_CANDIDATES,
    EngineResult,
    check_candidates,
    find_candidates,
)
from repertory.validation.input.rdf_files import InputGraph, read_data
from repertory.validation.places import Places, compact
from repertory.validation.report import Report, Result, ResultGroup, ShapeDescription
from repertory.validation.shapes.paths import sparql_path
from repertory.validation.shapes.profile import Shapes, describe_shape, load_shapes

MAXIMUM_RESULTS: Final = 100
"""Results of one shape that a report keeps, unless all are requested; all are counted."""


def validate_files(
    files: Sequence[str],
    *,
    profile: str | None = None,
    shapes: Sequence[str] = (),
    input_format: str | None = None,
    everything: bool = False,
) -> Report:
    """Validate RDF files and folders together as one graph.

    The default *profile* is "all" for an index of recommendations, and "skos" for other data.
    *shapes* are a user's own shape files. *everything* keeps all results.

    Raises:
        SourceError: with all problems of the named files.
        RepertoryError: when a shape cannot be run.
    """
    collector = ProblemCollector()
    data = collector.read(read_data, files, input_format)
    loaded = collector.read(load_shapes, profile or _profile(data), shapes)
    if data is None or loaded is None:
        raise SourceError(collector.problems)
    return validate(data, loaded, everything=everything)


def validate_store(store: Store, profile: str = "all", level: Severity = "violation") -> Report:
    """Check a graph in memory against our shapes that are at least as severe as *level*.

    >>> validate_store(Store()).fails("violation")
    False

    Raises:
        RepertoryError: when a shape cannot be run.
    """
    return validate(InputGraph(store, ()), load_shapes(profile, level=level))


def _profile(data: InputGraph | None) -> str:
    if data is None:
        return "skos"
    return "all" if data.store.subjects(RDF.type, REP.Index) else "skos"


def validate(data: InputGraph, shapes: Shapes, *, everything: bool = False) -> Report:
    """Check a graph against shapes.

    Raises:
        RepertoryError: when a shape cannot be run.
    """
    limit = None if everything else MAXIMUM_CANDIDATES
    candidates = find_candidates(shapes, data.store, limit)
    found: dict[Node, list[Iterable[EngineResult]]] = {}
    for outcome in check_candidates(shapes, data.store, candidates):
        found.setdefault(outcome.shape, []).append((outcome,))
    focus = focus_nodes(data.store)
    for constraint in shapes.constraints:
        outcomes = run_constraint(constraint, data.store, focus)
        found.setdefault(constraint.shape.node, []).append(outcomes)
    partial = shapes.core.reached(root for root in candidates if candidates[root].more)
    grouping = _Grouping(shapes, Places(data.store), None if everything else MAXIMUM_RESULTS)
    groups = (
        grouping.group(node, chain.from_iterable(parts), node not in partial)
        for node, parts in found.items()
    )
    return Report(
        groups=tuple(sorted((group for group in groups if group.count), key=_severity_key)),
        checked=shapes.checked,
        files=data.files,
        statements=len(data.store),
        notes=(*data.notes, *shapes.notes),
        complete=everything,
    )


class _Grouping:
    """The conversion of engine results: all are counted, the kept ones get labels and places."""

    def __init__(self, shapes: Shapes, places: Places, kept: int | None) -> None:
        """Take the shapes, the places, and the number of results of a shape to keep."""
        self._shapes = {shape.node: shape for shape in shapes.checked}
        self._graph = shapes.core
        self._places = places
        self._kept = kept

    def group(self, node: Node, outcomes: Iterable[EngineResult], exact: bool) -> ResultGroup:
        """Count the results of a shape and keep the first."""
        counted = _Counted(outcomes)
        if self._kept is None:
            kept = sorted(counted, key=_natural)
        else:
            kept = heapq.nsmallest(self._kept, counted, key=_natural)
        shape = self._shapes.get(node) or describe_shape(self._graph, node)
        results = tuple(self._result(shape, outcome) for outcome in kept)
        return ResultGroup(shape, shape.severity, counted.number, results, exact)

    def _result(self, shape: ShapeDescription, outcome: EngineResult) -> Result:
        label = self._places.label
        place, quoted = self._places.place(outcome.focus)
        message = substitute(outcome.message, dict(outcome.bindings), label)
        return Result(
            shape=shape,
            severity=shape.severity,
            component=outcome.component,
            message=message or shape.message or shape.description or shape.name,
            focus=outcome.focus,
            focus_label=label(outcome.focus),
            path=self._path(outcome),
            property=IRI(outcome.path) if isinstance(outcome.path, str) else None,
            value=outcome.value,
            value_label="" if outcome.value is None else label(outcome.value),
            place=place,
            quoted=quoted,
        )

    def _path(self, outcome: EngineResult) -> str:
        """Return the property, or the property path of the shape, with prefixes."""
        if outcome.path is None:
            return ""
        paths = self._graph.values(outcome.shape, SH.path) or (outcome.path,)
        path = n3(outcome.path)
        if isinstance(outcome.path, BlankNode):
            path = sparql_path(self._graph, paths[0])
        return _FULL_IRI.sub(lambda match: compact(IRI(match[1])), path)


_FULL_IRI: Final = re.compile(r"<([^>]*)>")


class _Counted(Iterator[EngineResult]):
    """An iterator that counts."""

    def __init__(self, outcomes: Iterable[EngineResult]) -> None:
        """Take the results to count."""
        self._results = iter(outcomes)
        self.number = 0

    def __next__(self) -> EngineResult:
        """Return the next result."""
        outcome = next(self._results)
        self.number += 1
        return outcome


def _natural(outcome: EngineResult) -> tuple[list[tuple[int, str]], str, str, str]:
    """Return a sorting key that orders results by focus node, with numbers by size."""
    parts = re.split(r"([0-9]+)", n3(outcome.focus).rstrip(">"))
    focus = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    others = [n3(node) if node is not None else "" for node in (outcome.path, outcome.value)]
    return focus, others[0], others[1], f"{outcome.component} {outcome.bindings}"


def _severity_key(group: ResultGroup) -> tuple[int, float, str, str]:
    """Return a sorting key that orders groups by severity, then by the order of the shapes."""
    shape = group.shape
    return SEVERITIES.index(group.severity), shape.order, shape.name, n3(shape.node)
