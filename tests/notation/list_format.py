"""Format lists of paragraphs and of references: the inverse of the two parsers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from repertory.model import ParagraphNumber, Reference
from repertory.notation import (
    ListEntry,
    format_reference,
)
from repertory.notation.entries import Designation, Parsed
from repertory.notation.formatting import designation
from repertory.notation.items import goes_up
from repertory.notation.languages import Language, language_of
from repertory.notation.places import numbers_of


class Marks(NamedTuple):
    """The text between elements, before the last one, in a range, and after a part."""

    separator: str
    conjunction: str
    range_mark: str
    semicolon: str = "; "


MARKS: Final = {
    "en": Marks(", ", " and ", "–"),
    "fr": Marks(", ", " et ", " à "),
    "es": Marks(", ", " y ", " a "),
    "ru": Marks(", ", " и ", "–"),
    "ar": Marks("، ", " و", " إلى ", "؛ "),
    "zh": Marks("、", "和", "至", "；"),
}
"""Language -> the marks of a list."""


def format_paragraphs(
    source: Parsed[ParagraphNumber] | Iterable[ListEntry[ParagraphNumber]], language: str = "en"
) -> str:
    """Format a list of paragraphs; the items of one paragraph are grouped under its number.

    >>> eight = [ListEntry(ParagraphNumber(8, items=(item,))) for item in "bgh"]
    >>> format_paragraphs([*eight, ListEntry(ParagraphNumber(10, items=("e",)))])
    '8 (b), (g) and (h) and 10 (e)'
    """
    marks, words = MARKS[language], language_of(language)
    groups: list[tuple[str, list[str]]] = []
    before: ParagraphNumber | None = None
    for entry in _entries(source):
        first = entry.first
        rest = _paragraph_range(entry, marks, words)
        if before is not None and _continues(before, first):
            groups[-1][1].append(_item(first, words).lstrip() + rest)
        else:
            ends = before is not None and before.within and before.within != first.within
            mark = marks.semicolon if ends else marks.separator
            groups.append((mark, [designation(first, words) + rest]))
        before = entry.last or first
    text = ""
    for number, (mark, group) in enumerate(groups, 1):
        if number == len(groups) and mark == marks.separator:
            mark = marks.conjunction
        text += (mark if text else "") + _join(group, marks)
    return text


def format_references(
    source: Parsed[Reference] | Iterable[ListEntry[Reference]], language: str = "en"
) -> str:
    """Format a list of references, each with its section; only ends of ranges omit it.

    >>> one, two = (Reference("III", ParagraphNumber(number)) for number in (19, 21))
    >>> format_references([ListEntry(one, two)])
    'III.19–21'
    """
    marks = MARKS[language]
    texts = []
    for entry in _entries(source):
        text = format_reference(entry.first)
        if entry.last is not None:
            last = entry.last.paragraph
            text += marks.range_mark + (last.items[-1] if last.items else str(last.number))
        texts.append(text)
    return _join(texts, marks)


def _entries(
    source: Parsed[Designation] | Iterable[ListEntry[Designation]],
) -> Iterable[ListEntry[Designation]]:
    return source.entries if isinstance(source, Parsed) else source


def _item(paragraph: ParagraphNumber, words: Language) -> str:
    return words.item.format(paragraph.items[-1])


def _paragraph_range(entry: ListEntry[ParagraphNumber], marks: Marks, words: Language) -> str:
    last = entry.last
    if last is None:
        return ""
    if last.items:
        return marks.range_mark + _item(last, words).lstrip()
    end = ".".join(map(str, numbers_of(last))) if last.number else last.within[-1].name
    return marks.range_mark + end


def _continues(before: ParagraphNumber, after: ParagraphNumber) -> bool:
    """Return whether *after* can omit the number and upper items and stay unambiguous."""
    if not after.items or len(before.items) != len(after.items):
        return False
    above = replace(before, items=before.items[:-1])
    same = above == replace(after, items=after.items[:-1])
    level = len(after.items) - 1
    return same and (level == 0 or goes_up(before.items[-1], after.items[-1], level))


def _join(texts: Sequence[str], marks: Marks) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return marks.separator.join(texts[:-1]) + marks.conjunction + texts[-1]
