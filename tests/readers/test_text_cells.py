"""The text form of an index: lines, cells and places, and invalid text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.model import Cell, Place, Source
from repertory.readers import MAXIMUM_SIZE, read_bytes, read_file
from repertory.readers.tabbed_text import MAXIMUM_LINE


def texts(content: str | bytes) -> list[list[str]]:
    """Return the texts of the cells, line by line."""
    data = content.encode() if isinstance(content, str) else content
    return [[cell.text for cell in line] for line in read_bytes(data, "lights.txt").lines]


def problem(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_bytes(content, "lights.txt")
    return "\n".join(map(str, caught.value.problems))


@pytest.mark.parametrize("name", ["lights.txt", "lights.csv"])
@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b\u2060", "\u061c", "\u180e", "\u2063 \u00a0"])
def test_a_cell_of_invisible_characters_is_blank(name: str, hidden: str) -> None:
    """Otherwise an invisible heading would be carried over to the rows below."""
    lines = (
        f"Topic\tDocument\tParagraphs\n{hidden}\tA/1\t4\n",
        f"{hidden}\t\t\n",
        "co\u00ad\tA/1\t4\n",
    )
    content = "".join(lines).replace("\t", ";" if name.endswith("csv") else "\t")
    read = [[cell.text for cell in line] for line in read_bytes(content.encode(), name).lines]
    assert read[1:] == [["", "A/1", "4"], ["co\u00ad", "A/1", "4"]]


def test_a_file_becomes_a_table_of_cells_with_places(tmp_path: Path) -> None:
    path = tmp_path / "lights.txt"
    path.write_bytes(b"Bells\t 4\n\n\tLIGHT/1\n")

    table = read_file(path)

    name = str(path)
    assert table.lines == (
        (Cell("Bells", Place(name, line=1, column=1)), Cell("4", Place(name, line=1, column=8))),
        (Cell("", Place(name, line=3, column=1)), Cell("LIGHT/1", Place(name, line=3, column=2))),
    )
    assert table.source == Source(
        "lights.txt",
        "text/plain",
        "15dbff8e9f9143de06da59f6d99d9027170784a7133b3267f9fcbdebe3376a2e",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_all_line_ends_and_a_byte_order_mark_are_read(start: str, end: str) -> None:
    table = read_bytes(f"{start}Bells\t4{end}{end}Fog\t5".encode(), "lights.txt")

    assert [[(c.text, c.place.line, c.place.column) for c in line] for line in table.lines] == [
        [("Bells", 1, 1), ("4", 1, 7)],
        [("Fog", 3, 1), ("5", 3, 5)],
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("<i>Bells</i>", "Bells"),
        ("<B><em>Bells</em></B>", "Bells"),
        ('<span style="x">Bells</span>', "Bells"),
        ("[LIGHT/1](#)", "LIGHT/1"),
        ("** [LIGHT/1](#).", "** LIGHT/1."),
        ("**Bells**", "Bells"),
        ("***Bells***", "Bells"),
        ("_Bells_", "Bells"),
        ("Bells**", "Bells**"),
        ("* Reissued for * reasons *", "* Reissued for * reasons *"),
        ("LIGHT/1<sup>2</sup>", "LIGHT/1²"),
        ("Bells<sup>a</sup>", "Bellsᵃ"),
        ("Bells<sup>a</sup> and <SUP class='x'><i>2</i></sup>", "Bellsᵃ and ²"),
        ("4 < 5 and 6 > 3", "4 < 5 and 6 > 3"),
        ("\u00a0\u2009Bells\u200b\u3000", "Bells"),
        ("\u200fأجراس\u200f", "أجراس"),
        ("7\fand 8", "7 and 8"),
        ("\fBells", "Bells"),
        ("23–\u00a025", "23–\u00a025"),
    ],
)
def test_markup_and_surrounding_blanks_are_removed(printed: str, read: str) -> None:
    assert texts(f"{printed}\t.") == [[read, "."]]


def test_a_cell_begins_where_its_text_begins() -> None:
    (line,) = read_bytes(b"<i>Bells</i>\t  4\t<b>a</b>b\t \tend", "lights.txt").lines

    assert [cell.place.column for cell in line] == [4, 16, 18, 28, 30]


def test_blank_lines_and_lines_of_tabs_are_ignored() -> None:
    assert texts("Bells\t4\n\t\t\n \u00a0\n\nFog\t5\n") == [["Bells", "4"], ["Fog", "5"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "lights.txt: found an empty file, expected an index of recommendations."),
        (b" \n\t\n", "lights.txt: found an empty file, expected an index of recommendations."),
        (b"{\\rtf1", "lights.txt: found an RTF file, expected"),
        (b"Bells\0\1\2", "lights.txt: found binary content, expected"),
        (
            b"Bells\r\n\xc3\xa9\xe9",
            "lights.txt, line 2, column 2: found the byte 0xe9, which is not UTF-8,",
        ),
        (
            b"\xef\xbb\xbfBells\n\xe9",
            "lights.txt, line 2, column 1: found the byte 0xe9, which is not UTF-8,",
        ),
        (b"Bells\r\n\r\nFog\x1b[0m", "lights.txt, line 3, column 4: found the control character "),
        (
            b"B" * (MAXIMUM_LINE + 1),
            "lights.txt, line 1: found a line of 100,001 characters, expected at most 100,000",
        ),
    ],
)
def test_invalid_text_is_an_error(content: bytes, message: str) -> None:
    assert problem(content)[: len(message)] == message


def test_all_invalid_lines_are_reported_together() -> None:
    long = "B" * (MAXIMUM_LINE + 1)

    assert problem(f"{long}\nFog\x7f\n{'n' * 70_000}\0".encode()).count("lights.txt, line") == 3


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert problem(b"B" * (MAXIMUM_SIZE + 1)) == (
        "lights.txt: found more than 50,000,000 bytes, expected an index of "
        "recommendations, which is smaller"
    )


def test_a_missing_file_or_a_folder_is_an_error(tmp_path: Path) -> None:
    for path, found in ((tmp_path / "none.txt", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(SourceError, match=f"{path}: found {found}"):
            read_file(path)


def test_unclosed_marks_are_matched_in_linear_time() -> None:
    """In quadratic time a line takes ten seconds, so that the deadline ends the process."""
    code = "import sys; from repertory.readers.tabbed_text import read; "
    code += "print(len(read(sys.stdin.buffer.read(), 'lights.txt')))"
    lines = b"\n".join([b"<sup>" * 20_000] * 60)
    found = subprocess.run(
        [sys.executable, "-c", code], input=lines, capture_output=True, check=True, timeout=300
    )
    assert found.stdout == b"60\n"
