"""Combine cells that are printed apart: a topic with its broader ones, a session with its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from repertory.layout.titles import ColumnRoles, repeats_titles
from repertory.model import PATH, Cell

Line = tuple[Cell, ...]


def combine_cells(lines: Iterable[Line], columns: ColumnRoles) -> Iterator[Line]:
    """Yield *lines* with one topic each, its parts joined by `PATH`, and with named documents.

    A blank cell of a broader topic repeats the one above.
    """
    topics = columns.positions_of("topic")
    path: list[str] = []
    for line in lines:
        if len(line) > 1 and not repeats_titles(line, columns):
            if columns.session:
                line = _with_session(line, columns)
            if len(topics) > 1:
                path = _path(line, topics, path)
                line = _with_path(line, topics, path)
        yield line


def _path(line: Line, topics: tuple[int, ...], above: list[str]) -> list[str]:
    """Return the path of the topic of a line, with the broader topics of the one above."""
    texts = [line[n].text if n < len(line) else "" for n in topics]
    filled = [level for level, text in enumerate(texts) if text]
    if not filled:
        return above
    kept = [*above, *[""] * len(topics)][: filled[0]]
    return [*kept, *texts[filled[0] : filled[-1] + 1]]


def _with_path(line: Line, topics: tuple[int, ...], path: list[str]) -> Line:
    """Return a line with the path of its topic in the first column of topics, if it has a topic."""
    printed = next((line[n] for n in topics if n < len(line) and line[n].text), None)
    if printed is None:
        return line
    cells = list(line)
    for position in topics:
        if position < len(cells):
            cells[position] = replace(cells[position], text="")
    cells[topics[0]] = replace(printed, text=PATH.join(filter(None, path)))
    return tuple(cells)


def _with_session(line: Line, columns: ColumnRoles) -> Line:
    """Return a line with its session as a document: `Session 3 (2004)` from `3 (2004)`."""
    position = columns.position("session")
    if position is None or position >= len(line) or not line[position].text:
        return line
    cell = line[position]
    if columns.session.casefold() in cell.text.casefold():
        return line
    named = replace(cell, text=f"{columns.session} {cell.text}")
    return (*line[:position], named, *line[position + 1 :])
