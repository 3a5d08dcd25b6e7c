"""Store the concepts of one side of a link on disk, so that they do not fill the memory.

A vocabulary is read as `Fact`s in any order into a temporary SQLite database, which exists as long
as the object; a concept is assembled when it is requested.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from repertory.linking.proposing.words import phrase

LABEL_KINDS: Final = ("preferred", "alternative", "hidden")
"""The kinds of labels, most significant first."""

RELATIONS: Final = ("broader", "narrower", "related")
"""The relations between concepts of a vocabulary."""

CACHE: Final = 4096
"""Maximum assembled concepts in memory."""


class Fact(NamedTuple):
    """One statement about a concept: a label, a relation, a note.

    *kind* is one of `LABEL_KINDS` and `RELATIONS`, or `match` (in another vocabulary), `note`,
    `type` (`concept`, `group` or `paragraph`), `deprecated`, or `listed` (of a paragraph, under a
    topic).
    """

    subject: str
    kind: str
    value: str
    language: str = ""


class Label(NamedTuple):
    """A label of a concept; the language is empty if the vocabulary gives none."""

    text: str
    language: str
    kind: str


class Concept(Struct, frozen=True):
    """A concept of a vocabulary with all data that are evidence for or against a link."""

    iri: str
    labels: tuple[Label, ...]
    notes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    is_group: bool = False

    def label(self, language: str = "en") -> str:
        """Return the preferred label in a language, or else the first label.

        >>> labels = (Label("eau", "fr", "preferred"), Label("water", "en", "preferred"))
        >>> Concept("a:1", labels).label()
        'water'
        """
        ranked = sorted(
            self.labels,
            key=lambda label: (label.kind != "preferred", label.language != language),
        )
        return ranked[0].text if ranked else self.iri


_SETTINGS: Final = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
"""
_SCHEMA: Final = """
CREATE TABLE fact (subject TEXT, kind TEXT, value TEXT, language TEXT);
CREATE TABLE label (subject TEXT, text TEXT, language TEXT, kind TEXT, key TEXT, head TEXT,
  content TEXT);
"""
_INDEXES: Final = """
CREATE INDEX fact_subject ON fact (subject, kind, value);
CREATE INDEX fact_value ON fact (kind, value, subject);
CREATE INDEX label_subject ON label (subject);
CREATE INDEX label_key ON label (key);
CREATE INDEX label_head ON label (head);
ANALYZE;
"""
_PRUNE: Final = """
DELETE FROM label WHERE subject IN (SELECT subject FROM fact WHERE kind = 'deprecated');
DELETE FROM label WHERE subject IN (SELECT subject FROM fact
  WHERE kind = 'type' AND value = 'group') AND subject NOT IN (SELECT subject FROM fact
  WHERE kind = 'type' AND value = 'concept');
"""


