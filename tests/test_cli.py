"""The commands, called as a user calls them: output, exit codes and error messages."""

from __future__ import annotations

import gzip
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import CliRunner, Result
from tests.whales import CORRECTION, HEAD, TEXT, contents

import repertory as package
from repertory.cli import COMMANDS, repertory
from repertory.commands.build import STREAMS
from repertory.commands.check import REPORTS

TOP: Final = Path(__file__).parents[1]
CONVERTERS: Final = TOP / "converters"

CLEAN = TEXT.replace("I.19", "I.9").replace("4, 5 and 6\tI.2, I.3", "3, 5 and 6\tI.1, I.3")

MANIFEST = """\
[dataset]
identifier = "whales"

[[index]]
source = "whales.txt"
identifier = "whales-2030"
scheme = "whales"
"""


UNPUBLISHED = (
    "The IRIs begin with https://unpublished.invalid/id/, which is not published. Set base in "
    "[dataset] of repertory.toml to an address that you will keep, such as "
    "https://data.example.org/id/, and run repertory build again.\n"
)
"""What a build of data without a base says."""


def environment(**changed: str) -> dict[str, str]:
    """Return the environment without the settings of Python that a developer may have."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": str(CONVERTERS), "PYTHONDONTWRITEBYTECODE": "1", **changed}


def run(
    *arguments: str | bytes,
    folder: Path,
    given: bytes = b"",
    settings: dict[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "repertory", *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        env=environment(**(settings or {})),
        preexec_fn=before,
        check=False,
        timeout=60,
    )


def names(folder: Path) -> set[str]:
    """Return the names of the files and folders in a folder, including hidden ones."""
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one document in it."""
    (tmp_path / "whales.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str, given: bytes | None = None) -> Result:
    """Call the command in this process; errors are raised, since only `main` prints them."""
    return CliRunner().invoke(repertory, arguments, input=given, catch_exceptions=False)


# ── Help ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_lists_every_command_with_its_purpose(option: str) -> None:
    result = invoke(option)
    assert result.exit_code == 0
    for name, entry in COMMANDS.items():
        assert re.search(
            rf"^  {name} +{re.escape(entry.purpose[:30])}", result.output, re.MULTILINE
        )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_a_valid_example(name: str) -> None:
    result = invoke(name, "--help")
    assert result.exit_code == 0
    examples = re.findall(rf"repertory {name}\b.*", result.output)
    assert examples, result.output
    options = set(re.findall(r"--[a-z-]+", " ".join(examples)))
    command = repertory.get_command(click.Context(repertory), name)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    known |= {option for parameter in command.params for option in parameter.secondary_opts}
    assert options <= known


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_has_a_help_text(name: str) -> None:
    command = repertory.get_command(click.Context(repertory), name)
    assert command is not None
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_version_is_that_of_the_package() -> None:
    assert invoke("--version").output == f"repertory, version {package.__version__}\n"


# ── build ────────────────────────────────────────────────────────────────────────────────────────


def test_build_writes_the_dataset_and_prints_a_summary(folder: Path) -> None:
    result = invoke("build", "whales.txt", "--out", "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "whales.txt: 4 rows, 4 topics, 8 citations of 1 report."
    )
    assert result.stdout.splitlines()[1] == "Misprints: 1 (1 open); see findings.md."
    assert result.stdout.splitlines()[-1] == (
        f"Wrote out: {len(contents(folder / 'out'))} files are new or changed."
    )
    assert names(folder) == {"whales.txt", "out"}


@pytest.mark.parametrize("base", ["", "https://Desk.INVALID/data/", "https://un.org/invalid/"])
def test_build_says_once_that_the_base_is_not_a_published_one(folder: Path, base: str) -> None:
    entry = f'"whales"\nbase = "{base}"\n' if base else '"whales"\n'
    manifest = MANIFEST.replace('"whales"\n', entry, 1)
    (folder / "repertory.toml").write_text(manifest, encoding="utf-8")
    said = UNPUBLISHED.replace("https://unpublished.invalid/id/", base) if base else UNPUBLISHED
    expected = "" if base.startswith("https://un.org/") else said
    assert invoke("build").stderr == expected
    assert invoke("build", "--out", "-").stderr.endswith(expected)
    quiet = invoke("build", "--out", "-", "--quiet")
    assert f"<{base or 'https://unpublished.invalid/id/'}dataset/whales>" in quiet.stdout
    assert quiet.stderr == ""


def test_build_writes_to_dist_next_to_the_manifest_from_any_subfolder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "repertory.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(folder / "a" / "b")
    result = invoke("build")
    assert result.exit_code == 0
    assert "The IRIs of new topics are recorded in" in result.output
    assert names(folder) == {"whales.txt", "repertory.toml", "dist", "a", "whales.identifiers.toml"}
    again = invoke("build")
    assert again.stdout.splitlines()[-1].endswith("/dist: 0 files are new or changed.")


@pytest.mark.parametrize("source", ["whales.txt", "other.txt", "-"])
def test_one_document_does_not_overwrite_the_dataset_of_a_manifest(
    source: str, folder: Path
) -> None:
    second = MANIFEST[MANIFEST.index("[[index]]") :].replace("whales", "others")
    (folder / "repertory.toml").write_text(f"{MANIFEST}\n{second}", encoding="utf-8")
    for name in ("other.txt", "others.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    before = contents(folder)
    result = run("build", source, folder=folder, given=TEXT.encode())
    assert (result.returncode, result.stdout) == (2, b"")
    message = result.stderr.decode().replace(f"{folder}/", "")
    assert message == (
        f"repertory: {source}: dist is reserved for the dataset of all documents that "
        "repertory.toml lists. Pass --out DIR.\n"
    )
    assert before == contents(folder)


def test_the_only_document_of_a_manifest_may_be_built_into_dist(folder: Path) -> None:
    (folder / "repertory.toml").write_text(MANIFEST, encoding="utf-8")
    assert run("build", folder=folder).returncode == 0
    before = contents(folder)
    assert run("build", "whales.txt", folder=folder).returncode == 0
    assert before == contents(folder)


def test_a_dataset_without_links_can_be_validated(folder: Path) -> None:
    invoke("build", "whales.txt", "--out", "out")
    assert invoke("validate", "out").exit_code == 0
    assert not (folder / "out" / "mappings").exists()


def test_quiet_prints_nothing(folder: Path) -> None:
    result = run("build", "whales.txt", "--out", "out", "--quiet", folder=folder)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


@pytest.mark.parametrize(("stream", "name"), STREAMS.items())
@pytest.mark.slow
def test_standard_output_receives_the_bytes_of_the_file(
    folder: Path, stream: str, name: str
) -> None:
    run("build", "whales.txt", "--out", "out", folder=folder)
    result = run("build", "whales.txt", "--out", "-", "--format", stream, folder=folder)
    assert result.returncode == 0
    written = folder / "out" / name
    if stream == "trig":
        assert result.stdout == gzip.decompress(written.with_name(f"{name}.gz").read_bytes())
    else:
        assert result.stdout == written.read_bytes()
    assert result.stderr.splitlines()[0].startswith(b"whales.txt: 4 rows")
    assert names(folder) == {"whales.txt", "out"}


def test_standard_input_is_read(folder: Path) -> None:
    piped = run("build", "-", "--out", "-", "--format", "csv", folder=folder, given=TEXT.encode())
    named = run("build", "whales.txt", "--out", "-", "--format", "csv", folder=folder)
    expected = named.stdout.replace(b"/whales/", b"/standard-input/")
    expected = expected.replace(b",whales,", b",standard-input,")
    assert (piped.returncode, piped.stdout) == (0, expected)


def test_problems_of_standard_input_are_reported(folder: Path) -> None:
    result = run("check", "-", folder=folder, given=b"")
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"repertory: standard-input: found an empty file")


# ── check ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("report", "name"), REPORTS.items())
def test_check_prints_the_report_that_a_build_writes(folder: Path, report: str, name: str) -> None:
    result = run("check", "whales.txt", "--format", report, folder=folder)
    assert result.returncode == 1
    run("build", "whales.txt", "--out", "out", folder=folder)
    if (folder / "out" / name).exists():
        assert result.stdout == (folder / "out" / name).read_bytes()
    assert b"I.19" in result.stdout
    assert result.stderr == b""


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        (TEXT, "violation", 0),
        (TEXT, "warning", 1),
        (TEXT, "info", 1),
        (CLEAN, "warning", 0),
        (TEXT.replace("I.7 and I.19", "I.7"), "violation", 1),
    ],
)
def test_open_findings_of_the_given_severity_fail_the_check(
    folder: Path, text: str, level: str, code: int
) -> None:
    (folder / "whales.txt").write_text(text, encoding="utf-8")
    assert invoke("check", "whales.txt", "--fail-on", level, "--quiet").exit_code == code


