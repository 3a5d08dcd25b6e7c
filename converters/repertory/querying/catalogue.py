"""Read the catalogue: one `.rq` file a question, each with a header that describes it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from repertory.errors import QueryError, SourceError
from repertory.querying.headers import MARK, HeaderError, Value, read_header
from repertory.resources import data_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SUFFIX: Final = ".rq"

Kind = Literal[
    "topic",
    "paragraph",
    "document",
    "recommendation",
    "concept",
    "integer",
    "literal",
    "language",
]

TERM_KINDS: Final[dict[Kind, str]] = {
    "topic": "iri",
    "paragraph": "iri",
    "document": "iri",
    "recommendation": "iri",
    "concept": "iri",
    "integer": "integer",
    "literal": "literal",
    "language": "literal",
}
"""What a parameter names -> how its variable ends: `?_topic_iri` (the convention of grlc)."""

PLACE: Final = re.compile(r"BIND\(\?_([a-zA-Z0-9]+)_([a-z]+) AS (\?[a-zA-Z0-9]+)\)")
"""Where a query takes a parameter: its name, the kind of its term, the variable that gets it."""

VARIABLE: Final = re.compile(r"\?_([a-zA-Z0-9]+)_([a-z]+)\b")
"""The variable of a parameter, in such a place or in an expression, which takes one value."""

KEYS: Final = {"summary", "description", "tags", "params", "defaults", "enumerate", "matrix"}


class Parameter(Struct, frozen=True):
    """What a query wants to know; a parameter with a *default* may be left out."""

    name: str
    kind: Kind
    description: str
    example: str
    default: str | None = None
    values: tuple[str, ...] = ()


class Query(Struct, frozen=True):
    """A question of the catalogue: its file as text, and what the header says.

    *matrix* names the columns of which one is best read down, one across, and one in the cells.
    """

    name: str
    text: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    matrix: tuple[str, ...] = ()

    @property
    def asked_for(self) -> tuple[Parameter, ...]:
        """The parameters that a user gives in their order: all but the language of the answer."""
        return tuple(each for each in self.parameters if each.kind != "language")

    @property
    def body(self) -> str:
        """The query without its header."""
        lines = self.text.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(MARK))


def read_query(name: str, text: str) -> Query:
    r"""Read one query file.

    >>> query = read_query("all", "#+ summary: All\n#+ description: Everything.\nSELECT * {}")
    >>> query.summary, query.parameters
    ('All', ())

    Raises:
        SourceError: when the header or a place of a parameter is not as it must be.
    """
    try:
        header = read_header(text)
        return _query(name, text, header)
    except HeaderError as error:
        from repertory.model import Place, Problem

        place = Place(f"{name}{SUFFIX}", line=error.line)
        raise SourceError([Problem(place, repr(error.found), error.expected)]) from error


def _query(name: str, text: str, header: dict[str, Value]) -> Query:
    if unknown := header.keys() - KEYS:
        raise HeaderError(1, sorted(unknown)[0], f"one of the keys {', '.join(sorted(KEYS))}")
    parameters = tuple(
        _parameter(parameter, described, header)
        for parameter, described in _mapping(header.get("params", {}), "params").items()
    )
    taken = {(found[1], found[2]) for found in VARIABLE.finditer(text)}
    wanted = {(each.name, TERM_KINDS[each.kind]) for each in parameters}
    if wanted != taken:
        odd = sorted(wanted ^ taken)[0]
        raise HeaderError(
            1, f"?_{odd[0]}_{odd[1]}", "each parameter in the header and in the query"
        )
    return Query(
        name=name,
        text=text,
        summary=_string(header.get("summary"), "summary"),
        description=_string(header.get("description"), "description"),
        tags=_strings(header.get("tags", []), "tags"),
        parameters=parameters,
        matrix=_strings(header.get("matrix", []), "matrix"),
    )


def _parameter(name: str, described: Value, header: dict[str, Value]) -> Parameter:
    entry = _mapping(described, name)
    kind = _string(entry.get("type"), f"{name}: type")
    if kind not in TERM_KINDS:
        raise HeaderError(1, kind, f"one of the types {', '.join(TERM_KINDS)}")
    default = _listed(header.get("defaults", []), name)
    return Parameter(
        name=name,
        kind=kind,
        description=_string(entry.get("description"), f"{name}: description"),
        example=_string(entry.get("example"), f"{name}: example"),
        default=None if default is None else _string(default, f"{name}: default"),
        values=_strings(_listed(header.get("enumerate", []), name) or [], f"{name}: values"),
    )


def _listed(entries: Value, name: str) -> Value | None:
    """Return what a list of mappings, as grlc has them, says of a parameter."""
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and name in entry:
            return entry[name]
    return None


def _mapping(value: Value, key: str) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise HeaderError(1, key, "a mapping")
    return value


def _string(value: Value | None, key: str) -> str:
    if not isinstance(value, str):
        raise HeaderError(1, key, "a text")
    return value


def _strings(value: Value, key: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise HeaderError(1, key, "a list of texts")
    return tuple(_string(item, key) for item in value)


@cache
def _folder() -> Traversable:
    return data_folder("queries")


def query_names() -> tuple[str, ...]:
    """Return the names of all queries, sorted."""
    files = (item.name for item in _folder().iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


def find_query(name: str) -> Query:
    """Return the query called *name*.

    >>> find_query("recommendations-on-topic").parameters[0].kind
    'topic'

    Raises:
        QueryError: when there is none, with the nearest names.
    """
    names = query_names()
    if name not in names:
        from difflib import get_close_matches

        near = get_close_matches(name, names, n=3, cutoff=0.5)
        advice = f"Did you mean {' or '.join(near)}? " if near else ""
        raise QueryError(f"no query is called {name!r}. {advice}`repertory query` lists them all.")
    return read_query(name, _folder().joinpath(name + SUFFIX).read_text(encoding="utf-8"))


def read_catalogue() -> tuple[Query, ...]:
    """Return all queries, by name.

    Raises:
        SourceError: when a file cannot be read.
    """
    return tuple(find_query(name) for name in query_names())
