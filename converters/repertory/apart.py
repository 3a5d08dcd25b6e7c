"""Call a function in a separate process, with limits on time and memory.

This is for work that cannot be stopped from inside its process: libraries that read hostile files,
and queries and patterns that never end. The other process imports no modules from the current
folder or `PYTHONPATH`, limits itself, ignores Ctrl-C (which ends this process), and ends when this
process ends, even by SIGKILL. Tasks and answers are sent through pipes as MessagePack, in the types
of the function's signature.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, cast, get_type_hints

from msgspec import Struct, convert, msgpack, to_builtins

from repertory import errors

if TYPE_CHECKING:
    from subprocess import Popen

Task = TypeVar("Task")
Result = TypeVar("Result")
Reason = Literal["time", "memory", "depth", "import", "fault", "end"]

_BOOT: Final = """\
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # before anything that takes time
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
spec = PathFinder.find_spec("repertory", [sys.argv[1]])
sys.modules["repertory"] = module_from_spec(spec)
spec.loader.exec_module(sys.modules["repertory"])
if sys.argv[1] not in sys.path:
    sys.path.append(sys.argv[1])  # libraries that are installed beside the package
from repertory.apart import _serve
_serve(sys.argv[2], int(sys.argv[3]))
"""
"""The program of the other process: it imports the package from the same folder as this process,
even if another package has the same name."""

_LENGTH: Final = 8
"""Bytes of the number before each message, which is its length."""


class Stopped(errors.RepertoryError):
    """The other process gave no answer.

    *reason* is `time` or `memory` if a limit was reached, `depth` if the input is nested too
    deeply, `import` if a module is missing, `fault` for any other exception, and `end` if the
    process ended for an unknown reason; *detail* is the module, the exception or the exit code.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        """Take the reason and the detail."""
        self.reason = reason
        self.detail = detail
        super().__init__(f"another process was stopped: {reason} ({detail})")

    def explain(self, work: str, seconds: float, smaller: str, longer: str) -> str:
        """Return a message about *work* with advice: *smaller* for the input, *longer* for time."""
        if self.reason == "time":
            return f"{work} was stopped after {seconds:g} seconds. {longer}"
        if self.reason in ("memory", "depth", "end"):  # a deep nesting can break Python itself
            why = "probably because it needs too much memory or its input is nested too deeply"
            return f"{work} ended its process, {why}. {smaller} ({self.detail})"
        return f"{work} failed: {self.detail}"


class _Call(Struct, Generic[Task], frozen=True):
    """A task and its time limit in seconds."""

    task: Task
    seconds: float


class _Answer(Struct, Generic[Result], frozen=True, tag="answer"):
    """The result of the function."""

    value: Result


class _Raised(Struct, frozen=True, tag="raised"):
    """An error of the function: *kind* is the name of a class of `errors`, or a `Reason`."""

    kind: str
    message: str
    problems: list[dict[str, Any]] = []


