"""The fixed words for findings and repairs: severities, statuses and kinds.

They are types of the model, and terms of the ontology. They stand apart from both, so that a
command line that needs only the words imports neither.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

Severity: TypeAlias = Literal["violation", "warning", "info"]

Status: TypeAlias = Literal["open", "accepted", "rejected"]

FindingKind: TypeAlias = Literal[
    "rule-break",
    "unknown-section",
    "swapped-pair",
    "missing-reference",
    "surplus-reference",
    "count-mismatch",
    "duplicate-citation",
    "order-in-cell",
    "row-order",
    "unclear-topic",
    "never-indexed",
    "identical-topics",
    "contained-topics",
    "irregular-typography",
]

RepairKind: TypeAlias = Literal[
    "topic-carried-over",
    "label-joined",
    "row-moved",
    "footnote-mark-removed",
    "row-joined",
    "document-carried-over",
]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The severities of findings and of results of a validation, the worst first."""

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
FINDING_KINDS: Final[tuple[FindingKind, ...]] = get_args(FindingKind)
REPAIR_KINDS: Final[tuple[RepairKind, ...]] = get_args(RepairKind)


def is_as_severe(severity: Severity, level: Severity) -> bool:
    """Return whether a severity is that of a level, or worse.

    >>> is_as_severe("violation", "warning"), is_as_severe("info", "warning")
    (True, False)
    """
    return SEVERITIES.index(severity) <= SEVERITIES.index(level)
