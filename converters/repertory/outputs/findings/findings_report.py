"""Report the findings of a dataset: as JSON for programs, as Markdown for documents officers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final

from msgspec.structs import replace

from repertory.escaping import escape_markdown as escape
from repertory.escaping import quote_markdown as quote
from repertory.files import file_name
from repertory.finding_terms import FINDING_KINDS, REPAIR_KINDS, SEVERITIES, STATUSES, Severity
from repertory.model import Dataset, Evidence, Finding, Hypothesis, Index, Place, Row, Rule
from repertory.outputs.findings.kinds import describe_kind

REMARK: Final[Severity] = "info"
"""The severity of a remark; findings of any other severity are misprints."""


def write_findings_json(dataset: Dataset) -> Iterator[str]:
    """Write the findings as a JSON list, one object at a time."""
    before = "[\n"
    for index in dataset.indexes:
        for finding in index.findings:
            text = json.dumps(_finding_object(index, finding), ensure_ascii=False, indent=2)
            yield before + "  " + text.replace("\n", "\n  ")
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _finding_object(index: Index, finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "status": finding.status,
        "message": finding.message,
        "index": index.description.identifier,
        "place": str(_named(finding.place)) if finding.place else None,
        "line": finding.place.line if finding.place else None,
        "topic": finding.topics[0] if finding.topics else None,
        "topics": list(finding.topics),
        "document": finding.document,
        "paragraph": finding.paragraph,
        "printed": finding.printed,
        "proposed": finding.proposed,
        "hypotheses": [_hypothesis_object(each) for each in finding.hypotheses],
        "reason": finding.reason,
    }


def _hypothesis_object(hypothesis: Hypothesis) -> dict[str, Any]:
    return {
        "wrong": hypothesis.wrong,
        "proposed": hypothesis.proposed,
        "weight": hypothesis.weight,
        "evidence": [_evidence_object(each) for each in hypothesis.evidence],
    }


def _evidence_object(evidence: Evidence) -> dict[str, Any]:
    return {
        "supports": evidence.supports,
        "text": evidence.text,
        "weight": evidence.weight,
        "places": [str(_named(place)) for place in evidence.places],
    }


def write_findings_markdown(dataset: Dataset) -> Iterator[str]:
    """Write the findings as a Markdown report: a summary, then the findings, the worst first."""
    titles = [text for _, text in dataset.description.titles]
    name = titles[0] if titles else dataset.description.identifier
    yield f"# Findings in {quote(name)}\n"
    for index in dataset.indexes:
        yield "\n"
        yield from _index_report(index)


def _index_report(index: Index) -> Iterator[str]:
    description = index.description
    yield f"## Index {quote(description.title or description.identifier)}\n\n"
    symbol = f" {escape(description.symbol)}," if description.symbol else ""
    yield f"The document is{symbol} read from {quote(index.source.name)}.\n"
    yield from _summary(index.findings)
    yield from _rules(index.rules)
    rows: dict[int | None, Row] = {row.order: row for row in index.rows}
    for kind, findings in _by_kind(index.findings).items():
        words = describe_kind(kind)
        yield f"\n### {words.heading} ({len(findings)})\n\n{words.explanation}\n"
        for finding in findings:
            if finding.severity != REMARK:
                yield from _finding(index, finding, rows.get(finding.row))
        yield from _remarks(index, [each for each in findings if each.severity == REMARK])
    yield from _repairs(index)
    yield from _set_aside(index)


def _by_kind(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Group findings by kind, the worst first, then in the order of the vocabulary."""
    grouped: dict[str, list[Finding]] = {}
    for finding in sorted(
        findings, key=lambda each: (SEVERITIES.index(each.severity), FINDING_KINDS.index(each.kind))
    ):
        grouped.setdefault(finding.kind, []).append(finding)
    return grouped


# ── The summary ──────────────────────────────────────────────────────────────────────────────────


def _summary(findings: tuple[Finding, ...]) -> Iterator[str]:
    yield "\n### Summary\n\n"
    remarks = [each for each in findings if each.severity == REMARK]
    misprints = [each for each in findings if each.severity != REMARK]
    for noun, members in (("misprint", misprints), ("remark", remarks)):
        yield f"- **{len(members)} {noun}{'s' if len(members) != 1 else ''}**: "
        yield ", ".join(f"{count} {status}" for status, count in _statuses(members)) + "\n"
    if findings:
        yield "\n| Kind | Findings | Open | Accepted | Rejected |\n"
        yield "| --- | ---: | ---: | ---: | ---: |\n"
    for kind, members in _by_kind(findings).items():
        counts = " | ".join(str(count) for _, count in _statuses(members))
        yield f"| {describe_kind(kind).heading} | {len(members)} | {counts} |\n"


def _statuses(findings: list[Finding]) -> list[tuple[str, int]]:
    counts = Counter(each.status for each in findings)
    return [(status, counts[status]) for status in STATUSES]


