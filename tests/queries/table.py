"""The real index as plain records, for the expected rows: no RDF and no SPARQL in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from repertory.finding_terms import PAIR_KINDS
from repertory.graph import minter_of
from repertory.model import Index
from repertory.notation import cite, format_reference
from repertory.outputs.publication import Publication, open_documents

Row = TypeVar("Row")

TOP = Path(__file__).resolve().parents[2]

ROMAN = ("I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: what the index asserts, as people read it."""

    row: int
    ordinal: int
    line: int
    topic: str
    rank: int
    document: str
    number: int
    paragraph: str
    reference: str
    entry: int
    doubted: bool
    """Whether an open finding doubts the pair of the paragraph and the reference."""

    @property
    def by_paragraph(self) -> tuple[str, int, str]:
        return self.document, self.number, self.paragraph

    @property
    def by_reference(self) -> tuple[int, int, str]:
        section = self.reference.partition(".")[0]
        return ROMAN.index(section), self.entry, self.reference

    @property
    def year(self) -> int:
        return int(self.document.split("/")[3])


@dataclass(frozen=True)
class Table:
    """The citations in printed order, the index that they come from, and the IRIs of labels."""

    publication: Publication
    index: Index
    cited: tuple[Cited, ...]
    iris: dict[str, dict[str, str]]

    @property
    def ranks(self) -> dict[str, dict[str, int]]:
        """The rank of each label, by the column that holds the label."""
        paragraphs = unique(each.paragraph for each in self.cited)
        return {
            "topic": {topic.label: topic.order for topic in self.index.topics},
            "paragraph": {paragraph: rank for rank, paragraph in enumerate(paragraphs)},
        }

    def of(self, *topics: str) -> list[Cited]:
        return [each for each in self.cited if each.topic in topics]

    def references(self, topic: str) -> set[str]:
        return {each.reference for each in self.of(topic)}

    def listed(self, topic: str) -> list[Cited]:
        """The whole rows of a topic: those whose pair is not doubted."""
        return [each for each in self.of(topic) if not each.doubted]

    def topics(self) -> list[str]:
        """The labels of all topics in the order of the index."""
        return [topic.label for topic in sorted(self.index.topics, key=lambda each: each.order)]


def read_table() -> Table:
    publication = open_documents(manifest=str(TOP / "repertory.toml"))
    (index,) = publication.dataset.indexes
    topics = {heading: topic for topic in index.topics for heading in topic.headings}
    doubted = {
        (finding.row, finding.ordinal)
        for finding in index.findings
        if finding.status == "open" and finding.kind in PAIR_KINDS
    }
    cited = []
    for each in sorted(index.citations, key=lambda citation: (citation.row, citation.ordinal)):
        assert each.paragraph is not None and each.reference is not None and each.place.line
        cited.append(
            Cited(
                each.row,
                each.ordinal,
                each.place.line,
                topics[each.heading].label,
                topics[each.heading].order,
                each.document,
                each.paragraph.number,
                cite(each.document, each.paragraph, "en"),
                format_reference(each.reference),
                each.reference.paragraph.number,
                (each.row, each.ordinal) in doubted,
            )
        )
    return Table(publication, index, tuple(cited), _iris(publication, index))


def _iris(publication: Publication, index: Index) -> dict[str, dict[str, str]]:
    """The IRI of each label, by the column that holds the label."""
    minter = minter_of(publication.dataset)
    assert index.compilation is not None
    compilation = minter.document(index.compilation)
    topics = {
        topic.label: minter.topic(index.description.scheme, topic.slug) for topic in index.topics
    }
    documents = {str(row.document): str(minter.document(row.document)) for row in index.rows}
    paragraphs = {}
    recommendations = {}
    for each in index.citations:
        assert each.paragraph is not None and each.reference is not None
        name = cite(each.document, each.paragraph, "en")
        paragraphs[name] = minter.paragraph(each.document, each.paragraph)
        reference = format_reference(each.reference)
        recommendations[reference] = minter.recommendation(compilation, each.reference)
    return {
        "topic": dict(topics),
        "otherTopic": dict(topics),
        "broaderTopic": dict(topics),
        "document": {**documents, index.compilation: compilation},
        "paragraph": dict(paragraphs),
        "recommendation": dict(recommendations),
    }


def unique(rows: Iterable[Row]) -> list[Row]:
    """Rows without repetition, in their order."""
    return list(dict.fromkeys(rows))
