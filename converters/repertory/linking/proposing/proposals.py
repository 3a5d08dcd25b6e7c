"""Propose links from the topics of a dataset to the concepts of vocabularies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from repertory.linking.proposing.candidates import CandidateIndex
from repertory.linking.proposing.evidence import Judge, cited_together
from repertory.linking.proposing.forms import CLOSE, EXACT, UNDETERMINED, Form, borrowed, forms
from repertory.linking.proposing.judgements import Judgement, Reason, TopicContext, rank
from repertory.linking.vocabularies.concepts import Concept, ConceptStore

SHOWN: Final = 5
"""Maximum candidates for each topic."""


class Proposal(Struct, frozen=True):
    """A topic and its candidates, strongest first; there may be none."""

    topic: Concept
    found: tuple[Judgement, ...]


def read_topics(
    store: ConceptStore, linked: Mapping[str, frozenset[str]] = {}
) -> list[TopicContext]:
    """Return the topics of a dataset with their contexts.

    *linked* maps topics to the concepts to which they are already linked.
    """
    topics = [_topic(store, iri, linked.get(iri, frozenset())) for iri in store.iris()]
    context = Counter(
        word
        for topic in topics
        for word in {word for form in topic.forms for word in form.phrase.words}
    )
    return [replace(topic, context=context) for topic in topics]


def _topic(store: ConceptStore, iri: str, linked: frozenset[str]) -> TopicContext:
    concept = store.concept(iri)
    above = [store.concept(parent) for parent in concept.broader if store.has(parent)]
    beside = [iri for parent in above for iri in parent.narrower if iri != concept.iri]
    near = dict.fromkeys((*concept.narrower, *concept.related, *beside))
    around = [*above, *(store.concept(iri) for iri in near if store.has(iri))]
    return TopicContext(concept, forms(concept, above), tuple(around), linked)


def propose(
    topics: Sequence[TopicContext],
    store: ConceptStore,
    index: CandidateIndex,
    say: Callable[[str], None] = lambda step: None,
    others: Sequence[ConceptStore] = (),
) -> list[Proposal]:
    """Return the proposals for each topic, in order; *index* is the index of *store*.

    A concept that *others* have too counts as more common.

    >>> from repertory.linking.vocabularies.concepts import Fact
    >>> ours = ConceptStore([Fact("a:1", "preferred", "Victims of crime", "en")])
    >>> theirs = ConceptStore([Fact("b:1", "preferred", "CRIME VICTIMS", "en")])
    >>> topics = read_topics(ours)
    >>> (proposal,) = propose(topics, theirs, CandidateIndex(theirs))
    >>> [(each.proposed, each.concept.label()) for each in proposal.found]
    [('exactMatch', 'CRIME VICTIMS')]
    """
    judge = Judge(store, others)
    found = []
    for number, topic in enumerate(topics, 1):
        say(f"Linking topic {number} of {len(topics)}")
        candidates = _candidates(topic, store, index)
        judged = [judge.judge(topic, concept) for concept in candidates]
        found.append(_settle(topic, [each for each in judged if each is not None]))
    return _one_exact_each(_with_cited_together(topics, found, store))


class Target(Struct, frozen=True):
    """A vocabulary to link to; labels of *rejected* pairs are not used for other vocabularies."""

    topics: Sequence[TopicContext]
    store: ConceptStore
    index: CandidateIndex
    rejected: frozenset[tuple[str, str]] = frozenset()


def propose_together(
    targets: Sequence[Target], say: Callable[[str], None] = lambda step: None
) -> list[list[Proposal]]:
    """Return the proposals for each vocabulary, using matches in one as evidence for the others.

    A matching concept in one vocabulary has labels, in several languages, that may equal those of a
    concept in another, even if the heading does not. All targets have the same topics.
    """
    alone = [propose(each.topics, each.store, each.index, say) for each in targets]
    if len(targets) < 2:
        return alone
    borrowed_forms = [
        [tuple(_borrowed(proposal, target)) for proposal in found]
        for target, found in zip(targets, alone, strict=True)
    ]
    return [_with_others(number, targets, borrowed_forms, say) for number in range(len(targets))]


def _with_others(
    number: int,
    targets: Sequence[Target],
    borrowed_forms: Sequence[Sequence[tuple[Form, ...]]],
    say: Callable[[str], None],
) -> list[Proposal]:
    target = targets[number]
    others = [place for place in range(len(targets)) if place != number]
    topics = [
        _with_forms(topic, [form for place in others for form in borrowed_forms[place][position]])
        for position, topic in enumerate(target.topics)
    ]
    stores = [targets[place].store for place in others]
    return propose(topics, target.store, target.index, say, stores)


def _borrowed(proposal: Proposal, target: Target) -> Iterator[Form]:
    for judged in proposal.found:
        pair = proposal.topic.iri, judged.concept.iri
        if judged.proposed in (EXACT, CLOSE) and pair not in target.rejected:
            yield from borrowed(judged.concept)


def _with_forms(topic: TopicContext, forms: Sequence[Form]) -> TopicContext:
    known = {(form.language, form.phrase.key) for form in topic.forms}
    new = {(form.language, form.phrase.key): form for form in forms}
    return replace(
        topic, forms=(*topic.forms, *(form for key, form in new.items() if key not in known))
    )


def _candidates(
    topic: TopicContext, store: ConceptStore, index: CandidateIndex
) -> Iterator[Concept]:
    iris = [iri for form in topic.forms for iri in store.with_key(form.phrase.key)]
    for searched in _searches(topic):
        iris += index.search(searched)
    words = dict.fromkeys(word for each in _searches(topic) for word in each)
    iris += index.search(other for word in words for other in index.family(word))
    iris += [iri for iri in sorted(topic.linked) if store.has(iri)]
    for iri in dict.fromkeys(iris):
        if iri != topic.concept.iri:
            yield store.concept(iri)


def _searches(topic: TopicContext) -> Iterable[tuple[str, ...]]:
    """Yield the words to search for: those of each heading, and those of its end."""
    for form in topic.forms:
        if form.kind in ("heading", "alternative", "name", "end", "compound"):
            yield form.phrase.words


def _settle(topic: TopicContext, judged: list[Judgement]) -> Proposal:
    """Keep the best candidates; if one matches, no relation is proposed for the others."""
    ranked = rank(judged)
    best = next((each for each in ranked if each.proposed in (EXACT, CLOSE)), None)
    if best is not None:
        ranked = [each if each is best else _outranked(each, best) for each in ranked]
    return Proposal(topic.concept, tuple(rank(ranked)[:SHOWN]))


def _outranked(judged: Judgement, winner: Judgement) -> Judgement:
    if judged.proposed == UNDETERMINED:
        return judged
    reason = Reason(f"{winner.concept.label()!r} fits better", supports=False)
    return judged.weighed(0.6, reason)


def _with_cited_together(
    topics: Sequence[TopicContext], found: list[Proposal], store: ConceptStore
) -> list[Proposal]:
    """Add topics of another index that cite the same paragraphs under other words."""
    if not store.has_citations():
        return found
    others = [store.concept(iri) for iri in store.iris()]
    return [
        _add_cited(topic, proposal, others) for topic, proposal in zip(topics, found, strict=True)
    ]


def _add_cited(topic: TopicContext, proposal: Proposal, others: Sequence[Concept]) -> Proposal:
    stronger = {each.concept.iri for each in proposal.found if each.proposed != UNDETERMINED}
    cited = [
        judged
        for other in others
        if other.iri not in stronger and (judged := cited_together(topic, other)) is not None
    ]
    known = {each.concept.iri for each in cited}
    kept = [each for each in proposal.found if each.concept.iri not in known]
    return replace(proposal, found=tuple(rank([*kept, *cited])[:SHOWN]))


def _one_exact_each(found: list[Proposal]) -> list[Proposal]:
    """Keep only the strongest exact match of each concept; the others become close matches."""
    strongest: dict[str, float] = {}
    for proposal in found:
        for each in proposal.found:
            if each.proposed == EXACT:
                known = strongest.get(each.concept.iri, 0.0)
                strongest[each.concept.iri] = max(known, each.confidence)
    return [replace(proposal, found=tuple(_weaken(proposal, strongest))) for proposal in found]


def _weaken(proposal: Proposal, strongest: dict[str, float]) -> Iterator[Judgement]:
    for each in proposal.found:
        if each.proposed == EXACT and each.confidence < strongest[each.concept.iri]:
            reason = Reason("another topic is closer to it", supports=False)
            yield each.weighed(0.9, reason, CLOSE)
        else:
            yield each
