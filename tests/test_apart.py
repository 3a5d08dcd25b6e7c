"""A function in another process: its results, errors and limits, and how the process ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from tests.processes import children, cpu_seconds, is_running, linux, wait_until

from repertory import apart
from repertory.apart import Apart, Stopped
from repertory.errors import NotationError, QueryError, RepertoryError, SourceError
from repertory.model import Place, Problem
from repertory.querying.supervised import SupervisedStore
from repertory.readers.guard import read_guarded
from repertory.validation.supervised import validate_supervised

pytestmark = pytest.mark.slow

PACKAGE = Path(apart.__file__).parent
MEMORY = 1_000_000_000
LONG = 600
"""Seconds, more than any test takes."""

WORK = """
from __future__ import annotations

import os
import re
import signal
import sys
import time

from msgspec import Struct

from repertory.errors import NotationError, QueryError, SourceError
from repertory.model import Place, Problem


class Parcel(Struct, frozen=True):
    text: str
    content: bytes
    places: tuple[Place, ...]


seen: list[str] = []


def send_back(parcel: Parcel) -> Parcel:
    print("output of a library")
    return parcel


def remember(text: str) -> list[str]:
    seen.append(text)
    return seen


def refuse(kind: str) -> None:
    if kind == "source":
        raise SourceError([Problem(Place("a\\udcff.txt", line=n), "b", "c", "d") for n in (1, 2)])
    if kind == "query":
        raise QueryError("no such query")
    if kind == "notation":
        raise NotationError("5–3", 0, 3, "a range that goes up")
    raise type("Special", (QueryError,), {})("something special")


def take_all_memory(kind: str) -> int:
    return len(bytearray(4_000_000_000))


def nest(kind: str) -> None:
    nest(kind)


def need_module(kind: str) -> None:
    import no_such_module


def fail(kind: str) -> None:
    raise KeyError("word/document.xml")


def panic(kind: str) -> None:
    raise type("PanicException", (BaseException,), {})("an assertion failed")


def leave(kind: str) -> None:
    os._exit(3)


def get_signal(kind: str) -> None:
    os.kill(os.getpid(), getattr(signal, kind))
    time.sleep(600)


def never_end(kind: str) -> None:
    re.match("(a+)+$", "a" * 60 + "b")  # this blocks all other threads


def spin(kind: str) -> None:
    while True:
        pass


def limits(kind: str) -> list[int]:
    import resource

    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_CPU)
    return [resource.getrlimit(each)[0] for each in kinds]


