"""Read an index from a Word document: its tables and paragraphs, tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from repertory.errors import refuse
from repertory.model import Cell, Place
from repertory.readers.containers import check_container, read_properties
from repertory.readers.reading import (
    MAXIMUM_COLUMNS,
    LineCollector,
    Reading,
    as_text,
    cell_of,
    raised,
    tidy,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TRANSPARENT: Final = frozenset(
    W + name
    for name in (
        "body ins moveTo sdt sdtContent smartTag customXml hyperlink fldSimple dir bdo r p "
        "tbl tr tc"
    ).split()
)
"""Elements whose content is read; all others, such as deletions and drawings, are ignored."""

PRINTED: Final = {
    W + "tab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
    W + "sym": "\ufffd",
}
"""Elements that represent a character; a symbol of a special font has no Unicode character."""


def recognises(content: bytes, name: str) -> bool:
    """Return whether *content* is a Word document (`.docx`)."""
    return content.startswith(b"PK\x03\x04") and b"word/document" in content


def read(content: bytes, name: str) -> Reading:
    """Read the tables and paragraphs of a document, with tracked changes accepted.

    Raises:
        SourceError: if it is damaged or malicious, or has a table within a table.
    """
    check_container(content, name, "DOCX")
    import docx

    document = docx.Document(BytesIO(content))
    collector = LineCollector()
    table = paragraph = 0
    for element in _children(document.element.body, "tbl", "p"):
        if element.tag == W + "tbl":
            table += 1
            collector.begin_table()
            for line in _rows(element, table, name):
                collector.add(line)
        else:
            paragraph += 1
            place = Place(name, cell=f"paragraph {paragraph}")
            collector.add([Cell(tidy(_text(element)), place)])
    place = Place(name, cell="document properties")
    return collector.reading(read_properties(document.core_properties, place))


def _rows(table: Element, number: int, name: str) -> Iterator[Sequence[Cell]]:
    """Yield the rows with a cell for each column; a row of one cell over all columns is text."""
    grid = table.find(W + "tblGrid")
    columns = 0 if grid is None else len(grid.findall(W + "gridCol"))
    for count, row in enumerate(_children(table, "tr"), 1):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        where = f"table {number}, row {count}"
        cells = [
            Cell("", Place(name, cell=where)) for _ in range(_value(row, "trPr", "gridBefore", 0))
        ]
        parts = list(_children(row, "tc"))
        for position, part in enumerate(parts, 1):
            place = Place(name, cell=f"{where}, cell {position}")
            if part.find(f".//{W}tbl") is not None:
                advice = "Remove the inner table, or put its rows into the outer one."
                raise refuse(place, "a table within a table", "text", advice)
            spanned = _is_merged(part)
            is_deleted = part.find(f"{W}tcPr/{W}cellDel") is not None
            text = "\n".join(_text(paragraph) for paragraph in _children(part, "p"))
            cell = cell_of("" if spanned or is_deleted else text, place)
            cells.append(replace(cell, spanned=spanned))
            span = min(_value(part, "tcPr", "gridSpan", 1), MAXIMUM_COLUMNS)
            cells += [Cell("", place)] * (span - 1)
        yield as_text(cells) if len(parts) == 1 and len(cells) >= columns > 1 else cells


def _children(parent: Element, *names: str) -> Iterator[Element]:
    """Yield the children with one of these names, including those in content controls."""
    for child in parent:
        if child.tag in [W + name for name in names]:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _children(child, *names)


def _value(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = "" if found is None else str(found.get(W + "val", ""))
    return int(value) if value.isdecimal() and len(value) < 6 else default


def _is_merged(cell: Element) -> bool:
    """Return whether a cell continues the one above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _text(element: Element) -> str:
    """Return the visible text of an element: no deletions, hidden text, boxes or field codes."""
    texts: list[str] = []
    pending: list[Element] = [element]
    while pending:
        each = pending.pop()
        if each.tag == W + "r":
            texts.append(_run(each))
        elif each.tag in TRANSPARENT:
            pending.extend(reversed(each))
    return "".join(texts)


def _run(run: Element) -> str:
    properties = run.find(W + "rPr")
    text = "".join(
        (child.text or "") if child.tag == W + "t" else PRINTED.get(str(child.tag), "")
        for child in run
    )
    if properties is None:
        return text
    vanish = properties.find(W + "vanish")
    if vanish is not None and vanish.get(W + "val", "true") not in ("0", "false", "off"):
        return ""
    align = properties.find(W + "vertAlign")
    is_raised = align is not None and align.get(W + "val") == "superscript"
    return raised(text) if is_raised else text
