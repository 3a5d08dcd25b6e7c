"""Text laid out by spaces, as `pdftotext -layout` writes it."""

from __future__ import annotations

import pytest

from repertory.layout import arrange
from repertory.readers import READERS, read_bytes, spaced

TEXT = """\
A/75/6

Index of recommendations on whales

Topic                Meeting report            Reference in A/3
                     Document    Paragraphs
Whales and           A/1/        4, 5 and 7    I.2, I.3 and
dolphins             Add.1                     I.4
Nets, size and shape A/2/Add.1   8 (e) and (f) II.1

A/75/6                                                  1
\fA/75/6

Topic              Meeting report            Reference in A/3
                   Document    Paragraphs
                   A/4/Add.2   1             II.2
Ropes              A/2/Add.1   9             II.3

A/75/6                                                  2
"""


def test_columns_are_found_though_they_drift_and_touch() -> None:
    rows = arrange(read_bytes(TEXT.encode(), "index.txt")).rows
    assert [
        (row.heading, row.document.text, row.paragraphs.text, row.references.text) for row in rows
    ] == [
        ("Whales and dolphins", "A/1/Add.1", "4, 5 and 7", "I.2, I.3 and I.4"),
        ("Nets, size and shape", "A/2/Add.1", "8 (e) and (f)", "II.1"),
        ("Nets, size and shape", "A/4/Add.2", "1", "II.2"),
        ("Ropes", "A/2/Add.1", "9", "II.3"),
    ]
    assert [row.place.line for row in rows] == [7, 9, 16, 17]


def test_what_pages_repeat_at_their_edges_is_no_row() -> None:
    aside = spaced.read(TEXT.encode(), "index.txt").set_aside
    assert [each.text for each in aside if each.kind == "page-furniture"] == [
        "A/75/6",
        "A/75/6 1",
        "A/75/6",
        "A/75/6 2",
    ]


@pytest.mark.parametrize("content", [b"Whales\tA/1\t4\n", b"One.  Two.\nThree.\n"])
def test_other_text_is_read_by_others(content: bytes) -> None:
    names = [reader.name for reader in READERS if reader.recognises(content, "index.txt")]
    assert names == ["text"]
