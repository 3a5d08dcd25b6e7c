"""The contents of the index of 2019 and its misprints: facts about the real document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from repertory.model import Finding, Index
from repertory.outputs.publication import open_documents, read_text

SOURCE = Path(__file__).parents[1] / "sources" / "index-of-recommendations-2019.txt"
UNODC = "United Nations Office on Drugs and Crime (UNODC), including Secretariat"
CONFERENCE = (
    "Conference of the Parties to the United Nations Convention against Transnational Organized "
    "Crime and Working Group on the Smuggling of Migrants"
)
CORRECTED = ", once the accepted corrections are applied"


@pytest.fixture(scope="module")
def index() -> Index:
    """Read the index with its corrections."""
    (index,) = open_documents(str(SOURCE)).dataset.indexes
    return index


@pytest.fixture(scope="module")
def printed() -> Index:
    """Read the index as printed, without corrections."""
    (index,) = read_text(SOURCE.read_bytes(), SOURCE.name).dataset.indexes
    return index


def of_kind(index: Index, kind: str) -> list[Finding]:
    return [finding for finding in index.findings if finding.kind == kind]


def test_the_numbers_of_rows_headings_and_topics(index: Index) -> None:
    assert {
        "rows": len(index.rows),
        "printed headings": len({row.heading for row in index.rows}),
        "topics": len(index.topics),
        "topics at the top": sum(topic.broader is None for topic in index.topics),
        "topics below": sum(topic.broader is not None for topic in index.topics),
        "topics without rows": [topic.label for topic in index.topics if not topic.headings],
        "topics at the top with rows": sum(
            topic.broader is None and topic.headings != () for topic in index.topics
        ),
        "compilation": index.compilation,
    } == {
        "rows": 180,
        "printed headings": 78,
        "topics": 80,
        "topics at the top": 46,
        "topics below": 34,
        "topics without rows": ["International law", "Responders"],
        "topics at the top with rows": 44,
        "compilation": "CTOC/COP/WG.7/2019/5",
    }


def test_the_broader_topics(index: Index) -> None:
    assert Counter(topic.broader for topic in index.topics if topic.broader) == {
        "Children": 5,
        "Criminal justice system": 9,
        "Data collection and research": 2,
        "International cooperation": 8,
        "International law": 2,
        "International organizations": 2,
        "Protocol against the Smuggling of Migrants by Land, Sea and Air": 1,
        "Responders": 3,
        "Smuggling by sea": 1,
        UNODC: 1,
    }


def test_the_number_of_citations(index: Index) -> None:
    stated = {(c.heading, c.document, c.paragraph, c.reference) for c in index.citations}

    assert {
        "citations": len(index.citations),
        "none twice": len(stated),
        "reports": len({c.document for c in index.citations}),
        "paragraphs": len({(c.document, c.paragraph) for c in index.citations}),
        "printed references": len({c.printed_reference for c in index.citations}),
    } == {
        "citations": 382,
        "none twice": 382,
        "reports": 5,
        "paragraphs": 163,
        "printed references": 164,
    }


def test_the_rules_of_the_reports(index: Index) -> None:
    assert [f"{r.document}: {r}, {r.support}/{r.pairs}" for r in index.rules] == [
        "CTOC/COP/WG.7/2013/5: n → II.(n-4), 75/76",
        "CTOC/COP/WG.7/2012/6: n → I.(n-3), 112/113",
        "CTOC/COP/WG.7/2015/6: n → III.(n-4), 107/108",
        "CTOC/COP/WG.7/2018/3: n → V.(n-6), 45/46",
        "CTOC/COP/WG.7/2017/5: n → IV.n, 39/39",
    ]


def test_the_repairs_of_the_layout(index: Index) -> None:
    repairs = [repair for row in index.rows for repair in row.written.repairs]
    joined = f"the parts of {UNODC!r} are on several lines"

    assert [(each.place.line, each.kind, each.detail) for each in repairs] == [
        (
            46,
            "topic-carried-over",
            "'Assistance to smuggled migrants' is carried over a page break",
        ),
        (
            65,
            "row-moved",
            f"printed under {CONFERENCE!r}, belongs to 'Consular and diplomatic support' below: "
            "CTOC/COP/WG.7/2012/6 does not follow CTOC/COP/WG.7/2018/3",
        ),
        (179, "topic-carried-over", "'Prevention efforts' is carried over a page break"),
        (231, "label-joined", joined),
        (236, "label-joined", joined),
    ]


def test_every_line_is_a_row_or_set_aside(index: Index) -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    filled = {number for number, line in enumerate(lines, 1) if line.strip()}
    rows = [row.written.place.line for row in index.rows]
    aside = [each.place.line for each in index.set_aside]

    assert Counter([*rows, *aside]) == Counter(filled)
    assert Counter(each.kind for each in index.set_aside) == {
        "before-table": 11,
        "header": 2,
        "repeated-header": 16,
        "footnote": 2,
    }


def test_the_four_pairs_that_break_a_rule(index: Index) -> None:
    assert [
        (
            each.place.line if each.place else None,
            each.topics[0],
            each.paragraph,
            each.printed,
            each.proposed,
            [(hypothesis.wrong, hypothesis.proposed) for hypothesis in each.hypotheses],
            each.status,
        )
        for each in of_kind(index, "rule-break")
    ] == [
        (
            129,
            "International cooperation",
            "16",
            "III.11",
            "III.12",
            [("reference", "III.12"), ("paragraph", "15")],
            "open",
        ),
        (
            210,
            "Smuggling by sea",
            "50",
            "I.49",
            "I.47",
            [("reference", "I.47"), ("paragraph", "52")],
            "accepted",
        ),
        (
            221,
            "Technical assistance",
            "10 (d)",
            "V.6.d",
            "V.4.d",
            [("reference", "V.4.d"), ("paragraph", "12 (d)")],
            "accepted",
        ),
        (
            241,
            "Vienna Convention on Consular Relations",
            "34",
            "II.31",
            "II.30",
            [("reference", "II.30"), ("paragraph", "35")],
            "accepted",
        ),
    ]


def test_only_accepted_corrections_are_asserted(index: Index) -> None:
    changed = [c for c in index.citations if c.reference != c.printed_reference]

    assert [c.place.line for c in changed] == [210, 221, 241]


def test_the_findings_of_each_kind(index: Index, printed: Index) -> None:
    corrected = Counter(finding.kind for finding in index.findings)

    assert corrected == {
        "irregular-typography": 14,
        "contained-topics": 13,
        "rule-break": 4,
        "identical-topics": 4,
    }
    assert Counter(finding.kind for finding in printed.findings) == {
        "irregular-typography": 14,
        "contained-topics": 11,
        "rule-break": 4,
        "identical-topics": 3,
    }


def test_the_topics_with_identical_citations(index: Index, printed: Index) -> None:
    consular = ("Consular and diplomatic support", "Vienna Convention on Consular Relations")
    others = [
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

    assert [each.topics for each in of_kind(printed, "identical-topics")] == others
    found = of_kind(index, "identical-topics")
    assert [each.topics for each in found] == [consular, *others]
    assert [each.message for each in found] == [
        f"2 topics have the same 3 citations{CORRECTED}",
        "2 topics have the same 1 citation",
        "2 topics have the same 3 citations",
        "2 topics have the same 2 citations",
    ]