def _rules(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "\n### Rules learned from the table\n\n"
    if not rules:
        yield "The pairs of no report follow a rule.\n"
        return
    yield "How the paragraphs of each report are numbered in the compilation.\n\n"
    kept = {True: ", subparagraphs keep their letters", False: ", subparagraphs are dropped"}
    for rule in rules:
        letters = "" if rule.keeps_items is None else kept[rule.keeps_items]
        yield (
            f"- {escape(rule.document)}: {rule.support} of {rule.pairs} pairs follow "
            f"{escape(str(rule))}{letters}\n"
        )


# ── Findings ─────────────────────────────────────────────────────────────────────────────────────


def _finding(index: Index, finding: Finding, row: Row | None) -> Iterator[str]:
    """Write one finding in full."""
    yield f"\n#### {_subject(index, finding)}\n\n"
    yield f"- **Found:** {escape(finding.message)}\n"
    if row:
        yield f"- **Row as printed:** {_row(row)}\n"
    if finding.paragraph:
        yield f"- **Paragraph:** {quote(finding.paragraph)}\n"
    if finding.printed:
        yield f"- **Printed:** {quote(finding.printed)}\n"
    if finding.proposed:
        kept = ", as printed" if finding.proposed == finding.printed else ""
        yield f"- **Proposed:** {quote(finding.proposed)}{kept}\n"
    for hypothesis in finding.hypotheses:
        yield from _hypothesis(index, hypothesis)
    reason = f" ({escape(finding.reason)})" if finding.reason else ""
    yield f"- **Status:** {finding.status}{reason}\n"


def _subject(index: Index, finding: Finding) -> str:
    """Return the place, the topics and the meeting report of a finding."""
    parts = [_capital(_place(index, finding.place))] if finding.place else []
    parts += [", ".join(quote(topic) for topic in finding.topics)] if finding.topics else []
    parts += [escape(finding.document)] if finding.document else []
    return ", ".join(parts) or "The index"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(row: Row) -> str:
    written = row.written
    cells = (written.document.text, written.paragraphs.text, written.references.text)
    return " · ".join(quote(cell) for cell in cells)


def _hypothesis(index: Index, hypothesis: Hypothesis) -> Iterator[str]:
    yield (
        f"- **If the {escape(hypothesis.wrong)} is wrong**, read {quote(hypothesis.proposed)} "
        f"(weight {hypothesis.weight})\n"
    )
    for fact in sorted(hypothesis.evidence, key=lambda each: not each.supports):
        side = "for" if fact.supports else "against"
        places = f" ({_places(index, fact.places)})" if fact.places else ""
        yield f"  - {side}, weight {fact.weight}: {escape(fact.text)}{places}\n"


def _remarks(index: Index, findings: list[Finding]) -> Iterator[str]:
    """Write remarks in short: one line for each place, and for each remark without a place."""
    lines: dict[str | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = _place(index, finding.place) if finding.place else number
        lines.setdefault(key, []).append(finding)
    yield "\n" if lines else ""
    for members in lines.values():
        remarks = "; ".join(_remark(each) for each in members)
        yield f"- {_subject(index, members[0])}: {remarks}\n"


def _remark(finding: Finding) -> str:
    unplaced = finding.paragraph and not finding.place
    paragraph = f" (para. {escape(finding.paragraph)})" if unplaced else ""
    printed = f" ({quote(finding.printed)})" if finding.printed else ""
    reason = f": {escape(finding.reason)}" if finding.reason else ""
    reviewed = f" ({finding.status}{reason})" if finding.status != "open" else ""
    return f"{escape(finding.message)}{paragraph}{printed}{reviewed}"


# ── The layout ───────────────────────────────────────────────────────────────────────────────────


def _repairs(index: Index) -> Iterator[str]:
    repairs = [repair for row in index.rows for repair in row.written.repairs]
    yield f"\n### Repairs of the layout ({len(repairs)})\n"
    for kind in REPAIR_KINDS:
        members = [repair for repair in repairs if repair.kind == kind]
        if members:
            words = describe_kind(kind)
            yield f"\n#### {words.heading} ({len(members)})\n\n{words.explanation}\n\n"
        for repair in members:
            yield f"- {_capital(_place(index, repair.place))}: {escape(repair.detail)}\n"


def _set_aside(index: Index) -> Iterator[str]:
    """Write each text that is not a row once, with all its places."""
    places: dict[tuple[str, str], list[Place]] = {}
    for line in index.set_aside:
        places.setdefault((line.kind, line.text), []).append(line.place)
    yield f"\n### Lines set aside ({len(index.set_aside)})\n\n"
    yield "Lines of the document that are not rows, each with its kind.\n"
    yield "\n" if places else ""
    for (kind, text), where in places.items():
        name = escape(kind.replace("-", " "))
        yield f"- {_capital(_places(index, where))} ({name}): {quote(text)}\n"


def _places(index: Index, places: Iterable[Place]) -> str:
    return ", ".join(_place(index, place) for place in places)


def _place(index: Index, place: Place) -> str:
    """Return a place in words, without the file if it is the source of the index."""
    named = _named(place)
    if named.file == index.source.name:
        return escape(named.within() or str(named))
    return escape(str(named))


def _named(place: Place) -> Place:
    """Remove the folder from the name of the file, because it differs between machines."""
    return replace(place, file=file_name(PurePath(place.file)))
