"""The hierarchy that the commas of headings express, and names with commas."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from repertory.layout import GENERAL
from repertory.model import Topic
from repertory.topics.headings import key, read_topics


def read(*headings: str, language: str = "en") -> tuple[Topic, ...]:
    def slugs(labels: Sequence[str]) -> dict[str, str]:
        return {label: f"s{number}" for number, label in enumerate(labels, 1)}

    return read_topics(headings, GENERAL[language], slugs)


def tree(*headings: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(topic.label, topic.broader) for topic in read(*headings, language=language)]


@pytest.mark.parametrize(
    ("headings", "topics"),
    [
        pytest.param(("Bells", "Fog"), [("Bells", None), ("Fog", None)], id="no comma"),
        pytest.param(
            ("Bells", "Bells, brass"), [("Bells", None), ("Bells, brass", "Bells")], id="below"
        ),
        pytest.param(
            ("Bells, brass", "Bells"), [("Bells, brass", "Bells"), ("Bells", None)], id="before it"
        ),
        pytest.param(
            ("Bells: brass", "Bells: iron"),
            [("Bells", None), ("Bells: brass", "Bells"), ("Bells: iron", "Bells")],
            id="colons",
        ),
        pytest.param(
            ("Bells", "Bells – brass", "Bells - iron", "Bells-and-whistles"),
            [
                ("Bells", None),
                ("Bells – brass", "Bells"),
                ("Bells - iron", "Bells"),
                ("Bells-and-whistles", None),
            ],
            id="dashes between spaces",
        ),
        pytest.param(
            ("Bells: brass", "Fog"), [("Bells: brass", None), ("Fog", None)], id="a colon alone"
        ),
        pytest.param(
            ("Bells", "bells, brass"), [("Bells", None), ("bells, brass", "Bells")], id="case"
        ),
        pytest.param(
            ("Bells", "Bells, brass", "Bells, brass, small"),
            [
                ("Bells", None),
                ("Bells, brass", "Bells"),
                ("Bells, brass, small", "Bells, brass"),
            ],
            id="the longest beginning counts",
        ),
        pytest.param(
            ("Bells", "Bells, brass, small"),
            [("Bells", None), ("Bells, brass, small", "Bells")],
            id="a step is missing",
        ),
        pytest.param(
            ("Ships, red", "Ships, blue"),
            [("Ships", None), ("Ships, red", "Ships"), ("Ships, blue", "Ships")],
            id="a shared beginning",
        ),
        pytest.param(
            ("Ships, red, big", "Ships, red, small"),
            [
                ("Ships, red", None),
                ("Ships, red, big", "Ships, red"),
                ("Ships, red, small", "Ships, red"),
            ],
            id="only the longest shared beginning",
        ),
        pytest.param(
            ("Ships, red, big", "Ships, red, small", "Ships, blue"),
            [
                ("Ships", None),
                ("Ships, red", "Ships"),
                ("Ships, red, big", "Ships, red"),
                ("Ships, red, small", "Ships, red"),
                ("Ships, blue", "Ships"),
            ],
            id="shared beginnings on two levels",
        ),
        pytest.param(
            ("Smuggling by Land, Sea and Air",),
            [("Smuggling by Land, Sea and Air", None)],
            id="a name with a comma",
        ),
        pytest.param(
            ("Rules by Land, Sea and Air", "Rules by Land, Sea and Air, definitions"),
            [
                ("Rules by Land, Sea and Air", None),
                ("Rules by Land, Sea and Air, definitions", "Rules by Land, Sea and Air"),
            ],
            id="one begins the other",
        ),
        pytest.param(
            ("Crew, civil", "Crew, civil society"),
            [("Crew", None), ("Crew, civil", "Crew"), ("Crew, civil society", "Crew")],
            id="a word that begins another word does not count",
        ),
        pytest.param(
            ("Bells, general", "Bells, brass"),
            [("Bells", None), ("Bells, brass", "Bells")],
            id="general",
        ),
        pytest.param(("Bells, general",), [("Bells", None)], id="general alone"),
        pytest.param(("Bells, generals",), [("Bells, generals", None)], id="another word"),
        pytest.param(
            ("Office of Lights (OL), with staff", "OL, report"),
            [
                ("Office of Lights (OL), with staff", None),
                ("OL, report", "Office of Lights (OL), with staff"),
            ],
            id="an abbreviation",
        ),
        pytest.param(
            ("Office (OL)", "Order (OL)", "OL, report"),
            [("Office (OL)", None), ("Order (OL)", None), ("OL, report", None)],
            id="an abbreviation of two",
        ),
        pytest.param(
            ("OL, bells (XY)", "XY, fog (OL)"),
            [("OL, bells (XY)", "XY, fog (OL)"), ("XY, fog (OL)", None)],
            id="a cycle of abbreviations",
        ),
        pytest.param(
            ("Bells (brass)", "brass, small"),
            [("Bells (brass)", None), ("brass, small", None)],
            id="a word in brackets is not an abbreviation",
        ),
        pytest.param((", odd", "Bells,"), [(", odd", None), ("Bells,", None)], id="bare commas"),
    ],
)
def test_a_comma_separates_levels_if_the_text_before_it_is_known(
    headings: tuple[str, ...], topics: list[tuple[str, str | None]]
) -> None:
    assert tree(*headings) == topics


@pytest.mark.parametrize(
    ("language", "headings", "topics"),
    [
        (
            "ar",
            ("الأطفال، عام", "الأطفال، الحماية"),
            [("الأطفال", None), ("الأطفال، الحماية", "الأطفال")],
        ),
        (
            "fr",
            ("Enfants, généralités", "Enfants, protection"),
            [("Enfants", None), ("Enfants, protection", "Enfants")],
        ),
        (
            "es",
            ("Niños, generalidades", "Niños, protección"),
            [("Niños", None), ("Niños, protección", "Niños")],
        ),
        (
            "ru",
            ("Дети, общие вопросы", "Дети, защита"),
            [("Дети", None), ("Дети, защита", "Дети")],
        ),
        ("zh", ("儿童，一般", "儿童，保护"), [("儿童", None), ("儿童，保护", "儿童")]),
    ],
)
def test_commas_and_the_word_general_in_six_languages(
    language: str, headings: tuple[str, ...], topics: list[tuple[str, str | None]]
) -> None:
    assert tree(*headings, language=language) == topics


def test_a_topic_has_its_headings_and_other_labels() -> None:
    assert read("Bells, general", "Office (OL)", "BELLS", "Bells, brass", "Bells, general") == (
        Topic("Bells", "s1", 1, ("Bells, general", "BELLS"), ("Bells, general", "BELLS")),
        Topic("Office (OL)", "s2", 2, ("Office (OL)",), ("OL",)),
        Topic("Bells, brass", "s3", 3, ("Bells, brass",), (), "Bells"),
    )


def test_a_topic_without_rows_has_no_heading() -> None:
    assert read("Ships, red", "Ships, blue")[0] == Topic("Ships", "s1", 1)


def test_without_headings_there_are_no_topics() -> None:
    assert read() == ()


@pytest.mark.parametrize(
    "other", ["FACT-FINDING  missions’ ends", "fact\u2011finding missions' ends"]
)
def test_labels_that_look_alike_have_one_key(other: str) -> None:
    assert key(other) == key("Fact-finding missions' ends")


def test_headings_of_very_many_commas_are_read() -> None:
    many = ", ".join("a" * 3 for _ in range(200))
    labels = [f"{many}, red", f"{many}, blue"]

    assert tree(*labels) == [(many, None), (labels[0], many), (labels[1], many)]


def test_the_parts_of_a_path_are_levels() -> None:
    """A label that ends two paths is named by its path, so that the two are told apart."""
    headings = ["Ports › Moles › Lamps", "Ports › Quays", "Ships › Lamps", "Ropes"]
    topics = read_topics(headings, (), lambda names: dict.fromkeys(names, "x"))
    assert [(topic.name, topic.label, topic.broader, topic.headings) for topic in topics] == [
        ("Ports", "Ports", None, ()),
        ("Moles", "Moles", "Ports", ()),
        ("Ports › Moles › Lamps", "Lamps", "Moles", ("Ports › Moles › Lamps",)),
        ("Quays", "Quays", "Ports", ("Ports › Quays",)),
        ("Ships", "Ships", None, ()),
        ("Ships › Lamps", "Lamps", "Ships", ("Ships › Lamps",)),
        ("Ropes", "Ropes", None, ("Ropes",)),
    ]
