"""The reports of findings, for programs and for documents officers."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from repertory.model import Dataset, Index
from repertory.outputs.findings.findings_report import write_findings_json, write_findings_markdown
from repertory.outputs.findings.kinds import describe_kind

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

REPORT = f"""\
# Findings in “Recommendations on \\*Lighthouses\\*”

## Index “Index of recommendations of the Working Group on Lighthouses”

The document is LIGHT/WG.2/2034/2, read from “lights.txt”.

### Summary

- **3 misprints**: 1 open, 1 accepted, 1 rejected
- **4 remarks**: 3 open, 0 accepted, 1 rejected

| Kind | Findings | Open | Accepted | Rejected |
| --- | ---: | ---: | ---: | ---: |
| Missing reference | 1 | 1 | 0 | 0 |
| Pair that breaks the rule | 1 | 0 | 1 | 0 |
| Duplicate citation | 1 | 0 | 0 | 1 |
| Never indexed | 1 | 1 | 0 | 0 |
| Topics with identical citations | 1 | 0 | 0 | 1 |
| Irregular typography | 2 | 2 | 0 | 0 |

### Rules learned from the table

How the paragraphs of each report are numbered in the compilation.

- LIGHT/WG.2/2031/4: 112 of 113 pairs follow n → I.(n-3)
- LIGHT/WG.2/2033/2: 2 of 2 pairs follow n → II.(n-6), subparagraphs keep their letters

### Missing reference (1)

{describe_kind("missing-reference").explanation}

#### Line 9, “=Lamps\\|oil”, LIGHT/WG.2/2033/2

- **Found:** para. 7 has no reference
- **Row as printed:** “LIGHT/WG.2/2033/2” · “8 (e) and 7” · “II.2.e”
- **Paragraph:** “7”
- **Proposed:** “II.1”
- **Status:** open

### Pair that breaks the rule (1)

{describe_kind("rule-break").explanation}

#### Line 6, “Fog, general”, LIGHT/WG.2/2031/4

- **Found:** I.17 is printed where the rule gives I.7
- **Row as printed:** “LIGHT/WG.2/2031/4” · “10” · “I.17 &lt;b&gt;\\|\\*oil\\*”
- **Paragraph:** “10”
- **Printed:** “I.17”
- **Proposed:** “I.7”
- **If the reference is wrong**, read “I.7” (weight 2)
  - for, weight 1: no other row has \\`I.17\\`
  - for, weight 2: other rows state the pair (line 4, line 8)
  - against, weight 1: I.17 may exist (other.txt, line 3)
- **If the paragraph is wrong**, read “20” (weight 0)
- **Status:** accepted (The report settles it.)

### Duplicate citation (1)

{describe_kind("duplicate-citation").explanation}

#### Line 5, “Boats”

- **Found:** stated before
- **Status:** rejected

### Never indexed (1)

{describe_kind("never-indexed").explanation}

- LIGHT/WG.2/2031/4: 4 paragraphs have no topic (para. 5–8)

### Topics with identical citations (1)

{describe_kind("identical-topics").explanation}

- “Fog, bells”, “Boats”: the same citation under 2 topics (rejected: They differ.)

### Irregular typography (2)

{describe_kind("irregular-typography").explanation}

- Line 4, “Boats”, LIGHT/WG.2/2031/4: a space inside a range; a hyphen for a dash (“5-7”)

### Repairs of the layout (1)

#### Topic carried over (1)

{describe_kind("topic-carried-over").explanation}

- Line 6: the topic is “Fog, general”

### Lines set aside (3)

Lines of the document that are not rows, each with its kind.

