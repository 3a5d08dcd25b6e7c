"""Proposals and their reasons: gold pairs, traps, hierarchy, languages, paragraphs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.proposals import Proposal, propose, read_topics
from repertory.linking.vocabularies.concepts import ConceptStore, Fact

OURS = "https://example.org/topics/"
THEIRS = "http://vocabulary.example/"
GOLD = Path(__file__).with_name("gold.tsv")
SAME = ("exactMatch", "closeMatch")
OPEN = "mappingRelation"


def topics(*labels: str, more: Iterable[Fact] = ()) -> ConceptStore:
    """Return topics with their headings; the part before the last comma is the topic above."""
    facts = []
    known = set(labels)
    for label in labels:
        facts.append(Fact(OURS + label, "preferred", label, "en"))
        above = label.rpartition(", ")[0]
        if above and above not in known:
            facts.append(Fact(OURS + above, "preferred", above, "en"))
        if above:
            facts.append(Fact(OURS + label, "broader", OURS + above))
    return ConceptStore([*facts, *more])


def concepts(*given: tuple[str, str], more: Iterable[Fact] = ()) -> ConceptStore:
    """Return concepts with preferred labels, and alternative ones separated by `|`."""
    facts = [Fact(THEIRS + preferred, "preferred", preferred, "en") for preferred, _ in given]
    facts += [
        Fact(THEIRS + preferred, "alternative", text, "en")
        for preferred, alternatives in given
        for text in alternatives.split("|")
        if text
    ]
    return ConceptStore([*facts, *more])


def proposals(ours: ConceptStore, theirs: ConceptStore) -> dict[str, Proposal]:
    read = read_topics(ours)
    return {found.topic.label(): found for found in propose(read, theirs, CandidateIndex(theirs))}


def proposed(ours: ConceptStore, theirs: ConceptStore) -> dict[str, list[tuple[str, str]]]:
    return {
        heading: [(each.proposed, each.concept.label()) for each in proposal.found]
        for heading, proposal in proposals(ours, theirs).items()
    }


def reasons(ours: ConceptStore, theirs: ConceptStore, heading: str) -> list[str]:
    return [str(reason) for reason in proposals(ours, theirs)[heading].found[0].reasons]


def gold() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def test_proposals_agree_with_pairs_judged_by_hand() -> None:
    """All proposals are right; two pairs of synonyms are missing."""
    pairs = gold()
    ours = topics(*(pair["heading"] for pair in pairs))
    theirs = concepts(*dict.fromkeys((pair["concept"], pair["alternatives"]) for pair in pairs))
    found = proposed(ours, theirs)
    given = {(p["heading"], p["concept"]): p["relation"] for p in pairs if p["relation"]}
    claimed = {
        (heading, concept): relation
        for heading, candidates in found.items()
        for relation, concept in candidates
        if relation != OPEN and heading in {pair["heading"] for pair in pairs}
    }
    right = {pair for pair, relation in claimed.items() if given.get(pair) == relation}
    same = {pair for pair, relation in claimed.items() if relation in SAME}
    assert (len(given), len(right), len(same & right), len(same)) == (26, 24, 20, 20)
    assert sorted(given.keys() - claimed.keys()) == [
        ("Emerging technologies", "NEW TECHNOLOGIES"),
        ("Media", "MASS MEDIA"),
    ]
    shown = [pair for pair in given if pair[1] in [concept for _, concept in found[pair[0]][:5]]]
    assert len(shown) == len(given)


@pytest.mark.parametrize(
    ("heading", "concept"),
    [(pair["heading"], pair["concept"]) for pair in gold() if not pair["relation"]],
)
def test_similar_labels_of_other_concepts_are_never_proposed(heading: str, concept: str) -> None:
    alternatives = next(p["alternatives"] for p in gold() if p["concept"] == concept)
    found = proposed(topics(heading), concepts((concept, alternatives)))[heading]
    assert {relation for relation, _ in found} <= {OPEN}


def test_an_alternative_label_far_from_the_preferred_one_is_doubted() -> None:
    theirs = concepts(("TRADE IN HUMANS", "MIGRANT SMUGGLING"), ("SMUGGLING", ""))
    assert reasons(topics("Smuggling of migrants"), theirs, "Smuggling of migrants") == [
        "for: the heading, 'Smuggling of migrants', is its alternative label 'MIGRANT SMUGGLING'",
        "against: its preferred label 'TRADE IN HUMANS' shares no word with it",
        "against: 'smuggling', its head noun, is a concept of its own here",
    ]


def test_two_concepts_with_one_label_are_both_doubted() -> None:
    more = [Fact(THEIRS + "other", "preferred", "Bank", "en")]
    found = proposed(topics("Banks"), concepts(("BANKS", ""), more=more))
    assert found["Banks"] == [(OPEN, "BANKS"), (OPEN, "Bank")]


def test_a_concept_comes_before_a_group_of_the_same_name() -> None:
    more = [
        Fact(THEIRS + "group", "preferred", "International law", "en"),
        Fact(THEIRS + "group", "type", "group"),
        Fact(THEIRS + "group", "type", "concept"),
    ]
    found = proposals(topics("International law"), concepts(("INTERNATIONAL LAW", ""), more=more))
    first, second = found["International law"].found
    assert (first.proposed, first.concept.iri) == ("exactMatch", THEIRS + "INTERNATIONAL LAW")
    assert second.proposed == OPEN


def test_a_qualified_label_is_doubted_unless_the_topic_has_the_qualifier_too() -> None:
    theirs = concepts(("Hosts (biology)", ""))
    assert proposed(topics("Hosts"), theirs)["Hosts"] == [(OPEN, "Hosts (biology)")]
    near = topics("Biology, hosts")
    assert proposed(near, concepts(("Hosts (biology)", "")))["Biology, hosts"][0][0] != "exactMatch"


def test_labels_of_other_languages_cast_doubt_only_if_they_disagree() -> None:
    ours = topics("Bank", more=[Fact(OURS + "Bank", "preferred", "rive", "fr")])

    def theirs(french: str) -> ConceptStore:
        return concepts(("Bank", ""), more=[Fact(THEIRS + "Bank", "preferred", french, "fr")])

    assert proposed(ours, theirs("banque"))["Bank"] == [(OPEN, "Bank")]
    assert proposed(ours, theirs("rives"))["Bank"] == [("exactMatch", "Bank")]
    assert reasons(ours, theirs("Rives"), "Bank")[1:] == [
        "for: in 'fr' 'rive' and 'Rives' agree",
    ]


def test_neighbours_in_both_hierarchies_support_a_link() -> None:
    more = [
        Fact(THEIRS + "Extradition", "broader", THEIRS + "above"),
        Fact(THEIRS + "above", "preferred", "INTERNATIONAL COOPERATION", "en"),
    ]
    heading = "International cooperation, extradition"
    given = reasons(topics(heading), concepts(("Extradition", ""), more=more), heading)
    assert given[-1] == "for: both are next to 'International cooperation' in their hierarchies"


def test_cycles_in_a_hierarchy_are_harmless() -> None:
    more = [
        Fact(THEIRS + "Fraud", "broader", THEIRS + "Fraud"),
        Fact(THEIRS + "Fraud", "broader", THEIRS + "Crime"),
        Fact(THEIRS + "Crime", "broader", THEIRS + "Fraud"),
    ]
    theirs = concepts(("Fraud", ""), ("Crime", ""), more=more)
    assert proposed(topics("Fraud"), theirs)["Fraud"] == [("exactMatch", "Fraud")]


def test_labels_without_language_are_read_as_english() -> None:
    theirs = ConceptStore([Fact(THEIRS + "1", "preferred", "crime victims")])
    found = proposed(topics("Victims of crime"), theirs)
    assert found["Victims of crime"] == [("exactMatch", "crime victims")]


def test_words_are_not_stemmed() -> None:
    assert (
        proposed(topics("Training"), concepts(("TRAINS", ""), ("TRAINERS", "")))["Training"] == []
    )


def cited(subject: str, *paragraphs: str) -> list[Fact]:
    return [
        fact
        for paragraph in paragraphs
        for fact in (Fact(paragraph, "type", "paragraph"), Fact(paragraph, "listed", subject))
    ]


def test_topics_of_two_indexes_that_cite_the_same_paragraphs_are_related() -> None:
    ours = topics("Lamps", "Keepers", more=cited(OURS + "Lamps", "a", "b", "c"))
    theirs = concepts(
        ("Lighting", ""),
        ("Food", ""),
        more=[*cited(THEIRS + "Lighting", "b", "c", "d"), *cited(THEIRS + "Food", "a")],
    )
    found = proposals(ours, theirs)["Lamps"].found
    assert [(each.proposed, each.concept.label(), each.confidence) for each in found] == [
        ("relatedMatch", "Lighting", 0.62)
    ]
    assert [str(reason) for reason in found[0].reasons] == [
        "for: paragraphs cited under both: 2 (3 here, 3 there)"
    ]
    assert proposals(ours, theirs)["Keepers"].found == ()


def test_a_concept_related_by_citations_comes_after_a_match_of_words() -> None:
    ours = topics("Quiet light keepers", more=cited(OURS + "Quiet light keepers", "a", "b"))
    theirs = concepts(("Light keepers", ""), ("Food", ""), more=cited(THEIRS + "Food", "a", "b"))
    assert proposed(ours, theirs)["Quiet light keepers"] == [
        ("broadMatch", "Light keepers"),
        ("relatedMatch", "Food"),
    ]


def test_a_concept_is_the_exact_match_of_one_topic_only() -> None:
    name = "International Civil Aviation Organization"
    ours = topics(f"Organizations, {name}", name)
    found = proposed(ours, concepts((name, "")))
    assert [found[heading] for heading in (name, f"Organizations, {name}")] == [
        [("exactMatch", name)],
        [("closeMatch", name)],
    ]


def test_a_link_to_the_same_third_concept_is_evidence() -> None:
    more = [Fact(THEIRS + "Lamps", "match", "http://third.example/7")]
    theirs = concepts(("Lamps", ""), ("Oil", "Lamp"), more=more)
    linked = {OURS + "Lamp": frozenset(["http://third.example/7"])}
    read = read_topics(topics("Lamp"), linked)
    (found,) = propose(read, theirs, CandidateIndex(theirs))
    assert [str(reason) for reason in found.found[0].reasons] == [
        "for: the heading, 'Lamp', is its preferred label 'Lamps'",
        "for: both are linked to http://third.example/7",
    ]
    assert found.found[0].confidence == 0.99
