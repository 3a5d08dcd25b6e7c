"""Review proposals in the terminal, one at a time; each decision is saved at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.escaping import show_in_line
from repertory.linking.reviewing.contradictions import MATCHES, is_accepted, is_share
from repertory.linking.reviewing.decisions import Decisions
from repertory.linking.reviewing.review_context import ReviewContext
from repertory.linking.reviewing.screens import (
    list_candidates,
    relation_name,
    show_candidate,
    show_end,
    summary,
    taken,
)
from repertory.linking.reviewing.verdicts import accept, no_concept, nothing_found, reject, ruled
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

KEYS: Final = {
    "a": "accept",
    "r": "reject",
    "c": "change the relation",
    "n": "no usable concept for this topic",
    "s": "skip",
    "l": "list its candidates",
    "f": "find a concept",
    "g": "go to a topic",
    "u": "undo",
    "q": "quit",
}
END: Final = "guq"
"""The keys that work after the last candidate."""

RELATION_KEYS: Final = dict(zip("ecbnr", MATCHES, strict=True))
"""Key -> relation: exact, close, broad, narrow, related."""

NO_REASON: Final = "-"
"""The input that removes the reason of an earlier decision."""

NO_VOCABULARY: Final = (
    "Searching needs the vocabulary. Start again with it: "
    "repertory link review FILE --vocabulary FILE"
)


class Keyboard(Struct, frozen=True):
    """Input and output of a session: read a key, read a line with a default, show lines."""

    read_key: Callable[[], str]
    read_line: Callable[[str, str], str]
    screen: Callable[..., None]

    def write(self, *lines: str) -> None:
        """Show lines, escaped so that each stays one line."""
        self.screen(*(type(line)(show_in_line(line)) for line in lines))

    def key(self, allowed: str) -> str:
        """Return the next key in *allowed*; ignore others."""
        while (key := self.read_key().lower()) not in allowed or not key:
            self.write(f"Keys: {', '.join(allowed)}")
        return key

    def agrees(self, question: str) -> bool:
        """Ask a yes-or-no question; any key but `y` means no."""
        self.write(f"{question} y yes, any other key no")
        return self.read_key().lower() == "y"

    def choose(self, allowed: int) -> int | None:
        """Read a number from 1 to *allowed*; return None for any other line."""
        text = self.read_line("Number (Enter: none)", "")
        return int(text) if text.isdecimal() and 1 <= int(text) <= allowed else None


class ReviewItem(Struct, frozen=True):
    """A proposal to decide on; a *requested* one is shown even if its topic is decided."""

    proposal: SssomMapping
    requested: bool = False


class Session(Struct):
    """A review by one person: the decisions, the queue of candidates, and both before each step."""

    decisions: Decisions
    context: ReviewContext
    reviewer: str
    date: str
    keyboard: Keyboard
    _queue: tuple[ReviewItem, ...] = ()
    _before: list[tuple[tuple[ReviewItem, ...], Decisions]] = field(default_factory=list)

    def review(self) -> Decisions:
        """Show each undecided proposal; return the decisions at the end."""
        self._add_records()
        self._queue = tuple(self._all_candidates())
        while (key := self._next_key()) != "q":
            self._act(key)
        return self.decisions

    def _next_key(self) -> str:
        """Show the next candidate, or that none is left, and return the key pressed."""
        while self._queue and not self._is_open(self._queue[0]):
            self._queue = self._queue[1:]
        if not self._queue:
            keys = {key: KEYS[key] for key in END}
            self.keyboard.write(*show_end(self.decisions, self.context, keys))
            return self.keyboard.key(END)
        proposal = self._queue[0].proposal
        self.keyboard.write(*show_candidate(proposal, self.decisions, self.context, KEYS))
        return self.keyboard.key("".join(KEYS))

    def _add_records(self) -> None:
        """Add a record of the proposals to decisions that were made without them."""
        if count := self.decisions.unrecorded(self.context.proposed):
            self.decisions = self.decisions.with_records(self.context.proposed).save()
            self.keyboard.write(
                f"{count} decisions were made without these proposals. The proposals are now "
                "recorded with them; if they change, the decisions are shown again."
            )

    def _all_candidates(self) -> Iterator[ReviewItem]:
        """Yield the proposals topic by topic; the last of each is that no concept is usable."""
        for topic in self.context.proposed.topics:
            proposals = self.context.proposed.of(topic)
            yield from map(ReviewItem, proposals)
            if proposals[-1].object != SSSOM.NoTermFound:
                label = proposals[0].slots.get("subject_label", "")
                yield ReviewItem(no_concept(topic, label, "all candidates are rejected"))

    def _is_open(self, candidate: ReviewItem) -> bool:
        proposal = candidate.proposal
        if candidate.requested or self.decisions.changed(proposal):
            return True
        if proposal.object == SSSOM.NoTermFound:
            candidates = self.context.proposed.of(proposal.subject)
            concepts = (each for each in candidates if each.object != SSSOM.NoTermFound)
            if not all(self.decisions.on(each) for each in concepts):
                return False
        return not self.decisions.has_settled(proposal)

    def _act(self, key: str) -> None:
        match key:
            case "u":
                self._undo()
            case "g":
                self._go()
            case "s":
                self._continue_with(self._queue[1:])
            case "l":
                self._list(self._candidates(self._queue[0].proposal.subject))
            case "f":
                self._find(self._queue[0].proposal)
            case _:
                self._decide(key, self._queue[0].proposal)

    def _continue_with(self, queue: Sequence[ReviewItem]) -> None:
        self._before.append((self._queue, self.decisions))
        self._queue = tuple(queue)

    def _undo(self) -> None:
        if not self._before:
            self.keyboard.write("Nothing to undo.")
            return
        self._queue, before = self._before.pop()
        if before.mappings != self.decisions.mappings:
            self.decisions = replace(before, content=self.decisions.content).save()

    # ── Searching ────────────────────────────────────────────────────────────────────────────────

    def _candidates(self, topic: IRI) -> tuple[SssomMapping, ...]:
        """Return the proposals for a topic, and the decisions on other pairs."""
        proposed = self.context.proposed.of(topic)
        pairs = {each.pair for each in proposed}
        found = (each for each in self.decisions.of(topic) if each.pair not in pairs)
        return (*proposed, *found)

    def _list(self, candidates: Sequence[SssomMapping]) -> None:
        """Show candidates on one screen; continue with the chosen one."""
        self.keyboard.write(*list_candidates(candidates, self.decisions))
        if number := self.keyboard.choose(len(candidates)):
            self._continue_with((ReviewItem(candidates[number - 1], requested=True), *self._queue))

    def _find(self, proposal: SssomMapping) -> None:
        if self.context.vocabulary is None:
            self.keyboard.write(NO_VOCABULARY)
            return
        text = self.keyboard.read_line("Words of a label in any language, or an IRI", "").strip()
        found = self.context.vocabulary.find(text) if text else ()
        if not found:
            self.keyboard.write(f"Nothing found for {text!r}.")
            return
        known = {each.object: each for each in self._candidates(proposal.subject)}
        slots = {"subject_label": proposal.slots.get("subject_label", "")}
        self._list(
            [
                known.get(IRI(concept.iri))
                or SssomMapping(
                    proposal.subject,
                    SKOS.mappingRelation,
                    IRI(concept.iri),
                    SEMAPV.ManualMappingCuration,
                    {**slots, "object_label": concept.label()},
                )
                for concept in found
            ]
        )

    def _go(self) -> None:
        """Continue with a topic, found by its label or a part of it, even if it is decided."""
        text = self.keyboard.read_line("Topic, or a part of it", "").strip().casefold()
        labels = {
            topic: self.context.proposed.of(topic)[0].slots.get("subject_label", topic).casefold()
            for topic in self.context.proposed.topics
        }
        found = [topic for topic, label in labels.items() if text and text in label]
        found = [topic for topic in found if labels[topic] == text] or found
        if len(found) != 1:
            names = "; ".join(labels[topic] for topic in found[:9])
            self.keyboard.write(f"{len(found)} topics: {names}" if found else "No such topic.")
            return
        wanted = [ReviewItem(each, requested=True) for each in self._candidates(found[0])]
        self._continue_with((*wanted, *self._queue))

    # ── Deciding ─────────────────────────────────────────────────────────────────────────────────

    def _decide(self, key: str, proposal: SssomMapping) -> None:
        decision = self._verdict(key, proposal)
        if decision is None:
            return
        self._continue_with(self._queue[1:])
        self.decisions = self.decisions.with_decision(decision).save()

    def _verdict(self, key: str, proposal: SssomMapping) -> SssomMapping | None:
        """Return the decision for a key, after questions; None if there is no decision."""
        is_concept = proposal.object != SSSOM.NoTermFound
        if key == "n" or (key == "a" and not is_concept):
            return self._nothing_found(proposal)
        if not is_concept:
            self.keyboard.write("There is no concept to decide on; press n, f or s.")
            return None
        if key == "r":
            return self._ruled(proposal, reject(proposal))
        relation = proposal.predicate
        if key == "c" or relation == SKOS.mappingRelation:
            self.keyboard.write("Relation: e exact, c close, b broad, n narrow, r related")
            relation = RELATION_KEYS[self.keyboard.key("".join(RELATION_KEYS))]
        if relation == SKOS.exactMatch:
            for warning in taken(proposal, self.decisions):
                if not self.keyboard.agrees(f"{warning} Of this topic too?"):
                    return None
        return self._ruled(proposal, accept(proposal, relation))

    def _nothing_found(self, proposal: SssomMapping) -> SssomMapping | None:
        for each in self.decisions.of(proposal.subject):
            if is_accepted(each) and not self.keyboard.agrees(
                f"This removes the decision: {summary(each)}. Sure?"
            ):
                return None
        return self._ruled(proposal, nothing_found(proposal))

    def _ruled(self, proposal: SssomMapping, decision: SssomMapping) -> SssomMapping:
        """Ask for the reason and the confidence; the earlier ones are the defaults."""
        before = self.decisions.on(decision)
        reason = before.slots.get("comment", "") if before is not None else ""
        sure = ""
        if before is not None and relation_name(before) == relation_name(decision):
            sure = before.slots.get("confidence", "")
        elif not decision.is_denied and decision.predicate == proposal.predicate:
            sure = proposal.slots.get("confidence", "")
        return ruled(
            decision,
            self.reviewer,
            self.date,
            self._reason(reason),
            self._confidence(sure),
            self.context.proposed.record(decision),
        )

    def _reason(self, before: str) -> str:
        known = f"Enter: unchanged; {NO_REASON}: none" if before else "Enter: none"
        text = self.keyboard.read_line(f"Reason ({known})", before).strip()
        return "" if text == NO_REASON else text

    def _confidence(self, before: str) -> str:
        while True:
            text = self.keyboard.read_line("Confidence from 0 to 1 (Enter: unchanged)", before)
            if not text or is_share(text.strip()):
                return text.strip()
            self.keyboard.write(f"{text!r} is not a number from 0 to 1.")
