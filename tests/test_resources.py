"""The data that comes with the code is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from repertory import resources
from repertory.errors import RepertoryError
from repertory.resources import data_folder

TOP = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["ontology", "shapes", "queries"])
def test_a_checkout_has_its_data_at_the_top_level(name: str) -> None:
    names = {item.name for item in data_folder(name).iterdir()}
    assert names == {item.name for item in (TOP / name).iterdir()} != set()


def test_an_installed_package_has_its_data_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "lib" / "repertory" / "_data" / "ontology"
    inside.mkdir(parents=True)
    (inside / "a.ttl").write_text("inside")
    (tmp_path / "ontology").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "lib" / "repertory")
    assert data_folder("ontology").joinpath("a.ttl").read_text(encoding="utf-8") == "inside"


def test_missing_data_is_an_error_that_lists_the_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "lib" / "repertory")
    with pytest.raises(RepertoryError) as caught:
        data_folder("ontology")
    assert str(caught.value) == (
        "the data folder 'ontology' is missing: "
        f"looked for {tmp_path}/lib/repertory/_data/ontology and {tmp_path}/ontology. "
        "Install repertory again, or use a complete checkout."
    )


def test_finding_data_does_not_import_importlib_resources() -> None:
    code = (
        "import sys; from repertory.resources import data_folder; data_folder('ontology'); "
        "print('importlib.resources' in sys.modules)"
    )
    path = str(TOP / "converters")
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": path}
    )
    assert (run.stdout, run.stderr) == ("False\n", "")
