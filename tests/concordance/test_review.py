"""A reviewed correction is asserted only if it is accepted and matches one citation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from repertory import read_index
from repertory.concordance import check
from repertory.errors import SourceError
from repertory.model import Correction, Index, Place, Symbol
from repertory.notation import format_reference

Cells = tuple[str, str, str, str]
Read = Callable[[Sequence[Cells]], Index]
REPORT = "LIGHT/WG.2/2031/4"
WRONG = ("Bells", REPORT, "8", "II.6")
CORRECTION = Correction(
    topic="Bells",
    document=Symbol(REPORT),
    paragraph="8",
    field="reference",
    printed="II.6",
    corrected="II.5",
    status="accepted",
    reason="Seen in the report.",
    place=Place("x.corrections.toml", line=3),
    line=7,
)


@pytest.mark.parametrize(
    ("status", "asserted"), [("accepted", "II.5"), ("open", "II.6"), ("rejected", "II.6")]
)
def test_only_an_accepted_correction_is_asserted(
    read: Read, sound: list[Cells], status: str, asserted: str
) -> None:
    index = read([*sound, WRONG])
    checked = check(index.rows, index.topics, (), [replace(CORRECTION, status=status)])
    last = checked.citations[-1]
    assert last.reference is not None and last.printed_reference is not None
    shown = (format_reference(last.reference), format_reference(last.printed_reference))
    assert shown == (asserted, "II.6")
    (finding,) = [f for f in checked.findings if f.kind == "rule-break"]
    assert (finding.status, finding.reason) == (status, "Seen in the report.")
    assert checked.corrected == ((6, 1),)


def test_a_paragraph_can_be_corrected(read: Read, sound: list[Cells]) -> None:
    index = read([*sound, WRONG])
    correction = replace(CORRECTION, field="paragraph", printed="8", corrected="9")
    last = check(index.rows, index.topics, (), [correction]).citations[-1]
    assert last.paragraph is not None and last.printed_paragraph is not None
    assert (last.paragraph.number, last.printed_paragraph.number) == (9, 8)


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"topic": "Bell"}, "No such topic; is it 'Bells'?"),
        ({"topic": "Whales"}, "There is no such topic."),
        ({"paragraph": "9"}, "it prints LIGHT/WG.2/2031/4, para. 8 = II.6 (line 7)."),
        ({"printed": "II.7"}, "para. 8 = II.6 (line 7)"),
        ({"line": 6}, "para. 8 = II.6 (line 7)"),
        ({"corrected": "II.5–3"}, ""),
        ({"paragraph": "eight"}, ""),
    ],
)
def test_a_correction_that_matches_nothing_is_an_error(
    read: Read, sound: list[Cells], change: dict[str, str], advice: str
) -> None:
    index = read([*sound, WRONG])
    with pytest.raises(SourceError) as caught:
        check(index.rows, index.topics, (), [replace(CORRECTION, **change)])
    (problem,) = caught.value.problems
    assert str(problem).startswith("x.corrections.toml, line 3: found ")
    assert advice in problem.advice


def test_corrections_beside_a_document_are_read(tmp_path: Path, sound: list[Cells]) -> None:
    rows = ["Topic\tDocument\tParagraphs\tReference", *("\t".join(r) for r in [*sound, WRONG])]
    source = tmp_path / "index.txt"
    source.write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "index.corrections.toml").write_text(
        f'[[correction]]\ntopic = "Bells"\ndocument = "{REPORT}"\nparagraph = "8"\n'
        'field = "reference"\nprinted = "II.6"\ncorrected = "II.5"\nstatus = "accepted"\n'
        'reason = "Seen."\n',
        encoding="utf-8",
    )
    (finding,) = [f for f in read_index(source).findings if f.kind == "rule-break"]
    assert finding.status == "accepted"
