"""Format paragraphs and references, and cite a paragraph in each of the six languages."""

from __future__ import annotations

from repertory.model import ParagraphNumber, Reference, Symbol
from repertory.notation.languages import Language, language_of


def format_paragraph(paragraph: ParagraphNumber) -> str:
    """Format a paragraph in English: `8 (e)`.

    >>> format_paragraph(ParagraphNumber(12, "bis", ("a", "iv")))
    '12 bis (a) (iv)'
    """
    return designation(paragraph, language_of("en"))


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
    """Format a citation with the word for *paragraph* in a language, or else in English.

    >>> cite(Symbol("CTOC/COP/WG.7/2018/3"), ParagraphNumber(8, items=("e",)), "en")
    'CTOC/COP/WG.7/2018/3, para. 8 (e)'
    """
    words = language_of(language)
    return words.citation.format(symbol, designation(paragraph, words))


def designation(paragraph: ParagraphNumber, words: Language) -> str:
    """Format a paragraph with the brackets of a language around its items."""
    number = f"{paragraph.number} {paragraph.suffix}".rstrip()
    return number + "".join(words.item.format(item) for item in paragraph.items)
