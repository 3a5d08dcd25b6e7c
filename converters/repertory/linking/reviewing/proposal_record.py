"""Record with a decision what was proposed when it was made, to detect changes later.

A slot of the decision holds the proposal for the pair, with its reasons, and the matches proposed
for the topic. Another relation, another reason against, or a new match counts as a change; another
reason for does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from repertory.linking.sssom.mapping_set import BUILT_IN, SssomMapping, contract
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SKOS, SSSOM

SLOT: Final = "other"
"""The slot of a decision that holds the record."""

SAME: Final = (SKOS.exactMatch, SKOS.closeMatch)
"""The relations of a match: the concept equals the topic, or nearly."""

NOT_PROPOSED: Final = "not proposed"
TOPIC: Final = "matches proposed: "
_AGAINST: Final = re.compile("(?:against:|-) (.*)", re.DOTALL)
"""A reason against a link; older records begin with the sign."""

_RECORD: Final = re.compile(f"(proposed [a-z]+:[A-Za-z]+: |{NOT_PROPOSED}|{TOPIC})")


class Proposed:
    """The proposals for one vocabulary, by topic and by pair, in the order of their file.

    >>> proposal = SssomMapping(IRI("t:1"), SKOS.closeMatch, IRI("v:1"), SKOS.closeMatch)
    >>> Proposed([proposal]).record(proposal)
    'proposed skos:closeMatch: no reasons given; matches proposed: v:1'
    """

    def __init__(self, proposals: Iterable[SssomMapping]) -> None:
        """Index the proposals."""
        self._pairs = {each.pair: each for each in proposals}
        self._topics: dict[IRI, list[SssomMapping]] = {}
        for each in self._pairs.values():
            self._topics.setdefault(each.subject, []).append(each)

    @property
    def topics(self) -> tuple[IRI, ...]:
        """The topics, including those without a proposal."""
        return tuple(self._topics)

    def of(self, topic: IRI) -> tuple[SssomMapping, ...]:
        """Return the proposals for a topic."""
        return tuple(self._topics.get(topic, ()))

    def record(self, decision: SssomMapping) -> str:
        """Return the record for a decision; empty for an unknown topic."""
        if decision.subject not in self._topics:
            return ""
        matches = [each.object for each in self.of(decision.subject) if is_match(each)]
        parts = [f"{TOPIC}{', '.join(matches) or 'none'}"]
        if decision.object != SSSOM.NoTermFound:
            proposal = self._pairs.get(decision.pair)
            parts.insert(0, NOT_PROPOSED if proposal is None else evidence_of(proposal))
        return "; ".join(parts)


def is_match(proposal: SssomMapping) -> bool:
    """Return whether a proposal is an exact or close match."""
    return proposal.predicate in SAME and proposal.object != SSSOM.NoTermFound


def evidence_of(proposal: SssomMapping) -> str:
    """Return the relation and the reasons of a proposal as text."""
    relation = contract(proposal.predicate, BUILT_IN)
    return f"proposed {relation}: {proposal.slots.get('comment', 'no reasons given')}"


def recorded(decision: SssomMapping) -> str:
    """Return the record of a decision; empty if it has none."""
    text = decision.slots.get(SLOT, "")
    return text if _RECORD.match(text) else ""


def changed_evidence(decision: SssomMapping, proposal: SssomMapping) -> str:
    """Return the recorded evidence of a decision on a pair, if it differs in relation or doubts."""
    before = recorded(decision)
    if not before or decision.object == SSSOM.NoTermFound:
        return ""
    was, now = _relevant(before), _relevant(evidence_of(proposal))
    confirmed = proposal.predicate == decision.predicate and not decision.is_denied
    same = confirmed and set(now[1:]) <= set(was[1:])
    return "" if same or was == now else before.partition(f"; {TOPIC}")[0]


def new_match(decisions: Sequence[SssomMapping], proposal: SssomMapping) -> str:
    """Return the recorded matches of a decided topic, if *proposal* is a match not among them."""
    lists = [text.partition(TOPIC)[2] for each in decisions if (text := recorded(each))]
    if not lists or not is_match(proposal):
        return ""
    known = {iri for each in lists for iri in each.split(", ")}
    return "" if proposal.object in known else f"{TOPIC}{lists[0]}"


def _relevant(evidence: str) -> list[str]:
    """Return the relation and the reasons against."""
    relation, _, reasons = evidence.partition("; ")[0].partition(": ")
    parts = [reasons, *evidence.split("; ")[1:]]
    found = map(_AGAINST.fullmatch, parts)
    return [relation, *(match[1] for match in found if match)]
