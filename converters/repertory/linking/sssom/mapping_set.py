"""Read and write mapping sets in SSSOM, the table format of mappings between vocabularies.

A file has a YAML block commented out with `#` (prefixes, licence, tool) and a table of mappings.
Unknown columns and metadata are kept and written back.
https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from repertory.errors import RepertoryError, SourceError
from repertory.escaping import guard_formulas, number_formulas, unguard_formulas
from repertory.files import read_text
from repertory.linking.sssom.metadata import (
    MAXIMUM_SIZE,
    PREFIXES,
    metadata_beside,
    read_metadata,
    write_metadata,
)
from repertory.linking.sssom.spreadsheet import (
    OF_A_ROW,
    delimiter_of,
    is_comment,
    lost_cell,
    rows_of,
    uncommented,
)
from repertory.model import Place, Problem
from repertory.rdf.terms import IRI, is_iri
from repertory.rdf.vocabulary import OWL, RDF, RDFS, SEMAPV, SKOS, SSSOM, XSD, shorten

BUILT_IN: Final = {
    "owl": OWL.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "semapv": SEMAPV.iri,
    "skos": SKOS.iri,
    "sssom": SSSOM.iri,
    "xsd": XSD.iri,
    "linkml": "https://w3id.org/linkml/",
}
"""Prefixes that a file does not need to declare."""

REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
"""Required columns, each with an identifier, written as a CURIE; a literal has only a label."""

ORDER: Final = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label "
    "mapping_justification confidence match_string similarity_score similarity_measure "
    "mapping_tool mapping_tool_version author_label reviewer_id reviewer_label review_date comment"
).split()
"""The order of the columns; others follow."""

NOT: Final = "Not"
"""The predicate modifier that negates a mapping."""

LITERAL: Final = "rdfs literal"
COMPOSED: Final = "composed entity expression"

_PREFIX: Final = re.compile(r"\w[\w.-]*")
_CURIE: Final = re.compile(rf"({_PREFIX.pattern}):((?!//)\S*)")
_LOCAL: Final = re.compile(r"[\w.-]([\w./%-]*[\w%-])?")


class SssomMapping(Struct, frozen=True):
    """One mapping; *slots* are the columns that have no field of their own.

    *line* is its line in the file, 0 if it was not read from a file.
    """

    subject: IRI
    predicate: IRI
    object: IRI
    justification: IRI
    slots: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def is_denied(self) -> bool:
        """Whether the mapping is negated."""
        return self.slots.get("predicate_modifier") == NOT

    @property
    def pair(self) -> tuple[IRI, IRI]:
        """The subject and the object, whatever the relation."""
        return self.subject, self.object


class MappingSet(Struct, frozen=True):
    """A file of mappings; *metadata* is its block without the prefixes."""

    prefixes: Mapping[str, str]
    mappings: tuple[SssomMapping, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────


def read_sssom(path: Path) -> MappingSet:
    """Read an SSSOM file, TSV or CSV, with its metadata inside or in a `.yml` file beside it.

    Raises:
        SourceError: with every invalid line.
    """
    beside = partial(metadata_beside, path)
    return parse_sssom(read_text(path, MAXIMUM_SIZE, "an SSSOM file"), str(path), beside)


def parse_sssom(
    text: str, name: str = "mappings", beside: Callable[[], dict[str, Any]] = dict
) -> MappingSet:
    r"""Parse the text of an SSSOM file, also as spreadsheets save it.

    *beside* returns the metadata if the text has none.

    >>> text = "#curie_map:\n#  a: https://example.org/\n" + "\t".join(REQUIRED) + "\n"
    >>> found = parse_sssom(text + "a:1\tskos:exactMatch\ta:2\tsemapv:LexicalMatching\n")
    >>> found.mappings[0].object, found.mappings[0].line
    ('https://example.org/2', 4)

    Raises:
        SourceError: with every invalid line.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_header = (is_comment(line) or not line.strip() for line in lines)
    start = next((number for number, header in enumerate(is_header) if not header), len(lines))
    delimiter = delimiter_of(lines[start] if start < len(lines) else "")
    problems: list[Problem] = []
    block = uncommented(lines[:start], delimiter, name, problems)
    if problems:
        raise SourceError(problems)
    has_metadata = any(map(str.strip, block))
    metadata = read_metadata("\n".join(block), name) if has_metadata else beside()
    prefixes = {**BUILT_IN, **(metadata.pop(PREFIXES, None) or {})}
    rows = rows_of(lines[start:], start + 1, delimiter, name, problems)
    mappings = tuple(_mappings(rows, start + 1, prefixes, metadata, name, problems))
    if problems:
        raise SourceError(problems)
    return MappingSet(prefixes, mappings, metadata)


