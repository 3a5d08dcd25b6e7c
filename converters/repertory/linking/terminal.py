"""Review proposals in the terminal: one at a time, each decision saved at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import click
from msgspec import Struct, field

from repertory.linking.review import (
    MATCHES,
    Decisions,
    accept,
    nothing_found,
    reject,
)
from repertory.linking.sssom import BUILT_IN, SssomMapping, contract
from repertory.vocabulary import SKOS, SSSOM

KEYS: Final = {
    "a": "accept",
    "r": "reject",
    "c": "change the relation",
    "n": "no concept for this topic",
    "s": "skip",
    "u": "undo",
    "q": "quit",
}
RELATION_KEYS: Final = dict(zip("ecbnr", MATCHES, strict=True))
"""Key -> relation: exact, close, broad, narrow, related."""


class Session(Struct):
    """One sitting of one reviewer: the decisions now, and those before each step."""

    decisions: Decisions
    reviewer: str
    date: str
    read_key: Callable[[], str]
    write: Callable[[str], None]
    _before: list[tuple[int, Decisions]] = field(default_factory=list)

    def review(self, proposals: tuple[SssomMapping, ...]) -> Decisions:
        """Show each proposal that is open; return the decisions at the end."""
        place = 0
        while place < len(proposals):
            proposal = proposals[place]
            if not _is_open(self.decisions, proposal):
                place += 1
                continue
            self._show(proposal, place + 1, len(proposals))
            key = self._key("".join(KEYS))
            if key == "q":
                break
            place = self._undo(place) if key == "u" else self._step(key, proposal, place)
        return self.decisions

    def _step(self, key: str, proposal: SssomMapping, place: int) -> int:
        decided = self._decide(key, proposal)
        if decided is None and key != "s":
            return place
        self._before.append((place, self.decisions))
        if decided is not None:
            self.decisions = self.decisions.with_decision(decided).save()
        return place + 1

    def _decide(self, key: str, proposal: SssomMapping) -> SssomMapping | None:
        given = (proposal, self.reviewer, self.date)
        if key == "n" or (key == "a" and proposal.object == SSSOM.NoTermFound):
            return nothing_found(*given)
        if key == "r" and proposal.object != SSSOM.NoTermFound:
            return reject(*given)
        if key == "a" and proposal.predicate != SKOS.mappingRelation:
            return accept(proposal, proposal.predicate, self.reviewer, self.date)
        if key in ("a", "c") and proposal.object != SSSOM.NoTermFound:
            self.write("Relation: e exact, c close, b broad, n narrow, r related")
            relation = RELATION_KEYS[self._key("".join(RELATION_KEYS))]
            return accept(proposal, relation, self.reviewer, self.date)
        if key != "s":
            self.write("There is no concept here to decide on: n or s.")
        return None

    def _undo(self, place: int) -> int:
        if not self._before:
            self.write("Nothing to undo.")
            return place
        place, before = self._before.pop()
        if before.mappings != self.decisions.mappings:
            self.decisions = Decisions(before.path, before.mappings, self.decisions.content).save()
        return place

    def _key(self, allowed: str) -> str:
        while (key := self.read_key().lower()) not in allowed or not key:
            self.write(f"Keys: {', '.join(allowed)}")
        return key

    def _show(self, proposal: SssomMapping, number: int, count: int) -> None:
        slots = proposal.slots
        relation = contract(proposal.predicate, BUILT_IN).partition(":")[2]
        if proposal.predicate == SKOS.mappingRelation:
            relation = "open: the evidence does not settle the relation"
        concept = slots.get("object_label", "no concept")
        lines = [
            "",
            click.style(f"{number} of {count}  {slots.get('subject_label', '')}", bold=True),
            f"  {proposal.subject}",
            click.style(f"  {relation}  {concept}", bold=True),
            f"  {proposal.object}",
            *(f"    {part}" for part in slots.get("other", "").split("; ") if part),
            f"  Confidence {slots.get('confidence', 'unknown')}",
            *(f"    {part}" for part in slots.get("comment", "").split("; ") if part),
        ]
        if before := self.decisions.changed(proposal):
            lines.append(f"  Decided before on other evidence: {before}")
        lines.append("  " + "  ".join(f"{key} {what}" for key, what in KEYS.items()))
        self.write("\n".join(lines))


def _is_open(decisions: Decisions, proposal: SssomMapping) -> bool:
    return bool(decisions.changed(proposal)) or not decisions.has_settled(proposal)
