"""The published folder: files are checked against their checksums and each other."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from tests.reefs import published_reefs
from tests.web.hostile import bomb

from repertory.commands.publish import publish
from repertory.errors import PublishError, SourceError
from repertory.outputs.output_files import OUTPUTS
from repertory.outputs.publication import Publication
from repertory.publish import published
from repertory.publish.published import read_published
from repertory.rdf import graph_lines
from repertory.rdf.iris import DEFAULT_BASE
from repertory.replacing import JOURNAL

BASE = "https://example.org/id/"
GRAPHS = "dataset.trig.gz"


def graphs_of(folder: Path) -> bytes:
    return gzip.decompress((folder / GRAPHS).read_bytes())


def test_the_graphs_are_those_of_the_files_and_the_catalogue(folder: Path) -> None:
    found = read_published(folder)
    graphs = graph_lines(graphs_of(folder), "trig")
    catalogue = graph_lines((folder / "catalog.ttl").read_bytes(), "turtle")[""]
    assert found.graphs == {**graphs, f"{BASE}catalogue/lighthouses": catalogue}
    assert found.prefixes == (f"{BASE}graph/lighthouses/", f"{BASE}catalogue/lighthouses/staging/")
    union = {line for lines in graphs.values() for line in lines}
    assert set((folder / "dataset.nt").read_text().splitlines()) <= union


def test_every_resource_of_the_package_has_its_file(folder: Path) -> None:
    found = read_published(folder)
    assert found.package == json.loads((folder / "ckan-package.json").read_text())
    files = [found.files[resource["uri"]] for resource in found.package["resources"]]
    assert sorted(files) == sorted(OUTPUTS)


@pytest.mark.parametrize("name", ["dataset.trig.gz", "topics.csv", "catalog.ttl"])
def test_a_file_that_was_changed_after_the_build_is_an_error(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    with pytest.raises(PublishError, match=rf"{name}: found the SHA-256 .* Run repertory build"):
        read_published(folder)


def test_a_missing_file_is_an_error(folder: Path) -> None:
    (folder / "dataset.nt").unlink()
    with pytest.raises(PublishError, match=r"dataset\.nt: cannot be read: no such file"):
        read_published(folder)


def test_a_folder_without_a_dataset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"SHA256SUMS: found no such file.*--from"):
        read_published(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("")
    with pytest.raises(PublishError, match=r"found no line for catalog\.ttl, expected all files"):
        read_published(tmp_path)


def test_a_folder_of_an_interrupted_build_is_an_error(folder: Path) -> None:
    (folder / JOURNAL).write_text("{}")
    with pytest.raises(SourceError, match=r"was killed meanwhile.*Run repertory build again"):
        read_published(folder)


@pytest.mark.parametrize("base", [DEFAULT_BASE, "https://data.INVALID/id/"])
@pytest.mark.parametrize("target", ["oxigraph", "ckan"])
def test_a_dataset_under_an_unpublished_base_is_not_published(
    publication: Publication, tmp_path: Path, base: str, target: str
) -> None:
    description = replace(publication.dataset.description, base=base)
    replace(publication, dataset=replace(publication.dataset, description=description)).write(
        tmp_path
    )
    arguments = ["--to", f"{target}+http://127.0.0.1:9", "--from", str(tmp_path), "--dry-run"]
    with pytest.raises(PublishError) as caught:
        CliRunner().invoke(publish, arguments, catch_exceptions=False)
    assert str(caught.value) == (
        f"{tmp_path / 'catalog.ttl'}: found the base <{base}>, expected one that can be published. "
        "Set base in [dataset] of repertory.toml to an address that you will keep, such as "
        "https://data.example.org/id/, and run repertory build again."
    )


# ── An untrusted folder ──────────────────────────────────────────────────────────────────────────


def sign(folder: Path) -> None:
    """Write matching checksums, if all can be inflated."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    names.remove("SHA256SUMS")
    contents = {name: (folder / name).read_bytes() for name in sorted(names)}
    inner = contents.pop(GRAPHS)
    sums = [f"{sha256(content).hexdigest()}  {name}\n" for name, content in contents.items()]
    sums += [f"{sha256(inner).hexdigest()}  {GRAPHS}\n", inflated_line(gzip.decompress(inner))]
    (folder / "SHA256SUMS").write_text("".join(sums))


