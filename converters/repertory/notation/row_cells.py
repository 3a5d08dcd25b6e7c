"""Read the three cells of each row, and tell all that is wrong in them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from msgspec.structs import replace

from repertory.errors import NotationError, SourceError
from repertory.model import Cell, IndexRow, ParagraphNumber, Place, Problem, Reference, Row
from repertory.notation.entries import Parsed
from repertory.notation.paragraphs import parse_paragraphs
from repertory.notation.references import has_section, parse_references
from repertory.notation.symbols import parse_symbol

MAXIMUM_EXPANDED: Final = 500_000
"""Paragraphs and references of a document after its ranges are expanded.

A document has at most as many citations, mostly half as many. A large index has some thousand.
"""

Result = TypeVar("Result")


def parse_rows(rows: Sequence[IndexRow]) -> tuple[Row, ...]:
    """Read rows; a cell without references gives none.

    Where no row has a section in its references, the compilation has no sections. Where any has
    one, all must.

    >>> place = Place("index.txt", line=3, column=1)
    >>> cells = [Cell(text, place) for text in ("A/75/6", "8 (e)", "V.2.e")]
    >>> row, = parse_rows([IndexRow(1, "Academia", "Academia", *cells, place)])
    >>> row.document, row.paragraphs[0].value.number, row.references[0].value.section
    ('A/75/6', 8, 'V')

    Raises:
        SourceError: with the problems of all rows.
    """
    reading = _Reading(any(has_section(row.references.text) for row in rows))
    parsed = tuple(reading.row(row) for row in rows if reading.expanded <= MAXIMUM_EXPANDED)
    if reading.problems:
        raise SourceError(reading.problems)
    return tuple(row for row in parsed if row is not None)


class _Reading:
    """Reads rows one by one and collects their problems."""

    def __init__(self, sections: bool) -> None:
        self.problems: list[Problem] = []
        self.sections = sections
        self.expanded = 0

    def row(self, written: IndexRow) -> Row | None:
        """Read a row; None when one of its cells has a problem."""
        document = self.cell(written.document, _parse_symbol, "a document symbol")
        paragraphs = self.cell(written.paragraphs, _parse_paragraphs, "a list of paragraphs")
        references = None
        if not _is_empty(written.references):
            references = self.cell(written.references, self.references, "a list of references")
            if references is None:
                return None
        if document is None or paragraphs is None:
            return None
        if not self.may_expand(written, paragraphs, references):
            return None
        symbol, doubts = document
        notes = [(written.document, note) for note in doubts]
        notes += [(written.paragraphs, note) for note in paragraphs.irregularities]
        if references is not None:
            notes += [(written.references, note) for note in references.irregularities]
        return Row(
            order=written.order,
            heading=written.heading,
            document=symbol,
            paragraphs=paragraphs.elements(),
            references=references.elements() if references else (),
            written=written,
            irregularities=tuple(notes),
        )

    def may_expand(
        self,
        written: IndexRow,
        paragraphs: Parsed[ParagraphNumber],
        references: Parsed[Reference] | None,
    ) -> bool:
        """Count what the ranges of a row stand for; a row that makes it too much is a problem."""
        counts = paragraphs.count(), references.count() if references else 0
        self.expanded += sum(counts)
        if self.expanded <= MAXIMUM_EXPANDED:
            return True
        cell = written.references if counts[1] > counts[0] else written.paragraphs
        found = f"more than {MAXIMUM_EXPANDED:,} paragraphs and references up to {cell.text[:60]!r}"
        advice = "Are its ranges right? Divide a larger list into several documents."
        self.problems.append(Problem(cell.place, found, "at most as many in a document", advice))
        return False

    def references(self, text: str) -> Parsed[Reference]:
        """Read a list of references of a compilation such as this table has."""
        return parse_references(text, self.sections)

    def cell(self, cell: Cell, parse: Callable[[str], Result], expected: str) -> Result | None:
        """Read a cell; None, and a problem more, when it cannot be read.

        A cell that its format took for something else is a problem of the layout already.
        """
        if cell.doubt:
            return None
        if _is_empty(cell):
            advice = "Fill in the cell, or take the row out."
            self.problems.append(Problem(cell.place, "an empty cell", expected, advice))
            return None
        try:
            return parse(cell.text)
        except NotationError as error:
            place = _place_within(cell.place, error.start)
            self.problems.append(Problem(place, error.found, error.expected, error.advice))
            return None


# A table has few symbols, each in many rows, and many a list more than once.
_parse_symbol = lru_cache(maxsize=1024)(parse_symbol)
_parse_paragraphs = lru_cache(maxsize=1024)(parse_paragraphs)


def _is_empty(cell: Cell) -> bool:
    return not cell.text.strip()


def _place_within(place: Place, offset: int) -> Place:
    """Move a place to the right, where it has a column."""
    return place if place.column is None else replace(place, column=place.column + offset)
