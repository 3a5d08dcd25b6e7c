"""Show a shape to people: what it looks at, what it asks, how grave a breach is, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from textwrap import dedent
from typing import Final, TypeAlias

from repertory.engine import Store
from repertory.publish.term_html import link, text
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


def write_shape(shape: Node, store: Store) -> Iterator[str]:
    """Write a shape as a section of the page."""
    name = local_name(shape)
    yield f'<section id="shape-{escape(name)}">'
    yield f"<h4>{escape(text(store, shape, SH.name))} <code>{escape(name)}</code></h4>"
    yield f"<p>{escape(text(store, shape, SH.description))}</p>"
    (severity,) = store.objects(shape, SH.severity)
    parts = {
        "Level": escape(str(severity).removeprefix(SH.iri).lower()),
        "Looks at": _target(shape, store),
        "Asks": _asked(shape, store),
        "Message": escape(text(store, shape, SH.message)),
    }
    shown = (f"<dt>{title}</dt><dd>{words}</dd>" for title, words in parts.items() if words)
    yield f"<dl>{''.join(shown)}</dl>"
    for query in store.objects(shape, SH.sparql):
        code = escape(dedent(text(store, query, SH.select)).strip())
        yield f"<details><summary>Query</summary><pre>{code}</pre></details>"
    yield "</section>"


def local_name(node: Node) -> str:
    """Return the name of a shape in the namespace of ours.

    >>> local_name(SHAPES + "Row-topic")
    'Row-topic'
    """
    return str(node).removeprefix(SHAPES)


def _target(shape: Node, store: Store) -> str:
    """Say which nodes a shape looks at, and at which property of them."""
    targets = [
        words.format(link(value))
        for holder in (shape, *store.subjects(SH.property, shape))
        for predicate, words in TARGETS.items()
        for value in store.objects(holder, SH.term(predicate))
    ]
    paths = [_path(path, store) for path in store.objects(shape, SH.path)]
    return ": ".join(part for part in (", ".join(targets), ", ".join(paths)) if part)


def _path(path: Node, store: Store) -> str:
    for inverse in store.objects(path, SH.inversePath):
        return f"{_path(inverse, store)}, backwards"
    for either in store.objects(path, SH.alternativePath):
        return " or ".join(_path(item, store) for item in _items(either, store))
    return link(path)


def _items(head: Node, store: Store) -> Iterator[Node]:
    """Yield the members of an RDF list."""
    while first := store.objects(head, RDF.first):
        yield first[0]
        (head,) = store.objects(head, RDF.rest)


def _asked(shape: Node, store: Store) -> str:
    """Say what a shape asks, one thing after the other."""
    least, most = (store.objects(shape, each) for each in (SH.minCount, SH.maxCount))
    if least and least == most:
        asked = [f"exactly {_number(least[0])}"]
    else:
        asked = [f"at least {_number(value)}" for value in least]
        asked += [f"at most {_number(value)}" for value in most]
    for parameter, words in ASKED.items():
        asked += [words(value, store) for value in store.objects(shape, SH.term(parameter))]
    return "; ".join(asked)


def _number(value: Node) -> str:
    count = value.text if isinstance(value, Literal) else ""
    return f"{count} value" if count == "1" else f"{count} values"


def _plain(words: str) -> Words:
    """Put a value into words: a link to a term, the text of a literal."""

    def write(value: Node, store: Store) -> str:
        shown = f"<code>{escape(value.text)}</code>" if isinstance(value, Literal) else link(value)
        return words.format(shown)

    return write


def _kind(value: Node, store: Store) -> str:
    return KINDS[value]


def _member(value: Node, store: Store) -> str:
    return "one of " + ", ".join(_plain("{}")(item, store) for item in _items(value, store))


def _choice(value: Node, store: Store) -> str:
    return "one of these: " + "; ".join(_shape(item, store) for item in _items(value, store))


def _shape(shape: Node, store: Store) -> str:
    """Name a shape, with a link if it is on the page, which shows those that are in a group."""
    name = escape(text(store, shape, SH.name))
    grouped = store.objects(shape, SH.group)
    return f'<a href="#shape-{escape(local_name(shape))}">{name}</a>' if grouped else name


def _query(value: Node, store: Store) -> str:
    return "that the query below finds nothing"


Words: TypeAlias = Callable[[Node, Store], str]

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
