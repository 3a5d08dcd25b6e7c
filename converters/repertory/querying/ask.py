"""Answer a query of the catalogue or of a file, and describe the queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from repertory.errors import QueryError
from repertory.querying.answers.reply import Reply
from repertory.querying.binding import bind
from repertory.querying.catalogue import Query, find_query
from repertory.querying.local import LocalStore, Queryable, open_store
from repertory.querying.parameters import resolve

if TYPE_CHECKING:
    from pathlib import Path

MAXIMUM_QUERY: Final = 1 << 20
"""Bytes of a query file."""


def answer_query(name: str, given: Mapping[str, str], store: Queryable | None = None) -> Reply:
    """Answer a query of the catalogue from the shipped dataset, or from another store.

    >>> reply = answer_query("recommendations-on-topic", {"topic": "smuggling by sea"})
    >>> reply.title, reply.answer.rows[0][0].text
    ('Recommendations on a topic', 'CTOC/COP/WG.7/2012/6, para. 26')

    Raises:
        QueryError: when there is no such query, or a value is invalid.
    """
    store = store or LocalStore(open_store())
    query = find_query(name)
    choices = resolve(query, given, store)
    answer = store.ask(bind(query.body, {key: choice.terms for key, choice in choices.items()}))
    names = [each.name for each in query.parameters]
    shown = tuple((name, choices[name].shown) for name in names if choices[name].shown)
    return Reply(answer, query.summary, shown, query.matrix)


def answer_file(path: Path, store: Queryable) -> Reply:
    """Answer the query in a file.

    Raises:
        SourceError: when the file cannot be read.
        QueryError: when the query is invalid or fails.
    """
    from repertory.files import read_text  # not needed for queries of the catalogue

    return Reply(store.ask(read_text(path, MAXIMUM_QUERY, "a SPARQL query")))


def assign(query: Query, values: Sequence[str], pairs: Sequence[str]) -> dict[str, str]:
    """Assign values to parameters: *values* in order, *pairs* by name, as `topic=Corruption`.

    >>> query = find_query("recommendations-shared-by-topics")
    >>> assign(query, ["Fraud"], ["other=Corruption"])
    {'topic': 'Fraud', 'other': 'Corruption'}

    Raises:
        QueryError: when there are too many values, a pair is invalid, or a name has two values.
    """
    names = [parameter.name for parameter in query.asked_for]
    if len(values) > len(names):
        found = ", ".join(map(repr, values))
        takes = f"a value for {', then '.join(names)}" if names else "no value"
        raise QueryError(f"{query.name} takes {takes}; found {found}")
    given = dict(zip(names, values, strict=False))
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(f"--param {pair}: expected NAME=VALUE")
        if name in given:
            raise QueryError(f"the parameter {name!r} has two values")
        given[name] = value
    return given


def describe_query(query: Query) -> str:
    """Return the help text of a query: its parameters, their values and an example."""
    from textwrap import wrap

    lines = [query.summary, "", *wrap(query.description, 100)]
    for each in query.parameters:
        lines += ["", f"  {each.name} ({each.kind}): {each.description}"]
        if each.values:
            lines.append(f"      One of: {', '.join(each.values)}")
        if each.default is not None:
            lines.append(f"      Default: {each.default}")
        lines.append(f"      Example: {each.example}")
    examples = " ".join(f'"{each.example}"' for each in query.asked_for)
    lines += ["", f"Example: repertory query {query.name} {examples}".rstrip()]
    return "\n".join(lines)


def list_queries(queries: Sequence[Query]) -> str:
    """Return the list of queries, one a line, each with its parameters."""
    width = max(len(query.name) for query in queries)
    lines = ["Queries: repertory query NAME [VALUE]; NAME --help describes one.", ""]
    for query in queries:
        takes = " ".join(each.name.upper() for each in query.asked_for)
        lines.append(f"{query.name:{width}}  {query.summary}{f' ({takes})' if takes else ''}")
    return "\n".join(lines)
