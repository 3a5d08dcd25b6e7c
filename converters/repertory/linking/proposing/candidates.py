"""Find the few concepts of a large vocabulary that share words with a topic.

The normalised labels are in a full-text index (tantivy) on disk. Its top-k search skips most of a
posting list, so that search time grows much more slowly than the vocabulary.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from types import ModuleType
from typing import Final

from repertory.errors import RepertoryError
from repertory.linking.proposing.words import root
from repertory.linking.vocabularies.concepts import ConceptStore

HEAP: Final = 32_000_000
"""Bytes of the index that are held in memory before they are written to disk."""

HITS: Final = 40
"""Maximum labels that a search returns."""

FAMILY: Final = 200
"""Maximum words with the same beginning that are compared."""


class CandidateIndex:
    """An index of the labels of a vocabulary by their words.

    >>> from repertory.linking.vocabularies.concepts import Fact
    >>> index = CandidateIndex(ConceptStore([Fact("a:1", "preferred", "Fresh waters", "en")]))
    >>> index.search(["water", "fire"])
    ('a:1',)
    """

    def __init__(self, store: ConceptStore) -> None:
        """Index all labels of *store*.

        Raises:
            RepertoryError: if tantivy is not installed.
        """
        library = _tantivy()
        self._store = store
        self._folder = tempfile.TemporaryDirectory(prefix="repertory-link-")
        builder = library.SchemaBuilder()
        builder.add_integer_field("number", stored=True)
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        self._library = library
        self._index = library.Index(builder.build(), path=self._folder.name)
        writer = self._index.writer(HEAP, 1)  # one thread: the same hits in the same order
        for number, words in store.contents():
            writer.add_document(library.Document(number=number, words=words))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, words: Iterable[str], limit: int = HITS) -> tuple[str, ...]:
        """Return the concepts that have any of these words, best first."""
        query, occur = self._library.Query, self._library.Occur.Should
        terms = [
            (occur, query.term_query(self._index.schema, "words", word))
            for word in dict.fromkeys(words)
        ]
        if not terms:
            return ()
        hits = self._searcher.search(query.boolean_query(terms), limit).hits
        document = self._searcher.doc
        ranked = sorted((-score, int(document(address)["number"][0])) for score, address in hits)
        return tuple(dict.fromkeys(self._store.subjects_of(number for _, number in ranked)))

    def family(self, word: str) -> tuple[str, ...]:
        """Return the words of the vocabulary that are derived from the same root as *word*.

        >>> from repertory.linking.vocabularies.concepts import Fact
        >>> index = CandidateIndex(ConceptStore([Fact("a:1", "preferred", "Terrorism", "en")]))
        >>> index.family("terrorist")
        ('terrorism',)
        """
        stem = root(word)
        if stem == word:
            return ()
        found = self._searcher.terms_with_prefix("words", stem, limit=FAMILY)
        return tuple(sorted(each for each, _ in found if each != word and root(each) == stem))


def _tantivy() -> ModuleType:
    try:
        import tantivy
    except ImportError:
        raise RepertoryError(
            "linking needs the library tantivy, which is not installed. "
            "Install it: pip install 'repertory[link]'"
        ) from None
    return tantivy
