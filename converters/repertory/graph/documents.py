"""The documents that an index cites: meeting reports, the compilation, and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from repertory.graph.topics import topic_iris
from repertory.model import Citation, Index, ParagraphNumber, Reference, Symbol
from repertory.notation import cite, compact_paragraph, format_reference, order_references
from repertory.rdf.iris import Minter, document_address
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import integer, string, text
from repertory.rdf.vocabulary import DCTERMS, RDF, RDFS, REP, SKOS


def compilation_iri(index: Index, minter: Minter) -> IRI:
    """Return the IRI of the compilation that an index refers to."""
    if index.compilation is not None:
        return minter.document(index.compilation)
    return minter.unnamed_compilation(index.description.identifier)


def order_sections(indexes: Iterable[Index], minter: Minter) -> dict[IRI, dict[str, int]]:
    """Number the sections of each compilation from 1, over all indexes that refer to it."""
    found: dict[IRI, dict[Reference, None]] = {}
    for index in indexes:
        sections = found.setdefault(compilation_iri(index, minter), {})
        for section in _sections(index):
            sections[Reference(section, ParagraphNumber(1))] = None
    return {
        iri: {head.section: order for order, head in enumerate(order_references(heads), 1)}
        for iri, heads in found.items()
    }


def _sections(index: Index) -> list[str]:
    """Return the sections in the citations and rules of an index."""
    cited = (c.reference.section for c in index.citations if c.reference is not None)
    return list(dict.fromkeys([*cited, *(rule.section for rule in index.rules)]))


def describe_documents(
    index: Index, minter: Minter, sections: Mapping[IRI, Mapping[str, int]]
) -> Iterator[Triple]:
    """Yield the documents, their parts, and the topics of each recommendation.

    *sections* is the result of `order_sections` for all indexes of the dataset.
    """
    language = index.description.language
    for symbol in dict.fromkeys(row.document for row in index.rows):
        yield from _describe_document(symbol, REP.Report, language, minter)
    cited = dict.fromkeys((c.document, c.paragraph) for c in index.citations)
    for document, paragraph in cited:
        if paragraph is not None:
            yield from _describe_paragraph(document, paragraph, language, minter)
    yield from _describe_compilation(index, minter, sections)
    yield from _connect(index, minter)


def _describe_document(
    symbol: Symbol, kind: IRI, language: str, minter: Minter
) -> Iterator[Triple]:
    iri = minter.document(symbol)
    yield iri, RDF.type, kind
    yield iri, DCTERMS.identifier, string(symbol)
    yield iri, RDFS.label, text(symbol, language)
    yield iri, RDFS.seeAlso, document_address(symbol, language.partition("-")[0])


def _describe_paragraph(
    symbol: Symbol, paragraph: ParagraphNumber, language: str, minter: Minter
) -> Iterator[Triple]:
    """Yield a paragraph and the paragraphs that contain it."""
    iri = minter.paragraph(symbol, paragraph)
    yield iri, RDF.type, REP.Paragraph
    yield iri, DCTERMS.identifier, string(cite(symbol, paragraph, "en"))
    yield iri, RDFS.label, text(cite(symbol, paragraph, language), language)
    yield iri, SKOS.notation, string(compact_paragraph(paragraph))
    yield iri, REP.number, integer(paragraph.number)
    above = minter.document(symbol)
    if paragraph.items:
        parent = ParagraphNumber(paragraph.number, paragraph.suffix, paragraph.items[:-1])
        above = minter.paragraph(symbol, parent)
        yield from _describe_paragraph(symbol, parent, language, minter)
    yield from _part(iri, above)


def _part(part: IRI, whole: IRI) -> Iterator[Triple]:
    yield part, DCTERMS.isPartOf, whole
    yield whole, DCTERMS.hasPart, part


def _describe_compilation(
    index: Index, minter: Minter, orders: Mapping[IRI, Mapping[str, int]]
) -> Iterator[Triple]:
    sections = _sections(index)
    if not sections and index.compilation is None:
        return
    description = index.description
    iri = compilation_iri(index, minter)
    yield minter.index(description.identifier), REP.compilation, iri
    if index.compilation is not None:
        yield from _describe_document(
            index.compilation, REP.Compilation, description.language, minter
        )
    else:
        yield iri, RDF.type, REP.Compilation
        yield iri, RDFS.label, text(f"Compilation that {description.identifier} refers to", "en")
    for section in sections:
        part = minter.section(iri, section)
        yield part, RDF.type, REP.Section
        if section:
            yield part, SKOS.notation, string(section)
        yield part, REP.order, integer(orders[iri][section])
        yield part, RDFS.label, text(_within(index, section), description.language)
        yield from _part(part, iri)
    references = {c.reference: None for c in index.citations if c.reference is not None}
    for reference in references:
        yield from _describe_recommendation(reference, index, references, minter)


def _within(index: Index, part: str) -> str:
    """Return a label for a part of the compilation; an undivided body has that of the whole."""
    named = [] if index.compilation is None else [str(index.compilation)]
    return ", ".join([*named, part] if part else named) or index.description.identifier


def _describe_recommendation(
    reference: Reference, index: Index, cited: Mapping[Reference, None], minter: Minter
) -> Iterator[Triple]:
    compilation = compilation_iri(index, minter)
    iri = minter.recommendation(compilation, reference)
    shown = format_reference(reference)
    number = reference.paragraph
    yield iri, RDF.type, REP.Recommendation
    yield iri, SKOS.notation, string(shown)
    yield iri, DCTERMS.identifier, string(_within(index, shown))
    yield iri, RDFS.label, text(_within(index, shown), index.description.language)
    yield iri, REP.number, integer(number.number)
    yield from _part(iri, minter.section(compilation, reference.section))
    for length in range(len(number.items)):
        whole = ParagraphNumber(number.number, number.suffix, number.items[:length])
        above = Reference(reference.section, whole)
        if above in cited:
            yield from _part(iri, minter.recommendation(compilation, above))


def _connect(index: Index, minter: Minter) -> Iterator[Triple]:
    """Yield the direct links from paragraphs to recommendations, and from these to topics."""
    topics = topic_iris(index, minter)
    compilation = compilation_iri(index, minter)
    for citation in index.citations:
        if citation.reference is None:
            continue
        recommendation = minter.recommendation(compilation, citation.reference)
        yield recommendation, DCTERMS.subject, topics[citation.heading]
        yield from _record(citation, recommendation, minter)


def _record(citation: Citation, recommendation: IRI, minter: Minter) -> Iterator[Triple]:
    if citation.paragraph is not None:
        paragraph = minter.paragraph(citation.document, citation.paragraph)
        yield paragraph, REP.records, recommendation
        yield recommendation, REP.recordedIn, paragraph
