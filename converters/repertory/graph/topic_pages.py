"""What a portal shows on the page of a topic: the graph of the topics alone, for Skosmos.

Skosmos shows only what goes out from a concept, so this graph has each topic with the paragraphs
and recommendations that are listed under it, and their labels. The other graphs state the same as
`dcterms:subject` of the paragraph or recommendation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repertory.graph.topics import LABELS, Statement, TopicScheme, describe_scheme
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import text
from repertory.rdf.vocabulary import DCTERMS, OWL, RDF, RDFS, REP


def describe_topic_pages(
    scheme: TopicScheme,
    minter: Minter,
    languages: tuple[str, ...],
    links: Iterable[Triple],
    documents: Iterable[Triple],
) -> Iterator[Triple]:
    """Yield the graph of one scheme; *links* and *documents* are those of the whole dataset."""
    space = f"{minter.scheme(scheme.identifier)}/"
    further: dict[IRI, list[Statement]] = {}
    shown: dict[IRI, None] = {}
    labels: dict[IRI, list[Literal]] = {}
    for subject, predicate, value in (*links, *documents):
        if predicate == RDFS.label and isinstance(value, Literal):
            labels.setdefault(subject, []).append(value)
        elif isinstance(value, Literal):
            continue
        elif subject.startswith(space):
            further.setdefault(subject, []).append((predicate, value))
            shown[value] = None
        elif predicate == DCTERMS.subject and value.startswith(space):
            further.setdefault(value, []).append((DCTERMS.isReferencedBy, subject))
            shown[subject] = None
    yield from describe_scheme(scheme, minter, languages, further)
    for iri in shown:
        yield from ((iri, RDFS.label, label) for label in labels.get(iri, ()))
    yield REP.order, RDF.type, OWL.DatatypeProperty
    for term, label in LABELS.items():
        yield term, RDFS.label, text(label, "en")
