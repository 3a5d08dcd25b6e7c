"""Read and check a built dataset before it is published.

The folder is not trusted. Only regular files inside it that are in its checksums are read, and each
is compared with its checksum at every reading; the content of a compressed file has a checksum of
its own. The names of the graphs, the resources and the files
of the distributions must agree.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec
from msgspec import Struct, field

from repertory.compression import inflate
from repertory.errors import PublishError, SourceError, os_reason
from repertory.model import Place, Problem
from repertory.publish.package import Package
from repertory.rdf import ReadError, Store, graph_lines
from repertory.rdf.iris import Minter
from repertory.rdf.terms import Literal, Node
from repertory.rdf.vocabulary import DCAT, DCTERMS, RDF, SCHEMA, VOID
from repertory.rdf_formats import inflated_name, is_compressed
from repertory.replacing import refuse_unfinished
from repertory.settings.manifest_values import BASE_ADVICE, IDENTIFIER, is_base, is_unpublished

CHECKSUMS: Final = "SHA256SUMS"
CATALOGUE: Final = "catalog.ttl"
GRAPHS: Final = "dataset.trig.gz"
PACKAGE: Final = "ckan-package.json"

STAGING: Final = "/staging/"
"""The part of the name of a staged copy in a store after the name of the graph."""

MAXIMUM_SIZE: Final = 2 << 30
"""Maximum bytes of all files and of the content of compressed ones, one of which is in memory."""

MAXIMUM_CHECKSUMS: Final = 1_000_000

_AGAIN: Final = "Run repertory build again."
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f]+)")
_INFLATED: Final = re.compile(rf"# {_LINE.pattern} \(inflated ([^\x00-\x1f\x7f]+)\)")
"""A line with the checksum of the content of a compressed file; other programs ignore it."""

_BLANK: Final = re.compile(r'_:|.*> _:[^\s"]+ \.$')
"""A statement with a blank node as subject or object."""


class Published(Struct, frozen=True):
    """A built dataset whose files agree with their checksums.

    *graphs* are lines of canonical N-Triples by graph, including the catalogue; *prefixes* are the
    prefixes of the names of the graphs of the dataset and of their staged copies.
    """

    folder: Path
    graphs: Mapping[str, Sequence[str]]
    prefixes: tuple[str, ...]
    package: Mapping[str, Any]
    files: Mapping[str, str]
    """The file of each distribution, by its IRI."""
    dataset: str
    """The IRI of the dataset."""
    distributions: str
    """The beginning of the IRIs of its distributions."""
    checksums: Mapping[str, str] = field(default_factory=dict)

    @property
    def lacks_rights(self) -> bool:
        """Whether the dataset has texts, but does not state whose they are."""
        lines = list(chain.from_iterable(self.graphs.values()))
        stated = f"<{self.dataset}> <{DCTERMS.rights}> "
        return any(f"> <{SCHEMA.text}> " in line for line in lines) and not any(
            line.startswith(stated) for line in lines
        )

    def content(self, iri: str) -> bytes:
        """Read the file of a distribution.

        Raises:
            PublishError: if it has changed since it was checked.
        """
        name = self.files[iri]
        return _checked(self.folder, name, self.checksums[name], MAXIMUM_SIZE)


def read_published(folder: Path) -> Published:
    """Read the files of a build.

    Raises:
        PublishError: if there are none, or a file was changed or was not written by a build.
        SourceError: if a build was interrupted, so that some files are old and some new.
    """
    refuse_unfinished(folder)
    checksums, inflated = _checksums(folder)
    contents = _contents(folder, checksums, inflated)
    catalogue = _Catalogue(folder / CATALOGUE, contents[CATALOGUE])
    files = catalogue.files(checksums)
    graphs = _graphs(folder / GRAPHS, contents[GRAPHS], catalogue.prefix)
    graphs[catalogue.iri] = catalogue.lines
    return Published(
        folder=folder,
        graphs=graphs,
        prefixes=(catalogue.prefix, f"{catalogue.iri}{STAGING}"),
        package=_package(folder / PACKAGE, contents[PACKAGE], catalogue.dataset, files, checksums),
        files=files,
        dataset=catalogue.dataset,
        distributions=catalogue.distributions,
        checksums=checksums,
    )


def _contents(
    folder: Path, checksums: Mapping[str, str], inflated: Mapping[str, str]
) -> dict[str, bytes]:
    """Check all files; return the contents of those that describe the dataset."""
    contents, left = {}, MAXIMUM_SIZE
    for name, sha256 in checksums.items():
        content = _checked(folder, name, sha256, left)
        left -= len(content)
        if is_compressed(name):
            if name not in inflated:
                place, line = Place(str(folder / CHECKSUMS)), f"# SHA-256  {inflated_name(name)}"
                raise _wrong(place, f"no line '{line} (inflated {name})'", "all files of a build")
            content = _inflated(folder / name, content, inflated[name], left)
            left -= len(content)
        if name in (CATALOGUE, GRAPHS, PACKAGE):
            contents[name] = content
    for name in (CATALOGUE, GRAPHS, PACKAGE):
        if name not in contents:
            place = Place(str(folder / CHECKSUMS))
            raise _wrong(place, f"no line for {name}", "all files of a build")
    return contents


class _Catalogue:
    """The catalogue: the names of the dataset and its files."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self._store = Store()
        try:
            self._store.load(content, "turtle")
            self.lines = graph_lines(content, "turtle").get("", [])
        except ReadError as error:
            raise _wrong(_place(path, error), str(error), "Turtle") from error
        _refuse_blank_nodes(path, self.lines)
        self.iri = self._name(self._store.subjects(RDF.type, DCAT.Catalog), "dcat:Catalog")
        self.dataset = self._name(self._store.subjects(RDF.type, DCAT.Dataset), "dcat:Dataset")
        dataset = self._store.subjects(RDF.type, DCAT.Dataset)[0]
        base = self._text(self._store.objects(dataset, VOID.uriSpace), "void:uriSpace")
        identifier = self._text(
            self._store.objects(dataset, DCTERMS.identifier), "dcterms:identifier of the dataset"
        )
        if not IDENTIFIER.holds(identifier):
            found = f"the dcterms:identifier {identifier!r} of the dataset"
            raise _wrong(Place(str(path)), found, IDENTIFIER.expected)
        minter = Minter(base, identifier)
        self.prefix = f"{minter.graph()}/"
        self.distributions = minter.distribution("")
        ours = (minter.catalogue(), minter.dataset())
        if not is_base(base) or (self.iri, self.dataset) != ours:
            found = (
                f"the catalogue <{self.iri}>, the dataset <{self.dataset}> and the void:uriSpace"
            )
            expected = f"a web address that ends in '/', with <{ours[0]}> and <{ours[1]}>"
            raise _wrong(Place(str(path)), f"{found} {base!r}", expected)
        if is_unpublished(base):
            expected = "one that can be published"
            problem = Problem(Place(str(path)), f"the base <{base}>", expected, BASE_ADVICE)
            raise PublishError(str(problem))

    def files(self, checksums: Mapping[str, str]) -> dict[str, str]:
        """Return the name of the file of each distribution."""
        found = {}
        for distribution in self._store.subjects(RDF.type, DCAT.Distribution):
            what = f"dcterms:identifier of <{distribution}>"
            name = self._text(self._store.objects(distribution, DCTERMS.identifier), what)
            if name not in checksums:
                found_name = f"the {what} {name!r}"
                raise _wrong(Place(str(self._path)), found_name, f"a file that {CHECKSUMS} lists")
            found[str(distribution)] = name
        return found

    def _name(self, nodes: Sequence[Node], kind: str) -> str:
        if len(nodes) != 1:
            raise _wrong(Place(str(self._path)), f"{len(nodes)} of the type {kind}", "one")
        return str(nodes[0])

    def _text(self, nodes: Sequence[Node], what: str) -> str:
        if len(nodes) != 1 or not isinstance(nodes[0], Literal):
            raise _wrong(Place(str(self._path)), f"{len(nodes)} values of {what}", "one text")
        return nodes[0].text


