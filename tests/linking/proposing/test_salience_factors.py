"""The factor by which each fact lifts a candidate in `salience`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from repertory.linking.proposing.judgements import Judgement, TopicContext
from repertory.linking.proposing.proposals import read_topics
from repertory.linking.proposing.salience import weigh_salience
from repertory.linking.vocabularies.concepts import Concept, ConceptStore, Fact, Label

START = 0.4


def topic(*labels: str, above: str = "") -> TopicContext:
    facts = [Fact("t:1", "preferred", label, "en") for label in labels]
    if above:
        facts += [Fact("t:2", "preferred", above, "en"), Fact("t:1", "broader", "t:2")]
    return next(each for each in read_topics(ConceptStore(facts)) if each.concept.iri == "t:1")


def lifted(
    heading: TopicContext,
    *labels: tuple[str, str],
    others: Sequence[ConceptStore] = (),
    pattern: str = "x",
) -> float:
    concept = Concept("v:1", tuple(Label(text, language, "preferred") for language, text in labels))
    judged = Judgement(concept, "relatedMatch", START, (), pattern=pattern)
    return round(weigh_salience(heading, judged, others).confidence / START, 6)


LAW = topic("Maritime law, duties of keepers", above="Maritime law")


@pytest.mark.parametrize(
    ("label", "factor"),
    [
        pytest.param("Keeper law", 1.2, id="a word of each part"),
        pytest.param("Roman keeper law", 1, id="and a further word"),
        pytest.param("Keeper duties", 1, id="words of the added part only"),
        pytest.param("Maritime law", 0.85, id="words of the heading above only"),
        pytest.param("Lamps", 0.85, id="no word of the added part"),
    ],
)
def test_a_label_is_weighed_by_the_parts_of_the_heading_that_it_joins(
    label: str, factor: float
) -> None:
    assert lifted(replace(LAW, context={}), ("en", label)) == factor


def test_a_heading_without_a_part_above_has_no_effect() -> None:
    assert lifted(replace(topic("Keepers"), context={}), ("en", "Lamps")) == 1


@pytest.mark.parametrize(
    ("labels", "factor"),
    [
        ([("en", "Child welfare"), ("fr", "protection de l'enfance")], 1.15),
        ([("en", "Child welfare"), ("fr", "bien-être de l'enfance")], 1),
        ([("en", "Child welfare"), ("en", "protection of minors")], 1),
        (
            [
                ("en", "Child welfare"),
                ("fr", "protection de l'enfance"),
                ("es", "protección de menores"),
            ],
            1.15,
        ),
    ],
)
def test_a_word_of_the_heading_in_another_language_lifts_once(
    labels: list[tuple[str, str]], factor: float
) -> None:
    assert lifted(replace(topic("Child protection"), context={}), *labels) == factor


@pytest.mark.parametrize(
    ("count", "factor"),
    [(0, 1), (1, 1.06), (2, 1.07), (4, 1.09), (5, 1.1), (6, 1.1), (60, 1.1)],
)
def test_a_word_of_other_headings_lifts_with_their_number_up_to_five(
    count: int, factor: float
) -> None:
    heading = replace(topic("Keepers"), context={"ship": count})

    assert lifted(heading, ("en", "Ship keepers")) == factor


def test_the_rarest_of_the_words_that_are_added_counts() -> None:
    heading = replace(topic("Keepers"), context={"ship": 5, "deck": 1})

    assert lifted(heading, ("en", "Ship deck keepers")) == 1.06
    assert lifted(heading, ("en", "Ship mast keepers")) == 1
    assert lifted(heading, ("en", "Keepers")) == 1


@pytest.mark.parametrize(("vocabularies", "factor"), [(0, 1), (1, 1.05), (2, 1.1), (3, 1.15)])
def test_each_other_vocabulary_with_such_a_concept_lifts(vocabularies: int, factor: float) -> None:
    others = [ConceptStore([Fact("w:1", "preferred", "keepers", "en")])] * vocabularies
    others.append(ConceptStore([Fact("w:2", "preferred", "Lamps", "en")]))

    assert lifted(replace(topic("Light"), context={}), ("en", "Keeper"), others=others) == factor


def test_an_equal_label_is_not_lifted() -> None:
    heading = replace(topic("Keepers"), context={"ship": 5})

    assert lifted(heading, ("en", "Ship keepers"), pattern="") == 1
