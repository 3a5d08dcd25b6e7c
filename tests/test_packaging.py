"""What the wheel and the source distribution contain; an installed wheel finds its data."""

from __future__ import annotations

import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import repertory

pytestmark = pytest.mark.slow

TOP = Path(__file__).resolve().parents[1]
NAME = f"repertory-{repertory.__version__}"

WHEEL_FOLDERS = {
    "converters/repertory": "repertory",
    "ontology": "repertory/_data/ontology",
    "queries": "repertory/_data/queries",
    "shapes": "repertory/_data/shapes",
}
"""Each folder of the checkout that a wheel holds, and where."""

FOR_REVIEWERS = ".proposals.sssom.tsv"
"""How files end that stay in the repository: nothing reads them in an installed package."""

WHEEL_FILES = {
    f"dist/{name}": f"repertory/_data/dist/{name}" for name in ("dataset.nt", "dataset.trig.gz")
}
"""Each file that a wheel holds beside those folders, and where."""

WHEEL_ESSENTIALS = {
    "repertory/__init__.py",
    "repertory/cli.py",
    "repertory/model/__init__.py",
    "repertory/py.typed",
    "repertory/readers/__init__.py",
    "repertory/_data/ontology/repertory.ttl",
}

SDIST_FOLDERS = {
    ".ci",
    "converters",
    "dist",
    "ontology",
    "queries",
    "shapes",
    "sources",
    "tests",
}
SDIST_FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "repertory.toml",
}
SDIST_ESSENTIALS = {
    ".ci/run",
    "converters/repertory/__init__.py",
    "dist/findings.md",
    "ontology/repertory.ttl",
    "sources/index-of-recommendations-2019.txt",
    "sources/index-of-recommendations-2019.corrections.toml",
    "sources/index-of-recommendations-2019.identifiers.toml",
    "tests/test_packaging.py",
}


def files_below(folder: str) -> Iterator[str]:
    """The files of a folder of the checkout, by their paths in it, without caches."""
    for path in (TOP / folder).rglob("*"):
        inside = path.relative_to(TOP / folder)
        if path.is_file() and not {"__pycache__", ".mypy_cache"} & set(inside.parts):
            yield inside.as_posix()


def files_of_wheel(folder: str) -> Iterator[str]:
    return (name for name in files_below(folder) if not name.endswith(FOR_REVIEWERS))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that was built from it, offline."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(TOP)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return built / f"{NAME}-py3-none-any.whl"


def test_a_build_makes_a_wheel_and_a_source_distribution(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    assert names == {f"{NAME}.tar.gz", f"{NAME}-py3-none-any.whl"}


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    expected = {
        f"{inside}/{name}"
        for folder, inside in WHEEL_FOLDERS.items()
        for name in files_of_wheel(folder)
    } | set(WHEEL_FILES.values())
    expected |= {
        f"{NAME}.dist-info/{name}"
        for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    }
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert sorted(names) == sorted(expected)
    assert set(names) >= WHEEL_ESSENTIALS


def test_the_source_distribution_holds_all_that_tests_need_and_nothing_else(built: Path) -> None:
    expected = {f"{folder}/{name}" for folder in SDIST_FOLDERS for name in files_below(folder)}
    expected |= SDIST_FILES | {"PKG-INFO"}
    with tarfile.open(built / f"{NAME}.tar.gz") as archive:
        names = [member.name.removeprefix(f"{NAME}/") for member in archive.getmembers()]
    assert sorted(names) == sorted(expected)
    assert set(names) >= SDIST_ESSENTIALS


def test_an_installed_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """In a new environment, in a folder without a checkout, with the libraries of this one."""
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*install, *options, str(wheel)], check=True, capture_output=True)
    code = (
        "from repertory.resources import data_folder; import repertory; "
        "top = data_folder('ontology'); "
        "names = [p.relative_to(top).as_posix() for p in top.rglob('*') if p.is_file()]; "
        "print(repertory.__version__, '_data' in str(data_folder('ontology')), *sorted(names))"
    )
    environment = {"PYTHONPATH": ":".join(site.getsitepackages())}
    run = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment
    )
    assert (run.stdout, run.stderr) == (
        f"{repertory.__version__} True {' '.join(sorted(files_of_wheel('ontology')))}\n",
        "",
    )
    command = tmp_path / "venv" / "bin" / "repertory"
    shown = subprocess.run(
        [command, "--version"], capture_output=True, text=True, cwd=tmp_path, env=environment
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    assert repertory.__version__ in shown.stdout
