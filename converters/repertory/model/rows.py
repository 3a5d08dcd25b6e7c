"""Parsed rows: the documents, paragraphs and references that the cells designate."""

from __future__ import annotations

from typing import Final, Generic, NewType, TypeVar

from msgspec import Struct

from repertory.model.table import Cell, IndexRow

Symbol = NewType("Symbol", str)
"""A UN document symbol in its normal form, such as `CTOC/COP/WG.7/2018/3`."""

T = TypeVar("T")


class Locator(Struct, frozen=True):
    """A part of a document that contains a place: `annex I`, `section H`, `chapter II`.

    *kind* is a name of `notation.locators`; *name* is the designation as printed, which may be
    empty: `annex`.
    """

    kind: str
    name: str = ""


class ParagraphNumber(Struct, frozen=True):
    """The designation of a place in a document: `8`, `8 (e)`, `12 bis`, `26.110`, `annex I, 3`.

    *dotted* are the numbers after the first of `26.110`; *within* are the parts that contain the
    place. A *number* of 0 is a place without a number: the items `(p)`, an annex as a whole, or the
    whole document. *recommendation* names one of several recommendations in one place.
    """

    number: int
    suffix: str = ""
    items: tuple[str, ...] = ()
    dotted: tuple[int, ...] = ()
    within: tuple[Locator, ...] = ()
    recommendation: str = ""


WHOLE: Final = ParagraphNumber(0)
"""The whole document."""


class Reference(Struct, frozen=True):
    """The designation of a recommendation in a compilation: `V.2.e` is section V, paragraph 2 (e).

    *section* is empty for a compilation without sections: `2.e`.
    """

    section: str
    paragraph: ParagraphNumber


class Element(Struct, Generic[T], frozen=True):
    """One element of a list in a cell, after ranges are expanded.

    *printed* is its text (for an element of a range, the whole range); *start* and *end* are the
    offsets of that text in the cell.
    """

    value: T
    printed: str
    start: int
    end: int


class Irregularity(Struct, frozen=True):
    """A place in a cell that can be parsed but has unusual typography."""

    detail: str
    start: int
    end: int


class Particulars(Struct, frozen=True):
    """What a row states of its places beside their topic, such as the text of a recommendation.

    *addressees* and *states* are those to which and by which it is recommended, *targets* goals and
    targets of sustainable development, such as `8` and `8.8`. *date* is `YYYY-MM-DD`, `YYYY-MM` or
    `YYYY`. What is no recommendation is an observation or a concern.
    """

    text: str = ""
    positions: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    session: str = ""
    date: str = ""
    identifier: str = ""
    is_recommendation: bool = True


NO_PARTICULARS: Final = Particulars()
"""Those of a row that states nothing else."""


class Row(Struct, frozen=True):
    """A row with its cells parsed; *written* is the row as written."""

    order: int
    heading: str
    document: Symbol
    paragraphs: tuple[Element[ParagraphNumber], ...]
    references: tuple[Element[Reference], ...]
    written: IndexRow
    irregularities: tuple[tuple[Cell, Irregularity], ...] = ()
    particulars: Particulars = NO_PARTICULARS
