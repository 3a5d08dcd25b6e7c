"""Keep what was decided on links, apart from what was proposed, and never lose it.

A decision is a line of an SSSOM file: a mapping that was accepted, one that was rejected (its
predicate modifier is `Not`), or the finding that nothing in the vocabulary is usable for a topic by
any relation (`sssom:NoTermFound`, which stands beside rejections only). The file may be edited by
hand or in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import OutputError
from repertory.files import write_file
from repertory.linking.reviewing.contradictions import MATCHES, check, is_accepted
from repertory.linking.reviewing.proposal_record import SLOT, Proposed, changed_evidence, new_match
from repertory.linking.sssom.mapping_set import MappingSet, SssomMapping, read_sssom, write_sssom
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SKOS, SSSOM

__all__ = ["MATCHES", "Decisions", "read_decisions"]

OF_A_DECISION: Final = (
    *("predicate_modifier", "confidence", "match_string", "similarity_score", "comment"),
    *("reviewer_id", "reviewer_label", "review_date", SLOT),
)
"""Slots that belong to one decision and go with it; the others stay when it is made again."""


class Decisions(Struct, frozen=True):
    """What was decided for one vocabulary, in the order of its file."""

    path: Path
    mappings: MappingSet
    content: bytes = b""
    """The bytes of the file when it was read, to notice that others changed it meanwhile."""

    def __iter__(self) -> Iterator[SssomMapping]:
        """Yield the decisions."""
        return iter(self.mappings.mappings)

    @property
    def accepted(self) -> tuple[SssomMapping, ...]:
        """The mappings that hold."""
        return tuple(each for each in self if is_accepted(each))

    @property
    def unmapped(self) -> tuple[SssomMapping, ...]:
        """The findings that a vocabulary has nothing for a topic."""
        return tuple(each for each in self if each.object == SSSOM.NoTermFound)

    def of(self, topic: IRI) -> tuple[SssomMapping, ...]:
        """Return the decisions about a topic."""
        return tuple(each for each in self if each.subject == topic)

    def on(self, proposal: SssomMapping) -> SssomMapping | None:
        """Return the decision on what a proposal maps to what, under whichever relation."""
        return next((each for each in self if each.pair == proposal.pair), None)

    @property
    def settled(self) -> frozenset[IRI]:
        """The topics that are mapped by any relation, or known to have nothing to map to."""
        return frozenset(each.subject for each in self if not each.is_denied)

    def is_settled(self, topic: IRI) -> bool:
        """Tell whether a topic is mapped by any relation, or known to have nothing to map to."""
        return any(not each.is_denied for each in self.of(topic))

    def has_settled(self, proposal: SssomMapping) -> bool:
        """Tell whether a proposal needs no decision: it has one, or its topic is settled."""
        return self.on(proposal) is not None or self.is_settled(proposal.subject)

    def changed(self, proposal: SssomMapping) -> str:
        """Return what was proposed when a pair or its topic was decided, where that has changed.

        Of a decision that was made apart from the proposals nothing is known, and nothing changes.
        """
        decision = self.on(proposal)
        if decision is not None:
            return changed_evidence(decision, proposal)
        if not self.is_settled(proposal.subject):
            return ""
        return new_match(self.of(proposal.subject), proposal)

    def exact_matches(self, concept: IRI, other_than: IRI) -> tuple[SssomMapping, ...]:
        """Return the exact matches of other topics with a concept."""
        return tuple(
            each
            for each in self.accepted
            if each.predicate == SKOS.exactMatch
            and each.object == concept
            and each.subject != other_than
        )

    def with_decision(self, decision: SssomMapping) -> Decisions:
        """Return the decisions with one more, without those that it replaces.

        It replaces the one on the same pair, an accepted mapping the finding that there is none,
        and that finding all mappings of the topic.
        """
        before = self.on(decision)
        if before is not None:
            kept = {key: text for key, text in before.slots.items() if key not in OF_A_DECISION}
            decision = replace(decision, slots={**kept, **decision.slots})
        others = (each for each in self if not _replaces(decision, each))
        ordered = sorted([*others, decision], key=lambda each: (each.subject, each.object))
        return replace(self, mappings=replace(self.mappings, mappings=tuple(ordered)))

    def with_prefixes(self, prefixes: Mapping[str, str]) -> Decisions:
        """Return the decisions with the prefixes for what they may be about next."""
        own = self.mappings.prefixes
        new = {
            name: namespace
            for name, namespace in prefixes.items()
            if name not in own and namespace not in own.values()
        }
        return replace(self, mappings=replace(self.mappings, prefixes={**own, **new}))

    def unrecorded(self, proposed: Proposed) -> int:
        """Return the number of decisions that could remember what is proposed, and do not."""
        return sum(SLOT not in each.slots and bool(proposed.record(each)) for each in self)

    def with_records(self, proposed: Proposed) -> Decisions:
        """Return the decisions, with what is proposed now beside those that remember nothing."""
        mappings = tuple(
            replace(each, slots={**each.slots, SLOT: record})
            if SLOT not in each.slots and (record := proposed.record(each))
            else each
            for each in self
        )
        return replace(self, mappings=replace(self.mappings, mappings=mappings))

    def save(self) -> Decisions:
        """Write the file whole; return what stands in it now.

        Raises:
            OutputError: when it cannot be written, or when it was changed since it was read.
        """
        if self.path.is_file() and self.path.read_bytes() != self.content:
            raise OutputError(
                f"{self.path}: was changed by another program since it was read. "
                "Nothing was written. Close it there and start again."
            )
        check(self.mappings.mappings, str(self.path))
        content = write_sssom(self.mappings).encode()
        write_file(self.path, content)
        return replace(self, content=content)


def _replaces(decision: SssomMapping, before: SssomMapping) -> bool:
    if before.pair == decision.pair:
        return True
    if before.subject != decision.subject:
        return False
    none = SSSOM.NoTermFound
    return (is_accepted(decision) and before.object == none) or (
        decision.object == none and is_accepted(before)
    )


def read_decisions(path: Path, empty: MappingSet | None = None) -> Decisions:
    """Read a file of decisions; one that does not exist has none and looks like *empty*.

    Raises:
        SourceError: with every line that is wrong or contradicts another.
    """
    if not path.is_file() and empty is not None:
        return Decisions(path, empty)
    content = path.read_bytes() if path.is_file() else b""
    mappings = read_sssom(path)
    check(mappings.mappings, str(path))
    return Decisions(path, mappings, content)
