"""The forms of a heading and their confidences."""

from __future__ import annotations

import pytest

from repertory.linking.proposing.forms import KINDS, forms, split_heading
from repertory.linking.vocabularies.concepts import Concept, Label


def concept(*labels: str) -> Concept:
    first, *others = labels
    return Concept(
        f"http://t.example/{first}",
        (Label(first, "en", "preferred"), *(Label(each, "en", "alternative") for each in others)),
    )


def found(heading: str, *above: str) -> list[tuple[str, str]]:
    parents = [concept(each) for each in above]
    return [(form.kind, form.text) for form in forms(concept(heading), parents)]


def test_the_confidence_of_an_equal_label_depends_on_the_form() -> None:
    assert {kind: value[:2] for kind, value in KINDS.items()} == {
        "heading": ("exactMatch", 0.95),
        "name": ("exactMatch", 0.9),
        "compound": ("exactMatch", 0.88),
        "alternative": ("closeMatch", 0.85),
        "end": ("closeMatch", 0.8),
        "shortened compound": ("closeMatch", 0.75),
        "beginning": ("closeMatch", 0.75),
        "without a light noun": ("closeMatch", 0.66),
        "borrowed": ("closeMatch", 0.66),
        "abbreviation": ("closeMatch", 0.65),
        "half": ("narrowMatch", 0.7),
    }


@pytest.mark.parametrize(
    ("heading", "above", "compounds"),
    [
        ("Lamps, price", "Lamps", ["lamp price"]),
        (
            "Old ship lamps, price",
            "Old ship lamps",
            ["old ship lamp price", "old ship price", "old price"],
        ),
        (
            "Old ship deck lamps, price",
            "Old ship deck lamps",
            ["old ship deck lamp price", "old ship deck price", "old ship price", "old price"],
        ),
        ("Very old ship deck lamps, price", "Very old ship deck lamps", []),
        ("UNODC, price", "UNODC", []),
    ],
)
def test_a_heading_of_at_most_four_words_qualifies_the_heading_below(
    heading: str, above: str, compounds: list[str]
) -> None:
    """The full compound has the normalised form of the heading, which comes once."""
    texts = [text for kind, text in found(heading, above) if "compound" in kind]

    assert texts == compounds[1:]


@pytest.mark.parametrize(
    ("heading", "shortened"),
    [
        ("Lamp systems", ["Lamp"]),
        ("Systems", []),
        ("Lamp oil", []),
        ("Ship lamp affairs", ["Ship lamp"]),
    ],
)
def test_a_noun_that_adds_little_may_be_omitted(heading: str, shortened: list[str]) -> None:
    assert [text for kind, text in found(heading) if kind == "without a light noun"] == shortened


def test_the_longest_heading_above_is_the_parent() -> None:
    above = [concept("Lamps"), concept("Lamps, old")]

    assert split_heading(Label("Lamps, old, price", "en", "preferred"), above) == (
        "Lamps, old",
        "price",
    )
    assert split_heading(Label("Lampshades", "en", "preferred"), above) == ("", "Lampshades")


def test_of_two_forms_that_are_normalised_alike_the_more_reliable_is_kept() -> None:
    both = concept("Lamp oil", "Oil of lamps")

    assert [(form.kind, form.text) for form in forms(both)] == [("heading", "Lamp oil")]
