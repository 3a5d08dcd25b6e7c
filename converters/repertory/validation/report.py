"""The report of a validation: results grouped by shape, with places in the source document."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from repertory.finding_terms import Severity, is_as_severe
from repertory.model import Place
from repertory.rdf.terms import IRI, Node


class ShapeDescription(Struct, frozen=True):
    """The description of a shape: its name, its rule, and how to correct a violation.

    *subject* is the name of the shape that contains it, *file* the file that defines it.
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
    """One violation of a shape by one node.

    *path* is the property, or the property path in the notation of SPARQL; *property* is only a
    property. *place* is the place of the node in the source document and *quoted* the printed text,
    if the graph has them.
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
    """The results of one shape: their number, and the first of them.

    *exact* is False if only the first of many candidate nodes were checked, so that the number is
    at least *count*.
    """

    shape: ShapeDescription
    severity: Severity
    count: int
    results: tuple[Result, ...]
    exact: bool = True


class Report(Struct, frozen=True):
    """The results of a validation, the worst first.

    *files* are the files that were read, *statements* the number of their statements, *checked* all
    shapes that were checked, and *notes* list what was ignored. *complete* is whether all results
    were requested.
    """

    groups: tuple[ResultGroup, ...]
    checked: tuple[ShapeDescription, ...] = ()
    files: tuple[str, ...] = ()
    statements: int = 0
    notes: tuple[str, ...] = ()
    complete: bool = False

    @property
    def conforms(self) -> bool:
        """Whether the graph conforms in the sense of SHACL: there are no results."""
        return not self.groups

    def count(self, severity: Severity) -> int:
        """Return the number of results with a severity.

        >>> Report(()).count("violation")
        0
        """
        return sum(group.count for group in self.groups if group.severity == severity)

    def fails(self, level: Severity) -> bool:
        """Return whether any result is at least as severe as *level*."""
        return any(is_as_severe(group.severity, level) for group in self.groups)

    def results(self) -> Iterator[Result]:
        """Yield the kept results, group by group."""
        for group in self.groups:
            yield from group.results
