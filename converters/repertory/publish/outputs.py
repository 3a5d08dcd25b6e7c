"""The files that a build writes: one line each in `OUTPUTS`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from repertory.engine import Statements
from repertory.files import Content
from repertory.graph import describe_topics
from repertory.iris import Minter
from repertory.jsonld import write_jsonld
from repertory.model import Dataset
from repertory.publish.console import write_findings_text
from repertory.publish.csvw import describe_tables
from repertory.publish.findings import write_findings_json, write_findings_markdown
from repertory.publish.tables import write_concordance, write_recommendations, write_topics
from repertory.resources import data_folder
from repertory.vocabulary import PREFIXES

if TYPE_CHECKING:
    from repertory.publication import Publication


def prefixes(dataset: Dataset) -> Mapping[str, str]:
    """Return the prefixes of our files: those of the vocabularies, and some for the data.

    Topics have the name of their scheme, rows and citations that of their index.
    """
    minter = Minter(dataset.description.base)
    found = dict(PREFIXES)
    for index in dataset.indexes:
        name, scheme = index.description.identifier, index.description.scheme
        found.setdefault(f"topics-{scheme}", f"{minter.scheme(scheme)}/")
        for kind in ("row", "citation", "finding"):
            found[f"{kind}-{name}"] = f"{minter.base}{kind}/{name}/"
    return found


def _turtle(publication: Publication) -> bytes:
    return publication.statements.serialise("turtle", prefixes(publication.dataset))


def _jsonld(publication: Publication) -> Iterator[str]:
    context = data_folder("ontology").joinpath("context.jsonld").read_text(encoding="utf-8")
    return write_jsonld(publication.quads, json.loads(context))


def _trig(publication: Publication) -> bytes:
    return publication.statements.serialise_graphs(prefixes(publication.dataset))


def _topics(publication: Publication) -> bytes:
    statements = Statements(describe_topics(publication.dataset))
    return statements.serialise("turtle", prefixes(publication.dataset))


Outputs: TypeAlias = "Mapping[str, Callable[[Publication], Content]]"

OUTPUTS: Final[Outputs] = {
    "dataset.ttl": _turtle,
    "dataset.jsonld": _jsonld,
    "dataset.nt": lambda publication: publication.statements.serialise("ntriples"),
    "dataset.rdf": lambda publication: publication.statements.serialise("rdfxml"),
    "dataset.trig": _trig,
    "topics.ttl": _topics,
    "concordance.csv": lambda publication: write_concordance(publication.dataset),
    "topics.csv": lambda publication: write_topics(publication.dataset),
    "recommendations.csv": lambda publication: write_recommendations(publication.dataset),
    "csv-metadata.json": lambda publication: describe_tables(publication.dataset),
    "findings.md": lambda publication: write_findings_markdown(publication.dataset),
    "findings.json": lambda publication: write_findings_json(publication.dataset),
}
"""Name of an output file -> what it holds."""

ON_REQUEST: Final[Outputs] = {
    "findings.txt": lambda publication: write_findings_text(publication.dataset),
}
"""What can be asked for by name but is not written by a build."""
