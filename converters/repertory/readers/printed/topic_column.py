"""The column of topics of a table line by line, and what a topic in it may be."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct

from repertory.readers.printed.printed_lines import Word


class LabelLine(Struct, frozen=True):
    """A line of a table: its words in the column of topics, and what else counts.

    *height* is in lines of text from the top of the page, *document* the symbol of the row that
    begins here; *filled* says whether other columns hold text.
    """

    words: tuple[Word, ...]
    page: int
    height: float
    top: bool
    starts_row: bool
    filled: bool
    document: str

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word.text for word in self.words)


class Manner(Struct, frozen=True):
    """How the labels of a table are printed: at the top of their rows, or in the middle.

    *trailing* lines follow the label for each further row of its topic: some programs print in a
    cell that spans rows the empty lines of all of them, so that its label stands above the middle.
    """

    centred: bool = False
    trailing: int = 0
    alphabetical: bool = False


class TopicSpan(Struct, frozen=True, eq=False):
    """The lines from *start* to before *end* as one topic, and its cost.

    *label* are the lines of its label, *text* is the label, *rows* are its first and last row.
    """

    start: int
    end: int
    label: tuple[int, ...]
    text: str
    rows: tuple[int, ...]
    cost: float


class TopicColumn(Struct, frozen=True):
    """The lines of a table, the right edge of its column of topics, and the width of a space.

    *ruled* are the lines with a ruled line above where such lines part the topics, None where not.
    *exact* says whether widths and heights are measured, not estimated from characters. *phrases*
    are the pairs of words, in lower case, that follow one another somewhere in the document.
    """

    lines: Sequence[LabelLine]
    limit: float
    space: float
    exact: bool
    ruled: Set[int] | None = None
    phrases: Set[tuple[str, str]] = frozenset()

    def may_start(self, number: int) -> bool:
        """Return whether a topic may begin at a line."""
        line = self.lines[number]
        if self.ruled is not None:
            return line.top or number in self.ruled
        return number == 0 or line.starts_row or not line.filled

    def must_start(self, number: int) -> bool:
        """Return whether a topic must begin at a line."""
        return self.ruled is not None and number in self.ruled and not self.lines[number].top

    def distance(self, above: int, below: int) -> float:
        """Return how far two lines are apart, 1 where a page break is between them."""
        first, second = self.lines[above], self.lines[below]
        return second.height - first.height if first.page == second.page else 1.0
