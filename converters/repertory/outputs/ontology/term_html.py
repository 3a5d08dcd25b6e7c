"""Terms and their texts in HTML, for the page of the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from repertory.rdf import n3, read
from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import REP, shorten

if TYPE_CHECKING:
    from markupsafe import Markup


class Files:
    """What Turtle files state, ready to be looked up: a page asks some thousand small questions.

    >>> files = Files([b"<a:s> <a:p> <a:o>, <a:n> ."])
    >>> files.objects(IRI("a:s"), IRI("a:p")), files.subjects(IRI("a:p"), IRI("a:o"))
    (['a:n', 'a:o'], ['a:s'])
    """

    def __init__(self, contents: Iterable[bytes]) -> None:
        """Read the files; each has blank nodes of its own."""
        self._objects: defaultdict[tuple[Node, IRI], list[Node]] = defaultdict(list)
        self._subjects: defaultdict[tuple[IRI, Node], list[Node]] = defaultdict(list)
        for number, content in enumerate(contents, 1):
            for subject, predicate, value in read(content, "turtle", label=f"b{number}_"):
                self._objects[subject, predicate].append(value)
                self._subjects[predicate, value].append(subject)

    def objects(self, subject: Node, predicate: IRI) -> list[Node]:
        """Return what *subject* has as *predicate*, sorted."""
        found = self._objects.get((subject, predicate))
        return sorted(found, key=n3) if found else []

    def subjects(self, predicate: IRI, value: Node) -> list[Node]:
        """Return what has *value* as *predicate*, sorted."""
        return sorted(self._subjects.get((predicate, value), ()), key=n3)


def text(files: Files, subject: Node, predicate: IRI) -> str:
    """Return the first text that a subject has, English where there are several.

    >>> text(Files(()), REP.Row, REP.reason)
    ''
    """
    texts = [node for node in files.objects(subject, predicate) if isinstance(node, Literal)]
    english = [text for text in texts if text.language == "en"]
    return (english or texts or [Literal("")])[0].text


@cache
def link(node: Node) -> Markup:
    """Link to a term: to its place on the page where it is ours.

    >>> link(REP.Row)
    Markup('<a href="#Row"><code>rep:Row</code></a>')
    """
    from markupsafe import Markup

    if isinstance(node, Literal | BlankNode):
        return Markup("{}").format(node)
    if node.startswith(REP.iri):
        local = node.removeprefix(REP.iri)
        return Markup('<a href="#{}"><code>rep:{}</code></a>').format(local, local)
    if name := shorten(node):
        return Markup('<a href="{}"><code>{}</code></a>').format(node, name)
    return Markup('<a href="{}">{}</a>').format(node, node)


def links(nodes: Iterable[Node]) -> Markup:
    """Link to several terms."""
    from markupsafe import Markup

    return Markup(", ").join(map(link, nodes))
