"""The topic schemes in SKOS, with all statements explicit for portals that do not infer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from msgspec import Struct

from repertory.model import Dataset, Index, IndexDescription, RetiredTopic, Topic
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import boolean, date, integer, string, text
from repertory.rdf.vocabulary import DCTERMS, OWL, RDF, RDFS, REP, SKOS

LABELS: Final[Mapping[IRI, str]] = MappingProxyType(
    {REP.order: "order", DCTERMS.isReferencedBy: "listed paragraphs and recommendations"}
)
"""Properties of topics -> their labels, since a portal takes the label of a property from the graph
of the topics. Those of our terms are as in `ontology/repertory.ttl`."""

Statement: TypeAlias = tuple[IRI, IRI]
"""A predicate and an object."""

Further: TypeAlias = Mapping[IRI, Iterable[Statement]]
"""Topic -> further statements about it, such as its links."""


class TopicScheme(Struct, frozen=True):
    """A scheme with its titles, the indexes that use it, in order, and its retired topics."""

    identifier: str
    titles: tuple[tuple[str, str], ...]
    indexes: tuple[Index, ...]
    retired: tuple[RetiredTopic, ...]

    @property
    def editions(self) -> dict[str, list[tuple[Index, Topic]]]:
        """The slugs of the topics -> the topic in each edition; the last edition comes first."""
        found: dict[str, list[tuple[Index, Topic]]] = {}
        for index in self.indexes:
            for topic in index.topics:
                found.setdefault(topic.slug, []).append((index, topic))
        last = self.indexes[-1]
        in_order = sorted(
            found.items(), key=lambda each: (each[1][-1][0] is not last, each[1][-1][1].order)
        )
        return dict(in_order)


def topic_schemes(dataset: Dataset) -> Iterator[TopicScheme]:
    """Yield the schemes of a dataset, in the order in which its indexes use them."""
    for identifier in dict.fromkeys(index.description.scheme for index in dataset.indexes):
        yield TopicScheme(
            identifier,
            scheme_titles(dataset, identifier),
            tuple(each for each in dataset.indexes if each.description.scheme == identifier),
            tuple(topic for topic in dataset.retired if topic.scheme == identifier),
        )


def scheme_titles(dataset: Dataset, scheme: str) -> tuple[tuple[str, str], ...]:
    """Return the titles of a scheme with their languages.

    They are those of its entry in the manifest. Without one, they are the titles of the dataset if
    it has no other scheme, or else the identifier of the scheme in each language of the indexes.
    """
    description = dataset.description
    for each in description.schemes:
        if each.identifier == scheme:
            return each.titles
    used = {index.description.scheme for index in dataset.indexes}
    if description.titles and used == {scheme}:
        return description.titles
    languages = dict.fromkeys(index.description.language for index in dataset.indexes)
    return tuple((language, scheme) for language in languages)


def describe_scheme(
    scheme: TopicScheme, minter: Minter, languages: Sequence[str], further: Further
) -> Iterator[Triple]:
    """Yield a scheme and its topics in order, all statements about one subject together.

    A topic has in each language the label of its last edition; older labels become alternative
    labels. It has the broader topic of its last edition; one that a later edition added has its
    date. Retired topics are outside the hierarchy, because portals show it without checking
    deprecation.
    """
    editions = scheme.editions
    above = dict(_broader(scheme, editions))
    related = dict(_related(scheme, editions))
    below: dict[str | None, list[str]] = {}
    for slug, broader in above.items():
        below.setdefault(broader, []).append(slug)
    yield from _describe_scheme(scheme, minter, languages, below.get(None, ()))
    retired = {topic.slug: topic for topic in scheme.retired}
    for slug, uses in editions.items():
        iri = minter.topic(scheme.identifier, slug)
        yield from _describe_topic(iri, minter.scheme(scheme.identifier), uses, scheme)
        if slug in above:
            yield from _place_topic(iri, minter, scheme.identifier, above[slug])
        for narrower in below.get(slug, ()):
            yield iri, SKOS.narrower, minter.topic(scheme.identifier, narrower)
        for other in related[slug]:
            yield iri, SKOS.related, minter.topic(scheme.identifier, other)
        if slug in retired:
            yield from _deprecate(iri, retired[slug], minter)
        yield from _further(iri, further)
    for slug, topic in retired.items():
        if slug not in editions:
            iri = minter.topic(topic.scheme, slug)
            yield from _describe_retired(iri, topic, minter)
            yield from _further(iri, further)


def _further(iri: IRI, further: Further) -> Iterator[Triple]:
    return ((iri, predicate, value) for predicate, value in further.get(iri, ()))


def _broader(
    scheme: TopicScheme, editions: Mapping[str, Sequence[tuple[Index, Topic]]]
) -> Iterator[tuple[str, str | None]]:
    """Yield the slug of each topic that is not retired with that of its broader topic, or None."""
    gone = {topic.slug for topic in scheme.retired}
    slugs = _slugs(scheme)
    for slug, uses in editions.items():
        index, topic = uses[-1]
        above = None if topic.broader is None else slugs[id(index)][topic.broader]
        if slug not in gone:
            yield slug, None if above in gone else above


def _related(
    scheme: TopicScheme, editions: Mapping[str, Sequence[tuple[Index, Topic]]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the slug of each topic with those of the topics that it refers to."""
    slugs = _slugs(scheme)
    for slug, uses in editions.items():
        index, topic = uses[-1]
        yield slug, tuple(slugs[id(index)][name] for name in topic.related)


