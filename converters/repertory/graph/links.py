"""The links of topics to other vocabularies: plain SKOS in the core, SSSOM in the evidence.

Only accepted mappings are stated as links. Each is described as in the RDF form of SSSOM, with an
IRI instead of a blank node. The links of one relation to one vocabulary are a VoID linkset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from repertory.graph.mappings import Mappings
from repertory.graph.provenance import describe_source
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.linking.sssom.mapping_set import SssomMapping, values
from repertory.model import Dataset, VocabularyDescription
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import integer, string, text, writable
from repertory.rdf.vocabulary import DCTERMS, OWL, PROV, RDF, RDFS, SSSOM, VOID, XSD, shorten

LITERALS: Final = (
    ("confidence", XSD.double),
    ("match_string", XSD.string),
    ("object_label", XSD.string),
    ("review_date", XSD.date),
    ("reviewer_label", XSD.string),
)
"""The published slots and the datatypes of their values."""

SEVERAL: Final = ("match_string", "reviewer_label")
"""Slots that may have several values."""


def describe_links(mappings: Iterable[Mappings]) -> Iterator[Triple]:
    """Yield the accepted links of all vocabularies."""
    for each in mappings:
        for mapping in each.accepted:
            yield mapping.subject, mapping.predicate, mapping.object


def describe_concepts(mappings: Iterable[Mappings]) -> Iterator[Triple]:
    """Yield the labels of the linked concepts, whose language the mappings do not give."""
    labels: dict[IRI, str] = {}
    for each in mappings:
        for mapping in each.accepted:
            if label := mapping.slots.get("object_label"):
                labels.setdefault(mapping.object, label)
    for concept, label in labels.items():
        yield concept, RDFS.label, string(label)


def describe_mappings(mappings: Mappings, dataset: Dataset, minter: Minter) -> Iterator[Triple]:
    """Yield the provenance of the mappings to one vocabulary, and their linksets."""
    whole = minter.mapping_set(mappings.vocabulary.name)
    target = _vocabulary(mappings.vocabulary, minter)
    yield whole, RDF.type, SSSOM.MappingSet
    yield whole, RDF.type, PROV.Entity
    title = f"Mappings to {mappings.vocabulary.title or mappings.vocabulary.name}"
    yield whole, DCTERMS.title, text(title, "en")
    if dataset.description.license:
        yield whole, DCTERMS.license, IRI(dataset.description.license)
    source = minter.source("mappings", mappings.source.name)
    yield whole, PROV.wasDerivedFrom, source
    yield from describe_source(mappings.source, source, minter)
    yield from _target(mappings.vocabulary, target)
    for mapping in (*mappings.accepted, *mappings.unmapped):
        iri = minter.mapping(mappings.vocabulary.name, mapping.subject, mapping.object)
        yield iri, DCTERMS.isPartOf, whole
        yield from _mapping(mapping, iri)
    yield from _linksets(mappings, target, minter)


def _vocabulary(vocabulary: VocabularyDescription, minter: Minter) -> IRI:
    return IRI(vocabulary.iri) if vocabulary.iri else minter.vocabulary(vocabulary.name)


def _target(vocabulary: VocabularyDescription, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, VOID.Dataset
    yield iri, DCTERMS.title, text(vocabulary.title or vocabulary.name, "en")
    yield iri, VOID.uriSpace, string(vocabulary.uri_space)
    if vocabulary.license:
        yield iri, DCTERMS.license, IRI(vocabulary.license)
    if vocabulary.attribution:
        yield iri, DCTERMS.rights, text(vocabulary.attribution, "en")


def _mapping(mapping: SssomMapping, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, SSSOM.Mapping
    yield iri, OWL.annotatedSource, mapping.subject
    yield iri, OWL.annotatedProperty, mapping.predicate
    yield iri, OWL.annotatedTarget, mapping.object
    yield iri, SSSOM.mapping_justification, mapping.justification
    slots = mapping.slots
    for name, datatype in LITERALS:
        for value in values(slots.get(name, "")) if name in SEVERAL else [slots.get(name, "")]:
            if value:
                yield iri, SSSOM.term(name), Literal(writable(value), datatype=datatype)
    if slots.get("comment"):
        yield iri, RDFS.comment, text(slots["comment"], "en")


def _linksets(mappings: Mappings, target: IRI, minter: Minter) -> Iterator[Triple]:
    """Yield a linkset for each relation (https://www.w3.org/TR/void/#linkset)."""
    found = Counter(mapping.predicate for mapping in mappings.accepted)
    linksets = {
        relation: minter.linkset(mappings.vocabulary.name, shorten(relation).partition(":")[2])
        for relation in MATCHES
        if found[relation]
    }
    for linkset in linksets.values():
        yield minter.dataset(), VOID.subset, linkset
    for relation, linkset in linksets.items():
        yield linkset, RDF.type, VOID.Linkset
        yield linkset, VOID.linkPredicate, relation
        yield linkset, VOID.subjectsTarget, minter.dataset()
        yield linkset, VOID.objectsTarget, target
        yield linkset, VOID.triples, integer(found[relation])
