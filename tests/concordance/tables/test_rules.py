"""What a table must print before it shows a rule, and which rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from repertory.concordance import Concordance
from repertory.concordance.rules import learn_rule
from repertory.model import ParagraphNumber, Reference, Rule, Symbol
from repertory.notation import parse_paragraphs, parse_references

Check = Callable[..., Concordance]
REPORT = Symbol("LIGHT/1")


def learned(paragraphs: str, references: str) -> Rule | None:
    """Learn from one list of paragraphs and one of references."""
    pairs = zip(
        (each.value for each in parse_paragraphs(paragraphs).elements()),
        (each.value for each in parse_references(references).elements()),
        strict=True,
    )
    return learn_rule(REPORT, list(pairs))


@pytest.mark.parametrize(
    ("paragraphs", "references", "rule"),
    [
        ("4, 5 and 6", "I.1, I.2 and I.3", "n → I.(n-3) 3/3 None"),
        ("1, 2 and 3", "IV.1, IV.2 and IV.3", "n → IV.n 3/3 None"),
        ("1, 2 and 3", "II.11, II.12 and II.13", "n → II.(n+10) 3/3 None"),
        ("1, 2 and 3", "XXIV.1, XXIV.2 and XXIV.3", "n → XXIV.n 3/3 None"),
        ("1, 2 and 3", "B.1, B.2 and B.3", "n → B.n 3/3 None"),
        ("1, 2 and 3", "3.1, 3.2 and 3.3", "n → 3.n 3/3 None"),
        ("8 (a), 8 (b) and 9", "V.2.a, V.2.b and V.3", "n → V.(n-6) 3/3 True"),
        ("8 (a), 9 and 10", "V.2, V.3 and V.4", "n → V.(n-6) 3/3 False"),
        ("8 (a), 8 (b), 9 and 10", "V.2.a, V.2.c, V.3 and V.4", "n → V.(n-6) 3/4 True"),
        ("4, 5, 6, 7 and 8", "I.1, I.2, I.3, I.9 and II.5", "n → I.(n-3) 3/5 None"),
    ],
)
def test_more_than_half_of_the_pairs_tell_the_rule(
    paragraphs: str, references: str, rule: str
) -> None:
    found = learned(paragraphs, references)

    assert found is not None
    assert f"{found} {found.support}/{found.pairs} {found.keeps_items}" == rule


@pytest.mark.parametrize(
    ("paragraphs", "references"),
    [
        ("4 and 5", "I.1 and I.2"),
        ("4, 4, 5 and 5", "I.1, I.1, I.2 and I.2"),
        ("4, 5, 6 and 7", "I.1, I.2, I.8 and I.9"),
        ("4, 5, 6, 7, 8 and 9", "I.1, I.2, I.3, I.5, I.6 and I.7"),
        ("4, 5, 6 and 7", "I.1, I.3, I.5 and I.7"),
    ],
)
def test_half_of_the_pairs_or_too_few_tell_nothing(paragraphs: str, references: str) -> None:
    assert learned(paragraphs, references) is None


def test_no_pairs_tell_nothing() -> None:
    assert learn_rule(REPORT, []) is None


def test_rules_stand_in_the_order_of_first_citation_and_count_aligned_rows(check: Check) -> None:
    found = check(
        "Bells|2|4, 5 and 6|II.1, II.2 and II.3",
        "|3|4 and 5|III.1 and III.2",
        "Fog|1|4, 5 and 6|I.1, I.2 and I.3",
        "|2|7, 8 and 9|II.4 and II.6",
    )

    assert found.rules == (
        Rule(Symbol("LIGHT/2"), "II", 3, None, support=5, pairs=5),
        Rule(Symbol("LIGHT/1"), "I", 3, None, support=3, pairs=3),
    )


def test_a_rule_turns_a_paragraph_into_a_reference_and_back() -> None:
    rule = Rule(REPORT, "V", 6, True, 3, 3)
    eight = ParagraphNumber(8, items=("e",))

    assert rule.reference_of(eight) == Reference("V", ParagraphNumber(2, items=("e",)))
    assert rule.paragraph_of(Reference("V", ParagraphNumber(2, items=("e",)))) == eight
    assert rule.reference_of(ParagraphNumber(6)) is None
    assert rule.paragraph_of(Reference("IV", ParagraphNumber(2))) is None
