"""Topics that cite the same, and topics that another one holds."""

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
            ["Bells / Fog: the same 1 citation under 2 topics"],
            id="identical",
        ),
        pytest.param(
            ("Bells|1|4 and 5|", "Fog|1|5|", "|1|4|", "Nets|1|4, 5|"),
            ["Bells / Fog / Nets: the same 2 citations under 3 topics"],
            id="identical in several rows",
        ),
        pytest.param(
            ("Bells|1|4 and 5|", "Fog|1|4–6|"),
            ["Bells / Fog: all 2 citations stand under the second topic as well"],
            id="contained",
        ),
        pytest.param(("Bells|1|4|", "Fog|1|4 and 5|"), [], id="one citation is no set"),
        pytest.param(("Bells|1|4–6|", "Bells, brass|1|4 and 5|"), [], id="in the topic above"),
        pytest.param(
            ("Bells|1|4 and 5|", "Bells, brass|1|4–6|"),
            ["Bells / Bells, brass: all 2 citations stand under the second topic as well"],
            id="in the topic below",
        ),
        pytest.param(
            ("Bells, general|1|4|", "Bells, brass|1|4|"),
            ["Bells, general / Bells, brass: the same 1 citation under 2 topics"],
            id="headings as printed",
        ),
        pytest.param(("Bells|1|4 and 5|", "Fog|2|4–6|"), [], id="of another report"),
    ],
)
def test_topics_that_say_the_same(check: Check, rows: tuple[str, ...], findings: list[str]) -> None:
    assert same(check(*rows)) == findings


ORDERLY = ("Anchors|1|14–23|I.11–20",)


def correction(status: Status) -> Correction:
    place = Place("lights.corrections.toml", line=1)
    document = Symbol("LIGHT/1")
    return Correction("Fog", document, "8", "reference", "I.6", "I.5", status, "Seen.", place)


def test_a_message_says_where_only_a_correction_makes_sets_the_same(check: Check) -> None:
    rows = (*ORDERLY, "Bells|1|7 and 8|I.4 and I.5", "Fog|1|7 and 8|I.4 and I.6")

    assert same(check(*rows)) == []
    assert same(check(*rows, corrections=[correction("open")])) == []
    assert same(check(*rows, corrections=[correction("accepted")])) == [
        f"Bells / Fog: the same 2 citations under 2 topics{CORRECTED}"
    ]


def test_a_message_says_where_only_a_correction_puts_a_set_into_another(check: Check) -> None:
    rows = (*ORDERLY, "Bells|1|7–9|I.4–6", "Fog|1|7 and 8|I.4 and I.6")

    assert same(check(*rows, corrections=[correction("accepted")])) == [
        f"Fog / Bells: all 2 citations stand under the second topic as well{CORRECTED}"
    ]


def test_sets_that_a_correction_leaves_the_same_are_the_same_as_printed(check: Check) -> None:
    rows = (*ORDERLY, "Bells|1|7|I.4", "Nets|1|7|I.4", "Fog|1|8|I.6")

    assert same(check(*rows, corrections=[correction("accepted")])) == [
        "Bells / Nets: the same 1 citation under 2 topics"
    ]


def test_sets_that_are_the_same_as_printed_hold_each_other_as_printed(check: Check) -> None:
    """Fog prints what Bells prints; corrected, it states one citation twice."""
    cells = "7, 8 and 8|I.4, I.5 and I.6"
    rows = (*ORDERLY, f"Bells|1|{cells}", f"Fog|1|{cells}")

    assert same(check(*rows, corrections=[correction("accepted")])) == [
        "Fog / Bells: all 2 citations stand under the second topic as well"
    ]
