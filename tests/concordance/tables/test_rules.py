"""The rules that a table shows, and the limits below which there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from repertory.concordance import Concordance
from repertory.concordance.rules import learn_rule
from repertory.model import Finding, ParagraphNumber, Reference, Rule, Symbol
from repertory.notation import parse_paragraphs, parse_references

Check = Callable[..., Concordance]
Show = Callable[[Sequence[Finding]], list[str]]
REPORT = Symbol("LIGHT/1")


def learned(paragraphs: str, references: str) -> Rule | None:
    """Learn a rule from a list of paragraphs and one of references."""
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
def test_more_than_half_of_the_pairs_make_a_rule(
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
def test_half_of_the_pairs_or_too_few_make_no_rule(paragraphs: str, references: str) -> None:
    assert learned(paragraphs, references) is None


def test_no_pairs_make_no_rule() -> None:
    assert learn_rule(REPORT, []) is None


def test_rules_are_in_the_order_of_first_citation_and_count_aligned_rows(check: Check) -> None:
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


def rows(*parts: tuple[str, range, int]) -> list[str]:
    """Return a row for each paragraph of the *parts*: a section, a range and an offset."""
    return [
        f"Topic {paragraph:02}|1|{paragraph}|{section}.{paragraph - offset}"
        for section, paragraphs, offset in parts
        for paragraph in paragraphs
    ]


@pytest.mark.parametrize(
    ("parts", "rules"),
    [
        (
            [("I", range(4, 12), 3), ("I", range(12, 20), 4)],
            ["n → I.(n-3) to para. 11 8/8", "n → I.(n-4) from para. 12 8/8"],
        ),
        (
            [("I", range(4, 12), 3), ("II", range(15, 21), 14)],
            ["n → I.(n-3) to para. 14 8/8", "n → II.(n-14) from para. 15 6/6"],
        ),
        (
            [("I", range(1, 9), 0), ("I", range(9, 20), 1), ("II", range(20, 26), 19)],
            [
                "n → I.n to para. 8 8/8",
                "n → I.(n-1) from para. 9 to para. 19 11/11",
                "n → II.(n-19) from para. 20 6/6",
            ],
        ),
        ([("I", range(4, 12), 3), ("I", range(12, 15), 4)], ["n → I.(n-3) 8/11"]),
        ([("I", range(4, 24), 3), ("I", range(10, 16), 4)], ["n → I.(n-3) 20/26"]),
    ],
)
def test_each_part_of_a_report_has_its_rule(
    check: Check, parts: list[tuple[str, range, int]], rules: list[str]
) -> None:
    found = check(*rows(*parts))

    assert [f"{rule} {rule.support}/{rule.pairs}" for rule in found.rules] == rules


@pytest.mark.parametrize(
    ("last", "rules"),
    [
        (("12–14", "15–17", "18–20"), ["n → I.(n-3) to para. 11", "n → I.(n-4) from para. 12"]),
        (("12–14", "15–17"), ["n → I.(n-3)"]),
    ],
)
def test_each_rule_of_several_needs_three_rows(
    check: Check, last: tuple[str, ...], rules: list[str]
) -> None:
    """Two rows are too few for any number of pairs, since a whole row may be wrong."""
    lines = rows(("I", range(4, 12), 3))
    for number, paragraphs in enumerate(last, 1):
        first, _, end = paragraphs.partition("–")
        lines.append(f"Whales {number}|1|{paragraphs}|I.{int(first) - 4}–{int(end) - 4}")

    assert [str(rule) for rule in check(*lines).rules] == rules


def test_a_misprint_breaks_the_rule_of_its_part(check: Check, show: Show) -> None:
    lines = rows(("I", range(4, 14), 3), ("I", range(14, 24), 4))
    lines[2], lines[15] = "Topic 06|1|6|I.2", "Topic 19|1|19|I.16"

    found = check(*lines)

    assert show(found.findings) == ["rule-break 4: 6 I.2 I.3", "rule-break 17: 19 I.16 I.15"]
    assert [finding.message for finding in found.findings if finding.kind == "rule-break"] == [
        "para. 6 is printed with I.2; the rule n → I.(n-3) to para. 13 gives I.3",
        "para. 19 is printed with I.16; the rule n → I.(n-4) from para. 14 gives I.15",
    ]


def test_a_range_that_one_row_misprints_is_not_a_new_rule(check: Check) -> None:
    found = check(*rows(("I", range(4, 14), 3)), "Whales|1|14–20|II.11–17")

    assert [str(rule) for rule in found.rules] == ["n → I.(n-3)"]
    assert [finding.kind for finding in found.findings if finding.row == 11] == [
        "unknown-section"
    ] * 7


@pytest.mark.parametrize(
    "shared",
    [
        pytest.param(("14 (c)|I.10.c", "14 (a)|I.11.a", "14 (b)|I.11.b"), id="by its parts"),
        pytest.param(("14 ter|I.10 ter", "14|I.11", "14 bis|I.11 bis"), id="by its suffixes"),
    ],
)
def test_the_first_paragraph_of_a_rule_does_not_depend_on_the_order_of_rows(
    check: Check, shared: tuple[str, ...]
) -> None:
    """In the order of the report, the last part of paragraph 14 is the first under the new rule."""
    around = rows(("I", range(4, 14), 3), ("I", range(15, 25), 4))
    parts = [f"Whales {number}|1|{cells}" for number, cells in enumerate(shared)]

    for printed in ([*around, *parts], [*around, *reversed(parts)]):
        assert [str(rule) for rule in check(*printed).rules] == [
            "n → I.(n-3) to para. 13",
            "n → I.(n-4) from para. 14",
        ]


def test_references_of_one_paragraph_are_in_their_order(check: Check) -> None:
    """14 is I.10 once and I.11 twice (with and without an item): the new rule begins at 15."""
    around = rows(("I", range(4, 14), 3), ("I", range(15, 25), 4))
    parts = [f"Whales {n}|1|14|{each}" for n, each in enumerate(("I.10", "I.11", "I.11.a"))]

    for printed in ([*around, *parts], [*around, *reversed(parts)]):
        assert [str(rule) for rule in check(*printed).rules] == [
            "n → I.(n-3) to para. 14",
            "n → I.(n-4) from para. 15",
        ]
