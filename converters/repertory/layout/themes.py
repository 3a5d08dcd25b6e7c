"""Separate the topics of one cell, and leave out rows whose topic is missing.

Semicolons, line ends and bullets separate topics. A comma does only if all texts between commas
are topics of other cells, and the list shows that a cell may have several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.layout.body import Body, Part
from repertory.layout.labels import continues, with_line_ends
from repertory.layout.titles import role_of
from repertory.model import PATH, IndexRow, Note, SetAside
from repertory.notation import each_document
from repertory.topics.headings import key
from repertory.topics.wording import NO_TOPIC, are_capitalised, is_missing

BULLET: Final = re.compile(r"[-–—*·‣•▪●◦]\s+|[•▪●◦‣]")
"""A bullet at the beginning of a line."""

INNER_BULLET: Final = re.compile(r"\s+(?=[•▪●◦‣])")
"""The space before a bullet inside a line."""

SEMICOLON: Final = re.compile(r"\s*[;；؛]\s*")
LIST_COMMA: Final = re.compile(r"\s*[,،，、]\s*")

TITLED: Final = re.compile(r"(?P<title>[^:：]{1,40})[:：]\s*(?P<rest>\S.*)", re.DOTALL)
"""A text with something like a column title before a colon."""


class Themes(Struct):
    """The rows with one topic each, and the new order numbers of each row by its old one."""

    rows: list[IndexRow] = []
    orders: dict[int, tuple[int, ...]] = {}
    set_aside: list[SetAside] = []
    notes: list[Note] = []
    unclear: list[tuple[int, str]] = []

    def renumbered(self, doubts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Yield doubts of the old rows as those of the new ones, without rows that are left out."""
        for order, why in doubts:
            for number in self.orders[order][:1]:
                yield number, why


class _Label(Struct, frozen=True):
    """The label of a row: the path above it, and its topics by semicolons, lines and bullets.

    *by_lines* is whether nothing but line ends separates some of them.
    """

    path: str
    topics: tuple[str, ...]
    by_lines: bool


def remove_titles(body: Body, language: str) -> None:
    """Remove the title of the topic column before a colon if most headings have it."""
    parts = [part for parts in body.parts for part in parts]
    titled = sum(_title(part.text, language) is not None for part in parts)
    if titled * 2 <= len(parts):
        return
    body.parts = [[_without_title(part, language) for part in parts] for parts in body.parts]


def _title(text: str, language: str) -> re.Match[str] | None:
    match = TITLED.fullmatch(text)
    return match if match and role_of(match["title"], language) == "topic" else None


def _without_title(part: Part, language: str) -> Part:
    match = _title(part.text, language)
    return replace(part, text=match["rest"], title=match["title"]) if match else part


def separate_themes(rows: Sequence[IndexRow], separator: str = "") -> Themes:
    """Return a row for each topic of each row, without the rows whose topic is missing.

    A *separator* is what separates topics instead of semicolons and commas.
    """
    separation = _Separation(rows, separator)
    for row in rows:
        separation.add(row)
    return separation.themes


