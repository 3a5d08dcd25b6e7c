"""The context of the catalogue and the ontology in JSON-LD has the terms that they use."""

from __future__ import annotations

from repertory.outputs.catalogue.dcat import catalogue_statements
from repertory.outputs.catalogue.description import Facts, describe
from repertory.outputs.ontology.ontology_data import CORE, EVIDENCE, ontology_file, read_context
from repertory.outputs.output_files import outputs_of
from repertory.outputs.publication import Publication
from repertory.rdf import read
from repertory.rdf.vocabulary import PREFIXES, RDF

CONTEXT = read_context()["@context"]
KEYWORDS = ("@version", "id", "type")


def expand(definition: str | dict[str, str]) -> str:
    """Return the IRI of a term."""
    name = definition if isinstance(definition, str) else definition["@id"]
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def test_each_term_is_of_a_property_or_class_that_a_file_uses(publication: Publication) -> None:
    facts = {name: Facts(1, "0" * 64) for name in outputs_of(publication)}
    description = describe(publication.dataset, publication.core, facts)
    statements = list(catalogue_statements(description))
    for file in (CORE, EVIDENCE):
        statements += read(ontology_file(file), "turtle")  # type: ignore[arg-type]
    used = {p for _, p, _ in statements} | {str(o) for _, p, o in statements if p == RDF.type}
    terms = {name: expand(CONTEXT[name]) for name in CONTEXT if name not in (*PREFIXES, *KEYWORDS)}
    assert {name for name, iri in terms.items() if iri not in used} == set()
    assert len(set(terms.values())) == len(terms)


def test_the_context_declares_the_prefixes_of_the_vocabulary() -> None:
    assert {prefix: CONTEXT.get(prefix) for prefix in PREFIXES} == PREFIXES
