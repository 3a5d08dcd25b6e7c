"""Recognise the titles of columns, in the six official languages of the United Nations.

A title names a column if it begins with words of `title_words`: `Reference in A/1 (designated by
section)` is the title of a reference column. Of two titles above a column, the lower one counts.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence, Set
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct

from repertory.layout.labels import clean_heading
from repertory.layout.title_words import (
    DOCUMENTS,
    ENDINGS,
    NUMBER_WORD,
    OTHER_THING,
    TITLE_WORD,
    TITLES,
)
from repertory.model import Cell
from repertory.notation import find_symbol
from repertory.settings.columns import CITED

__all__ = ["CITED", "GENERAL", "TITLES", "ColumnRoles", "read_columns", "role_of", "title_language"]

GENERAL: Final = {
    "en": ("general", "in general"),
    "fr": ("généralités", "général", "générale", "questions générales", "en général"),
    "es": ("generalidades", "general", "cuestiones generales", "en general"),
    "ru": ("общие вопросы", "общее", "общая часть", "общие положения"),
    "ar": ("عام", "عامة", "عموميات", "مسائل عامة"),
    "zh": ("一般", "一般性", "一般问题", "总论", "概述"),
}
"""Language -> the words that, after a comma, mean the rows of the heading itself."""

STARTS: Final = {
    language: dict(
        sorted(
            ((start, role) for role, starts in roles.items() for start in starts.split("|")),
            key=lambda each: -len(each[0]),
        )
    )
    for language, roles in TITLES.items()
}
"""Language -> beginning of a title -> role, the longest first."""

ANY_START: Final = {name: tuple(starts) for name, starts in STARTS.items()}

EVERY_START: Final = tuple(start for starts in ANY_START.values() for start in starts)
"""The beginnings of the titles of all languages."""

NO_START: Final = frozenset(string.digits + string.ascii_letters) - {
    letter for start in EVERY_START for letter in (start[0], start[0].upper())
}
"""Letters and digits with which no title begins."""

AFTER_START: Final = {
    language: re.compile(letters if language == "zh" else rf"{letters}(?![^\W\d_])")
    for language, letters in ENDINGS.items()
}
REMARK: Final = re.compile(r"[(（\[][^)）\]]*[)）\]]?")
NUMBER_AT_END: Final = re.compile(rf"(?:^|\s){NUMBER_WORD}\W*$")
NUMBERED: Final = re.compile(rf"\W*(?:{NUMBER_WORD}\s*)?(?:\d|[ivxlcdm]+(?!\w))")
"""What follows in `Decision VII/12`, which is a document and no title."""

OTHER: Final = re.compile(rf"\W*{OTHER_THING}\b")
OTHER_OF_DOCUMENT: Final = re.compile(rf"\W*{TITLE_WORD}\b")

LONGEST_TITLE: Final = 200
"""The most characters of a title."""


class KnownTitle(Struct, frozen=True):
    """What is known of a title: its beginning, the role, and whether nothing else follows.

    *is_numbered* is whether the title ends with a word such as `No.`.
    """

    start: str
    role: str
    is_exact: bool
    is_numbered: bool


class ColumnRoles(Struct, frozen=True, dict=True):
    """The roles of columns, counted from 0, with the language and a title they were found by.

    A role may have several columns, and a column of sessions is that of documents too if there is
    no other. *others* are the columns without a role; *printed* are the lines of the titles, if
    some are unknown; *titles* are the titles of columns, and *session* is the one above sessions
    that are documents.
    """

    positions: tuple[tuple[str, int], ...]
    language: str
    reference_title: Cell | None
    others: tuple[int, ...] = ()
    printed: tuple[tuple[str, ...], ...] = ()
    titles: tuple[tuple[int, Cell], ...] = ()
    session: str = ""

    def are_printed_in(self, line: tuple[Cell, ...]) -> bool:
        """Return whether a line repeats the titles of the table exactly."""
        if not self.printed or plain_title(line[0].text) not in self._printed_first:
            return False
        return plain_line(line) in self.printed

    @cached_property
    def _printed_first(self) -> Set[str]:
        return {first for first, *_ in self.printed}

    def position(self, role: str) -> int | None:
        """Return the first column of a role, or None."""
        return self._first.get(role)

    @cached_property
    def _first(self) -> Mapping[str, int]:
        return dict(reversed(self.positions))

    @cached_property
    def known(self) -> Set[int]:
        """All columns that have a role or a title."""
        return {*self.others, *(position for _, position in self.positions)}

    def positions_of(self, role: str) -> tuple[int, ...]:
        """Return all columns of a role."""
        return tuple(position for each, position in self.positions if each == role)

    def title(self, position: int) -> Cell | None:
        """Return the title of a column, or None."""
        return dict(self.titles).get(position)

    def name(self, position: int) -> str:
        """Return the title of a column as printed, or its number: `column 4`."""
        title = self.title(position)
        return title.text if title else f"column {position + 1}"

    @cached_property
    def kept(self) -> tuple[tuple[str, int], ...]:
        """The columns of which rows only keep the cells, by their roles or titles."""
        further = tuple((role, n) for role, n in self.positions if role not in CITED)
        references = self.positions_of("reference")[1:]
        return (*further, *((self.name(n), n) for n in sorted((*references, *self.others))))


@lru_cache(maxsize=4096)
def known_title(title: str, language: str) -> KnownTitle | None:
    """Return what is known of a column title in a language, or None.

    >>> known_title("Paragraph Number", "en")
    KnownTitle(start='paragraph', role='paragraphs', is_exact=True, is_numbered=True)
    >>> known_title("Paragraphs in all", "en").is_exact, known_title("Document title", "en")
    (False, None)
    """
    if len(title) > LONGEST_TITLE:
        return None
    plain = _words(title)
    if not plain.startswith(ANY_START[language]):
        return None
    for start, role in STARTS[language].items():
        if plain.startswith(start) and (ending := AFTER_START[language].match(plain, len(start))):
            return _known(title, plain[ending.end() :], start, role)
    return None


def _known(title: str, rest: str, start: str, role: str) -> KnownTitle | None:
    """Return what is known of a title with *rest* after its beginning, or None."""
    names_document = role in ("reference", "paragraphs") and find_symbol(title) is not None
    if NUMBERED.match(rest) and role != "topic" and not (names_document and role == "reference"):
        return None
    if OTHER.match(rest) or (role in DOCUMENTS and OTHER_OF_DOCUMENT.match(rest)):
        return None
    shown = REMARK.sub("", rest)
    further = NUMBER_AT_END.sub("", shown).strip(" .:*†‡")
    is_exact = names_document or not further
    return KnownTitle(start, role, is_exact, NUMBER_AT_END.search(shown) is not None)


def role_of(title: str, language: str) -> str | None:
    """Return the role of a column title in a language, or None.

    >>> role_of("Meeting report", "en"), role_of("Párrafos", "es"), role_of("Corruption", "en")
    ('document', 'paragraphs', None)
    """
    known = known_title(title, language)
    return known.role if known else None


def plain_title(title: str) -> str:
    """Return a title for comparison, in lower case."""
    return clean_heading(title).casefold()


def _words(title: str) -> str:
    """Return a plain title with the words of `AnnotationId` and `sdg_target` apart."""
    return plain_title(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", title))


def plain_line(line: tuple[Cell, ...]) -> tuple[str, ...]:
    """Return the texts of a line for comparison, without empty cells at its end.

    >>> from repertory.model import Cell, Place
    >>> plain_line((Cell("Symbol ", Place("x")), Cell("", Place("x"))))
    ('symbol',)
    """
    filled = max((number for number, cell in enumerate(line, 1) if cell.text), default=0)
    return tuple(plain_title(cell.text) for cell in line[:filled])


def printed_titles(block: Sequence[tuple[Cell, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the lines of titles as they may be repeated, without those of a single text."""
    return tuple(plain_line(line) for line in block if sum(cell.text != "" for cell in line) > 1)


