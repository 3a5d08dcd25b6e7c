"""Tables made by chance, in the layouts that pages and programs give them, right and broken."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec import Struct
from tests.fuzz.cells import symbol
from tests.fuzz.chance import LETTERS, changed, some, word
from tests.fuzz.law import outcome

from repertory.errors import RepertoryError
from repertory.layout.titles import CITED, TITLES
from repertory.notation import parse_symbol

Line = list[str]

SECTIONS: Final = ("I", "II", "III", "IV")

FURNITURE: Final = (
    *("12", "Page 2 of 7", "2/13", "V.19-06719", "- 3 -", "GE.19-1234 (E)", "", "\f"),
    *("* A note.", "1 See A/55/25.", "___________", "** Reissued for technical reasons."),
    *("(continued)", "Index of lights", "A/HRC/17/4", "a/ A note.", "Annex"),
)
"""What stands between the rows of two pages."""


class Layout(Struct):
    """A table line by line: several cells, or one that is text; *width* counts the columns."""

    lines: list[Line]
    width: int
    language: str


def layout(chance: random.Random) -> Layout:
    """Make the lines of a document: what stands above its table, the titles, rows and pages."""
    language = chance.choice(tuple(TITLES))
    roles = list(CITED if chance.random() < 0.85 else CITED[:3])
    if chance.random() < 0.1:
        chance.shuffle(roles)
    titles = [chance.choice(TITLES[language][role].split("|")).title() for role in roles]
    if chance.random() < 0.2 and roles[-1] == "reference":
        titles[-1] += " in LIGHT/9"
    extra = chance.random() < 0.05
    lines = [*_front(chance), titles + ["Addressee"] * extra]
    for line in _rows(chance, roles, titles):
        lines.append(line + [word(chance)] * (extra and len(line) == len(roles)))
    lines += [[chance.choice(FURNITURE)] for _ in range(chance.choice((0, 0, 1, 3)))]
    if chance.random() < 0.05:
        lines += [titles, *_rows(chance, roles, titles)]
    if chance.random() < 0.2:
        _spoil(chance, lines)
    return Layout(lines, len(titles) + extra, language)


def _front(chance: random.Random) -> Iterator[Line]:
    texts = ("LIGHT/WG.2/2031/9", "16 July 2031", "Index of recommendations on lights", "Prelude")
    yield from ([text] for text in texts if chance.random() < 0.3)


def _rows(chance: random.Random, roles: list[str], titles: Line) -> Iterator[Line]:
    """Yield rows topic by topic; pages end anywhere, and rows break where they do."""
    documents = [_document(chance) for _ in range(chance.randint(1, 4))]
    offsets = [chance.randint(-3, 3) for _ in documents]
    for _ in range(chance.randint(1, 8)):
        heading = _heading(chance)
        if chance.random() < 0.1:
            yield _cells(roles, heading, "", "", "")
            heading = "" if chance.random() < 0.5 else _heading(chance)
        for number, document in enumerate(documents):
            if chance.random() < 0.3:
                continue
            numbers = sorted(chance.sample(range(5, 40), chance.randint(1, 4)))
            paragraphs = _list([str(each) for each in numbers])
            references = _list([f"{SECTIONS[number]}.{n + offsets[number]}" for n in numbers])
            row = _cells(roles, heading, document, paragraphs, references)
            yield from _broken(chance, row, roles) if chance.random() < 0.1 else [row]
            heading = heading if chance.random() < 0.1 else ""
            if chance.random() < 0.15:
                yield from ([text] for text in some(chance, FURNITURE, 2) if text)
                if chance.random() < 0.7:
                    yield list(titles)


def _document(chance: random.Random) -> str:
    """Make a symbol that can be read, nearly always."""
    for _ in range(20):
        text = symbol(chance)
        if not isinstance(outcome(partial(parse_symbol, text)), RepertoryError):
            break
    return text


def _heading(chance: random.Random) -> str:
    script = chance.choice(LETTERS)
    words = [word(chance, script) for _ in range(chance.choices((1, 2, 4, 9), (5, 4, 2, 1))[0])]
    parting = chance.choices((" ", ", ", "-", ": ", " and "), (8, 2, 1, 1, 1))[0]
    text = parting.join(words)
    text = text[:1].upper() + text[1:]
    ends = ("", "", "", "", "*", "²", ", general", " (continued)", ",", " and", ", see also Fog")
    return text + chance.choices(ends, (9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1))[0]


def _list(elements: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(elements[:-1]), elements[-1])))


def _cells(roles: list[str], *texts: str) -> Line:
    """Put the texts of the four roles into their columns."""
    of = dict(zip(CITED, texts, strict=True))
    return [of[role] for role in roles]


def _broken(chance: random.Random, row: Line, roles: list[str]) -> Iterator[Line]:
    """Break a row in two, inside some of its cells."""
    above, below = list(row), [""] * len(row)
    for number, role in enumerate(roles):
        places = [n + 1 for n, sign in enumerate(row[number]) if sign in " /,–" and n]
        if places and chance.random() < (0.3 if role == "document" else 0.6):
            place = chance.choice(places)
            above[number], below[number] = row[number][:place].rstrip(), row[number][place:].strip()
    yield above
    if any(below):
        yield below


def _spoil(chance: random.Random, lines: list[Line]) -> None:
    """Spoil some lines: change their cells, exchange, repeat or leave out lines."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        number = chance.randrange(len(lines))
        kind = chance.randrange(9)
        if kind == 0 and len(lines) > 1:
            lines.pop(number)
        elif kind == 1:
            lines.insert(number, list(chance.choice(lines)))
        else:
            lines[number] = _spoilt(chance, lines[number] or [""], kind)


def _spoilt(chance: random.Random, line: Line, kind: int) -> Line:
    """Return a line with cells changed, put in, left out or exchanged."""
    place = chance.randrange(len(line))
    if kind < 5:
        return [*line[:place], changed(chance, line[place]), *line[place + 1 :]]
    if kind == 5:
        return line[:place] + line[place + chance.choice((1, 1, 9)) :]
    if kind == 6:
        return [*line[:place], chance.choice((*FURNITURE, symbol(chance))), *line[place:]]
    return chance.sample(line, len(line)) if kind == 7 else [""] * len(line)
