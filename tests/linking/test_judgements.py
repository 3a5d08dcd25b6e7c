"""A relation is proposed from a certain confidence on."""

from __future__ import annotations

import math

import pytest

from repertory.linking.concepts import Concept
from repertory.linking.forms import UNDETERMINED
from repertory.linking.judgements import THRESHOLD, Judgement
from repertory.vocabulary import SKOS


@pytest.mark.parametrize(
    ("confidence", "relation"),
    [
        (THRESHOLD, SKOS.exactMatch),
        (math.nextafter(THRESHOLD, 0), UNDETERMINED),
        (1.0, SKOS.exactMatch),
    ],
)
def test_the_threshold_itself_is_enough(confidence: float, relation: str) -> None:
    judged = Judgement(Concept("a:1", ()), SKOS.exactMatch, confidence, ())
    assert judged.proposed == relation
