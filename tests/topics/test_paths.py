"""A topic is its path: one label below two sections is two topics."""

from __future__ import annotations

from repertory.model import CrossReference, Place, Topic
from repertory.settings.identifiers import assign_slugs
from repertory.topics.cross_references import relate_topics
from repertory.topics.headings import read_topics

PLACE = Place("lights.txt", line=9)


def read(*headings: str) -> tuple[Topic, ...]:
    return read_topics(headings, ["general"], lambda names: assign_slugs(names, {}))


def test_one_label_below_two_sections_is_two_topics() -> None:
    topics = read("A. Ports › 1. Moles › Lamps", "B. Ships › Lamps", "B. Ships › Oars")

    assert [(each.name, each.slug, each.broader, each.notation) for each in topics] == [
        ("Ports", "ports", None, "A"),
        ("Moles", "moles", "Ports", "1"),
        ("Ports › Moles › Lamps", "lamps", "Moles", ""),
        ("Ships", "ships", None, "B"),
        ("Ships › Lamps", "ships-lamps", "Ships", ""),
        ("Oars", "oars", "Ships", ""),
    ]
    assert [each.label for each in topics if each.path] == ["Lamps", "Lamps"]
    assert topics[0].headings == () and topics[4].headings == ("B. Ships › Lamps",)


def test_labels_of_sections_are_compared_without_case() -> None:
    assert [each.label for each in read("PORTS › Lamps", "Ports › Oars")] == [
        "PORTS",
        "Lamps",
        "Oars",
    ]


def test_a_comma_is_hierarchy_only_among_the_topics_of_one_section() -> None:
    topics = read("Ports › Bells", "Ships › Bells, brass", "Ships › Oars")

    assert [(each.label, each.broader) for each in topics][3] == ("Bells, brass", "Ships")


def test_a_label_that_is_now_a_path_keeps_its_identifier() -> None:
    assert assign_slugs(["Moles › Lamps", "Ships › Lamps"], {"Lamps": "lights"}) == {
        "Moles › Lamps": "lights",
        "Ships › Lamps": "lamps",
        "Lamps": "lights",
    }


def test_a_reference_relates_topics_or_adds_a_label_or_is_a_finding() -> None:
    references = [
        CrossReference("Ports › Lamps", "Oars", PLACE),
        CrossReference("Paddles", "Oars", PLACE),
        CrossReference("Sails", "Masts and Oars", PLACE),
    ]
    topics, notes = relate_topics(read("Ports › Lamps", "Oars"), references)

    assert {each.name: each.related for each in topics} == {
        "Ports": (),
        "Lamps": ("Oars",),
        "Oars": ("Lamps",),
    }
    assert topics[2].alternative_labels == ("Paddles", "Sails")
    assert [(note.kind, note.printed) for note in notes] == [("missing-target", "Masts")]


def test_a_reference_to_a_broader_or_narrower_topic_states_nothing_new() -> None:
    references = [
        CrossReference("Ports › Lamps", "Ports", PLACE),
        CrossReference("Ports", "Lamps", PLACE),
        CrossReference("Ports › Lamps", "Lamps", PLACE),
    ]
    topics, notes = relate_topics(read("Ports", "Ports › Lamps"), references)

    assert ([each.related for each in topics], notes) == ([(), ()], ())
