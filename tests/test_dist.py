"""The published dataset is what the sources give, and the tables of the project are complete."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import re
from pathlib import Path

import pytest

from repertory import compression
from repertory.files import write_files
from repertory.outputs.output_files import OUTPUTS, descriptions, outputs_of
from repertory.outputs.publication import open_documents
from repertory.rdf import vocabulary
from repertory.rdf.vocabulary import PREFIXES, Namespace
from repertory.readers import READERS
from repertory.settings.manifest import read_manifest

TOP = Path(__file__).resolve().parents[1]
MAXIMUM_SIZE = 3_000_000
"""Bytes of all published files together."""
MANIFEST = read_manifest(TOP / "repertory.toml")


def files_of(folder: Path) -> set[str]:
    """Return the names of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def facts_of(content: bytes) -> tuple[bytes, bytes]:
    """Return the SHA-256 and the size of a file as they are written."""
    return hashlib.sha256(content).hexdigest().encode(), b"%d" % len(content)


def with_others(content: bytes, words: dict[bytes, bytes]) -> bytes:
    """Replace whole words."""
    pattern = rb"\b(?:%b)\b" % b"|".join(words or [b"(?!)"])
    return re.sub(pattern, lambda found: words[found[0]], content)


def changed_files(folder: Path, other: Path) -> list[str]:
    """Return the names of the files that differ.

    Of a compressed file the content counts, since zlib is not the same on every machine. Where the
    compressed bytes differ, so do their size and checksum, and the checksums of the files that give
    them; these are replaced before the other files are compared.
    """
    changed, facts = [], dict[bytes, bytes]()
    names = files_of(folder) | files_of(other)
    for name in sorted(names, key=lambda name: (not name.endswith(".gz"), name == "SHA256SUMS")):
        new, old = (folder / name).read_bytes(), (other / name).read_bytes()
        if name.endswith(".gz"):
            is_same = gzip.decompress(new) == gzip.decompress(old)
            facts |= zip(facts_of(new), facts_of(old), strict=True)
        else:
            is_same = with_others(new, facts) == old
            facts[facts_of(new)[0]] = facts_of(old)[0]
        if not is_same:
            changed.append(name)
    return sorted(changed)


def test_a_rebuild_gives_the_committed_dataset_byte_for_byte(tmp_path: Path) -> None:
    publication = open_documents(manifest=str(MANIFEST.path))
    publication.write(tmp_path / "dist")
    assert files_of(tmp_path / "dist") == files_of(TOP / "dist")
    assert changed_files(tmp_path / "dist", TOP / "dist") == []


def test_another_zlib_gives_the_same_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "LEVEL", 1)
    publication = open_documents(manifest=str(MANIFEST.path))
    publication.write(tmp_path / "dist")
    name = "dataset.trig.gz"
    assert (tmp_path / "dist" / name).read_bytes() != (TOP / "dist" / name).read_bytes()
    assert changed_files(tmp_path / "dist", TOP / "dist") == []
    (tmp_path / "dist" / name).write_bytes(gzip.compress(b"another"))
    assert name in changed_files(tmp_path / "dist", TOP / "dist")


def test_a_rebuild_adds_no_identifiers() -> None:
    publication = open_documents(manifest=str(MANIFEST.path))
    assert publication.pins == {}
    assert publication.root.resolve() == TOP


def test_dist_has_the_outputs_and_no_other_files() -> None:
    publication = open_documents(manifest=str(MANIFEST.path))
    assert files_of(TOP / "dist") == {*outputs_of(publication), *descriptions()}


def test_dist_is_small() -> None:
    sizes = {name: (TOP / "dist" / name).stat().st_size for name in files_of(TOP / "dist")}
    assert sum(sizes.values()) < MAXIMUM_SIZE, sizes


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
