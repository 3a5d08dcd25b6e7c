"""Read the catalogue: one `.rq` file for each query, with a header that describes it."""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import chain
from typing import Final, Literal, cast

from msgspec import Struct

from repertory.checking.checked_file import FILLED, Section, one_of
from repertory.checking.yaml_checks import read_yaml
from repertory.errors import QueryError
from repertory.resources import data_path

SUFFIX: Final = ".rq"

MARK: Final = "#+"
"""The beginning of a line of a header (https://github.com/CLARIAH/grlc)."""

EVIDENCE: Final = "evidence"
"""The tag of a query that needs the evidence, which only the named graphs of a dataset have."""

Kind = Literal[
    "topic",
    "paragraph",
    "document",
    "recommendation",
    "concept",
    "position",
    "addressee",
    "state",
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
    "position": "iri",
    "addressee": "iri",
    "state": "iri",
    "integer": "integer",
    "literal": "literal",
    "language": "literal",
}
"""Kind of a parameter -> the end of its variable: `?_topic_iri` (a convention of grlc)."""

PLACE: Final = r"BIND\(\?_([a-zA-Z0-9]+)_([a-z]+) AS (\?[a-zA-Z0-9]+)\)"
"""A place for a parameter in a query: its name, the kind of its term, the variable to bind."""

VARIABLE: Final = re.compile(r"\?_([a-zA-Z0-9]+)_([a-z]+)\b")
"""The variable of a parameter, in such a place or in an expression (for one value)."""

TYPE: Final = one_of(TERM_KINDS)


class Parameter(Struct, frozen=True):
    """A parameter of a query; one with a *default* is optional."""

    name: str
    kind: Kind
    description: str
    example: str
    default: str | None = None
    values: tuple[str, ...] = ()


class Query(Struct, frozen=True):
    """A query of the catalogue: the text of its file, and the values of its header.

    *matrix* names the columns for the rows, columns and cells of a matrix.
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
        """The parameters that a user gives in order: all but the language of the answer."""
        return tuple(each for each in self.parameters if each.kind != "language")

    @property
    def needs_evidence(self) -> bool:
        """Whether the query needs the evidence, as its tags say."""
        return EVIDENCE in self.tags

    @property
    def body(self) -> str:
        """The query without its header."""
        lines = self.text.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(MARK))


def read_query(name: str, text: str) -> Query:
    r"""Read the *text* of a query file.

    >>> query = read_query("all", "#+ summary: All\n#+ description: Everything.\nSELECT * {}")
    >>> query.summary, query.parameters
    ('All', ())

    Raises:
        SourceError: when the header is invalid or differs from the parameters in the query.
    """
    file = read_yaml(_header(text), name + SUFFIX)
    head = file.root
    query = Query(
        name=name,
        text=text,
        summary=head.text("summary", FILLED, required=True),
        description=head.text("description", FILLED, required=True),
        tags=head.texts("tags", FILLED),
        parameters=_parameters(head),
        matrix=head.texts("matrix", FILLED),
    )
    head.refuse_others()
    file.report()
    used = {found[0] for found in VARIABLE.finditer(text)}
    described = {f"?_{each.name}_{TERM_KINDS[each.kind]}" for each in query.parameters}
    for variable in sorted(described ^ used):
        file.add(("params",), variable, "each parameter in the header and in the query")
    file.report()
    return query


def _header(text: str) -> str:
    """Return the lines that begin with `#+`, without it; the other lines become empty."""
    lines = text.split("\n")
    return "\n".join(line[len(MARK) :] if line.startswith(MARK) else "" for line in lines)


def _parameters(head: Section) -> tuple[Parameter, ...]:
    """Read the parameters; as in grlc, defaults and values are lists of mappings by name."""
    described = head.section("params")
    names = described.values if described else {}
    lists = defaults, values = head.sections("defaults"), head.sections("enumerate")
    found = [
        Parameter(
            name=name,
            kind=cast(Kind, entry.text("type", TYPE, required=True)),
            description=entry.text("description", FILLED, required=True),
            example=entry.text("example", FILLED, required=True),
            default=next(
                (each.text(name, FILLED) for each in defaults if name in each.values), None
            ),
            values=tuple(value for each in values for value in each.texts(name, FILLED)),
        )
        for name in names
        if described and (entry := described.section(name))
    ]
    for each in chain(*lists):
        each.refuse_others()
    return tuple(found)


@cache
def query_names() -> tuple[str, ...]:
    """Return the names of all queries, sorted."""
    files = os.listdir(data_path("queries"))
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


@cache
def find_query(name: str) -> Query:
    """Return the query *name*.

    >>> find_query("recommendations-on-topic").parameters[0].kind
    'topic'

    Raises:
        QueryError: when there is none; the message has the most similar names.
    """
    names = query_names()
    if name not in names:
        from difflib import get_close_matches

        near = get_close_matches(name, names, n=3, cutoff=0.5)
        advice = f"Did you mean {' or '.join(near)}? " if near else ""
        raise QueryError(f"no query is called {name!r}. {advice}`repertory query` lists them all.")
    with open(os.path.join(data_path("queries"), name + SUFFIX), encoding="utf-8") as file:
        return read_query(name, file.read())


def read_catalogue() -> tuple[Query, ...]:
    """Return all queries, by name.

    Raises:
        SourceError: when a file cannot be read.
    """
    return tuple(find_query(name) for name in query_names())
