"""Describe the catalogue of questions as data, so that editors and portals can offer them.

Each query is a `sh:SPARQLSelectExecutable`, as in the SPARQL examples of the SIB
(https://github.com/sib-swiss/sparql-examples). Its text has the examples in place of the
parameters, and the default language of the labels, so that it runs as it stands. An example that
the dataset does not hold is left open, and the query then answers for everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from repertory.querying.binding import bind_known
from repertory.querying.catalogue import Parameter, Query, read_catalogue
from repertory.rdf import Statements
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Literal, Quad, Term, Triple, is_iri
from repertory.rdf.vocabulary import DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS, XSD

_PREFIX: Final = re.compile(r"^PREFIX (\w+): <([^>]+)>\n", re.MULTILINE)

DATATYPES: Final = {"integer": XSD.integer, "literal": XSD.string, "language": XSD.string}

NAMES: Final = (SKOS.prefLabel, DCTERMS.identifier, SKOS.notation)
"""What an example may call a thing by."""


def write_queries(quads: Iterable[Quad], minter: Minter, endpoint: str = "") -> bytes:
    """Write `queries.ttl` for a dataset; the *endpoint* that answers is named if there is one."""
    graph = minter.query_catalogue()
    described = ((*triple, graph) for triple in describe_queries(quads, minter, endpoint))
    return Statements(described).serialise("turtle", PREFIXES)


def describe_queries(quads: Iterable[Quad], minter: Minter, endpoint: str = "") -> Iterator[Triple]:
    """Yield what the catalogue is, with the examples as *quads*, a dataset, names them."""
    queries = read_catalogue()
    wanted = {each.example for query in queries for each in query.parameters}
    things = {
        value.text: subject
        for subject, predicate, value, _ in quads
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
        yield declared, SH.prefix, Literal(prefix, datatype=XSD.string)
        yield declared, SH.namespace, Literal(namespace, datatype=XSD.anyURI)


def _describe(query: Query, things: Mapping[str, IRI], minter: Minter) -> Iterator[Triple]:
    iri = minter.query(query.name)
    yield iri, RDF.type, SH.SPARQLExecutable
    yield iri, RDF.type, SH.SPARQLSelectExecutable
    yield iri, DCTERMS.identifier, Literal(query.name, datatype=XSD.string)
    yield iri, RDFS.label, Literal(query.summary, language="en")
    yield iri, RDFS.comment, Literal(query.description, language="en")
    yield iri, SH.prefixes, minter.query_catalogue()
    for tag in query.tags:
        yield iri, SCHEMA.keywords, Literal(tag, datatype=XSD.string)
    examples = {each.name: _example(each, things) for each in query.parameters}
    known = {name: [term] for name, term in examples.items() if term is not None}
    for each in query.parameters:
        if each.kind == "language" and each.default is not None:
            known[each.name] = [Literal(each.default)]
    yield iri, SH.select, Literal(bind_known(query.body, known), datatype=XSD.string)
    for order, parameter in enumerate(query.parameters, 1):
        described = minter.query_parameter(query.name, parameter.name)
        yield iri, SH.parameter, described
        yield described, SH.order, Literal(str(order), datatype=XSD.integer)
        yield from _describe_parameter(parameter, described, examples[parameter.name])


def _example(parameter: Parameter, things: Mapping[str, IRI]) -> Term | None:
    """Return the example of a parameter as a term, None where the dataset does not hold it."""
    if parameter.kind in DATATYPES:
        return Literal(parameter.example, datatype=DATATYPES[parameter.kind])
    if parameter.kind == "concept" and is_iri(parameter.example):
        return IRI(parameter.example)
    return things.get(parameter.example)


def _describe_parameter(parameter: Parameter, iri: IRI, example: Term | None) -> Iterator[Triple]:
    yield iri, RDF.type, SH.Parameter
    yield iri, SH.name, Literal(parameter.name, language="en")
    yield iri, SH.description, Literal(parameter.description, language="en")
    yield iri, DCTERMS.type, Literal(parameter.kind, datatype=XSD.string)
    if parameter.kind in DATATYPES:
        yield iri, SH.datatype, DATATYPES[parameter.kind]
    else:
        yield iri, SH.nodeKind, SH.IRI
    if parameter.values:
        pattern = f"^({'|'.join(map(re.escape, parameter.values))})$"
        yield iri, SH.pattern, Literal(pattern, datatype=XSD.string)
    if example is not None:
        yield iri, SKOS.example, example
    if parameter.default is not None:
        yield iri, SH.optional, Literal("true", datatype=XSD.boolean)
        default = Literal(parameter.default, datatype=DATATYPES.get(parameter.kind, XSD.string))
        yield iri, SH.defaultValue, default
