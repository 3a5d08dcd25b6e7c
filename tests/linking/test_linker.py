"""The description of both sides in a proposal, and its limits."""

from __future__ import annotations

import pytest

from repertory.linking.linker import SHOWN, describe
from repertory.linking.vocabularies.concepts import Concept, ConceptStore, Fact, Label

TOPIC = Concept("t:1", (Label("Lamp", "en", "preferred"),))


def description(*facts: Fact) -> list[str]:
    store = ConceptStore([Fact("v:1", "preferred", "Lamp", "en"), *facts])
    return describe(TOPIC, store.concept("v:1"), store).split("; ")


@pytest.mark.parametrize(("names", "shown"), [(4, 4), (5, 5), (6, 5)])
def test_five_other_labels_and_five_neighbours_are_named(names: int, shown: int) -> None:
    labels = [Fact("v:1", "alternative", f"light {n}", "en") for n in range(names)]
    above = [
        fact
        for n in range(names)
        for fact in (
            Fact(f"v:a{n}", "preferred", f"up {n}", "en"),
            Fact("v:1", "broader", f"v:a{n}"),
        )
    ]
    more = ", …" if names > shown else ""

    assert description(*labels, *above) == [
        f"the concept is also called {', '.join(f'light {n}' for n in range(shown))}",
        f"under {', '.join(f'up {n}' for n in range(shown))}{more}",
    ]


@pytest.mark.parametrize("length", [SHOWN - 1, SHOWN, SHOWN + 1])
def test_a_part_has_at_most_160_characters(length: int) -> None:
    assert SHOWN == 160
    note = "x" * (length - len("definition: "))
    (part,) = description(Fact("v:1", "note", note))

    assert part == (f"definition: {note}" if length <= 160 else f"definition: {note[:-1]}…")


def test_labels_of_other_languages_are_omitted() -> None:
    assert description(Fact("v:1", "alternative", "lampe", "fr")) == [""]
    assert description(Fact("v:1", "alternative", "lampe", "")) == [
        "the concept is also called lampe"
    ]
