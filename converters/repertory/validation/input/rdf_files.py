"""Read RDF files of any format into one graph, up to a size and without network access."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from repertory.compression import read_inflated
from repertory.errors import ProblemCollector, SourceError
from repertory.model import Place, Problem
from repertory.rdf import ReadError, Store, n3
from repertory.rdf_formats import ENDINGS, RDF_FORMATS, ending_of, inflated_name, is_compressed
from repertory.replacing import refuse_unfinished
from repertory.validation.input import jsonld_faults as jsonld
from repertory.validation.input import rdfxml_faults as rdfxml
from repertory.validation.shapes.shapes_graph import IMPORTS

MAXIMUM_SIZE: Final = 200_000_000
"""Bytes of all files together, about two million statements; the graph is in memory."""

SUFFIXES: Final = {ending: name for ending, name in ENDINGS.items() if ending != ".xml"}
"""File ending -> format. Of files in a folder that only differ in the ending, one with named graphs
is read, since it may have more than the others, or else the first."""

WITH_GRAPHS: Final = ("trig", "nquads")

REMOTE: Final = "LoadDocumentCallback"
"""A part of pyoxigraph's error for a JSON-LD context in another document."""

REMOTE_CONTEXT: Final = "a remote JSON-LD context"
"""A file with one is an error; in a folder it is ignored with a note."""

BASE: Final = "file:///"
"""The start of the base IRI of a file, before its name; the same on every machine."""


class InputGraph(Struct, frozen=True):
    """A graph to validate, the files that were read, and notes on ignored files."""

    store: Store
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_data(names: Sequence[str], format_name: str | None = None) -> InputGraph:
    """Read files and folders into one graph.

    Raises:
        SourceError: with the problems of all files.
    """
    store = Store()
    collector = ProblemCollector()
    notes: list[str] = []
    files: list[Path] = []
    for name in dict.fromkeys(names):
        with collector:
            files += _files(Path(name), notes)
    left, read = MAXIMUM_SIZE, []
    for file in files:
        try:
            content = read_content(file, left)
            left -= len(content)
            load(store, content, str(file), format_name)
            read.append(str(file))
        except SourceError as error:
            if str(file) in names or not _is_remote(error):
                collector.problems += error.problems
            else:
                notes.append(f"{file} was ignored: its JSON-LD context is remote.")
    collector.report()
    if files and not len(store):
        advice = 'JSON-LD needs an "@context" that defines its keys.'
        raise SourceError([Problem(Place(read[0]), "no statement", "RDF statements", advice)])
    notes += _imports(store)
    return InputGraph(store, tuple(read), tuple(notes))


def _is_remote(error: SourceError) -> bool:
    return all(problem.found == REMOTE_CONTEXT for problem in error.problems)


def _files(path: Path, notes: list[str]) -> list[Path]:
    """Return the RDF files of a folder, or the file; of several formats of a file, only one."""
    if not path.is_dir():
        return [path]
    by_stem: dict[str, list[Path]] = {}
    for file in sorted(path.iterdir()):
        if ending_of(file.name) in SUFFIXES and file.is_file():
            by_stem.setdefault(Path(inflated_name(file.name)).stem, []).append(file)
    if not by_stem:
        found, expected = "no RDF file in this folder", f"files that end in {', '.join(SUFFIXES)}"
        raise SourceError([Problem(Place(str(path)), found, expected)])
    chosen = []
    for files in by_stem.values():
        files.sort(key=_preference)
        chosen.append(files[0])
        if len(files) > 1:
            others = ", ".join(file.name for file in files[1:])
            notes.append(f"{files[0]} was read, and not {others}, which have the same name.")
    return chosen


def _preference(file: Path) -> tuple[bool, int, bool]:
    ending = ending_of(file.name)
    rank = list(SUFFIXES).index(ending)
    return SUFFIXES[ending] not in WITH_GRAPHS, rank, is_compressed(file.name)


def read_content(path: Path, limit: int = MAXIMUM_SIZE) -> bytes:
    """Read a file of at most *limit* bytes, which is inflated if its name ends in `.gz`.

    Raises:
        SourceError: when it is missing, unreadable, damaged, empty or too large, or its folder is
            being written.
    """
    refuse_unfinished(path.parent)
    expected = f"RDF files of at most {MAXIMUM_SIZE:,} bytes together"
    content = read_inflated(path, limit, expected, "Validate the data in parts.")
    if not content.strip():
        advice = "Is it the right file, and was it saved?"
        raise SourceError([Problem(Place(str(path)), "an empty file", "RDF statements", advice)])
    return content


def recognise(content: bytes, name: str) -> str:
    """Return the format of a file by its ending, or else by its first characters.

    >>> recognise(b'<?xml version="1.0"?>', "topics.xml"), recognise(b"[]", "topics.json")
    ('rdfxml', 'jsonld')
    """
    known = SUFFIXES.get(ending_of(name))
    if known is not None:
        return known
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"<\?xml|<!--|<!DOCTYPE|<[A-Za-z]+:RDF", start):
        return "rdfxml"
    return "jsonld" if start[:1] in (b"{", b"[") else "trig"


def load(store: Store, content: bytes, name: str, format_name: str | None = None) -> None:
    """Add the content of the file *name* to a graph.

    Raises:
        SourceError: when it is invalid, with the line and the column.
    """
    chosen = format_name or recognise(content, name)
    try:
        store.load(content, chosen, base_of(name))
    except ReadError as error:
        raise SourceError([unreadable(error, name, chosen, content)]) from error


def base_of(name: str) -> str:
    """Return the base of the relative IRIs in a file, whether it is compressed or not.

    >>> base_of("data/my topics.ttl"), base_of("a.ttl.gz")
    ('file:///my%20topics.ttl', 'file:///a.ttl')
    """
    return BASE + quote(inflated_name(Path(name).name), errors="surrogateescape")


NAME_IT: Final = f"Is it in another format? Add --input-format {'|'.join(RDF_FORMATS)}"


def unreadable(
    error: ReadError, name: str, format_name: str, content: bytes, otherwise: str = NAME_IT
) -> Problem:
    """Return the problem of a file that cannot be read; *otherwise* is advice on the format."""
    place = Place(name, error.line, error.column)
    if error.line is None and format_name == "rdfxml":
        place = Place(name, *rdfxml.find_place(content, base_of(name)))
    if error.line is None and format_name == "jsonld":
        place = Place(name, *jsonld.find_place(content, base_of(name)))
    if REMOTE in str(error):
        advice = "Remote contexts are not loaded: copy the context into the file."
        return Problem(place, REMOTE_CONTEXT, "a context in the file", advice)
    found = re.sub(r"^Parser error (at|between) [^:]*: ", "", str(error).splitlines()[0])
    found = re.sub(r" \(line \d+\)$", "", found)
    return Problem(place, f"an error ({found})", f"a file in {format_name}", otherwise)


def _imports(store: Store) -> Iterator[str]:
    """Yield notes on the ontologies that the data import."""
    pattern = f"SELECT DISTINCT ?file WHERE {{ ?ontology <{IMPORTS}> ?file }} ORDER BY ?file"
    for solution in store.select(pattern):
        yield f"owl:imports {n3(solution['file'])} was not loaded; add its file as an argument."
