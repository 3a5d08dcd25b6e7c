"""The findings in an index with their hypotheses, and the reviewed corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from repertory.graph.table_rows import at
from repertory.graph.topics import topic_iris
from repertory.model import Correction, Evidence, Finding, Hypothesis, Index
from repertory.rdf.iris import Minter, symbol_path
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.values import integer, string, text
from repertory.rdf.vocabulary import RDF, RDFS, REP, SEVERITY_TERMS


def describe_findings(index: Index, minter: Minter) -> Iterator[Triple]:
    """Yield the findings and corrections of an index."""
    name = index.description.identifier
    topics = topic_iris(index, minter)
    scheme = minter.scheme(index.description.scheme)
    corrections = [minter.correction(name, n) for n in range(1, len(index.corrections) + 1)]
    of_citation: dict[tuple[int, int], list[IRI]] = {}
    for iri, where in zip(corrections, index.corrected, strict=True):
        of_citation.setdefault(where, []).append(iri)
    taken: Counter[str] = Counter()
    for finding in index.findings:
        local = _local_name(finding, topics, scheme)
        taken[local] += 1
        iri = minter.finding(name, local if taken[local] == 1 else f"{local}-{taken[local]}")
        yield from _describe(finding, iri, index, minter)
        yield from _concerns(finding, iri, topics, index, minter)
        if finding.row is not None and finding.ordinal is not None and _is_reviewable(finding):
            for correction in of_citation.get((finding.row, finding.ordinal), ()):
                yield iri, REP.hasCorrection, correction
        yield from _describe_hypotheses(finding, iri, minter)
    for iri, entry, where in zip(corrections, index.corrections, index.corrected, strict=True):
        yield from _describe_correction(entry, iri, index, minter)
        yield iri, REP.corrects, minter.citation(name, *where)


def _is_reviewable(finding: Finding) -> bool:
    return finding.status != "open" or bool(finding.hypotheses)


def _local_name(finding: Finding, topics: Mapping[str, IRI], scheme: IRI) -> str:
    """Return a name from the kind and the subject of a finding, independent of the layout."""
    if finding.row is not None:
        ordinal = "" if finding.ordinal is None else f".{finding.ordinal}"
        return f"{finding.kind}/{finding.row}{ordinal}"
    if finding.topics:
        slugs = [topics[topic].removeprefix(f"{scheme}/") for topic in finding.topics]
        return f"{finding.kind}/{'+'.join(slugs)}"
    subject = symbol_path(finding.document) if finding.document else "index"
    return f"{finding.kind}/{subject}"


def _describe(finding: Finding, iri: IRI, index: Index, minter: Minter) -> Iterator[Triple]:
    yield iri, RDF.type, REP.Finding
    yield iri, REP.inIndex, minter.index(index.description.identifier)
    yield iri, RDFS.label, text(finding.message, "en")
    yield iri, REP.findingKind, REP.term(finding.kind)
    yield iri, REP.severity, SEVERITY_TERMS[finding.severity]
    yield iri, REP.status, REP.term(finding.status)
    if finding.printed:
        yield iri, REP.printedValue, string(finding.printed)
    if finding.proposed:
        yield iri, REP.proposedValue, string(finding.proposed)
    if finding.reason:
        yield iri, REP.reason, text(finding.reason, index.description.language)
    if finding.place is not None:
        yield from at(iri, finding.place)
    for assumed, _ in _hypotheses(finding, iri, minter):
        yield iri, REP.hasHypothesis, assumed


def _hypotheses(finding: Finding, iri: IRI, minter: Minter) -> Iterator[tuple[IRI, Hypothesis]]:
    taken: Counter[str] = Counter()
    for hypothesis in finding.hypotheses:
        wrong = hypothesis.wrong
        taken[wrong] += 1
        name = wrong if taken[wrong] == 1 else f"{wrong}-{taken[wrong]}"
        yield minter.hypothesis(iri, name), hypothesis


def _describe_hypotheses(finding: Finding, iri: IRI, minter: Minter) -> Iterator[Triple]:
    for assumed, hypothesis in _hypotheses(finding, iri, minter):
        yield from _describe_hypothesis(hypothesis, assumed)


def _describe_hypothesis(hypothesis: Hypothesis, iri: IRI) -> Iterator[Triple]:
    yield iri, RDF.type, REP.Hypothesis
    yield (
        iri,
        RDFS.label,
        text(f"The {hypothesis.wrong} is wrong: read {hypothesis.proposed}", "en"),
    )
    yield iri, REP.assumedWrong, string(hypothesis.wrong)
    yield iri, REP.proposedValue, string(hypothesis.proposed)
    for fact in hypothesis.evidence:
        kind = REP.supportingEvidence if fact.supports else REP.contraryEvidence
        yield iri, kind, _fact(fact)


def _fact(fact: Evidence) -> Literal:
    places = "; ".join(dict.fromkeys(place.within() for place in fact.places))
    return text(f"{fact.text} ({places})" if places else fact.text, "en")


def _concerns(
    finding: Finding, iri: IRI, topics: Mapping[str, IRI], index: Index, minter: Minter
) -> Iterator[Triple]:
    name = index.description.identifier
    if finding.row is not None and finding.ordinal is not None:
        yield iri, REP.concerns, minter.citation(name, finding.row, finding.ordinal)
    elif finding.row is not None:
        yield iri, REP.concerns, minter.row(name, finding.row)
    elif finding.topics:
        for topic in finding.topics:
            yield iri, REP.concerns, topics[topic]
    elif finding.document is not None:
        yield iri, REP.concerns, minter.document(finding.document)
        if finding.paragraph:
            yield iri, REP.printedValue, string(finding.paragraph)
    else:
        yield iri, REP.concerns, minter.index(name)


def _describe_correction(
    correction: Correction, iri: IRI, index: Index, minter: Minter
) -> Iterator[Triple]:
    change = f"{correction.printed or 'nothing'} to {correction.corrected or 'nothing'}"
    yield iri, RDF.type, REP.Correction
    yield iri, REP.inIndex, minter.index(index.description.identifier)
    yield iri, RDFS.label, text(f"Correction of the {correction.field}: {change}", "en")
    yield iri, REP.correctedField, string(correction.field)
    if correction.printed:
        yield iri, REP.printedValue, string(correction.printed)
    if correction.corrected:
        yield iri, REP.correctedValue, string(correction.corrected)
    yield iri, REP.status, REP.term(correction.status)
    if correction.reason:
        yield iri, REP.reason, text(correction.reason, index.description.language)
    if correction.line is not None:
        yield iri, REP.line, integer(correction.line)
