"""Write a report in Markdown, for a page or a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from repertory.escaping import begin_markdown
from repertory.escaping import escape_markdown as escape
from repertory.escaping import quote_markdown as quote
from repertory.finding_terms import Severity
from repertory.validation.formats.report_wording import (
    listed,
    number_of,
    shared_message,
    sources,
    summarise,
    title,
    where,
)
from repertory.validation.report import Report, Result, ResultGroup


def write(report: Report, level: Severity) -> str:
    """Return a report with a section for each shape, the worst first.

    >>> print(write(Report(()), "violation"), end="")
    # Validation
    <BLANKLINE>
    **No problems found.**
    <BLANKLINE>
    - The graph: 0 statements, 0 shapes.
    """
    lines = ["# Validation", "", f"**{summarise(report)}**", ""]
    lines += [f"- {escape(line)}" for line in sources(report)]
    for group in report.groups:
        lines += ["", *_section(group, report.complete)]
    return "".join(f"{line}\n" for line in lines)


def _section(group: ResultGroup, everything: bool) -> Iterator[str]:
    yield f"## {group.severity.capitalize()}: {escape(title(group.shape))} ({number_of(group)})"
    yield ""
    yield begin_markdown(shared_message(group) or group.shape.description)
    yield ""
    yield "| where | what | value | printed | message |"
    yield "|---|---|---|---|---|"
    shown = listed(group, everything)
    for result in shown:
        yield _row(result, shared_message(group))
    if len(shown) < group.count:
        yield ""
        yield f"These are {len(shown):,} of {number_of(group)}."


def _row(result: Result, shared: str) -> str:
    cells = (
        escape(where(result)),
        escape(result.focus_label),
        escape(result.value_label),
        quote(result.quoted) if result.quoted else "",
        "" if shared else escape(result.message),
    )
    return f"| {' | '.join(cells)} |"
