"""A source with too many lines or cells is an error before it takes much time or memory."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repertory.errors import SourceError
from repertory.model import Place
from repertory.readers import delimited, guard, read_bytes, reading, spaced, text
from repertory.readers.reading import MAXIMUM_LINES

LINES = "found more than 300,000 lines, expected an index of recommendations. Is it the right file?"
CELLS = (
    "found more than 6,000,000 cells, expected an index of recommendations. Is it the right file?"
)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"a\n" * 25_000_000, "index.txt", LINES),
        (b"a\r\n" * (MAXIMUM_LINES + 1), "index.txt", LINES),
        (b"a\r" * (MAXIMUM_LINES + 1), "index.txt", LINES),
        (b"\n" * (MAXIMUM_LINES + 1) + b"a", "index.txt", LINES),
        (b"a\n" * 25_000_000, "index.csv", LINES),
        (b"a;b;c\n" * (MAXIMUM_LINES + 1), "index", LINES),
        ("\ufeffa;b;c\n".encode("utf-16-le") * (MAXIMUM_LINES + 1), "index.csv", LINES),
        (b"a\tb\n" * (MAXIMUM_LINES + 1), "index.tsv", LINES),
        (b"Whales   A/1   4   I.2\n" * (MAXIMUM_LINES + 1), "index.txt", LINES),
        (b"\t\t\ta\n" * 2 + (b"\t" * 90_000 + b"\n") * 70, "index.txt", CELLS),
        (b"," * 999 + b"a\n" + (b"," * 999 + b"\n") * 6_000, "index.csv", CELLS),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
@pytest.mark.slow
def test_a_source_is_bounded_in_lines_and_cells(content: bytes, name: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(content, name)
    assert str(caught.value) == f"{name}: {message}"


def test_the_result_of_a_guarded_reader_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    document = guard.DocumentBytes("HTML", b"<p>a<p>b<p>c<p>d", "index.html")
    assert len(guard.read_document(document).lines) == 4
    monkeypatch.setattr(reading, "MAXIMUM_LINES", 3)
    with pytest.raises(SourceError, match="found more than 3 lines"):
        guard.read_document(document)


@pytest.mark.slow
def test_an_index_of_nearly_300000_lines_is_read() -> None:
    rows = "".join(f"Topic {n}\tA/1\t4\tI.{n}\n" for n in range(299_998))
    table = read_bytes(f"Topic\tDocument\tParagraphs\tReference\n{rows}".encode(), "index.txt")
    assert len(table.lines) == 299_999


def test_a_byte_that_is_not_utf8_has_its_place_after_all_line_ends() -> None:
    with pytest.raises(SourceError) as caught:
        text.read(b"a\r\nb\rc\n\nde\xff", "index.txt")
    assert caught.value.problems[0].place == Place("index.txt", line=5, column=3)


def test_a_file_that_begins_with_blank_lines_is_recognised() -> None:
    content = b"\n" * 100_001 + b"Topic\tDocument\tParagraphs\tReference\n"
    assert not delimited.recognises(content, "index.txt")
    assert len(read_bytes(content, "index.txt").lines) == 1


IN_COLUMNS = re.compile(rb"(?m)(?:^|  )[A-Z][A-Z0-9.\-]*/[^\n]*?[\w/]  +\S")
"""A symbol at the start of a column and another column after it, in one pattern."""


@given(st.lists(st.sampled_from(["A", "A/", "/", "1", ".", " ", "  ", "   ", "\n", "é"])))
def test_columns_are_recognised_by_two_symbols_with_a_column_after_each(parts: list[str]) -> None:
    content = "".join(parts).encode()
    assert spaced.recognises(content, "x") == (len(IN_COLUMNS.findall(content)) > 1)


def test_the_search_for_columns_is_linear() -> None:
    """With the one pattern, each of these beginnings is followed to the end: 10^10 steps."""
    assert not spaced.recognises(b"  A/." * 200_000, "index.txt")