def inflated_line(content: bytes) -> str:
    return f"# {sha256(content).hexdigest()}  dataset.trig (inflated dataset.trig.gz)\n"


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))
    sign(folder)


AGAIN = " Run repertory build again."


def error(folder: Path) -> str:
    with pytest.raises(PublishError) as caught:
        read_published(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder}/")
    assert message.endswith(AGAIN)
    return message.removeprefix(f"{folder}/").removesuffix(AGAIN)


SUM = "0" * 64
INNER = f"# {SUM}  a (inflated a.gz)"
INNER_LINE = "expected the line of a compressed file after that of the file."
LINE = "expected a SHA-256, two spaces and the name of a file of this folder."


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (b"nonsense\n", f"line 1: found 'nonsense', {LINE}"),
        (b"\n", f"line 1: found '', {LINE}"),
        (f"{SUM}  a.csv\n{SUM} b.csv\n".encode(), f"line 2: found '{SUM} b.csv', {LINE}"),
        (f"{SUM}  /etc/passwd\n".encode(), f"line 1: found '{SUM}  /etc/passwd', {LINE}"),
        (f"{SUM}  ../a.csv\n".encode(), f"line 1: found '{SUM}  ../a.csv', {LINE}"),
        (f"{SUM}  a/../../b\n".encode(), f"line 1: found '{SUM}  a/../../b', {LINE}"),
        (f"{SUM}  .\n".encode(), f"line 1: found '{SUM}  .', {LINE}"),
        (f"{SUM}  a\0b\n".encode(), f"line 1: found '{SUM}  a\\x00b', {LINE}"),
        (f"{SUM}  a\x1b[2J\n".encode(), f"line 1: found '{SUM}  a\\x1b[2J', {LINE}"),
        (
            f"{SUM}  a.csv\n{SUM}  a.csv\n".encode(),
            "line 2: found a second line for 'a.csv', expected one for each file.",
        ),
        (f"{SUM}  a\n# {SUM}  b\n".encode(), f"line 2: found '# {SUM}  b', {LINE}"),
        (b"# A remark.\n", f"line 1: found '# A remark.', {LINE}"),
        *(
            (f"{SUM}  {name}\n{INNER}\n".encode(), f"line 2: found '{INNER}', {INNER_LINE}")
            for name in ("b.gz", "a.gzip")
        ),
        (
            f"{SUM}  a.gz\n{INNER.replace('  a ', '  b ')}\n".encode(),
            f"line 2: found '{INNER.replace('  a ', '  b ')}', {INNER_LINE}",
        ),
        (
            f"{SUM}  a\n{INNER.replace('a.gz', 'a')}\n".encode(),
            f"line 2: found '{INNER.replace('a.gz', 'a')}', {INNER_LINE}",
        ),
        (
            f"{SUM}  a.gz\n{INNER}\n{INNER}\n".encode(),
            "line 3: found a second line for 'a.gz', expected one for each file.",
        ),
        (f"{SUM}  a\n".encode() + b"\xff\n", "line 2: found bytes b'\\xff', expected UTF-8."),
    ],
)
def test_an_invalid_line_of_the_checksums_is_an_error(
    folder: Path, lines: bytes, message: str
) -> None:
    (folder / "SHA256SUMS").write_bytes(lines)
    assert error(folder) == f"SHA256SUMS, {message}"


def test_endless_checksums_are_an_error(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()
    os.mkfifo(folder / "SHA256SUMS")
    assert error(folder) == "SHA256SUMS: found a pipe or a device, expected a file."


@pytest.mark.parametrize("subfolder", [False, True])
def test_a_link_to_a_file_outside_the_folder_is_an_error(
    folder: Path, tmp_path: Path, subfolder: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "topics.csv").write_text("secret")
    name = "out/topics.csv" if subfolder else "topics.csv"
    if subfolder:
        (folder / "out").symlink_to(outside)
    else:
        (folder / name).unlink()
        (folder / name).symlink_to(outside / "topics.csv")
    sums = (folder / "SHA256SUMS").read_text().splitlines(keepends=True)
    kept = [line for line in sums if not line.endswith("  topics.csv\n")]
    line = f"{sha256(b'secret').hexdigest()}  {name}\n"
    (folder / "SHA256SUMS").write_text("".join([*kept, line]))
    expected = f"{name}: found a link to a file outside the folder, expected a file inside it."
    assert error(folder) == expected


def test_a_link_inside_the_folder_is_read(folder: Path) -> None:
    (folder / "topics.csv").rename(folder / "real.csv")
    (folder / "topics.csv").symlink_to("real.csv")
    sign(folder)
    assert read_published(folder).checksums["topics.csv"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (os.mkfifo, "found a pipe or a device, expected a file."),
        (os.mkdir, "cannot be read: is a directory."),
        (lambda path: os.symlink("topics.csv", path), "cannot be read: too many levels of"),
    ],
)
def test_a_path_that_is_not_a_file_is_an_error(
    folder: Path, make: Callable[[Path], object], message: str
) -> None:
    (folder / "topics.csv").unlink()
    make(folder / "topics.csv")
    assert error(folder).startswith(f"topics.csv: {message}")


