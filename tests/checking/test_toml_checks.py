"""Reading TOML, with the line of each problem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repertory.checking.checked_file import CheckedFile
from repertory.checking.toml_checks import (
    MAXIMUM_DEPTH,
    MAXIMUM_SIZE,
    MAXIMUM_STATEMENT,
    TOML,
    read_toml,
    statement_lines,
)
from repertory.errors import SourceError
from repertory.model import Place

ADVICE = "Put text in quotation marks; https://toml.io explains the format."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"a = 1\nb = UN\n",
            f", line 2, column 5: found 'b = UN', expected TOML (Invalid value). {ADVICE}",
        ),
        (
            b"a = 1\r\na = 2\r\n",
            ", line 2, column 6: found 'a = 2', expected TOML (Cannot overwrite a value). "
            f"{ADVICE}",
        ),
        (
            b'a = """\nopen\n',
            f", line 3: found the end of the file, expected TOML (Unterminated string). {ADVICE}",
        ),
        (
            b"a = 1\nb = '\xe9'\n",
            ", line 2, column 6: found the byte 0xe9, which is not UTF-8, expected text in UTF-8. "
            "Save the file again with the encoding UTF-8.",
        ),
        (
            b"#" * (MAXIMUM_SIZE + 1),
            ": found more than 1,000,000 bytes, expected a TOML file, which is smaller. "
            "Is it the right file?",
        ),
        (b"a = " + b"[" * 5000, ": found values nested too deeply, expected at most 16 levels"),
        (
            b"a" + b".a" * 50 + b" = 1",
            ": found values nested too deeply, expected at most 16 levels",
        ),
    ],
)
def test_a_file_that_is_not_toml_is_an_error_with_its_place(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_toml(path)
    assert str(caught.value) == f"{path}{message}"


def test_a_number_of_5000_digits_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(b"a = " + b"1" * 5000)
    with pytest.raises(SourceError, match="expected TOML"):
        read_toml(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.toml", "no such file, expected a TOML file"),
        (".", "a folder, expected a TOML file"),
        ("n" * 300, "file name too long, expected a TOML file"),
    ],
)
def test_a_path_that_cannot_be_read_is_an_error(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    with pytest.raises(SourceError) as caught:
        read_toml(path)
    assert str(caught.value) == f"{path}: found {message}"


def test_only_a_missing_file_is_optional(tmp_path: Path) -> None:
    assert read_toml(tmp_path / "missing.toml", optional=True).root.values == {}
    with pytest.raises(SourceError):
        read_toml(tmp_path, optional=True)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa = 1\n", b"a = 1", b"a = 1\r\n", b"\n\na = 1"])
def test_byte_order_marks_and_line_ends_do_not_matter(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    assert read_toml(path).root.values == {"a": 1}


def test_windows_line_ends_are_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(b"a = 1\r\n[b]\r\nc = 2\r\n")
    assert read_toml(path).place(("b", "c")) == Place(str(path), line=3)


def test_values_may_nest_up_to_the_stated_depth(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text("a" + ".a" * (MAXIMUM_DEPTH - 2) + " = 1")
    assert list(read_toml(path).root.values) == ["a"]


LINES = '''\
# A comment with a [table] and a = sign.
title = "x"

[dataset] # and a comment
title.en = """
[not.a.table]
key = "not a key"
"""
title."fr" = \'\'\'
\'\'\'
numbers = [
  1, # one
  { a = 2 },
]

[[index]]
"a b" = 1
[index.more]
key = 2
[[index.part]]
[[index.part]]
x = 3

[[index]]
last = 4'''


def test_every_value_has_the_line_on_which_its_statement_begins() -> None:
    assert statement_lines(LINES) == {
        ("title",): 2,
        ("dataset",): 4,
        ("dataset", "title"): 5,
        ("dataset", "title", "en"): 5,
        ("dataset", "title", "fr"): 9,
        ("dataset", "numbers"): 11,
        ("dataset", "numbers", 0): 11,
        ("dataset", "numbers", 1): 11,
        ("dataset", "numbers", 1, "a"): 11,
        ("index",): 16,
        ("index", 0): 16,
        ("index", 0, "a b"): 17,
        ("index", 0, "more"): 18,
        ("index", 0, "more", "key"): 19,
        ("index", 0, "part"): 20,
        ("index", 0, "part", 0): 20,
        ("index", 0, "part", 1): 21,
        ("index", 0, "part", 1, "x"): 22,
        ("index", 1): 24,
        ("index", 1, "last"): 25,
    }


def test_lines_are_found_up_to_a_statement_that_is_too_long() -> None:
    within = "a = [" + "\n" * (MAXIMUM_STATEMENT - 1) + "]\nb = 1"
    beyond = "a = [" + "\n" * MAXIMUM_STATEMENT + "]\nb = 1"
    assert statement_lines(within) == {("a",): 1, ("b",): MAXIMUM_STATEMENT + 1}
    assert statement_lines("z = 1\n" + beyond) == {("z",): 1}


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), Place("file.toml")),
        (("missing",), Place("file.toml")),
        (("dataset",), Place("file.toml", line=4)),
        (("dataset", "missing"), Place("file.toml", line=4)),
        (("index", 1, "missing"), Place("file.toml", line=24)),
    ],
)
def test_a_missing_key_has_the_line_of_its_table(keys: tuple[str | int, ...], place: Place) -> None:
    file = CheckedFile(Path("file.toml"), {}, lambda: statement_lines(LINES), TOML)
    assert file.place(keys) == place


def test_text_may_not_contain_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text(r'a = "bell \u0007"' + "\n" + r'b = "line\nand\ttab"')
    file = read_toml(path)
    assert [file.root.text("a"), file.root.text("b")] == ["", "line\nand\ttab"]
    with pytest.raises(SourceError) as caught:
        file.report()
    assert str(caught.value) == (
        f"{path}, line 1: found a = 'bell \\x07', expected no control character such as '\\x07'"
    )


def test_problems_are_in_the_order_of_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text("b = 1\na = 2\n")
    file = read_toml(path)
    file.root.text("a")
    file.root.text("b")
    with pytest.raises(SourceError) as caught:
        file.report()
    assert [problem.place.line for problem in caught.value.problems] == [1, 2]


def test_a_file_that_may_not_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError) as caught:
        read_toml(tmp_path / "file.toml")
    assert str(caught.value) == (
        f"{tmp_path}/file.toml: found permission denied, expected a TOML file"
    )
