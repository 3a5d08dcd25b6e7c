"""An answer for readers: the title of the query, the given values, the rows and their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from repertory.querying.results import Answer, Row
from repertory.rdf.terms import BlankNode, Literal, Node

SUFFIX = "Iri"
"""The end of the name of a column with the IRIs of the things in another column."""


class Reply(Struct, frozen=True):
    """An answer with the *title* of its query and the *choices* of parameter values, by name.

    *matrix* names the columns for the rows, columns and cells of a matrix, if it is to be one.
    """

    answer: Answer
    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    matrix: tuple[str, ...] = ()


def plain(node: Node | None) -> str:
    """Return the text of a term without its language or datatype.

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
    """Return the plural of a word.

    >>> plural("index"), plural("paragraph")
    ('indexes', 'paragraphs')
    """
    return word + ("es" if word.endswith(("x", "s")) else "s")


def labelled(answer: Answer) -> dict[str, str]:
    """Return the columns of labels, each with its column of IRIs.

    >>> labelled(Answer(("topic", "year", "topicIri"), ()))
    {'topic': 'topicIri'}
    """
    names = answer.variables
    return {name: name + SUFFIX for name in names if name + SUFFIX in names}


def sum_up(answer: Answer) -> str:
    """Return the number of rows and of different things in them, in words.

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
    """Yield the lines before the rows: the title, the choices, the numbers, the notes."""
    if reply.title:
        yield reply.title
    for name, value in reply.choices:
        yield f"{heading(name)}: {value}"
    yield sum_up(reply.answer)
    yield from (f"Note: {note}" for note in reply.answer.notes)


def for_readers(reply: Reply) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return titles and cells for people: labels without their IRIs, or a matrix."""
    answer = reply.answer
    if reply.matrix and answer.rows:
        return _matrix(answer, *reply.matrix)
    shown = columns(reply)
    titles = tuple(heading(name) for name, _ in shown)
    places = [(answer.variables.index(name), iri) for name, iri in shown]
    cells = [[_cell(row, place, iri, answer) for place, iri in places] for row in answer.rows]
    return titles, cells


def columns(reply: Reply) -> list[tuple[str, str]]:
    """Return the columns for people, each with its column of IRIs, if any.

    In a query of the catalogue all columns of IRIs are hidden, and those that are empty, such as
    the doubts of an answer without doubts; in another query only IRIs that have a column of labels.

    >>> row = (Literal("Corruption"), None, "https://example.org/corruption")
    >>> columns(Reply(Answer(("topic", "doubt", "topicIri"), (row,)), title="Topics"))
    [('topic', 'topicIri')]
    """
    names, pairs = reply.answer.variables, labelled(reply.answer)
    shown = [(name, pairs.get(name, "")) for name in names]
    if not reply.title:
        return [each for each in shown if each[0] not in pairs.values()]
    filled = {
        name for row in reply.answer.rows for name, value in zip(names, row, strict=True) if value
    }
    return [each for each in shown if not each[0].endswith(SUFFIX) and filled.intersection(each)]


def _cell(row: Row, place: int, iri: str, answer: Answer) -> str:
    """Return the label of a thing, or its IRI if it has none."""
    text = plain(row[place])
    return text or (plain(row[answer.variables.index(iri)]) if iri else "")


def _matrix(
    answer: Answer, down: str, across: str, inside: str
) -> tuple[tuple[str, ...], list[list[str]]]:
    """Turn rows into a matrix with sorted columns; its rows keep the order of the answer."""
    cells: dict[str, dict[str, str]] = {}
    columns = (answer.column(name) for name in (down, across, inside))
    for row, column, cell in zip(*columns, strict=True):
        cells.setdefault(plain(row), {})[plain(column)] = plain(cell)
    titles = sorted({title for row in cells.values() for title in row})
    rows = [[name, *(row.get(title, "") for title in titles)] for name, row in cells.items()]
    return (heading(down), *titles), rows
