"""The grammar of one designation, such as `8 (e)`, and of its short forms in a list."""

from __future__ import annotations

from typing import Final, NoReturn

from msgspec.structs import replace

from repertory.model import ParagraphNumber
from repertory.notation.items import MAXIMUM_DEPTH, goes_up, normalise, sequence_of
from repertory.notation.languages import SUFFIXES
from repertory.notation.places import numbers_of
from repertory.notation.tokens import Token, TokenReader

MAXIMUM_DIGITS: Final = 5
"""The most digits of a paragraph number."""


class DesignationGrammar:
    """Recursive descent over one designation.

    Each parse method states its rule: `{x}` any number of x, `[x]` x or nothing, `|` or.
    """

    expected: str
    """What messages say was expected, with an example."""

    def __init__(self, text: str) -> None:
        """Take the text of one cell."""
        self.reader = TokenReader(text)

    def number(self) -> ParagraphNumber:
        """Parse number = digits, dotted, [suffix]; suffix = "bis" | "ter" and so on."""
        reader = self.reader
        if not reader.at("NUMBER"):
            reader.fail_here(self.expected)
        digits = reader.peek().text
        if len(digits) > MAXIMUM_DIGITS:
            reader.fail_here(f"a number of at most {MAXIMUM_DIGITS} digits")
        if int(digits) == 0:
            reader.fail_here("a number above 0")
        reader.take()
        dotted = self.dotted()
        suffix = ""
        if reader.at("WORD") and reader.peek().text in SUFFIXES:
            suffix = reader.take().text
        return ParagraphNumber(int(digits), suffix, dotted=dotted)

    def dotted(self) -> tuple[int, ...]:
        """Parse dotted = nothing, unless a list has numbers such as `26.110`."""
        return ()

    def bracketed(self) -> Token | None:
        """Parse bracketed item = ["("], WORD, ")"; return the word, or None."""
        reader = self.reader
        if reader.at("OPEN"):
            opening = reader.take()
            if not reader.at("WORD"):
                reader.fail("an item such as (a) or (iv)", opening.start, reader.peek().end)
            word = reader.take()
            if not reader.at("CLOSE"):
                reader.fail("a closing bracket after the item", opening.start, word.end)
            reader.take()
            return word
        if reader.at("WORD", "CLOSE"):
            word = reader.take()
            reader.take()
            return word
        return None

    def items(self, words: list[Token], level: int = 0) -> tuple[str, ...]:
        """Return the words as items; each must fit its level: letter, roman numeral, letter."""
        for depth, word in enumerate(words, level):
            if depth >= MAXIMUM_DEPTH:
                self.reader.fail(f"at most {MAXIMUM_DEPTH} levels of items", word.start, word.end)
            if sequence_of((normalise(word.text),), depth) is None:
                kind = "a roman numeral such as (iv)" if depth == 1 else "a letter such as (a)"
                advice = "Is a comma or a conjunction missing before it?" if depth else ""
                self.reader.fail(kind, word.start, word.end, advice)
        return tuple(normalise(word.text) for word in words)

    def continued(self, context: ParagraphNumber | None, words: list[Token]) -> ParagraphNumber:
        """Complete items without a number from the designation before: `8 (b), (g) and (h)`.

        They take the deepest level if they ascend there, or else the only level that they fit.
        `8 (a) (ii) and (i)` could end with 8 (i) or 8 (a) (i), and is an error.
        """
        start, end = words[0].start, words[-1].end
        if context is None or not context.items:
            self.reader.fail(self.expected, start, end, "These items follow no other item.")
        fitting = [level for level in range(len(context.items)) if self.fits(words, level)]
        deepest = max(fitting, default=len(context.items) - 1)
        names = self.items(words, deepest)
        if len(fitting) > 1 and not goes_up(context.items[deepest], names[0], deepest):
            expected = "the whole designation, with its paragraph number"
            self.reader.fail(expected, start, end, "It can be read in two ways.")
        return replace(context, items=(*context.items[:deepest], *names))

    def fits(self, words: list[Token], level: int) -> bool:
        """Return whether the words fit consecutive levels from *level* on."""
        return level + len(words) <= MAXIMUM_DEPTH and all(
            sequence_of((normalise(word.text),), depth) is not None
            for depth, word in enumerate(words, level)
        )

    def closing(
        self, first: ParagraphNumber, head: ParagraphNumber | None, words: list[Token], start: int
    ) -> ParagraphNumber:
        """Return the end of a range: *head* with *words*, or *first* ending with *words*."""
        if head is not None:
            last = replace(head, items=self.items(words))
        else:
            kept = max(len(first.items) - len(words), 0)
            names = tuple(normalise(word.text) for word in words)
            last = replace(first, items=(*first.items[:kept], *names))
        self.check_range(first, last, start)
        return last

    def check_range(self, first: ParagraphNumber, last: ParagraphNumber, start: int) -> None:
        """Check that a range ascends, over whole paragraphs or over the items of one."""
        if not first.items and not last.items:
            if first.suffix or last.suffix:
                expected = "a range of paragraphs without bis, ter and so on"
                advice = "List the paragraphs one by one."
                self.reader.fail(expected, start, self.reader.end, advice)
            (*above, one), (*other_above, other) = numbers_of(first), numbers_of(last)
            if above != other_above:
                self.refuse_mixed(start)
            ascends = one < other
        else:
            parents = [replace(end, items=end.items[:-1]) for end in (first, last)]
            if not first.items or not last.items or parents[0] != parents[1]:
                self.refuse_mixed(start)
            ends, level = (first.items[-1], last.items[-1]), len(first.items) - 1
            if sequence_of(ends, level) is None:
                self.reader.fail("two items of one kind", start, self.reader.end)
            ascends = goes_up(*ends, level)
        if not ascends:
            self.reader.fail("a range that goes up", start, self.reader.end)

    def refuse_mixed(self, start: int) -> NoReturn:
        """Raise the error of a range from one paragraph or level to another."""
        expected = "a range of whole paragraphs or of the items of one paragraph"
        self.reader.fail(expected, start, self.reader.end, "List its elements one by one.")
