"""The topic scheme in SKOS, with all statements explicit for portals that do not infer.

Topics have a separate graph without rows and citations, because a concept page of a portal loads
every statement that refers to the concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from repertory.model import Index, IndexDescription, RetiredTopic, Topic
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import boolean, date, integer, string, text
from repertory.rdf.vocabulary import DCTERMS, OWL, RDF, RDFS, REP, SKOS

LABELS: Final[Mapping[IRI, str]] = MappingProxyType({REP.Topic: "topic", REP.order: "order"})
"""Our terms in the graph of the topics -> their labels in `ontology/repertory.ttl`, since a portal
takes the label of a class or a property from the same graph."""


def describe_scheme(
    scheme: str,
    indexes: Sequence[Index],
    minter: Minter,
    languages: Sequence[str],
    retired: Sequence[RetiredTopic] = (),
) -> Iterator[Triple]:
    """Yield the scheme of *indexes*, successive editions of one index, and its topics.

    A topic has in each language the label of its last edition; older labels become alternative
    labels. It has the broader topic of its last edition and the creation date of its first.
    *retired* topics are outside the hierarchy, because portals show it without checking
    deprecation.
    """
    iri = minter.scheme(scheme)
    titles = {edition.language: edition.title or edition.identifier for edition in _of(indexes)}
    last = indexes[-1].description
    yield iri, RDF.type, SKOS.ConceptScheme
    yield iri, DCTERMS.identifier, string(scheme)
    for language in languages:  # portals hide a scheme that has no name in their language
        name = text(titles.get(language, titles[last.language]), language)
        yield iri, RDFS.label, name
        yield iri, SKOS.prefLabel, name
    for language, title in titles.items():
        yield iri, DCTERMS.title, text(title, language)
    yield from _dates(iri, _of(indexes))
    for term, label in LABELS.items():
        yield term, RDFS.label, text(label, "en")
    yield REP.Topic, RDF.type, OWL.Class
    yield REP.Topic, RDFS.subClassOf, SKOS.Concept
    yield REP.order, RDF.type, OWL.DatatypeProperty
    editions: dict[str, list[tuple[Index, Topic]]] = {}
    for index in indexes:
        for topic in index.topics:
            editions.setdefault(topic.slug, []).append((index, topic))
    gone = {topic.slug for topic in retired}
    slugs = {id(index): {topic.label: topic.slug for topic in index.topics} for index in indexes}
    for slug, uses in editions.items():
        yield from _describe_topic(minter.topic(scheme, slug), slug, uses)
        index, topic = uses[-1]
        yield minter.topic(scheme, slug), SKOS.inScheme, iri
        above = None if topic.broader is None else slugs[id(index)][topic.broader]
        if slug not in gone:
            yield from _place_topic(minter, scheme, slug, None if above in gone else above)
    for each in retired:
        yield from _describe_retired(each, minter, known=each.slug in editions)


def _of(indexes: Iterable[Index]) -> list[IndexDescription]:
    return [index.description for index in indexes]


def _dates(iri: IRI, editions: Iterable[IndexDescription]) -> Iterator[Triple]:
    dates = [edition.date for edition in editions if edition.date]
    if dates:
        yield iri, DCTERMS.created, date(min(dates))
        yield iri, DCTERMS.modified, date(max(dates))


def _describe_topic(iri: IRI, slug: str, uses: Sequence[tuple[Index, Topic]]) -> Iterator[Triple]:
    """Yield the labels and dates of a topic from its editions."""
    yield iri, RDF.type, SKOS.Concept
    yield iri, RDF.type, REP.Topic
    yield iri, SKOS.notation, string(slug)
    yield iri, DCTERMS.identifier, string(slug)
    yield iri, REP.order, integer(uses[-1][1].order)
    preferred = {index.description.language: topic.label for index, topic in uses}
    for language, label in preferred.items():
        yield iri, SKOS.prefLabel, text(label, language)
    for index, topic in uses:
        language = index.description.language
        for label in (topic.label, *topic.alternative_labels):
            if label != preferred[language]:
                yield iri, SKOS.altLabel, text(label, language)
    yield from _dates(iri, _of(index for index, _ in uses))


def _place_topic(minter: Minter, scheme: str, slug: str, above: str | None) -> Iterator[Triple]:
    iri, whole = minter.topic(scheme, slug), minter.scheme(scheme)
    if above is None:
        yield iri, SKOS.topConceptOf, whole
        yield whole, SKOS.hasTopConcept, iri
    else:
        yield iri, SKOS.broader, minter.topic(scheme, above)
        yield minter.topic(scheme, above), SKOS.narrower, iri


def _describe_retired(topic: RetiredTopic, minter: Minter, known: bool) -> Iterator[Triple]:
    """Yield the deprecation and successors of a topic, and its description if not *known*.

    A topic that no edition has is a concept, but not a `rep:Topic`.
    """
    iri = minter.topic(topic.scheme, topic.slug)
    yield iri, OWL.deprecated, boolean(True)
    for slug in topic.successors:
        yield iri, DCTERMS.isReplacedBy, minter.topic(topic.scheme, slug)
    if known:
        return
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.inScheme, minter.scheme(topic.scheme)
    yield iri, SKOS.notation, string(topic.slug)
    yield iri, DCTERMS.identifier, string(topic.slug)
    yield iri, SKOS.prefLabel, text(topic.label, topic.language)


def topic_iris(index: Index, minter: Minter) -> dict[str, IRI]:
    """Return the IRIs of the topics of an index by label and by heading."""
    iris: dict[str, IRI] = {}
    for topic in index.topics:
        iri = minter.topic(index.description.scheme, topic.slug)
        for name in (topic.label, *topic.headings):
            iris[name] = iri
    return iris
