"""`repertory build` validates the data before it overwrites any file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

import repertory.graph
from repertory.cli import repertory as command
from repertory.graph.mappings import Mappings
from repertory.model import Dataset
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.vocabulary import REP

INDEX = "Topic\tDocument\tParagraphs\tReference in A/9\nFog\tA/1\t4, 5 and 6\tI.1–3\n"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index whose graph has no `rep:inIndex` statements."""
    describe = repertory.graph.describe_evidence

    def without_index(
        dataset: Dataset, mappings: Sequence[Mappings] = ()
    ) -> Iterator[tuple[IRI, Iterator[Triple]]]:
        for name, triples in describe(dataset, mappings):
            yield name, (triple for triple in triples if triple[1] != REP.inIndex)

    monkeypatch.setattr(repertory.graph, "describe_evidence", without_index)
    path = tmp_path / "index.txt"
    path.write_text(INDEX, encoding="utf-8")
    return path


def test_data_with_violations_overwrites_no_file(source: Path) -> None:
    out = source.parent / "out"
    out.mkdir()
    (out / "dataset.ttl").write_text("good", encoding="utf-8")
    result = CliRunner().invoke(command, ["build", str(source), "--out", str(out)])
    assert result.exit_code == 1
    assert "VIOLATION" in result.stderr
    assert result.stderr.endswith("No file was written. Correct the data, or pass --no-validate.\n")
    assert [path.name for path in out.iterdir()] == ["dataset.ttl"]
    assert (out / "dataset.ttl").read_text(encoding="utf-8") == "good"


def test_without_validation_the_data_is_written(source: Path) -> None:
    out = source.parent / "out"
    arguments = ["build", str(source), "--out", str(out), "--no-validate"]
    result = CliRunner().invoke(command, arguments)
    assert (result.exit_code, "VIOLATION" in result.stderr) == (0, False)
    assert (out / "dataset.ttl").is_file()
