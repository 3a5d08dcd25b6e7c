"""Convert documents into a dataset: read them, check them, and collect all their problems."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from repertory import concordance
from repertory.errors import ProblemCollector, RepertoryError
from repertory.files import file_name
from repertory.finding_terms import FindingKind, Severity
from repertory.layout import GENERAL, arrange
from repertory.layout.implied_documents import with_documents
from repertory.model import (
    Dataset,
    Finding,
    Index,
    IndexDescription,
    Layout,
    Note,
    SetAside,
    Source,
    Symbol,
    Table,
)
from repertory.notation import find_symbol, parse_rows
from repertory.readers import MAXIMUM_EXPORT, read_bytes, read_file
from repertory.settings.columns import parse_columns
from repertory.settings.corrections import read_corrections
from repertory.settings.identifiers import (
    Identifiers,
    assign_slugs,
    find_retired,
    read_identifiers,
    shared_slugs,
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
from repertory.topics.cross_references import relate_topics
from repertory.topics.headings import read_topics

Say: TypeAlias = Callable[[str], None]
"""Receives the name of each step when it begins."""


RESTARTING: Final = (
    "the references begin anew in each document, so each document has recommendations of its own; "
    "if they are of one compilation, state its symbol in the manifest"
)
SEVERITY_OF_NOTES: Final[Mapping[FindingKind, Severity]] = {
    "missing-topic": "violation",
    "missing-target": "warning",
    "irregular-typography": "info",
}


def silent(step: str) -> None:
    """Ignore the name of a step."""


class Conversion(Struct, frozen=True):
    """The dataset of one or more documents, and its settings."""

    dataset: Dataset
    manifest: Manifest | None = None
    """The manifest, reduced to the entries of these documents."""
    pins: Mapping[Path, Mapping[str, str]] = {}
    """The identifier files to update, each with the slugs of all its topics by their labels."""


def convert_file(path: Path | str, columns: str = "") -> Conversion:
    """Convert one document without a manifest, with the corrections next to it, if any.

    *columns* is as for `convert_documents`.

    Raises:
        SourceError: with all problems of the document.
        NotationError: if *columns* cannot be read.
    """
    path = Path(path)
    entry = _with_columns(default_entry(path), columns)
    return replace(_convert_tables(None, [(entry, read_file(path))], ProblemCollector()), pins={})


def _with_columns(entry: DocumentEntry, columns: str) -> DocumentEntry:
    return replace(entry, columns=parse_columns(columns)) if columns else entry


def convert_text(content: bytes, name: str, columns: str = "") -> Conversion:
    """Convert one document from memory, without corrections and identifiers.

    *columns* is as for `convert_documents`.

    Raises:
        SourceError: with all problems of the document.
        NotationError: if *columns* cannot be read.
    """
    entry = _with_columns(default_entry(Path(name)), columns)
    collector = ProblemCollector()
    index = _read_index(entry, read_bytes(content, name), {}, collector, corrected=False)
    collector.report()
    assert index is not None  # otherwise report() raised
    return Conversion(Dataset(default_dataset(entry.description.identifier), (index,)))


def convert_documents(
    source: str | None = None,
    manifest: str | None = None,
    say: Say = silent,
    columns: str = "",
) -> Conversion:
    """Convert *source*, which is a document or `-` for standard input, or else a whole manifest.

    A document that the manifest lists is read with its entry. The default of *manifest* is the
    nearest `repertory.toml` in the folder of the document (or the current folder) or above.
    *columns* names the columns, such as `topic=1,document=2,paragraphs=3`, if their titles are not
    recognised.

    Raises:
        SourceError: with all problems of all documents.
        NotationError: if *columns* cannot be read.
    """
    if source == "-":
        content = sys.stdin.buffer.read(MAXIMUM_EXPORT + 1)
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
    collector = ProblemCollector()
    for entry in manifest.entries:
        say(f"Reading {entry.source.name}")
        with collector:
            tables.append((entry, read_file(entry.source)))
    return _convert_tables(manifest, tables, collector, say)


def _convert_tables(
    manifest: Manifest | None,
    tables: Sequence[tuple[DocumentEntry, Table]],
    collector: ProblemCollector,
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
            read = collector.read(read_identifiers, entry.identifiers)
            known[entry.identifiers] = (read or Identifiers(), [])
        identifiers, editions = known[entry.identifiers]
        index = _read_index(entry, table, identifiers.slugs, collector)
        if index is not None:
            indexes.append(index)
            editions.append(index)
            slugs = {topic.name: topic.slug for topic in index.topics}
            if not slugs.items() <= identifiers.slugs.items():
                identifiers.slugs.update(slugs)
                pins[entry.identifiers] = identifiers.slugs
    collector.report()
    if manifest is None:
        dataset = Dataset(default_dataset(indexes[0].description.identifier), tuple(indexes))
    else:
        retired = find_retired(known.values()) if manifest.complete else ()
        dataset = Dataset(manifest.dataset, tuple(indexes), retired)
    return Conversion(dataset, manifest, pins)


def _arrange(table: Table, entry: DocumentEntry) -> Layout:
    if entry.columns:
        return arrange(table, entry.columns)
    if entry.layout is None:
        return arrange(with_documents(table, entry.document) or table)
    from repertory.layout.list_layouts import columns_of  # few documents need it

    given = with_documents(table, entry.document) if entry.document else None
    table = given or table
    return arrange(table, columns_of(table, entry.layout), entry.layout.separator)


def _read_index(
    entry: DocumentEntry,
    table: Table,
    pins: Mapping[str, str],
    collector: ProblemCollector,
    corrected: bool = True,
) -> Index | None:
    """Return the index of a table, *corrected* by the corrections of its entry, or None."""
    corrections = collector.read(read_corrections, entry.corrections) if corrected else ()
    layout = collector.read(_arrange, table, entry)
    if layout is None:
        return None
    collector.problems += layout.problems
    read = collector.read(parse_rows, layout.rows)
    collector.findings += read.problems if read else ()
    if corrections is None or read is None or layout.problems:
        return None
    rows = read.rows
    compilation = entry.description.compilation or find_compilation(layout)
    restarts = compilation is None and concordance.references_restart(
        [row for row in rows if not row.written.compilation]
    )
    assumed = (SetAside("assumed", RESTARTING, rows[0].written.place),) if restarts else ()
    language = entry.description.language or layout.language
    general = GENERAL.get(language.partition("-")[0], ())
    headings = [row.heading for row in rows if row.heading]
    topics = read_topics(headings, general, lambda labels: assign_slugs(labels, pins))
    topics, notes = relate_topics(topics, layout.references)
    collector.problems += shared_slugs(topics, entry.identifiers)
    check = partial(concordance.check, rows, topics, layout.doubts, unclear=layout.unclear)
    checked = collector.read(check, corrections)
    if checked is None:
        return None
    return Index(
        description=_describe(entry.description, table, language),
        source=table.source,
        compilation=compilation,
        topics=topics,
        rows=rows,
        citations=checked.citations,
        rules=checked.rules,
        findings=(*map(_finding, (*layout.notes, *notes)), *read.findings, *checked.findings),
        corrections=corrections,
        corrected=checked.corrected,
        set_aside=(*layout.set_aside, *read.set_aside, *assumed),
        reviewed=(_source(entry.corrections),) if corrections else (),
        details=table.details,
        restarts=restarts,
        columns=layout.columns,
    )


def _finding(note: Note) -> Finding:
    return Finding(
        kind=note.kind,
        severity=SEVERITY_OF_NOTES[note.kind],
        message=note.message,
        place=note.place,
        printed=note.printed,
    )


def _describe(description: IndexDescription, table: Table, language: str) -> IndexDescription:
    """Complete the description in the manifest from the details of the document."""
    details = {detail.name: detail.text for detail in reversed(table.details)}
    return replace(
        description,
        title=description.title or details.get("title", ""),
        symbol=description.symbol or find_symbol(details.get("symbol", "")),
        date=description.date or details.get("date", ""),
        language=language,
    )


def find_compilation(layout: Layout) -> Symbol | None:
    """Return the symbol of the compilation in the title of the reference column, or None."""
    return find_symbol(layout.reference_title.text) if layout.reference_title else None


def _source(path: Path) -> Source:
    return Source(
        file_name(path), "application/toml", hashlib.sha256(path.read_bytes()).hexdigest()
    )
