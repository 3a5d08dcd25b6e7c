"""What a reader gets to see: a question, what was asked for, the rows, and their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from repertory.querying.results import Answer, Row
from repertory.rdf.terms import BlankNode, Literal, Node

SUFFIX = "Iri"
"""Ends the name of a column that holds the IRIs of the things in another one."""


class Reply(Struct, frozen=True):
    """An answer with its question: *title* and, by their names, the *choices* that were made.

    *matrix* names the columns that are read down, across and in the cells, if any.
    """

    answer: Answer
    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    matrix: tuple[str, ...] = ()


def plain(node: Node | None) -> str:
    """Return the text of a term, without its language and datatype.

    >>> plain(Literal("Corruption", language="en")), plain(BlankNode("b1")), plain(None)
    ('Corruption', '_:b1', '')
    """
    if node is None:
        return ""
    if isinstance(node, Literal):
        return node.text
    return f"_:{node.label}" if isinstance(node, BlankNode) else node


def heading(variable: str) -> str:
    """Return the title of a column.

    >>> heading("ofOther"), heading("topicIri")
    ('Of other', 'Topic IRI')
    """
    words = re.sub("([a-z0-9])([A-Z])", r"\1 \2", variable).lower()
    return (words[:1].upper() + words[1:]).removesuffix(" iri") + (
        " IRI" if words.endswith(" iri") else ""
    )


def plural(word: str) -> str:
    """Return a word for several.

    >>> plural("index"), plural("paragraph")
    ('indexes', 'paragraphs')
    """
    return word + ("es" if word.endswith(("x", "s")) else "s")


def labelled(answer: Answer) -> dict[str, str]:
    """Return the columns of labels, each with the column of IRIs beside it.

    >>> labelled(Answer(("topic", "year", "topicIri"), ()))
    {'topic': 'topicIri'}
    """
    names = answer.variables
    return {name: name + SUFFIX for name in names if name + SUFFIX in names}


def sum_up(answer: Answer) -> str:
    """Say how many rows there are, and how many different things in them.

    >>> sum_up(Answer(("topic", "topicIri"), ((Literal("A"), None),)))
    '1 row'
    """
    count = len(answer.rows)
    if not count:
        return "Nothing found."
    text = f"{count:,} row{'' if count == 1 else 's'}"
    things = []
    for label, iri in labelled(answer).items():
        number = len(set(answer.column(iri)) - {None})
        if number:
            things.append(f"{number:,} {heading(label if number == 1 else plural(label)).lower()}")
    return f"{text}: {', '.join(things)}" if things else text


def lines_before(reply: Reply) -> Iterator[str]:
    """Yield what stands before the rows: the question, the choices, the sum, what to know."""
    if reply.title:
        yield reply.title
    for name, value in reply.choices:
        yield f"{heading(name)}: {value}"
    yield sum_up(reply.answer)
    yield from (f"Note: {note}" for note in reply.answer.notes)


def for_readers(reply: Reply) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return titles and cells for people: labels without their IRIs, a matrix as one."""
    answer = reply.answer
    if reply.matrix and answer.rows:
        return _matrix(answer, *reply.matrix)
    shown = columns(reply)
    titles = tuple(heading(name) for name, _ in shown)
    places = [(answer.variables.index(name), iri) for name, iri in shown]
    cells = [[_cell(row, place, iri, answer) for place, iri in places] for row in answer.rows]
    return titles, cells


def columns(reply: Reply) -> list[tuple[str, str]]:
    """Return the columns for people, each with that of its IRIs, if any.

    Our own questions have IRIs for programs; in another query nothing is hidden but what has a
    label beside it.

    >>> columns(Reply(Answer(("topic", "topicIri", "findingIri"), ()), title="Findings"))
    [('topic', 'topicIri')]
    """
    pairs = labelled(reply.answer)
    hidden = {name for name in reply.answer.variables if name.endswith(SUFFIX)}
    hidden = hidden if reply.title else set(pairs.values())
    return [(name, pairs.get(name, "")) for name in reply.answer.variables if name not in hidden]


def _cell(row: Row, place: int, iri: str, answer: Answer) -> str:
    """Return what is shown of a thing: its label, or its IRI where it has none."""
    text = plain(row[place])
    return text or (plain(row[answer.variables.index(iri)]) if iri else "")


def _matrix(
    answer: Answer, down: str, across: str, inside: str
) -> tuple[tuple[str, ...], list[list[str]]]:
    """Turn rows into a matrix; its columns are sorted, its rows in the order of the answer."""
    cells: dict[str, dict[str, str]] = {}
    columns = (answer.column(name) for name in (down, across, inside))
    for row, column, cell in zip(*columns, strict=True):
        cells.setdefault(plain(row), {})[plain(column)] = plain(cell)
    titles = sorted({title for row in cells.values() for title in row})
    rows = [[name, *(row.get(title, "") for title in titles)] for name, row in cells.items()]
    return (heading(down), *titles), rows
