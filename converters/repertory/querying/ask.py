"""Answer a query of the catalogue or of a file, and describe the queries."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from repertory.errors import QueryError
from repertory.querying.answers.reply import Reply
from repertory.querying.binding import bind
from repertory.querying.catalogue import Query, find_query
from repertory.querying.local import LocalStore, Queryable, open_store
from repertory.querying.parameters import resolve
from repertory.rdf.values import boolean

if TYPE_CHECKING:
    from pathlib import Path

MAXIMUM_QUERY: Final = 1 << 20
"""Bytes of a query file."""

HAS_EVIDENCE: Final = os.path.join(os.path.dirname(__file__), "sparql", "has_evidence.rq")
"""The query whether data has evidence."""

NEEDED: Final = "It needs the evidence: the named graphs of dataset.trig.gz."
"""What the descriptions of some queries add."""


def answer_query(name: str, given: Mapping[str, str], store: Queryable | None = None) -> Reply:
    """Answer a query of the catalogue from the shipped dataset, or from another store.

    >>> reply = answer_query("recommendations-on-topic", {"topic": "smuggling by sea"})
    >>> reply.title, reply.answer.rows[0][0].text
    ('Recommendations on a topic', 'CTOC/COP/WG.7/2012/6, para. 26')

    Raises:
        QueryError: when there is no such query, a value is invalid, or the data has no evidence
            and the query needs it.
    """
    query = find_query(name)
    store = store or LocalStore(open_store(evidence=query.needs_evidence))
    choices = resolve(query, given, store)
    answer = store.ask(bind(query.body, {key: choice.terms for key, choice in choices.items()}))
    if query.needs_evidence and not answer.rows:
        _require_evidence(query, store)
    names = [each.name for each in query.parameters]
    shown = tuple((name, choices[name].shown) for name in names if choices[name].shown)
    return Reply(answer, query.summary, shown, query.matrix)


def _require_evidence(query: Query, store: Queryable) -> None:
    """Raise an error if the data has no evidence, so that an empty answer would mislead."""
    with open(HAS_EVIDENCE, encoding="utf-8") as file:
        (found,) = store.ask(file.read()).column("answer")
    if found != boolean(True):
        raise QueryError(
            f"{query.name}: this query needs the evidence (the rows as printed, findings and "
            "provenance), but the data has only the core. The evidence is in the named graphs of "
            "dataset.trig.gz: query that file, or an endpoint with all its graphs."
        )


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

    lines = [query.summary, "", *wrap(full_description(query), 100)]
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


def full_description(query: Query) -> str:
    """Return the description of a query, which tells whether it needs the evidence.

    >>> full_description(find_query("corrections")).partition(" It ")[2]
    'needs the evidence: the named graphs of dataset.trig.gz.'
    """
    return f"{query.description} {NEEDED}" if query.needs_evidence else query.description


def list_queries(queries: Sequence[Query]) -> str:
    """Return the list of queries, one a line, each with its parameters."""
    width = max(len(query.name) for query in queries)
    lines = [
        "Queries: repertory query NAME [VALUE]; NAME --help describes one.",
        "Those marked * need the evidence: the named graphs of dataset.trig.gz.",
        "",
    ]
    for query in queries:
        takes = " ".join(each.name.upper() for each in query.asked_for)
        mark = " *" if query.needs_evidence else ""
        line = f"{query.name:{width}}  {query.summary}{f' ({takes})' if takes else ''}{mark}"
        lines.append(line)
    return "\n".join(lines)
