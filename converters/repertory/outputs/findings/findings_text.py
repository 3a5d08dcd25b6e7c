"""Write the findings for a terminal: one line a finding, the evidence below those that are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repertory.escaping import show_in_line
from repertory.finding_terms import SEVERITIES
from repertory.model import Dataset, Finding, Hypothesis, Index

LEFT_OUT = {
    "hidden-sheet": "left out, in no output: {text}",
    "ignored-column": "left out, in no output: the column {text!r}, {place}",
}
"""What a reader left out of a table -> how it is said."""

READ_AS = {
    "assumed": "assumed: {text}",
    "cross-reference": "set aside, refers to another topic: {text!r}, {place}",
    **LEFT_OUT,
}
"""The same with what it assumed, and what has a meaning but no rows."""


def write_findings_text(dataset: Dataset) -> Iterator[str]:
    """Yield the report of all indexes line by line: what was read, repaired and found."""
    for index in dataset.indexes:
        for line in _write_index(index):
            yield f"{show_in_line(line)}\n"


def _write_index(index: Index) -> Iterator[str]:
    reports = len({row.document for row in index.rows})
    yield (
        f"{index.source.name}: {len(index.rows)} rows, {len(index.topics)} topics, "
        f"{len(index.citations)} citations of {reports} reports"
    )
    yield ""
    yield "Rules learned"
    for rule in index.rules:
        yield f"  {rule.document}  {rule}  {rule.support} of {rule.pairs} pairs"
    yield from _write_details(index)
    repairs = [repair for row in index.rows for repair in row.written.repairs]
    yield ""
    yield f"Repairs of the layout: {len(repairs)}"
    for repair in repairs:
        yield f"  {repair.place.within()}: {repair.kind}: {repair.detail}"
    for level in SEVERITIES:
        found = [finding for finding in index.findings if finding.severity == level]
        if found:
            yield ""
            yield f"{level.capitalize()}: {len(found)}"
        for finding in found:
            yield from _write_finding(finding)


def _write_details(index: Index) -> Iterator[str]:
    """Yield what the document says of itself, and what its reader assumed."""
    if index.details:
        yield ""
        yield "The document says of itself"
    for detail in index.details:
        yield f"  {detail.place.within() or 'file'}: {detail.name}: {detail.text}"
    noted = list(read_as(index, READ_AS))
    if noted:
        yield ""
        yield "Read as"
    yield from (f"  {note}" for note in noted)


def read_as(index: Index, kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield what the reader of an index did of some *kinds*, each with the words to say it."""
    for aside in index.set_aside:
        if aside.kind in kinds:
            yield kinds[aside.kind].format(text=aside.text, place=aside.place.within())


def _write_finding(finding: Finding) -> Iterator[str]:
    where = finding.place.within() if finding.place else finding.document or "index"
    topics = " / ".join(finding.topics)
    status = "" if finding.severity == "info" else f" [{finding.status}]"
    yield f"  {where}: {finding.kind}{status}: {topics + ': ' if topics else ''}{finding.message}"
    if finding.paragraph and finding.place is None:
        yield f"      {finding.paragraph}"
    if finding.status == "open":
        for hypothesis in finding.hypotheses:
            yield from _write_hypothesis(hypothesis)
    elif finding.reason:
        yield f"      {finding.reason}"


def _write_hypothesis(hypothesis: Hypothesis) -> Iterator[str]:
    yield f"      if the {hypothesis.wrong} is wrong, read {hypothesis.proposed}"
    for fact in hypothesis.evidence:
        places = ", ".join(dict.fromkeys(place.within() for place in fact.places))
        sign = "+" if fact.supports else "-"
        yield f"        {sign} {fact.text}{f' ({places})' if places else ''}"