def test_a_folder_that_is_too_large_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    size += len(graphs_of(folder))
    monkeypatch.setattr(published, "MAXIMUM_SIZE", size)
    read_published(folder)
    monkeypatch.setattr(published, "MAXIMUM_SIZE", size // 2)
    expected = f": found a larger file, expected files of at most {size // 2:,} bytes in all."
    assert error(folder).endswith(expected)


def test_the_content_of_a_distribution_is_checked_again(folder: Path) -> None:
    found = read_published(folder)
    iri = f"{BASE}distribution/lighthouses/topics.csv"
    assert found.content(iri) == (folder / "topics.csv").read_bytes()
    (folder / "topics.csv").write_text("another")
    with pytest.raises(PublishError, match="the file was changed after it was built"):
        found.content(iri)
    (folder / "topics.csv").unlink()
    (folder / "topics.csv").symlink_to("/etc/passwd")
    with pytest.raises(PublishError, match="a link to a file outside the folder"):
        found.content(iri)


IDENTIFIER = 'dcterms:identifier "topics.csv"'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (IDENTIFIER, 'dcterms:identifier "/etc/passwd"', "'/etc/passwd', expected a file that"),
        (IDENTIFIER, 'dcterms:identifier "../topics.csv"', "'../topics.csv', expected a file that"),
        (IDENTIFIER, 'dcterms:identifier "a.csv", "b.csv"', "found 2 values of dcterms:identifier"),
        (IDENTIFIER, "dcterms:identifier <a:b>", "found 1 values of dcterms:identifier of <"),
        (IDENTIFIER, 'dcterms:title "topics.csv"', "found 0 values of dcterms:identifier of <"),
        ("a dcat:Catalog ", "a dcat:Other ", "found 0 of the type dcat:Catalog, expected one."),
        ("a dcat:Dataset , void:Dataset ", "a void:Dataset ", "found 0 of the type dcat:Dataset"),
        ("a dcat:Distribution ", "a dcat:Distribution, dcat:Dataset ", "of the type dcat:Dataset"),
        ("a dcat:Distribution ", "a dcat:Distribution, dcat:Catalog ", "of the type dcat:Catalog"),
        ('dcterms:identifier "lighthouses"', 'dcterms:identifier "x"', "found the catalogue <"),
        ('identifier "lighthouses"', 'identifier "a/b"', "found the dcterms:identifier 'a/b' of"),
        (
            'identifier "lighthouses"',
            'identifier ""',
            "found the dcterms:identifier '' of the",
        ),
        (f'uriSpace "{BASE}"', 'uriSpace ""', "and the void:uriSpace '', expected a web address"),
        (f'uriSpace "{BASE}"', 'uriSpace "https://example.org/"', "the void:uriSpace 'https://exa"),
        (
            f'uriSpace "{BASE}"',
            'uriSpace "a\\") } #"',
            "and the void:uriSpace 'a\") } #', expected",
        ),
        (f'void:uriSpace "{BASE}" ;', "", "found 0 values of void:uriSpace, expected one text."),
        (f'uriSpace "{BASE}"', "uriSpace 1", "and the void:uriSpace '1', expected a web address"),
        ("a dcat:Distribution ", "a [] ", "found a blank node: <"),
        ("a dcat:Distribution ", "a ( ", ", line "),
    ],
)
def test_a_damaged_catalogue_is_an_error(folder: Path, old: str, new: str, message: str) -> None:
    change(folder, "catalog.ttl", old, new)
    found = error(folder)
    assert found.startswith("catalog.ttl")
    assert message in found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "https://example.org/other/graph/topics",
            "the graph <https://example.org/other/graph/top",
        ),
        (f"{BASE}catalogue/ships", f"the graph <{BASE}catalogue/ships>, expected graphs of the"),
        (f"{BASE}graph/ships/topics", f"the graph <{BASE}graph/ships/topics>, expected graphs of"),
        (f"{BASE}graph/lighthouses", f"the graph <{BASE}graph/lighthouses>, expected graphs of"),
        (f"{BASE}catalogue/lighthouses", f"the graph <{BASE}catalogue/lighthouses>, expected"),
        (
            f"{BASE}graph/lighthouses/a/staging/b",
            f"the graph <{BASE}graph/lighthouses/a/staging/b>, expected graphs",
        ),
    ],
)
def test_a_graph_of_others_is_an_error(folder: Path, name: str, found: str) -> None:
    more = f"\n<{name}> {{ <a:s> <a:p> <a:o> }}\n".encode()
    (folder / GRAPHS).write_bytes(gzip.compress(graphs_of(folder) + more))
    sign(folder)
    assert found in error(folder)


