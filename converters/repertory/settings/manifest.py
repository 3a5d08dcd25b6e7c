"""Read the manifest `repertory.toml`: the documents of a dataset and their descriptions."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.checking.checked_file import FILLED, CheckedFile, Format, Section, one_of
from repertory.checking.toml_checks import read_toml
from repertory.files import file_name
from repertory.model import (
    Contact,
    DatasetDescription,
    IndexDescription,
    Publishing,
    Series,
    Symbol,
    Theme,
    VocabularyDescription,
)
from repertory.rdf import iris
from repertory.settings.columns import EXAMPLE, are_columns, parse_columns

MANIFEST_NAME: Final = "repertory.toml"
"""The file name of a manifest."""

MAPPINGS: Final = "ontology/mappings"
"""The folder of the mapping files, relative to that of the manifest."""

VOCABULARY_KINDS: Final = ("skos", "table", "sparql", "reconciliation")
"""The types of the location of a vocabulary: a SKOS file, a table of labels, a service."""


class DocumentEntry(Struct, frozen=True):
    """One document of a manifest: its file, its description, and its two settings files."""

    source: Path
    description: IndexDescription
    identifiers: Path
    corrections: Path
    columns: tuple[tuple[str, int], ...] = ()
    """The role of each column, counted from 0; empty if the titles are used."""


class Manifest(Struct, frozen=True):
    """A manifest: the description of the dataset and an entry for each document.

    *complete* is whether the entries are those of all documents.
    """

    path: Path
    dataset: DatasetDescription
    entries: tuple[DocumentEntry, ...]
    vocabularies: tuple[VocabularyDescription, ...] = ()
    complete: bool = True

    @property
    def mappings(self) -> Path:
        """The folder with the links of the topics, one file for each vocabulary."""
        return self.path.parent / MAPPINGS


def is_language_tag(text: str) -> bool:
    """Return whether a text is a well-formed language tag (BCP 47, RFC 5646 section 2.1).

    >>> [is_language_tag(tag) for tag in ("en", "zh-Hant", "sr-Latn-RS", "english", "en_GB", "")]
    [True, True, True, True, False, False]

    (`english` is well-formed: the grammar reserves names of five to eight letters.)
    """
    return re.fullmatch(_LANGUAGE_TAG, text, re.IGNORECASE | re.ASCII) is not None


def is_date(text: str) -> bool:
    """Return whether a text is a year, a month or a day of the calendar.

    >>> [is_date(text) for text in ("2019", "2019-07", "2019-07-16", "2019-02-29", "16.7.2019")]
    [True, True, True, False, False]
    """
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    from datetime import date  # only needed for manifests with dates

    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_web_iri(text: str) -> bool:
    """Return whether a text is an absolute http or https IRI (RFC 3987), without credentials.

    >>> [is_web_iri(text) for text in ("https://un.org/a#b", "un.org/a", "https://un.org/a b")]
    [True, False, False]
    """
    return text.isprintable() and re.fullmatch(_WEB_IRI, text) is not None


def is_base(text: str) -> bool:
    """Return whether a text can be the base of the IRIs of a dataset.

    >>> [is_base(f"https://un.org/{end}") for end in ("id/", "id", "id#", "?id=/")]
    [True, False, False, False]
    """
    return is_web_iri(text) and text.endswith("/") and not set("?#") & set(text)


def is_email(text: str) -> bool:
    """Return whether a text can be an email address.

    >>> [is_email(text) for text in ("desk@un.org", "desk at un.org", "mailto:desk@un.org")]
    [True, False, False]
    """
    return re.fullmatch(r"[^\s@:<>]+@[^\W_][\w.-]*\.\w+", text) is not None


def is_symbol(text: str) -> bool:
    """Return whether a text looks like a UN document symbol; `notation` has its grammar.

    >>> [is_symbol(text) for text in ("A/HRC/38/12/Add.1", "S/RES/1325 (2000)", "A/", "report")]
    [True, True, False, False]
    """
    parts = text.split("/")
    filled = all(part and part == part.strip() for part in parts)
    return filled and len(parts) > 1 and text.isprintable()


# Not compiled on import, since most documents have no manifest.
_LANGUAGE_TAG = (
    r"([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})"  # language
    r"(-[a-z]{4})?"  # script
    r"(-([a-z]{2}|[0-9]{3}))?"  # region
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*"  # extensions
    r"(-x(-[a-z0-9]{1,8})+)?"  # private use
    r"|x(-[a-z0-9]{1,8})+"
)
_IRI_CHARACTER = r"""(?:%[0-9A-Fa-f]{2}|[^\s%#?<>"{}|\\^`\[\]\ufff0-\uffff\U000e0000-\U0010ffff])"""
_WEB_IRI = (
    rf"https?://[^\W_][\w.-]*(:[0-9]+)?(/{_IRI_CHARACTER}*)?"
    rf"(\?({_IRI_CHARACTER}|\?)*)?(#({_IRI_CHARACTER}|\?)*)?"
)

IDENTIFIER: Final = Format(
    "lower-case letters a-z, digits and hyphens, such as 'som-2019'",
    re.compile(r"[a-z0-9][a-z0-9-]*").fullmatch,
)
LANGUAGE: Final = Format("a language tag such as 'en' or 'zh-Hant'", is_language_tag)
DATE: Final = Format("a date such as '2019', '2019-07' or '2019-07-16'", is_date)
WEB_IRI: Final = Format("an absolute http or https IRI", is_web_iri)
BASE: Final = Format(
    "an absolute http or https IRI that ends in '/' and has no '?' or '#' "
    "(the IRI of a paragraph has its own '#')",
    is_base,
)
SYMBOL: Final = Format(
    "a document symbol such as 'CTOC/COP/WG.7/2019/5'",
    is_symbol,
)

COLUMNS: Final = Format(f"columns such as '{EXAMPLE}'", are_columns)
EMAIL: Final = Format("an address such as 'desk@example.org'", is_email)
FOLDER_IRI: Final = Format("an absolute http or https IRI that ends in '/'", is_base)
PUBLISHER_TYPES: Final = (
    "Academia-ScientificOrganisation",
    "Company",
    "IndustryConsortium",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "PrivateIndividual(s)",
    "RegionalAuthority",
    "StandardisationBody",
    "SupraNationalAuthority",
)
"""The types of publishers in ADMS (http://purl.org/adms/publishertype/)."""
AVAILABILITIES: Final = ("available", "experimental", "stable", "temporary")
"""How long files remain available, from
http://publications.europa.eu/resource/authority/planned-availability."""
VOCABULARY_KIND: Final = one_of(VOCABULARY_KINDS)
PUBLISHER_TYPE: Final = one_of(PUBLISHER_TYPES)
AVAILABILITY: Final = one_of(AVAILABILITIES)


def read_manifest(path: Path, begun: bool = False) -> Manifest:
    """Read the manifest at *path*; the paths in it are relative to its folder.

    *begun* allows a manifest without entries.

    Raises:
        SourceError: with all problems of the file.
    """
    file = read_toml(path)
    dataset = _dataset(file.root.section("dataset", required=True))
    publishing = file.root.section("publishing")
    if publishing is not None:
        dataset = replace(dataset, publishing=_publishing(publishing))
    tables = file.root.sections("index", required=not begun)
    entries = tuple(_entry(table, path.parent) for table in tables)
    vocabularies = tuple(_vocabulary(table) for table in file.root.sections("vocabulary"))
    file.root.refuse_others()
    _refuse_same_identifiers(file, tables, entries)
    file.report()
    return Manifest(path, dataset, entries, vocabularies)


def find_manifest(start: Path) -> Path | None:
    """Return the nearest `repertory.toml` in the folder *start* or in a parent folder."""
    start = start.resolve()
    paths = (folder / MANIFEST_NAME for folder in (start, *start.parents))
    return next((path for path in paths if os.path.isfile(path)), None)


def default_entry(source: Path) -> DocumentEntry:
    """Describe a document that is not in a manifest, by the name of its file.

    >>> default_entry(Path("Index of 2019.txt")).description.identifier
    'index-of-2019'
    >>> default_entry(Path("Index of 2019.txt")).corrections.name
    'Index of 2019.corrections.toml'
    """
    words = re.findall(r"[a-z0-9]+", iris.slug(PurePath(file_name(source)).stem))
    identifier = "-".join(words) or "index"
    return DocumentEntry(
        source=source,
        description=IndexDescription(identifier=identifier, scheme=identifier),
        identifiers=_beside(source, "identifiers"),
        corrections=_beside(source, "corrections"),
    )


def default_dataset(identifier: str) -> DatasetDescription:
    """Describe the dataset of a document that is not in a manifest."""
    return DatasetDescription(identifier=identifier, base=iris.DEFAULT_BASE)


def _dataset(table: Section | None) -> DatasetDescription:
    if table is None:
        return default_dataset("")
    description = DatasetDescription(
        identifier=table.text("identifier", IDENTIFIER, required=True),
        base=table.text("base", BASE) or iris.DEFAULT_BASE,
        titles=_texts_by_language(table, "title"),
        descriptions=_texts_by_language(table, "description"),
        publisher=table.text("publisher", FILLED),
        publisher_iri=table.text("publisher_iri", WEB_IRI),
        license=table.text("license", WEB_IRI),
        rights=table.text("rights", FILLED),
        version=table.text("version", FILLED),
    )
    table.refuse_others()
    return description


def _publishing(table: Section) -> Publishing:
    publishing = Publishing(
        issued=table.date("issued", DATE),
        modified=table.date("modified", DATE),
        homepage=table.text("homepage", WEB_IRI),
        landing_page=table.text("landing_page", WEB_IRI),
        download=table.text("download", FOLDER_IRI),
        endpoint=table.text("endpoint", WEB_IRI),
        spatial=table.text("spatial", WEB_IRI),
        publisher_type=table.text("publisher_type", PUBLISHER_TYPE),
        availability=table.text("availability", AVAILABILITY),
        contact=_contact(table.section("contact")),
        series=_series(table.section("series")),
        themes=tuple(_theme(theme) for theme in table.sections("theme")),
    )
    table.refuse_others()
    return publishing


def _contact(table: Section | None) -> Contact | None:
    if table is None:
        return None
    contact = Contact(
        name=table.text("name", FILLED, required=True),
        email=table.text("email", EMAIL),
        url=table.text("url", WEB_IRI),
    )
    table.refuse_others()
    return contact


def _series(table: Section | None) -> Series | None:
    if table is None:
        return None
    series = Series(
        identifier=table.text("identifier", IDENTIFIER, required=True),
        titles=_texts_by_language(table, "title", required=True),
        descriptions=_texts_by_language(table, "description", required=True),
        previous=table.text("previous", WEB_IRI),
    )
    table.refuse_others()
    return series


def _theme(table: Section) -> Theme:
    theme = Theme(
        iri=table.text("iri", WEB_IRI, required=True),
        labels=_texts_by_language(table, "label", required=True),
        scheme=table.text("scheme", WEB_IRI),
        scheme_titles=_texts_by_language(table, "scheme_title"),
    )
    table.refuse_others()
    return theme


def _entry(table: Section, folder: Path) -> DocumentEntry:
    name = table.text("source", FILLED, required=True)
    source = folder / name
    identifiers = table.text("identifiers", FILLED)
    corrections = table.text("corrections", FILLED)
    columns = table.text("columns", COLUMNS)
    description = IndexDescription(
        identifier=table.text("identifier", IDENTIFIER, required=True),
        scheme=table.text("scheme", IDENTIFIER, required=True),
        title=table.text("title", FILLED),
        body=table.text("body", FILLED),
        symbol=_symbol(table, "symbol"),
        date=table.date("date", DATE),
        language=table.text("language", LANGUAGE),
        compilation=_symbol(table, "compilation"),
    )
    table.refuse_others()
    if name and not os.path.isfile(source):
        table.add("source", name, "a file", "Paths are relative to the folder of this file.")
    return DocumentEntry(
        source=source,
        description=description,
        identifiers=folder / identifiers if identifiers else _beside(source, "identifiers"),
        corrections=folder / corrections if corrections else _beside(source, "corrections"),
        columns=parse_columns(columns) if columns else (),
    )


def _vocabulary(table: Section) -> VocabularyDescription:
    vocabulary = VocabularyDescription(
        name=table.text("name", IDENTIFIER, required=True),
        uri_space=table.text("uri_space", WEB_IRI, required=True),
        kind=table.text("kind", VOCABULARY_KIND),
        location=table.text("location", FILLED),
        title=table.text("title", FILLED),
        iri=table.text("iri", WEB_IRI),
        license=table.text("license", WEB_IRI),
        attribution=table.text("attribution", FILLED),
    )
    table.refuse_others()
    return vocabulary


def _texts_by_language(
    table: Section, key: str, *, required: bool = False
) -> tuple[tuple[str, str], ...]:
    """Read a table of language tags and texts: `title.en = "…"`."""
    advice = f'Write its language too: {key}.en = "…"'
    texts = table.section(key, required=required, advice=advice)
    if texts is None:
        return ()
    for tag in texts.values:
        if not LANGUAGE.holds(tag):
            texts.file.add((*texts.keys, tag), f"{key}.{tag}", LANGUAGE.expected)
    return tuple((tag, texts.text(tag, FILLED)) for tag in texts.values)


def _symbol(table: Section, key: str) -> Symbol | None:
    text = table.text(key, SYMBOL)
    return Symbol(text) if text else None


def _beside(source: Path, kind: str) -> Path:
    return source.parent / f"{source.stem}.{kind}.toml"


def _refuse_same_identifiers(
    file: CheckedFile, tables: list[Section], entries: tuple[DocumentEntry, ...]
) -> None:
    seen: dict[str, Section] = {}
    for table, entry in zip(tables, entries, strict=True):
        identifier = entry.description.identifier
        first = seen.setdefault(identifier, table) if identifier else table
        if first is not table:
            place = file.place((*first.keys, "identifier")).within()
            table.add("identifier", identifier, f"an identifier that {place} does not have already")
