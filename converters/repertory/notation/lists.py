"""The grammar that paragraph lists and reference lists share: entries, joiners and ranges."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final, Generic

from repertory.notation.designations import DesignationGrammar
from repertory.notation.entries import (
    MAXIMUM_ELEMENTS,
    MAXIMUM_RANGE,
    Designation,
    ListEntry,
    Parsed,
)
from repertory.notation.languages import CONJUNCTIONS, RANGE_WORDS
from repertory.notation.tokens import EN_DASH, HYPHENS, Token

NO_CONJUNCTION: Final = "no conjunction before the last element"
HYPHEN: Final = "a hyphen for the en dash of a range"
OTHER_DASH: Final = "another dash for the en dash of a range"


class ListGrammar(DesignationGrammar, ABC, Generic[Designation]):
    """Recursive descent over one list; a subclass defines its elements."""

    def __init__(self, text: str) -> None:
        """Take the text of one cell."""
        super().__init__(text)
        self.entries: list[ListEntry[Designation]] = []

    @abstractmethod
    def first(self, context: Designation | None) -> Designation:
        """Parse one element; *context* is the element before it, for short forms."""

    @abstractmethod
    def last(self, first: Designation, start: int) -> Designation:
        """Parse the end of a range that begins with *first*, at the offset *start*."""

    def lead(self) -> int:
        """Take the words before an element; return where the element is printed from."""
        self.lead_word()
        return self.reader.peek().start

    def lead_word(self) -> None:
        """Take the word before a number; there is none by default."""

    def trailer(self) -> None:
        """Take the words after an element; there are none by default."""

    @abstractmethod
    def at_juxtaposed(self) -> bool:
        """Return whether an element may begin here without a joiner."""

    @abstractmethod
    def at_item(self) -> bool:
        """Return whether the next word must be an item or a section, not a conjunction."""

    def is_letter(self, context: Designation, joined: bool) -> bool:
        """Return whether a one-letter conjunction is an item here; *joined* if one came before."""
        return False

    def parse(self) -> Parsed[Designation]:
        """Parse list = entry, {[joiner], entry}, ["."], END."""
        reader = self.reader
        entries = self.entries
        elements = 0
        joined = True
        gap = (0, 0)
        while True:
            entry = self.entry(entries[-1] if entries else None)
            entries.append(entry)
            elements += self.size(entry)
            if elements > MAXIMUM_ELEMENTS:
                expected = f"at most {MAXIMUM_ELEMENTS:,} elements in one cell"
                reader.fail(expected, entry.start, entry.end)
            if reader.at("END") or reader.at("DOT", "END"):
                break
            before = reader.end
            joined = self.joiner(entry.first)
            gap = before, max(reader.peek().start, before)
        if not joined:
            reader.note(NO_CONJUNCTION, *gap)
        notes = sorted(reader.irregularities, key=lambda note: (note.start, note.end))
        return Parsed(tuple(entries), tuple(notes))

    def joiner(self, context: Designation) -> bool:
        """Parse joiner = {separator | conjunction}; return False for separators alone.

        An empty joiner is irregular, and allowed only where the next tokens must begin an element.
        """
        reader = self.reader
        taken: list[Token] = []
        while reader.at("SEPARATOR") or self.at_conjunction(context, bool(taken)):
            taken.append(reader.take())
        if not taken:
            if not self.at_juxtaposed():
                reader.fail_here("a comma, a conjunction, a range or the end")
            reader.note("nothing between two elements", reader.end, reader.peek().start)
            return True
        if reader.at("END") or reader.at("DOT", "END"):
            reader.fail(f"{self.expected} after it", taken[0].start, taken[-1].end)
        words = sum(token.kind == "WORD" for token in taken)
        if len(taken) > 1:
            mixed = len(taken) == 2 and words == 1 and taken[1].kind == "WORD"
            detail = "a comma before a conjunction" if mixed else "a doubled comma or conjunction"
            reader.note(detail, taken[0].start, taken[-1].end)
        return words > 0

    def at_conjunction(self, context: Designation, joined: bool) -> bool:
        """Match conjunction = a word of `CONJUNCTIONS` that is not an item: `8 e) e f)`."""
        token = self.reader.peek()
        if token.kind != "WORD" or token.text not in CONJUNCTIONS or self.at_item():
            return False
        return not self.is_letter(context, joined)

    def at_range_mark(self) -> bool:
        """Match range mark = DASH | a word of `RANGE_WORDS` that is not an item: `8 a) a d)`.

        A final letter (`8 a`) is not an incomplete range.
        """
        reader = self.reader
        if not reader.at("WORD"):
            return reader.at("DASH")
        word = reader.peek().text
        last_letter = len(word) == 1 and reader.at("WORD", "END")
        return word in RANGE_WORDS and not last_letter and not self.at_item()

    def entry(self, before: ListEntry[Designation] | None) -> ListEntry[Designation]:
        """Parse entry = lead, first, trailer, [range mark, lead word, last, trailer]."""
        reader = self.reader
        start = self.lead()
        first = self.first(None if before is None else before.last or before.first)
        end = reader.end
        self.trailer()
        last = None
        if self.at_range_mark():
            self.range_mark()
            self.lead_word()
            last = self.last(first, start)
            end = reader.end
            self.trailer()
        return ListEntry(first, last, reader.text[start:end], start, end)

    def range_mark(self) -> None:
        """Take a range mark and note its irregularities."""
        reader = self.reader
        before = reader.end
        mark = reader.take()
        after = reader.peek()
        if after.kind == "END":
            reader.fail("the end of the range after it", mark.start, mark.end)
        if mark.kind == "WORD":
            return
        if mark.space or after.space:
            reader.note("a space inside a range", before, after.start)
        if mark.text in HYPHENS:
            reader.note(HYPHEN, mark.start, mark.end)
        elif mark.text != EN_DASH:
            reader.note(OTHER_DASH, mark.start, mark.end)

    def size(self, entry: ListEntry[Designation]) -> int:
        """Count the elements of an entry without expanding it, at most `MAXIMUM_RANGE`."""
        size = entry.count()
        if size > MAXIMUM_RANGE:
            expected = f"a range of at most {MAXIMUM_RANGE} elements"
            self.reader.fail(expected, entry.start, entry.end)
        return size
