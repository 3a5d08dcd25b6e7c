"""Describe a dataset in VoID: counts, vocabularies, links, examples.

https://www.w3.org/TR/void/. The parts of the dataset have IRIs below its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from repertory.outputs.catalogue.description import Description
from repertory.outputs.catalogue.file_formats import TITLES
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import integer, string
from repertory.rdf.vocabulary import RDF, VOID, shorten

FEATURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dataset.nt": "N-Triples",
        "dataset.rdf": "RDF_XML",
        "dataset.trig.gz": "TriG",
        "dataset.ttl": "Turtle",
    }
)
"""File -> the name of its format in VoID (https://www.w3.org/ns/formats/)."""


def describe_void(description: Description) -> Iterator[Triple]:
    """Yield the description of the dataset; the counts are those of the core, without evidence."""
    iri, statistics = description.iri, description.statistics
    publishing = description.dataset.publishing
    yield iri, RDF.type, VOID.Dataset
    yield iri, VOID.uriSpace, string(description.dataset.base)
    yield iri, VOID.triples, integer(statistics.triples)
    yield iri, VOID.distinctSubjects, integer(statistics.subjects)
    yield iri, VOID.distinctObjects, integer(statistics.objects)
    yield iri, VOID.classes, integer(len(statistics.classes))
    yield iri, VOID.properties, integer(len(statistics.properties))
    for vocabulary in statistics.vocabularies:
        yield iri, VOID.vocabulary, IRI(vocabulary)
    for example in statistics.examples:
        yield iri, VOID.exampleResource, example
    if publishing.endpoint:
        yield iri, VOID.sparqlEndpoint, IRI(publishing.endpoint)
    for name, feature in FEATURES.items():
        if name in TITLES and description.download(name):
            yield iri, VOID.dataDump, IRI(description.download(name))
            yield iri, VOID.feature, IRI(f"http://www.w3.org/ns/formats/{feature}")
    yield from _partitions(description)
    yield from _linksets(description)


def _partitions(description: Description) -> Iterator[Triple]:
    iri, minter = description.iri, description.minter
    for kind, entities in description.statistics.classes:
        part = minter.part(iri, "class", _short(kind))
        yield iri, VOID.classPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID.term("class"), kind
        yield part, VOID.entities, integer(entities)
    for predicate, triples in description.statistics.properties:
        part = minter.part(iri, "property", _short(predicate))
        yield iri, VOID.propertyPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID.property, predicate
        yield part, VOID.triples, integer(triples)


def _linksets(description: Description) -> Iterator[Triple]:
    iri, minter = description.iri, description.minter
    for predicate, target, triples in description.statistics.linksets:
        site = target.removesuffix("/").partition("://")[2]
        part = minter.part(iri, "links", _short(predicate), site)
        other = minter.part(iri, "target", site)
        yield iri, VOID.subset, part
        yield part, RDF.type, VOID.Linkset
        yield part, VOID.linkPredicate, predicate
        yield part, VOID.subjectsTarget, iri
        yield part, VOID.objectsTarget, other
        yield part, VOID.triples, integer(triples)
        yield other, RDF.type, VOID.Dataset
        yield other, VOID.uriSpace, string(target)


def _short(term: IRI) -> str:
    """Return a term as `dcterms.title`, or its IRI if it has no prefix."""
    return shorten(term).replace(":", ".") or term
