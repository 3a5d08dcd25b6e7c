"""A row as understood: what its cells designate."""

from __future__ import annotations

from typing import Generic, NewType, TypeVar

from msgspec import Struct

from repertory.model.table import Cell, IndexRow

Symbol = NewType("Symbol", str)
"""A UN document symbol in its normal form, such as `CTOC/COP/WG.7/2018/3`."""

T = TypeVar("T")


class ParagraphNumber(Struct, frozen=True):
    """The designation of a paragraph or of a part of one: `8`, `8 (e)`, `8 (a) (i)`, `12 bis`."""

    number: int
    suffix: str = ""
    items: tuple[str, ...] = ()


class Reference(Struct, frozen=True):
    """The designation of a recommendation in a compilation: section V, paragraph 2 (e): `V.2.e`.

    In a compilation without sections *section* is empty: `2.e`.
    """

    section: str
    paragraph: ParagraphNumber


class Element(Struct, Generic[T], frozen=True):
    """One element of a list in a cell, after ranges were expanded.

    *printed* is the text it comes from (for an element of a range, the whole range) and *start* and
    *end* are the offsets of that text in the cell.
    """

    value: T
    printed: str
    start: int
    end: int


class Irregularity(Struct, frozen=True):
    """Something in a cell that can be read but breaks the usual typography."""

    detail: str
    start: int
    end: int


class Row(Struct, frozen=True):
    """A row as understood: its cells parsed."""

    order: int
    heading: str
    document: Symbol
    paragraphs: tuple[Element[ParagraphNumber], ...]
    references: tuple[Element[Reference], ...]
    written: IndexRow
    irregularities: tuple[tuple[Cell, Irregularity], ...] = ()