def _graphs(path: Path, content: bytes, prefix: str) -> dict[str, list[str]]:
    """Return the graphs of the dataset; other graphs are an error, so that none is overwritten."""
    try:
        graphs = graph_lines(content, "trig")
    except ReadError as error:
        raise _wrong(_place(path, error), str(error), "TriG") from error
    for name, lines in graphs.items():
        if not name.startswith(prefix) or STAGING in name:
            found = f"the graph <{name}>" if name else "statements outside a graph"
            raise _wrong(
                Place(str(path)), found, f"graphs of the dataset, which begin with <{prefix}>"
            )
        _refuse_blank_nodes(path, lines)
    return graphs


def _refuse_blank_nodes(path: Path, lines: Iterable[str]) -> None:
    """Check for blank nodes, which cannot be compared because stores rename them."""
    for line in lines:
        if _BLANK.match(line):
            raise _wrong(Place(str(path)), f"a blank node: {line[:100]}", "IRIs and literals")


def _package(
    path: Path,
    content: bytes,
    dataset: str,
    files: Mapping[str, str],
    checksums: Mapping[str, str],
) -> dict[str, Any]:
    try:
        package = msgspec.json.decode(content, type=Package)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _wrong(Place(str(path)), str(error), "the package that a build writes") from error
    uris = [extra.value for extra in package.extras if extra.key == "uri"]
    if uris != [dataset]:
        found = f"the values {uris} of 'uri'"
        raise _wrong(Place(str(path), cell="extras"), found, f"one value, {dataset!r}")
    seen = set()
    for number, resource in enumerate(package.resources):
        place = Place(str(path), cell=f"resources[{number}]")
        if resource.uri not in files or resource.uri in seen:
            expected = f"a distribution of {CATALOGUE}, once"
            raise _wrong(place, f"the uri {resource.uri!r}", expected)
        seen.add(resource.uri)
        wanted = f"sha256:{checksums[files[resource.uri]]}"
        if resource.hash != wanted:
            expected = f"{wanted!r} as in {CHECKSUMS}"
            raise _wrong(place, f"the hash {resource.hash!r}", expected)
    found_package: dict[str, Any] = msgspec.to_builtins(package)
    return found_package


