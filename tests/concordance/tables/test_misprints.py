"""Pairs that break a rule: the findings and their proposals, and what is not a misprint."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from repertory.concordance import Concordance
from repertory.model import Finding

Check = Callable[..., Concordance]
Show = Callable[[Sequence[Finding]], list[str]]

ORDERLY = (
    "Anchors|1|4–13|I.1–10",
    "|2|4–13|II.1–10",
    "|3|8 (a)–(k) and 9|V.2.a–V.2.k and V.3",
    "Buoys|1|4, 8 and 12|I.1, I.5 and I.9",
    "|2|5, 7 and 11|II.2, II.4 and II.8",
)
"""Three reports with the rules n-3, n-3 and n-6, in lines 2 to 6."""


@pytest.mark.parametrize(
    ("row", "findings"),
    [
        pytest.param("1|4 and 8|I.1 and I.5", [], id="nothing wrong"),
        pytest.param("1|4 and 8|I.1 and I.6", ["rule-break 7: 8 I.6 I.5"], id="a misprint"),
        pytest.param("3|8 (a) and (b)|V.2.a and V.2.c", ["rule-break 7: 8 (b) V.2.c V.2.b"]),
        pytest.param("3|8 (a)|V.2", ["rule-break 7: 8 (a) V.2 V.2.a"], id="a letter is dropped"),
        pytest.param("1|4 and 8|II.1 and I.5", ["rule-break 7: 4 II.1 I.1"], id="other section"),
        pytest.param("1|4 and 8|IX.1 and I.5", ["unknown-section 7: 4 IX.1 I.1"], id="no section"),
        pytest.param(
            "1|4 and 8|I.5 and I.1",
            ["swapped-pair 7: 4 I.5 I.1", "swapped-pair 7: 8 I.1 I.5"],
            id="swapped",
        ),
        pytest.param("1|4 and 8|I.1", ["missing-reference 7: 8 - I.5"], id="missing"),
        pytest.param(
            "1|4 and 8|", ["missing-reference 7: 4 - I.1", "missing-reference 7: 8 - I.5"]
        ),
        pytest.param("1|4|I.1 and I.5", ["surplus-reference 7: - I.5 -"], id="surplus"),
        pytest.param("1|4|I.1–3", [f"surplus-reference 7: - I.{n} -" for n in (2, 3)], id="range"),
        pytest.param("1|4, 8 and 4|I.1, I.5 and I.1", ["duplicate-citation 7: 4 I.1 -"]),
        pytest.param("9|4|VII.1", [], id="a report without a rule"),
        pytest.param("9|4 and 5|VII.1", ["count-mismatch 7: 4 and 5 VII.1 -"], id="its counts"),
    ],
)
def test_a_pair_that_breaks_the_rule_is_found_once_with_its_proposal(
    check: Check, show: Show, row: str, findings: list[str]
) -> None:
    assert show(check(*ORDERLY, f"Fog|{row}").findings) == findings


def test_a_misprinted_paragraph_differs_from_a_misprinted_reference(
    check: Check, show: Show
) -> None:
    """Paragraph 88 occurs nowhere else, I.5 does: the paragraph is wrong, not the reference."""
    found = check(*ORDERLY, "Fog|1|88|I.5")

    assert show(found.findings) == ["rule-break 7: 88 I.5 I.5"]
    (finding, *_) = found.findings
    assert [(each.wrong, each.proposed) for each in finding.hypotheses] == [
        ("reference", "I.85"),
        ("paragraph", "8"),
    ]


def test_a_row_of_the_wrong_report_keeps_its_references(check: Check, show: Show) -> None:
    found = check(*ORDERLY, "Fog|1|5, 7 and 11|II.2, II.4 and II.8")

    assert show(found.findings) == [
        "rule-break 7: 5 II.2 II.2",
        "rule-break 7: 7 II.4 II.4",
        "rule-break 7: 11 II.8 II.8",
    ]
    assert [each.hypotheses[-1].proposed for each in found.findings[:3]] == ["LIGHT/2"] * 3
    assert {each.hypotheses[-1].wrong for each in found.findings[:3]} == {"document"}


def test_a_section_of_a_report_without_a_rule_is_known(check: Check, show: Show) -> None:
    found = check(*ORDERLY, "Fog|1|4|VII.1", "Gulls|7|4|VII.1")

    assert show(found.findings) == ["rule-break 7: 4 VII.1 I.1"]


def test_a_finding_has_its_place_its_message_and_its_evidence(check: Check) -> None:
    (finding, *_) = check(*ORDERLY, "Fog|1|4 and 8|I.1 and I.6").findings

    assert finding.message == "para. 8 is printed with I.6; the rule n → I.(n-3) gives I.5"
    assert (finding.severity, finding.topics, finding.document) == ("warning", ("Fog",), "LIGHT/1")
    assert str(finding.place) == "lights.txt, line 7, column 19"
    assert (finding.row, finding.ordinal, finding.status) == (6, 2, "open")
    assert [(each.wrong, each.proposed) for each in finding.hypotheses] == [
        ("reference", "I.5"),
        ("paragraph", "9"),
    ]
    assert [[fact.text for fact in each.evidence] for each in finding.hypotheses] == [
        ["2 other rows state 8 = I.5"],
        ["1 other row states 9 = I.6"],
    ]


@pytest.mark.parametrize(
    ("wrong", "found"), [(4, 4), (5, 0), (6, 0)], ids=["below half", "half", "more"]
)
def test_misprints_are_found_if_they_are_fewer_than_half(
    check: Check, wrong: int, found: int
) -> None:
    rows = [
        f"{'Bells' if number else 'Anchors'} {number}|1|{number + 4}|I.{number + 1 + slip}"
        for number in range(10)
        for slip in [20 + number if number < wrong else 0]
    ]
    findings = check(*rows).findings

    breaks = [each for each in findings if each.kind == "rule-break"]
    assert [(each.place.line, each.paragraph) for each in breaks if each.place] == [
        (number + 2, str(number + 4)) for number in range(found)
    ]


def test_misprints_that_all_agree_are_found_too(check: Check, show: Show) -> None:
    """Four of nine pairs are one too high, which is less than half."""
    rows = [f"Bells {n}|1|{n + 4}|I.{n + 1 + (n % 2)}" for n in range(9)]

    assert show(check(*rows).findings) == [
        f"rule-break {n + 2}: {n + 4} I.{n + 2} I.{n + 1}" for n in (1, 3, 5, 7)
    ]


def test_a_report_of_two_pairs_has_no_rule_and_no_finding(check: Check, show: Show) -> None:
    found = check(*ORDERLY, "Fog|7|4|VII.1", "Gulls|7|9|VII.5")

    assert show(found.findings) == []
    assert "LIGHT/7" not in [rule.document for rule in found.rules]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (("Bells|1|1–9|I.4–12", "Fog|1|2|I.5"), "n → I.(n+3)"),
        (("Bells|1|1–9|B.1–9", "Fog|1|2|B.2"), "n → B.n"),
        (("Bells|1|1–9|XIV.1–9", "Fog|1|2|XIV.2"), "n → XIV.n"),
        (("Bells|1|8 (a), 9 and 10|I.2, I.3 and I.4", "Fog|1|8 (b)|I.2"), "n → I.(n-6)"),
        (("Bells|1|8 (i), (iv) and (v)|I.2.i, I.2.iv and I.2.v",), "n → I.(n-6)"),
        (("Bells|1|12 bis, 13 and 14|I.2 bis, I.3 and I.4",), "n → I.(n-10)"),
    ],
)
def test_other_numberings_are_not_misprints(
    check: Check, show: Show, rows: tuple[str, ...], rule: str
) -> None:
    found = check(*rows)

    assert [str(each) for each in found.rules] == [rule]
    assert show(found.findings) == []
    assert [each.kind for each in found.findings if each.kind == "order-in-cell"] == []


@pytest.mark.parametrize(
    ("cells", "weight"),
    [
        pytest.param("5|II.2", None, id="one pair is not enough"),
        pytest.param("5 and 7|II.2 and II.4", 4, id="two"),
        pytest.param("5, 7 and 11|II.2, II.4 and II.8", 5, id="three"),
        pytest.param("5, 7 and 11|II.2, II.4 and II.9", None, id="one of three does not follow"),
        pytest.param("5, 7 and 11|II.2, II.4 and I.8", None, id="one follows its own rule"),
        pytest.param("5, 7 and 11|II.2 and II.4", None, id="one has no reference"),
    ],
)
def test_each_pair_of_a_row_adds_to_the_weight_of_the_wrong_report(
    check: Check, cells: str, weight: int | None
) -> None:
    findings = check(*ORDERLY, f"Fog|1|{cells}").findings

    weights = {
        hypothesis.weight
        for finding in findings
        for hypothesis in finding.hypotheses
        if hypothesis.wrong == "document"
    }
    assert weights == ({weight} if weight else set())


@pytest.mark.parametrize(("paragraph", "proposed"), [(4, "I.1"), (3, "")])
def test_a_rule_proposes_no_reference_below_its_first(
    check: Check, paragraph: int, proposed: str
) -> None:
    findings = check(*ORDERLY, f"Fog|1|{paragraph}, 8 and 9|I.5 and I.6").findings

    (finding,) = (each for each in findings if each.kind == "missing-reference")
    assert finding.proposed == proposed
    assert finding.message == (
        f"para. {paragraph} has no reference; the rule n → I.(n-3) gives {proposed or 'none'}"
    )
