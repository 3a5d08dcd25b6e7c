"""Read an index from a web page: its tables, with cells that span rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Final

from msgspec import Struct, field

from repertory.errors import SourceError, refuse
from repertory.model import Cell, Detail, Place
from repertory.readers.encodings import decode
from repertory.readers.reading import (
    MAXIMUM_COLUMNS,
    LineCollector,
    Reading,
    as_text,
    cell_of,
    raised,
    tidy,
)

MAXIMUM_SPAN: Final = 65_534
"""The most rows that a cell spans (https://html.spec.whatwg.org/#attr-tdth-rowspan)."""

LANGUAGE_ATTRIBUTE: Final = "lang"

BLOCKS: Final = frozenset(
    "address article aside blockquote body caption dd details div dl dt figure footer form h1 h2 h3"
    " h4 h5 h6 header hr li main nav ol p pre section summary tbody tfoot thead ul".split()
)
"""Elements that begin a new line."""

LINE_END: Final = re.compile(r"[\r\n]")
"""A line end in the source, which is a space on the page."""

UNSEEN: Final = frozenset("del head noscript s script strike style template textarea".split())
"""Elements whose text is hidden or deleted."""

CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]+)", re.I)

START: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:\?xml|!doctype\s+html|html|head|body|table)", re.I | re.S
)


class _Cell(Struct):
    """A cell while it is read: its text so far and its spans."""

    line: int
    columns: int
    rows: int
    texts: list[str] = field(default_factory=list)


class _Table(Struct):
    """A table while it is read; one that contains another table is only for layout."""

    number: int
    rows: list[list[_Cell]] = field(default_factory=list)
    is_layout: bool = False


def recognises(content: bytes, name: str) -> bool:
    """Return whether *content* is HTML, by its beginning, or by its file name and a tag.

    >>> recognises(b"<!DOCTYPE html><title>Index</title>", "index"), recognises(b"Whales", "a.html")
    (True, False)
    """
    start = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    if START.match(start) is not None:
        return True
    return name.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in start


def read(content: bytes, name: str) -> Reading:
    """Read the tables and the text of a page.

    Raises:
        SourceError: if its encoding is unknown or a table is too wide.
    """
    charset = CHARSET.search(content[:4096])
    decoded = decode(content, charset[1].decode("ascii") if charset else None)
    if decoded is None:
        raise refuse(Place(name), "an unknown encoding", "HTML in UTF-8")
    page = _Page(name)
    page.feed(decoded.text)
    page.close()
    return page.reading()


