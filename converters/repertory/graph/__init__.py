"""The model as a stream of statements, without blank nodes and without I/O.

The *core* is what people want: the topics, the documents with their paragraphs, the compilation
with its recommendations, and what is listed under which topic. The *evidence* proves it: the rows
and citations as printed, the rules, findings and corrections, and the provenance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from repertory.graph.descriptions import describe_dataset
from repertory.graph.documents import describe_documents
from repertory.graph.findings import describe_findings
from repertory.graph.links import describe_concepts, describe_links, describe_mappings
from repertory.graph.listing import Listing, list_all
from repertory.graph.mappings import Mappings
from repertory.graph.provenance import describe_provenance
from repertory.graph.stated_values import describe_values
from repertory.graph.table_rows import describe_table
from repertory.graph.topic_pages import describe_topic_pages
from repertory.graph.topics import Further, Statement, describe_scheme, topic_schemes
from repertory.model import Dataset
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Triple

__all__ = ["describe", "describe_core", "describe_topics", "minter_of"]

Graphs: TypeAlias = Iterator[tuple[IRI, Iterator[Triple]]]
"""The name and the statements of each named graph."""


def minter_of(dataset: Dataset) -> Minter:
    """Return the minter of the IRIs of a dataset."""
    return Minter(dataset.description.base, dataset.description.identifier)


def describe_core(dataset: Dataset, mappings: Sequence[Mappings] = ()) -> Iterator[Triple]:
    """Yield the core, each statement once, in the order of the document.

    All statements about one subject follow each other.
    """
    minter = minter_of(dataset)
    listing = list_all(dataset, minter)
    yield from describe_dataset(dataset, minter)
    links = _by_topic(describe_links(mappings))
    for scheme in topic_schemes(dataset):
        yield from describe_scheme(scheme, minter, listing.languages, links)
    yield from describe_concepts(mappings)
    yield from describe_values(listing.values, listing.languages, minter)
    yield from describe_documents(listing, minter)


def _by_topic(links: Iterable[Triple]) -> Further:
    found: dict[IRI, list[Statement]] = {}
    for topic, predicate, concept in links:
        assert isinstance(concept, str)  # a link is between two concepts
        found.setdefault(topic, []).append((predicate, IRI(concept)))
    return {topic: sorted(statements) for topic, statements in found.items()}


def describe_topics(dataset: Dataset, mappings: Sequence[Mappings] = ()) -> Graphs:
    """Yield the graph of each topic scheme, for portals that show only the topics."""
    minter = minter_of(dataset)
    listing = list_all(dataset, minter)
    return _topic_graphs(dataset, mappings, listing, minter)


def _topic_graphs(
    dataset: Dataset, mappings: Sequence[Mappings], listing: Listing, minter: Minter
) -> Graphs:
    links = (*sorted(describe_links(mappings)), *describe_concepts(mappings))
    for scheme in topic_schemes(dataset):
        documents = describe_documents(listing, minter)
        pages = describe_topic_pages(scheme, minter, listing.languages, links, documents)
        yield minter.graph("topics", scheme.identifier), pages


def describe(dataset: Dataset, mappings: Sequence[Mappings] = ()) -> Graphs:
    """Yield all named graphs, of the core and of the evidence.

    The graphs are `graph/DATASET/dataset`, `…/topics/SCHEME` and `…/documents` for the core, and
    `…/table/INDEX`, `…/findings/INDEX`, `…/mappings/VOCABULARY` and `…/provenance` for the
    evidence.
    """
    minter = minter_of(dataset)
    listing = list_all(dataset, minter)
    yield minter.graph("dataset"), describe_dataset(dataset, minter)
    yield from _topic_graphs(dataset, mappings, listing, minter)
    values = describe_values(listing.values, listing.languages, minter)
    yield minter.graph("documents"), chain(values, describe_documents(listing, minter))
    for index in dataset.indexes:
        name = index.description.identifier
        yield minter.graph("table", name), describe_table(index, minter)
        yield minter.graph("findings", name), describe_findings(index, minter)
    for each in mappings:
        graph = minter.graph("mappings", each.vocabulary.name)
        yield graph, describe_mappings(each, dataset, minter)
    yield minter.graph("provenance"), describe_provenance(dataset, minter)
