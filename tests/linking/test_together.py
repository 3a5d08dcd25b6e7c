"""Matches in one vocabulary are evidence for others, unless they were rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.proposals import Target, propose_together, read_topics
from repertory.linking.vocabularies.concepts import ConceptStore, Fact

OURS = "https://example.org/topics/1"
OPEN = "mappingRelation"

Labels = Sequence[tuple[str, str]]


def store(*concepts: tuple[str, Labels], more: Iterable[Fact] = ()) -> ConceptStore:
    """Return concepts with preferred labels in several languages."""
    named = (
        Fact(iri, "preferred", text, language)
        for iri, labels in concepts
        for text, language in labels
    )
    return ConceptStore([*named, *more])


def together(
    heading: str,
    *vocabularies: ConceptStore,
    rejected: Iterable[tuple[str, str]] = (),
) -> list[list[tuple[str, str]]]:
    """Return the proposals for one topic in each vocabulary."""
    topics = read_topics(store((OURS, [(heading, "en")])))
    targets = [
        Target(topics, each, CandidateIndex(each), frozenset(rejected)) for each in vocabularies
    ]
    return [
        [(judged.proposed, judged.concept.iri) for judged in proposal.found]
        for found in propose_together(targets)
        for proposal in found
    ]


LENDER = ("a:shelter", [("Lamp shelter", "en"), ("abri des lampes", "fr")])
BORROWER = ("b:housing", [("Lamp housing", "en"), ("Abri des lampes", "fr")])


def test_an_equal_label_in_another_language_finds_a_concept_of_another_name() -> None:
    assert together("Lamp shelter", store(LENDER), store(BORROWER)) == [
        [("exactMatch", "a:shelter")],
        [("closeMatch", "b:housing")],
    ]


def test_without_the_other_vocabulary_it_is_only_a_candidate() -> None:
    assert together("Lamp shelter", store(BORROWER)) == [[(OPEN, "b:housing")]]


def test_labels_of_a_rejected_concept_are_not_used() -> None:
    found = together("Lamp shelter", store(LENDER), store(BORROWER), rejected=[(OURS, "a:shelter")])
    assert found == [[("exactMatch", "a:shelter")], [(OPEN, "b:housing")]]


def test_a_borrowed_label_does_not_outweigh_a_different_label_in_the_language_of_the_heading() -> (
    None
):
    theirs = store(("b:other", [("Kennel", "en"), ("Abri des lampes", "fr")]))
    assert together("Lamp shelter", store(LENDER), theirs) == [
        [("exactMatch", "a:shelter")],
        [(OPEN, "b:other")],
    ]


def test_labels_of_undetermined_candidates_are_not_used() -> None:
    doubtful = store(LENDER, ("a:second", [("Lamp shelter", "en")]))
    assert together("Lamp shelter", doubtful, store(BORROWER))[1] == [(OPEN, "b:housing")]


def test_a_borrowed_label_counts_only_if_it_is_equal() -> None:
    """The French labels have more in common than the English ones."""
    topics = read_topics(store((OURS, [("Lamp shelter", "en")])))
    theirs = store(("b:oil", [("Lamp oil", "en"), ("Abri des chiens", "fr")]))
    targets = [Target(topics, each, CandidateIndex(each)) for each in (store(LENDER), theirs)]
    (proposal,) = propose_together(targets)[1]
    assert [each.language for each in proposal.found] == ["en"]


def test_a_borrowed_word_that_is_too_general_is_not_proposed() -> None:
    topics = read_topics(
        store(
            (OURS, [("Cooperation, rescue", "en")]),
            ("https://example.org/topics/0", [("Cooperation", "en")]),
            more=[Fact(OURS, "broader", "https://example.org/topics/0")],
        ),
    )
    lender = store(("a:rescue", [("Rescue", "en")]))
    compounds = [(f"b:{name}", [(f"{name} rescue", "en")]) for name in ("Air", "Cave", "Sea")]
    borrower = store(("b:rescue", [("Rescue", "en")]), *compounds)
    targets = [Target(topics, each, CandidateIndex(each)) for each in (lender, borrower)]
    lent, borrowed = propose_together(targets)
    assert [each.proposed for each in lent[1].found] == ["closeMatch"]
    assert {each.proposed for each in borrowed[1].found} == {OPEN}


def test_a_concept_that_other_vocabularies_have_comes_first() -> None:
    """Both share the head noun with the heading; one is also in another vocabulary."""
    theirs = store(("a:odd", [("Odd keepers", "en")]), ("a:night", [("Night keepers", "en")]))
    alone = together("Quiet keepers", theirs)
    assert alone == [[(OPEN, "a:odd"), (OPEN, "a:night")]]
    other = store(("b:night", [("night keeper", "en")]))
    assert together("Quiet keepers", theirs, other)[0] == [(OPEN, "a:night"), (OPEN, "a:odd")]


@pytest.mark.parametrize("count", [0, 1])
def test_one_vocabulary_or_none_is_linked_alone(count: int) -> None:
    assert (
        together("Lamp shelter", *[store(LENDER)] * count)
        == [[("exactMatch", "a:shelter")]] * count
    )