def test_without_a_level_a_warning_fails_the_check(folder: Path) -> None:
    result = invoke("check", "whales.txt", "--quiet")
    assert (result.exit_code, result.output) == (1, "")


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_a_finding_that_was_reviewed_does_not_fail_the_check(folder: Path, status: str) -> None:
    correction = CORRECTION.replace('"accepted"', f'"{status}"')
    (folder / "whales.corrections.toml").write_text(correction, encoding="utf-8")
    assert invoke("check", "whales.txt").exit_code == 0


# ── Errors ───────────────────────────────────────────────────────────────────────────────────────

ERRORS: Final[dict[str, tuple[bytes, list[str]]]] = {
    "an empty file": (b"", ["whales.txt: found an empty file"]),
    "blank lines only": (b"\n \n\t\n", ["whales.txt: found an empty file"]),
    "a PDF file": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ["whales.txt: found a"]),
    "a ZIP file": (b"PK\x03\x04\x14\x00\x00\x00", ["whales.txt: found a"]),
    "a file with NUL": (b"Topic\tDocument\x00\n", ["whales.txt: found binary content"]),
    "Latin-1": (
        HEAD.encode() + "Cétacés\tWHALE/1\t4\tI.2\n".encode("latin-1"),
        ["whales.txt, line 3, column 2: found the byte 0xe9, which is not UTF-8"],
    ),
    "no table": (b"Whales sing.\n", ["whales.txt: found no table"]),
    "no column titles": (b"a\tb\tc\td\n", ["whales.txt: found no line of column titles"]),
    "titles alone": (HEAD.encode(), ["whales.txt, line 2, column 1: found a table without rows"]),
    "a missing column": (
        b"Topic\tParagraphs\tReference\nCalves\t4\tI.2\n",
        ["whales.txt, line 1, column 1: found titles of the columns topic, paragraphs, reference"],
    ),
    "a cell outside the columns": (
        HEAD.encode() + b"Calves\tWHALE/1\t4\tI.2\tblue\n",
        ["whales.txt, line 3, column 22: found 'blue'"],
    ),
    "unreadable cells": (
        HEAD.encode()
        + "Calves\tWHALE/1\t4 and\tI.2\nSongs\twhale\t5–3\tI.2, ?\n".encode()
        + b"Tides\tWHALE/1\t\tI.2\n",
        [
            "whales.txt, line 3, column 18: found 'and'",
            "whales.txt, line 4, column 7: found 'whale'",
            "whales.txt, line 4, column 13: found '5–3'",
            "whales.txt, line 4, column 22: found '?'",
            "whales.txt, line 5, column 15: found an empty cell",
        ],
    ),
    "an absurd range": (
        HEAD.encode() + "Calves\tWHALE/1\t1–99999\tI.2\n".encode(),
        ["whales.txt, line 3, column 16: found '1–99999', expected a range of at most"],
    ),
    "a row without a topic": (
        HEAD.encode() + b"\tWHALE/1\t4\tI.2\n",
        ["whales.txt, line 3"],
    ),
}
"""Kind of error -> the contents of the document and the beginnings of its messages."""