def _mappings(
    rows: Iterator[tuple[int, list[str]]],
    first: int,
    prefixes: Mapping[str, str],
    metadata: Mapping[str, Any],
    name: str,
    problems: list[Problem],
) -> Iterator[SssomMapping]:
    header = [unguard_formulas(cell).strip() for cell in next(rows, (first, []))[1]]
    literal = "subject_type" in header or "object_type" in header or "subject_type" in metadata
    missing = [column for column in REQUIRED if column not in header]
    if missing and not (literal and set(missing) <= {"subject_id", "object_id"}):
        found = f"no column {', '.join(missing)}" if any(header) else "no table"
        advice = f"The first line of the table names its columns: {', '.join(REQUIRED)}, …"
        problems.append(Problem(Place(name, line=first), found, "the columns of SSSOM", advice))
        return
    kinds = {key: str(metadata.get(key, "")) for key in ("subject_type", "object_type")}
    for line, guarded in rows:
        row = [unguard_formulas(cell) for cell in guarded]
        if not any(cell.strip() for cell in row):
            continue
        place = Place(name, line=line)
        if found := lost_cell(header, row):
            problems.append(Problem(place, found, *OF_A_ROW))
            continue
        cells = ((key, _tidy(key, cell)) for key, cell in zip(header, row, strict=False))
        slots = {key: cell for key, cell in cells if cell.strip()}
        if (mapping := _mapping(slots, kinds, prefixes, place, problems)) is not None:
            yield mapping


def _tidy(column: str, cell: str) -> str:
    """Strip whitespace from identifiers; texts keep theirs."""
    named = column.endswith(("_id", "_type", "_justification", "_modifier"))
    return cell.strip() if named else cell


def _mapping(
    slots: dict[str, str],
    kinds: Mapping[str, str],
    prefixes: Mapping[str, str],
    place: Place,
    problems: list[Problem],
) -> SssomMapping | None:
    found: dict[str, str] = {}
    count = len(problems)
    for column in REQUIRED:
        of_type = column.replace("_id", "_type")
        if slots.get(of_type, kinds.get(of_type)) in (LITERAL, COMPOSED):
            found[column] = slots.pop(column, "")
            continue
        try:
            found[column] = expand(slots.pop(column, ""), prefixes)
        except ValueError as error:
            expected = f"a CURIE with one of the prefixes {', '.join(sorted(prefixes))}"
            problems.append(Problem(place, f"{error} as {column}", expected, _ADVICE))
    if len(problems) > count:
        return None
    subject, predicate, target, justification = (IRI(found[column]) for column in REQUIRED)
    return SssomMapping(subject, predicate, target, justification, slots, place.line or 0)


_ADVICE: Final = "Declare the prefix in the curie_map at the top of the file, or correct the cell."


