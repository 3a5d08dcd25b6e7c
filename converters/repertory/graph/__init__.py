"""The model as a stream of statements in named graphs, without blank nodes and without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repertory.graph.documents import describe_documents, order_sections
from repertory.graph.findings import describe_findings
from repertory.graph.provenance import describe_dataset
from repertory.graph.table_rows import describe_table
from repertory.graph.topics import describe_scheme
from repertory.model import Dataset, Index
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Quad, Triple

__all__ = ["describe", "topic_graphs"]


def describe(dataset: Dataset) -> Iterator[Quad]:
    """Yield all statements about a dataset, each with its named graph; some more than once.

    The graphs are `graph/dataset`, `graph/documents`, and for each scheme and index
    `graph/topics/…`, `graph/table/…` and `graph/findings/…`.
    """
    minter = Minter(dataset.description.base)
    yield from _in(minter.graph("dataset"), describe_dataset(dataset, minter))
    yield from _describe_topics(dataset, minter)
    sections = order_sections(dataset.indexes, minter)
    for index in dataset.indexes:
        name = index.description.identifier
        yield from _in(minter.graph("documents"), describe_documents(index, minter, sections))
        yield from _in(minter.graph("table", name), describe_table(index, minter))
        yield from _in(minter.graph("findings", name), describe_findings(index, minter))


def topic_graphs(dataset: Dataset) -> frozenset[IRI]:
    """Return the names of the graphs that contain only the topic schemes."""
    minter = Minter(dataset.description.base)
    schemes = {index.description.scheme for index in dataset.indexes}
    return frozenset(minter.graph("topics", scheme) for scheme in schemes)


def _describe_topics(dataset: Dataset, minter: Minter) -> Iterator[Quad]:
    languages = list(dict.fromkeys(index.description.language for index in dataset.indexes))
    schemes: dict[str, list[Index]] = {}
    for index in dataset.indexes:
        schemes.setdefault(index.description.scheme, []).append(index)
    for scheme, indexes in schemes.items():
        retired = [topic for topic in dataset.retired if topic.scheme == scheme]
        triples = describe_scheme(scheme, indexes, minter, languages, retired)
        yield from _in(minter.graph("topics", scheme), triples)


def _in(graph: IRI, triples: Iterable[Triple]) -> Iterator[Quad]:
    for subject, predicate, value in triples:
        yield subject, predicate, value, graph
