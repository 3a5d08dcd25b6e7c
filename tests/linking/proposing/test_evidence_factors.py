"""The factor of each reason for or against an equal label in `evidence`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from repertory.linking.proposing import evidence
from repertory.linking.proposing.evidence import (
    FLOOR,
    GENERIC,
    NEIGHBOURS,
    WORTH,
    Judge,
    cited_together,
)
from repertory.linking.proposing.judgements import Judgement, Reason, TopicContext
from repertory.linking.proposing.proposals import read_topics
from repertory.linking.vocabularies.concepts import ConceptStore, Fact

HEADING = 0.95
"""The confidence of an equal preferred label, before any other reason."""


def facts(iri: str, *labels: str) -> list[Fact]:
    """Parse labels such as `preferred en Lamp`."""
    found = []
    for label in labels:
        kind, language, text = label.split(" ", 2)
        found.append(Fact(iri, kind, text, "" if language == "-" else language))
    return found


def topic(*labels: str, more: Iterable[Fact] = (), linked: Iterable[str] = ()) -> TopicContext:
    """Return the topic t:1 with its labels."""
    store = ConceptStore([*facts("t:1", *labels), *more])
    return next(
        each for each in read_topics(store, {"t:1": frozenset(linked)}) if each.concept.iri == "t:1"
    )


def judge(
    labels: Sequence[str],
    concept: Sequence[str],
    more: Iterable[Fact] = (),
    ours: Sequence[Fact] = (),
) -> Judgement | None:
    """Judge a topic and the concept v:1 by their labels."""
    store = ConceptStore([*facts("v:1", *concept), *more])
    return Judge(store).judge(topic(*labels, more=ours), store.concept("v:1"))


def weight(
    labels: Sequence[str],
    concept: Sequence[str],
    more: Iterable[Fact] = (),
    ours: Sequence[Fact] = (),
) -> tuple[str, float]:
    found = judge(labels, concept, more, ours)
    assert found is not None
    return found.relation, round(found.confidence, 6)


LAMP = ["preferred en Lamp"]


def test_an_equal_preferred_label_has_the_confidence_of_the_form() -> None:
    assert weight(LAMP, ["preferred en LAMPS"]) == ("exactMatch", HEADING)
    assert weight(["alternative en Lamp", "preferred en Glow"], LAMP) == ("closeMatch", 0.85)


@pytest.mark.parametrize(
    ("concept", "more", "factor"),
    [
        pytest.param(["preferred en Lamp oil"], [], 0.88, id="the preferred one shares a word"),
        pytest.param(["preferred en Glow"], [], 0.6, id="the preferred one shares none"),
        pytest.param([], [], 0.6, id="there is none"),
        pytest.param(["preferred fr Lamp"], [], 0.6, id="it is in another language"),
        pytest.param(
            ["preferred en Glow"],
            facts("v:2", "alternative en Lamp"),
            0.6 * 0.8 * 0.6,
            id="its head",
        ),
    ],
)
def test_an_alternative_label_is_weighed_by_the_preferred_one(
    concept: list[str], more: list[Fact], factor: float
) -> None:
    """The last case: the head noun is a concept of its own, whose label has the same rank."""
    found = weight(LAMP, ["alternative en Lamp", *concept], more)

    assert found == ("closeMatch", round(HEADING * factor, 6))


@pytest.mark.parametrize(
    ("languages", "carrying", "factor"),
    [
        (["en"], ["en"], 1),
        (["en", "fr"], ["en"], 1),
        (["en", "fr", "es"], ["en"], 0.97),
        (["en", "fr", "es", "ru"], ["en"], 0.97),
        (["en", "fr", "es"], ["en", "fr"], 1),
    ],
)
def test_an_alternative_label_in_one_of_three_languages_counts_less(
    languages: list[str], carrying: list[str], factor: float
) -> None:
    concept = [f"preferred {each} Lamp oil" for each in languages]
    concept += [f"alternative {each} Lamp" for each in carrying]

    assert weight(LAMP, concept) == ("closeMatch", round(HEADING * 0.88 * factor, 6))


@pytest.mark.parametrize(
    ("own", "other", "factor"),
    [
        pytest.param("preferred", "preferred", 0.6, id="both prefer it"),
        pytest.param("preferred", "alternative", 1, id="the other has it beside another"),
        pytest.param("alternative", "preferred", 0.6, id="the other prefers it"),
        pytest.param("alternative", "alternative", 0.6, id="none prefers it"),
    ],
)
def test_a_label_that_another_concept_has_with_the_same_rank_counts_less(
    own: str, other: str, factor: float
) -> None:
    concept = [f"{own} en Light", "preferred en Light and glow"][: 1 if own == "preferred" else 2]
    found = weight(["preferred en Light"], concept, facts("v:2", f"{other} en Light"))
    alone = weight(["preferred en Light"], concept)

    assert found[1] == pytest.approx(alone[1] * factor)


def test_a_group_that_is_also_a_concept_counts_less() -> None:
    group = [Fact("v:1", "type", "group"), Fact("v:1", "type", "concept")]

    assert weight(LAMP, LAMP, group) == ("exactMatch", round(HEADING * 0.9, 6))


@pytest.mark.parametrize(
    ("label", "ours", "factor"),
    [
        ("Lamp (biology)", [], 0.6),
        ("Lamp (biology)", facts("t:1", "alternative en Lamp of biology"), 1),
        ("Lamp (LMP)", [], 1),
    ],
)
def test_a_qualifier_that_no_heading_around_the_topic_mentions_counts_less(
    label: str, ours: list[Fact], factor: float
) -> None:
    found = weight(LAMP, [f"preferred en {label}"], ours=ours)

    assert found == ("exactMatch", round(HEADING * factor, 6))


@pytest.mark.parametrize(
    ("french", "factor"),
    [("lampe", 1.04), ("lampe à huile", 1), ("feu", 0.6), ("", 1)],
)
def test_labels_of_another_language_agree_differ_or_disagree(french: str, factor: float) -> None:
    theirs = ["preferred en Lamp", *([f"preferred fr {french}"] if french else [])]
    found = weight(["preferred en Lamp", "preferred fr lampe"], theirs)

    assert found == ("exactMatch", round(min(0.99, HEADING * factor), 6))


@pytest.mark.parametrize(
    ("others", "relation", "factor"),
    [
        pytest.param(0, "closeMatch", 0.8, id="heads no other label"),
        pytest.param(1, "closeMatch", 0.8, id="one"),
        pytest.param(2, "closeMatch", 0.8, id="two"),
        pytest.param(3, "broadMatch", 0.55, id="three: it is general"),
    ],
)
def test_a_single_word_at_the_end_of_a_heading_counts_less(
    others: int, relation: str, factor: float
) -> None:
    assert GENERIC == 2
    compounds = [
        fact
        for n, name in enumerate(("Oil", "Ship", "Deck")[:others], 2)
        for fact in facts(f"v:{n}", f"preferred en {name} price")
    ]
    above = [*facts("t:2", "preferred en Lamps"), Fact("t:1", "broader", "t:2")]
    found = weight(["preferred en Lamps, price"], ["preferred en Price"], compounds, above)

    assert found == (relation, round(0.8 * factor, 6))


@pytest.mark.parametrize(("others", "relation"), [(2, "narrowMatch"), (3, "narrowMatch")])
def test_a_general_half_keeps_its_relation(others: int, relation: str) -> None:
    compounds = [
        fact
        for n, name in enumerate(("Oil", "Ship", "Deck")[:others], 2)
        for fact in facts(f"v:{n}", f"preferred en {name} price")
    ]
    found = weight(["preferred en Wicks and price"], ["preferred en Price"], compounds)

    assert found == (relation, round(0.7 * (0.8 if others == 2 else 0.55), 6))


def near(*labels: str) -> list[Fact]:
    """Return a broader concept of v:1 for each label."""
    return [
        fact
        for n, label in enumerate(labels)
        for fact in (
            *facts(f"v:9{n:03}", f"preferred en {label}"),
            Fact("v:1", "broader", f"v:9{n:03}"),
        )
    ]


OURS_NEAR = [*facts("t:2", "preferred en Signals"), Fact("t:1", "related", "t:2")]


@pytest.mark.parametrize(
    ("above", "ours", "factor"),
    [
        (["SIGNALS"], OURS_NEAR, 1.08),
        (["Signals", "Signal"], OURS_NEAR, 1.08),
        (["Flags"], OURS_NEAR, 1),
        ([], OURS_NEAR, 1),
        (["Signals"], [], 1),
    ],
)
def test_a_common_neighbour_supports_once(
    above: list[str], ours: list[Fact], factor: float
) -> None:
    labels = ["preferred en Glow", "alternative en Lamp"]
    found = weight(labels, LAMP, near(*above), ours)

    assert found == ("closeMatch", round(0.85 * factor, 6))


def test_five_hundred_neighbours_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert NEIGHBOURS == 500
    monkeypatch.setattr(evidence, "NEIGHBOURS", 2)
    labels = ["preferred en Glow", "alternative en Lamp"]
    assert weight(labels, LAMP, near("Flags", "Signals"), OURS_NEAR)[1] == round(0.85 * 1.08, 6)
    assert weight(labels, LAMP, near("Flags", "Masts", "Signals"), OURS_NEAR)[1] == 0.85


@pytest.mark.parametrize(("worth", "factor"), [(0.84, 1.08), (0.85, 1.08), (0.86, 1)])
def test_neighbours_are_compared_from_a_minimum_confidence(
    worth: float, factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert WORTH == 0.3
    monkeypatch.setattr(evidence, "WORTH", worth)
    labels = ["preferred en Glow", "alternative en Lamp"]

    assert weight(labels, LAMP, near("Signals"), OURS_NEAR)[1] == round(0.85 * factor, 6)


def test_a_link_to_the_same_third_concept_supports() -> None:
    store = ConceptStore([*facts("v:1", *LAMP), Fact("v:1", "match", "w:7")])
    labels = ("preferred en Glow", "alternative en Lamp")

    def found(*linked: str) -> float:
        judged = Judge(store).judge(topic(*labels, linked=linked), store.concept("v:1"))
        assert judged is not None
        return round(judged.confidence, 6)

    assert found("w:7") == found("v:1") == found("v:1", "w:7") == round(0.85 * 1.15, 6)
    assert found() == found("w:8") == 0.85


def cited(iri: str, paragraphs: str) -> list[Fact]:
    return [
        fact
        for each in paragraphs
        for fact in (Fact(each, "type", "paragraph"), Fact(each, "listed", iri))
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "factor"),
    [
        ("", "", 1),
        ("ab", "cd", 1),
        ("ab", "bc", 1.05),
        ("a", "abcd", 1.1),
        ("abcd", "ax", 1.05),
        ("abc", "abcd", 1.1),
    ],
)
def test_common_paragraphs_support_by_their_share_of_the_smaller_set(
    ours: str, theirs: str, factor: float
) -> None:
    labels = ["preferred en Glow", "alternative en Lamp"]
    found = weight(labels, LAMP, cited("v:1", theirs), cited("t:1", ours))

    assert found == ("closeMatch", round(0.85 * factor, 6))


@pytest.mark.parametrize(
    ("ours", "theirs", "similarity"),
    [
        ("a", "a", None),
        ("ab", "ab", 1),
        ("abcd", "abxy", 2 / 6),
        ("abcde", "abxy", None),
        ("abcdef", "abcx", 3 / 7),
        ("ab", "abcd", 2 / 4),
        ("ab", "abcde", None),
    ],
)
def test_two_common_paragraphs_and_half_of_both_sets_make_topics_related(
    ours: str, theirs: str, similarity: float | None
) -> None:
    store = ConceptStore([*facts("v:1", "preferred en Food"), *cited("v:1", theirs)])
    found = cited_together(topic(*LAMP, more=cited("t:1", ours)), store.concept("v:1"))

    assert (found is None) is (similarity is None)
    if found is not None:
        assert (found.relation, found.confidence, found.pattern) == (
            "relatedMatch",
            0.62,
            "citations",
        )
        assert found.similarity == similarity


# Minimum confidence


@pytest.mark.parametrize(
    ("label", "confidence"),
    [
        pytest.param("Light oil", None, id="one of three words: 24.96 of 100"),
        pytest.param("Light quiet keepers", 0.3, id="more words"),
    ],
)
def test_a_label_that_only_shares_words_needs_a_confidence_of_25_percent(
    label: str, confidence: float | None
) -> None:
    assert FLOOR == 0.25
    found = judge(["preferred en Light keepers"], [f"alternative en {label}"])

    assert (found is not None and found.confidence >= 0.25) is (confidence is not None)


@pytest.mark.parametrize(("floor", "shown"), [(0.31, True), (0.312, True), (0.313, False)])
def test_a_candidate_at_the_minimum_confidence_is_shown(
    floor: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = judge(["preferred en Light keepers"], ["preferred en Light oil"])
    assert found is not None
    assert found.confidence == pytest.approx(0.312)

    monkeypatch.setattr(evidence, "FLOOR", found.confidence if floor == 0.312 else floor)
    again = judge(["preferred en Light keepers"], ["preferred en Light oil"])
    assert (again is not None) is shown


def test_an_equal_label_is_shown_at_any_confidence() -> None:
    rivals = [fact for n in range(2, 4) for fact in facts(f"v:{n}", "alternative en Guarding")]
    found = judge(
        ["preferred en Guarding and lighting"],
        ["preferred en Care", "alternative en Guarding"],
        rivals,
    )

    assert found is not None
    assert found.confidence < FLOOR


def test_a_broader_concept_of_a_name_counts_less() -> None:
    plain = weight(["preferred en Quiet light keepers"], ["preferred en Light keepers"])
    named = weight(["preferred en Quiet Light Keepers"], ["preferred en Light keepers"])

    assert (plain[0], named[0]) == ("broadMatch", "broadMatch")
    assert named[1] == pytest.approx(plain[1] * 0.8, abs=1e-6)


def test_at_most_three_rivals_are_named() -> None:
    rivals = [fact for n in range(2, 7) for fact in facts(f"v:{n}", "preferred en Lamp")]
    found = judge(LAMP, LAMP, rivals)

    assert found is not None
    assert Reason("others bear the label too: Lamp, Lamp, Lamp", supports=False) in found.reasons


def test_the_label_with_the_stronger_judgement_is_used() -> None:
    found = judge(LAMP, ["preferred en Lamp oil", "alternative en Lamp"])

    assert found is not None
    assert (found.relation, found.similarity, found.pattern) == ("closeMatch", 1, "")