@pytest.mark.parametrize(
    ("trig", "message"),
    [
        (
            "<a:s> <a:p> <a:o> .",
            "dataset.trig.gz: found statements outside a graph, expected graphs of",
        ),
        ("_:g { <a:s> <a:p> <a:o> }", "dataset.trig.gz: found the graph <"),
        (
            f"<{BASE}graph/lighthouses/a> {{ _:b <a:p> <a:o> }}",
            "dataset.trig.gz: found a blank node: _:",
        ),
        (
            f"<{BASE}graph/lighthouses/a> {{ <a:s> <a:p> [] }}",
            "dataset.trig.gz: found a blank node: <a:s>",
        ),
        (f"<{BASE}graph/lighthouses/a> {{", "dataset.trig.gz, line 1"),
        (f"<{BASE}graph/lighthouses/a> {{ <a:s> <a:p> {'(' * 900}", "dataset.trig.gz, line 1"),
    ],
)
def test_damaged_graphs_are_an_error(folder: Path, trig: str, message: str) -> None:
    (folder / GRAPHS).write_bytes(gzip.compress(trig.encode()))
    sign(folder)
    assert error(folder).startswith(message)


def test_the_content_of_a_compressed_file_is_checked(folder: Path) -> None:
    """A file that was compressed again is the same, if its checksum is right."""
    inner = graphs_of(folder)
    before = (folder / "SHA256SUMS").read_text()
    old = sha256((folder / GRAPHS).read_bytes()).hexdigest()
    (folder / GRAPHS).write_bytes(gzip.compress(inner[:9]) + gzip.compress(inner[9:]))
    change(folder, "ckan-package.json", old, sha256((folder / GRAPHS).read_bytes()).hexdigest())
    assert inflated_line(inner) in before
    assert graph_lines(inner, "trig").items() <= read_published(folder).graphs.items()
    sums = (folder / "SHA256SUMS").read_text()
    (folder / "SHA256SUMS").write_text(sums.replace(inflated_line(inner), inflated_line(b"a")))
    assert error(folder) == (
        f"{GRAPHS}: found the SHA-256 {sha256(inner).hexdigest()[:12]}… of the inflated content, "
        f"expected {sha256(b'a').hexdigest()[:12]}… as in SHA256SUMS: the file was changed after "
        "it was built."
    )
    (folder / "SHA256SUMS").write_text(sums.replace(inflated_line(inner), ""))
    assert error(folder) == (
        "SHA256SUMS: found no line '# SHA-256  dataset.trig (inflated dataset.trig.gz)', expected "
        "all files of a build."
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (gzip.compress(b"<a:s> <a:p> 1", mtime=0)[:-1], "gzip data that is cut off"),
        (gzip.compress(b"<a:s> <a:p> 1", mtime=0) + b"x", "other data after the gzip data"),
        (b"<a:s> <a:p> 1 .", "a file that is not compressed"),
    ],
)
def test_a_damaged_compressed_file_is_an_error(folder: Path, content: bytes, found: str) -> None:
    old = sha256((folder / GRAPHS).read_bytes()).hexdigest()
    (folder / GRAPHS).write_bytes(content)
    sums = (folder / "SHA256SUMS").read_text()
    (folder / "SHA256SUMS").write_text(sums.replace(old, sha256(content).hexdigest()))
    assert error(folder) == f"{GRAPHS}: found {found}, expected gzip data that is whole."


