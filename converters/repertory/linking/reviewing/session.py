"""Review proposals in the terminal: one at a time, each decision saved at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from repertory.escaping import show_in_line
from repertory.linking.reviewing.contradictions import is_share
from repertory.linking.reviewing.decisions import MATCHES, Decisions
from repertory.linking.reviewing.review_context import Desk
from repertory.linking.reviewing.screens import (
    list_candidates,
    relation_name,
    show_candidate,
    show_end,
    summary,
    taken,
)
from repertory.linking.reviewing.verdicts import Ruling, accept, nothing_found, reject, ruled
from repertory.linking.sssom.mapping_set import SssomMapping
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

KEYS: Final = {
    "a": "accept",
    "r": "reject",
    "c": "change the relation",
    "n": "nothing usable for this topic",
    "s": "skip",
    "l": "list its candidates",
    "f": "find a concept",
    "g": "go to a topic",
    "u": "undo",
    "q": "quit",
}
END: Final = "guq"
"""The keys that are left when no card is."""

RELATION_KEYS: Final = dict(zip("ecbnr", MATCHES, strict=True))
"""Key -> relation: exact, close, broad, narrow, related."""

NO_REASON: Final = "-"
"""What is typed in place of a reason to take the old one away."""

NO_VOCABULARY: Final = (
    "The proposals hold no other concepts. Start again with the vocabulary: "
    "repertory link review FILE --vocabulary FILE"
)


class Keyboard(Struct, frozen=True):
    """Where answers come from and what is shown goes: keys, lines with a default, and a screen."""

    read_key: Callable[[], str]
    read_line: Callable[[str, str], str]
    screen: Callable[..., None]

    def write(self, *lines: str) -> None:
        """Show lines; a label cannot begin another one."""
        self.screen(*(type(line)(show_in_line(line)) for line in lines))

    def key(self, allowed: str) -> str:
        """Return the next key that is one of *allowed*."""
        while (key := self.read_key().lower()) not in allowed or not key:
            self.write(f"Keys: {', '.join(allowed)}")
        return key

    def agrees(self, question: str) -> bool:
        """Ask a question that only `y` answers with yes."""
        self.write(f"{question} y yes, any other key no")
        return self.read_key().lower() == "y"

    def choose(self, allowed: int) -> int | None:
        """Return a number from 1 on that is typed; None for an empty or other line."""
        text = self.read_line("Number (Enter: none)", "")
        return int(text) if text.isdecimal() and 1 <= int(text) <= allowed else None


class Card(Struct, frozen=True):
    """A candidate to look at; one that was *called* is shown even where its topic is settled."""

    proposal: SssomMapping
    called: bool = False


class Session(Struct):
    """One sitting of one reviewer: the decisions, the cards to come, and both before each step."""

    decisions: Decisions
    desk: Desk
    reviewer: str
    date: str
    keyboard: Keyboard
    _cards: tuple[Card, ...] = ()
    _before: list[tuple[tuple[Card, ...], Decisions]] = field(default_factory=list)

    def review(self) -> Decisions:
        """Show each proposal that is open; return the decisions at the end."""
        self._remember()
        self._cards = tuple(self._all_cards())
        while (key := self._next_key()) != "q":
            self._act(key)
        return self.decisions

    def _next_key(self) -> str:
        """Show the next card, or that none is left, and return what is pressed then."""
        while self._cards and not self._is_open(self._cards[0]):
            self._cards = self._cards[1:]
        if not self._cards:
            keys = {key: KEYS[key] for key in END}
            self.keyboard.write(*show_end(self.decisions, self.desk, keys))
            return self.keyboard.key(END)
        proposal = self._cards[0].proposal
        self.keyboard.write(*show_candidate(proposal, self.decisions, self.desk, KEYS))
        return self.keyboard.key("".join(KEYS))

    def _remember(self) -> None:
        """Write down what is proposed now beside decisions that were made elsewhere."""
        if count := self.decisions.unrecorded(self.desk.proposed):
            self.decisions = self.decisions.with_records(self.desk.proposed).save()
            self.keyboard.write(
                f"{count} decisions were made without these proposals. What is proposed now is "
                "written down beside them; you are asked again when it changes."
            )

    def _all_cards(self) -> Iterator[Card]:
        """Yield the proposals topic by topic, each topic closed by the question if nothing fits."""
        for topic in self.desk.proposed.topics:
            candidates = self.desk.proposed.of(topic)
            yield from map(Card, candidates)
            if candidates[-1].object != SSSOM.NoTermFound:
                yield Card(_nothing(candidates[0]))

    def _is_open(self, card: Card) -> bool:
        proposal = card.proposal
        if card.called or self.decisions.changed(proposal):
            return True
        if proposal.object == SSSOM.NoTermFound:
            candidates = self.desk.proposed.of(proposal.subject)
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
                self._turn_to(self._cards[1:])
            case "l":
                self._list(self._candidates(self._cards[0].proposal.subject))
            case "f":
                self._find(self._cards[0].proposal)
            case _:
                self._decide(key, self._cards[0].proposal)

    def _turn_to(self, cards: Sequence[Card]) -> None:
        self._before.append((self._cards, self.decisions))
        self._cards = tuple(cards)

    def _undo(self) -> None:
        if not self._before:
            self.keyboard.write("Nothing to undo.")
            return
        self._cards, before = self._before.pop()
        if before.mappings != self.decisions.mappings:
            self.decisions = replace(before, content=self.decisions.content).save()

    # ── Looking around ───────────────────────────────────────────────────────────────────────────

    def _candidates(self, topic: IRI) -> tuple[SssomMapping, ...]:
        """Return what is proposed for a topic, and what was decided without being proposed."""
        proposed = self.desk.proposed.of(topic)
        pairs = {each.pair for each in proposed}
        found = (each for each in self.decisions.of(topic) if each.pair not in pairs)
        return (*proposed, *found)

    def _list(self, candidates: Sequence[SssomMapping]) -> None:
        """Show candidates on one screen; the one that is chosen comes next."""
        self.keyboard.write(*list_candidates(candidates, self.decisions))
        if number := self.keyboard.choose(len(candidates)):
            self._turn_to((Card(candidates[number - 1], called=True), *self._cards))

    def _find(self, proposal: SssomMapping) -> None:
        if self.desk.vocabulary is None:
            self.keyboard.write(NO_VOCABULARY)
            return
        text = self.keyboard.read_line("Words of a label in any language, or an IRI", "").strip()
        found = self.desk.vocabulary.find(text) if text else ()
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
        """Go to a topic by its label or a part of it, whether it is decided or not."""
        text = self.keyboard.read_line("Topic, or a part of it", "").strip().casefold()
        labels = {
            topic: self.desk.proposed.of(topic)[0].slots.get("subject_label", topic).casefold()
            for topic in self.desk.proposed.topics
        }
        found = [topic for topic, label in labels.items() if text and text in label]
        found = [topic for topic in found if labels[topic] == text] or found
        if len(found) != 1:
            names = "; ".join(labels[topic] for topic in found[:9])
            self.keyboard.write(f"{len(found)} topics: {names}" if found else "No such topic.")
            return
        cards = [Card(each, called=True) for each in self._candidates(found[0])]
        self._turn_to((*cards, *self._cards))

    # ── Deciding ─────────────────────────────────────────────────────────────────────────────────

    def _decide(self, key: str, proposal: SssomMapping) -> None:
        decision = self._verdict(key, proposal)
        if decision is None:
            return
        self._turn_to(self._cards[1:])
        self.decisions = self.decisions.with_decision(decision).save()

    def _verdict(self, key: str, proposal: SssomMapping) -> SssomMapping | None:
        """Ask what a key leaves open; None where nothing comes of it."""
        is_concept = proposal.object != SSSOM.NoTermFound
        if key == "n" or (key == "a" and not is_concept):
            return self._nothing_found(proposal)
        if not is_concept:
            self.keyboard.write("There is no concept here to decide on: n, f or s.")
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
            lost = not each.is_denied and each.object != SSSOM.NoTermFound
            if lost and not self.keyboard.agrees(f"That takes back: {summary(each)}. Sure?"):
                return None
        return self._ruled(proposal, nothing_found(proposal))

    def _ruled(self, proposal: SssomMapping, decision: SssomMapping) -> SssomMapping:
        """Ask for the reason, and how sure the reviewer is; what was said before is offered."""
        before = self.decisions.on(decision)
        reason = before.slots.get("comment", "") if before is not None else ""
        sure = ""
        if before is not None and relation_name(before) == relation_name(decision):
            sure = before.slots.get("confidence", "")
        elif not decision.is_denied and decision.predicate == proposal.predicate:
            sure = proposal.slots.get("confidence", "")
        ruling = Ruling(
            self.reviewer,
            self.date,
            self._reason(reason),
            self._confidence(sure),
            self.desk.proposed.record(decision),
        )
        return ruled(decision, ruling)

    def _reason(self, before: str) -> str:
        known = f"Enter: as before; {NO_REASON}: none" if before else "Enter: none"
        text = self.keyboard.read_line(f"Reason ({known})", before).strip()
        return "" if text == NO_REASON else text

    def _confidence(self, before: str) -> str:
        while True:
            text = self.keyboard.read_line("How sure, from 0 to 1 (Enter: as it is)", before)
            if not text or is_share(text.strip()):
                return text.strip()
            self.keyboard.write(f"{text!r} is no number from 0 to 1.")


def _nothing(proposal: SssomMapping) -> SssomMapping:
    """Return the card that asks whether nothing fits the topic of a proposal."""
    slots = {
        "subject_label": proposal.slots.get("subject_label", ""),
        "comment": "all candidates are rejected",
    }
    return SssomMapping(
        proposal.subject, SKOS.exactMatch, SSSOM.NoTermFound, SEMAPV.LexicalMatching, slots
    )
