"""A clipped title is separated from the row that is printed over it."""

from __future__ import annotations

import pytest

from repertory.readers.printed.clipped_titles import remove_title
from repertory.readers.printed.printed_lines import PrintedLine, Word
from repertory.readers.printed.table_region import PrintedDocument, _repeated_titles


def line(number: int, text: str) -> PrintedLine:
    """Make a line with each word at its position in a text."""
    words = []
    for word in text.split():
        left = text.index(word)
        words.append(Word(left, left + len(word), word, spaced=False))
    return PrintedLine(1, number, number * 2.4, 2, tuple(words))


@pytest.mark.parametrize(
    ("title", "lines", "left"),
    [
        (["by"], ["A/1  by I.2", "     and"], ["A/1 and I.2", ""]),
        (["by"], ["A/1  by", "A/2  I.2"], ["A/1", "A/2 I.2"]),
        (
            ["(designated", "by"],
            ["A/1  (designated", "     IV.1,       by", "          IV.6"],
            ["A/1 IV.1, IV.6", "", ""],
        ),
        (["by", "section"], ["A/1  by I.2"], ["A/1 by I.2"]),
    ],
)
def test_the_words_of_the_title_are_removed_and_those_of_the_row_kept(
    title: list[str], lines: list[str], left: list[str]
) -> None:
    printed = [line(number, text) for number, text in enumerate(lines)]
    remove_title(printed, 0, title, (5, 1000))
    assert [each.text for each in printed] == left


def test_a_line_without_words_is_not_a_title() -> None:
    """Removing a title from a line may leave none of its words."""
    document = PrintedDocument("index.txt", False, {}, 0, titles=[line(0, "Topic  Document")])
    assert _repeated_titles([line(1, ""), line(2, "Topic  Document")], document) == {1: 1}
