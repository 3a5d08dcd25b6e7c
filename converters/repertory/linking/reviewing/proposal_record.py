"""Remember with a decision what was proposed when it was made, to tell later what has changed.

The text stands in a slot of the decision: what was proposed on the pair, with its reasons, and
which matches were proposed for the topic. More support is no change that matters; another relation,
another reason against it, or a new match is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from repertory.linking.sssom.mapping_set import BUILT_IN, SssomMapping, contract
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SKOS, SSSOM

SLOT: Final = "other"
"""The slot of a decision that keeps what was proposed."""

SAME: Final = (SKOS.exactMatch, SKOS.closeMatch)
"""The relations that make a proposal a match: the concept is the topic, or nearly."""

NOT_PROPOSED: Final = "not proposed"
TOPIC: Final = "matches proposed: "
_AGAINST: Final = re.compile("(?:against:|-) (.*)", re.DOTALL)
"""A reason against a link; records of old have the sign."""

_RECORD: Final = re.compile(f"(proposed [a-z]+:[A-Za-z]+: |{NOT_PROPOSED}|{TOPIC})")


class Proposed:
    """The proposals of one vocabulary, by topic and by pair, in the order of their file.

    >>> proposal = SssomMapping(IRI("t:1"), SKOS.closeMatch, IRI("v:1"), SKOS.closeMatch)
    >>> Proposed([proposal]).record(proposal)
    'proposed skos:closeMatch: no reasons given; matches proposed: v:1'
    """

    def __init__(self, proposals: Iterable[SssomMapping]) -> None:
        """Take the proposals."""
        self._pairs = {each.pair: each for each in proposals}
        self._topics: dict[IRI, list[SssomMapping]] = {}
        for each in self._pairs.values():
            self._topics.setdefault(each.subject, []).append(each)

    @property
    def topics(self) -> tuple[IRI, ...]:
        """The topics, also those for which nothing is proposed."""
        return tuple(self._topics)

    def of(self, topic: IRI) -> tuple[SssomMapping, ...]:
        """Return what is proposed for a topic."""
        return tuple(self._topics.get(topic, ()))

    def record(self, decision: SssomMapping) -> str:
        """Return what is to be remembered with a decision; nothing for an unknown topic."""
        if decision.subject not in self._topics:
            return ""
        matches = [each.object for each in self.of(decision.subject) if is_match(each)]
        parts = [f"{TOPIC}{', '.join(matches) or 'none'}"]
        if decision.object != SSSOM.NoTermFound:
            proposal = self._pairs.get(decision.pair)
            parts.insert(0, NOT_PROPOSED if proposal is None else evidence_of(proposal))
        return "; ".join(parts)


def is_match(proposal: SssomMapping) -> bool:
    """Tell whether a proposal says that a concept is the topic, or nearly."""
    return proposal.predicate in SAME and proposal.object != SSSOM.NoTermFound


def evidence_of(proposal: SssomMapping) -> str:
    """Return the evidence of a proposal: the relation and the reasons."""
    relation = contract(proposal.predicate, BUILT_IN)
    return f"proposed {relation}: {proposal.slots.get('comment', 'no reasons given')}"


def recorded(decision: SssomMapping) -> str:
    """Return what a decision remembers; nothing where it was made apart from the proposals."""
    text = decision.slots.get(SLOT, "")
    return text if _RECORD.match(text) else ""


def changed_evidence(decision: SssomMapping, proposal: SssomMapping) -> str:
    """Return what a decision on a pair was made on, where what matters of it has changed."""
    before = recorded(decision)
    if not before or decision.object == SSSOM.NoTermFound:
        return ""
    was, now = _weighty(before), _weighty(evidence_of(proposal))
    confirmed = proposal.predicate == decision.predicate and not decision.is_denied
    same = confirmed and set(now[1:]) <= set(was[1:])
    return "" if same or was == now else before.partition(f"; {TOPIC}")[0]


def new_match(decisions: Sequence[SssomMapping], proposal: SssomMapping) -> str:
    """Return what was proposed for a topic when it was decided, where a match has come since."""
    lists = [text.partition(TOPIC)[2] for each in decisions if (text := recorded(each))]
    if not lists or not is_match(proposal):
        return ""
    known = {iri for each in lists for iri in each.split(", ")}
    return "" if proposal.object in known else f"{TOPIC}{lists[0]}"


def _weighty(evidence: str) -> list[str]:
    relation, _, reasons = evidence.partition("; ")[0].partition(": ")
    parts = [reasons, *evidence.split("; ")[1:]]
    found = map(_AGAINST.fullmatch, parts)
    return [relation, *(match[1] for match in found if match)]