class _Page(HTMLParser):
    """Collects lines and tables from the tags and texts of a page."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.collector = LineCollector()
        self.tables: list[_Table] = []
        self.count = 0
        self.cells: list[_Cell | None] = []
        self.text: list[str] = []
        self.text_line = 1
        self.unseen: list[str] = []
        self.raised = 0
        self.title: list[str] | None = None
        self.details: list[Detail] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Process the start of an element."""
        attributes, line = dict(attrs), self.getpos()[0]
        if tag == "title" and all(detail.name != "title" for detail in self.details):
            self.title = []
        elif tag == "html" and attributes.get(LANGUAGE_ATTRIBUTE):
            language = attributes[LANGUAGE_ATTRIBUTE] or ""
            self.details.append(Detail("language", language, Place(self.name, line=line)))
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag == "sup":
            self.raised += 1
        elif tag == "table":
            self._begin_table()
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables:
            self._begin_cell(attributes, line)
        elif tag in ("br", "wbr", "img") or tag in BLOCKS:
            self._break(tag, line)

    def handle_endtag(self, tag: str) -> None:
        """Process the end of an element."""
        if tag == "title" and self.title is not None:
            title = tidy("".join(self.title))
            if title:
                self.details.append(Detail("title", title, Place(self.name, cell="title")))
            self.title = None
        if self.unseen and tag in self.unseen:
            while self.unseen.pop() != tag:
                pass
        elif tag == "sup":
            self.raised = max(self.raised - 1, 0)
        elif tag == "table" and self.tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self.tables:
            self._end_cell()
        elif tag in BLOCKS:
            self._break(tag, self.text_line)

    def handle_data(self, data: str) -> None:
        """Process text."""
        if self.title is not None:
            self.title.append(data)
        if self.unseen:
            return
        text = raised(data) if self.raised else data
        cell = self.cells[-1] if self.cells else None
        if cell is not None:
            cell.texts.append(LINE_END.sub(" ", text))
        else:
            if not self.text:
                self.text_line = self.getpos()[0]
            self.text.append(text)

    def reading(self) -> Reading:
        """Return the lines; unclosed elements end here."""
        while self.tables:
            self._end_table()
        self._flush()
        return self.collector.reading(self.details)

    def _break(self, tag: str, line: int) -> None:
        cell = self.cells[-1] if self.cells else None
        if cell is not None:
            if tag != "wbr":
                cell.texts.append(" " if tag == "img" else "\n")
        elif tag in ("br", "img", "wbr"):
            self.text.append("" if tag == "wbr" else " ")
        else:
            self._flush()
            self.text_line = line

    def _flush(self) -> None:
        self.collector.add([Cell(tidy("".join(self.text)), Place(self.name, line=self.text_line))])
        self.text = []

    def _begin_table(self) -> None:
        self._flush()
        for outer in self.tables:
            outer.is_layout = True
        self.count += 1
        self.tables.append(_Table(self.count))
        self.cells.append(None)

    def _begin_cell(self, attributes: dict[str, str | None], line: int) -> None:
        self._end_cell()
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        columns = _span(attributes.get("colspan"), MAXIMUM_COLUMNS)
        rows = _span(attributes.get("rowspan"), MAXIMUM_SPAN)
        cell = _Cell(line, columns, rows)
        table.rows[-1].append(cell)
        self.cells[-1] = cell
        if len(table.rows[-1]) > MAXIMUM_COLUMNS:
            where = f"table {table.number}, row {len(table.rows)}"
            raise _too_wide(Place(self.name, line=line, cell=where))

    def _end_cell(self) -> None:
        self.cells[-1] = None
        self.text = []

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        self.cells.pop()
        if table.is_layout:
            for row in table.rows:
                for cell in row:
                    place = Place(self.name, line=cell.line)
                    self.collector.add([Cell(tidy("".join(cell.texts)), place)])
            return
        self.collector.begin_table()
        for line in _rows(table, self.name):
            self.collector.add(line)


def _span(value: str | None, maximum: int) -> int:
    """Return the span of a cell; like browsers, 1 if it is missing or invalid."""
    match = re.match(r"\s*(\d{1,6})", value or "")
    return min(max(int(match[1]), 1), maximum) if match else 1


def _too_wide(place: Place) -> SourceError:
    found = f"a row of more than {MAXIMUM_COLUMNS:,} columns"
    return refuse(place, found, "a table of an index, which has four")


def _rows(table: _Table, name: str) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a table with a cell for each column, blank where another cell spans it.

    A row of one cell over all columns is text.
    """
    widest = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    hanging: dict[int, int] = {}
    for number, row in enumerate(table.rows, 1):
        cells: list[Cell] = []
        above, hanging = hanging, {}

        def blank(line: int, number: int = number, spanned: bool = False) -> Cell:
            place = Place(name, line=line, cell=f"table {table.number}, row {number}")
            return Cell("", place, spanned=spanned)

        for cell in row:
            while above.get(len(cells), 0):
                hanging[len(cells)] = above[len(cells)] - 1
                cells.append(blank(cell.line, spanned=True))
            place = blank(cell.line).place
            for column in range(cell.columns):
                hanging[len(cells)] = cell.rows - 1
                cells.append(cell_of("" if column else "".join(cell.texts), place))
            if len(cells) > MAXIMUM_COLUMNS:
                raise _too_wide(place)
        line = row[-1].line if row else 1
        for column in sorted(above):
            if column >= len(cells) and above[column]:
                cells += [blank(line) for _ in range(column - len(cells))]
                cells.append(blank(line, spanned=True))
                hanging[column] = above[column] - 1
        yield as_text(cells) if len(row) == 1 and row[0].columns >= widest else cells
