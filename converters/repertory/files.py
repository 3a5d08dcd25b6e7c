"""Read files up to a size; write whole files: one that a user names, or several together."""

from __future__ import annotations

import filecmp
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO, Final, TypeAlias

from repertory.errors import refuse
from repertory.model import Place
from repertory.replacing import (
    NEW,
    preparing,
    refusal,
    refuse_outside,
    refusing,
    replace_together,
    sync,
)

Content: TypeAlias = str | bytes | Iterable[str] | Iterable[bytes]
"""The content of a file, whole or in parts: bytes, or text, which is written in UTF-8 with its
line ends unchanged."""

MAXIMUM_LINKS: Final = 40
"""Symbolic links that are followed one after the other, as in Linux."""


def file_name(path: PurePath) -> str:
    """Return the last part of a path as text that can be written in any locale.

    Bytes of the name that are not UTF-8 become U+FFFD.

    >>> file_name(Path("sources/Índice.txt"))
    'Índice.txt'
    """
    return os.fsencode(path.name).decode(errors="replace")


def read_text(path: Path, limit: int, expected: str, *, optional: bool = False) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises:
        SourceError: when it is missing and not *optional*, cannot be read, is larger than *limit*
            bytes or is not UTF-8.
    """
    content = read_file(path, limit, expected, optional=optional)
    if len(content) > limit:
        found, wanted = f"more than {limit:,} bytes", f"{expected}, which is smaller"
        raise refuse(Place(str(path)), found, wanted, "Is it the right file?")
    return decode_utf8(content, str(path))


def decode_utf8(content: bytes, name: str) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        SourceError: at the first other byte of the file called *name*.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The object of the error, and so its offset, is without the byte order mark.
        before = error.object[: error.start].decode("utf-8")
        ends = before.count("\n") + before.count("\r") - before.count("\r\n")
        start = max(before.rfind("\n"), before.rfind("\r")) + 1
        found = f"the byte 0x{error.object[error.start]:02x}, which is not UTF-8"
        advice = "Save the file again with the encoding UTF-8."
        place = Place(name, line=ends + 1, column=len(before) - start + 1)
        raise refuse(place, found, "text in UTF-8", advice) from None


def read_file(path: Path, limit: int, expected: str, *, optional: bool = False) -> bytes:
    """Return the bytes of a file, or *limit* + 1 bytes of a larger one; none if it is missing.

    Raises:
        SourceError: when it is missing and not *optional*, or cannot be read; *expected* is what
            the message says it should be.
    """
    with reading(path, expected):
        try:
            with path.open("rb") as stream:
                return stream.read(limit + 1)
        except FileNotFoundError:
            if optional:
                return b""
            raise


@contextmanager
def reading(path: Path, expected: str) -> Iterator[None]:
    """Turn the errors of opening and reading a file into problems of it."""
    try:
        yield
    except FileNotFoundError:
        raise refuse(Place(str(path)), "no such file", expected) from None
    except IsADirectoryError:
        raise refuse(Place(str(path)), "a folder", expected) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(Place(str(path)), reason.lower(), expected) from error


def byte_parts(content: Content) -> Iterator[bytes]:
    r"""Yield the parts of a content as bytes.

    >>> list(byte_parts(["a", "é"]))
    [b'a', b'\xc3\xa9']
    """
    for part in [content] if isinstance(content, str | bytes) else content:
        yield part.encode() if isinstance(part, str) else part


def write_file(path: Path, content: Content) -> bool:
    r"""Write the file that a user names; return whether it changed.

    The file is replaced as a whole and keeps its mode and, if the system allows it, its owner. If
    *path* is a symbolic link, its target is written. Devices, pipes and open files of this process
    (such as `/dev/stdout`) are written to while the content is generated.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_file(Path(folder, "a.txt"), "a\n"), write_file(Path(folder, "a.txt"), ["a", "\n"])
    (True, False)

    Raises:
        OutputError: when it cannot be written; it is then unchanged.
    """
    with refusing(path):
        end, stream = _follow(path)
    if stream is None:
        return _replace(end, content)
    try:
        _write_parts(stream, content, path)
        with refusing(path):
            stream.flush()
    finally:
        with suppress(OSError):
            stream.close()
    return True


def _replace(path: Path, content: Content) -> bool:
    """Replace one file with a temporary one in a single step."""
    with _made(path.parent), preparing(path.parent) as temporary:
        changed = _write(path, temporary, content)
        if changed:
            with refusing(path):
                os.replace(temporary, path)
            sync(path.parent)
    return changed


def _follow(path: Path) -> tuple[Path, IO[bytes] | None]:
    """Follow links; return the file to replace and, for a device or a pipe, its open stream."""
    ours = {"/dev/fd", f"/proc/{os.getpid()}/fd"}
    end = path
    for _ in range(MAXIMUM_LINKS):
        folder = os.path.realpath(end.parent)
        if folder in ours and end.name.isdecimal():
            return end, os.fdopen(os.dup(int(end.name)), "wb")
        if not end.is_symlink():
            break
        end = Path(folder, os.readlink(end))
    try:
        mode = end.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return end, None
    return end, None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else end.open("wb")


def write_files(folder: Path, files: Mapping[str, Content]) -> tuple[str, ...]:
    r"""Write *files*, by their names inside *folder*; return the names of those that changed.

    A name may contain subfolders: `graphs/topics.ttl`. Files that already have the same bytes, and
    other files in the folder, are not touched. All contents are written before any file is
    replaced. After a kill or a power cut the folder has either all new files or, after the next
    run, all old ones.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_files(Path(folder), {"a.txt": "a\n", "b/b.txt": iter(["b", "\n"])})
    ...     write_files(Path(folder), {"a.txt": "a\n", "b/b.txt": "new\n"})
    ('a.txt', 'b/b.txt')
    ('b/b.txt',)

    Raises:
        OutputError: when a file cannot be written, or another run writes to the folder.
    """
    for name in files:
        refuse_outside(folder, name)
    with _made(folder), preparing(folder) as temporary:
        with refusing(folder):
            temporary.mkdir(0o700)
        changed = tuple(
            name
            for name, content in files.items()
            if _write(folder / name, temporary / NEW / name, content)
        )
        replace_together(folder, temporary, changed)
    return changed


@contextmanager
def _made(path: Path) -> Iterator[None]:
    """Create a folder and its parents; after an error, remove those that are still empty."""
    with refusing(path):
        missing = [folder for folder in (path, *path.parents) if not folder.is_dir()]
    try:
        with refusing(path):
            for folder in reversed(missing):
                folder.mkdir(exist_ok=True)
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _write(target: Path, path: Path, content: Content) -> bool:
    """Write a file to *path*; return whether it differs from the one at *target*."""
    with refusing(target):
        mode = 0o600 if target.exists() else 0o666  # until it has the mode of the old file
        path.parent.mkdir(parents=True, exist_ok=True)
        file = open(path, "x+b", opener=lambda each, flags: os.open(each, flags, mode))
    try:
        _write_parts(file, content, target)
        with refusing(target):
            file.flush()
            changed = not (target.is_file() and filecmp.cmp(path, target, shallow=False))
            if changed:
                _keep_mode(file, target)
                os.fsync(file.fileno())
    finally:
        with suppress(OSError):  # after a failed write, flushing the rest of the buffer fails too
            file.close()
    return changed


def _write_parts(file: IO[bytes], content: Content, target: Path) -> None:
    for data in byte_parts(content):
        try:  # only here: an error while a part is generated is not a write error
            file.write(data)
        except OSError as error:
            raise refusal(target, error) from error


def _keep_mode(file: IO[bytes], target: Path) -> None:
    """Give a file the mode and, if the system allows it, the owner of the one it replaces."""
    if not target.is_file() or sys.platform == "win32":
        return
    old, descriptor = target.stat(), file.fileno()
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
        with suppress(OSError):
            os.fchown(descriptor, owner, group)
    with suppress(OSError):  # a file system without modes
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & 0o777)
