"""Read and write the metadata of a mapping set: YAML above the table, or in a file beside it.

YAML can hold more than metadata need, and be made to do harm with it: what is nested too deep, and
the aliases by which a few lines stand for millions, is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from repertory.errors import SourceError
from repertory.files import read_file
from repertory.model import Place, Problem

MAXIMUM_SIZE: Final = 100_000_000
"""Bytes of a mapping file; the mappings of 80 topics have some thirty thousand."""

MAXIMUM_DEPTH: Final = 20
"""Lists and mappings inside one another; SSSOM has three."""

NUMBERS: Final = ("mapping_set_confidence",)
"""Metadata that are numbers; others that look like one are texts."""

_KEY: Final = re.compile(r"[A-Za-z_][\w.-]*")
_PLAIN: Final = re.compile(r"[A-Za-z][\w./ -]*[\w./]")
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")


def read_text(path: Path, expected: str) -> str:
    """Read a file in UTF-8, with or without a byte order mark.

    Raises:
        SourceError: when it is missing, unreadable, too large, or not UTF-8, with the line.
    """
    content = read_file(path, MAXIMUM_SIZE, expected)
    if len(content) > MAXIMUM_SIZE:
        found = f"more than {MAXIMUM_SIZE:,} bytes"
        advice = "Is it the right file?"
        raise SourceError(
            [Problem(Place(str(path)), found, f"{expected}, which is smaller", advice)]
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = Place(str(path), line=before.count(b"\n") + 1)
        found = f"the byte 0x{error.object[error.start]:02x}"
        problem = Problem(place, found, "text in UTF-8", "Save the file in UTF-8.")
        raise SourceError([problem]) from None


def metadata_beside(path: Path) -> str:
    """Return the metadata in the file beside a table that has none inside.

    Raises:
        SourceError: when it cannot be read.
    """
    stem = path.name.removesuffix(".tsv").removesuffix(".sssom")
    for ending in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"):
        other = path.with_name(stem + ending)
        if other.is_file():
            return read_text(other, "metadata in YAML")
    return ""


def read_metadata(block: str, name: str) -> dict[str, Any]:
    r"""Read metadata; all values are texts, lists or mappings.

    >>> read_metadata("license: https://example.org/free\nlabels: [1, 2]", "lamps.sssom.tsv")
    {'license': 'https://example.org/free', 'labels': ['1', '2']}

    Raises:
        SourceError: when it is no YAML, nested too deep, or has aliases.
    """
    import yaml  # only mapping files need it

    kept = block.split("\n")
    shared = min((len(line) - len(line.lstrip()) for line in kept if line.strip()), default=0)
    text = "\n".join(line[shared:] for line in kept)
    try:
        _refuse_bombs(text, name)
        found = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", error))
        advice = "The lines behind # are YAML; put a text with a colon in quotation marks."
        raise _error(name, None if mark is None else mark.line + 1, reason, advice) from None
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _refuse_bombs(text: str, name: str) -> None:
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise _error(name, line, f"the alias *{event.anchor}", "Write out what it stands for.")
        if depth > MAXIMUM_DEPTH:
            found = f"more than {MAXIMUM_DEPTH} lists and mappings inside one another"
            raise _error(name, line, found, "Is it the right file?")


def _error(name: str, line: int | None, found: str, advice: str) -> SourceError:
    return SourceError([Problem(Place(name, line=line), found, "metadata in YAML", advice)])


def write_metadata(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Yield the lines of metadata in YAML.

    >>> list(write_metadata({"license": "free", "on: off": ["1"]}))
    ['license: free', '"on: off":', '  - "1"']
    """
    for key, inner in value.items():
        name = key if _KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        if isinstance(inner, dict):
            yield f"{indent}{name}:"
            yield from write_metadata(inner, f"{indent}  ")
        elif isinstance(inner, list):
            yield f"{indent}{name}:"
            for each in inner:
                yield from _yaml_item(each, f"{indent}  ")
        else:
            is_number = key in NUMBERS and _NUMBER.fullmatch(str(inner))
            yield f"{indent}{name}: {inner if is_number else _scalar(inner)}"


def _yaml_item(value: object, indent: str) -> Iterator[str]:
    if not isinstance(value, dict):
        said = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else _scalar(value)
        yield f"{indent}- {said}"
        return
    for number, line in enumerate(write_metadata(value)):
        yield f"{indent}{'  ' if number else '- '}{line}"


def _scalar(value: object) -> str:
    """Write a text; JSON strings are YAML too, and never taken for anything else."""
    text = str(value)
    words = {"true", "false", "yes", "no", "on", "off", "null"}
    if _PLAIN.fullmatch(text) and text.lower() not in words:
        return text
    return json.dumps(text, ensure_ascii=False)
