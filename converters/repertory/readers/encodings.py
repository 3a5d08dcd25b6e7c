"""Detect the encoding of a text: the declared one, UTF-8, or the most plausible."""

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

NARROW: Final = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
    "gb18030": "GB 18030",
    "koi8_r": "KOI8-R",
    "iso8859_5": "ISO 8859-5",
    "iso8859_6": "ISO 8859-6",
}
"""Codec -> name of the encodings without a byte order mark in the six languages of the United
Nations, the usual one first. Others are ignored: a short text is plausible in any of them."""

WIDE: Final = {"utf_16_le": "UTF-16", "utf_16_be": "UTF-16"}
"""The same for texts with NUL bytes."""

USUAL: Final = next(iter(NARROW))


class Decoded(Struct, frozen=True):
    """A text, the name of its encoding, and whether that had to be assumed."""

    text: str
    encoding: str
    assumed: bool


def decode(content: bytes, declared: str | None = None) -> Decoded | None:
    r"""Decode a text, or return None if its encoding is unknown.

    In this order: the encoding of a byte order mark, the one *declared* in the text, UTF-8, and the
    most plausible one.

    >>> decode(b"Th\xe8mes")
    Decoded(text='Thèmes', encoding='Windows-1252', assumed=True)
    >>> decode("Тема".encode("utf-16")).encoding, decode("Сбор данных".encode("cp1251")).encoding
    ('UTF-16', 'Windows-1251')
    """
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            text = _try(content, codec)
            return None if text is None else Decoded(text, name, assumed=False)
    for named in filter(None, (declared, "utf-8")):
        text = _try(content, named)
        if text is not None and "\0" not in text:
            return Decoded(text, named.upper(), assumed=False)
    return _guess(content)


def _guess(content: bytes) -> Decoded | None:
    """Return the most plausible text; of equally plausible ones, that in the usual encoding."""
    from charset_normalizer import from_bytes  # few texts need it

    known = WIDE if b"\0" in content else NARROW
    matches = from_bytes(content, cp_isolation=list(known))
    best = min(((match.chaos, -match.coherence) for match in matches), default=None)
    likely = [match for match in matches if (match.chaos, -match.coherence) == best]
    codec = likely[0].encoding if likely else USUAL
    if any(USUAL in match.could_be_from_charset for match in likely):
        codec = USUAL
    text = _try(content, codec)
    return None if text is None or "\0" in text else Decoded(text, known[codec], assumed=True)


def _try(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
