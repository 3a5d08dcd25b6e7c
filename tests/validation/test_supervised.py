"""A validation that never ends is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.processes import children, ignores, linux, wait_until

from repertory.errors import RepertoryError, SourceError
from repertory.validation.runner import validate_files
from repertory.validation.supervised import validate_supervised

PREFIXES = "@prefix a: <http://a.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "


def write(folder: Path, shapes: str, data: str) -> tuple[list[str], list[str]]:
    (folder / "data.ttl").write_text(PREFIXES + data)
    (folder / "shapes.ttl").write_text(PREFIXES + shapes)
    return [str(folder / "data.ttl")], [str(folder / "shapes.ttl")]


def test_the_report_is_that_of_this_process(tmp_path: Path) -> None:
    shapes = "a:S a sh:NodeShape ; sh:targetClass a:C ; sh:nodeKind sh:Literal ."
    files, shape_files = write(tmp_path, shapes, "a:x a a:C .")
    expected = validate_files(files, shapes=[str(tmp_path / "shapes.ttl")])
    assert expected.count("violation") == 1
    assert validate_supervised(files, shapes=shape_files) == expected


def write_endless(folder: Path) -> tuple[list[str], list[str]]:
    shapes = "a:S a sh:NodeShape ; sh:targetSubjectsOf a:p ; sh:property a:P . "
    shapes += 'a:P sh:path a:p ; sh:pattern "^(a+)+$" .'
    return write(folder, shapes, f'a:x a:p "{"a" * 60}b" .')


@pytest.mark.slow
def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path) -> None:
    files, shape_files = write_endless(tmp_path)
    with pytest.raises(RepertoryError, match=r"stopped after 2 seconds.*--time-limit SECONDS"):
        validate_supervised(files, shapes=shape_files, time_limit=2)


@linux
def test_control_c_prints_no_traceback_of_the_other_process(tmp_path: Path) -> None:
    write_endless(tmp_path)
    command = ["repertory", "validate", "data.ttl", "--shapes", "shapes.ttl"]
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as in a shell
    ) as process:
        wait_until(  # both processes have started
            lambda: any(ignores(child, signal.SIGINT) for child in children(process.pid)), process
        )
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        try:
            written = process.communicate(timeout=600)
        finally:
            process.kill()
    assert (process.returncode, written) == (130, (b"", b"\nStopped.\n"))


@pytest.mark.slow
def test_a_query_that_never_ends_is_stopped(tmp_path: Path) -> None:
    shapes = """a:S a sh:NodeShape ; sh:targetSubjectsOf a:p ; sh:sparql a:Q . a:Q sh:select
    "SELECT $this { $this ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i = -1) }" ."""
    data = " ".join(f"a:x{n} a:p {n} ." for n in range(2000))
    files, shape_files = write(tmp_path, shapes, data)
    with pytest.raises(RepertoryError, match="stopped after 2 seconds"):
        validate_supervised(files, shapes=shape_files, time_limit=2)


def test_problems_are_returned_as_problems(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        validate_supervised([str(tmp_path / "a.ttl"), str(tmp_path / "b.ttl")])
    assert len(caught.value.problems) == 2


def test_other_errors_are_returned_as_messages(tmp_path: Path) -> None:
    shapes = 'a:S a sh:NodeShape ; sh:targetClass a:C ; sh:minLength "many" .'
    files, shape_files = write(tmp_path, shapes, "a:x a a:C .")
    with pytest.raises(RepertoryError, match="pySHACL cannot use the shapes: sh:minLength"):
        validate_supervised(files, shapes=shape_files)


def test_a_process_that_dies_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nexit 9\n")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    with pytest.raises(RepertoryError, match=r"too much memory.*exit code 9"):
        validate_supervised([])
