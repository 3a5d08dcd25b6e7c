"""Show a shape to people: what it looks at, what it asks, how grave a breach is, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import dedent
from typing import Final, TypeAlias

from markupsafe import Markup
from msgspec import Struct

from repertory.outputs.ontology.term_html import Files, link, text
from repertory.rdf.terms import Literal, Node
from repertory.rdf.vocabulary import RDF, SH

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


class ShapeSection(Struct, frozen=True):
    """A shape as the page shows it; *parts* are the words under each of their titles."""

    name: str
    title: str
    meaning: str
    parts: Mapping[str, str]
    queries: Sequence[str]


def describe_shape(shape: Node, files: Files) -> ShapeSection:
    """Return in words, with links to terms, what a shape says."""
    (severity,) = files.objects(shape, SH.severity)
    parts = {
        "Level": str(severity).removeprefix(SH.iri).lower(),
        "Looks at": _target(shape, files),
        "Asks": _asked(shape, files),
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
    """Return the name of a shape in the namespace of ours.

    >>> local_name(SHAPES + "Row-topic")
    'Row-topic'
    """
    return str(node).removeprefix(SHAPES)


def _target(shape: Node, files: Files) -> Markup:
    """Say which nodes a shape looks at, and at which property of them."""
    targets = [
        Markup(words).format(link(value))
        for holder in (shape, *files.subjects(SH.property, shape))
        for predicate, words in TARGETS.items()
        for value in files.objects(holder, SH.term(predicate))
    ]
    paths = [_path(path, files) for path in files.objects(shape, SH.path)]
    parts = (Markup(", ").join(each) for each in (targets, paths) if each)
    return Markup(": ").join(parts)


def _path(path: Node, files: Files) -> Markup:
    for inverse in files.objects(path, SH.inversePath):
        return _path(inverse, files) + ", backwards"
    for either in files.objects(path, SH.alternativePath):
        return Markup(" or ").join(_path(item, files) for item in _items(either, files))
    return link(path)


def _items(head: Node, files: Files) -> Iterator[Node]:
    """Yield the members of an RDF list."""
    while first := files.objects(head, RDF.first):
        yield first[0]
        (head,) = files.objects(head, RDF.rest)


def _asked(shape: Node, files: Files) -> Markup:
    """Say what a shape asks, one thing after the other."""
    least, most = (files.objects(shape, each) for each in (SH.minCount, SH.maxCount))
    if least and least == most:
        asked = [f"exactly {_number(least[0])}"]
    else:
        asked = [f"at least {_number(value)}" for value in least]
        asked += [f"at most {_number(value)}" for value in most]
    for parameter, words in ASKED.items():
        asked += [words(value, files) for value in files.objects(shape, SH.term(parameter))]
    return Markup("; ").join(asked)


def _number(value: Node) -> str:
    count = value.text if isinstance(value, Literal) else ""
    return f"{count} value" if count == "1" else f"{count} values"


def _plain(words: str) -> Words:
    """Put a value into words: a link to a term, the text of a literal."""

    def write(value: Node, files: Files) -> Markup:
        code = Markup("<code>%s</code>")
        return Markup(words).format(
            code % value.text if isinstance(value, Literal) else link(value)
        )

    return write


def _kind(value: Node, files: Files) -> str:
    return KINDS[value]


def _member(value: Node, files: Files) -> str:
    shown = (_plain("{}")(item, files) for item in _items(value, files))
    return Markup("one of ") + Markup(", ").join(shown)


def _choice(value: Node, files: Files) -> str:
    shapes = (_shape(item, files) for item in _items(value, files))
    return Markup("one of these: ") + Markup("; ").join(shapes)


def _shape(shape: Node, files: Files) -> str:
    """Name a shape, with a link if it is on the page, which shows those that are in a group."""
    name = text(files, shape, SH.name)
    if not files.objects(shape, SH.group):
        return name
    return Markup('<a href="#shape-{}">{}</a>').format(local_name(shape), name)


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
