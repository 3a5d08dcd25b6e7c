"""The threshold of a proposal, the effect of reasons, and the order of judgements."""

from __future__ import annotations

import pytest

from repertory.linking.proposing.forms import BROAD, CLOSE, EXACT
from repertory.linking.proposing.judgements import Judgement, Reason, rank, strength
from repertory.linking.vocabularies.concepts import Concept, Label

OPEN = "mappingRelation"


def judged(
    name: str, confidence: float, similarity: float = 1.0, pattern: str = "", relation: str = EXACT
) -> Judgement:
    concept = Concept(f"http://v.example/{name}", (Label(name, "en", "preferred"),))
    return Judgement(concept, relation, confidence, (), "", similarity, "en", pattern)


@pytest.mark.parametrize(
    ("confidence", "proposed"), [(0.59, OPEN), (0.5999, OPEN), (0.6, BROAD), (0.61, BROAD)]
)
def test_the_minimum_confidence_of_a_proposal_is_60_percent(
    confidence: float, proposed: str
) -> None:
    assert judged("lamp", confidence, relation=BROAD).proposed == proposed


@pytest.mark.parametrize(
    ("confidence", "factor", "weighed"), [(0.9, 0.5, 0.45), (0.9, 1.1, 0.99), (0.9, 1.2, 0.99)]
)
def test_no_reason_raises_the_confidence_above_99_percent(
    confidence: float, factor: float, weighed: float
) -> None:
    found = judged("lamp", confidence).weighed(factor, Reason("why", supports=False))

    assert found.confidence == pytest.approx(weighed)
    assert (found.reasons, found.relation) == ((Reason("why", supports=False),), EXACT)
    assert judged("lamp", confidence).weighed(factor, Reason("why"), CLOSE).relation == CLOSE


@pytest.mark.parametrize(
    ("confidence", "lifted"), [(0.4, 0.48), (0.5, 0.55), (0.54, 0.55), (0.55, 0.55), (0.58, 0.58)]
)
def test_lifting_a_candidate_raises_its_confidence_to_at_most_55_percent(
    confidence: float, lifted: float
) -> None:
    found = judged("lamp", confidence).lifted(1.2, "why")

    assert found.confidence == pytest.approx(lifted)
    assert found.reasons == (Reason("why"),)


def test_judgements_are_sorted_by_proposal_then_equal_label_then_numbers() -> None:
    ordered = [
        judged("claimed, equal", 0.6),
        judged("claimed, overlapping", 0.9, pattern="kind"),
        judged("equal", 0.1),
        judged("surer", 0.5, similarity=0.1, pattern="a"),
        judged("more alike", 0.4, similarity=0.9, pattern="b"),
        judged("less alike", 0.4, similarity=0.8, pattern="c"),
    ]

    assert rank(ordered[::-1]) == ordered
    assert sorted(ordered, key=strength, reverse=True) == ordered


def test_of_equal_candidates_the_one_with_the_shorter_label_comes_first() -> None:
    short, long = judged("lamp", 0.5), judged("lamp oil", 0.5)

    assert rank([long, short]) == rank([short, long]) == [short, long]


def test_patterns_alternate_among_judgements_without_a_proposal() -> None:
    claimed = [judged("c1", 0.7, pattern="kind"), judged("c2", 0.65, pattern="kind")]
    heads = [judged(f"h{n}", 0.5 - n / 100, pattern="head") for n in range(3)]
    words = [judged(f"w{n}", 0.4 - n / 100, pattern="words") for n in range(2)]

    assert rank([*heads, *words, *claimed]) == [
        *claimed,
        *(heads[0], words[0]),
        *(heads[1], words[1]),
        heads[2],
    ]
