"""Format the screens of a review: one candidate with both sides, or all of a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from repertory.escaping import Bold
from repertory.linking.reviewing.decisions import Decisions
from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.review_context import ReviewContext
from repertory.linking.sssom.mapping_set import BUILT_IN, SssomMapping, contract
from repertory.rdf.vocabulary import SKOS, SSSOM

OPEN: Final = "open: the evidence does not settle the relation"
NOTHING: Final = "no usable concept in this vocabulary"


def relation_name(decision: SssomMapping) -> str:
    """Return the short name of the relation, after `not` if it was rejected.

    >>> from repertory.rdf.terms import IRI
    >>> relation_name(SssomMapping(IRI("t:1"), SKOS.closeMatch, IRI("v:1"), SKOS.closeMatch))
    'closeMatch'
    """
    if decision.object == SSSOM.NoTermFound:
        return NOTHING
    if decision.predicate == SKOS.mappingRelation and not decision.is_denied:
        return OPEN
    relation = contract(decision.predicate, BUILT_IN).partition(":")[2]
    return f"not {relation}" if decision.is_denied else relation


def coverage(decisions: Decisions, proposed: Proposed) -> str:
    """Return the number of decided topics as text."""
    settled = decisions.settled
    count = sum(topic in settled for topic in proposed.topics)
    return f"{count} of {len(proposed.topics)} topics decided"


def show_candidate(
    proposal: SssomMapping, decisions: Decisions, context: ReviewContext, keys: Mapping[str, str]
) -> list[str]:
    """Return the lines of the screen of one candidate."""
    slots = proposal.slots
    title = f"{slots.get('subject_label', '')}   [{coverage(decisions, context.proposed)}]"
    concept = slots.get("object_label", "no concept")
    confidence = slots.get("confidence")
    return [
        "",
        Bold(title),
        f"  {proposal.subject}",
        Bold(f"  {relation_name(proposal)}  {concept}"),
        f"  {proposal.object}",
        *(f"    {line}" for line in context.describe(proposal)),
        *([f"  Confidence {confidence}"] if confidence else []),
        *(f"    {part}" for part in slots.get("comment", "").split("; ") if part),
        *(f"  ! {line}" for line in remarks(proposal, decisions)),
        _menu(keys),
    ]


def show_end(decisions: Decisions, context: ReviewContext, keys: Mapping[str, str]) -> list[str]:
    """Return the lines of the screen after the last candidate."""
    done = coverage(decisions, context.proposed)
    return ["", f"No proposals left: {done}.", _menu(keys)]


def _menu(keys: Mapping[str, str]) -> str:
    return "  " + "  ".join(f"{key} {what}" for key, what in keys.items())


def remarks(proposal: SssomMapping, decisions: Decisions) -> Iterator[str]:
    """Yield earlier decisions that are relevant to a candidate."""
    if before := decisions.changed(proposal):
        yield f"Decided earlier on other evidence: {before}"
    yield from (f"Decided: {summary(each)}" for each in decisions.of(proposal.subject))
    yield from taken(proposal, decisions)


def taken(proposal: SssomMapping, decisions: Decisions) -> Iterator[str]:
    """Yield a line for each other topic whose exact match is the concept."""
    for other in decisions.exact_matches(proposal.object, proposal.subject):
        label = other.slots.get("subject_label", other.subject)
        yield f"This concept is already the exact match of {label!r}."


def summary(decision: SssomMapping) -> str:
    """Return a decision in one line, with its reason."""
    concept = decision.slots.get("object_label", "")
    reason = decision.slots.get("comment", "")
    parts = (relation_name(decision), concept, f"- {reason}" if reason else "")
    return " ".join(part for part in parts if part)


def list_candidates(candidates: Iterable[SssomMapping], decisions: Decisions) -> Iterator[str]:
    """Yield candidates with their numbers and the decision on each."""
    for number, each in enumerate(candidates, 1):
        decided = decisions.on(each)
        state = f"  [decided: {relation_name(decided)}]" if decided else ""
        label = each.slots.get("object_label", "no concept")
        yield f"  {number} {relation_name(each)}  {label}  <{each.object}>{state}"
