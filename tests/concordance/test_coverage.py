"""Findings about the whole table: gaps, order, and overlapping topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from repertory.model import Index

Cells = tuple[str, str, str, str]
Read = Callable[[Sequence[Cells]], Index]
REPORT = "LIGHT/WG.2/2031/4"


def _found(index: Index, kind: str) -> list[tuple[str, ...]]:
    return [(*f.topics, f.paragraph, f.printed) for f in index.findings if f.kind == kind]


def test_paragraphs_that_no_topic_cites(read: Read, sound: list[Cells]) -> None:
    assert _found(read(sound), "never-indexed") == []
    fewer = [cells for cells in sound if cells[0] not in ("Keepers", "Ships, large")]
    assert _found(read(fewer), "never-indexed") == [("6–8, 10 (c)", "")]


def test_the_rule_gives_the_first_paragraph(read: Read, sound: list[Cells]) -> None:
    later = [("Lamps", REPORT, "9", "II.6"), *sound[1:]]
    assert _found(read(later), "never-indexed") == [("4", "")]


def test_paragraphs_of_a_cell_that_do_not_go_up(read: Read, sound: list[Cells]) -> None:
    row = ("Bells", REPORT, "9, 4 and 10 (b) and (a)", "II.6, II.1, II.7.b and II.7.a")
    assert _found(read([*sound, row]), "order-in-cell") == [
        ("Bells", "4", row[2]),
        ("Bells", "10 (a)", row[2]),
    ]


def test_topics_with_identical_and_contained_citations(read: Read, sound: list[Cells]) -> None:
    index = read([*sound, ("Bells", REPORT, "5 and 9", "II.2 and II.6")])
    assert _found(index, "identical-topics") == [("Fog", "Bells", "", "")]
    assert _found(index, "contained-topics") == [
        ("Fog", "Lamps", "", ""),
        ("Bells", "Lamps", "", ""),
    ]


def test_a_topic_that_its_broader_topic_contains_is_ignored(read: Read, sound: list[Cells]) -> None:
    index = read([*sound, ("Lamps, oil", REPORT, "4 and 9", "II.1 and II.6")])
    assert ("Lamps, oil", "Lamps", "", "") not in _found(index, "contained-topics")


def test_a_topic_of_one_citation_is_ignored(read: Read, sound: list[Cells]) -> None:
    index = read([*sound, ("Bells", REPORT, "4", "II.1")])
    assert all("Bells" not in found for found in _found(index, "contained-topics"))


def test_irregular_typography_names_its_place(read: Read, sound: list[Cells]) -> None:
    index = read([*sound, ("Bells", REPORT, "6- 8", "II.3–5")])
    found = [
        (f.message, f.place.line, f.place.column)
        for f in index.findings
        if f.kind == "irregular-typography" and f.place
    ]
    start = len("Bells\tLIGHT/WG.2/2031/4\t6") + 1
    assert found == [
        ("a hyphen for the en dash of a range", 7, start),
        ("a space inside a range", 7, start),
    ]
