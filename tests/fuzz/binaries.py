"""Binary documents: DOCX, XLSX and PDF, whole and damaged, read here and in the guard."""

from __future__ import annotations

import contextlib
import io
import random
import re
import signal
import traceback
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.fuzz.accounting import account
from tests.fuzz.chance import changed_bytes
from tests.fuzz.documents import is_accountable, texts_of, unguarded
from tests.fuzz.law import REFUSED, expect, outcome, shown
from tests.fuzz.layouts import Layout, layout
from tests.pdf_files import CATALOGUE, FONT, PAGE, PAGES, pdf

import repertory
from repertory.errors import RepertoryError
from repertory.layout import arrange
from repertory.model import Table
from repertory.readers import read_bytes

SECONDS: Final = 20
"""How long a library may take in this process; the guard ends it sooner."""

GUARDED: Final = 0.04
"""The share of documents that are also read in a process of their own, which takes its time."""

VARIANTS: Final = 8
"""Documents of each format that are made; their damage differs."""

PACKAGE: Final = str(Path(repertory.__file__).parent)


# ── Making documents ─────────────────────────────────────────────────────────────────────────────


def _latin(text: str) -> str:
    """Return what XML can hold of a text."""
    return re.sub("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def word_document(made: Layout) -> bytes:
    """Write a Word document of one table and the text around it."""
    import docx

    document = docx.Document()
    table: Any = None
    for line in made.lines:
        if len(line) < 2:
            document.add_paragraph(_latin("".join(line)))
            table = None
            continue
        if table is None or len(table.columns) < len(line):
            table = document.add_table(0, max(made.width, len(line)))
        for cell, text in zip(table.add_row().cells, line, strict=False):
            cell.text = _latin(text)
    stream = io.BytesIO()
    document.save(stream)
    return _repacked(stream.getvalue(), {})


def workbook(made: Layout) -> bytes:
    """Write a spreadsheet of one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in made.lines:
        sheet.append([_latin(text).replace("\r", " ") for text in line] or [""])
    stream = io.BytesIO()
    book.save(stream)
    return _repacked(stream.getvalue(), {})


def printed_page(made: Layout) -> bytes:
    """Write a PDF of one page, each text where its column begins; Latin letters only."""
    parts = [b"BT /F 9 Tf"]
    for number, line in enumerate(made.lines[:60]):
        for column, text in enumerate(line):
            shown = text.encode("latin-1", "replace").translate(None, b"()\\\r\n\0")
            x, y = 40 + 130 * column, 800 - 12 * number
            parts.append(b"1 0 0 1 %d %d Tm (%b) Tj" % (x, y, shown))
    content = b"\n".join([*parts, b"ET"])
    body = b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content)
    return pdf([CATALOGUE, PAGES, PAGE, body, FONT])


def _repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Pack a container again without times, with some of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if name.endswith("core.xml"):
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2031-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


FORMATS: Final = {"docx": word_document, "xlsx": workbook, "pdf": printed_page}


@cache
def document(ending: str, variant: int) -> tuple[bytes, Layout]:
    """Return one of the whole documents, and what is in it."""
    made = layout(random.Random(f"{ending}/{variant}"))
    return FORMATS[ending](made), made


# ── Checking them ────────────────────────────────────────────────────────────────────────────────


def check(chance: random.Random) -> str:
    """Check one document: whole, with bytes changed, or with bytes of its parts changed."""
    ending = chance.choice(tuple(FORMATS))
    content, made = document(ending, chance.randrange(VARIANTS))
    name = f"index.{ending}"
    if chance.random() < 0.05:
        return _check_whole(content, name, made if ending != "pdf" else None)
    content = _damaged(chance, content, ending)
    found = _read_here(content, name)
    if chance.random() < GUARDED:
        guarded = outcome(lambda: read_bytes(content, name))
        if isinstance(found, Table) and isinstance(guarded, Table):
            expect(found == guarded, found, guarded)
    if not isinstance(found, Table):
        return found
    _check_arranged(found)
    return shown(found)


def _damaged(chance: random.Random, content: bytes, ending: str) -> bytes:
    if ending == "pdf" or chance.random() < 0.2:
        return changed_bytes(chance, content, 20)
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        names = [each for each in container.namelist() if each.endswith((".xml", ".rels"))]
        name = chance.choice(names)
        part = container.read(name)
    kind = chance.random()
    if kind < 0.5:
        part = changed_bytes(chance, part, 4)
    elif kind < 0.6:
        part = b""
    else:  # whole elements put elsewhere, twice or left out
        elements = re.findall(rb"<[^<]*", part)
        for _ in range(chance.randint(1, 8)):
            number = chance.randrange(len(elements))
            moved = chance.choice(elements)
            elements[number : number + chance.choice((0, 1, 1, 3))] = [moved] * chance.choice(
                (0, 1, 2)
            )
            elements = elements or [b""]
        part = b"".join(elements)
    return _repacked(content, {name: part})


class TooLong(Exception):
    """A library takes longer than the guard would let it."""


@contextlib.contextmanager
def _deadline() -> Iterator[None]:
    def end(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _read_here(content: bytes, name: str) -> Table | str:
    """Read a document in this process, where a fault of ours shows as one.

    What a library raises on a damaged file is told by the guard, and no fault.
    """
    try:
        with unguarded(), _deadline():
            return read_bytes(content, name)
    except RepertoryError as error:
        return shown(error)
    except (TooLong, MemoryError, RecursionError) as error:
        return f"{REFUSED}{type(error).__name__}"
    except Exception as error:
        innermost = traceback.extract_tb(error.__traceback__)[-1].filename
        if innermost.startswith(PACKAGE):
            raise
        return f"{REFUSED}{type(error).__name__} of a library"


def _check_whole(content: bytes, name: str, made: Layout | None) -> str:
    found = _read_here(content, name)
    if isinstance(found, Table):
        _check_arranged(found)
        if made is not None and is_accountable(made):
            printed = [_latin(text) for line in made.lines for text in line]
            arranged = outcome(lambda: arrange(found))
            if not isinstance(arranged, RepertoryError):
                account(printed, found, arranged)
    return shown(found)


def _check_arranged(table: Table) -> None:
    arranged = outcome(lambda: arrange(table))
    if not isinstance(arranged, RepertoryError):
        account(texts_of(table), table, arranged)
