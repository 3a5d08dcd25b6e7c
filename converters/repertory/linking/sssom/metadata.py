"""Read and write the metadata of a mapping set: YAML above the table or in a separate file."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import yaml

from repertory.checking.yaml_checks import read_yaml
from repertory.files import read_text

MAXIMUM_SIZE: Final = 100_000_000
"""Maximum bytes of a mapping file; the mappings of 80 topics have some thirty thousand."""

PREFIXES: Final = "curie_map"
"""The key of the prefixes."""

NUMBERS: Final = ("mapping_set_confidence",)
"""Metadata that are numbers; all others are text."""

_PLAIN: Final = re.compile(r"(?![YyNn]$)[A-Za-z_]([\w./ -]*[\w./])?")
"""Texts written without quotation marks; some parsers read y and n as Booleans."""

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")


def metadata_beside(path: Path) -> dict[str, Any]:
    """Return the metadata in the YAML file beside a table; empty if there is none.

    Raises:
        SourceError: if the file cannot be read.
    """
    stem = path.name.removesuffix(".tsv").removesuffix(".sssom")
    for ending in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"):
        other = path.with_name(stem + ending)
        if other.is_file():
            return read_metadata(read_text(other, MAXIMUM_SIZE, "metadata in YAML"), str(other))
    return {}


def read_metadata(block: str, name: str) -> dict[str, Any]:
    r"""Parse metadata; all values are texts, lists or mappings.

    >>> read_metadata("license: https://example.org/free\nlabels: [1, 2]", "lamps.sssom.tsv")
    {'license': 'https://example.org/free', 'labels': ['1', '2']}

    Raises:
        SourceError: if it is not YAML, too deeply nested, or could not be written back unchanged.
    """
    file = read_yaml(dedent(block), Path(name), "metadata in YAML")
    values = dict(file.root.values)
    if not values.get(PREFIXES):
        values.pop(PREFIXES, None)
    elif prefixes := file.root.section(PREFIXES):
        values[PREFIXES] = {prefix: prefixes.text(prefix) for prefix in prefixes.values}
    file.report()
    return values


class _Number(str):
    """A text that is written as a number."""


class _Dumper(yaml.SafeDumper):
    """Indents lists, and quotes texts that YAML would read as another type."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent every list."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Write no aliases."""
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        """Write a text without quotes if YAML reads it as text."""
        is_plain = self.kind(text) == self.DEFAULT_SCALAR_TAG and _PLAIN.fullmatch(text)
        return self.represent_scalar(self.DEFAULT_SCALAR_TAG, text, style=None if is_plain else '"')

    def number(self, text: str) -> yaml.ScalarNode:
        """Write a number as it was read."""
        return self.represent_scalar(self.kind(text), text)

    def kind(self, text: str) -> str:
        """Return the YAML type of an unquoted text."""
        return str(self.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(_Number, _Dumper.number)


def write_metadata(values: Mapping[str, Any]) -> list[str]:
    """Return metadata as lines of YAML.

    >>> write_metadata({"license": "free", "on: off": ["1"]})
    ['license: free', '"on: off":', '  - "1"']
    """
    numbers = {
        key: _Number(values[key])
        for key in NUMBERS
        if isinstance(values.get(key), str) and _NUMBER.fullmatch(values[key])
    }
    text: str = yaml.dump(
        {**values, **numbers},
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=sys.maxsize,
    )
    return text.rstrip("\n").split("\n")
