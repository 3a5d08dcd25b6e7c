"""What is pushed is what was built: the files in a folder, checked against their checksums."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repertory.engine import graph_lines
from repertory.errors import PublishError
from repertory.publish.outputs import OUTPUTS
from repertory.publish.published import read_published

BASE = "https://example.org/id/"


def test_the_graphs_are_those_of_the_files_and_the_catalogue(folder: Path) -> None:
    published = read_published(folder)
    graphs = graph_lines((folder / "dataset.trig").read_bytes(), "trig")
    catalogue = graph_lines((folder / "catalog.ttl").read_bytes(), "turtle")[""]
    assert published.graphs == {**graphs, f"{BASE}catalogue/lighthouses": catalogue}
    assert published.prefixes == (f"{BASE}graph/", f"{BASE}catalogue/lighthouses")
    assert all(name.startswith(published.prefixes) for name in published.graphs)
    union = {line for lines in graphs.values() for line in lines}
    assert "".join(f"{line}\n" for line in sorted(union)) == (folder / "dataset.nt").read_text()


def test_every_resource_of_the_package_has_its_file(folder: Path) -> None:
    published = read_published(folder)
    assert published.package == json.loads((folder / "ckan-package.json").read_text())
    files = [published.files[resource["uri"]] for resource in published.package["resources"]]
    assert sorted(files) == sorted(OUTPUTS)


@pytest.mark.parametrize("name", ["dataset.trig", "topics.csv", "catalog.ttl"])
def test_a_file_that_was_changed_after_the_build_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    with pytest.raises(PublishError, match=rf"{name}: found the SHA-256 .* Run repertory build"):
        read_published(folder)


def test_a_file_that_is_missing_is_told(folder: Path) -> None:
    (folder / "dataset.nt").unlink()
    with pytest.raises(PublishError, match=r"dataset\.nt: cannot be read: no such file"):
        read_published(folder)


def test_a_folder_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"SHA256SUMS: found no such file.*--from"):
        read_published(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("")
    with pytest.raises(PublishError, match="no complete dataset"):
        read_published(tmp_path)
