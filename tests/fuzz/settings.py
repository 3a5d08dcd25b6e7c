"""Settings: the manifest, the files of identifiers and corrections, and what names columns."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.fuzz.chance import changed, changed_bytes, character, word
from tests.fuzz.law import expect, outcome, shown

from repertory.commands.draft import draft_entry
from repertory.errors import RepertoryError
from repertory.outputs.publication import Publication, open_documents
from repertory.settings.columns import are_columns, parse_columns
from repertory.settings.corrections import read_corrections
from repertory.settings.identifiers import pin_topics, read_identifiers
from repertory.settings.manifest import read_manifest

INDEX: Final = (
    "Topic\tDocument\tParagraphs\tReference in LIGHT/9\n"
    "Bells\tLIGHT/1\t4 and 5\tI.1 and I.2\n\tLIGHT/2\t7\tII.3\nFog\tLIGHT/1\t6\tI.4\n"
)

MANIFEST: Final = """
[dataset]
identifier = "lights"
title.en = "Lights"
title.fr = "Phares"
description.en = "Recommendations on lights"
publisher = "Harbour Office"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
base = "https://example.org/id/"
[[index]]
source = "index.txt"
identifier = "lights-2031"
scheme = "lights"
title = "Index of lights"
body = "Harbour Office"
date = 2031-07-16
language = "en"
compilation = "LIGHT/9"
columns = "topic=1,document=2,paragraphs=3,reference=4"
[publishing]
issued = "2031-01-01"
publisher_type = "Company"
availability = "stable"
endpoint = "https://example.org/sparql"
[publishing.contact]
name = "Desk"
email = "desk@example.org"
[[publishing.theme]]
iri = "https://example.org/theme/1"
label.en = "Harbours"
scheme = "https://example.org/theme"
scheme_title.en = "Themes"
[[vocabulary]]
name = "ships"
title = "Ships"
iri = "https://example.org/ships"
uri_space = "https://example.org/ships/"
license = "https://creativecommons.org/licenses/by/4.0/"
attribution = "Harbour Office"
"""

IDENTIFIERS: Final = """
[topics]
"Bells" = "bells"
"Fog" = "fog"
"Horns" = "horns"
"Whistles" = "whistles"
[retired]
horns = ["bells"]
whistles = []
"""

CORRECTIONS: Final = """
[[correction]]
topic = "Bells"
document = "LIGHT/1"
paragraph = "4"
line = 2
field = "reference"
printed = "I.1"
corrected = "I.2"
status = "accepted"
reason = "It stands so in the report."
[[correction]]
topic = "Fog"
document = "LIGHT/1"
paragraph = "6"
field = "paragraph"
printed = "6"
corrected = "7"
status = "open"
reason = "Not known."
"""

FILES: Final = {
    "repertory.toml": MANIFEST,
    "index.identifiers.toml": IDENTIFIERS,
    "index.corrections.toml": CORRECTIONS,
}

VALUES: Final = (
    *('""', '" "', "1", "-1", "0", "1e999", "nan", "true", "[]", "{}", "[{}]", "[[1]]", '["a", 2]'),
    *("2031-07-16", "2031-02-30", "07:32:00", "1979-05-27T07:32:00Z", "'''a\nb'''", '"\\u0000"'),
    *('"https://example.org/"', '"http://["', '"https://example.org:x/"', '"../../etc"', '"/"'),
    *('"A/75/6"', '"LIGHT/1"', '"en"', '"zh-Hant"', '"4"', '"I.2"', '"accepted"', "{ en = 1 }"),
    *(
        '"index.txt"',
        '"repertory.toml"',
        '"."',
        "9" * 5_000,
        "[" * 30 + "]" * 30,
        '"' + "a" * 999 + '"',
    ),
)
"""Values of every type, right somewhere or nowhere."""


def check(chance: random.Random) -> str:
    """Check one file of settings alone, or all of them with their document."""
    if chance.random() < 0.1:
        return _check_columns(chance)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "index.txt").write_text(INDEX, encoding="utf-8")
        changing = chance.choice(tuple(FILES))
        for file, text in FILES.items():
            if file == changing:
                (folder / file).write_bytes(_spoilt(chance, text))
            elif chance.random() < 0.9:
                (folder / file).write_text(text, encoding="utf-8")
        found = _check_alone(folder / changing)
        if chance.random() < 0.15:
            found += _check_together(chance, folder)
        return found.replace(name, "")


def _check_columns(chance: random.Random) -> str:
    text = changed(chance, "topic=1,document=2,paragraphs=3,reference=4", ("topic=1,,",))
    found = outcome(lambda: parse_columns(text))
    expect(are_columns(text) != isinstance(found, RepertoryError), text)
    return shown(found)


def _spoilt(chance: random.Random, text: str) -> bytes:
    """Spoil a file: other values, other keys, lines in another order, other characters."""
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        lines = text.split("\n")
        number = chance.randrange(len(lines))
        kind = chance.randrange(6)
        if kind < 2:
            lines[number] = re.sub("=.*", lambda _: f"= {chance.choice(VALUES)}", lines[number])
        elif kind == 2:
            lines[number] = f'"{word(chance)}" = "{word(chance)}"'
        elif kind == 3:
            lines[number] = re.sub('".*"', lambda _: _quoted(chance), lines[number])
        elif kind == 4:
            lines.insert(number, chance.choice(lines))
        else:
            lines.pop(number)
        text = "\n".join(lines)
    if chance.random() < 0.4:
        text = changed(chance, text, tuple(FILES.values()))
    content = text.encode("utf-8", "replace")
    return changed_bytes(chance, content, 2) if chance.random() < 0.1 else content


def _quoted(chance: random.Random) -> str:
    text = "".join(character(chance) for _ in range(chance.randint(0, 12)))
    return '"' + re.sub(r'["\\\x00-\x1f\x7f]', "", text) + '"'


def _check_alone(path: Path) -> str:
    """Read a file by its reader; its refusal names the file."""
    readers: dict[str, Callable[[Path], object]] = {
        "repertory.toml": read_manifest,
        "index.identifiers.toml": read_identifiers,
        "index.corrections.toml": read_corrections,
    }
    found = outcome(lambda: readers[path.name](path))
    if isinstance(found, RepertoryError):
        expect(str(path) in str(found), found)
    elif path.name == "index.identifiers.toml":
        _check_pinned(path)
    return shown(found)


def _check_pinned(path: Path) -> None:
    """Check that a topic is added to a file of identifiers, and that all others stay."""
    before = read_identifiers(path)
    slugs = {**before.slugs, 'Ropes, "old"': "ropes-of-old"}
    text = path.read_bytes().decode("utf-8-sig")
    path.write_bytes(pin_topics(text, slugs).encode())
    after = read_identifiers(path)
    expect(after.slugs == slugs, text, after)
    told = [[(each.slug, each.successors) for each in i.retirements] for i in (before, after)]
    expect(told[0] == told[1], text, after)


def _check_together(chance: random.Random, folder: Path) -> str:
    """Read the document with all its settings, write what comes of it, and draft a new entry."""
    drafted = outcome(lambda: draft_entry(folder / "index.txt", folder / "repertory.toml"))
    publication = outcome(lambda: open_documents(manifest=str(folder / "repertory.toml")))
    if isinstance(publication, Publication):
        name = chance.choice(
            ("dataset.nt", "dataset.rdf", "catalog.ttl", "findings.md", "topics.csv")
        )
        content = publication.content(name)
        expect(bool(content), name)
        return shown(publication.dataset)
    return shown(drafted) + shown(publication)
