"""Format places and references, and cite a place in each of the six languages."""

from __future__ import annotations

from repertory.model import Locator, ParagraphNumber, Reference, Symbol
from repertory.notation.languages import Language, language_of
from repertory.notation.locators import KINDS, ORDINAL_MARK, is_remark
from repertory.notation.places import numbers_of


def format_paragraph(paragraph: ParagraphNumber) -> str:
    """Format a place in English: `8 (e)`, `annex I, para. 8 (d)`; the whole document is empty.

    >>> format_paragraph(ParagraphNumber(12, "bis", ("a", "iv")))
    '12 bis (a) (iv)'
    >>> format_paragraph(ParagraphNumber(0, within=(Locator("chapter", "II"),)))
    'chap. II'
    """
    return designation(paragraph, language_of("en"))


def compact_paragraph(paragraph: ParagraphNumber) -> str:
    """Format a place for data files, its number without spaces.

    >>> compact_paragraph(ParagraphNumber(8, items=("e",)))
    '8(e)'
    >>> compact_paragraph(ParagraphNumber(8, items=("e",), within=(Locator("annex", "I"),)))
    'annex I, para. 8(e)'
    """
    english = language_of("en")
    return designation(paragraph, english._replace(item=english.item.strip()), "")


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
    """Format a citation with the word for *paragraph* in a language, or else in English.

    >>> cite(Symbol("CTOC/COP/WG.7/2018/3"), ParagraphNumber(8, items=("e",)), "en")
    'CTOC/COP/WG.7/2018/3, para. 8 (e)'
    >>> cite(Symbol("CTOC/COP/WG.7/2018/3"), ParagraphNumber(0), "en")
    'CTOC/COP/WG.7/2018/3'
    """
    words = language_of(language)
    return words.comma.join((symbol, *_parts(paragraph, words))) + _named(paragraph)


def designation(paragraph: ParagraphNumber, words: Language, space: str = " ") -> str:
    """Format a place; the word for *paragraph* is written only after the parts that contain it.

    *space* is between a number and its suffix.
    """
    parts = _parts(paragraph, words, space)
    bare = paragraph.number and len(parts) == 1
    shown = _number(paragraph, words, space) if bare else words.comma.join(parts)
    return (shown + _named(paragraph)).strip()


def _named(paragraph: ParagraphNumber) -> str:
    """Return the name of one of several recommendations in a place: ` [2]`."""
    return f" [{paragraph.recommendation}]" if paragraph.recommendation else ""


def _parts(paragraph: ParagraphNumber, words: Language, space: str = " ") -> list[str]:
    """Return the parts that contain a place, and its number, each as it is written."""
    parts = [_part(each, words) for each in paragraph.within if not is_remark(each)]
    number = _number(paragraph, words, space)
    if paragraph.number:
        parts.append(words.paragraph.format(number))
    elif number:
        parts.append(number)
    return parts


def _part(part: Locator, words: Language) -> str:
    written = KINDS[part.kind].written[words.code].format(part.name).strip()
    return written if part.name else written.removeprefix(ORDINAL_MARK)


def _number(paragraph: ParagraphNumber, words: Language, space: str) -> str:
    """Write the number, the items and the remark of a place."""
    number = ".".join(map(str, numbers_of(paragraph))) if paragraph.number else ""
    suffix = space + paragraph.suffix if paragraph.suffix else ""
    items = "".join(words.item.format(item) for item in paragraph.items)
    remarks = "".join(f" ({part.name})" for part in paragraph.within if is_remark(part))
    return f"{number}{suffix}{items}{remarks}".strip()
