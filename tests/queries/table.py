"""The real index as plain records, for the expected rows: no RDF and no SPARQL in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from repertory.model import Index
from repertory.notation import cite, format_reference
from repertory.outputs.publication import Publication, open_documents
from repertory.rdf.iris import Minter

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

    @property
    def by_paragraph(self) -> tuple[str, int, str, str, str]:
        return self.document, self.number, self.paragraph, self.reference, self.topic

    @property
    def by_reference(self) -> tuple[int, int, str, str]:
        section = self.reference.partition(".")[0]
        return ROMAN.index(section), self.entry, self.reference, self.paragraph

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

    def of(self, *topics: str) -> list[Cited]:
        return [each for each in self.cited if each.topic in topics]

    def references(self, topic: str) -> set[str]:
        return {each.reference for each in self.of(topic)}

    def topics(self) -> list[str]:
        """The labels of all topics in the order of the index."""
        return [topic.label for topic in sorted(self.index.topics, key=lambda each: each.order)]


def read_table() -> Table:
    publication = open_documents(manifest=str(TOP / "repertory.toml"))
    (index,) = publication.dataset.indexes
    topics = {heading: topic for topic in index.topics for heading in topic.headings}
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
            )
        )
    return Table(publication, index, tuple(cited), _iris(publication, index))


def _iris(publication: Publication, index: Index) -> dict[str, dict[str, str]]:
    """The IRI of each label, by the column that holds the label."""
    minter = Minter(publication.dataset.description.base)
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


def unique(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows without repetition, in their order."""
    return list(dict.fromkeys(rows))
