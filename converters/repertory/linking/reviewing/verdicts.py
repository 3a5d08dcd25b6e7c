"""Turn a proposal into a decision: accepted, rejected, or no usable concept."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from repertory.linking.reviewing.proposal_record import SLOT
from repertory.linking.sssom.mapping_set import NOT, SssomMapping, escape_value
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

LABELS: Final = ("subject_label", "object_label")
MATCHED: Final = ("match_string", "similarity_score")
"""Slots that a decision copies from the proposal besides the labels."""


def accept(proposal: SssomMapping, relation: IRI, by_rule: bool = False) -> SssomMapping:
    """Return the decision that accepts a proposal with a relation."""
    same = relation == proposal.predicate
    reviewed = SEMAPV.MappingReview if same else SEMAPV.ManualMappingCuration
    justification = SEMAPV.LexicalMatching if by_rule else reviewed
    slots = _kept(proposal, *LABELS, *MATCHED)
    return SssomMapping(proposal.subject, relation, proposal.object, justification, slots)


def reject(proposal: SssomMapping) -> SssomMapping:
    """Return the decision that rejects a proposal."""
    slots = {"predicate_modifier": NOT, **_kept(proposal, *LABELS, *MATCHED)}
    return replace(proposal, justification=SEMAPV.MappingReview, slots=slots, line=0)


def nothing_found(proposal: SssomMapping) -> SssomMapping:
    """Return the decision that no concept is usable for the topic of a proposal.

    It covers every relation; the predicate is there because SSSOM requires one.
    """
    slots = _kept(proposal, "subject_label")
    return SssomMapping(
        proposal.subject, SKOS.exactMatch, SSSOM.NoTermFound, SEMAPV.ManualMappingCuration, slots
    )


def no_concept(topic: IRI, label: str, comment: str) -> SssomMapping:
    """Return the proposal that no concept of the vocabulary is usable for a topic, and why."""
    slots = {"subject_label": label, "comment": comment}
    return SssomMapping(topic, SKOS.exactMatch, SSSOM.NoTermFound, SEMAPV.LexicalMatching, slots)


def ruled(
    decision: SssomMapping,
    reviewer: str,
    date: str = "",
    comment: str = "",
    confidence: str = "",
    record: str = "",
) -> SssomMapping:
    r"""Return a decision with who decided, when, why, and with what confidence from 0 to 1.

    *record* is the evidence at that time (`proposal_record.Proposed.record`).

    >>> decision = SssomMapping(IRI("t:1"), SKOS.exactMatch, IRI("v:1"), SEMAPV.MappingReview)
    >>> ruled(decision, "A. Person", comment="The same thing.").slots
    {'reviewer_label': 'A. Person', 'comment': 'The same thing.'}
    """
    given = {
        "confidence": confidence,
        "reviewer_label": escape_value(reviewer),
        "review_date": date,
        "comment": comment,
        SLOT: record,
    }
    slots = {**decision.slots, **{key: text for key, text in given.items() if text}}
    return replace(decision, slots=slots)


def _kept(proposal: SssomMapping, *names: str) -> dict[str, str]:
    return {name: proposal.slots[name] for name in names if proposal.slots.get(name)}
