"""Topics with identical citations, and topics that another one contains."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.concordance import Concordance
from repertory.finding_terms import Status
from repertory.model import Correction, Place, Symbol

Check = Callable[..., Concordance]

CORRECTED = ", once the accepted corrections are applied"


def same(found: Concordance) -> list[str]:
    kinds = ("identical-topics", "contained-topics")
    return [
        f"{' / '.join(each.topics)}: {each.message}"
        for each in found.findings
        if each.kind in kinds
    ]


@pytest.mark.parametrize(
    ("rows", "findings"),
    [
        pytest.param(("Bells|1|4|", "Fog|1|5|"), [], id="different"),
        pytest.param(
            ("Bells|1|4|", "Fog|1|4|"),
            ["Bells / Fog: 2 topics have the same 1 citation"],
            id="identical",
        ),
        pytest.param(
            ("Bells|1|4 and 5|", "Fog|1|5|", "|1|4|", "Nets|1|4, 5|"),
            ["Bells / Fog / Nets: 3 topics have the same 2 citations"],
            id="identical in several rows",
        ),
        pytest.param(
            ("Bells|1|4 and 5|", "Fog|1|4–6|"),
            ["Bells / Fog: the second topic has all 2 citations of the first"],
            id="contained",
        ),
        pytest.param(("Bells|1|4|", "Fog|1|4 and 5|"), [], id="one citation is not enough"),
        pytest.param(("Bells|1|4–6|", "Bells, brass|1|4 and 5|"), [], id="in the broader topic"),
        pytest.param(
            ("Bells|1|4 and 5|", "Bells, brass|1|4–6|"),
            ["Bells / Bells, brass: the second topic has all 2 citations of the first"],
            id="in the narrower topic",
        ),
        pytest.param(
            ("Bells, general|1|4|", "Bells, brass|1|4|"),
            ["Bells, general / Bells, brass: 2 topics have the same 1 citation"],
            id="headings as printed",
        ),
        pytest.param(("Bells|1|4 and 5|", "Fog|2|4–6|"), [], id="of another report"),
    ],
)
def test_topics_that_overlap_are_found(
    check: Check, rows: tuple[str, ...], findings: list[str]
) -> None:
    assert same(check(*rows)) == findings


ORDERLY = ("Anchors|1|14–23|I.11–20",)


def correction(status: Status) -> Correction:
    place = Place("lights.corrections.toml", line=1)
    document = Symbol("LIGHT/1")
    return Correction("Fog", document, "8", "reference", "I.6", "I.5", status, "Seen.", place)


def test_a_message_says_if_only_a_correction_makes_sets_identical(check: Check) -> None:
    rows = (*ORDERLY, "Bells|1|7 and 8|I.4 and I.5", "Fog|1|7 and 8|I.4 and I.6")

    assert same(check(*rows)) == []
    assert same(check(*rows, corrections=[correction("open")])) == []
    assert same(check(*rows, corrections=[correction("accepted")])) == [
        f"Bells / Fog: 2 topics have the same 2 citations{CORRECTED}"
    ]


def test_a_message_says_if_a_set_contains_another_only_after_a_correction(check: Check) -> None:
    rows = (*ORDERLY, "Bells|1|7–9|I.4–6", "Fog|1|7 and 8|I.4 and I.6")

    assert same(check(*rows, corrections=[correction("accepted")])) == [
        f"Fog / Bells: the second topic has all 2 citations of the first{CORRECTED}"
    ]


def test_a_message_does_not_mention_a_correction_of_another_topic(check: Check) -> None:
    rows = (*ORDERLY, "Bells|1|7|I.4", "Nets|1|7|I.4", "Fog|1|8|I.6")

    assert same(check(*rows, corrections=[correction("accepted")])) == [
        "Bells / Nets: 2 topics have the same 1 citation"
    ]


def test_a_message_does_not_mention_a_correction_if_the_printed_sets_are_identical(
    check: Check,
) -> None:
    """Fog prints the same as Bells; corrected, it repeats a citation."""
    cells = "7, 8 and 8|I.4, I.5 and I.6"
    rows = (*ORDERLY, f"Bells|1|{cells}", f"Fog|1|{cells}")

    assert same(check(*rows, corrections=[correction("accepted")])) == [
        "Fog / Bells: the second topic has all 2 citations of the first"
    ]
