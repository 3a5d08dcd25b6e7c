"""What the indexes of a dataset list, over all editions: by document, paragraph and recommendation.

Editions and languages that cite the same paragraph state the same facts about it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from repertory.finding_terms import PAIR_KINDS
from repertory.graph.topics import topic_iris
from repertory.model import Citation, Dataset, Index, ParagraphNumber, Reference, Symbol
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI

IriSet: TypeAlias = dict[IRI, None]
"""A set of IRIs in the order in which they were added."""


class ListedParagraph(Struct):
    """A paragraph: its topics, the recommendations that it records, and those that it may record.

    *doubted* are of pairs that an open finding doubts.
    """

    topics: IriSet = field(default_factory=dict)
    records: IriSet = field(default_factory=dict)
    doubted: IriSet = field(default_factory=dict)


class ListedCompilation(Struct):
    """A compilation: the topics of each of its recommendations, and its sections.

    A compilation without a *symbol* belongs to the index called *name*.
    """

    symbol: Symbol | None
    name: str
    recommendations: dict[Reference, IriSet] = field(default_factory=dict)
    sections: dict[str, None] = field(default_factory=dict)


class Listing(Struct):
    """All documents with their cited paragraphs, all compilations, and the languages."""

    languages: tuple[str, ...]
    documents: dict[Symbol, dict[ParagraphNumber, ListedParagraph]] = field(default_factory=dict)
    compilations: dict[IRI, ListedCompilation] = field(default_factory=dict)


def compilation_iri(index: Index, minter: Minter) -> IRI:
    """Return the IRI of the compilation that an index refers to."""
    if index.compilation is not None:
        return minter.document(index.compilation)
    return minter.unnamed_compilation(index.description.identifier)


def has_compilation(index: Index) -> bool:
    """Return whether an index refers to a compilation, by its symbol or by its references."""
    return index.compilation is not None or any(c.reference for c in index.citations)


def list_all(dataset: Dataset, minter: Minter) -> Listing:
    """Collect what all indexes of a dataset list."""
    languages = dict.fromkeys(index.description.language for index in dataset.indexes)
    listing = Listing(tuple(languages))
    for index in dataset.indexes:
        for row in index.rows:
            listing.documents.setdefault(row.document, {})
        if has_compilation(index):
            symbol, name = index.compilation, index.description.identifier
            compilation = ListedCompilation(symbol, name)
            compilation = listing.compilations.setdefault(
                compilation_iri(index, minter), compilation
            )
            compilation.sections |= dict.fromkeys(rule.section for rule in index.rules)
        _list_citations(index, listing, minter)
    return listing


def _list_citations(index: Index, listing: Listing, minter: Minter) -> None:
    topics = topic_iris(index, minter)
    whole = compilation_iri(index, minter)
    doubted = doubted_citations(index)
    for citation in index.citations:
        topic = topics[citation.heading]
        recommendation = None
        if citation.reference is not None:
            compilation = listing.compilations[whole]
            compilation.sections.setdefault(citation.reference.section)
            compilation.recommendations.setdefault(citation.reference, {})[topic] = None
            recommendation = minter.recommendation(whole, citation.reference)
        if citation.paragraph is not None:
            paragraph = _paragraph(listing.documents, citation, citation.paragraph)
            paragraph.topics[topic] = None
            if recommendation is not None:
                is_doubted = (citation.row, citation.ordinal) in doubted
                pairs = paragraph.doubted if is_doubted else paragraph.records
                pairs[recommendation] = None


def _paragraph(
    documents: Mapping[Symbol, dict[ParagraphNumber, ListedParagraph]],
    citation: Citation,
    number: ParagraphNumber,
) -> ListedParagraph:
    paragraphs = documents[citation.document]
    found = paragraphs.get(number)
    if found is None:
        found = paragraphs[number] = ListedParagraph()
        for length in range(len(number.items)):
            above = ParagraphNumber(number.number, number.suffix, number.items[:length])
            paragraphs.setdefault(above, ListedParagraph())
    return found


def doubted_citations(index: Index) -> frozenset[tuple[int, int]]:
    """Return the row and the ordinal of each citation whose pair an open finding doubts."""
    return frozenset(
        (finding.row, finding.ordinal)
        for finding in index.findings
        if finding.status == "open" and finding.kind in PAIR_KINDS
        if finding.row is not None and finding.ordinal is not None
    )
