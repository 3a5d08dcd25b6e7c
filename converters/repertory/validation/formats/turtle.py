"""Write a report as RDF (https://www.w3.org/TR/shacl/#validation-report), without blank nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from repertory.finding_terms import Severity
from repertory.rdf import n3
from repertory.rdf.statements import Statements, by_subject
from repertory.rdf.terms import IRI, BlankNode, Literal, Node, Term, Triple
from repertory.rdf.values import boolean, integer
from repertory.rdf.vocabulary import RDF, REP, SEVERITY_TERMS, SH
from repertory.validation.report import Report, Result


def write(report: Report, level: Severity) -> str:
    """Return a report as a sh:ValidationReport; the IRI of a result is the hash of its content.

    >>> "sh:conforms true" in write(Report(()), "violation")
    True
    """
    results = {_name(result): result for result in report.results()}
    content = "".join(sorted(results)) + str(report.conforms)
    iri = _hashed(content)
    triples: list[Triple] = [
        (iri, RDF.type, SH.ValidationReport),
        (iri, SH.conforms, boolean(report.conforms)),
    ]
    for name, result in results.items():
        triples.append((iri, SH.result, name))
        triples += _describe(name, result)
    return Statements(by_subject(triples)).serialise("turtle").decode()


def _name(result: Result) -> IRI:
    nodes = (result.focus, result.value, result.shape.node)
    texts = [n3(node) if node is not None else "" for node in nodes]
    return _hashed("\n".join([*texts, result.path, result.component, result.message]))


def _hashed(text: str) -> IRI:
    return IRI(f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}")


def _describe(name: IRI, result: Result) -> Iterator[Triple]:
    yield name, RDF.type, SH.ValidationResult
    yield name, SH.focusNode, _named(result.focus)
    yield name, SH.resultSeverity, SEVERITY_TERMS[result.severity]
    yield name, SH.resultMessage, Literal(result.message)
    yield name, SH.sourceShape, _named(result.shape.node)
    yield name, SH.sourceConstraintComponent, result.component
    if result.property is not None:
        yield name, SH.resultPath, result.property
    if result.value is not None:
        yield name, SH.value, _named(result.value)
    if result.place is not None and result.place.line is not None:
        yield name, REP.line, integer(result.place.line)
    if result.place is not None:
        yield name, REP.place, Literal(str(result.place))


def _named(node: Node) -> Term:
    """Replace a blank node with an IRI (https://www.w3.org/TR/rdf11-concepts/#section-skolemization)."""
    return IRI(f"urn:repertory:blank-node:{node.label}") if isinstance(node, BlankNode) else node
