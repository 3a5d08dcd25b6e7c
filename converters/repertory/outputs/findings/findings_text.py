"""Write the findings for a terminal: one line each, open ones with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repertory.escaping import show_in_line
from repertory.finding_terms import SEVERITIES
from repertory.model import Dataset, Finding, Hypothesis, Index, Row
from repertory.notation import format_paragraph, format_reference
from repertory.settings.columns import format_columns

ROWS_SHOWN = 3
"""How many rows are shown as they were understood."""

LONGEST_TEXT = 100
"""How many characters of a text are shown of such a row."""

LEFT_OUT = {
    "hidden-sheet": "ignored: {text}",
    "unreadable-row": "not in the data: the row {text!r}, {place}",
    "kept-column": "kept as printed: the column {text!r}, {place}",
}
"""Kind of what a reader ignored -> the text for it."""

READ_AS = {
    "assumed": "assumed: {text}",
    "cross-reference": "cross-reference to another topic, not a row: {text!r}, {place}",
    **LEFT_OUT,
}
"""The same, with assumptions and cross-references."""


def write_findings_text(dataset: Dataset) -> Iterator[str]:
    """Yield the report of all indexes line by line: the contents, the repairs and the findings."""
    for index in dataset.indexes:
        for line in _write_index(index):
            yield f"{show_in_line(line)}\n"


def counts(index: Index) -> str:
    """Return the name of a document with the numbers of its rows, topics, citations and reports."""
    reports = len({row.document for row in index.rows})
    without = sum(not row.heading for row in index.rows)
    rows = f"{len(index.rows)} rows{f' ({without} without topic)' if without else ''}"
    return (
        f"{index.source.name}: {rows}, {len(index.topics)} topics, "
        f"{len(index.citations)} citations of {reports} report{'' if reports == 1 else 's'}"
    )


def _write_index(index: Index) -> Iterator[str]:
    yield counts(index)
    yield from _write_columns(index)
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
    """Yield the details in the document, and what its reader ignored or assumed."""
    if index.details:
        yield ""
        yield "Details in the document"
    for detail in index.details:
        yield f"  {detail.place.within() or 'file'}: {detail.name}: {detail.text}"
    noted = list(read_as(index, READ_AS))
    if noted:
        yield ""
        yield "Notes"
    yield from (f"  {note}" for note in noted)
    apart = list(doubtful(index))
    if apart:
        yield ""
        yield f"Warning: lines set aside that may hold data: {len(apart)}"
    yield from (f"  {line}" for line in apart)


def _write_columns(index: Index) -> Iterator[str]:
    """Yield how the document was read: the role of each column, and the first rows."""
    for columns in index.columns:
        yield ""
        yield "Columns"
        for column in columns:
            yield f"  {column.role}: column {column.position + 1}, {column.title or 'untitled'}"
        chosen = format_columns([(column.role, column.position) for column in columns])
        yield f"  To change this: --columns {chosen}"
    yield ""
    yield "First rows as understood"
    for row in index.rows[:ROWS_SHOWN]:
        yield f"  {row.written.place.within()}: {'; '.join(_understood(row))}"


def _understood(row: Row) -> Iterator[str]:
    """Yield the parts of a row as they were understood, each with its role."""
    yield f"topic {row.heading!r}"
    yield f"document {row.document}"
    paragraphs = [format_paragraph(each.value) for each in row.paragraphs]
    references = [format_reference(each.value) for each in row.references]
    if any(paragraphs):
        yield f"paragraphs {', '.join(paragraphs)}"
    if references:
        yield f"reference {', '.join(references)}"
    for name, cell in row.written.extras:
        text = cell.text if len(cell.text) <= LONGEST_TEXT else f"{cell.text[:LONGEST_TEXT]}…"
        yield f"{name} {text!r}"


def doubtful(index: Index) -> Iterator[str]:
    """Yield the lines of a document that are not rows but may hold data."""
    for aside in index.set_aside:
        if aside.doubtful:
            kind = aside.kind.replace("-", " ")
            yield f"{aside.place.within() or 'file'}: {kind}: {aside.text!r}"


def read_as(index: Index, kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield the text for each part of a document that its reader set aside with one of *kinds*."""
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
