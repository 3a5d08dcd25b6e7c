"""The text form: tab-separated UTF-8, one row per line; every cell has its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.model import Place
from repertory.readers import read_bytes, read_file
from repertory.readers.tabbed_text import MAXIMUM_LINE

TABLE = "Topic\tDocument\tParagraphs\nFog\tA/1\t4\n"


def _cells(text: str | bytes) -> list[list[str]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [[cell.text for cell in line] for line in read_bytes(content, "x.txt").lines]


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "\ufeff" + TABLE,
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("\n", "\r"),
        TABLE.replace("\n", "\n\n \n\f"),
        TABLE.replace("Fog", " \u00a0Fog\u202f "),
        TABLE.replace("Topic", "<i>Topic</i>").replace("A/1", "[A/1](#)"),
        TABLE.removesuffix("\n"),
    ],
)
def test_marks_spaces_and_line_ends_around_cells_are_ignored(text: str) -> None:
    assert _cells(text) == [["Topic", "Document", "Paragraphs"], ["Fog", "A/1", "4"]]


def test_text_inside_a_cell_is_kept_as_printed() -> None:
    assert _cells("Topic\tDocument\nFog\u00a0 horns\t23\u2013 25 < 30 [x]\n")[1] == [
        "Fog\u00a0 horns",
        "23\u2013 25 < 30 [x]",
    ]


def test_every_cell_has_its_line_and_column() -> None:
    places = [
        cell.place for line in read_bytes(b"* Note\n\nFog\t A/1\t\n", "x").lines for cell in line
    ]
    assert places == [
        Place("x", line=1, column=1),
        Place("x", line=3, column=1),
        Place("x", line=3, column=6),
        Place("x", line=3, column=10),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x.txt: found an empty file, expected an index of recommendations"),
        (b" \n\t\n", "x.txt: found an empty file, expected an index of recommendations"),
        (b"Fog\nFog \xe9", "the byte 0xe9"),
        (b"Fog\0Oil", "x.txt: found binary content"),
        (b"Fog " * MAXIMUM_LINE, "x.txt, line 1: found a line of 400,000 characters"),
    ],
)
def test_invalid_text_is_an_error_with_its_place(content: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(content, "x.txt")
    assert message in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(SourceError) as caught:
            read_file(path)
        assert str(caught.value).startswith(f"{path}: found ")
