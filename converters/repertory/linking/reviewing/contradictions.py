"""Find contradictory and invalid decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from repertory.errors import SourceError
from repertory.linking.sssom.mapping_set import NOT, SssomMapping
from repertory.model import Place, Problem
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SKOS, SSSOM
from repertory.settings.manifest_values import is_date

MATCHES: Final = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
"""The relations that a decision may have, closest first."""


def is_accepted(decision: SssomMapping) -> bool:
    """Return whether a decision is an accepted mapping."""
    return not decision.is_denied and decision.object != SSSOM.NoTermFound


def check(decisions: Sequence[SssomMapping], name: str) -> None:
    """Check that all decisions are valid and none contradicts another.

    Raises:
        SourceError: with every invalid line, and both lines of each contradiction.
    """
    checks = (_wrong, _unreadable, _repeated, _excluded)
    problems = [problem for find in checks for problem in find(decisions, name)]
    if problems:
        raise SourceError(sorted(problems, key=lambda problem: problem.place.line or 0))


def _wrong(decisions: Iterable[SssomMapping], name: str) -> Iterator[Problem]:
    for each in decisions:
        place = Place(name, line=each.line or None)
        undecided = each.predicate == SKOS.mappingRelation and not each.is_denied
        if undecided or each.predicate not in (*MATCHES, SKOS.mappingRelation):
            expected = "one of skos:exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch"
            yield Problem(place, f"the relation {each.predicate}", expected)
        if (modifier := each.slots.get("predicate_modifier", NOT)) != NOT:
            yield Problem(place, f"the predicate_modifier {modifier!r}", f"{NOT!r} or nothing")
        if each.is_denied and each.object == SSSOM.NoTermFound:
            advice = "Delete the line, and add one for the concept that was found."
            yield Problem(place, f"{NOT!r} with sssom:NoTermFound", "a concept", advice)


def _unreadable(decisions: Iterable[SssomMapping], name: str) -> Iterator[Problem]:
    """Yield numbers and dates that a spreadsheet has reformatted."""
    for each in decisions:
        for slot, is_fine, expected in VALUES:
            text = each.slots.get(slot, "")
            if text and not is_fine(text):
                advice = f"Format the column {slot} as text in the spreadsheet."
                place = Place(name, line=each.line or None)
                yield Problem(place, f"the {slot} {text!r}", expected, advice)


def is_share(text: str) -> bool:
    """Return whether a text is a number from 0 to 1.

    >>> [is_share(text) for text in ("0.9", "1", "0,9", "90")]
    [True, True, False, False]
    """
    return re.fullmatch(r"0?\.[0-9]+|0|1(\.0+)?", text) is not None


def is_day(text: str) -> bool:
    """Return whether a text is a date of the form YYYY-MM-DD.

    >>> [is_day(text) for text in ("2031-02-03", "2031-02-30", "03/02/2031")]
    [True, False, False]
    """
    return len(text) == len("2031-02-03") and is_date(text)


VALUES: Final = (
    ("confidence", is_share, "a number from 0 to 1 with a decimal point, such as 0.9"),
    ("review_date", is_day, "a date as YYYY-MM-DD"),
)
"""Slot, check of its text, and description of what is expected."""


def _repeated(decisions: Iterable[SssomMapping], name: str) -> Iterator[Problem]:
    """Yield second decisions on a pair, and second exact matches of a topic."""
    pairs: dict[tuple[IRI, IRI], SssomMapping] = {}
    exact: dict[IRI, SssomMapping] = {}
    for each in decisions:
        first = pairs.setdefault(each.pair, each)
        if first is not each:
            same = (first.predicate, first.is_denied) == (each.predicate, each.is_denied)
            what = "the same decision again" if same else "another decision on the same pair"
            yield _against(each, first, what, name)
        if is_accepted(each) and each.predicate == SKOS.exactMatch:
            first = exact.setdefault(each.subject, each)
            if first.object != each.object:
                yield _against(each, first, "a second exact match of the topic", name)


def _excluded(decisions: Sequence[SssomMapping], name: str) -> Iterator[Problem]:
    """Yield mappings, of any relation, of topics that have no usable concept."""
    missing = (e for e in decisions if e.object == SSSOM.NoTermFound and not e.is_denied)
    none = {each.subject: each for each in missing}
    for each in decisions:
        if is_accepted(each) and each.subject in none:
            what = f"a mapping to {each.object} of a topic with sssom:NoTermFound"
            yield _against(each, none[each.subject], what, name)


def _against(each: SssomMapping, first: SssomMapping, what: str, name: str) -> Problem:
    expected = f"one decision (the other is in line {first.line})"
    advice = "Delete one of the two lines."
    return Problem(Place(name, line=each.line or None), what, expected, advice)
