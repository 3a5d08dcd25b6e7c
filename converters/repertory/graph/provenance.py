"""The provenance of a dataset: its sources, and the build that generated it (PROV-O).

It has no times, so that rebuilds are equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from repertory import __version__
from repertory.model import Dataset, Index, Source
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import string, text
from repertory.rdf.vocabulary import DCAT, PROV, RDF, RDFS, SCHEMA, SPDX, XSD


def describe_provenance(dataset: Dataset, minter: Minter) -> Iterator[Triple]:
    """Yield the sources and the builds of all indexes, and the version of the software."""
    for index in dataset.indexes:
        name = index.description.identifier
        yield minter.dataset(), PROV.wasGeneratedBy, minter.activity(name)
    for index in dataset.indexes:
        name = index.description.identifier
        iri = minter.index(name)
        yield iri, PROV.wasDerivedFrom, minter.source(name, index.source.name)
        yield iri, PROV.wasGeneratedBy, minter.activity(name)
        yield from _describe_build(index, minter)
    agent = minter.agent(__version__)
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, text(f"Repertory {__version__}", "en")
    yield agent, SCHEMA.softwareVersion, string(__version__)


def _describe_build(index: Index, minter: Minter) -> Iterator[Triple]:
    name = index.description.identifier
    activity = minter.activity(name)
    yield activity, RDF.type, PROV.Activity
    yield activity, RDFS.label, text(f"Conversion of {name} by Repertory {__version__}", "en")
    yield activity, PROV.wasAssociatedWith, minter.agent(__version__)
    sources = {minter.source(name, each.name): each for each in (index.source, *index.reviewed)}
    for iri in sources:
        yield activity, PROV.used, iri
    for iri, source in sources.items():
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
