"""What the indexes of a dataset list, over all editions: by document, paragraph and recommendation.

Editions and languages that cite the same paragraph state the same facts about it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from repertory.finding_terms import PAIR_KINDS
from repertory.graph.stated_values import ListedValues, list_values
from repertory.graph.topics import topic_iris
from repertory.model import (
    NO_PARTICULARS,
    Citation,
    Dataset,
    Index,
    ParagraphNumber,
    Particulars,
    Reference,
    Rule,
    Symbol,
)
from repertory.notation import containing
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI

IriSet: TypeAlias = dict[IRI, None]
"""A set of IRIs in the order in which they were added."""


Stated: TypeAlias = tuple[str, Particulars]
"""The language of a list, and what it states of a place."""


class ListedRecommendation(Struct):
    """A recommendation of a compilation: its topics, and what is stated of it."""

    topics: IriSet = field(default_factory=dict)
    stated: list[Stated] = field(default_factory=list)


class ListedParagraph(Struct):
    """A paragraph: its topics, the recommendations that it records, and those that it may record.

    *doubted* are of pairs that an open finding doubts. Without a compilation, the paragraph itself
    may be the recommendation, of which *stated* is what the list says.
    """

    topics: IriSet = field(default_factory=dict)
    records: IriSet = field(default_factory=dict)
    doubted: IriSet = field(default_factory=dict)
    stated: list[Stated] = field(default_factory=list)
    is_recommendation: bool = False


class ListedCompilation(Struct):
    """A compilation: the topics of each of its recommendations, and its sections.

    A compilation without a *symbol* belongs to the index called *name*, or to its *document*.
    """

    symbol: Symbol | None
    name: str
    document: Symbol | None = None
    recommendations: dict[Reference, ListedRecommendation] = field(default_factory=dict)
    sections: dict[str, None] = field(default_factory=dict)


class Listing(Struct):
    """All documents with their cited paragraphs, all compilations, the languages and the values."""

    languages: tuple[str, ...]
    documents: dict[Symbol, dict[ParagraphNumber, ListedParagraph]] = field(default_factory=dict)
    compilations: dict[IRI, ListedCompilation] = field(default_factory=dict)
    values: Mapping[str, ListedValues] = field(default_factory=dict)


def recommends_itself(index: Index) -> bool:
    """Return whether the places that an index cites are the recommendations: it has no others."""
    return index.compilation is None and not any(each.reference for each in index.citations)


def compilation_iri(index: Index, minter: Minter, cited: Citation | Rule) -> IRI:
    """Return the IRI of the compilation that a citation or a rule refers to."""
    symbol = cited.compilation or index.compilation
    if symbol is not None:
        return minter.document(symbol)
    own = cited.document if index.restarts else None
    return minter.unnamed_compilation(index.description.identifier, own)


def compilations_of(index: Index, minter: Minter) -> Mapping[IRI, ListedCompilation]:
    """Return the compilations that an index refers to."""
    name = index.description.identifier
    found: dict[IRI, ListedCompilation] = {}
    for citation in index.citations:
        if citation.reference is not None:
            own = citation.document if index.restarts else None
            symbol = citation.compilation or index.compilation
            iri = compilation_iri(index, minter, citation)
            found.setdefault(iri, ListedCompilation(symbol, name, own))
    if index.compilation is not None:
        iri = minter.document(index.compilation)
        found.setdefault(iri, ListedCompilation(index.compilation, name))
    return found


def languages_of(dataset: Dataset) -> tuple[str, ...]:
    """Return the languages of the indexes, each once."""
    return tuple(dict.fromkeys(index.description.language for index in dataset.indexes))


def list_all(dataset: Dataset, minter: Minter) -> Listing:
    """Collect what all indexes of a dataset list."""
    listing = Listing(languages_of(dataset), values=list_values(dataset))
    for index in dataset.indexes:
        for row in index.rows:
            listing.documents.setdefault(row.document, {})
        for iri, compilation in compilations_of(index, minter).items():
            listing.compilations.setdefault(iri, compilation)
        for rule in index.rules:
            compilation = listing.compilations[compilation_iri(index, minter, rule)]
            compilation.sections.setdefault(rule.section)
        _list_citations(index, listing, minter)
    return listing


def _list_citations(index: Index, listing: Listing, minter: Minter) -> None:
    topics = topic_iris(index, minter)
    doubted = doubted_citations(index)
    language, itself = index.description.language, recommends_itself(index)
    particulars = particulars_of(index)
    for citation in index.citations:
        topic = topics.get(citation.heading)
        stated = particulars.get(citation.row)
        recommendation = None
        if citation.reference is not None:
            whole = compilation_iri(index, minter, citation)
            compilation = listing.compilations[whole]
            compilation.sections.setdefault(citation.reference.section)
            listed = compilation.recommendations.setdefault(
                citation.reference, ListedRecommendation()
            )
            _list_topic(listed.topics, topic)
            if stated is not None:
                listed.stated.append((language, stated))
            recommendation = minter.recommendation(whole, citation.reference)
        if citation.paragraph is not None:
            paragraph = _paragraph(listing.documents, citation, citation.paragraph)
            _list_topic(paragraph.topics, topic)
            if recommendation is None and stated is not None:
                paragraph.stated.append((language, stated))
            if itself and (stated is None or stated.is_recommendation):
                paragraph.is_recommendation = True
            if recommendation is not None:
                is_doubted = (citation.row, citation.ordinal) in doubted
                pairs = paragraph.doubted if is_doubted else paragraph.records
                pairs[recommendation] = None


def _list_topic(topics: IriSet, topic: IRI | None) -> None:
    if topic is not None:  # a row of a list without topics has none
        topics[topic] = None


def particulars_of(index: Index) -> dict[int, Particulars]:
    """Return the particulars of the rows that have some, by the order of the row."""
    return {
        row.order: row.particulars for row in index.rows if row.particulars is not NO_PARTICULARS
    }


def _paragraph(
    documents: Mapping[Symbol, dict[ParagraphNumber, ListedParagraph]],
    citation: Citation,
    number: ParagraphNumber,
) -> ListedParagraph:
    paragraphs = documents[citation.document]
    found = paragraphs.get(number)
    if found is None:
        found = paragraphs[number] = ListedParagraph()
        for above in containing(number):
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
