"""The words of the notations in the six official languages of the United Nations.

To add a word, put it into the table of its language, with an example that contains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Language(NamedTuple):
    """The words of a list of paragraphs in one language, and the format of a citation.

    The first three fields are the words before a number, between the last two elements and inside a
    range, in lower case; *examples* pair a list with its English form. The others are for
    formatting: *item* takes an item, *citation* a symbol and a paragraph.
    """

    leads: tuple[str, ...]
    conjunctions: tuple[str, ...]
    range_words: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    item: str
    citation: str


LANGUAGES: Final[Mapping[str, Language]] = {
    "en": Language(
        leads=("para", "paras", "paragraph", "paragraphs"),
        conjunctions=("and", "&"),
        range_words=("to", "through"),
        examples=(
            ("para. 8 (e)", "8 (e)"),
            ("paras. 8 & 9", "8 and 9"),
            ("paragraph 8", "8"),
            ("Paragraphs 24, 25 and 28", "24, 25 and 28"),
            ("21 to 27", "21–27"),
            ("21 through 27", "21–27"),
        ),
        item=" ({})",
        citation="{}, para. {}",
    ),
    "fr": Language(
        leads=("par", "paragraphe", "paragraphes"),
        conjunctions=("et",),
        range_words=("à", "au"),
        examples=(
            ("par. 8 e) et f)", "8 (e) and (f)"),
            ("paragraphe 8", "8"),
            ("paragraphes 21 à 27", "21–27"),
            ("21 au 27", "21–27"),
        ),
        item=" {})",
        citation="{}, par. {}",
    ),
    "es": Language(
        leads=("párr", "párrs", "párrafo", "párrafos"),
        conjunctions=("y", "e"),
        range_words=("a", "al"),
        examples=(
            ("párr. 8 a) a d) y 9", "8 (a)–(d) and 9"),
            ("párrs. 10 e 11", "10 and 11"),
            ("párrafo 8", "8"),
            ("párrafos 21 al 27", "21–27"),
        ),
        item=" {})",
        citation="{}, párr. {}",
    ),
    "ru": Language(
        leads=(
            *("п", "пп", "пункт", "пункта", "пункте"),
            *("пункты", "пунктов", "пунктам", "пунктами", "пунктах"),
        ),
        conjunctions=("и",),
        range_words=("по", "до"),
        examples=(
            ("п. 8 а) и б)", "8 (а) and (б)"),
            ("пп. 21–27", "21–27"),
            ("пункт 8", "8"),
            ("пункта 8", "8"),
            ("пункте 8", "8"),
            ("пункты 24, 25 и 28", "24, 25 and 28"),
            ("пунктов 21 по 27", "21–27"),
            ("пунктам 21 до 27", "21–27"),
            ("пунктами 8 и 9", "8 and 9"),
            ("пунктах 8 и 9", "8 and 9"),
        ),
        item=" {})",
        citation="{}, п. {}",
    ),
    "ar": Language(
        leads=("الفقرة", "الفقرات", "الفقرتان", "الفقرتين", "فقرة", "فقرات"),
        conjunctions=("و",),
        range_words=("إلى", "الى", "حتى"),
        examples=(
            ("الفقرة 8 (أ) و(ب)", "8 (أ) and (ب)"),
            ("الفقرات ٢٤ و٢٥ و٢٨", "24 and 25 and 28"),
            ("الفقرتان 8 و 9", "8 and 9"),
            ("الفقرتين 8 و9 والفقرة 12", "8 and 9 and 12"),
            ("فقرة 8", "8"),
            ("فقرات 21 إلى 27", "21–27"),
            ("21 الى 27", "21–27"),
            ("21 حتى 27", "21–27"),
        ),
        item=" ({})",
        citation="{}، الفقرة {}",
    ),
    "zh": Language(
        leads=("第",),
        conjunctions=("和", "及", "与", "以及"),
        range_words=("至", "到"),
        examples=(
            ("第24、25和28段", "24, 25 and 28"),
            ("第24段及第28段", "24 and 28"),
            ("8（a）与（b）", "8 (a) and (b)"),
            ("8以及9", "8 and 9"),
            ("第21至27段", "21–27"),
            ("第21到27段", "21–27"),
        ),
        item="({})",
        citation="{}，第{}段",
    ),
}
"""The six languages by their ISO 639-1 codes."""

LEADS: Final = frozenset(word for language in LANGUAGES.values() for word in language.leads)
CONJUNCTIONS: Final = frozenset(
    word for language in LANGUAGES.values() for word in language.conjunctions
)
RANGE_WORDS: Final = frozenset(
    word for language in LANGUAGES.values() for word in language.range_words
)
TRAILERS: Final = frozenset({"段"})
"""Words after a number: Chinese writes 第8段."""

SUFFIXES: Final = (
    *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"),
)
"""The suffixes of the numbers of inserted paragraphs: `12 bis`."""


def language_of(code: str) -> Language:
    """Return the language with an ISO 639-1 *code*.

    >>> language_of("fr").conjunctions
    ('et',)

    Raises:
        ValueError: if it is not one of the six.
    """
    if code not in LANGUAGES:
        raise ValueError(f"{code!r} is not one of the languages {', '.join(LANGUAGES)}")
    return LANGUAGES[code]
