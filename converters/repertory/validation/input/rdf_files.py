"""Read RDF files of anybody: any format, one graph, nothing fetched, bounded in size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from repertory.errors import ProblemCollector, SourceError
from repertory.files import read_file
from repertory.model import Place, Problem
from repertory.rdf import ReadError, Store, n3
from repertory.rdf_formats import ENDINGS, RDF_FORMATS
from repertory.replacing import refuse_unfinished
from repertory.validation.input import jsonld_faults as jsonld
from repertory.validation.input import rdfxml_faults as rdfxml
from repertory.validation.shapes.shapes_graph import IMPORTS

MAXIMUM_SIZE: Final = 200_000_000
"""Bytes of all files together, about two million statements; the graph is held in memory."""

SUFFIXES: Final = {ending: name for ending, name in ENDINGS.items() if ending != ".xml"}
"""Endings that tell a format; where a folder holds the same in several, the first is read."""

REMOTE: Final = "LoadDocumentCallback"
"""What the JSON-LD reader complains of when a context stands elsewhere."""

REMOTE_CONTEXT: Final = "a JSON-LD context that stands elsewhere"
"""What is then found. A file of a folder that has one is left out, and the report says so."""

BASE: Final = "file:///"
"""Relative IRIs in a file are resolved against its name here, the same on every machine."""


class InputGraph(Struct, frozen=True):
    """A graph to be validated, the files that it comes from, and what was left alone."""

    store: Store
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_data(names: Sequence[str], format_name: str | None = None) -> InputGraph:
    """Read files and folders into one graph.

    Raises:
        SourceError: with the problems of all files.
    """
    store = Store()
    gathering = ProblemCollector()
    notes: list[str] = []
    files: list[Path] = []
    for name in dict.fromkeys(names):
        with gathering:
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
                gathering.problems += error.problems
            else:
                notes.append(f"{file} was left out: its JSON-LD context stands elsewhere.")
    gathering.report()
    if files and not len(store):
        advice = 'JSON says in an "@context" what its keys mean.'
        raise SourceError([Problem(Place(read[0]), "no statement", "RDF statements", advice)])
    notes += _imports(store)
    return InputGraph(store, tuple(read), tuple(notes))


def _is_remote(error: SourceError) -> bool:
    return all(problem.found == REMOTE_CONTEXT for problem in error.problems)


def _files(path: Path, notes: list[str]) -> list[Path]:
    """Return the RDF files of a folder, one of those that differ in their ending only."""
    if not path.is_dir():
        return [path]
    order = list(SUFFIXES)
    by_stem: dict[str, list[Path]] = {}
    for file in sorted(path.iterdir()):
        if file.suffix.lower() in SUFFIXES and file.is_file():
            by_stem.setdefault(file.stem, []).append(file)
    if not by_stem:
        found, expected = "no RDF file in this folder", f"files that end in {', '.join(order)}"
        raise SourceError([Problem(Place(str(path)), found, expected)])
    chosen = []
    for files in by_stem.values():
        files.sort(key=lambda file: order.index(file.suffix.lower()))
        chosen.append(files[0])
        if len(files) > 1:
            others = ", ".join(file.name for file in files[1:])
            notes.append(f"{files[0]} was read; by their names the same stands in {others}.")
    return chosen


def read_content(path: Path, limit: int = MAXIMUM_SIZE) -> bytes:
    """Read a file of at most *limit* bytes.

    Raises:
        SourceError: when it is missing, unreadable, empty or too large, or its folder unfinished.
    """
    refuse_unfinished(path.parent)
    place = Place(str(path))
    expected = f"RDF files of at most {MAXIMUM_SIZE:,} bytes together"
    content = read_file(path, limit, expected)
    if len(content) > limit:
        advice = "Validate parts of it, file by file."
        raise SourceError([Problem(place, "a larger file", expected, advice)])
    if not content.strip():
        advice = "Is it the right file, and was it saved?"
        raise SourceError([Problem(place, "an empty file", "RDF statements", advice)])
    return content


def recognise(content: bytes, name: str) -> str:
    """Tell the format of a file by its name, or by its first character where that does not tell.

    >>> recognise(b'<?xml version="1.0"?>', "topics.xml"), recognise(b"[]", "topics.json")
    ('rdfxml', 'jsonld')
    """
    known = SUFFIXES.get(Path(name).suffix.lower())
    if known is not None:
        return known
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"<\?xml|<!--|<!DOCTYPE|<[A-Za-z]+:RDF", start):
        return "rdfxml"
    return "jsonld" if start[:1] in (b"{", b"[") else "trig"


def load(store: Store, content: bytes, name: str, format_name: str | None = None) -> None:
    """Add the content of the file called *name* to a graph.

    Raises:
        SourceError: when it is not in its format, with the line and the column.
    """
    chosen = format_name or recognise(content, name)
    try:
        store.load(content, chosen, base_of(name))
    except ReadError as error:
        raise SourceError([unreadable(error, name, chosen, content)]) from error


def base_of(name: str) -> str:
    """Return what the relative IRIs in a file are resolved against.

    >>> base_of("data/my topics.ttl")
    'file:///my%20topics.ttl'
    """
    return BASE + quote(Path(name).name)


NAME_IT: Final = f"In another format? Name it: --input-format {'|'.join(RDF_FORMATS)}"


def unreadable(
    error: ReadError, name: str, format_name: str, content: bytes, otherwise: str = NAME_IT
) -> Problem:
    """Say why a file cannot be read, and where; *otherwise* says how to read another format."""
    place = Place(name, error.line, error.column)
    if error.line is None and format_name == "rdfxml":
        place = Place(name, *rdfxml.find_place(content, base_of(name)))
    if error.line is None and format_name == "jsonld":
        place = Place(name, *jsonld.find_place(content, base_of(name)))
    if REMOTE in str(error):
        advice = "Nothing is fetched: write the context into the file."
        return Problem(place, REMOTE_CONTEXT, "a context in the file", advice)
    found = re.sub(r"^Parser error (at|between) [^:]*: ", "", str(error).splitlines()[0])
    found = re.sub(r" \(line \d+\)$", "", found)
    return Problem(place, f"an error ({found})", f"a file in {format_name}", otherwise)


def _imports(store: Store) -> Iterator[str]:
    """Say which ontologies the data ask for."""
    pattern = f"SELECT DISTINCT ?file WHERE {{ ?ontology <{IMPORTS}> ?file }} ORDER BY ?file"
    for solution in store.select(pattern):
        yield f"owl:imports {n3(solution['file'])}: it was not fetched; name its file."
