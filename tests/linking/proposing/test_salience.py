"""The order of candidates without a proposed relation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.judgements import Judgement
from repertory.linking.proposing.proposals import propose, read_topics
from repertory.linking.proposing.words import cognate, halves, root
from repertory.linking.vocabularies.concepts import ConceptStore, Fact

OPEN = "mappingRelation"


def judged(headings: Sequence[str], *labels: str, more: Sequence[Fact] = ()) -> list[Judgement]:
    """Return the judgements for the first heading; the part before its comma is above it."""
    facts = [Fact(heading, "preferred", heading, "en") for heading in headings]
    above = headings[0].rpartition(", ")[0]
    if above:
        facts += [Fact(above, "preferred", above, "en"), Fact(headings[0], "broader", above)]
    topics = read_topics(ConceptStore(facts))
    theirs = ConceptStore([*(Fact(label, "preferred", label, "en") for label in labels), *more])
    found = {each.topic.iri: each for each in propose(topics, theirs, CandidateIndex(theirs))}
    return list(found[headings[0]].found)


def names(found: Sequence[Judgement]) -> list[str]:
    assert {each.proposed for each in found} <= {OPEN}
    return [each.concept.iri for each in found]


def test_patterns_alternate() -> None:
    found = judged(["Lamp keepers"], "Night keepers", "Door keepers", "Lamp oil", "Lamps")
    assert [(each.concept.iri, each.pattern) for each in found] == [
        ("Door keepers", "head"),
        ("Lamps", "qualifier"),
        ("Lamp oil", "words"),
        ("Night keepers", "head"),
    ]


def test_an_equal_label_that_is_doubted_comes_first() -> None:
    more = [
        Fact("b:1", "preferred", "Illumination", "en"),
        Fact("b:1", "alternative", "Lighting", "en"),
        Fact("b:2", "preferred", "Glow", "en"),
        Fact("b:2", "alternative", "Lighting", "en"),
    ]
    assert names(judged(["Lighting"], "Street lighting", more=more)) == [
        "b:2",
        "b:1",
        "Street lighting",
    ]


def test_an_equal_label_is_shown_whatever_the_doubts() -> None:
    more = [
        Fact("b:1", "preferred", "Care", "en"),
        Fact("b:1", "alternative", "Guarding", "en"),
        Fact("b:2", "preferred", "Glow", "en"),
        Fact("b:2", "alternative", "Guarding", "en"),
    ]
    found = judged(["Guarding and lighting"], more=more)
    assert [each.similarity for each in found] == [1, 1]
    assert max(each.confidence for each in found) < 0.25


def test_a_general_half_of_a_heading_stays_narrower() -> None:
    found = judged(["Lamps and oil"], "Lamp", "Old lamps", "Street lamps", "Ship lamps")
    assert [each.relation for each in found if each.concept.iri == "Lamp"] == ["narrowMatch"]


def test_a_half_of_a_heading_matches_only_as_a_whole() -> None:
    assert names(judged(["Old ship lamps and oil"], "Ship lamps")) == ["Ship lamps"]


def test_a_label_with_a_further_word_does_not_join_parts() -> None:
    (found,) = judged(["Maritime law, duties of keepers"], "Roman keeper law")
    assert [reason.supports for reason in found.reasons] == [False]


def test_a_word_of_other_headings_supports_a_candidate() -> None:
    labels = ("Odd keepers", "Ship keepers")
    assert names(judged(["Keepers"], *labels)) == ["Odd keepers", "Ship keepers"]
    found = judged(["Keepers", "Lamps of ships"], *labels)
    assert names(found) == ["Ship keepers", "Odd keepers"]
    assert str(found[0].reasons[-1]) == "for: 'ship' also in other headings (1)"


def test_a_word_of_the_heading_in_another_language_supports_a_candidate() -> None:
    labels = ("Child games", "Child welfare")
    french = Fact("Child welfare", "preferred", "protection de l'enfance", "fr")
    assert names(judged(["Children, protection"], *labels)) == ["Child games", "Child welfare"]
    found = judged(["Children, protection"], *labels, more=[french])
    assert names(found) == ["Child welfare", "Child games"]
    assert str(found[0].reasons[-1]) == (
        "for: in 'fr' it is \"protection de l'enfance\", which has 'protection' as well"
    )


def test_a_label_that_joins_both_parts_of_a_heading_comes_before_one_of_the_first_alone() -> None:
    found = judged(["Maritime law, duties of keepers"], "Roman law", "Keeper law")
    assert [(each.concept.iri, str(each.reasons[-1])) for each in found] == [
        ("Keeper law", "for: it joins a word of the heading above with one of this heading"),
        ("Roman law", "against: it only has words of the heading above"),
    ]


@pytest.mark.parametrize(
    ("word", "other"), [("technology", "technological"), ("terrorist", "terrorism")]
)
def test_words_of_one_root_are_shown_but_never_proposed(word: str, other: str) -> None:
    assert root(word) == root(other)
    found = judged([word], other)
    assert [(each.proposed, each.pattern) for each in found] == [(OPEN, "root")]


@pytest.mark.parametrize(("word", "other"), [("training", "trains"), ("carriers", "care")])
def test_english_endings_are_not_removed(word: str, other: str) -> None:
    assert judged([word], other) == []


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("cooperation", "cooperacion", True),
        ("protection", "projection", False),
        ("international", "internet", False),
        ("media", "media", True),
        ("law", "law", False),
    ],
)
def test_cognates(word: str, other: str, same: bool) -> None:
    assert cognate(word, other) is same


def test_lifting_a_candidate_does_not_propose_it() -> None:
    headings = ["Maritime law, great duties of keepers", "Great law"]
    more = [Fact("Keeper law", "preferred", "devoirs maritimes", "fr")]
    assert names(judged(headings, "Keeper law", more=more)) == ["Keeper law"]


def test_a_broader_concept_of_a_name_is_not_proposed() -> None:
    claimed = judged(["Quiet light keepers"], "Light keepers")
    assert [each.proposed for each in claimed] == ["broadMatch"]
    assert names(judged(["Quiet Light Keepers"], "Light keepers")) == ["Light keepers"]


def test_a_broader_concept_is_not_proposed_beside_an_exact_match() -> None:
    found = judged(["Quiet light keepers"], "Light keepers", "QUIET LIGHT KEEPERS")
    assert [each.proposed for each in found] == ["exactMatch", OPEN]


def test_halves_keep_the_preposition_before_them() -> None:
    assert halves("Duties towards keepers/guests") == (
        "Duties towards keepers",
        "Duties towards guests",
    )
    assert names(judged(["Duties towards lamp keepers/house guests"], "House guests")) == [
        "House guests"
    ]
