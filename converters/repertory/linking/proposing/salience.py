"""What makes one of many candidates worth a look before the others, and claims nothing.

Dozens of labels share a word with a topic. The one that a person wants to see first stands out: it
belongs to the field of the index, other languages and other vocabularies speak for it, and it is
about what the heading adds, not about the heading above alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from repertory.linking.proposing.judgements import Judgement, Reason, TopicContext
from repertory.linking.proposing.words import cognate, content_words, phrase, tokens
from repertory.linking.vocabularies.concepts import ConceptStore


def weigh_salience(
    topic: TopicContext, judged: Judgement, others: Sequence[ConceptStore]
) -> Judgement:
    """Return the judgement with what makes it stand out; *others* are further vocabularies."""
    if not judged.pattern:
        return judged
    for weigh in (_parts, _languages, _context):
        judged = weigh(topic, judged)
    return _elsewhere(judged, others)


def _parts(topic: TopicContext, judged: Judgement) -> Judgement:
    """Look which parts of the heading a label has words of: what stands above, what it adds."""
    added = {
        word for form in topic.forms if form.kind in ("end", "name") for word in form.phrase.words
    }
    if not added:
        return judged
    above = _said(topic) - added
    labels = [set(content_words(text)) for text in _texts(topic, judged)]
    if any(words & above and words & added and words <= above | added for words in labels):
        return judged.lifted(1.2, "it joins a word of the heading above with one of this heading")
    if not any(words & added for words in labels):
        reason = Reason("it only has words of the heading above", supports=False)
        return judged.weighed(0.85, reason)
    return judged


def _languages(topic: TopicContext, judged: Judgement) -> Judgement:
    """Look for words of the heading that the label lacks in labels of other languages."""
    known = {label.language for label in topic.concept.labels}
    had = {word for text in _texts(topic, judged) for word in content_words(text)}
    lacking = sorted(_said(topic) - had)
    for label in judged.concept.labels:
        if label.kind != "preferred" or label.language in ("", *known):
            continue
        there = tokens(label.text)
        for word in lacking:
            if any(cognate(word, other) for other in there):
                text = f"in {label.language!r} it is {label.text!r}, which has {word!r} as well"
                return judged.lifted(1.15, text)
    return judged


def _context(topic: TopicContext, judged: Judgement) -> Judgement:
    """Look whether what a label adds to the heading is in other headings of the index."""
    added = set(content_words(judged.concept.label())) - _said(topic)
    count = min((topic.context.get(word, 0) for word in added), default=0)
    if not count:
        return judged
    text = f"{', '.join(map(repr, sorted(added)))} stands in {count} other headings"
    return judged.lifted(1.05 + 0.01 * min(count, 5), text)


def _elsewhere(judged: Judgement, others: Sequence[ConceptStore]) -> Judgement:
    """Count the other vocabularies that have a concept of this name: it is a common notion."""
    label = judged.concept.label()
    key = phrase(label).key
    count = sum(bool(other.with_key(key, 1)) for other in others)
    if not count:
        return judged
    return judged.lifted(1 + 0.05 * count, f"{label!r} is in {count} other vocabularies too")


def _said(topic: TopicContext) -> set[str]:
    return {word for form in topic.forms if form.kind != "borrowed" for word in form.phrase.words}


def _texts(topic: TopicContext, judged: Judgement) -> Iterator[str]:
    known = {"", *(label.language for label in topic.concept.labels)}
    return (label.text for label in judged.concept.labels if label.language in known)
