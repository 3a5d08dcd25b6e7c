"""Vocabularies that are linked together lend each other labels, and nothing that was rejected."""

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
    """Concepts with their preferred labels and the languages of these."""
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
    """What is proposed for one topic in each vocabulary."""
    topics = read_topics(store((OURS, [(heading, "en")])), lambda iri: frozenset())
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


def test_a_label_of_another_language_leads_to_a_concept_of_another_name() -> None:
    assert together("Lamp shelter", store(LENDER), store(BORROWER)) == [
        [("exactMatch", "a:shelter")],
        [("closeMatch", "b:housing")],
    ]


def test_without_the_other_vocabulary_it_is_a_candidate_only() -> None:
    assert together("Lamp shelter", store(BORROWER)) == [[(OPEN, "b:housing")]]


def test_a_concept_that_was_rejected_lends_no_label() -> None:
    found = together("Lamp shelter", store(LENDER), store(BORROWER), rejected=[(OURS, "a:shelter")])
    assert found == [[("exactMatch", "a:shelter")], [(OPEN, "b:housing")]]


def test_what_is_lent_proves_nothing_where_the_language_of_the_heading_disagrees() -> None:
    theirs = store(("b:other", [("Kennel", "en"), ("Abri des lampes", "fr")]))
    assert together("Lamp shelter", store(LENDER), theirs) == [
        [("exactMatch", "a:shelter")],
        [(OPEN, "b:other")],
    ]


def test_what_is_open_in_one_vocabulary_is_not_lent_to_another() -> None:
    doubtful = store(LENDER, ("a:second", [("Lamp shelter", "en")]))
    assert together("Lamp shelter", doubtful, store(BORROWER))[1] == [(OPEN, "b:housing")]


def test_a_label_that_is_lent_means_something_only_where_it_is_equal() -> None:
    """The French labels have more in common than the English ones."""
    topics = read_topics(store((OURS, [("Lamp shelter", "en")])), lambda iri: frozenset())
    theirs = store(("b:oil", [("Lamp oil", "en"), ("Abri des chiens", "fr")]))
    targets = [Target(topics, each, CandidateIndex(each)) for each in (store(LENDER), theirs)]
    (proposal,) = propose_together(targets)[1]
    assert [each.language for each in proposal.found] == ["en"]


def test_a_word_that_is_too_general_here_is_not_lent_by_where_it_is_not() -> None:
    topics = read_topics(
        store(
            (OURS, [("Cooperation, rescue", "en")]),
            ("https://example.org/topics/0", [("Cooperation", "en")]),
            more=[Fact(OURS, "broader", "https://example.org/topics/0")],
        ),
        lambda iri: frozenset(),
    )
    lender = store(("a:rescue", [("Rescue", "en")]))
    compounds = [(f"b:{name}", [(f"{name} rescue", "en")]) for name in ("Air", "Cave", "Sea")]
    borrower = store(("b:rescue", [("Rescue", "en")]), *compounds)
    targets = [Target(topics, each, CandidateIndex(each)) for each in (lender, borrower)]
    lent, borrowed = propose_together(targets)
    assert [each.proposed for each in lent[1].found] == ["closeMatch"]
    assert {each.proposed for each in borrowed[1].found} == {OPEN}


def test_a_common_notion_comes_before_a_rare_one() -> None:
    """Both share the head noun with the heading; one is known elsewhere too."""
    theirs = store(("a:odd", [("Odd keepers", "en")]), ("a:night", [("Night keepers", "en")]))
    alone = together("Quiet keepers", theirs)
    assert alone == [[(OPEN, "a:odd"), (OPEN, "a:night")]]
    other = store(("b:night", [("night keeper", "en")]))
    assert together("Quiet keepers", theirs, other)[0] == [(OPEN, "a:night"), (OPEN, "a:odd")]


@pytest.mark.parametrize("count", [0, 1])
def test_one_vocabulary_or_none_needs_no_help(count: int) -> None:
    assert (
        together("Lamp shelter", *[store(LENDER)] * count)
        == [[("exactMatch", "a:shelter")]] * count
    )
