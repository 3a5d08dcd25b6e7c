"""Documents are read in a separate process with bounds, and exceeding one is an error."""

from __future__ import annotations

import pytest

from repertory.apart import Apart, Stopped
from repertory.errors import SourceError
from repertory.readers import READERS, guard, read_bytes, reading

PAGE = b"<h1>Index</h1><table><tr><td>Topic<td rowspan=2>A/1<tr><td>Whales</table>"
COLUMNS = b"Whales   A/1   4   I.2\n         A/2   7   II.5\n" * 3


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        ("text", b"Title\nTopic\tDocument\tParagraphs\nNets\tA/1\t4\n"),
        ("HTML", PAGE),
        ("spaced text", COLUMNS),
    ],
)
def test_a_reading_passes_between_processes_unchanged(reader: str, content: bytes) -> None:
    read = next(each.read for each in READERS if each.name == reader)
    assert guard.read_guarded(reader, content, "a.txt") == read(content, "a.txt")


def test_the_problems_of_a_document_are_those_of_its_reader() -> None:
    with pytest.raises(SourceError) as caught:
        guard.read_guarded("text", b"a\n\x01\nb\x02\n", "index.txt")
    assert [str(problem.place) for problem in caught.value.problems] == [
        "index.txt, line 2, column 1",
        "index.txt, line 3, column 2",
    ]


def test_reading_is_bounded_in_time_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = []

    class Here(Apart[guard.DocumentBytes, reading.Reading]):
        def __call__(self, task: guard.DocumentBytes, seconds: float) -> reading.Reading:
            limits.append((self._memory, seconds))
            return guard.read_document(task)

    monkeypatch.setattr(guard, "Apart", Here)
    assert read_bytes(PAGE, "index.html").lines
    assert limits == [(1_000_000_000, 10)]


@pytest.mark.parametrize(
    ("stopped", "message"),
    [
        (
            Stopped("import", "docx"),
            "a.docx: found a DOCX file, but no library that reads it (docx), expected the extra "
            "'docx' of repertory. Install it: pip install 'repertory[docx]'",
        ),
        (
            Stopped("memory", "exit code -6"),
            "a.docx: found a file that takes more than 1,000 MB of memory, "
            "expected a valid DOCX file",
        ),
        (
            Stopped("time", ""),
            "a.docx: found a file that takes more than 10 seconds to read, expected an index of "
            "recommendations, which takes one or two",
        ),
        (
            Stopped("depth", ""),
            "a.docx: found a DOCX file whose parts are nested too deeply, expected a valid DOCX "
            "file",
        ),
        (
            Stopped("end", "exit code 3"),
            "a.docx: found a file that stopped its reader (exit code 3), expected a valid DOCX "
            "file",
        ),
        (
            Stopped("fault", "KeyError: 'word/document.xml'"),
            "a.docx: found a damaged file (KeyError: 'word/document.xml'), expected a valid DOCX "
            "file. Save it again with the program it comes from.",
        ),
    ],
)
def test_a_stopped_reader_is_a_problem_of_the_document(
    stopped: Stopped, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(self: Apart[object, object], task: object, seconds: float) -> object:
        raise stopped

    monkeypatch.setattr(Apart, "__call__", call)
    with pytest.raises(SourceError) as caught:
        guard.read_guarded("DOCX", b"", "a.docx")
    assert str(caught.value) == message


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
