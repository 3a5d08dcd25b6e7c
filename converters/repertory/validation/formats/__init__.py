"""Write a report for people and for machines: one module a format, named in `REPORT_FORMATS`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from repertory.validation.names import REPORT_FORMATS
from repertory.validation.report import Report, Severity


def write_report(report: Report, format_name: str, level: Severity = "violation") -> str:
    """Write a report; what is at least as grave as *level* counts as a failure.

    >>> print(write_report(Report((), files=("topics.ttl",)), "text"), end="")
    topics.ttl: 0 statements, 0 shapes.
    Nothing is wrong.
    """
    module = import_module(f"repertory.validation.formats.{REPORT_FORMATS[format_name]}")
    write = cast(Callable[[Report, Severity], str], module.write)
    return write(report, level)