class Apart(Generic[Task, Result]):
    """A function that is called in another process, which the first call starts.

    It must be a function of a module, with one argument, in types that msgspec can encode. Later
    calls use the same process, and so the same module state.

    >>> from repertory.readers.guard import DocumentBytes, read_document
    >>> with Apart(read_document, memory=1_000_000_000) as read:
    ...     read(DocumentBytes("text", b"Topic", "index.txt"), seconds=60).lines[0][0].text
    'Topic'
    """

    def __init__(self, function: Callable[[Task], Result], memory: int) -> None:
        """Take the function and the limit of address space of its process, in bytes."""
        self._name = f"{function.__module__}:{function.__qualname__}"
        returned: Any = get_type_hints(function)["return"]
        self._types: Any = _Answer[returned] | _Raised
        self._memory = memory
        self._process: Popen[bytes] | None = None

    def __enter__(self) -> Apart[Task, Result]:
        """Return this."""
        return self

    def __exit__(self, *raised: object) -> None:
        """End the process."""
        self.end()

    def __call__(self, task: Task, seconds: float) -> Result:
        """Return the result for *task*; *seconds* include the start of the process.

        Raises:
            RepertoryError: when the function raises one, of the same class.
            Stopped: when there is no answer.
        """
        from threading import Event, Timer

        process = self._process = self._process or _start(self._name, self._memory)
        over = Event()

        def stop() -> None:
            over.set()
            process.kill()

        timer = Timer(seconds, stop)
        timer.start()
        try:
            message = _exchange(process, _pack(_Call(task, seconds)))
        except BaseException:  # e.g. Ctrl-C: the next call must not get this answer
            self.end()
            raise
        finally:
            timer.cancel()
        if message is None or over.is_set():
            raise _stopped(self.end(), over.is_set())
        answer = msgpack.decode(message, type=self._types)
        if isinstance(answer, _Raised):
            raise _error(answer)
        return cast(Result, answer.value)

    def end(self) -> int:
        """End the process, if it is running, and return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # the pipe may be broken
                if pipe is not None:
                    pipe.close()
        return process.wait()


def _start(name: str, memory: int) -> Popen[bytes]:
    """Start the same Python, without its environment variables and the current folder."""
    from subprocess import DEVNULL, PIPE, Popen

    options = ["-E", "-P", "-X", f"utf8={sys.flags.utf8_mode}"]
    options += ["-B"] if sys.dont_write_bytecode else []
    options += ["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    command = [sys.executable, *options, "-c", _BOOT, folder, name, str(memory)]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)


def _exchange(process: Popen[bytes], message: bytes) -> bytes | None:
    """Return the answer to a message, or None if the process ended without one."""
    assert process.stdin is not None and process.stdout is not None
    answer = None
    with suppress(OSError):  # a broken pipe
        _send(process.stdin, message)
        answer = _receive(process.stdout)
    if answer is None:
        process.wait()
    return answer


def _stopped(code: int, over: bool) -> Stopped:
    """Return why a process ended, by its exit code: for a signal, its negative number.

    When memory runs out, Python may abort (SIGABRT, SIGSEGV) or the system may send SIGKILL.
    """
    import signal

    if over or code == -getattr(signal, "SIGXCPU", 0):
        return Stopped("time", "")
    return Stopped("memory" if code < 0 else "end", f"exit code {code}")


def _error(raised: _Raised) -> errors.RepertoryError:
    kind = getattr(errors, raised.kind, None)
    if kind is None:
        return Stopped(convert(raised.kind, Reason), raised.message)
    if kind is errors.SourceError:
        from repertory.model import Problem

        return errors.SourceError(convert(raised.problems, tuple[Problem, ...]))
    error: errors.RepertoryError = kind.__new__(kind, raised.message)
    return error


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """Return the next message, or None if the pipe closes before it is complete."""
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    message = pipe.read(length)
    return message if length and len(message) == length else None


def _pack(value: object) -> bytes:
    """Encode a value; lone surrogates, which file names can contain, become escapes."""
    try:
        return msgpack.encode(value)
    except UnicodeEncodeError:
        return msgpack.encode(_visible(to_builtins(value, builtin_types=(bytes,))))


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {_visible(key): _visible(each) for key, each in value.items()}
    return [_visible(each) for each in value] if isinstance(value, list | tuple) else value


# ── In the other process ─────────────────────────────────────────────────────────────────────────


def _serve(name: str, memory: int) -> None:
    """Answer the calls on standard input until it is closed."""
    import gc
    from functools import partial

    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # keep the output of libraries out of the answers
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", memory)
    gc.set_threshold(100_000)  # most objects live to the end, so collecting often is wasted
    answer_each = _answer_each if sys.platform == "linux" else _answer_each_by_thread
    with suppress(OSError):  # a broken pipe: the caller has ended
        for answer in answer_each(calls, partial(_answer, name)):
            _send(answers, answer)
    os._exit(0)  # without freeing all objects first


def _limit(name: str, value: int) -> None:
    """Set a limit of this process, if the system supports and allows it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        kind = getattr(resource, name)
        resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def _answer_each(calls: IO[bytes], answer: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Yield the answer to each call; end this process if the caller ends meanwhile.

    When the caller ends, the pipe of the calls is closed, and Linux sends SIGIO, which ends this
    process even while a regular expression blocks all threads. (`PR_SET_PDEATHSIG` is unsuitable:
    it sends a signal when the *thread* that started this process ends.)
    """
    import fcntl
    import signal
    from select import select

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGIO])
    fcntl.fcntl(calls, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(calls, fcntl.F_GETFL)
    while (message := _receive(calls)) is not None:
        fcntl.fcntl(calls, fcntl.F_SETFL, flags | os.O_ASYNC)
        if select([calls], [], [], 0)[0]:  # closed before O_ASYNC was set
            return
        answered = answer(message)
        fcntl.fcntl(calls, fcntl.F_SETFL, flags)  # the next call must not send the signal
        yield answered


def _answer_each_by_thread(calls: IO[bytes], answer: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Do the same with a thread that waits for the end, on systems without that signal."""
    from queue import SimpleQueue
    from threading import Thread

    messages: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        while (message := _receive(calls)) is not None:
            messages.put(message)
        os._exit(0)

    Thread(target=read, daemon=True).start()
    while True:
        yield answer(messages.get())


def _answer(name: str, message: bytes) -> bytes:
    """Return the answer to one call of the function *name*."""
    from importlib import import_module

    try:
        module, _, function = name.partition(":")
        called = getattr(import_module(module), function)
        accepted, *_ = get_type_hints(called).values()
        call = msgpack.decode(message, type=_Call[accepted])  # type: ignore[valid-type]
        _limit("RLIMIT_CPU", int(_seconds_used() + call.seconds) + 2)
        return _pack(_Answer(called(call.task)))
    except BaseException as error:  # a panic in a Rust library is not an Exception
        return _pack(_raised(error))


def _seconds_used() -> float:
    used = os.times()
    return used.user + used.system


def _raised(error: BaseException) -> _Raised:
    text = " ".join(str(error).split())[:200]
    match error:
        case errors.RepertoryError():
            ours = (kind for kind in type(error).__mro__ if kind.__module__ == errors.__name__)
            problems = to_builtins(getattr(error, "problems", ()))
            return _Raised(next(ours).__name__, str(error), list(problems))
        case MemoryError():
            return _Raised("memory", "MemoryError")
        case RecursionError():
            return _Raised("depth", "RecursionError")
        case ImportError():
            return _Raised("import", error.name or text)
    return _Raised("fault", f"{type(error).__name__}: {text}")
