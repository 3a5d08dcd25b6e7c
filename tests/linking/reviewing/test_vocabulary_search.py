"""The maximum numbers of concepts, languages, names and notes in a description."""

from __future__ import annotations

import pytest

from repertory.linking.reviewing.vocabulary_search import LANGUAGES, NAMES, Side
from repertory.linking.vocabularies.concepts import ConceptStore, Fact

SPACE = "http://v.example/"


def side(*facts: Fact) -> Side:
    return Side(ConceptStore(facts), SPACE)


@pytest.mark.parametrize(("concepts", "found"), [(8, 8), (9, 9), (10, 9)])
def test_a_search_finds_at_most_nine_concepts(concepts: int, found: int) -> None:
    facts = [Fact(f"{SPACE}{n:02}", "preferred", "Lamp", "en") for n in range(concepts)]

    assert [each.iri for each in side(*facts).find("lamps")] == [
        f"{SPACE}{n:02}" for n in range(found)
    ]


@pytest.mark.parametrize(("above", "shown"), [(5, 5), (6, 6), (7, 6)])
def test_at_most_six_neighbours_are_named(above: int, shown: int) -> None:
    assert NAMES == 6
    facts = [Fact(f"{SPACE}1", "preferred", "Lamp", "en")]
    for n in range(above):
        facts += [
            Fact(f"{SPACE}a{n}", "preferred", f"Light {n}", "en"),
            Fact(f"{SPACE}1", "broader", f"{SPACE}a{n}"),
        ]
    (line,) = (each for each in side(*facts).describe(f"{SPACE}1") if each.startswith("under"))

    names = "; ".join(f"Light {n}" for n in range(shown))
    assert line == f"under: {names}{'; …' if above > shown else ''}"


@pytest.mark.parametrize("more", [0, 1, 2])
def test_further_languages_are_counted(more: int) -> None:
    tags = [f"a{chr(97 + n)}" for n in range(LANGUAGES + more)]
    facts = [Fact(f"{SPACE}1", "preferred", "Lamp", tag) for tag in tags]
    lines = side(*facts).describe(f"{SPACE}1")

    assert [line for line in lines if line.endswith(": Lamp")] == [
        f"{tag}: Lamp" for tag in tags[:LANGUAGES]
    ]
    assert [line for line in lines if line.startswith("and labels")] == (
        [f"and labels in {more} more languages"] if more else []
    )


@pytest.mark.parametrize(("rivals", "named"), [(2, 2), (3, 3), (4, 3)])
def test_at_most_three_other_concepts_with_a_label_are_named(rivals: int, named: int) -> None:
    facts = [Fact(f"{SPACE}{n}", "preferred", "Lamp", "en") for n in range(rivals + 1)]
    line = side(*facts).describe(f"{SPACE}0")[-1]

    others = ", ".join(f"Lamp <{SPACE}{n}>" for n in range(1, named + 1))
    assert line == f"the label 'Lamp' also belongs to {others}"


@pytest.mark.parametrize(("notes", "shown"), [(1, 1), (2, 2), (3, 2)])
def test_at_most_two_notes_are_shown(notes: int, shown: int) -> None:
    facts = [Fact(f"{SPACE}1", "preferred", "Lamp", "en")]
    facts += [Fact(f"{SPACE}1", "note", f"n{number}") for number in range(notes)]
    lines = side(*facts).describe(f"{SPACE}1")

    assert [line for line in lines if line.startswith("note")] == [
        f"note: n{number}" for number in range(shown)
    ]
