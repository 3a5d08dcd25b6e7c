"""Invariants of the concordance over generated tables: it finds misprints, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from repertory.model import Index
from repertory.outputs.publication import read_text

TITLES = "Topic\tDocument\tParagraphs\tReference in LIGHT/WG.2/2031/9"
SECTIONS = ("I", "II", "III", "IV")
WORDS = ("Lamps", "Keepers", "Fog", "Ships", "Bells", "Rocks", "Oil", "Mirrors")


@dataclass(frozen=True)
class Made:
    """A consistent table: topic, report and paragraphs of each row; the offset of each report."""

    rows: tuple[tuple[str, int, tuple[int, ...]], ...]
    offsets: tuple[int, ...]

    def lines(self) -> list[list[str]]:
        return [
            [
                topic,
                f"LIGHT/WG.2/{2031 + report}/4",
                ", ".join(map(str, numbers)),
                ", ".join(f"{SECTIONS[report]}.{n - self.offsets[report]}" for n in numbers),
            ]
            for topic, report, numbers in self.rows
        ]


@st.composite
def tables(draw: st.DrawFn) -> Made:
    offsets = tuple(draw(st.lists(st.integers(0, 6), min_size=2, max_size=4)))
    rows = []
    for topic in draw(st.permutations(WORDS)):
        for report in range(len(offsets)):
            first = offsets[report] + 1
            numbers = draw(st.sets(st.integers(first, first + 25), min_size=3, max_size=6))
            rows.append((topic, report, tuple(sorted(numbers))))
    return Made(tuple(rows), offsets)


def read(lines: list[list[str]]) -> Index:
    text = "\n".join([TITLES, *("\t".join(line) for line in lines)])
    return read_text(text.encode(), "lighthouses.txt").dataset.indexes[0]


@settings(max_examples=40)
@given(tables())
def test_a_consistent_table_has_its_rules_and_no_misprint(made: Made) -> None:
    index = read(made.lines())
    assert [f for f in index.findings if f.severity != "info"] == []
    learned = {rule.document: (rule.section, rule.offset) for rule in index.rules}
    assert learned == {
        f"LIGHT/WG.2/{2031 + report}/4": (SECTIONS[report], offset)
        for report, offset in enumerate(made.offsets)
    }
    assert all(rule.support == rule.pairs for rule in index.rules)


@settings(max_examples=60)
@given(tables(), st.data())
def test_one_wrong_reference_is_found_and_both_parts_are_proposed(
    made: Made, data: st.DataObject
) -> None:
    lines = made.lines()
    row = data.draw(st.integers(0, len(lines) - 1))
    _, report, numbers = made.rows[row]
    element = data.draw(st.integers(0, len(numbers) - 1))
    right = numbers[element] - made.offsets[report]
    wrong = data.draw(st.integers(1, 40).filter(lambda n: n != right))
    references = lines[row][3].split(", ")
    if f"{SECTIONS[report]}.{wrong}" in references:
        return  # then the cell holds a pair twice, which is another kind of misprint
    references[element] = f"{SECTIONS[report]}.{wrong}"
    lines[row][3] = ", ".join(references)
    found = [f for f in read(lines).findings if f.severity != "info"]
    assert [(f.kind, f.place and f.place.line, f.paragraph, f.printed) for f in found] == [
        ("rule-break", row + 2, str(numbers[element]), f"{SECTIONS[report]}.{wrong}")
    ]
    proposals = {h.wrong: h.proposed for h in found[0].hypotheses}
    assert proposals["reference"] == f"{SECTIONS[report]}.{right}"
    assert proposals.get("paragraph") == str(wrong + made.offsets[report])
    assert found[0].proposed in (f"{SECTIONS[report]}.{right}", f"{SECTIONS[report]}.{wrong}")


@settings(max_examples=40)
@given(tables())
def test_the_order_of_the_topics_does_not_change_the_rules(made: Made) -> None:
    width = len(made.offsets)
    lines = made.lines()
    groups = [lines[n : n + width] for n in range(0, len(lines), width)]
    reordered = [line for group in reversed(groups) for line in group]
    assert set(read(reordered).rules) == set(read(lines).rules)
