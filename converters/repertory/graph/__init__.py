"""The model as a stream of statements, without blank nodes and without I/O.

The *core* is what people want: the topics, the documents with their paragraphs, the compilation
with its recommendations, and what is listed under which topic. The *evidence* proves it: the rows
and citations as printed, the rules, findings and corrections, and the provenance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from repertory.graph.descriptions import describe_dataset
from repertory.graph.documents import describe_documents
from repertory.graph.findings import describe_findings
from repertory.graph.links import describe_concepts, describe_links, describe_mappings
from repertory.graph.listing import languages_of, list_all
from repertory.graph.mappings import Mappings
from repertory.graph.provenance import describe_provenance
from repertory.graph.stated_values import describe_values
from repertory.graph.table_rows import describe_table
from repertory.graph.topic_pages import describe_topic_pages
from repertory.graph.topics import Further, Statement, describe_scheme, topic_schemes
from repertory.model import Dataset
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Triple

__all__ = [
    "describe",
    "describe_cited",
    "describe_core",
    "describe_core_graphs",
    "describe_evidence",
    "describe_topics",
    "minter_of",
]

Graphs: TypeAlias = Iterator[tuple[IRI, Iterator[Triple]]]
"""The name and the statements of each named graph."""


def minter_of(dataset: Dataset) -> Minter:
    """Return the minter of the IRIs of a dataset."""
    return Minter(dataset.description.base, dataset.description.identifier)


def describe_cited(dataset: Dataset) -> Iterator[Triple]:
    """Yield the documents with their paragraphs and the compilations with their recommendations.

    The schemes of positions, addressees and States come first.
    """
    minter = minter_of(dataset)
    listing = list_all(dataset, minter)
    yield from describe_values(listing.values, listing.languages, minter)
    yield from describe_documents(listing, minter)


def describe_core(
    dataset: Dataset, mappings: Sequence[Mappings] = (), cited: Iterable[Triple] | None = None
) -> Iterator[Triple]:
    """Yield the core, each statement once, in the order of the document.

    All statements about one subject follow each other. *cited* are the statements of
    `describe_cited`, if they are known already.
    """
    minter = minter_of(dataset)
    languages = languages_of(dataset)
    yield from describe_dataset(dataset, minter)
    links = _by_topic(describe_links(mappings))
    for scheme in topic_schemes(dataset):
        yield from describe_scheme(scheme, minter, languages, links)
    yield from describe_concepts(mappings)
    yield from describe_cited(dataset) if cited is None else cited


def _by_topic(links: Iterable[Triple]) -> Further:
    found: dict[IRI, list[Statement]] = {}
    for topic, predicate, concept in links:
        assert isinstance(concept, str)  # a link is between two concepts
        found.setdefault(topic, []).append((predicate, IRI(concept)))
    return {topic: sorted(statements) for topic, statements in found.items()}


def describe(dataset: Dataset, mappings: Sequence[Mappings] = ()) -> Graphs:
    """Yield all named graphs, of the core and of the evidence."""
    yield from describe_core_graphs(dataset, mappings, tuple(describe_cited(dataset)))
    yield from describe_evidence(dataset, mappings)


def describe_core_graphs(
    dataset: Dataset, mappings: Sequence[Mappings], cited: Sequence[Triple]
) -> Graphs:
    """Yield the graphs `graph/DATASET/dataset`, `…/topics/SCHEME` and `…/documents`.

    *cited* are the statements of `describe_cited`.
    """
    minter = minter_of(dataset)
    yield minter.graph("dataset"), describe_dataset(dataset, minter)
    yield from describe_topics(dataset, mappings, cited)
    yield minter.graph("documents"), iter(cited)


def describe_topics(
    dataset: Dataset, mappings: Sequence[Mappings], cited: Sequence[Triple]
) -> Graphs:
    """Yield the graph of each topic scheme, for portals that show only the topics.

    *cited* are the statements of `describe_cited`.
    """
    minter = minter_of(dataset)
    languages = languages_of(dataset)
    links = (*sorted(describe_links(mappings)), *describe_concepts(mappings))
    for scheme in topic_schemes(dataset):
        pages = describe_topic_pages(scheme, minter, languages, links, cited)
        yield minter.graph("topics", scheme.identifier), pages


def describe_evidence(dataset: Dataset, mappings: Sequence[Mappings] = ()) -> Graphs:
    """Yield the graphs `…/table/INDEX`, `…/findings/INDEX`, `…/mappings/…` and `…/provenance`."""
    minter = minter_of(dataset)
    for index in dataset.indexes:
        name = index.description.identifier
        yield minter.graph("table", name), describe_table(index, minter)
        yield minter.graph("findings", name), describe_findings(index, minter)
    for each in mappings:
        graph = minter.graph("mappings", each.vocabulary.name)
        yield graph, describe_mappings(each, dataset, minter)
    yield minter.graph("provenance"), describe_provenance(dataset, minter)
