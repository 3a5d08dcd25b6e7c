"""The dataset and its indexes."""

from __future__ import annotations

from collections.abc import Iterator

from repertory.graph.listing import compilations_of
from repertory.model import Dataset, DatasetDescription, Index, IndexDescription
from repertory.rdf.iris import Minter, document_address
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import date, string, text
from repertory.rdf.vocabulary import DCAT, DCTERMS, FOAF, RDF, RDFS, REP, VOID


def describe_dataset(dataset: Dataset, minter: Minter) -> Iterator[Triple]:
    """Yield the dataset, its publisher, its indexes and their bodies."""
    description = dataset.description
    iri = minter.dataset()
    yield iri, RDF.type, DCAT.Dataset
    yield iri, RDF.type, VOID.Dataset
    yield iri, DCTERMS.identifier, string(description.identifier)
    for language, title in description.titles or (("en", description.identifier),):
        yield iri, DCTERMS.title, text(title, language)
    for language, abstract in description.descriptions:
        yield iri, DCTERMS.description, text(abstract, language)
    if description.version:
        yield iri, DCAT.version, string(description.version)
    if description.license:
        yield iri, DCTERMS.license, IRI(description.license)
    if description.rights:
        yield iri, DCTERMS.rights, text(description.rights, "en")
    for index in dataset.indexes:
        yield iri, DCTERMS.source, minter.index(index.description.identifier)
    yield from _describe_publisher(description, iri, minter)
    for index in dataset.indexes:
        yield from _describe_index(index, minter)
    bodies = {minter.body(each.body): each for each in _described(dataset) if each.body}
    for body, first in bodies.items():
        yield body, RDF.type, FOAF.Organization
        yield body, FOAF.name, text(first.body, first.language)


def _described(dataset: Dataset) -> list[IndexDescription]:
    return [index.description for index in dataset.indexes]


def _describe_publisher(
    description: DatasetDescription, dataset: IRI, minter: Minter
) -> Iterator[Triple]:
    if description.publisher:
        given = description.publisher_iri
        iri = IRI(given) if given else minter.publisher()
        yield dataset, DCTERMS.publisher, iri
        yield iri, RDF.type, FOAF.Agent
        yield iri, FOAF.name, text(description.publisher, "en")


def _describe_index(index: Index, minter: Minter) -> Iterator[Triple]:
    description = index.description
    iri = minter.index(description.identifier)
    title = description.title or description.identifier
    yield iri, RDF.type, REP.Index
    yield iri, DCTERMS.title, text(title, description.language)
    yield iri, RDFS.label, text(title, description.language)
    yield iri, DCTERMS.identifier, string(description.symbol or description.identifier)
    yield iri, DCTERMS.language, string(description.language)
    yield iri, REP.topicScheme, minter.scheme(description.scheme)
    for compilation in compilations_of(index, minter):
        yield iri, REP.compilation, compilation
    if description.date:
        yield iri, DCTERMS.issued, date(description.date)
    if description.symbol is not None:
        language = description.language.partition("-")[0]
        yield iri, RDFS.seeAlso, document_address(description.symbol, language)
    if description.body:
        yield iri, DCTERMS.creator, minter.body(description.body)
