"""The entries of a manifest: indexes, the dataset and its publication, vocabularies."""

from __future__ import annotations

from msgspec import Struct

from repertory.model.rows import Symbol


class IndexDescription(Struct, frozen=True):
    """The description of one index document.

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
    """The contact for a dataset."""

    name: str
    email: str = ""
    url: str = ""


class Theme(Struct, frozen=True):
    """A concept of another vocabulary as a theme of a dataset; *labels* by language."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    scheme: str = ""
    scheme_titles: tuple[tuple[str, str], ...] = ()


class Series(Struct, frozen=True):
    """A series of datasets; *previous* is the IRI of the one before ours."""

    identifier: str
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    previous: str = ""


class Publishing(Struct, frozen=True):
    """Where and when a dataset is published.

    *download* is the address to which file names are appended; *endpoint* is that of SPARQL;
    *homepage* is that of the catalogue.
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


class SchemeDescription(Struct, frozen=True):
    """The description of a topic scheme; *titles* are pairs of language and text."""

    identifier: str
    titles: tuple[tuple[str, str], ...]


class DatasetDescription(Struct, frozen=True):
    """The description of the dataset: names, publisher, licence, rights, base of the IRIs, schemes.

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
    schemes: tuple[SchemeDescription, ...] = ()


class VocabularyDescription(Struct, frozen=True):
    """The description of a vocabulary that topics are linked to.

    *location* is a path or an address and *kind* its type; the IRIs of the concepts begin with
    *uri_space*.
    """

    name: str
    uri_space: str
    kind: str = ""
    location: str = ""
    title: str = ""
    iri: str = ""
    license: str = ""
    attribution: str = ""
