"""String the stages together: from documents to a dataset that can be asked and written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from repertory import concordance
from repertory.errors import Gathering, RepertoryError
from repertory.files import Content, file_name, write_file, write_files
from repertory.layout import GENERAL, arrange
from repertory.model import (
    Dataset,
    Finding,
    Index,
    IndexDescription,
    Layout,
    Source,
    Symbol,
    Table,
)
from repertory.notation import find_symbol, parse_rows
from repertory.rdf.terms import IRI, Quad, Term
from repertory.readers import MAXIMUM_SIZE, read_bytes, read_file
from repertory.settings.columns import parse_columns
from repertory.settings.corrections import read_corrections
from repertory.settings.identifiers import (
    Identifiers,
    assign_slugs,
    find_retired,
    pin_topics,
    read_identifiers,
)
from repertory.settings.manifest import (
    MANIFEST_NAME,
    Entry,
    Manifest,
    default_dataset,
    default_entry,
    find_manifest,
    read_manifest,
)
from repertory.topics.headings import read_topics

if TYPE_CHECKING:
    import rdflib

    from repertory.graph.mappings import Mappings
    from repertory.rdf import Statements
    from repertory.validation.report import Report

Say: TypeAlias = Callable[[str], None]
"""What is told which step of the work begins."""


def _silent(step: str) -> None:
    """Tell nobody."""


class Publication(Struct, frozen=True, dict=True):
    r"""A dataset read and checked, ready to be asked and written.

    >>> text = b"Topic\tDocument\tParagraphs\tReference in A/3\nWhales\tA/1\t4\tI.2\n"
    >>> publication = read_text(text, "whales.txt")
    >>> len(publication.dataset.indexes[0].citations), publication.findings
    (1, ())
    """

    dataset: Dataset
    root: Path
    """The folder of the manifest, or the current one: `dist/` stands in it."""
    mappings: tuple[Mappings, ...] = ()
    """The reviewed mappings of the topics to other vocabularies."""
    pins: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    """The identifier files that lack topics, with the slugs of all topics by their labels."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all indexes, in the order of the documents."""
        return tuple(finding for index in self.dataset.indexes for finding in index.findings)

    @cached_property
    def quads(self) -> Sequence[Quad]:
        """All statements with their named graphs, in the order of the documents; some twice."""
        from repertory.graph import describe

        quads = tuple(describe(self.dataset))
        if not self.mappings:
            return quads
        from repertory.graph.mappings import describe_mappings

        return (*quads, *describe_mappings(self.mappings, self.dataset))

    @cached_property
    def statements(self) -> Statements:
        """All statements, sorted, as the engine has them."""
        from repertory.rdf import Statements

        return Statements(self.quads)

    def triples(self) -> Iterator[tuple[IRI, IRI, Term]]:
        """Yield all statements without their graphs, each once."""
        yield from dict.fromkeys((quad[0], quad[1], quad[2]) for quad in self.quads)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all statements as one rdflib graph."""
        from repertory.rdf import to_rdflib

        return to_rdflib(self.triples())

    def content(self, name: str) -> Content:
        """Return the content of the output file called *name*.

        Raises:
            RepertoryError: when there is no such output.
        """
        from repertory.outputs.output_files import ON_REQUEST, OUTPUTS, all_outputs, descriptions

        outputs = {**OUTPUTS, **ON_REQUEST}
        if name in outputs:
            return outputs[name](self)
        if name not in descriptions():
            names = ", ".join([*outputs, *descriptions()])
            raise RepertoryError(f"no output is called {name!r}; there are {names}")
        return next(data for file, data in _joined(all_outputs(self)) if file == name)

    def validate(self) -> Report:
        """Check all statements against our shapes, as far as a violation may come of it."""
        from repertory.validation.runner import validate_store

        return validate_store(self.statements.store())

    def write(self, folder: Path | str | None = None, say: Say = _silent) -> tuple[str, ...]:
        """Write all outputs, all or none; return the names of those that changed.

        *folder* is `dist/` below the root unless it is named.

        Raises:
            OutputError: when something cannot be written.
        """
        from repertory.outputs.output_files import all_outputs

        outputs = dict(all_outputs(self))

        def told(name: str, parts: Iterator[bytes], number: int) -> Iterator[bytes]:
            say(f"Writing {name} ({number} of {len(outputs)})")
            yield from parts

        numbered = enumerate(outputs.items(), 1)
        files = {name: told(name, parts, number) for number, (name, parts) in numbered}
        return write_files(Path(folder or self.root / "dist"), files)

    def pin(self) -> tuple[Path, ...]:
        """Write the identifier files that lack topics; return those written.

        This comes after `write`: a run that was killed between the two is repeated with the same
        IRIs, and no topic is pinned that was never in the dataset.

        Raises:
            OutputError: when one cannot be written.
        """
        for path, slugs in self.pins.items():
            text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
            write_file(path, pin_topics(text, slugs))
        return tuple(self.pins)


def _joined(files: Iterable[tuple[str, Iterator[bytes]]]) -> Iterator[tuple[str, bytes]]:
    """Take the files one by one, each whole."""
    return ((name, b"".join(parts)) for name, parts in files)


def read_index(path: Path | str, columns: str = "") -> Publication:
    """Read one index document that needs no manifest, with the corrections beside it if any.

    *columns* is as for `open_documents`.

    Raises:
        SourceError: with all problems of the document.
        NotationError: when *columns* cannot be read.
    """
    path = Path(path)
    entry = _with_columns(default_entry(path), columns)
    publication = _publish(None, [(entry, read_file(path))], Path(), Gathering())
    return replace(publication, pins={})


def _with_columns(entry: Entry, columns: str) -> Entry:
    return replace(entry, columns=parse_columns(columns)) if columns else entry


def read_text(content: bytes, name: str, columns: str = "") -> Publication:
    """Read one index document from memory; no files stand beside it.

    *columns* is as for `open_documents`.

    Raises:
        SourceError: with all problems of the document.
        NotationError: when *columns* cannot be read.
    """
    entry = _with_columns(default_entry(Path(name)), columns)
    gathering = Gathering()
    index = _read(entry, read_bytes(content, name), {}, gathering, alone=True)
    gathering.report()
    assert index is not None  # or it had problems
    dataset = Dataset(default_dataset(entry.description.identifier), (index,))
    return Publication(dataset, Path())


def open_documents(
    source: str | None = None,
    manifest: str | None = None,
    say: Say = _silent,
    columns: str = "",
) -> Publication:
    """Read what a command names: a document, `-` for standard input, or all of a manifest.

    A document that the manifest lists is read with what the manifest says of it. Without *manifest*
    the nearest `repertory.toml` above the document, or the current folder, is taken. *columns* says
    which column holds what, as `topic=1,document=2,paragraphs=3`, where the titles do not tell.

    Raises:
        SourceError: with all problems of all documents.
        NotationError: when *columns* cannot be read.
    """
    if source == "-":
        content = sys.stdin.buffer.read(MAXIMUM_SIZE + 1)
        return read_text(content, "standard-input", columns)
    start = Path(source).parent if source else Path()
    path = Path(manifest) if manifest else find_manifest(start)
    if path is None:
        if source is not None:
            return read_index(source, columns)
        raise RepertoryError(
            f"there is no {MANIFEST_NAME} here or in a folder above. "
            "Name a document: repertory build index.txt"
        )
    known = read_manifest(path)
    if source is not None:
        wanted = Path(source).resolve()
        entries = tuple(entry for entry in known.entries if entry.source.resolve() == wanted)
        if not entries:
            return read_index(source, columns)
        known = replace(known, entries=entries, complete=entries == known.entries)
    entries = tuple(_with_columns(entry, columns) for entry in known.entries)
    known = replace(known, entries=entries)
    return read_documents(known, say)


def read_documents(manifest: Manifest, say: Say = _silent) -> Publication:
    """Read all documents of a manifest.

    Raises:
        SourceError: with the problems of all documents.
    """
    tables: list[tuple[Entry, Table]] = []
    gathering = Gathering()
    for entry in manifest.entries:
        say(f"Reading {entry.source.name}")
        with gathering:
            tables.append((entry, read_file(entry.source)))
    publication = _publish(manifest, tables, manifest.path.parent, gathering, say)
    if not manifest.mappings.is_dir():
        return publication
    from repertory.graph.mappings import read_mappings

    vocabularies, dataset = manifest.vocabularies, publication.dataset
    mappings = read_mappings(manifest.mappings, vocabularies, dataset, manifest.complete)
    return replace(publication, mappings=mappings)


def _publish(
    manifest: Manifest | None,
    tables: Sequence[tuple[Entry, Table]],
    root: Path,
    gathering: Gathering,
    say: Say = _silent,
) -> Publication:
    """Read the tables; editions that share an identifier file share the IRIs of their topics.

    Topics that the editions have no longer are kept where all documents of a manifest were read.
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
    return Publication(dataset, root, pins=pins)


def _read(
    entry: Entry,
    table: Table,
    pins: Mapping[str, str],
    gathering: Gathering,
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
