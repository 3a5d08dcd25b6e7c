"""Numbers of headings in a column of their own are joined to them if they number sections."""

from __future__ import annotations

import pytest

from repertory.outputs.publication import read_text

TITLES = "No.\tSubject\tResolution\tParagraphs"


def topics(*lines: str) -> list[tuple[str, str | None, str]]:
    publication = read_text("\n".join((TITLES, *lines)).encode(), "list.tsv")
    (index,) = publication.dataset.indexes
    return [(topic.label, topic.broader, topic.notation) for topic in index.topics]


def test_numbered_sections_are_broader() -> None:
    lines = (
        *("1\tPeace operations\t\t", "1.1\tMandates\tS/RES/2100 (2013)\t16"),
        *("1.2\tExit\tS/RES/2085 (2012)\t9", "2\tSanctions\t\t", "2.1\tArms\tS/RES/1970 (2011)\t9"),
    )
    assert topics(*lines) == [
        ("Peace operations", None, "1"),
        ("Mandates", "Peace operations", "1.1"),
        ("Exit", "Peace operations", "1.2"),
        ("Sanctions", None, "2"),
        ("Arms", "Sanctions", "2.1"),
    ]


@pytest.mark.parametrize("second", ["2", "n/a"])
def test_numbers_of_rows_are_no_part_of_topics(second: str) -> None:
    rows = ("1\tMandates\tS/RES/2100 (2013)\t16", f"{second}\tArms\tS/RES/1970 (2011)\t9")
    assert topics(*rows) == [("Mandates", None, ""), ("Arms", None, "")]


def test_a_column_with_other_texts_is_left_alone() -> None:
    lines = ("1\tPeace\t\t", "new\tMandates\tS/RES/2100 (2013)\t16")
    assert ("Mandates", None, "") in topics(*lines)
