"""A dataset with its statements and output files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from repertory.conversion import (
    Conversion,
    Say,
    convert_documents,
    convert_file,
    convert_text,
    silent,
)
from repertory.errors import RepertoryError
from repertory.files import Content, write_file, write_files
from repertory.model import Dataset, Finding
from repertory.rdf.terms import IRI, Triple
from repertory.settings.identifiers import pin_topics

if TYPE_CHECKING:
    import rdflib

    from repertory.graph.mappings import Mappings
    from repertory.rdf import Store
    from repertory.rdf.statements import Statements
    from repertory.validation.report import Report


class Publication(Struct, frozen=True, dict=True):
    r"""A dataset with its statements, its links and its output files.

    >>> text = b"Topic\tDocument\tParagraphs\tReference in A/3\nWhales\tA/1\t4\tI.2\n"
    >>> publication = read_text(text, "whales.txt")
    >>> len(publication.dataset.indexes[0].citations), publication.findings
    (1, ())
    """

    dataset: Dataset
    root: Path
    """The folder of the manifest, or the current folder; the build writes to its `dist/`."""
    mappings: tuple[Mappings, ...] = ()
    """The reviewed mappings of the topics to other vocabularies."""
    pins: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    """Identifier file to which topics must be added -> the slugs of all topics by their labels."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all indexes, in the order of the documents."""
        return tuple(finding for index in self.dataset.indexes for finding in index.findings)

    @cached_property
    def core(self) -> Sequence[Triple]:
        """The statements of the core in the order of the documents, each once."""
        from repertory.graph import describe_core

        return tuple(describe_core(self.dataset, self.mappings, self.cited))

    @cached_property
    def cited(self) -> Sequence[Triple]:
        """The statements about documents and compilations, which several graphs need."""
        from repertory.graph import describe_cited

        return tuple(describe_cited(self.dataset))

    @cached_property
    def core_graphs(self) -> Sequence[tuple[IRI, Statements]]:
        """The name and the statements of each named graph of the core."""
        from repertory.graph import describe_core_graphs
        from repertory.rdf.statements import Statements

        graphs = describe_core_graphs(self.dataset, self.mappings, self.cited)
        return tuple((name, Statements(triples)) for name, triples in graphs)

    @cached_property
    def statements(self) -> Statements:
        """The statements of the core, for the RDF library."""
        from repertory.rdf.statements import Statements

        others = self.core[: len(self.core) - len(self.cited)]
        _, cited = self.core_graphs[-1]
        return Statements.joined((Statements(others), cited))

    @cached_property
    def graphs(self) -> Sequence[tuple[IRI, Statements]]:
        """The name and the statements of each named graph, of the core and the evidence."""
        from repertory.graph import describe_evidence
        from repertory.rdf.statements import Statements

        evidence = describe_evidence(self.dataset, self.mappings)
        return (*self.core_graphs, *((name, Statements(triples)) for name, triples in evidence))

    def triples(self) -> Iterator[Triple]:
        """Yield all statements of the core and the evidence without their graphs, each once."""
        from repertory.graph import describe

        graphs = describe(self.dataset, self.mappings)
        yield from dict.fromkeys(triple for _, triples in graphs for triple in triples)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all statements of the core and the evidence as one rdflib graph."""
        from repertory.rdf.interchange import to_rdflib

        return to_rdflib(self.triples())

    def store(self) -> Store:
        """Return all statements of the core and the evidence as one graph that can be queried."""
        from repertory.rdf import Store

        store = Store()
        for _, statements in self.graphs:
            statements.load_into(store)
        return store

    def content(self, name: str) -> Content:
        """Return the content of the output file called *name*.

        Raises:
            RepertoryError: if there is no such output.
        """
        from repertory.outputs.output_files import ON_REQUEST, all_outputs, descriptions, outputs_of

        outputs = {**outputs_of(self), **ON_REQUEST}
        if name in outputs:
            return outputs[name](self)
        if name not in descriptions():
            names = ", ".join([*outputs, *descriptions()])
            raise RepertoryError(f"found no output {name!r}, expected one of {names}")
        written = ((file, b"".join(parts)) for file, parts in all_outputs(self))
        return next(data for file, data in written if file == name)

    def validate(self) -> Report:
        """Validate all statements against the shapes that can give a violation."""
        from repertory.validation.runner import validate_store

        return validate_store(self.store())

    def write(self, folder: Path | str | None = None, say: Say = silent) -> tuple[str, ...]:
        """Write either all outputs or none; return the names of those that changed.

        The default *folder* is `dist/` below the root.

        Raises:
            OutputError: if a file cannot be written.
        """
        from repertory.outputs.output_files import all_outputs

        outputs = dict(all_outputs(self))

        def reported(name: str, parts: Iterator[bytes], number: int) -> Iterator[bytes]:
            say(f"Writing {name} ({number} of {len(outputs)})")
            yield from parts

        numbered = enumerate(outputs.items(), 1)
        files = {name: reported(name, parts, number) for number, (name, parts) in numbered}
        return write_files(Path(folder or self.root / "dist"), files)

    def pin(self) -> tuple[Path, ...]:
        """Add the new topics to the identifier files; return the files written.

        Call it after `write`: if the process is killed between the two, the next build makes the
        same IRIs, and the files never list a topic that was not published.

        Raises:
            OutputError: if a file cannot be written.
        """
        for path, slugs in self.pins.items():
            text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
            write_file(path, pin_topics(text, slugs))
        return tuple(self.pins)


def read_index(path: Path | str, columns: str = "") -> Publication:
    """Read one document without a manifest, as `convert_file` does.

    Raises:
        SourceError: with all problems of the document.
        NotationError: if *columns* cannot be read.
    """
    return _publication(convert_file(path, columns))


def read_text(content: bytes, name: str, columns: str = "") -> Publication:
    """Read one document from memory, as `convert_text` does.

    Raises:
        SourceError: with all problems of the document.
        NotationError: if *columns* cannot be read.
    """
    return _publication(convert_text(content, name, columns))


def open_documents(
    source: str | None = None,
    manifest: str | None = None,
    say: Say = silent,
    columns: str = "",
) -> Publication:
    """Read the documents of a command, as `convert_documents` does, and the reviewed mappings.

    Raises:
        SourceError: with all problems of all documents, or of the mappings.
        NotationError: if *columns* cannot be read.
    """
    return _publication(convert_documents(source, manifest, say, columns))


def _publication(converted: Conversion) -> Publication:
    manifest, dataset = converted.manifest, converted.dataset
    if manifest is None:
        return Publication(dataset, Path(), pins=converted.pins)
    mappings: tuple[Mappings, ...] = ()
    if manifest.mappings.is_dir():
        from repertory.graph.mappings import read_mappings

        known, complete = manifest.vocabularies, manifest.complete
        mappings = read_mappings(manifest.mappings, known, dataset, complete)
    return Publication(dataset, manifest.path.parent, mappings, converted.pins)
