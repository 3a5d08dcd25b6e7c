"""The words of the notations in the six official languages of the United Nations.

To add a word, put it into the table of its language; the tests demand an example that contains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Language(NamedTuple):
    """The words of a list of paragraphs in one language, and the format of a citation.

    After its *code*, the first three fields are the words before a number, between the last two
    elements and inside a range, in lower case. The others are for formatting: *item* takes an item,
    *paragraph* a number, and *comma* is between the parts of a citation.
    """

    code: str
    leads: tuple[str, ...]
    conjunctions: tuple[str, ...]
    range_words: tuple[str, ...]
    item: str
    paragraph: str
    comma: str


LANGUAGES: Final[Mapping[str, Language]] = {
    "en": Language(
        code="en",
        leads=("para", "paras", "paragraph", "paragraphs"),
        conjunctions=("and", "&"),
        range_words=("to", "through"),
        item=" ({})",
        paragraph="para. {}",
        comma=", ",
    ),
    "fr": Language(
        code="fr",
        leads=("par", "paragraphe", "paragraphes"),
        conjunctions=("et",),
        range_words=("à", "au"),
        item=" {})",
        paragraph="par. {}",
        comma=", ",
    ),
    "es": Language(
        code="es",
        leads=("párr", "párrs", "párrafo", "párrafos"),
        conjunctions=("y", "e"),
        range_words=("a", "al"),
        item=" {})",
        paragraph="párr. {}",
        comma=", ",
    ),
    "ru": Language(
        code="ru",
        leads=(
            *("п", "пп", "пункт", "пункта", "пункте"),
            *("пункты", "пунктов", "пунктам", "пунктами", "пунктах"),
        ),
        conjunctions=("и",),
        range_words=("по", "до"),
        item=" {})",
        paragraph="п. {}",
        comma=", ",
    ),
    "ar": Language(
        code="ar",
        leads=("الفقرة", "الفقرات", "الفقرتان", "الفقرتين", "فقرة", "فقرات"),
        conjunctions=("و",),
        range_words=("إلى", "الى", "حتى"),
        item=" ({})",
        paragraph="الفقرة {}",
        comma="، ",
    ),
    "zh": Language(
        code="zh",
        leads=("第",),
        conjunctions=("和", "及", "与", "以及"),
        range_words=("至", "到"),
        item="({})",
        paragraph="第{}段",
        comma="，",
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


def language_of(tag: str) -> Language:
    """Return the language of a tag, or English if it is not one of the six.

    >>> language_of("fr-CA").conjunctions, language_of("de").conjunctions
    (('et',), ('and', '&'))
    """
    return LANGUAGES.get(tag.partition("-")[0].lower(), LANGUAGES["en"])
