"""The fictitious dataset of the tests of `publish`, and variants of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from repertory.model import Correction, Dataset, Index, Place, Source, Symbol


def load_lighthouses() -> ModuleType:
    """Import the module that makes the Working Group on Lighthouses."""
    path = Path(__file__).parents[1] / "publish" / "conftest.py"
    spec = importlib.util.spec_from_file_location("lighthouses", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


lighthouses = load_lighthouses()
index = lighthouses.index
dataset = lighthouses.dataset

CORRECTION = Correction(
    topic="Fog, general",
    document=Symbol("LIGHT/WG.2/2031/4"),
    paragraph="10",
    field="reference",
    printed="I.17",
    corrected="I.7",
    status="accepted",
    reason="The report settles it.",
    place=Place("lights.corrections.toml", line=2),
    line=6,
)


@pytest.fixture
def reviewed(index: Index, dataset: Dataset) -> Dataset:
    """The dataset with a corrigendum."""
    source = Source("lights.corrections.toml", "application/toml", "1" * 64)
    corrected = replace(index, corrections=(CORRECTION,), corrected=((3, 1),), reviewed=(source,))
    return replace(dataset, indexes=(corrected,))
