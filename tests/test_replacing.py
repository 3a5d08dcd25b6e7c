"""Files are replaced together: after a kill at any point, all are old or all are new."""

from __future__ import annotations

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from tests.killing import kill_before
from tests.test_files import Tree, shelf, tree

from repertory import replacing
from repertory.errors import OutputError, SourceError
from repertory.files import write_file, write_files
from repertory.querying.local import open_store
from repertory.replacing import JOURNAL, Journal, refuse_unfinished
from repertory.validation.input.rdf_files import read_data

__all__ = ["shelf"]

NEW = {"a.txt": "new a\n", "sub/b.txt": "new b\n", "x/y/z.txt": "new z\n", "d.txt": "new d\n"}


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not sync, to save time: the system keeps the data of a killed process."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


def new_tree(before: Tree) -> Tree:
    made = {name: content.encode() for name, content in NEW.items()}
    return {**before, "x": None, "x/y": None, **made}


def in_a_child(action: Callable[[], object]) -> int:
    """Call a function in a separate process; return the exit code, or minus the signal."""
    child = os.fork()
    if child == 0:
        try:
            action()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed(number: int, action: Callable[[], object]) -> bool:
    """Call a function and kill it before a change; return False if it ended before that."""

    def act() -> None:
        kill_before(number)
        action()

    code = in_a_child(act)
    assert code in (0, -signal.SIGKILL)
    return code != 0


def ours(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".repertory-")]


def visible(folder: Path) -> Tree:
    """Return the content of a folder without the files that a killed run left."""
    return {name: text for name, text in tree(folder).items() if not name.startswith(".repertory-")}


@pytest.mark.usefixtures("unsynced")
@pytest.mark.parametrize("hard_links", [True, False])
@pytest.mark.slow
def test_a_kill_at_any_point_leaves_all_files_old_or_all_new(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory, hard_links: bool
) -> None:
    scratch, old = tmp_path_factory.mktemp("killed"), tree(shelf)
    new, pending, number = new_tree(old), 0, 0
    found: set[str] = set()

    def write() -> None:
        if not hard_links:
            os.link = _refuse  # only in the child process
        write_files(folder, NEW)

    while True:
        number += 1
        folder = copytree(shelf, scratch / str(number))
        if not killed(number, write):
            break
        state = visible(folder)
        if (folder / JOURNAL).exists():
            pending += 1
            with pytest.raises(SourceError):
                refuse_unfinished(folder)
        else:
            assert state in (old, new), number
        write_files(folder, {})
        assert tree(folder) in (old, new), number
        found.add("new" if tree(folder) == new else "old")
    assert tree(folder) == new
    assert found == {"old", "new"}
    assert pending > len(NEW)


def _refuse(*arguments: object, **options: object) -> None:
    raise OSError(95, "Operation not supported")


