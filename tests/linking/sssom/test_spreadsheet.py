"""A file of decisions survives a round trip through a real spreadsheet program."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests import programs
from tests.linking.reviewing.test_session import EMPTY, LAMP, OIL, proposal

from repertory.linking.reviewing.decisions import read_decisions
from repertory.linking.reviewing.verdicts import accept, nothing_found, reject, ruled
from repertory.rdf.vocabulary import SKOS

TAB, COMMA, SEMICOLON = 9, 44, 59
UTF_8 = 76


def convert(path: Path, *options: str) -> None:
    programs.convert("calc", path.parent, [path], *options)


@pytest.mark.slow
def test_a_file_that_a_spreadsheet_saved_has_the_same_decisions(tmp_path: Path) -> None:
    """As a workbook, and again as text with tabs, commas and semicolons."""
    path = tmp_path / "v.sssom.tsv"
    ruling = ("A. Person|B\\C", "2031-02-03", 'A lamp, not a "lantern"; 5 = five.', "0.85")
    start = read_decisions(path, EMPTY)
    for decision in (
        accept(LAMP, SKOS.broadMatch),
        reject(OIL),
        nothing_found(OIL),
    ):
        start = start.with_decision(ruled(decision, *ruling))
    start.save()
    before = read_decisions(path)
    convert(path, f"--infilter=CSV:{TAB},34,{UTF_8},1", "--convert-to", "xlsx")
    for mark in (TAB, COMMA, SEMICOLON):
        kind = f"csv:Text - txt - csv (StarCalc):{mark},34,{UTF_8},1"
        convert(tmp_path / "v.sssom.xlsx", "--convert-to", kind)
        after = read_decisions(tmp_path / "v.sssom.csv")
        assert after.mappings == before.mappings


@pytest.mark.slow
def test_no_label_is_run_as_a_formula_and_each_is_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "v.sssom.tsv"
    texts = ["=1+1", "'=1", "'tween decks", "-5", "+5", "@SUM(1)", "＝1+1", " =1", "a;=1,-2"]
    start = read_decisions(path, EMPTY)
    for number, text in enumerate(texts):
        topic = proposal(f"topic{number:02}", "lamp", SKOS.closeMatch)
        slots = {**topic.slots, "subject_label": text, "=comment": text}
        start = start.with_decision(accept(replace(topic, slots=slots), SKOS.closeMatch))
    start.save()
    convert(path, f"--infilter=CSV:{TAB},34,{UTF_8},1", "--convert-to", "xlsx")
    for mark in (TAB, COMMA, SEMICOLON):
        kind = f"csv:Text - txt - csv (StarCalc):{mark},34,{UTF_8},1"
        convert(tmp_path / "v.sssom.xlsx", "--convert-to", kind)
        after = read_decisions(tmp_path / "v.sssom.csv")
        assert [each.slots["subject_label"] for each in after] == texts
