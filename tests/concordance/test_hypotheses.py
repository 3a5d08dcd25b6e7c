"""The evidence for and against a wrong reference and a wrong paragraph, and its weights."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from repertory.concordance.hypotheses import (
    Case,
    StatedPairs,
    better_supported,
    in_order,
)
from repertory.model import (
    Citation,
    Evidence,
    Hypothesis,
    Numbering,
    ParagraphNumber,
    Place,
    Reference,
    Rule,
    Symbol,
    Topic,
)
from repertory.notation import parse_paragraph, parse_reference

REPORT = Symbol("LIGHT/1")
RULE = Numbering((Rule(REPORT, "I", 3, True, 9, 9),))
"""Paragraph n is I.(n-3)."""


def cite(*stated: str) -> list[Citation]:
    """Return citations such as `Fog 8=I.5`; the default of the reference follows the rule.

    Consecutive citations of one topic share a row.
    """
    citations: list[Citation] = []
    for line, each in enumerate(stated, 2):
        heading, cell = each.split(maxsplit=1)
        printed, _, reference = cell.partition("=")
        paragraph = parse_paragraph(printed)
        value = parse_reference(reference) if reference else RULE.reference_of(paragraph)
        same = citations and citations[-1].heading == heading
        citations.append(
            Citation(
                row=citations[-1].row if same else line,
                ordinal=citations[-1].ordinal + 1 if same else 1,
                heading=heading,
                document=REPORT,
                paragraph=paragraph,
                reference=value,
                printed_paragraph=paragraph,
                printed_reference=value,
                place=Place("lights.txt", line=line),
            )
        )
    return citations


def weigh(*stated: str, topics: Sequence[Topic] = ()) -> dict[str, list[tuple[str, bool, int]]]:
    """Return the facts about the last citation: their text, whether they support, their weight."""
    citations = cite(*stated)
    found = Case(citations[-1], RULE, StatedPairs(citations, topics)).hypotheses()
    return {
        each.wrong: [(fact.text, fact.supports, fact.weight) for fact in each.evidence]
        for each in found
    }


# The margin


def hypothesis(wrong: str, weight: int) -> Hypothesis:
    return Hypothesis(wrong, "x", (Evidence("a fact", weight >= 0, abs(weight)),))


@pytest.mark.parametrize(
    ("reference", "paragraph", "better"),
    [
        (0, 1, "reference"),
        (0, 2, "paragraph"),
        (0, 3, "paragraph"),
        (3, 4, "reference"),
        (3, 5, "paragraph"),
        (-1, 0, "reference"),
        (-1, 1, "paragraph"),
        (-3, -2, "reference"),
        (-3, -1, "paragraph"),
        (2, 2, "reference"),
        (4, 1, "reference"),
    ],
)
def test_a_wrong_paragraph_needs_a_weight_of_two_more_than_a_wrong_reference(
    reference: int, paragraph: int, better: str
) -> None:
    found = better_supported(
        [hypothesis("reference", reference), hypothesis("paragraph", paragraph)]
    )

    assert found is not None
    assert found.wrong == better


def test_of_two_with_the_same_weight_the_first_is_taken() -> None:
    stated = [hypothesis("reference", 0), hypothesis("paragraph", 4), hypothesis("document", 4)]

    assert better_supported(stated) is stated[1]
    assert better_supported([stated[0], stated[2], stated[1]]) is stated[2]


def test_without_a_wrong_reference_the_best_is_taken() -> None:
    stated = [hypothesis("paragraph", 0), hypothesis("document", 1)]

    assert better_supported(stated) is stated[1]
    assert better_supported([]) is None


# The facts and their weights


def test_another_row_with_the_pair_is_a_hint() -> None:
    facts = weigh("Fog 8", "Oil 8", "Nets 9", "Bells 8=I.6")

    assert facts == {
        "reference": [("2 other rows state 8 = I.5", True, 1)],
        "paragraph": [("1 other row states 9 = I.6", True, 1)],
    }


@pytest.mark.parametrize("rows", [4, 5, 6])
def test_a_fact_names_at_most_five_places(rows: int) -> None:
    citations = cite(*(f"Topic{n} 8" for n in range(rows)), "Bells 8=I.6")
    reference, _ = Case(citations[-1], RULE, StatedPairs(citations, ())).hypotheses()
    (stated,) = (fact for fact in reference.evidence if fact.text.endswith("8 = I.5"))

    assert [place.line for place in stated.places] == [2, 3, 4, 5, 6][:rows]


def test_a_value_that_occurs_nowhere_else_is_strong_evidence_of_a_misprint() -> None:
    facts = weigh("Fog 8", "Oil 60", "Bells 40=I.6")

    assert facts == {
        "reference": [("I.6 occurs nowhere else in the index", True, 3)],
        "paragraph": [("para. 40 occurs nowhere else in the index", True, 3)],
    }


def test_a_correction_that_leaves_the_only_gap_is_strong_evidence_against_it() -> None:
    facts = weigh("Fog 8", "Oil 9", "Oil 11", "Bells 10=I.6")

    assert [fact for fact in facts["paragraph"] if "omit" in fact[0]] == [
        ("the index would omit para. 10 only, and no paragraph around it", False, 3)
    ]


@pytest.mark.parametrize(
    ("cell", "wrong", "fact"),
    [
        pytest.param(
            ("8", "9=I.5"),
            "paragraph",
            ("para. 8 is already in the same cell", False, 2),
            id="it is there already",
        ),
        pytest.param(
            ("8", "7=I.6"),
            "paragraph",
            ("with para. 9 the cell is in order, as printed it is not", True, 2),
            id="corrected it is in order",
        ),
        pytest.param(
            ("8", "9=I.3"),
            "paragraph",
            ("with para. 6 the cell is no longer in order", False, 2),
            id="corrected it is not",
        ),
    ],
)
def test_the_order_of_the_cell_is_plain_evidence(
    cell: tuple[str, ...], wrong: str, fact: tuple[str, bool, int]
) -> None:
    facts = weigh("Fog 6", "Fog 7", "Fog 8", "Fog 9", *(f"Bells {each}" for each in cell))

    assert [each for each in facts[wrong] if "cell" in each[0]] == [fact]


def test_a_cell_in_order_before_and_after_is_not_evidence() -> None:
    facts = weigh("Fog 6", "Fog 7", "Fog 9", "Bells 6", "Bells 7=I.6")

    assert [each for each in facts["paragraph"] if "cell" in each[0]] == []


@pytest.mark.parametrize(
    ("others", "fact"),
    [
        ((), []),
        (("8",), [("the topic then cites the same paragraphs as 'Fog'", True, 3)]),
    ],
    ids=["one citation is no set", "two are"],
)
def test_an_identical_set_of_two_is_strong_evidence(
    others: tuple[str, ...], fact: list[tuple[str, bool, int]]
) -> None:
    fog = [f"Fog {each}" for each in (*others, "9")]
    gulls = [f"Gulls {each}" for each in (*others, "9")]
    bells = [f"Bells {each}" for each in (*others, "7=I.6")]
    facts = weigh(*fog, *gulls, "Oil 7", *bells)

    assert [each for each in facts["paragraph"] if "same paragraphs" in each[0]] == fact


def test_a_citation_of_a_broader_or_narrower_topic_is_plain_evidence() -> None:
    topics = [
        Topic("Lights", "lights", 1, ("Lights",)),
        Topic("Bells", "bells", 2, ("Bells",), broader="Lights"),
        Topic("Brass", "brass", 3, ("Brass",), broader="Bells"),
        Topic("Fog", "fog", 4, ("Fog",)),
    ]
    citing = "{!r}, a broader or narrower topic, cites it too"

    def found(*stated: str) -> list[tuple[str, bool, int]]:
        facts = weigh(*stated, "Bells 7=I.6", topics=topics)["paragraph"]
        return [each for each in facts if "broader or narrower" in each[0]]

    assert found("Fog 7", "Lights 9") == [(citing.format("Lights"), True, 2)]
    assert found("Fog 7", "Brass 9") == [(citing.format("Brass"), True, 2)]
    assert found("Fog 7", "Brass 9", "Lights 9") == [(citing.format("Brass"), True, 2)]
    assert found("Fog 7", "Fog 9") == []


@pytest.mark.parametrize(
    ("shared", "against", "times"),
    [
        (0, 0, None),
        (1, 0, "1 citation"),
        (2, 0, "2 citations"),
        (1, 1, None),
        (2, 1, "2 citations"),
        (1, 2, None),
    ],
)
def test_a_topic_that_shares_more_is_a_hint(shared: int, against: int, times: str | None) -> None:
    """Fog cites the proposed value, Oil the printed one; each shares paragraphs with Bells."""
    common = [20, 21, 30, 31]
    fog = [f"Fog {n}" for n in [20, 21][:shared]]
    oil = [f"Oil {n}" for n in [30, 31][:against]]
    bells = [f"Bells {n}" for n in common]
    facts = weigh(*fog, "Fog 9", *oil, "Oil 7", *bells, "Bells 7=I.6")["paragraph"]

    assert [each for each in facts if "shares" in each[0]] == (
        [(f"'Fog' cites it and shares {times} with this topic", True, 1)] if times else []
    )


@pytest.mark.parametrize(("shared", "found"), [(0, 0), (1, 1)])
def test_a_reference_without_a_paragraph_shares_nothing(shared: int, found: int) -> None:
    common = [f"Fog {n}" for n in [20][:shared]]
    facts = weigh(*common, "Fog 9", "Bells 20", "Bells 9=IX.6")["reference"]

    assert sum("shares" in text for text, _, _ in facts) == found


def test_an_incomplete_pair_has_no_hypotheses() -> None:
    (whole,) = cite("Fog 8=I.6")
    table = StatedPairs([whole], ())
    for half in (
        Citation(2, 1, "Fog", REPORT, whole.paragraph, None, None, None, whole.place),
        Citation(2, 1, "Fog", REPORT, None, whole.reference, None, None, whole.place),
    ):
        assert Case(half, RULE, table).hypotheses() == ()


# The whole table


@pytest.mark.parametrize(
    ("cited", "paragraph", "covered"),
    [
        ("4 5 7", "6", True),
        ("4 5 8", "6", False),
        ("4 6 8", "5", False),
        ("4 5 6", "5", True),
        ("4 5 6", "4", True),
        ("4 5 6", "6", True),
        ("4 5 6", "3", False),
        ("4 5 6", "7", False),
        ("4", "4", True),
        ("4 6", "4", False),
        # parts
        ("8(a) 8(c)", "8 (b)", True),
        ("8(a) 8(d)", "8 (b)", False),
        ("8(a) 8(b) 8(c)", "8 (b)", True),
        ("8(a) 8(b)", "8 (c)", False),
        ("8(b) 8(d)", "8 (c)", False),
        ("8(a)(i) 8(c)(ii)", "8 (b)", True),
        ("8(a) 8(b) 8(c)", "8 (b) (i)", True),
        ("8(i) 8(iii)", "8 (ii)", True),
        ("8(а) 8(в)", "8 (б)", True),
        ("8(а) 8(в)", "8 (b)", False),
        ("8(a) 8(c)", "8", False),
        ("8", "8 (a)", False),
        ("8", "8 (b)", False),
        ("7 8(b) 9", "8 (b)", True),
    ],
)
def test_a_report_is_covered_around_a_paragraph(cited: str, paragraph: str, covered: bool) -> None:
    table = StatedPairs(cite(*(f"Fog {each}" for each in cited.split())), ())

    assert table.covers(REPORT, parse_paragraph(paragraph)) is covered


@pytest.mark.parametrize(("before", "found"), [(99, (1, "Tides")), (100, (0, "T099"))])
def test_a_hundred_topics_are_compared_in_alphabetical_order(
    before: int, found: tuple[int, str]
) -> None:
    others = [f"T{number:03} 9" for number in range(before)]
    citations = cite(*others, "Tides 8", "Tides 9", "Bells 8", "Bells 7=I.6")

    assert StatedPairs(citations, ()).most_shared(citations[-1], ParagraphNumber(9)) == found


def test_of_topics_that_share_equally_the_last_in_the_alphabet_is_named() -> None:
    citations = cite("Gulls 8", "Gulls 9", "Fog 8", "Fog 9", "Bells 8", "Bells 7=I.6")

    assert StatedPairs(citations, ()).most_shared(citations[-1], ParagraphNumber(9)) == (1, "Gulls")
    assert StatedPairs(citations, ()).most_shared(citations[-1], ParagraphNumber(7)) == (0, "")


@pytest.mark.parametrize(
    ("first", "second", "ordered"),
    [
        ("8", "8", True),
        ("8", "9", True),
        ("9", "8", False),
        ("12", "12 bis", True),
        ("12 bis", "11", False),
        ("8 (a)", "8 (b)", True),
        ("8 (b)", "8 (a)", False),
        ("8 (a) (ii)", "8 (a) (i)", False),
        ("8 (a)", "8 (б)", True),
        ("8 (b)", "9 (a)", True),
    ],
)
def test_paragraphs_are_compared_number_by_number(first: str, second: str, ordered: bool) -> None:
    one, other = parse_paragraph(first), parse_paragraph(second)

    assert in_order(one, other) is ordered
    assert in_order(Reference("I", one), Reference("I", other)) is ordered
    assert in_order(Reference("I", one), Reference("II", other))
    assert in_order(Reference("II", one), Reference("I", other))
