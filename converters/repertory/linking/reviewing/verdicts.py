"""Turn a proposal into a decision: accepted, rejected, or no usable concept."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.linking.reviewing.proposal_record import SLOT
from repertory.linking.sssom.mapping_set import NOT, SssomMapping, escape_value
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

LABELS: Final = ("subject_label", "object_label")
MATCHED: Final = ("match_string", "similarity_score")
"""Slots that a decision copies from the proposal besides the labels."""


class Ruling(Struct, frozen=True):
    """Who decided, when, why, and with what confidence from 0 to 1.

    *record* is the evidence at that time (`proposal_record.Proposed.record`).
    """

    reviewer: str
    date: str = ""
    comment: str = ""
    confidence: str = ""
    record: str = ""


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


def ruled(decision: SssomMapping, ruling: Ruling) -> SssomMapping:
    r"""Return a decision with the data of its ruling.

    >>> decision = SssomMapping(IRI("t:1"), SKOS.exactMatch, IRI("v:1"), SEMAPV.MappingReview)
    >>> ruled(decision, Ruling("A. Person", comment="The same thing.")).slots
    {'reviewer_label': 'A. Person', 'comment': 'The same thing.'}
    """
    given = {
        "confidence": ruling.confidence,
        "reviewer_label": escape_value(ruling.reviewer),
        "review_date": ruling.date,
        "comment": ruling.comment,
        SLOT: ruling.record,
    }
    slots = {**decision.slots, **{key: text for key, text in given.items() if text}}
    return replace(decision, slots=slots)


def _kept(proposal: SssomMapping, *names: str) -> dict[str, str]:
    return {name: proposal.slots[name] for name in names if proposal.slots.get(name)}
