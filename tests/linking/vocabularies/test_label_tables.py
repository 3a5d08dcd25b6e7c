"""Which columns of a table are labels, and in which language."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.linking.vocabularies.concepts import Fact
from repertory.linking.vocabularies.label_tables import read_table


@pytest.mark.parametrize(
    ("title", "kind", "language"),
    [
        ("label_fr", "preferred", "fr"),
        ("Alternative labels [fr]", "alternative", "fr"),
        ("scope_note", "note", ""),
        ("Remarks [fr]", None, ""),
        ("Remarks", None, ""),
        ("label (in French)", None, ""),
    ],
)
def test_a_column_has_a_kind_that_is_known_and_a_language_that_is_one(
    tmp_path: Path, title: str, kind: str | None, language: str
) -> None:
    path = tmp_path / "lamps.csv"
    path.write_text(f"iri,label,{title}\nhttp://v.example/1,lamp,x\n", encoding="utf-8")
    found = list(read_table(path))

    assert found[0] == Fact("http://v.example/1", "preferred", "lamp", "")
    assert found[1:] == ([Fact("http://v.example/1", kind, "x", language)] if kind else [])
