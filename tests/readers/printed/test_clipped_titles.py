"""A title that is cut off on a page, and mixed with the row that is printed over it."""

from __future__ import annotations

import pytest

from repertory.readers.printed.clipped_titles import unweave
from repertory.readers.printed.printed_lines import PrintedLine, Word
from repertory.readers.printed.table_region import PrintedDocument, _repeated_titles


def line(number: int, text: str) -> PrintedLine:
    """Make a line with each word where it stands in a text."""
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
def test_the_words_of_the_title_go_and_those_of_the_row_stay(
    title: list[str], lines: list[str], left: list[str]
) -> None:
    printed = [line(number, text) for number, text in enumerate(lines)]
    unweave(printed, 0, title, (5, 1000))
    assert [each.text for each in printed] == left


def test_a_line_of_which_nothing_is_left_is_no_title() -> None:
    """Taking a title out of a line may leave none of its words."""
    document = PrintedDocument("index.txt", False, {}, 0, titles=[line(0, "Topic  Document")])
    assert _repeated_titles([line(1, ""), line(2, "Topic  Document")], document) == {1: 1}
