"""The published dataset is what the sources give, and the tables of the project are complete."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from repertory.files import write_files
from repertory.outputs.output_files import OUTPUTS, descriptions
from repertory.outputs.publication import open_documents
from repertory.rdf import vocabulary
from repertory.rdf.vocabulary import PREFIXES, Namespace
from repertory.readers import READERS
from repertory.settings.manifest import read_manifest

TOP = Path(__file__).resolve().parents[1]
MANIFEST = read_manifest(TOP / "repertory.toml")


def files_of(folder: Path) -> set[str]:
    """Return the names of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_rebuild_gives_the_committed_dataset_byte_for_byte(tmp_path: Path) -> None:
    publication = open_documents(manifest=str(MANIFEST.path))
    publication.write(tmp_path / "dist")
    assert files_of(tmp_path / "dist") == files_of(TOP / "dist")
    changed = [
        name
        for name in sorted(files_of(TOP / "dist"))
        if (tmp_path / "dist" / name).read_bytes() != (TOP / "dist" / name).read_bytes()
    ]
    assert changed == []


def test_a_rebuild_adds_no_identifiers() -> None:
    publication = open_documents(manifest=str(MANIFEST.path))
    assert publication.pins == {}
    assert publication.root.resolve() == TOP


def test_dist_has_the_outputs_and_no_other_files() -> None:
    assert files_of(TOP / "dist") == {*OUTPUTS, *descriptions()}


def test_every_document_of_the_manifest_has_its_source_in_sources() -> None:
    folders = {entry.source.parent.relative_to(TOP).as_posix() for entry in MANIFEST.entries}
    assert folders == {"sources"}
    assert [entry.source for entry in MANIFEST.entries if not entry.source.is_file()] == []


def test_every_file_in_sources_belongs_to_a_document_of_the_manifest() -> None:
    known = {entry.source for entry in MANIFEST.entries}
    known |= {entry.identifiers for entry in MANIFEST.entries}
    known |= {entry.corrections for entry in MANIFEST.entries} | {TOP / "sources" / "README.md"}
    assert {TOP / "sources" / name for name in files_of(TOP / "sources")} - known == set()


def test_every_document_of_the_manifest_has_an_identifier_file() -> None:
    assert [e.identifiers for e in MANIFEST.entries if not e.identifiers.is_file()] == []


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_has_tests(reader: object) -> None:
    read = getattr(reader, "recognises", None)
    module = importlib.import_module(getattr(read, "__module__", ""))
    name = module.__name__.rpartition(".")[2]
    assert (TOP / "tests" / "readers" / f"test_{name}.py").is_file()


def test_the_names_of_the_readers_differ() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


def test_every_namespace_has_one_prefix() -> None:
    spaces = [value for value in vars(vocabulary).values() if isinstance(value, Namespace)]
    assert sorted(PREFIXES.values()) == sorted(space.iri for space in spaces)


def test_every_output_is_written_inside_its_folder(tmp_path: Path) -> None:
    empty = dict.fromkeys({**OUTPUTS, **descriptions()}, "")
    assert set(write_files(tmp_path / "dist", empty)) == set(empty)