def origins(kind: str) -> list[str]:
    import repertory

    return [str(repertory.__file__), os.getcwd(), str(sys.pycache_prefix)]
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Create a module beside the package, with functions for the other process."""
    folder = tmp_path / "installed"
    folder.mkdir()
    (folder / "repertory").symlink_to(PACKAGE)
    (folder / "work.py").write_text(WORK, encoding="utf-8")
    monkeypatch.setattr(apart, "__file__", str(folder / "repertory" / "apart.py"))
    monkeypatch.syspath_prepend(folder)
    yield import_module("work")
    del sys.modules["work"]


def test_task_and_result_are_unchanged_whatever_a_library_prints(work: ModuleType) -> None:
    places = tuple(Place("a.txt", line=number, cell="x") for number in range(1000))
    parcel = work.Parcel("Índice 🜁 \0", bytes(range(256)) * 10_000, places)
    with Apart(work.send_back, MEMORY) as send:
        assert send(parcel, LONG) == parcel


def test_a_lone_surrogate_becomes_an_escape(work: ModuleType) -> None:
    with Apart(work.send_back, MEMORY) as send:
        assert send(work.Parcel("a\udcff", b"\xff", ()), LONG).text == "a\\udcff"


def test_the_process_serves_all_calls_and_is_restarted_after_a_stop(
    work: ModuleType,
) -> None:
    with Apart(work.remember, MEMORY) as remember:
        assert remember("a", LONG) == ["a"]
        assert remember("b", LONG) == ["a", "b"]
        assert remember._process is not None
        remember._process.kill()
        with pytest.raises(Stopped):
            remember("c", LONG)
        assert remember("d", LONG) == ["d"]


def test_our_errors_are_raised_again_with_their_class(work: ModuleType) -> None:
    raised: list[RepertoryError] = []
    with Apart(work.refuse, MEMORY) as refuse:
        for kind in ("source", "query", "notation", "special"):
            with pytest.raises(RepertoryError) as caught:
                refuse(kind, LONG)
            raised.append(caught.value)
    assert [type(error) for error in raised] == [SourceError, QueryError, NotationError, QueryError]
    problems = [Problem(Place("a\\udcff.txt", line=n), "b", "c", "d") for n in (1, 2)]
    assert str(raised[0]) == str(SourceError(problems))
    assert isinstance(raised[0], SourceError) and raised[0].problems == tuple(problems)
    assert [str(error) for error in raised[1:]] == [
        "no such query",
        "'5–3': expected a range that goes up.",
        "something special",
    ]


@pytest.mark.parametrize(
    ("function", "task", "reason", "detail"),
    [
        ("take_all_memory", "", "memory", "MemoryError"),
        ("get_signal", "SIGABRT", "memory", "exit code -6"),
        ("get_signal", "SIGSEGV", "memory", "exit code -11"),
        ("get_signal", "SIGKILL", "memory", "exit code -9"),
        ("get_signal", "SIGXCPU", "time", ""),
        ("nest", "", "depth", "RecursionError"),
        ("need_module", "", "import", "no_such_module"),
        ("fail", "", "fault", "KeyError: 'word/document.xml'"),
        ("panic", "", "fault", "PanicException: an assertion failed"),
        ("leave", "", "end", "exit code 3"),
    ],
)
def test_the_reason_of_a_stop_is_reported(
    work: ModuleType, function: str, task: str, reason: str, detail: str
) -> None:
    with (
        Apart[str, None](getattr(work, function), MEMORY) as call,
        pytest.raises(Stopped) as caught,
    ):
        call(task, LONG)
    assert caught.value.reason == reason
    assert caught.value.detail.startswith(detail)


def test_work_that_never_ends_is_stopped_and_its_process_is_gone(work: ModuleType) -> None:
    never_end = Apart[str, None](work.never_end, MEMORY)
    with never_end, pytest.raises(Stopped) as caught:
        process = start(never_end)
        never_end("", seconds=1)
    assert caught.value.reason == "time"
    assert process.returncode == -signal.SIGKILL


def start(call: Apart[str, None]) -> subprocess.Popen[bytes]:
    """Start the process of a function before its first call."""
    process = call._process = apart._start(call._name, call._memory)
    return process


def test_the_other_process_limits_itself_for_each_call(work: ModuleType) -> None:
    with Apart(work.limits, MEMORY) as limits:
        first, second = limits("", 100), limits("", 200)
    assert first[:2] == [MEMORY, 0]
    assert 100 < first[2] < 110
    assert 200 < second[2] < 210


def test_a_process_that_a_thread_started_outlives_the_thread(work: ModuleType) -> None:
    with Apart(work.remember, MEMORY) as remember:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(remember, "a", LONG).result() == ["a"]
        assert remember("b", LONG) == ["a", "b"]


def test_the_package_and_the_bytecode_cache_are_those_of_this_process(
    work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    with Apart(work.origins, MEMORY) as origins:
        package, *others = origins("", LONG)
    assert package == str(tmp_path / "installed" / "repertory" / "__init__.py")
    assert others == [os.getcwd(), str(tmp_path / "cache")]


TRAP = "open({marker!r}, 'a').write(__name__ + ' ')\n"
TRAPS = ("enum", "json", "msgspec", "repertory", "sitecustomize", "typing", "usercustomize")


def test_nothing_is_imported_from_the_current_folder_or_from_pythonpath(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "imported"
    for folder in (tmp_path / "here", tmp_path / "path"):
        folder.mkdir()
        for name in TRAPS:
            (folder / f"{name}.py").write_text(TRAP.format(marker=str(marker)))
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    (tmp_path / "a.ttl").write_text("<a:s> <a:p> <a:o> .")
    with SupervisedStore([tmp_path / "a.ttl"]) as store:
        assert len(store.ask("SELECT * { ?s ?p ?o }").rows) == 1
    assert validate_supervised([str(tmp_path / "a.ttl")]).statements == 1
    assert read_guarded("HTML", b"<p>Topic</p>", "a.html").lines[0][0].text == "Topic"
    assert not marker.exists()


# ── The end of the caller ────────────────────────────────────────────────────────────────────────

ELSEWHERE = "import sys; sys.platform = 'elsewhere'\n"
CALL = """
import sys
sys.path.insert(0, {folder!r})
from repertory import apart
apart.__file__ = {file!r}
apart._BOOT = {before!r} + apart._BOOT
import work
apart.Apart(work.spin, 1_000_000_000)("", 600)
"""


def end_with_child(
    command: list[str], folder: Path, number: signal.Signals, worked: float
) -> list[int]:
    """Start a command, signal it when its child has worked, and return a child that remains.

    The child may take two minutes to end.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet) as process:
        try:
            wait_until(lambda: children(process.pid), process)
            (child,) = children(process.pid)
            wait_until(lambda: cpu_seconds(child) >= worked, process)
            process.send_signal(number)
            process.wait()
            for _ in range(2400):
                if not is_running(child):
                    return []
                time.sleep(0.05)
            os.kill(child, signal.SIGKILL)
            return [child]
        finally:
            process.kill()


