"""The titles of the columns of an index, in the six official languages of the United Nations.

A title names a column if it begins with words of this table: `Reference in A/1 (designated by
section)` is the title of a reference column. Of two titles above a column, the lower one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from repertory.layout.labels import clean_heading
from repertory.model import Cell
from repertory.settings.columns import ROLES

__all__ = ["GENERAL", "ROLES", "ColumnRoles", "read_columns", "role_of", "title_language"]

TITLES: Final = {
    "en": {
        "topic": "topic|subject|theme|heading|keyword|area of work|issue",
        "document": "document|doc.|meeting report|session report|report|symbol|source",
        "paragraphs": "paragraph|para.|paras|report paragraph",
        "reference": "reference|recommendation|ref.|refs.|rec.|recs.",
    },
    "fr": {
        "topic": "sujet|thème|theme|rubrique|question|matière|mot clé|mot-clé",
        "document": "document|cote|rapport",
        "paragraphs": "paragraphe|par.",
        "reference": "référence|reference|renvoi|recommandation|réf.",
    },
    "es": {
        "topic": "tema|asunto|materia|epígrafe|cuestión|palabra clave",
        "document": "documento|signatura|informe",
        "paragraphs": "párrafo|parrafo|párr.|párrs.",
        "reference": "referencia|remisión|recomendación|ref.",
    },
    "ru": {
        "topic": "тема|вопрос|предмет|рубрика|тематика",
        "document": "документ|доклад|условное обозначение",
        "paragraphs": "пункт|пп.|п.",
        "reference": "ссылка|ссылки|рекомендаци|номер рекомендации|обозначение рекомендации",
    },
    "ar": {
        "topic": "الموضوع|المواضيع|الموضوعات|المسألة|العنوان",
        "document": "الوثيقة|الوثائق|التقرير|تقرير الاجتماع|الرمز|تقرير",
        "paragraphs": "الفقرة|الفقرات|الفقرتان|رقم الفقرة|أرقام الفقرات",
        "reference": "المرجع|المراجع|الإشارة|الإحالة|التوصية|التوصيات",
    },
    "zh": {
        "topic": "主题|专题|议题|题目|标题",
        "document": "文件|会议报告|报告|文号",
        "paragraphs": "段",
        "reference": "参考|参引|参见|提及|索引|建议|编号|在",
    },
}
"""Language -> column -> the beginnings of its titles, separated by `|`, in lower case."""

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
    language: {start: role for role, starts in roles.items() for start in starts.split("|")}
    for language, roles in TITLES.items()
}
"""Language -> beginning of a title -> column."""

ANY_START: Final = {name: tuple(starts) for name, starts in STARTS.items()}

EVERY_START: Final = tuple(start for starts in ANY_START.values() for start in starts)
"""The beginnings of the titles of all languages."""


class ColumnRoles(Struct, frozen=True):
    """The roles of columns, counted from 0, with the language and a title they were found by.

    *others* are columns of the table that are not read; *printed* are the lines of its titles, if
    some are unknown.
    """

    positions: tuple[tuple[str, int], ...]
    language: str
    reference_title: Cell | None
    others: tuple[int, ...] = ()
    printed: tuple[tuple[str, ...], ...] = ()

    def are_printed_in(self, line: tuple[Cell, ...]) -> bool:
        """Return whether a line repeats the titles of the table exactly."""
        return bool(self.printed) and plain_line(line) in self.printed

    def position(self, role: str) -> int | None:
        """Return the column of a role, or None."""
        return dict(self.positions).get(role)


@lru_cache(maxsize=4096)
def role_of(title: str, language: str) -> str | None:
    """Return the role of a column title in a language, or None.

    >>> role_of("Meeting report", "en"), role_of("Párrafos", "es"), role_of("Corruption", "en")
    ('document', 'paragraphs', None)
    """
    known = _known(_plain(title), language)
    return known[1] if known else None


def _plain(title: str) -> str:
    return clean_heading(title).casefold()


def plain_line(line: tuple[Cell, ...]) -> tuple[str, ...]:
    """Return the texts of a line for comparison, without empty cells at its end.

    >>> from repertory.model import Cell, Place
    >>> plain_line((Cell("Symbol ", Place("x")), Cell("", Place("x"))))
    ('symbol',)
    """
    filled = max((number for number, cell in enumerate(line, 1) if cell.text), default=0)
    return tuple(_plain(cell.text) for cell in line[:filled])


def _known(title: str, language: str) -> tuple[int, str] | None:
    """Return the number of letters of a plain title that are known, and its role, or None."""
    if not title.startswith(ANY_START[language]):
        return None
    starts = STARTS[language].items()
    return max((len(start), role) for start, role in starts if title.startswith(start))


def languages_of(line: tuple[Cell, ...]) -> dict[str, int]:
    """Return the languages in which a line consists of column titles, with a score.

    Each text must be a title, or in parentheses, and at least two must be titles. The score is the
    number of known letters: `Document`, `Paragraphe` scores in English, but higher in French.
    """
    titles: list[str] = []
    for cell in line:
        if cell.text and not _is_remark(cell):
            title = _plain(cell.text)
            if not title.startswith(EVERY_START):  # true of nearly every line of a table
                return {}
            titles.append(title)
    if len(titles) < 2:
        return {}
    fitting = {}
    for language, starts in ANY_START.items():
        if all(title.startswith(starts) for title in titles):
            known = (_known(title, language) for title in titles)
            fitting[language] = sum(letters for letters, _ in filter(None, known))
    return fitting


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


def read_columns(block: list[tuple[Cell, ...]], language: str) -> ColumnRoles:
    """Return the columns of a table from its title lines."""
    lowest: dict[int, Cell] = {}
    for line in block:
        titles = ((n, cell) for n, cell in enumerate(line) if cell.text and not _is_remark(cell))
        lowest.update(titles)
    positions: dict[str, int] = {}
    for position, cell in sorted(lowest.items()):
        role = role_of(cell.text, language)
        if role is not None:
            positions.setdefault(role, position)
    reference = positions.get("reference")
    title = lowest[reference] if reference is not None else None
    return ColumnRoles(tuple(positions.items()), language, title)


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
