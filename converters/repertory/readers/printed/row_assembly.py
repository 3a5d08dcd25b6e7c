"""Assemble the rows of a table from printed lines, over all pages.

A row begins at a document symbol, or below a ruled line if rows are ruled. The lines below belong
to it, also on the next page. The label of a topic may be next to several rows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from msgspec.structs import replace

from repertory.model import Cell, SetAside
from repertory.readers.printed.printed_lines import SYMBOL_START, Page, find_columns, page_furniture
from repertory.readers.printed.table_region import (
    Block,
    Placed,
    PrintedDocument,
    sort_lines,
    symbol_column,
    text_block,
)
from repertory.readers.printed.topic_column import LabelLine, TopicColumn
from repertory.readers.printed.topic_partition import Doubt, partition_topics
from repertory.readers.printed.wrapped_lines import Wrapping
from repertory.readers.reading import Line, Reading, Unclear, visible

OPEN_ENDS: Final = ("/", "-", ".", "(")
"""The ends of a symbol that continues on the next line."""

RULED: Final = 0.8
"""The least share of rows alone between ruled lines for these to separate rows."""


def read_pages(pages: Sequence[Page], name: str, paged: bool = True) -> Reading:
    """Return the lines of a document from its pages; *paged* is whether places name the page."""
    furniture = page_furniture(pages)
    columns = find_columns(pages)
    kept = [
        replace(
            page,
            lines=tuple(line for line in page.lines if (page.number, line.number) not in furniture),
        )
        for page in pages
    ]
    numbered = {page.number: page for page in kept}
    document = PrintedDocument(name, paged, columns or {}, 0, numbered, _phrases(kept))
    unclear: list[Unclear] = []
    if columns is None:
        blocks = [text_block(document, line) for page in kept for line in page.lines]
    else:
        document.symbols = symbol_column(kept, columns)
        for page in kept:
            sort_lines(page, document)
        blocks, unclear = _assemble(document)
    aside = tuple(_set_aside(pages, furniture, document))
    wrapping = Wrapping([line for page in kept for line in page.lines], _limits(document))
    made = ((block, _cells(block, wrapping)) for block in blocks)
    filled = [(block, line) for block, line in made if any(cell.text for cell in line)]
    continued = tuple(number for number, (block, _) in enumerate(filled) if block.continued)
    lines = tuple(line for _, line in filled)
    return Reading(lines, set_aside=aside, continued=continued, unclear=tuple(unclear))


def _set_aside(
    pages: Sequence[Page], furniture: Container[tuple[int, int]], document: PrintedDocument
) -> Iterator[SetAside]:
    for page in pages:
        for line in page.lines:
            if (page.number, line.number) in furniture:
                yield SetAside("page-furniture", line.text, document.place(line))


def _phrases(pages: Sequence[Page]) -> frozenset[tuple[str, str]]:
    """Return the pairs of consecutive words within a line, in lower case."""
    return frozenset(
        (first.text.casefold(), second.text.casefold())
        for page in pages
        for line in page.lines
        for part in line.parts()
        for first, second in pairwise(part)
    )


def _limits(document: PrintedDocument) -> list[float]:
    """Return the right edge of the text in each column."""
    limits = [0.0] * max((len(placed.cells) for placed in document.stream), default=0)
    for placed in document.stream:
        for column, words in enumerate(placed.cells):
            if words:
                limits[column] = max(limits[column], words[-1].right)
    return limits


def _assemble(document: PrintedDocument) -> tuple[list[Block], list[Unclear]]:
    """Return the blocks of the document, the rows among them, and the rows with topics in doubt."""
    stream = document.stream
    if not stream:
        return document.blocks, []
    doubts = _mark_topics(document, ruled=_mark_rows(document))
    blocks: list[Block] = []
    position = 0
    for above, block in _rows(stream, document):
        blocks += [*document.blocks[position:above], block]
        position = above
    unclear = [(document.place(stream[doubt.line].line), str(doubt)) for doubt in doubts]
    return [*blocks, *document.blocks[position:]], unclear


def _mark_rows(document: PrintedDocument) -> bool:
    """Mark the lines at which rows begin; return whether ruled lines separate the rows."""
    stream = document.stream
    text = ""
    for placed in stream:
        words = placed.cells[document.symbols]
        if words and SYMBOL_START.match(words[0].text) and not text.endswith(OPEN_ENDS):
            placed.starts_row = True
        text = words[-1].text if words else text
    rules = _rules(document, document.symbols)
    if not _separate_rows(stream, rules):
        return False
    for number, placed in enumerate(stream):
        if not placed.top:
            placed.starts_row = rules[number]
    return True


def _separate_rows(stream: Sequence[Placed], rules: Sequence[bool]) -> bool:
    """Return whether ruled lines separate the rows: most have exactly one row between them."""
    rows: list[int] = []
    for placed, rule in zip(stream, rules, strict=True):
        if rule or placed.top or not rows:
            rows.append(0)
        rows[-1] += placed.starts_row
    symbols = sum(rows)
    return symbols > 0 and sum(count == 1 for count in rows) >= RULED * max(symbols, len(rows))


def _rules(document: PrintedDocument, column: int) -> list[bool]:
    """Return for each line whether a ruled line is above it in a column."""
    found = [True]
    for above, below in pairwise(document.stream):
        page = document.pages[below.line.page]
        left = document.columns[page.number][column] + below.line.size / 2
        high = above.line.bottom - above.line.size / 2 if not below.top else 0
        low = below.line.bottom - below.line.size / 2
        found.append(
            any(high < y < low and start <= left <= end for y, start, end in page.horizontals)
        )
    return found


def _mark_topics(document: PrintedDocument, ruled: bool) -> tuple[Doubt, ...]:
    """Mark the lines at which topics begin, by the ruled lines if these separate the rows."""
    stream = document.stream
    below_rules = frozenset(number for number, rule in enumerate(_rules(document, 0)) if rule)
    gaps = [
        second.left - first.right
        for placed in stream
        for first, second in pairwise(placed.cells[0])
    ]
    column = TopicColumn(
        lines=_label_lines(document),
        limit=max((p.cells[0][-1].right for p in stream if p.cells[0]), default=0.0),
        space=median(gaps) if gaps else stream[0].line.size / 4,
        exact=document.paged,
        ruled=below_rules if ruled else None,
        phrases=document.phrases,
    )
    partition = partition_topics(column)
    for number in partition.starts:
        stream[number].starts_topic = True
    _begin_above(stream)
    for number in partition.rests:
        stream[number].starts_topic = True
    return partition.doubts


def _label_lines(document: PrintedDocument) -> tuple[LabelLine, ...]:
    leading = _leading(document.stream)
    symbols = _symbols(document.stream, document.symbols)
    return tuple(
        LabelLine(
            words=placed.cells[0],
            page=placed.line.page,
            height=placed.line.bottom / leading,
            top=placed.top,
            starts_row=placed.starts_row,
            filled=any(placed.cells[1:]),
            document=symbol,
        )
        for placed, symbol in zip(document.stream, symbols, strict=True)
    )


def _symbols(stream: Sequence[Placed], column: int) -> list[str]:
    """Return for each line the symbol of the row that begins there, with its lines joined."""
    symbols = [""] * len(stream)
    row = 0
    for number, placed in enumerate(stream):
        row = number if placed.starts_row else row
        symbols[row] += "".join(word.text for word in placed.cells[column])
    return symbols


def _leading(stream: Sequence[Placed]) -> float:
    """Return the usual distance between lines of one text, outside the topic column."""
    distances = []
    above: dict[int, float] = {}
    for placed in stream:
        if placed.top or placed.starts_row:
            above = {}
        for column, words in enumerate(placed.cells):
            if column and words:
                if column in above:
                    distances.append(placed.line.bottom - above[column])
                above[column] = placed.line.bottom
    return median(distances) if distances else 1.2 * stream[0].line.size


def _begin_above(stream: Sequence[Placed]) -> None:
    """Move the start of the first row of a topic up to the start of the topic."""
    start = None
    for number, placed in enumerate(stream):
        if placed.starts_topic:
            start = number
        if placed.starts_row and start is not None:
            placed.starts_row = False
            stream[start].starts_row = True
        if placed.starts_row or any(placed.cells[1:]):
            start = None


def _rows(stream: Sequence[Placed], document: PrintedDocument) -> list[tuple[int, Block]]:
    """Return the rows, with the number of blocks above each.

    The continuation of a row on the next page is a separate block.
    """
    width = len(stream[0].cells)
    made: list[tuple[int, Block]] = []
    row: Block | None = None
    owner: Block | None = None

    def begin(placed: Placed, continued: bool) -> Block:
        block = Block(document.place(placed.line), [[] for _ in range(width)], continued)
        made.append((placed.above, block))
        return block

    for number, placed in enumerate(stream):
        goes_on = placed.top and number > 0 and not placed.starts_topic
        has_rest = goes_on and owner is not None and any(owner.columns[0])
        if goes_on and (not placed.starts_row or (has_rest and _has_label(stream, number))):
            row = begin(placed, continued=True)
            owner = row if has_rest else owner
        if placed.starts_row or placed.starts_topic or row is None:
            row = begin(placed, continued=False)
        if placed.starts_topic or owner is None:
            owner = row
        owner.columns[0].append(placed.cells[0])
        for column in range(1, width):
            row.columns[column].append(placed.cells[column])
    return made


def _has_label(stream: Sequence[Placed], top: int) -> bool:
    """Return whether the rest of a label is on a page, before a topic begins there."""
    for placed in stream[top:]:
        if placed.starts_topic or placed.line.page != stream[top].line.page:
            return False
        if placed.cells[0]:
            return True
    return False


def _cells(block: Block, wrapping: Wrapping) -> Line:
    return tuple(
        Cell(visible(wrapping.join([words for words in lines if words], column)), block.place)
        for column, lines in enumerate(block.columns)
    )
