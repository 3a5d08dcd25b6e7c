"""Each kind of misprint is found at its place, with the better supported value proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from repertory.model import Finding, Index

Cells = tuple[str, str, str, str]
Read = Callable[[Sequence[Cells]], Index]
Misprints = Callable[[Index], list[tuple[object, ...]]]
REPORT = "LIGHT/WG.2/2031/4"
OTHER = "LIGHT/WG.2/2033/1"


def test_a_sound_index_has_none(read: Read, sound: list[Cells], misprints: Misprints) -> None:
    index = read(sound)
    assert misprints(index) == []
    assert [(str(rule), rule.support, rule.pairs) for rule in index.rules] == [
        ("n → II.(n-3)", 14, 14)
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # a pair that breaks the rule
        (("Lamps", REPORT, "7 and 8", "II.4 and II.6"), [("rule-break", "8", "II.6", "II.5")]),
        # a reference that nothing else cites, in an unknown section
        (("Lamps", REPORT, "8", "IX.5"), [("unknown-section", "8", "IX.5", "II.5")]),
        # a paragraph that the report does not have
        (("Lamps", REPORT, "40", "II.4"), [("rule-break", "40", "II.4", "II.4")]),
        # the sub-paragraph is lost
        (("Lamps", REPORT, "10 (b)", "II.7"), [("rule-break", "10 (b)", "II.7", "II.7.b")]),
        # two references are swapped
        (
            ("Lamps", REPORT, "6, 7 and 8", "II.3, II.5 and II.4"),
            [("swapped-pair", "7", "II.5", "II.4"), ("swapped-pair", "8", "II.4", "II.5")],
        ),
        # one is missing, at any position
        (("Lamps", REPORT, "6–8", "II.4 and II.5"), [("missing-reference", "6", "", "II.3")]),
        (("Lamps", REPORT, "6–8", "II.3 and II.5"), [("missing-reference", "7", "", "II.4")]),
        (("Lamps", REPORT, "6–8", "II.3 and II.4"), [("missing-reference", "8", "", "II.5")]),
        # one is surplus
        (("Lamps", REPORT, "6 and 8", "II.3–5"), [("surplus-reference", "", "II.4", "")]),
        # equal numbers, but one is missing at the beginning and one surplus at the end
        (
            ("Lamps", REPORT, "4–8", "II.2–6"),
            [("missing-reference", "4", "", "II.1"), ("surplus-reference", "", "II.6", "")],
        ),
        # a duplicate
        (("Fog", REPORT, "9", "II.6"), [("duplicate-citation", "9", "II.6", "")]),
    ],
)
def test_a_misprint_is_found(
    read: Read,
    sound: list[Cells],
    misprints: Misprints,
    row: Cells,
    expected: list[tuple[str, str, str, str]],
) -> None:
    others = [cells for cells in sound if cells[0] != row[0] or row[0] == "Fog"]
    line = len(others) + 2
    index = read([*others, row])
    found = [(kind, line, *rest) for kind, *rest in expected]
    assert misprints(index) == found


def test_half_of_the_pairs_are_too_few_for_a_rule(read: Read, misprints: Misprints) -> None:
    index = read(
        [
            ("Lamps", REPORT, "4, 5 and 9", "II.1, II.2 and II.6"),
            ("Fog", REPORT, "6, 7 and 8", "II.9, II.1 and II.2"),
        ]
    )
    assert (index.rules, misprints(index)) == ((), [])


def test_without_a_rule_unequal_numbers_are_not_paired(read: Read, misprints: Misprints) -> None:
    index = read([("Lamps", REPORT, "4, 5 and 9", "II.1 and II.6")])
    assert misprints(index) == [
        ("count-mismatch", 2, "4, 5 and 9", "II.1 and II.6", ""),
    ]
    paired = [(c.paragraph is None, c.reference is None) for c in index.citations]
    assert paired == [(False, True)] * 3 + [(True, False)] * 2


def test_a_row_of_another_report_is_recognised_by_its_rule(read: Read, sound: list[Cells]) -> None:
    second = [
        ("Lamps", OTHER, "20–24", "III.1–5"),
        ("Fog", REPORT, "21 and 23", "III.2 and III.4"),
    ]
    index = read([sound[0], second[0], *sound[1:2], sound[2], second[1], *sound[3:]])
    breaks = [f for f in index.findings if f.kind == "rule-break"]
    assert [f.hypotheses[-1].wrong for f in breaks] == ["document", "document"]
    assert {f.hypotheses[-1].proposed for f in breaks} == {OTHER}


def _only(index: Index) -> Finding:
    (finding,) = [f for f in index.findings if f.kind == "rule-break"]
    return finding


def test_both_hypotheses_are_stated_with_their_evidence(read: Read, sound: list[Cells]) -> None:
    finding = _only(read([*sound, ("Ships, small", REPORT, "5", "II.6")]))
    assert [(h.wrong, h.proposed) for h in finding.hypotheses] == [
        ("reference", "II.2"),
        ("paragraph", "9"),
    ]
    stated = {h.wrong: [e.text for e in h.evidence] for h in finding.hypotheses}
    assert "2 other rows state 5 = II.2" in stated["reference"]
    assert "2 other rows state 9 = II.6" in stated["paragraph"]


def test_the_order_of_the_cell_shows_which_part_is_wrong(read: Read, sound: list[Cells]) -> None:
    paragraph = _only(read([*sound, ("Bells", REPORT, "4, 9 and 6", "II.1, II.2 and II.3")]))
    reference = _only(read([*sound, ("Bells", REPORT, "4, 5 and 6", "II.1, II.6 and II.3")]))
    assert (paragraph.printed, paragraph.proposed) == ("II.2", "II.2")
    assert (reference.printed, reference.proposed) == ("II.6", "II.2")


def test_a_topic_with_the_same_paragraphs_shows_which_part_is_wrong(
    read: Read, sound: list[Cells]
) -> None:
    finding = _only(read([*sound, ("Bells", REPORT, "5 and 8", "II.2 and II.6")]))
    assert finding.proposed == "II.6"
    texts = [e.text for h in finding.hypotheses if h.wrong == "paragraph" for e in h.evidence]
    assert "the topic then cites the same paragraphs as 'Fog'" in texts
