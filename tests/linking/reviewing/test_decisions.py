"""Files of decisions: contradictions are errors, and no decision is ever lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.linking.reviewing.test_session import EMPTY, LAMP, OIL

from repertory.errors import OutputError, SourceError
from repertory.linking.reviewing.decisions import Decisions, read_decisions
from repertory.linking.reviewing.verdicts import accept, nothing_found, reject, ruled
from repertory.linking.sssom.mapping_set import SssomMapping, values
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SKOS


def decide(path: Path, decision: SssomMapping) -> None:
    read_decisions(path, EMPTY).with_decision(decision).save()


def test_unknown_columns_and_metadata_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(
        '#curie_map:\n#  t: "https://example.org/topics/"\n#  v: "http://vocabulary.example/"\n'
        "#mapping_set_version: '7'\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\n"
        "t:sea\tskos:exactMatch\tv:sea\tsemapv:ManualMappingCuration\tv:me\n"
    )
    decide(path, accept(OIL, SKOS.closeMatch))
    read = read_decisions(path)
    assert read.mappings.metadata == {"mapping_set_version": "7"}
    assert [each.slots.get("author_id") for each in read] == [None, "v:me"]


def test_a_file_that_another_program_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    decide(path, accept(OIL, SKOS.closeMatch))
    read = read_decisions(path)
    path.write_text(path.read_text() + "\n")
    changed = path.read_bytes()
    with pytest.raises(OutputError, match="was changed by another program"):
        read.with_decision(accept(LAMP, SKOS.exactMatch)).save()
    assert path.read_bytes() == changed


def test_a_failed_write_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "v.sssom.tsv"
    decide(path, accept(OIL, SKOS.closeMatch))
    before = path.read_bytes()
    read = read_decisions(path)

    def fail(*arguments: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr("repertory.linking.reviewing.decisions.write_file", fail)
    with pytest.raises(OutputError, match="the disk is full"):
        read.with_decision(reject(LAMP)).save()
    assert path.read_bytes() == before


HEAD = (
    '#curie_map:\n#  t: "https://example.org/"\n'
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier\n"
)
GOOD = "t:1\tskos:exactMatch\tt:2\tsemapv:MappingReview\t\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD, "found the same decision again, expected one decision (the other is in line 4)"),
        (
            GOOD.replace("\t\n", "\tNot\n"),
            "found another decision on the same pair, expected one decision (the other is in line "
            "4)",
        ),
        (GOOD.replace("exact", "close"), "found another decision on the same pair"),
        (GOOD.replace("t:2", "t:3"), "found a second exact match of the topic"),
        (GOOD.replace("exactMatch", "mappingRelation").replace("t:2", "t:3"), "the relation"),
        (GOOD.replace("exactMatch", "broader").replace("t:2", "t:3"), "the relation"),
        (GOOD.replace("\t\n", "\tMaybe\n").replace("t:2", "t:3"), "the predicate_modifier 'Maybe'"),
        (
            GOOD.replace("\t\n", "\tNot\n").replace("t:2", "sssom:NoTermFound"),
            "'Not' with sssom:NoTermFound, expected a concept",
        ),
    ],
)
def test_contradictory_lines_are_an_error_that_names_both(
    tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD + GOOD + line)
    with pytest.raises(SourceError) as caught:
        read_decisions(path)
    assert str(caught.value).startswith(f"{path}, line 5: ")
    assert message in str(caught.value)


NOTHING = GOOD.replace("t:2", "sssom:NoTermFound")


@pytest.mark.parametrize("relation", ["exact", "close", "broad", "narrow", "related"])
def test_a_topic_without_a_usable_concept_has_no_mapping_of_any_relation(
    tmp_path: Path, relation: str
) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD + GOOD.replace("exact", relation) + NOTHING)
    with pytest.raises(SourceError) as caught:
        read_decisions(path)
    assert str(caught.value) == (
        f"{path}, line 4: found a mapping to https://example.org/2 of a topic with "
        "sssom:NoTermFound, expected one decision (the other is in line 5). Delete one of the two "
        "lines."
    )


def test_a_topic_without_a_usable_concept_may_have_rejections(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD + GOOD.replace("\t\n", "\tNot\n") + NOTHING)
    assert len(read_decisions(path).mappings.mappings) == 2


@pytest.mark.parametrize("relation", [SKOS.exactMatch, SKOS.relatedMatch])
def test_a_mapping_and_no_usable_concept_replace_each_other(relation: IRI) -> None:
    empty = Decisions(Path("v"), EMPTY).with_decision(reject(OIL))
    none, mapped = nothing_found(LAMP), accept(LAMP, relation)
    rejected = reject(replace(LAMP, object=OIL.object))

    def objects(*decisions: SssomMapping) -> list[str]:
        done = empty
        for decision in decisions:
            done = done.with_decision(decision)
        return [each.object.rpartition("/")[2] for each in done]

    assert objects(none, rejected, mapped) == ["lamp", "oil", "oil"]
    assert objects(mapped, rejected, none) == ["oil", "NoTermFound", "oil"]


def test_slots_of_others_are_kept_when_a_pair_is_decided_again() -> None:
    """All but those of the old decision: its reason, its reviewer, its evidence."""
    old = replace(
        reject(LAMP),
        slots={"predicate_modifier": "Not", "comment": "Old.", "author_id": "v:me", "license": "x"},
    )
    start = Decisions(Path("v"), EMPTY).with_decision(old)
    new = ruled(accept(LAMP, SKOS.exactMatch), "A. Person", "2031-02-03")
    assert start.with_decision(new).accepted[0].slots == {
        "author_id": "v:me",
        "license": "x",
        "subject_label": "lamp",
        "object_label": "LAMP",
        "reviewer_label": "A. Person",
        "review_date": "2031-02-03",
    }


@pytest.mark.parametrize(
    ("slot", "text", "message"),
    [
        ("confidence", "0,9", "the confidence '0,9', expected a number from 0 to 1"),
        ("confidence", "90%", "the confidence '90%', expected a number from 0 to 1"),
        (
            "review_date",
            "24/11/2031",
            "the review_date '24/11/2031', expected a date as YYYY-MM-DD",
        ),
        ("review_date", "2031-02-30", "the review_date '2031-02-30', expected a date"),
    ],
)
def test_numbers_and_dates_that_a_spreadsheet_reformatted_are_errors(
    tmp_path: Path, slot: str, text: str, message: str
) -> None:
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD.replace("predicate_modifier", slot) + GOOD.replace("\t\n", f"\t{text}\n"))
    with pytest.raises(SourceError) as caught:
        read_decisions(path)
    assert f"line 4: found {message}" in str(caught.value)
    assert f"Format the column {slot} as text" in str(caught.value)


def test_the_name_of_a_reviewer_is_one_value(tmp_path: Path) -> None:
    """SSSOM separates several reviewers by `|`."""
    decision = ruled(accept(LAMP, SKOS.exactMatch), "A|B\\C")
    decide(tmp_path / "v.sssom.tsv", decision)
    (read,) = read_decisions(tmp_path / "v.sssom.tsv")
    assert values(read.slots["reviewer_label"]) == ["A|B\\C"]


def test_a_file_of_others_gets_missing_prefixes(tmp_path: Path) -> None:
    """Its own prefixes stay, and no namespace gets a second one."""
    path = tmp_path / "v.sssom.tsv"
    path.write_text(HEAD.replace("  t:", "  mine:") + GOOD.replace("t:", "mine:"))
    read = read_decisions(path)
    new = {"t": "https://example.org/", "v": "http://vocabulary.example/", "skos": "http://other/"}
    prefixes = read.with_prefixes(new).mappings.prefixes
    assert prefixes == {**read.mappings.prefixes, "v": "http://vocabulary.example/"}
