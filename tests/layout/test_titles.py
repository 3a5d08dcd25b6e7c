"""Column titles are found in the six official languages, in any order, on one line or two."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.layout.assigned_columns import Given
from repertory.layout.titles import (
    TITLES,
    ColumnRoles,
    known_title,
    plain_line,
    repeats_titles,
    role_of,
    title_block,
    title_language,
)
from repertory.model import Cell, Place
from repertory.readers import read_bytes
from repertory.settings.columns import ROLES

ROW = {"topic": "Fog", "document": "A/1", "paragraphs": "4", "reference": "I.1"}


@pytest.mark.parametrize(
    ("titles", "language", "roles"),
    [
        (
            "Topic|Meeting report|Paragraphs|Reference in A/9",
            "en",
            "topic document paragraphs reference",
        ),
        ("Symbol|Paragraph|Subject", "en", "document paragraphs topic"),
        ("Theme|Doc. symbol|Para.|Ref. No.", "en", "topic document paragraphs reference"),
        ("Thème|Cote|Par.|Réf.", "fr", "topic document paragraphs reference"),
        ("Tema|Signatura|Párr.|Ref.", "es", "topic document paragraphs reference"),
        (
            "Sujet|Cote|Paragraphes|Renvoi au document A/9",
            "fr",
            "topic document paragraphs reference",
        ),
        ("Tema|Signatura|Párrafos|Referencia", "es", "topic document paragraphs reference"),
        ("Тема|Документ|Пункты|Ссылка на A/9", "ru", "topic document paragraphs reference"),
        ("الموضوع|الوثيقة|الفقرات|المرجع", "ar", "topic document paragraphs reference"),
        ("主题|文件|段落|参考", "zh", "topic document paragraphs reference"),
        ("TOPIC|DOCUMENT|PARAGRAPHS|REFERENCE", "en", "topic document paragraphs reference"),
    ],
)
def test_titles_name_the_columns(titles: str, language: str, roles: str) -> None:
    cells = [ROW[role] for role in roles.split()]
    text = titles.replace("|", "\t") + "\n" + "\t".join(cells) + "\n"
    layout = arrange(read_bytes(text.encode(), "x.txt"))
    (row,) = layout.rows
    assert layout.language == language
    assert (row.heading, row.document.text, row.paragraphs.text) == ("Fog", "A/1", "4")
    assert row.references.text == ("I.1" if "reference" in roles else "")


def test_of_two_titles_over_a_column_the_lower_one_counts() -> None:
    assert role_of("Meeting report", "en") == role_of("Document", "en") == "document"
    text = "Topic\tReport\tReport\tReference\n\tDocument\tParagraphs\t\nFog\tA/1\t4\tI.1\n"
    (row,) = arrange(read_bytes(text.encode(), "x.txt")).rows
    assert (row.document.text, row.paragraphs.text) == ("A/1", "4")


@pytest.mark.parametrize(
    "texts",
    [["Topic"], ["Topic", ""], ["Topic", "Whales"], ["Reports, general", "A/1"], ["", ""]],
)
def test_a_line_of_titles_has_two_titles_and_no_other_text(texts: list[str]) -> None:
    assert title_language(tuple(Cell(text, Place("x")) for text in texts)) is None


def test_no_title_begins_two_columns_of_a_language() -> None:
    for language, roles in TITLES.items():
        starts = [start for words in roles.values() for start in words.split("|")]
        assert len(starts) == len(set(starts)), language


UNKNOWN = "No.\tTopic\tDocument\tParagraphs\tReference\tRemarks\n"


GIVEN = (("topic", 1), ("document", 2), ("paragraphs", 3))


@pytest.mark.parametrize("given", [(), GIVEN])
def test_repeated_titles_may_include_unknown_ones(given: Given) -> None:
    text = f"{UNKNOWN}1\tFog\tA/1\t4\tI.1\t\n{UNKNOWN}2\tOil\tA/2\t5\tII.1\tnew\n"
    layout = arrange(read_bytes(text.encode(), "x.txt"), given)

    assert [(row.heading, row.document.text) for row in layout.rows] == [
        ("Fog", "A/1"),
        ("Oil", "A/2"),
    ]
    assert [each.place.line for each in layout.set_aside if each.kind == "repeated-header"] == [3]


def test_a_row_is_joined_over_repeated_titles_with_unknown_ones() -> None:
    text = f"{UNKNOWN}1\tFog\tA/\t4\tI.1\t\n{UNKNOWN}\t\t75/2\t\t\t\n"
    (row,) = arrange(read_bytes(text.encode(), "x.txt")).rows
    assert row.document.text == "A/75/2"


def line(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, Place("x")) for text in texts)


def test_the_longest_known_beginning_decides_the_column() -> None:
    assert role_of("Report", "en") == "document"
    assert role_of("Report paragraphs", "en") == "paragraphs"
    assert role_of("Номер рекомендации", "ru") == "reference"


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        pytest.param(("Document", "Paragraphe"), "fr", id="more letters are French"),
        pytest.param(("Document", "Theme"), "en", id="equal: the first of the list"),
        pytest.param(("Tema", "Documento", "Referencia"), "es", id="one language only"),
    ],
)
def test_the_language_is_the_one_with_most_known_letters(
    texts: tuple[str, ...], language: str
) -> None:
    assert title_language(line(*texts)) == language


@pytest.mark.parametrize(
    ("lines", "block"),
    [
        pytest.param([("Document", "Theme")], (1, "en"), id="equal: the first of the list"),
        pytest.param([("Document", "Paragraphe")], (1, "fr"), id="best"),
        pytest.param([("Document", "Theme"), ("Paragraphe", "Reference")], (2, "fr"), id="in all"),
        pytest.param([("Document", "Theme"), ("Report", "Paragraph")], (2, "en"), id="in both"),
        pytest.param([("Topic", "Report"), ("Thème", "Cote")], (1, "en"), id="another language"),
        pytest.param([("Topic", "Report"), ("Bells", "A/1")], (1, "en"), id="a row"),
        pytest.param([("Topic", "Report"), ("", "(symbol)"), ("Bells", "A/1")], (2, "en")),
        pytest.param([("Topic", "Report"), ("", "Document"), ("Bells", "A/1")], (2, "en")),
    ],
)
def test_a_block_of_titles_has_the_language_that_fits_all_its_lines_best(
    lines: list[tuple[str, ...]], block: tuple[int, str]
) -> None:
    assert title_block([line(*each) for each in lines]) == block


def test_a_line_is_compared_without_empty_cells_at_its_end() -> None:
    assert plain_line(line("Topic ", "", "Report", "", "")) == ("topic", "", "report")
    assert plain_line(line("Topic", "Report")) == ("topic", "report")
    assert plain_line(line("", "")) == ()


@pytest.mark.parametrize(
    ("texts", "repeats"),
    [
        (("Topic", "Report"), True),
        (("Paragraphs",), False),
        (("", "Document"), True),
        (("", "Document", ""), True),
        (("Document", ""), False),
        (("Document", "", ""), False),
        (("", "(by symbol)", ""), True),
        (("(by topic)", "", ""), False),
        (("", "Bells", ""), False),
        (("", "Document", "A/1"), False),
    ],
)
def test_a_single_title_counts_only_outside_the_topic_column(
    texts: tuple[str, ...], repeats: bool
) -> None:
    columns = ColumnRoles((("topic", 0), ("document", 1), ("paragraphs", 2)), "en", None)

    assert repeats_titles(line(*texts), columns) is repeats


@pytest.mark.parametrize("language", TITLES)
def test_each_language_has_titles_for_each_role(language: str) -> None:
    assert set(TITLES[language]) == set(ROLES)


@pytest.mark.parametrize("language", TITLES)
def test_each_beginning_is_an_exact_title_of_its_role(language: str) -> None:
    for role, starts in TITLES[language].items():
        for start in starts.split("|"):
            known = known_title(start.title(), language)
            assert known is not None
            assert (known.start, known.role, known.is_exact) == (start, role, True)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        *[(title, "topic") for title in ("Area of Work", "Themes", "Sub-theme", "Item", "Theme 2")],
        *[(title, "document") for title in ("Document code", "Doc. symbol", "Symbols")],
        *[(title, "decision") for title in ("Decision No.", "Conclusions", "Act", "MEASURE")],
        *[(title, "paragraphs") for title in ("Pars", "Sub-paragraphs", "Paragraph(s)", "Para")],
        *[(title, "reference") for title in ("Recommendation No.", "Ref", "Reference in A/1")],
        *[(title, "text") for title in ("Full Text", "Text of the recommendation")],
        *[(title, "position") for title in ("Position", "UprPositions", "Response")],
        *[(title, "addressee") for title in ("Country", "Countries", "State under review")],
        *[(title, "state") for title in ("Recommending State", "UprRecommendingCountry")],
        *[(title, "session") for title in ("Session", "Meeting", "UprSession")],
        *[(title, "date") for title in ("Date", "PublicationDate", "Date of adoption")],
        *[(title, "sdg") for title in ("SDG", "SDG(s)", "Sdgs", "sdg_target")],
        *[(title, "identifier") for title in ("AnnotationId", "Identifier", "ID")],
        *[(title, None) for title in ("Topic ID", "DocumentId", "Document title", "Decision date")],
        *[
            (title, None)
            for title in ("Actor", "Itemised", "Dated", "Title of decision", "Regions")
        ],
        *[(title, None) for title in ("Decision VII/12", "Paragraph 10", "Session 3 (2004)")],
        *[(title, None) for title in ("Recommendation 12", "Measure No. 4", "Act IV")],
    ],
)
def test_a_title_has_a_role_if_it_names_the_thing_itself(title: str, role: str | None) -> None:
    assert role_of(title, "en") == role


@pytest.mark.parametrize(
    ("title", "language", "role"),
    [
        ("Décisions", "fr", "decision"),
        ("État auteur", "fr", "state"),
        ("Países", "es", "addressee"),
        ("Período de sesiones", "es", "session"),
        ("Резолюции", "ru", "decision"),
        ("Рекомендующее государство", "ru", "state"),
        ("المقرر", "ar", "decision"),
        ("البلدان", "ar", "addressee"),
        ("决议", "zh", "decision"),
        ("建议国", "zh", "state"),
    ],
)
def test_roles_have_titles_in_the_other_languages(title: str, language: str, role: str) -> None:
    assert role_of(title, language) == role


@pytest.mark.parametrize(
    ("title", "exact"),
    [
        ("Paragraphs", True),
        ("Paragraphs in all", False),
        ("Paragraph Number", True),
        ("Reference in A/9", True),
        ("Reference (by section)", True),
        ("Topics*", True),
        ("Topics in short", False),
    ],
)
def test_a_title_is_exact_if_no_other_words_follow(title: str, exact: bool) -> None:
    known = known_title(title, "en")
    assert known is not None
    assert known.is_exact is exact


def test_a_row_of_decisions_is_no_line_of_titles() -> None:
    assert title_language(line("Issues", "Decision VII/12", "Paragraph 10")) is None
    assert title_language(line("Issues", "Decision", "Paragraph")) == "en"
