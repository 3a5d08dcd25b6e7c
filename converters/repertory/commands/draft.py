"""Draft the manifest entry of a document that the manifest does not list."""

from __future__ import annotations

import os
import re
from pathlib import Path

import tomlkit
from msgspec import Struct

from repertory.conversion import find_compilation
from repertory.errors import refuse
from repertory.files import write_file
from repertory.layout import arrange
from repertory.layout.assigned_columns import Given, TitledColumns
from repertory.layout.implied_documents import with_documents
from repertory.layout.list_layouts import Fit, recognise_layout
from repertory.model import Detail, Layout, Place, Table
from repertory.readers import read_file
from repertory.settings.columns import parse_columns
from repertory.settings.manifest import (
    MANIFEST_NAME,
    default_dataset,
    default_entry,
    find_manifest,
    read_manifest,
)

OPTIONAL_KEYS = {
    "title": "The title of the index, as on its front page.",
    "body": "The body that adopted the recommendations.",
    "symbol": "The document symbol of the index, such as CTOC/COP/WG.7/2019/6.",
    "date": "The date of the index: 2019-07-16.",
    "language": "The language of the index: en.",
    "compilation": "The symbol of the compilation that the references cite.",
}
"""The optional keys of an entry and what they mean."""

DATASET = """\
[dataset]
identifier = {identifier}
# All IRIs begin with this address. Replace it with one that you will keep, such as
# https://data.example.org/id/ or a name at w3id.org: `repertory publish` refuses this one.
base = {base}
# Whose document it is, with its texts, and that the licence does not cover it. A statement such as
# CC0 (license = "https://creativecommons.org/publicdomain/zero/1.0/") is only for what you add.
# rights = ""

"""
"""The beginning of a new manifest."""


class Draft(Struct, frozen=True):
    """A new entry and the manifest to which it is added."""

    manifest: Path
    entry: str
    is_new: bool
    """Whether the manifest is a new file."""
    lacks_rights: bool = False
    """Whether the document has texts, and the manifest does not state whose they are."""

    def write(self) -> None:
        """Add the entry to its manifest, or write a new one.

        Raises:
            OutputError: if it cannot be written.
        """
        before = "" if self.is_new else self.manifest.read_text(encoding="utf-8").rstrip() + "\n\n"
        write_file(self.manifest, before + self.entry)


def draft_entry(source: Path, manifest: Path | None = None, columns: str = "") -> Draft:
    """Draft the entry of the document *source* from its contents.

    Raises:
        SourceError: if the document cannot be read, or if the manifest lists it already.
    """
    table = read_file(source)
    fit = None if columns else recognise_layout(table)
    whole = with_documents(table) if not columns and fit is None else None
    layout = arrange(whole or table, _assigned(columns, fit))
    found = _details(table, layout)
    has_texts = any(column.role == "text" for each in layout.columns for column in each)
    path = manifest or find_manifest(source.parent) or source.parent / MANIFEST_NAME
    identifier = default_entry(source).description.identifier
    taken = _taken(path, source) if path.is_file() else frozenset[str]()
    if identifier in taken:
        numbers = range(2, len(taken) + 3)
        identifier = next(f"{identifier}-{n}" for n in numbers if f"{identifier}-{n}" not in taken)
    relative = _relative(source, path.parent)
    lines = [
        "[[index]]",
        f"source = {_text(relative)}",
        f"identifier = {_text(identifier)}",
        "# The name of the topic scheme; use the one of an earlier edition, if there is one.",
        f"scheme = {_text(identifier)}",
        *(line for key in OPTIONAL_KEYS for line in _lines(key, found.get(key))),
        *([f"columns = {_text(columns)}"] if columns else []),
        *([f"# {fit.reason()}.", f"layout = {_text(fit.layout.name)}"] if fit else []),
    ]
    entry = "\n".join(lines) + "\n"
    if path.is_file():
        stated = read_manifest(path, begun=True).dataset.rights
        return Draft(path, entry, is_new=False, lacks_rights=has_texts and not stated)
    base = default_dataset(identifier).base
    dataset = DATASET.format(identifier=_text(identifier), base=_text(base))
    return Draft(path, dataset + entry, is_new=True, lacks_rights=has_texts)


def _assigned(columns: str, fit: Fit | None) -> Given | TitledColumns:
    """Return the columns that a user or a layout assigns."""
    if columns:
        return parse_columns(columns)
    return fit.columns if fit else ()


def _details(table: Table, layout: Layout) -> dict[str, Detail]:
    """Return the values of the optional keys that are found in a document."""
    found = {detail.name: detail for detail in reversed(table.details)}
    titles = Place(table.source.name, cell="the column titles")
    found["language"] = Detail("language", layout.language, titles)
    compilation = find_compilation(layout)
    if compilation and layout.reference_title:
        place = layout.reference_title.place
        found["compilation"] = Detail("compilation", compilation, place)
    return found


def _taken(path: Path, source: Path) -> frozenset[str]:
    """Return the identifiers in a manifest; raise an error if it lists the document."""
    entries = read_manifest(path, begun=True).entries
    for entry in entries:
        if entry.source.resolve() == source.resolve():
            found = f"an entry {entry.description.identifier!r} for {source} already"
            raise refuse(Place(str(path)), found, "a document that is not listed")
    return frozenset(entry.description.identifier for entry in entries)


def _relative(source: Path, folder: Path) -> str:
    """Return the path of the document in the manifest, which is in UTF-8."""
    path = Path(os.path.relpath(source.resolve(), folder.resolve())).as_posix()
    try:
        path.encode()
    except UnicodeEncodeError:
        found, expected = "a name that is not UTF-8", "a name that can be written in the manifest"
        advice = "Rename the file or its folder."
        raise refuse(Place(str(source)), found, expected, advice) from None
    return path


def _lines(key: str, detail: Detail | None) -> list[str]:
    """Return the lines of a key, commented out if no value was found."""
    if detail is None:
        return [f"# {OPTIONAL_KEYS[key]}", f'# {key} = ""']
    where = re.sub(r"\s+", " ", detail.place.within()) or "the document"
    return [f"# Found in {where}.", f"{key} = {_text(detail.text)}"]


def _text(text: str) -> str:
    return tomlkit.string(text).as_string()
