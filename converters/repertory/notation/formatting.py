"""Format paragraphs, references and lists of them in each of the six languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repertory.model import ParagraphNumber, Reference, Symbol
from repertory.notation.entries import Designation, ListEntry, Parsed
from repertory.notation.items import goes_up
from repertory.notation.languages import Language, language_of


def format_paragraph(paragraph: ParagraphNumber) -> str:
    """Format a paragraph in English: `8 (e)`.

    >>> format_paragraph(ParagraphNumber(12, "bis", ("a", "iv")))
    '12 bis (a) (iv)'
    """
    return _designation(paragraph, language_of("en"))


def compact_paragraph(paragraph: ParagraphNumber) -> str:
    """Format a paragraph without spaces, for data files.

    >>> compact_paragraph(ParagraphNumber(8, items=("e",)))
    '8(e)'
    """
    return format_paragraph(paragraph).replace(" ", "")


def format_reference(reference: Reference) -> str:
    """Format a reference, with its section if it has one.

    >>> format_reference(Reference("V", ParagraphNumber(2, items=("e",))))
    'V.2.e'
    >>> format_reference(Reference("", ParagraphNumber(2, items=("e",))))
    '2.e'
    """
    paragraph = reference.paragraph
    number = f"{paragraph.number} {paragraph.suffix}".rstrip()
    section = [reference.section] if reference.section else []
    return ".".join((*section, number, *paragraph.items))


def cite(symbol: Symbol, paragraph: ParagraphNumber, language: str) -> str:
    """Format a citation with the word for *paragraph* in a language.

    >>> cite(Symbol("CTOC/COP/WG.7/2018/3"), ParagraphNumber(8, items=("e",)), "en")
    'CTOC/COP/WG.7/2018/3, para. 8 (e)'

    Raises:
        ValueError: if the language is not one of the six.
    """
    words = language_of(language)
    return words.citation.format(symbol, _designation(paragraph, words))


def format_paragraphs(
    source: Parsed[ParagraphNumber] | Iterable[ListEntry[ParagraphNumber]], language: str = "en"
) -> str:
    """Format a list of paragraphs; the items of one paragraph are grouped under its number.

    >>> eight = [ListEntry(ParagraphNumber(8, items=(item,))) for item in "bgh"]
    >>> format_paragraphs([*eight, ListEntry(ParagraphNumber(10, items=("e",)))])
    '8 (b), (g) and (h) and 10 (e)'

    Raises:
        ValueError: if the language is not one of the six.
    """
    words = language_of(language)
    groups: list[list[str]] = []
    before: ParagraphNumber | None = None
    for entry in _entries(source):
        first = entry.first
        if before is not None and _continues(before, first):
            groups[-1].append(_item(first, words).lstrip() + _paragraph_range(entry, words))
        else:
            groups.append([_designation(first, words) + _paragraph_range(entry, words)])
        before = entry.last or first
    return _join([_join(group, words) for group in groups], words)


def format_references(
    source: Parsed[Reference] | Iterable[ListEntry[Reference]], language: str = "en"
) -> str:
    """Format a list of references, each with its section; only ends of ranges omit it.

    >>> one, two = (Reference("III", ParagraphNumber(number)) for number in (19, 21))
    >>> format_references([ListEntry(one, two)])
    'III.19–21'

    Raises:
        ValueError: if the language is not one of the six.
    """
    words = language_of(language)
    texts = []
    for entry in _entries(source):
        text = format_reference(entry.first)
        if entry.last is not None:
            last = entry.last.paragraph
            text += words.range_mark + (last.items[-1] if last.items else str(last.number))
        texts.append(text)
    return _join(texts, words)


def _entries(
    source: Parsed[Designation] | Iterable[ListEntry[Designation]],
) -> Iterable[ListEntry[Designation]]:
    return source.entries if isinstance(source, Parsed) else source


def _designation(paragraph: ParagraphNumber, words: Language) -> str:
    number = f"{paragraph.number} {paragraph.suffix}".rstrip()
    return number + "".join(words.item.format(item) for item in paragraph.items)


def _item(paragraph: ParagraphNumber, words: Language) -> str:
    return words.item.format(paragraph.items[-1])


def _paragraph_range(entry: ListEntry[ParagraphNumber], words: Language) -> str:
    last = entry.last
    if last is None:
        return ""
    return words.range_mark + (_item(last, words).lstrip() if last.items else str(last.number))


def _continues(before: ParagraphNumber, after: ParagraphNumber) -> bool:
    """Return whether *after* can omit the number and upper items and stay unambiguous."""
    if not after.items or len(before.items) != len(after.items):
        return False
    same = (before.number, before.suffix, *before.items[:-1]) == (
        *(after.number, after.suffix),
        *after.items[:-1],
    )
    level = len(after.items) - 1
    return same and (level == 0 or goes_up(before.items[-1], after.items[-1], level))


def _join(texts: Sequence[str], words: Language) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return words.separator.join(texts[:-1]) + words.conjunction + texts[-1]