class ConceptStore:
    """All concepts of one vocabulary.

    >>> store = ConceptStore([Fact("a:1", "preferred", "WATERS", "en")])
    >>> store.with_key("water"), store.concept("a:1").label(), len(store)
    (('a:1',), 'WATERS', 1)
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Read all *facts*; a concept may have facts at any place."""
        self._database = sqlite3.connect("")
        self._database.executescript(_SETTINGS + _SCHEMA)
        for fact in facts:
            self._add(fact)
        self._database.executescript(_INDEXES + _PRUNE)
        self.concept = lru_cache(maxsize=CACHE)(self._concept)

    def __len__(self) -> int:
        """Return the number of concepts that have a label."""
        return int(self._one("SELECT count(DISTINCT subject) FROM label"))

    def _add(self, fact: Fact) -> None:
        if fact.kind not in LABEL_KINDS:
            self._database.execute("INSERT INTO fact VALUES (?, ?, ?, ?)", fact)
            return
        text = " ".join(fact.value.split())
        parsed = phrase(text, fact.language)
        if parsed.words:
            content = " ".join(parsed.words)
            row = (fact.subject, text, fact.language, fact.kind, parsed.key, parsed.head, content)
            self._database.execute("INSERT INTO label VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _one(self, query: str, *values: object) -> int:
        return int(self._database.execute(query, values).fetchone()[0])

    def contents(self) -> Iterator[tuple[int, str]]:
        """Yield the number and the normalised words of each label."""
        yield from self._database.execute("SELECT rowid, content FROM label")

    def subjects_of(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield the concepts of the labels with these numbers."""
        for number in numbers:
            query = "SELECT subject FROM label WHERE rowid = ?"
            yield from (subject for (subject,) in self._database.execute(query, (number,)))

    def with_key(self, key: str, limit: int = 50) -> tuple[str, ...]:
        """Return at most *limit* concepts that have a label with this normalised form."""
        query = "SELECT DISTINCT subject FROM label WHERE key = ? ORDER BY subject LIMIT ?"
        return tuple(subject for (subject,) in self._database.execute(query, (key, limit)))

    def headed_by(self, word: str) -> int:
        """Return the number of labels of several words whose head noun is *word*."""
        return self._one("SELECT count(*) FROM label WHERE head = ? AND content != ?", word, word)

    def keys_of(self, iris: Sequence[str]) -> dict[str, str]:
        """Return the normalised labels of some concepts, each with a label as written."""
        marks = ",".join("?" * len(iris))
        query = f"SELECT key, min(text) FROM label WHERE subject IN ({marks}) GROUP BY key"
        return dict(self._database.execute(query, tuple(iris)))

    def iris(self) -> Iterator[str]:
        """Yield the concepts, sorted by IRI."""
        query = "SELECT DISTINCT subject FROM label ORDER BY subject"
        yield from (subject for (subject,) in self._database.execute(query))

    def has(self, iri: str) -> bool:
        """Return whether a concept has a label here."""
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM label WHERE subject = ?)", iri))

    def has_citations(self) -> bool:
        """Return whether the vocabulary is an index that cites paragraphs."""
        return bool(
            self._one(
                "SELECT EXISTS (SELECT 1 FROM fact WHERE value = 'paragraph' AND kind = 'type')"
            )
        )

    def _values(self, iri: str, kind: str) -> tuple[str, ...]:
        query = "SELECT DISTINCT value FROM fact WHERE subject = ? AND kind = ? ORDER BY value"
        return tuple(value for (value,) in self._database.execute(query, (iri, kind)))

    def _inverse(self, iri: str, kind: str) -> tuple[str, ...]:
        query = "SELECT DISTINCT subject FROM fact WHERE kind = ? AND value = ? ORDER BY subject"
        return tuple(subject for (subject,) in self._database.execute(query, (kind, iri)))

    def _paragraphs(self, iri: str) -> tuple[str, ...]:
        """Return the paragraphs that an index cites under a topic."""
        query = """
            SELECT DISTINCT subject FROM fact AS listed JOIN fact AS cited USING (subject)
            WHERE listed.kind = 'listed' AND listed.value = ?
              AND cited.kind = 'type' AND cited.value = 'paragraph'
            ORDER BY subject"""
        return tuple(value for (value,) in self._database.execute(query, (iri,)))

    def _concept(self, iri: str) -> Concept:
        query = "SELECT DISTINCT text, language, kind FROM label WHERE subject = ?"
        labels = [Label(*row) for row in self._database.execute(query, (iri,))]
        kinds = self._values(iri, "type")
        above = dict.fromkeys((*self._values(iri, "broader"), *self._inverse(iri, "narrower")))
        below = dict.fromkeys((*self._values(iri, "narrower"), *self._inverse(iri, "broader")))
        return Concept(
            iri=iri,
            labels=tuple(sorted(labels, key=lambda each: (LABEL_KINDS.index(each.kind), each))),
            notes=self._values(iri, "note"),
            broader=tuple(sorted(above)),
            narrower=tuple(sorted(below)),
            related=self._values(iri, "related"),
            matches=self._values(iri, "match"),
            paragraphs=self._paragraphs(iri),
            is_group="group" in kinds,
        )
