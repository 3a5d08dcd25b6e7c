"""Pin the IRIs of topics: a file beside each source keeps the path segment of every heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Final

from repertory import iris
from repertory.toml_checks import Format, Section, quoted, read_toml

HEAD: Final = """\
# The identifiers of the topics: each heading of the index and the last part of its IRI.
# A heading keeps its IRI as long as its line stands here. When a later edition renames a heading,
# change the text on the left and leave the right side as it is. Lines of headings that are no
# longer in the index stay, so that no other topic ever gets their IRI.

[topics]
"""


def is_slug(text: str) -> bool:
    """Tell whether a text can be the last part of the IRI of a topic.

    >>> [is_slug(text) for text in ("smuggling-by-sea", "сбор-данных", "By sea", "by--sea")]
    [True, True, False, False]
    """
    return re.fullmatch(r"[^\W_]+(-[^\W_]+)*", text) is not None and text == text.casefold()


SLUG: Final = Format("small letters and digits with single hyphens, such as 'by-sea'", is_slug)

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def read_identifiers(path: Path) -> dict[str, str]:
    """Read the pinned slugs of headings; a file that does not exist pins nothing.

    Raises:
        SourceError: with everything that is wrong in the file.
    """
    file = read_toml(path, optional=True)
    topics = file.root.section("topics")
    file.root.refuse_others()
    pinned = _pinned(topics) if topics else {}
    file.report()
    return pinned


def assign_slugs(labels: Sequence[str], pinned: Mapping[str, str]) -> dict[str, str]:
    """Give each label its slug: the pinned one or a new one that no other label has.

    The labels come in their order, then the pinned labels that are not among them.

    >>> assign_slugs(["By sea", "By-sea", "By air"], {"By air": "air", "By land": "land"})
    {'By sea': 'by-sea', 'By-sea': 'by-sea-2', 'By air': 'air', 'By land': 'land'}
    """
    taken = set(pinned.values())
    slugs: dict[str, str] = {}
    for label in chain(labels, pinned):
        if label not in slugs:
            slug = pinned.get(label) or next(
                slug for slug in _candidates(label) if slug not in taken
            )
            taken.add(slug)
            slugs[label] = slug
    return slugs


def format_identifiers(pins: Mapping[str, str]) -> str:
    r"""Write the text of a pin file.

    >>> print(format_identifiers({'Smuggling, "by sea"': "smuggling-by-sea"}).splitlines()[-1])
    "Smuggling, \"by sea\"" = "smuggling-by-sea"
    """
    return HEAD + "".join(f"{_toml(label)} = {_toml(slug)}\n" for label, slug in pins.items())


def _pinned(topics: Section) -> dict[str, str]:
    pinned: dict[str, str] = {}
    owners: dict[str, str] = {}
    for label in topics.values:
        slug = topics.text(label, SLUG)
        owner = owners.setdefault(slug, label) if slug else label
        if owner != label:
            topics.add(label, slug, f"another identifier: {quoted(owner)} has this one")
        pinned[label] = slug
    return pinned


def _candidates(label: str) -> Iterator[str]:
    slug = iris.slug(label)
    return chain([slug], (f"{slug}-{number}" for number in count(2)))


def _toml(text: str) -> str:
    """Write a text as a basic string (https://toml.io/en/v1.0.0#string)."""
    return '"' + "".join(_ESCAPES.get(letter) or _escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if letter < " " or letter == "\x7f" else letter
