"""Words that several formats share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from repertory.finding_terms import SEVERITIES
from repertory.model import Place
from repertory.validation.report import Report, Result, ResultGroup

FEW: Final = 10
"""Results of a shape that are listed one by one; of more, some examples are."""

EXAMPLES: Final = 3

PLURALS: Final = {"violation": "violations", "warning": "warnings", "info": "remarks"}


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun.

    >>> count(1, "statement", "statements"), count(12_000, "statement", "statements")
    ('1 statement', '12,000 statements')
    """
    return f"{number:,} {one if number == 1 else many}"


def summarise(report: Report) -> str:
    """Say how many results there are of each severity.

    >>> summarise(Report(()))
    'Nothing is wrong.'
    """
    numbers = {severity: report.count(severity) for severity in SEVERITIES}
    singular = {**{s: s for s in SEVERITIES}, "info": "remark"}
    said = [count(n, singular[s], PLURALS[s]) for s, n in numbers.items() if n]
    least = "" if all(group.exact for group in report.groups) else "At least "
    return f"{least}{', '.join(said)}." if said else "Nothing is wrong."


def title(group: ResultGroup) -> str:
    """Name what a shape is about."""
    shape = group.shape
    return f"{shape.subject}: {shape.name}" if shape.subject else shape.name


def number_of(group: ResultGroup) -> str:
    """Say how many results a group has."""
    return f"{group.count:,}" if group.exact else f"at least {group.count:,}"


def where(result: Result) -> str:
    """Say where a result stands in the source document.

    >>> print(place_in_words(Place("", line=3)))
    line 3
    """
    return "" if result.place is None else place_in_words(result.place)


def place_in_words(place: Place) -> str:
    """Say a place, without the file where the graph does not tell it."""
    return str(place) if place.file else ", ".join(place.parts())


def node(result: Result) -> str:
    """Name the node of a result, with its place and the value that is at fault."""
    said = result.focus_label
    if place := where(result):
        said += f" ({place})"
    if result.value is not None and result.value != result.focus:
        said += f": {result.value_label}"
    return said


def listed(group: ResultGroup, everything: bool) -> tuple[Result, ...]:
    """Return the results that are listed one by one, all of a few and examples of many."""
    if everything or group.count <= FEW:
        return group.results
    return group.results[:EXAMPLES]


def shared_message(group: ResultGroup) -> str:
    """Return the message that all results of a group have, empty if they differ."""
    messages = {result.message for result in group.results}
    return messages.pop() if len(messages) == 1 else ""


def sources(report: Report) -> Iterator[str]:
    """Yield in words what was read and checked, and what was left alone."""
    read = ", ".join(report.files) or "The graph"
    statements = count(report.statements, "statement", "statements")
    yield f"{read}: {statements}, {count(len(report.checked), 'shape', 'shapes')}."
    yield from report.notes
