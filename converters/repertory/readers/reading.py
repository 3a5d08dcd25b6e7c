"""The result of a reader, and functions that readers share."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence, Sized
from itertools import accumulate
from typing import Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.errors import SourceError, refuse
from repertory.model import Cell, Detail, Note, Place, SetAside
from repertory.notation.tokens import HIDDEN

Line = tuple[Cell, ...]
Lines = tuple[Line, ...]
Unclear = tuple[Place, str]
Cells = TypeVar("Cells", bound=Sized)

MAXIMUM_LINES: Final = 300_000
"""The most lines of a source; the largest known list has some 270,000 recommendations."""

MAXIMUM_CELLS: Final = 6_000_000
"""The most cells of a source, empty ones included."""

MAXIMUM_COLUMNS: Final = 1_000
"""The most columns of a table, and of a cell in it (HTML has the same limit, Word 63)."""


class Reading(Struct, frozen=True):
    """The lines of a document, and what else its format shows.

    *continued* and *starts* are positions in *lines*: of lines that continue the row above, and of
    the first line of each table. *unclear* are the places of rows whose topic the printed page does
    not settle, each with the possible topics.
    """

    lines: Lines
    details: tuple[Detail, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    continued: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    unclear: tuple[Unclear, ...] = ()


class LineCollector(Struct):
    """Collects the lines of a document with text and tables."""

    lines: list[Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def begin_table(self) -> None:
        """Record that the next line is the first of a table."""
        self.starts.append(len(self.lines))

    def add(self, cells: Iterable[Cell]) -> None:
        """Add a line unless it is blank."""
        line = tuple(cells)
        if any(cell.text for cell in line):
            self.lines.append(line)

    def reading(self, details: Iterable[Detail] = ()) -> Reading:
        """Return the collected lines."""
        return Reading(tuple(self.lines), tuple(details), starts=tuple(self.starts))


def as_text(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the only text of a row as a line of one cell."""
    return [cell for cell in cells if cell.text][:1] or cells[:1]


def bounded(lines: Iterable[Cells], name: str) -> Iterator[Cells]:
    """Yield the lines of a source, within bounds.

    Raises:
        SourceError: if there are more than `MAXIMUM_LINES` or `MAXIMUM_CELLS`.
    """
    cells = 0
    for number, line in enumerate(lines, 1):
        cells += len(line)
        if number > MAXIMUM_LINES:
            raise too_many(name, "lines", MAXIMUM_LINES)
        if cells > MAXIMUM_CELLS:
            raise too_many(name, "cells", MAXIMUM_CELLS)
        yield line


def too_many(name: str, things: str, limit: int) -> SourceError:
    """Return the error of a source with too many lines or cells."""
    found = f"more than {limit:,} {things}"
    return refuse(Place(name), found, "an index of recommendations", "Is it the right file?")


def tidy(text: str) -> str:
    r"""Return a text with each run of white space as one space; non-breaking spaces are kept.

    >>> tidy(" 8 (e)\n\tand 9\u00a0(a) ")
    '8 (e) and 9\xa0(a)'
    """
    if text.isascii() and text.isprintable() and "  " not in text:  # as most are
        return text.strip(" ")
    return visible(" ".join(part for part in text.translate(_WHITE).split(" ") if part))


ENTITY: Final = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")
"""A character reference, as some exports leave it in their cells."""


def decode_entities(text: str) -> str:
    """Replace the entities of HTML in a text.

    >>> decode_entities("Law &amp; order"), decode_entities("A&B")
    ('Law & order', 'A&B')
    """
    if "&" not in text:
        return text
    return ENTITY.sub(lambda entity: html.unescape(entity.group()), text)


def cell_of(text: str, place: Place, doubt: str = "") -> Cell:
    r"""Return a cell with its text on one line, and the offsets of its line ends.

    >>> cell_of("- Lights\n- Nets ", Place("x")).text, cell_of("a\nb", Place("x")).breaks
    ('- Lights - Nets', (1,))
    """
    if "\n" not in text and "\r" not in text:  # as in most cells
        return Cell(tidy(text), place, doubt)
    lines = [line for line in map(tidy, re.split(r"\r\n|\n|\r", text)) if line]
    ends = accumulate(len(line) + 1 for line in lines[:-1])
    return Cell(" ".join(lines), place, doubt, breaks=tuple(end - 1 for end in ends))


HYPHENS: Final = {"\x1e": "-", "\x1f": "\u00ad"}
"""The control characters that Word writes for hyphens in a text file -> the hyphens."""


def with_hyphens(lines: Lines) -> tuple[Lines, tuple[Note, ...]]:
    r"""Return lines with hyphens for the control characters in `HYPHENS`, and a note for each cell.

    >>> place = Place("index.txt", line=2)
    >>> lines, notes = with_hyphens(((Cell("Cross\x1eborder", place),),))
    >>> lines[0][0].text, notes[0].message
    ('Cross-border', 'the control character U+001E is read as a hyphen')
    """
    notes: list[Note] = []
    made = []
    for line in lines:
        cells = list(line)
        for number, cell in enumerate(line):
            for character in filter(cell.text.__contains__, HYPHENS):
                message = f"the control character U+{ord(character):04X} is read as a hyphen"
                notes.append(Note("irregular-typography", message, cell.place))
                text = cells[number].text.replace(character, HYPHENS[character])
                cells[number] = replace(cells[number], text=text)
        made.append(tuple(cells))
    return tuple(made), tuple(notes)


def visible(text: str) -> str:
    r"""Return a text, or an empty one if all its characters are invisible.

    >>> visible("\u00ad"), visible("co\u00ad")
    ('', 'co\xad')
    """
    return text if text.isprintable() or HIDDEN.sub("", text).strip() else ""


_WHITE = dict.fromkeys(map(ord, "\t\n\r\f\v"), " ")


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

SUPERSCRIPTS: Final = str.maketrans(
    "0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


def raised(text: str) -> str:
    """Return a text with its digits, or its only letter, as superscripts, like marks of footnotes.

    >>> raised("1"), raised("a"), raised("bis")
    ('¹', 'ᵃ', 'bis')
    """
    return text.translate(_RAISED if len(text.strip()) > 1 else SUPERSCRIPTS)
