"""Keep what was decided on links, apart from what was proposed, and never lose it.

A decision is a line of an SSSOM file: a mapping that was accepted, one that was rejected (its
predicate modifier is `Not`), or the finding that a vocabulary has no such concept
(`sssom:NoTermFound`). The file may be edited by hand or in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.errors import OutputError, SourceError
from repertory.files import write_files
from repertory.linking.sssom import (
    BUILT_IN,
    NOT,
    MappingSet,
    SssomMapping,
    contract,
    read_sssom,
    write_sssom,
)
from repertory.model import Place, Problem
from repertory.terms import IRI
from repertory.vocabulary import SEMAPV, SKOS, SSSOM

MATCHES: Final = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
"""The relations that a decision may state, the closest first."""

SAME: Final = (SKOS.exactMatch, SKOS.closeMatch)
"""The relations that `sssom:NoTermFound` denies for all concepts of a vocabulary."""

EVIDENCE: Final = "other"
"""The slot of a decision that keeps the evidence on which it was made."""

BACKUP: Final = ".backup"
"""Ending of the copy of a file of decisions that stands beside it while it is replaced."""


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
        return tuple(each for each in self if _is_accepted(each))

    def on(self, proposal: SssomMapping) -> SssomMapping | None:
        """Return the decision on what a proposal maps to what, under whichever relation."""
        return next((each for each in self if each.pair == proposal.pair), None)

    def has_settled(self, proposal: SssomMapping) -> bool:
        """Tell whether a proposal needs no decision: it has one, or its topic is settled.

        A topic is settled when nothing was found for it, or when the concept was found; candidates
        without a relation then need no look.
        """
        if self.on(proposal) is not None:
            return True
        same = [
            each
            for each in self
            if each.subject == proposal.subject
            and (
                each.object == SSSOM.NoTermFound or (_is_accepted(each) and each.predicate in SAME)
            )
        ]
        return bool(same) and proposal.predicate in (SKOS.mappingRelation, *SAME)

    def changed(self, proposal: SssomMapping) -> str:
        """Return the evidence that a decision was made on, where what matters of it has changed.

        That is the relation that was proposed and what spoke against it.
        """
        decided = self.on(proposal)
        before = decided.slots.get(EVIDENCE, "") if decided is not None else ""
        now = evidence_of(proposal)
        return before if before and _weighty(before) != _weighty(now) else ""

    def with_decision(self, decision: SssomMapping) -> Decisions:
        """Return the decisions with one more; it replaces one on the same pair."""
        kept = [each for each in self if each.pair != decision.pair]
        if decision.object != SSSOM.NoTermFound and _is_accepted(decision):
            kept = [
                each
                for each in kept
                if each.subject != decision.subject or each.object != SSSOM.NoTermFound
            ]
        ordered = sorted([*kept, decision], key=lambda each: (each.subject, each.object))
        return replace(self, mappings=replace(self.mappings, mappings=tuple(ordered)))

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
        backup = self.path.with_name(self.path.name + BACKUP)
        if self.content:
            write_files(self.path.parent, {backup.name: self.content})
        write_files(self.path.parent, {self.path.name: content})
        backup.unlink(missing_ok=True)
        return replace(self, content=content)


def read_decisions(path: Path, empty: MappingSet | None = None) -> Decisions:
    """Read a file of decisions; one that does not exist has none and looks like *empty*.

    Raises:
        SourceError: with every line that is wrong or contradicts another.
    """
    backup = path.with_name(path.name + BACKUP)
    if backup.is_file() and not path.is_file():
        advice = f"Rename it to {path.name}: it holds the decisions of a run that broke off."
        problem = Problem(Place(str(backup)), "a backup", f"{path.name} beside it", advice)
        raise SourceError([problem])
    if not path.is_file() and empty is not None:
        return Decisions(path, empty)
    content = path.read_bytes() if path.is_file() else b""
    mappings = read_sssom(path)
    check(mappings.mappings, str(path))
    return Decisions(path, mappings, content)


def check(mappings: Sequence[SssomMapping], name: str) -> None:
    """Refuse decisions that contradict each other.

    Raises:
        SourceError: with the lines of both.
    """
    problems = [*_wrong_relations(mappings, name), *_contradictions(mappings, name)]
    if problems:
        raise SourceError(sorted(problems, key=lambda problem: problem.place.line or 0))


def _wrong_relations(mappings: Iterable[SssomMapping], name: str) -> Iterator[Problem]:
    for each in mappings:
        undecided = each.predicate == SKOS.mappingRelation and not each.is_denied
        if undecided or each.predicate not in (*MATCHES, SKOS.mappingRelation):
            expected = "one of skos:exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch"
            found = f"the relation {each.predicate}"
            yield Problem(Place(name, line=each.line or None), found, expected)
        if each.slots.get("predicate_modifier", NOT) != NOT:
            found = f"the predicate_modifier {each.slots['predicate_modifier']!r}"
            yield Problem(Place(name, line=each.line or None), found, f"{NOT!r} or nothing")


def _contradictions(mappings: Sequence[SssomMapping], name: str) -> Iterator[Problem]:
    pairs: dict[tuple[IRI, IRI], SssomMapping] = {}
    exact: dict[IRI, SssomMapping] = {}
    none = {each.subject: each for each in mappings if each.object == SSSOM.NoTermFound}
    for each in mappings:
        first = pairs.setdefault(each.pair, each)
        if first is not each:
            same = (first.predicate, first.is_denied) == (each.predicate, each.is_denied)
            what = "the same decision again" if same else "another decision on the same two"
            yield _against(each, first, what, name)
        if not _is_accepted(each) or each.predicate not in SAME:
            continue
        if each.subject in none:
            yield _against(each, none[each.subject], "a concept where none was found", name)
        if each.predicate == SKOS.exactMatch:
            found = exact.setdefault(each.subject, each)
            if found is not each:
                yield _against(each, found, "a second exact match of the topic", name)


def _against(each: SssomMapping, first: SssomMapping, what: str, name: str) -> Problem:
    expected = f"one decision; line {first.line} has the other"
    advice = "Delete one of the two lines."
    return Problem(Place(name, line=each.line or None), what, expected, advice)


def _is_accepted(mapping: SssomMapping) -> bool:
    return not mapping.is_denied and mapping.object != SSSOM.NoTermFound


def evidence_of(proposal: SssomMapping) -> str:
    """Return the evidence of a proposal as a decision keeps it: the relation and the reasons."""
    relation = contract(proposal.predicate, BUILT_IN)
    return f"proposed {relation}: {proposal.slots.get('comment', 'no reasons given')}"


def _weighty(evidence: str) -> list[str]:
    relation, _, reasons = evidence.partition(": ")
    return [relation, *(part for part in reasons.split("; ") if part.startswith("-"))]


def accept(
    proposal: SssomMapping, relation: IRI, reviewer: str, date: str = "", by_rule: bool = False
) -> SssomMapping:
    """Return the decision that a proposal holds under a relation."""
    same = relation == proposal.predicate
    reviewed = SEMAPV.MappingReview if same else SEMAPV.ManualMappingCuration
    decided = _decided(proposal, reviewer, date)
    justification = SEMAPV.LexicalMatching if by_rule else reviewed
    return replace(decided, predicate=relation, justification=justification)


def reject(proposal: SssomMapping, reviewer: str, date: str = "") -> SssomMapping:
    """Return the decision that a proposal does not hold."""
    decided = _decided(proposal, reviewer, date)
    slots = {"predicate_modifier": NOT, **decided.slots}
    return replace(decided, justification=SEMAPV.MappingReview, slots=slots)


def nothing_found(proposal: SssomMapping, reviewer: str, date: str = "") -> SssomMapping:
    """Return the decision that the vocabulary has no concept for the topic of a proposal."""
    decided = _decided(proposal, reviewer, date)
    slots = {key: value for key, value in decided.slots.items() if key in _OF_NOTHING}
    return SssomMapping(
        proposal.subject, SKOS.exactMatch, SSSOM.NoTermFound, SEMAPV.ManualMappingCuration, slots
    )


_OF_NOTHING: Final = ("subject_label", "reviewer_label", "review_date")
_KEPT: Final = ("subject_label", "object_label", "confidence", "match_string", "similarity_score")


def _decided(proposal: SssomMapping, reviewer: str, date: str) -> SssomMapping:
    slots = {key: proposal.slots[key] for key in _KEPT if key in proposal.slots}
    slots["reviewer_label"] = reviewer.replace("\\", "\\\\").replace("|", "\\|")
    if date:
        slots["review_date"] = date
    slots[EVIDENCE] = evidence_of(proposal)
    return replace(proposal, slots=slots, line=0)
