"""Parse lists of paragraphs of a meeting report: `7 (d) and 8 (e) and (f)`."""

from __future__ import annotations

from functools import lru_cache

from repertory.errors import NotationError
from repertory.model import ParagraphNumber
from repertory.notation.entries import Parsed
from repertory.notation.languages import LEADS, TRAILERS
from repertory.notation.lists import ListGrammar
from repertory.notation.tokens import Token


class ParagraphGrammar(ListGrammar[ParagraphNumber]):
    """The grammar of a list of paragraphs."""

    expected = "a paragraph number such as 8 or 8 (e)"

    def first(self, context: ParagraphNumber | None) -> ParagraphNumber:
        """Parse first = number, {bracketed item} | bracketed item, {bracketed item}."""
        head, words = self.designation()
        if head is None:
            return self.continued(context, words)
        return ParagraphNumber(head.number, head.suffix, self.items(words))

    def last(self, first: ParagraphNumber, start: int) -> ParagraphNumber:
        """Parse last = number, {bracketed item} | bracketed item, {bracketed item}."""
        head, words = self.designation()
        return self.closing(first, head, words, start)

    def designation(self) -> tuple[ParagraphNumber | None, list[Token]]:
        """Parse designation = [number], {bracketed item}, not empty."""
        number_next = self.reader.at("NUMBER")
        head = self.number() if number_next else None
        words = []
        while (word := self.bracketed()) is not None:
            words.append(word)
        if head is None and not words:
            self.reader.fail_here(self.expected)
        return head, words

    def lead(self) -> None:
        """Parse lead = a word of `LEADS`, ["."]: `paras.`, `пункты`, `第`."""
        if self.at_lead():
            self.reader.take()
            if self.reader.at("DOT"):
                self.reader.take()

    def at_lead(self) -> bool:
        """Return whether a lead word is next; п in `п)` is an item."""
        return self.reader.at("WORD") and self.reader.peek().text in LEADS and not self.at_item()

    def trailer(self) -> None:
        """Parse trailer = a word of `TRAILERS`: 段."""
        if self.reader.at("WORD") and self.reader.peek().text in TRAILERS:
            self.reader.take()

    def at_juxtaposed(self) -> bool:
        """Return whether a number or a lead word is next; an item belongs to the last number."""
        return self.reader.at("NUMBER") or self.at_lead()

    def at_item(self) -> bool:
        """Return whether a bracket closes after the next word."""
        return self.reader.at("WORD", "CLOSE")


@lru_cache(maxsize=1024)  # many cells of a table are equal
def parse_paragraphs(text: str) -> Parsed[ParagraphNumber]:
    """Parse a list of paragraphs in any of the six languages.

    >>> [element.value.items for element in parse_paragraphs("8 (a)–(c) and (f)").elements()]
    [('a',), ('b',), ('c',), ('f',)]
    >>> [note.detail for note in parse_paragraphs("18 and 23– 25").irregularities]
    ['a space inside a range']

    Raises:
        NotationError: if the text does not follow the grammar, with the span that does not.
    """
    return ParagraphGrammar(text).parse()


def parse_paragraph(text: str) -> ParagraphNumber:
    """Parse the designation of exactly one paragraph.

    >>> parse_paragraph("12 bis (a)")
    ParagraphNumber(number=12, suffix='bis', items=('a',))

    Raises:
        NotationError: if it is not exactly one.
    """
    entries = parse_paragraphs(text).entries
    if len(entries) > 1 or entries[0].last is not None:
        raise NotationError(text, entries[0].start, entries[-1].end, "exactly one paragraph")
    return entries[0].first
