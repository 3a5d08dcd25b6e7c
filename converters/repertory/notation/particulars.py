"""Read what a row states beside its topic, document, paragraphs and references."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from repertory.model import NO_PARTICULARS, Cell, IndexRow, Particulars
from repertory.notation.cell_values import (
    NO_VALUES,
    read_date,
    read_targets,
    separate_names,
    separate_values,
    standing_alone,
)
from repertory.notation.opening_numbers import TEXT, without_number

NAMED: Final = {"position": False, "addressee": False, "state": True}
"""The roles of cells of names, and whether each comma separates names."""

ROLES: Final = frozenset((TEXT, *NAMED, "session", "date", "sdg", "identifier"))
"""The roles of the cells that particulars are read from."""

KIND_TITLE: Final = re.compile(
    r"\b(?:type|kind|nature|category|tipo|clase|naturaleza|тип|вид)\b|نوع|类型|种类",
    re.IGNORECASE,
)
"""The title of a column with the kind of each row: `Annotation type`."""

NO_RECOMMENDATION: Final = re.compile(
    r"(?:(?:and|et|y|и|或|和|و)?\W*(?:observations?|concerns?|comments?|préoccupations?"
    r"|observaci[oó]n(?:es)?|preocupaci[oó]n(?:es)?|замечани[ея]|обеспокоенность|озабоченность"
    r"|ملاحظ(?:ة|ات)|شواغل|意见|关切|关注)\W*)+",
    re.IGNORECASE,
)
"""The kind of a row that is no recommendation: `Concerns/Observations`."""


POSITION: Final = re.compile(
    r"(?:(?:not|partially|partly) )?(?:supported|accepted|noted|rejected)"
    r"|(?:(?:non|partiellement) )?(?:appuyée|acceptée|notée|rejetée)s?"
    r"|(?:(?:no|parcialmente) )?(?:apoyada|aceptada|anotada|rechazada)s?",
    re.IGNORECASE,
)
"""A position that a list gives as the kind of a recommendation."""


class ReadParticulars(Struct, frozen=True):
    """The particulars of rows, and the cells with values that cannot be read, each with these."""

    of_rows: tuple[Particulars, ...]
    unread: tuple[tuple[IndexRow, Cell, str], ...] = ()


def read_particulars(rows: Sequence[IndexRow]) -> ReadParticulars:
    """Read the particulars of all rows.

    >>> from repertory.model import Place
    >>> cells = [Cell(text, Place("index.txt")) for text in ("A/1", "3", "", "Dive.", "8.8; 14")]
    >>> extras = tuple(zip(("text", "sdg"), cells[3:]))
    >>> row = IndexRow(1, "Diving", "Diving", *cells[:3], Place("index.txt"), extras=extras)
    >>> read_particulars([row]).of_rows[0].targets
    ('8.8', '14')
    """
    if not any(row.extras for row in rows):
        return ReadParticulars((NO_PARTICULARS,) * len(rows))
    alone = {
        role: standing_alone(cell.text for row in rows for name, cell in row.extras if name == role)
        for role in NAMED
    }
    unread: list[tuple[IndexRow, Cell, str]] = []
    read = tuple(_read(row, alone, unread) for row in rows)
    return ReadParticulars(read, tuple(unread))


def _read(
    row: IndexRow,
    alone: Mapping[str, frozenset[str]],
    unread: list[tuple[IndexRow, Cell, str]],
) -> Particulars:
    if not row.extras:
        return NO_PARTICULARS
    cells = dict(row.extras)
    names = {
        role: _names(cells[role].text, alone[role], by_commas)
        for role, by_commas in NAMED.items()
        if role in cells
    }
    targets: tuple[str, ...] = ()
    if "sdg" in cells:
        targets, no_targets = _targets(cells["sdg"].text)
        unread += ((row, cells["sdg"], value) for value in no_targets)
    kinds = [kind for name, cell in row.extras for kind in _kinds(name, cell)]
    if not names.get("position"):
        names["position"] = tuple(kind for kind in kinds if POSITION.fullmatch(kind))
    return Particulars(
        text=without_number(_line(cells, TEXT), row.paragraphs.text),
        positions=names["position"],
        addressees=names.get("addressee", ()),
        states=names.get("state", ()),
        targets=targets,
        session=_line(cells, "session"),
        date=read_date(_line(cells, "date")),
        identifier=_line(cells, "identifier"),
        is_recommendation=not kinds or not all(map(NO_RECOMMENDATION.fullmatch, kinds)),
    )


@lru_cache(maxsize=4096)
def _names(text: str, alone: frozenset[str], by_commas: bool) -> tuple[str, ...]:
    return tuple(separate_names(text, alone, by_commas))


@lru_cache(maxsize=4096)
def _targets(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    targets, unread = read_targets(text)
    return tuple(targets), tuple(unread)


def _line(cells: Mapping[str, Cell], role: str) -> str:
    """Return the text of a cell on one line, or an empty text if it has no value."""
    text = " ".join(cells[role].text.split()) if role in cells else ""
    return "" if text.casefold() in NO_VALUES else text


@lru_cache(maxsize=1024)
def gives_kinds(title: str) -> bool:
    """Return whether a column without a role gives the kinds of rows, by its title.

    >>> gives_kinds("AnnotationType"), gives_kinds("Affected persons")
    (True, False)
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", title)
    return title not in ROLES and KIND_TITLE.search(words) is not None


def _kinds(name: str, cell: Cell) -> Sequence[str]:
    """Return the kinds of a row that a cell gives."""
    return separate_values(cell.text) if gives_kinds(name) else ()