def check_errors(result: subprocess.CompletedProcess[bytes], expected: Sequence[str]) -> None:
    """Check that a call failed as it should: one message, no traceback, exit code 2."""
    message = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b""), message
    assert "Traceback" not in message
    lines = message.removeprefix("repertory: ").splitlines()
    assert len(lines) == len(expected), message
    for line, beginning in zip(lines, expected, strict=True):
        assert line.startswith(beginning)
        assert "expected" in line


@pytest.mark.parametrize(("content", "expected"), ERRORS.values(), ids=ERRORS.keys())
def test_an_error_in_the_document_is_reported_with_its_place(
    folder: Path, content: bytes, expected: list[str]
) -> None:
    (folder / "whales.txt").write_bytes(content)
    check_errors(run("build", "whales.txt", "--out", "out", folder=folder), expected)
    assert names(folder) == {"whales.txt"}


def test_an_error_does_not_change_an_earlier_build(folder: Path) -> None:
    run("build", "whales.txt", "--out", "out", folder=folder)
    before = contents(folder / "out")
    (folder / "whales.txt").write_text(TEXT.replace("7 and 8", "8–7"), encoding="utf-8")
    done = run("build", "whales.txt", "--out", "out", "--strict", folder=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "column 15: found '8–7', expected a range that goes up" in done.stderr.decode()
    assert contents(folder / "out") == before


def test_a_cell_that_cannot_be_read_hides_no_other_row(folder: Path) -> None:
    (folder / "whales.txt").write_text(TEXT.replace("7 and 8", "8–7"), encoding="utf-8")
    done = run("build", "whales.txt", "--out", "out", folder=folder)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-2:] == [
        "whales.txt, line 4, column 15: found '8–7', expected a range that goes up",
        "1 cell cannot be read; see above. The rest is written.",
    ]
    assert "rep:unreadable-cell" not in (folder / "out" / "dataset.ttl").read_text("utf-8")
    assert "found '8–7'" in (folder / "out" / "findings.md").read_text("utf-8")
    checked = run("check", "whales.txt", folder=folder)
    assert checked.returncode == 1
    assert "unreadable-cell [open]" in checked.stdout.decode()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("missing.txt", "missing.txt: found no such file"),
        (".", ".: found a folder"),
        ("whales.txt/below.txt", "whales.txt/below.txt: found not a directory"),
        (b"\xff.txt".decode("utf-8", "surrogateescape"), "\\udcff.txt: found no such file"),
    ],
)
def test_a_missing_document_is_reported(folder: Path, source: str, found: str) -> None:
    check_errors(run("build", os.fsencode(source), "--out", "out", folder=folder), [found])
    assert names(folder) == {"whales.txt"}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "whales.corrections.toml",
            CORRECTION.replace("I.19", "I.29"),
            "whales.corrections.toml, line 1: found a correction of 'Songs, recordings', WHALE/1",
        ),
        ("whales.corrections.toml", "[[correction", "whales.corrections.toml, line 1: found"),
        ("whales.identifiers.toml", "[topics]\nA = 1\n", "whales.identifiers.toml, line 2"),
        ("whales.identifiers.toml", "\x00", "whales.identifiers.toml, line 1"),
    ],
)
def test_an_error_in_a_file_next_to_the_document_is_reported(
    folder: Path, name: str, content: str, expected: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    check_errors(run("build", "whales.txt", "--out", "out", folder=folder), [expected])
    assert names(folder) == {"whales.txt", name}


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ("[dataset", "repertory.toml, line 1"),
        (MANIFEST.replace("whales.txt", "lost.txt"), "repertory.toml, line 5"),
        (MANIFEST.replace('scheme = "whales"\n', ""), "repertory.toml, line 4"),
    ],
)
def test_an_error_in_the_manifest_is_reported(folder: Path, manifest: str, expected: str) -> None:
    (folder / "repertory.toml").write_text(manifest, encoding="utf-8")
    result = run("build", folder=folder)
    message = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b"")
    assert "Traceback" not in message
    assert Path(message.removeprefix("repertory: ").partition(",")[0]).name == "repertory.toml"
    assert expected in message
    assert names(folder) == {"whales.txt", "repertory.toml"}