def languages_of(line: tuple[Cell, ...]) -> dict[str, int]:
    """Return the languages in which a line consists of column titles, with a score.

    Each text must be a title, or in parentheses, and at least two must be titles. The score is the
    number of known letters: `Document`, `Paragraphe` scores in English, but higher in French.
    """
    titles: list[str] = []
    for cell in line:
        if cell.text and not _is_remark(cell):
            if not begins_as_title(cell.text):  # true of nearly every line of a table
                return {}
            titles.append(cell.text)
    if len(titles) < 2:
        return {}
    fitting = {}
    for language in STARTS:
        known = [each for title in titles if (each := known_title(title, language))]
        if len(known) == len(titles):
            fitting[language] = sum(len(each.start) for each in known)
    return fitting


@lru_cache(maxsize=4096)
def begins_as_title(text: str) -> bool:
    """Return whether a text begins as a title does in any language."""
    if text[0] in NO_START:
        return False
    return _words(text[:LONGEST_TITLE]).startswith(EVERY_START)


def title_language(line: tuple[Cell, ...]) -> str | None:
    """Return the language in which a line consists of column titles and scores best, or None."""
    fitting = languages_of(line)
    return max(fitting, key=fitting.__getitem__) if fitting else None


def title_block(lines: Sequence[tuple[Cell, ...]]) -> tuple[int, str] | None:
    """Return how many lines of titles *lines* begin with, and their language, or None.

    The language is the one with the best score that all these lines share. A line with a single
    title or remark counts if it repeats or explains the titles above.
    """
    fitting = languages_of(lines[0])
    if not fitting:
        return None
    language = max(fitting, key=fitting.__getitem__)
    for length, below in enumerate(lines[1:], 1):
        further = languages_of(below)
        common = {name: fitting[name] + further[name] for name in fitting if name in further}
        if not common and not repeats_titles(below, read_columns(list(lines[:length]), language)):
            return length, language
        fitting = common or fitting
        language = max(fitting, key=fitting.__getitem__)
    return len(lines), language


