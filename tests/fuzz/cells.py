"""Cells: document symbols, lists of paragraphs and lists of references, right and nearly right."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tests.fuzz.chance import DIGITS, changed, character, word
from tests.fuzz.law import REFUSED, expect, outcome, shown
from tests.notation.list_format import format_paragraphs, format_references

from repertory.errors import NotationError
from repertory.model import Irregularity, ParagraphNumber, Reference
from repertory.notation import (
    CitedDocument,
    ListEntry,
    find_symbol,
    format_paragraph,
    format_reference,
    parse_document,
    parse_documents,
    parse_paragraphs,
    parse_references,
    parse_symbol,
)
from repertory.notation.entries import MAXIMUM_ELEMENTS, Designation, Parsed, paragraph_of
from repertory.notation.items import LETTERS, ROMAN
from repertory.notation.languages import (
    CONJUNCTIONS,
    LANGUAGES,
    LEADS,
    RANGE_WORDS,
    SUFFIXES,
    TRAILERS,
)
from repertory.notation.locators import ADJECTIVES, KIND_OF, OPERATIVE, ORDINALS
from repertory.notation.places import numbers_of
from repertory.notation.references import has_section
from repertory.notation.tokens import HIDDEN

WORDS: Final = CONJUNCTIONS | RANGE_WORDS | LEADS | TRAILERS | ADJECTIVES | OPERATIVE
JOINERS: Final = (
    ", ",
    ",",
    " ",
    "; ",
    "، ",
    "، و",
    "、",
    " and ",
    " et ",
    " y ",
    " e ",
    " и ",
    " و",
)
RANGES: Final = ("–", "-", " – ", "—", " to ", " à ", " a ", " по ", " إلى ", "至")
BRACKETS: Final = ("({})", " ({})", " {})", "（{}）")
KNOWN: Final = ("8 (a) (ii) and (i)", "8 a) a d)", "V.2.d, e and f", "A/55/25 (Vol. I) (Part II)")


# ── Making cells ─────────────────────────────────────────────────────────────────────────────────


def symbol(chance: random.Random) -> str:
    """Make the symbol of a document, of whatever body."""
    parts = [word(chance, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 5)]
    if chance.random() < 0.2:
        parts[0] += str(chance.randrange(9))
    if chance.random() < 0.2:
        parts[0] += chance.choice(("(XI)", "(2)", ".43", "-HABITAT"))
    for _ in range(chance.randint(1, 5)):
        kinds = (
            word(chance, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4),
            str(chance.randint(1, 2030)),
            f"WG.{chance.randint(1, 12)}",
            chance.choice(("Add.1", "Corr.2", "Rev.1*", "L.3", "S-25", "COP(14)", "OzL.Pro.28")),
        )
        parts.append(chance.choice(kinds))
    ends = ("", "", "", "*", " (2000)", "(Part I)", " (Vol. II) (Part I)", " (S-VI)", " (SUPP)")
    return chance.choice(("/", "/", "/", "/ ", "\u2044")).join(parts) + chance.choice(ends)


def _documents(chance: random.Random) -> str:
    """Make a document of any name, or several, some with the places in them."""
    number = str(chance.randint(1, 60))
    names = (
        symbol(chance),
        symbol(chance),
        f"{chance.choice(('Decision', 'Decisions', 'resolution', 'No.', 'Conf.'))} VII/{number}",
        f"{number}/CP.21",
        f"Measure {number} (2016)",
        f"{number}/3",
    )
    text = chance.choice(names)
    if chance.random() < 0.3:
        text += chance.choice((", ", " ", "; ", "\n")) + _part(chance)
    if chance.random() < 0.3:
        text += chance.choice((", ", "; ", "\n", " and ")) + _documents(chance)
    return text


def _number(chance: random.Random) -> str:
    number = str(chance.choice((chance.randint(1, 60), chance.randint(1, 99_999))))
    digits = chance.choices(DIGITS, (8, 1, 1))[0]
    return number.translate({ord(str(n)): digit for n, digit in enumerate(digits)})


def _items(chance: random.Random, brackets: Sequence[str] = BRACKETS) -> str:
    way = chance.choice(brackets)
    levels = (chance.choice((*LETTERS, ROMAN)), ROMAN, [chance.choice(LETTERS)[0]])
    depth = chance.choices((0, 1, 2, 3, 4), (9, 4, 2, 1, 0.1))[0]
    return "".join(way.format(chance.choice(levels[level % 3])) for level in range(depth))


def _paragraph(chance: random.Random) -> str:
    lead = chance.choice(("", "", "", "", "para. ", "第", "пп. ", "الفقرات ", "párrs. "))
    suffix = f" {chance.choice(SUFFIXES)}" if chance.random() < 0.1 else ""
    number = chance.choice(("", "", "", "0", "00")) + _number(chance)
    if chance.random() < 0.1:
        number += f".{_number(chance)}"
    kind = chance.random()
    if kind < 0.75:
        return lead + number + suffix + _items(chance)
    if kind < 0.8:
        return _part(chance)
    if kind < 0.85:
        return chance.choice((*ORDINALS, "9th")) + chance.choice((" preambular para.", " para."))
    if kind < 0.9:
        return f"{number} ({chance.choice(('Session 9 Appendix', 'annex', 'annex I', 'new text'))})"
    if kind < 0.95:
        return f"{lead}{number} {chance.choice(('of', 'de', 'of the'))} {_part(chance)}"
    return _part(chance) + chance.choice((", ", " ", "، ")) + lead + number + _items(chance)


def _part(chance: random.Random) -> str:
    """Make a part of a document, or a part of a part."""
    names = ("", "I", "IV", "H", "e", "3", "2.1", "I.A", "I and II", "I–III", "1/CP.21", "VII/12")
    dot = chance.choice(("", "", "."))
    part = f"{chance.choice(tuple(KIND_OF))}{dot} {chance.choice(names)}".strip()
    return part if chance.random() < 0.8 else f"{part}, {_part(chance)}"


def _reference(chance: random.Random) -> str:
    section = chance.choice(("", "V.", "III.", "x. ", "A.", "И.", "3.", "MMMCMXCIX."))
    return section + _number(chance) + _items(chance, (*BRACKETS, ".{}", ".{}", ".{}"))


def _range(chance: random.Random, element: Callable[[random.Random], str]) -> str:
    """Make a range that goes up: of numbers, or of the items of one paragraph."""
    start = chance.randint(1, 300)
    if chance.random() < 0.5:
        last = start + chance.choice((1, 5, 80, 499, 500, 9_999, 99_998))
        return f"{chance.choice(JOINERS)}{start}{chance.choice(RANGES)}{last}"
    letters = chance.choice((*LETTERS, ROMAN))
    first, last_item = sorted(chance.sample(range(len(letters)), 2))
    ends = f"({letters[first]})", f"({letters[last_item]})"
    return f"{chance.choice(JOINERS)}{start} {chance.choice(RANGES).join(ends)}"


def _list(chance: random.Random, element: Callable[[random.Random], str]) -> str:
    text = element(chance)
    for _ in range(chance.choices((0, 1, 2, 4, 30), (5, 4, 2, 1, 0.3))[0]):
        kind = chance.random()
        if kind < 0.1:
            text += _range(chance, element)
        elif kind < 0.15:
            text += chance.choice(RANGES) + element(chance)
        elif kind < 0.4:
            text += chance.choice(JOINERS) + (_items(chance) or element(chance))
        else:
            text += chance.choice(JOINERS) + element(chance)
    return text + chance.choice(("", "", "", ".", "段", ","))


def _cell(chance: random.Random, text: str) -> str:
    """Return a cell as it is or a little changed; some are nothing but chance."""
    kind = chance.random()
    if kind < 0.5:
        return text
    if kind < 0.97:
        return changed(chance, text, KNOWN)
    return "".join(character(chance) for _ in range(chance.randint(0, 40)))


# ── Checking them ────────────────────────────────────────────────────────────────────────────────


def check(chance: random.Random) -> str:
    """Check one cell of one of the four kinds."""
    kind = chance.randrange(4)
    language = chance.choice(tuple(LANGUAGES))
    if kind == 3:
        return _check_documents(_cell(chance, _documents(chance)))
    if kind == 0:
        return _check_symbol(_cell(chance, symbol(chance)))
    if kind == 1:
        return _check_paragraphs(_cell(chance, _list(chance, _paragraph)), language)
    return _check_references(
        _cell(chance, _list(chance, _reference)), chance.random() < 0.7, language
    )


def _refused(text: str, found: object) -> str | None:
    """Return the refusal of a cell, which points into it; None for what was read."""
    if not isinstance(found, Exception):
        return None
    expect(isinstance(found, NotationError), text, found)
    assert isinstance(found, NotationError)
    expect(0 <= found.start <= found.end <= len(text), text, found.start, found.end)
    expect(bool(found.expected), text)
    return shown(found)


def _check_notes(text: str, notes: Sequence[Irregularity]) -> None:
    for note in notes:
        expect(0 <= note.start <= note.end <= len(text), text, note)
    expect(list(notes) == sorted(notes, key=lambda note: note.start), text, notes)


def _check_symbol(text: str) -> str:
    find_symbol(text)
    found = outcome(lambda: parse_symbol.__wrapped__(text))
    if (refusal := _refused(text, found)) is not None:
        return refusal
    assert isinstance(found, tuple)
    normal, notes = found
    expect(parse_symbol.__wrapped__(normal) == (normal, ()), text, normal)
    expect(find_symbol(normal) == normal, text, normal)
    _check_notes(text, notes)
    # What is not written as usual is told, but for marks of reissue and the space around a symbol.
    expect(bool(notes) or re.sub(r"[\s*]+$", "", text.lstrip()) == normal, text, normal)
    kept = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))
    expect(kept == re.sub(r"[\W_]", "", normal), text, normal)
    return normal


def _check_documents(text: str) -> str:
    found = outcome(lambda: parse_documents.__wrapped__(text))
    if (refusal := _refused(text, found)) is not None:
        return refusal
    assert isinstance(found, tuple)
    end = 0
    for cited in found:
        expect(end <= cited.start < cited.end <= len(text), text, cited)
        _check_notes(text, cited.irregularities)
        expect(parse_document.__wrapped__(cited.symbol) == (cited.symbol, ()), text, cited)
        end = cited.end
    notes = [text[note.start : note.end] for cited in found for note in cited.irregularities]
    told = " ".join([*map(_named, found), *notes])
    numbers = [int(each) for each in re.findall(r"\d+", HIDDEN.sub("", told))]
    printed = [int(each) for each in re.findall(r"\d+", HIDDEN.sub("", text))]
    expect(set(printed) <= set(numbers), text, found)
    return repr([_named(cited) for cited in found])


def _named(cited: CitedDocument) -> str:
    """Name a document with the places in it and the remark that stays as printed."""
    places = format_paragraphs(cited.places) if cited.places else ""
    return f"{cited.symbol} {places}"


def _check_paragraphs(text: str, language: str) -> str:
    found = outcome(lambda: parse_paragraphs.__wrapped__(text))
    if (refusal := _refused(text, found)) is not None:
        return refusal
    assert isinstance(found, Parsed)
    _check_list(text, found)
    written = format_paragraphs(found, language)
    again = parse_paragraphs.__wrapped__(written)
    expect(again == found, text, written, found, again)
    expect(again.irregularities == (), text, written, again.irregularities)
    return format_paragraphs(found)


def _check_references(text: str, sections: bool, language: str) -> str:
    has_section(text)
    found = outcome(lambda: parse_references.__wrapped__(text, sections))
    if (refusal := _refused(text, found)) is not None:
        return refusal
    assert isinstance(found, Parsed)
    _check_list(text, found)
    written = format_references(found, language)
    again = parse_references.__wrapped__(written, sections)
    expect(again == found, text, written, found, again)
    expect(again.irregularities == (), text, written, again.irregularities)
    return format_references(found)


def _check_list(text: str, found: Parsed[Designation]) -> None:
    """Check that each number is in an entry, and that each entry stands in the text."""
    _check_notes(text, found.irregularities)
    elements = found.elements()
    expect(len(elements) == found.count() <= MAXIMUM_ELEMENTS, text, len(elements))
    expect(not found != found, text)
    rest, end = "", 0
    for entry in found.entries:
        expect(end <= entry.start < entry.end <= len(text), text, entry)
        expect(text[entry.start : entry.end] == entry.printed, text, entry)
        _check_entry(entry)
        rest, end = rest + text[end : entry.start], entry.end
    rest += text[end:]
    left = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", HIDDEN.sub("", rest)).lower())
    expect(all(is_known(each) for each in left), text, left)


def is_known(letters: str) -> bool:
    """Return whether letters between two entries are words that only join or lead."""
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            reached.update(start + len(each) for each in WORDS if letters.startswith(each, start))
    return len(letters) in reached


def _check_entry(entry: ListEntry[Designation]) -> None:
    """Check that the numbers and items printed are those read; an item may be left out."""
    printed = HIDDEN.sub("", entry.printed)
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    read = list(_numbers(entry))
    expect(set(numbers) <= set(read), entry.printed, numbers, read)
    written = [*_items_of(entry), *KIND_OF]  # (annex) names a part
    letters = unicodedata.normalize("NFKC", printed).lower().replace("ـ", "").replace("ا", "أ")
    for item in re.findall(r"[(（﹙]([^\W\d_]+)(?=[)）﹚])", letters):
        expect(item in written, entry.printed, item, written)


def _numbers(entry: ListEntry[Designation]) -> Iterator[int]:
    for designation in filter(None, (entry.first, entry.last)):
        paragraph = paragraph_of(designation)
        yield from numbers_of(paragraph)
        for part in paragraph.within:
            yield from (int(number) for number in re.findall(r"\d+", part.name))
        if isinstance(designation, Reference) and designation.section.isdecimal():
            yield int(designation.section)


def _items_of(entry: ListEntry[Designation]) -> Iterator[str]:
    for designation in filter(None, (entry.first, entry.last)):
        paragraph: ParagraphNumber = paragraph_of(designation)
        yield from paragraph.items
        yield format_paragraph(paragraph)
        if isinstance(designation, Reference):
            yield format_reference(designation)


__all__ = ["REFUSED", "check", "is_known", "symbol"]
