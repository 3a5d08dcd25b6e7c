"""Find what only the whole table shows: duplicates, order, gaps, and topics that say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from repertory.concordance.evidence import in_order
from repertory.concordance.rules import runs
from repertory.model import (
    Cell,
    Citation,
    Finding,
    ParagraphNumber,
    Place,
    Reference,
    Row,
    Rule,
    Symbol,
    Topic,
)
from repertory.notation import format_paragraph, format_reference

MINIMUM_CONTAINED: Final = 2
"""Citations of a topic that must all stand under another before that is worth a line."""

Content = frozenset[tuple[Symbol, ParagraphNumber | None, Reference | None]]


def find_duplicates(citations: Sequence[Citation]) -> Iterator[Finding]:
    """Yield the citations that a topic states twice."""
    first: dict[tuple[object, ...], Citation] = {}
    for citation in citations:
        stated = (citation.heading, citation.document, citation.paragraph, citation.reference)
        before = first.setdefault(stated, citation)
        if before is not citation:
            paragraph = format_paragraph(citation.paragraph) if citation.paragraph else ""
            printed = format_reference(citation.reference) if citation.reference else ""
            yield Finding(
                kind="duplicate-citation",
                severity="warning",
                message=f"stated before in {before.place.within()}",
                topics=(citation.heading,),
                document=citation.document,
                place=citation.place,
                row=citation.row,
                ordinal=citation.ordinal,
                paragraph=paragraph,
                printed=printed,
            )


def find_order(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield the cells whose paragraphs do not go up."""
    for row in rows:
        for first, second in pairwise(row.paragraphs):
            if first.value == second.value or in_order(first.value, second.value):
                continue
            shown = (format_paragraph(first.value), format_paragraph(second.value))
            yield Finding(
                kind="order-in-cell",
                severity="info",
                message=f"para. {shown[1]} stands after para. {shown[0]}",
                topics=(row.heading,),
                document=row.document,
                place=_in_cell(row.written.paragraphs, second.start),
                row=row.order,
                paragraph=shown[1],
                printed=row.written.paragraphs.text,
            )


def _in_cell(cell: Cell, start: int) -> Place:
    column = cell.place.column
    return replace(cell.place, column=column + start if column is not None else None)


def find_typography(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield what can be read but is printed irregularly."""
    for row in rows:
        for cell, irregularity in row.irregularities:
            yield Finding(
                kind="irregular-typography",
                severity="info",
                message=irregularity.detail,
                topics=(row.heading,),
                document=row.document,
                place=_in_cell(cell, irregularity.start),
                row=row.order,
                printed=cell.text[irregularity.start : irregularity.end],
            )


def find_doubtful_rows(rows: Sequence[Row], doubts: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Yield the rows whose place in their topic the layout could not explain."""
    by_order = {row.order: row for row in rows}
    for order, why in doubts:
        row = by_order[order]
        yield Finding(
            kind="row-order",
            severity="warning",
            message=why,
            topics=(row.heading,),
            document=row.document,
            place=row.written.place,
            row=order,
            printed=row.written.document.text,
        )


def find_gaps(citations: Sequence[Citation], rules: Mapping[Symbol, Rule]) -> Iterator[Finding]:
    """Yield, for each report, the paragraphs between its first and last that no topic cites.

    A rule tells where the first one is: the paragraph that becomes number 1 of the section. Of a
    paragraph that is cited only by its sub-paragraphs, these are looked at from (a) to the last.
    """
    cited: dict[Symbol, dict[ParagraphNumber, None]] = defaultdict(dict)
    for citation in citations:
        if citation.paragraph is not None:
            cited[citation.document][citation.paragraph] = None
    for document, paragraphs in cited.items():
        numbers = {paragraph.number for paragraph in paragraphs}
        rule = rules.get(document)
        first = min(rule.offset + 1, *numbers) if rule and rule.offset >= 0 else min(numbers)
        missing = set(range(first, max(numbers))) - numbers
        shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs(missing)]
        parts = _missing_parts(paragraphs)
        if missing or parts:
            count = len(missing) + len(parts)
            noun = "paragraph stands" if count == 1 else "paragraphs stand"
            yield Finding(
                kind="never-indexed",
                severity="info",
                message=f"{count} {noun} under no topic, from {first} to {max(numbers)}",
                document=document,
                paragraph=", ".join([*shown, *map(format_paragraph, parts)]),
            )


def _missing_parts(cited: Mapping[ParagraphNumber, None]) -> list[ParagraphNumber]:
    """Return the sub-paragraphs (a), (b), … before the last cited one that are not cited."""
    last: dict[ParagraphNumber, str] = {}
    for paragraph in cited:
        letter = paragraph.items[0] if paragraph.items else ""
        whole = ParagraphNumber(paragraph.number, paragraph.suffix)
        if len(letter) == 1 and "a" <= letter <= "z" and whole not in cited:
            last[whole] = max(last.get(whole, ""), letter)
    seen = {ParagraphNumber(p.number, p.suffix, p.items[:1]) for p in cited}
    parts = [
        ParagraphNumber(whole.number, whole.suffix, (chr(code),))
        for whole, letter in last.items()
        for code in range(ord("a"), ord(letter))
    ]
    return [part for part in parts if part not in seen]


def find_same_sets(citations: Sequence[Citation], topics: Sequence[Topic]) -> Iterator[Finding]:
    """Yield the topics whose citations are identical, or all stand under another topic as well.

    A topic within the topic above it is as expected and left out, and so is one of fewer citations
    than `MINIMUM_CONTAINED`.
    """
    contents = _contents(citations, topics)
    printed = {topic.label: topic.headings[0] for topic in topics if topic.headings}
    twins: dict[Content, list[str]] = defaultdict(list)
    for label, content in contents.items():
        twins[content].append(label)
    for content, labels in twins.items():
        if len(labels) > 1:
            count = f"{len(content)} citation{'s' if len(content) > 1 else ''}"
            yield Finding(
                kind="identical-topics",
                severity="info",
                message=f"the same {count} under {len(labels)} topics",
                topics=tuple(printed[label] for label in labels),
            )
    broader = {topic.label: topic.broader for topic in topics}
    for label, other in _contained(contents, broader):
        yield Finding(
            kind="contained-topics",
            severity="info",
            message=f"all {len(contents[label])} citations stand under the second topic as well",
            topics=(printed[label], printed[other]),
        )


def _contents(citations: Sequence[Citation], topics: Sequence[Topic]) -> dict[str, Content]:
    label_of = {heading: topic.label for topic in topics for heading in topic.headings}
    gathered: dict[str, set[tuple[Symbol, ParagraphNumber | None, Reference | None]]] = {}
    for citation in citations:
        stated = (citation.document, citation.paragraph, citation.reference)
        gathered.setdefault(label_of[citation.heading], set()).add(stated)
    return {label: frozenset(content) for label, content in gathered.items()}


def _contained(
    contents: Mapping[str, Content], broader: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    """Yield the labels of topics and of other topics that hold all their citations and more."""
    holding: dict[object, set[str]] = defaultdict(set)
    for label, content in contents.items():
        for stated in content:
            holding[stated].add(label)
    for label, content in contents.items():
        if len(content) < MINIMUM_CONTAINED:
            continue
        around = set.intersection(*(holding[stated] for stated in content))
        above = _ancestors(label, broader)
        for other in contents if len(around) > 1 else ():
            if other in around and other not in above and len(contents[other]) > len(content):
                yield label, other


def _ancestors(label: str, broader: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    above = broader.get(label)
    while above is not None and above not in found:
        found.add(above)
        above = broader.get(above)
    return found
