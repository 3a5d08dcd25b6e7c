"""Decisions: apart from proposals, saved at once, never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from repertory.errors import OutputError, SourceError
from repertory.linking.review import (
    Decisions,
    accept,
    nothing_found,
    read_decisions,
    reject,
)
from repertory.linking.sssom import BUILT_IN, MappingSet, SssomMapping
from repertory.linking.terminal import Session
from repertory.terms import IRI
from repertory.vocabulary import SEMAPV, SKOS, SSSOM

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
            "comment": "+ they look alike; - only one language says so",
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
    {"subject_label": "keeper"},
)
ALL = (LAMP, LIGHT, OIL, NOTHING)


def session(
    path: Path, keys: str, proposals: tuple[SssomMapping, ...] = ALL
) -> tuple[Decisions, list[str]]:
    pressed: Iterator[str] = iter(keys)
    told: list[str] = []
    start = read_decisions(path, EMPTY)
    sitting = Session(start, "A. Person", "2031-02-03", lambda: next(pressed), told.append)
    done = sitting.review(proposals)
    assert next(pressed, None) is None, "keys were left over"
    return done, told


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


def test_each_key_decides_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    sea, salt = proposal("sea", "sea"), proposal("salt", "salt")
    session(path, "a" + "cb" + "r" + "s" + "n" + "a", (OIL, LIGHT, LAMP, sea, salt, NOTHING))
    assert short(path) == [
        ("keeper", "exactMatch", "NoTermFound", "ManualMappingCuration", "", *PERSON),
        ("lamp", "exactMatch", "lamp", "MappingReview", "Not", *PERSON),
        ("lamp", "broadMatch", "light", "ManualMappingCuration", "", *PERSON),
        ("oil", "closeMatch", "oil", "MappingReview", "", *PERSON),
        ("salt", "exactMatch", "NoTermFound", "ManualMappingCuration", "", *PERSON),
    ]


def test_a_candidate_without_a_relation_is_accepted_with_one(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "ar", (LIGHT,))
    assert short(path) == [("lamp", "relatedMatch", "light", "ManualMappingCuration", "", *PERSON)]


def test_every_decision_is_saved_before_the_next_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    counts: list[int] = []

    def read_key() -> str:
        counts.append(len(lines(path)) if path.is_file() else 0)
        return "a" if len(counts) < 3 else "q"

    start = read_decisions(path, EMPTY)
    Session(start, "A. Person", "", read_key, lambda text: None).review((LAMP, OIL, NOTHING))
    assert counts == [0, 1, 2]


def test_undo_takes_back_the_last_steps_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "a" + "r" + "s" + "u" + "u" + "a" + "q", (LAMP, OIL, proposal("x", "x"), NOTHING))
    assert short(path) == [
        ("lamp", "exactMatch", "lamp", "MappingReview", "", *PERSON),
        ("oil", "closeMatch", "oil", "MappingReview", "", *PERSON),
    ]


def test_what_is_decided_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "ara")
    before = path.read_bytes()
    done, told = session(path, "")
    assert (told, path.read_bytes(), len(done.accepted)) == ([], before, 1)


def test_a_found_concept_leaves_its_open_candidates_alone(tmp_path: Path) -> None:
    _, told = session(tmp_path / "v.sssom.tsv", "aq", (LAMP, LIGHT, OIL))
    assert len(told) == 2
    assert "oil" in told[1]


def test_both_sides_and_the_reasons_are_shown(tmp_path: Path) -> None:
    _, told = session(tmp_path / "v.sssom.tsv", "q", (LAMP,))
    assert told == [
        "\n".join(
            [
                "",
                "\x1b[1m1 of 1  lamp\x1b[0m",
                "  https://example.org/topics/lamp",
                "\x1b[1m  exactMatch  LAMP\x1b[0m",
                "  http://vocabulary.example/lamp",
                "    the concept is under things",
                "  Confidence 0.95",
                "    + they look alike",
                "    - only one language says so",
                "  a accept  r reject  c change the relation  n no concept for this topic  s skip  "
                "u undo  q quit",
            ]
        )
    ]


def test_evidence_that_changed_is_shown_and_the_decision_kept(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "r", (LAMP,))
    before = path.read_bytes()
    slots = {**LAMP.slots, "comment": "+ they look alike"}
    _, told = session(path, "q", (replace(LAMP, slots=slots),))
    assert (
        "Decided before on other evidence: proposed skos:exactMatch: + they look alike; "
        "- only one language says so"
    ) in told[0]
    assert path.read_bytes() == before


def test_a_decision_made_again_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "r", (LAMP,))
    changed = replace(LAMP, slots={**LAMP.slots, "comment": "+ they look alike"})
    session(path, "a", (changed,))
    assert short(path) == [("lamp", "exactMatch", "lamp", "MappingReview", "", *PERSON)]


def test_more_support_alone_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "r", (LAMP,))
    more = {**LAMP.slots, "comment": LAMP.slots["comment"] + "; + both are linked"}
    assert read_decisions(path).changed(replace(LAMP, slots=more)) == ""


def test_columns_and_metadata_that_we_do_not_know_stay(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(
        '#curie_map:\n#  t: "https://example.org/topics/"\n#  v: "http://vocabulary.example/"\n'
        "#mapping_set_version: '7'\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\n"
        "t:sea\tskos:exactMatch\tv:sea\tsemapv:ManualMappingCuration\tv:me\n"
    )
    session(path, "a", (OIL,))
    read = read_decisions(path)
    assert read.mappings.metadata == {"mapping_set_version": "7"}
    assert [each.slots.get("author_id") for each in read] == [None, "v:me"]


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "a", (OIL,))
    read = read_decisions(path)
    path.write_text(path.read_text() + "\n")
    changed = path.read_bytes()
    with pytest.raises(OutputError, match="was changed by another program"):
        read.with_decision(accept(LAMP, SKOS.exactMatch, "A. Person")).save()
    assert path.read_bytes() == changed


def test_a_write_that_fails_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "v.sssom.tsv"
    session(path, "a", (OIL,))
    before = path.read_bytes()
    read = read_decisions(path)

    def fail(*arguments: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr("repertory.linking.review.write_files", fail)
    with pytest.raises(OutputError, match="the disk is full"):
        read.with_decision(reject(LAMP, "A. Person")).save()
    assert path.read_bytes() == before


def test_a_backup_without_its_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "v.sssom.tsv.backup").write_text("decisions")
    with pytest.raises(SourceError, match=r"Rename it to v\.sssom\.tsv"):
        read_decisions(tmp_path / "v.sssom.tsv", EMPTY)


def test_an_accepted_concept_replaces_the_finding_that_there_is_none() -> None:
    none = Decisions(Path("v"), EMPTY).with_decision(nothing_found(LAMP, "A. Person"))
    both = none.with_decision(accept(LAMP, SKOS.exactMatch, "A. Person"))
    assert [each.object for each in both] == ["http://vocabulary.example/lamp"]


HEAD = (
    '#curie_map:\n#  t: "https://example.org/"\n'
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier\n"
)
GOOD = "t:1\tskos:exactMatch\tt:2\tsemapv:MappingReview\t\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (GOOD, "found the same decision again, expected one decision; line 4 has the other"),
        (
            GOOD.replace("\t\n", "\tNot\n"),
            "found another decision on the same two, expected one decision; line 4 has the other",
        ),
        (GOOD.replace("exact", "close"), "found another decision on the same two"),
        (GOOD.replace("t:2", "t:3"), "found a second exact match of the topic"),
        (GOOD.replace("exactMatch", "mappingRelation").replace("t:2", "t:3"), "the relation"),
        (GOOD.replace("exactMatch", "broader").replace("t:2", "t:3"), "the relation"),
        (GOOD.replace("\t\n", "\tMaybe\n").replace("t:2", "t:3"), "the predicate_modifier 'Maybe'"),
    ],
)
def test_lines_that_contradict_each_other_are_told_with_both_lines(
    tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD + GOOD + line)
    with pytest.raises(SourceError) as caught:
        read_decisions(path)
    assert str(caught.value).startswith(f"{path}, line 5: ")
    assert told in str(caught.value)


def test_no_term_and_a_term_contradict_each_other(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD + GOOD + GOOD.replace("t:2", "sssom:NoTermFound"))
    with pytest.raises(SourceError, match=r"line 4: found a concept where none was found.*line 5"):
        read_decisions(path)
