"""A synthetic dataset of the shape of the real one, as large as one likes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from repertory.model import ParagraphNumber, Reference, Symbol
from repertory.notation import (
    cite,
    format_reference,
    natural_key,
    paragraph_key,
    reference_key,
    section_key,
)
from repertory.rdf.iris import Minter, paragraph_eid, recommendation_eid
from repertory.rdf.terms import IRI, Literal, Triple
from repertory.rdf.vocabulary import (
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    REP,
    SH,
    SKOS,
    SPDX,
    SSSOM,
    XSD,
)

COMPILATION = Symbol("BENCH/2030/1")


def synthetic(citations: int, minter: Minter) -> Iterator[Triple]:
    """Yield a dataset of the shape of the real one: 50 citations a topic, 80 entries a report."""
    chance = random.Random(1)
    topics = max(2, citations // 50)
    reports = max(1, citations // 200)
    for number in range(topics):
        yield from _topic(number, minter)
    for report in range(reports):
        yield from _report(report, minter)
    row = IRI("")
    for number in range(citations):
        if number % 2 == 0:
            row = minter.row("b", number)
            topic = chance.randrange(topics)
            report = _report_of(topic, chance.randrange(reports), reports)
            yield from _row(row, number, minter.topic("b", str(topic)), report, minter)
        entry = chance.randrange(_entries(topic))
        yield from _citation(number, row, minter.topic("b", str(topic)), report, entry, minter)
    for number in range(0, citations, 100):
        yield from _finding(number, minter)
        yield from _correction(number, minter)
        yield from _repair(number, minter)
    yield from _index(minter)


def _report_of(topic: int, drawn: int, reports: int) -> int:
    """The first two topics share a report, and three in ten were taken up once, in the same one."""
    if topic < 2:
        return 0
    return topic // 10 % reports if topic % 10 > 6 else drawn


def _entries(topic: int) -> int:
    """Of the three topics that share a report, two have the same two entries and one has one."""
    return {7: 1, 8: 2, 9: 2}.get(topic % 10, 80)


def _text(value: str) -> Literal:
    return Literal(value, datatype=XSD.string)


def _label(value: str) -> Literal:
    return Literal(value, language="en")


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _topic(number: int, minter: Minter) -> Iterator[Triple]:
    iri = minter.topic("b", str(number))
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.inScheme, minter.scheme("b" if number % 2 else "a")
    yield iri, SKOS.prefLabel, _label(f"Topic {number}")
    yield iri, REP.order, _integer(number)
    if number % 3:
        yield iri, SKOS.broader, minter.topic("b", str(number - number % 3))
    if number % 4 < 2:
        concept = IRI(f"https://example.org/concept/{number // 4}")
        yield iri, SKOS.exactMatch, concept
        yield concept, RDFS.label, _text(f"Concept {number // 4}")
        yield concept, SKOS.notation, _text(f"C{number // 4}")
    else:
        mapping = minter.mapping("v", iri, SSSOM.NoTermFound)
        yield mapping, OWL.annotatedSource, iri
        yield mapping, OWL.annotatedTarget, SSSOM.NoTermFound
        yield mapping, DCTERMS.isPartOf, minter.mapping_set("v")


def _symbol(report: int) -> Symbol:
    return Symbol(f"BENCH/WG.1/{2000 + report % 25}/{report}")


def _entry(report: int, number: int) -> tuple[ParagraphNumber, Reference]:
    """The paragraph and the reference of an entry; each report has a section of its own."""
    section = "I" if report == 0 else str(report)
    return ParagraphNumber(number + 4), Reference(section, ParagraphNumber(number + 1))


def _report(report: int, minter: Minter) -> Iterator[Triple]:
    symbol = _symbol(report)
    iri, compilation = minter.document(symbol), minter.document(COMPILATION)
    name = _entry(report, 0)[1].section
    section = minter.section(compilation, name)
    yield iri, RDF.type, REP.Document
    yield iri, DCTERMS.identifier, _text(symbol)
    yield iri, RDFS.label, _label(symbol)
    yield iri, REP.sortKey, _text(natural_key(symbol))
    yield section, RDF.type, REP.Section
    yield section, REP.sortKey, _text(section_key(name))
    yield section, DCTERMS.isPartOf, compilation
    rule = minter.rule("b", symbol)
    yield rule, RDF.type, REP.Rule
    yield rule, REP.inIndex, minter.index("b")
    yield rule, REP.document, iri
    yield rule, RDFS.label, _label("a rule")
    yield rule, REP.support, _integer(80)
    yield rule, REP.exceptions, _integer(0)
    for number in range(80):
        yield from _pair(report, number, minter)
    first = minter.paragraph(symbol, _entry(report, 0)[0])
    second = minter.recommendation(compilation, _entry(report, 1)[1])
    yield first, REP.records, second


def _pair(report: int, number: int, minter: Minter) -> Iterator[Triple]:
    """Yield an entry: a paragraph and its recommendation; one pair in a hundred is doubted."""
    symbol = _symbol(report)
    paragraph, reference = _entry(report, number)
    whole = minter.document(COMPILATION)
    there, here = minter.paragraph(symbol, paragraph), minter.recommendation(whole, reference)
    yield there, RDF.type, REP.Paragraph
    yield there, DCTERMS.identifier, _text(f"{symbol}#{paragraph_eid(paragraph)}")
    yield there, RDFS.label, _label(cite(symbol, paragraph, "en"))
    yield there, REP.sortKey, _text(paragraph_key(paragraph))
    yield there, DCTERMS.isPartOf, minter.document(symbol)
    yield there, REP.mayRecord if (report + number) % 100 == 50 else REP.records, here
    yield here, RDF.type, REP.Recommendation
    yield here, SKOS.notation, _text(format_reference(reference))
    yield here, RDFS.label, _label(f"{COMPILATION}, {format_reference(reference)}")
    yield here, DCTERMS.identifier, _text(f"{COMPILATION}#{recommendation_eid(reference)}")
    yield here, REP.sortKey, _text(reference_key(reference))
    yield here, DCTERMS.isPartOf, minter.section(whole, reference.section)


def _row(row: IRI, order: int, topic: IRI, report: int, minter: Minter) -> Iterator[Triple]:
    yield row, RDF.type, REP.Row
    yield row, RDFS.label, _label(f"Row {order}")
    yield row, REP.order, _integer(order)
    yield row, REP.inIndex, minter.index("b")
    yield row, REP.topic, topic
    yield row, REP.document, minter.document(_symbol(report))
    yield row, REP.printedParagraphs, _text("4 and 5")
    yield row, REP.printedReferences, _text("I.1 and I.2")


def _citation(
    number: int, row: IRI, topic: IRI, report: int, entry: int, minter: Minter
) -> Iterator[Triple]:
    iri = minter.citation("b", number, 1)
    paragraph, reference = _entry(report, entry)
    recommendation = minter.recommendation(minter.document(COMPILATION), reference)
    yield iri, RDF.type, REP.Citation
    yield iri, RDFS.label, _label(f"Citation {number}")
    yield iri, REP.inRow, row
    yield iri, REP.order, _integer(number % 2)
    yield iri, REP.place, _text(f"line {number}")
    yield iri, REP.line, _integer(number)
    there = minter.paragraph(_symbol(report), paragraph)
    yield iri, REP.paragraph, there
    yield there, DCTERMS.subject, topic
    if number % 20:  # some citations have no reference
        yield iri, REP.recommendation, recommendation
        yield recommendation, DCTERMS.subject, topic


def _finding(number: int, minter: Minter) -> Iterator[Triple]:
    iri = minter.finding("b", f"rule-break/{number}")
    mended = minter.hypothesis(iri, "reference")
    yield iri, RDF.type, REP.Finding
    yield iri, REP.inIndex, minter.index("b")
    yield iri, RDFS.label, _label("a finding")
    yield iri, REP.findingKind, REP.term("rule-break")
    yield iri, REP.severity, SH.Warning
    yield iri, REP.status, REP.open
    yield iri, REP.line, _integer(number)
    yield iri, REP.hasHypothesis, mended
    yield mended, REP.assumedWrong, _text("reference")
    yield mended, REP.proposedValue, _text("I.1")
    yield mended, REP.supportingEvidence, _label("evidence")


def _correction(number: int, minter: Minter) -> Iterator[Triple]:
    iri = minter.correction("b", number)
    yield iri, RDF.type, REP.Correction
    yield iri, REP.inIndex, minter.index("b")
    yield iri, REP.corrects, minter.citation("b", number, 1)
    yield iri, REP.correctedField, _text("reference")
    yield iri, REP.printedValue, _text("I.1")
    yield iri, REP.correctedValue, _text("I.2")
    yield iri, REP.status, REP.open
    yield iri, REP.reason, _label("a reason")


def _repair(number: int, minter: Minter) -> Iterator[Triple]:
    row = minter.row("b", number)
    iri = minter.repair(row, 1)
    yield row, REP.hasRepair, iri
    yield iri, REP.repairKind, REP.term("row-moved")
    yield iri, RDFS.comment, _label("a repair")
    yield iri, REP.place, _text(f"line {number}")


def _index(minter: Minter) -> Iterator[Triple]:
    for name in ("a", "b"):
        index, body, scheme = minter.index(name), minter.body(f"Body {name}"), minter.scheme(name)
        yield index, RDF.type, REP.Index
        yield index, RDFS.label, _label(f"Index {name}")
        yield index, DCTERMS.language, _text("en")
        yield index, DCTERMS.creator, body
        yield index, REP.topicScheme, scheme
        yield index, REP.compilation, minter.document(COMPILATION)
        yield body, FOAF.name, _label(f"Body {name}")
        yield scheme, RDF.type, SKOS.ConceptScheme
        yield scheme, DCTERMS.identifier, _text(name)
    run, source, agent = minter.activity("b"), minter.source("b", "index.txt"), minter.agent("1")
    checksum, mappings = minter.checksum(source), minter.mapping_set("v")
    yield minter.index("b"), PROV.wasGeneratedBy, run
    yield run, PROV.used, source
    yield run, PROV.wasAssociatedWith, agent
    yield source, RDFS.label, _label("index.txt")
    yield source, SPDX.checksum, checksum
    yield checksum, SPDX.checksumValue, Literal("0" * 64, datatype=XSD.hexBinary)
    yield agent, RDFS.label, _label("Repertory")
    yield mappings, RDF.type, SSSOM.MappingSet
    yield mappings, DCTERMS.title, _label("Mappings to V")
