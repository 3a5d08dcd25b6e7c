"""Partition the lines of a table into topics at the least cost, and find the doubtful starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.readers.printed.topic_column import LabelStyle, TopicColumn, TopicSpan
from repertory.readers.printed.topic_spans import TopicCosts, is_alphabetical

MARGIN: Final = 1.5
"""The additional cost below which another partition makes the best one doubtful."""

UNUSUAL: Final = 5.0
"""The additional cost of a table with centred labels, which are less usual."""

STYLES: Final = (LabelStyle(), LabelStyle(centred=True), LabelStyle(centred=True, trailing=1))
"""The styles of labels; the one with the least cost is that of the table."""


class Doubt(Struct, frozen=True):
    """A line at which a topic may or may not begin, and the label in either case."""

    line: int
    label: str
    other: str

    def __str__(self) -> str:
        """Return the doubt in words."""
        return (
            "the layout does not settle whether this row, and the next ones, belong to "
            f"{self.label!r} or to {self.other!r}"
        )


class TopicPartition(Struct, frozen=True):
    """The lines at which topics begin, and the doubts.

    At *rests* a label continues in a cell of its own.
    """

    starts: tuple[int, ...]
    rests: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def partition_topics(column: TopicColumn) -> TopicPartition:
    """Return the partition of a column into topics."""
    if not column.lines:
        return TopicPartition(())
    styles = STYLES if column.ruled is None else STYLES[:1]
    found = [_Search(TopicCosts(column, style)) for style in styles]
    best = min(found, key=lambda search: search.cost + UNUSUAL * search.costs.style.centred)
    labels = [best.costs.label(topic) for topic in best.path if topic.label]
    if is_alphabetical(labels):
        best = _Search(TopicCosts(column, replace(best.costs.style, alphabetical=True)))
    starts = tuple(topic.start for topic in best.path if topic.label or not topic.start)
    rests = (rest for topic in best.path for rest in best.costs.rests(topic))
    return TopicPartition(starts, tuple(rests), tuple(best.doubts()))


class _Search:
    """All possible topics of a table, the cost of the best path to each, and the best path."""

    def __init__(self, costs: TopicCosts) -> None:
        self.costs = costs
        self.count = len(costs.lines)
        self.starting: dict[int, list[TopicSpan]] = {}
        self.ending: dict[int, list[TopicSpan]] = {self.count: []}
        self.cost_to: dict[TopicSpan, float] = {}
        self.previous: dict[TopicSpan, TopicSpan | None] = {}
        self._forward()
        last = min(self.ending[self.count], key=self.cost_to.__getitem__)
        self.cost = self.cost_to[last]
        self.path = self._path(last)

    def _forward(self) -> None:
        """Find the best path to each topic, from the first line on."""
        pending = {0}
        while pending:
            start = min(pending)
            pending.remove(start)
            before = self.ending.get(start, [])
            self.starting[start] = list(self.costs.topics_from(start))
            for topic in self.starting[start]:
                paths = [
                    (self.cost_to[each] + self.costs.between(each, topic), each) for each in before
                ]
                cost, best = min(paths, key=lambda path: path[0], default=(0.0, None))
                self.cost_to[topic] = cost + topic.cost
                self.previous[topic] = best
                self.ending.setdefault(topic.end, []).append(topic)
                if topic.end < self.count:
                    pending.add(topic.end)

    def _path(self, last: TopicSpan) -> list[TopicSpan]:
        path = [last]
        while (before := self.previous[path[-1]]) is not None:
            path.append(before)
        return path[::-1]

    def _totals(self) -> dict[TopicSpan, float]:
        """Return the cost of the best partition with each topic."""
        after: dict[TopicSpan, float] = {}
        for start in sorted(self.starting, reverse=True):
            for topic in self.starting[start]:
                after[topic] = min(
                    (
                        self.costs.between(topic, each) + each.cost + after[each]
                        for each in self.starting.get(topic.end, ())
                    ),
                    default=0.0,
                )
        return {topic: cost + after[topic] for topic, cost in self.cost_to.items()}

    def doubts(self) -> Iterator[Doubt]:
        """Yield the lines at which another partition costs hardly more than the best one."""
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
                labels = self._label(covering), self._label(other)
                if labels[0].casefold() != labels[1].casefold():
                    yield Doubt(line, *labels)

    def _label(self, topic: TopicSpan) -> str:
        """Return the label of a topic, or that of the one before it if it has none."""
        before: TopicSpan | None = topic
        while before is not None and not before.label:
            before = self.previous[before]
        return self.costs.label(before) if before is not None else ""
