"""Terms and their texts in HTML, for the page of the ontology."""

from __future__ import annotations

from html import escape

from repertory.engine import Store
from repertory.terms import IRI, BlankNode, Literal, Node
from repertory.vocabulary import PREFIXES, REP


def text(store: Store, subject: Node, predicate: IRI) -> str:
    """Return the first text that a subject has, English where there are several.

    >>> text(Store(), REP.Row, REP.reason)
    ''
    """
    texts = [node for node in store.objects(subject, predicate) if isinstance(node, Literal)]
    english = [text for text in texts if text.language == "en"]
    return (english or texts or [Literal("")])[0].text


def link(node: Node) -> str:
    """Link to a term: to its place on the page where it is ours.

    >>> link(REP.Row)
    '<a href="#Row"><code>rep:Row</code></a>'
    """
    if isinstance(node, Literal | BlankNode):
        return escape(str(node))
    if node.startswith(REP.iri):
        local = escape(node.removeprefix(REP.iri))
        return f'<a href="#{local}"><code>rep:{local}</code></a>'
    for prefix, namespace in PREFIXES.items():
        if node.startswith(namespace):
            name = f"{prefix}:{node.removeprefix(namespace)}"
            return f'<a href="{escape(node)}"><code>{escape(name)}</code></a>'
    return f'<a href="{escape(node)}">{escape(node)}</a>'
