"""Read a table of labels, CSV or TSV: one concept a line, its labels in columns.

The first of the columns `iri`, `id`, `uri` or `concept` names the concept. A label column is called
`label`, `preferred`, `prefLabel`, `alternative`, `altLabel` or `hiddenLabel`, with its language
behind `_`, `@` or in brackets: `label_en`, `altLabel@fr`. Other columns are left alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from repertory.errors import SourceError
from repertory.linking.concepts import Fact
from repertory.manifest import is_language_tag
from repertory.model import Place, Problem

IDENTIFIERS: Final = ("iri", "uri", "id", "concept")
COLUMNS: Final = {
    "label": "preferred",
    "preferred": "preferred",
    "preflabel": "preferred",
    "alternative": "alternative",
    "altlabel": "alternative",
    "hiddenlabel": "hidden",
    "broader": "broader",
    "definition": "note",
}
"""Name of a column, without its language -> the kind of fact that it states."""

_COLUMN: Final = re.compile(r"([A-Za-z]+?)(?:[_@:]([A-Za-z-]+)|\[([A-Za-z-]+)\]|\(([A-Za-z-]+)\))?")
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def read_table(path: Path) -> Iterator[Fact]:
    """Yield the labels of a table.

    Raises:
        SourceError: when it cannot be read, has no column of identifiers or of labels, or a line
            whose identifier is no IRI.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _read(stream, path)
    except UnicodeDecodeError as error:
        found = f"the byte 0x{error.object[error.start]:02x}"
        raise _error(path, None, found, "text in UTF-8", "Save the file in UTF-8.") from None
    except csv.Error as error:
        raise _error(path, None, str(error), "a table in CSV or TSV") from None
    except OSError as error:
        raise _error(path, None, (error.strerror or str(error)).lower(), "a table") from error


def _read(stream: Iterator[str], path: Path) -> Iterator[Fact]:
    first = next(stream, "")
    delimiter = "\t" if "\t" in first else ","
    header = next(csv.reader([first], delimiter=delimiter), [])
    identifier, columns = _columns(header, path)
    rows = csv.reader(stream, delimiter=delimiter)
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        iri = row[identifier].strip() if len(row) > identifier else ""
        if not _IRI.fullmatch(iri):
            raise _error(path, rows.line_num + 1, repr(iri), "the IRI of a concept")
        for position, kind, language in columns:
            if len(row) > position and (text := row[position].strip()):
                yield Fact(iri, kind, text, language)


def _columns(header: list[str], path: Path) -> tuple[int, list[tuple[int, str, str]]]:
    names = [name.strip().lower() for name in header]
    identifier = next((names.index(name) for name in IDENTIFIERS if name in names), None)
    columns = []
    for position, name in enumerate(header):
        match = _COLUMN.fullmatch(name.strip())
        kind = COLUMNS.get(match[1].lower()) if match else None
        language = next(filter(None, match.groups()[1:]), "").lower() if match else ""
        if kind and (not language or is_language_tag(language)):
            columns.append((position, kind, "" if kind == "broader" else language))
    if identifier is None or "preferred" not in [kind for _, kind, _ in columns]:
        found = f"the columns {', '.join(header) or '(none)'}"
        expected = "a column 'iri' and a column 'label' or 'label_en'"
        raise _error(path, 1, found, expected, "Write the names of the columns in the first line.")
    return identifier, columns


def _error(
    path: Path, line: int | None, found: str, expected: str, advice: str = ""
) -> SourceError:
    return SourceError([Problem(Place(str(path), line=line), found, expected, advice)])
