"""Run the shapes of a profile over a graph and gather what they find in one report."""

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
from repertory.rdf.vocabulary import RDF, REP
from repertory.validation.engine.constraints import run_constraint, substitute
from repertory.validation.engine.core import MAXIMUM_SUSPECTS, Verdict, find_suspects, judge
from repertory.validation.input.rdf_files import InputGraph, read_data
from repertory.validation.places import Places, compact
from repertory.validation.report import Report, Result, ResultGroup, ShapeDescription
from repertory.validation.shapes.paths import sparql_path
from repertory.validation.shapes.profile import Shapes, describe_shape, load_shapes
from repertory.validation.shapes.shacl import SH

MAXIMUM_RESULTS: Final = 100
"""Results of one shape that a report keeps, unless everything is asked for; all are counted."""


def validate_files(
    files: Sequence[str],
    *,
    profile: str | None = None,
    shapes: Sequence[str] = (),
    input_format: str | None = None,
    everything: bool = False,
) -> Report:
    """Validate RDF files and folders, together as one graph.

    Without *profile* an index of recommendations is validated as such, anything else as a
    vocabulary in SKOS. *shapes* are a user's own shape files. *everything* keeps all results.

    Raises:
        SourceError: with all problems of the files that were named.
        RepertoryError: when a shape cannot be run.
    """
    gathering = ProblemCollector()
    data = gathering.read(read_data, files, input_format)
    loaded = gathering.read(load_shapes, profile or _profile(data), shapes)
    if data is None or loaded is None:
        raise SourceError(gathering.problems)
    return validate(data, loaded, everything=everything)


def validate_store(store: Store, profile: str = "all", level: Severity = "violation") -> Report:
    """Check a graph in memory against our own shapes, those at least as grave as *level*.

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
    limit = None if everything else MAXIMUM_SUSPECTS
    suspects = find_suspects(shapes, data.store, limit)
    found: dict[Node, list[Iterable[Verdict]]] = {}
    for verdict in judge(shapes, data.store, suspects):
        found.setdefault(verdict.shape, []).append((verdict,))
    for constraint in shapes.constraints:
        verdicts = run_constraint(constraint, data.store)
        found.setdefault(constraint.shape.node, []).append(verdicts)
    partial = shapes.core.reached(root for root in suspects if suspects[root].more)
    gather = _Gather(shapes, Places(data.store), None if everything else MAXIMUM_RESULTS)
    groups = (
        gather.group(node, chain.from_iterable(parts), node not in partial)
        for node, parts in found.items()
    )
    return Report(
        groups=tuple(sorted((group for group in groups if group.count), key=_gravity)),
        checked=shapes.checked,
        files=data.files,
        statements=len(data.store),
        notes=(*data.notes, *shapes.notes),
        complete=everything,
    )


class _Gather:
    """Makes results of verdicts: counts all, names and places those that are kept."""

    def __init__(self, shapes: Shapes, places: Places, kept: int | None) -> None:
        """Take the shapes, what names nodes, and how many results of a shape to keep."""
        self._shapes = {shape.node: shape for shape in shapes.checked}
        self._graph = shapes.core
        self._places = places
        self._kept = kept

    def group(self, node: Node, verdicts: Iterable[Verdict], exact: bool) -> ResultGroup:
        """Count the verdicts of a shape and keep the first."""
        counted = _Counted(verdicts)
        if self._kept is None:
            kept = sorted(counted, key=_natural)
        else:
            kept = heapq.nsmallest(self._kept, counted, key=_natural)
        shape = self._shapes.get(node) or describe_shape(self._graph, node)
        results = tuple(self._result(shape, verdict) for verdict in kept)
        return ResultGroup(shape, shape.severity, counted.number, results, exact)

    def _result(self, shape: ShapeDescription, verdict: Verdict) -> Result:
        label = self._places.label
        place, quoted = self._places.place(verdict.focus)
        message = substitute(verdict.message, dict(verdict.bindings), label)
        return Result(
            shape=shape,
            severity=shape.severity,
            component=verdict.component,
            message=message or shape.message or shape.description or shape.name,
            focus=verdict.focus,
            focus_label=label(verdict.focus),
            path=self._path(verdict),
            property=IRI(verdict.path) if isinstance(verdict.path, str) else None,
            value=verdict.value,
            value_label="" if verdict.value is None else label(verdict.value),
            place=place,
            quoted=quoted,
        )

    def _path(self, verdict: Verdict) -> str:
        """Write the property, or the property path of the shape, with prefixes."""
        if verdict.path is None:
            return ""
        paths = self._graph.values(verdict.shape, SH.path) or (verdict.path,)
        path = n3(verdict.path)
        if isinstance(verdict.path, BlankNode):
            path = sparql_path(self._graph, paths[0])
        return _FULL_IRI.sub(lambda match: compact(IRI(match[1])), path)


_FULL_IRI: Final = re.compile(r"<([^>]*)>")


class _Counted(Iterator[Verdict]):
    """Counts what passes."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        """Take what will pass."""
        self._verdicts = iter(verdicts)
        self.number = 0

    def __next__(self) -> Verdict:
        """Let one pass."""
        verdict = next(self._verdicts)
        self.number += 1
        return verdict


def _natural(verdict: Verdict) -> tuple[list[tuple[int, str]], str, str, str]:
    """Order results by their focus nodes, with numbers in the order of numbers."""
    parts = re.split(r"([0-9]+)", n3(verdict.focus).rstrip(">"))
    focus = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    others = [n3(node) if node is not None else "" for node in (verdict.path, verdict.value)]
    return focus, others[0], others[1], f"{verdict.component} {verdict.bindings}"


def _gravity(group: ResultGroup) -> tuple[int, float, str, str]:
    """Order groups, the worst first, then as the shapes order themselves."""
    shape = group.shape
    return SEVERITIES.index(group.severity), shape.order, shape.name, n3(shape.node)
