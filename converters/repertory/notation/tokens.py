"""Split the text of a cell into tokens, each with its offsets in the printed text.

One pass with one pattern per token and no backtracking takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, NoReturn

from repertory.errors import NotationError
from repertory.model import Irregularity

MAXIMUM_TEXT: Final = 10_000
"""The most characters of one cell; lists of an index are much shorter."""

COMMAS: Final = ",;،؛"
"""Separators that a space follows; the Chinese ones have none."""

HIDDEN: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Invisible characters: soft hyphen, zero width, marks of direction, byte order mark."""

EN_DASH: Final = "\u2013"
HYPHENS: Final = "-\u2010\u2011"


class Pattern(NamedTuple):
    """One kind of token: its regular expression, and examples that it matches whole."""

    kind: str
    expression: str
    examples: tuple[str, ...]


PATTERNS: Final = (
    Pattern("NUMBER", r"\d+", ("8", "24", "٢٤", "２４")),
    Pattern(
        "WORD",
        "|".join(
            (
                # A word has one script: وV is a conjunction and a section.
                "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]+",
                "[\u0400-\u052f]+",
                "و(?=ال)",  # a conjunction joined to الفقرة
                "[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefe]+",
                "以及|附件|附录|序言|部分|决定|[一二三四五六七八九十]+|[\u4e00-\u9fff]",
                r"[^\W\d_]+",
                "&",
            )
        ),
        ("and", "párr", "à", "XXIV", "п", "пункты", "الفقرات", "هـ", "و", "第", "以及", "Ω", "&"),
    ),
    Pattern("OPEN", "[(（﹙]", ("(", "（")),
    Pattern("CLOSE", "[)）﹚]", (")", "）")),
    Pattern("SEPARATOR", "[,;、，；､،؛]", (",", ";", "、", "，", "；", "،", "؛")),
    Pattern("DOT", "[.．。]", (".", "．", "。")),
    Pattern("DASH", f"[{HYPHENS}\u2012-\u2015\u2212\uff0d]", ("-", "‐", "‑", "–", "—", "―", "−")),
    Pattern("OTHER", ".", ("?", "_", "/")),
)
"""The kinds of token; the first that matches is taken."""

_TOKEN: Final = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{p.kind}>{p.expression})" for p in PATTERNS) + r"|\Z)", re.DOTALL
)


class Token(NamedTuple):
    """A token: its normalised *text*, its offsets in the printed text, the space before it."""

    kind: str
    text: str
    start: int
    end: int
    space: str


def clean(text: str) -> tuple[str, Sequence[int], list[Irregularity]]:
    """Remove hidden characters; return the rest, the offset of each character, and notes.

    >>> clean("24\u200b, 25")[0]
    '24, 25'
    """
    hidden = [match.start() for match in HIDDEN.finditer(text)]
    if not hidden:
        return text, range(len(text)), []
    removed = frozenset(hidden)
    offsets = [offset for offset in range(len(text)) if offset not in removed]
    notes = [
        Irregularity(f"a hidden character (U+{ord(text[offset]):04X})", offset, offset + 1)
        for offset in hidden
    ]
    return HIDDEN.sub("", text), offsets, notes


def check_length(text: str) -> None:
    """Check that a text has at most `MAXIMUM_TEXT` characters.

    >>> check_length("8 (e)")

    Raises:
        NotationError: at the first character beyond that.
    """
    if len(text) > MAXIMUM_TEXT:
        expected = f"a cell of at most {MAXIMUM_TEXT:,} characters"
        raise NotationError(text, MAXIMUM_TEXT, MAXIMUM_TEXT + 1, expected)


def tokenize(text: str) -> tuple[list[Token], list[Irregularity]]:
    """Split a text into tokens, the last of kind END, and note hidden characters and spacing.

    >>> [token.kind for token in tokenize("8 (e)")[0]]
    ['NUMBER', 'OPEN', 'WORD', 'CLOSE', 'END']

    Raises:
        NotationError: if the text is too long.
    """
    check_length(text)
    visible, offsets, notes = clean(text)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(visible):
        kind = match.lastgroup
        if kind is None:
            continue
        start, end = match.span(kind)
        word = match[kind]
        normal = unicodedata.normalize("NFKC", word).lower() if kind == "WORD" else word
        space = visible[match.start() : start]
        tokens.append(Token(kind, normal, offsets[start], offsets[end - 1] + 1, space))
    tokens.append(Token("END", "", len(text), len(text), ""))
    notes.extend(spacing(tokens))
    return tokens, notes


def spacing(tokens: Sequence[Token]) -> Iterable[Irregularity]:
    """Yield the irregularities of the spaces between tokens.

    >>> [note.detail for note in spacing(tokenize("24 ,25")[0])]
    ['a space before a comma', 'no space after a comma']
    """
    for left, right in pairwise(tokens):
        if right.kind == "END":
            continue
        if not right.space:
            if left.kind == "SEPARATOR" and left.text in COMMAS:
                yield Irregularity("no space after a comma", left.start, left.end)
            continue
        gap = left.end, max(right.start, left.end)
        if right.kind == "SEPARATOR":
            yield Irregularity("a space before a comma", *gap)
        if left.kind == "OPEN" or right.kind == "CLOSE":
            yield Irregularity("a space inside brackets", *gap)
        if len(right.space) > 1:
            yield Irregularity("more than one space", *gap)


class TokenReader:
    """Reads the tokens of a text one by one and keeps its irregularities."""

    def __init__(self, text: str) -> None:
        """Split *text* into tokens."""
        self.text = text
        self.tokens, self.irregularities = tokenize(text)
        self.position = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the next token, or a later one, without taking it."""
        position = self.position + ahead
        return self.tokens[position] if position < len(self.tokens) else self.tokens[-1]

    def at(self, *kinds: str) -> bool:
        """Return whether the next tokens are of these kinds."""
        tokens, position = self.tokens, self.position
        for kind in kinds:  # the innermost loop of all parsing
            if (tokens[position] if position < len(tokens) else tokens[-1]).kind != kind:
                return False
            position += 1
        return True

    def take(self) -> Token:
        """Take the next token."""
        token = self.peek()
        self.position += 1
        return token

    @property
    def end(self) -> int:
        """The end of the last token taken, as an offset."""
        return self.tokens[self.position - 1].end

    def note(self, detail: str, start: int, end: int) -> None:
        """Note an irregularity."""
        self.irregularities.append(Irregularity(detail, start, end))

    def fail(self, expected: str, start: int, end: int, advice: str = "") -> NoReturn:
        """Raise the error of the text between two offsets."""
        raise NotationError(self.text, start, end, expected, advice)

    def fail_here(self, expected: str, advice: str = "") -> NoReturn:
        """Raise the error of the next token."""
        self.fail(expected, self.peek().start, self.peek().end, advice)
