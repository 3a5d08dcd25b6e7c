"""Read YAML within bounds; each scalar is a text, whatever it looks like.

YAML can hold more than a header needs, and be made to do harm with it: what is nested too deep, a
key that comes twice, and the aliases by which a few lines stand for millions are refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from repertory.checked_file import CheckedFile, Keys, Wording, quoted
from repertory.errors import SourceError

if TYPE_CHECKING:
    import yaml

MAXIMUM_DEPTH: Final = 20
"""Lists and mappings inside one another; what is read here has three."""

YAML: Final = Wording({str: "text", dict: "a mapping", list: "a list of mappings"}, sections="")
"""What messages call the values of such a text."""


def read_yaml(text: str, path: Path) -> CheckedFile:
    r"""Read the *text* of the file at *path*: a mapping of texts, lists and mappings.

    >>> read_yaml("licence: free\nlabels: [1, yes]", Path("lamps.yml")).root.values
    {'licence': 'free', 'labels': ['1', 'yes']}

    Raises:
        SourceError: when it is no such YAML.
    """
    import yaml  # most commands read none

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    lines: dict[Keys, int] = {}
    try:
        _refuse_bombs(text, path, loader)
        node = yaml.compose(text, loader)
        values = {} if node is None else _value(node, (), path, lines)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark)
        found = quoted(text.split("\n")[line].strip())
        advice = "A text with a colon or # in it stands in quotation marks."
        _refuse(path, line, found, f"YAML ({error.problem})", advice)
    except yaml.reader.ReaderError as error:
        character = chr(error.character)
        line = text.count("\n", 0, text.index(character))
        _refuse(path, line, f"the character {character!r}", "only what YAML allows")
    if not isinstance(values, dict):
        _refuse(path, 0, quoted(values), YAML.kinds[dict])
    return CheckedFile(path, values, lambda: lines, YAML)


def _refuse_bombs(text: str, path: Path, loader: type[yaml.BaseLoader]) -> None:
    import yaml

    depth = 0
    for event in yaml.parse(text, loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            expected = "what it stands for, written out"
            _refuse(path, _line(event.start_mark), f"the alias *{event.anchor}", expected)
        if depth > MAXIMUM_DEPTH:
            found = f"more than {MAXIMUM_DEPTH} lists and mappings inside one another"
            _refuse(path, _line(event.start_mark), found, "fewer", "Is it the right file?")


def _value(node: yaml.Node, keys: Keys, path: Path, lines: dict[Keys, int]) -> object:
    """Return what a node holds; note the line of each value inside it."""
    from yaml import MappingNode, ScalarNode

    lines[keys] = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return node.value
    if not isinstance(node, MappingNode):
        inside = enumerate(node.value)
        return [_value(each, (*keys, number), path, lines) for number, each in inside]
    values: dict[str, object] = {}
    for name, value in node.value:
        if not isinstance(name, ScalarNode) or name.value in values:
            found = quoted(name.value) if isinstance(name, ScalarNode) else "that is no text"
            _refuse(path, name.start_mark.line, f"the key {found}", "each key once, as text")
        values[name.value] = _value(value, (*keys, name.value), path, lines)
        lines[*keys, name.value] = name.start_mark.line + 1
    return values


def _line(mark: object) -> int:
    """Return the line of a mark, which the C parser and the other one give types of their own."""
    return getattr(mark, "line", 0)


def _refuse(path: Path, line: int, found: str, expected: str, advice: str = "") -> NoReturn:
    from repertory.model import Place, Problem

    raise SourceError([Problem(Place(str(path), line + 1), found, expected, advice)])
