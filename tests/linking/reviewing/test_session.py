"""A review in the terminal: what is shown, and what each key decides and saves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from repertory.linking.reviewing.decisions import Decisions, read_decisions
from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.review_context import ReviewContext
from repertory.linking.reviewing.screens import OPEN, coverage
from repertory.linking.reviewing.session import Keyboard, Session
from repertory.linking.reviewing.verdicts import accept
from repertory.linking.reviewing.vocabulary_search import Side
from repertory.linking.sssom.mapping_set import BUILT_IN, MappingSet, SssomMapping
from repertory.linking.vocabularies.concepts import ConceptStore, Fact
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

PREFIXES = {**BUILT_IN, "t": "https://example.org/topics/", "v": "http://vocabulary.example/"}
EMPTY = MappingSet(PREFIXES, (), {"license": "https://example.org/free"})


def proposal(topic: str, concept: str, relation: IRI = SKOS.exactMatch) -> SssomMapping:
    return SssomMapping(
        IRI(f"https://example.org/topics/{topic}"),
        relation,
        IRI(f"http://vocabulary.example/{concept}"),
        SEMAPV.LexicalMatching,
        {
            "subject_label": topic,
            "object_label": concept.upper(),
            "confidence": "0.95",
            "comment": "for: they look alike; against: only one language says so",
            "other": "the concept is under things",
        },
    )


LAMP = proposal("lamp", "lamp")
LIGHT = proposal("lamp", "light", SKOS.mappingRelation)
OIL = proposal("oil", "oil", SKOS.closeMatch)
NOTHING = SssomMapping(
    IRI("https://example.org/topics/keeper"),
    SKOS.exactMatch,
    SSSOM.NoTermFound,
    SEMAPV.LexicalMatching,
    {"subject_label": "keeper", "comment": "no similar concept found"},
)
ALL = (LAMP, LIGHT, OIL, NOTHING)

V = "http://vocabulary.example/"
SIDE = Side(
    ConceptStore(
        [
            Fact(f"{V}beacon", "preferred", "Beacons", "en"),
            Fact(f"{V}beacon", "preferred", "Balises", "fr"),
            Fact(f"{V}beacon", "alternative", "Lamps", "en"),
            Fact(f"{V}beacon", "broader", f"{V}light"),
            Fact(f"{V}beacon", "note", "They guide ships."),
            Fact(f"{V}lamp", "preferred", "Lamps", "en"),
            Fact(f"{V}light", "preferred", "Light", "en"),
            Fact("http://elsewhere.example/1", "preferred", "Beacons", "en"),
        ]
    ),
    V,
)


def keyboard(typed: Iterable[str], shown: list[str]) -> Keyboard:
    """A keyboard on which each item of *typed* is a key or a line."""
    pressed = iter(typed)

    def read_line(prompt: str, default: str) -> str:
        shown.append(f"{prompt} [{default}]")
        return next(pressed) or default

    return Keyboard(lambda: next(pressed), read_line, lambda *lines: shown.append("\n".join(lines)))


def session(
    path: Path, typed: list[str], proposals: tuple[SssomMapping, ...] = ALL, side: bool = False
) -> tuple[Decisions, list[str]]:
    shown: list[str] = []
    typed = [*typed, *([] if list(typed)[-1:] == ["q"] else ["q"])]
    left = iter([*typed, "END"])
    context = ReviewContext(Proposed(proposals), vocabulary=SIDE if side else None)
    review = Session(
        read_decisions(path, EMPTY), context, "A. Person", "2031-02-03", keyboard(left, shown)
    )
    done = review.review()
    assert next(left) == "END", "keys were left over"
    return done, shown


DEFAULTS = ("", "")
"""No reason, and the proposed confidence."""


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if not line.startswith("#")][1:]


def short(path: Path) -> list[tuple[str, ...]]:
    columns = ("predicate_modifier", "reviewer_label", "review_date")
    return [
        (
            each.subject.rpartition("/")[2],
            each.predicate.rpartition("#")[2],
            each.object.rpartition("/")[2],
            each.justification.rpartition("/")[2],
            *(each.slots.get(column, "") for column in columns),
        )
        for each in read_decisions(path)
    ]


PERSON = ("A. Person", "2031-02-03")


def test_each_key_makes_its_decision(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    sea, salt = proposal("sea", "sea"), proposal("salt", "salt")
    typed = [
        "a",
        *DEFAULTS,
        "c",
        "b",
        *DEFAULTS,
        "s",
        "n",
        *DEFAULTS,
        "a",
        *DEFAULTS,
        "r",
        *DEFAULTS,
        "q",
    ]
    session(path, typed, (OIL, LIGHT, sea, salt, NOTHING, proposal("x", "x")))
    assert short(path) == [
        ("keeper", "exactMatch", "NoTermFound", "ManualMappingCuration", "", *PERSON),
        ("lamp", "broadMatch", "light", "ManualMappingCuration", "", *PERSON),
        ("oil", "closeMatch", "oil", "MappingReview", "", *PERSON),
        ("salt", "exactMatch", "NoTermFound", "ManualMappingCuration", "", *PERSON),
        ("x", "exactMatch", "x", "MappingReview", "Not", *PERSON),
    ]


def test_a_candidate_without_a_relation_is_accepted_with_one(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["a", "r", *DEFAULTS], (LIGHT,))
    assert short(path) == [("lamp", "relatedMatch", "light", "ManualMappingCuration", "", *PERSON)]


def test_every_decision_is_saved_before_the_next_question(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    counts: list[int] = []

    def read_key() -> str:
        counts.append(len(lines(path)) if path.is_file() else 0)
        return "a" if len(counts) < 3 else "q"

    keys = Keyboard(read_key, lambda prompt, default: default, lambda *lines: None)
    context = ReviewContext(Proposed((LAMP, OIL, NOTHING)))
    Session(read_decisions(path, EMPTY), context, "A. Person", "", keys).review()
    assert counts == [0, 1, 2]


def said(path: Path) -> list[tuple[str, str, str]]:
    columns = ("predicate_modifier", "comment", "confidence")
    return [
        (modifier, comment, confidence)
        for each in read_decisions(path)
        for modifier, comment, confidence in [[each.slots.get(name, "") for name in columns]]
    ]


def test_a_decision_has_an_optional_reason_and_a_confidence(tmp_path: Path) -> None:
    """The proposed confidence is the default only if the relation is the proposed one."""
    path = tmp_path / "v.sssom.tsv"
    typed = ["r", "Another thing.", "0.8", "s", "a", "", "", "n", "No concept is near.", "0.7"]
    session(path, typed, (proposal("a", "a"), OIL, proposal("z", "z")))
    assert said(path) == [
        ("Not", "Another thing.", "0.8"),
        ("", "", "0.95"),
        ("", "No concept is near.", "0.7"),
    ]


def test_the_confidence_is_a_number_from_0_to_1(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    _, shown = session(path, ["a", "", "90", "0,9", "0.9"], (OIL,))
    assert said(path) == [("", "", "0.9")]
    assert [line for line in shown if "is not a number" in line] == [
        "'90' is not a number from 0 to 1.",
        "'0,9' is not a number from 0 to 1.",
    ]


CHANGED = replace(LAMP, slots={**LAMP.slots, "comment": "for: they look alike"})


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "Another thing."), ("-", ""), ("The same thing.", "The same thing.")],
)
def test_the_reason_of_a_decision_that_is_made_again_is_offered(
    tmp_path: Path, typed: str, reason: str
) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["r", "Another thing.", "0.8", "q"], (LAMP,))
    _, shown = session(path, ["a", typed, ""], (CHANGED,))
    assert "Reason (Enter: unchanged; -: none) [Another thing.]" in shown
    assert short(path) == [("lamp", "exactMatch", "lamp", "MappingReview", "", *PERSON)]
    assert said(path) == [("", reason, "0.95")]


def test_the_confidence_of_a_decision_that_is_made_again_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["r", "", "0.8", "q"], (LAMP,))
    _, shown = session(path, ["g", "lamp", "r", *DEFAULTS], (LAMP,))
    assert "Confidence from 0 to 1 (Enter: unchanged) [0.8]" in shown
    assert said(path) == [("Not", "", "0.8")]


def test_a_topic_without_a_candidate_can_only_be_left_without_one(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    _, shown = session(path, ["r", "c", "q"], (NOTHING,))
    assert shown.count("There is no concept to decide on; press n, f or s.") == 2
    assert not path.exists()


def test_another_key_and_an_undo_of_nothing_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    _, shown = session(path, ["x", "", "u", "q"], (LAMP,))
    keys = [line for line in shown if line.startswith("Keys: ")]
    assert len(keys) == 2 and "a, " in keys[0]
    assert "Nothing to undo." in shown
    assert not path.exists()


def test_undo_reverts_the_last_steps_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    typed = ["a", "Why.", "", "r", *DEFAULTS, "s", "u", "u", "a", *DEFAULTS, "q"]
    session(path, typed, (LAMP, OIL, proposal("x", "x"), NOTHING))
    assert short(path) == [
        ("lamp", "exactMatch", "lamp", "MappingReview", "", *PERSON),
        ("oil", "closeMatch", "oil", "MappingReview", "", *PERSON),
    ]


def test_undo_restores_everything_that_a_decision_replaced(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["n", "No concept.", "0.9"], (LAMP,))
    before = path.read_bytes()
    session(path, ["g", "lamp", "a", "It is one.", "", "u", "q"], (LAMP,))
    assert path.read_bytes() == before


def test_decided_topics_are_not_shown_again(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["a", *DEFAULTS, "r", *DEFAULTS, "n", *DEFAULTS, "a", *DEFAULTS])
    before = path.read_bytes()
    done, shown = session(path, [])
    assert (len(shown), path.read_bytes(), len(done.accepted)) == (1, before, 1)
    assert shown[0] == (
        "\nNo proposals left: 3 of 3 topics decided.\n  g go to a topic  u undo  q quit"
    )


@pytest.mark.parametrize("relation", "ecbnr")
def test_a_mapping_of_any_relation_settles_a_topic(tmp_path: Path, relation: str) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["c", relation, *DEFAULTS, "q"], (LAMP, LIGHT, OIL))
    _, shown = session(path, ["q"], (LAMP, LIGHT, OIL))
    assert "oil   [1 of 2 topics decided]" in shown[0]


def test_a_topic_whose_candidates_are_all_rejected_is_shown_once_more(
    tmp_path: Path,
) -> None:
    path = tmp_path / "v.sssom.tsv"
    _, shown = session(path, ["r", *DEFAULTS, "r", *DEFAULTS, "a", "None.", ""], (LAMP, LIGHT))
    assert "no usable concept in this vocabulary  no concept" in shown[6]
    assert [line[:3:2] for line in short(path)] == [
        ("lamp", "lamp"),
        ("lamp", "light"),
        ("lamp", "NoTermFound"),
    ]


def test_a_skipped_candidate_leaves_its_topic_open(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    done, _ = session(path, ["s", "r", *DEFAULTS], (LAMP, LIGHT))
    assert coverage(done, Proposed((LAMP, LIGHT))) == "0 of 1 topics decided"


def test_the_reviewer_goes_back_to_a_topic_and_maps_it_to_a_second_concept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "v.sssom.tsv"
    typed = ["a", *DEFAULTS, "g", "LAM", "s", "a", "r", *DEFAULTS, "q"]
    _, shown = session(path, typed, (LAMP, LIGHT, OIL))
    assert [line[:3] for line in short(path)] == [
        ("lamp", "exactMatch", "lamp"),
        ("lamp", "relatedMatch", "light"),
    ]
    assert "  ! Decided: exactMatch LAMP" in shown[5].splitlines()


def test_all_candidates_of_a_topic_are_on_one_screen_to_choose_from(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    typed = ["l", "2", "a", "b", *DEFAULTS, "l", "", "q"]
    _, shown = session(path, typed, (LAMP, LIGHT, proposal("lamp", "glow"), OIL))
    assert shown[1] == (
        "  1 exactMatch  LAMP  <http://vocabulary.example/lamp>\n"
        "  2 open: the evidence does not settle the relation  LIGHT  "
        "<http://vocabulary.example/light>\n"
        "  3 exactMatch  GLOW  <http://vocabulary.example/glow>"
    )
    assert [line[:3] for line in short(path)] == [("lamp", "broadMatch", "light")]


def test_a_concept_that_was_not_proposed_is_found_by_its_words_and_decided_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "v.sssom.tsv"
    typed = ["f", "beacons", "1", "a", "c", "It guides.", "0.8", "q"]
    _, shown = session(path, typed, (LAMP, OIL), side=True)
    assert shown[2] == f"  1 {OPEN}  Beacons  <http://vocabulary.example/beacon>"
    assert short(path) == [
        ("lamp", "closeMatch", "beacon", "ManualMappingCuration", "", *PERSON),
    ]
    assert read_decisions(path).accepted[0].slots["other"] == (
        "not proposed; matches proposed: http://vocabulary.example/lamp"
    )


def test_a_candidate_that_is_found_by_search_keeps_its_reasons(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    _, shown = session(path, ["f", "light", "1", "q"], (LAMP, LIGHT), side=True)
    assert "    for: they look alike" in shown[4].splitlines()


@pytest.mark.parametrize(
    ("side", "typed", "shown"),
    [
        (False, [], "repertory link review FILE --vocabulary FILE"),
        (True, ["whale"], "Nothing found for 'whale'."),
        (True, [""], "Nothing found for ''."),
        (True, ["http://elsewhere.example/1"], "Nothing found for 'http://elsewhere.example/1'."),
    ],
)
def test_a_search_without_results_is_reported(
    tmp_path: Path, side: bool, typed: list[str], shown: str
) -> None:
    _, shown_lines = session(tmp_path / "v.sssom.tsv", ["f", *typed, "q"], (LAMP,), side=side)
    assert any(line.endswith(shown) for line in shown_lines)


def test_a_second_exact_match_of_a_concept_needs_a_confirmation(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    lantern = replace(proposal("lantern", "lamp"))
    typed = ["a", *DEFAULTS, "a", "no", "a", "y", *DEFAULTS]
    _, shown = session(path, typed, (LAMP, lantern))
    assert "  ! This concept is already the exact match of 'lamp'." in shown[3].splitlines()
    assert (
        shown.count(
            "This concept is already the exact match of 'lamp'. Of this topic too? "
            "y yes, any other key no"
        )
        == 2
    )
    assert [line[0] for line in short(path)] == ["lamp", "lantern"]


def test_no_usable_concept_removes_a_mapping_only_after_a_confirmation(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["a", "It is one.", ""], (LAMP,))
    before = path.read_bytes()
    _, shown = session(path, ["g", "lamp", "n", "x", "s"], (LAMP,))
    assert (
        "This removes the decision: exactMatch LAMP - It is one.. Sure? y yes, any other key no"
        in shown
    )
    assert path.read_bytes() == before
    session(path, ["g", "lamp", "n", "y", *DEFAULTS], (LAMP,))
    assert [line[2] for line in short(path)] == ["NoTermFound"]


def test_topics_are_found_by_a_part_of_the_heading(tmp_path: Path) -> None:
    _, shown = session(tmp_path / "v.sssom.tsv", ["g", "l", "g", "x", "g", "oil", "q"], (LAMP, OIL))
    assert (shown[2], shown[5]) == ("2 topics: lamp; oil", "No such topic.")
    assert "oil" in shown[8]


def test_both_sides_and_the_reasons_are_shown(tmp_path: Path) -> None:
    _, shown = session(tmp_path / "v.sssom.tsv", ["q"], (LAMP,))
    assert shown == [
        "\n".join(
            [
                "",
                "lamp   [0 of 1 topics decided]",
                "  https://example.org/topics/lamp",
                "  exactMatch  LAMP",
                "  http://vocabulary.example/lamp",
                "    the concept is under things",
                "  Confidence 0.95",
                "    for: they look alike",
                "    against: only one language says so",
                "  a accept  r reject  c change the relation  n no usable concept for this topic  "
                "s skip  l list its candidates  f find a concept  g go to a topic  u undo  q quit",
            ]
        )
    ]


def test_the_labels_of_an_open_vocabulary_are_shown_in_all_languages(tmp_path: Path) -> None:
    beacon = proposal("lamp", "beacon")
    _, shown = session(tmp_path / "v.sssom.tsv", ["q"], (beacon,), side=True)
    assert shown[0].splitlines()[5:11] == [
        "    en: Beacons (Lamps)",
        "    fr: Balises",
        "    under: Light",
        "    note: They guide ships.",
        "    the label 'Beacons' also belongs to Beacons <http://elsewhere.example/1>",
        "    the label 'Lamps' also belongs to Lamps <http://vocabulary.example/lamp>",
    ]


def test_changed_evidence_is_shown_and_the_decision_kept(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["r", *DEFAULTS, "q"], (LAMP,))
    before = path.read_bytes()
    _, shown = session(path, ["q"], (CHANGED,))
    assert (
        "Decided earlier on other evidence: proposed skos:exactMatch: for: they look alike; "
        "against: only one language says so"
    ) in shown[0].splitlines()[8]
    assert path.read_bytes() == before


def test_evidence_recorded_with_signs_is_the_same_evidence(tmp_path: Path) -> None:
    """Decisions of earlier versions record reasons as `+ …` and `- …`."""
    path = tmp_path / "v.sssom.tsv"
    session(path, ["r", *DEFAULTS, "q"], (LAMP,))
    text = path.read_text(encoding="utf-8")
    signed = text.replace("for: they", "+ they").replace("against: only", "- only")
    assert signed != text
    path.write_text(signed, encoding="utf-8")
    assert read_decisions(path).changed(LAMP) == ""
    assert read_decisions(path).changed(CHANGED) != ""


def with_reasons(proposal: SssomMapping, reasons: str) -> SssomMapping:
    return replace(proposal, slots={**proposal.slots, "comment": reasons})


def test_evidence_that_supports_a_decision_is_not_a_change(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["r", *DEFAULTS, "q"], (LAMP,))
    more = f"{LAMP.slots['comment']}; for: both are linked"
    assert read_decisions(path).changed(with_reasons(LAMP, more)) == ""
    path.unlink()
    session(path, ["a", *DEFAULTS], (LAMP,))
    assert read_decisions(path).changed(CHANGED) == ""
    doubt = f"{LAMP.slots['comment']}; against: it is another thing"
    assert read_decisions(path).changed(with_reasons(LAMP, doubt)) != ""


def test_a_new_match_reopens_a_decided_topic(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, ["c", "b", *DEFAULTS], (LAMP, LIGHT))
    new = proposal("lamp", "lantern", SKOS.closeMatch)
    _, shown = session(path, ["q"], (LAMP, LIGHT, new))
    assert (
        "  ! Decided earlier on other evidence: matches proposed: http://vocabulary.example/lamp"
        in shown[0].splitlines()
    )
    weak = proposal("lamp", "lantern", SKOS.relatedMatch)
    assert len(session(path, [], (LAMP, LIGHT, weak))[1]) == 1


def test_decisions_made_elsewhere_get_a_record_of_the_proposals_once(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    slots = {"comment": "A reason.", "confidence": "0.9"}
    decision = replace(accept(LAMP, SKOS.broadMatch), slots=slots)
    start = read_decisions(path, EMPTY).with_decision(decision)
    foreign = replace(accept(OIL, SKOS.closeMatch), slots={"other": "a note of others"})
    start.with_decision(foreign).save()
    _, shown = session(path, [], (LAMP, LIGHT, OIL))
    assert shown[-1].startswith("\nNo proposals left")
    assert shown[:-1] == [
        "1 decisions were made without these proposals. The proposals are now recorded with them; "
        "if they change, the decisions are shown again."
    ]
    record = (
        "proposed skos:exactMatch: for: they look alike; against: only one language says so; "
        "matches proposed: http://vocabulary.example/lamp"
    )
    assert [each.slots for each in read_decisions(path)] == [
        {**slots, "other": record},
        {"other": "a note of others"},
    ]
    assert session(path, [], (LAMP, LIGHT, OIL))[1][0].startswith("\nNo proposals left")
    assert "Decided earlier on other evidence" in session(path, ["q"], (CHANGED, LIGHT, OIL))[1][0]
