"""What a manifest says: of an index, of the dataset and how it is published, of vocabularies."""

from __future__ import annotations

from msgspec import Struct

from repertory.model.rows import Symbol


class IndexDescription(Struct, frozen=True):
    """What the manifest says of one index document; nothing here is invented.

    *identifier* names the edition and *scheme* the topic scheme in IRIs; *title* is in *language*.
    """

    identifier: str
    scheme: str
    title: str = ""
    body: str = ""
    symbol: Symbol | None = None
    date: str = ""
    language: str = ""
    compilation: Symbol | None = None


class Contact(Struct, frozen=True):
    """Whom to ask about a dataset."""

    name: str
    email: str = ""
    url: str = ""


class Theme(Struct, frozen=True):
    """A concept of another vocabulary that a dataset belongs under; *labels* by language."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    scheme: str = ""
    scheme_titles: tuple[tuple[str, str], ...] = ()


class Series(Struct, frozen=True):
    """Datasets that follow each other; *previous* is the IRI of the one before ours."""

    identifier: str
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    previous: str = ""


class Publishing(Struct, frozen=True):
    """Where and when a dataset is published, as far as the manifest says it.

    *download* is the address that the names of the files are appended to; *endpoint* answers
    SPARQL; *homepage* is that of the catalogue.
    """

    issued: str = ""
    modified: str = ""
    homepage: str = ""
    landing_page: str = ""
    download: str = ""
    endpoint: str = ""
    spatial: str = ""
    publisher_type: str = ""
    availability: str = ""
    contact: Contact | None = None
    series: Series | None = None
    themes: tuple[Theme, ...] = ()


class DatasetDescription(Struct, frozen=True):
    """What the manifest says of the dataset: names, publisher, licence, rights, base of the IRIs.

    *titles* and *descriptions* are pairs of language and text.
    """

    identifier: str
    base: str
    titles: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    publisher_iri: str = ""
    license: str = ""
    rights: str = ""
    version: str = ""
    publishing: Publishing = Publishing()


class VocabularyDescription(Struct, frozen=True):
    """What the manifest says of a vocabulary that topics are linked to.

    *kind* tells what stands at *location*, a path or an address; *uri_space* is what the IRIs of
    its concepts begin with.
    """

    name: str
    uri_space: str
    kind: str = ""
    location: str = ""
    title: str = ""
    iri: str = ""
    license: str = ""
    attribution: str = ""