def _checksums(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the SHA-256 of the files, and those of the content of compressed ones, by name."""
    path = folder / CHECKSUMS
    if not os.path.lexists(path):
        raise PublishError(
            f"{path}: found no such file, expected the folder of a built dataset. Run repertory "
            "build, or name the folder with --from."
        )
    content = _read(folder, CHECKSUMS, MAXIMUM_CHECKSUMS)
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        place = Place(str(path), line=content.count(b"\n", 0, error.start) + 1)
        raise _wrong(place, f"bytes {content[error.start : error.end]!r}", "UTF-8") from error
    found: dict[str, str] = {}
    inflated: dict[str, str] = {}
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        place = Place(str(path), line=number)
        if match := _INFLATED.fullmatch(line):
            name, inner = match[3], inflated_name(match[3])
            is_valid = name in found and match[2] == inner != name
            checked, expected = inflated, "the line of a compressed file after that of the file"
        else:
            match = _LINE.fullmatch(line)
            name, is_valid = (match[2], _is_inside(match[2])) if match else ("", False)
            checked, expected = found, "a SHA-256, two spaces and the name of a file of this folder"
        if match is None or not is_valid:
            raise _wrong(place, repr(line[:200]), expected)
        if name in checked:
            raise _wrong(place, f"a second line for {name!r}", "one for each file")
        checked[name] = match[1]
    return found, inflated


def _is_inside(name: str) -> bool:
    """Return whether a name is a normalised path inside the folder.

    >>> [_is_inside(name) for name in ("a.ttl", "portal/a.ttl", "/a.ttl", "../a.ttl", "a//b")]
    [True, True, False, False, False]
    """
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name != "."


def _checked(folder: Path, name: str, sha256: str, limit: int) -> bytes:
    content = _read(folder, name, limit)
    _compare(folder / name, content, sha256)
    return content


def _inflated(path: Path, content: bytes, sha256: str, limit: int) -> bytes:
    """Inflate the content of a compressed file and compare it with its own checksum."""
    try:
        inflated = inflate(content, path, limit, _within_limit())
    except SourceError as error:
        problem = error.problems[0]
        raise _wrong(problem.place, problem.found, problem.expected) from error
    _compare(path, inflated, sha256, " of the inflated content")
    return inflated


def _compare(path: Path, content: bytes, sha256: str, what: str = "") -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise PublishError(
            f"{path}: found the SHA-256 {found[:12]}…{what}, expected {sha256[:12]}… as in "
            f"{CHECKSUMS}: the file was changed after it was built. {_AGAIN}"
        )


def _within_limit() -> str:
    return f"files of at most {MAXIMUM_SIZE:,} bytes in all"


def _read(folder: Path, name: str, limit: int) -> bytes:
    """Read a regular file inside the folder; pipes and devices are an error, as they never end."""
    path = folder / name
    real, place = Path(os.path.realpath(path)), Place(str(path))
    if not real.is_relative_to(os.path.realpath(folder)):
        raise _wrong(place, "a link to a file outside the folder", "a file inside it")
    waiting = getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for a writer
    try:
        with open(real, "rb", opener=lambda each, flags: os.open(each, flags | waiting)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _wrong(place, "a pipe or a device", "a file")
            content = file.read(limit + 1)
    except OSError as error:
        raise PublishError(f"{path}: cannot be read: {os_reason(error)}. {_AGAIN}") from error
    if len(content) > limit:
        raise _wrong(place, "a larger file", _within_limit())
    return content


def _wrong(place: Place, found: str, expected: str) -> PublishError:
    return PublishError(str(Problem(place, found, expected, _AGAIN)))


def _place(path: Path, error: ReadError) -> Place:
    return Place(str(path), error.line, error.column)
