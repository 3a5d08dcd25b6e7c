"""The grammar of the parts that contain a place: `annex I`, `sections A and B`, `第二章`."""

from __future__ import annotations

from itertools import chain
from typing import Final, NamedTuple

from repertory.model import Locator
from repertory.notation.designations import MAXIMUM_DIGITS
from repertory.notation.items import LETTERS
from repertory.notation.languages import CONJUNCTIONS, LEADS, RANGE_WORDS
from repertory.notation.locators import (
    ARTICLES,
    COUNTED,
    KIND_OF,
    NAME,
    OF,
    OPERATIVE,
    ORDINAL_MARK,
    PLURALS,
    RANKS,
    WITH_DOT,
    WITHOUT_DOT,
)
from repertory.notation.tokens import HIDDEN, TokenReader

SMALL_WORDS: Final = CONJUNCTIONS | RANGE_WORDS | LEADS
"""Words that can look like the name of a part: `section E`, `sección 1 e`."""

SMALL_LETTERS: Final = SMALL_WORDS.intersection(chain(*LETTERS))
"""Those that may be the name of one, before the end or a joiner: `section e`, `الفرع و`."""

AFTER_LETTERS: Final = CONJUNCTIONS | RANGE_WORDS | COUNTED.keys()


class PrintedLocator(NamedTuple):
    """A locator and where it is printed; a word such as *operative* names no part."""

    locator: Locator | None
    start: int


