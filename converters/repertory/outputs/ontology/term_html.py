"""Look up the statements of files, and write terms as HTML links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from repertory.rdf import n3
from repertory.rdf.terms import IRI, BlankNode, Literal, Node
from repertory.rdf.vocabulary import REP, shorten

if TYPE_CHECKING:
    from markupsafe import Markup


class Files:
    """The statements of files, indexed: a page looks up some thousand values.

    >>> from repertory.rdf import read
    >>> files = Files(read(b"<a:s> <a:p> <a:o>, <a:n> .", "turtle"))
    >>> files.objects(IRI("a:s"), IRI("a:p")), files.subjects(IRI("a:p"), IRI("a:o"))
    (['a:n', 'a:o'], ['a:s'])
    """

    def __init__(self, statements: Iterable[tuple[Node, IRI, Node]]) -> None:
        """Take the statements; blank nodes of different files have different labels."""
        self._about: defaultdict[Node, dict[IRI, dict[Node, None]]] = defaultdict(dict)
        self._subjects: defaultdict[tuple[IRI, Node], dict[Node, None]] = defaultdict(dict)
        for subject, predicate, value in statements:
            self._about[subject].setdefault(predicate, {})[value] = None
            self._subjects[predicate, value][subject] = None

    def objects(self, subject: Node, predicate: IRI) -> list[Node]:
        """Return the values of *predicate* of *subject*, sorted."""
        return _ordered(self.about(subject).get(predicate, ()))

    def about(self, subject: Node) -> Mapping[IRI, Collection[Node]]:
        """Return the values of *subject*, unsorted, by their predicate."""
        return self._about.get(subject, {})

    def subjects(self, predicate: IRI, value: Node) -> list[Node]:
        """Return the subjects with *value* as a value of *predicate*, sorted."""
        return _ordered(self._subjects.get((predicate, value), ()))


def _ordered(nodes: Collection[Node]) -> list[Node]:
    return sorted(nodes, key=n3) if len(nodes) > 1 else list(nodes)


def text(files: Files, subject: Node, predicate: IRI) -> str:
    """Return the first text of a subject, in English if possible.

    >>> text(Files(()), REP.Row, REP.reason)
    ''
    """
    texts = [node for node in files.objects(subject, predicate) if isinstance(node, Literal)]
    english = [text for text in texts if text.language == "en"]
    return (english or texts or [Literal("")])[0].text


@cache
def link(node: Node) -> Markup:
    """Return a link to a term; one of the ontology is on the same page.

    >>> link(REP.Row)
    Markup('<a href="#Row"><code>rep:Row</code></a>')
    """
    from markupsafe import Markup

    if isinstance(node, Literal | BlankNode):
        return Markup("%s") % (node,)  # a literal is a tuple
    if node.startswith(REP.iri):
        local = node.removeprefix(REP.iri)
        return Markup('<a href="#%s"><code>rep:%s</code></a>') % (local, local)
    if name := shorten(node):
        return Markup('<a href="%s"><code>%s</code></a>') % (node, name)
    return Markup('<a href="%s">%s</a>') % (node, node)


def links(nodes: Iterable[Node]) -> Markup:
    """Return links to several terms."""
    from markupsafe import Markup

    return Markup(", ").join(map(link, nodes))
