"""Invariants of every table: no findings if it is consistent, a misprint found, pages ignored."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from repertory import concordance
from repertory.concordance import Concordance
from repertory.layout import arrange
from repertory.model import Finding, Layout
from repertory.notation import parse_rows
from repertory.readers import read_bytes
from repertory.topics.headings import read_topics

TITLES = "Topic\tMeeting report\t\tReference in LIGHT/99\n\tDocument\tParagraphs\t"
SECTIONS = ("I", "II", "III")
LOWEST, HIGHEST = 8, 20

Row = tuple[int, tuple[int, ...]]
"""The number of a report and its paragraphs."""


@dataclass(frozen=True)
class Topic:
    """A heading and its rows, in the order of the reports."""

    heading: str
    rows: tuple[Row, ...]

    def lines(self, offsets: Sequence[int]) -> list[str]:
        """Format the rows of the topic; the references follow the rules of the reports."""
        return [
            f"{'' if number else self.heading}\t{cells}"
            for number, cells in enumerate(_cells(row, offsets) for row in self.rows)
        ]


def _list(elements: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(elements[:-1]), elements[-1])))


def _cells(row: Row, offsets: Sequence[int]) -> str:
    report, paragraphs = row
    section = SECTIONS[report]
    references = [f"{section}.{number - offsets[report]}" for number in paragraphs]
    return f"LIGHT/{report + 1}\t{_list([str(n) for n in paragraphs])}\t{_list(references)}"


WORDS = st.sampled_from(("bells", "fog", "harbours", "Protocol", "lamps", "Sea", "towers"))


@st.composite
def topics(draw: st.DrawFn, least: int = 1, most: int = 8) -> list[Topic]:
    """Draw topics with headings of several words; each cites a paragraph of its own."""
    found = []
    for number in range(draw(st.integers(least, most))):
        words = " ".join(["Topic", str(number), *draw(st.lists(WORDS, max_size=5))])
        reports = sorted(draw(st.sets(st.integers(0, 2), min_size=1)))
        cited = [
            draw(st.sets(st.integers(LOWEST, HIGHEST), min_size=1, max_size=4)) for _ in reports
        ]
        cited[-1].add(100 + number)
        rows = zip(reports, (tuple(sorted(each)) for each in cited), strict=True)
        found.append(Topic(words, tuple(rows)))
    return found


offsets = st.tuples(*(st.integers(-5, LOWEST - 1) for _ in SECTIONS))

ORDERLY = [
    Topic(name, tuple((report, tuple(range(LOWEST, HIGHEST + 1))) for report in range(3)))
    for name in ("Anchors", "Buoys")
]
"""Topics that cite each paragraph of all reports."""


def arranged(lines: Sequence[str]) -> Layout:
    return arrange(read_bytes("\n".join([TITLES, *lines]).encode(), "lights.txt"))


def checked(lines: Sequence[str]) -> Concordance:
    layout = arranged(lines)
    rows = parse_rows(layout.rows).rows
    headings = [row.heading for row in rows]
    read = read_topics(headings, ["general"], lambda labels: {label: label for label in labels})
    return concordance.check(rows, read, layout.doubts)


def serious(found: Concordance) -> list[Finding]:
    return [each for each in found.findings if each.severity != "info"]


def plain(written: Sequence[Topic], offsets: Sequence[int]) -> list[str]:
    return [line for topic in written for line in topic.lines(offsets)]


def shown(layout: Layout) -> list[tuple[str, ...]]:
    return [
        (row.heading, row.document.text, row.paragraphs.text, row.references.text)
        for row in layout.rows
    ]


def kinds(layout: Layout) -> set[str]:
    return {repair.kind for row in layout.rows for repair in row.repairs}


@given(topics(), offsets)
def test_a_consistent_table_has_no_findings_and_no_repairs(
    written: list[Topic], offsets: tuple[int, ...]
) -> None:
    lines = plain([*ORDERLY, *written], offsets)

    assert serious(checked(lines)) == []
    assert kinds(arranged(lines)) == set()
    assert [
        str(rule).split()[-1][: len(section)]
        for rule, section in zip(checked(lines).rules, SECTIONS, strict=True)
    ] == list(SECTIONS)


@given(topics(), offsets, st.data())
def test_one_misprint_is_one_finding_with_the_right_proposal(
    written: list[Topic], offsets: tuple[int, ...], data: st.DataObject
) -> None:
    lines = plain([*ORDERLY, *written], offsets)
    number = data.draw(st.integers(6, len(lines) - 1))
    start, _, cell = lines[number].rpartition("\t")
    references = cell.replace(" and ", ", ").split(", ")
    position = data.draw(st.integers(0, len(references) - 1))
    section, _, value = references[position].partition(".")
    assume(int(value) <= HIGHEST + 5)  # other rows have the pair, and show which part is wrong
    wrong = data.draw(st.integers(1, 60).filter(lambda drawn: drawn != int(value)))
    misprinted = [*references[:position], f"{section}.{wrong}", *references[position + 1 :]]
    found = checked([*lines[:number], f"{start}\t{_list(misprinted)}", *lines[number + 1 :]])

    assert [
        (each.kind, each.place.line if each.place else None, each.printed, each.proposed)
        for each in serious(found)
    ] == [("rule-break", number + 3, f"{section}.{wrong}", references[position])]


@given(topics(least=2), offsets, st.data())
def test_the_order_of_topics_changes_no_rule_and_no_proposal(
    written: list[Topic], offsets: tuple[int, ...], data: st.DataObject
) -> None:
    several = [*ORDERLY, *written]
    misprinted = data.draw(st.integers(2, len(several) - 1))

    def outcome(order: Sequence[int]) -> tuple[set[str], set[tuple[object, ...]]]:
        lines = []
        for number in order:
            own = several[number].lines(offsets)
            lines += [f"{own[0]} and I.88" if number == misprinted else own[0], *own[1:]]
        found = checked(lines)
        return {str(rule) for rule in found.rules}, {
            (each.kind, frozenset(each.topics), each.paragraph, each.printed, each.proposed)
            for each in found.findings
            if each.kind != "contained-topics"
        }

    shuffled = data.draw(st.permutations(range(len(several))))
    assert outcome(shuffled) == outcome(range(len(several)))


def wide(width: int) -> list[Topic]:
    """Return two topics with headings that fill a column of a *width*, so that others wrap in it.

    A single line that is as wide may be a section above the next one.
    """
    return [Topic(f"{name} ".ljust(width, "o"), ((0, (LOWEST,)),)) for name in ("Wind", "Yard")]


@st.composite
def laid_out(
    draw: st.DrawFn, written: Sequence[Topic], offsets: Sequence[int], width: int
) -> list[str]:
    """Draw the lines of a table with page breaks and with headings that wrap on their own lines."""
    leave = st.sampled_from(
        ("", "\n", f"\n12\n\n{TITLES}", f"\n{TITLES.title()}", f"* A note\n{TITLES}")
    )
    lines = []
    for topic in written:
        first, *others = topic.lines(offsets)
        heading, _, cells = first.partition("\t")
        *parts, last = textwrap.wrap(heading, width, break_long_words=False)
        tabs = draw(st.sampled_from(("", "\t\t\t")))
        lines += [*(part + tabs for part in parts), f"{last}\t{cells}"]
        for line in others:
            lines += [draw(leave), line + draw(st.sampled_from(("", "\t", " \t")))]
        lines.append(draw(leave))
    return lines


@given(topics(), offsets, st.integers(25, 60), st.data())
def test_pages_and_wrapped_headings_change_no_row(
    written: list[Topic], offsets: tuple[int, ...], width: int, data: st.DataObject
) -> None:
    several = [*ORDERLY, *written, *wide(width)]
    layout = arranged(data.draw(laid_out(several, offsets, width)))

    assert shown(layout) == shown(arranged(plain(several, offsets)))
    assert kinds(layout) <= {"topic-carried-over", "label-joined"}
    assert layout.doubts == ()


@given(topics(least=2), offsets, st.data())
def test_rows_before_a_label_below_a_page_break_are_moved_if_the_order_shows_it(
    written: list[Topic], offsets: tuple[int, ...], data: st.DataObject
) -> None:
    several = [*ORDERLY, *written]
    number = data.draw(st.integers(3, len(several) - 1))
    above, topic = several[number - 1], several[number]
    assume(above.rows[-1][0] >= topic.rows[0][0])
    displaced = data.draw(st.integers(1, len(topic.rows)))
    rows = [line.partition("\t")[2] for line in topic.lines(offsets)]
    low = [f"\t{cells}" for cells in rows[:displaced]]
    rest = [
        f"{'' if place else topic.heading}\t{cells}" for place, cells in enumerate(rows[displaced:])
    ] or [f"{topic.heading}\t\t\t"]
    before, after = plain(several[:number], offsets), plain(several[number + 1 :], offsets)
    layout = arranged([*before, *low, TITLES, *rest, *after])

    assert shown(layout) == shown(arranged(plain(several, offsets)))
    assert [
        row.order for row in layout.rows for each in row.repairs if each.kind == "row-moved"
    ] == [len(before) + 1 + place for place in range(displaced)]
