"""The real index, to be made into documents of other formats, and what must stay the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from repertory.layout import arrange
from repertory.publication import Publication, read_text
from repertory.readers import read_bytes
from repertory.terms import Literal
from repertory.vocabulary import REP

SOURCE = Path(__file__).parents[2] / "sources" / "index-of-recommendations-2019.txt"
TITLES = (
    (
        "Topic",
        "Meeting report",
        "",
        "Reference in CTOC/COP/WG.7/2019/5 (designated by section/paragraph/subparagraph)",
    ),
    ("", "Document", "Paragraphs", ""),
)
PLACES = frozenset((REP.place, REP.line, REP.page, REP.hasRepair))

Facts = frozenset[tuple[object, ...]]
Rows = tuple[tuple[str, str, str, str], ...]


@pytest.fixture(scope="session")
def front() -> tuple[str, ...]:
    """The lines above the table."""
    lines = read_bytes(SOURCE.read_bytes(), "index.txt").lines
    return tuple(line[0].text for line in lines[: [len(line) for line in lines].index(4)])


@pytest.fixture(scope="session")
def rows() -> Rows:
    """The 180 rows as printed, blank where the topic goes on."""
    layout = arrange(read_bytes(SOURCE.read_bytes(), "index.txt"))
    return tuple(
        (row.printed_heading, row.document.text, row.paragraphs.text, row.references.text)
        for row in layout.rows
    )


@pytest.fixture(scope="session")
def pages() -> tuple[tuple[str, ...], ...]:
    """The lines of the text form as they are: titles on each page, notes between its parts."""
    table = read_bytes(SOURCE.read_bytes(), "index.txt")
    return tuple(tuple(cell.text for cell in line) for line in table.lines)


@pytest.fixture(scope="session")
def titles() -> tuple[tuple[str, ...], ...]:
    return TITLES


@pytest.fixture(scope="session")
def facts() -> Callable[[Publication], Facts]:
    """What a dataset states, but for places, source files and repairs, which places bring."""

    def state(publication: Publication) -> Facts:
        return frozenset(
            tuple(_without_place(term) for term in triple)
            for triple in publication.triples()
            if triple[1] not in PLACES
            and not re.search("/source/|#repair_", " ".join(map(_text, triple)))
        )

    return state


def _text(term: str | Literal) -> str:
    return term.text if isinstance(term, Literal) else term


def _without_place(term: str | Literal) -> str | Literal:
    if not isinstance(term, Literal):
        return term
    return term._replace(
        text=re.sub(r" \((?:[^()]*\b(?:line|row|page) |[^()]*!)[^()]*\)$", "", term.text)
    )


@pytest.fixture(scope="session")
def expected(facts: Callable[[Publication], Facts]) -> Facts:
    """What the text form states."""
    stated = facts(read_text(SOURCE.read_bytes(), "index.txt"))
    assert len(stated) > 5000
    return stated


@pytest.fixture(scope="session")
def html_page() -> Callable[[Sequence[str], Rows], bytes]:
    """Make a page whose topics span the rows below them."""

    def make(front: Sequence[str], rows: Rows) -> bytes:
        parts = ["<!DOCTYPE html><html lang='en'><meta charset='utf-8'><body>"]
        parts += [f"<p>{_escape(line)}</p>" for line in front]
        parts.append(
            "<table><tr><th rowspan=2>Topic<th colspan=2>Meeting report<th rowspan=2>"
            f"{TITLES[0][3]}</tr><tr><th>Document<th>Paragraphs</tr>"
        )
        starts = [number for number, row in enumerate(rows) if row[0]] + [len(rows)]
        spans = {start: end - start for start, end in pairwise(starts)}
        for number, row in enumerate(rows):
            cells = [f"<td>{_escape(text)}" for text in row[1:]]
            topic = f"<td rowspan={spans[number]}>{_escape(row[0])}" if row[0] else ""
            parts.append(f"<tr>{topic}{''.join(cells)}</tr>")
        return "\n".join([*parts, "</table></body></html>"]).encode()

    return make


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("–", "&ndash;")
