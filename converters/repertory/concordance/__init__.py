"""Check an index against itself: pair values, learn the rules of reports, find misprints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from repertory.concordance.coverage import (
    find_doubtful_rows,
    find_duplicates,
    find_gaps,
    find_order,
    find_typography,
)
from repertory.concordance.doubtful_documents import find_doubtful_documents
from repertory.concordance.hypotheses import StatedPairs
from repertory.concordance.misprints import find_misprints
from repertory.concordance.overlapping_topics import find_same_sets
from repertory.concordance.pairing import cite_rows
from repertory.concordance.review import apply_corrections
from repertory.concordance.rules import Pair, count_support, learn_rules, references_restart
from repertory.model import (
    Citation,
    Correction,
    Finding,
    Numbering,
    Row,
    Rule,
    Symbol,
    Topic,
)
from repertory.notation import find_symbol, is_plain

__all__ = ["Concordance", "check", "references_restart"]


class Concordance(Struct, frozen=True):
    """The citations of a table, its rules and its findings.

    *corrected* has the row and the ordinal of the citation of each correction.
    """

    citations: tuple[Citation, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    corrected: tuple[tuple[int, int], ...] = ()


def check(
    rows: Sequence[Row],
    topics: Sequence[Topic],
    doubts: Sequence[tuple[int, str]] = (),
    corrections: Sequence[Correction] = (),
    unclear: Sequence[tuple[int, str]] = (),
) -> Concordance:
    """Pair paragraphs with references, learn the rules, find misprints, apply the corrections.

    *doubts* are the rows whose order the layout could not explain, *unclear* those that may belong
    to another topic, each with the reason. The findings are in the order of the rows; those about
    the whole index are last.

    Raises:
        SourceError: if a correction matches no citation.
    """
    columns: dict[str, list[Row]] = {"": []}
    for row in rows:
        columns.setdefault(row.written.compilation, []).append(row)
    read = [_check_column(each, topics, name) for name, each in columns.items()]
    printed = sorted(
        (citation for column in read for citation in column.citations),
        key=lambda citation: (citation.row, citation.ordinal),
    )
    first = columns[""]  # the others repeat its cells
    about_rows = [
        *(finding for column in read for finding in column.findings),
        *find_duplicates(printed, topics),
        *find_order(first),
        *find_doubtful_rows(rows, doubts, "row-order"),
        *find_doubtful_rows(rows, unclear, "unclear-topic"),
        *find_typography(rows),
    ]
    about_rows.sort(key=lambda finding: (finding.row or 0, finding.ordinal or 0))
    review = apply_corrections(printed, about_rows, corrections)
    citations = review.citations
    is_index = not any(row.particulars.text for row in rows)  # not a selection of texts
    gaps = find_gaps(citations, read[0].rules) if is_index else ()
    about_all = [*gaps, *find_same_sets(citations, topics)]
    findings = (*review.findings, *about_all)
    every = tuple(rule for column in read for each in column.rules.values() for rule in each.rules)
    return Concordance(citations, every, findings, review.corrected)


class _Column(Struct, frozen=True):
    """What one column of references gives: its citations, its rules and its misprints."""

    citations: Sequence[Citation]
    rules: Mapping[Symbol, Numbering]
    findings: Sequence[Finding]


def _check_column(rows: Sequence[Row], topics: Sequence[Topic], title: str) -> _Column:
    """Check the rows of one column of references; that of a further one has a title."""
    learned = learn_rules(rows)
    printed = cite_rows(rows, learned)
    pairs: dict[Symbol, list[Pair]] = defaultdict(list)
    for citation in printed:
        paragraph, reference = citation.paragraph, citation.reference
        if paragraph is not None and reference is not None and is_plain(paragraph):
            pairs[citation.document].append((paragraph, reference))
    rules = {document: count_support(each, pairs[document]) for document, each in learned.items()}
    findings = [
        *find_misprints(rows, printed, rules, StatedPairs(printed, topics)),
        *find_doubtful_documents(printed, learned),
    ]
    if title:
        compilation = Symbol(find_symbol(title) or title)
        printed = tuple(replace(citation, compilation=compilation) for citation in printed)
        rules = {name: _of_compilation(each, compilation) for name, each in rules.items()}
    return _Column(printed, rules, findings)


def _of_compilation(numbering: Numbering, compilation: Symbol) -> Numbering:
    return Numbering(tuple(replace(rule, compilation=compilation) for rule in numbering.rules))
