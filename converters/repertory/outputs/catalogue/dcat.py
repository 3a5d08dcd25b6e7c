"""Describe a dataset for data portals in DCAT 3, by the application profile DCAT-AP 3.0.1.

https://www.w3.org/TR/vocab-dcat-3/, https://semiceu.github.io/DCAT-AP/releases/3.0.1/. The
description includes VoID (`void`). Every node has an IRI and a type, because portals do not follow
links to find the type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from repertory import __version__
from repertory.model import Contact, Series, Theme
from repertory.outputs.catalogue.ckan import tags
from repertory.outputs.catalogue.description import Description, File
from repertory.outputs.catalogue.file_formats import GZIP, TITLE_LANGUAGE, format_of, title_of
from repertory.outputs.catalogue.language_codes import language_iri
from repertory.outputs.catalogue.licences import licence_at
from repertory.outputs.catalogue.void import describe_void
from repertory.outputs.ontology.ontology_data import read_context
from repertory.rdf.jsonld import write_jsonld
from repertory.rdf.statements import Statements, by_subject
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import date, string, text
from repertory.rdf.vocabulary import (
    DCAT,
    DCATAP,
    DCTERMS,
    FOAF,
    PREFIXES,
    PROV,
    RDF,
    REP,
    SCHEMA,
    SKOS,
    SPDX,
    VCARD,
    XSD,
)
from repertory.rdf_formats import is_compressed

AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
ADMS: Final = "http://purl.org/adms"
ONTOLOGY: Final = IRI(REP.iri.rstrip("#"))
SPARQL_PROTOCOL: Final = IRI("https://www.w3.org/TR/sparql11-protocol/")

Texts = Sequence[tuple[str, str]]


def catalogue_statements(description: Description) -> list[Triple]:
    """Return the statements of the catalogue, by subject with the types first."""
    return by_subject((*describe_catalogue(description), *describe_void(description)))


def write_catalogue_turtle(description: Description) -> bytes:
    """Write the catalogue in Turtle."""
    return Statements(catalogue_statements(description)).serialise("turtle", PREFIXES)


def write_catalogue_jsonld(description: Description) -> Iterator[str]:
    """Write the catalogue in JSON-LD, with the context of the dataset."""
    return write_jsonld(catalogue_statements(description), read_context())


def describe_catalogue(description: Description) -> Iterator[Triple]:
    """Yield the catalogue, the dataset, its files, the service and the series."""
    publishing = description.dataset.publishing
    iri = description.minter.catalogue()
    yield iri, RDF.type, DCAT.Catalog
    yield from _texts(iri, DCTERMS.title, description.titles)
    yield from _texts(iri, DCTERMS.description, description.descriptions)
    yield iri, DCAT.dataset, description.iri
    if publishing.homepage:
        yield from _typed(iri, FOAF.homepage, IRI(publishing.homepage), FOAF.Document)
    for language in dict(description.titles):
        yield from _language(iri, language)
    yield from _common(iri, description)
    yield from _rights(iri, description)
    yield from _taxonomies(iri, description)
    yield from _dataset(description)
    yield from _service(iri, description)


def _common(iri: IRI, description: Description) -> Iterator[Triple]:
    """Yield the publisher, licence, dates and place of a catalogue or its dataset."""
    publishing = description.dataset.publishing
    yield from _publisher(iri, description)
    yield from _licence(iri, description.dataset.license)
    if publishing.issued:
        yield iri, DCTERMS.issued, date(publishing.issued)
    if publishing.modified:
        yield iri, DCTERMS.modified, date(publishing.modified)
    if publishing.spatial:
        yield from _typed(iri, DCTERMS.spatial, IRI(publishing.spatial), DCTERMS.Location)


def _publisher(iri: IRI, description: Description) -> Iterator[Triple]:
    dataset, publisher = description.dataset, description.publisher
    if publisher is None:
        return
    yield from _typed(iri, DCTERMS.publisher, publisher, FOAF.Agent)
    yield publisher, FOAF.name, text(dataset.publisher, "en")
    if kind := dataset.publishing.publisher_type:
        concept = IRI(f"{ADMS}/publishertype/{kind}")
        yield publisher, DCTERMS.type, concept
        yield from _concept(concept, (("en", kind),))


def _licence(iri: IRI, address: str) -> Iterator[Triple]:
    if not address:
        return
    licence = licence_at(address)
    yield from _typed(iri, DCTERMS.license, IRI(address), DCTERMS.LicenseDocument)
    if licence.title:
        yield IRI(address), DCTERMS.title, text(licence.title, "en")
        kind = IRI(f"{ADMS}/licencetype/{licence.kind}")
        yield IRI(address), DCTERMS.type, kind
        yield from _concept(kind, (("en", licence.kind),))


def _rights(iri: IRI, description: Description) -> Iterator[Triple]:
    if description.dataset.rights:
        statement = description.minter.part(description.iri, "rights")
        yield from _typed(iri, DCTERMS.rights, statement, DCTERMS.RightsStatement)
        yield statement, DCTERMS.description, text(description.dataset.rights, "en")


def _taxonomies(iri: IRI, description: Description) -> Iterator[Triple]:
    """Yield the schemes of the themes: those of the manifest and those of the topics."""
    for scheme in description.schemes:
        yield from _typed(iri, DCAT.themeTaxonomy, scheme.iri, SKOS.ConceptScheme)
        yield from _texts(scheme.iri, DCTERMS.title, scheme.titles)
    for theme in description.dataset.publishing.themes:
        if theme.scheme:
            other = IRI(theme.scheme)
            titles = theme.scheme_titles or (("en", theme.scheme),)
            yield from _typed(iri, DCAT.themeTaxonomy, other, SKOS.ConceptScheme)
            yield from _texts(other, DCTERMS.title, titles)


def _dataset(description: Description) -> Iterator[Triple]:
    dataset, iri, minter = description.dataset, description.iri, description.minter
    yield iri, RDF.type, DCAT.Dataset
    yield iri, DCTERMS.identifier, string(dataset.identifier)
    yield from _texts(iri, DCTERMS.title, description.titles)
    yield from _texts(iri, DCTERMS.description, description.descriptions)
    # as tags of CKAN, which refuses to harvest a dataset with other keywords
    yield from _texts(iri, DCAT.keyword, tags(description))
    if dataset.version:
        yield iri, DCAT.version, string(dataset.version)
    if dataset.publishing.landing_page:
        page = IRI(dataset.publishing.landing_page)
        yield from _typed(iri, DCAT.landingPage, page, FOAF.Document)
    for language in description.languages:
        yield from _language(iri, language)
    yield from _standard(iri, ONTOLOGY, "The ontology of indexes of recommendations")
    yield from _common(iri, description)
    yield from _years(iri, description)
    yield from _themes(iri, dataset.publishing.themes)
    yield from _contact(iri, dataset.publishing.contact, minter.part(iri, "contact"))
    yield from _provenance(description)
    yield from _series(iri, dataset.publishing.series, description)
    for file in description.files:
        yield from _distribution(file, description)


def _years(iri: IRI, description: Description) -> Iterator[Triple]:
    if description.years is None:
        return
    first, last = description.years
    period = description.minter.part(iri, "period")
    yield from _typed(iri, DCTERMS.temporal, period, DCTERMS.PeriodOfTime)
    yield period, DCAT.startDate, date(f"{first}-01-01")
    yield period, DCAT.endDate, date(f"{last}-12-31")


def _themes(iri: IRI, themes: Sequence[Theme]) -> Iterator[Triple]:
    for theme in themes:
        concept = IRI(theme.iri)
        yield iri, DCAT.theme, concept
        yield from _concept(concept, theme.labels)
        if theme.scheme:
            yield concept, SKOS.inScheme, IRI(theme.scheme)


def _contact(iri: IRI, contact: Contact | None, card: IRI) -> Iterator[Triple]:
    if contact is None:
        return
    yield from _typed(iri, DCAT.contactPoint, card, VCARD.Kind)
    yield card, VCARD.fn, text(contact.name, "en")
    if contact.email:
        yield card, VCARD.hasEmail, IRI(f"mailto:{contact.email}")
    if contact.url:
        yield card, VCARD.hasURL, IRI(contact.url)


def _provenance(description: Description) -> Iterator[Triple]:
    """Yield the sources and the version of the software; the dataset itself has the details."""
    iri, minter = description.iri, description.minter
    agent = minter.agent(__version__)
    for index in description.indexes:
        name, activity = index.description.identifier, minter.activity(index.description.identifier)
        edition = minter.index(name)
        yield iri, PROV.wasDerivedFrom, edition
        yield edition, RDF.type, PROV.Entity
        yield from _texts(
            edition, DCTERMS.title, [(index.description.language, index.description.title or name)]
        )
        yield from _typed(iri, PROV.wasGeneratedBy, activity, PROV.Activity)
        yield from _typed(activity, PROV.wasAssociatedWith, agent, PROV.SoftwareAgent)
        for source in (index.source, *index.reviewed):
            used = minter.source(name, source.name)
            yield from _typed(activity, PROV.used, used, PROV.Entity)
            yield from _checksum(used, source.sha256, minter.checksum(used))
    yield agent, SCHEMA.softwareVersion, string(__version__)


def _series(iri: IRI, series: Series | None, description: Description) -> Iterator[Triple]:
    if series is None:
        return
    node = description.minter.series(series.identifier)
    yield from _typed(iri, DCAT.inSeries, node, DCAT.DatasetSeries)
    yield from _texts(node, DCTERMS.title, series.titles)
    yield from _texts(node, DCTERMS.description, series.descriptions)
    yield from _publisher(node, description)
    contact = description.dataset.publishing.contact
    yield from _contact(node, contact, description.minter.part(iri, "contact"))
    if series.previous:
        yield iri, DCAT.prev, IRI(series.previous)


def _distribution(file: File, description: Description) -> Iterator[Triple]:
    publishing, minter = description.dataset.publishing, description.minter
    iri = minter.distribution(file.name)
    title, described = title_of(file.name)
    yield from _typed(description.iri, DCAT.distribution, iri, DCAT.Distribution)
    yield iri, DCTERMS.title, text(title, TITLE_LANGUAGE)
    yield iri, DCTERMS.description, text(described, TITLE_LANGUAGE)
    yield iri, DCTERMS.identifier, string(file.name)
    size = Literal(str(file.size), datatype=XSD.nonNegativeInteger)
    yield iri, DCAT.byteSize, size
    if download := description.download(file.name):
        yield iri, DCAT.accessURL, IRI(download)
        yield iri, DCAT.downloadURL, IRI(download)
    else:
        yield iri, DCAT.accessURL, IRI(publishing.landing_page or description.iri)
    yield from _checksum(iri, file.sha256, minter.checksum(iri))
    yield from _format(iri, file.name, description)
    yield from _licence(iri, description.dataset.license)
    yield from _rights(iri, description)
    if publishing.availability:
        level = publishing.availability.upper()
        concept = IRI(f"{AUTHORITY}/planned-availability/{level}")
        yield iri, DCATAP.availability, concept
        yield from _concept(concept, (("en", publishing.availability),))


def _format(iri: IRI, name: str, description: Description) -> Iterator[Triple]:
    format_ = format_of(name)
    media_type = description.minter.media_type(format_.media_type)
    register = IRI(f"{AUTHORITY}/file-type/{format_.file_type}")
    file_type = register if format_.file_type else media_type
    yield from _typed(iri, DCAT.mediaType, media_type, DCTERMS.MediaType)
    if is_compressed(name):
        compression = description.minter.media_type(GZIP)
        yield from _typed(iri, DCAT.compressFormat, compression, DCTERMS.MediaType)
    yield from _typed(iri, DCTERMS.format, file_type, DCTERMS.MediaTypeOrExtent)
    if format_.standard:
        yield from _standard(iri, IRI(format_.standard), format_.name)


def _service(catalogue: IRI, description: Description) -> Iterator[Triple]:
    """Yield the SPARQL endpoint, whose own URL is also that of its description (SPARQL 1.1)."""
    dataset, publishing = description.dataset, description.dataset.publishing
    if not publishing.endpoint:
        return
    iri = description.minter.service()
    yield from _typed(catalogue, DCAT.service, iri, DCAT.DataService)
    yield from _texts(iri, DCTERMS.title, description.titles)
    yield iri, DCAT.endpointURL, IRI(publishing.endpoint)
    yield iri, DCAT.endpointDescription, IRI(publishing.endpoint)
    yield iri, DCAT.servesDataset, description.iri
    yield from _texts(iri, DCAT.keyword, tags(description))
    yield from _standard(iri, SPARQL_PROTOCOL, "SPARQL 1.1 Protocol")
    yield from _publisher(iri, description)
    yield from _licence(iri, dataset.license)
    yield from _themes(iri, publishing.themes)
    yield from _contact(
        iri, publishing.contact, description.minter.part(description.iri, "contact")
    )


def _checksum(iri: IRI, sha256: str, checksum: IRI) -> Iterator[Triple]:
    yield from _typed(iri, SPDX.checksum, checksum, SPDX.Checksum)
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(sha256, datatype=XSD.hexBinary)


def _language(iri: IRI, language: str) -> Iterator[Triple]:
    yield from _typed(iri, DCTERMS.language, language_iri(language), DCTERMS.LinguisticSystem)


def _standard(iri: IRI, standard: IRI, title: str) -> Iterator[Triple]:
    yield from _typed(iri, DCTERMS.conformsTo, standard, DCTERMS.Standard)
    yield standard, DCTERMS.title, text(title, "en")


def _concept(concept: IRI, labels: Texts) -> Iterator[Triple]:
    yield concept, RDF.type, SKOS.Concept
    yield from _texts(concept, SKOS.prefLabel, labels)


def _texts(iri: IRI, predicate: IRI, texts: Texts) -> Iterator[Triple]:
    for language, value in texts:
        yield iri, predicate, text(value, language)


def _typed(iri: IRI, predicate: IRI, value: IRI, kind: IRI) -> Iterator[Triple]:
    yield iri, predicate, value
    yield value, RDF.type, kind
