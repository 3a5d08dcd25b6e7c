"""Read and write the metadata of a mapping set: YAML above the table, or in a file beside it.

YAML can hold more than metadata need, and be made to do harm with it: what is nested too deep, and
the aliases by which a few lines stand for millions, is refused. So is what would be lost when the
metadata are written again: a key that stands twice, a text without a key.
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

MAXIMUM_KEY: Final = 200
"""Characters of a key; YAML takes no more than 1,024 before a colon."""

PREFIXES: Final = "curie_map"
"""The key of the prefixes."""

NUMBERS: Final = ("mapping_set_confidence",)
"""Metadata that are numbers; others that look like one are texts."""

_KEY: Final = re.compile(r"[A-Za-z_][\w.-]*")
_PLAIN: Final = re.compile(r"[A-Za-z][\w./ -]*[\w./]")
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


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


def metadata_beside(path: Path) -> dict[str, Any]:
    """Return the metadata in the file beside a table that has none inside.

    Raises:
        SourceError: when it cannot be read.
    """
    stem = path.name.removesuffix(".tsv").removesuffix(".sssom")
    for ending in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"):
        other = path.with_name(stem + ending)
        if other.is_file():
            return read_metadata(read_text(other, "metadata in YAML"), str(other))
    return {}


def read_metadata(block: str, name: str) -> dict[str, Any]:
    r"""Read metadata; all values are texts, lists or mappings.

    >>> read_metadata("license: https://example.org/free\nlabels: [1, 2]", "lamps.sssom.tsv")
    {'license': 'https://example.org/free', 'labels': ['1', '2']}

    Raises:
        SourceError: when it is no YAML, nested too deep, or could not be written back as it is.
    """
    import yaml  # only mapping files need it

    kept = block.split("\n")
    shared = min((len(line) - len(line.lstrip()) for line in kept if line.strip()), default=0)
    text = "\n".join(line[shared:] for line in kept)
    reading = _Reading(yaml.parse(text, Loader=yaml.BaseLoader), name)
    try:
        return reading.metadata()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"the character U+{ord(text[error.position]):04X}"
        raise _error(name, line, found, "Take it out.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", error))
        advice = "The lines behind # are YAML; put a text with a colon in quotation marks."
        raise _error(name, None if mark is None else mark.line + 1, reason, advice) from None
    except (ValueError, OverflowError):  # PyYAML makes it before it asks whether there is one
        found = "an escape sequence of no character"
        raise _error(name, reading.line, found, "Take it out.") from None


class _Reading:
    """Makes values of the events of a YAML parser, in one pass."""

    def __init__(self, events: Iterator[Any], name: str) -> None:
        self.events = events
        self.name = name
        self.line = 1

    def metadata(self) -> dict[str, Any]:
        """Return the mapping that a document holds; an empty document has nothing in it."""
        import yaml

        documents: list[dict[str, Any]] = []
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if documents:
                    raise self.error(event, "a second document", "Keep one block of metadata.")
                first = next(self.events)
                found = self.value(first, ()) or {}
                if not isinstance(found, dict):
                    advice = "Write each line as a key, a colon and a value."
                    raise self.error(first, f"{_brief(found)} without a key", advice)
                documents.append(found)
        return documents[0] if documents else {}

    def value(self, event: Any, keys: tuple[str, ...]) -> Any:
        """Return the value that begins with an event; *keys* lead to it."""
        import yaml

        self.line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            advice = "Write out what it stands for."
            raise self.error(event, f"the alias *{event.anchor}", advice)
        if isinstance(event, yaml.ScalarEvent):
            value: Any = self.text(event)
        elif len(keys) == MAXIMUM_DEPTH:
            found = f"more than {MAXIMUM_DEPTH} lists and mappings inside one another"
            raise self.error(event, found, "Is it the right file?")
        elif isinstance(event, yaml.SequenceStartEvent):
            value = [self.value(each, (*keys, "")) for each in self.until(yaml.SequenceEndEvent)]
        else:
            value = self.mapping(keys)
        if keys[:1] == (PREFIXES,):
            self.check_prefixes(event, keys, value)
        return value

    def mapping(self, keys: tuple[str, ...]) -> dict[str, Any]:
        """Return the mapping whose beginning was just read."""
        import yaml

        found: dict[str, Any] = {}
        for event in self.until(yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.error(event, "a key that is no text", "Write a key as a word.")
            self.line = _line(event)
            key = self.text(event)
            if len(key) > MAXIMUM_KEY:
                found_key = f"a key of {len(key):,} characters"
                raise self.error(event, found_key, f"At most {MAXIMUM_KEY} are allowed.")
            if key in found:
                advice = "Keep one of the two."
                raise self.error(event, f"the key {key!r} for the second time", advice)
            found[key] = self.value(next(self.events), (*keys, key))
        return found

    def until(self, end: type) -> Iterator[Any]:
        """Yield the events that begin something, up to the end of what is around them."""
        while not isinstance(event := next(self.events), end):
            yield event

    def text(self, event: Any) -> str:
        """Return a text; other programs write a character beyond U+FFFF as two escaped halves."""
        text = str(event.value)
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            half = next(character for character in text if "\ud800" <= character <= "\udfff")
            found = f"half a character (\\u{ord(half):04x})"
            raise self.error(event, found, "Take it out, or write the whole character.") from None

    def check_prefixes(self, event: Any, keys: tuple[str, ...], value: Any) -> None:
        """Refuse prefixes that stand for no text."""
        if (len(keys) == 1 and value and not isinstance(value, dict)) or (
            len(keys) == 2 and not isinstance(value, str)
        ):
            found = f"{_brief(value)} as {' of '.join(map(repr, reversed(keys)))}"
            raise self.error(event, found, f"{PREFIXES} gives each prefix its namespace.")

    def error(self, event: Any, found: str, advice: str) -> SourceError:
        """Return the error of what begins with an event."""
        return _error(self.name, _line(event), found, advice)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _brief(value: object) -> str:
    if isinstance(value, str):
        return f"{value[:60]!r}"
    return "a list" if isinstance(value, list) else "a mapping"


def _error(name: str, line: int | None, found: str, advice: str) -> SourceError:
    return SourceError([Problem(Place(name, line=line), found, "metadata in YAML", advice)])


def write_metadata(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Yield the lines of metadata in YAML.

    >>> list(write_metadata({"license": "free", "on: off": ["1"]}))
    ['license: free', '"on: off":', '  - "1"']
    """
    for key, inner in value.items():
        name = key if _KEY.fullmatch(key) and not _is_word(key) else _quoted(key)
        if isinstance(inner, dict) and inner:
            yield f"{indent}{name}:"
            yield from write_metadata(inner, f"{indent}  ")
        elif isinstance(inner, list) and inner:
            yield f"{indent}{name}:"
            for each in inner:
                yield from _yaml_item(each, f"{indent}  ")
        else:
            is_number = key in NUMBERS and _NUMBER.fullmatch(str(inner))
            yield f"{indent}{name}: {inner if is_number else _flow(inner)}"


def _yaml_item(value: object, indent: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{indent}- {_flow(value)}"
        return
    for number, line in enumerate(write_metadata(value)):
        yield f"{indent}{'  ' if number else '- '}{line}"


def _flow(value: object) -> str:
    """Write a value on one line; a text is plain where nothing takes it for anything else."""
    if isinstance(value, list | dict):
        return _quoted(value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) and not _is_word(text) else _quoted(text)


def _is_word(text: str) -> bool:
    """Return whether YAML takes a text for a truth value or for nothing."""
    return text.lower() in ("true", "false", "yes", "no", "on", "off", "null", "y", "n")


def _quoted(value: object) -> str:
    """Write a value as JSON, which is YAML too but for some characters: these are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
