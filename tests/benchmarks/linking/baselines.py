"""What a few lines and a library give without any thought of what a label means.

Each way scores all concepts of a vocabulary for one text; a link is the best concept of a topic
where its score reaches a threshold.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

Scorer: TypeAlias = "Callable[[str], tuple[float, str]]"
"""A text -> the best score and the concept that has it; 0 and an empty name where none has any."""


class Labelled(NamedTuple):
    """One label of a concept."""

    concept: str
    text: str


def _best(scores: Iterable[tuple[float, Labelled]], text: str) -> tuple[float, str]:
    """Return the best score and its concept; of equal ones that of the label nearest in length."""
    score, _, concept = max(
        ((score, -abs(len(label.text) - len(text)), label.concept) for score, label in scores),
        default=(0.0, 0, ""),
    )
    return score, concept


def equality(labels: Sequence[Labelled]) -> Scorer:
    """Score 1 for a label that is the text but for capitals."""
    known: dict[str, str] = {}
    for label in labels:
        known.setdefault(label.text.casefold(), label.concept)
    return lambda text: (1.0, known[text.casefold()]) if text.casefold() in known else (0.0, "")


def token_set_ratio(labels: Sequence[Labelled]) -> Scorer:
    """Score by rapidfuzz, words as a set."""
    from rapidfuzz import fuzz

    return _rapidfuzz(labels, fuzz.token_set_ratio)


def weighted_ratio(labels: Sequence[Labelled]) -> Scorer:
    """Score by rapidfuzz, the best of its ratios."""
    from rapidfuzz import fuzz

    return _rapidfuzz(labels, fuzz.WRatio)


def _rapidfuzz(labels: Sequence[Labelled], ratio: Callable[..., float]) -> Scorer:
    from rapidfuzz import process, utils

    texts = [utils.default_process(label.text) for label in labels]

    def score(text: str) -> tuple[float, str]:
        found = process.extract(utils.default_process(text), texts, scorer=ratio, limit=200)
        return _best(((value, labels[position]) for _, value, position in found), text)

    return score


def character_ngrams(labels: Sequence[Labelled]) -> Scorer:
    """Score by the cosine of TF-IDF weights of the two to four letters that follow each other."""
    frequency = Counter(gram for label in labels for gram in set(_grams(label.text)))

    def weigh(text: str) -> dict[str, float]:
        weights = {
            gram: count * (math.log((1 + len(labels)) / (1 + frequency[gram])) + 1)
            for gram, count in Counter(_grams(text)).items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / norm for gram, weight in weights.items()}

    return _sum_of_products(labels, weigh, weigh)


def _grams(text: str) -> list[str]:
    return [
        padded[start : start + size]
        for word in _words(text)
        for padded in [f" {word} "]
        for size in (2, 3, 4)
        for start in range(len(padded) - size + 1)
    ]


def bm25(labels: Sequence[Labelled]) -> Scorer:
    """Score by BM25 of words (k1 = 1.2, b = 0.75), over that of the text with itself."""
    documents = [_words(label.text) for label in labels]
    frequency = Counter(word for words in documents for word in set(words))
    mean = sum(map(len, documents)) / max(1, len(documents))

    def weigh(text: str) -> dict[str, float]:
        words = _words(text)
        length = 1.2 * (0.25 + 0.75 * len(words) / mean)
        return {word: n * 2.2 / (n + length) for word, n in Counter(words).items()}

    def ask(text: str) -> dict[str, float]:
        return {
            word: math.log(1 + (len(labels) - frequency[word] + 0.5) / (frequency[word] + 0.5))
            for word in _words(text)
        }

    return _sum_of_products(labels, weigh, ask)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _sum_of_products(
    labels: Sequence[Labelled],
    weigh: Callable[[str], dict[str, float]],
    ask: Callable[[str], dict[str, float]],
) -> Scorer:
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, label in enumerate(labels):
        for term, weight in weigh(label.text).items():
            postings[term].append((position, weight))

    def score(text: str) -> tuple[float, str]:
        scores: dict[int, float] = defaultdict(float)
        asked = ask(text)
        for term, weight in asked.items():
            for position, theirs in postings.get(term, ()):
                scores[position] += weight * theirs
        own = weigh(text)
        most = sum(weight * own[term] for term, weight in asked.items()) or 1.0
        return _best(((value / most, labels[at]) for at, value in scores.items()), text)

    return score


BASELINES: dict[str, Callable[[Sequence[Labelled]], Scorer]] = {
    "equal but for capitals": equality,
    "rapidfuzz token_set_ratio": token_set_ratio,
    "rapidfuzz WRatio": weighted_ratio,
    "TF-IDF of character n-grams": character_ngrams,
    "BM25": bm25,
}
