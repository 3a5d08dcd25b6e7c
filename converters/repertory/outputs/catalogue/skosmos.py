"""Write the part of the configuration of Skosmos that describes the topics.

https://github.com/NatLibFi/Skosmos/wiki/Configuration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from repertory.outputs.catalogue.description import Description, Scheme
from repertory.rdf import n3
from repertory.rdf.terms import IRI
from repertory.rdf.values import string, text

PREFIXES: Final = (
    ("dc", "http://purl.org/dc/terms/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skosmos", "http://purl.org/net/skosmos#"),
    ("void", "http://rdfs.org/ns/void#"),
)
"""The prefixes, which the configuration of Skosmos declares too."""


def write_skosmos(description: Description) -> str:
    """Write the text of `portal/skosmos.ttl`: one vocabulary for each topic scheme."""
    lines = [
        "# Paste this into the configuration of Skosmos (config.ttl), which reads the named graph",
        "# of the topics, as loaded by `repertory publish`.",
    ]
    if not description.dataset.publishing.endpoint:
        lines += [
            "# The endpoint is that of the installation (skosmos:sparqlEndpoint). If the topics",
            "# are in another store, add: void:sparqlEndpoint <https://…/sparql> ;",
        ]
    lines += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in PREFIXES]
    lines.append("@prefix : <#> .")
    for scheme in description.schemes:
        statements = " ;\n    ".join(_statements(scheme, description))
        lines += ["", f":{scheme.identifier} a skosmos:Vocabulary, void:Dataset ;"]
        lines += [f"    {statements} ."]
    return "\n".join(lines) + "\n"


def _statements(scheme: Scheme, description: Description) -> Iterator[str]:
    languages = description.languages
    publishing = description.dataset.publishing
    titles = ", ".join(n3(text(title, language)) for language, title in scheme.titles)
    yield f"dc:title {titles}"
    yield f"skosmos:shortName {n3(string(scheme.identifier.upper()))}"
    yield f"void:uriSpace {n3(string(f'{scheme.iri}/'))}"
    if publishing.endpoint:
        yield f"void:sparqlEndpoint {n3(IRI(publishing.endpoint))}"
    yield 'skosmos:sparqlDialect "Generic"'
    yield f"skosmos:sparqlGraph {n3(scheme.graph)}"
    yield f"skosmos:mainConceptScheme {n3(scheme.iri)}"
    quoted = [n3(string(language)) for language in languages]
    yield f"skosmos:language {', '.join(quoted)}"
    yield f"skosmos:defaultLanguage {quoted[0]}"
    yield f"skosmos:fallbackLanguages ( {' '.join(quoted)} )"
    yield 'skosmos:showTopConcepts "true"'
    yield 'skosmos:showNotation "false"'
    yield 'skosmos:useModifiedDate "true"'
    if dump := description.download("topics.ttl"):
        yield f"void:dataDump {n3(IRI(dump))}"