def test_without_a_manifest_the_message_says_what_to_pass(folder: Path) -> None:
    for command in ("build", "check"):
        result = run(command, folder=folder)
        assert (result.returncode, result.stdout) == (2, b"")
        assert result.stderr.startswith(
            b"repertory: there is no repertory.toml here or in a folder above"
        )


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "whales.txt", "--format", "owl"],
        ["build", "whales.txt", "--format", "nt"],
        ["build", "whales.txt", "--out", "out", "--format", "nt"],
        ["build", "whales.txt", "too-many"],
        ["build", "whales.txt", "--manifest", "missing.toml"],
        ["check", "--fail-on", "never"],
        ["rebuild"],
        ["check", "--unknown"],
    ],
)
def test_wrong_usage_is_reported_with_the_usage(folder: Path, arguments: list[str]) -> None:
    result = run(*arguments, folder=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"Usage: ")
    assert b"Traceback" not in result.stderr


# ── Outputs that cannot be written ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("out", ["whales.txt", "whales.txt/below"])
def test_an_output_folder_that_is_a_file_or_below_one_is_reported(folder: Path, out: str) -> None:
    result = run("build", "whales.txt", "--out", out, folder=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(f"repertory: {out}: cannot be written: ".encode())
    assert len(result.stderr.splitlines()) == 1
    assert (names(folder), (folder / "whales.txt").read_text("utf-8")) == ({"whales.txt"}, TEXT)


def test_a_full_disk_is_reported_and_no_files_remain(folder: Path) -> None:
    (folder / "repertory.toml").write_text(MANIFEST, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))

    result = run("build", folder=folder, before=limit)
    assert (result.returncode, result.stdout) == (2, b""), result.stderr
    assert re.fullmatch(rb"repertory: \S+: cannot be written: file too large\. .*\n", result.stderr)
    assert names(folder) == {"whales.txt", "repertory.toml"}


