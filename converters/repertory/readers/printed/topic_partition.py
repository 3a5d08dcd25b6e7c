"""Part the lines of a table into topics at the least cost, and tell where that is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.readers.printed.topic_column import Manner, TopicColumn, TopicSpan
from repertory.readers.printed.topic_spans import Weighing, is_alphabetical

MARGIN: Final = 1.5
"""A parting that costs so little more than the best one leaves the matter open."""

UNUSUAL: Final = 5.0
"""How much better labels in the middle of their rows must explain a table than those at the top."""

MANNERS: Final = (Manner(), Manner(centred=True), Manner(centred=True, trailing=1))
"""How labels may stand beside their rows; the manner that explains a table best is its own."""


class Doubt(Struct, frozen=True):
    """A line at which it is open whether a topic begins, and the two labels that it may have."""

    line: int
    label: str
    other: str


class Parting(Struct, frozen=True):
    """The lines at which topics begin, and those where that is in doubt.

    At *rests* a label goes on in a cell of its own.
    """

    starts: tuple[int, ...]
    rests: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def part_topics(column: TopicColumn) -> Parting:
    """Return where the topics of a column begin."""
    if not column.lines:
        return Parting(())
    manners = MANNERS if column.ruled is None else MANNERS[:1]
    found = [_Search(Weighing(column, manner)) for manner in manners]
    best = min(found, key=lambda search: search.cost + UNUSUAL * search.weighing.manner.centred)
    labels = [best.weighing.label(topic) for topic in best.path if topic.label]
    if is_alphabetical(labels):
        best = _Search(Weighing(column, replace(best.weighing.manner, alphabetical=True)))
    starts = tuple(topic.start for topic in best.path if topic.label or not topic.start)
    rests = (rest for topic in best.path for rest in best.weighing.rests(topic))
    return Parting(starts, tuple(rests), tuple(best.doubts()))


class _Search:
    """All topics that a table may have, what the best way to and from each costs, and the best."""

    def __init__(self, weighing: Weighing) -> None:
        self.weighing = weighing
        self.count = len(weighing.lines)
        self.starting: dict[int, list[TopicSpan]] = {}
        self.ending: dict[int, list[TopicSpan]] = {self.count: []}
        self.to: dict[TopicSpan, float] = {}
        self.back: dict[TopicSpan, TopicSpan | None] = {}
        self._forward()
        last = min(self.ending[self.count], key=self.to.__getitem__)
        self.cost = self.to[last]
        self.path = self._path(last)

    def _forward(self) -> None:
        """Find the best way to each topic, from the first line on."""
        pending = {0}
        while pending:
            start = min(pending)
            pending.remove(start)
            before = self.ending.get(start, [])
            self.starting[start] = list(self.weighing.topics_from(start))
            for topic in self.starting[start]:
                ways = [
                    (self.to[each] + self.weighing.between(each, topic), each) for each in before
                ]
                cost, best = min(ways, key=lambda way: way[0], default=(0.0, None))
                self.to[topic] = cost + topic.cost
                self.back[topic] = best
                self.ending.setdefault(topic.end, []).append(topic)
                if topic.end < self.count:
                    pending.add(topic.end)

    def _path(self, last: TopicSpan) -> list[TopicSpan]:
        path = [last]
        while (before := self.back[path[-1]]) is not None:
            path.append(before)
        return path[::-1]

    def _totals(self) -> dict[TopicSpan, float]:
        """Return what the best parting with each topic costs."""
        after: dict[TopicSpan, float] = {}
        for start in sorted(self.starting, reverse=True):
            for topic in self.starting[start]:
                after[topic] = min(
                    (
                        self.weighing.between(topic, each) + each.cost + after[each]
                        for each in self.starting.get(topic.end, ())
                    ),
                    default=0.0,
                )
        return {topic: cost + after[topic] for topic, cost in self.to.items()}

    def doubts(self) -> Iterator[Doubt]:
        """Yield the lines at which another parting would cost hardly more than the best one."""
        totals = self._totals()
        near = [topic for topic, cost in totals.items() if cost - self.cost < MARGIN]
        own = {topic.start: topic for topic in self.path}
        for line in sorted({topic.start for topic in near} | own.keys()):
            covering = next(t for t in self.path if t.start <= line < t.end)
            if line in own:
                others = [topic for topic in near if topic.start < line < topic.end]
            else:
                others = [topic for topic in near if topic.start == line]
            if others:
                other = min(others, key=totals.__getitem__)
                labels = self._label(covering, totals), self._label(other, totals)
                if labels[0].casefold() != labels[1].casefold():
                    yield Doubt(line, *labels)

    def _label(self, topic: TopicSpan, totals: dict[TopicSpan, float]) -> str:
        """Return the label of a topic, or that of the one before it where it has none."""
        before: TopicSpan | None = topic
        while before is not None and not before.label:
            before = self.back[before]
        return self.weighing.label(before) if before is not None else ""
