"""Print how the cost of the command compares with that of the libraries, on this machine.

    python tests/benchmarks/startup_and_build.py

Nothing is asserted: times differ from machine to machine, ratios hardly. Each time is the CPU time
(user and system) of a process, the best of several runs. The targets are in the table.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
MAIN = "from repertory.__main__ import main; main()"
"""What the installed command runs."""

CONVERT = """
import atexit, gc, sys
gc.set_threshold(1_000_000)  # these two lines as the command does
atexit.register(gc.freeze)
from pathlib import Path
from repertory import read_index
from repertory.files import write_files
from repertory.outputs.output_files import OUTPUTS
publication = read_index(sys.argv[1])
def parts(name):
    content = publication.content(name)
    yield from [content] if isinstance(content, bytes | str) else content
names = [name for name in OUTPUTS if name != "queries.ttl"]
write_files(Path("converted"), {name: parts(name) for name in names})
"""
"""Convert the index and write all serialisations, tables and findings, each made when it is
written, as the command does: no validation, and no descriptions of the dataset, its questions and
its links, which a build adds."""

RUNS = 9
SIZES = (1, 10, 50)
CITATIONS = 400
"""Citations of a synthetic index of size 1, about as many as a real one has."""


def measure(command: Sequence[str], folder: Path, runs: int = RUNS) -> tuple[float, float]:
    """Return the CPU time in milliseconds and the peak memory in MB of a command."""
    times, memory = [], 0.0
    for _ in range(runs):
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, env=environment(folder)
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command} ended with {process.returncode}")
        times.append((usage.ru_utime + usage.ru_stime) * 1000)
        memory = max(memory, usage.ru_maxrss / (1 << 10 if sys.platform != "darwin" else 1 << 20))
    return min(times), memory


def environment(folder: Path) -> dict[str, str]:
    """Return the environment: the code of this checkout, compiled once, as an installation is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    cache = str(folder / "pycache")
    return {**kept, "PYTHONPATH": str(TOP / "converters"), "PYTHONPYCACHEPREFIX": cache}


def synthetic(size: int) -> Iterator[str]:
    """Yield the lines of an index with *size* times 400 citations, in reports of 200 paragraphs."""
    yield "Topic\tMeeting report\t\tReference in MADE-UP/2030/1 (by section)\n"
    yield "\tDocument\tParagraphs\t\n"
    for number in range(size * CITATIONS // 4):
        report, first = divmod(number * 4 % (200 * size), 200)
        paragraphs = ", ".join(str(first + each + 4) for each in range(4))
        references = ", ".join(f"{roman(report + 1)}.{first + each + 1}" for each in range(4))
        yield f"Topic {number}\tMADE-UP/{report + 2000}/2\t{paragraphs}\t{references}\n"


def roman(number: int) -> str:
    """Write a number in roman numerals."""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    for value, numeral in (*steps, (4, "IV"), (1, "I")):
        if number >= value:
            return numeral + roman(number - value)
    return ""


def python(code: str, *arguments: str) -> list[str]:
    """Return the command that runs *code*."""
    return [sys.executable, "-c", code, *arguments]


def compare_with_libraries(folder: Path) -> None:
    """Print the times of the commands as multiples of others."""
    nothing, _ = measure(python("pass"), folder)
    pyshacl, _ = measure(python("import pyshacl"), folder)
    manifest = str(TOP / "repertory.toml")
    source = str(TOP / "sources" / "index-of-recommendations-2019.txt")
    build = ["build", "--quiet", "--manifest", manifest, "--out", "dist"]
    rows = (
        ("convert, serialise", python(CONVERT, source), "import pyshacl", pyshacl, "1"),
        (
            "build --no-validate",
            python(MAIN, *build, "--no-validate"),
            "import pyshacl",
            pyshacl,
            "-",
        ),
        ("repertory build", python(MAIN, *build), "import pyshacl", pyshacl, "-"),
        ("repertory query topics", python(MAIN, "query", "topics"), "pass", nothing, "10"),
        ("repertory --version", python(MAIN, "--version"), "pass", nothing, "6"),
        ("repertory --help", python(MAIN, "--help"), "pass", nothing, "6"),
    )
    print(f"python -c pass {nothing:.0f} ms, import pyshacl {pyshacl:.0f} ms\n")
    for name, command, other, base, target in rows:
        time, _ = measure(command, folder)
        print(f"{name:20} {time:5.0f} ms = {time / base:4.2f} x {other} (target: below {target})")


def compare_sizes(folder: Path) -> None:
    """Print how time and memory of a build grow with the number of citations."""
    print(f"\n{'citations':>10} {'ms':>8} {'MB':>6} {'x time':>7} {'x memory':>9}")
    first: tuple[float, float] | None = None
    for size in SIZES:
        source = folder / f"synthetic-{size}.txt"
        source.write_text("".join(synthetic(size)), encoding="utf-8")
        build = python(MAIN, "build", "--quiet", source.name, "--out", f"out-{size}")
        time, memory = measure(build, folder, runs=3)
        first = first or (time, memory)
        growth = f"{time / first[0]:7.1f} {memory / first[1]:9.1f}"
        print(f"{size * CITATIONS:10} {time:8.0f} {memory:6.0f} {growth}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        compare_with_libraries(Path(made))
        compare_sizes(Path(made))
