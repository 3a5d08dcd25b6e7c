"""Facts of the real index that the code derives from the document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from repertory.model import Index
from repertory.outputs.publication import Publication, open_documents, read_text

TOP = Path(__file__).resolve().parents[1]
SOURCE = TOP / "sources" / "index-of-recommendations-2019.txt"


@pytest.fixture(scope="module")
def printed() -> Index:
    """The index as printed, without corrections."""
    return read_text(SOURCE.read_bytes(), SOURCE.name).dataset.indexes[0]


@pytest.fixture(scope="module")
def reviewed() -> Publication:
    return open_documents(None, str(TOP / "repertory.toml"))


def test_the_size_of_the_index(printed: Index) -> None:
    citations = printed.citations
    stated = {(c.heading, c.document, c.paragraph, c.reference) for c in citations}
    sizes = {
        "rows": len(printed.rows),
        "headings": len({row.heading for row in printed.rows}),
        "topics": len(printed.topics),
        "top topics": sum(topic.broader is None for topic in printed.topics),
        "topics below": sum(topic.broader is not None for topic in printed.topics),
        "topics without rows": [t.label for t in printed.topics if not t.headings],
        "citations": len(citations),
        "different citations": len(stated),
        "paragraphs": len({(c.document, c.paragraph) for c in citations}),
        "reports": len({c.document for c in citations}),
        "references": len({c.printed_reference for c in citations}),
        "compilation": printed.compilation,
    }
    assert sizes == {
        "rows": 180,
        "headings": 78,
        "topics": 80,
        "top topics": 46,
        "topics below": 34,
        "topics without rows": ["International law", "Responders"],
        "citations": 382,
        "different citations": 382,
        "paragraphs": 163,
        "reports": 5,
        "references": 164,
        "compilation": "CTOC/COP/WG.7/2019/5",
    }


def test_the_rules_of_the_reports(printed: Index) -> None:
    assert {r.document: (str(r), r.support, r.pairs, r.keeps_items) for r in printed.rules} == {
        "CTOC/COP/WG.7/2012/6": ("n → I.(n-3)", 112, 113, None),
        "CTOC/COP/WG.7/2013/5": ("n → II.(n-4)", 75, 76, True),
        "CTOC/COP/WG.7/2015/6": ("n → III.(n-4)", 107, 108, None),
        "CTOC/COP/WG.7/2017/5": ("n → IV.n", 39, 39, None),
        "CTOC/COP/WG.7/2018/3": ("n → V.(n-6)", 45, 46, True),
    }


def test_the_pairs_that_break_a_rule(printed: Index) -> None:
    found = [
        (f.place.line if f.place else None, f.document, f.paragraph, f.printed, f.proposed)
        for f in printed.findings
        if f.severity != "info"
    ]
    assert found == [
        (129, "CTOC/COP/WG.7/2015/6", "16", "III.11", "III.12"),
        (210, "CTOC/COP/WG.7/2012/6", "50", "I.49", "I.47"),
        (221, "CTOC/COP/WG.7/2018/3", "10 (d)", "V.6.d", "V.4.d"),
        (241, "CTOC/COP/WG.7/2013/5", "34", "II.31", "II.30"),
    ]


def test_the_repairs_of_the_layout(printed: Index) -> None:
    repairs = [(r.order, p.kind) for r in printed.rows for p in r.written.repairs]
    assert repairs == [
        (5, "topic-carried-over"),
        (24, "row-moved"),
        (123, "topic-carried-over"),
        (172, "label-joined"),
        (174, "label-joined"),
    ]
    moved, joined = printed.rows[23], printed.rows[171]
    assert moved.heading == "Consular and diplomatic support"
    assert moved.written.printed_heading == ""
    assert joined.heading == (
        "United Nations Office on Drugs and Crime (UNODC), including Secretariat"
    )


def test_every_line_is_a_row_or_set_aside(printed: Index) -> None:
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    rows = {row.written.place.line for row in printed.rows}
    aside = {each.place.line for each in printed.set_aside}
    assert rows.isdisjoint(aside)
    assert rows | aside == {number for number, line in enumerate(lines, 1) if line.strip()}
    assert Counter(each.kind for each in printed.set_aside) == {
        "before-table": 11,
        "header": 2,
        "repeated-header": 16,
        "footnote": 2,
    }


SAME_AS_PRINTED = [
    (
        "Data collection and research, global report on the smuggling of migrants",
        "UNODC, global report on smuggling of migrants",
    ),
    ("Facilitating immigration opportunities", "Migration opportunities"),
    (
        "Secretary-General",
        "Smuggling by sea, notification of the Secretary-General of national authorities",
    ),
]
SAME_ONCE_CORRECTED = [
    ("Consular and diplomatic support", "Vienna Convention on Consular Relations")
]


def test_topics_with_the_same_citations(printed: Index, reviewed: Publication) -> None:
    def same(findings: object) -> list[tuple[str, ...]]:
        assert isinstance(findings, tuple)
        return [f.topics for f in findings if f.kind == "identical-topics"]

    assert same(printed.findings) == SAME_AS_PRINTED
    assert same(reviewed.findings) == [*SAME_ONCE_CORRECTED, *SAME_AS_PRINTED]


def test_the_review_accepts_three_corrections(reviewed: Publication) -> None:
    breaks = [f for f in reviewed.findings if f.kind == "rule-break"]
    assert [(f.status, bool(f.reason)) for f in breaks] == [
        ("open", True),
        ("accepted", True),
        ("accepted", True),
        ("accepted", True),
    ]
    changed = [
        (c.printed_reference, c.reference)
        for c in reviewed.dataset.indexes[0].citations
        if c.reference != c.printed_reference
    ]
    assert len(changed) == 3
