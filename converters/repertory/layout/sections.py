"""Find the sections of a list, and the path of sections above each heading.

A section is a heading on a line of its own, without rows, above a heading with rows. Its level
follows from its enumerator (`A.`, `1.`, `1.1`), from capitals, or from its position in a run: of
two headings that follow each other, the second is below the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from msgspec import Struct

from repertory.layout.body import MAXIMUM_HEADING
from repertory.layout.displaced import LabelGroup, doubtful_section
from repertory.model import PATH
from repertory.topics.enumerators import Enumeration, Enumerator
from repertory.topics.wording import is_capitals, refers

CAPITALS, PLAIN = "capitals", "plain"
"""The styles of headings without an enumerator."""

MOST_LEVELS: Final = 6
"""The most sections above each other; further lines above them are text."""

NUMBERED: Final = ("number", "dotted")
"""The kinds of enumerators that form one sequence of levels: `1.`, `1.1`, `1.1.1`."""


class _Level(Struct, frozen=True):
    """A heading on the path of the rows below it; one with rows is above numbered ones only."""

    number: int
    heading: str
    style: str
    enumerator: Enumerator | None
    has_rows: bool


class Sections(Struct, frozen=True):
    """The path above each group by its position, the sections with groups below, and the doubts.

    A doubt is the position of the group below a section, with the reason.
    """

    paths: Mapping[int, str]
    sections: frozenset[int]
    doubts: tuple[tuple[int, str], ...]


def find_sections(groups: Sequence[LabelGroup], filled: Set[int], in_lines: bool) -> Sections:
    """Return the sections of a table.

    *filled* are groups that received rows from others; *in_lines* is whether the table is text, in
    which a heading may also be the first line of the next one.
    """
    return _Search(groups, filled, in_lines).find()


class _Search:
    """The headings of one table, and the sections above the current one."""

    def __init__(self, groups: Sequence[LabelGroup], filled: Set[int], in_lines: bool) -> None:
        self.groups = groups
        self.in_lines = in_lines
        self.bare = [group.start == group.end and n not in filled for n, group in enumerate(groups)]
        self.enumeration = Enumeration(group.heading for group in groups)
        labels = [group.heading for group in groups if not group.alone]
        self.has_capitals = sum(map(is_capitals, labels)) * 2 <= len(labels)
        self.styles = [self._style(group.heading) for group in groups]
        self.sections = frozenset(self._sections())
        used = {self.styles[number] for number in self.sections}
        self.headlines = self.sections.union(
            n
            for n, group in enumerate(groups)
            if group.alone and not self.bare[n] and self.styles[n] in used
        )
        self.runs = self._runs()
        self.depths: dict[str, int] = defaultdict(int)
        for number, (_, length) in self.runs.items():
            style = self.styles[number]
            self.depths[style] = max(self.depths[style], length)
        self.stack: list[_Level] = []

    def find(self) -> Sections:
        """Return the paths of all groups."""
        paths: dict[int, str] = {}
        doubts: list[tuple[int, str]] = []
        used: set[int] = set()
        for number, group in enumerate(self.groups):
            if self.bare[number] and number not in self.sections:
                continue
            level = self._level(number)
            self._leave(number, level)
            if self.stack and number not in self.sections:
                paths[number] = PATH.join(each.heading for each in self.stack)
                used.update(each.number for each in self.stack)
            if number in self.headlines or (level.enumerator and group.heading):
                self.stack.append(level)
            if number in self.sections and (why := self._doubt(number)):
                doubts.append((number + 1, why))
        return Sections(paths, self.sections & used, tuple(doubts))

    def _style(self, heading: str) -> str:
        enumerator, label = self.enumeration.split(heading)
        if enumerator is not None:
            return enumerator.kind
        return CAPITALS if self.has_capitals and is_capitals(label) else PLAIN

    def _sections(self) -> Iterator[int]:
        above: list[int] = []
        for number, group in enumerate(self.groups):
            if not self.bare[number]:
                yield from above[-MOST_LEVELS:]
                above = []
            elif group.alone and self._may_be_section(group.heading):
                above.append(number)

    def _may_be_section(self, heading: str) -> bool:
        return len(heading) <= MAXIMUM_HEADING and not refers(heading)

    def _runs(self) -> dict[int, tuple[int, int]]:
        """Return the position of each headline in the run of its style, and the length of the run.

        Headlines with enumerators have their levels by these.
        """
        runs: list[list[int]] = []
        for number in sorted(self.headlines):
            if self.styles[number] in (CAPITALS, PLAIN):
                follows = number - 1 in self.sections
                if follows and self.styles[number - 1] == self.styles[number]:
                    runs[-1].append(number)
                else:
                    runs.append([number])
        return {number: (n, len(run)) for run in runs for n, number in enumerate(run)}

    def _level(self, number: int) -> _Level:
        heading = self.groups[number].heading
        above = [each.enumerator for each in self.stack if each.enumerator]
        enumerator, _ = self.enumeration.split(heading, above)
        style = enumerator.kind if enumerator else self.styles[number]
        return _Level(number, heading, style, enumerator, number not in self.sections)

    def _leave(self, number: int, level: _Level) -> None:
        """Leave the sections that end at a heading."""
        if level.enumerator is not None:
            first = next((n for n, e in enumerate(self.stack) if _ends(e, level.enumerator)), None)
            del self.stack[len(self.stack) if first is None else first :]
            return
        while self.stack and self.stack[-1].has_rows and number not in self.headlines:
            if self.stack[-1].enumerator is None:
                return
            self.stack.pop()
        if number in self.headlines:
            self._leave_to(number, level.style)

    def _leave_to(self, number: int, style: str) -> None:
        """Leave the sections from the one on that has the style and the level of a headline."""
        while self.stack and self.stack[-1].has_rows and self.stack[-1].enumerator:
            self.stack.pop()
        position, length = self.runs[number]
        same = [n for n, each in enumerate(self.stack) if each.style == style]
        level = self.depths[style] - length + position
        if len(same) > level:
            del self.stack[same[level] :]
        elif style == CAPITALS:
            self.stack = [each for each in self.stack if each.style != PLAIN]

    def _doubt(self, number: int) -> str:
        """Return why a heading may not be a section, or be on another level; empty if it is."""
        if self.styles[number] != PLAIN or number + 1 in self.sections:
            return ""
        heading, below = self.groups[number].heading, self.groups[number + 1]
        if self.runs[number][1] < self.depths[PLAIN]:
            return f"the layout does not settle the level of the section {heading!r}"
        plain = sum(self.styles[section] == PLAIN for section in self.sections)
        if self.in_lines and not below.alone and (plain < 2 or self.groups[number].full):
            return doubtful_section(heading, below.heading)
        return ""


def _ends(level: _Level, enumerator: Enumerator) -> bool:
    """Return whether a section ends at a heading with an enumerator: at one of the same kind.

    `1.` ends at `2.`, but not at `1.1`.
    """
    own = level.enumerator
    if own is None:
        return False
    if own.kind in NUMBERED and enumerator.kind in NUMBERED:
        return own.numbers != enumerator.numbers[: len(own.numbers)] or own == enumerator
    return own.kind == enumerator.kind
