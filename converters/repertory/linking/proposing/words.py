"""Normalise labels word by word: case, accents, plural, spelling, compounds; no stemming.

Stemming would cause wrong links (training and trains). Only plurals and spelling variants are
normalised, and `protection of children` is read as the compound `child protection`.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from msgspec import Struct

IRREGULAR: Final = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "people": "person",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "analyses": "analysis",
    "crises": "crisis",
    "bases": "basis",
    "lives": "life",
    "wives": "wife",
    "indices": "index",
}
"""Plural -> singular of irregular nouns."""

UNCHANGED: Final = frozenset(
    """arms customs goods premises proceeds means news works headquarters series species savings
    united nations media data statistics economics politics ethics mathematics physics access
    business process mass class loss crossroads humanities aids diabetes logistics
    bias atlas canvas alias gas pancreas christmas""".split()
)
"""Words that look like a plural but have no singular, or one with another meaning."""

SPELLINGS: Final = (
    (re.compile(r"(?<![aeiou])(?<!pr)is(ation|e|ed|er|ing)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})our(?=$|al$|ed$|ing$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre$"), "ter"),
    (re.compile(r"^(def|off|lic|pret)ence$"), r"\1ense"),
    (re.compile(r"^programme$"), "program"),
    (re.compile(r"(?<=[aeiou]l)l(?=(ed|er|ing)$)"), ""),
    (re.compile(r"(?<=dg)ement$"), "ment"),
)
"""British endings and the American ones that replace them on both sides."""

PREPOSITIONS: Final = frozenset(
    """of in on for to by with against from at between among under over towards toward through
    within without concerning regarding related including during after before as into""".split()
)
CONJUNCTIONS: Final = frozenset(["and", "or"])
ARTICLES: Final = frozenset(["the", "a", "an", "its", "their", "this", "these", "those"])
FUNCTION_WORDS: Final = PREPOSITIONS | CONJUNCTIONS | ARTICLES

LIGHT: Final = frozenset(
    """system effort activity measure matter issue question aspect affair field general""".split()
)
"""Head nouns that add little to the words before them: `criminal justice system`."""

LEARNED: Final = re.compile(
    r"(?:ical|ally|al|ic|ation|ition|ion|ative|itive|ive|ator|itor|or|ist|ism|ity|ance|ence|ant|ent|y)$"
)
"""Endings of words of Latin and Greek origin, whose derivatives are related in meaning.