def expand(text: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI that a CURIE stands for; an absolute IRI is returned unchanged.

    >>> expand("skos:exactMatch", BUILT_IN)
    'http://www.w3.org/2004/02/skos/core#exactMatch'

    Raises:
        ValueError: if it is neither, or its prefix is unknown.
    """
    curie = _CURIE.fullmatch(text)
    if curie and curie[1] in prefixes:
        iri = prefixes[curie[1]] + curie[2]
        if not is_iri(iri):
            raise ValueError(f"{text!r}, which expands to {iri!r},")
        return iri
    if text.startswith(("http://", "https://", "urn:")) and is_iri(text):
        return text
    if curie:
        raise ValueError(f"the unknown prefix {curie[1]!r} in {text!r}")
    raise ValueError(repr(text) if text else "nothing")


def values(cell: str) -> list[str]:
    r"""Split a cell into its values, which are separated by `|`.

    >>> values(r"A. Person|B\|C")
    ['A. Person', 'B|C']
    """
    parts = re.findall(r"((?:\\.|[^\\|])+)", cell)
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]


def escape_value(text: str) -> str:
    r"""Return a text as one value of a cell that may have several.

    >>> escape_value("B|C")
    'B\\|C'
    """
    return text.replace("\\", "\\\\").replace("|", "\\|")


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────


def write_sssom(mappings: MappingSet) -> str:
    """Write a mapping set: metadata in YAML, then the mappings in order.

    A mapping that was read is written so that it parses to the same again, with or without prefix.

    Raises:
        RepertoryError: if an IRI that was not read from a file has no prefix.
    """
    columns = _columns(mappings.mappings)
    out = io.StringIO()
    for line in write_metadata({PREFIXES: _used(mappings), **mappings.metadata}):
        out.write(number_formulas(f"#{line}\n"))
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(map(_guarded, columns))
    for mapping in mappings.mappings:
        cells = {
            **mapping.slots,
            "subject_id": mapping.subject,
            "predicate_id": mapping.predicate,
            "object_id": mapping.object,
            "mapping_justification": mapping.justification,
        }
        row = [_cell(column, cells, mappings, mapping.line > 0) for column in columns]
        writer.writerow(map(_guarded, row))
    return out.getvalue()


def _columns(mappings: Iterable[SssomMapping]) -> list[str]:
    used = {column: None for mapping in mappings for column in mapping.slots}
    columns = [column for column in ORDER if column in used or column in REQUIRED]
    return columns + [column for column in used if column not in columns]


def _cell(column: str, cells: Mapping[str, str], mappings: MappingSet, was_read: bool) -> str:
    text = cells.get(column, "")
    of_type = column.replace("_id", "_type")
    kind = cells.get(of_type, mappings.metadata.get(of_type))
    if column not in REQUIRED or kind in (LITERAL, COMPOSED):
        return text
    try:
        return contract(text, mappings.prefixes)
    except RepertoryError:
        if not was_read:
            raise
    return next(_ways_to_write(text, mappings.prefixes))


def _ways_to_write(iri: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the notations of an IRI that was read: with an unusual local name, or in full."""
    for prefix, namespace in prefixes.items():
        curie = f"{prefix}:{iri[len(namespace) :]}"
        if iri.startswith(namespace) and _CURIE.fullmatch(curie):
            yield curie
    yield iri


def _guarded(cell: str) -> str:
    """Guard a cell against being run as a formula; normalise line breaks to line feeds."""
    return guard_formulas(cell.replace("\r\n", "\n").replace("\r", "\n"))


def contract(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI as a CURIE with the prefix of the longest namespace.

    >>> contract("http://www.w3.org/2004/02/skos/core#exactMatch", BUILT_IN)
    'skos:exactMatch'

    Raises:
        RepertoryError: if no prefix fits.
    """
    readable = {name: space for name, space in prefixes.items() if _PREFIX.fullmatch(name)}
    if not (short := shorten(iri, readable, _LOCAL.fullmatch)):
        raise RepertoryError(
            f"{iri} has no prefix, and SSSOM requires one for every identifier. "
            "In the manifest, set the uri_space of the vocabulary to the beginning of its IRIs."
        )
    return short


def namespace_of(iri: str) -> str:
    """Return the part of an IRI before the local name.

    >>> namespace_of("http://eurovoc.europa.eu/245")
    'http://eurovoc.europa.eu/'
    """
    return iri[: max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1]


def _used(mappings: MappingSet) -> dict[str, str]:
    """Return the prefixes in alphabetical order; those of SSSOM only if used."""
    used = {"skos", "semapv"}
    for mapping in mappings.mappings:
        for iri in (mapping.predicate, mapping.object):
            used |= {p for p, namespace in BUILT_IN.items() if iri.startswith(namespace)}
    kept = {
        prefix: namespace
        for prefix, namespace in mappings.prefixes.items()
        if prefix in used or BUILT_IN.get(prefix) != namespace
    }
    return dict(sorted(kept.items()))
