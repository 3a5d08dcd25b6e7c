"""Write a report: one module for each format, imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from repertory.finding_terms import Severity
    from repertory.validation.report import Report

Writer: TypeAlias = "Callable[[Report, Severity], str]"


def _text(report: Report, level: Severity) -> str:
    from repertory.validation.formats.text import write

    return write(report, level)


def _json(report: Report, level: Severity) -> str:
    from repertory.validation.formats.json import write

    return write(report, level)


def _markdown(report: Report, level: Severity) -> str:
    from repertory.validation.formats.markdown import write

    return write(report, level)


def _turtle(report: Report, level: Severity) -> str:
    from repertory.validation.formats.turtle import write

    return write(report, level)


def _junit(report: Report, level: Severity) -> str:
    from repertory.validation.formats.junit import write

    return write(report, level)


def _sarif(report: Report, level: Severity) -> str:
    from repertory.validation.formats.sarif import write

    return write(report, level)


REPORT_FORMATS: Final[Mapping[str, Writer]] = {
    "text": _text,
    "json": _json,
    "md": _markdown,
    "ttl": _turtle,
    "junit": _junit,
    "sarif": _sarif,
}
"""Name of a format -> the function that writes a report in it."""


def write_report(report: Report, format_name: str, level: Severity = "violation") -> str:
    """Return a report in a format; results at least as severe as *level* are failures.

    >>> from repertory.validation.report import Report
    >>> print(write_report(Report((), files=("topics.ttl",)), "text"), end="")
    topics.ttl: 0 statements, 0 shapes.
    No problems found.
    """
    return REPORT_FORMATS[format_name](report, level)
