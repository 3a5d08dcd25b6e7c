"""Join the numbers of headings that have a column of their own: `1.1 | Mandates`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from repertory.layout.found_table import Line
from repertory.layout.titles import ColumnRoles, repeats_titles

NUMBER: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,7}|[IVXLC]{1,6}|[A-Z])[.)]?")
"""A number in front of a heading."""


def join_numbers(lines: Sequence[Line], columns: ColumnRoles) -> Sequence[Line]:
    """Return lines with the numbers in the column before the topics at the beginning of the topics.

    They number headings, not rows, if a line has nothing but a number and a topic.
    """
    topic = columns.position("topic")
    if topic is None or topic - 1 not in columns.others:
        return lines
    number = topic - 1
    numbered = {
        place
        for place, line in enumerate(lines)
        if topic < len(line) and line[number].text and not repeats_titles(line, columns)
    }
    found = [lines[place] for place in numbered]
    if not all(NUMBER.fullmatch(line[number].text) for line in found):
        return lines
    if not any(
        {n for n, cell in enumerate(line) if cell.text} == {number, topic} for line in found
    ):
        return lines
    return [
        _joined(line, number, topic) if place in numbered and line[topic].text else line
        for place, line in enumerate(lines)
    ]


def _joined(line: Line, number: int, topic: int) -> Line:
    mark = line[number].text
    mark = mark if mark[-1] in ".)" or "." in mark else f"{mark}."
    cell = line[topic]
    moved = tuple(offset + len(mark) + 1 for offset in cell.breaks)
    heading = replace(cell, text=f"{mark} {cell.text}", breaks=moved)
    return (*line[:number], replace(line[number], text=""), heading, *line[topic + 1 :])
