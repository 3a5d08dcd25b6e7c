"""A second engine finds the same by the Core shapes as we do: rdf-validate-shacl, of npm.

https://github.com/zazuko/rdf-validate-shacl; `tests/programs.py` says how to install it. All
examples, the published dataset and its changed copies are checked by one process, because node
starts slowly.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.programs import named_by, program
from tests.shapes.cases import CASES, Case, shapes
from tests.shapes.mutations import n_triples
from tests.shapes.test_dataset_examples import SHARED

from repertory.rdf import n3
from repertory.rdf.vocabulary import SH
from repertory.validation.input.rdf_files import InputGraph
from repertory.validation.report import Result
from repertory.validation.runner import validate
from repertory.validation.shapes.profile import load_shapes
from repertory.validation.shapes.shapes_graph import local_name

SCRIPT = Path(__file__).with_name("second_engine.mjs")
SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}

Found: TypeAlias = frozenset[tuple[str, ...]]
"""Focus node, path, value, shape, constraint component and severity of each result."""


@pytest.fixture(scope="module")
def theirs() -> dict[str, Found]:
    """What the second engine finds in each case."""
    names = dict.fromkeys(case.shapes for case in CASES)
    tasks = [{"name": name, "shapes": n_triples(shapes(name).core)} for name in names]
    tasks += [{"name": case.shapes, "data": n_triples(case.data().statements())} for case in CASES]
    done = subprocess.run(
        [program("node"), "--input-type=module", "--eval", SCRIPT.read_text(encoding="utf-8")],
        cwd=named_by("REPERTORY_NPM"),
        input="\n".join(map(json.dumps, tasks)),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    found = [frozenset(map(tuple, json.loads(line))) for line in done.stdout.splitlines()]
    return {case.name: results for case, results in zip(CASES, found, strict=True)}


def ours(results: Iterable[Result]) -> Found:
    """Write results as the second engine does, without those of SPARQL."""
    return frozenset(
        (
            n3(result.focus),
            "" if result.property is None else n3(result.property),
            "" if result.value is None else n3(result.value),
            n3(result.shape.node),
            n3(result.component),
            n3(SEVERITIES[result.severity]),
        )
        for result in results
        if result.component != SH.SPARQLConstraintComponent
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.slow
def test_a_second_engine_finds_the_same(case: Case, theirs: dict[str, Found]) -> None:
    report = validate(InputGraph(case.data(), ()), shapes(case.shapes), everything=True)
    assert ours(report.results()) == theirs[case.name]


@pytest.mark.slow
def test_the_engines_do_not_agree_on_silence(theirs: dict[str, Found]) -> None:
    """Each shape of SHACL Core, beside those that are mere choices of others, finds something."""
    everything = load_shapes("all")
    queried = {constraint.shape.node for constraint in everything.constraints}
    checked = {shape.node for shape in everything.checked} - queried
    names = {name for name in map(local_name, checked) if not name.startswith("is-")} - SHARED
    broken = {result[3].strip("<>") for found in theirs.values() for result in found}
    assert {name.rpartition("#")[2] for name in broken} == names
