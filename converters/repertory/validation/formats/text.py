"""Write a report in plain text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from repertory.escaping import show_in_line
from repertory.finding_terms import Severity
from repertory.validation.formats.report_wording import (
    listed,
    node,
    number_of,
    shared_message,
    sources,
    summarise,
    title,
)
from repertory.validation.report import Report, ResultGroup

WIDTH: Final = 100


def write(report: Report, level: Severity) -> str:
    """Return a report, the worst first; many results of a shape are one line with examples.

    >>> print(write(Report((), files=("topics.ttl",)), "violation"), end="")
    topics.ttl: 0 statements, 0 shapes.
    No problems found.
    """
    lines = [*map(show_in_line, sources(report)), summarise(report)]
    for group in report.groups:
        lines += ["", *_describe(group, report.complete)]
    return "".join(f"{line}\n" for line in lines)


def _describe(group: ResultGroup, everything: bool) -> Iterator[str]:
    yield f"{group.severity.upper()} {show_in_line(title(group.shape))} ({number_of(group)})"
    shown = listed(group, everything)
    shared = shared_message(group)
    yield from _wrap(shared or group.shape.description, "  ")
    if len(shown) < group.count and not everything:
        examples = "; ".join(node(result) for result in shown)
        yield from _wrap(f"{number_of(group)} times, such as: {examples}", "  - ")
        return
    for result in shown:
        yield from _wrap(node(result) if shared else result.message, "  - ")
        if not shared and result.place is not None:
            yield from _wrap(f"at {node(result)}", "    ")
        if result.quoted:
            yield from _wrap(f"printed: {result.quoted}", "    ")


def _wrap(text: str, indent: str) -> list[str]:
    after = " " * len(indent)
    line = " ".join(show_in_line(text).split())
    return textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=after)
