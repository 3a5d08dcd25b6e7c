"""String the stages together: from documents to a dataset that can be asked and written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from repertory import concordance
from repertory.corrections import read_corrections
from repertory.errors import Problem, RepertoryError, SourceError
from repertory.files import Content, write_files
from repertory.headings import read_topics
from repertory.identifiers import assign_slugs, format_identifiers, read_identifiers
from repertory.layout import GENERAL, arrange
from repertory.manifest import (
    MANIFEST_NAME,
    Entry,
    Manifest,
    default_dataset,
    default_entry,
    find_manifest,
    read_manifest,
)
from repertory.model import (
    Dataset,
    DatasetDescription,
    Finding,
    Index,
    Layout,
    Source,
    Symbol,
    Table,
)
from repertory.notation import find_symbol, parse_rows
from repertory.readers import MAXIMUM_SIZE, read_bytes, read_file
from repertory.terms import IRI, Quad, Term

if TYPE_CHECKING:
    import rdflib

    from repertory.engine import Statements

Say: TypeAlias = Callable[[str], None]
"""What is told which step of the work begins."""


def _silent(step: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Publication:
    r"""A dataset read and checked, ready to be asked and written.

    >>> text = b"Topic\tDocument\tParagraphs\tReference in A/3\nWhales\tA/1\t4\tI.2\n"
    >>> publication = read_text(text, "whales.txt")
    >>> len(publication.dataset.indexes[0].citations), publication.findings
    (1, ())
    """

    dataset: Dataset
    root: Path
    """The folder of the manifest, or the current one: `dist/` stands in it."""
    pins: Mapping[Path, str] = field(default_factory=dict)
    """The identifier files that lack topics, with their new content."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all indexes, in the order of the documents."""
        return tuple(finding for index in self.dataset.indexes for finding in index.findings)

    @cached_property
    def quads(self) -> Sequence[Quad]:
        """All statements with their named graphs, in the order of the documents."""
        from repertory.graph import describe

        return tuple(dict.fromkeys(describe(self.dataset)))

    @cached_property
    def statements(self) -> Statements:
        """All statements, sorted, as the engine has them."""
        from repertory.engine import Statements

        return Statements(self.quads)

    def triples(self) -> Iterator[tuple[IRI, IRI, Term]]:
        """Yield all statements without their graphs, each once."""
        yield from dict.fromkeys((quad[0], quad[1], quad[2]) for quad in self.quads)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all statements as one rdflib graph."""
        from repertory.engine import to_rdflib

        return to_rdflib(self.triples())

    def content(self, name: str) -> Content:
        """Return the content of the output file called *name*.

        Raises:
            RepertoryError: when there is no such output.
        """
        from repertory.publish.outputs import ON_REQUEST, OUTPUTS

        outputs = {**OUTPUTS, **ON_REQUEST}
        if name not in outputs:
            raise RepertoryError(f"no output is called {name!r}; there are {', '.join(outputs)}")
        return outputs[name](self)

    def write(self, folder: Path | str | None = None, say: Say = _silent) -> tuple[str, ...]:
        """Write all outputs, all or none; return the names of those that changed.

        *folder* is `dist/` below the root unless it is named.

        Raises:
            OutputError: when something cannot be written.
        """
        from repertory.publish.outputs import OUTPUTS

        def parts() -> Iterator[tuple[str, Content]]:
            for number, name in enumerate(OUTPUTS, 1):
                say(f"Writing {name} ({number} of {len(OUTPUTS)})")
                yield name, self.content(name)

        return write_files(Path(folder or self.root / "dist"), dict(parts()))

    def pin(self) -> tuple[Path, ...]:
        """Write the identifier files that lack topics; return those written.

        Raises:
            OutputError: when one cannot be written.
        """
        for path, content in self.pins.items():
            write_files(path.parent, {path.name: content})
        return tuple(self.pins)


def read_index(path: Path | str) -> Publication:
    """Read one index document that needs no manifest, with the corrections beside it if any.

    Raises:
        SourceError: with all problems of the document.
    """
    path = Path(path)
    publication = _publish(None, [(default_entry(path), read_file(path))], Path())
    return replace(publication, pins={})


def read_text(content: bytes, name: str) -> Publication:
    """Read one index document from memory; no files stand beside it.

    Raises:
        SourceError: with all problems of the document.
    """
    entry = default_entry(Path(name))
    index = _read(entry, read_bytes(content, name), pins={}, alone=True)
    dataset = Dataset(default_dataset(entry.description.identifier), (index,))
    return Publication(dataset, Path())


def open_documents(
    source: str | None = None, manifest: str | None = None, say: Say = _silent
) -> Publication:
    """Read what a command names: a document, `-` for standard input, or all of a manifest.

    A document that the manifest lists is read with what the manifest says of it. Without *manifest*
    the nearest `repertory.toml` above the document, or the current folder, is taken.

    Raises:
        SourceError: with all problems of all documents.
    """
    if source == "-":
        return read_text(sys.stdin.buffer.read(MAXIMUM_SIZE + 1), "standard-input")
    start = Path(source).parent if source else Path()
    path = Path(manifest) if manifest else find_manifest(start)
    if path is None:
        if source is not None:
            return read_index(source)
        raise RepertoryError(
            f"there is no {MANIFEST_NAME} here or in a folder above. "
            "Name a document: repertory build index.txt"
        )
    known = read_manifest(path)
    if source is not None:
        wanted = Path(source).resolve()
        entries = tuple(entry for entry in known.entries if entry.source.resolve() == wanted)
        if not entries:
            return read_index(source)
        known = replace(known, entries=entries)
    return read_documents(known, say)


def read_documents(manifest: Manifest, say: Say = _silent) -> Publication:
    """Read all documents of a manifest.

    Raises:
        SourceError: with the problems of all documents.
    """
    tables: list[tuple[Entry, Table]] = []
    problems: list[Problem] = []
    for entry in manifest.entries:
        say(f"Reading {entry.source.name}")
        try:
            tables.append((entry, read_file(entry.source)))
        except SourceError as error:
            problems += error.problems
    return _publish(manifest.dataset, tables, manifest.path.parent, problems, say)


def _publish(
    description: DatasetDescription | None,
    tables: Sequence[tuple[Entry, Table]],
    root: Path,
    problems: Sequence[Problem] = (),
    say: Say = _silent,
) -> Publication:
    """Read the tables; editions that share an identifier file share the IRIs of their topics."""
    problems = list(problems)
    indexes: list[Index] = []
    pins: dict[Path, str] = {}
    known: dict[Path, dict[str, str]] = {}
    for entry, table in tables:
        say(f"Checking {entry.source.name}")
        try:
            if entry.identifiers not in known:
                known[entry.identifiers] = read_identifiers(entry.identifiers)
            pinned = known[entry.identifiers]
            index = _read(entry, table, pinned)
        except SourceError as error:
            problems += error.problems
            continue
        indexes.append(index)
        slugs = {topic.label: topic.slug for topic in index.topics}
        if not slugs.items() <= pinned.items():
            pinned.update(slugs)
            pins[entry.identifiers] = format_identifiers(pinned)
    if problems:
        raise SourceError(problems)
    if description is None:
        description = default_dataset(indexes[0].description.identifier)
    return Publication(Dataset(description, tuple(indexes)), root, pins)


def _read(entry: Entry, table: Table, pins: Mapping[str, str], alone: bool = False) -> Index:
    """Read one index; *alone* tells that no file of corrections belongs to it."""
    layout = arrange(table)
    language = entry.description.language or layout.language
    rows = parse_rows(layout.rows)
    general = GENERAL.get(language.partition("-")[0], ())
    headings = [row.heading for row in rows]
    topics = read_topics(headings, general, lambda labels: assign_slugs(labels, pins))
    corrections = () if alone else read_corrections(entry.corrections)
    checked = concordance.check(rows, topics, layout.doubts, corrections)
    return Index(
        description=replace(entry.description, language=language),
        source=table.source,
        compilation=_compilation(entry, layout),
        topics=topics,
        rows=rows,
        citations=checked.citations,
        rules=checked.rules,
        findings=checked.findings,
        corrections=corrections,
        corrected=checked.corrected,
        set_aside=layout.set_aside,
        reviewed=(_source(entry.corrections),) if corrections else (),
    )


def _compilation(entry: Entry, layout: Layout) -> Symbol | None:
    if entry.description.compilation is not None or layout.reference_title is None:
        return entry.description.compilation
    return find_symbol(layout.reference_title.text)


def _source(path: Path) -> Source:
    return Source(path.name, "application/toml", hashlib.sha256(path.read_bytes()).hexdigest())
