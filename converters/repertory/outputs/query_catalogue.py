"""Describe the queries in RDF, for query editors and portals.

Each query is a `sh:SPARQLSelectExecutable`, as in the SPARQL examples of the SIB
(https://github.com/sib-swiss/sparql-examples). Its text contains the examples instead of the
parameters, and the default language of the labels, so that it can be run unchanged. A parameter
whose example is not in the dataset stays unbound: the query then returns the rows for all values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from repertory.querying.ask import full_description
from repertory.querying.binding import bind_known
from repertory.querying.catalogue import Parameter, Query, read_catalogue
from repertory.rdf.iris import Minter
from repertory.rdf.statements import Statements, by_subject
from repertory.rdf.terms import IRI, Literal, Term, Triple, is_iri
from repertory.rdf.values import boolean, integer, string, text
from repertory.rdf.vocabulary import DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS, XSD

_PREFIX: Final = re.compile(r"^PREFIX (\w+): <([^>]+)>\n", re.MULTILINE)

DATATYPES: Final = {"integer": XSD.integer, "literal": XSD.string, "language": XSD.string}

NAMES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.identifier, SKOS.notation)
"""The properties whose values an example may give instead of an IRI."""


def write_queries(triples: Iterable[Triple], minter: Minter, endpoint: str = "") -> bytes:
    """Write `queries.ttl` for a dataset, with the *endpoint* for the queries if there is one."""
    described = describe_queries(triples, minter, endpoint)
    return Statements(by_subject(described)).serialise("turtle", PREFIXES)


def describe_queries(
    triples: Iterable[Triple], minter: Minter, endpoint: str = ""
) -> Iterator[Triple]:
    """Yield the catalogue, with the IRIs that the examples have in *triples*, the dataset."""
    queries = read_catalogue()
    wanted = {each.example for query in queries for each in query.parameters}
    things = {
        value.text: subject
        for subject, predicate, value in triples
        if predicate in NAMES and isinstance(value, Literal) and value.text in wanted
    }
    catalogue = minter.query_catalogue()
    used: dict[str, str] = {}
    for query in queries:
        used |= dict(_PREFIX.findall(query.body))
        yield from _describe(query, things, minter)
        if endpoint:
            yield minter.query(query.name), SCHEMA.target, IRI(endpoint)
    for prefix, namespace in used.items():
        declared = minter.query_prefix(prefix)
        yield catalogue, SH.declare, declared
        yield declared, RDF.type, SH.PrefixDeclaration
        yield declared, SH.prefix, string(prefix)
        yield declared, SH.namespace, Literal(namespace, datatype=XSD.anyURI)


def _describe(query: Query, things: Mapping[str, IRI], minter: Minter) -> Iterator[Triple]:
    iri = minter.query(query.name)
    yield iri, RDF.type, SH.SPARQLExecutable
    yield iri, RDF.type, SH.SPARQLSelectExecutable
    yield iri, DCTERMS.identifier, string(query.name)
    yield iri, RDFS.label, text(query.summary, "en")
    yield iri, RDFS.comment, text(full_description(query), "en")
    yield iri, SH.prefixes, minter.query_catalogue()
    for tag in query.tags:
        yield iri, SCHEMA.keywords, string(tag)
    examples = {each.name: _example(each, things) for each in query.parameters}
    known = {name: [term] for name, term in examples.items() if term is not None}
    for each in query.parameters:
        if each.kind == "language" and each.default is not None:
            known[each.name] = [Literal(each.default)]
    yield iri, SH.select, string(bind_known(query.body, known))
    for order, parameter in enumerate(query.parameters, 1):
        described = minter.query_parameter(query.name, parameter.name)
        yield iri, SH.parameter, described
        yield described, SH.order, integer(order)
        yield from _describe_parameter(parameter, described, examples[parameter.name])


def _example(parameter: Parameter, things: Mapping[str, IRI]) -> Term | None:
    """Return the example of a parameter as a term, or None if it is not in the dataset."""
    if parameter.kind in DATATYPES:
        return Literal(parameter.example, datatype=DATATYPES[parameter.kind])
    if parameter.kind == "concept" and is_iri(parameter.example):
        return IRI(parameter.example)
    return things.get(parameter.example)


def _describe_parameter(parameter: Parameter, iri: IRI, example: Term | None) -> Iterator[Triple]:
    yield iri, RDF.type, SH.Parameter
    yield iri, SH.name, text(parameter.name, "en")
    yield iri, SH.description, text(parameter.description, "en")
    yield iri, DCTERMS.type, string(parameter.kind)
    if parameter.kind in DATATYPES:
        yield iri, SH.datatype, DATATYPES[parameter.kind]
    else:
        yield iri, SH.nodeKind, SH.IRI
    if parameter.values:
        pattern = f"^({'|'.join(map(re.escape, parameter.values))})$"
        yield iri, SH.pattern, string(pattern)
    if example is not None:
        yield iri, SKOS.example, example
    if parameter.default is not None:
        yield iri, SH.optional, boolean(True)
        default = Literal(parameter.default, datatype=DATATYPES.get(parameter.kind, XSD.string))
        yield iri, SH.defaultValue, default
