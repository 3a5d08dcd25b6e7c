"""A rare document that looks like another one and follows its rule may be a misprint."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.concordance import Concordance
from repertory.concordance.doubtful_documents import differs_in_one
from repertory.model import Correction, Finding, Place, Symbol

Check = Callable[..., Concordance]

TEN = ("Anchors|2013/5|4–13|I.1–10",)


def doubtful(found: Concordance) -> list[Finding]:
    return [each for each in found.findings if each.kind == "doubtful-document"]


@pytest.mark.parametrize(
    ("lines", "documents"),
    [
        pytest.param((*TEN, "Buoys|2013/6|8|I.5"), ["LIGHT/2013/6"], id="a digit"),
        pytest.param((*TEN, "Buoys|2013/55|8|I.5"), ["LIGHT/2013/55"], id="a surplus digit"),
        pytest.param((*TEN, "Buoys|213/5|8|I.5"), ["LIGHT/213/5"], id="a missing digit"),
        pytest.param((*TEN, "Buoys|2012/6|8|I.5"), [], id="two digits"),
        pytest.param((*TEN, "Buoys|2013/6|8|I.6"), [], id="another rule"),
        pytest.param((*TEN, "Buoys|2013/6|8|II.5"), [], id="another section"),
        pytest.param((*TEN, "Buoys|2013/6|8 and 9|I.5 and I.6"), [], id="two pairs of ten"),
        pytest.param(("Anchors|2013/5|4–12|I.1–9", "Buoys|2013/6|8|I.5"), [], id="one of nine"),
        pytest.param(
            (*TEN, "Buoys|2013/6|8|I.5", "Fog|2020/1|4|I.20"), [], id="a third one of the section"
        ),
    ],
)
def test_which_documents_are_doubtful(
    check: Check, lines: tuple[str, ...], documents: list[str]
) -> None:
    assert [each.document for each in doubtful(check(*lines))] == documents


def test_the_evidence_is_shown(check: Check) -> None:
    (finding,) = doubtful(check(*TEN, "Buoys|2013/6|8|I.5"))
    assert finding.message == "LIGHT/2013/6 may be a misprint of LIGHT/2013/5"
    assert (finding.severity, str(finding.place)) == ("warning", "lights.txt, line 3, column 20")
    (hypothesis,) = finding.hypotheses
    assert (hypothesis.wrong, hypothesis.proposed, hypothesis.weight) == (
        "document",
        "LIGHT/2013/5",
        6,
    )
    assert [fact.text for fact in hypothesis.evidence] == [
        "all 1 pairs of LIGHT/2013/6 follow the rule of LIGHT/2013/5: n → I.(n-3)",
        "10 pairs of I are of LIGHT/2013/5",
        "LIGHT/2013/6 and LIGHT/2013/5 differ in one character",
    ]


def test_a_review_can_reject_the_doubt(check: Check) -> None:
    rejected = Correction(
        "Buoys",
        Symbol("LIGHT/2013/6"),
        "8",
        "reference",
        "I.5",
        "I.5",
        "rejected",
        "The other report has it too.",
        Place("a.toml"),
    )
    (finding,) = doubtful(check(*TEN, "Buoys|2013/6|8|I.5", corrections=[rejected]))
    assert finding.status == "rejected"


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("A/1", "A/1", False),
        ("A/1", "A/2", True),
        ("A/1", "A/12", True),
        ("A/21", "A/1", True),
        ("A/1", "A/123", False),
        ("A/12", "A/21", False),
        ("", "A", True),
        ("A/11", "A/1", True),
        ("AB", "CD", False),
    ],
)
def test_texts_that_differ_in_one_character(first: str, second: str, one: bool) -> None:
    assert differs_in_one(first, second) is one
    assert differs_in_one(second, first) is one
