"""The starts of the topics of a column, from the evidence of all its lines."""

from __future__ import annotations

import pytest

from repertory.readers.printed.printed_lines import Word
from repertory.readers.printed.topic_column import LabelLine, TopicColumn
from repertory.readers.printed.topic_partition import partition_topics

WIDTH = 20
"""The width of the column in letters."""

ORDERLY = ("Anchors|1", "|2", "|3", "Bells|1", "|2", "Compasses|1", "|3")
"""Rows from which the order of documents is learned."""


def column(*lines: str, phrases: frozenset[tuple[str, str]] = frozenset()) -> TopicColumn:
    """Make a column from lines such as `Anchors|1`: a label, and the number of a document."""
    made = []
    for height, line in enumerate([*ORDERLY, *lines]):
        label, _, document = line.partition("|")
        words = []
        left = 0
        for text in label.split():
            words.append(Word(left, left + len(text), text, spaced=True))
            left += len(text) + 1
        row = bool(document)
        made.append(LabelLine(tuple(words), 1, height, height == 0, row, row, f"A/{document}"))
    return TopicColumn(tuple(made), WIDTH, 1, exact=True, phrases=phrases)


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        pytest.param(["Drift nets|1", "Echo sounders|2"], [7, 8], id="room was left"),
        pytest.param(["Dredging, harbours and|1", "estuaries|2"], [7], id="a small letter"),
        pytest.param(["Drift nets and all,|1", "Trawls|2"], [7], id="an open end"),
        pytest.param(
            ["Distress signals sea|1", "Emergencies of crew|1"],
            [7, 8],
            id="a full line, the next letter",
        ),
        pytest.param(["Distress signals of|1", "Vessels in danger|2"], [7], id="the alphabet"),
        pytest.param(["Drills|1", "|2", "Drills|1"], [7, 9], id="a label that repeats"),
    ],
)
def test_a_topic_begins_according_to_the_evidence(lines: list[str], starts: list[int]) -> None:
    partition = partition_topics(column(*lines))
    assert [start for start in partition.starts if start >= len(ORDERLY)] == starts
    assert partition.doubts == ()


def test_centred_labels_are_recognised_from_all_of_them() -> None:
    lines = []
    for label in ("Dredging", "Echo sounders", "Fog horns", "Gales", "Harbours"):
        lines += ["|1", f"{label}|2", "|3"]
    made = column(*lines)
    middle = TopicColumn(made.lines[len(ORDERLY) :], WIDTH, 1, exact=True)
    assert partition_topics(middle).starts == (0, 3, 6, 9, 12)


def test_a_column_without_lines_has_no_topics() -> None:
    assert partition_topics(TopicColumn((), 0, 0, exact=True)).starts == ()