Those of English origin are not: `training` and `trains`, `carriers` and `caring`.
"""

PARENTHESES: Final = re.compile(r"\s*\(([^()]*)\)")
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_ROMANCE: Final = frozenset(["fr", "es", "pt", "it"])


class Phrase(Struct, frozen=True):
    """A label as normalised words, without function words, `of` resolved to a compound.

    *head* is the noun that the others qualify, empty for languages other than English; *key* is the
    same however a compound is written: as two words, with a hyphen or as one word.
    """

    words: tuple[str, ...]
    head: str
    key: str


def fold(text: str) -> str:
    """Return a text in lower case, without the accents of Latin letters.

    >>> fold("TRAITE DES ÊTRES HUMAINS")
    'traite des etres humains'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = [
        letter
        for position, letter in enumerate(decomposed)
        if not (unicodedata.combining(letter) and position and decomposed[position - 1] < "\u0250")
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def tokens(text: str) -> list[str]:
    """Return the folded words of a text, split at hyphens and slashes, without possessives.

    >>> tokens("Children's capacity-building")
    ['children', 'capacity', 'building']
    """
    return [_POSSESSIVE.sub("", token) for token in _TOKEN.findall(fold(text))]


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return the singular of an English noun in American spelling.

    >>> [singular(word) for word in ("bodies", "offences", "centres", "proceeds", "bias")]
    ['body', 'offense', 'center', 'proceeds', 'bias']
    """
    if word in IRREGULAR:
        word = IRREGULAR[word]
    elif word not in UNCHANGED and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = _without_ending(word)
    for pattern, replacement in SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


@lru_cache(maxsize=65536)
def content_words(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the normalised words of a text without function words, in order.

    >>> content_words("The Rights of Migrant Workers")
    ('right', 'migrant', 'worker')
    """
    return tuple(
        _normal(token, language)
        for token in tokens(text)
        if not (_is_english(language) and token in FUNCTION_WORDS)
    )


@lru_cache(maxsize=65536)
def phrase(text: str, language: str = "en") -> Phrase:
    """Parse a label, ignoring parentheses.

    >>> phrase("Protection of the children").key == phrase("child-protection").key
    True
    >>> phrase("Convention against Transnational Organized Crime").head
    'convention'
    """
    plain = PARENTHESES.sub("", text) or text
    if not _is_english(language):
        words = content_words(plain, language)
        return Phrase(words, "", "".join(words))
    groups = _groups(tokens(plain))
    words = tuple(word for _, group in groups for word in group)
    if not words:
        return Phrase((), "", "")
    key = "".join(words)
    head = groups[0][1][-1] if groups[0][1] else ""
    if len(groups) == 2 and groups[1][0] == "of":
        key = "".join((*groups[1][1], *groups[0][1]))
    return Phrase(words, head, key)


def _groups(words: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Split the words at prepositions; return each preposition with the group after it."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for token in words:
        if token in PREPOSITIONS:
            groups.append((token, []))
        elif token not in FUNCTION_WORDS:
            groups[-1][1].append(singular(token))
    return [(lead, tuple(group)) for lead, group in groups if group]


def _normal(token: str, language: str) -> str:
    if _is_english(language):
        return singular(token)
    if language.partition("-")[0] in _ROMANCE and len(token) > 3:
        return re.sub(r"[sx]$", "", token)
    return token


def _is_english(language: str) -> bool:
    """Return whether English rules apply; a label without a language is read as English."""
    return language.partition("-")[0].lower() in ("", "en")


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Return a word without Latin and Greek endings.

    >>> [root(word) for word in ("technology", "technological", "terrorist", "training")]
    ['technolog', 'technolog', 'terror', 'training']
    """
    short = LEARNED.sub("", word)
    return short if len(short) > 3 else word


@lru_cache(maxsize=65536)
def cognate(word: str, other: str) -> bool:
    """Return whether words of two languages are alike, such as `protection` and `protección`.

    >>> cognate("protection", "proteccion"), cognate("protection", "projection")
    (True, False)
    """
    if word == other:
        return len(word) > 3
    if word[:4] != other[:4] or min(len(word), len(other)) < 7:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= 0.8


def qualifiers(text: str) -> tuple[str, ...]:
    """Return the qualifiers in parentheses of a label, such as `Media (biology)`.

    >>> qualifiers("Persons (international law)"), qualifiers("Police Organization (INTERPOL)")
    (('international law',), ())
    """
    found = [part for part in PARENTHESES.findall(text) if part.strip()]
    return tuple(part for part in found if part not in abbreviations(text))


def abbreviations(text: str) -> tuple[str, ...]:
    """Return the abbreviations that a label introduces in parentheses, unless all in capitals.

    >>> abbreviations("Office on Drugs and Crime (UNODC), including Secretariat")
    ('UNODC',)
    """
    without = PARENTHESES.sub("", text)
    if without == without.upper():
        return ()
    found = [part.strip() for part in PARENTHESES.findall(text)]
    return tuple(p for p in found if " " not in p and sum(letter.isupper() for letter in p) > 1)


def is_name(text: str) -> bool:
    """Return whether a text is written as a proper name, with a capital on each word.

    >>> is_name("International Civil Aviation Organization"), is_name("Civil aviation")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", PARENTHESES.sub("", text))
    content = [word for word in words if word.casefold() not in FUNCTION_WORDS]
    mixed = text != text.upper()
    return mixed and len(content) > 1 and all(word[0].isupper() for word in content)


def _up_to_preposition(words: list[str]) -> list[str]:
    places = [place for place, word in enumerate(words) if word.casefold() in PREPOSITIONS]
    return words[: places[-1] + 1] if places else []


def halves(text: str) -> tuple[str, ...]:
    """Split a label at `and`, `or` or `/`.

    A qualifier before the first part or a head after the last may belong to both; both readings are
    returned.

    >>> halves("Border control and management")
    ('Border control', 'management', 'Border management')
    >>> halves("Identity and travel documents")
    ('Identity', 'travel documents', 'Identity documents')
    >>> halves("Duties towards refugees and guests")
    ('Duties towards refugees', 'Duties towards guests')
    """
    parts = [part.split() for part in re.split(r"\s+(?:and|or|&)\s+|\s*/\s*", text.strip())]
    if len(parts) < 2 or not all(parts) or is_name(text):
        return ()
    if lead := _up_to_preposition(parts[0]):
        rest = [[*lead, *part] for part in parts[1:] if not set(part) & PREPOSITIONS]
        return tuple(" ".join(part) for part in (parts[0], *rest))
    found = [" ".join(part) for part in parts]
    first, last = parts[0], parts[-1]
    if len(first) > 1 and len(last) == 1:
        found.append(" ".join([*first[:-1], *last]))
    if len(last) > 1:
        found += [" ".join([*part, last[-1]]) for part in parts[:-1] if len(part) == 1]
    return tuple(dict.fromkeys(found))
