"""Pin the IRIs of topics: a file next to each source has the path segment of every heading.

A topic whose heading is no longer in the index remains in the file and, without rows, in the
dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from repertory.checking.checked_file import Format, Section, quoted
from repertory.checking.toml_checks import read_toml
from repertory.errors import SourceError
from repertory.model import PATH, Index, Place, Problem, RetiredTopic, Topic
from repertory.rdf import iris

HEAD: Final = """\
# The identifiers of the topics: each heading of the index, and the last part of its IRI.
# A heading keeps its IRI as long as its line is in this file. If a later edition renames a heading,
# change the text on the left only. If both editions are in the dataset, add a line with the same
# identifier, as for the headings of a translation. Keep the lines of headings that are no longer in
# the index: their topics become deprecated, and their IRIs are not used for other topics. Remove a
# line only if its IRI was never published.

[topics]
"""


class Retirement(Struct, frozen=True):
    """A line of `[retired]`: a slug, the slugs of its successors, and the place of the line."""

    slug: str
    successors: tuple[str, ...]
    place: Place


class Identifiers(Struct):
    """The slugs of headings, and the retired topics."""

    slugs: dict[str, str] = field(default_factory=dict)
    retirements: tuple[Retirement, ...] = ()


def pin_topics(text: str, slugs: Mapping[str, str]) -> str:
    r"""Add missing topics to the *text* of an identifier file; all else is unchanged.

    >>> print(pin_topics('[topics]\nWhales = "whales" # as in 2019\n', {"By sea": "by-sea"}))
    [topics]
    Whales = "whales" # as in 2019
    "By sea" = "by-sea"
    <BLANKLINE>
    """
    import tomlkit  # only needed for writing
    from tomlkit.items import KeyType, SingleKey, Table

    document = tomlkit.parse(text or HEAD)
    topics = document.setdefault("topics", tomlkit.table())
    body = topics.value.body if isinstance(topics, Table) else []
    keys = [number for number, (key, _) in enumerate(body, 1) if key]
    after = body[keys[-1] :] if keys else []  # comments here belong to the next table
    del body[len(body) - len(after) :]
    for label, slug in slugs.items():
        if label not in topics:
            topics[SingleKey(label, KeyType.Basic)] = tomlkit.string(slug)
    body += after
    return document.as_string()


def is_slug(text: str) -> bool:
    """Return whether a text can be the last part of the IRI of a topic.

    >>> [is_slug(text) for text in ("smuggling-by-sea", "сбор-данных", "By sea", "by--sea")]
    [True, True, False, False]
    """
    return re.fullmatch(r"[^\W_]+(-[^\W_]+)*", text) is not None and text == text.casefold()


SLUG: Final = Format("lower-case letters and digits with single hyphens, such as 'by-sea'", is_slug)


def read_identifiers(path: Path) -> Identifiers:
    """Read the pinned slugs of headings from the file at *path*; none if it does not exist.

    Raises:
        SourceError: with all problems of the file.
    """
    file = read_toml(path, optional=True)
    topics, retired = file.root.section("topics"), file.root.section("retired")
    file.root.refuse_others()
    slugs = _pinned(topics) if topics else {}
    retirements = tuple(_retirements(retired, set(slugs.values()))) if retired else ()
    file.report()
    return Identifiers(slugs, retirements)


def assign_slugs(labels: Sequence[str], pinned: Mapping[str, str]) -> dict[str, str]:
    """Return the slug of each label: the pinned one, or a new one that no other label has.

    The *labels* are in order, followed by the other pinned labels.

    >>> assign_slugs(["Moles › Lamps", "Ships › Lamps"], {})
    {'Moles › Lamps': 'lamps', 'Ships › Lamps': 'ships-lamps'}
    >>> assign_slugs(["By sea", "By-sea", "By air"], {"By air": "air", "By land": "land"})
    {'By sea': 'by-sea', 'By-sea': 'by-sea-2', 'By air': 'air', 'By land': 'land'}
    """
    taken = set(pinned.values())
    candidates: dict[str, Iterator[str]] = {}
    slugs: dict[str, str] = {}
    inherited = _inherited(labels, pinned)
    for label in chain(labels, pinned):
        if label not in slugs:
            free = (slug for slug in _with_parents(label) if slug not in taken)
            slug = pinned.get(label) or inherited.get(label) or next(free, "")
            if not slug:
                base = iris.slug(label.split(PATH)[-1])
                further = candidates.setdefault(base, _candidates(base))
                slug = next(slug for slug in further if slug not in taken)
            taken.add(slug)
            slugs[label] = slug
    return slugs


def _inherited(labels: Sequence[str], pinned: Mapping[str, str]) -> dict[str, str]:
    """Return the slugs of labels that are now paths: the first path with a label keeps its slug."""
    known = set(labels)
    found: dict[str, str] = {}
    for label in labels:
        last = label.split(PATH)[-1]
        if label not in pinned and last in pinned and last not in known:
            known.add(last)
            found[label] = pinned[last]
    return found


def _with_parents(label: str) -> Iterator[str]:
    """Yield the slug of a label, and of a path those with its parents in front, nearest first."""
    parts = label.split(PATH)
    return (iris.slug(" ".join(parts[start:])) for start in range(len(parts) - 1, -1, -1))


def shared_slugs(topics: Sequence[Topic], path: Path) -> Iterator[Problem]:
    """Yield a problem for each topic whose slug in the file at *path* another topic has.

    The headings of several editions and languages may share one, but not those of one index.
    """
    owners: dict[str, str] = {}
    for topic in topics:
        owner = owners.setdefault(topic.slug, topic.name)
        if owner != topic.name:
            found = f"{topic.name} = {quoted(topic.slug)}"
            expected = f"another identifier: {quoted(owner)}, in the same index, has this one"
            yield Problem(Place(str(path)), found, expected)


def find_retired(
    editions: Iterable[tuple[Identifiers, Sequence[Index]]],
) -> tuple[RetiredTopic, ...]:
    """Return the retired topics: those that no edition has, and those in `[retired]`.

    Raises:
        SourceError: when the last edition has a topic of `[retired]`.
    """
    found: list[RetiredTopic] = []
    problems: list[Problem] = []
    for identifiers, indexes in editions:
        latest = indexes[-1]
        used = {topic.slug for index in indexes for topic in index.topics}
        present = {topic.slug for topic in latest.topics}
        listed = {each.slug: each for each in identifiers.retirements}
        problems += [_still_present(each) for each in listed.values() if each.slug in present]
        scheme, language = latest.description.scheme, latest.description.language
        labels = {slug: label for label, slug in identifiers.slugs.items()}  # the last one
        for slug, label in labels.items():
            if slug in listed or slug not in used:
                successors = listed[slug].successors if slug in listed else ()
                last = label.split(PATH)[-1]
                found.append(RetiredTopic(scheme, slug, last, language, successors))
    if problems:
        raise SourceError(problems)
    return tuple(found)


def _still_present(retirement: Retirement) -> Problem:
    return Problem(
        retirement.place,
        f"{quoted(retirement.slug)} in [retired]",
        "a topic that is not in the last edition of the index",
        "Remove the line, or correct the label of the topic under [topics].",
    )


def _retirements(retired: Section, pinned: set[str]) -> Iterator[Retirement]:
    for slug in retired.values:
        successors = retired.texts(slug, SLUG)
        for each in (slug, *successors):
            if each not in pinned:
                retired.add(slug, each, "an identifier under [topics]")
        if slug in successors:
            retired.add(slug, [*successors], "the identifiers of other topics, or []")
        yield Retirement(slug, successors, retired.file.place((*retired.keys, slug)))


def _pinned(topics: Section) -> dict[str, str]:
    return {label: topics.text(label, SLUG) for label in topics.values}


def _candidates(slug: str) -> Iterator[str]:
    return chain([slug], (f"{slug}-{number}" for number in count(2)))
