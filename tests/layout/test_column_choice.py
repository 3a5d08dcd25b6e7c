"""Of several titles of a role the best one counts; the cells tell references from texts."""

from __future__ import annotations

import pytest

from repertory.errors import SourceError
from repertory.layout import arrange
from repertory.layout.column_choice import is_reference
from repertory.model import Layout
from repertory.readers import read_bytes
from repertory.settings.columns import format_columns


def arranged(*lines: str) -> Layout:
    """Arrange lines whose cells are separated by `|`."""
    return arrange(read_bytes("\n".join(lines).replace("|", "\t").encode(), "lights.txt"))


def roles(layout: Layout) -> str:
    """Return the columns of the first table as a user assigns them."""
    return format_columns([(column.role, column.position) for column in layout.columns[0]])


def left_out(layout: Layout) -> list[str]:
    return [each.text for each in layout.set_aside if each.kind == "kept-column"]


@pytest.mark.parametrize(
    ("titles", "row", "expected", "others"),
    [
        pytest.param(
            "Topic|Document|Paragraphs in all|Paragraph",
            "Bells|LIGHT/1|88|4",
            "topic=1,document=2,paragraphs=4",
            ["Paragraphs in all"],
            id="exact",
        ),
        pytest.param(
            "Topic ID|Topic|Document|Paragraphs",
            "B1|Bells|LIGHT/1|4",
            "topic=2,document=3,paragraphs=4",
            ["Topic ID"],
            id="identifier of a topic",
        ),
        pytest.param(
            "Topic|Document title|Symbol|Paragraphs",
            "Bells|On bells|LIGHT/1|4",
            "topic=1,document=3,paragraphs=4",
            ["Document title"],
            id="title of a document",
        ),
        pytest.param(
            "Topic|Document|Symbol|Paragraphs",
            "Bells|On the ringing of bells|LIGHT/1|4",
            "topic=1,document=3,paragraphs=4",
            ["Document"],
            id="of two columns of documents the one with their names",
        ),
        pytest.param(
            "Item|Topic|Document|Paragraphs",
            "7|Bells|LIGHT/1|4",
            "topic=2,document=3,paragraphs=4",
            ["Item"],
            id="numbers are no topics",
        ),
        pytest.param(
            "Topic|Document|Paragraphs|Paragraph in LIGHT/9/CRP.1",
            "Bells|LIGHT/1|4|I.1",
            "topic=1,document=2,paragraphs=3,reference=4",
            [],
            id="paragraph in another document",
        ),
        pytest.param(
            "Topic|Document|Paragraph in LIGHT/9",
            "Bells|LIGHT/1|4",
            "topic=1,document=2,paragraphs=3",
            [],
            id="the only paragraphs",
        ),
        pytest.param(
            "Topic|Document|Paragraphs|Reference in LIGHT/8|Reference in LIGHT/9",
            "Bells|LIGHT/1|4|I.1|A.1",
            "topic=1,document=2,paragraphs=3,reference=4,reference=5",
            [],
            id="two compilations",
        ),
        pytest.param(
            "Topic|Reference|Paragraphs",
            "Bells|Decision LI/4|4",
            "topic=1,document=2,paragraphs=3",
            [],
            id="references to documents",
        ),
        pytest.param(
            "|Topic|Document|Paragraphs",
            "17|Bells|LIGHT/1|4",
            "topic=2,document=3,paragraphs=4",
            ["column 1"],
            id="a full column without a title",
        ),
    ],
)
def test_columns_are_chosen_by_titles_and_cells(
    titles: str, row: str, expected: str, others: list[str]
) -> None:
    layout = arranged(titles, row)

    assert (roles(layout), left_out(layout)) == (expected, others)
    kept = {name: cell.text for name, cell in layout.rows[0].extras}
    cells = dict(zip(titles.split("|"), row.split("|"), strict=True))
    assert kept == {name: cells["" if name == "column 1" else name] for name in others}


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        pytest.param(("I.1", "II.4 and II.5"), "reference", id="references"),
        pytest.param(("1", "3, 4"), "reference", id="references without section"),
        pytest.param(("Ring the bells.", "I.1"), "text", id="a text"),
        pytest.param(("", ""), "reference", id="empty"),
    ],
)
def test_recommendations_are_references_or_texts(cells: tuple[str, str], role: str) -> None:
    rows = [f"Bells|LIGHT/{n}|4|{cell}" for n, cell in enumerate(cells, 1)]
    layout = arranged("Topic|Document|Paragraphs|Recommendation", *rows)

    assert roles(layout) == f"topic=1,document=2,paragraphs=3,{role}=4"
    shown = [
        row.references.text or dict(row.extras)["text"].text for row in layout.rows if any(cells)
    ]
    assert shown == [cell for cell in cells if cell]


