"""Read files within bounds; write them all or none: beside the target, then renamed into place."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO, Final, TypeAlias

from repertory.errors import OutputError, SourceError
from repertory.model import Place, Problem

Content: TypeAlias = str | bytes | Iterable[str] | Iterable[bytes]
"""What a file is to hold: text (written in UTF-8, its line ends as they are) or bytes, whole or in
parts."""

BLOCK: Final = 1 << 20
"""Bytes that are compared at once."""

_NO_SPACE = "Free some space, or choose another folder."
_NOT_ALLOWED = "Choose a folder in which you may write."
ADVICE: Final[Mapping[int, str]] = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EFBIG: _NO_SPACE,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.EEXIST: "Move that file away, or choose another folder.",
    errno.ENOTDIR: "Move that file away, or choose another folder.",
    errno.EISDIR: "Move that folder away, or choose another one.",
}
"""How to mend what the system refuses, by its error number."""


def file_name(path: PurePath) -> str:
    """Return the last part of a path as text that can be written, whatever the locale.

    A file system holds bytes; what is not UTF-8 among them becomes U+FFFD.

    >>> file_name(Path("sources/Índice.txt"))
    'Índice.txt'
    """
    return os.fsencode(path.name).decode(errors="replace")


def read_file(path: Path, limit: int, expected: str) -> bytes:
    """Read a file that a user names; one byte more than *limit* tells that it is larger.

    Raises:
        SourceError: when it is missing or cannot be read; *expected* says what it is to be.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except FileNotFoundError:
        raise SourceError([Problem(Place(str(path)), "no such file", expected)]) from None
    except IsADirectoryError:
        raise SourceError([Problem(Place(str(path)), "a folder", expected)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError([Problem(Place(str(path)), reason.lower(), expected)]) from error


def write_files(folder: Path, files: Mapping[str, Content]) -> tuple[str, ...]:
    r"""Write *files*, by their names inside *folder*; return the names of those that changed.

    A name may lead through subfolders: `graphs/topics.ttl`. A file that has the same bytes already
    is left alone. All contents are written to a temporary folder inside *folder* before any file is
    replaced, so that an error leaves everything as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_files(Path(folder), {"a.txt": "a\n", "b/b.txt": iter(["b", "\n"])})
    ...     write_files(Path(folder), {"a.txt": "a\n", "b/b.txt": "new\n"})
    ('a.txt', 'b/b.txt')
    ('b/b.txt',)

    Raises:
        OutputError: when something cannot be written.
    """
    for name in files:
        _refuse_outside(folder, name)
    with ExitStack() as made, ExitStack() as temporary, ExitStack() as undo:
        _make_folder(folder, made)
        beside = folder / f".repertory-{os.urandom(8).hex()}"
        temporary.callback(_remove_tree, beside)
        with _telling(folder):
            beside.mkdir()
        changed = tuple(
            name for name, content in files.items() if _write(folder, beside / "new", name, content)
        )
        for name in changed:
            _replace(folder, beside, name, undo)
        undo.pop_all()
        made.pop_all()
    return changed


def _refuse_outside(folder: Path, name: str) -> None:
    path = PurePath(name)
    if not path.name or path.anchor or ".." in path.parts or "\0" in name:
        raise OutputError(
            f"{name!r}: cannot be written: it does not name a file inside {folder}. "
            "Use a name without '..' that does not begin at the root."
        )


def _write(folder: Path, beside: Path, name: str, content: Content) -> bool:
    """Write one file below *beside*; tell whether it differs from the one in *folder*."""
    target, path = folder / name, beside / name
    with _telling(target):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("x+b")
    try:
        _write_parts(file, content, target)
        with _telling(target):
            file.flush()
            changed = not _is_same(file, target)
            if changed:
                os.fsync(file.fileno())
    finally:
        with suppress(OSError):  # after a failed write the rest of the buffer fails once more
            file.close()
    return changed


def _write_parts(file: IO[bytes], content: Content, target: Path) -> None:
    for part in [content] if isinstance(content, str | bytes) else content:
        data = part.encode() if isinstance(part, str) else part
        try:  # only here: an error in making a part is not one in writing it
            file.write(data)
        except OSError as error:
            raise _refusal(target, error) from error


def _is_same(file: IO[bytes], target: Path) -> bool:
    """Tell whether the regular file at *target* holds the bytes of *file*."""
    if not target.is_file():
        return False
    file.seek(0)
    with target.open("rb") as old:
        while (block := file.read(BLOCK)) == old.read(BLOCK):
            if not block:
                return True
    return False


def _replace(folder: Path, beside: Path, name: str, undo: ExitStack) -> None:
    """Move one file from *beside* into its place, in such a way that *undo* moves it back."""
    target, kept = folder / name, beside / "old" / name
    _make_folder(target.parent, undo)
    with _telling(target):
        if target.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _keep(target, kept)
            undo.callback(_quietly, kept.replace, target)
        else:
            undo.callback(_quietly, target.unlink)
        (beside / "new" / name).replace(target)


def _keep(target: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(target)
    except OSError:  # a file system without hard links
        kept.write_bytes(target.read_bytes())


def _make_folder(path: Path, undo: ExitStack) -> None:
    """Make a folder and those above it; *undo* removes what was made, unless others filled it."""
    with _telling(path):
        missing = [folder for folder in (path, *path.parents) if not folder.is_dir()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            undo.callback(_quietly, folder.rmdir)


def _remove_tree(path: Path) -> None:
    for root, _, names in os.walk(path, topdown=False):
        for name in names:
            _quietly(os.unlink, os.path.join(root, name))
        _quietly(os.rmdir, root)


def _quietly(action: Callable[..., object], *arguments: object) -> None:
    """Clean up as far as it goes: what is told is the error that made it necessary."""
    with suppress(OSError):
        action(*arguments)


@contextmanager
def _telling(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refusal(target, error) from error


def _refusal(target: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    advice = ADVICE.get(error.errno or 0, "Choose another folder.")
    return OutputError(f"{target}: cannot be written: {reason}. {advice}")
