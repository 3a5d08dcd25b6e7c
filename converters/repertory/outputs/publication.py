"""A dataset that is ready to be queried, validated and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from repertory.rdf.terms import IRI, Quad, Term
from repertory.settings.identifiers import pin_topics

if TYPE_CHECKING:
    import rdflib

    from repertory.graph.mappings import Mappings
    from repertory.rdf import Statements
    from repertory.validation.report import Report


class Publication(Struct, frozen=True, dict=True):
    r"""A dataset with everything that is published of it.

    >>> text = b"Topic\tDocument\tParagraphs\tReference in A/3\nWhales\tA/1\t4\tI.2\n"
    >>> publication = read_text(text, "whales.txt")
    >>> len(publication.dataset.indexes[0].citations), publication.findings
    (1, ())
    """

    dataset: Dataset
    root: Path
    """The folder of the manifest, or the current one; `dist/` is in it."""
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

    def write(self, folder: Path | str | None = None, say: Say = silent) -> tuple[str, ...]:
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
    """Read one document without a manifest, as `convert_file` does.

    Raises:
        SourceError: with all problems of the document.
        NotationError: when *columns* cannot be read.
    """
    return _publication(convert_file(path, columns))


def read_text(content: bytes, name: str, columns: str = "") -> Publication:
    """Read one document from memory, as `convert_text` does.

    Raises:
        SourceError: with all problems of the document.
        NotationError: when *columns* cannot be read.
    """
    return _publication(convert_text(content, name, columns))


def open_documents(
    source: str | None = None,
    manifest: str | None = None,
    say: Say = silent,
    columns: str = "",
) -> Publication:
    """Read what a command names, as `convert_documents` does, and the reviewed mappings.

    Raises:
        SourceError: with all problems of all documents, or of the mappings.
        NotationError: when *columns* cannot be read.
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