class LocatorGrammar:
    """Recursive descent over the locators in a list; *plural* is the kind of `annexes I and II`."""

    def __init__(self, reader: TokenReader) -> None:
        """Share the tokens of a list."""
        self.reader = reader
        self.plural = ""

    def at_locator(self, ahead: int = 0) -> bool:
        """Return whether a locator is next; a letter with a bracket after it is an item."""
        return bool(self.kind_at(ahead)) or self.at_operative(ahead)

    def at_inner(self, outer: Locator, ahead: int = 0) -> bool:
        """Return whether a locator is next that names a part inside *outer*."""
        kind = self.kind_at(ahead)
        return bool(kind) and RANKS[kind] > RANKS[outer.kind]

    def at_operative(self, ahead: int = 0) -> bool:
        """Return whether `operative paragraph` or `OP12` is next."""
        token, after = self.reader.peek(ahead), self.reader.peek(ahead + 1)
        return token.text in OPERATIVE and (after.kind == "NUMBER" or after.text in LEADS)

    def kind_at(self, ahead: int = 0) -> str:
        """Return the kind of the locator that is next, or nothing."""
        reader = self.reader
        token, after = reader.peek(ahead), reader.peek(ahead + 1)
        if token.text == ORDINAL_MARK:
            _, count = self.name_at(ahead + 1)
            return COUNTED.get(reader.peek(ahead + 1 + count).text, "") if count else ""
        if token.kind != "WORD" or after.kind == "CLOSE":
            return ""
        if token.text in WITH_DOT and after.kind != "DOT":
            return ""
        if token.text in WITHOUT_DOT and after.kind != "NUMBER":
            return ""
        return KIND_OF.get(token.text, "")

    def locator(self) -> PrintedLocator | None:
        """Parse locator = word, ["."], [name] | "第", name, word | "operative"."""
        reader = self.reader
        start, kind = reader.peek().start, self.kind_at()
        if not kind:
            if not self.at_operative():
                return None
            reader.take()
            return PrintedLocator(None, start)
        word = reader.take().text
        self.plural = kind if word in PLURALS else ""
        if word == ORDINAL_MARK:
            name = self.name()
            reader.take()
            return PrintedLocator(Locator(kind, name), start)
        if reader.at("DOT"):
            reader.take()
        if kind == "preamble":
            return PrintedLocator(Locator(kind), start)
        return PrintedLocator(
            Locator(kind, self.run() if kind == "decision" else self.name()), start
        )

    def further(self) -> PrintedLocator | None:
        """Parse further = name, after a locator in the plural: the II of `annexes I and II`."""
        start, kind = self.reader.peek().start, self.plural
        if not self.at_further():
            self.plural = ""
            return None
        return PrintedLocator(Locator(kind, self.name()), start)

    def at_further(self) -> bool:
        """Return whether the name of another part of the same kind is next."""
        return bool(self.plural) and self.name_at()[1] > 0

    def of(self) -> list[Locator]:
        """Parse of = {"of", ["the"], locator}: `paragraph 8 of section A of annex I`."""
        reader = self.reader
        found: list[Locator] = []
        while reader.peek().text in OF:
            ahead = 1
            while reader.peek(ahead).text in ARTICLES or reader.peek(ahead).text in ("'", "\u2019"):
                ahead += 1
            if not self.kind_at(ahead):
                break
            for _ in range(ahead):
                reader.take()
            part = self.locator()
            assert part is not None and part.locator is not None  # a kind is next
            found.append(part.locator)
        return found

    # ── Names ────────────────────────────────────────────────────────────────────────────────────

    def name(self) -> str:
        """Parse name = [piece, {".", piece}], without spaces: `II`, `A`, `2.1`, `I.A`."""
        name, count = self.name_at()
        for _ in range(count):
            self.reader.take()
        return name

    def name_at(self, ahead: int = 0) -> tuple[str, int]:
        """Return the name that is next and the number of its tokens, or nothing and 0."""
        reader = self.reader
        name, position = self.piece_at(ahead)
        while name and reader.peek(position).kind == "DOT":
            more, end = self.piece_at(position + 1)
            if not more or reader.peek(position).space or reader.peek(position + 1).space:
                break
            name, position = f"{name}.{more}", end
        return name, position - ahead if name else 0

    def piece_at(self, ahead: int) -> tuple[str, int]:
        """Return one piece of a name and the position after it; lower case is no name if a word."""
        reader = self.reader
        token, after = reader.peek(ahead), reader.peek(ahead + 1)
        if token.kind == "NUMBER" and len(token.text) <= MAXIMUM_DIGITS:
            letter = after.text.upper()
            joined = after.kind == "WORD" and not after.space and "A" <= letter <= "Z"
            if joined and len(letter) == 1 and reader.peek(ahead + 2).kind != "CLOSE":
                return f"{int(token.text)}{letter}", ahead + 2
            return str(int(token.text)), ahead + 1
        if token.kind != "WORD" or after.kind == "CLOSE" or not self.is_name(ahead):
            return "", ahead
        return token.text.upper(), ahead + 1

    def is_name(self, ahead: int) -> bool:
        """Return whether a word is a letter or a numeral, and no conjunction or lead word."""
        reader = self.reader
        token, after = reader.peek(ahead), reader.peek(ahead + 1)
        name = token.text.upper()
        if NAME.fullmatch(name) is None:
            return False
        printed = HIDDEN.sub("", reader.text[token.start : token.end])
        if printed != token.text:
            return True
        if token.text in SMALL_WORDS:
            ends = after.kind in ("END", "SEPARATOR", "DASH") or after.text in AFTER_LETTERS
            return ends and token.text in SMALL_LETTERS
        return len(name) == 1 or set(name) <= set("IVX") or not name.isascii()

    def run(self) -> str:
        """Parse run = the text up to a space or a comma, with a digit: `1/CP.21`, `VII/12`.

        Full stops at its end are not part of it.
        """
        reader = self.reader
        start, ahead = reader.peek(), 0
        while (token := reader.peek(ahead)).kind not in ("END", "SEPARATOR", "CLOSE"):
            joins = not token.text.isascii() and token.text in SMALL_WORDS
            if ahead and (token.space or joins):
                break
            ahead += 1
        while ahead and reader.peek(ahead - 1).kind == "DOT":
            ahead -= 1
        text = reader.text[start.start : reader.peek(ahead - 1).end] if ahead else ""
        if not any(character.isdigit() for character in text):
            return ""
        for _ in range(ahead):
            reader.take()
        return HIDDEN.sub("", text)
