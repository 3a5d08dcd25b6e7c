"""Paragraphs of a row are paired with references, or have none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.concordance import Concordance
from repertory.notation import format_paragraph, format_reference

Check = Callable[..., Concordance]

ENOUGH = "Anchors|1|20–29|I.17–26"
"""Ten pairs that show the rule n → I.(n-3)."""


def pairs(found: Concordance, line: int) -> list[str]:
    return [
        f"{format_paragraph(each.paragraph) if each.paragraph else '-'}="
        f"{format_reference(each.reference) if each.reference else '-'}"
        for each in found.citations
        if each.place.line == line
    ]


@pytest.mark.parametrize(
    ("cells", "paired"),
    [
        pytest.param("4, 5 and 6|I.1, I.2 and I.3", "4=I.1 5=I.2 6=I.3", id="equal numbers"),
        pytest.param("4, 5 and 6|I.1, I.9 and I.3", "4=I.1 5=I.9 6=I.3", id="a misprint"),
        pytest.param("4 and 5|I.2 and I.1", "4=I.2 5=I.1", id="swapped"),
        pytest.param("4, 5 and 6|I.2 and I.3", "4=- 5=I.2 6=I.3", id="the first is missing"),
        pytest.param("4, 5 and 6|I.1 and I.3", "4=I.1 5=- 6=I.3", id="one between is missing"),
        pytest.param("4, 5 and 6|I.1 and I.2", "4=I.1 5=I.2 6=-", id="the last is missing"),
        pytest.param("5 and 6|I.1, I.2 and I.3", "-=I.1 5=I.2 6=I.3", id="one before"),
        pytest.param("4 and 6|I.1, I.2 and I.3", "4=I.1 -=I.2 6=I.3", id="one between"),
        pytest.param("4 and 5|I.1, I.2 and I.3", "4=I.1 5=I.2 -=I.3", id="one after"),
        pytest.param(
            "4, 5, 6 and 7|I.9, I.3 and I.4", "4=- 5=- -=I.9 6=I.3 7=I.4", id="the first unclear"
        ),
        pytest.param(
            "4, 5, 6 and 7|I.1, I.9 and I.4",
            "4=I.1 5=- 6=- -=I.9 7=I.4",
            id="two between unclear",
        ),
        pytest.param(
            "4, 5, 6, 7 and 8|I.1, I.9, I.4 and I.5",
            "4=I.1 5=- 6=- -=I.9 7=I.4 8=I.5",
            id="one wrong and one missing",
        ),
        pytest.param(
            "4, 5, 6 and 7|I.2, I.3, I.4 and I.5",
            "4=- 5=I.2 6=I.3 7=I.4 -=I.5",
            id="equal numbers, but shifted",
        ),
        pytest.param("4, 4 and 5|I.1, I.1 and I.2", "4=I.1 4=I.1 5=I.2", id="twice"),
        pytest.param("4, 4 and 5|I.1 and I.2", "4=I.1 4=- 5=I.2", id="twice and once"),
    ],
)
def test_the_rule_shows_which_element_is_unpaired(check: Check, cells: str, paired: str) -> None:
    assert pairs(check(ENOUGH, f"Bells|1|{cells}"), line=3) == paired.split()


def test_without_a_rule_unequal_numbers_are_not_paired(check: Check) -> None:
    found = check("Bells|1|4 and 5|I.1")

    assert pairs(found, line=2) == ["4=-", "5=-", "-=I.1"]


def test_a_table_without_references_has_paragraphs_only(check: Check) -> None:
    found = check("Bells|1|4 and 5|", "Fog|1|6|")

    assert pairs(found, line=2) == ["4=-", "5=-"]
    assert (found.rules, found.findings) == ((), ())


def test_the_place_of_a_citation_is_that_of_its_paragraph(check: Check) -> None:
    found = check(ENOUGH, "Bells|1|4 and 5|I.1, I.2 and I.9")

    assert [(c.row, c.ordinal, c.place.column) for c in found.citations if c.row == 2] == [
        (2, 1, 15),
        (2, 2, 21),
        (2, 3, 36),
    ]


def test_very_long_cells_of_equal_elements_are_aligned(check: Check) -> None:
    paragraphs = ", ".join(["4"] * 1500)
    references = ", ".join(["I.1"] * 1499)
    found = check(ENOUGH, f"Bells|1|{paragraphs}|{references}")

    assert pairs(found, line=3)[-2:] == ["4=I.1", "4=-"]
