"""Places that follow no rule, letters of two alphabets, what is printed twice, and restarts."""

from __future__ import annotations

import pytest
from tests.concordance.tables.conftest import Check, Show

from repertory.concordance import references_restart
from repertory.layout import arrange
from repertory.notation import parse_rows
from repertory.readers import read_bytes

RULED = ("Bells|1|3|I.1", "Fog|1|4|I.2", "Horns|1|5|I.3", "Lamps|1|6|I.4")


@pytest.mark.parametrize(
    "row", ["Tides|1|26.1|I.9", "Tides|1|annex I, para. 8|I.1", "Tides|1|(p)|I.2"]
)
def test_only_a_numbered_paragraph_of_the_main_text_can_break_a_rule(
    check: Check, show: Show, row: str
) -> None:
    checked = check(*RULED, row)
    assert ["n → I.(n-2)"] == [str(rule) for rule in checked.rules]
    assert 4 == checked.rules[0].pairs
    assert [] == show(checked.findings)
    assert "26" not in "".join(finding.message for finding in checked.findings)


def test_places_vote_for_no_rule(check: Check) -> None:
    rows = [f"Topic{n}|1|annex I, para. {n}|I.{n}" for n in range(2, 9)]
    assert () == check(*rows).rules


def test_letters_of_another_alphabet_are_no_misprint(check: Check, show: Show) -> None:
    checked = check(
        "Bells|1|3 а) и 5|I.1.a и I.3",
        "Fog|1|6 и 7 с)|I.4 и I.5.c",
        "Horns|1|8, 9 в)|I.6, I.7.c",
        "Lamps|1|3 а), 4 и 8|I.1.a и I.6",
    )
    assert ["n → I.(n-2)"] == [str(rule) for rule in checked.rules]
    assert ["missing-reference 5: 4 - I.2"] == show(checked.findings)


def test_what_a_cell_prints_twice_is_one_finding_at_the_cell(check: Check, show: Show) -> None:
    checked = check("Bells|1|3, 5 and 5|I.1 and I.3", "Fog|1|6|I.4, I.4", *RULED[2:])
    assert [
        "duplicate-citation 2: 5 - -",
        "duplicate-citation 3: - I.4 -",
    ] == show(checked.findings)
    assert ["para. 5 is printed twice in this cell", "I.4 is printed twice in this cell"] == [
        each.message for each in checked.findings if each.severity == "warning"
    ]


def test_without_a_rule_the_rest_of_the_cell_is_paired(check: Check, show: Show) -> None:
    checked = check("Bells|1|3, 5 and 5|I.1 and II.9")
    assert ["duplicate-citation 2: 5 - -"] == show(checked.findings)
    assert [(3, "I"), (5, "II"), (5, None)] == [
        (c.paragraph.number if c.paragraph else None, c.reference.section if c.reference else None)
        for c in checked.citations
    ]


@pytest.mark.parametrize(
    ("rows", "restarts"),
    [
        (["1|6|6.1", "1|7|6.2", "2|6|6.1", "2|8|6.2"], True),
        (["1|6|1", "1|7|2", "1|8|3", "1|9|4", "1|10|5", "2|6|1", "2|8|2"], True),
        (["1|6|I.1", "1|7|I.2", "2|6|II.1", "2|8|II.2"], False),
        (["1|6|I.1", "1|7|I.2", "2|6|I.1", "2|8|II.2"], False),
        (["1|6|I.1", "1|7|I.2"], False),
        (["1|6|", "2|7|"], False),
        ([*(f"{n}|{n}|{n}.1 and {n}.2" for n in range(1, 6)), "6|1|1.1", "6|2|1.2"], False),
    ],
)
def test_references_restart_if_most_documents_share_most_of_them(
    rows: list[str], restarts: bool
) -> None:
    lines = ["Topic\tDocument\tParagraphs\tReference"]
    for number, row in enumerate(rows):
        report, paragraph, reference = row.split("|")
        lines.append(f"Topic {number}\tLIGHT/{report}\t{paragraph}\t{reference}")
    layout = arrange(read_bytes("\n".join(lines).encode(), "lights.txt"))
    assert restarts == references_restart(parse_rows(layout.rows).rows)
