"""Replace files of a folder together: after a kill, the next run puts back the old ones.

New files are written to a temporary folder inside the folder. Before the first one is moved into
its place, the old files are kept there too, and a journal says what is going to be moved. The
journal appears and vanishes in one step each; while it is there, the old files can be put back, by
the run itself when something fails and by the next one when this one was killed.

A lock on the folder, which the system releases when its process ends, keeps two runs apart. On a
network file system it may reach no further than one machine.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import Final

import msgspec
from msgspec import Struct

from repertory.errors import OutputError, SourceError
from repertory.model import Place, Problem

JOURNAL: Final = ".repertory-journal"
"""The file that is in a folder while some of its files are old and some are new."""

LOCK: Final = ".repertory-lock"
"""The file that is locked where folders cannot be (Windows); the system removes it."""

WAIT: Final = 10.0
"""Seconds to wait for another run that writes to the same folder."""

MAXIMUM_JOURNAL: Final = 10_000_000
"""Bytes of a journal; a build has one of a few thousand."""

TEMPORARY: Final = re.compile(r"\.repertory-[0-9a-f]{16}")
"""The name of a temporary file or folder."""

NEW, OLD = "new", "old"

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
    errno.ELOOP: "Remove the link, or choose another name.",
    errno.EPIPE: "The program that reads it has ended.",
}
"""What to do about an error of the system, by its number."""


class Journal(Struct, frozen=True):
    """What is moved: *names* of files, those of them that replace *old* ones, new subfolders."""

    temporary: str
    names: tuple[str, ...]
    old: tuple[str, ...]
    subfolders: tuple[str, ...]


@contextmanager
def refusing(target: Path) -> Iterator[None]:
    """Raise an `OSError` as an `OutputError` that names *target* and says what to do."""
    try:
        yield
    except OSError as error:
        raise refusal(target, error) from error


def refusal(target: Path, error: OSError) -> OutputError:
    """Return the error that says why *target* cannot be written and what to do."""
    reason = (error.strerror or str(error)).lower()
    advice = ADVICE.get(error.errno or 0, "Choose another folder.")
    return OutputError(f"{target}: cannot be written: {reason}. {advice}")


def refuse_outside(folder: Path, name: str) -> None:
    """Raise an `OutputError` for a name that leads out of *folder*, by itself or through a link."""
    path = PurePath(name)
    if path.name and not path.anchor and ".." not in path.parts and "\0" not in name:
        parent = Path(os.path.realpath((folder / name).parent))
        if parent.is_relative_to(os.path.realpath(folder)):
            return
    raise OutputError(
        f"{name!r}: cannot be written: it does not name a file inside {folder}. "
        "Use a name without '..' that neither begins at the root nor leads through a link."
    )


def refuse_unfinished(folder: Path) -> None:
    """Refuse to read the files of a folder of which some are old and some are new.

    Raises:
        SourceError: when a run was killed while it replaced them, or replaces them now.
    """
    if (folder / JOURNAL).is_file():
        found = f"{JOURNAL}: a run replaces the files of this folder, or was killed meanwhile"
        advice = "Run repertory build again: it first puts back the old files."
        raise SourceError([Problem(Place(str(folder)), found, "files of one build", advice)])


@contextmanager
def preparing(folder: Path) -> Iterator[Path]:
    """Lock a folder, remove what killed runs left there, and yield a path that is new in it.

    What is made at the path is removed at the end, if it is still there.

    Raises:
        OutputError: when another run writes there, or nothing can be written.
    """
    with _locked(folder) as alone:
        with refusing(folder):
            _recover(folder, alone)
        temporary = folder / f".repertory-{os.urandom(8).hex()}"
        try:
            yield temporary
        finally:
            if not (folder / JOURNAL).is_file():  # else the next run needs the old files
                _remove(temporary)


def replace_together(folder: Path, temporary: Path, names: Sequence[str]) -> None:
    """Move files from *temporary* to their places in *folder*: all of them, or none.

    Raises:
        OutputError: when one cannot be moved.
    """
    subfolders = _missing(folder, names)
    old = tuple(name for name in names if os.path.lexists(folder / name))
    journal = Journal(temporary.name, tuple(names), old, subfolders)
    for name in old:
        with refusing(folder / name):
            _keep(folder / name, temporary / OLD / name)
    try:
        if len(names) + len(subfolders) > 1:  # one move needs no journal
            with refusing(folder):
                _begin(folder, journal)
        for name in subfolders:
            with refusing(folder / name):
                (folder / name).mkdir()
        for name in names:
            with refusing(folder / name):
                os.replace(temporary / NEW / name, folder / name)
        _sync_around(folder, names)
    except BaseException:
        with suppress(OSError):  # the journal stays then, and the next run does it
            _put_back(folder, journal)
        raise
    with refusing(folder):
        _end(folder)


def _missing(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the subfolders that names lead through and that are not there, outer ones first."""
    paths = dict.fromkeys(path for name in names for path in reversed(PurePath(name).parents))
    return tuple(path.as_posix() for path in paths if not (folder / path).is_dir())


