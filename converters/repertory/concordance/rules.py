"""Learn from the table the rules from the paragraphs of a report to those of the compilation.

An index gives each recommendation twice, as paragraph and as reference. For one report both are
parallel (`n` is `II.(n-4)`): every printed pair votes for a section and an offset, and the majority
of all pairs is the rule. If the numbering changes within a report (`breaks`), each part of it has
its own rule. Below the limits here there is no rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from repertory.concordance.breaks import find_runs
from repertory.concordance.letters import agrees, same_items
from repertory.model import Numbering, ParagraphNumber, Reference, Row, Rule, Symbol
from repertory.notation import is_plain

MINIMUM_SUPPORT: Final = 3
"""The fewest different pairs that must follow a rule."""

MINIMUM_ROWS: Final = 3
"""The fewest rows that must follow each of several rules of a report: a whole row may be wrong."""

Pair = tuple[ParagraphNumber, Reference]
Vote = tuple[str, int]
"""The section and the offset that one pair shows."""


def learn_rules(rows: Sequence[Row]) -> dict[Symbol, Numbering]:
    """Return the rules of each report that has any, in the order of first citation.

    Only rows with as many references as paragraphs vote, and only with paragraphs that are numbered
    through; `26.110` or a paragraph of an annex is not. A rule needs more than half of the votes
    and `MINIMUM_SUPPORT` different pairs, so that misprints below half do not change it.
    """
    printed: dict[Symbol, list[list[Pair]]] = {}
    for row in rows:
        of_report = printed.setdefault(row.document, [])
        if len(row.paragraphs) == len(row.references):
            of_report.append(
                [
                    (p.value, r.value)
                    for p, r in zip(row.paragraphs, row.references, strict=True)
                    if is_plain(p.value)
                ]
            )
    learned = ((document, learn_numbering(document, each)) for document, each in printed.items())
    return {document: numbering for document, numbering in learned if numbering is not None}


def references_restart(rows: Sequence[Row]) -> bool:
    """Return whether the references begin anew in each document, and so belong to it.

    In a compilation each reference stands for one recommendation, and only a misprint repeats it
    with another document. The numbers restart if in at least half of the documents at least half of
    the references, and at least two, are also printed with other documents.

    >>> restarting = {Symbol("A/1"): ("6.1", "6.2"), Symbol("A/2"): ("6.1", "6.2", "6.3")}
    >>> from repertory.notation import parse_reference
    >>> _restart({name: {*map(parse_reference, each)} for name, each in restarting.items()})
    True
    """
    printed: dict[Symbol, set[Reference]] = {}
    for row in rows:
        if row.references:
            found = printed.setdefault(row.document, set())
            found.update(reference.value for reference in row.references)
    return _restart(printed)


def _restart(printed: Mapping[Symbol, set[Reference]]) -> bool:
    documents = Counter(reference for found in printed.values() for reference in found)
    shared = [
        (sum(documents[each] > 1 for each in found), len(found)) for found in printed.values()
    ]
    restarting = sum(count >= 2 and 2 * count >= all_of for count, all_of in shared)
    return restarting >= 1 and 2 * restarting >= len(shared)


def learn_numbering(document: Symbol, rows: Sequence[Sequence[Pair]]) -> Numbering | None:
    """Return the rules of one report from the pairs of its rows, or None.

    There are several only if the pairs show that the numbering changes.

    >>> both = [("I", n, n) for n in range(1, 9)] + [("II", n, n - 8) for n in range(9, 15)]
    >>> pairs = [(ParagraphNumber(n), Reference(s, ParagraphNumber(m))) for s, n, m in both]
    >>> print(learn_numbering(Symbol("A/1"), [[pair] for pair in pairs]))
    n → I.n to para. 8; n → II.(n-8) from para. 9
    """
    changing = _learn_changing(document, rows)
    if changing is not None:
        return changing
    rule = learn_rule(document, [pair for row in rows for pair in row])
    return None if rule is None else Numbering((rule,))


def _learn_changing(document: Symbol, rows: Sequence[Sequence[Pair]]) -> Numbering | None:
    """Return the rules of a report whose numbering changes, or None if it does not."""
    starts = _starts({pair for row in rows for pair in row})
    if not starts:
        return None
    rules = []
    for first, start in zip([None, *starts], [*starts, None], strict=True):
        last = None if start is None else start - 1
        bounds = Rule(document, section="", offset=0, first=first, last=last)
        inside = [[pair for pair in row if bounds.covers(pair[0])] for row in rows]
        rule = learn_rule(document, [pair for row in inside for pair in row])
        if (
            rule is None
            or sum(any(_follows(rule, p) for p in row) for row in inside) < MINIMUM_ROWS
        ):
            return None
        rules.append(replace(rule, first=first, last=last))
    return Numbering(tuple(rules))


def _starts(pairs: Iterable[Pair]) -> list[int]:
    """Return the first paragraph of each run but the first."""
    ordered = sorted(pairs, key=_position)
    found = find_runs([_vote(pair) for pair in ordered], MINIMUM_SUPPORT)
    return list(dict.fromkeys(ordered[start][0].number for start, _ in found[1:]))


def _position(pair: Pair) -> tuple[object, ...]:
    """Return a key that sorts pairs by paragraph, then by reference."""
    paragraph, (section, number) = pair[0], (pair[1].section, pair[1].paragraph.number)
    return paragraph.number, paragraph.suffix, paragraph.items, section, number


def learn_rule(document: Symbol, pairs: Sequence[Pair]) -> Rule | None:
    """Return the one rule of all *pairs*, or None if they do not agree or are too few.

    >>> pairs = [(ParagraphNumber(n), Reference("II", ParagraphNumber(n - 4))) for n in (5, 9, 10)]
    >>> print(learn_rule(Symbol("A/1"), pairs))
    n → II.(n-4)
    """
    votes = Counter(map(_vote, pairs))
    if not votes:
        return None
    ((winner, _),) = votes.most_common(1)
    rule = Rule(document, *winner, _keeps_items(pairs, winner))
    rule = _count(rule, pairs)
    different = {pair for pair in pairs if _follows(rule, pair)}
    if 2 * rule.support <= rule.pairs or len(different) < MINIMUM_SUPPORT:
        return None
    return rule


def count_support(numbering: Numbering, pairs: Sequence[Pair]) -> Numbering:
    """Return the rules with the numbers of pairs that they cover and that follow them."""
    return Numbering(tuple(_count(rule, pairs) for rule in numbering.rules))


def _count(rule: Rule, pairs: Iterable[Pair]) -> Rule:
    follows = Counter(_follows(rule, pair) for pair in pairs if rule.covers(pair[0]))
    return replace(rule, support=follows[True], pairs=follows.total())


def _vote(pair: Pair) -> Vote:
    paragraph, reference = pair
    return reference.section, paragraph.number - reference.paragraph.number


def _follows(rule: Rule, pair: Pair) -> bool:
    return agrees(rule.reference_of(pair[0]), pair[1])


def _keeps_items(pairs: Iterable[Pair], vote: Vote) -> bool | None:
    """Return whether the rule keeps items, by the pairs for *vote* with items, or None."""
    kept = Counter(
        bool(reference.paragraph.items)
        for paragraph, reference in pairs
        if paragraph.items
        and _vote((paragraph, reference)) == vote
        and same_items(reference.paragraph.items or paragraph.items, paragraph.items)
    )
    return kept[True] >= kept[False] if kept else None