- Line 3, line 7 (repeated header): “Topic \\| Document”
- Line 1 (before table): “\\# Lighthouses”
"""

RULE_BREAK: dict[str, object] = {
    "kind": "rule-break",
    "severity": "warning",
    "status": "accepted",
    "message": "I.17 is printed where the rule gives I.7",
    "index": "lights-2034",
    "place": "lights.txt, line 6",
    "line": 6,
    "topic": "Fog, general",
    "topics": ["Fog, general"],
    "document": "LIGHT/WG.2/2031/4",
    "paragraph": "10",
    "printed": "I.17",
    "proposed": "I.7",
    "hypotheses": [
        {
            "wrong": "reference",
            "proposed": "I.7",
            "weight": 2,
            "evidence": [
                {
                    "supports": True,
                    "text": "no other row has `I.17`",
                    "weight": 1,
                    "places": [],
                },
                {
                    "supports": True,
                    "text": "other rows state the pair",
                    "weight": 2,
                    "places": ["lights.txt, line 4", "lights.txt, line 8"],
                },
                {
                    "supports": False,
                    "text": "I.17 may exist",
                    "weight": 1,
                    "places": ["other.txt, line 3"],
                },
            ],
        },
        {"wrong": "paragraph", "proposed": "20", "weight": 0, "evidence": []},
    ],
    "reason": "The report settles it.",
}

NEVER_INDEXED: dict[str, object] = {
    "kind": "never-indexed",
    "severity": "info",
    "status": "open",
    "message": "4 paragraphs have no topic",
    "index": "lights-2034",
    "place": None,
    "line": None,
    "topic": None,
    "topics": [],
    "document": "LIGHT/WG.2/2031/4",
    "paragraph": "5–8",
    "printed": "",
    "proposed": "",
    "hypotheses": [],
    "reason": "",
}


def markdown(dataset: Dataset) -> str:
    """Return the whole report."""
    return "".join(write_findings_markdown(dataset))


def test_a_finding_is_a_complete_object(dataset: Dataset) -> None:
    objects = json.loads("".join(write_findings_json(dataset)))
    assert [RULE_BREAK, NEVER_INDEXED] == [objects[1], objects[4]]


def test_the_findings_are_streamed_as_the_list_that_json_writes(dataset: Dataset) -> None:
    chunks = list(write_findings_json(dataset))
    text = "".join(chunks)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert len(chunks) == len(dataset.indexes[0].findings) + 1
    assert "5–8" in text


@pytest.mark.parametrize("indexes", [0, 1])
def test_without_findings_the_list_is_empty(dataset: Dataset, index: Index, indexes: int) -> None:
    empty = replace(dataset, indexes=(replace(index, findings=()),) * indexes)
    assert list(write_findings_json(empty)) == ["[]\n"]


def test_the_findings_of_all_indexes_are_one_list(dataset: Dataset, index: Index) -> None:
    second = replace(index, description=replace(index.description, identifier="lights-2035"))
    both = replace(dataset, indexes=(index, second))
    objects = json.loads("".join(write_findings_json(both)))
    expected = ["lights-2034"] * len(index.findings) + ["lights-2035"] * len(index.findings)
    assert expected == [each["index"] for each in objects]


def test_the_report_is_complete_and_begins_with_the_worst_findings(dataset: Dataset) -> None:
    assert markdown(dataset) == REPORT


def test_an_index_without_findings_has_a_report(dataset: Dataset, index: Index) -> None:
    bare = replace(index, findings=(), rules=(), rows=(), set_aside=())
    bare = replace(bare, description=replace(index.description, title="", symbol=None))
    description = replace(dataset.description, titles=())
    assert markdown(replace(dataset, description=description, indexes=(bare,))) == (
        "# Findings in “lighthouses”\n\n"
        "## Index “lights-2034”\n\n"
        "The document is read from “lights.txt”.\n\n"
        "### Summary\n\n"
        "- **0 misprints**: 0 open, 0 accepted, 0 rejected\n"
        "- **0 remarks**: 0 open, 0 accepted, 0 rejected\n\n"
        "### Rules learned from the table\n\n"
        "The pairs of no report follow a rule.\n\n"
        "### Repairs of the layout (0)\n\n"
        "### Lines set aside (0)\n\n"
        "Lines of the document that are not rows, each with its kind.\n"
    )


def test_a_proposal_to_keep_the_printed_value_is_marked(dataset: Dataset, index: Index) -> None:
    kept = replace(index.findings[1], proposed="I.17")
    report = markdown(replace(dataset, indexes=(replace(index, findings=(kept,)),)))
    assert "- **Proposed:** “I.17”, as printed\n" in report


def test_remarks_without_a_place_have_a_line_each(dataset: Dataset, index: Index) -> None:
    gap = index.findings[4]
    other = replace(gap, document=index.findings[2].document, paragraph="9")
    report = markdown(replace(dataset, indexes=(replace(index, findings=(gap, other)),)))
    assert [line for line in report.splitlines() if "have no topic (" in line] == [
        "- LIGHT/WG.2/2031/4: 4 paragraphs have no topic (para. 5–8)",
        "- LIGHT/WG.2/2033/2: 4 paragraphs have no topic (para. 9)",
    ]


def test_each_index_has_a_section_in_the_report(dataset: Dataset, index: Index) -> None:
    second = replace(index, description=replace(index.description, title="Second"))
    lines = markdown(replace(dataset, indexes=(index, second))).splitlines()
    titles = [line for line in lines if line.startswith("## ")]
    assert titles == [
        "## Index “Index of recommendations of the Working Group on Lighthouses”",
        "## Index “Second”",
    ]


def test_the_folder_of_a_source_is_not_published(dataset: Dataset, index: Index) -> None:
    """The same document gives the same bytes in any folder."""
    moved = replace(
        index,
        findings=tuple(
            replace(
                finding,
                place=finding.place and replace(finding.place, file="/srv/in/lights.txt"),
                hypotheses=tuple(
                    replace(
                        each,
                        evidence=tuple(
                            replace(
                                fact,
                                places=tuple(
                                    replace(place, file=f"/srv/in/{place.file}")
                                    for place in fact.places
                                ),
                            )
                            for fact in each.evidence
                        ),
                    )
                    for each in finding.hypotheses
                ),
            )
            for finding in index.findings
        ),
    )
    elsewhere = replace(dataset, indexes=(moved,))
    assert markdown(elsewhere) == REPORT
    assert list(write_findings_json(elsewhere)) == list(write_findings_json(dataset))


HOSTILE = (
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "| a | b |",
    "`code` ``x``",
    "[a](https://example.org) ![b](c.png) [d]: e",
    "*a* **b** _c_ __d__ ~~e~~",
    "https://example.org www.example.org HTTP://EXAMPLE.ORG",
    "# a #",
    "a\n\n# b\r\n- c",
    "back\\slash\\",
    "$x$ {y}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_part_of_a_finding_can_become_markup(dataset: Dataset, index: Index, text: str) -> None:
    """The report of hostile texts has the structure of the report of plain ones."""
    assert structure(hostile(dataset, index, text)) == structure(hostile(dataset, index, "plain"))


def hostile(dataset: Dataset, index: Index, text: str) -> Dataset:
    """Replace every text from a document or a manifest that a report shows."""
    findings = tuple(
        replace(
            finding,
            message=text,
            topics=(text,),
            paragraph=text,
            printed=text,
            proposed="p",
            reason=text,
            hypotheses=tuple(
                replace(
                    each,
                    proposed=text,
                    evidence=tuple(replace(fact, text=text) for fact in each.evidence),
                )
                for each in finding.hypotheses
            ),
        )
        for finding in index.findings
    )
    rows = tuple(
        replace(
            row,
            written=replace(
                row.written,
                paragraphs=replace(row.written.paragraphs, text=text),
                references=replace(row.written.references, text=text),
                repairs=tuple(replace(each, detail=text) for each in row.written.repairs),
            ),
        )
        for row in index.rows
    )
    aside = tuple(replace(line, text=text) for line in index.set_aside)
    description = replace(index.description, title=text)
    changed = replace(index, description=description, findings=findings, rows=rows, set_aside=aside)
    titles = replace(dataset.description, titles=(("en", text),))
    return replace(dataset, description=titles, indexes=(changed,))


def structure(dataset: Dataset) -> list[str]:
    """Return the types of the Markdown tokens of a report, without its text."""
    tokens: list[str] = []
    for token in PARSER.parse(markdown(dataset)):
        tokens.append(token.type)
        inside = [child.type for child in token.children or []]
        tokens += [kind for kind in inside if kind not in ("text", "text_special")]
    return tokens
