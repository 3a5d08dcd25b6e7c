"""What a row states beside topic and document: texts with their numbers, kinds, shared places."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from repertory.model import Cell, IndexRow, Place, Row
from repertory.notation import parse_rows
from repertory.notation.formatting import cite, format_paragraph
from repertory.notation.particulars import read_particulars


def row(order: int, paragraphs: str, cells: Mapping[str, str]) -> IndexRow:
    place = Place("reefs.csv", line=order + 1)
    return IndexRow(
        order=order,
        heading="Reefs",
        printed_heading="Reefs",
        document=Cell("REEF/1", place),
        paragraphs=Cell(paragraphs, place),
        references=Cell("", place),
        place=place,
        extras=tuple((name, Cell(text, place)) for name, text in cells.items()),
    )


def read(*texts: str, paragraphs: str = "") -> tuple[Row, ...]:
    rows = [row(n, paragraphs, {"text": text}) for n, text in enumerate(texts, 1)]
    return parse_rows(rows).rows


def cited(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    """Return the paragraph and the text of each row."""
    return [(format_paragraph(each.paragraphs[0].value), each.particulars.text) for each in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 (a) Ratify it.", ("12 (a)", "Ratify it.")),
        ("12.(a) Ratify it.", ("12 (a)", "Ratify it.")),
        ("26.110 Step up efforts.", ("26.110", "Step up efforts.")),
        ("26. The Board asks.", ("26", "The Board asks.")),
        ("12 Ratify it.", ("12", "Ratify it.")),
        ("12 ships sank.", ("", "12 ships sank.")),
        ("Ratify it.", ("", "Ratify it.")),
    ],
)
def test_the_number_of_a_paragraph_opens_its_text(text: str, expected: tuple[str, str]) -> None:
    assert cited(read(text)) == [expected]


def test_a_text_without_a_number_is_of_the_whole_document() -> None:
    rows = read("12 (a) Ratify it.", "The Board asks.", "13. Mend it.")
    assert [where for where, _ in cited(rows)] == ["12 (a)", "", "13"]


def test_numbers_that_open_few_texts_are_no_paragraphs() -> None:
    rows = read("Ratify it.", "3. Mend it.", "Map it.", "Close it.")
    assert cited(rows)[1] == ("[2]", "3. Mend it.")


def test_the_number_in_the_column_of_paragraphs_is_not_repeated() -> None:
    assert cited(read("26.110 Step up.", "27 Step up.", paragraphs="26.110")) == [
        ("26.110 [1]", "Step up."),
        ("26.110 [2]", "27 Step up."),
    ]


@pytest.mark.parametrize(
    ("title", "kind", "is_recommendation"),
    [
        ("Annotation type", "- Concerns/Observations", False),
        ("AnnotationType", "Observation", False),
        ("Kind", "Concerns and observations", False),
        ("Type", "Recommendations", True),
        ("Type", "Supported", True),
        ("Type", "Recommendation; Concern", True),
        ("Remarks", "Observation", True),
    ],
)
def test_a_column_of_kinds_tells_observations(
    title: str, kind: str, is_recommendation: bool
) -> None:
    (found,) = read_particulars([row(1, "3", {"text": "Map it.", title: kind})]).of_rows
    assert found.is_recommendation is is_recommendation


def test_a_position_may_be_given_as_the_kind() -> None:
    cells = ({"Type": "- Supported"}, {"Type": "Noted", "position": "Accepted"}, {"Type": "Report"})
    rows = [row(n, "3", each) for n, each in enumerate(cells, 1)]
    found = read_particulars(rows).of_rows
    assert [each.positions for each in found] == [("Supported",), ("Accepted",), ()]


def test_a_goal_that_is_not_there_is_a_finding_and_hides_no_row() -> None:
    read = parse_rows([row(1, "3", {"text": "Map it.", "sdg": "18; 14.2"})])
    (finding,) = read.findings
    assert (finding.kind, finding.severity, finding.printed) == (
        "unreadable-cell",
        "warning",
        "18; 14.2",
    )
    assert "found '18', expected goals and targets from 1 to 17" in finding.message
    assert read.rows[0].particulars.targets == ("14.2",)


def places(*cells: Mapping[str, str]) -> list[str]:
    rows = parse_rows([row(n, "12", each) for n, each in enumerate(cells, 1)]).rows
    return [cite(each.document, each.paragraphs[0].value, "en") for each in rows]


def test_texts_in_one_place_are_numbered_in_their_order() -> None:
    assert places({"text": "Map it."}, {"text": "Mend it."}, {"text": "Map it."}) == [
        "REEF/1, para. 12 [1]",
        "REEF/1, para. 12 [2]",
        "REEF/1, para. 12 [1]",
    ]


def test_identifiers_name_the_recommendations_of_one_place() -> None:
    assert places(
        {"text": "Map it.", "identifier": "a"},
        {"text": "Map it.", "identifier": "b"},
        {"text": "Mend it.", "identifier": "b"},
        {"position": "Noted"},
    ) == [
        "REEF/1, para. 12 [a]",
        "REEF/1, para. 12 [b]",
        "REEF/1, para. 12 [b-3]",
        "REEF/1, para. 12",
    ]


def test_one_recommendation_of_several_rows_is_its_place() -> None:
    same = {"text": "Map it.", "identifier": "a"}
    assert places(same, same) == ["REEF/1, para. 12"] * 2
