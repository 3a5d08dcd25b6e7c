"""What a reviewer sees: one candidate with both sides, or all candidates of a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from repertory.escaping import Bold
from repertory.linking.reviewing.decisions import Decisions
from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.review_context import Desk
from repertory.linking.sssom.mapping_set import BUILT_IN, SssomMapping, contract
from repertory.rdf.vocabulary import SKOS, SSSOM

OPEN: Final = "open: the evidence does not settle the relation"
NOTHING: Final = "nothing usable in this vocabulary"


def relation_name(decision: SssomMapping) -> str:
    """Return the relation in short, and whether it was rejected.

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
    """Say how many of the topics are decided."""
    settled = decisions.settled
    count = sum(topic in settled for topic in proposed.topics)
    return f"{count} of {len(proposed.topics)} topics decided"


def show_candidate(
    proposal: SssomMapping, decisions: Decisions, desk: Desk, keys: Mapping[str, str]
) -> list[str]:
    """Return the lines of the screen of one candidate."""
    slots = proposal.slots
    title = f"{slots.get('subject_label', '')}   [{coverage(decisions, desk.proposed)}]"
    concept = slots.get("object_label", "no concept")
    confidence = slots.get("confidence")
    return [
        "",
        Bold(title),
        f"  {proposal.subject}",
        Bold(f"  {relation_name(proposal)}  {concept}"),
        f"  {proposal.object}",
        *(f"    {line}" for line in desk.describe(proposal)),
        *([f"  Confidence {confidence}"] if confidence else []),
        *(f"    {part}" for part in slots.get("comment", "").split("; ") if part),
        *(f"  ! {line}" for line in remarks(proposal, decisions)),
        _menu(keys),
    ]


def show_end(decisions: Decisions, desk: Desk, keys: Mapping[str, str]) -> list[str]:
    """Return the lines of the screen after the last candidate."""
    done = coverage(decisions, desk.proposed)
    return ["", f"Nothing is left to look at: {done}.", _menu(keys)]


def _menu(keys: Mapping[str, str]) -> str:
    return "  " + "  ".join(f"{key} {what}" for key, what in keys.items())


def remarks(proposal: SssomMapping, decisions: Decisions) -> Iterator[str]:
    """Yield what was decided that bears on a candidate."""
    if before := decisions.changed(proposal):
        yield f"Decided before on other evidence: {before}"
    yield from (f"Decided: {summary(each)}" for each in decisions.of(proposal.subject))
    yield from taken(proposal, decisions)


def taken(proposal: SssomMapping, decisions: Decisions) -> Iterator[str]:
    """Yield the topics that have the concept as exact match already."""
    for other in decisions.exact_matches(proposal.object, proposal.subject):
        label = other.slots.get("subject_label", other.subject)
        yield f"This concept is the exact match of {label!r} already."


def summary(decision: SssomMapping) -> str:
    """Return a decision in one line, with its reason."""
    concept = decision.slots.get("object_label", "")
    reason = decision.slots.get("comment", "")
    parts = (relation_name(decision), concept, f"- {reason}" if reason else "")
    return " ".join(part for part in parts if part)


def list_candidates(candidates: Iterable[SssomMapping], decisions: Decisions) -> Iterator[str]:
    """Yield candidates with their numbers, and what was decided on each."""
    for number, each in enumerate(candidates, 1):
        decided = decisions.on(each)
        state = f"  [decided: {relation_name(decided)}]" if decided else ""
        label = each.slots.get("object_label", "no concept")
        yield f"  {number} {relation_name(each)}  {label}  <{each.object}>{state}"
