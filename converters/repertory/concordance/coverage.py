"""Find what only whole cells, topics and reports show: duplicates, wrong order, gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from repertory.concordance.citation_findings import finding_about
from repertory.concordance.hypotheses import in_order
from repertory.finding_terms import FindingKind
from repertory.model import Citation, Finding, Numbering, ParagraphNumber, Row, Symbol, Topic
from repertory.notation import format_paragraph, is_plain
from repertory.notation.items import ROMAN, sequence_of
from repertory.notation.lists import HYPHEN, NO_CONJUNCTION, OTHER_DASH

STYLE_EVIDENCE: Final = 3
"""Lists, or ranges, of an index that are needed to know its style."""


def find_duplicates(citations: Sequence[Citation], topics: Sequence[Topic]) -> Iterator[Finding]:
    """Yield the citations that a topic repeats, under one of its headings or under two."""
    label_of = {heading: topic.name for topic in topics for heading in topic.headings}
    first: dict[tuple[object, ...], Citation] = {}
    for citation in citations:
        topic = label_of.get(citation.heading)
        cited = citation.document, citation.paragraph
        stated = (topic, *cited, citation.reference, citation.compilation)
        before = first.setdefault(stated, citation)
        if before is not citation:
            message = f"repeats {before.place.within()}"
            yield finding_about(citation, "duplicate-citation", "warning", message)


def find_order(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield the paragraphs that do not ascend in their cells."""
    for row in rows:
        for first, second in pairwise(row.paragraphs):
            if first.value == second.value or in_order(first.value, second.value):
                continue
            shown = (format_paragraph(first.value), format_paragraph(second.value))
            yield Finding(
                kind="order-in-cell",
                severity="info",
                message=f"para. {shown[1]} comes after para. {shown[0]}",
                topics=(row.heading,),
                document=row.document,
                place=row.written.paragraphs.place.moved(second.start),
                row=row.order,
                paragraph=shown[1],
                printed=row.written.paragraphs.text,
            )


def find_typography(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield the irregularities of the typography, except those that are the style of the index."""
    style = _style(rows)
    for row in rows:
        for cell, irregularity in row.irregularities:
            repeated = row.written.compilation and cell is not row.written.references
            if repeated or irregularity.detail in style:
                continue
            yield Finding(
                kind="irregular-typography",
                severity="info",
                message=irregularity.detail,
                topics=(row.heading,),
                document=row.document,
                place=cell.place.moved(irregularity.start),
                row=row.order,
                printed=cell.text[irregularity.start : irregularity.end],
            )


def _style(rows: Sequence[Row]) -> set[str]:
    """Return the irregularities that are the style of an index: most of its lists have them.

    An index that writes `4, 5, 6` in nearly all cells has no misprint in each of them. Fewer than
    `STYLE_EVIDENCE` lists show no style.
    """
    noted = Counter(note.detail for row in rows for _, note in row.irregularities)
    if not noted:
        return set()
    lists = ranges = 0
    for row in rows:
        for elements in (row.paragraphs, row.references):
            sizes = Counter(element.start for element in elements).values()
            lists += len(sizes) > 1
            ranges += sum(size > 1 for size in sizes)
    possible = {NO_CONJUNCTION: lists, HYPHEN: ranges, OTHER_DASH: ranges}
    return {
        detail
        for detail, count in possible.items()
        if count >= STYLE_EVIDENCE and 2 * noted[detail] > count
    }


def find_doubtful_rows(
    rows: Sequence[Row], doubts: Sequence[tuple[int, str]], kind: FindingKind
) -> Iterator[Finding]:
    """Yield the rows whose order or topic the layout could not explain, and why."""
    by_order = {row.order: row for row in rows}
    for order, why in doubts:
        row = by_order.get(order)
        if row is None:  # it cannot be read, which is a finding already
            continue
        yield Finding(
            kind=kind,
            severity="warning",
            message=why,
            topics=(row.heading,),
            document=row.document,
            place=row.written.place,
            row=order,
            printed=row.written.document.text,
        )


def find_gaps(
    citations: Sequence[Citation], rules: Mapping[Symbol, Numbering]
) -> Iterator[Finding]:
    """Yield, for each report, the paragraphs from its first to its last that no topic cites.

    Only numbered paragraphs of the main text count. By the rule, the first one is the paragraph
    that becomes number 1 of the section. If only sub-paragraphs of a paragraph are cited, those
    from (a) to the last count.
    """
    cited: dict[Symbol, dict[ParagraphNumber, None]] = defaultdict(dict)
    for citation in citations:
        if citation.paragraph is not None:
            paragraph = citation.paragraph
            if paragraph.recommendation:
                paragraph = replace(paragraph, recommendation="")
            if is_plain(paragraph):
                cited[citation.document][paragraph] = None
    for document, paragraphs in cited.items():
        numbers = {paragraph.number for paragraph in paragraphs}
        offset = rules[document].rules[0].offset if document in rules else -1
        first = min(offset + 1, *numbers) if offset >= 0 else min(numbers)
        known = [first - 1, *sorted(numbers)]
        gaps = [range(a + 1, b) for a, b in pairwise(known) if b - a > 1]
        parts = _missing_parts(paragraphs)
        if gaps or parts:
            shown = [str(gap[0]) if len(gap) == 1 else f"{gap[0]}–{gap[-1]}" for gap in gaps]
            count = sum(map(len, gaps)) + len(parts)
            noun = "paragraph" if count == 1 else "paragraphs"
            yield Finding(
                kind="never-indexed",
                severity="info",
                message=f"no topic cites {count} {noun} from {first} to {max(numbers)}",
                document=document,
                paragraph=", ".join([*shown, *map(format_paragraph, parts)]),
            )


def _missing_parts(cited: Iterable[ParagraphNumber]) -> list[ParagraphNumber]:
    """Return the sub-paragraphs (a), (b), … before the last cited one that are not cited.

    A paragraph that is cited whole has none, nor has one of which only items such as `8 (i)` are
    cited, which may be letters or roman numerals.
    """
    items: dict[ParagraphNumber, set[str]] = defaultdict(set)
    wholes = set()
    for paragraph in cited:
        whole = replace(paragraph, items=())
        wholes |= {whole} if paragraph == whole else set()
        items[whole].update(paragraph.items[:1])
    parts: list[ParagraphNumber] = []
    for whole, seen in items.items():
        sequence = sequence_of(tuple(seen), 0) if seen and whole not in wholes else None
        if sequence is None or (sequence is not ROMAN and seen <= set(ROMAN)):
            continue
        last = max(sequence.index(item) for item in seen)
        parts += [replace(whole, items=(item,)) for item in sequence[:last] if item not in seen]
    return parts
