"""Check a small table of a fictitious body, from its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from repertory import concordance
from repertory.concordance import Concordance
from repertory.layout import GENERAL, arrange
from repertory.model import Correction, Finding
from repertory.notation import parse_rows
from repertory.readers import read_bytes
from repertory.topics.headings import read_topics

Check = Callable[..., Concordance]
Show = Callable[[Sequence[Finding]], list[str]]

TITLES = "Topic\tDocument\tParagraphs\tReference"


@pytest.fixture
def check() -> Check:
    """Check rows such as `Bells|1|4 and 5|I.1 and I.2`; the first is on line 2."""

    def check(*lines: str, corrections: Sequence[Correction] = ()) -> Concordance:
        table = [TITLES]
        for line in lines:
            topic, report, *cells = line.split("|")
            table.append("\t".join((topic, f"LIGHT/{report}", *cells)))
        layout = arrange(read_bytes("\n".join(table).encode(), "lights.txt"))
        rows = parse_rows(layout.rows).rows
        headings = [row.heading for row in rows]
        topics = read_topics(headings, GENERAL["en"], lambda labels: {x: x for x in labels})
        return concordance.check(rows, topics, layout.doubts, corrections)

    return check


@pytest.fixture
def show() -> Show:
    """Write findings as kind, line, paragraph, printed and proposed value."""

    def show(findings: Sequence[Finding]) -> list[str]:
        return [
            f"{each.kind} {each.place.line if each.place else '-'}: "
            f"{each.paragraph or '-'} {each.printed or '-'} {each.proposed or '-'}"
            for each in findings
            if each.severity != "info"
        ]

    return show
