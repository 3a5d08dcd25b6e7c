"""Write text as TOML, so that what is read back is the same text."""

from __future__ import annotations

from typing import Final

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def toml_text(text: str) -> str:
    r"""Write a text as a basic string (https://toml.io/en/v1.0.0#string).

    >>> print(toml_text('Smuggling, "by sea"'))
    "Smuggling, \"by sea\""
    """
    return '"' + "".join(_ESCAPES.get(letter) or _escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if letter < " " or letter == "\x7f" else letter