def _is_remark(cell: Cell) -> bool:
    """Return whether a text only explains the title above: `(designated by section)`."""
    return cell.text.startswith(("(", "（"))


def read_columns(block: Sequence[tuple[Cell, ...]], language: str) -> ColumnRoles:
    """Return the columns of a table from its title lines: all whose titles are of a role."""
    lowest: dict[int, Cell] = {}
    for line in block:
        titles = ((n, cell) for n, cell in enumerate(line) if cell.text and not _is_remark(cell))
        lowest.update(titles)
    roles = {position: role_of(cell.text, language) for position, cell in sorted(lowest.items())}
    positions = tuple((role, position) for position, role in roles.items() if role)
    others = tuple(position for position, role in roles.items() if role is None)
    printed = printed_titles(block)
    reference = next((position for role, position in positions if role == "reference"), None)
    return ColumnRoles(
        positions,
        language,
        None if reference is None else lowest[reference],
        others,
        printed if others else (),
        tuple(sorted(lowest.items())),
    )


def repeats_titles(line: tuple[Cell, ...], columns: ColumnRoles) -> bool:
    """Return whether a line repeats column titles of the table, or a remark on one.

    A single text counts as a title only outside the topic column, where it may be a topic.
    """
    if columns.are_printed_in(line) or columns.language in languages_of(line):
        return True
    filled = [(position, cell) for position, cell in enumerate(line) if cell.text]
    (position, cell), *others = filled
    if others or len(line) == 1 or position == columns.position("topic"):
        return False
    return _is_remark(cell) or role_of(cell.text, columns.language) is not None
