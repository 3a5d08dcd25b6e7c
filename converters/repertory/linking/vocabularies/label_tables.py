"""Read a table of labels in CSV or TSV, with a concept or a label in each line.

| title | content |
|---|---|
| `iri`, `uri`, `id`, `concept` | the IRI of the concept; the first such column is used |
| `label`, `prefLabel`, `preferred label`, `term` | the preferred label |
| `altLabel`, `alternative label`, `synonym`, `used for` | other labels |
| `hiddenLabel` | labels for searching only |
| `broader`, `narrower`, `related` | IRIs of related concepts |
| `definition`, `scope note`, `note` | notes |
| `language`, `lang` | the language of the texts in the line |

Capitals, spaces, a plural s and the prefix `skos:` are ignored. A language may follow the title:
`label_en`, `altLabel@fr`, `definition (es)`. Several values in a cell are separated by `|`, columns
by tabs, commas or semicolons. Other columns are ignored.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from repertory.compression import read_inflated
from repertory.errors import refuse
from repertory.files import decode_utf8
from repertory.linking.sssom.spreadsheet import delimiter_of
from repertory.linking.vocabularies.concepts import RELATIONS, Fact
from repertory.model import Place
from repertory.rdf.terms import is_iri
from repertory.settings.manifest_values import is_language_tag

IDENTIFIERS: Final = ("iri", "uri", "id", "concept")
LANGUAGES: Final = ("language", "lang")
COLUMNS: Final = {
    "label": "preferred",
    "preflabel": "preferred",
    "preferred": "preferred",
    "preferredlabel": "preferred",
    "preferredterm": "preferred",
    "term": "preferred",
    "altlabel": "alternative",
    "alternative": "alternative",
    "alternativelabel": "alternative",
    "synonym": "alternative",
    "usedfor": "alternative",
    "hiddenlabel": "hidden",
    "broader": "broader",
    "narrower": "narrower",
    "related": "related",
    "definition": "note",
    "scopenote": "note",
    "note": "note",
}
"""Normalised title of a column without its language -> kind of its facts."""

MAXIMUM_SIZE: Final = 200_000_000
"""Maximum bytes of a table; one with three million labels has about as many."""

_TITLE: Final = re.compile(
    r"(?:skos:)?([A-Za-z][A-Za-z _-]*?)"
    r"(?:\s*(?:[_@:]([A-Za-z-]+)|\[([A-Za-z-]+)\]|\(([A-Za-z-]+)\)))?"
)


class _Column(NamedTuple):
    position: int
    title: str
    kind: str
    language: str


def read_table(path: Path) -> Iterator[Fact]:
    """Yield the labels of a table.

    Raises:
        SourceError: if it cannot be read, has no column of identifiers or labels, or an identifier
            is not an IRI.
    """
    content = read_inflated(path, MAXIMUM_SIZE, f"a table of at most {MAXIMUM_SIZE:,} bytes")
    try:
        yield from _read(io.StringIO(decode_utf8(content, str(path)), newline=""), path)
    except csv.Error as error:
        raise refuse(Place(str(path)), str(error), "a table in CSV or TSV") from None


def _read(stream: Iterator[str], path: Path) -> Iterator[Fact]:
    first = next(stream, "")
    delimiter = delimiter_of(first)
    header = next(csv.reader([first], delimiter=delimiter), [])
    short = [_short(name) for name in header]
    identifier = next((short.index(name) for name in IDENTIFIERS if name in short), None)
    language_column = next((short.index(name) for name in LANGUAGES if name in short), None)
    columns = list(_columns(header))
    if identifier is None or "preferred" not in [column.kind for column in columns]:
        found = f"the columns {', '.join(header) or '(none)'}"
        expected = "a column 'iri' and a column 'label' or 'label_en'"
        advice = "Write the column titles in the first line."
        raise refuse(Place(str(path), line=1), found, expected, advice)
    rows = csv.reader(stream, delimiter=delimiter)
    line = 2
    for row in rows:
        padded = [cell.strip() for cell in [*row, *[""] * (len(header) - len(row))]]
        if any(padded):
            language = "" if language_column is None else padded[language_column].lower()
            place = Place(str(path), line=line)
            yield from _facts(padded, identifier, columns, language, place)
        line = rows.line_num + 2


def _facts(
    row: list[str], identifier: int, columns: list[_Column], language: str, place: Place
) -> Iterator[Fact]:
    iri = row[identifier]
    if not is_iri(iri):
        raise refuse(place, repr(iri), "the IRI of a concept")
    if language and not is_language_tag(language):
        raise refuse(place, f"the language {language!r}", "a language tag, such as en")
    for position, title, kind, own in columns:
        for value in filter(None, map(str.strip, row[position].split("|"))):
            if kind not in RELATIONS:
                yield Fact(iri, kind, value, own or language)
            elif is_iri(value):
                yield Fact(iri, kind, value)
            else:
                advice = "Name concepts by their IRIs, or delete the column."
                raise refuse(place, f"{value!r} as {title}", "the IRI of a concept", advice)


def _columns(header: list[str]) -> Iterator[_Column]:
    for position, title in enumerate(header):
        match = _TITLE.fullmatch(title.strip())
        kind = COLUMNS.get(_short(match[1])) if match else None
        language = next(filter(None, match.groups()[1:]), "").lower() if match else ""
        whole = COLUMNS.get(_short(title))
        if whole:  # the `note` of `scope_note` is not a language
            yield _Column(position, title, whole, "")
        elif kind and is_language_tag(language):
            yield _Column(position, title, kind, language)


def _short(title: str) -> str:
    """Return a title in lower case, without spaces, plural s and prefix.

    >>> _short("Alternative labels"), _short("skos:scope_note")
    ('alternativelabel', 'scopenote')
    """
    return re.sub(r"[\s_-]", "", title.strip().lower().removeprefix("skos:")).removesuffix("s")
