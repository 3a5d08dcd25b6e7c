"""Choose the columns of each role from those whose titles fit, by the titles and the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from repertory.errors import NotationError, refuse
from repertory.layout.title_words import DOCUMENTS, RECOMMENDATIONS
from repertory.layout.titles import ColumnRoles, known_title, role_of
from repertory.model import Cell
from repertory.notation import find_symbol, parse_references
from repertory.settings.columns import SEVERAL, format_columns

Line = tuple[Cell, ...]

SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9.\-()]*/.*\d")
"""The approximate form of a document symbol."""

DESIGNATION: Final = re.compile(r"(?=.*[^\W\d_])(?=.*\d)|.*\d/\d")
"""The approximate form of the name of any document: `Decision VII/12`, `No. 85 (XLIX)`, `5/3`."""

ADDRESS: Final = re.compile(r"[a-z]+://", re.IGNORECASE)
"""The beginning of a web address, which is no text of a recommendation."""

AGREEMENT: Final = 0.9
"""The share of the cells of a column that show what it is; the others may be misprints."""


def choose_columns(columns: ColumnRoles, rows: Sequence[Line]) -> ColumnRoles:
    """Return *columns* with the roles that the cells of *rows* confirm, one column for most roles.

    The columns that are not chosen are among the others.

    Raises:
        SourceError: if two titles of a role that has one column fit equally well.
    """
    choice = _Choice(columns, rows)
    choice.name_other_documents()
    choice.tell_references_from_texts()
    choice.drop_numbers()
    choice.keep_best_titles()
    choice.take_references_for_documents()
    choice.take_numbers_for_paragraphs()
    return with_documents(choice.columns())


def with_documents(columns: ColumnRoles) -> ColumnRoles:
    """Return *columns* with decisions, or else sessions, as the documents if there are none."""
    if columns.position("document") is not None:
        return columns
    decision, session = columns.position("decision"), columns.position("session")
    if decision is not None:
        positions = tuple(
            ("document" if role == "decision" else role, n) for role, n in columns.positions
        )
        return replace(columns, positions=positions)
    if session is None:
        return columns
    title = columns.title(session)
    word = title.text if title else "Session"
    return replace(columns, positions=(("document", session), *columns.positions), session=word)


class _Choice:
    """The roles of the columns while they are chosen."""

    def __init__(self, columns: ColumnRoles, rows: Sequence[Line]) -> None:
        self.given = columns
        self.rows = rows
        self.roles = {position: role for role, position in columns.positions}

    def columns(self) -> ColumnRoles:
        """Return the columns as chosen."""
        known = [(role, position) for position, role in sorted(self.roles.items())]
        references = self.of("reference")
        others = {n for n, _ in self.given.titles if n not in self.roles}
        return replace(
            self.given,
            positions=tuple(known),
            others=tuple(sorted(others.union(self.untitled()))),
            reference_title=self.given.title(references[0]) if references else None,
        )

    def of(self, role: str) -> list[int]:
        return [position for position, each in sorted(self.roles.items()) if each == role]

    def filled(self, position: int) -> list[str]:
        """Return the texts of a column."""
        return [
            line[position].text
            for line in self.rows
            if position < len(line) and line[position].text
        ]

    def untitled(self) -> set[int]:
        """Return the columns without a title that most rows fill; one cell may be misplaced."""
        titled = {n for n, _ in self.given.titles}
        rows = [line for line in self.rows if len(line) > 1]
        counts = {n: len(self.filled(n)) for n in range(max(map(len, rows), default=0))}
        last = max(titled, default=-1)
        return {
            n
            for n, count in counts.items()
            if n not in titled and count * 2 > len(rows) and (n < last or count > 1)
        }

    def name_other_documents(self) -> None:
        """Take `Paragraph in A/9` beside a column of paragraphs for the references."""
        named = [n for n in self.of("paragraphs") if find_symbol(self.given.name(n))]
        if len(named) < len(self.of("paragraphs")):
            self.roles.update(dict.fromkeys(named, "reference"))

    def tell_references_from_texts(self) -> None:
        """Take a column of recommendations for texts if its cells are no references."""
        for position in self.of("reference"):
            title = self.given.name(position)
            known = known_title(title, self.given.language)
            if known is None or known.start not in RECOMMENDATIONS or known.is_numbered:
                continue
            texts = self.filled(position)
            if not texts or find_symbol(title) or _agree(texts, is_reference):
                continue
            self.roles.pop(position)
            if not (self.of("text") or _agree(texts, ADDRESS.match)):
                self.roles[position] = "text"

    def drop_numbers(self) -> None:
        """Drop a column of topics without letters, such as numbers of items, beside another."""
        topics = self.of("topic")
        numbers = [n for n in topics if _agree(self.filled(n), lambda text: not _has_letters(text))]
        if len(numbers) < len(topics):
            for position in numbers:
                del self.roles[position]

    def keep_best_titles(self) -> None:
        """Keep the exact titles of each role, or else the longer ones."""
        for role in sorted(set(self.roles.values())):
            positions = self.of(role)
            exact = [n for n in positions if self._is_exact(n)]
            best = exact or positions
            if len(best) > 1 and role in DOCUMENTS:
                best = [n for n in best if _agree(self.filled(n), DESIGNATION.match)] or best
            if len(best) > 1 and role not in SEVERAL:
                self._refuse_equal(role, best)
            for position in positions:
                if position not in best:
                    del self.roles[position]

    def take_references_for_documents(self) -> None:
        """Take a column of references to documents for the documents if there are none."""
        if any(self.of(role) for role in DOCUMENTS):
            return
        for position in self.of("reference"):
            texts = self.filled(position)
            if _agree(texts, DESIGNATION.match) and not _agree(texts, is_reference):
                self.roles[position] = "document"
                return

    def take_numbers_for_paragraphs(self) -> None:
        """Take the numbers of recommendations for paragraphs if a table has texts and none.

        Without a compilation, a recommendation has its number in its own document.
        """
        unnamed = [n for n in self.of("reference") if not find_symbol(self.given.name(n))]
        if unnamed and self.of("text") and not self.of("paragraphs"):
            self.roles[unnamed[0]] = "paragraphs"

    def _is_exact(self, position: int) -> bool:
        known = known_title(self.given.name(position), self.given.language)
        return known is None or known.is_exact

    def _refuse_equal(self, role: str, positions: Sequence[int]) -> None:
        titles = " and ".join(repr(self.given.name(n)) for n in positions)
        place = next(cell.place for n, cell in self.given.titles if n == positions[1])
        chosen: dict[str, int] = {}
        for position, each in sorted(self.roles.items()):
            chosen.setdefault(each, position)
        raise refuse(
            place,
            f"{len(positions)} columns for {role}, {titles}",
            "one",
            f"Name the columns, such as: --columns {format_columns(tuple(chosen.items()))}",
        )


def is_document(text: str, language: str) -> bool:
    """Return whether a text is a symbol, or begins with the word for a document.

    >>> [is_document(text, "en") for text in ("A/75/6", "Decision 4/1", "2 entries")]
    [True, True, False]
    """
    word = role_of(text.partition(" ")[0], language)
    return SYMBOL.match(text) is not None or word in DOCUMENTS


def is_reference(text: str) -> bool:
    """Return whether a text is a list of references, with or without sections."""
    return any(_parses(text, sections) for sections in (True, False))


def is_reference_to_section(text: str) -> bool:
    """Return whether a text is a list of references to sections that have letters: `I.1`.

    >>> is_reference_to_section("II.4 and II.5"), is_reference_to_section("1.2")
    (True, False)
    """
    return _has_letters(text.partition(".")[0]) and _parses(text, sections=True)


def _parses(text: str, sections: bool) -> bool:
    try:
        return bool(parse_references(text, sections).entries)
    except NotationError:
        return False


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _agree(texts: Sequence[str], holds: Callable[[str], object]) -> bool:
    """Return whether nearly all texts have a property; if there are none, they have not."""
    exceptions = (1 - AGREEMENT) * len(texts)
    for text in texts:
        exceptions -= not holds(text)
        if exceptions < 0:
            return False
    return bool(texts)
