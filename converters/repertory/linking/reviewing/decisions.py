"""Keep the decisions on links in a file apart from the proposals, without losing any.

A decision is a line of an SSSOM file: an accepted mapping, a rejected one (with the predicate
modifier `Not`), or `sssom:NoTermFound`: no concept of the vocabulary is usable for the topic by any
relation. A topic with the last has no other decisions than rejections. The file may be edited by
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
from repertory.linking.reviewing.contradictions import check, is_accepted
from repertory.linking.reviewing.proposal_record import SLOT, Proposed, changed_evidence, new_match
from repertory.linking.sssom.mapping_set import MappingSet, SssomMapping, read_sssom, write_sssom
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SKOS, SSSOM

PROPOSALS: Final = ".proposals.sssom.tsv"
DECISIONS: Final = ".sssom.tsv"
"""The endings of the two files of a vocabulary."""

OF_A_DECISION: Final = (
    *("predicate_modifier", "confidence", "match_string", "similarity_score", "comment"),
    *("reviewer_id", "reviewer_label", "review_date", SLOT),
)
"""Slots that are replaced with a decision; others are kept when a pair is decided again."""


class Decisions(Struct, frozen=True):
    """The decisions for one vocabulary, in the order of their file."""

    path: Path
    mappings: MappingSet
    content: bytes = b""
    """The bytes of the file when it was read, to detect changes by others."""

    def __iter__(self) -> Iterator[SssomMapping]:
        """Yield the decisions."""
        return iter(self.mappings.mappings)

    @property
    def accepted(self) -> tuple[SssomMapping, ...]:
        """The accepted mappings."""
        return tuple(each for each in self if is_accepted(each))

    @property
    def unmapped(self) -> tuple[SssomMapping, ...]:
        """The decisions that no concept is usable for a topic."""
        return tuple(each for each in self if each.object == SSSOM.NoTermFound)

    def of(self, topic: IRI) -> tuple[SssomMapping, ...]:
        """Return the decisions on a topic."""
        return tuple(each for each in self if each.subject == topic)

    def on(self, proposal: SssomMapping) -> SssomMapping | None:
        """Return the decision on the pair of a proposal, whatever its relation."""
        return next((each for each in self if each.pair == proposal.pair), None)

    @property
    def settled(self) -> frozenset[IRI]:
        """The topics that have a mapping by any relation, or no usable concept."""
        return frozenset(each.subject for each in self if not each.is_denied)

    def has_settled(self, proposal: SssomMapping) -> bool:
        """Return whether a proposal or its topic is already decided."""
        return self.on(proposal) is not None or proposal.subject in self.settled

    def changed(self, proposal: SssomMapping) -> str:
        """Return the evidence of an earlier decision on a pair or its topic, if it has changed.

        Decisions without a record of the proposals never count as changed.
        """
        decision = self.on(proposal)
        if decision is not None:
            return changed_evidence(decision, proposal)
        if proposal.subject not in self.settled:
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
        """Return the decisions with a new one, which replaces the one on the same pair.

        For the same topic, an accepted mapping also replaces `sssom:NoTermFound` and vice versa.
        """
        before = self.on(decision)
        if before is not None:
            kept = {key: text for key, text in before.slots.items() if key not in OF_A_DECISION}
            decision = replace(decision, slots={**kept, **decision.slots})
        others = (each for each in self if not _replaces(decision, each))
        ordered = sorted([*others, decision], key=lambda each: (each.subject, each.object))
        return replace(self, mappings=replace(self.mappings, mappings=tuple(ordered)))

    def with_prefixes(self, prefixes: Mapping[str, str]) -> Decisions:
        """Return the decisions with further prefixes, unless name or namespace is in use."""
        own = self.mappings.prefixes
        new = {
            name: namespace
            for name, namespace in prefixes.items()
            if name not in own and namespace not in own.values()
        }
        return replace(self, mappings=replace(self.mappings, prefixes={**own, **new}))

    def unrecorded(self, proposed: Proposed) -> int:
        """Return the number of decisions on topics in *proposed* that have no record of it."""
        return sum(SLOT not in each.slots and bool(proposed.record(each)) for each in self)

    def with_records(self, proposed: Proposed) -> Decisions:
        """Return the decisions, with a record of *proposed* added to those that have none."""
        mappings = tuple(
            replace(each, slots={**each.slots, SLOT: record})
            if SLOT not in each.slots and (record := proposed.record(each))
            else each
            for each in self
        )
        return replace(self, mappings=replace(self.mappings, mappings=mappings))

    def save(self) -> Decisions:
        """Write the file as a whole; return the decisions with its new content.

        Raises:
            OutputError: if it cannot be written, or was changed since it was read.
        """
        if self.path.is_file() and self.path.read_bytes() != self.content:
            raise OutputError(
                f"{self.path}: was changed by another program since it was read. "
                "Nothing was written. Close it in the other program and start again."
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
    """Read a file of decisions; if it does not exist, return *empty* without decisions.

    Raises:
        SourceError: with every line that is invalid or contradicts another.
    """
    if not path.is_file() and empty is not None:
        return Decisions(path, empty)
    content = path.read_bytes() if path.is_file() else b""
    mappings = read_sssom(path)
    check(mappings.mappings, str(path))
    return Decisions(path, mappings, content)
