"""`cffconvert` accepts the citation as valid CFF 1.2.0.

It needs an old version of one of our dependencies, and therefore its own environment:

    python3 -m venv cff && cff/bin/pip install cffconvert
    REPERTORY_CFFCONVERT=cff/bin/cffconvert pytest -m slow tests/outputs/catalogue/test_citation.py
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests import programs
from tests.lighthouses import content_of

from repertory.outputs.publication import Publication

DIST = Path(__file__).resolve().parents[3] / "dist"


pytestmark = pytest.mark.slow


def cffconvert(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run cffconvert on the file in a folder."""
    program = programs.named_by("REPERTORY_CFFCONVERT")
    command = [str(program), "--infile", "CITATION.cff", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def folder_of(publication: Publication, folder: Path) -> Path:
    content = content_of(publication, "CITATION.cff")
    (folder / "CITATION.cff").write_bytes(content)
    return folder


def described(publication: Publication, **values: object) -> Publication:
    """Return the dataset with a changed description."""
    dataset = publication.dataset
    description = replace(dataset.description, **values)
    return replace(publication, dataset=replace(dataset, description=description))


def check_valid(folder: Path) -> None:
    done = cffconvert(folder, "--validate")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_published_citation_is_valid() -> None:
    check_valid(DIST)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"license": "https://example.org/a-licence-of-our-own", "version": ""},
        {"license": "", "publisher_iri": "", "descriptions": ()},
        {"titles": (("fr", "Phares : “feux” – 'tour' \\ # et brume"),)},
    ],
)
def test_a_citation_is_valid_for_any_manifest(
    publication: Publication, tmp_path: Path, values: dict[str, object]
) -> None:
    check_valid(folder_of(described(publication, **values), tmp_path))


def test_a_citation_of_a_dataset_with_only_an_identifier_is_valid(
    bare: Publication, tmp_path: Path
) -> None:
    check_valid(folder_of(bare, tmp_path))


def test_a_citation_can_be_turned_into_another_format(
    publication: Publication, tmp_path: Path
) -> None:
    done = cffconvert(folder_of(publication, tmp_path), "--format", "apalike")
    assert done.stdout == (
        "Harbour Office (2034). Recommendations on *Lighthouses* (version 1.0). "
        "URL: https://example.org/id/dataset/lighthouses\n"
    )


def test_the_validator_rejects_an_invalid_citation(
    publication: Publication, tmp_path: Path
) -> None:
    path = folder_of(publication, tmp_path) / "CITATION.cff"
    path.write_text(path.read_text().replace('type: "dataset"', 'type: "index"'))
    assert cffconvert(tmp_path, "--validate").returncode != 0
