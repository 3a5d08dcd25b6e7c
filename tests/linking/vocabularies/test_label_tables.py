"""The columns of a table of labels and their languages."""

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
def test_a_column_needs_a_known_kind_and_a_valid_language(
    tmp_path: Path, title: str, kind: str | None, language: str
) -> None:
    path = tmp_path / "lamps.csv"
    path.write_text(f"iri,label,{title}\nhttp://v.example/1,lamp,x\n", encoding="utf-8")
    found = list(read_table(path))

    assert found[0] == Fact("http://v.example/1", "preferred", "lamp", "")
    assert found[1:] == ([Fact("http://v.example/1", kind, "x", language)] if kind else [])
