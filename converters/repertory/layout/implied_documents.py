"""A list without a column of documents: its caption, headings or the manifest name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.layout.body import aside
from repertory.layout.column_choice import is_document
from repertory.layout.found_table import Line
from repertory.layout.table_search import titled_at
from repertory.layout.titles import TITLES, ColumnRoles
from repertory.model import Cell, SetAside, Table
from repertory.notation import find_symbol, parse_document
from repertory.settings.columns import REQUIRED

CAPTION: Final = 4
"""How many lines above the titles may name the document."""


class _Titles(Struct, frozen=True):
    """The title lines of a table, from *start* to before *end*, without a column of documents."""

    start: int
    end: int
    columns: ColumnRoles


def with_documents(table: Table, given: str = "") -> Table | None:
    """Return a table with a column of documents, or None if it has one or no document is named.

    The document of a row is that of the nearest line above that names one and has no other cell:
    the caption, or a heading between rows. *given* is the document of rows without such a line.
    """
    titles = _find_titles(table)
    if titles is None:
        return None
    language = titles.columns.language
    above = table.lines[max(titles.start - CAPTION, 0) : titles.start]
    captions = [(name, line) for line in above if (name := _named(line, language))]
    document, caption = captions[-1] if captions else (given, table.lines[titles.start])
    width = max(map(len, table.lines[titles.start :]))
    kept: list[int] = list(range(titles.end))
    lines = list(table.lines[: titles.end])
    lines[-1] = _extended(lines[-1], width, TITLES[language]["document"].partition("|")[0].title())
    asides = [_assumed(document, caption)] if document else []
    for number, line in enumerate(table.lines[titles.end :], titles.end):
        if name := _named(line, language):
            document = name
            asides += [aside("section", line), _assumed(name, line)]
            continue
        is_row = sum(cell.text != "" for cell in line) > 1
        if is_row and not document:
            return None
        lines.append(_extended(line, width, document) if is_row else line)
        kept.append(number)
    position = {number: place for place, number in enumerate(kept)}
    return replace(
        table,
        lines=tuple(lines),
        set_aside=(*table.set_aside, *asides),
        continued=tuple(_moved(table.continued, position)),
        starts=tuple(_moved(table.starts, position)),
    )


def _find_titles(table: Table) -> _Titles | None:
    """Return the first titles of a table, if they name places or texts, but no documents."""
    for start in range(len(table.lines)):
        found = titled_at(table, start, ("document",))
        if found is None:
            continue
        roles = {role for role, _ in found.columns.positions}
        if roles.intersection(REQUIRED["document"]):
            return None
        is_list = roles.intersection(("paragraphs", "text", "reference"))
        if is_list and not _has_documents(table.lines[found.first :], found.columns):
            return _Titles(start, found.first, found.columns)
    return None


def _has_documents(lines: Sequence[Line], columns: ColumnRoles) -> bool:
    """Return whether a column of references or without a role has documents."""
    known = {position for role, position in columns.positions if role != "reference"}
    for position in range(max(map(len, lines), default=0)):
        texts = [line[position].text for line in lines if 1 < len(line) > position]
        filled = [text for text in texts if text] if position not in known else []
        if 2 * sum(is_document(text, columns.language) for text in filled) > len(filled):
            return True
    return False


def _named(line: Line, language: str) -> str:
    """Return the document that a line of one text names, or an empty text."""
    texts = [cell.text for cell in line if cell.text]
    if len(texts) != 1:
        return ""
    try:
        parse_document(texts[0])
    except NotationError:
        return find_symbol(texts[0]) or ""
    return texts[0] if is_document(texts[0], language) else find_symbol(texts[0]) or ""


def _extended(line: Line, width: int, text: str) -> Line:
    """Return a line with a further cell after *width* others."""
    place = replace(line[0].place, column=None)
    blank = Cell("", place)
    return (*line, *(blank for _ in range(width - len(line))), Cell(text, place))


def _assumed(document: str, line: Sequence[Cell]) -> SetAside:
    place = replace(line[0].place, column=None)
    return SetAside("assumed", f"{document} is the document of the rows below", place)


def _moved(numbers: Sequence[int], position: dict[int, int]) -> Iterator[int]:
    """Yield the new positions of lines; that of a line that is left out is the next one."""
    last = max(position)
    for number in numbers:
        following = next((n for n in range(number, last + 1) if n in position), None)
        if following is not None:
            yield position[following]
