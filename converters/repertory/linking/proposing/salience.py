"""Rank candidates without a proposed relation, so that a reviewer sees the best first.

Dozens of labels share a word with a topic. The best of them are in the field of the index, are
supported by other languages and vocabularies, and share words that the heading adds to the heading
above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from repertory.linking.proposing.judgements import Judgement, Reason, TopicContext
from repertory.linking.proposing.words import cognate, content_words, phrase, tokens
from repertory.linking.vocabularies.concepts import ConceptStore


def weigh_salience(
    topic: TopicContext, judged: Judgement, others: Sequence[ConceptStore]
) -> Judgement:
    """Return the judgement with reasons that affect its rank; *others* are other vocabularies."""
    if not judged.pattern:
        return judged
    for weigh in (_parts, _languages, _context):
        judged = weigh(topic, judged)
    return _elsewhere(judged, others)


def _parts(topic: TopicContext, judged: Judgement) -> Judgement:
    """Compare a label with both parts of the heading: the heading above, and the added part."""
    added = {
        word for form in topic.forms if form.kind in ("end", "name") for word in form.phrase.words
    }
    if not added:
        return judged
    above = _words(topic) - added
    labels = [set(content_words(text)) for text in _texts(topic, judged)]
    if any(words & above and words & added and words <= above | added for words in labels):
        return judged.lifted(1.2, "it joins a word of the heading above with one of this heading")
    if not any(words & added for words in labels):
        reason = Reason("it only has words of the heading above", supports=False)
        return judged.weighed(0.85, reason)
    return judged


def _languages(topic: TopicContext, judged: Judgement) -> Judgement:
    """Look for missing words of the heading in labels of other languages."""
    known = {label.language for label in topic.concept.labels}
    present = {word for text in _texts(topic, judged) for word in content_words(text)}
    missing = sorted(_words(topic) - present)
    for label in judged.concept.labels:
        if label.kind != "preferred" or label.language in ("", *known):
            continue
        there = tokens(label.text)
        for word in missing:
            if any(cognate(word, other) for other in there):
                text = f"in {label.language!r} it is {label.text!r}, which has {word!r} as well"
                return judged.lifted(1.15, text)
    return judged


def _context(topic: TopicContext, judged: Judgement) -> Judgement:
    """Check whether the words that a label adds are in other headings of the index."""
    added = set(content_words(judged.concept.label())) - _words(topic)
    count = min((topic.context.get(word, 0) for word in added), default=0)
    if not count:
        return judged
    text = f"{', '.join(map(repr, sorted(added)))} also in other headings ({count})"
    return judged.lifted(1.05 + 0.01 * min(count, 5), text)


def _elsewhere(judged: Judgement, others: Sequence[ConceptStore]) -> Judgement:
    """Count the other vocabularies with a concept of this name, which make it more common."""
    label = judged.concept.label()
    key = phrase(label).key
    count = sum(bool(other.with_key(key, 1)) for other in others)
    if not count:
        return judged
    return judged.lifted(1 + 0.05 * count, f"{label!r} also in other vocabularies ({count})")


def _words(topic: TopicContext) -> set[str]:
    return {word for form in topic.forms if form.kind != "borrowed" for word in form.phrase.words}


def _texts(topic: TopicContext, judged: Judgement) -> Iterator[str]:
    known = {"", *(label.language for label in topic.concept.labels)}
    return (label.text for label in judged.concept.labels if label.language in known)
