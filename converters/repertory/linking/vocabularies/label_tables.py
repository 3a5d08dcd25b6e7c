"""Read a table of labels, CSV or TSV: a concept or a label a line, found by the titles of columns.

| title | what stands in the column |
|---|---|
| `iri`, `uri`, `id`, `concept` | the IRI of the concept; the first such column counts |
| `label`, `prefLabel`, `preferred label`, `term` | the preferred label |
| `altLabel`, `alternative label`, `synonym`, `used for` | other labels |
| `hiddenLabel` | labels to find it by |
| `broader`, `narrower`, `related` | IRIs of the concepts around it |
| `definition`, `scope note`, `note` | what it means |
| `language`, `lang` | the language of the texts of the line |

Capitals, spaces and a plural s do not matter, nor `skos:` before it. A language may stand behind
the title: `label_en`, `altLabel@fr`, `definition (es)`. A cell may hold several values, parted by
`|`. The columns are parted by tabs, commas or semicolons. Other columns are left alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from repertory.errors import SourceError
from repertory.files import read_text
from repertory.linking.sssom.spreadsheet import delimiter_of
from repertory.linking.vocabularies.concepts import RELATIONS, Fact
from repertory.model import Place, Problem
from repertory.settings.manifest import is_language_tag

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
"""Title of a column in short, without its language -> the kind of fact that it states."""

MAXIMUM_SIZE: Final = 200_000_000
"""Bytes of a table; one with three million labels has about as many."""

_TITLE: Final = re.compile(
    r"(?:skos:)?([A-Za-z][A-Za-z _-]*?)"
    r"(?:\s*(?:[_@:]([A-Za-z-]+)|\[([A-Za-z-]+)\]|\(([A-Za-z-]+)\)))?"
)
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


class _Column(NamedTuple):
    position: int
    title: str
    kind: str
    language: str


def read_table(path: Path) -> Iterator[Fact]:
    """Yield the labels of a table.

    Raises:
        SourceError: when it cannot be read, has no column of identifiers or of labels, or a line
            whose identifier is no IRI.
    """
    try:
        yield from _read(io.StringIO(read_text(path, MAXIMUM_SIZE, "a table"), newline=""), path)
    except csv.Error as error:
        raise _error(path, None, str(error), "a table in CSV or TSV") from None


def _read(stream: Iterator[str], path: Path) -> Iterator[Fact]:
    first = next(stream, "")
    delimiter = delimiter_of(first)
    header = next(csv.reader([first], delimiter=delimiter), [])
    short = [_short(name) for name in header]
    identifier = next((short.index(name) for name in IDENTIFIERS if name in short), None)
    spoken = next((short.index(name) for name in LANGUAGES if name in short), None)
    columns = list(_columns(header))
    if identifier is None or "preferred" not in [column.kind for column in columns]:
        found = f"the columns {', '.join(header) or '(none)'}"
        expected = "a column 'iri' and a column 'label' or 'label_en'"
        raise _error(path, 1, found, expected, "Write the names of the columns in the first line.")
    rows = csv.reader(stream, delimiter=delimiter)
    line = 2
    for row in rows:
        padded = [cell.strip() for cell in [*row, *[""] * (len(header) - len(row))]]
        if any(padded):
            language = padded[spoken].lower() if spoken is not None else ""
            yield from _facts(padded, identifier, columns, language, path, line)
        line = rows.line_num + 2


def _facts(
    row: list[str], identifier: int, columns: list[_Column], language: str, path: Path, line: int
) -> Iterator[Fact]:
    iri = row[identifier]
    if not _IRI.fullmatch(iri):
        raise _error(path, line, repr(iri), "the IRI of a concept")
    if language and not is_language_tag(language):
        raise _error(path, line, f"the language {language!r}", "a language tag, such as en")
    for position, title, kind, own in columns:
        for value in filter(None, map(str.strip, row[position].split("|"))):
            if kind not in RELATIONS:
                yield Fact(iri, kind, value, own or language)
            elif _IRI.fullmatch(value):
                yield Fact(iri, kind, value)
            else:
                advice = "Name concepts by their IRIs, or leave the column out."
                raise _error(path, line, f"{value!r} as {title}", "the IRI of a concept", advice)


def _columns(header: list[str]) -> Iterator[_Column]:
    for position, title in enumerate(header):
        match = _TITLE.fullmatch(title.strip())
        kind = COLUMNS.get(_short(match[1])) if match else None
        language = next(filter(None, match.groups()[1:]), "").lower() if match else ""
        whole = COLUMNS.get(_short(title))
        if whole:  # `scope_note` ends in no language
            yield _Column(position, title, whole, "")
        elif kind and is_language_tag(language):
            yield _Column(position, title, kind, language)


def _short(title: str) -> str:
    """Return a title without what does not matter.

    >>> _short("Alternative labels"), _short("skos:scope_note")
    ('alternativelabel', 'scopenote')
    """
    return re.sub(r"[\s_-]", "", title.strip().lower().removeprefix("skos:")).removesuffix("s")


def _error(
    path: Path, line: int | None, found: str, expected: str, advice: str = ""
) -> SourceError:
    return SourceError([Problem(Place(str(path), line=line), found, expected, advice)])
