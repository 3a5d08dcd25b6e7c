"""The dataset, its editions, and the build that generated it (PROV-O, without times)."""

from __future__ import annotations

from collections.abc import Iterator

from repertory import __version__
from repertory.model import Dataset, DatasetDescription, Index, Source
from repertory.rdf.iris import Minter, document_address
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import date, string, text
from repertory.rdf.vocabulary import (
    DCAT,
    DCTERMS,
    FOAF,
    PROV,
    RDF,
    RDFS,
    REP,
    SCHEMA,
    SPDX,
    VOID,
    XSD,
)


def describe_dataset(dataset: Dataset, minter: Minter) -> Iterator[Triple]:
    """Yield the dataset, its indexes, their sources and their builds."""
    description = dataset.description
    iri = minter.dataset(description.identifier)
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
    yield from _describe_publisher(description, iri, minter)
    for index in dataset.indexes:
        name = index.description.identifier
        yield iri, DCTERMS.source, minter.index(name)
        yield iri, PROV.wasGeneratedBy, minter.activity(name)
        yield from _describe_index(index, minter)
        yield from _describe_build(index, minter)


def _describe_publisher(
    description: DatasetDescription, dataset: IRI, minter: Minter
) -> Iterator[Triple]:
    if description.publisher:
        given = description.publisher_iri
        iri = IRI(given) if given else minter.publisher(description.identifier)
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
    if description.date:
        yield iri, DCTERMS.issued, date(description.date)
    if description.symbol is not None:
        language = description.language.partition("-")[0]
        yield iri, RDFS.seeAlso, document_address(description.symbol, language)
    if description.body:
        body = minter.body(description.body)
        yield iri, DCTERMS.creator, body
        yield body, RDF.type, FOAF.Organization
        yield body, FOAF.name, text(description.body, description.language)
    yield iri, PROV.wasDerivedFrom, minter.source(description.identifier, index.source.name)
    yield iri, PROV.wasGeneratedBy, minter.activity(description.identifier)


def _describe_build(index: Index, minter: Minter) -> Iterator[Triple]:
    """Yield the sources and the version of the software; no times, so that rebuilds are equal."""
    name = index.description.identifier
    activity = minter.activity(name)
    agent = minter.agent(__version__)
    yield activity, RDF.type, PROV.Activity
    yield activity, RDFS.label, text(f"Conversion of {name} by Repertory {__version__}", "en")
    yield activity, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, text(f"Repertory {__version__}", "en")
    yield agent, SCHEMA.softwareVersion, string(__version__)
    for source in (index.source, *index.reviewed):
        iri = minter.source(name, source.name)
        yield activity, PROV.used, iri
        yield from describe_source(source, iri, minter)


def describe_source(source: Source, iri: IRI, minter: Minter) -> Iterator[Triple]:
    """Yield a source file with its checksum."""
    checksum = minter.checksum(iri)
    yield iri, RDF.type, PROV.Entity
    yield iri, RDFS.label, text(source.name, "en")
    yield iri, DCAT.mediaType, minter.media_type(source.media_type)
    yield iri, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(source.sha256, datatype=XSD.hexBinary)
