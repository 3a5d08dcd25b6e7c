"""Places in a source, the table that a reader returns, and the rows that the layout makes of it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.finding_terms import FindingKind, RepairKind


class Place(Struct, frozen=True):
    """A place in a source; lines, columns and pages are counted from 1.

    >>> print(Place("index.txt", line=17, column=3))
    index.txt, line 17, column 3
    >>> print(Place("index.xlsx", cell="Sheet1!C17"))
    index.xlsx, Sheet1!C17
    """

    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Return the place in words, with the file first."""
        return ", ".join((self.file, *self.parts()))

    def within(self) -> str:
        """Return the place inside its file in words, without the column: `line 17`."""
        return ", ".join(self.parts()[:-1] if self.column else self.parts())

    def moved(self, columns: int) -> Place:
        """Return the place so many columns to the right, or itself if it has no column."""
        return self if self.column is None else replace(self, column=self.column + columns)

    def parts(self) -> tuple[str, ...]:
        """Return the parts of the place inside its file, in words."""
        numbered = (("page", self.page), ("line", self.line), ("column", self.column))
        named = [f"{name} {value}" for name, value in numbered if value is not None]
        return tuple(named if self.cell is None else [self.cell, *named])


class Source(Struct, frozen=True):
    """A file that was read: its name, its format and the SHA-256 of its bytes."""

    name: str
    media_type: str
    sha256: str


class Problem(Struct, frozen=True):
    """One problem in an input: the place, what was found, what was expected, advice.

    >>> print(Problem(Place("index.txt", line=17), "'5–3'", "a range that goes up"))
    index.txt, line 17: found '5–3', expected a range that goes up
    """

    place: Place
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        """Return the problem as one line."""
        text = f"{self.place}: found {self.found}, expected {self.expected}"
        return f"{text}. {self.advice}" if self.advice else text


class Cell(Struct, frozen=True):
    """The text of one cell as printed, without markup, and the place where it begins.

    *doubt* is the type that the format gives to the text instead: a date, a number with a fraction.
    *spanned* is whether the cell above extends to this one, so that its text belongs to both.
    *breaks* are the offsets of the spaces that stand for line ends in the cell.
    """

    text: str
    place: Place
    doubt: str = ""
    spanned: bool = False
    breaks: tuple[int, ...] = ()


class Note(Struct, frozen=True):
    """What the reader or the layout found at a place, as a finding of a *kind*."""

    kind: FindingKind
    message: str
    place: Place
    printed: str = ""


class CrossReference(Struct, frozen=True):
    """A line that refers from one heading to others: `Buoys, see Lights`.

    *heading* is the path of the heading; *targets* is the text after `see` or `see also`.
    """

    heading: str
    targets: str
    place: Place


class SetAside(Struct, frozen=True):
    """A line of the source that is not a row; *kind* is what it is.

    *doubtful* is whether it may hold data: it has a number, or as many cells as the table.
    """

    kind: str
    text: str
    place: Place
    doubtful: bool = False


class ReadColumn(Struct, frozen=True):
    """A column that was read: its role, its position counted from 0, its title as printed."""

    role: str
    position: int
    title: str


class Detail(Struct, frozen=True):
    """A detail that a document states: *name* is `title`, `symbol`, `date` or `language`."""

    name: str
    text: str
    place: Place


class Table(Struct, frozen=True):
    """A source line by line: a line of several cells is a table row, one of one cell is text.

    *details* are stated by the document, those from its metadata first; *set_aside* is text that
    the reader left out, or an assumption that it made. *continued* and *starts* are positions in
    *lines*: of lines that continue the row above, and of the first line of each table. *unclear*
    are places of rows whose topic the printed page does not settle, with the reason. *notes* are
    what the reader found and repaired.
    """

    source: Source
    lines: tuple[tuple[Cell, ...], ...]
    details: tuple[Detail, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    continued: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    unclear: tuple[tuple[Place, str], ...] = ()
    notes: tuple[Note, ...] = ()


class Repair(Struct, frozen=True):
    """A repair of the layout of a row."""

    kind: RepairKind
    detail: str
    place: Place


PATH: Final = " › "
"""Between the parts of the path of a topic."""


class IndexRow(Struct, frozen=True):
    """A row as written: its heading after repairs, its other cells as printed.

    *heading* is the path of the topic, its parts joined by `PATH`, the broader first. *extras* are
    further cells by their role, or by the title of a column that has none.
    """

    order: int
    heading: str
    printed_heading: str
    document: Cell
    paragraphs: Cell
    references: Cell
    place: Place
    repairs: tuple[Repair, ...] = ()
    extras: tuple[tuple[str, Cell], ...] = ()
    compilation: str = ""
    """The title of the column of references if it is a further one, of another compilation."""


class Layout(Struct, frozen=True):
    """All rows of a table in printed order, and the information from the lines around them.

    *language* is the language of the column titles; *reference_title* is the title of the reference
    column, which names the compilation; *doubts* are rows out of order without an explanation,
    *unclear* are rows that may belong to another topic, *problems* make the table unusable.
    *references* are lines that refer from one heading to another; *notes* become findings.
    *columns* are those of each table, in the order of the document.
    """

    rows: tuple[IndexRow, ...]
    language: str
    reference_title: Cell | None
    set_aside: tuple[SetAside, ...]
    doubts: tuple[tuple[int, str], ...] = ()
    unclear: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    references: tuple[CrossReference, ...] = ()
    notes: tuple[Note, ...] = ()
    columns: tuple[tuple[ReadColumn, ...], ...] = ()
