"""The files that a build writes, one line each in `OUTPUTS` or `descriptions`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Final, TypeAlias

from repertory.compression import compress
from repertory.files import Content
from repertory.graph import describe_core, describe_topics, minter_of
from repertory.model import Dataset
from repertory.outputs.dataset_jsonld import write_dataset_jsonld
from repertory.outputs.findings.findings_report import write_findings_json, write_findings_markdown
from repertory.outputs.links_files import links_file, write_links
from repertory.outputs.tables.csv_files import (
    write_concordance,
    write_recommendations,
    write_topics,
)
from repertory.outputs.tables.csvw import describe_tables
from repertory.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from repertory.graph.mappings import Mappings
    from repertory.outputs.catalogue.description import Description, Facts
    from repertory.outputs.publication import Publication


def prefixes(dataset: Dataset) -> Mapping[str, str]:
    """Return the prefixes of the RDF files; a file declares those that it uses.

    They are those of the vocabularies, one for the topics of each scheme, and one each for the
    rows, citations and findings of each index.
    """
    minter = minter_of(dataset)
    found = dict(PREFIXES)
    for index in dataset.indexes:
        name, scheme = index.description.identifier, index.description.scheme
        found.setdefault(f"topics-{scheme}", f"{minter.scheme(scheme)}/")
        for kind, iri in (
            ("row", minter.row(name, 1)),
            ("citation", minter.citation(name, 1, 1)),
            ("finding", minter.finding(name, "x")),
        ):
            found[f"{kind}-{name}"] = f"{iri.rpartition('/')[0]}/"
    return found


def _turtle(publication: Publication) -> bytes:
    return publication.statements.serialise("turtle", prefixes(publication.dataset))


def _ntriples(publication: Publication) -> Content:
    if "statements" in vars(publication):  # of another file; otherwise they are not held in memory
        return publication.statements.serialise("ntriples")
    from repertory.rdf.statements import write_ntriples

    return write_ntriples(describe_core(publication.dataset, publication.mappings))


def _trig(publication: Publication) -> Iterator[bytes]:
    from repertory.rdf.statements import write_graphs

    return write_graphs(publication.graphs, prefixes(publication.dataset))


def _topics(publication: Publication) -> bytes:
    from repertory.rdf.statements import Statements, by_subject

    dataset = publication.dataset
    graphs = describe_topics(dataset, publication.mappings, publication.cited)
    triples = by_subject(triple for _, triples in graphs for triple in triples)
    return Statements(triples).serialise("turtle", prefixes(dataset))


def _links(mappings: Mappings, publication: Publication) -> Content:
    return write_links(mappings, publication.dataset)


def _queries(publication: Publication) -> Content:
    from repertory.outputs.query_catalogue import write_queries

    description = publication.dataset.description
    endpoint = description.publishing.endpoint
    return write_queries(publication.core, minter_of(publication.dataset), endpoint)


def _console(publication: Publication) -> Content:
    from repertory.outputs.findings.findings_text import write_findings_text

    return write_findings_text(publication.dataset)


Outputs: TypeAlias = "Mapping[str, Callable[[Publication], Content]]"

OUTPUTS: Final[Outputs] = {
    "dataset.ttl": _turtle,
    "dataset.jsonld": lambda publication: write_dataset_jsonld(
        publication.dataset, publication.core
    ),
    "dataset.nt": _ntriples,
    "dataset.rdf": lambda publication: publication.statements.serialise("rdfxml"),
    "dataset.trig.gz": lambda publication: compress(_trig(publication)),
    "topics.ttl": _topics,
    "concordance.csv": lambda publication: write_concordance(publication.dataset),
    "topics.csv": lambda publication: write_topics(publication.dataset),
    "recommendations.csv": lambda publication: write_recommendations(publication.dataset),
    "csv-metadata.json": lambda publication: describe_tables(publication.dataset),
    "findings.md": lambda publication: write_findings_markdown(publication.dataset),
    "findings.json": lambda publication: write_findings_json(publication.dataset),
    "queries.ttl": _queries,
}
"""Name of an output file that every dataset has -> its writer."""

ON_REQUEST: Final[Outputs] = {
    "dataset.trig": _trig,
    "findings.txt": _console,
}
"""Outputs that a build does not write, by name."""


def outputs_of(publication: Publication) -> Outputs:
    """Return the writers of all files of a dataset: `OUTPUTS`, and one file for each vocabulary."""
    links = {links_file(each): partial(_links, each) for each in publication.mappings}
    return {**OUTPUTS, **links}


Describe: TypeAlias = "Callable[[Description], Content]"


@cache
def descriptions() -> Mapping[str, Describe]:
    """Return the files that describe the others, each with its writer.

    They are written last, in this order. Their modules are imported only when they are needed.
    """
    from repertory.outputs.catalogue import ckan, dcat, skosmos, w3id
    from repertory.outputs.catalogue.checksums import write_checksums
    from repertory.outputs.catalogue.citation import write_citation
    from repertory.outputs.catalogue.schema_org import write_schema_org
    from repertory.outputs.ontology import ontology_files as ontology

    return {
        "catalog.ttl": dcat.write_catalogue_turtle,
        "catalog.jsonld": dcat.write_catalogue_jsonld,
        "dataset.schema.jsonld": write_schema_org,
        "ckan-package.json": ckan.write_package,
        "CITATION.cff": write_citation,
        "portal/skosmos.ttl": skosmos.write_skosmos,
        "portal/htaccess": w3id.write_htaccess,
        "portal/README.md": w3id.write_registration,
        "ontology.ttl": ontology.write_ontology_turtle,
        "ontology.rdf": ontology.write_ontology_rdfxml,
        "ontology.jsonld": ontology.write_ontology_jsonld,
        "ontology.html": ontology.write_ontology_page,
        "evidence.ttl": ontology.write_evidence_turtle,
        "SHA256SUMS": write_checksums,
    }


def all_outputs(publication: Publication) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name and the parts of each file; they must be consumed in this order.

    A part is made when it is consumed, so that the files that describe a file need not hold it in
    memory.
    """
    from repertory.outputs.catalogue.description import describe as describe_dataset
    from repertory.outputs.catalogue.description import measured

    facts: dict[str, Facts] = {}

    @cache
    def description() -> Description:
        return describe_dataset(publication.dataset, publication.core, facts)

    def described(describe: Describe) -> Content:
        return describe(description())

    for name, output in outputs_of(publication).items():
        yield name, measured(name, partial(output, publication), facts)
    for name, writer in descriptions().items():
        yield name, measured(name, partial(described, writer), facts)
