"""Whole documents in the text formats: read, arranged, checked and accounted for."""

from __future__ import annotations

import csv
import html
import io
import random
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Final, Literal
from unittest import mock

from tests.fuzz.accounting import account, account_for_citations
from tests.fuzz.chance import changed_bytes
from tests.fuzz.law import expect, outcome, shown
from tests.fuzz.layouts import Layout, layout

from repertory.errors import RepertoryError
from repertory.layout import arrange
from repertory.layout.implied_documents import with_documents
from repertory.model import Table
from repertory.outputs.publication import Publication, read_text
from repertory.readers import READERS, read_bytes
from repertory.readers.reading import Reading
from repertory.settings.columns import parse_columns

OUTPUTS: Final = ("dataset.nt", "concordance.csv", "topics.csv", "findings.md", "findings.json")
"""Outputs that are written of some documents: what was read can be written."""

COLUMNS: Final = (
    "topic=1,document=2,paragraphs=3,reference=4",
    "topic=1,document=2,paragraphs=3",
    "topic=2,document=1,paragraphs=4,reference=3",
)
"""What a user says of the columns of a document, rightly or not."""


# ── Writing a layout in a format ─────────────────────────────────────────────────────────────────


def as_text(chance: random.Random, made: Layout) -> tuple[bytes, str]:
    """Write lines whose cells are parted by tabs."""
    end = chance.choice(("\n", "\n", "\r\n", "\r"))
    lines = ("\t".join(line) for line in made.lines)
    mark = chance.choice(("", "", "", "\ufeff"))
    return (mark + end.join(lines) + end).encode("utf-8", "replace"), "index.txt"


def as_delimited(chance: random.Random, made: Layout) -> tuple[bytes, str]:
    """Write CSV or TSV, in one of several encodings."""
    delimiter = chance.choice(",;\t|")
    stream = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if chance.random() < 0.5 else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(
        line + [""] * (made.width - len(line)) if chance.random() < 0.9 else line
        for line in made.lines
    )
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16"))
    name = "index.tsv" if delimiter == "\t" else "index.csv"
    return stream.getvalue().encode(encoding, "replace"), name


def as_page(chance: random.Random, made: Layout) -> tuple[bytes, str]:
    """Write a web page: cells that span rows and columns, tags that do not end, odd markup."""
    parts = [
        chance.choice(("<!DOCTYPE html><html lang=en><meta charset=utf-8>", "<table>\n</table>"))
    ]
    inside = False
    for number, line in enumerate(made.lines):
        if len(line) > 1 and not inside:
            parts.append(chance.choice(("<table>", "<table border=1><tbody>", "<div><table>")))
            inside = True
        if len(line) > 1:
            parts.append(f"<tr>{''.join(_page_cells(chance, made, number))}")
        elif inside and chance.random() < 0.7:
            parts.append(
                f"<tr><td colspan={made.width}>{_escaped(chance, ''.join(line))}</td></tr>"
            )
        else:
            parts.append("</table>" * inside + f"<p>{_escaped(chance, ''.join(line))}")
            inside = False
    return "\n".join(parts).encode("utf-8", "replace"), "index.html"


def _page_cells(chance: random.Random, made: Layout, number: int) -> Iterator[str]:
    tag = "th" if number < 2 and chance.random() < 0.5 else "td"
    for text in made.lines[number]:
        span = "" if text or chance.random() < 0.95 else " rowspan=2"
        yield f"<{tag}{span}>{_escaped(chance, text)}" + chance.choice(("", f"</{tag}>", "\n"))


def _escaped(chance: random.Random, text: str) -> str:
    shown = html.escape(text).replace("\0", "")
    frames = (
        "{}",
        "{}",
        "{}",
        "<b>{}</b>",
        "<p>{}</p>",
        "<span lang=fr>{}",
        "{}<br>",
        "<!-- -->{}",
    )
    return chance.choice(frames).format(shown)


def as_columns(chance: random.Random, made: Layout) -> tuple[bytes, str]:
    """Write a text in columns of spaces, whose cells may go on in the next line."""
    widths = [chance.randint(14, 34) for _ in range(made.width)]
    for line in made.lines:
        for column, text in enumerate(line[: made.width]):
            longest = max(map(len, text.split()), default=0)
            widths[column] = max(widths[column], longest if len(line) > 1 else 0)
    lines: list[str] = []
    for line in made.lines:
        if len(line) == 1:
            lines.append(line[0])
            continue
        pieces = [
            textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
            for text, width in zip(line, [*widths, *[20] * len(line)], strict=False)
        ]
        for parts in zip_longest(*pieces, fillvalue=""):
            padded = [f"{part:{w}}" for part, w in zip(parts, [*widths, *[20] * 40], strict=False)]
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines).encode("utf-8", "replace"), "index.txt"


FORMATS: Final[tuple[Callable[[random.Random, Layout], tuple[bytes, str]], ...]] = (
    *(as_text, as_text, as_delimited),
    *(as_page, as_columns),
)


# ── Checking it ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def unguarded() -> Iterator[None]:
    """Let the guarded readers read in this process, where their own faults show."""

    def read(name: str, content: bytes, shown: str) -> Reading:
        return next(reader for reader in READERS if reader.name == name).read(content, shown)

    with mock.patch("repertory.readers.guard.read_guarded", read):
        yield


def check(chance: random.Random) -> str:
    """Check one document: as it is written, or with a few bytes changed."""
    made = layout(chance)
    write = chance.choice(FORMATS)
    content, name = write(chance, made)
    whole = chance.random() < 0.92
    if not whole:
        content = changed_bytes(chance, content)
    with unguarded():
        return _check(chance, content, name, made if whole else None, write is as_columns)


def _check(
    chance: random.Random, content: bytes, name: str, made: Layout | None, is_wrapped: bool
) -> str:
    table = outcome(lambda: read_bytes(content, name))
    if isinstance(table, RepertoryError):
        return shown(table)
    columns = chance.choice(COLUMNS) if chance.random() < 0.1 else ""
    given = parse_columns(columns) if columns else ()
    whole = table if given else with_documents(table) or table
    arranged = outcome(lambda: arrange(whole, given))
    if isinstance(arranged, RepertoryError):
        return shown(arranged)
    account(texts_of(table), table, arranged)
    if made is not None and is_accountable(made):
        account([text for line in made.lines for text in line], table, arranged, is_wrapped)
    publication = outcome(lambda: read_text(content, name, columns))
    if isinstance(publication, RepertoryError):
        return shown(publication)
    (index,) = publication.dataset.indexes
    account_for_citations(index, arranged)
    if chance.random() < 0.1:
        _write(publication)
    return repr((index.rows, index.citations, index.findings, index.topics))


def texts_of(table: Table) -> Iterator[str]:
    """Yield the texts of a table."""
    yield from (cell.text for line in table.lines for cell in line)


def is_accountable(made: Layout) -> bool:
    """Return whether no text has markup, a line end, or a hyphen that only parts a word."""
    texts = [text for line in made.lines for text in line]
    return not any(set(text) & set("<[\t\n\r\v\f\0\u00ad") or len(text) > 900 for text in texts)


def _write(publication: Publication) -> None:
    for name in OUTPUTS:
        content = publication.content(name)
        parts = [content] if isinstance(content, str | bytes) else list(content)
        expect(any(parts), name)
