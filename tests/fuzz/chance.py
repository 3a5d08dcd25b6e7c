"""Texts and bytes made by chance: letters of six scripts, and small changes to what is right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final, TypeVar

LETTERS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "éèàçœñüáíóú",
    "абвгдежзиклмнопрстуфхцчшщэюяАБВГИЖ",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغاـ",
    "第段和及与至到以条文件建议主题",
)
"""The letters of the six languages of the United Nations."""

DIGITS: Final = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９")

SIGNS: Final = (
    " \t\n\r,;:.·()[]{}<>/\\|-–—‐‑_*#@&+='\"!?%$§†‡¹²ᵃ،؛、，；（）．"
    "\u00a0\u00ad\u200b\u200e\u200f\u2028\u202e\u2066\ufeff\ufffd\ufb01\u0301"
)
"""What stands between letters, what has no shape, and what is written in several ways."""

RARE: Final = "\0\x01\x0b\x0c\x1b\x7f\x85\u0378\ue000\ufffe\uffff\U0001f6a2\U000e0041"
"""What no document should have."""

BYTES: Final = (b"", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3\x28", b"\xed\xa0\x80")

Thing = TypeVar("Thing")


def word(chance: random.Random, script: str | None = None, most: int = 9) -> str:
    """Make a word of one script."""
    letters = script or chance.choice(LETTERS)
    return "".join(chance.choices(letters, k=chance.randint(1, most)))


def character(chance: random.Random) -> str:
    """Draw a character; letters, digits and signs are equally likely."""
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(chance.choice(LETTERS))
    if kind < 0.55:
        return chance.choice(chance.choice(DIGITS))
    return chance.choice(SIGNS if kind < 0.97 else RARE)


def changed(chance: random.Random, text: str, others: Sequence[str] = ("",)) -> str:
    """Change a text a little: leave out, put in, repeat, exchange, or join with another one."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 1, 2, 5, 20)))
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:start] + character(chance) + text[start:]
        elif kind == 2:
            text = text[:start] + character(chance) + text[end:]
        elif kind == 3:
            text = text[:end] + text[start:end] * chance.choice((1, 1, 2, 40)) + text[end:]
        elif kind == 4:
            other = chance.choice(others)
            text = text[:start] + other[chance.randint(0, len(other)) :]
        else:
            text = text[:start] + text[start:].swapcase()
    return text


def changed_bytes(chance: random.Random, content: bytes, most: int = 8) -> bytes:
    """Change a few bytes: flip a bit, leave out, put in, repeat, or cut off the end."""
    data = bytearray(content)
    for _ in range(chance.randint(1, most)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 64, 500)))
        kind = chance.randrange(6)
        if kind == 0 and start < len(data):
            data[start] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[start:end]
        elif kind == 2:
            data[start:start] = chance.choice(BYTES)
        elif kind == 3:
            data[start:start] = data[start:end] * chance.choice((1, 3))
        elif kind == 4:
            data[start:end] = chance.randbytes(end - start)
        elif chance.random() < 0.2:
            del data[start:]
    return bytes(data)


def some(chance: random.Random, things: Sequence[Thing], most: int) -> list[Thing]:
    """Draw up to *most* things, one at least."""
    return chance.choices(things, k=chance.randint(1, most))
