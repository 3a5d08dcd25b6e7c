"""Small indexes of a fictitious body, read from text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from repertory.model import Finding, Index
from repertory.outputs.publication import read_text

Cells = tuple[str, str, str, str]
TITLES = "Topic\tDocument\tParagraphs\tReference in LIGHT/WG.2/2031/9\n"
REPORT = "LIGHT/WG.2/2031/4"
"""Its paragraphs are section II of the compilation, with the rule n-3: 7 is II.4."""


@pytest.fixture
def read() -> Callable[[Sequence[Cells]], Index]:
    """Read rows of topic, document, paragraphs, references; the first row is line 2."""

    def read_rows(rows: Sequence[Cells]) -> Index:
        text = TITLES + "".join("\t".join(row) + "\n" for row in rows)
        return read_text(text.encode(), "lighthouses.txt").dataset.indexes[0]

    return read_rows


@pytest.fixture
def sound() -> list[Cells]:
    """Rows that follow one rule."""
    return [
        ("Lamps", REPORT, "4, 5 and 9", "II.1, II.2 and II.6"),
        ("Keepers", REPORT, "6–8", "II.3–5"),
        ("Fog", REPORT, "5 and 9", "II.2 and II.6"),
        ("Ships", REPORT, "10 (a), (b) and (d) and 11", "II.7.a, II.7.b, II.7.d and II.8"),
        ("Ships, large", REPORT, "10 (c) and 11", "II.7.c and II.8"),
    ]


@pytest.fixture
def misprints() -> Callable[[Index], list[tuple[object, ...]]]:
    """Return the findings above `info`: kind, line, paragraph, printed, proposed."""

    def found(index: Index) -> list[tuple[object, ...]]:
        return [_short(f) for f in index.findings if f.severity != "info"]

    return found


def _short(finding: Finding) -> tuple[object, ...]:
    line = finding.place.line if finding.place else None
    return finding.kind, line, finding.paragraph, finding.printed, finding.proposed
