"""Write a report in JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from repertory.finding_terms import SEVERITIES, Severity
from repertory.rdf import n3
from repertory.validation.formats.report_wording import identifier, place_in_words
from repertory.validation.report import Report, Result, ResultGroup


def write(report: Report, level: Severity) -> str:
    """Return a report as one JSON object.

    >>> json.loads(write(Report(()), "violation"))["conforms"]
    True
    """
    content = {
        "conforms": report.conforms,
        "failed": report.fails(level),
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "files": list(report.files),
        "statements": report.statements,
        "shapes": len(report.checked),
        "notes": list(report.notes),
        "groups": [_group(group) for group in report.groups],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _group(group: ResultGroup) -> dict[str, Any]:
    shape = group.shape
    return {
        "shape": identifier(shape.node),
        "name": shape.name,
        "of": shape.subject,
        "description": shape.description,
        "severity": group.severity,
        "count": group.count,
        "exact": group.exact,
        "results": [_result(result) for result in group.results],
    }


def _result(result: Result) -> dict[str, Any]:
    place = result.place
    return {
        "message": result.message,
        "node": identifier(result.focus),
        "label": result.focus_label,
        "path": result.path,
        "value": None if result.value is None else n3(result.value),
        "valueLabel": result.value_label,
        "constraint": result.component,
        "place": None if place is None else place_in_words(place),
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "page": None if place is None else place.page,
        "printed": result.quoted,
    }
