"""`repertory validate`: exit codes and messages."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.web.hostile import bomb

CONCEPT = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://a.example/t> a skos:ConceptScheme ; skos:prefLabel "T"@en .
<http://a.example/x> a skos:Concept ; skos:prefLabel "X"@en ; skos:inScheme <http://a.example/t> .
"""
TWO_LABELS = f'{CONCEPT}<http://a.example/x> skos:prefLabel "Y"@en .'


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.run(
        [sys.executable, "-m", "repertory", "validate", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fine.ttl").write_text(CONCEPT)
    (tmp_path / "two.ttl").write_text(TWO_LABELS)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("fine.ttl",), 0),
        (("fine.ttl", "--fail-on", "info"), 1),
        (("two.ttl",), 1),
        (("two.ttl", "--profile", "dataset"), 0),
        (("two.ttl", "--format", "json"), 1),
    ],
)
def test_the_exit_code_is_the_outcome(arguments: tuple[str, ...], code: int, folder: Path) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout


def test_compressed_files_have_the_same_report(folder: Path) -> None:
    (folder / "two.ttl.gz").write_bytes(gzip.compress(TWO_LABELS.encode()))
    plain, compressed = run(folder, "two.ttl"), run(folder, "two.ttl.gz")
    assert (compressed.returncode, compressed.stderr) == (1, "")
    assert compressed.stdout.replace("two.ttl.gz", "two.ttl") == plain.stdout


def test_a_bomb_is_a_message(folder: Path) -> None:
    (folder / "a.nt.gz").write_bytes(bomb())
    done = run(folder, "a.nt.gz")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "repertory: a.nt.gz: found a file that inflates to more, expected RDF files of at most "
        "200,000,000 bytes together. Validate the data in parts.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument 'FILE...'"),
        (("missing.ttl",), "missing.ttl: found no such file"),
        (
            ("fine.ttl", "--profile", "oops"),
            "'oops' is not one of 'skos', 'core', 'dataset', 'all'",
        ),
        (("fine.ttl", "--shapes", "fine.ttl"), "fine.ttl: found no shape"),
        (("fine.ttl", "--input-format", "rdfxml"), "fine.ttl"),
        (("fine.ttl", "--time-limit", "0.001"), "stopped after 0.001 seconds"),
        (("fine.ttl", "--time-limit", "0"), "0"),
    ],
)
def test_a_wrong_call_is_a_message_and_exit_code_2(
    arguments: tuple[str, ...], said: str, folder: Path
) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_own_shapes_are_used_as_well(folder: Path) -> None:
    (folder / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://a.example/S> a sh:NodeShape ; "
        "sh:targetClass <http://www.w3.org/2004/02/skos/core#Concept> ; sh:nodeKind sh:Literal ."
    )
    done = run(folder, "fine.ttl", "--shapes", "own.ttl", "--format", "json")
    groups = json.loads(done.stdout)["groups"]
    assert (done.returncode, groups[0]["shape"]) == (1, "http://a.example/S")


def test_a_bad_value_prints_no_warning_of_a_library(folder: Path) -> None:
    (folder / "date.ttl").write_text(
        f"{TWO_LABELS} <http://a.example/x> <http://purl.org/dc/terms/created> "
        '"2019-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .'
    )
    assert run(folder, "date.ttl").stderr == ""
