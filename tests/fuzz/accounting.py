"""Account for a document: each word and number that it prints is in some part of the result."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace
from tests.fuzz.law import expect, missing

from repertory.model import Index, Layout, Table
from repertory.notation.languages import CONJUNCTIONS
from repertory.notation.row_cells import UNREADABLE
from repertory.notation.tokens import HIDDEN

_MARKS: Final = "¹²³⁰⁴-⁹ᵃ-ᵛˢˣʷʰʲʳˡʸⁱⁿ"
_TOKEN: Final = re.compile(rf"\d+|[{_MARKS}]|[\u3005-\u9fff]|[^\W\d_{_MARKS}\u3005-\u9fff]+")
_LABEL: Final = re.compile(r"belongs to (.+) below: ")
_MARK: Final = re.compile(r"'(\S{1,9})' after ")
_ESCAPE: Final = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


def tokens(text: str) -> list[str]:
    """Return the numbers, the words and the raised marks of a text; a Chinese character is a word.

    >>> tokens("A/HRC/17 (e), 第8段²")
    ['a', 'hrc', '17', 'e', '第', '8', '段', '²']
    """
    plain = unicodedata.normalize("NFC", HIDDEN.sub("", text)).casefold()
    return _TOKEN.findall(unicodedata.normalize("NFC", plain))


def account(texts: Iterable[str], table: Table, layout: Layout, is_wrapped: bool = False) -> None:
    """Check that what a document prints is in a row, set aside, or told as a problem.

    Where it *is_wrapped*, a number may be the rest of a symbol that fills the line above.
    """
    printed = [token for text in texts for token in tokens(text)]
    told = [token for text in _told(table, layout) for token in tokens(text)]
    joined = list(missing(told, printed))  # the parts of a word that was broken are one again
    lost = [
        token
        for token in missing(printed, told)
        if (token.isdecimal() and not is_wrapped) or not any(token in each for each in joined)
    ]
    expect(not lost, lost, table.lines, layout)


def _told(table: Table, layout: Layout) -> Iterator[str]:
    moved = set()
    documents = Counter(place for place, _ in {(r.place, r.document.text) for r in layout.rows})
    yield from ("and " * count for count in documents.values() if count > 1)  # between them
    for row in layout.rows:
        yield from (row.printed_heading, row.document.text, row.paragraphs.text)
        yield row.references.text
        yield from (cell.text for _, cell in row.extras)
        for repair in row.repairs:
            if repair.kind == "footnote-mark-removed":
                yield from _MARK.findall(repair.detail)
            elif repair.kind in ("title-removed", "document-carried-over", "topic-carried-over"):
                yield repair.detail
            elif repair.kind == "row-moved":  # the label may have no other rows
                moved.update(_LABEL.findall(repair.detail))
    yield from moved
    yield from _joiners(table, layout)
    yield from (aside.text for aside in layout.set_aside if aside.kind != "assumed")
    yield from (_unescaped(problem.found) for problem in layout.problems)


def _joiners(table: Table, layout: Layout) -> Iterator[str]:
    """Yield the conjunctions of the lines that are split into rows of one document each."""
    places = Counter(replace(row.place, column=None) for row in layout.rows)
    for line in table.lines:
        if any(places[replace(cell.place, column=None)] > 1 for cell in line):
            words = (token for cell in line for token in tokens(cell.text))
            yield from (word for word in words if word in CONJUNCTIONS)


def _unescaped(found: str) -> str:
    """Return what a problem found with the characters that its `repr` shows by their numbers."""
    return _ESCAPE.sub(lambda escape: chr(int(next(filter(None, escape.groups())), 16)), found)


def account_for_citations(index: Index, layout: Layout) -> None:
    """Check that each element of each row is in one citation of it, and that all rows are there.

    A row is in the data, or it is set aside and one of its cells is a finding.
    """
    written = [row.written for row in index.rows]
    left = [row.place for row in layout.rows if row not in written]
    count = len(layout.set_aside)
    aside = [each.place for each in index.set_aside[count:] if each.kind == UNREADABLE]
    found = [each for each in index.findings if each.kind == "unreadable-cell"]
    expect(written == [row for row in layout.rows if row in written], written, layout.rows)
    expect(left == aside and len(left) <= len(found), left, aside, found)
    expect(index.set_aside[:count] == layout.set_aside, index.set_aside, layout.set_aside)
    cited: dict[int, Counter[object]] = {row.order: Counter() for row in index.rows}
    for citation in index.citations:
        for designation in (citation.printed_paragraph, citation.printed_reference):
            if designation is not None:
                cited[citation.row][designation] += 1
    for row in index.rows:
        expected = Counter[object](element.value for element in row.paragraphs)
        expected.update(element.value for element in row.references)
        expect(cited[row.order] == expected, row, cited[row.order])
    headings = {heading for topic in index.topics for heading in topic.headings}
    expect({row.heading for row in index.rows if row.heading} <= headings, index.topics)
