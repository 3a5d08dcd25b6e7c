"""The rows that the queries must give for the lists without a compilation, by hand."""

from __future__ import annotations

THREE, FIVE = "REEF/2020/1, para. 3", "REEF/2020/1, para. 5"
CLOSE, OPEN = "REEF/2020/1, para. 4 (a) [r-2]", "REEF/2020/1, para. 4 (a) [r-3]"
MEND = "REEF/2021/2, para. 5"
MAP_TEXT, CLOSE_TEXT = "Map the reefs.", "Close the reefs at night."
OPEN_TEXT, MEND_TEXT = "Open the reefs on Sundays.", "Mend the nets."
FOURTH, TENTH = "Measure 4 (2016)", "Measure 10 (2016)"

GIVEN = {
    "texts-on-topic": {"topic": "Reefs"},
    "recommendations-to-addressee": {"addressee": "coralia"},
    "recommendations-by-state": {"state": "Atollia"},
    "recommendations-by-position": {"position": "Noted"},
    "recommendations-by-sdg": {"target": "14"},
    "search-texts": {"words": "REEFS"},
    "recommendation-in-full": {"recommendation": THREE},
    "recommendation": {"recommendation": "REEF/2020/1, párr. 3"},
    "recommendations-beside-recommendation": {"recommendation": TENTH},
    "recommendations-on-topic": {"topic": "Nets"},
    "recommendations-shared-by-topics": {"topic": "Buoys", "other": "Lamps"},
    "recommendations-under-most-topics": {"minimum": "2"},
    "concordance-of-report": {"document": TENTH},
    "paragraphs-of-report": {"document": TENTH},
    "topics-of-paragraph": {"paragraph": OPEN},
    "topics-together-with-topic": {"topic": "Lamps"},
    "where-printed": {"paragraph": OPEN},
    "things-named": {"name": TENTH},
}
"""The values that are asked for here, in place of the examples."""

TEXT_ROWS: dict[str, list[tuple[str, ...]]] = {
    "texts-on-topic": [
        (THREE, MAP_TEXT, "Reefs"),
        (CLOSE, CLOSE_TEXT, "Reefs"),
        (OPEN, OPEN_TEXT, "Reefs"),
    ],
    "recommendations-to-addressee": [
        (THREE, MAP_TEXT, "Coralia", "Accepted"),
        (CLOSE, CLOSE_TEXT, "Coralia", "Noted"),
        (OPEN, OPEN_TEXT, "Coralia", "Accepted"),
    ],
    "recommendations-by-state": [
        (THREE, MAP_TEXT, "Atollia", "Coralia"),
        (CLOSE, CLOSE_TEXT, "Atollia", "Coralia"),
        (CLOSE, CLOSE_TEXT, "Atollia", "Harbour Board"),
    ],
    "recommendations-by-position": [
        (CLOSE, CLOSE_TEXT, "Noted", "Coralia"),
        (CLOSE, CLOSE_TEXT, "Noted", "Harbour Board"),
        (MEND, MEND_TEXT, "Noted", "Atollia"),
    ],
    "recommendations-by-sdg": [
        (THREE, MAP_TEXT, "14.2"),
        (CLOSE, CLOSE_TEXT, "14"),
        (MEND, MEND_TEXT, "14.b"),
    ],
    "search-texts": [(THREE, MAP_TEXT), (CLOSE, CLOSE_TEXT), (OPEN, OPEN_TEXT)],
    "positions-and-states": [
        ("addressee", "Coralia", "3"),
        ("addressee", "Harbour Board", "1"),
        ("addressee", "Atollia", "1"),
        ("position", "Accepted", "2"),
        ("position", "Noted", "2"),
        ("recommending State", "Atollia", "2"),
        ("recommending State", "Lagunia", "2"),
        ("recommending State", "Coralia", "1"),
    ],
    "recommendation-in-full": [
        ("recommendation", THREE),
        ("text", MAP_TEXT),
        ("topic", "Nets"),
        ("topic", "Reefs"),
        ("position", "Accepted"),
        ("addressee", "Coralia"),
        ("recommending State", "Atollia"),
        ("recommending State", "Lagunia"),
        ("goal or target", "14.2"),
        ("session", "Third session"),
        ("date", "2020-05-04"),
    ],
    "recommendation": [("", THREE, "Nets", "1", ""), ("", THREE, "Reefs", "2", "")],
    "recommendations": [
        ("", FOURTH, "1", ""),
        ("", TENTH, "2", ""),
        ("", THREE, "2", ""),
        ("", CLOSE, "1", ""),
        ("", OPEN, "1", ""),
        ("", MEND, "1", ""),
    ],
    "recommendations-beside-recommendation": [(FOURTH, "1")],
    "recommendations-on-topic": [
        (THREE, "", "Nets", ""),
        (FIVE, "", "Nets", ""),
        (MEND, "", "Nets", ""),
    ],
    "recommendations-shared-by-topics": [(TENTH, "", "")],
    "recommendations-under-most-topics": [("", TENTH, "2", ""), ("", THREE, "2", "")],
    "concordance-of-report": [(TENTH, "", "Buoys", ""), (TENTH, "", "Lamps", "")],
    "paragraphs-of-report": [(TENTH, "2")],
    "topics-of-paragraph": [("Reefs", OPEN, "", "")],
    "topics-together-with-topic": [("Buoys", "1")],
    "topics-by-recommendations": [
        ("Reefs", "3", "1"),
        ("Buoys", "2", "2"),
        ("Nets", "2", "2"),
        ("Lamps", "1", "1"),
    ],
    "topics-by-meeting": [
        ("Buoys", FOURTH, "1"),
        ("Buoys", TENTH, "1"),
        ("Reefs", "REEF/2020/1", "3"),
        ("Lamps", TENTH, "1"),
        ("Nets", "REEF/2020/1", "1"),
        ("Nets", "REEF/2021/2", "1"),
    ],
    "topics-taken-up-once": [("Lamps", TENTH), ("Reefs", "REEF/2020/1")],
    "topics-within-other-topics": [("Lamps", "Buoys", "1", "2")],
    "coverage-of-reports": [
        (FOURTH, "1", "1", "1"),
        (TENTH, "2", "1", "1"),
        ("REEF/2020/1", "2", "4", "3"),
        ("REEF/2021/2", "1", "1", "1"),
    ],
    "where-printed": [("line 5", "reefs.csv", "Reefs", "4 (a)", "", "")],
    "things-named": [(TENTH, "Document"), (TENTH, "Recommendation")],
}
