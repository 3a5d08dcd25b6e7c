"""Turn a proposal into a decision: it holds, it does not, or nothing does."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.linking.reviewing.proposal_record import SLOT
from repertory.linking.sssom.mapping_set import NOT, SssomMapping
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

LABELS: Final = ("subject_label", "object_label")
MATCHED: Final = ("match_string", "similarity_score")
"""What a decision takes over from the proposal beside the labels."""


class Ruling(Struct, frozen=True):
    """What a person says with a decision: who, when, why, and how sure he is, from 0 to 1.

    *record* is what was proposed then (`record.Proposed.record`).
    """

    reviewer: str
    date: str = ""
    comment: str = ""
    confidence: str = ""
    record: str = ""


def accept(proposal: SssomMapping, relation: IRI, by_rule: bool = False) -> SssomMapping:
    """Return the decision that a proposal holds under a relation."""
    same = relation == proposal.predicate
    reviewed = SEMAPV.MappingReview if same else SEMAPV.ManualMappingCuration
    justification = SEMAPV.LexicalMatching if by_rule else reviewed
    slots = _kept(proposal, *LABELS, *MATCHED)
    return SssomMapping(proposal.subject, relation, proposal.object, justification, slots)


def reject(proposal: SssomMapping) -> SssomMapping:
    """Return the decision that a proposal does not hold."""
    slots = {"predicate_modifier": NOT, **_kept(proposal, *LABELS, *MATCHED)}
    return replace(proposal, justification=SEMAPV.MappingReview, slots=slots, line=0)


def nothing_found(proposal: SssomMapping) -> SssomMapping:
    """Return the decision that nothing in the vocabulary is usable for the topic of a proposal.

    That holds for any relation, whatever the predicate says; SSSOM wants one.
    """
    slots = _kept(proposal, "subject_label")
    return SssomMapping(
        proposal.subject, SKOS.exactMatch, SSSOM.NoTermFound, SEMAPV.ManualMappingCuration, slots
    )


def ruled(decision: SssomMapping, ruling: Ruling) -> SssomMapping:
    r"""Return a decision with what its reviewer says.

    >>> decision = SssomMapping(IRI("t:1"), SKOS.exactMatch, IRI("v:1"), SEMAPV.MappingReview)
    >>> ruled(decision, Ruling("A. Person", comment="The same thing.")).slots
    {'reviewer_label': 'A. Person', 'comment': 'The same thing.'}
    """
    said = {
        "confidence": ruling.confidence,
        "reviewer_label": ruling.reviewer.replace("\\", "\\\\").replace("|", "\\|"),
        "review_date": ruling.date,
        "comment": ruling.comment,
        SLOT: ruling.record,
    }
    slots = {**decision.slots, **{key: text for key, text in said.items() if text}}
    return replace(decision, slots=slots)


def _kept(proposal: SssomMapping, *names: str) -> dict[str, str]:
    return {name: proposal.slots[name] for name in names if proposal.slots.get(name)}
