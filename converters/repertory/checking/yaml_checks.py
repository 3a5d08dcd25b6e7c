"""Read YAML within limits; every scalar is read as text.

Deep nesting and aliases, by which a few lines can expand to millions, are errors. So is content
that would be lost: a duplicate key, or a text without a key.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn

from repertory.checking.checked_file import CheckedFile, Keys, Wording, quoted
from repertory.errors import refuse

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

MAXIMUM_DEPTH: Final = 20
"""Levels of nested lists and mappings; the formats that are read here have three."""

YAML: Final = Wording({str: "text", dict: "a mapping", list: "a list of mappings"}, sections="")
"""The words of messages for values of YAML."""

_ESCAPE: Final = r"\\U([0-9A-Fa-f]{8})"


def read_yaml(text: str, path: Path | str, expected: str = "YAML") -> CheckedFile:
    r"""Read the *text* of the file at *path*: a mapping of texts, lists and mappings.

    >>> read_yaml("licence: free\nlabels: [1, yes]", "lamps.yml").root.values
    {'licence': 'free', 'labels': ['1', 'yes']}

    Raises:
        SourceError: when it is not such YAML; *expected* is what the message says it should be.
    """
    return _Reading(text, path, expected).file()


class _Reading:
    """One reading of a text: values from the nodes of a YAML parser, with their lines."""

    def __init__(self, text: str, path: Path | str, expected: str) -> None:
        self.text = text
        self.path = path
        self.expected = expected
        self.lines: dict[Keys, int] = {}

    def file(self) -> CheckedFile:
        """Return the file; an empty text is an empty mapping."""
        node = self.parse()
        values = {} if node is None else self.value(node, ())
        if not isinstance(values, dict):
            advice = "Write each line as a key, a colon and a value."
            self.refuse(node, f"{quoted(values)} without a key", advice)
        return CheckedFile(self.path, values, lambda: self.lines, YAML)

    def parse(self) -> yaml.Node | None:
        """Parse with libyaml, then with the parser in Python if libyaml raises an error.

        The Python parser accepts a character beyond U+FFFF as two escaped surrogates, as in JSON,
        and its errors are more exact.
        """
        import yaml  # most commands read no YAML

        with suppress(AttributeError, ValueError, yaml.YAMLError):
            return self.compose(yaml.CBaseLoader)
        try:
            return self.compose(yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            lines = self.text.split("\n")
            mark = error.problem_mark
            line = min(mark.line if mark else 0, len(lines) - 1)
            found = f"{quoted(lines[line].strip())} ({error.problem})"
            self.refuse(line, found, "Put text that contains a colon or # in quotation marks.")
        except yaml.reader.ReaderError as error:
            line = self.text.count("\n", 0, error.position)
            self.refuse(line, f"the character U+{ord(self.text[error.position]):04X}", "Remove it.")
        except (ValueError, OverflowError):  # PyYAML does not check the number of an escape
            escapes = re.finditer(_ESCAPE, self.text)
            escape = next(each for each in escapes if int(each[1], 16) > sys.maxunicode)
            found = f"an invalid escape sequence ({escape[0]})"
            self.refuse(self.text.count("\n", 0, escape.start()), found, "Remove it.")

    def compose(self, loader: type[yaml.BaseLoader | yaml.CBaseLoader]) -> yaml.Node | None:
        """Return the root of the document, after checking its depth and for aliases."""
        import yaml

        depth = 0
        for event in yaml.parse(self.text, loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                self.refuse(event, f"the alias *{event.anchor}", "Write out its value.")
            if depth > MAXIMUM_DEPTH:
                found = f"more than {MAXIMUM_DEPTH} nested lists and mappings"
                self.refuse(event, found, "Is it the right file?")
        return yaml.compose(self.text, loader)

    def value(self, node: yaml.Node, keys: Keys) -> object:
        """Return the value of the node at *keys*."""
        from yaml import MappingNode, ScalarNode

        self.lines.setdefault(keys, node.start_mark.line + 1)
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        if not isinstance(node, MappingNode):
            return [self.value(each, (*keys, number)) for number, each in enumerate(node.value)]
        values: dict[str, object] = {}
        for name, value in node.value:
            if not isinstance(name, ScalarNode):
                self.refuse(name, "a key that is not text", "Write the key as a word.")
            key = self.scalar(name)
            if key in values:
                self.refuse(name, f"the duplicate key {quoted(key)}", "Keep one of the two.")
            self.lines[*keys, key] = name.start_mark.line + 1
            values[key] = self.value(value, (*keys, key))
        return values

    def scalar(self, node: yaml.ScalarNode) -> str:
        """Return the text of a node, with pairs of surrogates joined."""
        text = str(node.value)
        if text.isascii():
            return text
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            half = next(character for character in text if "\ud800" <= character <= "\udfff")
            found = f"half of a surrogate pair (\\u{ord(half):04x})"
            self.refuse(node, found, "Remove it, or write the whole character.")

    def refuse(self, place: Any, found: str, advice: str) -> NoReturn:
        """Raise the error at a node, an event or a line, counted from 0."""
        from repertory.model import Place

        line = place if isinstance(place, int) else place.start_mark.line
        raise refuse(Place(str(self.path), line + 1), found, self.expected, advice)
