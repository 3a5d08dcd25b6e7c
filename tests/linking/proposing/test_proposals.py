"""The number of candidates that are kept, and which are outranked."""

from __future__ import annotations

import pytest

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.judgements import Judgement, Reason
from repertory.linking.proposing.proposals import propose, read_topics
from repertory.linking.vocabularies.concepts import ConceptStore, Fact


def found(
    ours: dict[str, str], *theirs: str, more: tuple[Fact, ...] = ()
) -> dict[str, list[Judgement]]:
    """Propose concepts, named by their labels, for topics, each with the topic above."""
    facts = [Fact(f"t:{label}", "preferred", label, "en") for label in ours]
    facts += [Fact(f"t:{label}", "broader", f"t:{above}") for label, above in ours.items() if above]
    store = ConceptStore([*(Fact(f"v:{each}", "preferred", each, "en") for each in theirs), *more])
    topics = read_topics(ConceptStore([*facts, *more]))
    proposals = propose(topics, store, CandidateIndex(store))
    return {each.topic.iri.removeprefix("t:"): list(each.found) for each in proposals}


@pytest.mark.parametrize(("concepts", "kept"), [(4, 4), (5, 5), (6, 5)])
def test_five_candidates_are_kept(concepts: int, kept: int) -> None:
    names = ["Door", "Deck", "Mast", "Quay", "Yard", "Cape"][:concepts]

    assert (
        len(found({"Light keepers": ""}, *(f"{name} keepers" for name in names))["Light keepers"])
        == kept
    )


def test_an_exact_match_outranks_other_proposals() -> None:
    alone = found({"Quiet light keepers": ""}, "Light keepers")["Quiet light keepers"]
    beside = found({"Quiet light keepers": ""}, "Light keepers", "Quiet light keepers")

    (claim,) = alone
    same, other = beside["Quiet light keepers"]
    assert (claim.proposed, same.proposed) == ("broadMatch", "exactMatch")
    assert other.confidence == pytest.approx(0.6 * claim.confidence)
    assert other.reasons[-1] == Reason("'Quiet light keepers' fits better", supports=False)


NAME = "International Civil Aviation Organization"


@pytest.mark.parametrize(
    ("ours", "relations"),
    [
        pytest.param(
            {NAME: "", f"Bodies, {NAME}": "Bodies", "Bodies": ""}, "exact close", id="surer"
        ),
        pytest.param(
            {
                f"Bodies, {NAME}": "Bodies",
                f"Offices, {NAME}": "Offices",
                "Bodies": "",
                "Offices": "",
            },
            "exact exact",
            id="alike",
        ),
    ],
)
def test_topics_with_the_highest_confidence_keep_the_exact_match(
    ours: dict[str, str], relations: str
) -> None:
    judged = found(ours, NAME)
    claims = [
        (each[0].proposed, each[0].confidence) for name, each in judged.items() if NAME in name
    ]

    assert sorted(relation for relation, _ in claims) == [
        f"{r}Match" for r in sorted(relations.split())
    ]
    if relations == "exact close":
        assert sorted(value for _, value in claims) == pytest.approx([0.9 * 0.9, 0.95])
    else:
        assert [value for _, value in claims] == pytest.approx([0.9, 0.9])
