"""Show a shape to people: what it looks at, what it asks, how grave a breach is, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from textwrap import dedent
from typing import Final, TypeAlias

from repertory.publish.term_html import Files, link, text
from repertory.terms import Literal, Node
from repertory.vocabulary import RDF, SH

SHAPES: Final = "https://w3id.org/repertory/shapes#"

TARGETS: Final[Mapping[str, str]] = {
    "targetClass": "each {}",
    "targetSubjectsOf": "what has {}",
    "targetObjectsOf": "what {} leads to",
}
"""How a shape names what it looks at -> in words."""

KINDS: Final[Mapping[Node, str]] = {
    SH.IRI: "an IRI",
    SH.Literal: "a text, a number or a date",
    SH.BlankNodeOrIRI: "a thing, not a text",
}


def write_shape(shape: Node, files: Files) -> Iterator[str]:
    """Write a shape as a section of the page."""
    name = local_name(shape)
    yield f'<section id="shape-{escape(name)}">'
    yield f"<h4>{escape(text(files, shape, SH.name))} <code>{escape(name)}</code></h4>"
    yield f"<p>{escape(text(files, shape, SH.description))}</p>"
    (severity,) = files.objects(shape, SH.severity)
    parts = {
        "Level": escape(str(severity).removeprefix(SH.iri).lower()),
        "Looks at": _target(shape, files),
        "Asks": _asked(shape, files),
        "Message": escape(text(files, shape, SH.message)),
    }
    shown = (f"<dt>{title}</dt><dd>{words}</dd>" for title, words in parts.items() if words)
    yield f"<dl>{''.join(shown)}</dl>"
    for query in files.objects(shape, SH.sparql):
        code = escape(dedent(text(files, query, SH.select)).strip())
        yield f"<details><summary>Query</summary><pre>{code}</pre></details>"
    yield "</section>"


def local_name(node: Node) -> str:
    """Return the name of a shape in the namespace of ours.

    >>> local_name(SHAPES + "Row-topic")
    'Row-topic'
    """
    return str(node).removeprefix(SHAPES)


def _target(shape: Node, files: Files) -> str:
    """Say which nodes a shape looks at, and at which property of them."""
    targets = [
        words.format(link(value))
        for holder in (shape, *files.subjects(SH.property, shape))
        for predicate, words in TARGETS.items()
        for value in files.objects(holder, SH.term(predicate))
    ]
    paths = [_path(path, files) for path in files.objects(shape, SH.path)]
    return ": ".join(part for part in (", ".join(targets), ", ".join(paths)) if part)


def _path(path: Node, files: Files) -> str:
    for inverse in files.objects(path, SH.inversePath):
        return f"{_path(inverse, files)}, backwards"
    for either in files.objects(path, SH.alternativePath):
        return " or ".join(_path(item, files) for item in _items(either, files))
    return link(path)


def _items(head: Node, files: Files) -> Iterator[Node]:
    """Yield the members of an RDF list."""
    while first := files.objects(head, RDF.first):
        yield first[0]
        (head,) = files.objects(head, RDF.rest)


def _asked(shape: Node, files: Files) -> str:
    """Say what a shape asks, one thing after the other."""
    least, most = (files.objects(shape, each) for each in (SH.minCount, SH.maxCount))
    if least and least == most:
        asked = [f"exactly {_number(least[0])}"]
    else:
        asked = [f"at least {_number(value)}" for value in least]
        asked += [f"at most {_number(value)}" for value in most]
    for parameter, words in ASKED.items():
        asked += [words(value, files) for value in files.objects(shape, SH.term(parameter))]
    return "; ".join(asked)


def _number(value: Node) -> str:
    count = value.text if isinstance(value, Literal) else ""
    return f"{count} value" if count == "1" else f"{count} values"


def _plain(words: str) -> Words:
    """Put a value into words: a link to a term, the text of a literal."""

    def write(value: Node, files: Files) -> str:
        shown = f"<code>{escape(value.text)}</code>" if isinstance(value, Literal) else link(value)
        return words.format(shown)

    return write


def _kind(value: Node, files: Files) -> str:
    return KINDS[value]


def _member(value: Node, files: Files) -> str:
    return "one of " + ", ".join(_plain("{}")(item, files) for item in _items(value, files))


def _choice(value: Node, files: Files) -> str:
    return "one of these: " + "; ".join(_shape(item, files) for item in _items(value, files))


def _shape(shape: Node, files: Files) -> str:
    """Name a shape, with a link if it is on the page, which shows those that are in a group."""
    name = escape(text(files, shape, SH.name))
    grouped = files.objects(shape, SH.group)
    return f'<a href="#shape-{escape(local_name(shape))}">{name}</a>' if grouped else name


def _query(value: Node, files: Files) -> str:
    return "that the query below finds nothing"


Words: TypeAlias = Callable[[Node, Files], str]

ASKED: Final[Mapping[str, Words]] = {
    "nodeKind": _kind,
    "class": _plain("of the class {}"),
    "datatype": _plain("of the datatype {}"),
    "or": _choice,
    "in": _member,
    "hasValue": _plain("{} among the values"),
    "pattern": _plain("a text that matches {}"),
    "minLength": _plain("at least {} letters"),
    "minInclusive": _plain("{} or more"),
    "uniqueLang": _plain("one value in each language"),
    "equals": _plain("the same values as {}"),
    "disjoint": _plain("no value of {}"),
    "closed": _plain("no property beside those of its shapes"),
    "sparql": _query,
}
"""Parameter of a shape -> what it asks, in words; how many values are counted apart."""
