"""The effect of reviewed corrections on citations and findings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from repertory.concordance import Concordance
from repertory.errors import SourceError
from repertory.model import Correction, Place, Symbol
from repertory.notation import format_paragraph, format_reference

Check = Callable[..., Concordance]

ROWS = ("Anchors|1|14–23|I.11–20", "Fog|1|7 and 8|I.4 and I.6", "|2|9|")
ENTRY = Correction(
    topic="fog",
    document=Symbol("LIGHT/1"),
    paragraph="8",
    field="reference",
    printed="I.6",
    corrected="I.5",
    status="accepted",
    reason="The report says so.",
    place=Place("lights.corrections.toml", line=3),
    line=3,
)


def last_of_fog(found: Concordance) -> str:
    citation = next(each for each in found.citations if (each.row, each.ordinal) == (2, 2))
    values = (citation.printed_paragraph, citation.paragraph)
    paragraphs = [format_paragraph(each) if each else "-" for each in values]
    references = [
        format_reference(each) if each else "-"
        for each in (citation.printed_reference, citation.reference)
    ]
    return " ".join([*paragraphs, *references])


@pytest.mark.parametrize(
    ("entry", "asserted"),
    [
        (ENTRY, "8 8 I.6 I.5"),
        (replace(ENTRY, status="open"), "8 8 I.6 I.6"),
        (replace(ENTRY, status="rejected"), "8 8 I.6 I.6"),
        (replace(ENTRY, line=None), "8 8 I.6 I.5"),
        (replace(ENTRY, corrected=""), "8 8 I.6 -"),
        (replace(ENTRY, field="paragraph", printed="8", corrected="9"), "8 9 I.6 I.6"),
    ],
)
def test_only_an_accepted_value_is_asserted_beside_the_printed_one(
    check: Check, entry: Correction, asserted: str
) -> None:
    found = check(*ROWS, corrections=[entry])

    assert last_of_fog(found) == asserted
    assert found.corrected == ((2, 2),)
    (finding,) = [each for each in found.findings if each.kind == "rule-break"]
    assert (finding.status, finding.reason) == (entry.status, entry.reason)


def test_a_finding_without_an_entry_stays_open(check: Check) -> None:
    (finding,) = [each for each in check(*ROWS).findings if each.kind == "rule-break"]

    assert (finding.status, finding.reason, finding.proposed) == ("open", "", "I.5")


def test_a_missing_reference_is_filled_in(check: Check) -> None:
    rows = (ROWS[0], "Fog|1|7 and 8|I.4")
    found = check(*rows, corrections=[replace(ENTRY, printed="", line=3)])

    assert last_of_fog(found) == "8 8 - I.5"
    assert [(each.kind, each.status) for each in found.findings][:1] == [
        ("missing-reference", "accepted")
    ]


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        (replace(ENTRY, topic="Fogs"), "No such topic; is it 'Fog'?"),
        (replace(ENTRY, topic="Quays"), "There is no such topic."),
        (
            replace(ENTRY, printed="I.9"),
            "Under this topic it prints LIGHT/1, para. 7 = I.4 (line 3); "
            "LIGHT/1, para. 8 = I.6 (line 3). Correct the entry or remove it.",
        ),
        (
            replace(ENTRY, line=2),
            "Under this topic it prints LIGHT/1, para. 7 = I.4 (line 3); "
            "LIGHT/1, para. 8 = I.6 (line 3). Correct the entry or remove it.",
        ),
        (
            replace(ENTRY, document=Symbol("LIGHT/2")),
            "Under this topic it prints LIGHT/2, para. 9 = – (line 4). "
            "Correct the entry or remove it.",
        ),
    ],
)
def test_an_entry_that_matches_nothing_is_an_error(
    check: Check, entry: Correction, advice: str
) -> None:
    with pytest.raises(SourceError) as caught:
        check(*ROWS, corrections=[ENTRY, entry])

    (problem,) = caught.value.problems
    assert problem.place == ENTRY.place
    assert problem.advice == advice


def test_all_entries_that_cannot_be_parsed_are_reported_together(check: Check) -> None:
    entries = [replace(ENTRY, corrected="five"), replace(ENTRY, paragraph="5–3")]
    with pytest.raises(SourceError) as caught:
        check(*ROWS, corrections=entries)

    assert [problem.found for problem in caught.value.problems] == [
        "a correction with 'five'",
        "a correction with '5–3'",
    ]


def test_each_finding_has_the_status_of_its_own_entry(check: Check) -> None:
    rows = (ROWS[0], "Fog|1|7 and 8|I.9 and I.6")
    seven = replace(ENTRY, paragraph="7", printed="I.9", corrected="I.4", status="rejected")
    found = check(*rows, corrections=[ENTRY, seven])

    assert [(f.paragraph, f.status) for f in found.findings if f.kind == "rule-break"] == [
        ("7", "rejected"),
        ("8", "accepted"),
    ]
    assert found.corrected == ((2, 2), (2, 1))


def test_an_entry_without_a_line_is_about_the_first_citation_that_it_matches(check: Check) -> None:
    rows = (ROWS[0], "Fog|1|8|I.6", "|2|9|", "|1|8|I.6")
    found = check(*rows, corrections=[replace(ENTRY, line=None)])

    assert found.corrected == ((2, 1),)
    assert [f.status for f in found.findings if f.kind == "rule-break"] == ["accepted", "open"]


@pytest.mark.parametrize(("citations", "shown"), [(7, 7), (8, 8), (9, 8)])
def test_at_most_eight_citations_are_shown_if_none_matches(
    check: Check, citations: int, shown: int
) -> None:
    last = 3 + citations
    rows = (ROWS[0], f"Fog|1|4–{last}|I.1–{last - 3}")
    with pytest.raises(SourceError) as caught:
        check(*rows, corrections=[replace(ENTRY, paragraph="99")])

    assert caught.value.problems[0].advice.count("LIGHT/1, para. ") == shown


def test_the_closest_of_several_topics_is_named(check: Check) -> None:
    rows = ("Foggy|1|4|", "Fogs|1|4|", "Foghorn|1|4|")
    with pytest.raises(SourceError) as caught:
        check(*rows, corrections=[replace(ENTRY, topic="Fogs at sea")])
    with pytest.raises(SourceError) as other:
        check(*rows, corrections=[replace(ENTRY, topic="Fogg")])

    assert caught.value.problems[0].advice.startswith("There is no such topic")
    assert other.value.problems[0].advice == "No such topic; is it 'Foggy'?"