@pytest.fixture
def commands(tmp_path: Path) -> dict[str, list[str]]:
    """Return a command of each package whose work in another process takes long."""
    prefixes = "@prefix a: <http://a.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    (tmp_path / "data.ttl").write_text(f'{prefixes} a:x a:p "{"a" * 60}b" .')
    (tmp_path / "shapes.ttl").write_text(
        f"{prefixes} a:S a sh:NodeShape ; sh:targetSubjectsOf a:p ; sh:property a:P . "
        'a:P sh:path a:p ; sh:pattern "^(a+)+$" .'
    )
    (tmp_path / "endless.rq").write_text(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    )
    (tmp_path / "index.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n" + b"<<" * 20_000_000)
    call = [sys.executable, "-m", "repertory"]
    return {
        "check": [*call, "check", "index.pdf"],
        "query": [*call, "query", "--sparql", "endless.rq", "--timeout", "600"],
        "validate": [*call, "validate", "data.ttl", "--shapes", "shapes.ttl"],
    }


@linux
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("name", ["check", "query", "validate"])
def test_no_process_outlives_a_command(
    name: str, number: signal.Signals, commands: dict[str, list[str]], tmp_path: Path
) -> None:
    assert end_with_child(commands[name], tmp_path, number, worked=0.5) == []


@linux
@pytest.mark.parametrize("worked", [0, 0.02, 0.05, 0.1])
def test_no_process_outlives_a_caller_that_ends_while_it_starts(
    worked: float, commands: dict[str, list[str]], tmp_path: Path
) -> None:
    assert end_with_child(commands["validate"], tmp_path, signal.SIGKILL, worked) == []


@linux
def test_without_the_signal_a_thread_notices_the_end_of_the_caller(
    work: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "installed"
    file = str(folder / "repertory" / "apart.py")
    call = CALL.format(folder=str(folder), file=file, before=ELSEWHERE)
    command = [sys.executable, "-c", call]
    assert end_with_child(command, tmp_path, signal.SIGKILL, worked=0.5) == []


def test_without_the_signal_the_process_serves_all_calls(
    work: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_BOOT", ELSEWHERE + apart._BOOT)
    with Apart(work.remember, MEMORY) as remember:
        assert [remember(text, LONG) for text in "ab"] == [["a"], ["a", "b"]]