@pytest.mark.slow
@pytest.mark.usefixtures("unsynced")
def test_a_kill_while_the_old_files_are_restored_does_no_harm(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Kill the next run at any point as well, for each point where a journal is left."""
    scratch, old, first = tmp_path_factory.mktemp("killed"), tree(shelf), 0
    while True:
        first += 1
        left = copytree(shelf, scratch / str(first))
        if not killed(first, lambda: write_files(left, NEW)):  # noqa: B023 # called at once
            break
        if not (left / JOURNAL).exists():
            continue
        second = 0
        while True:
            second += 1
            folder = copytree(left, scratch / f"{first}.{second}")
            if not killed(second, lambda: write_files(folder, {})):  # noqa: B023
                break
            write_files(folder, {})
            assert tree(folder) == old, (first, second)
        assert tree(folder) == old
        assert second > 3


def test_a_kill_while_one_file_is_written_leaves_it_old_or_new(shelf: Path) -> None:
    """There is no journal, so that a change by the user after the kill is not overwritten.

    No temporary file is left once it is new, since there may be no next run.
    """
    number = 1
    while killed(number, lambda: write_file(shelf / "a.txt", "new a\n")):
        assert not (shelf / JOURNAL).exists()
        if (shelf / "a.txt").read_text() != "old a\n":
            break
        number += 1
    assert number > 2
    assert (shelf / "a.txt").read_text() == "new a\n"
    assert ours(shelf) == []


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_that_ends_a_run_changes_nothing(tmp_path: Path, end: signal.Signals) -> None:
    from subprocess import Popen
    from sys import executable

    text = "Topic\tDocument\tParagraphs\tReference in A/3\nWhales\tA/1\t4\tI.2\n"
    (tmp_path / "index.txt").write_text(text)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "out").mkdir()
    stopped = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # if below nohup
        "import repertory.files as files\n"
        "whole = files._write\n"
        "def write(target, path, content):\n"
        "    changed = whole(target, path, content)\n"
        "    if target.name == 'topics.ttl':\n"
        "        open('pipe', 'w').write('here')\n"
        "        import time; time.sleep(600)\n"
        "    return changed\n"
        "files._write = write\n"
        "from repertory.cli import main\n"
        "main()\n"
    )
    command = [executable, "-c", stopped, "build", "index.txt", "--out", "out", "-q"]
    with Popen(command, cwd=tmp_path, stderr=-1) as process:
        (tmp_path / "pipe").read_text()
        assert ours(tmp_path / "out") != []
        process.send_signal(end)
        code = process.wait(60)
    assert code == 128 + end
    assert tree(tmp_path / "out") == {}


def test_files_are_on_the_disk_before_the_journal_and_the_journal_before_the_first_move(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace, fsync, unlink = os.replace, os.fsync, os.unlink

    def name(path: object) -> str:
        parts = Path(os.fsdecode(str(path))).relative_to(shelf.resolve()).parts
        return "/".join("~" if len(part) == 27 else part for part in parts) or "."

    def noted_replace(source: Path, target: Path) -> None:
        done.append(f"move {name(target)}")
        replace(source, target)

    def noted_fsync(descriptor: int) -> None:
        done.append(f"sync {name(os.readlink(f'/proc/self/fd/{descriptor}'))}")
        fsync(descriptor)

    def noted_unlink(path: Path, **options: int) -> None:
        if os.path.basename(path) == JOURNAL:
            done.append("end")
        unlink(path, **options)

    monkeypatch.setattr(os, "replace", noted_replace)
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "unlink", noted_unlink)
    write_files(shelf, {"a.txt": "new a\n", "sub/b.txt": "new b\n"})
    begin, moves, end = (
        done.index(f"move {JOURNAL}"),
        [done.index("move a.txt"), done.index("move sub/b.txt")],
        done.index("end"),
    )
    assert set(done[:begin]) == {
        *("sync ~/new/a.txt", "sync ~/new/sub/b.txt", f"sync ~/{JOURNAL}"),
        *("sync ~", "sync ~/new", "sync ~/new/sub", "sync ~/old", "sync ~/old/sub"),
    }
    assert done[begin + 1] == "sync ."
    assert begin + 2 == min(moves)
    assert set(done[max(moves) + 1 : end]) == {"sync .", "sync sub"}
    assert done[end + 1 :] == ["sync ."]


# ── Two runs at once ─────────────────────────────────────────────────────────────────────────────


@contextmanager
def another_run(folder: Path) -> Iterator[int]:
    """Start a run in another process that writes to a folder until it is killed."""
    ready, said = os.pipe()
    child = os.fork()
    if child == 0:

        def parts() -> Iterator[str]:
            yield "half"
            os.write(said, b"ready")
            time.sleep(600)

        write_files(folder, {"a.txt": "other\n", "c.txt": parts()})
        os._exit(0)
    try:
        assert os.read(ready, 5) == b"ready"
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ready)
        os.close(said)


def test_a_second_run_in_a_folder_is_refused_and_changes_nothing(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "WAIT", 0.1)
    with another_run(shelf):
        before = tree(shelf)
        assert len(ours(shelf)) == 1
        with pytest.raises(OutputError) as caught:
            write_files(shelf, {"a.txt": "new a\n"})
        assert str(caught.value) == (
            f"{shelf}: another run of repertory is writing to this folder. No file was changed. "
            "Wait until it has ended, then run the command again."
        )
        assert tree(shelf) == before
    assert write_files(shelf, {"a.txt": "new a\n"}) == ("a.txt",)
    assert ours(shelf) == []


def test_a_second_run_waits_for_the_first(shelf: Path) -> None:
    with another_run(shelf) as first:
        threading.Timer(0.2, os.kill, [first, signal.SIGKILL]).start()
        assert write_files(shelf, {"a.txt": "new a\n"}) == ("a.txt",)
    assert ours(shelf) == []


def no_lock(*arguments: object) -> None:
    raise OSError(95, "Operation not supported")


def test_a_folder_that_cannot_be_locked_is_written_but_not_cleaned_up(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_lock)
    left = shelf / ".repertory-0123456789abcdef"
    left.mkdir()
    assert write_files(shelf, {"a.txt": "new a\n"}) == ("a.txt",)
    assert ours(shelf) == [left.name]


def pending(folder: Path) -> None:
    """Leave a folder as after a kill between the first move and the second."""
    number = 0
    while (folder / "a.txt").read_text() != "new a\n":
        number += 1
        assert killed(number, lambda: write_files(folder, NEW))
        if (folder / "a.txt").read_text() != "new a\n":
            write_files(folder, {})
    assert (folder / JOURNAL).exists()


def test_a_folder_that_cannot_be_locked_and_has_a_journal_is_refused(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending(shelf)
    monkeypatch.setattr(fcntl, "flock", no_lock)
    before = tree(shelf)
    with pytest.raises(OutputError, match=f"{JOURNAL}: found the journal of a run that was killed"):
        write_files(shelf, {"a.txt": "new a\n"})
    assert tree(shelf) == before


# ── Readers ──────────────────────────────────────────────────────────────────────────────────────


def test_readers_refuse_a_folder_with_old_and_new_files(tmp_path: Path) -> None:
    turtle = "<a:s> <a:p> <a:o> .\n"
    write_files(tmp_path, {"a.txt": "old\n", "b.ttl": turtle, "c.ttl": turtle})
    before = tree(tmp_path)
    pending(tmp_path)
    message = (
        f"{tmp_path}: found {JOURNAL}: a run is replacing the files of this folder, or was killed "
        "meanwhile, expected files of one build. "
        "Run repertory build again: it first restores the old files."
    )
    for read in (
        lambda: read_data([str(tmp_path)]),
        lambda: read_data([str(tmp_path / "b.ttl")]),
        lambda: open_store([tmp_path / "b.ttl"]),
    ):
        with pytest.raises(SourceError) as caught:
            read()
        assert message in str(caught.value)
    write_files(tmp_path, {})
    assert tree(tmp_path) == before
    assert len(read_data([str(tmp_path)]).files) == 2


# ── Untrusted folders ────────────────────────────────────────────────────────────────────────────


TEMPORARY = ".repertory-0123456789abcdef"


@pytest.mark.parametrize(
    ("temporary", "name"),
    [
        (TEMPORARY, "../victim.txt"),
        (TEMPORARY, "{outside}/victim.txt"),
        (TEMPORARY, "out/victim.txt"),
        ("../outside", "victim.txt"),
        ("link", "victim.txt"),
        (".repertory-fedcba9876543210", "victim.txt"),
        (".repertory-0000000000000000", "victim.txt"),
    ],
)
def test_a_journal_moves_nothing_outside_the_folder(
    tmp_path: Path, temporary: str, name: str
) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    for each in (outside / "new", outside / "old", folder / TEMPORARY / "old" / "out"):
        each.mkdir(parents=True)
    (tmp_path / "victim.txt").write_text("theirs")
    (outside / "victim.txt").write_text("theirs")
    (folder / "out").symlink_to(outside)
    (folder / "link").symlink_to(outside)
    (folder / ".repertory-fedcba9876543210").symlink_to(outside)
    (folder / TEMPORARY / "old" / "out" / "victim.txt").write_text("hostile")
    (folder / ".repertory-0000000000000000").mkdir()
    for link in ("new", "old"):
        (folder / ".repertory-0000000000000000" / link).symlink_to(outside)
    name = name.format(outside=outside)
    for old in ([name], []):
        content = {"temporary": temporary, "names": [name], "old": old, "subfolders": []}
        (folder / JOURNAL).write_bytes(msgspec.json.encode(content))
        before = tree(tmp_path)
        with pytest.raises(OutputError):
            write_files(folder, {"a.txt": "a"})
        assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        msgspec.json.encode(Journal("a", (), (), ())),
    ],
)
def test_a_damaged_journal_is_an_error(shelf: Path, content: bytes) -> None:
    (shelf / JOURNAL).write_bytes(content)
    before = tree(shelf)
    with pytest.raises(OutputError) as caught:
        write_files(shelf, {"a.txt": "new a\n"})
    assert str(caught.value) == (
        f"{shelf}/{JOURNAL}: the journal is damaged, so the old files of the folder cannot be "
        "restored. Remove it and run repertory build again, which writes all files."
    )
    assert tree(shelf) == before


def test_only_files_of_killed_runs_are_removed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (folder / TEMPORARY / "new" / "sub").mkdir(parents=True)
    (folder / TEMPORARY / "new" / "sub" / "half.txt").write_text("half")
    (folder / ".repertory-00000000000000aa").symlink_to(outside)
    (folder / ".repertory-00000000000000bb").write_text("half")
    (folder / ".repertory-notes.txt").write_text("theirs")
    (folder / ".repertory-notes").mkdir()
    write_files(folder, {"a.txt": "a"})
    assert sorted(os.listdir(folder)) == [".repertory-notes", ".repertory-notes.txt", "a.txt"]
    assert tree(outside) == {"kept.txt": b"kept"}


def test_a_subfolder_that_links_outside_is_refused(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (shelf / "out").symlink_to(outside)
    with pytest.raises(OutputError, match=r"'out/a\.txt': cannot be written: it does not name a"):
        write_files(shelf, {"a.txt": "new a\n", "out/a.txt": "a"})
    assert os.listdir(outside) == []