def test_one_misprint_among_many_references_leaves_them_references() -> None:
    rows = [f"Bells|LIGHT/{n}|4|{'I.' if n == 5 else f'I.{n}'}" for n in range(1, 12)]

    layout = arranged("Topic|Document|Paragraphs|Recommendation", *rows)

    assert roles(layout).endswith("reference=4")


def test_a_column_of_texts_is_preferred_to_recommendations() -> None:
    layout = arranged(
        "Topic|Document|Paragraphs|Recommendation|Text", "Bells|LIGHT/1|4|to all|Ring the bells."
    )

    assert roles(layout) == "topic=1,document=2,paragraphs=3,text=5"
    assert left_out(layout) == ["Recommendation"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ("Theme|Recommendation No.|Recommendation|Document", "paragraphs=2"),
        ("Theme|Recommendation No. in LIGHT/9|Recommendation|Document", "reference=2"),
    ],
)
def test_numbers_of_recommendations_with_texts_are_paragraphs(titles: str, expected: str) -> None:
    layout = arranged(titles, "Bells|26|Ring the bells.|LIGHT/1")

    assert roles(layout) == f"topic=1,{expected},text=3,document=4"


@pytest.mark.parametrize(
    "titles",
    [
        "Topic|Document|Paragraph|Paragraphs",
        "Topic|Document|Paragraphs in all|Paragraphs in part",
        "Topic|Document|Paragraphs|Country|Addressee",
        "Topic|Document|Document|Paragraphs",
    ],
)
def test_two_titles_that_fit_equally_well_are_an_error(titles: str) -> None:
    row = titles.replace("Topic", "Bells").replace("Document", "LIGHT/1")
    with pytest.raises(SourceError) as caught:
        arranged(titles, row)

    (problem,) = caught.value.problems
    assert problem.found.startswith("2 columns for ")
    assert problem.advice.startswith("Name the columns, such as: --columns topic=1,document=2,")


@pytest.mark.parametrize(
    ("titles", "row", "document", "extras"),
    [
        ("Topic|Decision", "Bells|Decision LI/4", "Decision LI/4", {}),
        (
            "Topic|Decision|Document|Paragraphs",
            "Bells|1/LI.4|LIGHT/1|4",
            "LIGHT/1",
            {"decision": "1/LI.4"},
        ),
        (
            "Topic|Meeting|Measure|Date",
            "Bells|LICM XI – Nye|Measure 4 (2031)|2031-07-01",
            "Measure 4 (2031)",
            {"session": "LICM XI – Nye", "date": "2031-07-01"},
        ),
        (
            "Topic|Session|Paragraph",
            "Bells|3 (2004)|96",
            "Session 3 (2004)",
            {"session": "Session 3 (2004)"},
        ),
        (
            "Topic|Session|Paragraph",
            "Bells|Third session (2004)|96",
            "Third session (2004)",
            {"session": "Third session (2004)"},
        ),
    ],
)
def test_a_decision_or_session_is_the_document_if_there_is_no_other(
    titles: str, row: str, document: str, extras: dict[str, str]
) -> None:
    (found,) = arranged(titles, row).rows

    assert found.document.text == document
    assert {name: cell.text for name, cell in found.extras} == extras


@pytest.mark.parametrize(
    ("text", "expected"), [("I.1", True), ("3, 4", True), ("Ring the bells.", False), ("", False)]
)
def test_a_reference_may_have_no_section(text: str, expected: bool) -> None:
    assert is_reference(text) is expected


def test_a_column_of_addresses_has_no_texts() -> None:
    layout = arranged("Topic|Document|Recommendation IRI", "Bells|LIGHT/1|https://lights.example/1")

    assert (roles(layout), left_out(layout)) == ("topic=1,document=2", ["Recommendation IRI"])
