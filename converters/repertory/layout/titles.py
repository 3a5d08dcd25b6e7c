"""The titles of the columns of an index, in the six official languages of the United Nations.

A title belongs to a column when the words of this table begin it: `Reference in A/1 (designated by
section)` is a reference column. Where two titles stand over a column, the lower one decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from repertory.columns import ROLES
from repertory.model import Cell

__all__ = ["GENERAL", "ROLES", "Columns", "read_columns", "role_of", "title_language"]

TITLES: Final = MappingProxyType(
    {
        "en": {
            "topic": "topic|subject|theme|heading|keyword|area of work|issue",
            "document": "document|meeting report|report|symbol",
            "paragraphs": "paragraph|para.|paras|report paragraph",
            "reference": "reference|recommendation",
        },
        "fr": {
            "topic": "sujet|thème|theme|rubrique|question|matière|mot clé|mot-clé",
            "document": "document|cote|rapport",
            "paragraphs": "paragraphe|par.",
            "reference": "référence|reference|renvoi|recommandation",
        },
        "es": {
            "topic": "tema|asunto|materia|epígrafe|cuestión|palabra clave",
            "document": "documento|signatura|informe",
            "paragraphs": "párrafo|parrafo|párr.|párrs.",
            "reference": "referencia|remisión|recomendación",
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
)
"""Language -> column -> the beginnings of its titles, parted by `|`, in lower case."""

GENERAL: Final = MappingProxyType(
    {
        "en": ("general", "in general"),
        "fr": ("généralités", "général", "générale", "questions générales", "en général"),
        "es": ("generalidades", "general", "cuestiones generales", "en general"),
        "ru": ("общие вопросы", "общее", "общая часть", "общие положения"),
        "ar": ("عام", "عامة", "عموميات", "مسائل عامة"),
        "zh": ("一般", "一般性", "一般问题", "总论", "概述"),
    }
)
"""Language -> the words that, after a comma, stand for the rows of the heading itself."""

CONTINUED: Final = (
    "continued|cont’d|cont'd|contd|cont.|suite|continuación|cont|продолжение|تابع|续|續"
).split("|")
"""The words in parentheses that repeat a heading on a new page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, counted from 0, and the language and cell that told.

    *others* are columns that belong to the table and are not read.
    """

    positions: tuple[tuple[str, int], ...]
    language: str
    reference_title: Cell | None
    others: tuple[int, ...] = ()

    def position(self, role: str) -> int | None:
        """Return the column of a role, None where the table has none."""
        return dict(self.positions).get(role)


_ROLE_OF_START: Final = {
    language: {start: role for role, starts in roles.items() for start in starts.split("|")}
    for language, roles in TITLES.items()
}


@lru_cache(maxsize=4096)
def role_of(title: str, language: str) -> str | None:
    """Return the role of a column title in a language.

    >>> role_of("Meeting report", "en"), role_of("Párrafos", "es"), role_of("Corruption", "en")
    ('document', 'paragraphs', None)
    """
    text = " ".join(title.casefold().split())
    roles = _ROLE_OF_START[language]
    if not text.startswith(tuple(roles)):  # as nearly every cell of a table
        return None
    return roles[max((start for start in roles if text.startswith(start)), key=len)]


def title_language(line: tuple[Cell, ...]) -> str | None:
    """Return the language in which every text of a line is a column title; two texts at least."""
    titles = [cell.text for cell in line if cell.text]
    if len(titles) < 2:
        return None
    for language in TITLES:
        if all(role_of(title, language) for title in titles):
            return language
    return None


def read_columns(block: list[tuple[Cell, ...]], language: str) -> Columns:
    """Read the columns off the title lines of a table, which stand above one another."""
    lowest: dict[int, Cell] = {}
    for line in block:
        lowest.update({position: cell for position, cell in enumerate(line) if cell.text})
    positions: dict[str, int] = {}
    for position, cell in sorted(lowest.items()):
        role = role_of(cell.text, language)
        if role is not None:
            positions.setdefault(role, position)
    reference = positions.get("reference")
    title = lowest[reference] if reference is not None else None
    return Columns(tuple(positions.items()), language, title)
