"""Move rows that are printed before the label of their topic.

Within a topic the documents are in one order, which the whole table shows. If the last rows of a
topic break it, and would not break it before the rows of the next topic, they belong to the next
topic: its label was printed too low, as happens at the foot of a page. If there is no order, rows
at the foot of a page are moved only if the next topic then has exactly the paragraphs of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.layout.document_order import DocumentOrder, document_key
from repertory.layout.identical_topics import IdenticalTopicSearch
from repertory.layout.labels import clean_heading, join
from repertory.model import Cell, IndexRow, ParagraphNumber, Repair
from repertory.notation import ListEntry, parse_paragraphs


class LabelGroup(Struct):
    """The rows under one printed label, from *start* to before *end*; a bare label has none.

    *after_break* is whether a page ends before it, *cells* are those of the label, *alone* is
    whether it is on lines of its own, *full* whether its last line had no room for more, and
    *doubt* why it is not certain.
    """

    heading: str
    start: int
    end: int
    after_break: bool
    cells: tuple[Cell, ...] = ()
    alone: bool = False
    full: bool = False
    doubt: str = ""

    def add(self, text: str, cells: tuple[Cell, ...]) -> None:
        """Join a further part to the heading."""
        self.heading = join(self.heading, text)
        self.cells += cells


def doubtful_section(heading: str, below: str) -> str:
    """Return the doubt whether a line is a section or the first line of the heading below."""
    return (
        f"the layout does not settle whether {heading!r} is a section above {below!r} or its first "
        "line"
    )


class Placement(Struct, frozen=True):
    """The rows with their headings, the position of the group of each, and the rows in doubt."""

    rows: tuple[IndexRow, ...]
    groups: tuple[int, ...]
    doubts: tuple[tuple[int, str], ...] = ()


class _Tail(Struct, frozen=True):
    """Rows from *start* on that break the order of the rows before them, and why."""

    start: int
    why: str
    is_repetition: bool = False
    """Whether the first of them only repeats the document of the row before."""


def owners_of(groups: Sequence[LabelGroup]) -> Iterator[int]:
    """Yield for each row the position of its group."""
    for number, group in enumerate(groups):
        yield from [number] * (group.end - group.start)


def put_back(rows: Sequence[IndexRow], groups: Sequence[LabelGroup]) -> Placement:
    """Return the rows under the headings they belong to, and the doubts that remain.

    A doubt is a row (its order number) that breaks the order of its topic without explanation. At
    the foot of a page rows are moved. Inside a page, where a label is seldom printed too low, they
    are moved only if moves explain all rows of the table that are out of order.
    """
    return _Placing(rows, groups).place()


class _Placing:
    """Finds the moves in the groups of one table."""

    def __init__(self, rows: Sequence[IndexRow], groups: Sequence[LabelGroup]) -> None:
        self.rows = rows
        self.groups = groups
        self.keys = [document_key(row) for row in rows]
        self.order = DocumentOrder([self.keys[group.start : group.end] for group in groups])
        self.tails = [self._tails(group) for group in groups]
        self.repetitions = sum(tail.is_repetition for tails in self.tails for tail in tails)
        self.moves: dict[int, tuple[int, str]] = {}
        self.doubts: list[tuple[int, str]] = []

    def place(self) -> Placement:
        """Decide on each group and apply the moves."""
        for number, tails in enumerate(self.tails):
            for tail in tails:
                last = tail is tails[-1]
                if last and self._goes_before_next(number, tail):
                    self.moves[number] = tail.start, tail.why
                elif not (tail.is_repetition and self._continues(tail)):
                    self.doubts.append((self.rows[tail.start].order, tail.why))
        if self.doubts:
            self._discard_moves_inside_pages()
        self._complete_identical_topics()
        owners = list(owners_of(self.groups))
        for number, (start, _) in self.moves.items():
            end = self.groups[number].end
            owners[start:end] = [number + 1] * (end - start)
        return Placement(tuple(self._moved()), tuple(owners), tuple(sorted(self.doubts)))

    def _tails(self, group: LabelGroup) -> list[_Tail]:
        """Return the tails of a group: from each document that is repeated or out of order."""
        tails: list[_Tail] = []
        seen: set[str] = set()
        for position in range(group.start, group.end):
            here = self.keys[position]
            before = self.keys[position - 1]
            if position > group.start:
                why = f"{self.rows[position].document.text} does not follow {before}"
                if here == before:
                    why = f"{here} has a second row in this topic"
                    tails.append(_Tail(position, why, is_repetition=True))
                elif here in seen or self.order.reverses(before, here):
                    tails.append(_Tail(position, why))
                    seen.clear()
            seen.add(here)
        return tails

    def _goes_before_next(self, number: int, tail: _Tail) -> bool:
        """Return whether the rows of a tail are in order before those of the next group.

        Only at the foot of a page may they be all rows of a label, or begin with a second row of
        their document.
        """
        if number + 1 == len(self.groups):
            return False
        following = self.groups[number + 1]
        if not following.after_break and (tail.is_repetition or following.start == following.end):
            return False
        if tail.is_repetition and self.repetitions > 1:
            return False
        tails = self.tails[number + 1]
        end = tails[0].start if tails else following.end
        own = self.keys[tail.start : self.groups[number].end]
        return self.order.runs([*own, *self.keys[following.start : end]])

    def _continues(self, tail: _Tail) -> bool:
        """Return whether a second row of a document has no earlier paragraphs than the first."""
        before = _paragraphs(self.rows[tail.start - 1])
        after = _paragraphs(self.rows[tail.start])
        if not (before and after):
            return False
        return max((each.last or each.first).number for each in before) <= min(
            each.first.number for each in after
        )

    def _discard_moves_inside_pages(self) -> None:
        """Replace the moves inside pages by doubts."""
        for number in [n for n in self.moves if not self.groups[n + 1].after_break]:
            start, why = self.moves.pop(number)
            self.doubts.append((self.rows[start].order, why))

    def _complete_identical_topics(self) -> None:
        """Move rows that make the next topic identical to another one."""
        settled = {*self.moves, *(number + 1 for number in self.moves)}
        settled |= {number for number, tails in enumerate(self.tails) if tails}
        bounds = [(group.start, group.end) for group in self.groups]
        search = IdenticalTopicSearch(self.rows, self.keys, bounds, self.order)
        feet = [n for n, group in enumerate(self.groups[1:]) if group.after_break]
        for number, start, identical in search.moves(feet, settled):
            self.moves[number] = start, f"the topic then has the paragraphs of {identical!r}"

    def _moved(self) -> list[IndexRow]:
        moved = list(self.rows)
        for number, (start, why) in self.moves.items():
            heading = self.groups[number + 1].heading
            label = " ".join(clean_heading(cell.text) for cell in self.groups[number + 1].cells)
            for position in range(start, self.groups[number].end):
                row = moved[position]
                detail = f"printed under {row.heading!r}, belongs to {label!r} below: {why}"
                repair = Repair("row-moved", detail, row.place)
                moved[position] = replace(row, heading=heading, repairs=(*row.repairs, repair))
        return moved


def _paragraphs(row: IndexRow) -> Sequence[ListEntry[ParagraphNumber]]:
    """Return the paragraphs and ranges of a row, none if they cannot be parsed."""
    try:
        return parse_paragraphs(row.paragraphs.text).entries
    except NotationError:
        return ()
