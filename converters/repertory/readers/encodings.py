"""Find out in which encoding a text is: what it says of itself, UTF-8, or Windows-1252."""

from __future__ import annotations

import codecs
from typing import Final

from msgspec import Struct

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""Byte order marks, the codec that reads them, and the name of the encoding."""


class Decoded(Struct, frozen=True):
    """A text, the name of its encoding, and whether that had to be assumed."""

    text: str
    encoding: str
    assumed: bool


def decode(content: bytes, declared: str | None = None) -> Decoded | None:
    r"""Decode a text; None when it is in no encoding that is known.

    A byte order mark decides, then the encoding *declared* in the text, if it is right. Else it is
    UTF-8, or, where that is impossible, taken for Windows-1252.

    >>> decode(b"Th\xe8mes")
    Decoded(text='Thèmes', encoding='Windows-1252', assumed=True)
    >>> decode("Тема".encode("utf-16")).encoding
    'UTF-16'
    """
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            text = _try(content, codec)
            return None if text is None else Decoded(text, name, assumed=False)
    if declared is not None:
        text = _try(content, declared)
        if text is not None:
            return Decoded(text, declared.upper(), assumed=False)
    text = _try(content, "utf-8")
    if text is not None:
        return Decoded(text, "UTF-8", assumed=False)
    text = _try(content, "windows-1252")
    return None if text is None else Decoded(text, "Windows-1252", assumed=True)


def _try(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
