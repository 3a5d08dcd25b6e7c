"""Parse lists of references to a compilation, by section and paragraph: `V.1 and V.2.b`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.model import ParagraphNumber, Reference
from repertory.notation.designations import MAXIMUM_DIGITS
from repertory.notation.entries import Parsed
from repertory.notation.items import CYRILLIC, LATIN, sequence_of
from repertory.notation.languages import CONJUNCTIONS, RANGE_WORDS
from repertory.notation.lists import ListGrammar
from repertory.notation.tokens import Token

ROMAN_SECTION: Final = re.compile("m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
"""Roman numerals in standard form."""

SECTIONED: Final = re.compile(r"\w\s*\.\s*\d")
"""Occurs in every reference with a section, and in no other."""


class ReferenceGrammar(ListGrammar[Reference]):
    """The grammar of a list of references to a compilation with or without *sections*."""

    expected = "a reference such as III.6 or V.2.d"

    def __init__(self, text: str, sections: bool = True) -> None:
        """Take the text of one cell."""
        super().__init__(text)
        self.sections = sections

    def first(self, context: Reference | None) -> Reference:
        """Parse first = section, ".", number, {item} | number, {item} | bare item, {item}.

        The first reference of a list has a number, and a section if the compilation has sections.
        """
        section, head, words = self.designation()
        if section is None and context is None and (self.sections or head is None):
            token = words[0] if words else self.reader.tokens[0]
            advice = "It needs a section and a number."
            self.reader.fail(self.expected, token.start, self.reader.end, advice)
        label = section or (context.section if context else "")
        if head is None:
            before = context.paragraph if context else None
            return Reference(label, self.continued(before, words))
        return Reference(label, replace(head, items=self.items(words)))

    def last(self, first: Reference, start: int) -> Reference:
        """Parse last = [section, "."], number, {item} | bare item, {item}."""
        section, head, words = self.designation()
        if section not in (None, first.section):
            self.reader.fail("a range inside one section", start, self.reader.end)
        return replace(first, paragraph=self.closing(first.paragraph, head, words, start))

    def designation(self) -> tuple[str | None, ParagraphNumber | None, list[Token]]:
        """Parse designation = [[section, "."], number], {item}, not empty."""
        section = self.section() if self.at_section() else None
        words: list[Token] = []
        head = None
        if section is not None or self.reader.at("NUMBER"):
            head = self.number()
        elif (word := self.bracketed()) is not None:
            words.append(word)
        elif self.reader.at("WORD"):
            words.append(self.reader.take())
        else:
            self.reader.fail_here(self.expected)
        while (word := self.item()) is not None:
            words.append(word)
        return section, head, words

    def at_section(self) -> bool:
        """Return whether a section and the number after it are next."""
        reader = self.reader
        return reader.at("WORD", "DOT", "NUMBER") or reader.at("NUMBER", "DOT", "NUMBER")

    def section(self) -> str:
        """Parse section = roman numeral | letter | digits, "."; return it in upper case."""
        token = self.reader.take()
        lettered = len(token.text) == 1 and token.text in LATIN + CYRILLIC
        numbered = token.kind == "NUMBER" and len(token.text) <= MAXIMUM_DIGITS
        if numbered and int(token.text[0]):
            label = str(int(token.text))
        elif lettered or ROMAN_SECTION.fullmatch(token.text):
            label = token.text.upper()
        else:
            self.reader.fail("a section such as III, A or 3", token.start, token.end)
        self.dot()
        return label

    def dot(self) -> None:
        """Take a full stop inside a reference and note spaces around it."""
        before = self.reader.end
        dot = self.reader.take()
        after = self.reader.peek()
        if dot.space or after.space:
            self.reader.note("a space around a full stop", before, after.start)

    def item(self) -> Token | None:
        """Parse item = ".", WORD | bracketed item."""
        reader = self.reader
        if reader.at("DOT", "WORD") and not reader.at("DOT", "WORD", "DOT", "NUMBER"):
            self.dot()
            return reader.take()
        return self.bracketed()

    def at_juxtaposed(self) -> bool:
        """Return whether a section is next; before a number a full stop could be missing."""
        return self.at_section()

    def at_item(self) -> bool:
        """Return whether the next word is a section or a bracket closes after it."""
        return self.reader.at("WORD", "CLOSE") or self.at_section()

    def is_letter(self, context: Reference, joined: bool) -> bool:
        """Distinguish the items `e`, `y`, `и`, `و` from the conjunctions after another joiner.

        `V.2.d, e and f` has an item, `III.5, e IV.3` a conjunction; `V.2.d, e f` is ambiguous and
        an error.
        """
        reader = self.reader
        token, following = reader.peek(), reader.peek(1)
        is_item = sequence_of((token.text,), 0) is not None
        if not is_item or not joined or not context.paragraph.items:
            return False
        words = CONJUNCTIONS | RANGE_WORDS
        if following.kind not in ("NUMBER", "WORD", "OPEN") or following.text in words:
            return True
        if following.space:
            expected = "an item or a conjunction, not a letter that can be both"
            reader.fail(expected, token.start, token.end, "Write the section before each element.")
        return False


@lru_cache(maxsize=8192)  # many cells of a table are equal
def parse_references(text: str, sections: bool = True) -> Parsed[Reference]:
    """Parse a list of references; a missing section or number is that of the element before.

    >>> [entry.printed for entry in parse_references("II.21, II.24–27 and V.2.b").entries]
    ['II.21', 'II.24–27', 'V.2.b']
    >>> parse_references("V.2.b, c and d").elements()[-1].value.paragraph.items
    ('d',)

    Without *sections* the compilation has one numbering, and the section is empty.

    >>> parse_references("21 and 24–27", sections=False).elements()[-1].value.paragraph.number
    27

    Raises:
        NotationError: if the text does not follow the grammar, with the span that does not.
    """
    return ReferenceGrammar(text, sections).parse()


def parse_reference(text: str) -> Reference:
    """Parse exactly one reference, with or without a section.

    >>> reference = parse_reference("V.5")
    >>> reference.section, reference.paragraph.number
    ('V', 5)

    Raises:
        NotationError: if it is not exactly one.
    """
    entries = parse_references(text, sections=False).entries
    if len(entries) > 1 or entries[0].last is not None:
        raise NotationError(text, entries[0].start, entries[-1].end, "exactly one reference")
    return entries[0].first


def has_section(text: str) -> bool:
    """Return whether a reference in a cell has a section.

    >>> has_section("V.2.b, c"), has_section("12 and 14.b")
    (True, False)
    """
    return SECTIONED.search(text) is not None
