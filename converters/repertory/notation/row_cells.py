"""Parse the cells of each row; a row that cannot be read is a finding, and hides no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError, SourceError
from repertory.model import (
    WHOLE,
    Cell,
    Element,
    Finding,
    IndexRow,
    Irregularity,
    Locator,
    ParagraphNumber,
    Particulars,
    Problem,
    Reference,
    Row,
    SetAside,
    Symbol,
)
from repertory.notation.documents import CitedDocument, is_bare, is_symbol, parse_documents
from repertory.notation.entries import Parsed
from repertory.notation.locators import combine
from repertory.notation.opening_numbers import take_numbers
from repertory.notation.paragraphs import parse_paragraphs
from repertory.notation.particulars import read_particulars
from repertory.notation.references import has_section, parse_references
from repertory.notation.shared_places import name_recommendations

MAXIMUM_EXPANDED: Final = 500_000
"""The most paragraphs and references of a document, with its ranges expanded.

The number of citations is at most that, and usually half. A large index has some thousand.
"""

UNREADABLE: Final = "unreadable-row"
"""The kind of a row that is set aside because one of its cells cannot be read."""

PART: Final = "decision"
"""The role of a cell that names a decision, which is the part of the document with the places."""

_LIST: Final = re.compile(r"[^\s;\uff1b\u061b](?:[^\n\r;\uff1b\u061b]*[^\s;\uff1b\u061b])?")

Result = TypeVar("Result")


class ReadRows(Struct, frozen=True):
    """The rows that can be read, a finding for each cell that cannot, and the rows of these.

    *problems* are those of the findings, for a document that has other problems too.
    """

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_rows(rows: Sequence[IndexRow], optional: bool | None = None) -> ReadRows:
    """Parse rows; an empty cell of references is allowed.

    If any reference has a section, all must have one; otherwise the compilation has no sections.
    If paragraphs are *optional*, a row without them cites the whole document. By default they are
    if no row has any.

    >>> from repertory.model import Place
    >>> place = Place("index.txt", line=3, column=1)
    >>> cells = [Cell(text, place) for text in ("A/75/6", "8 (e)", "V.2.e")]
    >>> row, = parse_rows([IndexRow(1, "Academia", "Academia", *cells, place)]).rows
    >>> row.document, row.paragraphs[0].value.number, row.references[0].value.section
    ('A/75/6', 8, 'V')

    Raises:
        SourceError: if the ranges of the rows are too long, or if no row can be read.
    """
    if optional is None:
        optional = not any(row.paragraphs.text.strip() for row in rows)
    rows = take_numbers(rows)
    reading = _Reading(rows, optional)
    stated = read_particulars(rows)
    parsed = [reading.row(*each) for each in zip(rows, stated.of_rows, strict=True)]
    read = name_recommendations([row for row in parsed if row is not None])
    if reading.problems and not read:
        raise SourceError(problem for _, _, problem in reading.problems)
    headings = {row.heading for row in read}
    return ReadRows(
        rows=read,
        findings=(
            *(
                _finding(problem, cell, written.heading if written.heading in headings else "")
                for written, cell, problem in reading.problems
            ),
            *(_no_target(*each) for each in stated.unread if each[0].heading in headings),
        ),
        set_aside=tuple(
            SetAside(UNREADABLE, _text(written), written.place)
            for written, row in zip(rows, parsed, strict=True)
            if row is None
        ),
        problems=tuple(problem for _, _, problem in reading.problems),
    )


def each_document(row: IndexRow) -> tuple[IndexRow, ...]:
    """Return a row for each document of a row: `A/1; A/2` with 5 cites paragraph 5 of both.

    If paragraphs or references are as many lists, by semicolons or lines, each document has one.
    """
    try:
        cited = parse_documents(row.document.text)
    except NotationError:
        return (row,)
    if len(cited) == 1:
        return (row,)
    columns = [
        [_cut(row.document, each.start, each.end) for each in cited],
        _lists(row.paragraphs, len(cited)),
        _lists(row.references, len(cited)),
    ]
    symbols = [each.symbol for each in cited]
    return tuple(
        replace(
            row,
            document=document if symbol in document.text else replace(document, text=symbol),
            paragraphs=paragraphs,
            references=references,
        )
        for symbol, document, paragraphs, references in zip(symbols, *columns, strict=True)
    )


def _lists(cell: Cell, count: int) -> list[Cell]:
    """Return the lists of a cell, one for each document, or the whole cell for each."""
    spans = [match.span() for match in _LIST.finditer(cell.text)]
    if len(spans) != count:
        return [cell] * count
    return [_cut(cell, start, end) for start, end in spans]


def _cut(cell: Cell, start: int, end: int) -> Cell:
    return replace(cell, text=cell.text[start:end], place=cell.place.moved(start))


def _text(row: IndexRow) -> str:
    """Return the text of a row with the bars of a table."""
    cells = (row.document, row.paragraphs, row.references, *(cell for _, cell in row.extras))
    texts = (row.heading, *(cell.text for cell in cells))
    return " | ".join(" ".join(text.split()) for text in texts if text.strip())


def _finding(problem: Problem, cell: Cell, heading: str) -> Finding:
    message = f"found {problem.found}, expected {problem.expected}"
    return Finding(
        kind="unreadable-cell",
        severity="violation",
        message=f"{message}. {problem.advice}" if problem.advice else message,
        topics=(heading,) if heading else (),
        place=problem.place,
        printed=cell.text,
    )


def _no_target(written: IndexRow, cell: Cell, value: str) -> Finding:
    return Finding(
        kind="unreadable-cell",
        severity="warning",
        message=f"found {value!r}, expected goals and targets from 1 to 17, such as 8 or 8.8",
        topics=(written.heading,) if written.heading else (),
        place=cell.place,
        printed=cell.text,
    )


def doubtful_cell(cell: Cell) -> Problem:
    """Return the problem of a cell that a program has converted from text to another type."""
    advice = "Format the column as text and type the list again, as 5-7."
    return Problem(cell.place, f"{cell.doubt} ({cell.text})", "the text as printed", advice)


class _Reading:
    """Parses rows one by one and collects their problems, each with its row and its cell."""

    def __init__(self, rows: Sequence[IndexRow], optional: bool) -> None:
        self.problems: list[tuple[IndexRow, Cell, Problem]] = []
        self.sections = any(has_section(row.references.text) for row in rows)
        self.optional = optional
        self.expanded = 0
        texts = dict.fromkeys(row.document.text for row in rows)
        self.symbols = "".join(f"/{symbol}/" for text in texts for symbol in _symbols(text))

    def row(self, written: IndexRow, particulars: Particulars) -> Row | None:
        """Parse a row; return None if one of its cells has a problem."""
        known = len(self.problems)
        document = self.cell(written, written.document, self.document, "a document")
        paragraphs, notes = self.places(written, document)
        references = None
        if written.references.text.strip():
            cell = written.references
            references = self.cell(written, cell, self.references, "a list of references")
        if len(self.problems) > known or document is None:
            return None
        counts = len(paragraphs), references.count() if references else 0
        self.check_expanded(written, *counts)
        irregular = [(written.document, note) for note in document.irregularities]
        irregular += [(written.paragraphs, note) for note in notes]
        if references is not None:
            irregular += [(written.references, note) for note in references.irregularities]
        return Row(
            order=written.order,
            heading=written.heading,
            document=document.symbol,
            paragraphs=paragraphs,
            references=references.elements() if references else (),
            written=written,
            irregularities=tuple(irregular),
            particulars=particulars,
        )

    def places(
        self, written: IndexRow, document: CitedDocument | None
    ) -> tuple[tuple[Element[ParagraphNumber], ...], tuple[Irregularity, ...]]:
        """Return the places of a row, inside the part that its other cells name."""
        cell = written.paragraphs
        printed = document.places.elements() if document and document.places else ()
        within = tuple(part for element in printed for part in element.value.within)
        is_part = not any(element.value.number or element.value.items for element in printed)
        within = (*self.part(written), *(within if is_part else ()))
        if not cell.text.strip() and not cell.doubt and (self.optional or within or printed):
            places = [Element(WHOLE, "", 0, 0)] if is_part else [*printed]
            places = [Element(place.value, place.printed, 0, 0) for place in places]
            return tuple(self.inside(written, place, within) for place in places), ()
        parsed = self.cell(written, cell, self.paragraphs, "a list of paragraphs")
        if parsed is None:
            return (), ()
        if not is_part:
            shown, expected = repr(written.document.text), "the paragraphs in their own cell only"
            self.add(written, written.document, Problem(written.document.place, shown, expected))
        places = [self.inside(written, element, within) for element in parsed.elements()]
        return tuple(places), parsed.irregularities

    def inside(
        self, written: IndexRow, element: Element[ParagraphNumber], within: tuple[Locator, ...]
    ) -> Element[ParagraphNumber]:
        """Return a place inside the parts that the other cells of its row name."""
        if not within:
            return element
        combined = combine((*within, *element.value.within))
        if not combined:
            shown, expected = repr(element.printed), "a part inside that of the other cell"
            place = written.paragraphs.place.moved(element.start)
            self.add(written, written.paragraphs, Problem(place, shown, expected))
        return replace(element, value=replace(element.value, within=combined))

    def part(self, written: IndexRow) -> tuple[Locator, ...]:
        """Return the part that a cell of its own names: one locator, or else a decision."""
        text = next((cell.text for role, cell in written.extras if role == PART), "").strip()
        if not text:
            return ()
        try:
            (part,) = parse_paragraphs(text).elements()
        except (NotationError, ValueError):
            part = None
        if part is None or part.value != ParagraphNumber(0, within=part.value.within):
            return (Locator("decision", " ".join(text.split())),)
        return part.value.within

    def check_expanded(self, written: IndexRow, paragraphs: int, references: int) -> None:
        """Check that the document, with the expanded ranges of this row, is within bounds."""
        self.expanded += paragraphs + references
        if self.expanded > MAXIMUM_EXPANDED:
            cell = written.references if references > paragraphs else written.paragraphs
            limit = f"more than {MAXIMUM_EXPANDED:,} paragraphs and references"
            found, expected = f"{limit} up to {cell.text[:60]!r}", "at most as many in a document"
            advice = "Are its ranges right? Divide a larger list into several documents."
            raise SourceError([Problem(cell.place, found, expected, advice)])

    def add(self, written: IndexRow, cell: Cell, problem: Problem) -> None:
        """Record a problem of a cell."""
        self.problems.append((written, cell, problem))

    def document(self, text: str) -> CitedDocument:
        """Parse the one document of a row; a part of a symbol of another row is no name."""
        cited = parse_documents(text)
        if len(cited) > 1:
            advice = "One cell holds one document."
            raise NotationError(text, cited[1].start, cited[-1].end, "one document", advice)
        name = cited[0].symbol
        if self.symbols and not is_symbol(name):
            if is_bare(name) or f"/{name}/" in self.symbols:
                expected = "a whole symbol, as in the other rows"
                raise NotationError(text, 0, len(text), expected)
        return cited[0]

    def paragraphs(self, text: str) -> Parsed[ParagraphNumber]:
        """Parse a list of places; a word for the whole document is always allowed."""
        return parse_paragraphs(text, self.optional or any(map(str.isalpha, text)))

    def references(self, text: str) -> Parsed[Reference]:
        """Parse a list of references to the compilation of this table."""
        return parse_references(text, self.sections)

    def cell(
        self, written: IndexRow, cell: Cell, parse: Callable[[str], Result], expected: str
    ) -> Result | None:
        """Parse a cell; if it has an error, record the problem and return None."""
        if cell.doubt:
            self.add(written, cell, doubtful_cell(cell))
            return None
        if not cell.text.strip():
            advice = "Fill in the cell, or remove the row."
            self.add(written, cell, Problem(cell.place, "an empty cell", expected, advice))
            return None
        try:
            return parse(cell.text)
        except NotationError as error:
            place = cell.place.moved(error.start)
            self.add(written, cell, Problem(place, error.found, error.expected, error.advice))
            return None


def _symbols(text: str) -> Iterator[Symbol]:
    """Yield the UN symbols in a cell of documents."""
    try:
        yield from (each.symbol for each in parse_documents(text) if is_symbol(each.symbol))
    except NotationError:
        return
