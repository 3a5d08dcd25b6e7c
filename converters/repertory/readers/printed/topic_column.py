"""The topic column of a table, line by line, and the topics that its lines may form."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct

from repertory.readers.printed.printed_lines import Word


class LabelLine(Struct, frozen=True):
    """A line of a table: its words in the topic column, and evidence from the other columns.

    *height* is the distance from the top of the page in lines of text, *document* the symbol of the
    row that begins here; *filled* is whether other columns have text.
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


class LabelStyle(Struct, frozen=True):
    """The position of labels next to their rows (at the top, or centred), and their order.

    *trailing* lines follow a centred label for each further row of its topic: some programs print
    the empty lines of all rows in a cell that spans them, so that the label is above the middle.
    """

    centred: bool = False
    trailing: int = 0
    alphabetical: bool = False


class TopicSpan(Struct, frozen=True, eq=False):
    """The lines from *start* to before *end* as one topic, with its cost.

    *label* are the lines of its label, *text* is the label, *rows* are its first and last rows.
    """

    start: int
    end: int
    label: tuple[int, ...]
    text: str
    rows: tuple[int, ...]
    cost: float


class TopicColumn(Struct, frozen=True):
    """The lines of a table, the right edge of its topic column, and the width of a space.

    *ruled* are the lines below ruled lines, or None if such lines do not separate topics. *exact*
    is whether widths and heights are measured, not estimated from characters. *phrases* are the
    pairs of consecutive words in the document, in lower case.
    """

    lines: Sequence[LabelLine]
    limit: float
    space: float
    exact: bool
    ruled: Set[int] | None = None
    phrases: Set[tuple[str, str]] = frozenset()

    def must_start(self, number: int) -> bool:
        """Return whether a topic must begin at a line."""
        return self.ruled is not None and number in self.ruled and not self.lines[number].top

    def distance(self, above: int, below: int) -> float:
        """Return the distance between two lines, or 1 if a page break is between them."""
        first, second = self.lines[above], self.lines[below]
        return second.height - first.height if first.page == second.page else 1.0
