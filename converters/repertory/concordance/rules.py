"""Learn, from the table itself, the rule that ties the paragraphs of a report to the compilation.

An index states each assignment twice, as paragraph and as reference. For one report both run side
by side (`n` is `II.(n-4)`), so every printed pair votes for a section and an offset, and the rule
is what more than half of all pairs say. Below the limits stated here there is no rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from repertory.model import ParagraphNumber, Reference, Row, Rule, Symbol

MINIMUM_SUPPORT: Final = 3
"""Different pairs that must follow a rule before it counts as one."""

Pair = tuple[ParagraphNumber, Reference]


class Vote(Struct, frozen=True):
    """What one pair says: the section and the offset of its report."""

    section: str
    offset: int


def learn_rules(rows: Sequence[Row]) -> dict[Symbol, Rule]:
    """Return the rule of each report that has one, in the order of first citation.

    Pairs come from rows that print as many references as paragraphs. A rule needs more than half of
    the votes of its report and `MINIMUM_SUPPORT` different pairs, so any number of misprints below
    half leaves it as it is.
    """
    pairs: dict[Symbol, list[Pair]] = {}
    for row in rows:
        of_report = pairs.setdefault(row.document, [])
        if len(row.paragraphs) == len(row.references):
            of_report += [
                (paragraph.value, reference.value)
                for paragraph, reference in zip(row.paragraphs, row.references, strict=True)
            ]
    rules = (learn_rule(document, of_report) for document, of_report in pairs.items())
    return {rule.document: rule for rule in rules if rule is not None}


def learn_rule(document: Symbol, pairs: Sequence[Pair]) -> Rule | None:
    """Return the rule of one report, None where its pairs do not agree or are too few.

    >>> pairs = [(ParagraphNumber(n), Reference("II", ParagraphNumber(n - 4))) for n in (5, 9, 10)]
    >>> print(learn_rule(Symbol("A/1"), pairs))
    n → II.(n-4)
    """
    votes = Counter(
        Vote(reference.section, paragraph.number - reference.paragraph.number)
        for paragraph, reference in pairs
    )
    if not votes:
        return None
    ((winner, _),) = votes.most_common(1)
    rule = Rule(document, winner.section, winner.offset, _keeps_items(pairs, winner), 0, 0)
    rule = count_support(rule, pairs)
    different = {pair for pair in pairs if _follows(rule, pair)}
    if 2 * rule.support <= rule.pairs or len(different) < MINIMUM_SUPPORT:
        return None
    return rule


def count_support(rule: Rule, pairs: Iterable[Pair]) -> Rule:
    """Return *rule* with the number of pairs and of those that follow it."""
    follows = Counter(_follows(rule, pair) for pair in pairs)
    return Rule(
        rule.document,
        rule.section,
        rule.offset,
        rule.keeps_items,
        support=follows[True],
        pairs=follows.total(),
    )


def _follows(rule: Rule, pair: Pair) -> bool:
    return rule.reference_of(pair[0]) == pair[1]


def _keeps_items(pairs: Iterable[Pair], vote: Vote) -> bool | None:
    """Say whether sub-paragraphs are kept, by the pairs that agree with *vote* and have any."""
    kept = Counter(
        reference.paragraph.items == paragraph.items
        for paragraph, reference in pairs
        if paragraph.items
        and Vote(reference.section, paragraph.number - reference.paragraph.number) == vote
        and reference.paragraph.items in ((), paragraph.items)
    )
    return kept[True] >= kept[False] if kept else None


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the runs of consecutive numbers, first and last, in order.

    >>> runs([1, 2, 3, 7])
    [(1, 3), (7, 7)]
    """
    ordered = sorted(set(numbers))
    grouped = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    found = [[number for _, number in group] for _, group in grouped]
    return [(run[0], run[-1]) for run in found]
