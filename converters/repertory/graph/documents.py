"""The documents that an index cites and its compilation, with their parts, in natural order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from repertory.graph.listing import ListedCompilation, ListedParagraph, Listing
from repertory.graph.stated_values import describe_stated
from repertory.model import WHOLE, ParagraphNumber, Reference, Symbol
from repertory.notation import (
    cite,
    containing,
    format_reference,
    is_symbol,
    natural_key,
    paragraph_key,
    reference_key,
    section_key,
)
from repertory.rdf.iris import Minter, document_address, paragraph_eid, recommendation_eid
from repertory.rdf.terms import IRI, Triple
from repertory.rdf.values import string, text
from repertory.rdf.vocabulary import DCTERMS, RDF, RDFS, REP, SKOS


def describe_documents(listing: Listing, minter: Minter) -> Iterator[Triple]:
    """Yield the documents with their paragraphs, then the compilations with their recommendations.

    All statements about one subject follow each other.
    """
    compilations = dict(listing.compilations)
    for symbol in sorted(listing.documents, key=natural_key):
        iri = minter.document(symbol)
        compilation = compilations.pop(iri, None)
        whole = listing.documents[symbol].get(WHOLE, ListedParagraph())
        kinds = [REP.Document]
        kinds += [REP.Compilation] if compilation is not None else []
        kinds += [REP.Recommendation] if whole.is_recommendation else []
        yield from _describe_document(symbol, iri, kinds, listing.languages)
        yield from _describe_listed(iri, whole, listing, minter)
        yield from _describe_paragraphs(symbol, iri, listing, minter)
        if compilation is not None:
            yield from _describe_parts(iri, compilation, listing, minter)
    for iri, compilation in compilations.items():
        if compilation.symbol is not None:
            kinds = [REP.Compilation]
            yield from _describe_document(compilation.symbol, iri, kinds, listing.languages)
        else:
            yield iri, RDF.type, REP.Compilation
            where = f" in {compilation.document}" if compilation.document else ""
            label = f"Compilation that {compilation.name} refers to{where}"
            yield iri, RDFS.label, text(label, "en")
            yield iri, REP.sortKey, string(natural_key(compilation.document or compilation.name))
        yield from _describe_parts(iri, compilation, listing, minter)


def _describe_document(
    symbol: Symbol, iri: IRI, kinds: Iterable[IRI], languages: Iterable[str]
) -> Iterator[Triple]:
    for kind in kinds:
        yield iri, RDF.type, kind
    yield iri, DCTERMS.identifier, string(symbol)
    for language in languages:
        yield iri, RDFS.label, text(symbol, language)
    yield iri, REP.sortKey, string(natural_key(symbol))
    codes = dict.fromkeys(language.partition("-")[0] for language in languages)
    for code in codes if is_symbol(symbol) else ():
        yield iri, RDFS.seeAlso, document_address(symbol, code)


def _describe_paragraphs(
    symbol: Symbol, document: IRI, listing: Listing, minter: Minter
) -> Iterator[Triple]:
    places = {number: each for number, each in listing.documents[symbol].items() if number != WHOLE}
    keys = {number: paragraph_key(number) for number in places}
    for number, listed in sorted(places.items(), key=lambda each: keys[each[0]]):
        iri = IRI(f"{document}#{paragraph_eid(number)}")
        yield iri, RDF.type, REP.Paragraph
        if listed.is_recommendation:
            yield iri, RDF.type, REP.Recommendation
        if is_symbol(symbol):
            yield iri, DCTERMS.identifier, string(f"{symbol}#{paragraph_eid(number)}")
        for language in listing.languages:
            yield iri, RDFS.label, text(cite(symbol, number, language), language)
        yield iri, REP.sortKey, string(keys[number])
        yield iri, DCTERMS.isPartOf, _above(number, document)
        yield from _describe_listed(iri, listed, listing, minter)


def _above(number: ParagraphNumber, document: IRI) -> IRI:
    parent = next(containing(number), None)
    return document if parent is None else IRI(f"{document}#{paragraph_eid(parent)}")


def _describe_listed(
    iri: IRI, listed: ListedParagraph, listing: Listing, minter: Minter
) -> Iterator[Triple]:
    for topic in listed.topics:
        yield iri, DCTERMS.subject, topic
    for recommendation in listed.records:
        yield iri, REP.records, recommendation
    for recommendation in listed.doubted:
        if recommendation not in listed.records:
            yield iri, REP.mayRecord, recommendation
    if listed.stated:
        yield from describe_stated(iri, listed.stated, listing.values, minter)


def _describe_parts(
    iri: IRI, compilation: ListedCompilation, listing: Listing, minter: Minter
) -> Iterator[Triple]:
    languages = listing.languages
    for section in sorted(compilation.sections, key=section_key):
        part = Minter.section(iri, section)
        yield part, RDF.type, REP.Section
        if section:
            yield part, SKOS.notation, string(section)
        for language in languages:
            yield part, RDFS.label, text(_within(compilation, section), language)
        yield part, REP.sortKey, string(section_key(section))
        yield part, DCTERMS.isPartOf, iri
    cited = compilation.recommendations
    for reference in sorted(cited, key=reference_key):
        yield from _describe_recommendation(reference, iri, compilation, languages)
        part = Minter.recommendation(iri, reference)
        yield from describe_stated(part, cited[reference].stated, listing.values, minter)


def _within(compilation: ListedCompilation, part: str) -> str:
    """Return a label for a part of the compilation; an undivided body has that of the whole."""
    named = [str(each) for each in (compilation.symbol or compilation.document,) if each]
    return ", ".join([*named, part] if part else named) or compilation.name


def _describe_recommendation(
    reference: Reference, whole: IRI, compilation: ListedCompilation, languages: Iterable[str]
) -> Iterator[Triple]:
    iri = Minter.recommendation(whole, reference)
    shown = format_reference(reference)
    yield iri, RDF.type, REP.Recommendation
    yield iri, SKOS.notation, string(shown)
    if compilation.symbol is not None and is_symbol(compilation.symbol):
        yield (
            iri,
            DCTERMS.identifier,
            string(f"{compilation.symbol}#{recommendation_eid(reference)}"),
        )
    for language in languages:
        yield iri, RDFS.label, text(_within(compilation, shown), language)
    yield iri, REP.sortKey, string(reference_key(reference))
    yield iri, DCTERMS.isPartOf, Minter.section(whole, reference.section)
    for above in _cited_above(reference, compilation.recommendations):
        yield iri, DCTERMS.isPartOf, Minter.recommendation(whole, above)
    for topic in compilation.recommendations[reference].topics:
        yield iri, DCTERMS.subject, topic


def _cited_above(reference: Reference, cited: Mapping[Reference, object]) -> Iterator[Reference]:
    """Yield the cited recommendations that contain this one."""
    for whole in reversed([*containing(reference.paragraph)]):
        above = Reference(reference.section, whole)
        if above in cited:
            yield above
