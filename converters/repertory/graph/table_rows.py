"""The rows and citations of an index with their places, and the rules of its reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repertory.graph.listing import compilation_iri
from repertory.graph.topics import topic_iris
from repertory.model import WHOLE, Citation, Index, Particulars, Place, Row, Rule
from repertory.notation import cite, format_paragraph, format_reference
from repertory.rdf.iris import Minter
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import boolean, integer, string, text
from repertory.rdf.vocabulary import PROV, RDF, RDFS, REP


def describe_table(index: Index, minter: Minter) -> Iterator[Triple]:
    """Yield the rows, citations and rules of an index."""
    topics = topic_iris(index, minter)
    for row in index.rows:
        yield from _describe_row(row, index, topics, minter)
    for citation in index.citations:
        yield from _describe_citation(citation, index, minter)
    for rule in index.rules:
        yield from _describe_rule(rule, index, minter)


def at(subject: IRI, place: Place) -> Iterator[Triple]:
    """Yield the place of a thing in words, and its line and page for queries."""
    if where := place.within():
        yield subject, REP.place, string(where)
    if place.line is not None:
        yield subject, REP.line, integer(place.line)
    if place.page is not None:
        yield subject, REP.page, integer(place.page)


def _describe_row(
    row: Row, index: Index, topics: Mapping[str, IRI], minter: Minter
) -> Iterator[Triple]:
    name = index.description.identifier
    language = index.description.language
    written = row.written
    iri = minter.row(name, row.order)
    yield iri, RDF.type, REP.Row
    yield iri, REP.inIndex, minter.index(name)
    yield iri, REP.order, integer(row.order)
    cited = f"{row.document}, {written.paragraphs.text}"
    yield iri, RDFS.label, text(f"{row.heading}: {cited}" if row.heading else cited, language)
    if row.heading:
        yield iri, REP.topic, topics[row.heading]
    yield iri, REP.document, minter.document(row.document)
    if written.printed_heading:
        yield iri, REP.printedTopic, text(written.printed_heading, language)
    yield iri, REP.printedDocument, string(written.document.text)
    yield iri, REP.printedParagraphs, string(written.paragraphs.text)
    if written.references.text:
        yield iri, REP.printedReferences, string(written.references.text)
    for column, cell in written.extras:
        if not is_stated(cell.text, row.particulars):
            yield iri, REP.printedCell, string(f"{column}: {cell.text}")
    yield iri, PROV.wasDerivedFrom, minter.source(name, index.source.name)
    yield from at(iri, written.place)
    repairs = [(minter.repair(iri, n), repair) for n, repair in enumerate(written.repairs, 1)]
    for repaired, _ in repairs:
        yield iri, REP.hasRepair, repaired
    for repaired, repair in repairs:
        yield repaired, RDF.type, REP.Repair
        yield repaired, REP.repairKind, REP.term(repair.kind)
        yield repaired, RDFS.label, text(f"Repair of row {row.order}: {repair.kind}", "en")
        yield repaired, RDFS.comment, text(repair.detail, "en")
        yield from at(repaired, repair.place)


def is_stated(printed: str, stated: Particulars) -> bool:
    """Return whether the core has a cell as it is printed."""
    lists = (stated.positions, stated.addressees, stated.states, stated.targets)
    return printed in (stated.text, stated.session, stated.date) or (printed,) in lists


def _describe_citation(citation: Citation, index: Index, minter: Minter) -> Iterator[Triple]:
    name = index.description.identifier
    language = index.description.language
    row = minter.row(name, citation.row)
    iri = minter.citation(name, citation.row, citation.ordinal)
    yield iri, RDF.type, REP.Citation
    yield iri, REP.inRow, row
    yield iri, REP.order, integer(citation.ordinal)
    yield from at(iri, citation.place)
    stated = [citation.heading]
    if citation.paragraph is not None:
        paragraph = minter.paragraph(citation.document, citation.paragraph)
        is_whole = citation.paragraph == WHOLE
        yield iri, REP.document if is_whole else REP.paragraph, paragraph
        stated.append(cite(citation.document, citation.paragraph, language))
    if citation.reference is not None:
        compilation = compilation_iri(index, minter, citation)
        yield iri, REP.recommendation, minter.recommendation(compilation, citation.reference)
        stated.append(format_reference(citation.reference))
    label = ": ".join(filter(None, (stated[0], ", ".join(stated[1:]))))
    yield iri, RDFS.label, text(label, language)
    if citation.printed_paragraph not in (None, citation.paragraph):
        yield iri, REP.printedParagraph, string(format_paragraph(citation.printed_paragraph))
    if citation.printed_reference not in (None, citation.reference):
        yield iri, REP.printedReference, string(format_reference(citation.printed_reference))


def _describe_rule(rule: Rule, index: Index, minter: Minter) -> Iterator[Triple]:
    name = index.description.identifier
    iri = minter.rule(name, rule.document, rule.first, rule.compilation)
    yield iri, RDF.type, REP.Rule
    yield iri, REP.inIndex, minter.index(name)
    yield iri, RDFS.label, text(f"{rule.document}: {rule}", "en")
    yield iri, REP.document, minter.document(rule.document)
    compilation = compilation_iri(index, minter, rule)
    yield iri, REP.section, minter.section(compilation, rule.section)
    yield iri, REP.offset, integer(rule.offset)
    if rule.keeps_items is not None:
        yield iri, REP.keepsSubparagraphs, boolean(rule.keeps_items)
    if rule.first is not None:
        yield iri, REP.firstParagraph, integer(rule.first)
    if rule.last is not None:
        yield iri, REP.lastParagraph, integer(rule.last)
    yield iri, REP.support, integer(rule.support)
    yield iri, REP.exceptions, integer(rule.exceptions)
