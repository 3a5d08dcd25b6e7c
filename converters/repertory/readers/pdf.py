"""Read an index from a PDF with a text layer: words and ruled lines with their positions.

The modules in `printed` assign them to columns and rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import refuse
from repertory.model import Detail, Place
from repertory.readers.printed.printed_lines import Page, PrintedLine, Word
from repertory.readers.printed.right_to_left import is_right_to_left, mirrored, read_words
from repertory.readers.printed.row_assembly import read_pages
from repertory.readers.reading import Reading, raised

MAXIMUM_PAGES: Final = 1_000
"""The most pages of a document; an index of recommendations has some ten."""

SMALL: Final = 0.75
"""The size, as a share of that of the line, below which a letter is a raised footnote mark."""

LONG: Final = 5
"""The length in points from which a ruled line is not part of a letter."""

SAME: Final = 1
"""The greatest distance in points between the copies of a letter that is printed twice."""

SPACES: Final = " \t\n\r"

Letter = dict[str, Any]


class _RawPage(Struct, frozen=True):
    """The letters and ruled lines of a page, as in the file."""

    number: int
    width: float
    letters: list[Letter]
    horizontals: list[tuple[float, float, float]]
    verticals: list[float]


def recognises(content: bytes, name: str) -> bool:
    """Return whether *content* is a PDF, by the mark in its first kilobyte."""
    return b"%PDF-" in content[:1024]


def read(content: bytes, name: str) -> Reading:
    """Read the table of a PDF.

    Raises:
        SourceError: if it is damaged, protected, too long or without text.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(content)) as document:
            raw: list[_RawPage] = []
            for number, page in enumerate(document.pages, 1):
                if number > MAXIMUM_PAGES:
                    found = f"more than {MAXIMUM_PAGES:,} pages"
                    raise refuse(Place(name), found, "an index, which is shorter")
                raw.append(_raw_page(page, number))
                page.close()
            details = _properties(document.metadata, name)
    except PdfminerException as error:
        raise _damaged(error, name) from error
    pages = _read_pages(raw)
    if not any(page.lines for page in pages):
        advice = "Recognise its text first (OCR), or use the Word file."
        raise refuse(Place(name), "a PDF without text, pages of images only", "text", advice)
    return replace(read_pages(pages, name), details=details)


def _damaged(error: Exception, name: str) -> Exception:
    cause = error.args[0] if error.args else error
    if "Password" in type(cause).__name__ or "Encryption" in type(cause).__name__:
        advice = "Save it without a password."
        return refuse(Place(name), "a PDF protected by a password", "one without", advice)
    if isinstance(cause, MemoryError | RecursionError):
        return cause
    reason = " ".join(str(cause).split()) or type(cause).__name__
    return refuse(Place(name), f"a damaged PDF ({reason[:200]})", "a valid one")


def _raw_page(page: Any, number: int) -> _RawPage:
    """Return the letters and the ruled lines of a page."""
    edges = page.edges
    return _RawPage(
        number,
        float(page.width),
        [letter for letter in page.chars if letter["upright"] and letter["text"]],
        [
            (edge["top"], edge["x0"], edge["x1"])
            for edge in edges
            if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > LONG
        ],
        [e["x0"] for e in edges if e["orientation"] == "v" and e["height"] > LONG],
    )


def _read_pages(raw: Sequence[_RawPage]) -> list[Page]:
    """Return the lines and ruled lines of pages, mirrored if they run from right to left."""
    mirror = is_right_to_left([letter["text"] for page in raw for letter in page.letters])
    pages = []
    for page in raw:
        runs = _once(_runs(page.letters))
        horizontals, verticals = page.horizontals, page.verticals
        if mirror:
            runs = [[mirrored(letter, page.width) for letter in run] for run in runs]
            horizontals = [(top, page.width - b, page.width - a) for top, a, b in horizontals]
            verticals = [page.width - left for left in verticals]
        rounded = {(round(top, 1), round(a, 1), round(b, 1)) for top, a, b in horizontals}
        lines = tuple(_lines(page.number, runs, mirror))
        pages.append(Page(page.number, lines, tuple(sorted(rounded)), _apart(verticals)))
    return pages


