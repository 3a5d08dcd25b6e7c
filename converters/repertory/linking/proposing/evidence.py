"""Judge how a concept relates to a topic, by labels, languages, hierarchy and citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from repertory.linking.proposing.forms import BROAD, CLOSE, EXACT, KINDS, RELATED, Form
from repertory.linking.proposing.judgements import Judgement, Reason, TopicContext, strength
from repertory.linking.proposing.overlap import overlap
from repertory.linking.proposing.salience import weigh_salience
from repertory.linking.proposing.words import content_words, is_name, phrase, qualifiers, tokens
from repertory.linking.vocabularies.concepts import Concept, ConceptStore, Label

FLOOR: Final = 0.25
"""Minimum confidence for showing a concept that only shares words."""

GENERIC: Final = 2
"""Maximum labels that a single noun may head before it counts as too general."""

NEIGHBOURS: Final = 500
"""Maximum neighbours of a concept that are compared; a top concept may have thousands."""

WORTH: Final = 0.3
"""Minimum confidence for comparing neighbours."""


class Judge:
    """Judges topics against the concepts of one vocabulary."""

    def __init__(self, store: ConceptStore, others: Sequence[ConceptStore] = ()) -> None:
        """Set the vocabulary, and the *others* that are linked in the same run."""
        self._store = store
        self._others = others

    def judge(self, topic: TopicContext, concept: Concept) -> Judgement | None:
        """Return the evidence for and against a link, or None if the labels share nothing."""
        best = max(self._by_labels(topic, concept), key=strength, default=None)
        if best is None:
            return None
        for weigh in (self._kind, self._name, self._languages):
            best = weigh(topic, best)
        best = weigh_salience(topic, best, self._others)
        for weigh in (self._around, self._links, self._paragraphs):
            best = weigh(topic, best)
        return best if not best.pattern or best.confidence >= FLOOR else None

    def _by_labels(self, topic: TopicContext, concept: Concept) -> Iterator[Judgement]:
        for form, label in product(topic.forms, concept.labels):
            if label.language and form.language and label.language != form.language:
                continue
            read = phrase(label.text, label.language)
            if form.phrase.key == read.key:
                yield self._equal(topic, concept, form, label)
            elif found := overlap(concept, form, label):
                yield found

    def _equal(self, topic: TopicContext, concept: Concept, form: Form, label: Label) -> Judgement:
        relation, confidence, what = KINDS[form.kind]
        text = f"{what}, {form.text!r}, is its {label.kind} label {label.text!r}"
        judged = Judgement(
            concept, relation, confidence, (Reason(text),), form.text, 1.0, form.language
        )
        if label.kind != "preferred":
            judged = self._alternative(judged, label)
        judged = self._homonyms(judged, form, label)
        if form.kind in ("end", "without a light noun", "half") and len(form.phrase.words) == 1:
            judged = self._single_word(judged, form)
        if strange := self._qualified(topic, label):
            reason = Reason(f"its label is qualified by {strange!r}, the heading is not", False)
            judged = judged.weighed(0.6, reason)
        return judged

    def _alternative(self, judged: Judgement, label: Label) -> Judgement:
        """Weigh an alternative label by its similarity to the preferred one."""
        concept = judged.concept
        preferred = [
            each.text
            for each in concept.labels
            if each.kind == "preferred" and each.language == label.language
        ]
        names = ", ".join(repr(text) for text in preferred) or "another"
        words = set(content_words(label.text, label.language))
        if any(words & set(content_words(text, label.language)) for text in preferred):
            judged = judged.weighed(
                0.88, Reason(f"it is preferably called {names}", False), _weaker(judged.relation)
            )
        else:
            reason = Reason(f"its preferred label {names} shares no word with it", False)
            judged = judged.weighed(0.6, reason, _weaker(judged.relation))
            judged = self._other_head(judged, label)
        languages = {each.language for each in concept.labels if each.kind == "preferred"}
        having = {each.language for each in concept.labels if each.kind == label.kind}
        if len(languages) > 2 and len(having) == 1:
            reason = Reason(f"of its {len(languages)} languages only one has such a label", False)
            judged = judged.weighed(0.97, reason)
        return judged

    def _other_head(self, judged: Judgement, label: Label) -> Judgement:
        head = phrase(label.text, label.language).head
        others = [iri for iri in self._store.with_key(head) if iri != judged.concept.iri]
        if not head or not others:
            return judged
        reason = Reason(f"{head!r}, its head noun, is a concept of its own here", False)
        return judged.weighed(0.8, reason)

    def _homonyms(self, judged: Judgement, form: Form, label: Label) -> Judgement:
        others = [
            self._store.concept(iri)
            for iri in self._store.with_key(form.phrase.key)
            if iri != judged.concept.iri
        ]
        rivals = [
            other
            for other in others
            if not other.is_group and _has_label(other, form, preferred=label.kind == "preferred")
        ]
        if not rivals:
            return judged
        names = ", ".join(sorted(rival.label(form.language) for rival in rivals)[:3])
        return judged.weighed(0.6, Reason(f"others bear the label too: {names}", False))

    def _single_word(self, judged: Judgement, form: Form) -> Judgement:
        (word,) = form.phrase.words
        count = self._store.headed_by(word)
        if form.kind == "end" and word not in tokens(form.text):
            reason = Reason(f"{form.text!r} are only those of the heading above", False)
            return judged.weighed(0.6, reason, BROAD)
        if count <= GENERIC:
            text = f"{form.text!r} is a single word; the rest of the heading is not met"
            return judged.weighed(0.8, Reason(text, False))
        reason = Reason(f"{form.text!r} is general: it heads {count} other labels here", False)
        return judged.weighed(0.55, reason, "" if form.kind == "half" else BROAD)

    def _qualified(self, topic: TopicContext, label: Label) -> str:
        """Return a qualifier of the label that no heading around the topic mentions."""
        near = {
            word
            for concept in (topic.concept, *topic.around)
            for each in concept.labels
            for word in content_words(each.text, each.language)
        }
        for text in qualifiers(label.text):
            if not near & set(content_words(text, label.language)):
                return text
        return ""

    def _kind(self, topic: TopicContext, judged: Judgement) -> Judgement:
        if not judged.concept.is_group:
            return judged
        return judged.weighed(0.9, Reason("it is a group of concepts as well", False))

    def _name(self, topic: TopicContext, judged: Judgement) -> Judgement:
        """Doubt a broader concept if the heading is a name: `International Olive Council`."""
        if judged.pattern != "kind":
            return judged
        heading = topic.concept.label(judged.language)
        if not (is_name(heading) or any(form.kind == "name" for form in topic.forms)):
            return judged
        return judged.weighed(0.8, Reason("the heading is a name, which tells no kind", False))

    def _languages(self, topic: TopicContext, judged: Judgement) -> Judgement:
        """Compare preferred labels in the other languages that both sides have."""
        ours, theirs = _preferred(topic.concept), _preferred(judged.concept)
        for language in sorted(ours.keys() & theirs.keys() - {"", judged.language}):
            keys = [phrase(text, language).key for text in (ours[language], theirs[language])]
            words = [set(content_words(t, language)) for t in (ours[language], theirs[language])]
            shown = f"in {language!r} {ours[language]!r} and {theirs[language]!r}"
            if keys[0] == keys[1]:
                judged = judged.weighed(1.04, Reason(f"{shown} agree"))
            elif not words[0] & words[1]:
                judged = judged.weighed(0.6, Reason(f"{shown} disagree", False))
        return judged

    def _around(self, topic: TopicContext, judged: Judgement) -> Judgement:
        """Compare the neighbours of the topic with those of the concept."""
        concept = judged.concept
        near = (*concept.broader, *concept.related, *concept.narrower)[:NEIGHBOURS]
        if judged.confidence < WORTH or not near or not topic.around:
            return judged
        theirs = self._store.keys_of(near)
        for label in (label for concept in topic.around for label in concept.labels):
            if _key(label) in theirs:
                text = f"both are next to {label.text!r} in their hierarchies"
                return judged.weighed(1.08, Reason(text))
        return judged

    def _links(self, topic: TopicContext, judged: Judgement) -> Judgement:
        """Check whether both are linked to a third concept, or one to the other."""
        concept = judged.concept
        shared = topic.linked & {*concept.matches, concept.iri}
        if not shared:
            return judged
        reason = Reason(f"both are linked to {min(shared)}")
        return judged.weighed(1.15, reason)

    def _paragraphs(self, topic: TopicContext, judged: Judgement) -> Judgement:
        """Compare the paragraphs that two indexes cite under topic and concept."""
        ours, theirs = set(topic.concept.paragraphs), set(judged.concept.paragraphs)
        common = len(ours & theirs)
        if not common:
            return judged
        share = common / min(len(ours), len(theirs))
        return judged.weighed(1 + 0.1 * share, _citations(common, ours, theirs))


def cited_together(topic: TopicContext, concept: Concept) -> Judgement | None:
    """Judge topics of two indexes by their paragraphs alone, if their words differ.

    They are at most related, and only if at least two paragraphs and half of each set are common.
    """
    ours, theirs = set(topic.concept.paragraphs), set(concept.paragraphs)
    common = len(ours & theirs)
    if common < 2 or common * 2 < max(len(ours), len(theirs)):
        return None
    similarity = common / len(ours | theirs)
    reason = _citations(common, ours, theirs)
    return Judgement(concept, RELATED, 0.62, (reason,), "", similarity, pattern="citations")


def _citations(common: int, ours: set[str], theirs: set[str]) -> Reason:
    return Reason(f"paragraphs cited under both: {common} ({len(ours)} here, {len(theirs)} there)")


def _weaker(relation: str) -> str:
    return CLOSE if relation == EXACT else relation


def _has_label(concept: Concept, form: Form, *, preferred: bool) -> bool:
    """Return whether a rival has the label with the same or a higher rank."""
    labels = (
        label
        for label in concept.labels
        if _key(label) == form.phrase.key and label.language in ("", form.language)
    )
    return any(label.kind == "preferred" or not preferred for label in labels)


def _preferred(concept: Concept) -> dict[str, str]:
    return {
        label.language: label.text
        for label in reversed(concept.labels)
        if label.kind == "preferred"
    }


def _key(label: Label) -> str:
    return phrase(label.text, label.language).key