def test_a_bomb_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = sha256((folder / GRAPHS).read_bytes()).hexdigest()
    (folder / GRAPHS).write_bytes(bomb())
    sums = (folder / "SHA256SUMS").read_text()
    (folder / "SHA256SUMS").write_text(sums.replace(old, sha256(bomb()).hexdigest()))
    monkeypatch.setattr(published, "MAXIMUM_SIZE", 100_000_000)
    assert error(folder) == (
        f"{GRAPHS}: found a file that inflates to more, expected files of at most 100,000,000 "
        "bytes in all."
    )


def test_a_literal_that_looks_like_a_blank_node_is_valid(folder: Path) -> None:
    path = folder / GRAPHS
    text = r'<a:s> <a:p> "_:b", "> _:b .", "\"> _:b ."@en .'
    old = sha256(path.read_bytes()).hexdigest()
    more = f"\n<{BASE}graph/lighthouses/a> {{ {text} }}\n".encode()
    path.write_bytes(gzip.compress(graphs_of(folder) + more))
    change(folder, "ckan-package.json", old, sha256(path.read_bytes()).hexdigest())
    assert len(read_published(folder).graphs[f"{BASE}graph/lighthouses/a"]) == 3


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("resources.0.uri", None, "Object missing required field `uri` - at `$.resources[0]`"),
        ("resources.0.url", None, "Object missing required field `url` - at `$.resources[0]`"),
        ("resources.0.name", 1, "Expected `str`, got `int` - at `$.resources[0].name`"),
        ("resources.0.uri", "a:b", "resources[0]: found the uri 'a:b', expected a distribution of"),
        ("resources.0.hash", "sha256:0", "resources[0]: found the hash 'sha256:0', expected 'sha2"),
        ("resources", "all", "Expected `array`, got `str` - at `$.resources`"),
        ("resources", None, "Object missing required field `resources`"),
        ("name", None, "Object missing required field `name`"),
        ("extras", {}, "Expected `array`, got `object` - at `$.extras`"),
        ("extras", [], "extras: found the values [] of 'uri', expected one value, '"),
        ("extras.0.value", "a:b", "extras: found the values ['a:b'] of 'uri', expected one value"),
        ("id", "another package", "Object contains unknown field `id`"),
        ("owner_org", "theirs", "Object contains unknown field `owner_org`"),
        ("resources.0.id", "another file", "unknown field `id` - at `$.resources[0]`"),
    ],
)
def test_a_damaged_package_is_an_error(folder: Path, key: str, value: object, message: str) -> None:
    path = folder / "ckan-package.json"
    package = json.loads(path.read_text())
    *names, last = (int(part) if part.isdecimal() else part for part in key.split("."))
    inner = package
    for name in names:
        inner = inner[name]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    path.write_text(json.dumps(package))
    sign(folder)
    found = error(folder)
    assert found.startswith("ckan-package.json")
    assert message in found


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"extras":' * 9999]
)
def test_invalid_json_is_an_error(folder: Path, content: bytes) -> None:
    (folder / "ckan-package.json").write_bytes(content)
    sign(folder)
    assert "expected the package that a build writes." in error(folder)


def test_a_duplicate_resource_is_an_error(folder: Path) -> None:
    path = folder / "ckan-package.json"
    package = json.loads(path.read_text())
    package["resources"].append(package["resources"][0])
    path.write_text(json.dumps(package))
    sign(folder)
    assert "expected a distribution of catalog.ttl, once" in error(folder)


@pytest.mark.parametrize(("rights", "lacks"), [("", True), ("The Reef Board.", False)])
def test_texts_need_a_statement_of_rights(tmp_path: Path, rights: str, lacks: bool) -> None:
    published_reefs(rights).write(tmp_path)
    assert read_published(tmp_path).lacks_rights is lacks


def test_a_dataset_without_texts_needs_no_statement_of_rights(folder: Path) -> None:
    assert read_published(folder).lacks_rights is False
