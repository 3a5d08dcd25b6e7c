"""Parse lists of places in a document: `7 (d) and 8 (e) and (f)`, `annex I, para. 8`, `chap. II`.

    places = place, {[joiner], place}
    place  = {locator}, numbers | locator

A locator holds for the numbers after it, up to the next locator of its kind or of an outer one, or
to a semicolon; a conjunction ends it if nothing but the part itself is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.model import WHOLE, Locator, ParagraphNumber
from repertory.notation.designations import MAXIMUM_DIGITS
from repertory.notation.entries import ListEntry, Parsed
from repertory.notation.languages import CONJUNCTIONS, LEADS, RANGE_WORDS, TRAILERS
from repertory.notation.lists import ListGrammar
from repertory.notation.locator_grammar import LocatorGrammar
from repertory.notation.locators import (
    ADJECTIVES,
    KIND_OF,
    OPERATIVE,
    ORDINAL_ENDINGS,
    ORDINAL_MARK,
    ORDINALS,
    combine,
    is_whole,
    names_between,
    nest,
)
from repertory.notation.tokens import HIDDEN, Token

MAXIMUM_DOTS: Final = 3
"""The most numbers after the first one of `26.110`."""

SEMICOLONS: Final = frozenset(";；؛")


class ParagraphGrammar(ListGrammar[ParagraphNumber]):
    """The grammar of a list of places; *within* are the locators that hold here."""

    expected = "a paragraph number such as 8 or 8 (e)"

    def __init__(self, text: str) -> None:
        """Take the text of one cell."""
        super().__init__(text)
        self.locators = LocatorGrammar(self.reader)
        self.within: tuple[Locator, ...] = ()
        self.is_part = False
        """Whether a locator has just been taken, so that no number need follow."""
        self.ordinal = False
        """Whether *within* is the preamble because of an ordinal."""
        self.begins = True
        """Whether no place of this text, or of its part after a semicolon, has been read."""
        self.run = 0
        """The position of the first entry after the last lead word or locator."""
        self.is_led = False

    # ── The parts that contain a place ───────────────────────────────────────────────────────────

    def lead(self) -> int:
        """Parse lead = {locator, [","]}, [lead word]; return the start of the first locator."""
        reader = self.reader
        start = None
        self.is_part = False
        if (part := self.locators.further()) is not None and part.locator:
            self.is_part, start = True, part.start
            self.within = nest(self.within, part.locator)
        while self.may_nest(start) and (part := self.locators.locator()) is not None:
            start = part.start if start is None else start
            self.is_part = part.locator is not None
            self.within = nest(self.within, part.locator) if part.locator else ()
            if self.at_inner(part.locator):
                reader.take()
        self.preamble()
        led = reader.position
        self.lead_word()
        is_led = reader.position > led
        if is_led and not self.is_part and self.is_preamble() and not self.ordinal:
            self.within = self.within[:-1]
        self.begins = False
        self.is_led = start is not None or is_led
        return reader.peek().start if start is None else start

    def may_nest(self, start: int | None) -> bool:
        """Return whether a locator here is the first of its place or inside the one before it."""
        return start is None or (bool(self.within) and self.locators.at_inner(self.within[-1]))

    def at_inner(self, outer: Locator | None) -> bool:
        """Return whether a comma is next, and after it a place inside the part before it."""
        reader = self.reader
        if not reader.at("SEPARATOR") or reader.peek().text in SEMICOLONS or outer is None:
            return False
        after = reader.peek(1).kind
        is_number = after == "NUMBER" and self.begins and not self.locators.plural
        is_item = after == "OPEN" or (after == "WORD" and reader.peek(2).kind == "CLOSE")
        return is_number or is_item or self.at_lead(1) or self.locators.at_inner(outer, 1)

    def preamble(self) -> None:
        """Find out from the words after an ordinal whether it counts paragraphs of a preamble."""
        found = self.counted()
        if self.ordinal and found is None and not self.is_part:
            self.within = self.within[:-1]
        self.ordinal = found is not None and found in ADJECTIVES
        if self.ordinal and not self.is_preamble():
            nested = nest(self.within, Locator("preamble"))
            if self.is_part and nested[:-1] != self.within:  # a preamble is in no section
                self.reader.fail_here("a comma before the preambular paragraph")
            self.within = nested

    def is_preamble(self) -> bool:
        """Return whether the place is in a preamble."""
        return bool(self.within) and self.within[-1].kind == "preamble"

    def counted(self) -> str | None:
        """Return the word after the ordinals that are next, or None if there are no ordinals."""
        ahead = 0
        while self.at_ordinal(ahead):
            ahead += 1 + (self.reader.peek(ahead).kind == "NUMBER")
            while self.is_joiner(self.reader.peek(ahead)):
                ahead += 1
        return self.reader.peek(ahead).text if ahead else None

    def at_ordinal(self, ahead: int = 0) -> bool:
        """Return whether an ordinal is next: `ninth`, `9th`."""
        token, after = self.reader.peek(ahead), self.reader.peek(ahead + 1)
        if token.kind == "NUMBER":
            return after.text in ORDINAL_ENDINGS and not after.space
        return token.kind == "WORD" and token.text in ORDINALS

    def is_joiner(self, token: Token) -> bool:
        """Return whether a token can be between two ordinals."""
        return token.kind in ("SEPARATOR", "DASH") or token.text in CONJUNCTIONS | RANGE_WORDS

    def joiner(self, context: ParagraphNumber) -> bool:
        """Parse a joiner; a semicolon ends all locators, a conjunction those of a whole part.

        A semicolon after a part is regular even before the last place.
        """
        reader = self.reader
        position = reader.position
        joined = super().joiner(context)
        taken = {token.text for token in reader.tokens[position : reader.position]}
        is_part = not context.number and not context.items
        if taken & SEMICOLONS or (is_part and joined and taken):
            self.within = self.within[:-1] if self.locators.at_further() else ()
        self.begins = bool(taken & SEMICOLONS)
        return joined or (self.begins and bool(context.within))

    # ── A place ──────────────────────────────────────────────────────────────────────────────────

    def first(self, context: ParagraphNumber | None) -> ParagraphNumber:
        """Parse first = designation; after a locator it may be empty, or items alone."""
        if self.is_part and not self.at_designation():
            return ParagraphNumber(0, within=self.within)
        head, words = self.designation()
        if head is None and context is not None and not self.is_part:
            return self.continued(context, words)
        place = head or ParagraphNumber(0)
        within = self.remark() if head else self.within
        return replace(place, items=self.items(words), within=within)

    def last(self, first: ParagraphNumber, start: int) -> ParagraphNumber:
        """Parse last = designation; after a whole part it is the name of another one."""
        if not first.number and not first.items:
            return self.last_part(first, start)
        head, words = self.designation()
        if head is not None:
            if first.dotted and not head.dotted:  # 26.110–115
                short = (*first.dotted[:-1], head.number)
                head = replace(head, number=first.number, dotted=short)
            head = replace(head, within=first.within)
        return self.closing(first, head, words, start)

    def last_part(self, first: ParagraphNumber, start: int) -> ParagraphNumber:
        """Parse the end of a range of whole parts: `chapters II–IV`, `第2章至第4章`."""
        *outer, part = first.within
        if part.kind == "decision":
            advice = "List the decisions one by one."
            self.reader.fail("no range after a decision", start, self.reader.end, advice)
        repeated = self.locators.locator() if self.locators.kind_at() == part.kind else None
        name = repeated.locator.name if repeated and repeated.locator else self.locators.name()
        if not name:
            self.reader.fail_here("the name of a part such as II")
        if len(names_between(part.name, name)) < 2:
            self.reader.fail("a range that goes up", start, self.reader.end)
        self.within = (*outer, replace(part, name=name))
        return replace(first, within=self.within)

    def at_designation(self) -> bool:
        """Return whether a number, an ordinal or an item is next."""
        reader = self.reader
        return reader.at("NUMBER") or reader.at("OPEN") or self.at_item() or self.at_ordinal()

    def designation(self) -> tuple[ParagraphNumber | None, list[Token]]:
        """Parse designation = [number | ordinal], {bracketed item}, not empty."""
        reader = self.reader
        head = None
        if reader.at("WORD") and self.at_ordinal():
            if self.counted() not in ADJECTIVES | OPERATIVE | LEADS:
                reader.fail_here(self.expected)
            head = ParagraphNumber(ORDINALS[reader.take().text])
        elif reader.at("NUMBER"):
            is_ordinal = self.at_ordinal()
            head = self.number()
            if is_ordinal:
                reader.take()
        words = []
        while not self.at_remark() and (word := self.bracketed()) is not None:
            words.append(word)
        if head is None and not words:
            reader.fail_here(self.expected)
        return head, words

    def dotted(self) -> tuple[int, ...]:
        """Parse dotted = {".", digits}, without spaces: the rest of `26.110`."""
        reader = self.reader
        found: list[int] = []
        while reader.at("DOT", "NUMBER") and not (reader.peek().space or reader.peek(1).space):
            digits = reader.peek(1)
            if len(digits.text) > MAXIMUM_DIGITS or len(found) == MAXIMUM_DOTS:
                reader.fail("a number such as 26.110", digits.start, digits.end)
            reader.take()
            found.append(int(reader.take().text))
        return tuple(found)

    def at_remark(self) -> bool:
        """Return whether a bracket with a remark is next, not an item: `(Session 9 Appendix)`."""
        reader = self.reader
        if not reader.at("OPEN", "WORD"):
            return False
        word = reader.peek(1).text
        if len(word) < 3 or word in CONJUNCTIONS | RANGE_WORDS | LEADS or set(word) <= set("ivx"):
            return False
        if reader.at("OPEN", "WORD", "WORD") and not reader.peek(2).space:
            return False  # a word in two scripts is a misprint
        return word in KIND_OF or not reader.at("OPEN", "WORD", "CLOSE")

    def remark(self) -> tuple[Locator, ...]:
        """Parse remark = ["(", text, ")"]; return *within* with its locators, or with itself."""
        reader = self.reader
        if not self.at_remark():
            return self.within
        opening = reader.take()
        while not reader.at("CLOSE"):
            token = reader.peek()
            if token.kind in ("OPEN", "END"):
                reader.fail("a closing bracket after the remark", opening.start, token.end)
            reader.take()
        start, end = opening.end, reader.take().start
        reader.irregularities = [
            note for note in reader.irregularities if note.end <= start or note.start >= end
        ]
        text = " ".join(HIDDEN.sub("", reader.text[start:end]).split())
        try:
            entries = ParagraphGrammar(text).parse().entries
        except NotationError:
            entries = ()
        named = [each.first for each in entries if not (each.first.number or each.first.items)]
        if len(entries) == len(named) == 1 and entries[0].last is None:
            if within := combine((*self.within, *named[0].within)):
                return within
        return (*self.within, Locator("part", text))

    def entry(self, before: ListEntry[ParagraphNumber] | None) -> ListEntry[ParagraphNumber]:
        """Parse an entry and the locators after it, which hold for all numbers after a lead word.

        `paragraphs 7 and 8 of section A of annex I`
        """
        entry = super().entry(before)
        if self.is_led:
            self.run = len(self.entries)
        if parts := self.locators.of():
            self.entries[self.run :] = [
                self.inside(each, parts) for each in self.entries[self.run :]
            ]
            printed = self.reader.text[entry.start : self.reader.end]
            return replace(self.inside(entry, parts), printed=printed, end=self.reader.end)
        return entry

    def inside(
        self, entry: ListEntry[ParagraphNumber], parts: Sequence[Locator]
    ) -> ListEntry[ParagraphNumber]:
        """Return an entry inside further parts, which must be of other kinds than its own."""
        within = combine((*entry.first.within, *parts))
        if not within:
            self.reader.fail("parts of different kinds", entry.start, self.reader.end)
        last = entry.last
        if last is not None:
            last = replace(last, within=combine((*last.within, *parts)))
            if last.within[:-1] != within[:-1]:
                self.reader.fail("a range inside one part", entry.start, self.reader.end)
        return replace(entry, first=replace(entry.first, within=within), last=last)

    # ── The words around a number ────────────────────────────────────────────────────────────────

    def lead_word(self) -> None:
        """Parse lead word = a word of `LEADS`, ["."]: `paras.`, `пункты`, `第`."""
        if self.at_lead():
            self.reader.take()
            if self.reader.at("DOT"):
                self.reader.take()

    def at_lead(self, ahead: int = 0) -> bool:
        """Return whether a lead word is next; п in `п)` is an item, 第 in 第3章 no lead word."""
        token, after = self.reader.peek(ahead), self.reader.peek(ahead + 1)
        is_lead = token.kind == "WORD" and token.text in LEADS and after.kind != "CLOSE"
        return is_lead and not (token.text == ORDINAL_MARK and self.locators.kind_at(ahead))

    def trailer(self) -> None:
        """Parse trailer = a word of `TRAILERS` | ("preambular" | "operative"), [lead word]."""
        reader = self.reader
        if reader.at("WORD") and reader.peek().text in TRAILERS:
            reader.take()
        elif reader.at("WORD") and reader.peek().text in ADJECTIVES | OPERATIVE:
            reader.take()
            self.lead_word()

    def at_juxtaposed(self) -> bool:
        """Return whether a number or a lead word is next; an item belongs to the last number."""
        return self.reader.at("NUMBER") or self.at_lead() or self.locators.at_locator()

    def at_item(self) -> bool:
        """Return whether a bracket closes after the next word."""
        return self.reader.at("WORD", "CLOSE")


@lru_cache(maxsize=8192)  # many cells of a table are equal
def parse_paragraphs(text: str, optional: bool = False) -> Parsed[ParagraphNumber]:
    """Parse a list of places in any of the six languages.

    >>> [element.value.items for element in parse_paragraphs("8 (a)–(c) and (f)").elements()]
    [('a',), ('b',), ('c',), ('f',)]
    >>> [note.detail for note in parse_paragraphs("18 and 23– 25").irregularities]
    ['a space inside a range']
    >>> parse_paragraphs("annex I, paragraph 8 (d)").elements()[0].value.within
    (Locator(kind='annex', name='I'),)

    If paragraphs are *optional*, an empty text or a word such as `whole` is the whole document.

    Raises:
        NotationError: if the text does not follow the grammar, with the span that does not.
    """
    if optional and is_whole(text):
        printed = text.strip()
        start = text.index(printed)
        return Parsed((ListEntry(WHOLE, None, printed, start, start + len(printed)),))
    return ParagraphGrammar(text).parse()


def parse_paragraph(text: str) -> ParagraphNumber:
    """Parse the designation of exactly one place.

    >>> parse_paragraph("12 bis (a)").items
    ('a',)

    Raises:
        NotationError: if it is not exactly one.
    """
    entries = parse_paragraphs(text).entries
    if len(entries) > 1 or entries[0].last is not None:
        raise NotationError(text, entries[0].start, entries[-1].end, "exactly one paragraph")
    return entries[0].first