def _keep(target: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        kept.hardlink_to(target)
    except OSError:  # a file system without hard links
        from shutil import copy2

        copy2(target, kept, follow_symlinks=False)
        sync(kept)


def _begin(folder: Path, journal: Journal) -> None:
    """Put the journal in its place, after all that it names is on the disk."""
    temporary = folder / journal.temporary
    path = temporary / JOURNAL
    path.write_bytes(msgspec.json.encode(journal))
    sync(path)
    for inner, _, _ in os.walk(temporary):
        sync(Path(inner))
    os.replace(path, folder / JOURNAL)
    sync(folder)


def _end(folder: Path) -> None:
    (folder / JOURNAL).unlink(missing_ok=True)
    sync(folder)


def _put_back(folder: Path, journal: Journal) -> None:
    """Put back the old files; doing it twice, or after only some were moved, does no harm."""
    temporary = folder / journal.temporary
    for name in journal.names:
        new, kept, target = temporary / NEW / name, temporary / OLD / name, folder / name
        if os.path.lexists(new):
            continue  # it was not moved, or was moved back
        if name not in journal.old:
            with suppress(FileNotFoundError):
                os.replace(target, new)
        elif os.path.lexists(kept):
            os.replace(kept, target)
    for name in reversed(journal.subfolders):
        with suppress(OSError):  # others have filled it
            (folder / name).rmdir()
    _sync_around(folder, journal.names)
    _end(folder)


def _recover(folder: Path, alone: bool) -> None:
    """Put back the old files that a killed run left, and remove its temporary folder.

    Raises:
        OutputError: when that cannot be done, or when the run may still be at work.
    """
    path = folder / JOURNAL
    if path.is_file():
        if not alone:
            raise OutputError(
                f"{path}: was left by a run that was killed, or belongs to one that is at work; "
                "this folder cannot be locked, so that nothing tells which. If none is at work, "
                "remove this file and the folder that it names, and run the command again."
            )
        _put_back(folder, _read_journal(path))
    if alone:
        for left in folder.iterdir():
            if TEMPORARY.fullmatch(left.name):
                _remove(left)


def _read_journal(path: Path) -> Journal:
    """Read a journal; a folder may come from anywhere, and so may what it tells to move."""
    damaged = OutputError(
        f"{path}: is damaged, and the old files of the folder cannot be put back. "
        "Remove it and run repertory build again, which writes all of them."
    )
    try:
        with path.open("rb") as file:
            journal = msgspec.json.decode(file.read(MAXIMUM_JOURNAL), type=Journal)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise damaged from error
    temporary = path.parent / journal.temporary
    ours = TEMPORARY.fullmatch(journal.temporary) and temporary.is_dir()
    if not ours or temporary.is_symlink():
        raise damaged
    for name in (*journal.names, *journal.subfolders):
        for each in (name, f"{temporary.name}/{NEW}/{name}", f"{temporary.name}/{OLD}/{name}"):
            refuse_outside(path.parent, each)
    return journal


def _sync_around(folder: Path, names: Sequence[str]) -> None:
    for parent in {(folder / name).parent for name in names}:
        sync(parent)


def sync(path: Path) -> None:
    """Have a file or the names in a folder written to the disk, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path) -> None:
    """Remove a temporary file or folder as far as that is possible; the next run tries it again."""
    if path.is_dir() and not path.is_symlink():
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Keep other runs from writing to a folder; yield False where it cannot be locked.

    Raises:
        OutputError: when another run writes there, and goes on for `WAIT` seconds.
    """
    try:
        descriptor, lock = _open_lock(folder)
    except OSError:
        yield False
        return
    try:
        yield _wait_for(lock, folder)
    finally:
        os.close(descriptor)  # and with it the lock


def _open_lock(folder: Path) -> tuple[int, Callable[[], None]]:
    """Return a descriptor and what locks it or raises `BlockingIOError` or `PermissionError`."""
    if sys.platform == "win32":
        import msvcrt

        flags = os.O_RDWR | os.O_CREAT | os.O_TEMPORARY
        descriptor = os.open(folder / LOCK, flags)
        return descriptor, lambda: msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    return descriptor, lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _wait_for(lock: Callable[[], None], folder: Path) -> bool:
    end = time.monotonic() + WAIT
    while True:
        try:
            lock()
            return True
        except (BlockingIOError, PermissionError):
            if time.monotonic() > end:
                raise OutputError(
                    f"{folder}: another run of repertory writes to this folder. Nothing was "
                    "changed. Wait until it has ended, then run the command again."
                ) from None
            time.sleep(0.05)
        except OSError:  # a file system without locks
            return False
