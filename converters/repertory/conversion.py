"""Convert documents into a dataset: read them, check them, and collect the problems of all."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from repertory import concordance
from repertory.errors import ProblemCollector, RepertoryError
from repertory.files import file_name
from repertory.layout import GENERAL, arrange
from repertory.model import Dataset, Index, IndexDescription, Layout, Source, Symbol, Table
from repertory.notation import find_symbol, parse_rows
from repertory.readers import MAXIMUM_SIZE, read_bytes, read_file
from repertory.settings.columns import parse_columns
from repertory.settings.corrections import read_corrections
from repertory.settings.identifiers import (
    Identifiers,
    assign_slugs,
    find_retired,
    read_identifiers,
)
from repertory.settings.manifest import (
    MANIFEST_NAME,
    DocumentEntry,
    Manifest,
    default_dataset,
    default_entry,
    find_manifest,
    read_manifest,
)
from repertory.topics.headings import read_topics

Say: TypeAlias = Callable[[str], None]
"""Receives the name of each step when it begins."""


def silent(step: str) -> None:
    """Ignore the name of a step."""


class Conversion(Struct, frozen=True):
    """The dataset of some documents, and what was read to make it."""

    dataset: Dataset
    manifest: Manifest | None = None
    """The manifest, with the entries of these documents only."""
    pins: Mapping[Path, Mapping[str, str]] = {}
    """The identifier files that lack topics, with the slugs of all topics by their labels."""


def convert_file(path: Path | str, columns: str = "") -> Conversion:
    """Convert one document without a manifest, with the corrections next to it, if any.

    *columns* is as for `convert_documents`.

    Raises:
        SourceError: with all problems of the document.
        NotationError: when *columns* cannot be read.
    """
    path = Path(path)
    entry = _with_columns(default_entry(path), columns)
    return replace(_convert(None, [(entry, read_file(path))], ProblemCollector()), pins={})


def _with_columns(entry: DocumentEntry, columns: str) -> DocumentEntry:
    return replace(entry, columns=parse_columns(columns)) if columns else entry


def convert_text(content: bytes, name: str, columns: str = "") -> Conversion:
    """Convert one document from memory, without any files next to it.

    *columns* is as for `convert_documents`.

    Raises:
        SourceError: with all problems of the document.
        NotationError: when *columns* cannot be read.
    """
    entry = _with_columns(default_entry(Path(name)), columns)
    gathering = ProblemCollector()
    index = _read(entry, read_bytes(content, name), {}, gathering, alone=True)
    gathering.report()
    assert index is not None  # or it had problems
    return Conversion(Dataset(default_dataset(entry.description.identifier), (index,)))


def convert_documents(
    source: str | None = None,
    manifest: str | None = None,
    say: Say = silent,
    columns: str = "",
) -> Conversion:
    """Convert what a command names: a document, `-` for standard input, or all of a manifest.

    A document that the manifest lists is read with its entry. Without *manifest* the nearest
    `repertory.toml` in the folder of the document (or the current folder) or above is used.
    *columns* names the columns, such as `topic=1,document=2,paragraphs=3`, if their titles are not
    recognised.

    Raises:
        SourceError: with all problems of all documents.
        NotationError: when *columns* cannot be read.
    """
    if source == "-":
        content = sys.stdin.buffer.read(MAXIMUM_SIZE + 1)
        return convert_text(content, "standard-input", columns)
    start = Path(source).parent if source else Path()
    path = Path(manifest) if manifest else find_manifest(start)
    if path is None:
        if source is not None:
            return convert_file(source, columns)
        raise RepertoryError(
            f"there is no {MANIFEST_NAME} here or in a folder above. "
            "Name a document: repertory build index.txt"
        )
    known = read_manifest(path)
    if source is not None:
        wanted = Path(source).resolve()
        entries = tuple(entry for entry in known.entries if entry.source.resolve() == wanted)
        if not entries:
            return convert_file(source, columns)
        known = replace(known, entries=entries, complete=entries == known.entries)
    entries = tuple(_with_columns(entry, columns) for entry in known.entries)
    known = replace(known, entries=entries)
    return convert_manifest(known, say)


def convert_manifest(manifest: Manifest, say: Say = silent) -> Conversion:
    """Convert all documents of a manifest.

    Raises:
        SourceError: with the problems of all documents.
    """
    tables: list[tuple[DocumentEntry, Table]] = []
    gathering = ProblemCollector()
    for entry in manifest.entries:
        say(f"Reading {entry.source.name}")
        with gathering:
            tables.append((entry, read_file(entry.source)))
    return _convert(manifest, tables, gathering, say)


def _convert(
    manifest: Manifest | None,
    tables: Sequence[tuple[DocumentEntry, Table]],
    gathering: ProblemCollector,
    say: Say = silent,
) -> Conversion:
    """Convert the tables; editions that share an identifier file share the IRIs of their topics.

    Topics that are no longer in any edition are kept if all documents of a manifest are converted.
    """
    indexes: list[Index] = []
    pins: dict[Path, Mapping[str, str]] = {}
    known: dict[Path, tuple[Identifiers, list[Index]]] = {}
    for entry, table in tables:
        say(f"Checking {entry.source.name}")
        if entry.identifiers not in known:
            read = gathering.read(read_identifiers, entry.identifiers)
            known[entry.identifiers] = (read or Identifiers(), [])
        identifiers, editions = known[entry.identifiers]
        index = _read(entry, table, identifiers.slugs, gathering)
        if index is not None:
            indexes.append(index)
            editions.append(index)
            slugs = {topic.label: topic.slug for topic in index.topics}
            if not slugs.items() <= identifiers.slugs.items():
                identifiers.slugs.update(slugs)
                pins[entry.identifiers] = identifiers.slugs
    gathering.report()
    if manifest is None:
        dataset = Dataset(default_dataset(indexes[0].description.identifier), tuple(indexes))
    else:
        retired = find_retired(known.values()) if manifest.complete else ()
        dataset = Dataset(manifest.dataset, tuple(indexes), retired)
    return Conversion(dataset, manifest, pins)


def _read(
    entry: DocumentEntry,
    table: Table,
    pins: Mapping[str, str],
    gathering: ProblemCollector,
    alone: bool = False,
) -> Index | None:
    """Read one index; *alone* tells that no file of corrections belongs to it."""
    corrections = () if alone else gathering.read(read_corrections, entry.corrections)
    layout = gathering.read(partial(arrange, columns=dict(entry.columns)), table)
    if layout is None:
        return None
    gathering.problems += layout.problems
    rows = gathering.read(parse_rows, layout.rows)
    if corrections is None or rows is None or layout.problems:
        return None
    language = entry.description.language or layout.language
    general = GENERAL.get(language.partition("-")[0], ())
    headings = [row.heading for row in rows]
    topics = read_topics(headings, general, lambda labels: assign_slugs(labels, pins))
    check = partial(concordance.check, rows, topics, layout.doubts, unclear=layout.unclear)
    checked = gathering.read(check, corrections)
    if checked is None:
        return None
    return Index(
        description=_describe(entry.description, table, language),
        source=table.source,
        compilation=entry.description.compilation or find_compilation(layout),
        topics=topics,
        rows=rows,
        citations=checked.citations,
        rules=checked.rules,
        findings=checked.findings,
        corrections=corrections,
        corrected=checked.corrected,
        set_aside=layout.set_aside,
        reviewed=(_source(entry.corrections),) if corrections else (),
        details=table.details,
    )


def _describe(description: IndexDescription, table: Table, language: str) -> IndexDescription:
    """Complete what the manifest says of an index with what the document says, in its language."""
    said = {detail.name: detail.text for detail in reversed(table.details)}
    symbol = find_symbol(said.get("symbol", ""))
    return replace(
        description,
        title=description.title or said.get("title", ""),
        symbol=description.symbol or symbol,
        date=description.date or said.get("date", ""),
        language=language,
    )


def find_compilation(layout: Layout) -> Symbol | None:
    """Return the symbol of the compilation that the title of the reference column names."""
    return find_symbol(layout.reference_title.text) if layout.reference_title else None


def _source(path: Path) -> Source:
    return Source(
        file_name(path), "application/toml", hashlib.sha256(path.read_bytes()).hexdigest()
    )