def _slugs(scheme: TopicScheme) -> dict[int, dict[str, str]]:
    """Return the slugs of the topics of each index by their names."""
    return {
        id(index): {topic.name: topic.slug for topic in index.topics} for index in scheme.indexes
    }


def _describe_scheme(
    scheme: TopicScheme, minter: Minter, languages: Sequence[str], tops: Iterable[str]
) -> Iterator[Triple]:
    iri = minter.scheme(scheme.identifier)
    descriptions = _of(scheme.indexes)
    yield iri, RDF.type, SKOS.ConceptScheme
    yield iri, DCTERMS.identifier, string(scheme.identifier)
    yield from _names(iri, scheme.titles, languages, descriptions[-1].language)
    yield from _dates(iri, descriptions)
    for slug in tops:
        yield iri, SKOS.hasTopConcept, minter.topic(scheme.identifier, slug)


def _names(
    iri: IRI, titles: Sequence[tuple[str, str]], languages: Iterable[str], last: str
) -> Iterator[Triple]:
    """Yield the titles of a scheme, and a label in each language.

    A language without a title has the one in the language *last* as its label, because portals hide
    a scheme that has no name in their language.
    """
    named = dict(titles)
    fallback = named.get(last, titles[0][1])
    for predicate in (RDFS.label, SKOS.prefLabel):
        for language in dict.fromkeys((*languages, *named)):
            yield iri, predicate, text(named.get(language, fallback), language)
    for language, title in titles:
        yield iri, DCTERMS.title, text(title, language)


def _of(indexes: Iterable[Index]) -> list[IndexDescription]:
    return [index.description for index in indexes]


def _dates(iri: IRI, editions: Iterable[IndexDescription]) -> Iterator[Triple]:
    dates = [edition.date for edition in editions if edition.date]
    if dates:
        yield iri, DCTERMS.created, date(min(dates))
        yield iri, DCTERMS.modified, date(max(dates))


def _describe_topic(
    iri: IRI, whole: IRI, uses: Sequence[tuple[Index, Topic]], scheme: TopicScheme
) -> Iterator[Triple]:
    """Yield the labels of a topic from its editions, and its date if a later one added it."""
    yield iri, RDF.type, SKOS.Concept
    preferred = {index.description.language: topic.label for index, topic in uses}
    for language, label in preferred.items():
        yield iri, SKOS.prefLabel, text(label, language)
    for index, topic in uses:
        language = index.description.language
        for label in (topic.label, *topic.alternative_labels):
            if label != preferred[language]:
                yield iri, SKOS.altLabel, text(label, language)
    if uses[-1][1].notation:
        yield iri, SKOS.notation, string(uses[-1][1].notation)
    yield iri, SKOS.inScheme, whole
    yield iri, REP.order, integer(uses[-1][1].order)
    first = _first_date(_of(index for index, _ in uses))
    if first and first != _first_date(_of(scheme.indexes)):
        yield iri, DCTERMS.created, date(first)


def _first_date(descriptions: Iterable[IndexDescription]) -> str | None:
    return min((each.date for each in descriptions if each.date), default=None)


def _place_topic(iri: IRI, minter: Minter, scheme: str, above: str | None) -> Iterator[Triple]:
    if above is None:
        yield iri, SKOS.topConceptOf, minter.scheme(scheme)
    else:
        yield iri, SKOS.broader, minter.topic(scheme, above)


def _deprecate(iri: IRI, topic: RetiredTopic, minter: Minter) -> Iterator[Triple]:
    yield iri, OWL.deprecated, boolean(True)
    for slug in topic.successors:
        yield iri, DCTERMS.isReplacedBy, minter.topic(topic.scheme, slug)


def _describe_retired(iri: IRI, topic: RetiredTopic, minter: Minter) -> Iterator[Triple]:
    """Yield a topic that no edition in the data has."""
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.prefLabel, text(topic.label, topic.language)
    yield iri, SKOS.inScheme, minter.scheme(topic.scheme)
    yield from _deprecate(iri, topic, minter)


def topic_iris(index: Index, minter: Minter) -> dict[str, IRI]:
    """Return the IRIs of the topics of an index by name and by heading."""
    iris: dict[str, IRI] = {}
    for topic in index.topics:
        iri = minter.topic(index.description.scheme, topic.slug)
        for name in (topic.name, *topic.headings):
            iris[name] = iri
    return iris
