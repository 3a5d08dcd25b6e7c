"""The topic scheme in SKOS, complete for portals that infer nothing.

Topics stand in a graph of their own, free of rows and citations: a portal's concept page fetches
every statement that points at the concept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from repertory.graph.values import date, integer, string, text
from repertory.iris import Minter
from repertory.model import Index, Topic
from repertory.terms import IRI, Triple
from repertory.vocabulary import DCTERMS, RDF, RDFS, REP, SKOS


def describe_scheme(
    scheme: str, indexes: Sequence[Index], minter: Minter, languages: Sequence[str]
) -> Iterator[Triple]:
    """Yield the scheme of *indexes*, successive editions of one index, and its topics.

    A topic has the label of the last edition that has it, and was created with the first.
    """
    iri = minter.scheme(scheme)
    last = indexes[-1].description
    title = last.title or last.identifier
    yield iri, RDF.type, SKOS.ConceptScheme
    yield iri, DCTERMS.identifier, string(scheme)
    for language in languages:
        yield iri, RDFS.label, text(title, language)
        yield iri, SKOS.prefLabel, text(title, language)
    yield iri, DCTERMS.title, text(title, last.language)
    dates = [index.description.date for index in indexes if index.description.date]
    if dates:
        yield iri, DCTERMS.created, date(min(dates))
        yield iri, DCTERMS.modified, date(max(dates))
    latest = {topic.slug: (index, topic) for index in indexes for topic in index.topics}
    first = {topic.slug: index for index in reversed(indexes) for topic in index.topics}
    for slug, (index, topic) in latest.items():
        yield from _describe_topic(topic, index, minter)
        if first[slug].description.date:
            created = date(first[slug].description.date)
            yield minter.topic(scheme, slug), DCTERMS.created, created


def _describe_topic(topic: Topic, index: Index, minter: Minter) -> Iterator[Triple]:
    description = index.description
    scheme = minter.scheme(description.scheme)
    iri = minter.topic(description.scheme, topic.slug)
    yield iri, RDF.type, SKOS.Concept
    yield iri, RDF.type, REP.Topic
    yield iri, SKOS.inScheme, scheme
    yield iri, SKOS.prefLabel, text(topic.label, description.language)
    for label in topic.alternative_labels:
        yield iri, SKOS.altLabel, text(label, description.language)
    yield iri, SKOS.notation, string(topic.slug)
    yield iri, DCTERMS.identifier, string(topic.slug)
    yield iri, REP.order, integer(topic.order)
    if description.date:
        yield iri, DCTERMS.modified, date(description.date)
    yield from _place_topic(topic, index, iri, minter)


def _place_topic(topic: Topic, index: Index, iri: IRI, minter: Minter) -> Iterator[Triple]:
    scheme = minter.scheme(index.description.scheme)
    if topic.broader is None:
        yield iri, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, iri
        return
    above = topic_iris(index, minter)[topic.broader]
    yield iri, SKOS.broader, above
    yield above, SKOS.narrower, iri


def topic_iris(index: Index, minter: Minter) -> dict[str, IRI]:
    """Return the IRIs of the topics of an index by label and by heading."""
    iris: dict[str, IRI] = {}
    for topic in index.topics:
        iri = minter.topic(index.description.scheme, topic.slug)
        for name in (topic.label, *topic.headings):
            iris[name] = iri
    return iris
