"""Replace files of a folder together; if the run is killed, the next run restores the old ones.

New files are written to a temporary folder inside the folder. Before the first one is moved into
place, the old files are kept there too, and a journal lists the files to move. The journal is
created and removed in one step each. While it exists, the old files can be restored: by the run
itself if a move fails, or by the next run if this one was killed.

A lock on the folder, which the system releases when the process ends, excludes a second run. On a
network file system it may only work between processes of one machine.
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

from repertory.errors import OutputError, os_reason, refuse
from repertory.model import Place

JOURNAL: Final = ".repertory-journal"
"""The file that exists while some files of a folder are old and some are new."""

LOCK: Final = ".repertory-lock"
"""The file that is locked where folders cannot be locked (Windows); the system removes it."""

WAIT: Final = 10.0
"""Seconds to wait for another run that writes to the same folder."""

MAXIMUM_JOURNAL: Final = 10_000_000
"""Bytes of a journal; that of a build has a few thousand."""

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
"""Number of a system error -> what to do about it."""


class Journal(Struct, frozen=True):
    """The files to move, those of them that replace *old* ones, and the subfolders to create."""

    temporary: str
    names: tuple[str, ...]
    old: tuple[str, ...]
    subfolders: tuple[str, ...]


@contextmanager
def refusing(target: Path) -> Iterator[None]:
    """Turn an `OSError` into an `OutputError` that names *target* and says what to do."""
    try:
        yield
    except OSError as error:
        raise refusal(target, error) from error


def refusal(target: Path, error: OSError) -> OutputError:
    """Return an error that says why *target* cannot be written and what to do."""
    advice = ADVICE.get(error.errno or 0, "Choose another folder.")
    return OutputError(f"{target}: cannot be written: {os_reason(error)}. {advice}")


def refuse_outside(folder: Path, name: str) -> None:
    """Raise an `OutputError` if a name is outside *folder*, by itself or through a link."""
    path = PurePath(name)
    if path.name and not path.anchor and ".." not in path.parts and "\0" not in name:
        parent = Path(os.path.realpath((folder / name).parent))
        if parent.is_relative_to(os.path.realpath(folder)):
            return
    raise OutputError(
        f"{name!r}: cannot be written: it does not name a file inside {folder}. "
        "Use a relative name without '..' and without links to other folders."
    )


def refuse_unfinished(folder: Path) -> None:
    """Refuse to read a folder in which some files are old and some are new.

    Raises:
        SourceError: when a run is replacing them, or was killed while it did.
    """
    if (folder / JOURNAL).is_file():
        found = f"{JOURNAL}: a run is replacing the files of this folder, or was killed meanwhile"
        advice = "Run repertory build again: it first restores the old files."
        raise refuse(Place(str(folder)), found, "files of one build", advice)


@contextmanager
def preparing(folder: Path) -> Iterator[Path]:
    """Lock a folder, clean up after killed runs, and yield an unused path in it.

    A file or folder that is still at the path in the end is removed.

    Raises:
        OutputError: when another run writes there, or the folder is not writable.
    """
    with _locked(folder) as locked:
        with refusing(folder):
            _recover(folder, locked)
        temporary = folder / f".repertory-{os.urandom(8).hex()}"
        try:
            yield temporary
        finally:
            if not (folder / JOURNAL).is_file():  # else the next run needs the old files
                _remove(temporary)


def replace_together(folder: Path, temporary: Path, names: Sequence[str]) -> None:
    """Move files from *temporary* to *folder*: all of them, or none.

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
        with suppress(OSError):  # the journal then remains, and the next run restores them
            _restore(folder, journal)
        raise
    with refusing(folder):
        _end(folder)


def _missing(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the subfolders in *names* that do not exist, outer ones first."""
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
    """Move the journal into place after all files that it lists are on the disk."""
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


def _restore(folder: Path, journal: Journal) -> None:
    """Restore the old files; this is safe to repeat, and after only some were moved."""
    temporary = folder / journal.temporary
    for name in journal.names:
        new, kept, target = temporary / NEW / name, temporary / OLD / name, folder / name
        if os.path.lexists(new):
            continue  # not moved yet, or already moved back
        if name not in journal.old:
            with suppress(FileNotFoundError):
                os.replace(target, new)
        elif os.path.lexists(kept):
            os.replace(kept, target)
    for name in reversed(journal.subfolders):
        with suppress(OSError):  # it is not empty
            (folder / name).rmdir()
    _sync_around(folder, journal.names)
    _end(folder)


def _recover(folder: Path, locked: bool) -> None:
    """Restore the old files that a killed run left, and remove its temporary folder.

    Raises:
        OutputError: when that fails, or when the run may still be active.
    """
    path = folder / JOURNAL
    if path.is_file():
        if not locked:
            raise OutputError(
                f"{path}: found the journal of a run that was killed or is still active; without "
                "a lock on this folder repertory cannot know which. If no run is active, remove "
                "this file and the folder that it names, and run the command again."
            )
        _restore(folder, _read_journal(path))
    if locked:
        for left in folder.iterdir():
            if TEMPORARY.fullmatch(left.name):
                _remove(left)


def _read_journal(path: Path) -> Journal:
    """Read a journal and check its names, since a folder may come from an untrusted source."""
    damaged = OutputError(
        f"{path}: the journal is damaged, so the old files of the folder cannot be restored. "
        "Remove it and run repertory build again, which writes all files."
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
    """Flush a file, or the list of files in a folder, to the disk if the system supports it."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path) -> None:
    """Try to remove a temporary file or folder; the next run tries again."""
    if path.is_dir() and not path.is_symlink():
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Lock a folder against other runs; yield False if it cannot be locked.

    Raises:
        OutputError: when another run still writes there after `WAIT` seconds.
    """
    try:
        descriptor, lock = _open_lock(folder)
    except OSError:
        yield False
        return
    try:
        yield _wait_for(lock, folder)
    finally:
        os.close(descriptor)  # this releases the lock


def _open_lock(folder: Path) -> tuple[int, Callable[[], None]]:
    """Return a descriptor, and a function that locks it.

    The function raises `BlockingIOError` or `PermissionError` while another process has the lock.
    """
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
                    f"{folder}: another run of repertory is writing to this folder. No file was "
                    "changed. Wait until it has ended, then run the command again."
                ) from None
            time.sleep(0.05)
        except OSError:  # a file system without locks
            return False
