"""A few inputs of each kind: nothing but our errors comes out, and nothing is lost.

`python -m tests.fuzz` tries as many as are asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fuzz.cells import is_known
from tests.fuzz.kinds import KINDS
from tests.fuzz.law import Lost, run

TOP = Path(__file__).parents[2]

FEW = {
    "cells": 1_000,
    "documents": 60,
    "binaries": 40,
    "settings": 100,
    "mappings": 200,
    "folders": 30,
    "answers": 150,
}
"""How many inputs of a kind are tried each time."""


def test_each_kind_is_tried() -> None:
    assert FEW.keys() == KINDS.keys()


@pytest.mark.filterwarnings("ignore")  # what libraries say of damaged files
@pytest.mark.parametrize("kind", FEW)
@pytest.mark.slow
def test_nothing_but_our_errors_comes_out_and_nothing_is_lost(kind: str) -> None:
    told = run(kind, KINDS[kind], range(FEW[kind]), seed=1)
    assert "\n\n".join(map(str, told.faults)) == ""
    assert (told.read + told.refused, told.read > 0, told.refused > 0) == (FEW[kind], True, True)


@pytest.mark.slow
def test_the_results_do_not_depend_on_the_order_of_sets() -> None:
    """Python hashes texts in another way in each run."""
    command = [sys.executable, "-m", "tests.fuzz", "--json", "--seed", "2"]
    counts = {"cells": 300, "documents": 25, "settings": 30, "mappings": 40}
    for kind, count in counts.items():
        command += [f"--{kind}", str(count)]
    told = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, check=True)
        told.append([json.loads(line) for line in done.stdout.splitlines()])
    assert told[0] == told[1]
    assert [each["kind"] for each in told[0]] == list(counts)


def test_a_fault_is_told_with_the_command_that_makes_it_again() -> None:
    def breaks(chance: object) -> str:
        raise Lost("'8' is nowhere")

    (fault,) = run("cells", breaks, [7], seed=3).faults
    assert str(fault).startswith("python -m tests.fuzz --seed 3 --again cells 7\nTraceback")
    assert "'8' is nowhere" in str(fault)


def test_words_without_spaces_between_them_are_known_however_many() -> None:
    letters = "第" * 2_000 + "пппункт"
    assert is_known(letters)
    assert not is_known(f"{letters}x")
