"""Types for SPARQL results in JSON.

https://www.w3.org/TR/sparql11-results-json/
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from msgspec import Struct, field

JSON: Final = "application/sparql-results+json"

EXPECTED: Final = "SPARQL results in JSON"


class ResultTerm(Struct, frozen=True):
    """A value: `uri`, `bnode` or `literal`; `typed-literal` is an older name for the last."""

    type: str
    value: str
    language: str | None = field(name="xml:lang", default=None)
    datatype: str | None = None


class Head(Struct, frozen=True):
    """The names of the columns; none for ASK."""

    vars: tuple[str, ...] = ()


AnyRow = dict[str, ResultTerm]
Row = TypeVar("Row")


class Bindings(Struct, Generic[Row], frozen=True):
    """The rows, without unbound values."""

    bindings: tuple[Row, ...]


class Rows(Struct, Generic[Row], frozen=True):
    """The answer to a SELECT query."""

    results: Bindings[Row]


class Results(Struct, frozen=True):
    """The answer to a SELECT query, or to an ASK query with *boolean*."""

    head: Head = Head()
    results: Bindings[AnyRow] | None = None
    boolean: bool | None = None
