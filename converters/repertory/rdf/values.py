"""Make the literals of the data, each with a language or a datatype."""

from __future__ import annotations

import re

from repertory.escaping import replace_unwritable
from repertory.rdf.terms import IRI, Literal
from repertory.rdf.vocabulary import XSD


def text(value: str, language: str) -> Literal:
    """Return text in a language, with the tag in lower case as RDF parsers normalise it.

    See https://www.w3.org/TR/rdf11-concepts/#section-Graph-Literal.
    """
    return Literal(writable(value), language=language.lower())


def string(value: str) -> Literal:
    """Return a code, or text as printed, without a language."""
    return Literal(writable(value), datatype=XSD.string)


def writable(value: str) -> str:
    r"""Replace characters that XML 1.0 does not allow with U+FFFD, to be the same in all formats.

    See https://www.w3.org/TR/xml/#charsets; XML turns a carriage return into a line feed.

    >>> writable("Border\f control\r\n")
    'Border\ufffd control\n'
    """
    if value.isprintable():
        return value
    return replace_unwritable(value.replace("\r\n", "\n").replace("\r", "\n"))


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=XSD.integer)


def boolean(value: bool) -> Literal:
    """Return a Boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def date(value: str) -> Literal:
    """Return a date with the known precision: a day, a month or a year (ISO 8601).

    >>> date("2019-07").datatype
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    kinds: dict[int, IRI] = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        raise ValueError(f"{value!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    return Literal(value, datatype=kinds[len(value)])
