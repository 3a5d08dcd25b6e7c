"""The process in which documents are read has bounds, and says what stopped it."""

from __future__ import annotations

import pytest

from repertory.errors import SourceError
from repertory.model import Cell, Detail, Place, SetAside
from repertory.readers import READERS, guard, read_bytes
from repertory.readers.reading import Reading


def test_a_reading_passes_between_processes_unchanged() -> None:
    place = Place("a", line=1, page=2, cell="x")
    reading = Reading(
        lines=((Cell("a", place, "a date"), Cell("", Place("a"))),),
        details=(Detail("title", "t", place),),
        set_aside=(SetAside("assumed", "x", place),),
        continued=(0,),
        starts=(0, 1),
    )
    assert guard._from_json(guard._to_json(reading)) == reading


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            ModuleNotFoundError("No module named 'docx'", name="docx"),
            "a.docx: found a DOCX file, but no library that reads it (docx), expected the extra "
            "'docx' of repertory. Install it: pip install 'repertory[docx]'",
        ),
        (
            MemoryError(),
            "a.docx: found a file that takes more than 1,000 MB of memory, "
            "expected a whole DOCX file",
        ),
        (
            KeyError("word/document.xml"),
            "a.docx: found a damaged file (KeyError: 'word/document.xml'), expected a whole DOCX "
            "file. Save it again with the program it comes from.",
        ),
    ],
)
def test_what_a_library_raises_is_a_problem_of_the_document(error: Exception, said: str) -> None:
    def read(content: bytes, name: str) -> Reading:
        raise error

    with pytest.raises(SourceError) as caught:
        guard._from_json(guard._read("DOCX", read, b"", "a.docx"))
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "an old Word file (.doc)"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "an old Excel file (.xls)"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a protected office file",
        ),
        (
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text",
            "an OpenDocument text (.odt)",
        ),
        (b"PK\x03\x04\x00\x00", "a ZIP container that is neither DOCX nor XLSX"),
        (b"{\\rtf1 x}", "an RTF file"),
        (b"\x00\x01\x02", "binary content"),
    ],
)
def test_a_format_that_is_not_read_is_named(content: bytes, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(content, "index.txt")
    assert caught.value.problems[0].found == found


def test_each_guarded_reader_has_the_extra_that_its_error_names() -> None:
    guarded = {reader.name for reader in READERS if reader.guarded}
    assert guarded == {"PDF", "DOCX", "XLSX", "HTML", "spaced text"}
