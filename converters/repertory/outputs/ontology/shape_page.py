"""Describe a shape in words: its targets, its constraint, its severity and its message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import dedent
from typing import Final, TypeAlias

from markupsafe import Markup
from msgspec import Struct

from repertory.outputs.ontology.term_html import Files, link, text
from repertory.rdf.terms import IRI, Literal, Node
from repertory.rdf.vocabulary import RDF, SH

SHAPES: Final = "https://w3id.org/repertory/shapes#"

TARGETS: Final[Mapping[IRI, str]] = {
    SH.targetClass: "each %s",
    SH.targetNode: "%s",
    SH.targetSubjectsOf: "each subject of %s",
    SH.targetObjectsOf: "each value of %s",
}
"""Target of a shape -> the words for it."""

KINDS: Final[Mapping[Node, str]] = {
    SH.IRI: "an IRI",
    SH.Literal: "a literal",
    SH.BlankNodeOrIRI: "an IRI or a blank node",
}


class ShapeSection(Struct, frozen=True):
    """A shape on the page; *parts* are descriptions by their titles."""

    name: str
    title: str
    meaning: str
    parts: Mapping[str, str]
    queries: Sequence[str]


def describe_shape(shape: Node, files: Files) -> ShapeSection:
    """Return the description of a shape, with links to the terms."""
    (severity,) = files.objects(shape, SH.severity)
    parts = {
        "Severity": str(severity).removeprefix(SH.iri).lower(),
        "Applies to": _target(shape, files),
        "Requires": _required(shape, files),
        "Message": text(files, shape, SH.message),
    }
    queries = [text(files, query, SH.select) for query in files.objects(shape, SH.sparql)]
    return ShapeSection(
        name=local_name(shape),
        title=text(files, shape, SH.name),
        meaning=text(files, shape, SH.description),
        parts={title: words for title, words in parts.items() if words},
        queries=[dedent(query).strip() for query in queries],
    )


def local_name(node: Node) -> str:
    """Return the name of a shape in our namespace.

    >>> local_name(SHAPES + "Row-topic")
    'Row-topic'
    """
    return str(node).removeprefix(SHAPES)


def _target(shape: Node, files: Files) -> Markup:
    """Return the target nodes of a shape and the path of the values that it checks.

    A property shape applies to the targets of the shapes that hold it, or to the values of these.
    """
    targets = [
        Markup(words) % link(value)
        for predicate, words in TARGETS.items()
        for value in files.objects(shape, predicate)
    ]
    holders = (_target(holder, files) for holder in files.subjects(SH.property, shape))
    targets += dict.fromkeys(each for each in holders if each)
    paths = [_path(path, files) for path in files.objects(shape, SH.path)]
    parts = (Markup(", ").join(each) for each in (targets, paths) if each)
    return Markup(": ").join(parts)


def _path(path: Node, files: Files) -> Markup:
    for inverse in files.objects(path, SH.inversePath):
        return Markup("inverse of ") + _path(inverse, files)
    for either in files.objects(path, SH.alternativePath):
        return Markup(" or ").join(_path(item, files) for item in _items(either, files))
    if steps := list(_items(path, files)):
        return Markup(", then ").join(_path(step, files) for step in steps)
    return link(path)


def _items(head: Node, files: Files) -> Iterator[Node]:
    """Yield the members of an RDF list."""
    while first := files.objects(head, RDF.first):
        yield first[0]
        (head,) = files.objects(head, RDF.rest)


def _required(shape: Node, files: Files) -> Markup:
    """Return all requirements of a shape."""
    least, most = (files.objects(shape, each) for each in (SH.minCount, SH.maxCount))
    if least and least == most:
        required = [f"exactly {_number(least[0])}"]
    else:
        required = [f"at least {_number(value)}" for value in least]
        required += [f"at most {_number(value)}" for value in most]
    for parameter in filter(files.about(shape).__contains__, REQUIREMENTS):
        words = REQUIREMENTS[parameter]
        required += [words(value, files) for value in files.objects(shape, parameter)]
    return Markup("; ").join(required)


def _number(value: Node) -> str:
    count = value.text if isinstance(value, Literal) else ""
    return f"{count} value" if count == "1" else f"{count} values"


def _plain(words: str) -> Words:
    """Return a function that puts a value into *words*: a link to a term, or a literal."""

    def write(value: Node, files: Files) -> Markup:
        code = Markup("<code>%s</code>")
        return Markup(words) % (code % value.text if isinstance(value, Literal) else link(value))

    return write


def _kind(value: Node, files: Files) -> str:
    return KINDS[value]


def _member(value: Node, files: Files) -> str:
    shown = (_plain("%s")(item, files) for item in _items(value, files))
    return Markup("one of ") + Markup(", ").join(shown)


def _choice(value: Node, files: Files) -> str:
    shapes = (_shape(item, files) for item in _items(value, files))
    return Markup("one of the shapes ") + Markup(", ").join(shapes)


def _shape(shape: Node, files: Files) -> str:
    """Return the name of a shape, with a link if it is on the page, which only has groups."""
    name = text(files, shape, SH.name)
    if not files.objects(shape, SH.group):
        return name
    return Markup('<a href="#shape-%s">%s</a>') % (local_name(shape), name)


def _fixed(words: str) -> Words:
    return lambda value, files: words


Words: TypeAlias = Callable[[Node, Files], str]

REQUIREMENTS: Final[Mapping[IRI, Words]] = {
    SH.nodeKind: _kind,
    SH.term("class"): _plain("an instance of %s"),
    SH.datatype: _plain("a literal of the datatype %s"),
    SH.term("or"): _choice,
    SH.term("in"): _member,
    SH.hasValue: _plain("%s as one of the values"),
    SH.pattern: _plain("a match of the pattern %s"),
    SH.minLength: _plain("a minimum length of %s"),
    SH.minInclusive: _plain("%s or more"),
    SH.uniqueLang: _fixed("at most one value in each language"),
    SH.equals: _plain("the same values as %s"),
    SH.disjoint: _plain("no value that is also one of %s"),
    SH.closed: _fixed("no properties other than those of its shapes"),
    SH.sparql: _fixed("no results of the query below"),
}
"""Parameter of a shape -> the words for it; `_required` writes the numbers of values."""
