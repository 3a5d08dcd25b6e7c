"""SPARQL results in JSON as servers write them, typed.

https://www.w3.org/TR/sparql11-results-json/
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

JSON: Final = "application/sparql-results+json"

EXPECTED: Final = "SPARQL results in JSON"


class ResultTerm(Struct, frozen=True):
    """One value: `uri`, `bnode` or `literal`; `typed-literal` is an older name of the last."""

    type: str
    value: str
    language: str | None = field(name="xml:lang", default=None)
    datatype: str | None = None


class Head(Struct, frozen=True):
    """The names of the columns; the answer to ASK has none."""

    vars: tuple[str, ...] = ()


class Bindings(Struct, frozen=True):
    """The rows; a value that is not bound is left out."""

    bindings: tuple[dict[str, ResultTerm], ...]


class Rows(Struct, frozen=True):
    """The answer to a SELECT query."""

    results: Bindings


class Results(Struct, frozen=True):
    """The answer to a SELECT query, or with *boolean* that to ASK."""

    head: Head = Head()
    results: Bindings | None = None
    boolean: bool | None = None