def test_a_full_disk_does_not_change_an_earlier_build(folder: Path) -> None:
    run("build", "whales.txt", "--out", "out", folder=folder)
    before = contents(folder)
    text = TEXT + "".join(f"Waves {n}\tWHALE/1\t{n}\tI.{n - 2}\n" for n in range(12, 60))
    (folder / "whales.txt").write_text(text, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    result = run("build", "whales.txt", "--out", "out", folder=folder, before=limit)
    assert result.returncode == 2, result.stderr
    assert contents(folder) == {**before, "whales.txt": text.encode()}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["build", "whales.txt", "--out", "-"], ["check", "whales.txt"], ["--help"], ["--version"]],
)
def test_a_full_standard_output_is_reported(folder: Path, arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "repertory", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    expected = b"repertory: standard output: cannot be written: no space left on device.\n"
    assert (result.returncode, result.stderr.splitlines(keepends=True)[-1]) == (2, expected)


CLOSED: Final = ["build whales.txt --out -", "check whales.txt", "query topics"]


@pytest.mark.parametrize("arguments", CLOSED)
def test_a_closed_standard_output_is_reported(folder: Path, arguments: str) -> None:
    command = f"'{sys.executable}' -m repertory {arguments} >&-"
    result = subprocess.run(
        ["sh", "-c", command], stderr=subprocess.PIPE, env=environment(), check=False
    )
    assert (result.returncode, result.stderr) == (
        2,
        b"repertory: standard output: cannot be written: it is closed.\n",
    )


def test_a_pipe_that_is_closed_early_is_not_an_error(folder: Path) -> None:
    rows = "".join(f"Waves {n}\tWHALE/1\t{n}\tI.{n - 2}\n" for n in range(12, 400))
    (folder / "whales.txt").write_text(TEXT + rows, encoding="utf-8")
    script = (
        f"'{sys.executable}' -m repertory build whales.txt --out - --format nt --quiet | head -1"
    )
    result = subprocess.run(
        ["sh", "-c", script], capture_output=True, env=environment(), check=False
    )
    assert (result.stdout.count(b"\n"), result.stderr) == (1, b"")


def test_a_similar_command_is_suggested_for_an_unknown_one(folder: Path) -> None:
    result = run("biuld", folder=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.endswith(b"Error: No such command 'biuld'. Did you mean build?\n")
    assert run("zzz", folder=folder).stderr.endswith(b"Error: No such command 'zzz'.\n")


# ── Reproducible output ──────────────────────────────────────────────────────────────────────────

ENVIRONMENTS: Final[dict[str, dict[str, str]]] = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third hash seed": {"PYTHONHASHSEED": "4294967295"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "the locale POSIX": {"LC_ALL": "POSIX", "LANG": "C", "PYTHONUTF8": "0"},
    "another terminal": {"COLUMNS": "20", "TERM": "dumb", "NO_COLOR": "1"},
}


@pytest.mark.parametrize("settings", ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys())
@pytest.mark.slow
def test_output_and_files_are_the_same_in_every_environment(
    folder: Path, settings: dict[str, str]
) -> None:
    (folder / "índice.txt").write_text(TEXT.replace("Calves", "Cétacés 腐败"), encoding="utf-8")
    (folder / "índice.corrections.toml").write_text(CORRECTION, encoding="utf-8")
    plain = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    results = []
    for number, chosen in enumerate((plain, {**plain, **settings})):
        out = f"out{number}"
        built = run("build", "índice.txt", "--out", out, folder=folder, settings=chosen)
        checked = run("check", "índice.txt", folder=folder, settings=chosen)
        assert (built.returncode, built.stderr) == (0, UNPUBLISHED.encode())
        assert (checked.returncode, checked.stderr) == (0, b"")
        results.append((contents(folder / out), checked.stdout))
    assert results[0] == results[1]


@pytest.mark.slow
def test_output_and_files_are_the_same_from_any_folder(folder: Path) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    sources = {folder: "whales.txt", folder / "deep": "../whales.txt"}
    sources[folder / "deep" / "er"] = str(folder / "whales.txt")
    results = []
    for number, (where, source) in enumerate(sources.items()):
        out = folder / f"out{number}"
        run("build", source, "--out", str(out), folder=where)
        checked = run("check", source, folder=where)
        results.append((contents(out), checked.stdout, checked.returncode))
    assert results[0] == results[1] == results[2]


def write_named(folder: Path, name: bytes, text: str) -> bytes:
    """Write a file with a name of any bytes, and return the name."""
    try:
        (folder / os.fsdecode(name)).write_text(text, encoding="utf-8")
    except OSError:
        pytest.skip("the file system requires names in UTF-8")
    return name


@pytest.mark.parametrize("form", ["text", "json", "md", "ttl", "junit", "sarif"])
def test_rdf_files_with_names_of_any_bytes_can_be_validated(folder: Path, form: str) -> None:
    """The base of the relative IRIs of a file is made from its name."""
    name = write_named(folder, b"\xfftopics.ttl", "<#a> a <#B> .")
    bad = write_named(folder, b"\xffbad.ttl", "<#a> a")
    result = run("validate", "--format", form, name, folder=folder)
    assert (result.returncode, result.stderr) == (0, b"")
    result = run("validate", "--format", form, bad, folder=folder)
    check_errors(result, ["\\udcffbad.ttl, line 1, column 7: found"])


def test_rdf_files_with_names_of_any_bytes_can_be_queried(folder: Path) -> None:
    name = write_named(folder, b"\xfftopics.ttl", "<#a> a <#B> .")
    (folder / "all.rq").write_text("SELECT ?s { ?s ?p ?o }", encoding="utf-8")
    result = run(*("query", "--sparql", "all.rq", "--data", name, "--format", "csv"), folder=folder)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.split()[1].endswith(b"/%FFtopics.ttl#a")


def test_a_document_whose_name_is_not_utf_8_is_checked_but_not_listed(folder: Path) -> None:
    """A manifest is in UTF-8, so that it cannot name the document."""
    name = write_named(folder, b"\xffwhales.txt", TEXT)
    checked = run("check", name, folder=folder)
    assert (checked.returncode, checked.stderr) == (1, b"")
    expected = (
        "\\udcffwhales.txt: found a name that is not UTF-8, expected a name that can be "
        "written in the manifest. Rename the file or its folder."
    )
    check_errors(run("new", name, folder=folder), [expected])
    assert not (folder / "repertory.toml").exists()


def test_file_names_of_any_bytes_can_be_built(folder: Path) -> None:
    name = write_named(folder, b"\xffwhales.txt", TEXT)
    result = run("build", name, "--out", b"\xffout", folder=folder)
    assert (result.returncode, result.stderr) == (0, UNPUBLISHED.encode())
    assert b"Wrote \\udcffout: " in result.stdout
    dataset = folder / os.fsdecode(b"\xffout") / "dataset.trig.gz"
    assert "\ufffdwhales.txt" in gzip.decompress(dataset.read_bytes()).decode()
