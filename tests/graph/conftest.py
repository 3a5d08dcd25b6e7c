"""The fictitious dataset of lighthouses, with a corrigendum."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.lighthouses import dataset, index

from repertory.model import Correction, Dataset, Index, Place, Source, Symbol

__all__ = ["dataset", "index"]

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
