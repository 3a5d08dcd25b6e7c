"""Write a report as JUnit XML, for continuous integration: one test case for each shape."""

from __future__ import annotations

from collections.abc import Iterator

from repertory.escaping import escape_attribute as escape
from repertory.finding_terms import Severity, is_as_severe
from repertory.validation.formats.report_wording import identifier, node, number_of, title
from repertory.validation.report import Report, ResultGroup, ShapeDescription


def write(report: Report, level: Severity) -> str:
    """Return a report as JUnit XML; results below *level* are output of passed test cases.

    >>> print(write(Report(()), "violation").splitlines()[1])
    <testsuites name="repertory validate" tests="0" failures="0">
    """
    found = {group.shape.node: group for group in report.groups}
    shapes = dict.fromkeys((*report.checked, *(group.shape for group in report.groups)))
    failures = sum(is_as_severe(group.severity, level) for group in report.groups)
    numbers = f'tests="{len(shapes)}" failures="{failures}"'
    name = escape(", ".join(report.files) or "graph")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="repertory validate" {numbers}>',
        f'  <testsuite name="{name}" {numbers} errors="0" skipped="0">',
    ]
    for shape in shapes:
        lines += _case(shape, found.get(shape.node), level)
    return "\n".join([*lines, "  </testsuite>", "</testsuites>", ""])


def _case(shape: ShapeDescription, group: ResultGroup | None, level: Severity) -> Iterator[str]:
    class_name = escape(identifier(shape.node))
    start = f'    <testcase name="{escape(title(shape))}" classname="{class_name}"'
    if group is None:
        yield f"{start}/>"
        return
    yield f"{start}>"
    body = escape("\n".join(f"{node(result)}: {result.message}" for result in group.results))
    if is_as_severe(group.severity, level):
        message = escape(f"{number_of(group)} × {group.results[0].message}")
        yield f'      <failure message="{message}" type="{group.severity}">{body}</failure>'
    else:
        yield f"      <system-out>{group.severity} ({number_of(group)}): {body}</system-out>"
    yield "    </testcase>"
