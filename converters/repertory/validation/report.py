"""What a validation tells: results grouped by shape, each with its place in the source document."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from repertory.finding_terms import Severity, is_as_severe
from repertory.model import Place
from repertory.rdf.terms import IRI, Node


class ShapeDescription(Struct, frozen=True):
    """What a shape says of itself: its name, what it asks, how to mend what breaks it.

    *subject* is the name of the shape that holds it, *file* is where it is written.
    """

    node: Node
    name: str
    description: str
    message: str
    severity: Severity
    order: float = 0.0
    group: str = ""
    subject: str = ""
    file: str = ""


class Result(Struct, frozen=True):
    """One thing that is wrong with one node.

    *path* is the property, or the property path in the notation of SPARQL, and *property* the
    property alone. *place* is where the
    node stands in the source document and *quoted* what is printed there, when the graph tells.
    """

    shape: ShapeDescription
    severity: Severity
    component: IRI
    message: str
    focus: Node
    focus_label: str
    path: str = ""
    property: IRI | None = None
    value: Node | None = None
    value_label: str = ""
    place: Place | None = None
    quoted: str = ""


class ResultGroup(Struct, frozen=True):
    """The results of one shape: how many there are, and the first of them.

    *exact* is False where only the first of many suspicious nodes were checked, so that there are
    at least *count*.
    """

    shape: ShapeDescription
    severity: Severity
    count: int
    results: tuple[Result, ...]
    exact: bool = True


class Report(Struct, frozen=True):
    """The outcome of a validation, the worst first.

    *files* are the files that were read, *statements* how many statements they hold, *checked* all
    shapes that were checked, and *notes* say what was left alone and why. *complete* tells that all
    results were asked for.
    """

    groups: tuple[ResultGroup, ...]
    checked: tuple[ShapeDescription, ...] = ()
    files: tuple[str, ...] = ()
    statements: int = 0
    notes: tuple[str, ...] = ()
    complete: bool = False

    @property
    def conforms(self) -> bool:
        """Whether nothing was found at all, as SHACL has it."""
        return not self.groups

    def count(self, severity: Severity) -> int:
        """Return how many results have a severity.

        >>> Report(()).count("violation")
        0
        """
        return sum(group.count for group in self.groups if group.severity == severity)

    def fails(self, level: Severity) -> bool:
        """Tell whether a result is at least as grave as *level*."""
        return any(is_as_severe(group.severity, level) for group in self.groups)

    def results(self) -> Iterator[Result]:
        """Yield the results that are kept, group by group."""
        for group in self.groups:
            yield from group.results
