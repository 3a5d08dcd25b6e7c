"""Read an index from a Word document: its tables and the text around them, changes accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from repertory.model import Cell, Detail, Place
from repertory.readers.reading import LineCollector, Reading, as_text, raised, refuse, tidy

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
"""Elements that are read through; of all others, such as deletions and drawings, nothing is."""

PRINTED: Final = {
    W + "tab": " ",
    W + "br": " ",
    W + "cr": " ",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
    W + "sym": "\ufffd",
}
"""Elements that stand for a character; a symbol of a special font has no other name."""

MAXIMUM_COLUMNS: Final = 1_000
"""Columns that a cell may span; Word has 63."""


def recognises(content: bytes, name: str) -> bool:
    """Say whether *content* is a Word document (`.docx`)."""
    return content.startswith(b"PK\x03\x04") and b"word/document" in content


def read(content: bytes, name: str) -> Reading:
    """Read the tables and paragraphs of a document, tracked changes accepted.

    Raises:
        SourceError: when it is damaged or would harm, or holds a table within a table.
    """
    from repertory.readers.containers import check_container

    check_container(content, name, "DOCX")
    import docx

    document = docx.Document(BytesIO(content))
    gathering = LineCollector()
    table = paragraph = 0
    for element in _blocks(document.element.body):
        if element.tag == W + "tbl":
            table += 1
            gathering.begin_table()
            for line in _rows(element, table, name):
                gathering.add(line)
        else:
            paragraph += 1
            place = Place(name, cell=f"paragraph {paragraph}")
            gathering.add([Cell(tidy(_text(element)), place)])
    return gathering.reading(_properties(document.core_properties, name))


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield the tables and paragraphs of a body, those in content controls among them."""
    for child in parent:
        if child.tag in (W + "tbl", W + "p"):
            yield child
        elif child.tag in TRANSPARENT:
            yield from _blocks(child)


def _rows(table: Element, number: int, name: str) -> Iterator[Sequence[Cell]]:
    """Yield the rows with a cell for each column; a row of one cell over all of them is text."""
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
                advice = "Take the inner table out, or put its rows into the outer one."
                raise refuse(place, "a table within a table", "text", advice)
            spanned = _is_merged(part)
            text = "" if spanned or _is_deleted(part) else _cell_text(part)
            cells.append(Cell(text, place, spanned=spanned))
            span = min(_value(part, "tcPr", "gridSpan", 1), MAXIMUM_COLUMNS)
            cells += [Cell("", place)] * (span - 1)
        yield as_text(cells) if len(parts) == 1 and len(cells) >= columns > 1 else cells


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, those in content controls among them."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _children(child, name)


def _value(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = "" if found is None else str(found.get(W + "val", ""))
    return int(value) if value.isdecimal() and len(value) < 6 else default


def _is_merged(cell: Element) -> bool:
    """Say whether a cell goes on from the one above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _is_deleted(cell: Element) -> bool:
    return cell.find(f"{W}tcPr/{W}cellDel") is not None


def _cell_text(cell: Element) -> str:
    return tidy(" ".join(_text(paragraph) for paragraph in _blocks(cell)))


def _text(element: Element) -> str:
    """Return what an element prints: no deletions, no hidden text, no boxes, no field codes."""
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


def _properties(properties: Any, name: str) -> Iterator[Detail]:
    """Yield title and language where the properties of the document have them."""
    place = Place(name, cell="document properties")
    for key in ("title", "language"):
        text = tidy(getattr(properties, key) or "")
        if text:
            yield Detail(key, text, place)
