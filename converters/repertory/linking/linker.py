"""Link a dataset to vocabularies: read both, propose links, write proposals and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory import __version__
from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.judgements import Judgement, TopicContext
from repertory.linking.proposing.proposals import Proposal, Target, propose_together
from repertory.linking.reviewing.contradictions import MATCHES
from repertory.linking.reviewing.decisions import DECISIONS, PROPOSALS, Decisions, read_decisions
from repertory.linking.reviewing.proposal_record import Proposed
from repertory.linking.reviewing.screens import coverage
from repertory.linking.reviewing.verdicts import accept, no_concept, ruled
from repertory.linking.sssom.mapping_set import MappingSet, SssomMapping, escape_value
from repertory.linking.sssom.set_description import empty_set
from repertory.linking.vocabularies.access import Access
from repertory.linking.vocabularies.concepts import Concept, ConceptStore
from repertory.linking.vocabularies.opening import open_vocabulary, with_uri_space
from repertory.model import DatasetDescription, VocabularyDescription
from repertory.rdf.terms import IRI
from repertory.rdf.vocabulary import SEMAPV, SKOS, SSSOM

RULE: Final = "automatic: identical preferred labels, no person has looked"
"""The reviewer of decisions that a rule made."""

SHOWN: Final = 160
"""Maximum characters of one part of a description."""

MEASURE: Final = "share of the words of both labels that they have in common"


class Linked(Struct, frozen=True):
    """The result for one vocabulary: proposals, decisions, and proposals with changed evidence."""

    vocabulary: VocabularyDescription
    proposals: MappingSet
    decisions: Decisions
    changed: tuple[SssomMapping, ...] = ()


def link(
    topics: Sequence[TopicContext],
    vocabularies: Iterable[tuple[VocabularyDescription, Path]],
    dataset: DatasetDescription,
    say: Callable[[str], None] = lambda step: None,
    access: Access | None = None,
) -> Iterator[Linked]:
    """Yield the links proposed from *topics* to each vocabulary, in the order given.

    Each vocabulary is paired with the path of its decisions, which are not changed. Labels of one
    vocabulary help to find concepts of another: see `proposals.propose_together`.

    Raises:
        RepertoryError: if a vocabulary or its decisions cannot be read.
    """
    opened = [_open(topics, each, path, dataset, say, access) for each, path in vocabularies]
    found = propose_together([target for _, target in opened], say)
    for (begun, target), proposals in zip(opened, found, strict=True):
        yield _with_proposals(begun, proposals, target.store)


def _open(
    topics: Sequence[TopicContext],
    vocabulary: VocabularyDescription,
    path: Path,
    dataset: DatasetDescription,
    say: Callable[[str], None],
    access: Access | None,
) -> tuple[Linked, Target]:
    """Read a vocabulary and its decisions; there are no proposals yet."""
    say(f"Reading {vocabulary.name}")
    texts = [form.text for topic in topics for form in topic.forms]
    store = open_vocabulary(vocabulary, texts, access)
    vocabulary = with_uri_space(vocabulary, store)
    empty = empty_set(vocabulary, dataset, (topic.concept.iri for topic in topics))
    decisions = read_decisions(path, empty)
    rejected = frozenset(each.pair for each in decisions if each.is_denied)
    outside = [_without_own(topic, vocabulary.uri_space) for topic in topics]
    target = Target(outside, store, CandidateIndex(store), rejected)
    return Linked(vocabulary, empty, decisions), target


def _with_proposals(begun: Linked, found: Iterable[Proposal], store: ConceptStore) -> Linked:
    rows = tuple(row for proposal in found for row in _rows(proposal, store))
    changed = tuple(row for row in rows if begun.decisions.changed(row))
    metadata = {**begun.proposals.metadata, **_OF_PROPOSALS}
    proposals = replace(begun.proposals, mappings=rows, metadata=metadata)
    return replace(begun, proposals=proposals, changed=changed)


def _without_own(topic: TopicContext, space: str) -> TopicContext:
    """Remove the links to the vocabulary itself: a decision must not count as its own evidence."""
    return replace(topic, linked=frozenset(i for i in topic.linked if not i.startswith(space)))


_OF_PROPOSALS: Final = {
    "mapping_set_description": (
        "Proposed by software and not reviewed. skos:mappingRelation marks a candidate whose "
        "relation the evidence does not settle."
    ),
    "mapping_tool": "Repertory",
    "mapping_tool_version": __version__,
    "similarity_measure": MEASURE,
}


def _rows(proposal: Proposal, store: ConceptStore) -> Iterator[SssomMapping]:
    topic = proposal.topic
    for judged in proposal.found:
        yield SssomMapping(
            IRI(topic.iri),
            SKOS.term(judged.proposed),
            IRI(judged.concept.iri),
            SEMAPV.LexicalMatching if judged.matched else SEMAPV.CompositeMatching,
            _slots(topic, judged, store),
        )
    if not proposal.found:
        yield no_concept(IRI(topic.iri), topic.label(), "no similar concept found")


def _slots(topic: Concept, judged: Judgement, store: ConceptStore) -> dict[str, str]:
    concept = judged.concept
    slots = {
        "subject_label": topic.label(),
        "object_label": concept.label(topic.labels[0].language if topic.labels else "en"),
        "confidence": f"{judged.confidence:.2f}",
        "comment": "; ".join(map(str, judged.reasons)),
        "other": describe(topic, concept, store),
    }
    if judged.matched:
        slots["match_string"] = escape_value(judged.matched)
        slots["similarity_score"] = f"{judged.similarity:.2f}"
    return {key: text for key, text in slots.items() if text}


def describe(topic: Concept, concept: Concept, store: ConceptStore) -> str:
    """Describe both sides for a reviewer: what the labels do not say."""
    language = topic.labels[0].language if topic.labels else "en"
    also = [
        each.text
        for each in concept.labels
        if each.language in ("", language) and each.text != concept.label(language)
    ]
    parts = [
        f"the topic cites {len(topic.paragraphs)} paragraphs" if topic.paragraphs else "",
        f"the concept is also called {', '.join(also[:5])}" if also else "",
        _names("under", concept.broader, store, language),
        _names("above", concept.narrower, store, language),
        _names("beside", concept.related, store, language),
        f"definition: {concept.notes[0]}" if concept.notes else "",
    ]
    return "; ".join(_cut(part) for part in parts if part)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def _names(where: str, iris: Sequence[str], store: ConceptStore, language: str) -> str:
    names = [store.concept(iri).label(language) for iri in iris[:5] if store.has(iri)]
    more = ", …" if len(iris) > 5 else ""
    return f"{where} {', '.join(names)}{more}" if names else ""


def decide_identical(linked: Linked) -> Decisions:
    """Accept exact matches whose preferred labels differ at most in capitals.

    Earlier decisions stay.
    """
    decisions = linked.decisions
    proposed = Proposed(linked.proposals.mappings)
    for row in linked.proposals.mappings:
        labels = {row.slots.get(f"{side}_label", "").casefold() for side in ("subject", "object")}
        plain = row.predicate == SKOS.exactMatch and len(labels) == 1
        if plain and not decisions.has_settled(row):
            sure = row.slots.get("confidence", "")
            decision = accept(row, SKOS.exactMatch, by_rule=True)
            decision = ruled(decision, RULE, confidence=sure, record=proposed.record(row))
            decisions = decisions.with_decision(decision)
    return decisions


def summary(found: Linked) -> list[str]:
    """Return lines on what was proposed, what is decided, and which evidence has changed."""
    everything = Proposed(found.proposals.mappings)
    rows = [row for row in found.proposals.mappings if row.object != SSSOM.NoTermFound]
    proposed = [row for row in rows if row.predicate != SKOS.mappingRelation]
    topics = {row.subject for row in found.proposals.mappings}
    lines = [
        f"{found.vocabulary.name}: {len(proposed)} links proposed for "
        f"{len({row.subject for row in proposed})} of {len(topics)} topics, "
        f"{len(rows) - len(proposed)} other candidates.",
        f"{coverage(found.decisions, everything)}.",
    ]
    if unrecorded := found.decisions.unrecorded(everything):
        lines.append(
            f"{unrecorded} decisions were made without proposals. The next `repertory link review` "
            "records the current proposals with them and does not ask about them again."
        )
    for row in found.changed:
        labels = f"{row.slots.get('subject_label')} - {row.slots.get('object_label')}"
        lines.append(f"Decided on other evidence: {labels}: {found.decisions.changed(row)}")
    return lines


def decided_links(folder: Path) -> dict[str, frozenset[str]]:
    """Return the exact and close matches of each topic in all files of decisions.

    Raises:
        SourceError: if a file of decisions contains errors.
    """
    links: dict[str, set[str]] = {}
    for path in sorted(folder.glob(f"*{DECISIONS}")):
        if path.name.endswith(PROPOSALS):
            continue
        for mapping in read_decisions(path).accepted:
            if mapping.predicate in MATCHES[:2]:
                links.setdefault(mapping.subject, set()).add(mapping.object)
    return {topic: frozenset(concepts) for topic, concepts in links.items()}
