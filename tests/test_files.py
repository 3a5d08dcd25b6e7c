"""Files are written all or none, and read up to a size."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from repertory.errors import OutputError, SourceError
from repertory.files import Content, read_text, write_file, write_files

Tree = dict[str, bytes | None]


def tree(folder: Path) -> Tree:
    """Return all files and folders below a folder, with the bytes of the files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with files of an earlier run."""
    (tmp_path / "a.txt").write_bytes(b"old a\n")
    (tmp_path / "c.txt").write_bytes(b"old c\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_bytes(b"old b\n")
    return tmp_path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", b""),
        ("one\ntwo\n", b"one\ntwo\n"),
        ("one\r\n", b"one\r\n"),
        ("III.19–21 Сбор", "III.19–21 Сбор".encode()),
        (b"\x00\xff", b"\x00\xff"),
        (["one\n", "", "two\n"], b"one\ntwo\n"),
        ([b"\x00", b"\xff"], b"\x00\xff"),
        ((f"{number}\n" for number in range(3)), b"0\n1\n2\n"),
    ],
)
def test_a_file_has_exactly_its_content(tmp_path: Path, content: Content, expected: bytes) -> None:
    write_files(tmp_path, {"file": content})
    assert tree(tmp_path) == {"file": expected}


def test_missing_folders_are_created(tmp_path: Path) -> None:
    changed = write_files(tmp_path / "new" / "out", {"a.txt": "a", "x/y/b.txt": "b"})
    assert changed == ("a.txt", "x/y/b.txt")
    assert tree(tmp_path) == {
        "new": None,
        "new/out": None,
        "new/out/a.txt": b"a",
        "new/out/x": None,
        "new/out/x/y": None,
        "new/out/x/y/b.txt": b"b",
    }


def test_a_relative_folder_is_inside_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(Path("out"), {"a.txt": "a"})
    write_files(Path(), {"b.txt": "b"})
    assert tree(tmp_path) == {"out": None, "out/a.txt": b"a", "b.txt": b"b"}


def test_a_file_with_the_same_bytes_is_not_touched(shelf: Path) -> None:
    os.utime(shelf / "a.txt", ns=(1, 1))
    before = (shelf / "a.txt").stat()
    assert write_files(shelf, {"a.txt": "old a\n", "sub/b.txt": "new b\n"}) == ("sub/b.txt",)
    after = (shelf / "a.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (1, before.st_ino)
    assert tree(shelf) == {
        "a.txt": b"old a\n",
        "c.txt": b"old c\n",
        "sub": None,
        "sub/b.txt": b"new b\n",
    }


@pytest.mark.parametrize("content", [b"old A\n", b"old a", b"old a\n\n", b""])
def test_a_file_with_other_bytes_is_replaced(shelf: Path, content: bytes) -> None:
    assert write_files(shelf, {"a.txt": content}) == ("a.txt",)
    assert (shelf / "a.txt").read_bytes() == content


def test_other_files_are_not_touched(shelf: Path) -> None:
    write_files(shelf, {"new.txt": "new"})
    assert tree(shelf) == {
        "a.txt": b"old a\n",
        "c.txt": b"old c\n",
        "new.txt": b"new",
        "sub": None,
        "sub/b.txt": b"old b\n",
    }


@pytest.mark.parametrize("name", ["", ".", "..", "../a.txt", "sub/../../a.txt", "/a.txt", "a\0b"])
def test_a_name_outside_the_folder_is_refused(shelf: Path, name: str) -> None:
    before = tree(shelf)
    with pytest.raises(OutputError) as caught:
        write_files(shelf, {"a.txt": "new", name: "new"})
    assert str(caught.value) == (
        f"{name!r}: cannot be written: it does not name a file inside {shelf}. "
        "Use a relative name without '..' and without links to other folders."
    )
    assert tree(shelf) == before


LONG = "n" * 300


@pytest.mark.parametrize(
    ("folder", "name", "message"),
    [
        (
            "a.txt",
            "new.txt",
            "{shelf}/a.txt: cannot be written: file exists. "
            "Move that file away, or choose another folder.",
        ),
        (
            "a.txt/new",
            "new.txt",
            "{shelf}/a.txt/new: cannot be written: file exists. "
            "Move that file away, or choose another folder.",
        ),
        (
            ".",
            "a.txt/new.txt",
            "{shelf}/a.txt: cannot be written: file exists. "
            "Move that file away, or choose another folder.",
        ),
        (
            ".",
            "sub",
            "{shelf}/sub: cannot be written: is a directory. "
            "Move that folder away, or choose another one.",
        ),
        (
            ".",
            LONG,
            "{shelf}/" + LONG + ": cannot be written: file name too long. Choose a shorter name.",
        ),
        (
            LONG,
            "new.txt",
            "{shelf}/" + LONG + ": cannot be written: file name too long. Choose a shorter name.",
        ),
    ],
)
def test_a_failed_write_changes_nothing(shelf: Path, folder: str, name: str, message: str) -> None:
    before = tree(shelf)
    with pytest.raises(OutputError) as caught:
        write_files(shelf / folder, {"c.txt": "new c\n", "d/d.txt": "d", name: "new"})
    assert str(caught.value) == message.format(shelf=shelf)
    assert tree(shelf) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder without new files")
def test_a_folder_in_which_no_file_can_be_created_is_an_error() -> None:
    with pytest.raises(OutputError) as caught:
        write_files(Path("/proc"), {"a.txt": "a"})
    assert str(caught.value) == (
        "/proc: cannot be written: no such file or directory. Choose another folder."
    )


FULL = """
import resource, signal, sys
from pathlib import Path
from repertory.files import write_files
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
write_files(Path(sys.argv[1]), {"a.txt": "new a\\n", "x/big.txt": ("x" * 999 for _ in range(500))})
"""


def test_a_full_disk_changes_nothing(shelf: Path) -> None:
    before = tree(shelf)
    run = subprocess.run(
        [sys.executable, "-c", FULL, shelf], capture_output=True, text=True, check=False
    )
    assert run.stderr.splitlines()[-1] == (
        f"repertory.errors.OutputError: {shelf}/x/big.txt: cannot be written: file too large. "
        "Free some space, or choose another folder."
    )
    assert tree(shelf) == before


@pytest.mark.parametrize("error", [RuntimeError("no"), OSError(28, "no"), KeyboardInterrupt()])
def test_an_interrupted_content_changes_nothing(shelf: Path, error: BaseException) -> None:
    def parts() -> Iterator[str]:
        yield "half"
        raise error

    before = tree(shelf)
    with pytest.raises(type(error)) as caught:
        write_files(shelf, {"a.txt": "new a\n", "sub/b.txt": parts(), "x/y.txt": "y"})
    assert caught.value is error
    assert tree(shelf) == before


def test_an_interrupted_first_run_leaves_no_folder(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        raise RuntimeError
        yield ""

    with pytest.raises(RuntimeError):
        write_files(tmp_path / "new" / "out", {"a.txt": "a", "b.txt": parts()})
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_replacement_that_fails_undoes_those_before_it(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    replace = os.replace

    def refuse_one(source: Path, target: Path) -> None:
        if source.match("new/sub/b.txt"):
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(95, "Operation not supported")

    before = tree(shelf)
    monkeypatch.setattr(os, "replace", refuse_one)
    if not hard_links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OutputError) as caught:
        write_files(shelf, {"a.txt": "new a\n", "x/y.txt": "y", "sub/b.txt": "new b\n"})
    assert str(caught.value) == (
        f"{shelf}/sub/b.txt: cannot be written: permission denied. "
        "Choose a folder in which you may write."
    )
    assert tree(shelf) == before


# ── The file that a user names ───────────────────────────────────────────────────────────────────


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        assert write_file(tmp_path / "a.txt", "a")
        write_files(tmp_path, {"sub/b.txt": "b"})
    finally:
        os.umask(before)
    assert tree(tmp_path) == {"a.txt": b"a", "sub": None, "sub/b.txt": b"b"}
    modes = [mode_of(tmp_path / name) for name in ("a.txt", "sub", "sub/b.txt")]
    assert modes == [0o640, 0o750, 0o640]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_file_keeps_its_mode(shelf: Path, mode: int) -> None:
    for name in ("a.txt", "sub/b.txt"):
        (shelf / name).chmod(mode)
    assert write_file(shelf / "a.txt", "new a\n")
    write_files(shelf, {"sub/b.txt": "new b\n", "c.txt": "new c\n"})
    assert [mode_of(shelf / name) for name in ("a.txt", "sub/b.txt")] == [mode, mode]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_keeps_its_owner(shelf: Path) -> None:
    os.chown(shelf / "a.txt", 12, 34)
    write_file(shelf / "a.txt", "new a\n")
    after = (shelf / "a.txt").stat()
    assert (after.st_uid, after.st_gid) == (12, 34)


def test_a_file_that_others_may_not_read_is_not_shown_while_it_is_written(shelf: Path) -> None:
    (shelf / "a.txt").chmod(0o600)

    def parts() -> Iterator[str]:
        yield "secret"
        seen.extend(mode_of(path) for path in shelf.glob(".repertory-*"))

    seen: list[int] = []
    write_file(shelf / "a.txt", parts())
    write_files(shelf, {"a.txt": parts()})
    assert seen == [0o600, 0o700]


def test_the_target_of_a_symbolic_link_is_written(shelf: Path) -> None:
    (shelf / "sub" / "second").symlink_to("../c.txt")
    (shelf / "first").symlink_to("sub/second")
    assert write_file(shelf / "first", "new c\n")
    assert (shelf / "c.txt").read_text() == "new c\n"
    assert [(shelf / name).is_symlink() for name in ("first", "sub/second")] == [True, True]
    assert write_file(shelf / "first", "new c\n") is False


def test_the_missing_target_of_a_link_is_created(shelf: Path) -> None:
    (shelf / "link").symlink_to("sub/made.txt")
    assert write_file(shelf / "link", "made\n")
    assert (shelf / "link").is_symlink()
    assert (shelf / "sub" / "made.txt").read_text() == "made\n"


def test_a_link_to_itself_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(OutputError) as caught:
        write_file(tmp_path / "link", "a")
    assert str(caught.value) == (
        f"{tmp_path}/link: cannot be written: too many levels of symbolic links. "
        "Remove the link, or choose another name."
    )


def test_a_named_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert write_file(pipe, ["one\n", "two\n"])
        assert reader.communicate(timeout=60)[0] == b"one\ntwo\n"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_to() -> None:
    assert write_file(Path(os.devnull), "a")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("size", [1, 10_000_000])
def test_a_device_that_is_full_is_an_error(size: int) -> None:
    with pytest.raises(OutputError) as caught:
        write_file(Path("/dev/full"), "a" * size)
    assert str(caught.value) == (
        "/dev/full: cannot be written: no space left on device. "
        "Free some space, or choose another folder."
    )


STDOUT = """
import os, sys
from pathlib import Path
from repertory.files import write_file
os.write(1, b"before\\n")
write_file(Path(sys.argv[1]), "content\\n")
os.write(1, b"after\\n")
"""


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
@pytest.mark.parametrize("redirected", [True, False])
def test_standard_output_by_its_name_is_written_in_order(
    tmp_path: Path, name: str, redirected: bool
) -> None:
    """A file that it is redirected to is not replaced or cut: `> FILE` and `>> FILE` work."""
    (tmp_path / "link").symlink_to("/dev/stdout")
    command = [sys.executable, "-c", STDOUT, str(tmp_path / name)]
    out = tmp_path / "out.txt"
    if redirected:
        with out.open("wb") as stream:
            subprocess.run(command, stdout=stream, check=True)
        found = out.read_bytes()
    else:
        found = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    assert found == b"before\ncontent\nafter\n"


def test_a_pipe_that_nobody_reads_is_an_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        with pytest.raises(OutputError) as caught:
            write_file(Path(f"/dev/fd/{writer}"), "a")
    finally:
        os.close(writer)
    assert str(caught.value) == (
        f"/dev/fd/{writer}: cannot be written: broken pipe. The program that reads it has ended."
    )


# ── Reading text ─────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_read_with_a_byte_order_mark_or_without(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content in (b"\xef\xbb\xbf\xc3\xa9\r\n", b"\xc3\xa9\r\n"):
        path.write_bytes(content)
        assert read_text(path, 10, "a text") == "é\r\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"a\nb\xff",
            ", line 2, column 2: found the byte 0xff, which is not UTF-8, expected text in UTF-8. "
            "Save the file again with the encoding UTF-8.",
        ),
        (
            b"\xef\xbb\xbfa\nb\n\xe9",
            ", line 3, column 1: found the byte 0xe9, which is not UTF-8, expected text in UTF-8. "
            "Save the file again with the encoding UTF-8.",
        ),
        (
            b"a" * 11,
            ": found more than 10 bytes, expected a text, which is smaller. Is it the right file?",
        ),
        (None, ": found no such file, expected a text"),
    ],
)
def test_a_file_that_is_not_text_is_an_error_with_its_line(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_text(path, 10, "a text")
    assert str(caught.value) == f"{path}{message}"


def test_a_missing_optional_text_is_empty(tmp_path: Path) -> None:
    assert read_text(tmp_path / "a.txt", 10, "a text", optional=True) == ""
    with pytest.raises(SourceError, match="found a folder"):
        read_text(tmp_path, 10, "a text", optional=True)