def _apart(values: Iterable[float]) -> tuple[float, ...]:
    """Return values without those within 3 points of the last one kept."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 3:
            kept.append(value)
    return tuple(kept)


def _runs(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Split the letters where the next one in the file is not next to the last one on the page.

    This separates pieces of text that are printed over one another.
    """
    runs: list[list[Letter]] = []
    for letter in letters:
        last = runs[-1][-1] if runs else None
        if last is not None and _covers(last, letter):
            continue
        if (
            last is not None
            and abs(letter["bottom"] - last["bottom"]) < last["size"] / 2
            and -0.3 * last["size"] < letter["x0"] - last["x1"] < 0.7 * last["size"]
        ):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return runs


def _covers(first: Letter, second: Letter) -> bool:
    """Return whether a letter is printed over itself, as some programs do for bold."""
    return bool(
        first["text"] == second["text"]
        and abs(first["x0"] - second["x0"]) < SAME
        and abs(first["bottom"] - second["bottom"]) < SAME
    )


def _once(runs: Sequence[Sequence[Letter]]) -> list[Sequence[Letter]]:
    """Remove the second copy of a run that is printed over itself."""
    kept: list[Sequence[Letter]] = []
    before: dict[str, list[Sequence[Letter]]] = {}
    for run in runs:
        same = before.setdefault("".join(letter["text"] for letter in run), [])
        if not any(_covers(other[0], run[0]) for other in same):
            kept.append(run)
            same.append(run)
    return kept


def _lines(
    page: int, runs: Sequence[Sequence[Letter]], mirrored: bool = False
) -> Iterator[PrintedLine]:
    """Yield the lines of a page; a raised letter is within half its size of its line."""
    printed = [(number, run) for number, run in enumerate(runs, 1) if not _is_blank(run)]
    printed.sort(key=lambda each: (_bottom(each[1]), each[1][0]["x0"]))
    groups: list[list[tuple[int, Sequence[Letter]]]] = []
    for number, run in printed:
        if groups and _bottom(run) - _bottom(groups[-1][0][1]) < _size(run) / 2:
            groups[-1].append((number, run))
        else:
            groups.append([(number, run)])
    for line, group in enumerate(groups, 1):
        size = _size([letter for _, run in group for letter in run])
        if mirrored:
            words = read_words([letter for _, run in group for letter in run], size)
        else:
            words = [word for number, run in group for word in _words(run, size, number)]
        words.sort(key=lambda word: word.left)
        bottom = max(_bottom(run) for _, run in group if _size(run) >= SMALL * size)
        yield PrintedLine(page, line, bottom, size, tuple(words))


def _is_blank(run: Sequence[Letter]) -> bool:
    return all(letter["text"].isspace() for letter in run)


def _bottom(run: Sequence[Letter]) -> float:
    return float(max(letter["bottom"] for letter in run))


def _size(letters: Sequence[Letter]) -> float:
    sizes = sorted(letter["size"] for letter in letters if not letter["text"].isspace())
    return float(sizes[len(sizes) // 2])


def _words(run: Sequence[Letter], size: float, number: int) -> Iterator[Word]:
    """Yield the words of a run of letters; `Word.spaced` is only for printed spaces."""
    word: list[Letter] = []
    for letter in run:
        is_space = letter["text"] in SPACES
        if word and (is_space or letter["x0"] - word[-1]["x1"] > _gap(word[-1], letter) * size):
            yield _word(word, size, is_space, number)
            word = []
        if not is_space:
            word.append(letter)
    if word:
        yield _word(word, size, False, number)


def _gap(first: Letter, second: Letter) -> float:
    """Return the widest gap within a word: wider between Chinese and other characters."""
    kinds = {unicodedata.east_asian_width(each["text"][0]) in "WF" for each in (first, second)}
    return 0.2 if len(kinds) == 1 else 0.4


def _word(letters: Sequence[Letter], size: float, spaced: bool, run: int) -> Word:
    text = "".join(
        raised(letter["text"]) if letter["size"] < SMALL * size else letter["text"]
        for letter in letters
    )
    return Word(letters[0]["x0"], letters[-1]["x1"], text, spaced, run)


def _properties(metadata: dict[str, Any], name: str) -> tuple[Detail, ...]:
    """Return the title of the PDF, if it has one."""
    title = metadata.get("Title")
    if isinstance(title, str) and title.strip() and not re.match(r"Microsoft Word - ", title):
        return (Detail("title", title.strip(), Place(name, cell="document properties")),)
    return ()
