"""Parse the names of documents: a UN symbol, or any other name, such as `Decision VII/12`.

    documents = document, {(";" | line break | "," | "and"), document}
    document  = symbol, [remark], [",", places] | name, [",", places]

A name is kept as printed. A text that looks like a symbol but is none is an error, not a name: one
whose first word has letters before a slash (`A/HRC`, `CT0C/COP`), or which begins or ends with a
slash. `VII/12` and `BC-10/3` are decisions, not symbols: they have a numeral for an organ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import NotationError
from repertory.model import Irregularity, ParagraphNumber, Symbol
from repertory.notation.entries import Parsed
from repertory.notation.languages import CONJUNCTIONS
from repertory.notation.paragraphs import parse_paragraphs
from repertory.notation.symbols import REISSUE_MARK, find_symbol, look_alike, parse_symbol
from repertory.notation.tokens import check_length, clean

MAXIMUM_NAME: Final = 200
"""The most characters of a name; a longer text is no name."""

MAXIMUM_PART: Final = 1_000
"""The most characters of a document with the places after it."""

MAXIMUM_DOCUMENTS: Final = 100
"""The most documents of a cell."""

PLACEHOLDERS: Final = frozenset(
    {"none", "nan", "null", "nil", "na", "tbd", "ibid", "idem", "id", "ditto", "same"}
)
"""Words in a cell without a document, in lower case."""

NOTES: Final = frozenset({"see", "voir", "véase", "cf", "см"})
"""Words before the document that a note refers to."""

_DECISION: Final = re.compile(r"(?:[IVXL]+|[A-Z]+-(?:[0-9]+|[IVXL]+))/[0-9]+[A-Za-z]?(?!\S)")
"""Numbers of decisions by meeting; UN symbols have the initials of an organ before a slash."""

_BARE: Final = re.compile(r"[0-9]+(?:[/.\-][0-9]+)+[A-Za-z]?(?: \([^()]+\))?|[0-9]+ \([^()]+\)")
"""A document named by numbers alone: `14/2`, `1325 (2000)`."""

_LEAD: Final = re.compile(
    r"\s*((?:UN )?(?:Doc|Document|Report|Resolution|Decision)\b\.?)\s+", re.IGNORECASE
)
"""Words before a symbol that are not part of it."""

_NUMERAL: Final = re.compile(r"[IVXL]+/", re.IGNORECASE)
_REMARK: Final = re.compile(r"\s*(\([^()]*[^\W\d_]{3}[^()]*\))[\s*]*$")
_NUMBERED: Final = re.compile(r"[0-9]|\b[IVXLC]+\b")
_OPEN_END: Final = re.compile(r"(?:[,;:(\u2013-]|\b(?:and|or|of|the|et|y|\u0438))$")
_PLURAL: Final = re.compile(
    r"((?:decision|resolution|measure|recommendation|conclusion))s (.+)", re.I
)
_SEMICOLON: Final = re.compile("[;\uff1b\u061b]")
_STRONG: Final = re.compile(r"[;\uff1b\u061b\n\r\v\f\u2028\u2029]")
_WEAK: Final = re.compile(
    rf"[,\u060c\uff0c\u3001]|(?<=\s)(?:{'|'.join(sorted(CONJUNCTIONS))})(?=\s)"
)
_PLACE_WORD: Final = re.compile(r"[^\W\d_]{3,}")
"""The word for a place after a name that ends in a number: `VII/12 annex`."""

_GAP: Final = re.compile(rf"{_WEAK.pattern}|{_STRONG.pattern}|\s+")
_EXPECTED: Final = "a document symbol such as CTOC/COP/WG.7/2018/3, or a name such as Decision 5/3"


class CitedDocument(Struct, frozen=True):
    """A document in a cell: its span, its irregularities, and the places printed after it."""

    symbol: Symbol
    start: int
    end: int
    irregularities: tuple[Irregularity, ...] = ()
    places: Parsed[ParagraphNumber] | None = None


@lru_cache(maxsize=4096)
def is_symbol(name: str) -> bool:
    """Return whether the name of a document is a UN symbol, which all datasets share.

    >>> is_symbol("S/RES/2100 (2013)"), is_symbol("Decision VII/12"), is_symbol("VII/12")
    (True, False, False)
    """
    return find_symbol(name) == name and not _DECISION.match(name)


def is_bare(name: str) -> bool:
    """Return whether a document is named by numbers alone, as the decisions of one body are.

    >>> is_bare("14/2"), is_bare("Decision 14/2")
    (True, False)
    """
    return _BARE.fullmatch(name) is not None


@lru_cache(maxsize=1024)  # many cells of a table are equal
def parse_document(text: str) -> tuple[Symbol, tuple[Irregularity, ...]]:
    """Parse exactly one document; return its symbol or name, and its irregularities.

    >>> parse_document("CTOC/COP/WG.7/2012/6*")
    ('CTOC/COP/WG.7/2012/6', ())
    >>> parse_document("Decision  VII/12")
    ('Decision VII/12', (Irregularity(detail='more than one space', start=8, end=10),))
    >>> parse_document("CAC/COSP/2013/18 (fifth session)")[0]
    'CAC/COSP/2013/18'

    Raises:
        NotationError: if the text is not exactly one document, with the span that is not.
    """
    check_length(text)
    if not _looks_like_symbol(text):
        lead = _LEAD.match(text)
        rest = text[lead.end() :] if lead else ""
        if lead is None or _NUMERAL.match(rest) or not _looks_like_symbol(rest):
            return _whole_name(text)
        symbol, notes = _symbol(" " * lead.end() + rest)
        return symbol, (Irregularity("a word before the symbol", *lead.span(1)), *notes)
    return _symbol(text)


def _looks_like_symbol(text: str) -> bool:
    """Return whether a text can only be a symbol.

    It has letters of one case before a slash, without a space between them, or begins or ends with
    a slash.
    """
    plain = look_alike(clean(text)[0]).strip(" " + REISSUE_MARK)
    organ = plain.partition("/")[0].rstrip()
    if plain.startswith("/") or plain.endswith("/"):
        return True
    one_case = organ.isupper() or organ.islower()
    return "/" in plain and one_case and " " not in organ and not _DECISION.match(plain)


def _symbol(text: str) -> tuple[Symbol, tuple[Irregularity, ...]]:
    """Parse symbol, [remark]: a remark in brackets that is no qualifier stays as printed."""
    try:
        return parse_symbol(text)
    except NotationError as error:
        remark = _REMARK.search(text)
        if remark is None or error.start != remark.start(1):
            raise
        symbol, notes = parse_symbol(text[: remark.start()])
        return symbol, (*notes, Irregularity("a remark after the symbol", *remark.span(1)))


def _whole_name(text: str) -> tuple[Symbol, tuple[Irregularity, ...]]:
    """Parse a name that is a name without its spaces and marks too, and not a broken symbol."""
    name, notes = _name(text)
    if name != text:
        try:
            parse_document(name)
        except NotationError as error:
            start = len(text) - len(text.lstrip())
            raise NotationError(text, start, len(text.rstrip()), error.expected) from None
    return name, notes


def _name(text: str) -> tuple[Symbol, tuple[Irregularity, ...]]:
    """Parse a name: a text with a capital letter or a number, no placeholder and no note."""
    visible, offsets, notes = clean(text)
    kept = visible.rstrip().rstrip(REISSUE_MARK + " ")
    name = " ".join(kept.split())
    word = name.lower().partition(" ")[0]
    is_name = is_bare(name) or (
        any(map(str.isalpha, name))
        and any(letter.isdigit() or letter.upper() == letter != " " for letter in name)
        and name.lower().strip(".") not in PLACEHOLDERS
        and word.strip(".") not in NOTES
        and _OPEN_END.search(name) is None
        and not name.startswith("(")
        and _SEMICOLON.search(name) is None
    )
    start = len(text) - len(text.lstrip())
    if not is_name:
        raise NotationError(text, start, max(start, len(text.rstrip())), _EXPECTED)
    if len(name) > MAXIMUM_NAME:
        expected = f"a document name of at most {MAXIMUM_NAME} characters"
        raise NotationError(text, start, len(text.rstrip()), expected)
    notes += [
        Irregularity("more than one space", offsets[gap.start()], offsets[gap.end() - 1] + 1)
        for gap in re.finditer(r"(?<=\S)\s{2,}", kept)
    ]
    return Symbol(name), tuple(sorted(notes, key=lambda note: (note.start, note.end)))


# ── Several documents in a cell, and the places after them ───────────────────────────────────────


@lru_cache(maxsize=1024)  # many cells of a table are equal
def parse_documents(text: str) -> tuple[CitedDocument, ...]:
    """Parse the documents of a cell, each with the places printed after it.

    A semicolon or a line break separates documents, a comma or a conjunction only where all parts
    are documents with numbers.

    >>> [each.symbol for each in parse_documents("Decision VII/12 and Decision VII/15")]
    ['Decision VII/12', 'Decision VII/15']
    >>> [each.symbol for each in parse_documents("Report on nets, lines and hooks of 2013")]
    ['Report on nets, lines and hooks of 2013']
    >>> cited, = parse_documents("ZZ/1/4, chap. II")
    >>> cited.symbol, cited.places.elements()[0].value.within
    ('ZZ/1/4', (Locator(kind='chapter', name='II'),))

    Raises:
        NotationError: if the text is not a list of documents, with the span that is not.
    """
    check_length(text)
    for pattern in (_STRONG, _WEAK):
        groups = _group(text, pattern)
        if groups is not None:
            return _singular(groups)
    return (_one(text, 0, len(text)),)


def _group(text: str, pattern: re.Pattern[str]) -> tuple[CitedDocument, ...] | None:
    """Return the documents between the matches of a pattern, or None if a part is neither."""
    found: list[CitedDocument] = []
    spans = list(_spans(text, pattern))
    if not 1 < len(spans) <= MAXIMUM_DOCUMENTS:
        return None
    for start, end in spans:
        part = text[start:end]
        if found and _is_place(part, found[-1].symbol):
            begin = found.pop().start
            found.append(_one(text, begin, end))
            continue
        inner = _group(part, _WEAK) if pattern is _STRONG else None
        if inner is not None:
            found += [_moved(each, start) for each in inner]
        elif _is_numbered(part):
            found.append(_one(text, start, end))
        else:
            return None
    return tuple(found)


def _spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the parts between the matches of a pattern, without the spaces around them."""
    edges = [0, *(edge for match in pattern.finditer(text) for edge in match.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if part := text[start:end].strip():
            begin = text.index(part, start)
            yield begin, begin + len(part)


def _is_place(part: str, document: Symbol) -> bool:
    """Return whether a part of a cell is a place in the document before it."""
    try:
        entries = parse_paragraphs(part).entries
    except NotationError:
        return False
    if any(each.kind == "decision" for each in entries[0].first.within):
        return is_symbol(document) and part.strip()[0].islower()
    return any(map(str.isalpha, part))


def _is_numbered(part: str) -> bool:
    """Return whether a part of a cell is a document with a number."""
    try:
        return _NUMBERED.search(_one(part, 0, len(part)).symbol) is not None
    except NotationError:
        return False


def _one(text: str, start: int, end: int) -> CitedDocument:
    """Parse a document and the places after it."""
    part = text[start:end]
    for gap in _GAP.finditer(part) if len(part) <= MAXIMUM_PART else ():
        try:
            document, notes = parse_document(part[: gap.start()])
            places = parse_paragraphs(part[gap.end() :])
        except NotationError:
            continue
        after = part[gap.end() :]
        is_after_number = _NUMBERED.search(document) is not None and _PLACE_WORD.match(after)
        if any(map(str.isalpha, after)) and (
            is_symbol(document) or gap[0].strip() or is_after_number
        ):
            moved = tuple(_shifted(note, start) for note in notes)
            return CitedDocument(document, start, end, moved, places)
    try:
        document, notes = parse_document(part)
    except NotationError as error:
        span = error.start + start, error.end + start
        raise NotationError(text, *span, error.expected, error.advice) from None
    return CitedDocument(document, start, end, tuple(_shifted(note, start) for note in notes))


def _shifted(note: Irregularity, offset: int) -> Irregularity:
    return Irregularity(note.detail, note.start + offset, note.end + offset)


def _moved(cited: CitedDocument, offset: int) -> CitedDocument:
    notes = tuple(_shifted(note, offset) for note in cited.irregularities)
    return replace(cited, start=cited.start + offset, end=cited.end + offset, irregularities=notes)


def _singular(cited: tuple[CitedDocument, ...]) -> tuple[CitedDocument, ...]:
    """Repeat the word before several numbers: `Decisions VII/12 and VII/15`."""
    plural = _PLURAL.fullmatch(cited[0].symbol)
    if plural is None or len(cited) < 2:
        return cited
    word = plural[1]
    others = [
        replace(each, symbol=Symbol(f"{word} {each.symbol}"))
        if is_bare(each.symbol) or _DECISION.match(each.symbol)
        else each
        for each in cited[1:]
    ]
    singular = (replace(cited[0], symbol=Symbol(f"{word} {plural[2]}")), *others)
    return tuple(_reparsed(each) for each in singular)


def _reparsed(cited: CitedDocument) -> CitedDocument:
    """Parse a name in the singular: `Decision CII/46` is the symbol CII/46, others are broken."""
    symbol, notes = parse_document(cited.symbol)
    moved = (_shifted(note, cited.start) for note in notes)
    return replace(cited, symbol=symbol, irregularities=(*moved, *cited.irregularities))
