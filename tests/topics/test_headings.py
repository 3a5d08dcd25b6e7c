"""Commas in headings state a hierarchy only where the other headings bear it out."""

from __future__ import annotations

import pytest

from repertory.layout import GENERAL
from repertory.model import Topic
from repertory.topics.headings import read_topics

SCHEMES: list[tuple[list[str], list[tuple[str, str | None]]]] = [
    # the text before the comma is a heading
    (["Fog", "Fog, horns"], [("Fog", None), ("Fog, horns", "Fog")]),
    # `general` holds the rows of the heading itself
    (["Fog, general", "Fog, horns"], [("Fog", None), ("Fog, horns", "Fog")]),
    (["Fog, general"], [("Fog", None)]),
    # shared by two headings
    (
        ["Crews, cooks", "Crews, mates"],
        [("Crews", None), ("Crews, cooks", "Crews"), ("Crews, mates", "Crews")],
    ),
    # one heading alone shares nothing
    (["Crews, cooks", "Fog"], [("Crews, cooks", None), ("Fog", None)]),
    # a name with commas, and a heading below it
    (
        ["Rules by Land, Sea and Air", "Rules by Land, Sea and Air, terms"],
        [
            ("Rules by Land, Sea and Air", None),
            ("Rules by Land, Sea and Air, terms", "Rules by Land, Sea and Air"),
        ],
    ),
    # an abbreviation that a heading introduces
    (
        ["Office of Lights (OFL), including keepers", "OFL, yearly report"],
        [
            ("Office of Lights (OFL), including keepers", None),
            ("OFL, yearly report", "Office of Lights (OFL), including keepers"),
        ],
    ),
    # introduced twice it leads nowhere
    (
        ["Office (OFL)", "Order (OFL)", "OFL, report"],
        [("Office (OFL)", None), ("Order (OFL)", None), ("OFL, report", None)],
    ),
    # the longest text before a comma
    (
        ["Crews", "Crews, cooks", "Crews, cooks, pay"],
        [("Crews", None), ("Crews, cooks", "Crews"), ("Crews, cooks, pay", "Crews, cooks")],
    ),
    # headings that only group stand in a hierarchy too
    (
        ["Crews, cooks, pay", "Crews, cooks, food", "Crews, mates"],
        [
            ("Crews", None),
            ("Crews, cooks", "Crews"),
            ("Crews, cooks, pay", "Crews, cooks"),
            ("Crews, cooks, food", "Crews, cooks"),
            ("Crews, mates", "Crews"),
        ],
    ),
    # case and spaces make no other heading above
    (["Fog", "fog,  horns"], [("Fog", None), ("fog,  horns", "Fog")]),
    # the Arabic comma
    (["الأمن", "الأمن، التدريب"], [("الأمن", None), ("الأمن، التدريب", "الأمن")]),
]


def _topics(headings: list[str], language: str = "en") -> tuple[Topic, ...]:
    return read_topics(headings, GENERAL[language], lambda labels: {each: each for each in labels})


@pytest.mark.parametrize(("headings", "expected"), SCHEMES, ids=[h[-1] for h, _ in SCHEMES])
def test_the_hierarchy_of_headings(
    headings: list[str], expected: list[tuple[str, str | None]]
) -> None:
    topics = _topics(headings)
    assert [(topic.label, topic.broader) for topic in topics] == expected
    assert [topic.order for topic in topics] == list(range(1, len(topics) + 1))


def test_a_topic_keeps_its_headings_as_printed_and_other_names() -> None:
    fog, office = _topics(["Fog, general", "Fog", "Office of Lights (OFL)"])
    assert (fog.headings, fog.alternative_labels) == (("Fog, general", "Fog"), ("Fog, general",))
    assert (office.headings, office.alternative_labels) == (("Office of Lights (OFL)",), ("OFL",))


@pytest.mark.parametrize(
    ("heading", "language", "label"),
    [
        ("Brume, généralités", "fr", "Brume"),
        ("Niebla, generalidades", "es", "Niebla"),
        ("Туман, общие вопросы", "ru", "Туман"),
        ("الضباب، عام", "ar", "الضباب"),
        ("雾，一般", "zh", "雾"),
        ("Fog, generals", "en", "Fog, generals"),
    ],
)
def test_the_word_for_general_in_six_languages(heading: str, language: str, label: str) -> None:
    (topic,) = _topics([heading], language)
    assert topic.label == label


def test_headings_that_come_again_are_one_topic() -> None:
    assert [topic.label for topic in _topics(["Fog", "Oil", "Fog"])] == ["Fog", "Oil"]
