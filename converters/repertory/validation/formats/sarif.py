"""Write a report in SARIF 2.1.0, for editors and code hosts.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

from repertory import __version__
from repertory.finding_terms import Severity
from repertory.model import Place
from repertory.rdf.terms import Node
from repertory.validation.formats.report_wording import identifier, title
from repertory.validation.report import Report, Result, ShapeDescription

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}


def write(report: Report, level: Severity) -> str:
    """Return a report as SARIF; a location is a line of the source document if it is known.

    >>> json.loads(write(Report(()), "violation"))["version"]
    '2.1.0'
    """
    shapes = list(dict.fromkeys((*report.checked, *(group.shape for group in report.groups))))
    numbers = {shape.node: number for number, shape in enumerate(shapes)}
    driver = {
        "name": "Repertory",
        "version": __version__,
        "rules": [_rule(shape) for shape in shapes],
    }
    results = [_result(found, numbers, report.files) for found in report.results()]
    run: dict[str, Any] = {"tool": {"driver": driver}, "results": results}
    if report.notes:
        notes = [{"level": "note", "message": {"text": note}} for note in report.notes]
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notes}]
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rule(shape: ShapeDescription) -> dict[str, Any]:
    described = shape.description or shape.message or shape.name
    rule: dict[str, Any] = {
        "id": identifier(shape.node),
        "name": title(shape),
        "shortDescription": {"text": described},
        "defaultConfiguration": {"level": LEVELS[shape.severity]},
    }
    if shape.message:
        rule["help"] = {"text": shape.message}
    return rule


def _result(result: Result, numbers: dict[Node, int], files: tuple[str, ...]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [
            {"name": result.focus_label, "fullyQualifiedName": identifier(result.focus)}
        ]
    }
    physical = _physical(result, files)
    if physical:
        location["physicalLocation"] = physical
    return {
        "ruleId": identifier(result.shape.node),
        "ruleIndex": numbers[result.shape.node],
        "level": LEVELS[result.severity],
        "message": {"text": result.message},
        "locations": [location],
    }


def _physical(result: Result, files: tuple[str, ...]) -> dict[str, Any]:
    """Return the line of the source document, or the file of the data."""
    place = result.place or Place(files[0] if len(files) == 1 else "")
    if not place.file:
        return {}
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(place.file, errors="surrogateescape")}
    }
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
        if result.quoted:
            physical["region"]["snippet"] = {"text": result.quoted}
    return physical
