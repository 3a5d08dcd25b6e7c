"""The fixed terms for findings and repairs: severities, statuses and kinds.

They are types of the model and terms of the ontology. They have their own module so that the
command line can list them without importing either.
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
    "missing-topic",
    "missing-target",
    "unreadable-cell",
    "doubtful-document",
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
    "title-removed",
]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The severities of findings and of validation results, the worst first."""

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
FINDING_KINDS: Final[tuple[FindingKind, ...]] = get_args(FindingKind)
REPAIR_KINDS: Final[tuple[RepairKind, ...]] = get_args(RepairKind)

PAIR_KINDS: Final[frozenset[FindingKind]] = frozenset(
    {"rule-break", "unknown-section", "swapped-pair", "doubtful-document"}
)
"""The kinds that doubt a pair of a paragraph and a reference; while one is open, the published
data do not state the pair as a fact."""


def is_as_severe(severity: Severity, level: Severity) -> bool:
    """Return whether *severity* is at least *level*.

    >>> is_as_severe("violation", "warning"), is_as_severe("info", "warning")
    (True, False)
    """
    return SEVERITIES.index(severity) <= SEVERITIES.index(level)
