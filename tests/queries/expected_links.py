"""The rows that the queries about links must give for `links.trig`: by hand, with the IRIs."""

from __future__ import annotations

from pathlib import Path

LINKS = Path(__file__).with_name("links.trig")

E = "https://example.org/"

EXAMPLES = {"concept": f"{E}pollution", "language": "en"}
"""The values that are asked for here, in place of the examples."""

PARAGRAPH_4, PARAGRAPH_5 = ("A/1/2, para. 4",), ("A/1/2, para. 5",)
TURTLES, WHALES = ("turtles", "Turtle body"), ("whales", "Whale body")

BODIES = [
    ("Turtle body", "Light", "A/1/2, para. 5", "I.2", ""),
    ("Whale body", "Noise", "", "I.10", ""),
    ("Whale body", "Noise", "A/1/2, para. 5", "I.2", ""),
]
"""The recommendations on noise and on the topics of the other index that share a concept."""

ROWS: dict[str, list[tuple[str, ...]]] = {
    "topics-with-links": [
        ("Gear", "close", "Fishing gear", f"{E}t-gear", f"{E}fishing-gear"),
        ("Nets", "exact", "Fishing gear", f"{E}w-nets", f"{E}fishing-gear"),
        ("Light", "exact", "Pollution", f"{E}t-light", f"{E}pollution"),
        ("Noise", "close", "Pollution", f"{E}w-noise", f"{E}pollution"),
        ("Noise", "related", "النقل البحري", f"{E}w-noise", f"{E}shipping"),
        ("Eggs", "broad", "Pollution", f"{E}t-eggs", f"{E}pollution"),
    ],
    "topics-without-links": [("Ice", "1", f"{E}w-ice"), ("Whales", "0", f"{E}w-whales")],
    "topics-without-match": [
        ("Nets", "Mappings to land", f"{E}w-nets", f"{E}land"),
        ("Ice", "Mappings to land", f"{E}w-ice", f"{E}land"),
        ("Ice", "Mappings to sea", f"{E}w-ice", f"{E}sea"),
    ],
    "recommendations-on-concept": [
        ("", "I.10", "Eggs", "broad", "", "", f"{E}I.10", f"{E}t-eggs"),
        ("", "I.10", "Noise", "close", "", "", f"{E}I.10", f"{E}w-noise"),
        ("A/1/2, para. 5", "I.2", "Light", "exact", "", f"{E}para_5", f"{E}I.2", f"{E}t-light"),
        ("A/1/2, para. 5", "I.2", "Noise", "close", "", f"{E}para_5", f"{E}I.2", f"{E}w-noise"),
    ],
    "paragraphs-of-several-indexes": [
        (*PARAGRAPH_4, *TURTLES, "Gear", f"{E}o-para_4", f"{E}turtle-body", f"{E}t-gear"),
        (*PARAGRAPH_4, *WHALES, "Ice", f"{E}para_4", f"{E}whale-body", f"{E}w-ice"),
        (*PARAGRAPH_4, *WHALES, "Nets", f"{E}para_4", f"{E}whale-body", f"{E}w-nets"),
        (*PARAGRAPH_5, *TURTLES, "Light", f"{E}para_5", f"{E}turtle-body", f"{E}t-light"),
        (*PARAGRAPH_5, *WHALES, "Noise", f"{E}para_5", f"{E}whale-body", f"{E}w-noise"),
    ],
    "topics-of-two-indexes": [
        ("Gear", "turtles", "Nets", "whales", f"{E}t-gear", f"{E}w-nets", f"{E}fishing-gear"),
        ("Light", "turtles", "Noise", "whales", f"{E}t-light", f"{E}w-noise", f"{E}pollution"),
    ],
    "linked-concepts": [
        ("Fishing gear", "F1", "2", f"{E}fishing-gear"),
        ("Pollution", "", "3", f"{E}pollution"),
        ("النقل البحري", "", "1", f"{E}shipping"),
    ],
    "concept-names": [
        ("Engins de pêche", "label", f"{E}fishing-gear"),
        ("Fishing gear", "label", f"{E}fishing-gear"),
        ("F1", "notation", f"{E}fishing-gear"),
        ("Contamination", "alternative", f"{E}pollution"),
        ("Pollution", "label", f"{E}pollution"),
        ("SHIPPING", "label", f"{E}shipping"),
        ("Transport maritime", "label", f"{E}shipping"),
        ("النقل البحري", "label", f"{E}shipping"),
    ],
}
