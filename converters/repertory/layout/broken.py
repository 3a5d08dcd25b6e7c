"""Join rows that a page break has split: the rest of their cells is below, without a document.

The reader of a printed page may mark the lines that continue the row above. Otherwise a rest is
recognised by its text: the cell above is incomplete (`8, 9 and`, `21–`, `CTOC/COP/`), or the rest
begins with a text that cannot begin a cell.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.layout.labels import is_chinese
from repertory.layout.titles import CITED, ColumnRoles, title_language
from repertory.model import Cell, Place, Repair
from repertory.notation import parse_paragraphs, parse_symbol
from repertory.notation.tokens import MAXIMUM_TEXT

OPEN_END: Final = re.compile(
    r"(?:[,;،؛、，；/(–-]|(?:^|\s)(?:and|to|et|à|y|e|a|и|по|و)|[和及至])$", re.IGNORECASE
)
"""The ends of an incomplete cell."""

OPEN_START: Final = re.compile(
    r"(?:[,;،؛、，；/)–]|(?:and|to|et|à|y|e|a|и|по|و)\s|[和及至])", re.IGNORECASE
)
"""The beginnings of a rest that cannot begin a cell."""

NO_SPACE_AFTER: Final = ("/", "-", "–", "(", " و")

LONGEST_END: Final = 8
"""The number of characters in which `OPEN_END` is searched; no alternative is longer."""

Line = tuple[Cell, ...]


def join_text(first: str, second: str) -> str:
    """Join two parts of a text with a space.

    There is no space after a slash, a hyphen, a dash or the Arabic *and*, nor next to Chinese.

    >>> join_text("CTOC/COP/", "WG.7/2018/3"), join_text("8 and", "9"), join_text("8和", "9")
    ('CTOC/COP/WG.7/2018/3', '8 and 9', '8和9')
    """
    if not (first and second):
        return first or second
    is_whole = first.endswith(NO_SPACE_AFTER) or is_chinese(first[-1]) or is_chinese(second[0])
    return first + second if is_whole else f"{first} {second}"


def join_broken(
    lines: Sequence[Line], columns: ColumnRoles, continued: Container[int]
) -> tuple[tuple[Line, ...], dict[Place, list[Repair]]]:
    """Return the lines with split rows joined, and the repairs by the places of the documents.

    *continued* are the positions of the lines that the reader has marked. A line that is a complete
    row is never joined.
    """
    joined: list[Line] = []
    repairs: dict[Place, list[Repair]] = {}
    topic = row = None
    for number, line in enumerate(lines):
        if len(line) > 1 and not (title_language(line) or columns.are_printed_in(line)):
            above = joined[row] if row is not None else ()
            is_rest = number in continued or _is_rest(above, line, columns)
            if row is not None and is_rest and not _is_complete(above, line, columns):
                targets = [row if topic is None else topic, row]
                _join_row(joined, targets, line, columns, repairs)
                continue
            row = len(joined) if _text(line, columns, "document") else row
            topic = len(joined) if _text(line, columns, "topic") else topic
        joined.append(line)
    return tuple(joined), repairs


def _cell(line: Line, columns: ColumnRoles, role: str) -> Cell | None:
    position = columns.position(role)
    return line[position] if position is not None and position < len(line) else None


def _text(line: Line, columns: ColumnRoles, role: str) -> str:
    cell = _cell(line, columns, role)
    return cell.text if cell else ""


def _is_complete(above: Line, line: Line, columns: ColumnRoles) -> bool:
    """Return whether a line can be a row: it has a document symbol and paragraphs.

    The rest of a row may have both, `WG.7/2018/3` with `9`. Then a list above is incomplete, and
    the symbol begins differently from the one above.
    """
    first, rest = (_text(each, columns, "document") for each in (above, line))
    try:
        parse_symbol(rest)
        parse_paragraphs(_text(line, columns, "paragraphs"))
    except NotationError:
        return False
    is_open = any(OPEN_END.search(_text(above, columns, role)) for role in CITED[2:])
    return not is_open or first.partition("/")[0] == rest.partition("/")[0]


def _is_rest(above: Line, below: Line, columns: ColumnRoles) -> bool:
    """Return whether the text of a line shows that it is the rest of the row above."""
    if any(len(cell.text) > MAXIMUM_TEXT for cell in above):  # an error of the notation anyway
        return False
    first, rest = (_text(line, columns, "document") for line in (above, below))
    if rest:
        return first.endswith("/") and not _text(below, columns, "topic")
    pairs = [(_text(above, columns, role), _text(below, columns, role)) for role in CITED[2:]]
    if _text(below, columns, "topic") and not _text(below, columns, "topic")[0].islower():
        return False
    return any(rest and (_ends_openly(first) or OPEN_START.match(rest)) for first, rest in pairs)


def _ends_openly(text: str) -> bool:
    return OPEN_END.search(text[-LONGEST_END:]) is not None


def _join_row(
    joined: list[Line],
    targets: Sequence[int],
    rest: Line,
    columns: ColumnRoles,
    repairs: dict[Place, list[Repair]],
) -> None:
    """Add the cells of a rest to the row with its topic and to the last row."""
    topic, row = targets
    details: dict[int, list[str]] = {}
    for position, cell in enumerate(rest):
        if cell.text:
            target = topic if position == columns.position("topic") else row
            joined[target], whole = _with_rest(joined[target], position, cell)
            shown = target if _text(joined[target], columns, "document") else row
            detail = f"{whole!r} continues after a page break with {cell.text!r}"
            details.setdefault(shown, []).append(detail)
    place = next(cell.place for cell in rest if cell.text)
    for shown, parts in details.items():
        document = _cell(joined[shown], columns, "document")
        if document is not None:
            repair = Repair("row-joined", "; ".join(parts), place)
            repairs.setdefault(document.place, []).append(repair)


def _with_rest(line: Line, position: int, rest: Cell) -> tuple[Line, str]:
    """Return a line with the rest of a cell, which may be missing, and the whole text."""
    blank = Cell("", replace(line[-1].place, column=None))
    cells = [*line, *[blank] * (position + 1 - len(line))]
    first = cells[position] if cells[position].text else rest
    whole = join_text(cells[position].text, rest.text)
    cells[position] = replace(first, text=whole, doubt=first.doubt or rest.doubt)
    return tuple(cells), whole
