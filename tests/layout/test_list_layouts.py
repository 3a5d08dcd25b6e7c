"""Layouts of lists: columns are found by titles that a layout names, and layouts by titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.layout.list_layouts import columns_of, recognise_layout
from repertory.model import Table
from repertory.readers import read_bytes
from repertory.settings.layouts import ListLayout, own_layouts, read_layout

OWN = """\
title = "harbour list"
[columns]
topic = "What"
document = ["Act", "Where …"]
paragraphs = 3
text = "Words"
separator = "/"
"""


def table(*lines: str) -> Table:
    return read_bytes("\n".join(lines).encode(), "list.tsv")


def strict(*columns: tuple[str, int | str]) -> ListLayout:
    return ListLayout("columns", "this document", columns, is_strict=True)


SAMPLES = {
    "index-of-recommendations": "Subject\tReport\tParagraphs\tReference in A/1",
    "upr-recommendations": "Theme\tCountry\tDocument\tParagraph\tRecommendation\tPosition",
    "uhri-export": "AnnotationId\tSymbol\tThemes\tText\tOther\tCountries",
    "recommendations-database": "Area of Work\tAddressee\tSession\tParagraph\tFull Text",
    "decisions-by-subject": "Subject\tDecision\tParagraphs\tNotes",
}


def test_every_layout_has_a_sample() -> None:
    assert set(SAMPLES) == {layout.name for layout in own_layouts()}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_list_is_recognised_by_its_titles(name: str) -> None:
    titles = SAMPLES[name]
    fit = recognise_layout(table("A list of something", titles, "\t".join("abcdef")))
    assert fit is not None
    assert fit.layout.name == name
    assert set(fit.titles) <= set(titles.split("\t"))
    assert f"the layout {name}: " in fit.reason()


@pytest.mark.parametrize(
    "titles",
    [
        "Theme\tDocument",  # two columns show nothing
        "Theme\tDocument\tParagraph\tA\tB\tC\tD",  # three titles of seven
        "Position\tCountry\tSession",  # neither a topic nor a text
    ],
)
def test_a_list_with_few_known_titles_is_not_recognised(titles: str) -> None:
    assert recognise_layout(table(titles, "a\tb\tc")) is None


def test_a_layout_that_misses_a_column_with_a_known_title_is_not_recognised() -> None:
    """Without its topic, the list would be read as one of texts without topics."""
    titles = "Document\tText\tCountry\tPosition\tRecommending State"
    assert recognise_layout(table(f"Coral\t{titles}")) is not None
    assert recognise_layout(table(f"Topic\t{titles}")) is None


def test_half_of_the_titles_are_enough() -> None:
    assert recognise_layout(table("Theme\tDocument\tParagraph\tA\tB\tC", "a\tb\tc")) is not None


def test_a_layout_file_names_columns_by_title_and_number(tmp_path: Path) -> None:
    path = tmp_path / "harbours.toml"
    path.write_text(OWN, encoding="utf-8")
    layout = read_layout(path)
    assert layout == ListLayout(
        "harbours",
        "harbour list",
        (
            ("topic", "What"),
            ("document", "Act"),
            ("document", "Where …"),
            ("paragraphs", 2),
            ("text", "Words"),
        ),
        "/",
    )
    rows = table("Where it is\tWHAT\tNo\tOther", "A/1\tQuays\t4\tx", "A/2\tMoles\t5\ty")
    read = arrange(rows, columns_of(rows, layout)).rows
    assert [(r.heading, r.document.text, r.paragraphs.text) for r in read] == [
        ("Quays", "A/1", "4"),
        ("Moles", "A/2", "5"),
    ]
    assert [name for name, _ in read[0].extras] == ["Other"]


def test_titles_may_take_several_lines() -> None:
    rows = table("What\tWhere\t", "\tPaper\tPoint", "Quays\tA/1\t4", "Moles\tA/2\t5")
    layout = strict(("topic", "What"), ("document", "Paper"), ("paragraphs", "Point"))
    assert len(arrange(rows, columns_of(rows, layout)).rows) == 2


def test_a_title_that_is_missing_is_named() -> None:
    rows = table("What\tPaper\tPoint", "Quays\tA/1\t4")
    layout = strict(("topic", "What"), ("document", "Paper"), ("reference", "Recommendation"))
    with pytest.raises(SourceError) as caught:
        columns_of(rows, layout)
    assert [str(problem) for problem in caught.value.problems] == [
        "list.tsv, line 1: found the columns What, Paper only, expected a column "
        "'Recommendation' for reference, as the layout says. Write the titles as in the document."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[columns]\ntopic = "A"\ndocument = "B"', "title"),
        ('title = "x"', "no 'columns'"),
        ('title = "x"\n[columns]\ntopic = "A"', "columns for document"),
        ('title = "x"\n[columns]\ntopic = 0\ndocument = "B"', "its number from 1"),
        ('title = "x"\n[columns]\ntopic = true\ndocument = "B"', "its number from 1"),
        ('title = "x"\n[columns]\ntopics = "A"\ndocument = "B"\ntext = "C"', "only"),
        ('title = "x"\n[columns]\ntopic = "A"\ndocument = "B"\nseparator = ""', "not empty"),
        ('title = "x"\n[columns]\ntopic = "A"\ndocument = "B"\nseparator = "123456789"', "most 8"),
    ],
)
def test_a_faulty_layout_file_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_layout(path)
    assert expected in str(caught.value.problems)
