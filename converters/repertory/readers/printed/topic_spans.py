"""Calculate the costs of topics, each with its label next to its rows, in the lines of a table.

Without ruled lines between the topics, many facts show where one begins, but none reliably: the
documents are in order within a topic and restart at the next one, a label is at the top or in the
middle of its rows, its lines are close and full before they wrap, labels are in alphabetical order.
A partition has a cost for each fact that contradicts it; the one with the least cost is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from statistics import median
from typing import Final

from repertory.notation import natural_key
from repertory.readers.printed.topic_column import LabelLine, LabelStyle, TopicColumn, TopicSpan
from repertory.topics.enumerators import Enumeration
from repertory.topics.wording import are_capitalised, ends_openly, is_capitals, refers

SHARE: Final = 0.8
"""The least share of neighbours in order for an order to count."""

LEAST: Final = 3
"""The fewest neighbours for an order to count."""

NO_LABEL, MISPLACED, BELOW_BREAK, FAR = 12.0, 6.0, 2.5, 10.0
"""Costs of rows without a label, of a label in another position or on the next page, of lines of a
label that are far apart."""

OPEN, PHRASE, BACKWARDS, SAME_WORD, IN_SEQUENCE = 8.0, 3.0, 4.0, 1.0, 0.7
"""Costs of a new label after an open end, within a phrase, against the alphabet (or only among
labels with the same first word, where `general` may be first), for rows that continue the order."""

RESTART, WIDE, BARE, ABOVE = 3.0, 1.0, 3.0, 3.0
"""Costs of a topic whose documents restart, that has a wide gap, no rows, or begins above them."""

FITS, SAME_START, IN_ORDER, REPEATED = 4.0, 1.5, 3.5, 6.0
"""Costs of a wrapped line whose first word had room above, that begins like its label, that would
be the next label in the alphabet, that repeats a line of the label."""

NAMES: Final = 0.6
"""The weight of a capital letter, which names within a label have too."""

LAST: Final = "\U0010ffff"
"""A text after all labels in the alphabet."""

MAXIMUM_COST: Final = 14.0
"""The cost above which a topic is not extended."""


class TopicCosts:
    """The costs of topics in one column."""

    def __init__(self, column: TopicColumn, style: LabelStyle) -> None:
        """Learn from the lines the width of the column, the order of rows, and certain starts."""
        self.column = column
        self.lines = column.lines
        self.style = style
        self.texts = [line.text for line in self.lines]
        self.folded = [text.casefold() for text in self.texts]
        self.following = self._following()
        self.keys = [natural_key(line.document) for line in self.lines]
        self.capitalised = are_capitalised(self._sure_labels())
        self.capital = _surprise_of_capitals(self.texts) if self.capitalised else 0.0
        self.direction = _direction(self.lines)
        self.gap = self._usual_gap()
        left = min((line.words[0].left for line in self.lines if line.words), default=0.0)
        self.width = max(column.limit - left, 1.0)
        self.flat = self._is_flat()
        self.sections = self._sections()
        self.starts = [self._may_start(number) for number in range(len(self.lines))]

    def topics_from(self, start: int) -> Iterator[TopicSpan]:
        """Yield the possible topics that begin at a line, one for each possible end."""
        cost = 0.0
        label: list[int] = []
        rows: list[int] = []
        for number in range(start, len(self.lines)):
            if number > start and self.starts[number]:
                yield self._topic(start, number, label, rows, cost)
                if self.column.must_start(number) or cost > MAXIMUM_COST:
                    return
            if self.lines[number].starts_row:
                cost += self._row(number, rows)
                rows.append(number)
            if self.lines[number].words:
                cost += self._wrapped(label, number) if label else 0.0
                label.append(number)
        yield self._topic(start, len(self.lines), label, rows, cost)

    def between(self, above: TopicSpan, below: TopicSpan) -> float:
        """Return the cost of one topic after the other."""
        if not below.label:
            restarts = above.rows and below.rows and not self._are_in_order(above.rows, below.rows)
            return RESTART if restarts else 0.0
        is_ruled = self.column.must_start(below.start)
        cost = 0.0 if is_ruled or not self._are_in_order(above.rows, below.rows) else IN_SEQUENCE
        if not above.label or above.text == below.text:
            return cost
        if self.style.alphabetical and above.text > below.text:
            has_same_word = above.text.split()[0] == below.text.split()[0]
            cost += SAME_WORD if has_same_word else BACKWARDS
        return cost if is_ruled else cost + self._new_label(above.label[-1], below.label[0])

    def _are_in_order(self, above: Sequence[int], below: Sequence[int]) -> bool:
        """Return whether rows continue the order of the rows above."""
        return bool(above and below) and self._is_in_order(above[-1], below[0])

    def _new_label(self, last: int, first: int) -> float:
        """Return the cost of a label that ends on one line and a new one that begins on another."""
        if last in self.sections or first in self.sections:
            return 0.0
        if self._continues(last, first):
            return OPEN
        cost = self._chance(first) if self._is_full(last, first) else 0.0
        words = self.lines[last].words[-1].text, self.lines[first].words[0].text
        is_phrase = (words[0].casefold(), words[1].casefold()) in self.column.phrases
        return cost + (PHRASE if is_phrase else 0.0)

    def label(self, topic: TopicSpan) -> str:
        """Return the label of a topic as printed."""
        return " ".join(self.texts[number] for number in topic.label)

    def rests(self, topic: TopicSpan) -> Iterator[int]:
        """Yield the rows at which a label continues, as its wording shows, in a cell of its own.

        There the line above is not close, or had room for more.
        """
        if self.column.ruled is not None:
            return
        for above, number in pairwise(topic.label):
            is_row = self.lines[number].starts_row and not self.lines[number].top
            is_apart = self._apart(above, number) > 0 or self._room(above, number) > 0
            if is_row and is_apart and self._continues(above, number):
                yield number

    def _may_start(self, number: int) -> bool:
        """Return whether a topic may begin at a line, above its rows only if the wording allows."""
        line, above = self.lines[number], self.lines[max(number - 1, 0)]
        if self.column.ruled is not None:
            return line.top or number in self.column.ruled
        if number == 0 or line.starts_row:
            return True
        if line.filled or not above.words:
            return not line.filled
        if number in self.sections or number - 1 in self.sections:
            return True
        return not (self._continues(number - 1, number) or self._is_full(number - 1, number))

    def _topic(
        self, start: int, end: int, label: Sequence[int], rows: Sequence[int], cost: float
    ) -> TopicSpan:
        if self.column.ruled is None:
            cost += self._position(start, end, label, rows)
        elif label and self.lines[label[0]].page != self.lines[start].page:
            cost += BELOW_BREAK
        text = " ".join(self.texts[number] for number in label).casefold()
        return TopicSpan(start, end, tuple(label), text, (*rows[:1], *rows[-1:]), cost)

    def _row(self, number: int, rows: Sequence[int]) -> float:
        """Return the cost of a row after the other rows of a topic."""
        if not rows:
            return 0.0
        here = self.keys[number]
        is_repeated = any(self.keys[row] == here for row in rows)
        cost = RESTART if is_repeated or self._reverses(rows[-1], number) else 0.0
        height = self.column.distance(number - 1, number)
        is_wide = not self.lines[number].top and height > 1.4 * self.gap
        return cost + (WIDE if is_wide else 0.0)

    def _reverses(self, above: int, below: int) -> bool:
        """Return whether the documents of two rows are in reverse order."""
        if self.direction > 0:
            return self.keys[above] > self.keys[below]
        return self.direction < 0 and self.keys[above] < self.keys[below]

    def _is_in_order(self, above: int, below: int) -> bool:
        """Return whether the documents of two rows differ and are not in reverse order."""
        return self.keys[above] != self.keys[below] and not self._reverses(above, below)

    def _is_full(self, above: int, below: int) -> bool:
        """Return whether the first word of a line had no room on a close line above."""
        return self.column.distance(above, below) <= 2 and self._room(above, below) <= 0

    def _wrapped(self, label: Sequence[int], number: int) -> float:
        """Return the cost of a line as a continuation of the label above."""
        above = label[-1]
        cost = self._apart(above, number)
        if {above, number} & self.sections:
            return cost + OPEN
        if self._continues(above, number):
            return cost
        room = self._room(above, number)
        cost += min(FITS, 25 * room) if room > 0 else 0.0
        if self._refers(label):
            cost += OPEN
        if self.flat and self.lines[number].starts_row:
            cost += OPEN
        cost += self.capital if self.texts[number][0].isupper() else 0.0
        first, here = self.folded[label[0]], self.folded[number]
        if first.split()[0] == here.split()[0]:
            cost += SAME_START
        if any(self.folded[line] == here for line in label):
            cost += REPEATED
        if self.style.alphabetical and 0 <= ord(here[0]) - ord(first[0]) <= 1:
            cost += IN_ORDER if first <= here <= self.following[number] else 0.0
        return cost

    def _chance(self, number: int) -> float:
        """Return the cost of the coincidence that a label ends without room for the next word.

        Its probability is proportional to the width of the word.
        """
        word = self.lines[number].words[0]
        return -log(min(max((word.right - word.left) / self.width, 0.05), 1.0))

    def _apart(self, above: int, below: int) -> float:
        """Return the cost of the distance between two lines of a label.

        Rows at the foot of a page may be between its lines, and in text also rows next to a centred
        label.
        """
        if self.lines[above].page != self.lines[below].page:
            return min((below - above - 1) / 2, RESTART)
        distance = self.column.distance(above, below)
        if distance <= 1.25:
            return 0.0
        if self.column.exact or distance > 3.5:
            return FAR
        return 0.5 if distance < 2.5 else 4.0

    def _room(self, above: int, below: int) -> float:
        """Return the room left on a line by the first word of the next, as a share of the width."""
        last, first = self.lines[above].words[-1], self.lines[below].words[0]
        free = self.column.limit - last.right - self.column.space - (first.right - first.left)
        return free / self.width - (0.0 if self.column.exact else 0.03)

    def _continues(self, above: int, below: int) -> bool:
        """Return whether the wording of a line shows that it continues the line above."""
        word = self.lines[below].words[0].text
        is_small = self.capitalised and word[0].islower() and word == word.lower()
        return is_small or ends_openly(self.texts[above])

    def _position(self, start: int, end: int, label: Sequence[int], rows: Sequence[int]) -> float:
        """Return the cost of the position of a label next to its rows."""
        if not label:
            return NO_LABEL
        is_section = not {*label} - self.sections
        cost = 0.0 if rows or is_section or self._refers(label) else BARE
        if rows and rows[0] != start:
            cost += ABOVE
        if not self.style.centred:
            below_break = self.lines[label[0]].top and label[0] != start
            return cost + (BELOW_BREAK if below_break else MISPLACED * (label[0] != start))
        return cost + self._off_centre(start, end, label, len(rows))

    def _off_centre(self, start: int, end: int, label: Sequence[int], rows: int) -> float:
        """Return the cost of the distance of a label from the middle of its rows."""
        page = self.lines[label[0]].page
        piece = [number for number in range(start, end) if self.lines[number].page == page]
        own = [number for number in label if self.lines[number].page == page]
        top, bottom, first, last = (
            self.lines[number].height for number in (piece[0], piece[-1], own[0], own[-1])
        )
        free = (bottom - top) - (last - first)
        expected = max(free - self.style.trailing * (rows - 1), 0.0) / 2
        tolerance, scale = (0.3, 1.0) if self.column.exact else (0.6, 0.7)
        off = scale * max(abs(first - top - expected) - tolerance, 0.0)
        if len(piece) < end - start:  # a page break: the label may be at the top of its part
            off = min(off, scale * max(first - top - tolerance, 0.0)) + 0.3
        return min(off * off, 2 * MISPLACED)

    def _sure_labels(self) -> list[str]:
        """Return the first lines of labels with a certain start, or of all rows if these are few.

        They are few if each row has its label.
        """
        filled = [number for number, line in enumerate(self.lines) if line.words]
        sure = [b for a, b in pairwise(filled) if self._are_separate(a, b)]
        if len(sure) < LEAST:
            sure = [number for number in filled if self.lines[number].starts_row]
        return [self.texts[number] for number in sure]

    def _sections(self) -> frozenset[int]:
        """Return the lines of their own that an enumerator, or capitals, show as sections.

        Ruled lines show them better. One word in capitals alone may be an abbreviation in a label.
        """
        if self.column.ruled is not None:
            return frozenset()
        enumeration = Enumeration(text for text in self.texts if text)
        labels = [text for line, text in zip(self.lines, self.texts, strict=True) if line.filled]
        has_capitals = sum(map(is_capitals, labels)) * 2 <= sum(map(bool, labels))
        alone = [n for n, line in enumerate(self.lines) if line.words and not line.filled]
        numbered = {n for n in alone if enumeration.split(self.texts[n])[0]}
        capital = [n for n in alone if has_capitals and self._may_be_capital_section(n)]
        if len(capital) == 1 and " " not in self.texts[capital[0]]:
            capital = []
        return frozenset(numbered.union(capital))

    def _may_be_capital_section(self, number: int) -> bool:
        text = self.texts[number]
        if not is_capitals(text) or not text[0].isalpha():
            return False
        return number == 0 or not self.texts[number - 1] or not self._continues(number - 1, number)

    def _refers(self, label: Sequence[int]) -> bool:
        """Return whether a label refers to another one, so that it needs no rows."""
        return refers(" ".join(self.texts[number] for number in label))

    def _is_flat(self) -> bool:
        """Return whether each row has a label next to it."""
        rows = [line for line in self.lines if line.starts_row]
        return len(rows) >= LEAST and all(line.words for line in rows)

    def _following(self) -> list[str]:
        """Return for each line the text of the next one that certainly begins a label."""
        following = [""] * len(self.lines)
        next_label, below = LAST, None
        for number in range(len(self.lines) - 1, -1, -1):
            following[number] = next_label
            if self.lines[number].words:
                if below is not None and self._are_separate(number, below):
                    next_label = following[number] = self.folded[below]
                below = number
        return following

    def _are_separate(self, above: int, below: int) -> bool:
        """Return whether two lines certainly belong to different labels."""
        return self.column.must_start(below) or self.column.distance(above, below) > 3.5

    def _usual_gap(self) -> float:
        """Return the median distance of rows from the line above."""
        gaps = [
            self.column.distance(number - 1, number)
            for number, line in enumerate(self.lines)
            if line.starts_row and number and not line.top
        ]
        return median(gaps) if gaps else 1.0


def _direction(lines: Sequence[LabelLine]) -> int:
    """Return 1 if documents mostly ascend from row to row in a topic, -1 if they descend, else 0.

    Rows without a label next to them continue a topic, with few exceptions, and, in a table that
    repeats its labels, those with the same label.
    """
    starts = [number for number, line in enumerate(lines) if line.starts_row]
    inner = [
        (lines[above].document, lines[below].document)
        for above, below, end in zip(starts, starts[1:], [*starts[2:], len(lines)], strict=False)
        if lines[below].text in ("", lines[above].text)
        and (lines[below].words or not any(lines[n].words for n in range(below, end)))
    ]
    keys = [tuple(map(natural_key, pair)) for pair in inner if pair[0] != pair[1]]
    rising = sum(first < second for first, second in keys)
    if len(keys) < LEAST:
        return 0
    if rising >= SHARE * len(keys):
        return 1
    return -1 if len(keys) - rising >= SHARE * len(keys) else 0


def _surprise_of_capitals(texts: Sequence[str]) -> float:
    """Return a cost that is higher if fewer words within labels begin with a capital letter."""
    firsts = [word[0] for text in texts for word in text.split()[1:] if word[0].isalpha()]
    share = (sum(first.isupper() for first in firsts) + 1) / (len(firsts) + 2)
    return -NAMES * log(share)


def is_alphabetical(labels: Sequence[str]) -> bool:
    """Return whether labels are in alphabetical order, with few exceptions.

    >>> is_alphabetical(["Nets", "Ropes", "Ships", "Whales"]), is_alphabetical(["Ships", "Nets"])
    (True, False)
    """
    pairs = [(first.casefold(), second.casefold()) for first, second in pairwise(labels)]
    return len(pairs) >= LEAST and sum(a <= b for a, b in pairs) >= SHARE * len(pairs)
