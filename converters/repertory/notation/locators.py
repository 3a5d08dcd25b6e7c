"""The words for the parts of a document that contain a place, in the six languages.

To add a word, put it into the table of its kind; the tests demand an example that contains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from repertory.model import Locator
from repertory.notation.items import ARABIC, CYRILLIC, LATIN, ROMAN


class LocatorKind(NamedTuple):
    """A kind of part: its words in lower case, and how each language writes one.

    *plurals* may be followed by several names: `annexes I and II`. *written* takes a name.
    """

    words: tuple[str, ...]
    plurals: tuple[str, ...]
    written: Mapping[str, str]


def _written(*forms: str) -> Mapping[str, str]:
    return dict(zip(("en", "fr", "es", "ru", "ar", "zh"), forms, strict=True))


KINDS: Final[Mapping[str, LocatorKind]] = {
    "decision": LocatorKind(
        ("decision", "décision", "decisión", "решение", "решения", "المقرر", "مقرر", "决定"),
        (),
        _written("decision {}", "décision {}", "decisión {}", "решение {}", "المقرر {}", "决定{}"),
    ),
    "annex": LocatorKind(
        (
            *("annex", "annexe", "anexo", "приложение", "приложении", "приложению"),
            *("المرفق", "مرفق", "附件"),
        ),
        ("annexes", "anexos", "приложения", "приложений", "приложениях", "المرفقات", "المرفقان"),
        _written("annex {}", "annexe {}", "anexo {}", "приложение {}", "المرفق {}", "附件{}"),
    ),
    "appendix": LocatorKind(
        (
            *("appendix", "appendice", "apéndice", "добавление", "добавлении"),
            *("дополнение", "التذييل", "تذييل", "附录"),
        ),
        ("appendices", "appendixes", "apéndices", "добавления", "дополнения"),
        _written(
            "appendix {}", "appendice {}", "apéndice {}", "добавление {}", "التذييل {}", "附录{}"
        ),
    ),
    "preamble": LocatorKind(
        (
            *("preamble", "preambular", "preambulatory", "pp", "préambule", "preámbulo"),
            *("преамбула", "преамбулы", "преамбуле", "الديباجة", "ديباجة", "序言"),
        ),
        (),
        _written("preamble", "préambule", "preámbulo", "преамбула", "الديباجة", "序言"),
    ),
    "part": LocatorKind(
        ("part", "partie", "parte", "часть", "части", "ч", "الجزء", "جزء", "部分"),
        ("parts", "parties", "partes"),
        _written("part {}", "partie {}", "parte {}", "часть {}", "الجزء {}", "第{}部分"),
    ),
    "chapter": LocatorKind(
        (
            *("chapter", "chap", "ch", "chapitre", "capítulo", "cap"),
            *("глава", "главе", "гл", "الفصل", "فصل", "章"),
        ),
        ("chapters", "chaps", "chapitres", "capítulos", "caps", "главы", "глав", "الفصول"),
        _written("chap. {}", "chap. {}", "cap. {}", "глава {}", "الفصل {}", "第{}章"),
    ),
    "section": LocatorKind(
        (
            *("section", "sect", "sec", "sección", "secc", "раздел", "раздела", "разделе"),
            *("разд", "الفرع", "فرع", "القسم", "قسم", "节"),
        ),
        ("sections", "sects", "secs", "secciones", "разделы", "разделов", "الفروع"),
        _written("sect. {}", "sect. {}", "secc. {}", "раздел {}", "الفرع {}", "第{}节"),
    ),
    "article": LocatorKind(
        ("article", "art", "artículo", "статья", "статье", "ст", "المادة", "مادة", "条"),
        ("articles", "arts", "artículos", "статьи", "статей", "المواد"),
        _written("art. {}", "art. {}", "art. {}", "статья {}", "المادة {}", "第{}条"),
    ),
}
"""The kinds of parts, the outer ones first: an annex has sections, a section has no annex."""

RANKS: Final = {kind: rank for rank, kind in enumerate(KINDS)}
KIND_OF: Final = {
    word: kind for kind, known in KINDS.items() for word in (*known.words, *known.plurals)
}
PLURALS: Final = frozenset(word for known in KINDS.values() for word in known.plurals)

ORDINAL_MARK: Final = "第"

COUNTED: Final = {
    word: kind
    for kind, known in KINDS.items()
    for word in known.words
    if word >= "\u4e00" and "{}" in known.written["zh"]
}
"""The Chinese words that may follow `第` and a name, as in 第三章; 第3 alone is a paragraph."""

OPERATIVE: Final = frozenset({"operative", "op"})
"""Words for a paragraph that is not in the preamble."""

ADJECTIVES: Final = frozenset({"preambular", "preambulatory"})
"""Words that may follow an ordinal: `ninth preambular paragraph`."""

WITH_DOT: Final = frozenset({"ch", "cap", "ч", "ст", "гл"})
"""Abbreviations that need a full stop; without it they are other words or letters."""

WITHOUT_DOT: Final = frozenset({"pp"})
"""`PP9` is a paragraph of a preamble, `pp. 9` are pages."""

OF: Final = frozenset({"of", "de", "du", "del", "des", "من"})
"""Words between a paragraph and the part that contains it: `paragraph 8 of annex I`."""

ARTICLES: Final = frozenset({"the", "la", "l", "el", "los", "las"})

ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
            *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
            *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        ),
        1,
    )
}
"""The English ordinals, as in `ninth preambular paragraph`."""

ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})

NAME: Final = re.compile(
    r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
    r"|[^\W\d_]|[一二三四五六七八九十]+|[0-9]+[A-Z]?"
)
"""One part of the name of a part: a roman numeral, a letter or a number."""

FULL_NAME: Final = re.compile(rf"(?:{NAME.pattern})(?:\.(?:{NAME.pattern}))*")
"""The name of a part that may be written after its kind; any other is a remark in brackets."""

SPAN: Final = 100
"""The most parts of a range."""

WHOLE_WORDS: Final = re.compile(
    r"(?:the )?(?:whole|entire|full|complete|all)"
    r"(?: (?:document|text|report|decision|resolution|conclusion|measure|paragraphs))?|in full"
    r"|(?:tout|intégralité|l'ensemble|en entier)|(?:todo|íntegro)(?: el documento)?|en su totalidad"
    r"|весь(?: документ)?|целиком|полностью|كامل(?: الوثيقة)?|بالكامل|全文|全部|[-–—]|",
    re.IGNORECASE,
)
"""What a list prints for a whole document, which may be nothing."""


def is_whole(text: str) -> bool:
    """Return whether a cell names the whole document.

    >>> is_whole("Whole document"), is_whole(" "), is_whole("8")
    (True, True, False)
    """
    return WHOLE_WORDS.fullmatch(" ".join(text.split())) is not None


def nest(within: Sequence[Locator], part: Locator) -> tuple[Locator, ...]:
    """Return the parts that contain *part*, and itself: those of an outer kind remain.

    >>> chapter, section = Locator("chapter", "II"), Locator("section", "B")
    >>> [part.name for part in nest((chapter, Locator("section", "A")), section)]
    ['II', 'B']
    """
    outer = (each for each in within if RANKS[each.kind] < RANKS[part.kind])
    return (*outer, part)


def combine(parts: Iterable[Locator]) -> tuple[Locator, ...]:
    """Return parts that contain each other from the outer to the inner one.

    They are none if two are of one kind, so that none contains the other. A remark is always the
    innermost.

    >>> [part.kind for part in combine((Locator("section", "A"), Locator("annex")))]
    ['annex', 'section']
    """
    ordered = tuple(sorted(parts, key=lambda part: (is_remark(part), RANKS[part.kind])))
    kinds = {(is_remark(part), part.kind) for part in ordered}
    return ordered if len(kinds) == len(ordered) else ()


def is_remark(part: Locator) -> bool:
    """Return whether a part is named by a remark: `78 (Session 9 Appendix)`."""
    return part.kind == "part" and bool(part.name) and FULL_NAME.fullmatch(part.name) is None


def names_between(first: str, last: str) -> tuple[str, ...]:
    """Return the names of a range of parts, ends included, or none if it does not ascend.

    >>> names_between("II", "IV"), names_between("A", "C"), names_between("9", "11")
    (('II', 'III', 'IV'), ('A', 'B', 'C'), ('9', '10', '11'))
    """
    if first.isdecimal() and last.isdecimal():
        start, end = int(first), min(int(last), int(first) + SPAN)
        return tuple(map(str, range(start, end + 1)))
    for sequence in (ROMAN, LATIN, CYRILLIC, ARABIC):
        names = tuple(each.upper() for each in sequence)
        if first in names and last in names:
            return names[names.index(first) : names.index(last) + 1]
    return ()
