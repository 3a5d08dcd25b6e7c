"""Read the manifest `repertory.toml`: the documents of a dataset and their descriptions."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.checking.checked_file import FILLED, Section, quoted
from repertory.checking.toml_checks import read_toml
from repertory.errors import SourceError
from repertory.files import file_name
from repertory.model import (
    Contact,
    DatasetDescription,
    IndexDescription,
    Publishing,
    SchemeDescription,
    Series,
    Symbol,
    Theme,
    VocabularyDescription,
)
from repertory.rdf import iris
from repertory.settings.columns import parse_columns
from repertory.settings.manifest_values import (
    AVAILABILITY,
    BASE,
    COLUMNS,
    DATE,
    EMAIL,
    FOLDER_IRI,
    IDENTIFIER,
    LANGUAGE,
    PUBLISHER_TYPE,
    SYMBOL,
    VOCABULARY_KIND,
    WEB_IRI,
)

if TYPE_CHECKING:  # few documents need a layout
    from repertory.settings.layouts import ListLayout

MANIFEST_NAME: Final = "repertory.toml"
"""The file name of a manifest."""

MAPPINGS: Final = "ontology/mappings"
"""The folder of the mapping files, relative to that of the manifest."""


class DocumentEntry(Struct, frozen=True):
    """One document of a manifest: its file, its description, and its two settings files."""

    source: Path
    description: IndexDescription
    identifiers: Path
    corrections: Path
    columns: tuple[tuple[str, int], ...] = ()
    """The role of each column, counted from 0; empty if the titles are used."""
    document: str = ""
    """The document that all rows cite, if neither a column nor a heading names it."""
    layout: ListLayout | None = None
    """The layout that names the columns, if any."""


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
    schemes = file.root.sections("scheme")
    dataset = replace(dataset, schemes=tuple(map(_scheme, schemes)))
    others = file.root.sections("vocabulary")
    vocabularies = tuple(map(_vocabulary, others))
    file.root.refuse_others()
    _refuse_same("identifier", tables)
    _refuse_same("identifier", schemes)
    _refuse_same("name", others)
    _refuse_unused(schemes, tables)
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
    columns, layout = _columns(table, folder)
    document = table.text("document", FILLED)
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
        columns=columns,
        document=document,
        layout=layout,
    )


def _columns(table: Section, folder: Path) -> tuple[tuple[tuple[str, int], ...], ListLayout | None]:
    """Read which columns a document has: by number, by title, or as a layout says."""
    named = table.text("layout", FILLED)
    if not named and not isinstance(table.values.get("columns"), dict):
        text = table.text("columns", COLUMNS)
        return parse_columns(text) if text else (), None
    from repertory.settings.layouts import ListLayout, layout_files, read_columns, read_layout

    if named and "columns" in table.values:
        table.one_or_several("columns", "", lambda value: True)
        table.add("layout", named, "only one of layout and columns")
        return (), None
    if isinstance(table.values.get("columns"), dict):
        section = table.section("columns")
        assert section is not None  # it is there
        found, separator = read_columns(section)
        return (), ListLayout("columns", "this document", found, separator, is_strict=True)
    path = layout_files().get(named) or folder / named
    if not os.path.isfile(path):
        known = ", ".join(layout_files())
        table.add("layout", named, f"a layout file, or one of {known}")
        return (), None
    try:
        return (), read_layout(path)
    except SourceError as error:
        for problem in error.problems:
            table.add("layout", named, problem.expected, str(problem))
    return (), None


def _scheme(table: Section) -> SchemeDescription:
    scheme = SchemeDescription(
        identifier=table.text("identifier", IDENTIFIER, required=True),
        titles=_texts_by_language(table, "title", required=True),
    )
    table.refuse_others()
    return scheme


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
    if required and not texts.values:
        table.add(key, texts.values, "a text in at least one language", advice)
    for tag in texts.values:
        if not LANGUAGE.holds(tag):
            texts.file.add((*texts.keys, tag), f"{key}.{tag}", LANGUAGE.expected)
    return tuple((tag, texts.text(tag, FILLED)) for tag in texts.values)


def _symbol(table: Section, key: str) -> Symbol | None:
    text = table.text(key, SYMBOL)
    return Symbol(text) if text else None


def _beside(source: Path, kind: str) -> Path:
    return source.parent / f"{source.stem}.{kind}.toml"


def _refuse_same(key: str, tables: Sequence[Section]) -> None:
    """Add a problem for each table whose name at *key* an earlier one has already."""
    seen: dict[object, Section] = {}
    for table in tables:
        name = table.values.get(key)
        first = seen.setdefault(name, table) if isinstance(name, str) else table
        if first is not table:
            place = table.file.place((*first.keys, key)).within()
            table.add(key, name, f"one that {place} does not have already")


def _refuse_unused(schemes: Sequence[Section], indexes: Sequence[Section]) -> None:
    """Add a problem for each scheme that no index uses, if there are indexes."""
    named = (table.values.get("scheme") for table in indexes)
    used = dict.fromkeys(name for name in named if isinstance(name, str) and name)
    for table in schemes:
        name = table.values.get("identifier")
        if used and isinstance(name, str) and name not in used:
            expected = f"the scheme of an [[index]]: {', '.join(map(quoted, used))}"
            table.add("identifier", name, expected)
