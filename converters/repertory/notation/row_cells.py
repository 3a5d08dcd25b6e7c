"""Parse the three cells of each row, and collect all their problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from repertory.errors import NotationError, SourceError
from repertory.model import Cell, IndexRow, ParagraphNumber, Problem, Reference, Row
from repertory.notation.entries import Parsed
from repertory.notation.paragraphs import parse_paragraphs
from repertory.notation.references import has_section, parse_references
from repertory.notation.symbols import parse_symbol

MAXIMUM_EXPANDED: Final = 500_000
"""The most paragraphs and references of a document, with its ranges expanded.

The number of citations is at most that, and usually half. A large index has some thousand.
"""

Result = TypeVar("Result")


def parse_rows(rows: Sequence[IndexRow]) -> tuple[Row, ...]:
    """Parse rows; an empty cell of references is allowed.

    If any reference has a section, all must have one; otherwise the compilation has no sections.

    >>> from repertory.model import Place
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
    """Parses rows one by one and collects their problems."""

    def __init__(self, sections: bool) -> None:
        self.problems: list[Problem] = []
        self.sections = sections
        self.expanded = 0

    def row(self, written: IndexRow) -> Row | None:
        """Parse a row; return None if one of its cells has a problem."""
        document = self.cell(written.document, parse_symbol, "a document symbol")
        paragraphs = self.cell(written.paragraphs, parse_paragraphs, "a list of paragraphs")
        references = None
        if written.references.text.strip():
            references = self.cell(written.references, self.references, "a list of references")
            if references is None:
                return None
        if document is None or paragraphs is None:
            return None
        if not self.may_expand(written, paragraphs, references):
            return None
        symbol, irregularities = document
        notes = [(written.document, note) for note in irregularities]
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
        """Return whether the document, with the expanded ranges of this row, is within bounds."""
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
        """Parse a list of references to the compilation of this table."""
        return parse_references(text, self.sections)

    def cell(self, cell: Cell, parse: Callable[[str], Result], expected: str) -> Result | None:
        """Parse a cell; if it has an error, record the problem and return None.

        The layout has already recorded the problem of a doubtful cell, such as a date.
        """
        if cell.doubt:
            return None
        if not cell.text.strip():
            advice = "Fill in the cell, or remove the row."
            self.problems.append(Problem(cell.place, "an empty cell", expected, advice))
            return None
        try:
            return parse(cell.text)
        except NotationError as error:
            place = cell.place.moved(error.start)
            self.problems.append(Problem(place, error.found, error.expected, error.advice))
            return None