class _Separation:
    """The topics of all labels of a table."""

    def __init__(self, rows: Sequence[IndexRow], separator: str) -> None:
        between = re.compile(rf"\s*{re.escape(separator)}\s*") if separator else SEMICOLON
        headings = dict.fromkeys(row.heading for row in rows)
        capitalised = are_capitalised([last for each in headings if (last := _last(each))])
        self.labels = {heading: _read(heading, capitalised, between) for heading in headings}
        labels = self.labels.values()
        self.alone = {key(label.topics[0]) for label in labels if len(label.topics) == 1}
        several = [label.topics for label in labels if len(label.topics) > 1]
        self.topics = self.alone.union(key(topic) for topics in several for topic in topics)
        has_text = any(role == "text" for row in rows for role, _ in row.extras)
        self.commas = not separator and (has_text or bool(several))
        self.themes = Themes([], {}, [], [], [])
        self.topics_of = {each: self._topics(label) for each, label in self.labels.items()}

    def add(self, row: IndexRow) -> None:
        """Add a row once for each of its topics and its documents."""
        label, topics = self.labels[row.heading], self.topics_of[row.heading]
        self._report_commas(row, label, topics)
        known = [topic for topic in topics if topic != NO_TOPIC and not is_missing(topic)]
        for topic in topics:
            if topic not in known and topic != NO_TOPIC:
                message = f"found {topic!r}, expected a topic; the row has no topic by it"
                self.themes.notes.append(Note("missing-topic", message, row.place, topic))
        if not known and any(role == "text" for role, _ in row.extras):
            row = replace(row, printed_heading=row.printed_heading.replace(NO_TOPIC, ""))
            known = [""]
        if not known:
            self.themes.set_aside.append(SetAside("missing-topic", _shown(row), row.place))
        first = number = len(self.themes.rows) + 1
        for written in _each_document(row):
            for topic in known:
                heading = PATH.join(filter(None, (label.path, topic)))
                self.themes.rows.append(_numbered(written, number, heading))
                number += 1
        self.themes.orders[row.order] = tuple(range(first, number))
        if label.by_lines and row.printed_heading and known:
            if not any(key(topic) in self.alone for topic in label.topics):
                shown = row.printed_heading
                why = f"the layout does not settle whether the lines of {shown!r} are topics"
                self.themes.unclear.append((first, why))

    def _topics(self, label: _Label) -> list[str]:
        """Return the topics of a label, also those between commas."""
        parts = [part for topic in label.topics for part in self._parts(topic)]
        return list(dict.fromkeys(parts))

    def _parts(self, topic: str) -> Sequence[str]:
        parts = LIST_COMMA.split(topic) if self.commas else []
        if len(parts) > 1 and all(part and key(part) in self.topics for part in parts):
            return parts
        return (topic,)

    def _report_commas(self, row: IndexRow, label: _Label, topics: Sequence[str]) -> None:
        """Report the assumption that commas separate topics, once for the list."""
        if any(each.kind == "assumed" for each in self.themes.set_aside):
            return
        separated = next((topic for topic in label.topics if topic not in topics), None)
        if separated is not None:
            text = f"commas separate topics, as in {separated!r}, since each is a topic elsewhere"
            self.themes.set_aside.append(SetAside("assumed", text, row.place))


def _numbered(row: IndexRow, order: int, heading: str) -> IndexRow:
    if row.order == order and row.heading == heading:
        return row
    return replace(row, order=order, heading=heading)


def _each_document(row: IndexRow) -> Sequence[IndexRow]:
    """Return a row for each document of a row; line ends separate them too."""
    cells = (row.document, row.paragraphs, row.references)
    if not any(cell.breaks for cell in cells):
        return each_document(row)
    document, paragraphs, references = (
        replace(cell, text=with_line_ends(cell), breaks=()) for cell in cells
    )
    found = each_document(
        replace(row, document=document, paragraphs=paragraphs, references=references)
    )
    return found if len(found) > 1 else (row,)


def _last(heading: str) -> str:
    """Return the last part of a path."""
    return heading.rpartition(PATH)[2]


def _read(heading: str, capitalised: bool, between: re.Pattern[str]) -> _Label:
    """Read the label of a heading; a line that continues the one above is joined to it."""
    path, _, label = heading.rpartition(PATH)
    printed = INNER_BULLET.sub("\n", label).split("\n")
    has_bullets = any(BULLET.match(line) for line in printed)
    lines: list[str] = []
    for line in printed:
        text = BULLET.sub("", line, count=1) if BULLET.match(line) else line
        is_rest = text == line if has_bullets else lines and continues(lines[-1], text, capitalised)
        if lines and is_rest:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(text)
    topics = [topic for line in lines for topic in between.split(line) if topic]
    by_lines = len(lines) > 1 and not has_bullets
    return _Label(path, tuple(topics) or (label,), by_lines)


def _shown(row: IndexRow) -> str:
    """Return the text of a row with bars between its cells."""
    cells = (row.document, row.paragraphs, row.references, *(cell for _, cell in row.extras))
    texts = (row.printed_heading or row.heading, *(cell.text for cell in cells))
    return " | ".join(text for text in texts if text)
