"""Combine cells that are printed apart: a topic with its broader ones, a session with its title.

A ditto mark in a column of topics stands for the topic above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.layout.labels import with_line_ends
from repertory.layout.titles import ColumnRoles, repeats_titles
from repertory.model import PATH, Cell, Note, Place, Repair
from repertory.topics.wording import is_ditto, is_missing

Line = tuple[Cell, ...]


class CombinedLines(Struct):
    """Lines with one topic each, the repairs by the places of their documents, and the notes."""

    lines: list[Line] = field(default_factory=list)
    repairs: dict[Place, list[Repair]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def combine_cells(lines: Iterable[Line], columns: ColumnRoles) -> CombinedLines:
    """Return *lines* with one topic each, its parts joined by `PATH`, and with named documents.

    A blank cell of a broader topic repeats the one above. A cell without a topic (`N/A`) beside
    other topics is left out of the path, with a note.
    """
    topics = columns.positions_of("topic")
    combined = CombinedLines()
    path: list[str] = []
    for line in lines:
        dittos = [n for n in topics if n < len(line) and is_ditto(line[n].text)]
        if dittos and sum(cell.text != "" for cell in line) == len(dittos):
            dittos = []  # marks alone are no row
        is_plain = not (dittos or columns.session or len(topics) > 1)  # as most lines are
        if not is_plain and len(line) > 1 and not repeats_titles(line, columns):
            if columns.session:
                line = _with_session(line, columns)
            if dittos:
                _add_repairs(combined, line, dittos, columns)
            if len(topics) > 1:
                path = _path(line, topics, path)
                combined.notes += _missing(line, topics)
                line = _with_path(line, topics, path)
            elif dittos:
                line = _with(line, topics[0], replace(line[topics[0]], text=""))
        combined.lines.append(line)
    return combined


def _add_repairs(
    combined: CombinedLines, line: Line, dittos: Sequence[int], columns: ColumnRoles
) -> None:
    """Record the ditto marks of a line."""
    position = columns.position("document")
    key = line[position].place if position is not None and position < len(line) else None
    if key is not None:
        place = replace(line[dittos[0]].place, column=None)
        details = (f"{line[n].text!r} stands for the topic above" for n in dittos)
        repairs = [Repair("topic-carried-over", detail, place) for detail in details]
        combined.repairs.setdefault(key, []).extend(repairs)


def _path(line: Line, topics: Sequence[int], above: Sequence[str]) -> list[str]:
    """Return the path of the topic of a line, with the broader topics of the one above."""
    known = [*above, *[""] * len(topics)]
    texts = [with_line_ends(line[n]) if n < len(line) else "" for n in topics]
    texts = [known[level] if is_ditto(text) else text for level, text in enumerate(texts)]
    filled = [level for level, text in enumerate(texts) if text]
    if not filled:
        return list(above)
    return [*known[: filled[0]], *texts[filled[0] : filled[-1] + 1]]


def _missing(line: Line, topics: Sequence[int]) -> list[Note]:
    """Return a note for each cell of a line without a topic, if another cell has one."""
    cells = [line[n] for n in topics if n < len(line) and line[n].text]
    missing = [cell for cell in cells if is_missing(cell.text)]
    if len(missing) == len(cells):  # the whole row has no topic, which is noted later
        return []
    message = "found {!r}, expected a topic; the row has that of another cell"
    return [
        Note("missing-topic", message.format(cell.text), cell.place, cell.text) for cell in missing
    ]


def _with_path(line: Line, topics: Sequence[int], path: Sequence[str]) -> Line:
    """Return a line with the path of its topic in the first column of topics, if it has a topic."""
    printed = next((line[n] for n in topics if n < len(line) and line[n].text), None)
    if printed is None:
        return line
    for position in topics:
        if position < len(line):
            line = _with(line, position, replace(line[position], text=""))
    known = [text for text in path if text and not is_missing(text)]
    text = PATH.join(known or filter(None, path))
    breaks = tuple(n for n, character in enumerate(text) if character == "\n")
    cell = replace(printed, text=text.replace("\n", " "), breaks=breaks)
    return _with(line, topics[0], cell)


def _with(line: Line, position: int, cell: Cell) -> Line:
    return (*line[:position], cell, *line[position + 1 :])


def _with_session(line: Line, columns: ColumnRoles) -> Line:
    """Return a line with its session as a document: `Session 3 (2004)` from `3 (2004)`."""
    position = columns.position("session")
    if position is None or position >= len(line) or not line[position].text:
        return line
    cell = line[position]
    if is_ditto(cell.text) or columns.session.casefold() in cell.text.casefold():
        return line
    return _with(line, position, replace(cell, text=f"{columns.session} {cell.text}"))
