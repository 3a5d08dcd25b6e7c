"""Texts that several formats share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from repertory.finding_terms import SEVERITIES
from repertory.model import Place
from repertory.rdf import n3
from repertory.rdf.terms import Node
from repertory.validation.report import Report, Result, ResultGroup, ShapeDescription

FEW: Final = 10
"""Results of a shape that are all listed; of more, only examples are listed."""

EXAMPLES: Final = 3

PLURALS: Final = {"violation": "violations", "warning": "warnings", "info": "remarks"}


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> count(1, "statement", "statements"), count(12_000, "statement", "statements")
    ('1 statement', '12,000 statements')
    """
    return f"{number:,} {one if number == 1 else many}"


def summarise(report: Report) -> str:
    """Return the number of results of each severity, in words.

    >>> summarise(Report(()))
    'No problems found.'
    """
    numbers = {severity: report.count(severity) for severity in SEVERITIES}
    singular = {**{s: s for s in SEVERITIES}, "info": "remark"}
    counts = [count(n, singular[s], PLURALS[s]) for s, n in numbers.items() if n]
    least = "" if all(group.exact for group in report.groups) else "At least "
    return f"{least}{', '.join(counts)}." if counts else "No problems found."


def title(shape: ShapeDescription) -> str:
    """Return the name of a shape, with that of the shape that contains it."""
    return f"{shape.subject}: {shape.name}" if shape.subject else shape.name


def identifier(node: Node) -> str:
    """Return an IRI, or another node as N-Triples."""
    return node if isinstance(node, str) else n3(node)


def number_of(group: ResultGroup) -> str:
    """Return the number of results of a group, in words."""
    return f"{group.count:,}" if group.exact else f"at least {group.count:,}"


def where(result: Result) -> str:
    """Return the place of a result in the source document, in words.

    >>> print(place_in_words(Place("", line=3)))
    line 3
    """
    return "" if result.place is None else place_in_words(result.place)


def place_in_words(place: Place) -> str:
    """Return a place in words, without the file if it is unknown."""
    return str(place) if place.file else ", ".join(place.parts())


def node(result: Result) -> str:
    """Return the label of the node of a result, with its place and its invalid value."""
    text = result.focus_label
    if place := where(result):
        text += f" ({place})"
    if result.value is not None and result.value != result.focus:
        text += f": {result.value_label}"
    return text


def listed(group: ResultGroup, everything: bool) -> tuple[Result, ...]:
    """Return the results to list: all of a few, and examples of many."""
    if everything or group.count <= FEW:
        return group.results
    return group.results[:EXAMPLES]


def shared_message(group: ResultGroup) -> str:
    """Return the message that all results of a group have, empty if they differ."""
    messages = {result.message for result in group.results}
    return messages.pop() if len(messages) == 1 else ""


def sources(report: Report) -> Iterator[str]:
    """Yield lines about the files, statements and shapes, and the notes."""
    read = ", ".join(report.files) or "The graph"
    statements = count(report.statements, "statement", "statements")
    yield f"{read}: {statements}, {count(len(report.checked), 'shape', 'shapes')}."
    yield from report.notes
