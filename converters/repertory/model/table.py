"""The table as a reader finds it, and the rows that the layout makes of it; places in a source."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from repertory.finding_terms import RepairKind


class Place(Struct, frozen=True):
    """Where something stands in a source; lines, columns and pages count from 1.

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
        """Say the place in words, the widest part first."""
        return ", ".join((self.file, *self.parts()))

    def within(self) -> str:
        """Say the place inside its file: `line 17`."""
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
    """One thing that is wrong in an input: where, what stands there, what was expected, advice.

    >>> from repertory.model import Place
    >>> print(Problem(Place("index.txt", line=17), "'5–3'", "a range that goes up"))
    index.txt, line 17: found '5–3', expected a range that goes up
    """

    place: Place
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        text = f"{self.place}: found {self.found}, expected {self.expected}"
        return f"{text}. {self.advice}" if self.advice else text


class Cell(Struct, frozen=True):
    """The text of one cell as printed, without markup, and where it begins.

    *doubt* says what else than the text a format took it for: a date, a number with a fraction.
    *spanned* says that the cell above reaches down to here, so that its text stands for both.
    """

    text: str
    place: Place
    doubt: str = ""
    spanned: bool = False


class SetAside(Struct, frozen=True):
    """A line of the source that holds no row, and what it was taken for."""

    kind: str
    text: str
    place: Place


class Detail(Struct, frozen=True):
    """What a document says of itself: *name* is `title`, `symbol`, `date` or `language`."""

    name: str
    text: str
    place: Place


class Table(Struct, frozen=True):
    """A source line by line: a line of several cells is a table row, one of one cell is text.

    *details* are what the document says of itself, the format first; *set_aside* is what the reader
    took for no line, or assumed. *continued* and *starts* are positions in *lines*: of lines that
    go on with the row above, and of the first line of each table. *unclear* are the places of rows
    whose topic the print leaves open, and why.
    """

    source: Source
    lines: tuple[tuple[Cell, ...], ...]
    details: tuple[Detail, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    continued: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    unclear: tuple[tuple[Place, str], ...] = ()


class Repair(Struct, frozen=True):
    """What was mended in the layout of a row."""

    kind: RepairKind
    detail: str
    place: Place


class IndexRow(Struct, frozen=True):
    """A row as written: its heading after repair, its three other cells as printed."""

    order: int
    heading: str
    printed_heading: str
    document: Cell
    paragraphs: Cell
    references: Cell
    place: Place
    repairs: tuple[Repair, ...] = ()


class Layout(Struct, frozen=True):
    """All rows of a table in printed order, and what the lines around them told.

    *language* is the language of the column titles; *reference_title* is the title of the reference
    column, which names the compilation; *doubts* are rows out of order that nothing explains,
    *unclear* rows that may stand under another topic, and *problems* what keeps the table from
    being used.
    """

    rows: tuple[IndexRow, ...]
    language: str
    reference_title: Cell | None
    set_aside: tuple[SetAside, ...]
    doubts: tuple[tuple[int, str], ...] = ()
    unclear: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
